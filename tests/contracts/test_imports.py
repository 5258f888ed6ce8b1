"""Importing does nothing: no output, no file, no desktop, bus or home needed."""

from __future__ import annotations

import os
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import selfcare

EVERY = sorted(
    found.name
    for found in pkgutil.walk_packages(selfcare.__path__, "selfcare.")
    if not found.name.endswith("__main__")
)
KEPT = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")
ONE_BY_ONE = """\
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
"""


def run(script: str, *arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: os.environ[name] for name in KEPT if name in os.environ}
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", script, *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=home,
        env=environment,
    )


def written_below(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*"))


def test_every_module_imports_without_a_desktop_silently_and_writes_nothing(
    tmp_path: Path,
) -> None:
    done = run(ONE_BY_ONE, *EVERY, home=tmp_path)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert written_below(tmp_path) == []


@pytest.mark.parametrize("name", EVERY)
def test_every_module_can_be_imported_first(name: str, tmp_path: Path) -> None:
    done = run(ONE_BY_ONE, name, home=tmp_path)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_importing_opens_no_socket_and_starts_no_process_or_thread(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "seen = []\n"
        "bad = ('socket.connect', 'socket.bind', 'subprocess.Popen', 'os.fork', 'os.mkdir')\n"
        "sys.addaudithook(lambda event, _: seen.append(event) if event in bad else None)\n"
        + ONE_BY_ONE
        + "import threading\n"
        "assert threading.active_count() == 1\n"
        "assert seen == [], seen\n"
    )

    done = run(script, *EVERY, home=tmp_path)

    assert (done.returncode, done.stderr) == (0, "")

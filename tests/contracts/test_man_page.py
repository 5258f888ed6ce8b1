"""The man page says what the commands say, in roff that its readers take without a complaint."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from selfcare.cli.main import SECTIONS
from tests.contracts.man_page import PLACE
from tests.e2e.desktop import need

ROOT = Path(__file__).parents[2]


def read(*command: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "MANWIDTH": "80"}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_the_page_is_what_the_commands_say() -> None:
    script = "from tests.contracts.man_page import man_page; print(man_page(), end='')"
    # A process of its own: commands that another test has loaded may speak another language.
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )

    told = "Please write it anew: python -m tests.contracts.man_page"
    assert PLACE.read_text(encoding="ascii") == done.stdout, told


@pytest.mark.skipif(sys.platform == "win32", reason="there is no man")
def test_man_shows_every_command_and_warns_of_nothing() -> None:
    need("man")
    done = read("man", "--warnings", "-l", str(PLACE))

    assert (done.returncode, done.stderr) == (0, "")
    for _, entries in SECTIONS:
        assert all(f"       selfcare {name}" in done.stdout for name in entries)
    # Hyphens come out as they are typed, and nothing hidden comes out at all.
    assert "--systemd" in done.stdout
    assert "--autostarted" not in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="there is no mandoc")
def test_mandoc_finds_nothing_amiss_but_that_no_day_is_named() -> None:
    need("mandoc")
    done = read("mandoc", "-T", "lint", "-W", "warning", str(PLACE))

    complaints = [line for line in done.stdout.splitlines() if "missing date" not in line]
    assert complaints == []


def test_the_page_is_installed_where_man_looks() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    shared = project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]

    assert shared == {"docs/selfcare.1": "share/man/man1/selfcare.1"}

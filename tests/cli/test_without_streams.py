"""Programs started without any stream, as those without a window are, live all the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from selfcare.app import control
from selfcare.app.instance import is_held
from selfcare.app.streams import give_streams
from selfcare.config.paths import folders
from selfcare.domain.facts import PromptClaimed
from tests.cli.command_line import CommandLine
from tests.e2e.desktop import until

pytestmark = pytest.mark.skipif(os.name != "posix", reason="descriptors are closed by POSIX' means")

CALL = """\
import os, sys
from selfcare.__main__ import {entry}
assert (sys.stdin, sys.stdout, sys.stderr) == (None, None, None)
sys.argv[:] = {arguments!r}
sys.exit({entry}())
"""
"""An entry point as its script calls it."""


def without_streams(entry: str, *arguments: str) -> subprocess.Popen[bytes]:
    script = CALL.format(entry=entry, arguments=["selfcare", *arguments])
    # A shell closes descriptors as they are closed where nothing was ever connected to them.
    return subprocess.Popen(
        ["/bin/sh", "-c", 'exec "$0" -P -c "$1" <&- >&- 2>&-', sys.executable, script]
    )


def code_of(entry: str, *arguments: str) -> int:
    with without_streams(entry, *arguments) as running:
        return running.wait(60)


def claimed() -> int:
    with CommandLine().context() as context:
        return sum(type(entry.fact) is PromptClaimed for entry in context.diary.entries())


def test_the_background_program_starts_shows_and_ends_without_any_stream(home: Path) -> None:
    with without_streams("background") as running:
        until(lambda: is_held(folders().state) and claimed(), what="the first prompt")
        before = {
            number: str(Path(f"/proc/{running.pid}/fd/{number}").readlink()) for number in range(3)
        }
        CommandLine().ok("stop")
        assert running.wait(60) == 0

    # No file of ours has a number that whatever prints would write into.
    assert before == dict.fromkeys(range(3), os.devnull)
    assert not (home / "logs" / "trouble.log").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("status",),
        ("status", "--json"),
        ("doctor",),
        ("plan",),
        ("--help",),
        ("notify-test",),
        ("checkin",),
        ("history",),
        ("screen",),
        ("--window", "status"),
    ],
    ids=" ".join,
)
def test_every_way_of_printing_and_asking_survives(home: Path, arguments: tuple[str, ...]) -> None:
    code = code_of("main", *arguments)

    assert code in (0, 1, 2, 3)
    assert not (home / "logs" / "trouble.log").exists()


def test_what_goes_wrong_where_nobody_listens_is_kept(home: Path) -> None:
    (home / "data").mkdir(parents=True)
    (home / "data" / "diary.sqlite3").mkdir()

    assert code_of("background") == 3

    kept = home / "logs" / control.OUTPUT_FILE
    assert str(home / "data" / "diary.sqlite3") in kept.read_text(encoding="utf-8")
    assert kept.stat().st_mode & 0o077 == 0


def test_streams_that_are_there_stay(capsys: pytest.CaptureFixture[str]) -> None:
    there = (sys.stdin, sys.stdout, sys.stderr)

    give_streams()

    assert (sys.stdin, sys.stdout, sys.stderr) == there
    sys.stdout.write("heard")
    assert capsys.readouterr().out == "heard"

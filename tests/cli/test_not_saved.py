"""Real commands for which the disk is full: nothing that was typed is lost in silence."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from selfcare.config.paths import folders
from selfcare.diary.store import Diary
from selfcare.domain.checkin import Headache
from selfcare.domain.facts import (
    CheckedIn,
    Entry,
    Fact,
    Screened,
    SessionStarted,
    TurnFinished,
)
from selfcare.domain.questions import QUESTIONS
from tests.e2e.desktop import until
from tests.full_disk import clear, diary_kept_open, fill, run_on_full_disk

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits another process")

WHY = "The diary could not be written: the disk reported an error at"
OFFER = "Your answers are still here. Press Enter to try again, q to give up:"


@pytest.fixture(autouse=True)
def diary(home: Path) -> Iterator[Diary]:
    assert home
    with diary_kept_open() as opened:
        yield opened


class Typed:
    """A command in a terminal of its own, and what stands there."""

    def __init__(self, *words: str) -> None:
        self._ours, theirs = os.openpty()
        self.text = ""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "selfcare", *words],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**os.environ, "TERM": "xterm", "COLUMNS": "200"},
        )
        os.close(theirs)

    def waits_for(self, text: str) -> None:
        """Return once `text` stands there, and begin a new page."""
        until(lambda: text in " ".join(self._read().split()), what=f"“{text}” in\n{self.text}")
        self.text = ""

    def type(self, line: str) -> None:
        os.write(self._ours, f"{line}\n".encode())

    def rest(self) -> str:
        """Return what is said until the end."""
        until(lambda: self._read() is None or self.process.poll() is not None, what="the end")
        return " ".join(self._read().split())

    def _read(self) -> str:
        while select.select([self._ours], [], [], 0)[0]:
            try:
                self.text += os.read(self._ours, 65536).decode()
            except OSError:
                break
        return self.text

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._ours)


@contextmanager
def typing(*words: str) -> Iterator[Typed]:
    found = Typed(*words)
    try:
        yield found
    finally:
        found.close()


def noted(diary: Diary, kind: type[Fact]) -> list[Entry]:
    return list(diary.entries(kind=kind))


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("period", "start", "yesterday"), "selfcare period start yesterday"),
        (
            ("stress", "add", "the long deadline", "--from", "2026-11-25"),
            "selfcare stress add 'the long deadline' --from 2026-11-25",
        ),
        (("pause", "--for", "1h"), "selfcare pause --for 1h"),
    ],
)
def test_a_command_says_that_nothing_was_saved_and_the_line_that_repeats_it(
    diary: Diary, words: tuple[str, ...], line: str
) -> None:
    before = list(diary.entries())

    done = run_on_full_disk(*words)

    assert (done.returncode, done.stdout) == (3, b"")
    why, repeat = done.stderr.decode().splitlines()
    assert why.startswith(WHY)
    assert repeat == f"Nothing was saved. To do it again: {line}"
    assert list(diary.entries()) == before


def test_what_is_printed_onto_a_full_disk_is_told_too() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "selfcare", "status"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )

    assert done.returncode == 3
    assert done.stderr.decode().splitlines() == [
        "What this command prints could not be written: No space left on device.",
    ]


def test_what_is_saved_and_cannot_be_printed_is_not_said_to_be_unsaved(diary: Diary) -> None:
    before = len(list(diary.entries()))
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "selfcare", "pause"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )

    assert len(list(diary.entries())) > before
    assert done.returncode == 3
    assert b"Nothing was saved" not in done.stderr


def test_answers_that_came_as_data_are_given_back_as_they_came(diary: Diary) -> None:
    answers = b'{"headache": "yes",\n "worst": 7}\n'

    done = run_on_full_disk("checkin", "--json", feed=answers)

    assert (done.returncode, done.stdout) == (3, b"")
    said = done.stderr.decode()
    assert "To do it again: selfcare checkin --json\n" in said
    assert said.endswith(answers.decode())
    assert noted(diary, CheckedIn) == []


def test_a_check_in_is_held_until_it_can_be_saved(diary: Diary) -> None:
    with typing("checkin", "--short") as terminal:
        terminal.waits_for("how strong it was:")
        terminal.type("y")
        fill(terminal.process.pid)
        terminal.waits_for("as much as can be):")
        terminal.type("q")
        terminal.waits_for(OFFER)
        terminal.type("")
        terminal.waits_for(OFFER)
        assert noted(diary, CheckedIn) == []
        clear(terminal.process.pid)
        terminal.type("")
        terminal.waits_for("Noted, thank you.")
        assert terminal.process.wait(20) == 0

    (entry,) = noted(diary, CheckedIn)
    assert isinstance(entry.fact, CheckedIn)
    assert entry.fact.check_in.headache is Headache.YES


def test_whoever_gives_up_reads_what_was_not_saved_in_words_and_as_data(diary: Diary) -> None:
    with typing("checkin", "--short") as terminal:
        terminal.waits_for("how strong it was:")
        terminal.type("y")
        fill(terminal.process.pid)
        terminal.waits_for("as much as can be):")
        terminal.type("q")
        terminal.waits_for(OFFER)
        terminal.type("q")
        said = terminal.rest()
        assert terminal.process.wait(20) == 3

    assert "This was not saved: You checked in: " in said
    assert "Nothing was saved. To do it again: selfcare checkin --short" in said
    data = said.split("with every detail: ")[1].split(" The diary could not")[0]
    assert json.loads(data)["type"] == "CheckedIn"
    assert noted(diary, CheckedIn) == []


def test_the_health_questions_are_held(diary: Diary) -> None:
    with typing("screen") as terminal:
        for _ in range(len(QUESTIONS) + 2):
            fill(terminal.process.pid)
            terminal.waits_for(":")
            terminal.type("")
        terminal.waits_for(OFFER)
        clear(terminal.process.pid)
        terminal.type("")
        terminal.waits_for("Thank you, this is stored.")
        assert terminal.process.wait(20) == 0

    assert len(noted(diary, Screened)) == 1


def test_a_turn_of_a_session_is_held_until_it_can_be_saved(diary: Diary) -> None:
    with typing("now", "four-muscles-gentle") as terminal:
        terminal.waits_for("How much does it hurt now")
        terminal.type("")
        until(lambda: noted(diary, SessionStarted) or None, what="the session")
        fill(terminal.process.pid)
        terminal.type("s")
        terminal.waits_for("It is kept here. Press Enter to try again, q to give it up.")
        assert noted(diary, TurnFinished) == []
        clear(terminal.process.pid)
        terminal.type("")
        until(lambda: noted(diary, TurnFinished) or None, what="the turn")


def test_whoever_gives_up_a_turn_reads_so_and_the_session_can_be_taken_up(diary: Diary) -> None:
    with typing("now", "four-muscles-gentle") as terminal:
        terminal.waits_for("How much does it hurt now")
        terminal.type("")
        until(lambda: noted(diary, SessionStarted) or None, what="the session")
        fill(terminal.process.pid)
        terminal.type("s")
        terminal.waits_for("It is kept here.")
        terminal.type("q")
        said = terminal.rest()
        assert terminal.process.wait(20) == 3

    assert "This was not saved:" in said
    assert '"type":"TurnFinished"' in said
    assert len(noted(diary, SessionStarted)) == 1
    assert folders().diary.exists()

"""Answers that are not in the diary yet, each in a private file, until the diary takes them in.

The one rule: an answer lies in its file before the diary is asked, and leaves it only once the
diary has it. So neither a full disk nor the end of a process at any moment loses it, and the diary
itself sees to it that none counts twice.
"""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from selfcare.app.instance import make_own_folder
from selfcare.config.replacing import replace_file
from selfcare.diary.store import Diary
from selfcare.domain.errors import Trouble
from selfcare.domain.facts import Fact, PromptAnswered

FOLDER: Final = "unsaved-answers"
"""In the folder of the state; it is there only once it was needed."""


class UnsavedAnswer(Struct, frozen=True, kw_only=True):
    """An answer, and what goes with it: when it was given, on which date on the wall."""

    at: datetime
    day: date
    fact: PromptAnswered
    also: tuple[Fact, ...] = ()


def keep(state: Path, answer: UnsavedAnswer) -> None:
    """Write an answer into its file; raise OSError or Trouble where that fails."""
    make_own_folder(state / FOLDER)
    replace_file(_file(state, answer), msgspec.json.encode(answer))


def forget(state: Path, answer: UnsavedAnswer) -> None:
    """Delete the file of an answer that the diary has."""
    with contextlib.suppress(OSError):
        _file(state, answer).unlink()


def is_kept(state: Path, answer: UnsavedAnswer) -> bool:
    """Return whether the answer lies in its file."""
    return _file(state, answer).exists()


def kept(state: Path) -> tuple[UnsavedAnswer, ...]:
    """Return the answers that lie in files, in the order they were given."""
    found: list[UnsavedAnswer] = []
    with contextlib.suppress(OSError):
        for file in (state / FOLDER).glob("*.json"):
            # What cannot be read stays where it is: a newer version may have written it.
            with contextlib.suppress(OSError, msgspec.MsgspecError):
                found.append(msgspec.json.decode(file.read_bytes(), type=UnsavedAnswer))
    return tuple(sorted(found, key=lambda answer: answer.at))


def take_in(state: Path, diary: Diary) -> bool:
    """Note in the diary what lies in files, and return whether there was anything.

    What the diary does not take now stays for the next time.
    """
    anything = False
    for answer in kept(state):
        try:
            diary.answer(answer.fact, at=answer.at, day=answer.day, also=answer.also)
        except ValueError:
            # Out of range for this version; the others are not to wait for it.
            continue
        except Trouble:
            break
        anything = True
        forget(state, answer)
    return anything


def _file(state: Path, answer: UnsavedAnswer) -> Path:
    return state / FOLDER / f"{answer.at.astimezone(UTC):%Y%m%dT%H%M%S%fZ}.json"

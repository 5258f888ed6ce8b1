"""Answers in files until the diary takes them in: in order, once, with their time."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from selfcare.app.context import open_context
from selfcare.app.unsaved_answers import FOLDER, UnsavedAnswer, keep, kept, take_in
from selfcare.config.paths import folders
from selfcare.diary.store import Diary
from selfcare.diary.trouble import NotSaved
from selfcare.domain.facts import NotToday, Paused, PromptAnswered
from selfcare.domain.prompt import Answer, Via
from selfcare.domain.week import MINUTE

MORE_THAN_A_PAGE = 200
"""Facts that a page of the diary does not hold."""
NOW = datetime(2026, 11, 23, 10, 31, tzinfo=UTC)


@pytest.fixture
def diary(home: Path) -> Iterator[Diary]:
    with Diary.open(home / "data" / "diary.sqlite3", may_migrate=True) as found:
        yield found


@pytest.fixture
def state(home: Path) -> Path:
    return home / "state"


def unsaved(
    prompt: str, after: timedelta = timedelta(), answer: Answer = Answer.SKIP
) -> UnsavedAnswer:
    fact = PromptAnswered(prompt, 1, answer, Via.NOTIFICATION)
    also = (Paused(NOW),) if answer is Answer.PAUSE else ()
    return UnsavedAnswer(at=NOW + after, day=NOW.date(), fact=fact, also=also)


def test_answers_are_taken_in_in_the_order_they_were_given_with_what_goes_with_them(
    diary: Diary, state: Path
) -> None:
    later, earlier = unsaved("b", MINUTE), unsaved("a", answer=Answer.PAUSE)
    keep(state, later)
    keep(state, earlier)

    assert take_in(state, diary)
    assert [(entry.at, entry.day, entry.fact) for entry in diary.entries()] == [
        (earlier.at, earlier.day, earlier.fact),
        (earlier.at, earlier.day, earlier.also[0]),
        (later.at, later.day, later.fact),
    ]
    assert kept(state) == ()


def test_an_answer_that_the_diary_has_already_is_not_noted_twice(diary: Diary, state: Path) -> None:
    one = unsaved("a")
    diary.answer(one.fact, at=one.at, day=one.day)
    keep(state, one)

    take_in(state, diary)

    assert len(list(diary.entries(kind=PromptAnswered))) == 1
    assert kept(state) == ()


def test_nothing_is_taken_in_where_nothing_was_left(diary: Diary, state: Path) -> None:
    assert not take_in(state, diary)


def test_what_a_full_diary_does_not_take_stays(diary: Diary, state: Path) -> None:
    one = unsaved("a")
    keep(state, one)
    pages = diary._connection.execute("PRAGMA page_count").fetchone()[0]
    diary._connection.execute(f"PRAGMA max_page_count = {pages}")
    with suppress(NotSaved):
        for _ in range(MORE_THAN_A_PAGE):
            diary.append(NotToday(NOW.date()), at=NOW, day=NOW.date())

    assert not take_in(state, diary)
    assert kept(state) == (one,)


def test_a_file_that_cannot_be_read_stays_and_holds_up_no_other(diary: Diary, state: Path) -> None:
    keep(state, unsaved("a"))
    strange = state / FOLDER / "0.json"
    strange.write_text("of a version to come")

    assert take_in(state, diary)
    assert len(list(diary.entries(kind=PromptAnswered))) == 1
    assert strange.exists()


def test_an_unsaved_answer_is_for_the_eyes_of_its_owner_only(state: Path) -> None:
    keep(state, unsaved("a"))
    (file,) = (state / FOLDER).iterdir()

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_every_command_that_opens_the_diary_takes_in_what_was_left(home: Path) -> None:
    keep(folders().state, unsaved("a"))

    with open_context() as context:
        assert [entry.fact for entry in context.diary.entries()] == [unsaved("a").fact]
    assert kept(home / "state") == ()

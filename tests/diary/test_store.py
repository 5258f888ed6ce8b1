from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from selfcare.diary import mark
from selfcare.diary.store import Diary
from selfcare.diary.tables import PAGE, TABLES
from selfcare.domain.facts import (
    CheckedIn,
    CyclePaused,
    CycleResumed,
    DaemonStarted,
    DaemonStopped,
    Entry,
    Fact,
    NotToday,
    NotYetBleeding,
    Paused,
    PeriodRemoved,
    PeriodStarted,
    PromptClaimed,
    PromptShown,
    Resumed,
    RoutineHidden,
    RoutineShownAgain,
    Screened,
    StopAsked,
    StressAdded,
    StressEnded,
    StressRemoved,
)
from selfcare.domain.prompt import Answer
from selfcare.domain.screening import AgeBand, Screening, Tag
from selfcare.domain.stress import StressKind
from tests.diary.samples import (
    AT,
    DAY,
    answered,
    around_the_cycle,
    check_in,
    cycle_prompt,
    one_of_each_kind,
    prompt,
    session,
)

LONG_AGO = DAY - timedelta(days=400)
RECENT = DAY - timedelta(days=60)
TIME = AT.isoformat()


def note(diary: Diary, *facts: Fact, day: date = DAY) -> tuple[Entry, ...]:
    return diary.append_all(facts, at=AT - (DAY - day), day=day)


def raw(path: Path, day: str, at: str, kind: str, body: bytes, name: str | None = None) -> None:
    """Write a row as a newer program, or a failing disk, would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(
            "INSERT INTO fact (day, at, kind, prompt, round, body)"
            " VALUES (?, ?, ?, ?, ?, CAST(? AS TEXT))",
            (day, at, kind, name, 1 if name else None, body),
        )


def test_a_new_diary_is_empty(diary: Diary) -> None:
    view = diary.view(since=date.min)

    assert view.entries == ()
    assert view.first_day is None
    assert list(diary.entries()) == []


def test_facts_come_back_in_the_order_they_were_noted_though_the_clock_was_set_back(
    diary: Diary,
) -> None:
    late = note(diary, DaemonStarted("1"))
    early = note(diary, DaemonStopped(), day=DAY - timedelta(days=1))

    assert diary.view(since=LONG_AGO).entries == late + early
    assert tuple(diary.entries()) == late + early


def test_facts_outlast_the_program(path: Path) -> None:
    with Diary.open(path, may_migrate=False) as diary:
        noted = note(diary, *one_of_each_kind())
    with Diary.open(path, may_migrate=False) as diary:
        assert tuple(diary.entries()) == noted


def test_of_several_facts_all_are_noted_or_none(diary: Diary) -> None:
    with pytest.raises(ValueError, match="refuses"):
        note(diary, StopAsked(), PromptClaimed(prompt(), 1), PromptClaimed(prompt(), 1))

    assert list(diary.entries()) == []
    note(diary, StopAsked())
    assert len(list(diary.entries())) == 1


def test_a_round_of_a_prompt_is_claimed_once(diary: Diary) -> None:
    assert diary.claim(PromptClaimed(prompt(), 1), at=AT, day=DAY)
    assert not diary.claim(PromptClaimed(prompt(), 1), at=AT, day=DAY)
    assert diary.claim(PromptClaimed(prompt("another"), 1), at=AT, day=DAY)
    assert len(list(diary.entries())) == 2


def test_a_prompt_put_off_is_claimed_again_in_its_next_round(diary: Diary) -> None:
    diary.claim(PromptClaimed(prompt(), 1), at=AT, day=DAY)
    diary.answer(answered(Answer.LATER), at=AT, day=DAY)

    assert diary.claim(PromptClaimed(prompt(), 2), at=AT, day=DAY)


@pytest.mark.parametrize("answer", [a for a in Answer if a is not Answer.LATER])
def test_a_prompt_with_a_final_answer_is_never_claimed_again(diary: Diary, answer: Answer) -> None:
    diary.claim(PromptClaimed(prompt(), 1), at=AT, day=DAY)
    diary.answer(answered(answer), at=AT, day=DAY)

    assert not diary.claim(PromptClaimed(prompt(), 2), at=AT, day=DAY)
    assert diary.claim(PromptClaimed(prompt("another"), 2), at=AT, day=DAY)


def test_an_answer_that_cannot_be_read_settles_its_prompt(path: Path, diary: Diary) -> None:
    raw(path, "2025-03-28", TIME, "PromptAnswered", b'{"type":"Unheard"}', prompt().id)

    assert not diary.claim(PromptClaimed(prompt(), 2), at=AT, day=DAY)


def test_the_first_answer_wins(diary: Diary) -> None:
    assert diary.answer(answered(Answer.SKIP), at=AT, day=DAY)
    assert not diary.answer(answered(Answer.START), at=AT, day=DAY)
    assert diary.answer(answered(Answer.START, round_=2), at=AT, day=DAY)

    assert [entry.fact for entry in diary.entries()] == [
        answered(Answer.SKIP),
        answered(Answer.START, round_=2),
    ]


def test_a_refused_answer_leaves_the_count_of_entries_as_it_is(path: Path, diary: Diary) -> None:
    answer = answered(Answer.SKIP)
    assert diary.answer(answer, at=AT, day=DAY)
    with Diary.open(path, may_migrate=False) as other:
        note(other, *session())
        latest = mark.noted(path)

    assert not diary.answer(answer, at=AT, day=DAY)

    assert mark.noted(path) == latest


def test_a_second_claim_or_answer_cannot_slip_in_by_append(diary: Diary) -> None:
    for fact in (PromptClaimed(prompt(), 1), answered(Answer.SKIP)):
        diary.append(fact, at=AT, day=DAY)
        with pytest.raises(ValueError, match="refuses"):
            diary.append(fact, at=AT, day=DAY)


def test_the_view_holds_the_recent_days_and_the_first_day_ever(diary: Diary) -> None:
    note(diary, StopAsked(), day=LONG_AGO)
    note(diary, StopAsked(), day=RECENT - timedelta(days=1))
    recent = note(diary, StopAsked(), day=RECENT) + note(diary, StopAsked())

    view = diary.view(since=RECENT)

    assert view.entries == recent
    assert view.first_day == LONG_AGO


def test_the_view_holds_what_is_still_in_force_however_old(diary: Diary) -> None:
    older = Screened(Screening(frozenset({Tag.JAW}), AgeBand.UNKNOWN))
    note(
        diary, older, Paused(None), Resumed(), NotToday(LONG_AGO), DaemonStarted("1"), day=LONG_AGO
    )
    in_force = note(
        diary,
        Screened(Screening(frozenset(), AgeBand.FROM_50)),
        Resumed(),
        DaemonStarted("2"),
        Paused(AT),
        NotToday(LONG_AGO),
        day=LONG_AGO,
    )
    note(diary, DaemonStopped(), day=LONG_AGO)
    recent = note(diary, StopAsked())

    assert diary.view(since=RECENT).entries == in_force + recent


def test_the_view_holds_a_session_left_open_long_ago_whole(diary: Diary) -> None:
    begun, first, second, _ = session()
    noted = note(diary, begun, first, StopAsked(), second, day=LONG_AGO)

    assert diary.view(since=RECENT).entries == (noted[0], noted[1], noted[3])


def test_the_view_leaves_out_an_old_session_that_ended(diary: Diary) -> None:
    note(diary, *session("first")[:2], *session("second"), day=LONG_AGO)

    assert diary.view(since=RECENT).entries == ()


def test_the_view_holds_which_routines_were_hidden_however_old(diary: Diary) -> None:
    noted = note(
        diary,
        RoutineHidden("slow-breath", "Slow breathing"),
        RoutineShownAgain("slow-breath", "Slow breathing"),
        RoutineHidden("scalene-breath", "Wide ribs"),
        day=LONG_AGO,
    )

    assert diary.view(since=RECENT).entries == noted


def test_the_view_holds_all_that_was_told_of_stressful_times_however_old(diary: Diary) -> None:
    noted = note(
        diary,
        StressAdded(period="s1", name="Exams", first=DAY, last=None, kind=StressKind.EMOTIONAL),
        StressEnded("s1", DAY),
        StressRemoved("s1"),
        day=LONG_AGO,
    )
    note(diary, CheckedIn(check_in()), day=LONG_AGO)

    assert diary.view(since=RECENT).entries == noted


def test_the_view_holds_all_of_the_cycle_but_old_prompts_however_old(diary: Diary) -> None:
    old = note(diary, *around_the_cycle(LONG_AGO), day=LONG_AGO)
    recent = note(diary, *around_the_cycle())

    lasting = (PeriodStarted, PeriodRemoved, CyclePaused, CycleResumed)
    assert diary.view(since=RECENT).entries == (
        *(entry for entry in old if isinstance(entry.fact, lasting)),
        *recent,
    )
    assert any(isinstance(entry.fact, NotYetBleeding) for entry in recent)


def test_facts_of_both_tables_come_back_in_the_order_they_were_noted(diary: Diary) -> None:
    mixed = (PeriodStarted(DAY), StopAsked(), StopAsked(), PeriodRemoved(DAY), StopAsked())
    noted = tuple(note(diary, fact)[0] for fact in mixed * 3)

    assert [entry.id for entry in noted] == list(range(1, 16))
    assert tuple(diary.entries()) == noted
    assert diary.view(since=RECENT).entries == noted


def test_numbers_go_on_though_what_sqlite_remembered_of_them_is_gone(diary: Diary) -> None:
    last = note(diary, StopAsked(), PeriodStarted(DAY))[-1]
    diary._connection.execute("DELETE FROM sqlite_sequence")

    assert [entry.id for entry in note(diary, StopAsked(), PeriodStarted(DAY))] == [
        last.id + 1,
        last.id + 2,
    ]


@pytest.mark.parametrize("first", [PeriodStarted(DAY), StopAsked()], ids=["cycle", "other"])
def test_the_first_day_is_that_of_the_first_fact_of_either_table(diary: Diary, first: Fact) -> None:
    note(diary, first, day=LONG_AGO)
    note(diary, PeriodStarted(DAY), StopAsked())

    assert diary.view(since=RECENT).first_day == LONG_AGO


def test_a_prompt_of_the_cycle_is_claimed_and_answered_once_like_any_other(diary: Diary) -> None:
    asked = cycle_prompt()
    assert diary.claim(PromptClaimed(asked, 1), at=AT, day=DAY)
    assert not diary.claim(PromptClaimed(asked, 1), at=AT, day=DAY)
    assert diary.answer(answered(Answer.LATER, asked.id), at=AT, day=DAY)
    assert not diary.answer(answered(Answer.SKIP, asked.id), at=AT, day=DAY)
    assert diary.claim(PromptClaimed(asked, 2), at=AT, day=DAY)
    assert diary.answer(answered(Answer.SKIP, asked.id, 2), at=AT, day=DAY)

    assert not diary.claim(PromptClaimed(asked, 3), at=AT, day=DAY)
    with pytest.raises(ValueError, match="refuses"):
        diary.append(PromptClaimed(asked, 1), at=AT, day=DAY)
    with pytest.raises(ValueError, match="refuses"):
        diary.append(answered(Answer.SKIP, asked.id), at=AT, day=DAY)


def test_entries_of_some_days_only(diary: Diary) -> None:
    days = [DAY + timedelta(days=number) for number in range(5)]
    noted = [note(diary, StopAsked(), day=day)[0] for day in days]

    assert list(diary.entries(since=days[1], until=days[3])) == noted[1:4]
    assert list(diary.entries(since=days[3])) == noted[3:]
    assert list(diary.entries(until=days[0])) == noted[:1]
    assert list(diary.entries(since=days[4] + timedelta(days=1))) == []


def test_entries_of_one_kind_only(diary: Diary) -> None:
    facts = [PeriodStarted(DAY) if one % 3 else StopAsked() for one in range(2 * PAGE)]
    noted = note(diary, *facts)

    stops = [entry for entry in noted if isinstance(entry.fact, StopAsked)]
    assert list(diary.entries(kind=StopAsked)) == stops
    assert list(diary.entries(kind=PeriodStarted)) == [one for one in noted if one not in stops]
    assert list(diary.entries(since=DAY + timedelta(days=1), kind=StopAsked)) == []


@pytest.mark.parametrize("number", [PAGE - 1, PAGE, PAGE + 1, 2 * PAGE])
def test_no_entry_is_lost_between_two_pages(diary: Diary, number: int) -> None:
    noted = note(diary, *(StopAsked() for _ in range(number)))

    assert tuple(diary.entries()) == noted


@pytest.mark.parametrize("number", [PAGE - 1, PAGE, PAGE + 1, 2 * PAGE])
def test_no_entry_is_lost_between_two_pages_of_both_tables(diary: Diary, number: int) -> None:
    facts = [PeriodStarted(DAY) if one % 3 else StopAsked() for one in range(number)]
    noted = note(diary, *facts)

    assert tuple(diary.entries()) == noted


def test_the_diary_can_be_written_while_it_is_read(diary: Diary) -> None:
    note(diary, *(StopAsked() for _ in range(2 * PAGE)))

    reader = diary.entries()
    next(reader)
    note(diary, DaemonStopped())

    assert len(list(reader)) == 2 * PAGE - 1


def test_it_tells_once_that_something_was_written_here_or_elsewhere(
    path: Path, diary: Diary
) -> None:
    assert diary.changed()
    assert not diary.changed()

    note(diary, StopAsked())
    assert diary.changed()
    assert not diary.changed()

    diary.answer(answered(Answer.SKIP), at=AT, day=DAY)
    assert diary.changed()

    with Diary.open(path, may_migrate=False) as other:
        assert not diary.changed()
        note(other, StopAsked())
        assert diary.changed()
        assert not diary.changed()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE fact SET body = '{}'",
        "DELETE FROM fact",
        "INSERT OR REPLACE INTO fact SELECT * FROM fact",
        "REPLACE INTO fact (id, at, day, kind, body) SELECT id, at, day, kind, 'other' FROM fact",
    ],
)
@pytest.mark.parametrize("table", TABLES)
def test_a_noted_fact_cannot_be_changed_or_deleted(
    diary: Diary, table: str, statement: str
) -> None:
    statement = statement.replace("fact", table)
    noted = note(diary, PromptClaimed(prompt(), 1), PromptClaimed(cycle_prompt(), 1))

    with pytest.raises(sqlite3.IntegrityError, match="never"):
        diary._connection.execute(statement)

    assert tuple(diary.entries()) == noted


STOP_ASKED = b'{"type":"StopAsked"}'
UNREADABLE = {
    "a kind of a newer program": ("2025-03-28", TIME, b'{"type":"Moon"}'),
    "no JSON": ("2025-03-28", TIME, b'{"type":'),
    "letters that are not UTF-8": ("2025-03-28", TIME, b'{"type":"StopAsked\xff"}'),
    "deep nesting": ("2025-03-28", TIME, b"[" * 100_000),
    "no such day": ("2025-02-30", TIME, STOP_ASKED),
    "no time": ("2025-03-28", "half past nine", STOP_ASKED),
    "a time before all times": ("2025-03-28", "0001-01-01T00:00:00+14:00", STOP_ASKED),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_an_entry_that_cannot_be_read_is_counted_and_hides_no_other(
    path: Path, diary: Diary, case: str
) -> None:
    day, at, body = UNREADABLE[case]
    before = note(diary, StopAsked())
    raw(path, day, at, "Moon", body)
    after = note(diary, DaemonStopped())

    view = diary.view(since=LONG_AGO)

    assert view.entries == before + after
    assert diary.unreadable == 1
    assert tuple(diary.entries()) == before + after


def test_a_first_day_that_cannot_be_read_gives_way_to_the_next(path: Path, diary: Diary) -> None:
    raw(path, "0000-00-00", "", "", b"")
    note(diary, StopAsked())

    assert diary.view(since=LONG_AGO).first_day == DAY


def test_a_screening_that_cannot_be_read_hides_the_earlier_ones(path: Path, diary: Diary) -> None:
    note(diary, Screened(Screening(frozenset(), AgeBand.FROM_18_TO_49)))
    newer = b'{"type":"Screened","screening":{"tags":["newly_found"],"age_band":"unknown"}}'
    raw(path, "2025-03-28", TIME, "Screened", newer)

    assert diary.view(since=LONG_AGO).entries == ()

    again = note(diary, Screened(Screening(frozenset({Tag.BONE}), AgeBand.UNKNOWN)))
    assert diary.view(since=LONG_AGO).entries == again


def test_ten_years_of_facts_are_read_by_index_and_never_scanned(diary: Diary) -> None:
    seen: list[str] = []
    diary._connection.set_trace_callback(seen.append)
    diary.view(since=RECENT)
    for asked in (prompt(), cycle_prompt()):
        diary.claim(PromptClaimed(asked, 1), at=AT, day=DAY)
        diary.answer(answered(Answer.SKIP, asked.id), at=AT, day=DAY)
    list(diary.entries(since=RECENT))
    diary._connection.set_trace_callback(None)

    queries = {text.strip() for text in seen if text.lstrip().startswith("SELECT")}
    assert len(queries) >= 10
    scanned = [
        query
        for query in sorted(queries)
        for step in diary._connection.execute(f"EXPLAIN QUERY PLAN {query}").fetchall()
        if step[3].startswith(tuple(f"SCAN {table}" for table in TABLES))
    ]
    # Of this one only the first row is asked for; each table is read in its own order.
    first_days = "SELECT id, day FROM fact UNION ALL SELECT id, day FROM cycle_fact ORDER BY id"
    assert scanned == [first_days, first_days]
    steps = diary._connection.execute(f"EXPLAIN QUERY PLAN {first_days}").fetchall()
    assert not any("TEMP B-TREE" in step[3] for step in steps)


def test_shown_and_claimed_rounds_can_be_found_by_their_columns(path: Path, diary: Diary) -> None:
    note(diary, PromptClaimed(prompt(), 1), PromptShown(prompt().id, 1, "desktop"), session()[0])

    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT kind, prompt, round, session FROM fact").fetchall()
    assert rows == [
        ("PromptClaimed", prompt().id, 1, None),
        ("PromptShown", prompt().id, 1, None),
        ("SessionStarted", None, None, "s1"),
    ]

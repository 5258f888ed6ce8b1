from __future__ import annotations

import logging
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from selfcare.app import control, instance, standstill, status_row
from selfcare.app.context import open_context
from selfcare.app.control import Start, Started, Stop
from selfcare.app.cycle_words import left_lines
from selfcare.app.forgetting import (
    Forgotten,
    delete_unreadable,
    forget_cycle,
    stands_in_settings,
)
from selfcare.app.instance import InstanceLock, is_held
from selfcare.app.prompt_order import PromptOrder, write_order
from selfcare.app.say import say
from selfcare.app.unsaved_answers import FOLDER, UnsavedAnswer, keep
from selfcare.app.watching import ConfigurationWatch
from selfcare.config.paths import Folders, folders
from selfcare.daemon.engine import Engine
from selfcare.daemon.logs import start_log, stop_log
from selfcare.diary import copies, erase, migrations
from selfcare.diary.connection import reading
from selfcare.domain.errors import Trouble
from selfcare.domain.facts import PeriodStarted, PromptAnswered, PromptClaimed
from selfcare.domain.message import Message
from selfcare.domain.prompt import Answer, Via, of_cycle
from selfcare.domain.settings import NotifierChoice
from tests.diary.damage import overwrite_middle
from tests.diary.marked import FIXTURES, MARK, MARKED, fill, rows, traces
from tests.diary.stored import Row
from tests.fakes import RememberingPrompter, ToldCalendars, ToldClock, ToldSenses

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
ROOT = Path(__file__).parents[2]


@pytest.fixture
def where() -> Folders:
    return folders()


@pytest.fixture
def unchanged(where: Folders) -> list[Row]:
    return fill(where.diary)


@pytest.fixture
def clock() -> ToldClock:
    return ToldClock(NOW)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let a background program run that ends and starts when it is told to."""
    found: list[str] = []

    def stop(_folders: Folders, _clock: ToldClock) -> Stop:
        found.append("stop")
        return Stop.STOPPED

    def start(folders: Folders) -> Started:
        found.append("start")
        assert not is_held(folders.state)
        return Started(Start.STARTED, folders.logs)

    monkeypatch.setattr(standstill, "stop", stop)
    monkeypatch.setattr(standstill, "start", start)
    return found


def test_everything_of_the_cycle_goes_and_every_other_row_stays(
    where: Folders, clock: ToldClock, home: Path, unchanged: list[Row]
) -> None:
    assert len(traces(home)) == 4

    done = forget_cycle(where, clock)

    assert traces(home) == []
    assert rows(where.diary) == {"fact": unchanged, "cycle_fact": []}
    assert done.entries == 131
    assert len(done.copies) == 4
    assert (done.unreadable, done.told, done.started_again) == ((), (), None)
    assert not is_held(where.state)


@pytest.mark.usefixtures("unchanged")
def test_the_status_that_a_killed_background_program_kept_goes_too(
    where: Folders, clock: ToldClock
) -> None:
    where.state.mkdir(exist_ok=True)
    kept = where.state / status_row.FILE
    kept.write_text("Your next start is likely today.", encoding="utf-8")

    forget_cycle(where, clock)

    assert not kept.exists()


def test_an_answer_that_waits_in_a_file_goes_too(
    where: Folders, clock: ToldClock, unchanged: list[Row]
) -> None:
    assert unchanged
    fact = PromptAnswered("cycle/2026-01-01", 1, Answer.SKIP, Via.NOTIFICATION)
    keep(where.state, UnsavedAnswer(at=clock.now(), day=clock.now().date(), fact=fact))
    begun = where.state / FOLDER / ".20260101.json.4711"
    begun.write_text("half a line", encoding="utf-8")

    forget_cycle(where, clock)

    assert list((where.state / FOLDER).iterdir()) == []


def test_where_there_is_no_diary_nothing_is_begun(
    where: Folders, clock: ToldClock, home: Path
) -> None:
    assert forget_cycle(where, clock).entries == 0
    assert not home.exists()


@pytest.mark.usefixtures("unchanged")
def test_the_background_program_is_ended_before_and_started_after(
    where: Folders, clock: ToldClock, calls: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    erased = erase.erase_facts

    def erase_facts(path: Path) -> int:
        calls.append("erase")
        assert is_held(where.state)
        return erased(path)

    monkeypatch.setattr(erase, "erase_facts", erase_facts)

    assert forget_cycle(where, clock).started_again is True
    assert calls == ["stop", "erase", "start"]


@pytest.mark.usefixtures("unchanged")
def test_after_trouble_the_background_program_runs_again_and_the_trouble_says_what_is_left(
    where: Folders, clock: ToldClock, calls: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erase, "CAN_REPLACE", False)
    monkeypatch.setattr(erase, "ATTEMPTS", 1)
    with closing(sqlite3.connect(where.diary, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM fact").fetchone()

        with pytest.raises(Trouble) as trouble:
            forget_cycle(where, clock)

    assert calls == ["stop", "start"]
    assert "is deleted, but" in trouble.value.what.text
    why = dict(trouble.value.what.values)["why"]
    assert isinstance(why, Message)
    assert "viewer" in why.text
    assert rows(where.diary)["cycle_fact"] == []

    forget_cycle(where, clock)
    assert traces(where.data) == []


def test_a_background_program_that_cannot_be_ended_keeps_everything_as_it_is(
    where: Folders, clock: ToldClock, unchanged: list[Row], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(control, "POLITE", 0.1)
    monkeypatch.setattr(control, "LONGEST", 0.2)
    lock = InstanceLock(where.state)
    assert lock.acquire()
    try:
        with pytest.raises(Trouble, match="does not answer and still runs"):
            forget_cycle(where, clock)
    finally:
        lock.release()

    found = rows(where.diary)
    # It was asked to end, which is noted.
    assert found["fact"][:-1] == unchanged
    assert len(found["cycle_fact"]) == 131


@pytest.mark.usefixtures("calls")
def test_one_that_starts_again_in_between_keeps_everything_as_it_is(
    where: Folders, clock: ToldClock, unchanged: list[Row], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instance, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(standstill, "start", lambda _: Started(Start.ALREADY_RUNNING, where.logs))
    lock = InstanceLock(where.state)
    assert lock.acquire()
    try:
        with pytest.raises(Trouble, match="started anew"):
            forget_cycle(where, clock)
    finally:
        lock.release()

    assert rows(where.diary)["fact"] == unchanged
    assert len(rows(where.diary)["cycle_fact"]) == 131


def test_a_damaged_diary_is_mended_first_and_what_is_set_aside_can_be_deleted(
    where: Folders, clock: ToldClock, home: Path, unchanged: list[Row]
) -> None:
    overwrite_middle(where.diary)

    done = forget_cycle(where, clock)

    assert [message.text[:24] for message in done.told] == ["The diary was damaged. I"]
    [aside] = done.unreadable
    assert aside.name == "diary-damaged-20261123T100000Z.sqlite3"
    assert rows(where.diary) == {"fact": unchanged, "cycle_fact": []}
    assert traces(home) == [str(aside.relative_to(home))]
    delete_unreadable(aside)
    assert traces(home) == []


def test_a_diary_of_the_form_before_is_brought_up_to_date_on_the_way(
    where: Folders, clock: ToldClock
) -> None:
    where.data.mkdir(parents=True)
    with closing(sqlite3.connect(where.diary)) as old:
        old.executescript((FIXTURES / "v1.sql").read_text("utf-8"))

    assert forget_cycle(where, clock).entries == 0

    with reading(where.diary) as diary:
        assert migrations.version_of(diary) == migrations.NEWEST
    assert copies.before_version(where.diary, 1).exists()


def test_settings_of_the_cycle_are_noticed_and_never_touched(
    where: Folders, clock: ToldClock
) -> None:
    assert not stands_in_settings(where)
    where.config.mkdir(parents=True)
    where.config_file.write_text("[cycle]\nusual_length = 28\n", encoding="utf-8")

    assert stands_in_settings(where)
    forget_cycle(where, clock)
    assert where.config_file.read_text("utf-8") == "[cycle]\nusual_length = 28\n"


def test_older_settings_that_say_something_of_the_cycle_are_told(where: Folders) -> None:
    where.config.mkdir(parents=True)
    kept = where.config / "config.toml.bak"
    kept.write_text("[cycle]\nusual_length = 28\n", encoding="utf-8")
    (where.config / "config.toml.bak2").write_text("[prompts]\nsound = true\n", encoding="utf-8")

    (told,) = left_lines(Forgotten(entries=0), where, in_settings=False)

    assert say(told).endswith(f"It is yours to delete: {kept}")


# What else could hold something of the cycle


@pytest.fixture
def cycles(clock: ToldClock) -> Iterator[tuple[date, ...]]:
    starts = tuple((NOW - timedelta(days=28 * number + 25)).date() for number in range(8, -1, -1))
    with open_context(clock) as context:
        for start in starts:
            at = datetime(start.year, start.month, start.day, 9, tzinfo=UTC)
            context.diary.append(PeriodStarted(start), at=at, day=start)
    yield starts
    logging.getLogger("selfcare").setLevel(logging.NOTSET)


@pytest.mark.logs_warnings
def test_neither_logs_nor_state_hold_a_word_of_the_cycle(
    where: Folders, clock: ToldClock, cycles: tuple[date, ...]
) -> None:
    handler = start_log(where.logs)
    with open_context(clock) as context:
        prompter = RememberingPrompter(context, works=False)
        watch = ConfigurationWatch(where)
        engine = Engine(context.diary, watch, prompter, ToldCalendars(), ToldSenses())
        for quarter in range(7 * 24 * 4):
            clock.at = NOW + timedelta(minutes=15 * quarter)
            engine.tick(clock.now(), clock.zone())
        claimed = [
            entry.fact.prompt.id
            for entry in context.diary.entries()
            if isinstance(entry.fact, PromptClaimed)
        ]
    stop_log(handler)

    assert any(of_cycle(one) for one in claimed)
    written = [
        file for folder in (where.logs, where.state) for file in folder.rglob("*") if file.is_file()
    ]
    assert written
    marks = (b"cycle", *(str(start).encode() for start in cycles))
    assert [file for file in written if any(mark in file.read_bytes() for mark in marks)] == []


@pytest.mark.usefixtures("unchanged")
def test_a_prompt_of_the_cycle_that_could_not_be_shown_leaves_no_trace_outside_the_diary(
    home: Path, where: Folders, clock: ToldClock
) -> None:
    order = PromptOrder(
        prompt=f"cycle/{MARKED}/heads-up",
        round=1,
        title=f"{MARK} {MARKED}",
        body=MARK,
        seconds_until_expiry=1,
        notifier=NotifierChoice.TERMINAL,
    )
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "selfcare.prompter"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=ROOT,
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(write_order(order))
        child.stdin.flush()
        # Only once it has ended is its input closed.
        assert child.stdout.read() == b""
        assert child.wait() == 4
    assert rows(where.diary)["cycle_fact"][-1][3] == "PromptNotShown"
    assert {name.split("/")[0] for name in traces(home)} == {"data"}

    forget_cycle(where, clock)
    assert traces(home) == []


@pytest.mark.skipif(sys.platform == "win32", reason="nobody has tried the background on Windows")
def test_the_real_background_program_makes_room_and_comes_back(
    home: Path, where: Folders, unchanged: list[Row]
) -> None:
    shutil.rmtree(where.backups)
    with open_context() as context:
        real_clock = context.clock
    try:
        assert control.start(where).outcome is Start.STARTED

        done = forget_cycle(where, real_clock)

        assert done.started_again is True
        assert is_held(where.state)
    finally:
        control.stop(where, real_clock)
    assert traces(home) == []
    found = rows(where.diary)
    assert found["fact"][: len(unchanged)] == unchanged
    assert found["cycle_fact"] == []

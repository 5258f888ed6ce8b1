"""Restoring, cut short at any moment or refused on the way: all is as it was, or as it is to be."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from selfcare.app import backing_up, restoring, standstill
from selfcare.app.check_in_keeping import Kept, keep, read_kept
from selfcare.app.context import open_mended
from selfcare.app.control import Stop, start, stop
from selfcare.app.instance import InstanceLock, is_held
from selfcare.app.say import say
from selfcare.config.paths import Folders, folders
from selfcare.diary import copies, exchange
from selfcare.diary.connection import prepared, restored, under_way
from selfcare.diary.store import Diary
from selfcare.diary.trouble import NotSaved
from selfcare.domain.errors import Trouble
from selfcare.domain.facts import Fact, PromptNotShown
from tests.cli.command_line import CommandLine, at
from tests.diary.damage import overwrite_start
from tests.diary.dying import dies_at
from tests.diary.samples import AT, DAY, one_of_each_kind
from tests.fakes import ToldClock

BEFORE, SINCE = "[prompts]\ndaily_cap = 4\n", "[prompts]\ndaily_cap = 2\n"
LATER = PromptNotShown("later", 1, "noted after the backup")
FILES = (restoring.__file__, exchange.__file__, copies.__file__)


@pytest.fixture
def where() -> Folders:
    return folders()


@pytest.fixture
def backup(line: CommandLine, tmp_path: Path) -> Path:
    """Make a backup; then go on noting, and change the settings."""
    with line.context() as context:
        context.diary.append_all(one_of_each_kind(), at=AT, day=DAY)
    line.configure(BEFORE)
    with line.context() as context:
        file = backing_up.back_up(context, tmp_path / "kept.zip").file
        context.note(LATER)
    line.configure(SINCE)
    return file


def state(where: Folders) -> tuple[list[Fact], str]:
    with Diary.open(where.diary, may_migrate=False) as diary:
        return [entry.fact for entry in diary.entries()], where.config_file.read_text()


OLD, NEW = ([*one_of_each_kind(), LATER], SINCE), ([*one_of_each_kind()], BEFORE)


@contextmanager
def living_in(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Folders]:
    with monkeypatch.context() as patched:
        patched.setenv("SELFCARE_HOME", str(home))
        yield folders()


def leftovers(where: Folders) -> list[str]:
    return [
        one.name
        for one in (under_way(where.diary), prepared(where.diary), restored(where.diary))
        if one.exists()
    ]


@pytest.mark.skipif(os.name != "posix", reason="Windows has no fork")
@pytest.mark.parametrize("damaged", [False, True])
def test_killed_at_any_moment_all_is_as_it_was_or_the_next_start_finishes_it(
    home: Path,
    backup: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    damaged: bool,
) -> None:
    with living_in(home, monkeypatch) as where:
        if damaged:
            overwrite_start(where.diary)

    def restore(_: Path) -> None:
        restoring.restore(folders(), ToldClock(at(10)), backup)

    line, died, outcomes = 0, True, set()
    while died:
        here = shutil.copytree(home, tmp_path / str(line))
        with living_in(here, monkeypatch) as where:
            died = dies_at(line, restore, where.diary, FILES)

            opened = open_mended(where, at(11))
            opened.diary.close()
            facts, settings = state(where)
            assert leftovers(where) == []
            if damaged and settings == SINCE:
                # The diary as it was is beyond reading; what is left of it is kept.
                assert facts == []
                assert list(where.data.glob("diary-damaged-*"))
            else:
                assert (facts, settings) in (OLD, NEW)
            if settings == BEFORE and not damaged:
                (kept,) = where.backups.glob("diary-before-restoring-*.sqlite3")
                with Diary.open(kept, may_migrate=False) as diary:
                    assert [entry.fact for entry in diary.entries()] == OLD[0]
                assert where.config_file.with_name("config.toml.bak").read_text() == SINCE
            outcomes.add(settings)

            restore(here)
            assert state(where) == NEW
        shutil.rmtree(here)
        line += 13
    assert line > 150
    assert outcomes == {SINCE, BEFORE}


def test_a_plain_command_finishes_what_was_cut_short(
    line: CommandLine, where: Folders, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(restoring, "_bring_files", die)
        with pytest.raises(KeyboardInterrupt):
            restoring.restore(where, line.clock, backup)
    assert under_way(where.diary).exists()

    line.ok("history")

    assert state(where) == NEW
    assert leftovers(where) == []


def test_while_it_goes_on_nobody_notes_anything_that_would_be_in_neither_diary(
    line: CommandLine, where: Folders, backup: Path
) -> None:
    under_way(where.diary).mkdir()
    lock = InstanceLock(where.state)
    assert lock.acquire()
    try:
        result = line("pause")
    finally:
        lock.release()

    assert result.exit_code == 3
    assert "selfcare restart" in result.stderr
    assert backup.exists()


@pytest.mark.parametrize("step", ["write", "put_restored"])
def test_where_the_disk_is_full_all_stays_as_it_was(
    line: CommandLine, where: Folders, backup: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(copies, step, full)
        with pytest.raises(NotSaved):
            restoring.restore(where, line.clock, backup)

    assert state(where) == OLD
    assert leftovers(where) == []


def test_where_the_files_have_no_place_the_diary_is_restored_and_they_are_kept(
    line: CommandLine, where: Folders, backup: Path, tmp_path: Path
) -> None:
    where.config.rename(tmp_path / "elsewhere")
    where.config.write_text("a file where a folder belongs")

    done = restoring.restore(where, line.clock, backup)

    (told,) = [say(one) for one in done.told]
    assert "your settings and routines could not be" in told
    assert (where.data / "files-not-restored-1" / "files" / "config.toml").read_text() == BEFORE
    assert str(where.data / "files-not-restored-1") in told
    assert leftovers(where) == []
    with Diary.open(where.diary, may_migrate=False) as diary:
        assert [entry.fact for entry in diary.entries()] == NEW[0]


def test_what_a_killed_start_could_not_bring_keeps_no_later_start_from_going_on(
    line: CommandLine, where: Folders, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(restoring, "_bring_files", die)
        with pytest.raises(KeyboardInterrupt):
            restoring.restore(where, line.clock, backup)
    where.config_file.unlink()
    where.config_file.mkdir()

    result = line("history")

    assert result.exit_code == 0
    assert "could not be" in result.stderr
    assert line("history").stderr == ""


def test_where_another_keeps_writing_all_stays_as_it_was(
    line: CommandLine, where: Folders, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange, "connect", _impatient)
    with closing(sqlite3.connect(where.diary, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(NotSaved):
            restoring.restore(where, line.clock, backup)

    assert state(where) == OLD
    assert leftovers(where) == []


def _impatient(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=0, isolation_level=None)


def test_one_who_has_the_diary_open_notes_into_the_restored_one(
    line: CommandLine, where: Folders, backup: Path
) -> None:
    after = PromptNotShown("after", 1, "restored")
    with line.context() as context:
        restoring.restore(where, line.clock, backup)
        context.note(after)

    facts, _ = state(where)
    assert facts == [*one_of_each_kind(), after]


def test_a_check_in_on_its_way_corrects_no_entry_of_another_diary(
    line: CommandLine, where: Folders, backup: Path
) -> None:
    now = line.clock.now()
    begun = Kept(
        id="a",
        day=DAY,
        begun_on=DAY,
        begun_at=now,
        seen_at=now,
        turn=1,
        fields={"headache": ("yes",)},
        corrects=3,
    )
    keep(where.state, begun)

    restoring.restore(where, line.clock, backup)

    (kept,) = read_kept(where.state).kept
    assert (kept.corrects, kept.fields) == (None, begun.fields)


def test_the_background_program_ends_for_it_and_starts_again(
    line: CommandLine, where: Folders, backup: Path
) -> None:
    start(where)
    try:
        done = restoring.restore(where, line.clock, backup)

        assert done.started_again
        assert is_held(where.state)
        facts, _ = state(where)
        assert facts[: len(one_of_each_kind())] == list(one_of_each_kind())
        assert LATER not in facts
    finally:
        stop(where, line.clock)


def test_where_the_background_program_does_not_end_nothing_changes(
    line: CommandLine, where: Folders, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standstill, "stop", lambda *_: Stop.FAILED)

    with pytest.raises(Trouble):
        restoring.restore(where, line.clock, backup)

    assert state(where) == OLD


def test_twice_in_a_second_each_diary_is_kept(
    line: CommandLine, where: Folders, backup: Path
) -> None:
    kept = {restoring.restore(where, line.clock, backup).kept for _ in range(3)}

    line.clock.pass_by(timedelta(seconds=1))
    kept.add(restoring.restore(where, line.clock, backup).kept)
    assert len(kept) == 4
    assert all(one is not None and one.exists() for one in kept)

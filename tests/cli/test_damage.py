"""A diary that comes to harm, met by real commands: nothing is lost without a word.

Whatever is flipped, cut or taken away, a command says the same as before, or tells in a sentence
that something is amiss; and what the background program then makes of it is whole again.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result

from selfcare.app.say import say
from selfcare.config.paths import folders
from selfcare.diary import mark
from selfcare.diary.backup import backup_if_due
from selfcare.diary.recovery import open_safely
from selfcare.diary.store import Diary
from selfcare.domain.facts import Entry, PromptAnswered, PromptClaimed
from selfcare.domain.week import DAY as ONE_DAY
from tests.cli.command_line import MONDAY, CommandLine
from tests.diary.damage import PAGE_BYTES
from tests.diary.samples import one_of_each_kind

DAYS = 8
LOG_HEADER_BYTES = 32
FRAME_BYTES = 24 + PAGE_BYTES
ONCE = (PromptClaimed, PromptAnswered)


@pytest.fixture
def line() -> CommandLine:
    return CommandLine()


@pytest.fixture
def noted(line: CommandLine) -> tuple[Entry, ...]:
    """Fill a diary with what eight days bring, and a copy of it; return its entries."""
    with Diary.open(folders().diary, may_migrate=False) as diary:
        note_days(diary, line, range(DAYS))
        backup_if_due(diary, folders().backups, MONDAY)
        return tuple(diary.entries())


def note_days(diary: Diary, line: CommandLine, days: range) -> None:
    for day in days:
        at = line.clock.at - (DAYS - day) * ONE_DAY
        facts = [one for one in one_of_each_kind() if day == 0 or not isinstance(one, ONCE)]
        diary.append_all(facts, at=at, day=at.date())


def flipped(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 0x01]) + content[place + 1 :]


def history(line: CommandLine) -> Result:
    return line("history", "--days", "100", "--json")


def is_told(result: Result) -> bool:
    """Return whether something is said to be amiss, in one sentence for people."""
    said = result.stderr.splitlines()
    assert "Traceback" not in result.stderr
    assert "Something went wrong" not in result.stderr
    assert len(said) <= 2
    return bool(said)


def places(path: Path) -> Iterator[int]:
    """Yield a byte of the head and two others of each page, the same each time."""
    chance = random.Random(6)  # noqa: S311 - no secret
    for page in range(path.stat().st_size // PAGE_BYTES):
        start = page * PAGE_BYTES + (100 if page == 0 else 0)
        yield start + 4
        yield start + chance.randrange(PAGE_BYTES - 100)
        yield start + chance.randrange(PAGE_BYTES - 100)


def restored(path: Path, content: bytes) -> None:
    for file in path.parent.glob("diary*"):
        file.unlink()
    path.write_bytes(content)


def opened_by_the_background(line: CommandLine) -> tuple[list[Entry], list[str]]:
    """Open the diary as the background program does at its start; return entries and words."""
    where = folders()
    opened = open_safely(where.diary, where.backups, now=line.clock.now(), may_repair=True)
    with opened.diary as diary:
        return list(diary.entries()), [say(one) for one in opened.told]


def test_a_byte_flipped_in_any_page_is_told_or_changes_nothing(
    line: CommandLine, noted: tuple[Entry, ...]
) -> None:
    path = folders().diary
    content, before = path.read_bytes(), history(line).stdout
    by_command = by_background = 0
    for place in places(path):
        restored(path, flipped(content, place))

        found = history(line)
        entries, said = opened_by_the_background(line)

        assert len(said) <= 1
        told = is_told(found)
        by_command += told
        by_background += bool(said)
        # All is there, or it is said that it is not; a command alone may overlook what it did not
        # read, the background program does not.
        assert said or tuple(entries) == noted, place
        assert told or said or found.stdout == before, place
        assert len(entries) >= len(noted) - 1 or "copy" in said[0]
    assert by_command > len(content) // PAGE_BYTES
    assert by_background > len(content) // PAGE_BYTES


def killed(line: CommandLine) -> dict[str, bytes]:
    """Return the files of a diary whose program was killed with entries still in its log."""
    where = folders()
    with Diary.open(where.diary, may_migrate=False) as diary:
        note_days(diary, line, range(1, 4))
        files = [file for file in where.data.iterdir() if file.is_file()]
        found = {file.name: file.read_bytes() for file in files if not file.name.endswith("-shm")}
    assert len(found["diary.sqlite3-wal"]) > 10 * FRAME_BYTES
    return found


def put_back(files: dict[str, bytes]) -> None:
    for file in folders().data.iterdir():
        if file.is_file():
            file.unlink()
    for name, content in files.items():
        (folders().data / name).write_bytes(content)


def test_a_byte_flipped_in_any_page_of_the_log_is_told_or_changes_nothing(
    line: CommandLine, noted: tuple[Entry, ...]
) -> None:
    files = killed(line)
    put_back(files)
    before = history(line).stdout
    log = files["diary.sqlite3-wal"]
    told = 0
    for start in (0, *range(LOG_HEADER_BYTES, len(log), FRAME_BYTES)):
        for place in (start + 8, start + (20 if start == 0 else 24 + 2000)):
            put_back({**files, "diary.sqlite3-wal": flipped(log, place)})

            found = history(line)

            if is_told(found):
                told += 1
                assert found.exit_code == 0
                assert "the newest entries with it" in found.stderr
                assert history(line).stderr == ""
            else:
                assert found.stdout == before, place
            kept = opened_by_the_background(line)[0]
            assert tuple(kept[: len(noted)]) == noted
    assert told > 10


def test_a_log_that_is_taken_away_is_told_with_how_many_entries_went_with_it(
    line: CommandLine, noted: tuple[Entry, ...]
) -> None:
    files = killed(line)
    latest = mark.noted(folders().diary)
    del files["diary.sqlite3-wal"]
    put_back(files)

    found = history(line)

    assert found.exit_code == 0
    assert found.stderr == (
        "A part of the diary's file was lost, and the newest entries with it:"
        f" {latest - noted[-1].id}. What was noted before is there. Please look whether the last"
        " days are as you noted them.\n"
    )


def test_a_diary_that_is_gone_is_told_by_the_next_command(
    line: CommandLine, noted: tuple[Entry, ...]
) -> None:
    assert noted
    folders().diary.unlink()

    found = line("status")

    assert found.exit_code == 0
    assert is_told(found)


@pytest.mark.parametrize("part", [2, 3, 10])
def test_a_diary_that_was_cut_short_is_told_and_the_copy_takes_its_place(
    line: CommandLine, noted: tuple[Entry, ...], part: int
) -> None:
    path = folders().diary
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // part])

    found = history(line)
    entries, said = opened_by_the_background(line)

    assert is_told(found)
    assert tuple(entries) == noted
    assert said == [] or "newest good copy" in said[0]
    assert found.exit_code == (3 if said else 0)


def test_an_entry_changed_behind_our_back_is_left_out_and_told(
    line: CommandLine, noted: tuple[Entry, ...]
) -> None:
    with closing(sqlite3.connect(folders().diary)) as other:
        other.execute("DROP TRIGGER fact_is_never_changed")
        other.execute(
            "UPDATE fact SET body = replace(body, 'no bus', 'no car') WHERE body LIKE '%no bus%'"
        )
        changed = other.total_changes
        other.commit()

    found = history(line)
    entries, said = opened_by_the_background(line)

    assert changed >= 1
    assert len(entries) == len(noted) - changed
    assert found.stderr.splitlines() == said
    assert said[0].startswith(
        f"Entries of the diary that are damaged, and therefore left out: {changed}."
    )

"""Several programs, and programs that are killed, with one diary."""

from __future__ import annotations

import os
import subprocess
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from selfcare.diary import copies, migrations
from selfcare.diary.connection import reading
from selfcare.diary.store import Diary
from selfcare.domain.facts import PromptNotShown
from tests.diary import children
from tests.diary.beside import child, go, reported
from tests.diary.samples import AT, DAY

PROCESSES = 4


def all_at_once(task: Callable[[Path], None], path: Path) -> list[list[str]]:
    with ExitStack() as stack:
        processes = [stack.enter_context(child(task, path)) for _ in range(PROCESSES)]
        for process in processes:
            go(process)
        lines = [reported(process) for process in processes]
        assert [process.wait() for process in processes] == [0] * PROCESSES
    return lines


@pytest.mark.parametrize("lines", [0, 1, 2, 3, 7, 20, 60, 150])
def test_nothing_reported_as_saved_is_lost_when_the_program_is_killed(
    path: Path, lines: int
) -> None:
    saved: list[int] = []
    for _ in range(2):
        with child(children.append_for_ever, path) as process:
            go(process)
            assert process.stdout is not None
            saved += [int(process.stdout.readline()) for _ in range(lines)]
            process.kill()
            saved += [int(line) for line in reported(process)]

    with Diary.open(path, may_migrate=False) as diary:
        diary.check()
        found = [entry.id for entry in diary.entries()]
        assert set(saved) <= set(found)
        # The very last may have been saved without being reported, once for each kill.
        assert len(found) - len(saved) <= 2
        assert diary.append(PromptNotShown("p", 1, "after"), at=AT, day=DAY).id not in found


def test_a_program_killed_while_it_begins_a_diary_leaves_one_that_can_be_begun(
    tmp_path: Path,
) -> None:
    for number in range(12):
        path = tmp_path / str(number) / "diary.sqlite3"
        with child(children.append_for_ever, path) as process:
            go(process)
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(timeout=number / 1000)
            process.kill()
            process.wait()
        with Diary.open(path, may_migrate=False) as diary:
            diary.check()


def test_a_program_killed_while_it_migrates_leaves_the_old_form_or_the_new_one(
    tmp_path: Path,
) -> None:
    steps = (*migrations.STEPS, children.SLOW_STEP)
    for number in range(12):
        path = tmp_path / str(number) / "diary.sqlite3"
        with Diary.open(path, may_migrate=False) as diary:
            facts = [PromptNotShown("p", 1, "x" * 900) for _ in range(300)]
            noted = diary.append_all(facts, at=AT, day=DAY)
        with child(children.migrate, path) as process:
            go(process)
            try:
                process.wait(timeout=number / 200)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        with Diary.open(path, may_migrate=True, steps=steps) as diary:
            diary.check()
            assert tuple(diary.entries()) == noted
            extra = diary._connection.execute("SELECT count(*) FROM extra").fetchone()
        assert extra == (20 * len(noted),)
        with reading(copies.before_version(path, migrations.NEWEST)) as copy:
            assert migrations.version_of(copy) == migrations.NEWEST
            assert copies.is_sound(copy)


def test_several_programs_append_at_once_and_nothing_is_lost(path: Path) -> None:
    lines = all_at_once(children.append_some, path)

    with Diary.open(path, may_migrate=False) as diary:
        found = [str(entry.id) for entry in diary.entries()]
    assert Counter(found) == Counter(line for told in lines for line in told)
    assert len(found) == PROCESSES * children.ROUNDS


@pytest.mark.parametrize(
    ("before", "task"), [((), children.claim_all), ((children.claim_all,), children.answer_all)]
)
def test_of_several_programs_exactly_one_wins_each_prompt(
    path: Path, before: tuple[Callable[[Path], None], ...], task: Callable[[Path], None]
) -> None:
    for earlier in before:
        all_at_once(earlier, path)
    lines = all_at_once(task, path)

    won = Counter(line for told in lines for line in told)
    assert won == Counter(dict.fromkeys(children.names(), 1))
    with Diary.open(path, may_migrate=False) as diary:
        assert len(list(diary.entries())) == (1 + len(before)) * children.ROUNDS


def test_several_programs_begin_the_same_diary_at_once_and_all_can_use_it(tmp_path: Path) -> None:
    lines = all_at_once(children.begin_many, tmp_path)

    assert [len(told) for told in lines] == [children.ROUNDS] * PROCESSES
    for number in range(children.ROUNDS):
        with Diary.open(tmp_path / str(number) / "diary.sqlite3", may_migrate=False) as diary:
            assert len(list(diary.entries())) == PROCESSES


@pytest.mark.skipif(os.name != "posix", reason="Windows has no limit on the size of files")
def test_what_was_saved_before_the_disk_ran_full_is_there(path: Path) -> None:
    with child(children.fill_the_disk, path) as process:
        go(process)
        *saved, trouble = reported(process)
        assert process.wait() == 0

    assert trouble == "NotSaved"
    assert len(saved) > 10
    with Diary.open(path, may_migrate=False) as diary:
        diary.check()
        assert [str(entry.id) for entry in diary.entries()] == saved

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import Result

from selfcare.app import standstill
from selfcare.app.control import Start, Started, Stop
from selfcare.cli import forget as forget_module
from selfcare.config.paths import Folders, folders
from selfcare.diary import erase
from selfcare.domain.facts import (
    CyclePaused,
    PeriodStarted,
    PromptClaimed,
    PromptHeld,
    PromptShown,
)
from selfcare.domain.prompt import HeldBack
from tests.cli.command_line import MONDAY, CommandLine
from tests.diary.damage import overwrite_middle
from tests.diary.marked import COUNT, MARK, fill, rows, traces
from tests.diary.samples import cycle_prompt
from tests.diary.stored import Row

ERASED = f"Entries of your cycle erased from the diary: {COUNT}\n"
REWRITTEN = "Copies of the diary written anew without it: 4\n"


@pytest.fixture
def where() -> Folders:
    return folders()


@pytest.fixture
def unchanged(where: Folders) -> list[Row]:
    return fill(where.diary)


@pytest.fixture
def line() -> CommandLine:
    return CommandLine()


@pytest.fixture
def _somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forget_module, "somebody_is_there", lambda: True)


def forget(line: CommandLine, *typed: str) -> Result:
    return line("period", "forget", feed="".join(f"{one}\n" for one in typed))


def test_without_anybody_to_ask_nothing_is_changed(
    line: CommandLine, where: Folders, unchanged: list[Row]
) -> None:
    said = line.mistake("period", "forget")

    assert "nobody is here to answer" in said
    assert "--yes" in said
    assert rows(where.diary)["fact"] == unchanged
    assert len(rows(where.diary)["cycle_fact"]) == COUNT


def test_with_yes_it_erases_without_asking(
    line: CommandLine, where: Folders, home: Path, unchanged: list[Row]
) -> None:
    assert line.ok("period", "forget", "--yes") == ERASED + REWRITTEN
    assert traces(home) == []
    assert rows(where.diary) == {"fact": unchanged, "cycle_fact": []}

    assert line.ok("period", "forget", "--yes").startswith("There was nothing of your cycle in")


@pytest.mark.usefixtures("_somebody")
@pytest.mark.parametrize("answer", ["yes", " Y "])
def test_it_says_what_goes_and_what_stays_and_erases_after_a_yes(
    line: CommandLine, where: Folders, home: Path, unchanged: list[Row], answer: str
) -> None:
    result = forget(line, answer)

    assert (result.exit_code, result.stderr) == (0, "")
    text = " ".join(result.stdout.split())
    for words in (
        "This erases what selfcare knows of your cycle",
        "Everything else stays: your check-ins",
        "Beyond the reach of selfcare are traces on the disk itself",
        "What is erased cannot be brought back",
        " ".join(ERASED.split()),
    ):
        assert words in text
    assert str(where.data) in result.stdout.replace("\n", "")
    assert traces(home) == []
    assert rows(where.diary)["fact"] == unchanged


@pytest.mark.usefixtures("_somebody")
@pytest.mark.parametrize(("answer", "code"), [(["no"], 0), ([""], 0), (["q"], 0), ([], 1)])
def test_any_other_answer_changes_nothing(
    line: CommandLine, where: Folders, unchanged: list[Row], answer: list[str], code: int
) -> None:
    result = forget(line, *answer)

    assert result.exit_code == code
    assert result.stdout.endswith("Nothing was changed.\n")
    assert rows(where.diary)["fact"] == unchanged
    assert len(rows(where.diary)["cycle_fact"]) == COUNT


@pytest.fixture
def damaged(where: Folders, unchanged: list[Row]) -> list[Path]:
    assert unchanged
    found = [
        where.data / "diary-damaged-20250331T093000Z.sqlite3",
        where.data / "diary-damaged-20250401T093000Z.sqlite3",
    ]
    for file in found:
        file.write_bytes(where.diary.read_bytes())
        overwrite_middle(file)
    return found


@pytest.mark.usefixtures("_somebody")
def test_what_cannot_be_read_is_asked_about_file_by_file(
    line: CommandLine, home: Path, damaged: list[Path]
) -> None:
    result = forget(line, "yes", "", "delete")

    assert result.exit_code == 0
    assert "It is kept." in result.stdout
    assert "It is deleted." in result.stdout
    assert [file.exists() for file in damaged] == [True, False]
    assert traces(home) == [str(damaged[0].relative_to(home))]


def test_with_yes_what_cannot_be_read_is_kept_and_named(
    line: CommandLine, damaged: list[Path]
) -> None:
    said = line.ok("period", "forget", "--yes")

    assert all(f": {file}\nIt is kept." in said for file in damaged)
    assert all(file.exists() for file in damaged)


@pytest.mark.usefixtures("unchanged")
def test_settings_of_the_cycle_are_pointed_out_and_left_alone(
    line: CommandLine, where: Folders
) -> None:
    line.configure("[cycle]\nusual_length = 28\n")

    said = line.ok("period", "forget", "--yes")

    assert f"yours to change, in {where.config_file}\n" in said
    assert where.config_file.read_text("utf-8") == "[cycle]\nusual_length = 28\n"


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    ("outcome", "code"), [(Start.STARTED, 0), (Start.ALREADY_RUNNING, 0), (Start.FAILED, 3)]
)
def test_the_background_program_is_started_again_or_it_is_said_how(
    line: CommandLine, monkeypatch: pytest.MonkeyPatch, outcome: Start, code: int
) -> None:
    monkeypatch.setattr(standstill, "stop", lambda *_: Stop.STOPPED)
    monkeypatch.setattr(standstill, "start", lambda where: Started(outcome, where.logs))

    result = line("period", "forget", "--yes")

    assert result.exit_code == code
    assert result.stdout.startswith(ERASED)
    assert ("runs again" in result.stdout) == (code == 0)
    assert ("To try: selfcare start" in result.stderr) == (code == 3)


@pytest.mark.usefixtures("unchanged")
def test_what_could_not_be_cleared_is_told_with_who_has_to_let_go_and_how_to_finish(
    line: CommandLine, where: Folders, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erase, "CAN_REPLACE", False)
    monkeypatch.setattr(erase, "ATTEMPTS", 1)
    with closing(sqlite3.connect(where.diary, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM fact").fetchone()
        result = line("period", "forget", "--yes")

    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith("What was noted of your cycle is deleted, but some files")
    assert "a viewer for databases" in result.stderr
    assert result.stderr.endswith("Saying it again finishes it: selfcare period forget\n")
    line.ok("period", "forget", "--yes")
    assert traces(home) == []


REPORTS = (
    ("history", "--days", "90"),
    ("today",),
    ("why",),
    ("status",),
    ("plan", "--days", "40"),
    ("cycle",),
    ("period", "list"),
)


def test_afterwards_no_report_knows_anything_of_it(line: CommandLine) -> None:
    before = {report: line.ok(*report) for report in REPORTS}
    starts = [MONDAY - timedelta(days=28 * number + 25) for number in range(6, -1, -1)]
    for start in starts:
        with line.at(9, day=start).context() as context:
            context.note(PeriodStarted(start))
    asked = cycle_prompt(MONDAY, MARK)
    with line.at(9, 30).context() as context:
        context.note(PromptClaimed(asked, 1))
        context.note(PromptShown(asked.id, 1, "desktop"))
        context.note(PromptHeld(cycle_prompt(MONDAY + timedelta(days=1), MARK), HeldBack.CAP))
    line.at(10)
    during = {report: line.ok(*report) for report in REPORTS}
    assert [report for report in REPORTS if during[report] == before[report]] == []
    assert any(MARK in text for text in during.values())
    with line.context() as context:
        context.note(CyclePaused(MONDAY))

    line.ok("period", "forget", "--yes")

    assert {report: line.ok(*report) for report in REPORTS} == before

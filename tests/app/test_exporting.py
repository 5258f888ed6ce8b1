from __future__ import annotations

import csv
import io
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from selfcare.app.context import Context
from selfcare.app.export_tables import DAYS, FIRST_COLUMNS, TABLES, columns, tables
from selfcare.app.exporting import Export, as_json, export_into, export_of
from selfcare.domain.checkin import CheckIn, Headache
from selfcare.domain.facts import CheckedIn, Entry, Fact, StressAdded, TendernessNoted, Treated
from selfcare.domain.stress import StressKind
from tests.cli.command_line import BERLIN, CommandLine
from tests.diary.samples import AT, DAY, KINDS, one_of_each_kind

EVIL = (
    "=HYPERLINK(1)",
    "+1",
    "-2+3",
    "@SUM(A1)",
    "＝1",  # noqa: RUF001 - wide letters are meant
    "\t=1",
    " =1",
    '"a", b\nc;d',
    "\x00\x1b[31m",
)


def filled(context: Context) -> tuple[Entry, ...]:
    context.diary.append_all(one_of_each_kind(), at=AT, day=DAY)
    return tuple(context.diary.entries())


def read_back(content: bytes) -> Export:
    return msgspec.json.decode(content, type=Export)


def read_table(content: bytes) -> list[dict[str, str]]:
    text = content.decode("utf-8-sig")
    dialect = csv.Sniffer().sniff(text.splitlines()[0])
    assert dialect.delimiter == ","
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_every_kind_of_fact_has_its_place_in_one_table() -> None:
    placed = [kind for kinds in TABLES.values() for kind in kinds]

    assert len(placed) == len(set(placed))
    assert set(placed) == set(get_args(Fact)) == set(KINDS)


@pytest.mark.parametrize("fact", one_of_each_kind(), ids=lambda fact: type(fact).__name__)
def test_everything_a_fact_says_stands_in_its_row(fact: Fact) -> None:
    (name,) = (name for name, kinds in TABLES.items() if type(fact) in kinds)
    table = tables((Entry(7, AT, DAY, fact),), BERLIN)

    rows = read_table(table[name])

    others = {key: read_table(other) for key, other in table.items() if key not in (name, DAYS)}
    assert not any(others.values())
    assert len(rows) == (len(fact.muscles) if isinstance(fact, TendernessNoted) else 1)
    row = rows[0]
    assert (row["number"], row["noted on"], row["noted at"]) == (
        "7",
        "2025-03-28",
        "2025-03-28 10:30:00",
    )
    told = " ".join(row.values())
    for leaf in leaves(msgspec.to_builtins(fact, builtin_types=(datetime,))):
        assert leaf in told, (leaf, row)


def leaves(value: object) -> list[str]:
    """Return the words of a fact, less what is only its form."""
    if isinstance(value, dict):
        if "text" in value and "values" in value:
            return []
        if "kind" in value and "do" in value:
            return [str(value["do"])]
        return [leaf for key, one in value.items() if key != "type" for leaf in leaves(one)]
    if isinstance(value, list | tuple):
        return [leaf for one in value for leaf in leaves(one)]
    if isinstance(value, datetime):
        return [f"{value.astimezone(BERLIN):%Y-%m-%d %H:%M:%S}"]
    if value is None:
        return []
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    return [str(value)]


def test_days_stand_together_with_what_was_corrected() -> None:
    first = CheckedIn(CheckIn(day=DAY, headache=Headache.NO))
    entries = [
        Entry(1, AT, DAY, first),
        Entry(2, AT, DAY, CheckedIn(CheckIn(day=DAY, headache=Headache.YES, worst=4), replaces=1)),
    ]

    (day,) = read_table(tables(entries, BERLIN)[DAYS])

    assert list(day.values()) == ["2025-03-28", "yes", "4", "", "no", "yes"]


def test_the_headings_are_plain_and_none_stands_twice() -> None:
    for name in TABLES:
        found = columns(name)
        assert found[: len(FIRST_COLUMNS)] == FIRST_COLUMNS
        assert len(found) == len(set(found))
        assert all(one == one.lower() and "_" not in one for one in found)


def test_no_text_is_taken_for_a_formula_and_none_breaks_the_table() -> None:
    facts: list[Fact] = []
    for text in EVIL:
        facts.append(Treated(treatment="t", on=DAY, note=text))
        facts.append(
            StressAdded(period="p", name=text, first=DAY, last=None, kind=StressKind.EMOTIONAL)
        )
    entries = [Entry(number, AT, DAY, fact) for number, fact in enumerate(facts)]

    found = tables(entries, UTC)

    rows = [*read_table(found["therapist"]), *read_table(found["stressful-times"])]
    assert len(rows) == len(facts)
    cells = [cell for row in rows for cell in row.values()]
    assert [cell for cell in cells if cell.strip()[:1] in set("=+-@＝＋－＠\t\r")] == []  # noqa: RUF001 - wide letters are meant
    assert any(cell == "'=HYPERLINK(1)" for cell in cells)
    assert any(cell == '"a", b c;d' for cell in cells)
    assert not any("\x00" in cell or "\x1b" in cell for cell in cells)
    assert all(content.startswith(b"\xef\xbb\xbf") for content in found.values())


def test_the_json_holds_all_of_the_diary_and_can_be_read_back(context: Context) -> None:
    entries = filled(context)
    export = export_of(context)

    again = read_back(as_json(export))

    assert again == export
    assert again.entries == entries
    assert [entry.fact for entry in again.entries] == list(one_of_each_kind())
    assert (again.selfcare_export, again.left_out, again.zone) == (1, 0, "Europe/Berlin")


def test_own_files_stand_in_the_json(line: CommandLine) -> None:
    line.configure("[prompts]\ndaily_cap = 4\n")
    with line.context() as context:
        assert export_of(context).files == {"config.toml": "[prompts]\ndaily_cap = 4\n"}


def test_entries_of_a_newer_version_are_counted(context: Context) -> None:
    filled(context)
    context.diary._connection.execute(
        "INSERT INTO fact (id, at, day, kind, body)"
        " VALUES (1000, '2026-11-23T10:00:00+00:00', '2026-11-23', 'New', '{\"type\": \"New\"}')"
    )

    assert export_of(context).left_out == 1


def test_folder_and_files_are_private_and_never_take_anothers_place(
    context: Context, tmp_path: Path
) -> None:
    filled(context)
    done = [export_into(context, tmp_path), export_into(context, tmp_path)]

    assert [one.folder.name for one in done] == [
        "selfcare-export-2026-11-23",
        "selfcare-export-2026-11-23-2",
    ]
    for one in done:
        assert stat.S_IMODE(one.folder.stat().st_mode) == 0o700
        files = sorted(file.name for file in one.folder.iterdir())
        assert files == sorted(["selfcare.json", "days.csv", *(f"{name}.csv" for name in TABLES)])
        assert {stat.S_IMODE(file.stat().st_mode) for file in one.folder.iterdir()} == {0o600}


def test_the_command_says_where_it_wrote(line: CommandLine, tmp_path: Path) -> None:
    said = line.ok("export", str(tmp_path / "mine"))

    assert f"Written: 11 files, in {tmp_path / 'mine'}" in said
    (tmp_path / "file").write_text("mine")
    assert "left as it is" in line.mistake("export", str(tmp_path / "file"))
    result = line("export", str(tmp_path / "nowhere" / "deep"))
    assert result.exit_code == 3
    assert "could not be written" in result.stderr


def test_with_a_dash_the_json_is_printed(line: CommandLine) -> None:
    with line.context() as context:
        entries = filled(context)

    assert read_back(line.ok("export", "-").encode()).entries == entries

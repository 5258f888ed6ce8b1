"""The page of the notes: one file that shows what was noted, harms nobody and asks for nothing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from msgspec.structs import replace

from selfcare.app.notes import Notes, StressfulTime, gather_notes
from selfcare.app.notes_page import PRINT_SIZES, page_of
from selfcare.app.notes_strip import FLAT, TALL, strip_of
from selfcare.domain.checkin import CheckIn, Headache, Medicine, MedicineClass
from selfcare.domain.facts import (
    CheckedIn,
    Fact,
    PeriodStarted,
    SessionEnd,
    SessionEnded,
    SessionStarted,
    StressAdded,
    StressRemoved,
    TendernessNoted,
    Treated,
)
from selfcare.domain.muscles import Muscle
from selfcare.domain.stress import StressKind
from selfcare.domain.tenderness import Tenderness
from selfcare.domain.week import DAY
from tests.cli.command_line import MONDAY, CommandLine

EVIL = '<script>alert("1")</script>&<img src=x onerror=alert(2)>'
START = MONDAY - 10 * DAY


class Reader(HTMLParser):
    """Reads a page: its elements with what they carry, and the words between them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "i"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag != "i":
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words += data.split()

    @property
    def text(self) -> str:
        return " ".join(self.words)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture
def line() -> CommandLine:
    return CommandLine().at(20)


def note(line: CommandLine, day: date, *facts: Fact) -> None:
    with line.at(18, day=day).context() as context:
        for fact in facts:
            context.note(fact)
    line.at(20)


def check_in(line: CommandLine, day: date, headache: Headache, worst: int | None = None) -> None:
    note(line, day, CheckedIn(CheckIn(day=day, headache=headache, worst=worst)))


def notes(
    line: CommandLine, days: int = 30, *, cycle: bool = False, free_text: bool = False
) -> Notes:
    with line.context() as context:
        return gather_notes(context, days, cycle=cycle, free_text=free_text)


def page(
    line: CommandLine, days: int = 30, *, cycle: bool = False, free_text: bool = False
) -> Reader:
    return Reader(page_of(notes(line, days, cycle=cycle, free_text=free_text)))


def in_many_words(line: CommandLine, words: str) -> None:
    """Note everything that a user puts into words of their own."""
    note(
        line,
        MONDAY - DAY,
        Treated(treatment="1", on=MONDAY - DAY, note=words, muscles=(Muscle.MASSETER,), relief=4),
        StressAdded(period="1", name=words, first=MONDAY - 9 * DAY, last=None, kind=EMOTIONAL),
        SessionStarted(session="s", routine="own", title=words, steps=(), before=3),
        SessionEnded("s", SessionEnd.DONE, after=1),
    )


EMOTIONAL = StressKind.EMOTIONAL

# What is gathered


def test_the_last_days_are_gathered_today_included(line: CommandLine) -> None:
    check_in(line, MONDAY, Headache.YES)
    check_in(line, MONDAY - 29 * DAY, Headache.NO)
    check_in(line, MONDAY - 30 * DAY, Headache.YES)

    figures = notes(line).figures

    assert (figures.first, figures.last) == (MONDAY - 29 * DAY, MONDAY)
    assert (figures.headache_days, figures.noted_days) == (1, 2)


def test_of_the_cycle_nothing_is_gathered_unless_asked_for(line: CommandLine) -> None:
    note(line, START, PeriodStarted(START))

    assert notes(line).figures.cycle is None
    cycle = notes(line, cycle=True).figures.cycle
    assert cycle is not None
    assert cycle.starts == (START,)


def test_own_words_are_gathered_only_where_asked_for(line: CommandLine) -> None:
    in_many_words(line, "Secret")

    found, with_words = notes(line), notes(line, free_text=True)

    assert [one.note for one in found.treatments] == [""]
    assert [one.name for one in found.stressful] == [None]
    assert [one.note for one in with_words.treatments] == ["Secret"]
    assert [one.name for one in with_words.stressful] == ["Secret"]


def test_stressful_times_are_cut_to_the_days_and_those_taken_back_are_gone(
    line: CommandLine,
) -> None:
    note(
        line,
        MONDAY,
        StressAdded(period="1", name="a", first=MONDAY - 40 * DAY, last=MONDAY - 25 * DAY, kind=P),
        StressAdded(period="2", name="b", first=MONDAY - 3 * DAY, last=None, kind=EMOTIONAL),
        StressAdded(period="3", name="c", first=MONDAY - 60 * DAY, last=MONDAY - 30 * DAY, kind=P),
        StressAdded(period="4", name="d", first=MONDAY + DAY, last=None, kind=P),
        StressAdded(period="5", name="e", first=MONDAY, last=None, kind=P),
        StressRemoved("5"),
    )

    assert notes(line).stressful == (
        StressfulTime(first=MONDAY - 29 * DAY, last=MONDAY - 25 * DAY, kind=P, name=None),
        StressfulTime(first=MONDAY - 3 * DAY, last=MONDAY, kind=EMOTIONAL, name=None),
    )


P = StressKind.PHYSICAL


def test_sessions_with_a_therapist_before_the_days_are_left_out_and_the_figures_around_them_kept(
    line: CommandLine,
) -> None:
    note(line, MONDAY, Treated(treatment="1", on=MONDAY - 40 * DAY))
    check_in(line, MONDAY - 50 * DAY, Headache.YES)

    found = notes(line)

    assert found.treatments == ()
    assert found.around_treatments is not None
    assert found.around_treatments.before.headache_days == 1


# The page


def test_whatever_somebody_wrote_is_shown_as_words_and_nothing_else(line: CommandLine) -> None:
    in_many_words(line, EVIL)

    found = page(line, free_text=True)

    assert found.all("script") == found.all("img") == []
    assert found.text.count(EVIL) == 3
    assert not any(name.startswith("on") for _, carried in found.elements for name in carried)


def test_without_the_wish_own_words_are_nowhere_on_the_page(line: CommandLine) -> None:
    note(
        line,
        MONDAY,
        Treated(treatment="1", on=MONDAY, note="Secret"),
        StressAdded(period="1", name="Secret", first=MONDAY, last=None, kind=EMOTIONAL),
    )

    assert "Secret" not in page_of(notes(line))
    assert page_of(notes(line, free_text=True)).count("Secret") == 2


def test_without_the_wish_nothing_on_the_page_is_of_the_cycle(line: CommandLine) -> None:
    note(line, START, PeriodStarted(START))
    check_in(line, START, Headache.YES, 4)
    of_cycle = re.compile(r"period|cycle|bleeding|-2 to|near start", re.IGNORECASE)

    assert of_cycle.findall(page(line).text) == []
    assert 'class="near' not in page_of(notes(line))
    assert of_cycle.search(page(line, cycle=True).text)
    assert page_of(notes(line, cycle=True)).count('class="near') == 5


def test_the_page_is_one_file_that_runs_nothing_and_fetches_nothing(line: CommandLine) -> None:
    in_many_words(line, "Words")
    text = page_of(notes(line, cycle=True, free_text=True))
    found = Reader(text)

    assert found.open == []
    names = {name for name, _ in found.elements}
    assert names & {"script", "link", "img", "iframe", "object", "a", "form", "base"} == set()
    carried = {name for _, attributes in found.elements for name in attributes}
    assert carried & {"src", "href", "srcset", "action", "style"} == set()
    assert re.findall(r"https?:|//[a-z]|url\(|@import|@font-face", text) == []
    assert any(
        one.get("content") == "default-src 'none'; style-src 'unsafe-inline'"
        for one in found.all("meta")
    )


def test_the_name_of_the_tab_says_nothing_of_bodies(line: CommandLine) -> None:
    assert re.findall("<title>(.*?)</title>", page_of(notes(line))) == ["Notes"]


def test_the_strip_is_a_picture_with_a_name_and_a_description(line: CommandLine) -> None:
    check_in(line, MONDAY, Headache.YES, 7)
    text = page_of(notes(line))

    (drawing,) = Reader(text).all("svg")
    assert drawing["role"] == "img"
    for part in str(drawing["aria-labelledby"]).split():
        assert re.search(rf'<(title|desc) id="{part}">[^<]+</', text)
    assert "2026-11: 1 of 1" in text


def test_every_field_says_what_the_table_says(line: CommandLine) -> None:
    check_in(line, MONDAY, Headache.YES, 7)
    check_in(line, MONDAY - DAY, Headache.NO)
    check_in(line, MONDAY - 2 * DAY, Headache.YES)
    taken = (Medicine(MedicineClass.SIMPLE),)
    note(line, MONDAY - 3 * DAY, CheckedIn(CheckIn(day=MONDAY - 3 * DAY, medicine=taken)))

    strip = strip_of(notes(line).figures)

    fields = [field for row in strip.rows for field in row.fields]
    assert [(one.number, one.look, one.medicine) for one in fields[-4:]] == [
        ("", "missing", True),
        ("x", "s0", False),
        ("0", "none", False),
        ("7", "s7", False),
    ]
    assert [one.cells for one in strip.table_rows[-4:]] == [
        ("2026-11-20", "not noted", "", "yes"),
        ("2026-11-21", "yes", "", ""),
        ("2026-11-22", "no", "", ""),
        ("2026-11-23", "yes", "7", ""),
    ]
    assert [row.total for row in strip.rows] == ["not noted", "2 of 3"]


def test_the_strip_and_the_table_tell_the_days_of_the_cycle_where_they_are_wanted(
    line: CommandLine,
) -> None:
    note(line, START, PeriodStarted(START))

    strip = strip_of(notes(line, cycle=True).figures)

    near = [field.near for row in strip.rows for field in row.fields]
    assert near.count(True) == 5
    assert [row.cells[-1] for row in strip.table_rows if row.cells[-1]] == [
        "days -2 to +3",
        "days -2 to +3",
        "first day of bleeding",
        "days -2 to +3",
        "days -2 to +3",
    ]


def test_each_day_stands_below_its_number_and_each_month_in_its_row(line: CommandLine) -> None:
    strip = strip_of(notes(line, 40).figures)

    columns = {day: x for x, day in strip.columns}
    assert [row.month for row in strip.rows] == ["2026-10", "2026-11"]
    assert [one.x for one in strip.rows[0].fields] == [columns[day] for day in range(15, 32)]
    assert [one.x for one in strip.rows[1].fields] == [columns[day] for day in range(1, 24)]
    assert len({row.y for row in strip.rows}) == 2


def test_a_year_has_flatter_fields_so_that_it_fits_on_a_page(line: CommandLine) -> None:
    month, year = strip_of(notes(line).figures), strip_of(notes(line, 366).figures)

    assert (month.field, len(month.rows)) == (TALL, 2)
    assert (year.field, len(year.rows)) == (FLAT, 13)
    assert year.height < 4 * month.height


def test_more_than_fits_is_printed_in_the_smallest_type(line: CommandLine) -> None:
    assert print_size(notes(line)) == max(PRINT_SIZES)
    many = tuple(
        StressfulTime(first=MONDAY, last=MONDAY, kind=P, name="words " * 500) for _ in range(4)
    )

    assert print_size(replace(notes(line), stressful=many)) == min(PRINT_SIZES)


def print_size(found: Notes) -> float:
    (size,) = re.findall(r"\.sheet { font-size: ([\d.]+)pt;", page_of(found))
    return float(size)


def test_the_page_says_of_whom_it_is_not_a_diagnosis_and_that_nothing_leaves(
    line: CommandLine,
) -> None:
    assert page(line).text.endswith(
        "Noted by the person themselves; this is not a diagnosis. Nothing leaves the computer"
        " unless you save, print or pass it on."
    )


def test_the_numbers_to_be_seen_first_are_those_of_the_figures(line: CommandLine) -> None:
    assert re.findall(r"<li><b>(.*?)</b>", page_of(notes(line))) == ["0 of 30"]

    check_in(line, MONDAY, Headache.YES, 7)
    check_in(line, MONDAY - DAY, Headache.NO)
    tiles = re.findall(r"<li><b>(.*?)</b> <span>(.*?)</span>", page_of(notes(line)))
    assert tiles == [
        ("2 of 30", "days noted"),
        ("1 of 2", "days with a headache"),
        ("0", "days with acute medicine"),
        ("7.0", "worst pain on average (of 1)"),
    ]


def test_a_part_with_nothing_in_it_is_left_out(line: CommandLine) -> None:
    assert "For the therapist" not in page(line).text

    note(line, MONDAY, TendernessNoted((Tenderness(muscle=Muscle.MASSETER, left=3, right=2),)))
    assert "For the therapist Muscles" in page(line).text


# What is loaded


@pytest.mark.parametrize("command", ["notes", "notes --json", "history --figures"])
def test_the_template_engine_is_loaded_for_a_page_alone(
    line: CommandLine, command: str, home: Path
) -> None:
    script = (
        "import sys\n"
        "from selfcare.cli.main import commands\n"
        f"commands({command.split()!r}, standalone_mode=False)\n"
        "assert 'jinja2' not in sys.modules\n"
    )
    check_in(line, MONDAY, Headache.YES)

    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SELFCARE_HOME": str(home)},
    )

    assert (done.returncode, done.stderr) == (0, "")

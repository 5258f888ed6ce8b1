"""The notes as one page for printing: a single file without scripts that asks nothing of a network.

Everything that is put into the templates is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from math import ceil
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from msgspec import Struct

from selfcare.app.notes import Notes
from selfcare.app.notes_care_words import care_sections
from selfcare.app.notes_section import Section, decimal
from selfcare.app.notes_strip import Strip, strip_of
from selfcare.app.notes_words import FOOTER, doctor_sections, span_words
from selfcare.app.say import say, words
from selfcare.domain.message import Message
from selfcare.planning.figures import DiaryFigures

TEMPLATES: Final = Path(__file__).parent / "templates"
PRINT_SIZES: Final = (9.0, 8.6, 8.2, 7.8, 7.4, 7.0)
"""Type on paper in points; the largest with which all fits on one sheet, or else the smallest."""
SHEET_MM: Final = (188, 277)
"""Width and height of A4 without its margins."""
LINE_MM: Final = 0.48
"""How tall a line is, for each point of its type."""
LINES_AROUND: Final = 12
"""Lines taken by all but the drawing and the two columns."""
LETTERS_AT_8: Final = 46
"""Letters of a told line at eight points; a label has a third of that, a remark half as much more.

Like the others tried out in a browser, with a wide type.
"""


class Tile(Struct, frozen=True):
    """A number to be seen first, and what it counts."""

    number: str
    what: str


class ToldLine(Struct, frozen=True):
    """A line as it is read."""

    label: str
    text: str


class ToldRow(Struct, frozen=True):
    """A row as it is read; `note` is empty where there is none."""

    label: str
    note: str
    cells: tuple[str, ...]


class ToldSection(Struct, frozen=True, kw_only=True):
    """A section as it is read; `remark` is empty where there is none."""

    title: str
    lines: tuple[ToldLine, ...]
    head: tuple[str, ...]
    rows: tuple[ToldRow, ...]
    remark: str


class Part(Struct, frozen=True):
    """What is meant for one reader."""

    title: str
    sections: tuple[ToldSection, ...]


class Page(Struct, frozen=True, kw_only=True):
    """All that the template puts in its places."""

    title: str
    span: str
    print_size: float
    tiles: tuple[Tile, ...]
    strip: Strip
    parts: tuple[Part, ...]
    by_hand: tuple[str, ...]
    footer: str


class Sheet(Struct, frozen=True, kw_only=True):
    """The notes as they lie in any page: below an element of the class "sheet", with their style.

    The style takes its colours and types from variables of the page around it.
    """

    language: str
    title: str
    style: Markup
    body: Markup


def page_of(notes: Notes) -> str:
    """Return the notes as HTML, in one file with all that belongs to it."""
    return _environment().get_template("notes.html").render(sheet=sheet_of(notes))


def sheet_of(notes: Notes) -> Sheet:
    """Return the notes as a part of a page."""
    page, environment = _page(notes), _environment()
    style = environment.get_template("notes.css").render(print_size=page.print_size)
    body = environment.get_template("notes_sheet.html").render(page=page)
    return Sheet(
        # Translated like a sentence: the code of the language of the catalogue.
        language=words("en"),
        title=page.title,
        # Both were put together by templates, which escape what goes into them.
        style=Markup(style),  # noqa: S704
        body=Markup(body),  # noqa: S704
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _page(notes: Notes) -> Page:
    parts = (
        Part(words("For the doctor"), tuple(map(_section, doctor_sections(notes)))),
        Part(words("For the therapist"), tuple(map(_section, care_sections(notes)))),
    )
    strip = strip_of(notes.figures)
    return Page(
        title=words("Notes"),
        span=say(span_words(notes.figures)),
        print_size=_print_size(strip, parts),
        tiles=_tiles(notes.figures),
        strip=strip,
        parts=tuple(part for part in parts if part.sections),
        by_hand=(words("Name"), words("Medicines I take regularly"), words("What I want to ask")),
        footer=say(FOOTER),
    )


def _tiles(figures: DiaryFigures) -> tuple[Tile, ...]:
    noted, pain = figures.noted_days, figures.worst_pain
    found = [Tile(words("{noted} of {days}", noted=noted, days=figures.days), words("days noted"))]
    if noted:
        days = words("{days} of {noted}", days=figures.headache_days, noted=noted)
        found.append(Tile(days, words("days with a headache")))
    if noted or figures.medicine.days:
        found.append(Tile(str(figures.medicine.days), words("days with acute medicine")))
    if pain.mean is not None:
        found.append(Tile(decimal(pain.mean), words("worst pain on average (of {n})", n=pain.n)))
    return tuple(found)


def _section(section: Section) -> ToldSection:
    return ToldSection(
        title=say(section.title),
        lines=tuple(ToldLine(say(one.label), say(one.text)) for one in section.lines),
        head=tuple(map(say, section.head)),
        rows=tuple(
            ToldRow(say(one.label), _said(one.note), tuple(map(_said, one.cells)))
            for one in section.rows
        ),
        remark=_said(section.remark),
    )


def _said(what: Message | None) -> str:
    return "" if what is None else say(what)


def _print_size(strip: Strip, parts: Iterable[Part]) -> float:
    """Return the largest type with which the page is likely to fit on one sheet."""
    width, height = SHEET_MM
    drawing = strip.height * width / strip.width
    for size in PRINT_SIZES:
        column = max(sum(_lines(one, size) for one in part.sections) for part in parts)
        if drawing + size * LINE_MM * (LINES_AROUND + column) <= height:
            return size
    return PRINT_SIZES[-1]


def _lines(section: ToldSection, size: float) -> float:
    """Return about how many lines a section takes."""
    letters = LETTERS_AT_8 * 8 / size
    told = sum(
        max(_broken(one.label, letters / 3), _broken(one.text, letters)) for one in section.lines
    )
    counted = sum(1.3 + bool(one.note) for one in section.rows)
    remark = _broken(section.remark, letters * 1.5)
    return 2.2 + 1.15 * told + 2 * bool(section.head) + counted + remark


def _broken(text: str, letters: float) -> int:
    return ceil(len(text) / letters)

"""The notes as one page for printing: a single file without scripts that asks nothing of a network.

The only user of Jinja2. Everything that is put into the template is escaped.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from msgspec import Struct

from selfcare.app.notes import Notes
from selfcare.app.notes_care_words import care_sections
from selfcare.app.notes_section import Section, decimal
from selfcare.app.notes_strip import Strip, strip_of
from selfcare.app.notes_words import FOOTER, doctor_sections, span_words
from selfcare.app.say import say, words
from selfcare.domain.errors import Trouble, UserMistake
from selfcare.domain.message import Message, message
from selfcare.planning.figures import DiaryFigures

TEMPLATES: Final = Path(__file__).parent / "templates"
DENSE_FROM: Final = 40
"""Lines from which on the type is smaller, so that they still fit on one page."""
_FRESH: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


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

    language: str
    title: str
    span: str
    dense: bool
    tiles: tuple[Tile, ...]
    strip: Strip
    parts: tuple[Part, ...]
    by_hand: tuple[str, ...]
    footer: str


def page_of(notes: Notes) -> str:
    """Return the notes as HTML."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("notes.html").render(page=_page(notes))


def write_page(path: Path, text: str) -> None:
    """Write the page to a new file that only its owner can read, whole or not at all.

    Raise UserMistake where something has that name already, and Trouble where it cannot be written.
    """
    taken = UserMistake(
        message("There is something at {file} already. Please name another file.", file=str(path))
    )
    if os.path.lexists(path):
        raise taken
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(fresh, _FRESH, 0o600), "w", encoding="utf-8") as opened:
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())
        _into_place(fresh, path)
    except FileExistsError as error:
        raise taken from error
    except OSError as error:
        raise Trouble(
            message(
                "the notes cannot be written to {file} ({reason}); does its folder exist, and does"
                " it belong to you?",
                file=str(path),
                reason=error.strerror or str(error),
            )
        ) from error
    finally:
        with contextlib.suppress(OSError):
            fresh.unlink()


def _into_place(fresh: Path, path: Path) -> None:
    """Give the file its name; raise FileExistsError where another took it meanwhile."""
    try:
        os.link(fresh, path)
    except FileExistsError:
        raise
    except OSError:
        # Some drives know no second name of a file: there the name is taken first, then filled.
        os.close(os.open(path, _FRESH, 0o600))
        fresh.replace(path)


def _page(notes: Notes) -> Page:
    doctor = tuple(map(_section, doctor_sections(notes)))
    therapist = tuple(map(_section, care_sections(notes)))
    parts = (
        Part(words("For the doctor"), doctor),
        Part(words("For the therapist"), therapist),
    )
    return Page(
        # Translated like a sentence: the code of the language of the catalogue.
        language=words("en"),
        title=words("Notes"),
        span=say(span_words(notes.figures)),
        dense=sum(len(one.lines) + len(one.rows) for one in (*doctor, *therapist)) >= DENSE_FROM,
        tiles=_tiles(notes.figures),
        strip=strip_of(notes.figures),
        parts=tuple(part for part in parts if part.sections),
        by_hand=(words("Name"), words("Medicines I take regularly"), words("What I want to ask")),
        footer=say(FOOTER),
    )


def _tiles(figures: DiaryFigures) -> tuple[Tile, ...]:
    noted = Tile(
        words("{noted} of {days}", noted=figures.noted_days, days=figures.days),
        words("days noted"),
    )
    if not figures.noted_days:
        return (noted,)
    headaches = Tile(
        words("{days} of {noted}", days=figures.headache_days, noted=figures.noted_days),
        words("days with a headache"),
    )
    medicine = Tile(
        words("{days} of {noted}", days=figures.medicine.days, noted=figures.noted_days),
        words("days with acute medicine"),
    )
    pain = figures.worst_pain
    if pain.mean is None:
        return noted, headaches, medicine
    rated = Tile(decimal(pain.mean), words("worst pain on average (of {n})", n=pain.n))
    return noted, headaches, medicine, rated


def _section(section: Section) -> ToldSection:
    return ToldSection(
        title=say(section.title),
        lines=tuple(ToldLine(say(one.label), say(one.text)) for one in section.lines),
        head=tuple(map(say, section.head)),
        rows=tuple(
            ToldRow(say(one.label), _said(one.note), tuple(map(say, one.cells)))
            for one in section.rows
        ),
        remark=_said(section.remark),
    )


def _said(what: Message | None) -> str:
    return "" if what is None else say(what)

"""The diary as tables for a spreadsheet: which kind of fact stands in which, and in which words.

The one rule: every kind of fact stands in exactly one table, and a text of the user's is never
taken for a formula.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, tzinfo
from enum import Enum
from typing import Any, Final

import msgspec
from msgspec import Struct

from selfcare.app.say import say
from selfcare.domain import facts
from selfcare.domain.checkin import CheckIn
from selfcare.domain.facts import Entry, Fact, TendernessNoted
from selfcare.domain.message import Message
from selfcare.domain.prompt import Prompt
from selfcare.domain.routine import Step
from selfcare.domain.screening import Screening
from selfcare.domain.tenderness import Tenderness
from selfcare.planning.noted import noted_days

BYTE_ORDER_MARK: Final = "\ufeff"
"""Without it some spreadsheets take the letters for those of another alphabet."""

TABLES: Final[Mapping[str, tuple[type[Fact], ...]]] = {
    "check-ins": (facts.CheckedIn,),
    "prompts": (
        facts.PromptClaimed,
        facts.PromptShown,
        facts.PromptNotShown,
        facts.PromptAnswered,
        facts.PromptDeferred,
        facts.PromptHeld,
    ),
    "routines": (
        facts.SessionStarted,
        facts.TurnFinished,
        facts.SessionEnded,
        facts.SessionRated,
        facts.RoutineHidden,
        facts.RoutineShownAgain,
    ),
    "therapist": (facts.Treated, facts.TreatmentRemoved, facts.TreatmentRated),
    "tender-spots": (facts.TendernessNoted,),
    "stressful-times": (facts.StressAdded, facts.StressEnded, facts.StressRemoved),
    "cycle": (
        facts.PeriodStarted,
        facts.PeriodRemoved,
        facts.NotYetBleeding,
        facts.CyclePaused,
        facts.CycleResumed,
    ),
    "health-and-safety": (
        facts.Screened,
        facts.GateOpened,
        facts.GateAnswered,
        facts.AlarmRaised,
        facts.TickedByMistake,
        facts.PressingEnded,
        facts.Checked,
        facts.FlareBegan,
        facts.NoticeTold,
    ),
    "program": (
        facts.DaemonStarted,
        facts.DaemonStopped,
        facts.StopAsked,
        facts.Paused,
        facts.NotToday,
        facts.Resumed,
        facts.OutlookSwitched,
    ),
}
"""The tables by name, which is that of their file; where a new kind of fact gets its place."""

DAYS: Final = "days"
OF_DAYS: Final = ("about", "headache", "worst pain", "stress", "load", "noted on the day")
"""The table of what all check-ins say together, corrections taken over, a line for each day."""
FIRST_COLUMNS: Final = ("number", "noted on", "noted at", "what")
_INNER: Final[Mapping[str, type[Struct]]] = {
    "check_in": CheckIn,
    "prompt": Prompt,
    "screening": Screening,
}
"""The fields whose own fields are columns; of a prompt some facts hold only the id."""
_COLUMNS: Final = {
    "id": "prompt",
    "symptoms": "came with it",
    "on": "about",
    "day": "about",
    "do": "step",
    "first": "first day",
    "last": "last day",
    "via": "answered by",
    "until": "until",
    "seconds": "seconds spent",
    "stopped": "stopped because",
    "before": "pain before",
    "after": "pain after",
    "mine": "felt like own headache",
    "now": "pain now",
    "worst": "worst pain",
    "tags": "left out because of",
}
_WHATS: Final = {
    facts.DaemonStarted: "selfcare started",
    facts.DaemonStopped: "selfcare ended",
    facts.StopAsked: "asked to end",
    facts.PromptClaimed: "prompt due",
    facts.PromptDeferred: "prompt waits",
    facts.PromptHeld: "prompt held back",
    facts.GateOpened: "alarming symptoms asked about",
    facts.GateAnswered: "alarming symptoms answered",
    facts.TurnFinished: "step finished",
    facts.SessionStarted: "routine begun",
    facts.SessionEnded: "routine ended",
    facts.SessionRated: "routine rated",
}
_FORMULA: Final = tuple("=+-@＝＋－＠\t\r")  # noqa: RUF001 - spreadsheets heed the wide ones, too


def table_of(fact: Fact) -> str:
    """Return the name of the table a fact stands in."""
    return next(name for name, kinds in TABLES.items() if type(fact) in kinds)


def tables(entries: Iterable[Entry], zone: tzinfo) -> Mapping[str, bytes]:
    """Return each table as the bytes of a CSV file; times are those of the wall in `zone`."""
    rows: dict[str, list[Mapping[str, str]]] = {name: [] for name in TABLES}
    all_entries = tuple(entries)
    for entry in all_entries:
        rows[table_of(entry.fact)] += _rows(entry, zone)
    found = {name: _written(columns(name), noted) for name, noted in rows.items()}
    return {DAYS: _written(OF_DAYS, _days(all_entries, zone)), **found}


def columns(table: str) -> tuple[str, ...]:
    """Return the columns of a table in their order."""
    found = dict.fromkeys(FIRST_COLUMNS)
    for kind in TABLES[table]:
        found |= dict.fromkeys(_columns_of(kind))
    return tuple(found)


def _days(entries: tuple[Entry, ...], zone: tzinfo) -> Iterator[Mapping[str, str]]:
    for day, noted in sorted(noted_days(entries).items()):
        said = (day, noted.headache, noted.worst, noted.stress, noted.load, noted.on_the_day)
        yield {name: _cell(one, zone) for name, one in zip(OF_DAYS, said, strict=True)}


def _columns_of(kind: type[Struct]) -> Iterator[str]:
    if kind is TendernessNoted:
        kind = Tenderness
    for field in msgspec.structs.fields(kind):
        inner = _INNER.get(field.name)
        if inner is not None and field.type is inner:
            yield from _columns_of(inner)
        else:
            yield _column(field.name)


def _column(field: str) -> str:
    return _COLUMNS.get(field, field.replace("_", " "))


def _rows(entry: Entry, zone: tzinfo) -> Iterator[Mapping[str, str]]:
    """Yield the rows of an entry: one, but for the tender spots one for each muscle."""
    kind = type(entry.fact)
    what = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind.__name__).lower()
    first = {
        "number": str(entry.id),
        "noted on": entry.day.isoformat(),
        "noted at": _cell(entry.at, zone),
        "what": _WHATS.get(kind, what),
    }
    parts: tuple[Struct, ...] = (entry.fact,)
    if isinstance(entry.fact, TendernessNoted):
        parts = entry.fact.muscles
    for part in parts:
        yield {**first, **dict(_cells(part, zone))}


def _cells(struct: Struct, zone: tzinfo) -> Iterator[tuple[str, str]]:
    for field in struct.__struct_fields__:
        value = getattr(struct, field)
        if isinstance(value, CheckIn | Prompt | Screening):
            yield from _cells(value, zone)
        else:
            yield _column(field), _cell(value, zone)


def _cell(value: Any, zone: tzinfo) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Message():
            return _text(say(value))
        case Enum():
            return str(value.value)
        case datetime():
            return f"{value.astimezone(zone):%Y-%m-%d %H:%M:%S}"
        case date():
            return value.isoformat()
        case str():
            return _text(value)
        case Step():
            return _text(value.do)
        case Struct():
            return ", ".join(f"{name} {cell}" for name, cell in _cells(value, zone) if cell)
        case frozenset():
            return "; ".join(sorted(_cell(one, zone) for one in value))
        case tuple():
            return _text("; ".join(_cell(one, zone) for one in value))
        case _:
            return str(value)


def _text(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, nor for the end of a line."""
    plain = "".join(" " if unicodedata.category(one) in ("Cc", "Cs") else one for one in text)
    return (
        f"'{plain}" if text.startswith(_FORMULA) or plain.lstrip().startswith(_FORMULA) else plain
    )


def _written(names: tuple[str, ...], rows: Iterable[Mapping[str, str]]) -> bytes:
    file = io.StringIO()
    file.write(BYTE_ORDER_MARK)
    written = csv.DictWriter(file, names)
    written.writeheader()
    written.writerows(rows)
    return file.getvalue().encode("utf-8")

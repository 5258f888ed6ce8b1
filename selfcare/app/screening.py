"""The health questions: what answers leave behind, what is stored of them, and what it opens.

The one rule: the answers themselves are never stored, only tags and an age band.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

import msgspec
from msgspec import Struct

from selfcare.app.context import Context
from selfcare.app.documents import decoded
from selfcare.domain.errors import UserMistake
from selfcare.domain.facts import Screened
from selfcare.domain.message import Message, message
from selfcare.domain.questions import AGES, QUESTIONS, Reply, advice, screening_from
from selfcare.domain.routine import Routine
from selfcare.domain.safety import bars, neck_ok
from selfcare.domain.screening import AgeBand, Screening, Tag

ASK_AGAIN_AFTER: Final = timedelta(days=183)
"""How long a screening holds before it is worth asking again (domain handbook 3.1)."""
_MOST_DIGITS: Final = 4
_QUESTION_NAMES: Final = tuple(question.tag.value for question in QUESTIONS)
_REPLIES: Final = ", ".join(f'"{reply}"' for reply in Reply)
_NOTHING_FOUND: Final = Screening(frozenset(), AgeBand.FROM_18_TO_49)


class Given(Struct, frozen=True):
    """Answers as they were given; `age` in years, None where it is left out."""

    answers: Mapping[Tag, Reply]
    age: int | None


class Stored(Struct, frozen=True):
    """A screening, when it was stored, and from when on it is worth asking again."""

    screening: Screening
    since: date
    ask_again_from: date


class Opens(Struct, frozen=True):
    """How many routines may run with a screening, how many there are, and are shut to everybody."""

    possible: int
    all: int
    shut: int


class Report(Struct, frozen=True):
    """A screening as data for programs."""

    tags: tuple[Tag, ...]
    age_band: AgeBand
    neck_ok: bool
    advice: tuple[Message, ...]


def given_in(document: bytes) -> Given:
    """Return the answers in a JSON document; raise UserMistake that names what is wrong in it."""
    data = decoded(document, '{"answers": {"bone": "no"}, "age": 40}')
    if not isinstance(data, dict):
        raise UserMistake(message('The answers need to be an object with "answers" and "age".'))
    for key in data:
        if key not in ("answers", "age"):
            raise UserMistake(
                message(
                    "“{key}” is not known here; the keys are “answers” and “age”.", key=_short(key)
                )
            )
    return Given(_answers(data.get("answers", {})), _age(data.get("age")))


def age_typed(text: str) -> int | None:
    """Return an age in years as it was typed; None where there is no such age."""
    if text.isascii() and text.isdecimal() and len(text) < _MOST_DIGITS and int(text) in AGES:
        return int(text)
    return None


def store_screening(context: Context, given: Given) -> Screening:
    """Store what the answers leave behind and return it; raise UserMistake for no real age."""
    screening = screening_from(given.answers, given.age)
    context.note(Screened(screening))
    return screening


def stored_screening(context: Context) -> Stored | None:
    """Return the screening that holds, None where there is none."""
    history = context.history()
    if history.screening is None or history.screened_on is None:
        return None
    return Stored(history.screening, history.screened_on, history.screened_on + ASK_AGAIN_AFTER)


def opens(routines: Mapping[str, Routine], screening: Screening | None) -> Opens:
    """Return how many of the routines a screening lets through."""
    possible = sum(bars(routine, screening) is None for routine in routines.values())
    shut = sum(bars(routine, _NOTHING_FOUND) is not None for routine in routines.values())
    return Opens(possible, len(routines), shut)


def report(screening: Screening) -> Report:
    """Return a screening as data for programs."""
    return Report(
        tags=tuple(tag for tag in Tag if tag in screening.tags),
        age_band=screening.age_band,
        neck_ok=neck_ok(screening),
        advice=advice(screening),
    )


def _answers(found: object) -> dict[Tag, Reply]:
    if not isinstance(found, dict):
        raise UserMistake(
            message(
                "“answers” needs to be an object of questions and answers: {questions}.",
                questions=", ".join(_QUESTION_NAMES),
            )
        )
    return {_question(name): _reply(name, reply) for name, reply in found.items()}


def _question(name: str) -> Tag:
    if name == Tag.MINOR.value:
        raise UserMistake(message("“minor” is not asked; it follows from “age”."))
    if name not in _QUESTION_NAMES:
        raise UserMistake(
            message(
                "“{name}” is not one of the questions; they are {questions}.",
                name=_short(name),
                questions=", ".join(_QUESTION_NAMES),
            )
        )
    return Tag(name)


def _reply(name: str, reply: object) -> Reply:
    if not isinstance(reply, str) or reply not in tuple(Reply):
        raise UserMistake(
            message(
                "“{name}” cannot be {reply}; it may be {replies}.",
                name=name,
                reply=_as_json(reply),
                replies=_REPLIES,
            )
        )
    return Reply(reply)


def _age(found: object) -> int | None:
    if found is None or (isinstance(found, int) and not isinstance(found, bool)):
        return found
    raise UserMistake(
        message(
            "“age” cannot be {found}; it may be a whole number of years.", found=_as_json(found)
        )
    )


def _as_json(value: object) -> str:
    return _short(msgspec.json.encode(value).decode())


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"

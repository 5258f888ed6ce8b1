"""The weekly tenderness check: of which muscles, and what is stored of the answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

import msgspec

from selfcare.app.context import Context
from selfcare.app.documents import decoded
from selfcare.app.present import Present
from selfcare.domain.errors import UserMistake
from selfcare.domain.facts import Entry, TendernessNoted
from selfcare.domain.message import Message, message
from selfcare.domain.muscles import MAX_PRESSURE, NEVER_PRESSED, Muscle
from selfcare.domain.tenderness import Tenderness
from selfcare.planning import weekly_check


def muscles_to_check(present: Present) -> tuple[Muscle, ...]:
    """Return the muscles to look at now; none where the check waits."""
    return weekly_check.muscles_to_check(present.chooser().setup(present.now), present.around)


def tenderness_is_due(present: Present) -> bool:
    """Return whether a week has gone by since the last check, and nothing speaks against one."""
    return weekly_check.is_due(present.chooser().setup(present.now), present.around)


def note_tenderness(context: Context, found: tuple[Tenderness, ...]) -> None:
    """Store how tender muscles were."""
    if found:
        context.note(TendernessNoted(found))


def given_in(document: bytes) -> tuple[Tenderness, ...]:
    """Return the tenderness in a JSON document; raise UserMistake that names what is wrong."""
    data = decoded(document, _EXAMPLE)
    if not isinstance(data, dict) or not data:
        raise UserMistake(message("The tenderness should look like {example}", example=_EXAMPLE))
    return given(data)


def given(said: Mapping[str, object]) -> tuple[Tenderness, ...]:
    """Return the tenderness said of muscles, by their names; raise UserMistake for what is wrong.

    Of each muscle it is a mapping with what is said of `Tenderness`.
    """
    return tuple(_one(name, what) for name, what in said.items())


def found_on(entries: Iterable[Entry], day: date) -> tuple[Tenderness, ...]:
    """Return what was found on a day, of each muscle what was noted last."""
    found = {
        one.muscle: one
        for entry in entries
        if isinstance(entry.fact, TendernessNoted) and entry.day == day
        for one in entry.fact.muscles
    }
    return tuple(found.values())


_EXAMPLE: Final = '{"trapezius_upper": {"left": 4, "right": 2, "mine": false}}'


def _one(name: str, said: object) -> Tenderness:
    if name not in [muscle.value for muscle in MAX_PRESSURE]:
        raise UserMistake(
            message(
                "“{name}” is not one of the muscles; they are {muscles}.",
                name=name[:40],
                muscles=", ".join(muscle.value for muscle in Muscle if muscle not in NEVER_PRESSED),
            )
        )
    muscle = Muscle(name)
    if muscle in NEVER_PRESSED:
        raise UserMistake(message("“{name}” is never pressed, also not to try it.", name=name))
    if not isinstance(said, Mapping):
        raise UserMistake(_what_it_may_be(name))
    try:
        return msgspec.convert({**said, "muscle": name}, Tenderness)
    except msgspec.ValidationError as error:
        raise UserMistake(_what_it_may_be(name)) from error


def _what_it_may_be(name: str) -> Message:
    return message(
        "“{name}” needs to be an object with “left” and “right” from 0 to 10, and “mine” and “weak”"
        " true or false; each of them can be left out.",
        name=name,
    )

"""The weekly tenderness check: when it is due, of which muscles, and what is stored.

Pressing can wake a headache (K7, Calandre 2006), so it waits on headache days and in the sensitive
days of the cycle, and presses nothing that the health questions keep out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from selfcare.app.context import Context
from selfcare.app.present import Present
from selfcare.domain.errors import UserMistake
from selfcare.domain.facts import TendernessNoted
from selfcare.domain.message import Message, message
from selfcare.domain.muscles import MAX_PRESSURE, NEVER_PRESSED, SCM, Muscle
from selfcare.domain.offer import Offered, as_offered
from selfcare.domain.phases import TENDER_FROM
from selfcare.domain.routine import Press, Routine, Side
from selfcare.domain.tenderness import Tenderness
from selfcare.domain.week import DAY
from selfcare.domain.zones import ORDER, weights_of
from selfcare.planning.situation import Row, situation_at

EVERY: Final = 7 * DAY
"""How often the check comes (domain handbook 1.3)."""
ASKED: Final = tuple(muscle for muscle in ORDER if muscle not in NEVER_PRESSED | SCM)
"""Muscles that are looked at; the sides of the neck and its front are not pressed at all."""
ASKED_AT_FIRST: Final = 6
"""So many of them are asked at once; a check takes about two minutes."""
_NOT_NOW: Final = frozenset(
    {
        Row.SUSPENDED,
        Row.GATE,
        Row.ARM_OR_CHEST,
        Row.DIFFERENT,
        Row.NECK_PAIN,
        Row.ATTACK,
        Row.EARLY_SIGNS,
        Row.WINDOW,
        Row.PAIN,
    }
)


def muscles_to_check(present: Present) -> tuple[Muscle, ...]:
    """Return the muscles to look at now; none where the check waits.

    In front are those where it hurt in the last week, then those that were tender.
    """
    if present.history.screening is None:
        return ()
    situation = situation_at(present.now, present.around)
    if _NOT_NOW & set(situation.rows) or _headache_today(present):
        return ()
    setup = present.chooser().setup(present.now)
    may_be_pressed = [
        muscle
        for muscle in ASKED
        if isinstance(
            as_offered(_probe(muscle), setup.screening, {}, setup.situation.limits), Offered
        )
    ]
    phases = present.around.body.phases
    weights = weights_of(phases.zones)
    may_be_pressed.sort(
        key=lambda one: (
            -weights.get(one, 0),
            phases.tenderness.get(one, 0) < TENDER_FROM,
            # Those nobody has looked at come before those that were quiet.
            one in phases.tenderness,
            ORDER.index(one),
        )
    )
    return tuple(may_be_pressed[:ASKED_AT_FIRST])


def tenderness_is_due(present: Present) -> bool:
    """Return whether a week has gone by since the last check, and nothing speaks against one."""
    checked_on = present.around.body.phases.checked_on
    waited = checked_on is None or present.today - checked_on >= EVERY
    return waited and bool(muscles_to_check(present))


def note_tenderness(context: Context, found: tuple[Tenderness, ...]) -> None:
    """Store how tender muscles were."""
    if found:
        context.note(TendernessNoted(found))


def given_in(document: bytes) -> tuple[Tenderness, ...]:
    """Return the tenderness in a JSON document; raise UserMistake that names what is wrong."""
    try:
        data: Any = msgspec.json.decode(document)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UserMistake(_NOT_JSON) from error
    if not isinstance(data, dict) or not data:
        raise UserMistake(_NOT_JSON)
    return tuple(_one(name, said) for name, said in data.items())


_NOT_JSON: Final = message(
    "The tenderness needs to be JSON such as"
    ' {{"trapezius_upper": {{"left": 4, "right": 2, "mine": false}}}}'
)


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


def _headache_today(present: Present) -> bool:
    noted = present.around.days.get(present.today)
    return noted is not None and bool(noted.headache)


def _probe(muscle: Muscle) -> Routine:
    """Return a routine that presses a muscle as the check does: ten seconds, hardly uncomfortable.

    What keeps such a routine out keeps the check out.
    """
    step = Press(
        do="Press with the pad of a finger until it just becomes uncomfortable.",
        muscles=(muscle,),
        side=Side.EACH,
        seconds=10,
        pressure=min(3, MAX_PRESSURE[muscle]),
    )
    return Routine(id="tenderness-check", title="Check", muscles=(muscle,), steps=(step,))

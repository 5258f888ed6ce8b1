"""The body map: head and neck to tap on, its places named in the user's language.

The drawing and the list of places are one control; the list carries the values of the form.
"""

from __future__ import annotations

import re
from typing import Final

from markupsafe import Markup, escape

from selfcare.app.say import begun_large, say, words
from selfcare.domain.checkin import PainSide, Zone
from selfcare.domain.message import Message, message
from selfcare.domain.zones import WORDS
from selfcare.page.drawings import drawing

VIEWS: Final = {
    "front": message("Head and neck from the front"),
    "back": message("Head and neck from behind"),
    "leftside": message("Head and neck from the left side"),
    "rightside": message("Head and neck from the right side"),
}
"""The drawings, and what each of them shows."""
_ZONE: Final = re.compile(
    r'(data-zone="(?P<zone>\w+)"(?: data-side="(?P<side>\w+)")? role="checkbox"'
    r' aria-checked="false" aria-label=")[^"]*(" tabindex=")0(")'
)
_NAME: Final = re.compile(r'(role="group" aria-label=")[^"]*(")')


def body_map(view: str) -> Markup:
    """Return a drawing of `VIEWS`, its zones named; a script takes the keys from one to another."""
    text = _NAME.sub(rf"\g<1>{escape(say(VIEWS[view]))}\g<2>", str(drawing(f"map/{view}")), count=1)
    # The drawing is the program's own, and the names are escaped.
    return Markup(_ZONE.sub(_named, text))  # noqa: S704


def place_words(zone: Zone, side: PainSide | None) -> str:
    """Return the name of a place with its side, begun with a capital letter."""
    return capitalised(_with_side(WORDS[zone], side))


def capitalised(what: Message) -> str:
    """Return a message for a label of its own."""
    return begun_large(say(what))


def _named(found: re.Match[str]) -> str:
    side = PainSide(found["side"]) if found["side"] else None
    label = escape(place_words(Zone(found["zone"]), side))
    return f"{found[1]}{label}{found[4]}-1{found[5]}"


def _with_side(place: Message, side: PainSide | None) -> Message:
    match side:
        case PainSide.LEFT:
            return message("{place}, left", place=place)
        case PainSide.RIGHT:
            return message("{place}, right", place=place)
        case PainSide.BOTH:
            return message("{place}, both sides", place=place)
        case None:
            return place


def both_sides_pattern() -> str:
    """Return how a place on both sides is called, with “{place}” where its name belongs."""
    return words("{place}, both sides", place="{place}")

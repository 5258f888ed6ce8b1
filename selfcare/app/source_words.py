"""Where a routine comes from, in words: the studies behind the shipped ones, others as written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from selfcare.app.say import say
from selfcare.domain.message import Message, message

STUDIES: Final[dict[str, Message]] = {
    "K1": message("Mongini 2008"),
    "K2": message("Mongini 2010"),
    "K3": message("Mongini 2012"),
    "K4": message("Andersen 2011"),
    "K45": message("the exercises of the Turin programme"),
    "K46": message("Andersen 2011, in Pain"),
    "K47": message("Andersen 2017"),
    "K48": message("Tunwattanapong 2016"),
    "K50": message("Hanten 2000"),
    "K51": message("Gulick 2011"),
    "K52": message("Wilke 2018"),
    "K53": message("Clinical Chiropractic 2008"),
    "K58": message("Lewit & Simons 1984"),
    "K59": message("Phadke 2016"),
    "K61": message("Sierpina 2007"),
}
"""Author and year of what shipped routines name by a number (domain handbook 7)."""
DESIGN: Final = "design"
_MADE_FOR_IT: Final = message("selfcare's own")


def sources_words(sources: Iterable[str]) -> str:
    """Return the sources of a routine in one line, empty where it names none."""
    return "; ".join(map(_source, sources))


def _source(name: str) -> str:
    if name == DESIGN:
        return say(_MADE_FOR_IT)
    # A name of the user's own stays as it is.
    return say(STUDIES[name]) if name in STUDIES else name

"""Nets of words below the rules on muscles and kinds, so that a mislabelled step is still caught.

Free text is never understood here: a hit is only a reason for caution. English and German, since
routines are written in both.
"""

from __future__ import annotations

import re
from typing import Final

QUOTED_WORDS: Final = 6
"""So many first words of a step are enough to know it again."""

_DENIED: Final = re.compile(
    r"(?:\b(?:no|not|never|without|avoid|nicht|nie|niemals|ohne|kein\w*)|n['\u2019]t)"
    r"(?:\s+(?:a|an|any|the|use|using|with|ein\w*|den|die|das|mit))*\s+$",
    re.IGNORECASE,
)
_WITHIN: Final = r"\b[^.!?;:]{0,60}?\b"
_CLOSE: Final = r"\b[^.!?;:]{0,25}?\b"

_NOT_A_SEAT: Final = r"(?!\s+(?:\w+\s+)?(?:chair|seat|backrest|sofa|pillow|cushion|bed|floor)\b)"

_WORK: Final = (
    (
        r"\b(?:press|push|pull|stretch|tilt|bow|bend|rotat|knead|massag|pinch|squeez|rub|rubb)"
        r"(?:e|es|s|ed|ing)?\b"
    ),
    r"\bturn(?:s|ed|ing)?\b(?!\s+(?:off|on|down)\b)",
    rf"\b(?:lean|leans|leaning|dig|digs|digging){_WITHIN}into\b{_NOT_A_SEAT}",
    rf"\b(?:thumb|finger|fingertip|knuckle|elbow|ball|hook)s?{_CLOSE}into\b{_NOT_A_SEAT}",
    (
        r"\b(?:an|auf|aus|ein|vor|nach|zur\u00fcck|weg|ab|herum|hinein|nieder|ver|zusammen)?(?:ge)?"
        r"(?:dr\u00fcck|press|massier|knet|dehn|dreh|neig|beug|kneif|reib|schieb|stemm|bohr)"
        r"(?:e|en|t|st|ung|end)?\b"
    ),
    r"\bzieh(?:e|en|t|st)?\b(?!\s+(?:\w+\s+)?luft)",
)
_HEAD_TURNED: Final = (
    (
        rf"\b(?:turn|tilt|rotat|twist|swing|dreh|neig|kipp)\w*{_CLOSE}"
        r"(?:face|ears?|cheek|gaze|gesicht|ohr|wange|blick)\b"
    ),
    rf"\b(?:face|ears?|gesicht|ohr|wange){_WITHIN}(?:turn|tilt|rotat|dreh|neig|kipp)\w*",
    (
        rf"\b(?:face|ears?|gesicht|ohr|wange){_WITHIN}"
        rf"(?:to|towards?|away|over|near|meets?|touch\w*|zu|zur|richtung|an|auf|\u00fcber|weg){_CLOSE}"
        r"(?:shoulder|armpit|collarbone|schulter|achsel|schl\u00fcsselbein)\b"
    ),
    (
        rf"\b(?:look|glanc|gaz|peer|schau|blick|sieh)\w*{_CLOSE}"
        r"(?:over|past|behind|\u00fcber|hinter)\s+(?:\w+\s+){0,2}(?:shoulders?|schultern?|you|sich|dich)\b"
    ),
    (
        rf"\b(?:chin|head|nose|kinn|kopf|nase){_WITHIN}"
        r"(?:to|towards?|onto|zu|zum|zur|richtung|auf)\s+(?:\w+\s+){0,2}"
        r"(?:shoulder|armpit|ceiling|schulter|achsel|decke)\b"
    ),
    (
        rf"\b(?:chin|head|kinn|kopf){_WITHIN}(?:to|towards?|onto|zu|zum|zur|auf)\s+"
        r"(?:\w+\s+){0,2}(?:chest|brust)\b"
    ),
)
_NECK_NAMED: Final = (
    r"\b(?:neck|throat|nape|skull)s?\b",
    r"\b(?:cervical|carotid|hws)\b",
    r"\b\w*(?:nacken|genick|kehle|sch\u00e4del|halswirbel)\w*\b",
    r"\b(?:hals|halses|halsseite|halsmuskeln?)\b",
)
_HEAD_NAMED: Final = (r"\b(?:head|nose)s?\b", r"\b(?:kopf|kopfe?s|nase)\b")
_BARE_TURN: Final = (
    r"\b(?:turn|rotat|twist)(?:e|es|s|ing)?\b",
    r"\bdreh(?:e|en|t|st|ung)?\b",
)
_SIDES: Final = rf"{_CLOSE}(?:left|right|sides?|sideways|behind|links|rechts|seite|hinten)\b"


def _net(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts), re.IGNORECASE)


WORK: Final = _net(*_WORK)
"""Pressing, stretching, turning and the like: what breathing and rest never are."""
HEAD_TURNED: Final = _net(*_HEAD_TURNED)
"""Ways to say a turn or tilt of the head without naming the neck."""
PRESSED_NECK: Final = _net(*_NECK_NAMED, *_HEAD_TURNED)
"""What tells of the neck in a step that presses; head and nose alone may be scalp and face."""
RESISTED_NECK: Final = _net(*_NECK_NAMED, *_HEAD_NAMED, *_HEAD_TURNED, *_BARE_TURN)
"""The same in a push against resistance; a fist below the chin is the jaw's."""
MOVED_NECK: Final = _net(
    *_NECK_NAMED,
    *_HEAD_NAMED,
    *_HEAD_TURNED,
    r"\b(?:chin|kinn)s?\b",
    r"\bover\s+(?:the|your|one|each|either|that|this|left|right|opposite)\s+(?:\w+\s+)?shoulders?\b",
    r"\b\u00fcber\s+(?:die|deine|eine|jede)\s+(?:\w+\s+)?schultern?\b",
    *(turn.removesuffix(r"\b") + _SIDES for turn in _BARE_TURN),
)
"""The same in a stretch or a movement."""
FORBIDDEN_TOOLS: Final = _net(
    r"(?:massage?[\s_-]*)?(?<!be)guns?(?![a-z])",
    r"vibrat\w*|vibrier\w*",
    r"percuss\w*|perkuss\w*",
    r"massagers?(?![a-z])",
    r"massagepistole\w*",
)
"""Massage guns, vibration and percussion (K9): in a tool's name, and in the words of a step.

Not caught are the ends of "begun" and of German words such as "Bewegung".
"""


def caught(net: re.Pattern[str], text: str) -> str | None:
    """Return the first words of `text` in a net, or None; what a "no" or "not" precedes is free."""
    for hit in net.finditer(text):
        if not _DENIED.search(text[: hit.start()]):
            return hit.group()
    return None


def opening(text: str) -> str:
    """Return the first words of a text, to tell a step by them."""
    words = text.split()
    short = " ".join(words[:QUOTED_WORDS])
    return short if len(words) <= QUOTED_WORDS else f"{short.rstrip('.,;:')} \u2026"

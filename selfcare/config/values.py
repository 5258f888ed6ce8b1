"""Single values: from what tomli gives to what the domain wants, or how to mend them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import time
from enum import StrEnum
from typing import Final
from unicodedata import category

from selfcare.config.dates import take_day, take_days, take_monthly, take_yearly
from selfcare.config.refusal import SHOWN, Refusal, shown
from selfcare.config.shapes import (
    Choice,
    Clock,
    Day,
    Days,
    EachMonth,
    EachYear,
    Hours,
    Leaf,
    Number,
    Switch,
    Text,
)
from selfcare.domain.message import message
from selfcare.domain.muscles import GROUPS, PLACES, Muscle
from selfcare.domain.routine import Tool
from selfcare.domain.week import ClockRange
from selfcare.domain.word_nets import FORBIDDEN_TOOLS

_MIDNIGHT: Final = time(0)
_CLOCK: Final = r"([01]?[0-9]|2[0-3]):([0-5][0-9])"
CLOCK_PATTERN: Final = rf"^{_CLOCK}$"
HOURS_PATTERN: Final = rf"^{_CLOCK} *[-\u2013] *({_CLOCK}|24:00)$"

_FEW: Final = 7
_BLANK_LETTERS: Final = "\u115f\u1160\u2800\u3164\uffa0"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that `word` was probably meant to be, or None."""
    from difflib import get_close_matches  # noqa: PLC0415 - only once something is wrong

    asked = word[:SHOWN].lower().replace("-", "_")
    by_look = {name.lower().replace("-", "_"): name for name in known}
    close = get_close_matches(asked, by_look, n=1, cutoff=0.6)
    return by_look[close[0]] if close else None


def take(value: object, shape: Leaf) -> object:
    """Return `value` as the domain has it, or a Refusal."""
    match shape:
        case Number():
            return _number(value, shape)
        case Text():
            return _text(value, shape)
        case Choice():
            return _choice(value, shape.options)
        case Switch():
            return value if isinstance(value, bool) else _not_a_switch(value)
        case Clock():
            return _clock(value)
        case Hours():
            return _hours(value)
        case Day():
            return take_day(value)
        case Days():
            return take_days(value)
        case EachYear():
            return take_yearly(value)
        case EachMonth():
            return take_monthly(value)


def _number(value: object, shape: Number) -> int | Refusal:
    if type(value) is int and shape.low <= value <= shape.high:
        return value
    cure = message("write a number in that range")
    if isinstance(value, str) and value.strip().isdecimal():
        cure = message("write the number without quotation marks")
    elif isinstance(value, str):
        cure = message("write it in digits, without quotation marks")
    elif isinstance(value, float):
        cure = message("write it without a decimal point")
    return Refusal(
        message("a whole number from {low} to {high}", low=shape.low, high=shape.high), cure
    )


def _text(value: object, shape: Text) -> str | Refusal:
    if not isinstance(value, str):
        return Refusal(message("a text"), message("put it in quotation marks"))
    if shape.pattern is not None and not re.fullmatch(shape.pattern, value):
        return Refusal(
            message("a short name of small letters, digits and single hyphens"),
            message('write it like this: "{example}"', example=short_name(value)),
        )
    if shape.shortest and is_blank(value):
        return Refusal(message("a text with something in it"), message("write some words"))
    if len(value) > shape.longest:
        return Refusal(
            message("a text of at most {longest} characters", longest=shape.longest),
            message("shorten it; it has {length} characters now", length=len(value)),
        )
    return value


def is_blank(text: str) -> bool:
    """Return whether nothing of a text can be seen: only spaces and signs without a shape."""
    return all(
        one in _BLANK_LETTERS or category(one) in ("Zs", "Zl", "Zp", "Cc", "Cf") for one in text
    )


def short_name(text: str) -> str:
    """Return a short name made from `text`: small letters, digits, single hyphens."""
    name = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:SHOWN].strip("-")
    return name or "my-routine"


def _not_a_switch(value: object) -> Refusal:
    cure = message("write true or false in small letters, without quotation marks")
    if isinstance(value, int):
        cure = message("write true for yes or false for no")
    return Refusal(message("true or false"), cure)


def _choice(value: object, options: type[StrEnum]) -> StrEnum | Refusal:
    names = [option.value for option in options]
    if isinstance(value, str) and value in names:
        return options(value)
    listed = ", ".join(name for name in names if name not in list(PLACES))
    few = len(names) <= _FEW
    expected = (
        message("one of {names}", names=listed)
        if few
        else message("a muscle that selfcare knows")
        if options is Muscle
        else message("a word that selfcare knows")
    )
    guess = nearest(value, names) if isinstance(value, str) else None
    if not isinstance(value, str):
        cure = message("write the word in quotation marks, as {example}", example=f'"{names[0]}"')
    elif options is Tool and FORBIDDEN_TOOLS.search(value):
        cure = message(
            "massage guns, vibration and percussion are left out on purpose, because they are not"
            " safe near the neck; choose one of {names}",
            names=listed,
        )
    elif options is Muscle and value in GROUPS:
        cure = message("name its parts: {names}", names=", ".join(GROUPS[value]))
    elif guess is not None:
        cure = message("did you mean {guess}?", guess=f'"{guess}"')
    elif few:
        cure = message("choose one of these words")
    else:
        cure = message("choose one of {names}", names=listed)
    return Refusal(expected, cure)


def _clock(value: object) -> time | Refusal:
    if isinstance(value, time) and not value.second and not value.microsecond:
        return value
    if isinstance(value, str) and re.fullmatch(CLOCK_PATTERN, value.strip()):
        hour, minute = value.strip().split(":")
        return time(int(hour), int(minute))
    return Refusal(
        message("a time of day from 00:00 to 23:59"),
        message('write hours and minutes in quotation marks, as "10:30"'),
    )


def _hours(value: object) -> ClockRange | Refusal:
    if not isinstance(value, str) or not re.fullmatch(HOURS_PATTERN, value.strip()):
        return Refusal(
            message("a span of hours"),
            message('write both times in one pair of quotation marks, as "09:00-17:30"'),
        )
    start, end = (part.strip() for part in re.split("[-\u2013]", value))
    first, last = (
        time(int(hour) % 24, int(minute))
        for hour, minute in (part.split(":") for part in (start, end))
    )
    if first == last and (first, end) != (_MIDNIGHT, "24:00"):
        return Refusal(
            message("a span of hours"),
            message('write two different times, as "09:00-17:30"; a whole day is "00:00-24:00"'),
            message("{found} starts and ends at the same time", found=shown(value)),
        )
    return ClockRange(first, last)

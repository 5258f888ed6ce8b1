"""Settings as what stands in the fields of a form, and back to what a file says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from selfcare.config.edit import Plain
from selfcare.config.refusal import Refusal
from selfcare.config.shapes import Days, Field, Hours, Leaf, Many, Number, Shape, Switch
from selfcare.config.values import take
from selfcare.config.written import plain
from selfcare.domain.message import Message, message
from selfcare.domain.week import ClockRange, DaysOff

ON: Final = "on"
"""What a switch that is on sends; one that is off sends nothing."""
Texts = tuple[str, ...]
"""What stands in the fields of one setting; a span has two, its beginning and its end."""
_MIDNIGHT: Final = "00:00"
_MOST: Final = 10
"""Digits; a longer number is out of every range."""


class Refused(Struct, frozen=True):
    """Why what was typed cannot be taken."""

    why: Message


def texts_of(value: object, shape: Shape) -> Texts:
    """Return what the fields of a setting show."""
    if value is None:
        return ()
    if isinstance(shape, Many):
        items: Sequence[object] = value if isinstance(value, tuple) else ()
        return tuple(text for item in items for text in texts_of(item, shape.item))
    if isinstance(shape, Switch):
        return (ON,) if value else ()
    match value:
        case ClockRange(start=start, end=end):
            return (f"{start:%H:%M}", f"{end:%H:%M}")
        case DaysOff(first=first, last=last):
            return (first.isoformat(), last.isoformat())
    return (str(plain(value)),)


def value_of(texts: Texts, one: Field) -> Plain | Refused | None:
    """Return what a file says for what was typed; None where the line may be left out."""
    shape = one.shape
    if isinstance(shape, Switch):
        return ON in texts
    given = tuple(text.strip() for text in texts)
    if isinstance(shape, Many):
        return _list_of(given, shape.item)
    if not any(given):
        return None if one.default is None else Refused(message("Please fill this in."))
    return _single(given[-1], shape)


def _list_of(texts: Texts, shape: Shape) -> list[str] | Refused:
    if isinstance(shape, Hours | Days):
        texts = tuple(_joined(texts, shape))
    found: list[str] = []
    for text in filter(None, texts):
        got = _single(text, shape)
        if isinstance(got, Refused):
            return got
        if isinstance(got, str) and got not in found:
            found.append(got)
    return found


def _single(text: str, shape: Shape) -> Plain | Refused:
    value: object = text
    if isinstance(shape, Number):
        value = int(text) if text.isascii() and text.isdecimal() and len(text) < _MOST else None
    got = take(value, _leaf(shape))
    if not isinstance(got, Refusal):
        result = plain(got)
        if isinstance(result, bool | int | str):
            return result
        raise TypeError(f"{shape} is no single value")
    if got.what is not None:
        return Refused(message("{what}.", what=got.what))
    return Refused(message("This is to be {expected}.", expected=got.expected))


def _leaf(shape: Shape) -> Leaf:
    if isinstance(shape, Leaf):
        return shape
    raise TypeError(f"{shape} is no single value")


def _joined(texts: Texts, shape: Hours | Days) -> Iterator[str]:
    """Yield each span in one text; a day without an end is a day alone."""
    for first, last in zip(texts[::2], texts[1::2], strict=False):
        if isinstance(shape, Days):
            yield first if last in ("", first) else f"{first}..{last}"
        elif first == last == _MIDNIGHT:
            yield f"{_MIDNIGHT}-24:00"
        elif first or last:
            yield f"{first}-{last}"

"""A check-in as programs hand it over: one JSON object, read whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import reduce
from typing import Any, Final, get_type_hints

import msgspec
from msgspec import Struct, inspect

from selfcare.app.documents import decoded
from selfcare.domain.checkin import CheckIn, Medicine
from selfcare.domain.errors import UserMistake
from selfcare.domain.message import Message, message
from selfcare.domain.red_flags import Flag

BLEEDING_STARTED: Final = "bleeding_started"
FLAGS: Final = "flags"
MISTAKE: Final = "mistake"
_LONGEST_SHOWN: Final = 40
_MOST_TOLD: Final = 5
"""Problems told at once; more are noise."""

_NAMES: Final = {field.encode_name: field.name for field in msgspec.structs.fields(CheckIn)}
"""The keys and the fields they stand for."""
_TYPES: Final[Mapping[str, Any]] = {
    **{key: get_type_hints(CheckIn, include_extras=True)[field] for key, field in _NAMES.items()},
    BLEEDING_STARTED: date | None,
    FLAGS: tuple[Flag, ...] | None,
    MISTAKE: bool | None,
}
KEYS: Final = tuple(_TYPES)


class Given(Struct, frozen=True):
    """A check-in as it was given; `day` is None where it was left out.

    `flags` are None where the gate was not answered; with `mistake` earlier ticks are taken back.
    """

    day: date | None
    check_in: CheckIn
    bleeding_started: date | None
    flags: tuple[Flag, ...] | None = None
    mistake: bool = False

    def about(self, day: date) -> CheckIn:
        """Return the check-in, about `day` where it names none."""
        return self.check_in if self.day else msgspec.structs.replace(self.check_in, day=day)


def given_in(document: bytes) -> Given:
    """Return the check-in in a JSON document; raise UserMistake that names all that is wrong."""
    data = decoded(document, '{"headache": "no", "stress": 3}')
    if not isinstance(data, dict):
        raise UserMistake(
            message('A check-in needs to be an object, such as {{"headache": "no", "stress": 3}}')
        )
    found: dict[str, Any] = {}
    wrong: list[Message] = []
    for key, value in data.items():
        if key not in _TYPES:
            wrong.append(
                message(
                    "“{key}” is not known here; the keys are {keys}.",
                    key=_short(key),
                    keys=", ".join(KEYS),
                )
            )
        elif value is not None:
            try:
                found[key] = msgspec.convert(value, _TYPES[key])
            except msgspec.ValidationError:
                wrong.append(
                    message(
                        "“{key}” cannot be {value}; it may be {values}.",
                        key=key,
                        value=_short(msgspec.json.encode(value).decode()),
                        values=what_it_may_be(key),
                    )
                )
    if wrong:
        raise UserMistake(_together(wrong[:_MOST_TOLD]))
    day, bleeding = found.pop("day", None), found.pop(BLEEDING_STARTED, None)
    flags, mistake = _once(found.pop(FLAGS, None)), found.pop(MISTAKE, False)
    fields = {_NAMES[key]: _once(value) for key, value in found.items()}
    # An empty list ticks nothing and answers nothing: "none of these" is an answer of its own.
    return Given(day, CheckIn(day=day or date.min, **fields), bleeding, flags or None, mistake)


def what_it_may_be(key: str) -> Message:
    """Return what the values of `key` may be, in words."""
    return _words_of(inspect.type_info(_TYPES[key]))


def _words_of(kind: inspect.Type) -> Message:
    match kind:
        case inspect.UnionType(types=types):
            (other,) = (one for one in types if not isinstance(one, inspect.NoneType))
            return _words_of(other)
        case inspect.IntType(ge=low, le=high):
            return message("a whole number from {low} to {high}", low=str(low), high=str(high))
        case inspect.EnumType(cls=cls):
            return message("{values}", values=_values(cls))
        case inspect.BoolType():
            return message("true or false")
        case inspect.DateType():
            return message("a date such as “2026-11-25”")
        case inspect.VarTupleType(item_type=inspect.EnumType(cls=cls), max_length=None):
            return message("a list of {values}", values=_values(cls))
        case inspect.VarTupleType(item_type=inspect.EnumType(cls=cls), max_length=most):
            return message(
                "a list of at most {most} of {values}", most=str(most), values=_values(cls)
            )
        case inspect.VarTupleType(item_type=inspect.StructType(fields=(kinds, _))):
            return message(
                'a list of objects such as {{"class": "simple", "helped": true}}, the class one of'
                " {values}, “helped” true, false or left out",
                values=_words_of(kinds.type),
            )
        case _:
            text = f"no words for {kind}"
            raise TypeError(text)


def _values(cls: Iterable[Any]) -> str:
    return ", ".join(f'"{member.value}"' for member in cls)


def _once(value: Any) -> Any:
    """Return a list of words without those that stand in it twice; of medicines each counts."""
    if isinstance(value, tuple) and not any(isinstance(one, Medicine) for one in value):
        return tuple(dict.fromkeys(value))
    return value


def _together(wrong: Iterable[Message]) -> Message:
    return reduce(lambda one, more: message("{one} {more}", one=one, more=more), wrong)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"

"""A check-in on its way through the questions, and how typed numbers are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from selfcare.app.checking_in import Bleeding
from selfcare.app.say import say
from selfcare.domain.checkin import CheckIn
from selfcare.domain.message import Message, message

HIGHEST: Final = 10
ZERO_TO_TEN: Final = message("a number from 0 (not at all) to 10 (as much as can be)")
YES_OR_NO: Final = {"y": True, "yes": True, "n": False, "no": False}

Chosen = TypeVar("Chosen")


class Draft(Struct, frozen=True, kw_only=True):
    """What is known so far. `strength` and `same` are as in `check_in_form.Known`."""

    check_in: CheckIn
    bleeding: Bleeding | None = None
    strength: bool = False
    same: bool = False

    def noting(self, **fields: Any) -> Draft:
        """Return the draft with fields of its check-in set."""
        return replace(self, check_in=replace(self.check_in, **fields))


class Question(Struct, frozen=True, kw_only=True):
    """What is asked, what may be typed, and the choices, one line each.

    `read` returns the draft with what was typed, None where that means nothing here.
    """

    text: Message
    hint: Message
    choices: tuple[str, ...] = ()
    read: Callable[[str], Draft | None]


def parts(typed: str) -> list[str]:
    """Return what was typed, word by word; a comma parts words as a space does."""
    return typed.replace(",", " ").split()


def number(typed: str, highest: int = HIGHEST) -> int | None:
    """Return a number from 0 to `highest`, None for anything else."""
    if not (typed.isascii() and typed.isdecimal()) or len(typed) > len(str(highest)):
        return None
    found = int(typed)
    return found if found <= highest else None


def numbers(typed: str, highest: int = HIGHEST) -> list[int] | None:
    """Return one or more numbers from 0 to `highest`, None for anything else."""
    found = [number(word, highest) for word in parts(typed)]
    known = [one for one in found if one is not None]
    return known if known and len(known) == len(found) else None


def choice(choices: Sequence[Chosen], typed: str) -> list[Chosen] | None:
    """Return the choices whose numbers, from 1 on, were typed; 0 alone is none of them."""
    chosen = numbers(typed, len(choices))
    if chosen is None or (0 in chosen and chosen != [0]):
        return None
    return [choices[one - 1] for one in dict.fromkeys(chosen) if one]


def numbered(labels: Iterable[Message], first: int = 1) -> tuple[str, ...]:
    """Return choices with their numbers before them."""
    return tuple(f"{place:>2}  {say(label)}" for place, label in enumerate(labels, start=first))

"""How an answer that was typed is read, and what a question of a check-in needs for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeVar

from msgspec import Struct

from selfcare.app.check_in_draft import Draft
from selfcare.app.say import say
from selfcare.domain.message import Message, message

HIGHEST: Final = 10
ZERO_TO_TEN: Final = message("a number from 0 (not at all) to 10 (as much as can be)")
YES_OR_NO: Final = {"y": True, "yes": True, "n": False, "no": False}

Chosen = TypeVar("Chosen")


class Question(Struct, frozen=True, kw_only=True):
    """What may be typed, and the choices, one line each.

    `read` returns the draft with what was typed, None where that means nothing here.
    """

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

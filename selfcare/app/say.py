"""Turns messages into the user's language.

English is the source; a catalogue of another language is a gettext file below `locale/`.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable
from functools import cache
from pathlib import Path

from selfcare.domain.message import Message, message

LOCALES = Path(__file__).parents[1] / "locale"


@cache
def _translator() -> Callable[[str], str]:
    return gettext.translation("selfcare", LOCALES, fallback=True).gettext


def say(what: Message) -> str:
    """Return the sentence in the user's language, its values filled in."""
    values = {
        name: say(value) if isinstance(value, Message) else value for name, value in what.values
    }
    return _translator()(what.text).format_map(values)


def begun_large(text: str) -> str:
    """Return a text that begins with a capital letter, as a sentence or a label does."""
    return text[:1].upper() + text[1:]


def words(text: str, **values: str | int | Message) -> str:
    """Return `text` in the user's language, `values` filled in."""
    return say(message(text, **values))

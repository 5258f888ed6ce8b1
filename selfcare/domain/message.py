"""Sentences as data, so that the pure parts never speak a language themselves."""

from __future__ import annotations

from msgspec import Struct


class Message(Struct, frozen=True):
    """A sentence for the user: English source with `{named}` places, and the values for them.

    The source is also the translation id. A value may be a message of its own.
    """

    text: str
    values: tuple[tuple[str, str | int | Message], ...] = ()


def message(text: str, **values: str | int | Message) -> Message:
    """Return the sentence `text` with `values` for its `{named}` places."""
    return Message(text, tuple(sorted(values.items()) if len(values) > 1 else values.items()))

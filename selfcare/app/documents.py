"""JSON that somebody hands over, decoded before it is looked into."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from selfcare.domain.errors import UserMistake
from selfcare.domain.message import message

_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
"""What some programs of Windows put before a text."""


def decoded(document: bytes, example: str) -> Any:
    """Return what the document holds; raise UserMistake, with an `example`, where it is no JSON."""
    try:
        return msgspec.json.decode(document.removeprefix(_BYTE_ORDER_MARK))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UserMistake(
            message(
                "This is not JSON ({why}). It should look like {example}",
                why=str(error),
                example=example,
            )
        ) from error

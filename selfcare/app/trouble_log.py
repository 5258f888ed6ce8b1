"""Where the details of an unexpected error go, so that the user is spared them."""

from __future__ import annotations

import os
import traceback
from datetime import datetime
from pathlib import Path
from typing import Final

from selfcare import __version__
from selfcare.config.paths import folders
from selfcare.domain.message import Message, message

WHAT: Final = message("Something went wrong inside selfcare, and it is not your doing.")
"""What is said of an unexpected error."""
FILE: Final = "trouble.log"
LARGEST: Final = 256 * 1024
"""Bytes; a file grown beyond this is begun anew."""


def note_trouble(error: BaseException, now: datetime) -> Path | None:
    """Write what happened into the logs and return the file; None where even that fails."""
    text = "".join(traceback.format_exception(error))
    try:
        logs = folders().logs
        logs.mkdir(parents=True, exist_ok=True, mode=0o700)
        place = logs / FILE
        full = place.exists() and place.stat().st_size > LARGEST
        how = os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if full else os.O_APPEND)
        with os.fdopen(os.open(place, how, 0o600), "w", encoding="utf-8", errors="replace") as file:
            file.write(f"{now.isoformat()} selfcare {__version__}\n{text}\n")
    except OSError:
        return None
    return place


def told_trouble(error: BaseException, now: datetime) -> Message:
    """Note an unexpected error, and return what is said of it."""
    place = note_trouble(error, now)
    if place is None:
        return WHAT
    return message(
        "{what} What exactly stands in {place}; whoever looks after selfcare can use it.",
        what=WHAT,
        place=str(place),
    )

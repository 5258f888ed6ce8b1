"""How the page process is reached: where it listens, and the word that lets a starter in.

The one rule: the key lies in a file of the user's own folder, so only the user's programs have it.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from selfcare.config.replacing import replace_file

STATE_FILE: Final = "page.json"
LOCK_FILE: Final = "page.lock"
ADMIT: Final = "/admit"
"""Where a starter hands in the word for one more browser."""
START: Final = "/start/"
"""Where a browser trades that word, which follows here, for its cookie."""
HOST: Final = "127.0.0.1"
READY: Final = b"ready\n"
"""What a page process says once it listens."""


class View(StrEnum):
    """What can be opened from outside the browser; the value is the path of its address."""

    TODAY = "today"
    CHECKIN = "checkin"
    DIARY = "diary"
    ROUTINES = "routines"
    SESSION = "session"
    SETTINGS = "settings"
    FIRST_STEPS = "first-steps"


class PageState(Struct, frozen=True):
    """A page process that listens; true only while it holds its lock."""

    pid: int
    port: int
    key: str
    version: str = "0"

    @property
    def origin(self) -> str:
        """The beginning of its addresses."""
        return f"http://{HOST}:{self.port}"


class Admitted(Struct, frozen=True):
    """What a starter hands in: the word of the browser that is about to come."""

    token: str


def write_page_state(state: Path, found: PageState) -> None:
    """Write the state file in one move, readable by its owner only."""
    replace_file(state / STATE_FILE, msgspec.json.encode(found))


def read_page_state(state: Path) -> PageState | None:
    """Return the last state written, None where there is none that can be read."""
    try:
        return msgspec.json.decode((state / STATE_FILE).read_bytes(), type=PageState)
    except (OSError, msgspec.MsgspecError):
        return None

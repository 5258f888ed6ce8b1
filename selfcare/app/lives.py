"""How the background program's lives ended, and safe mode after three crashes in a row.

A crash is an unexpected exception at any time, or a death without a farewell in the first minutes
while the computer went on. No crash are: an ordinary stop, a computer that was switched off, a
kill after a longer run, and trouble that was told, such as a full disk.

In safe mode the background program goes by its own routines and settings and does not read the
user's files. It ends whenever a command ends the program in good order, with a change of those
files, and after a day.

The one rule: this never keeps the program from running. What cannot be written here is let be.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final
from zlib import crc32

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from selfcare.app.clock import Clock
from selfcare.app.trouble_log import told_trouble
from selfcare.config.fingerprint import fingerprint
from selfcare.config.paths import Folders
from selfcare.config.replacing import replace_file
from selfcare.domain.errors import SelfcareError, Trouble
from selfcare.domain.message import message
from selfcare.domain.week import DAY, MINUTE

log = logging.getLogger(__name__)

FILE: Final = "lives.json"
IN_A_ROW: Final = 3
"""Crashes after which safe mode begins."""
FIRST_MINUTES: Final = 5 * MINUTE
"""A death without a farewell within this time is a crash."""
LOOK_EVERY_SECONDS: Final = 300
"""How often a life needs to look whether it has got through its first minutes."""
RUN_OF_THE_COMPUTER: Final = Path("/proc/sys/kernel/random/boot_id")

SAFE_MODE: Final = message(
    "selfcare ended unexpectedly three times in a row. For a day, or until your files change, it"
    " goes by its own routines and settings; your files are untouched. To use them again now:"
    " selfcare restart"
)


class Crashed(Trouble):
    """The background program ended by a mistake of ours; whoever watches over it may restart it."""

    exit_code = 1


class Stage(StrEnum):
    """How far a life came."""

    BEGUN = "begun"
    STOOD = "stood"
    """It got through its first minutes."""
    ENDED = "ended"
    CRASHED = "crashed"


class Lives(Struct, frozen=True, kw_only=True):
    """What is known at the beginning of the next life.

    `crashes` counts those in a row. `computer` tells one run of the computer from another.
    `safe_since` is the instant (UTC) at which safe mode began, None outside it, and `files` a mark
    of the user's files then.
    """

    stage: Stage = Stage.ENDED
    crashes: int = 0
    computer: str = ""
    safe_since: datetime | None = None
    files: str = ""


def next_life(last: Lives, now: datetime, computer: str, files: str) -> Lives:
    """Return what is noted as a life begins, going by how the last one ended."""
    crashes = last.crashes
    if last.stage is Stage.BEGUN and last.computer == computer:
        crashes += 1
    elif last.stage in (Stage.STOOD, Stage.ENDED) and last.safe_since is None:
        crashes = 0
    safe_since = last.safe_since
    if safe_since is not None and (abs(now - safe_since) >= DAY or files != last.files):
        crashes, safe_since = 0, None
    if crashes >= IN_A_ROW and safe_since is None:
        safe_since = now
    return Lives(
        crashes=crashes, stage=Stage.BEGUN, computer=computer, safe_since=safe_since, files=files
    )


def read_lives(state: Path) -> Lives:
    """Return what was noted last; a first life where that cannot be read."""
    try:
        return msgspec.json.decode((state / FILE).read_bytes(), type=Lives)
    except (OSError, msgspec.MsgspecError):
        return Lives()


def is_safe_mode(state: Path) -> bool:
    """Return whether the background program, if it runs, does so in safe mode."""
    return read_lives(state).safe_since is not None


def forget_crashes(state: Path) -> None:
    """Let the next life begin as if there had been no crash."""
    with contextlib.suppress(OSError):
        (state / FILE).unlink(missing_ok=True)


class Life:
    """This life of the background program; its end is noted by `living`."""

    def __init__(self, folders: Folders, clock: Clock) -> None:
        self._state = folders.state
        self._clock = clock
        self._begun = clock.monotonic()
        self._lives = next_life(
            read_lives(folders.state), clock.now(), _run_of_the_computer(), _mark_of(folders)
        )
        self._write()
        if self.safe_since is not None:
            log.warning("Three crashes in a row: safe mode, without the user's files")

    @property
    def safe_since(self) -> datetime | None:
        """Since when this is safe mode; None outside it."""
        return self._lives.safe_since

    def look(self) -> None:
        """Note that the first minutes are over, and that a day of safe mode is, once each."""
        lasted = timedelta(seconds=self._clock.monotonic() - self._begun)
        if self._lives.stage is Stage.BEGUN and lasted >= FIRST_MINUTES:
            self._note(Stage.STOOD)
        if self.safe_since is not None and lasted >= DAY:
            self.leave_safe_mode()

    def leave_safe_mode(self) -> None:
        """Go by the user's files from now on."""
        if self.safe_since is not None:
            log.info("Safe mode ends; the user's files are read again")
            self._lives = replace(self._lives, crashes=0, safe_since=None)
            self._write()

    def end(self) -> None:
        """Note an ordinary end."""
        if self._lives.stage is Stage.BEGUN:
            self._note(Stage.ENDED)

    def crash(self) -> None:
        """Note an end by a mistake of ours."""
        self._lives = replace(self._lives, crashes=self._lives.crashes + 1)
        self._note(Stage.CRASHED)

    def _note(self, stage: Stage) -> None:
        self._lives = replace(self._lives, stage=stage)
        self._write()

    def _write(self) -> None:
        with contextlib.suppress(OSError):
            replace_file(self._state / FILE, msgspec.json.encode(self._lives))


@contextmanager
def living(folders: Folders, clock: Clock) -> Iterator[Life]:
    """Live one life; whatever ends it is noted. Raise Crashed for what nobody expected."""
    life = Life(folders, clock)
    try:
        yield life
    except SelfcareError:
        life.end()
        raise
    except Exception as error:
        life.crash()
        log.exception("The background program crashed")
        raise Crashed(told_trouble(error, clock.now())) from error
    except BaseException:
        life.end()
        raise
    life.end()


def _mark_of(folders: Folders) -> str:
    """Return what changes with the user's files; none of them is read."""
    return f"{crc32(repr(fingerprint(folders)).encode()):08x}"


def _run_of_the_computer() -> str:
    """Return what is another after a restart of the computer, where the system tells."""
    try:
        return RUN_OF_THE_COMPUTER.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        # A computer switched off within the first minutes counts as a crash there.
        return ""

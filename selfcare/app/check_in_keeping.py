"""Check-ins that were begun on the page and not saved yet, kept in a private file.

The one rule: no answer is lost. What was tapped outlasts a reload, a closed tab and a killed
process; what nobody comes back to is stored as a check-in, as a closed terminal does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from selfcare.app.instance import make_own_folder
from selfcare.config.replacing import replace_file
from selfcare.domain.errors import Trouble
from selfcare.domain.message import message
from selfcare.domain.prompt import Asks
from selfcare.domain.week import DAY, MINUTE

FILE: Final = "check-ins.json"
LEFT_AFTER: Final = 10 * MINUTE
"""How long after the last sign of its page a check-in counts as left."""
REMEMBERED: Final = 2 * DAY
"""How long it is remembered what became of a check-in; a tab may sleep for a night."""
BLEEDING: Final = "bleeding"
"""The field that is of the cycle alone."""
FORM: Final = "form"
"""The field that says what is asked."""
OF_CYCLE_ALONE: Final = Asks.MID_CYCLE.value
"""What is asked only because of the cycle."""


class Kept(Struct, frozen=True, kw_only=True):
    """A check-in on its way: the fields of its form as they stand.

    `begun_on` is the date on the wall when it began, `begun_at` the instant (UTC). `turn` orders
    what its pages send. `seen_at` is the last sign of one of them. `corrects` is the number of the
    entry it corrects.
    """

    id: str
    day: date
    begun_on: date
    begun_at: datetime
    seen_at: datetime
    turn: int
    fields: Mapping[str, tuple[str, ...]]
    corrects: int | None = None

    def is_left(self, now: datetime, after: timedelta = LEFT_AFTER) -> bool:
        """Return whether nobody has been there for so long; a clock set back counts as well."""
        return abs(now - self.seen_at) >= after


class Closed(Struct, frozen=True, kw_only=True):
    """What became of one: the entry `number`, stored because somebody saved it, or `left` it."""

    id: str
    number: int
    turn: int
    left: bool
    at: datetime


class Keeping(Struct, frozen=True):
    """All that is kept."""

    kept: tuple[Kept, ...] = ()
    closed: tuple[Closed, ...] = ()

    def one(self, id_: str) -> Kept | None:
        """Return the check-in with this id."""
        return next((one for one in self.kept if one.id == id_), None)

    def end_of(self, id_: str) -> Closed | None:
        """Return what became of the check-in with this id."""
        return next((one for one in reversed(self.closed) if one.id == id_), None)


def read_kept(state: Path) -> Keeping:
    """Return what is kept in the state folder; nothing where the file cannot be read."""
    try:
        return msgspec.json.decode((state / FILE).read_bytes(), type=Keeping)
    except (OSError, msgspec.MsgspecError):
        return Keeping()


def keep(state: Path, one: Kept) -> None:
    """Keep a check-in as it stands now; raise Trouble where that fails."""
    _change(state, lambda kept: (*(other for other in kept if other.id != one.id), one))


def sign(state: Path, id_: str, now: datetime) -> None:
    """Note that a page of the check-in is open."""

    def signed(kept: tuple[Kept, ...]) -> tuple[Kept, ...]:
        return tuple(replace(one, seen_at=now) if one.id == id_ else one for one in kept)

    if read_kept(state).one(id_) is not None:
        _change(state, signed)


def drop(state: Path, id_: str) -> None:
    """Forget a check-in: nothing of it is wanted, or it is stored."""
    if read_kept(state).one(id_) is not None:
        _change(state, lambda kept: tuple(one for one in kept if one.id != id_))


def close(state: Path, end: Closed) -> None:
    """Note that a check-in is stored, and forget its answers."""
    found = read_kept(state)
    kept = tuple(one for one in found.kept if one.id != end.id)
    closed = (one for one in found.closed if abs(end.at - one.at) < REMEMBERED)
    _write(state, Keeping(kept, (*(one for one in closed if one.id != end.id), end)))


def forget_cycle_answers(state: Path) -> None:
    """Take out of the answers kept what is of the cycle alone, and what only the cycle asks."""

    def cleared(kept: tuple[Kept, ...]) -> tuple[Kept, ...]:
        others = (one for one in kept if OF_CYCLE_ALONE not in one.fields.get(FORM, ()))
        return tuple(
            replace(
                one,
                fields={name: said for name, said in one.fields.items() if name != BLEEDING},
            )
            for one in others
        )

    if read_kept(state).kept:
        _change(state, cleared)


def forget_corrections(state: Path) -> None:
    """Let answers kept correct no entry any more: another diary has other numbers."""
    if any(one.corrects is not None for one in read_kept(state).kept):
        _change(state, lambda kept: tuple(replace(one, corrects=None) for one in kept))


def _change(state: Path, changed: Callable[[tuple[Kept, ...]], tuple[Kept, ...]]) -> None:
    found = read_kept(state)
    _write(state, Keeping(changed(found.kept), found.closed))


def _write(state: Path, keeping: Keeping) -> None:
    """Write the file in one move, readable by its owner only, and wait until it is on the disk."""
    make_own_folder(state)
    try:
        replace_file(state / FILE, msgspec.json.encode(keeping))
    except OSError as error:
        raise Trouble(
            message(
                "Your answers could not be kept in {file}: {why}",
                file=str(state / FILE),
                why=error.strerror or str(error),
            )
        ) from error

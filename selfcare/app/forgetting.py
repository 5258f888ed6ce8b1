"""Forgetting the cycle: what was noted of it and what came of it, in all files of the diary."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from selfcare.app.check_in_keeping import forget_cycle_answers
from selfcare.app.clock import Clock
from selfcare.app.configuration import in_force
from selfcare.app.context import open_mended
from selfcare.app.standstill import standstill
from selfcare.app.status_row import forget_row
from selfcare.app.unsaved_answers import take_in
from selfcare.config.paths import Folders
from selfcare.config.replacing import sweep_unfinished
from selfcare.diary import erase
from selfcare.domain.errors import Trouble
from selfcare.domain.message import Message, message
from selfcare.domain.settings import Cycle


class Forgotten(Struct, frozen=True, kw_only=True):
    """What was done, and what is left to decide.

    `entries` counts what was erased from the diary, `copies` are those that were written anew.
    `unreadable` are files of the diary that nobody can look into. `told` is what befell the diary
    on the way. `started_again` is None where selfcare did not run before.
    """

    entries: int
    copies: tuple[Path, ...] = ()
    unreadable: tuple[Path, ...] = ()
    told: tuple[Message, ...] = ()
    started_again: bool | None = None


def forget_cycle(folders: Folders, clock: Clock) -> Forgotten:
    """Erase the cycle from the diary and from every copy of it.

    The background program is ended for this and started again. Raise Trouble where it cannot be
    ended or another command is at work, and where not every file could be cleared; the same again
    then finishes it.
    """
    if not folders.data.is_dir():
        return Forgotten(entries=0)
    with standstill(
        folders, clock, undone=message("nothing was erased"), again="selfcare period forget"
    ) as still:
        now = clock.now()
        done = _erase(folders, now, now.astimezone(clock.zone()).date())
    return replace(done, started_again=still.started_again)


def delete_unreadable(file: Path) -> None:
    """Delete one of the files that nobody can look into; raise Trouble where that fails."""
    erase.delete(file)


def stands_in_settings(folders: Folders) -> bool:
    """Return whether config.toml says something of the cycle; only the user changes that file."""
    return in_force(folders).settings.cycle != Cycle()


def _erase(folders: Folders, now: datetime, today: date) -> Forgotten:
    opened = open_mended(folders, now)
    with opened.diary as diary:
        # An answer that waits in a file goes the way of all others.
        take_in(folders.state, diary)
    forget_cycle_answers(folders.state)
    sweep_unfinished(folders.state)
    # A background program that was killed has left the status it kept.
    forget_row(folders.state)
    entries = erase.erase_facts(folders.diary)
    try:
        swept = erase.sweep(folders.diary, folders.data, folders.backups)
        erase.clear(folders.diary, folders.backups, today)
    except Trouble as trouble:
        raise Trouble(
            message(
                "What was noted of your cycle is deleted, but some files are not cleared of it"
                " yet. {why} Saying it again finishes it: selfcare period forget",
                why=trouble.what,
            )
        ) from trouble
    return Forgotten(
        entries=entries,
        copies=swept.rewritten,
        unreadable=swept.unreadable,
        told=opened.told,
    )

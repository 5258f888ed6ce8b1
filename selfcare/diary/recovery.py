"""What happens to a damaged diary: set aside, replaced by the newest good copy, and told.

The one rule: nothing of a damaged diary is deleted, and being cut short at any moment loses
neither it nor the copy that takes its place.
"""

from __future__ import annotations

from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from selfcare.diary import backup, copies, mark
from selfcare.diary.connection import COMPANIONS, companion, holds_nothing, reading, restored
from selfcare.diary.store import Diary
from selfcare.diary.trouble import DiaryDamaged, told
from selfcare.domain.message import Message, message

ASIDE = "damaged"


@dataclass(frozen=True, slots=True)
class Opened:
    """An open diary, which the caller closes, and what the user should be told about it."""

    diary: Diary
    told: tuple[Message, ...] = ()


def open_safely(path: Path, backups: Path, *, now: datetime, may_repair: bool) -> Opened:
    """Open the diary at `path` after looking through the whole of it; repair what needs it.

    `may_repair` is for holders of the instance lock. Without it raise DiaryDamaged for a damaged
    diary and NeedsMigration for an old form. Raise NewerDiary, NotRead and NotSaved in any case.
    """
    with told(path, writing=False):
        fresh = holds_nothing(path)
    before = mark.noted(path)
    try:
        diary = _checked(path, may_migrate=may_repair)
    except DiaryDamaged:
        if not may_repair:
            raise
        opened = _repaired(path, backups, now)
    else:
        opened = Opened(diary)
    with ExitStack() as otherwise:
        otherwise.callback(opened.diary.close)
        if not opened.told:
            with told(path, writing=False):
                said = _about_earlier_files(path, backups) if fresh else ()
            ends = (*_about_the_end(opened.diary, before), *about_damaged(opened.diary))
            opened = Opened(opened.diary, said or ends)
        if may_repair:
            mark.note(path, opened.diary.last_number)
        otherwise.pop_all()
    return opened


def about_damaged(diary: Diary) -> tuple[Message, ...]:
    """Return what is told of entries that are damaged by themselves."""
    if not diary.damaged:
        return ()
    return (
        message(
            "Entries of the diary that are damaged, and therefore left out: {count}. The others"
            " are whole.",
            count=len(diary.damaged),
        ),
    )


def _about_the_end(diary: Diary, before: int) -> tuple[Message, ...]:
    missing = before - diary.last_number
    if missing <= 0:
        return ()
    return (
        message(
            "A part of the diary's file was lost, and the newest entries with it: {count}. What was"
            " noted before is there. Please look whether the last days are as you noted them.",
            count=missing,
        ),
    )


def _checked(path: Path, *, may_migrate: bool) -> Diary:
    diary = Diary.open(path, may_migrate=may_migrate)
    try:
        diary.check()
    except BaseException:
        diary.close()
        raise
    return diary


def _repaired(path: Path, backups: Path, now: datetime) -> Opened:
    copy = _newest_good(backups)
    with told(path, writing=True):
        if copy is not None:
            # Ready before the damaged file moves: `Diary.open` begins no new diary meanwhile.
            with reading(copy.path) as source:
                copies.write(source, copy.path, restored(path))
        kept = set_aside(path, now)
        if copy is not None:
            restored(path).rename(path)
    return Opened(Diary.open(path, may_migrate=True), (_about_repair(kept, copy),))


def _newest_good(backups: Path) -> copies.Copy | None:
    """Return the sound copy with the latest entry, if any sound copy has entries."""
    with told(backups, writing=False):
        found = [
            copy
            for file in _copies_in(backups)
            if (copy := copies.examine(file)) is not None and copy.last_day is not None
        ]
    return max(found, key=lambda copy: (copy.noted, copy.last_id), default=None)


def _copies_in(backups: Path) -> list[Path]:
    if not backups.is_dir():
        return []
    return sorted(
        file
        for file in backups.iterdir()
        if backup.day_of(file) is not None or copies.BEFORE_MIGRATION.fullmatch(file.name)
    )


def set_aside(path: Path, now: datetime) -> Path:
    """Rename the diary and what SQLite keeps beside it; return the new path of what was left."""
    stamp = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    number = 1
    while _taken(target := _aside(path, stamp, number)):
        number += 1
    moved = []
    for ending in ("", *COMPANIONS):
        with suppress(FileNotFoundError):
            moved.append(companion(path, ending).rename(companion(target, ending)))
    return moved[0] if moved else path.parent


def _aside(path: Path, stamp: str, number: int) -> Path:
    name = f"{path.stem}-{ASIDE}-{stamp}"
    return path.with_name(
        f"{name}{path.suffix}" if number == 1 else f"{name}-{number}{path.suffix}"
    )


def _taken(target: Path) -> bool:
    return any(companion(target, ending).exists() for ending in ("", *COMPANIONS))


def _about_repair(kept: Path, copy: copies.Copy | None) -> Message:
    if copy is None:
        return message(
            "The diary was damaged, and there is no good copy of it, so a new diary begins today. "
            "Your earlier entries are missing from it. The damaged file is kept here, in case "
            "someone can read it: {file}",
            file=str(kept),
        )
    return message(
        "The diary was damaged. Its newest good copy has taken its place: your entries up to "
        "{day} are there, and anything noted after that copy was made is missing. The damaged "
        "file is kept here, in case someone can read it: {file}",
        day=str(copy.last_day),
        file=str(kept),
    )


def _about_earlier_files(path: Path, backups: Path) -> tuple[Message, ...]:
    if not _copies_in(backups) and not any(path.parent.glob(f"{path.stem}-{ASIDE}-*")):
        return ()
    return (
        message(
            "There was no diary at {file}, so a new one begins. Files of an earlier diary are "
            "kept in {folder}.",
            file=str(path),
            folder=str(path.parent),
        ),
    )

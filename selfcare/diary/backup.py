"""One copy of the diary a day, the seven newest kept.

The one rule: only files of our own dated name are ever removed, and never the one just made.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Final

from selfcare.diary import copies
from selfcare.diary.store import Diary
from selfcare.diary.trouble import told

KEPT: Final = 7
NAME: Final = re.compile(r"diary-(\d{4}-\d{2}-\d{2})\.sqlite3")


def backup_if_due(diary: Diary, backups: Path, today: date) -> Path | None:
    """Make today's copy in the folder `backups` and return it, or None where it is there already.

    Call it under the instance lock. Raise DiaryDamaged where the diary is not sound, so that a
    bad copy pushes no good one out, and NotSaved; the copies are then as they were.
    """
    target = daily_copy(backups, today)
    if target.exists():
        return None
    diary.copy_to(target)
    with told(backups, writing=True):
        for old in (*_superfluous(backups, target, today), *_cut_short(backups)):
            copies.remove(old)
    return target


def _superfluous(backups: Path, newest: Path, today: date) -> list[Path]:
    """Return our copies beyond those kept; dates still to come, of a clock once wrong, go first."""
    dated = [
        (day <= today, day, file)
        for file in backups.iterdir()
        if file != newest and (day := day_of(file)) is not None
    ]
    dated.sort(reverse=True)
    return [file for _, _, file in dated[KEPT - 1 :]]


def _cut_short(backups: Path) -> list[Path]:
    """Return what is left of copies that were being made as a program was killed."""
    return list(backups.glob(f"diary-*{copies.UNFINISHED}"))


def daily_copy(backups: Path, day: date) -> Path:
    """Return where the copy of a day lies."""
    return backups / f"diary-{day.isoformat()}.sqlite3"


def day_of(file: Path) -> date | None:
    """Return the day in the name of a daily copy, None for any other file."""
    match = NAME.fullmatch(file.name)
    if match is None:
        return None
    try:
        return date.fromisoformat(match[1])
    except ValueError:
        return None

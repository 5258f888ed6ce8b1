"""Checks of folders, files, settings and the diary."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from selfcare.app.configuration import in_force
from selfcare.app.context import RECENT
from selfcare.app.diagnosis import Check, Verdict
from selfcare.config.paths import Folders
from selfcare.diary.connection import sqlite_version
from selfcare.diary.recovery import open_safely
from selfcare.domain.errors import SelfcareError
from selfcare.domain.facts import Entry, PromptNotShown, PromptShown
from selfcare.domain.message import Message, message

OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
AHEAD: Final = timedelta(minutes=5)
"""A newest entry further in the future than this means that the clock was set back."""


def check_folders(folders: Folders) -> Iterator[Check]:
    """Say where everything lies, and whether it can be written and is private."""
    names = {
        "config": (message("Settings and routines"), folders.config),
        "data": (message("Diary"), folders.data),
        "state": (message("State"), folders.state),
        "logs": (message("Logs"), folders.logs),
    }
    for name, (title, folder) in names.items():
        yield _folder(name, title, folder)
    if folders.diary.exists():
        yield _private(folders.diary)


def _folder(name: str, title: Message, folder: Path) -> Check:
    about, place = f"folder {name}", str(folder)
    if not folder.exists():
        near = next((one for one in folder.parents if one.exists()), Path(folder.anchor))
        if os.access(near, os.W_OK):
            says = message("{title}: {folder} (not there yet)", title=title, folder=place)
            return Check(about=about, verdict=Verdict.GOOD, says=says)
    elif folder.is_dir() and os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        says = message("{title}: {folder}", title=title, folder=place)
        return Check(about=about, verdict=Verdict.GOOD, says=says)
    return Check(
        about=about,
        verdict=Verdict.TROUBLE,
        says=message("{title}: {folder} cannot be used", title=title, folder=place),
        cure=message("Check that it is a folder, and that it and those above belong to you."),
    )


def _private(diary: Path) -> Check:
    about = "privacy"
    if os.name != "posix":
        return Check(
            about=about,
            verdict=Verdict.UNTRIED,
            says=message("Whether others can read the diary is not looked at on this system."),
        )
    open_to_others = [
        path for path in (diary.parent, diary) if stat.S_IMODE(path.stat().st_mode) & OTHERS
    ]
    if not open_to_others:
        return Check(
            about=about,
            verdict=Verdict.GOOD,
            says=message("Only you can read the diary."),
        )
    return Check(
        about=about,
        verdict=Verdict.TROUBLE,
        says=message("Others on this computer could read {path}", path=str(open_to_others[0])),
        cure=message("Any selfcare command that uses the diary closes it to others, if it can."),
    )


def check_configuration(folders: Folders) -> Check:
    """Say whether the user's files are in order."""
    about = "files"
    found = in_force(folders)
    own = len(found.library.own)
    if found.errors:
        return Check(
            about=about,
            verdict=Verdict.TROUBLE,
            says=message("Your files have problems: {count}", count=len(found.errors)),
            cure=message("To see them: selfcare check"),
        )
    if not folders.config_file.exists():
        says = message("No config.toml; the built-in settings hold. Own routines: {own}", own=own)
    else:
        says = message("Your config.toml is in order. Own routines: {own}", own=own)
    return Check(about=about, verdict=Verdict.GOOD, says=says)


def check_diary(folders: Folders, now: datetime) -> Iterator[Check]:
    """Look through the whole diary without changing it."""
    about = "diary"
    version = f"SQLite {sqlite_version()}"
    if not folders.diary.exists():
        yield Check(
            about=about,
            verdict=Verdict.GOOD,
            says=message("There is no diary yet; the first command that needs it begins one."),
            detail=version,
        )
        return
    try:
        opened = open_safely(folders.diary, folders.backups, now=now, may_repair=False)
    except SelfcareError as error:
        yield Check(about=about, verdict=Verdict.TROUBLE, says=error.what, detail=version)
        return
    with opened.diary as diary:
        entries = diary.view(since=now.date() - RECENT).entries
        unreadable = diary.unreadable
    yield Check(
        about=about,
        verdict=Verdict.GOOD,
        says=message("The diary is sound."),
        detail=version,
    )
    if unreadable:
        yield Check(
            about="diary entries",
            verdict=Verdict.NOTE,
            says=message(
                "Entries of the diary that this version cannot read: {count}", count=unreadable
            ),
            cure=message("They are kept. A newer version of selfcare may read them."),
        )
    yield from _last_showing(entries)
    latest = max((entry.at for entry in entries), default=now)
    if latest > now + AHEAD:
        yield Check(
            about="clock and diary",
            verdict=Verdict.NOTE,
            says=message("The newest entry of the diary lies in the future."),
            cure=message("If the computer's clock is wrong, set it; nothing else is needed."),
            detail=latest.isoformat(),
        )


def _last_showing(entries: Sequence[Entry]) -> Iterator[Check]:
    """Say how the latest prompt fared, which the background program may know better than we."""
    about = "last prompt"
    for entry in reversed(entries):
        match entry.fact:
            case PromptShown(notifier=notifier):
                says = message("The last prompt was shown, by: {notifier}", notifier=notifier)
                yield Check(about=about, verdict=Verdict.GOOD, says=says)
                return
            case PromptNotShown(why=why):
                yield Check(
                    about=about,
                    verdict=Verdict.TROUBLE,
                    says=message("The last prompt could not be shown."),
                    cure=message("To try it from here: selfcare notify-test"),
                    detail=why,
                )
                return
            case _:
                pass

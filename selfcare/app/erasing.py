"""Erasing all of selfcare on this computer: the diary with every copy, what it keeps, its entries.

The one rule: the user's own files go only where that was said separately. Being cut short leaves
the diary, or nothing of it; saying it again finishes it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

from selfcare.app import menu_entry
from selfcare.app.autostart import own_autostart
from selfcare.app.clock import Clock
from selfcare.app.instance import LOCK_FILE
from selfcare.app.page_opening import end_page
from selfcare.app.standstill import standstill
from selfcare.app.upgrading import refuse_beside_newer
from selfcare.config.paths import HOME_VARIABLE, Folders
from selfcare.diary.connection import COMPANIONS, companion
from selfcare.domain.errors import SelfcareError, Trouble
from selfcare.domain.message import Message, message


class Left(Struct, frozen=True):
    """Something that could not be erased, and why."""

    path: Path
    why: str


class Erased(Struct, frozen=True, kw_only=True):
    """How many files are gone, the user's own that stay, and what could not be erased."""

    files: int
    kept: tuple[Path, ...]
    left: tuple[Left, ...]
    told: tuple[Message, ...] = ()
    amiss: tuple[Message, ...] = ()
    """What could not be taken out of the system."""


def _take_out_of_menu() -> bool:
    entry = menu_entry.own_entry()
    was_there = menu_entry.is_there(entry)
    menu_entry.remove(entry)
    return was_there


def _let_it_start_no_more() -> bool:
    return own_autostart().off()


TAKEN_OUT: Final[tuple[tuple[Callable[[], bool], Message], ...]] = (
    (_take_out_of_menu, message("selfcare is taken out of the menu of your programs.")),
    (_let_it_start_no_more, message("selfcare does not start with the computer any more.")),
)
"""What selfcare has put into the system: how it is taken out, True where it was there, and what is
said then. Whatever else is ever put there gets its line here."""


def own_files(folders: Folders) -> tuple[Path, ...]:
    """Return the user's own files: all in the folder of settings, if that is a folder of its own.

    On some systems it is also that of the diary; there these are settings and routines.
    """
    config = folders.config
    if config.resolve() not in {one.resolve() for one in _own_folders(folders)}:
        return tuple(_files(config))
    named = (
        one for one in _files(config) if one.parent == config and one.name.startswith("config.")
    )
    return (*named, *_files(folders.routines))


def erase_everything(folders: Folders, clock: Clock, *, also_own: bool) -> Erased:
    """Erase all of selfcare, with `also_own` the user's own files as well.

    The background program and the page are ended for this, and stay so. Raise Trouble where one of
    them does not end; nothing is erased then. What cannot be erased is returned.
    """
    refuse_beside_newer(folders)
    own = own_files(folders)
    if not end_page(folders):
        raise Trouble(
            message(
                "The page of selfcare does not end, so nothing was erased. Logging out ends it;"
                " then please say it again: selfcare erase"
            )
        )
    left: list[Left] = []
    with standstill(
        folders,
        clock,
        undone=message("nothing was erased"),
        again="selfcare erase",
        restart=False,
    ):
        lock = (folders.state / LOCK_FILE).resolve()
        doomed = [one for one in _all_files(folders, own) if one != lock]
        gone = sum(_remove(file, left) for file in [*doomed, *(own if also_own else ())])
    # Some systems keep a file from being removed while it is open.
    _remove(lock, left)
    for folder in (*_own_folders(folders), *((folders.config,) if also_own else ())):
        _remove_empty(folder)
    told: list[Message] = []
    amiss: list[Message] = []
    if not os.environ.get(HOME_VARIABLE):
        _take_out(told, amiss)
    return Erased(
        files=gone,
        kept=() if also_own else own,
        left=tuple(left),
        told=tuple(told),
        amiss=tuple(amiss),
    )


def _take_out(told: list[Message], amiss: list[Message]) -> None:
    """Take out of the system what selfcare has put there."""
    for take_out, said in TAKEN_OUT:
        try:
            if take_out():
                told.append(said)
        except SelfcareError as error:
            amiss.append(error.what)


def _own_folders(folders: Folders) -> tuple[Path, ...]:
    """Return the folders that are the program's; one may lie in another."""
    return (folders.data, folders.logs, folders.state)


def _all_files(folders: Folders, own: tuple[Path, ...]) -> list[Path]:
    """Return the program's files, the diary's last: without it, copies might take its place."""
    spared = {_place(one) for one in own}
    diary = folders.diary.resolve()
    log = [companion(diary, ending) for ending in COMPANIONS]
    last = [one for one in (*log, diary) if os.path.lexists(one)]
    found = dict.fromkeys(
        file
        for folder in _own_folders(folders)
        for file in _files(folder)
        if _place(file) not in spared and (file.is_symlink() or file.resolve() not in last)
    )
    links = [one for one in found if one.is_symlink()]
    return [*(one for one in found if one not in links), *last, *links]


def _place(file: Path) -> Path:
    """Return where a name stands; a link is not followed."""
    return file.parent.resolve() / file.name


def _files(folder: Path) -> Iterator[Path]:
    """Yield what is no folder below a folder; links are not followed."""
    for place, folders, names in os.walk(folder):
        for name in sorted((*names, *(one for one in folders if (Path(place) / one).is_symlink()))):
            yield Path(place) / name


def _remove(file: Path, left: list[Left]) -> bool:
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        left.append(Left(file, error.strerror or str(error)))
        return False
    return True


def _remove_empty(folder: Path) -> None:
    """Remove the folders that hold nothing any more, from within."""
    for place, _, _ in os.walk(folder, topdown=False):
        try:
            Path(place).rmdir()
        except OSError:
            # It holds something still, which is told, or belongs to somebody else.
            continue

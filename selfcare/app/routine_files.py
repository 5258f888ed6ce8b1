"""The user's own routine files: a new one, a copy of a shipped one, and one opened to be edited.

The one rule: no file that is there is ever written over.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from enum import Enum, auto
from pathlib import Path
from typing import Final

from msgspec import Struct

from selfcare.app.context import Context
from selfcare.app.offering import routine_named
from selfcare.config.paths import Folders
from selfcare.config.schema import ROUTINE_SCHEMA, routine_schema
from selfcare.config.starter import starter_routine, write_new
from selfcare.domain.errors import Trouble, UserMistake
from selfcare.domain.message import message

ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_ID: Final = 60
LONGEST_TITLE: Final = 60


class Opening(Enum):
    """What became of opening a file."""

    EDITED = auto()
    """An editor in this terminal was open and is closed again."""
    HANDED_OVER = auto()
    """The desktop was asked to open it."""
    NO_EDITOR = auto()


class Opened(Struct, frozen=True):
    """The outcome, and the file."""

    outcome: Opening
    path: Path


def new_routine(context: Context, routine_id: str, title: str | None) -> Path:
    """Write a routine that explains itself under a new id, and return its file.

    Raise UserMistake for an id or title that cannot be, or one that is taken.
    """
    _require_id(routine_id)
    said = title or routine_id.replace("-", " ").capitalize()
    if not 0 < len(said.strip()) <= LONGEST_TITLE:
        raise UserMistake(message("A title has 1 to {count} characters.", count=LONGEST_TITLE))
    if routine_id in context.in_force.library.routines:
        raise UserMistake(
            message(
                "There is a routine “{id}” already. To see it: selfcare routines show {id}",
                id=routine_id,
            )
        )
    return _write(context.folders, routine_id, starter_routine(routine_id, said))


def copy_routine(context: Context, routine_id: str) -> Path:
    """Copy a shipped routine into the user's folder, where it takes its place; return the file."""
    routine = routine_named(context, routine_id)
    library = context.in_force.library
    source = library.path_of(routine.id)
    if source is None or routine.id in library.own:
        raise UserMistake(
            message(
                "“{id}” is your own already. To edit it: selfcare routines open {id}",
                id=routine.id,
            )
        )
    text = f"#:schema ./{ROUTINE_SCHEMA}\n\n{source.read_text(encoding='utf-8')}"
    return _write(context.folders, routine.id, text)


def open_routine(context: Context, routine_id: str, environment: Mapping[str, str]) -> Opened:
    """Open one of the user's own routines in their editor.

    Raise UserMistake for a routine that came with the program: it is to be copied first.
    """
    path = context.folders.routines / f"{routine_id}.toml"
    library = context.in_force.library
    if routine_id not in library.broken or not path.exists():
        routine = routine_named(context, routine_id)
        if routine.id not in library.own:
            raise UserMistake(
                message(
                    "“{id}” came with selfcare and stays as it is. For a copy of your own, which"
                    " then takes its place: selfcare routines copy {id}",
                    id=routine.id,
                )
            )
        path = library.path_of(routine.id) or path
    return Opened(open_in_editor(path, environment), path)


def open_in_editor(path: Path, environment: Mapping[str, str]) -> Opening:
    """Open a file with $VISUAL or $EDITOR, else with what the desktop opens texts with."""
    chosen = environment.get("VISUAL") or environment.get("EDITOR")
    if chosen:
        words = [chosen] if Path(chosen).exists() else shlex.split(chosen, posix=os.name == "posix")
        if not words or shutil.which(words[0]) is None:
            raise UserMistake(
                message(
                    "The editor “{editor}” of $VISUAL or $EDITOR is not there. The file: {path}",
                    editor=chosen,
                    path=str(path),
                )
            )
        subprocess.run([*words, str(path)], check=False)
        return Opening.EDITED
    if sys.platform == "win32":
        os.startfile(path)  # noqa: S606 - the user's own file, with the user's own program
        return Opening.HANDED_OVER
    opener = ["open", "-t"] if sys.platform == "darwin" else ["xdg-open"]
    if shutil.which(opener[0]) is None:
        return Opening.NO_EDITOR
    done = subprocess.run(
        [*opener, str(path)],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return Opening.NO_EDITOR if done.returncode else Opening.HANDED_OVER


def make_routines_folder(folders: Folders) -> None:
    """Make the folder of the user's own routines, where editors find the schema beside them.

    Raise OSError where it cannot be made.
    """
    folders.routines.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_new(folders.routines / ROUTINE_SCHEMA, routine_schema())


def _require_id(routine_id: str) -> None:
    if ID.fullmatch(routine_id) is None or len(routine_id) > LONGEST_ID:
        raise UserMistake(
            message(
                "“{id}” cannot be the short name of a routine. Use small letters, digits and"
                " hyphens, such as: my-neck-break",
                id=routine_id,
            )
        )


def not_written(path: Path, error: OSError) -> Trouble:
    """Return the trouble that a routine's file cannot be written."""
    return Trouble(
        message(
            "{path} cannot be written ({reason}). Check that its folder belongs to you.",
            path=str(path),
            reason=error.strerror or str(error),
        )
    )


def _write(folders: Folders, routine_id: str, text: str) -> Path:
    path = folders.routines / f"{routine_id}.toml"
    try:
        make_routines_folder(folders)
        written = write_new(path, text)
    except OSError as error:
        raise not_written(path, error) from error
    if not written:
        raise UserMistake(
            message("This file is there already and stays as it is: {path}", path=str(path))
        )
    return path

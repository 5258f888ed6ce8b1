"""selfcare in the menu of the user's programs: written when asked for, taken away without a trace.

One writer for each system. Nothing here is run by itself; starting with the computer is another
matter.
"""

from __future__ import annotations

import os
import plistlib
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct

from selfcare.app.desktop_entry import desktop_entry
from selfcare.app.placing import Placed, place, take_away
from selfcare.app.say import words
from selfcare.app.system import System, own_command, system_here, windowless
from selfcare.domain.errors import Trouble
from selfcare.domain.message import message

COMMAND: Final = own_command("open")
"""What the entry runs."""
ICON: Final = Path(__file__).parents[1] / "page" / "static" / "icon.svg"


class Entry(Struct, frozen=True, kw_only=True):
    """What an entry consists of.

    `marks` is the file whose being there says that the entry is in the menu; `made_by` is a command
    that makes it, where no file of ours can.
    """

    marks: Path
    placed: Placed
    made_by: tuple[str, ...] = ()


def entry_for(
    system: System, home: Path, environment: Mapping[str, str], command: tuple[str, ...] = COMMAND
) -> Entry:
    """Return the entry of a system; `home` is the user's home folder."""
    match system:
        case System.LINUX:
            return _freedesktop(home, environment, command)
        case System.MACOS:
            return _application(home, command)
        case System.WINDOWS:
            return _start_menu(home, environment, command)


def is_there(entry: Entry) -> bool:
    """Return whether selfcare is in the menu."""
    return entry.marks.exists()


def add(entry: Entry, run: Callable[[tuple[str, ...]], bool] | None = None) -> None:
    """Put selfcare into the menu; once more does no harm. Raise Trouble where that fails."""
    try:
        place(entry.placed)
        if entry.made_by:
            entry.marks.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _trouble(entry.marks, error.strerror or str(error)) from error
    if entry.made_by and not (run or _run)(entry.made_by):
        raise _trouble(entry.marks, words("the shortcut could not be made"))


def remove(entry: Entry) -> None:
    """Take selfcare out of the menu; raise Trouble where that fails."""
    try:
        entry.marks.unlink(missing_ok=True)
        take_away(entry.placed)
    except OSError as error:
        raise _trouble(entry.marks, error.strerror or str(error)) from error


def _freedesktop(home: Path, environment: Mapping[str, str], command: tuple[str, ...]) -> Entry:
    """Return the entry of the XDG menus, and its icon."""
    data = Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share")
    entry = data / "applications" / "selfcare.desktop"
    icon = data / "icons" / "hicolor" / "scalable" / "apps" / "selfcare.svg"
    text = desktop_entry(
        words("Short breaks for head and shoulders"),
        command,
        "Categories=Utility;",
        "StartupNotify=false",
    )
    return Entry(marks=entry, placed=Placed(files=((entry, text), (icon, ICON.read_bytes()))))


def _application(home: Path, command: tuple[str, ...]) -> Entry:
    """Return a macOS application that runs the command; it has neither window nor dock icon."""
    folder = home / "Applications" / "selfcare.app"
    program = folder / "Contents" / "MacOS" / "selfcare"
    about = {
        "CFBundleExecutable": "selfcare",
        "CFBundleIdentifier": "org.selfcare.open",
        "CFBundleName": "selfcare",
        "CFBundlePackageType": "APPL",
        "LSUIElement": True,
    }
    line = " ".join("'" + part.replace("'", "'\\''") + "'" for part in command)
    return Entry(
        marks=folder / "Contents" / "Info.plist",
        placed=Placed(
            files=(
                (folder / "Contents" / "Info.plist", plistlib.dumps(about)),
                (program, f"#!/bin/sh\nexec {line}\n".encode()),
            ),
            programs=(program,),
            folder=folder,
        ),
    )


def _start_menu(home: Path, environment: Mapping[str, str], command: tuple[str, ...]) -> Entry:
    """Return a shortcut of the Start menu, made by Windows' own scripting object."""
    roaming = Path(environment.get("APPDATA") or home / "AppData" / "Roaming")
    shortcut = roaming / "Microsoft" / "Windows" / "Start Menu" / "Programs" / "selfcare.lnk"
    program, *arguments = command
    script = (
        "$link = (New-Object -ComObject WScript.Shell)"
        f".CreateShortcut({_powershell(str(shortcut))});"
        f" $link.TargetPath = {_powershell(windowless(program))};"
        f" $link.Arguments = {_powershell(subprocess.list2cmdline(arguments))};"
        " $link.Save()"
    )
    return Entry(
        marks=shortcut,
        placed=Placed(),
        made_by=("powershell", "-NoProfile", "-NonInteractive", "-Command", script),
    )


def _powershell(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _run(command: tuple[str, ...]) -> bool:
    try:
        done = subprocess.run(
            command,
            check=False,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError:
        return False
    return done.returncode == 0


def _trouble(path: Path, reason: str) -> Trouble:
    return Trouble(
        message(
            "The entry in the menu could not be changed ({reason}): {path}",
            reason=reason,
            path=str(path),
        )
    )


def own_entry() -> Entry:
    """Return the entry of this user on this computer."""
    return entry_for(system_here(), Path.home(), os.environ)

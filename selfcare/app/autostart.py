"""selfcare starts with the computer: switched on when asked for, switched off without a trace.

One way for each system, and on Linux a second one for those who like systemd; never two at once. A
program started twice would be harmless: the second ends at once.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Final

from msgspec import Struct

from selfcare.app import autostart_entries as entries
from selfcare.app.placing import Placed, place, take_away
from selfcare.app.run_key import NAME, RUN, RunKey, run_key_here
from selfcare.app.system import System, own_command, system_here, windowless
from selfcare.app.systemd import Systemd
from selfcare.config.paths import HOME_VARIABLE
from selfcare.domain.errors import Trouble, UserMistake
from selfcare.domain.message import message

SCRIPT: Final = "selfcare-background.exe"
"""The program without a window that is installed on Windows, beside the interpreter or below it."""
_REGISTRY: Final = rf"HKEY_CURRENT_USER\{RUN}\{NAME}"


class Way(StrEnum):
    """What starts it."""

    DESKTOP = "desktop"
    SYSTEMD = "systemd"
    LAUNCHD = "launchd"
    REGISTRY = "registry"


class Standing(StrEnum):
    """Whether selfcare starts with the computer."""

    OFF = "off"
    ON = "on"
    HELD_BACK = "held back"
    """It is there, and the settings of the system have switched it off."""
    GONE = "gone"
    """It names a program that is not there any more, as after a folder was moved."""
    ELSEWHERE = "elsewhere"
    """It names another selfcare than this one."""


class Found(Struct, frozen=True):
    """How things stand; the way, the place where that is written, and the program named there."""

    standing: Standing
    way: Way | None = None
    place: str | None = None
    program: str | None = None


class Kept(Struct, frozen=True):
    """A way that keeps files: which, the one that names the program, and how that is read."""

    way: Way
    placed: Placed
    marks: Path
    program: Callable[[bytes], str | None]

    @property
    def is_complete(self) -> bool:
        """Whether the links stand that a file of ours needs to count."""
        return all(path.is_symlink() for path, _ in self.placed.links)


class Autostart:
    """What starts with the computer, for one user of one system."""

    def __init__(
        self,
        kept: tuple[Kept, ...],
        command: tuple[str, ...],
        *,
        run_key: RunKey | None = None,
        systemd: Systemd | None = None,
    ) -> None:
        self._kept = kept
        self._command = command
        self._run_key = run_key
        self._systemd = systemd

    def found(self) -> Found:
        """Return how things stand; raise Trouble where that cannot be looked at."""
        return next(self._all_found(), Found(Standing.OFF))

    def on(self, *, systemd: bool = False) -> None:
        """Let selfcare start with the computer, in one way; once more does no harm.

        Raise UserMistake where systemd is wished and not here, Trouble where it cannot be written.
        """
        if systemd and (self._systemd is None or not self._systemd.is_here()):
            raise UserMistake(
                message(
                    "This computer does not run on systemd. Without it selfcare starts with the"
                    " computer just as well: selfcare autostart on"
                )
            )
        if self._run_key is not None:
            with _told(_REGISTRY):
                self._run_key.write(entries.run_line(self._command))
        wished = [one for one in self._kept if (one.way is Way.SYSTEMD) is systemd]
        for one in wished:
            with _told(str(one.marks)):
                place(one.placed)
        self._take_away(one for one in self._kept if one not in wished)

    def off(self) -> bool:
        """Let it be; return whether anything was there. Raise Trouble where that fails."""
        was_there = next(self._all_found(), None) is not None
        if self._run_key is not None:
            with _told(_REGISTRY):
                self._run_key.remove()
        self._take_away(self._kept)
        return was_there

    def may_miss_desktop(self) -> bool:
        """Return whether systemd is to start it and has not heard of the user's desktop."""
        if self._systemd is None or self.found().way is not Way.SYSTEMD:
            return False
        return self._systemd.misses_desktop()

    def _take_away(self, those: Iterable[Kept]) -> None:
        for one in those:
            with _told(str(one.marks)):
                take_away(one.placed)
        if self._systemd is not None:
            self._systemd.reload()

    def _all_found(self) -> Iterator[Found]:
        if self._run_key is not None:
            with _told(_REGISTRY):
                line, held = self._run_key.read(), self._run_key.is_switched_off()
            if line is not None:
                yield self._judged(Way.REGISTRY, _REGISTRY, entries.program_of_line(line), held)
        for one in self._kept:
            with _told(str(one.marks)):
                text = one.marks.read_bytes() if one.marks.exists() else None
            if text is not None:
                held = entries.is_switched_off(text) or not one.is_complete
                yield self._judged(one.way, str(one.marks), one.program(text), held)

    def _judged(self, way: Way, where: str, program: str | None, held: bool) -> Found:
        if held:
            standing = Standing.HELD_BACK
        elif program is None or not os.access(program, os.X_OK):
            standing = Standing.GONE
        elif Path(program).parent != Path(self._command[0]).parent:
            # The same interpreter may be called python, python3 or selfcare-background.
            standing = Standing.ELSEWHERE
        else:
            standing = Standing.ON
        return Found(standing, way, where, program)


def autostart_for(
    system: System,
    home: Path,
    environment: Mapping[str, str],
    command: tuple[str, ...],
    *,
    run_key: RunKey | None = None,
    systemd: Systemd | None = None,
) -> Autostart:
    """Return what starts with a computer of this system; `home` is the user's home folder."""
    match system:
        case System.LINUX:
            kept = tuple(_of_linux(home, environment, command))
        case System.MACOS:
            kept = (_of_macos(home, command),)
        case System.WINDOWS:
            kept = ()
    return Autostart(kept, command, run_key=run_key, systemd=systemd)


def own_autostart() -> Autostart:
    """Return what starts with this computer for this user."""
    system = system_here()
    return autostart_for(
        system,
        Path.home(),
        os.environ,
        background_command(system, sys.executable, os.environ),
        run_key=run_key_here(),
        systemd=Systemd() if system is System.LINUX else None,
    )


def background_command(
    system: System, program: str, environment: Mapping[str, str]
) -> tuple[str, ...]:
    """Return the words that start the background program with the computer.

    A folder of its own that the environment names is named in them, since the environment of a
    start is another one.
    """
    home = environment.get(HOME_VARIABLE)
    folder = () if not home else ("--home", str(Path(home).expanduser().absolute()))
    if system is System.WINDOWS:
        beside = Path(program).parent
        for script in (beside / SCRIPT, beside / "Scripts" / SCRIPT):
            if script.is_file():
                return (str(script), *folder)
    _, *arguments = own_command("run", "--autostarted")
    return (windowless(program), *arguments, *folder)


def _of_linux(
    home: Path, environment: Mapping[str, str], command: tuple[str, ...]
) -> Iterator[Kept]:
    settings = Path(environment.get("XDG_CONFIG_HOME") or home / ".config")
    units = settings / "systemd" / "user"
    unit = units / "selfcare.service"
    wanted = units / f"{entries.SESSION}.wants" / unit.name
    yield Kept(
        Way.SYSTEMD,
        # The link is what `systemctl --user enable` makes.
        Placed(files=((unit, entries.unit(command)),), links=((wanted, f"../{unit.name}"),)),
        unit,
        entries.program_of_unit,
    )
    entry = settings / "autostart" / "selfcare.desktop"
    yield Kept(
        Way.DESKTOP,
        Placed(files=((entry, entries.entry(command)),)),
        entry,
        entries.program_of_entry,
    )


def _of_macos(home: Path, command: tuple[str, ...]) -> Kept:
    agent = home / "Library" / "LaunchAgents" / f"{entries.LABEL}.plist"
    return Kept(
        Way.LAUNCHD,
        Placed(files=((agent, entries.launch_agent(command)),)),
        agent,
        entries.program_of_agent,
    )


@contextlib.contextmanager
def _told(where: str) -> Iterator[None]:
    """Tell in a sentence that something of the system could not be read or written."""
    try:
        yield
    except OSError as error:
        raise Trouble(
            message(
                "What starts with the computer could not be looked at or changed ({reason}):"
                " {place}",
                reason=error.strerror or str(error),
                place=where,
            )
        ) from error

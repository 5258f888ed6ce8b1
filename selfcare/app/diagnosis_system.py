"""Checks of the system, its clock, the background program and the ways to show a prompt."""

from __future__ import annotations

import asyncio
import contextlib
import os
import platform
import socket
import sys
import time
import warnings
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

import tzlocal

from selfcare import __version__
from selfcare.app.clock import Clock
from selfcare.app.diagnosis import Check, Verdict
from selfcare.app.doorbell import read_state
from selfcare.app.instance import is_held
from selfcare.config.paths import Folders
from selfcare.domain.message import Message, message
from selfcare.domain.settings import NotifierChoice
from selfcare.notify.chain import probe_all
from selfcare.notify.notifier import Ability, Finding, Standing
from selfcare.notify.terminal_window import find_terminals

NOTIFIERS: Final[dict[NotifierChoice, Message]] = {
    NotifierChoice.AUTO: message("The first that works"),
    NotifierChoice.DESKTOP: message("Notifications of the desktop"),
    NotifierChoice.PLYER: message("Simple notifications through plyer"),
    NotifierChoice.OSASCRIPT: message("Simple notifications of macOS"),
    NotifierChoice.TERMINAL: message("Lines in the terminal that runs selfcare"),
}
ABILITIES: Final[dict[Ability, Message]] = {
    Ability.BUTTONS: message("buttons"),
    Ability.CLICK: message("a click on the notification"),
    Ability.CLOSE: message("taking it away again"),
}


def check_system() -> Check:
    """Say what selfcare runs on, and whether its makers ever tried it there."""
    detail = f"selfcare {__version__}, Python {platform.python_version()}, {platform.platform()}"
    if sys.platform == "linux":
        return Check(
            about="system",
            verdict=Verdict.GOOD,
            says=message("This is Linux, where selfcare is tried out."),
            detail=detail,
        )
    return Check(
        about="system",
        verdict=Verdict.UNTRIED,
        says=message(
            "This is {system}. The parts for it are written by the book; nobody has tried them on"
            " such a computer yet.",
            system={"darwin": "macOS", "win32": "Windows"}.get(sys.platform, sys.platform),
        ),
        cure=message("To see whether a notification appears: selfcare notify-test"),
        detail=detail,
    )


def check_clock(clock: Clock) -> Iterator[Check]:
    """Say what time it is here, and whether the settings of the time zone agree."""
    now, zone = clock.now(), clock.zone()
    local = now.astimezone(zone)
    yield Check(
        about="clock",
        verdict=Verdict.GOOD,
        says=message("It is {time} here.", time=f"{local:%Y-%m-%d %H:%M}"),
        detail=f"{zone}, {local:%z}",
    )
    conflict = _zone_conflict(now)
    if conflict is not None:
        yield Check(
            about="time zone",
            verdict=Verdict.TROUBLE,
            says=message("The computer's settings for the time zone do not agree."),
            cure=message("Choose the time zone again in the settings of your system."),
            detail=conflict,
        )


def _zone_conflict(now: datetime) -> str | None:
    with warnings.catch_warnings(record=True) as complaints:
        warnings.simplefilter("always")
        try:
            zone = tzlocal.reload_localzone()
        except (LookupError, OSError, ValueError) as error:
            return " ".join(str(error).split())
    if complaints:
        return str(complaints[0].message)
    offset = timedelta(seconds=time.localtime(now.timestamp()).tm_gmtoff)
    named = now.astimezone(zone).utcoffset()
    return None if named == offset else f"{zone} has {named}, the system has {offset}"


def check_background(folders: Folders) -> Iterator[Check]:
    """Say whether the background program runs and can be rung."""
    found = read_state(folders.state)
    if not is_held(folders.state):
        yield Check(
            about="background",
            verdict=Verdict.NOTE,
            says=message("selfcare does not run in the background."),
            cure=message("To start it: selfcare start"),
        )
        return
    yield Check(
        about="background",
        verdict=Verdict.GOOD,
        says=message("selfcare runs in the background."),
        detail=None if found is None else f"process {found.pid}, version {found.version}",
    )
    if found is not None and found.version != __version__:
        yield Check(
            about="version",
            verdict=Verdict.NOTE,
            says=message(
                "Version {running} runs, and this command is version {ours}.",
                running=found.version,
                ours=__version__,
            ),
            cure=message("To bring both together: selfcare restart"),
        )
    if found is None or not _somebody_listens(found.port):
        yield Check(
            about="doorbell",
            verdict=Verdict.TROUBLE,
            says=message("It cannot be rung, so answers reach it up to half a minute late."),
            cure=message("To mend that: selfcare restart"),
        )
    else:
        yield Check(
            about="doorbell",
            verdict=Verdict.GOOD,
            says=message("It hears at once of what you do."),
            detail=f"127.0.0.1:{found.port}",
        )


def _somebody_listens(port: int) -> bool:
    """Return whether a port of this computer is taken: nobody else can have it then."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as bell:
        try:
            bell.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            return True
    return False


def check_notifiers(choice: NotifierChoice) -> Iterator[Check]:
    """Ask every notifier what it can do here, and say which one would be used."""
    findings = asyncio.run(probe_all())
    usable = [
        one
        for one in findings
        if one.standing is not Standing.FAILS and choice in (NotifierChoice.AUTO, one.notifier)
    ]
    yield _in_use(choice, usable[0] if usable else None)
    for one in findings:
        yield _notifier(one)


def _in_use(choice: NotifierChoice, first: Finding | None) -> Check:
    if first is None or first.notifier is NotifierChoice.TERMINAL:
        return Check(
            about="notifier",
            verdict=Verdict.TROUBLE,
            says=message("No notification can be shown from here; prompts wait in the diary."),
            cure=message("What waits: selfcare status. To begin: selfcare now"),
        )
    return Check(
        about="notifier",
        verdict=Verdict.GOOD,
        says=message(
            "Prompts are shown by: {notifier} (your setting: {setting})",
            notifier=NOTIFIERS[first.notifier],
            setting=choice.value,
        ),
    )


def _notifier(found: Finding) -> Check:
    about, name = f"notifier {found.notifier.value}", NOTIFIERS[found.notifier]
    match found.standing:
        case Standing.WORKS:
            verdict, says = Verdict.GOOD, message("{name}: there", name=name)
        case Standing.UNTRIED:
            verdict = Verdict.UNTRIED
            says = message("{name}: there, but never tried on such a computer", name=name)
        case Standing.FAILS:
            verdict, says = Verdict.NOTE, message("{name}: not here", name=name)
    for ability in sorted(found.abilities):
        says = message("{says}, {ability}", says=says, ability=ABILITIES[ability])
    return Check(about=about, verdict=verdict, says=says, detail=found.detail)


def check_window() -> Check:
    """Say whether *Start* can open a window with the session."""
    about = "window"
    if sys.platform != "linux":
        return Check(
            about=about,
            verdict=Verdict.UNTRIED,
            says=message("Start opens a terminal window; never tried on such a computer."),
        )
    terminals: tuple[tuple[str, ...], ...] = ()
    with contextlib.suppress(OSError):
        terminals = find_terminals(os.environ)
    if not terminals:
        return Check(
            about=about,
            verdict=Verdict.NOTE,
            says=message(
                "No terminal window can be opened from here, so Start shows the steps in a"
                " second notification."
            ),
        )
    return Check(
        about=about,
        verdict=Verdict.GOOD,
        says=message("Start opens a terminal window."),
        detail=terminals[0][0],
    )

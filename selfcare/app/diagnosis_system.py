"""Checks of the system, its clock, the background program and its start with the computer."""

from __future__ import annotations

import platform
import socket
import sys
import time
import warnings
from collections.abc import Iterator
from datetime import datetime, timedelta

import tzlocal

from selfcare import __version__
from selfcare.app.autostart import Standing, own_autostart
from selfcare.app.autostart_words import STANDINGS
from selfcare.app.clock import Clock, looks_wrong, wrong_clock
from selfcare.app.diagnosis import Check, Verdict
from selfcare.app.doorbell import read_state
from selfcare.app.instance import is_held
from selfcare.app.lives import SAFE_MODE, is_safe_mode
from selfcare.app.upgrading import is_older
from selfcare.config.paths import Folders
from selfcare.domain.message import message


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
    if looks_wrong(now):
        yield Check(about="clock", verdict=Verdict.TROUBLE, says=wrong_clock(now))
        return
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
    if is_safe_mode(folders.state):
        yield Check(about="safe mode", verdict=Verdict.TROUBLE, says=SAFE_MODE)
    if found is not None and found.version != __version__:
        yield Check(
            about="version",
            verdict=Verdict.NOTE,
            says=message(
                "Version {running} runs, and this command is version {ours}.",
                running=found.version,
                ours=__version__,
            ),
            cure=message("Please use the newer version.")
            if is_older(__version__, found.version)
            else message("To bring both together: selfcare restart"),
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


def check_autostart() -> Check:
    """Say whether selfcare starts with the computer, and whether what is to start is there."""
    found = own_autostart().found()
    told = STANDINGS[found.standing]
    verdict = {Standing.ON: Verdict.GOOD, Standing.GONE: Verdict.TROUBLE}
    return Check(
        about="autostart",
        verdict=verdict.get(found.standing, Verdict.NOTE),
        says=told.says,
        cure=None if found.standing is Standing.ON else told.cure,
        detail=None if found.way is None else f"{found.way}: {found.place}, {found.program}",
    )


def _somebody_listens(port: int) -> bool:
    """Return whether a port of this computer is taken: nobody else can have it then."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as bell:
        try:
            bell.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            return True
    return False

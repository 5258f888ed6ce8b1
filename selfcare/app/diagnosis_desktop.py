"""Checks of the ways to show a prompt: session bus, notifiers, the window that opens."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import socket
import sys
from collections.abc import Iterator, Mapping
from typing import Final

from selfcare.app.diagnosis import Check, Verdict
from selfcare.app.page_opening import browser_here
from selfcare.desktop_bus import ADDRESS_VARIABLE, usual_address
from selfcare.domain.message import Message, message
from selfcare.domain.settings import NotifierChoice, OpensIn
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
_SOCKET: Final = re.compile(r"unix:(path|abstract)=([^,;]+)")
_LONGEST_CONNECT: Final = 2.0
"""Seconds."""


def check_bus(environment: Mapping[str, str]) -> Iterator[Check]:
    """Say whether the session bus, by which a Linux desktop is spoken to, takes calls."""
    if sys.platform != "linux":
        return
    about = "bus"
    address = environment.get(ADDRESS_VARIABLE) or usual_address(environment)
    if address is None:
        yield Check(
            about=about,
            verdict=Verdict.TROUBLE,
            says=message("There is no session bus here, so the desktop cannot be reached."),
            cure=message("Run this in a window of your desktop, not over a remote connection."),
        )
        return
    found = _SOCKET.search(address)
    if found is None:
        says = message("The session bus is of a kind that is not looked at here.")
        yield Check(about=about, verdict=Verdict.NOTE, says=says, detail=address)
        return
    name = found[2] if found[1] == "path" else f"\0{found[2]}"
    with socket.socket(socket.AF_UNIX) as bus:
        bus.settimeout(_LONGEST_CONNECT)
        try:
            bus.connect(name)
        except OSError as error:
            yield Check(
                about=about,
                verdict=Verdict.TROUBLE,
                says=message("The session bus does not answer."),
                cure=message("Logging out and in again starts it anew."),
                detail=f"{address}: {error.strerror or error}",
            )
            return
    says = message("The session bus answers.")
    yield Check(about=about, verdict=Verdict.GOOD, says=says, detail=address)


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


def check_window(wish: OpensIn) -> Check:
    """Say which window *Start* opens: the browser, a terminal, or none; `wish` is the setting."""
    terminals: tuple[tuple[str, ...], ...] = ()
    with contextlib.suppress(OSError):
        terminals = find_terminals(os.environ)
    ways: dict[OpensIn, bool] = {
        OpensIn.BROWSER: browser_here() is not None,
        OpensIn.TERMINAL: bool(terminals) or sys.platform != "linux",
    }
    there = [way for way in (wish, *(one for one in OpensIn if one is not wish)) if ways[way]]
    if not there:
        says = message(
            "No window can be opened from here, so Start shows the steps in a second notification."
        )
        return Check(about="window", verdict=Verdict.NOTE, says=says)
    says = (
        message("Start opens selfcare in your browser.")
        if there[0] is OpensIn.BROWSER
        else message("Start opens a terminal window.")
    )
    tried = Verdict.GOOD if sys.platform == "linux" else Verdict.UNTRIED
    detail = terminals[0][0] if there[0] is OpensIn.TERMINAL and terminals else None
    return Check(about="window", verdict=tried, says=says, detail=detail)

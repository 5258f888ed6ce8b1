"""Checks of the sensors that tell whether a prompt fits now: each by itself, as found just now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from selfcare.app.diagnosis import Check, Verdict
from selfcare.domain.message import Message, message
from selfcare.domain.presence import Presence, Sensed
from selfcare.presence.child import PresenceChild
from selfcare.presence.sensing import Sensing, SensorName

NAMES: Final[Mapping[SensorName, Message]] = {
    SensorName.X11: message("Keyboard, mouse and windows of an X11 screen"),
    SensorName.MUTTER: message("Keyboard and mouse in GNOME"),
    SensorName.SCREENSAVER: message("The screen saver"),
    SensorName.LOGIND: message("The login session"),
    SensorName.NOTIFICATIONS: message("Do not disturb in KDE or dunst"),
    SensorName.GNOME: message("Do not disturb and slides in GNOME"),
    SensorName.XFCE: message("Do not disturb in Xfce"),
    SensorName.CAMERA: message("The camera"),
    SensorName.MICROPHONE: message("The microphone"),
    SensorName.WINDOWS: message("Windows"),
    SensorName.MACOS: message("macOS"),
}
_UNTRIED: Final = frozenset({SensorName.WINDOWS, SensorName.MACOS})


def check_presence() -> Iterator[Check]:
    """Ask every sensor once, and say what each knows; not knowing is no trouble."""
    try:
        found = PresenceChild().wait()
    except OSError as error:
        found = ()
        detail = error.strerror
    else:
        detail = None
    if not found:
        yield Check(
            about="presence",
            verdict=Verdict.NOTE,
            says=message("Nobody could be asked whether a prompt fits, so none waits for that."),
            detail=detail,
        )
    for one in found:
        yield _check(one)


def _check(one: Sensing) -> Check:
    name, about = NAMES[one.sensor], f"presence {one.sensor.value}"
    told = _told(one.presence)
    if not told:
        says = message("{name}: nothing to ask here, so no prompt waits for it", name=name)
        return Check(about=about, verdict=Verdict.NOTE, says=says, detail=one.why)
    says = message("{name}: answers", name=name)
    for what in told:
        says = message("{says}; {what}", says=says, what=what)
    verdict = Verdict.UNTRIED if one.sensor in _UNTRIED else Verdict.GOOD
    return Check(about=about, verdict=verdict, says=says)


def _told(presence: Presence) -> list[Message]:
    """Return what is known right now, in words."""
    told = []
    if presence.idle_seconds is not None:
        told.append(message("last touched {seconds} s ago", seconds=presence.idle_seconds))
    told += [
        words[sensed]
        for sensed, words in (
            (presence.locked, _LOCKED),
            (presence.do_not_disturb, _QUIET),
            (presence.full_screen, _FULL_SCREEN),
            (presence.in_call, _CALL),
        )
        if sensed is not Sensed.UNKNOWN
    ]
    return told


_LOCKED: Final = {
    Sensed.YES: message("the screen is locked"),
    Sensed.NO: message("the screen is not locked"),
}
_QUIET: Final = {
    Sensed.YES: message("do not disturb is on"),
    Sensed.NO: message("do not disturb is off"),
}
_FULL_SCREEN: Final = {
    Sensed.YES: message("something fills the screen"),
    Sensed.NO: message("nothing fills the screen"),
}
_CALL: Final = {Sensed.YES: message("in use"), Sensed.NO: message("not in use")}

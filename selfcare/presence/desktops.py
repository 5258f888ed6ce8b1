"""What desktops tell on the session bus: idle time, locked screens, do not disturb, presentations.

GNOME keeps its do not disturb in its settings, where no bus reaches; its own tool reads them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from typing import Final

from selfcare.domain.presence import Presence, Sensed
from selfcare.presence.buses import LONGEST_ANSWER, Question, answer
from selfcare.presence.sensing import NotHere

MUTTER: Final = Question(
    "org.gnome.Mutter.IdleMonitor",
    "/org/gnome/Mutter/IdleMonitor/Core",
    "org.gnome.Mutter.IdleMonitor",
    "GetIdletime",
)
SCREENSAVERS: Final = tuple(
    Question(name, path, name, "GetActive")
    for name, path in (
        ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
        ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
        ("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver"),
        ("org.mate.ScreenSaver", "/org/mate/ScreenSaver"),
        ("org.xfce.ScreenSaver", "/org/xfce/ScreenSaver"),
    )
)
_NOTIFICATIONS: Final = ("org.freedesktop.Notifications", "/org/freedesktop/Notifications")
QUIET: Final = (
    # KDE's own addition to the interface of notifications, and dunst's.
    Question(*_NOTIFICATIONS, "org.freedesktop.Notifications", "Inhibited", is_property=True),
    Question(*_NOTIFICATIONS, "org.dunstproject.cmd0", "paused", is_property=True),
)
XFCE: Final = Question(
    "org.xfce.Xfconf",
    "/org/xfce/Xfconf",
    "org.xfce.Xfconf",
    "GetProperty",
    signature="ss",
    values=("xfce4-notifyd", "/do-not-disturb"),
)
INHIBITED: Final = Question(
    "org.gnome.SessionManager",
    "/org/gnome/SessionManager",
    "org.gnome.SessionManager",
    "InhibitedActions",
    is_property=True,
)
_KEEPS_AWAKE: Final = 8
"""The bit of a program that keeps the screen awake: a film, or slides."""
BANNERS: Final = ("get", "org.gnome.desktop.notifications", "show-banners")


def mutter() -> Presence:
    """Return how long GNOME's keyboard and mouse rest."""
    idle = answer(MUTTER)
    return Presence(idle_seconds=idle // 1000) if isinstance(idle, int) else Presence()


def screensaver() -> Presence:
    """Return whether the screen is locked or dark, by the first screen saver that answers."""
    return Presence(locked=_first(SCREENSAVERS))


def notifications() -> Presence:
    """Return whether the notification server keeps notifications back (KDE, dunst)."""
    return Presence(do_not_disturb=_first(QUIET))


def xfce() -> Presence:
    """Return whether do not disturb is on in Xfce."""
    return Presence(do_not_disturb=_sensed(answer(XFCE)))


def gnome(environment: Mapping[str, str] = os.environ) -> Presence:
    """Return whether GNOME keeps banners back, and whether something keeps its screen awake."""
    if "GNOME" not in environment.get("XDG_CURRENT_DESKTOP", "").upper():
        raise NotHere("this is not GNOME")
    kept_awake = answer(INHIBITED)
    shown = isinstance(kept_awake, int) and bool(kept_awake & _KEEPS_AWAKE)
    return Presence(
        do_not_disturb=_banners_kept_back(),
        # A full screen that keeps nothing awake is not told.
        full_screen=Sensed.YES if shown else Sensed.UNKNOWN,
    )


def _banners_kept_back() -> Sensed:
    tool = shutil.which("gsettings")
    if tool is None:
        return Sensed.UNKNOWN
    try:
        told = subprocess.run(
            [tool, *BANNERS],
            check=False,
            capture_output=True,
            timeout=LONGEST_ANSWER,
            stdin=subprocess.DEVNULL,
        ).stdout.strip()
    except (OSError, subprocess.TimeoutExpired):
        return Sensed.UNKNOWN
    return {b"false": Sensed.YES, b"true": Sensed.NO}.get(told, Sensed.UNKNOWN)


def _first(questions: tuple[Question, ...]) -> Sensed:
    """Return the first answer of several; raise NotHere where nobody answers any of them."""
    missing = []
    for question in questions:
        try:
            return _sensed(answer(question))
        except NotHere as error:
            missing.append(str(error))
    raise NotHere("; ".join(dict.fromkeys(missing)))


def _sensed(value: object) -> Sensed:
    if not isinstance(value, bool):
        return Sensed.UNKNOWN
    return Sensed.YES if value else Sensed.NO

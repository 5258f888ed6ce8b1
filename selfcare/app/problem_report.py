"""A text about a problem for whoever looks after selfcare, without a word about its user.

The one rule: what goes in is chosen, nothing is taken out afterwards. Of whatever a user can have
written, such as files, names, texts and folders, there are only numbers and the sentences of the
program itself, their values left out; of the diary only how many entries there are that are about
neither body nor cycle.
"""

from __future__ import annotations

import os
import platform
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib import metadata
from typing import Final

from selfcare import __version__
from selfcare.app.clock import Clock
from selfcare.app.configuration import InForce, in_force
from selfcare.app.control import OUTPUT_FILE
from selfcare.app.diagnosis import Check
from selfcare.app.examination import examine
from selfcare.app.export_tables import TABLES
from selfcare.app.log_lines import VALUE, told_lines
from selfcare.app.page_opening import OUTPUT_FILE as PAGE_FILE
from selfcare.app.trouble_log import FILE as TROUBLE_FILE
from selfcare.config.paths import HOME_VARIABLE, Folders
from selfcare.diary.connection import sqlite_version
from selfcare.diary.store import Diary
from selfcare.domain.errors import SelfcareError
from selfcare.domain.facts import is_of_cycle
from selfcare.domain.message import Message
from selfcare.domain.problem import PlacedProblem

LOG_FILE: Final = "selfcare.log"
LINES: Final = 60
"""Lines of each log."""
LIBRARIES: Final = (
    *("click", "dbus-fast", "desktop-notifier", "icalendar", "jinja2", "msgspec", "platformdirs"),
    *("plyer", "recurring-ical-events", "schedule", "starlette", "tomli", "tomlkit", "tzlocal"),
    "uvicorn",
)
DESKTOPS: Final = frozenset(
    {"gnome", "gnome-classic", "gnome-flashback", "ubuntu", "pop", "kde", "xfce", "mate", "lxde"}
    | {"lxqt", "x-cinnamon", "cinnamon", "budgie", "pantheon", "unity", "deepin", "enlightenment"}
    | {"sway", "hyprland", "i3", "wlroots", "cosmic", "cosmic-epoch", "niri", "labwc", "wayfire"}
)
SERVERS: Final = frozenset(
    {"gnome-shell", "plasma", "dunst", "mako", "xfce4-notifyd", "notification-daemon", "deadd"}
    | {"notify-osd", "swaync", "mate-notification-daemon", "lxqt-notificationd", "cinnamon"}
)
SESSIONS: Final = frozenset({"x11", "wayland", "tty", "mir"})
COUNTED: Final = frozenset({*TABLES["program"], *TABLES["prompts"]})
"""The kinds of entries that are about neither body nor cycle."""
_PLAIN: Final = re.compile(r"[A-Za-z][\w.+-]{0,39}|\d[\w.+-]{0,39}")
_VERSION: Final = re.compile(r"\d+(\.\d+){1,3}")
_DETAILED: Final = ("system", "diary")
"""The checks whose technical words are versions and nothing else."""


def problem_report(folders: Folders, clock: Clock) -> str:
    """Return the text; it never fails for what is amiss, that is what it is about."""
    parts = (
        ("Versions", _versions()),
        ("System and desktop", _system(os.environ, clock)),
        ("What doctor finds", _checks(examine(folders, clock))),
        ("Settings", _settings(folders)),
        ("Entries of the diary, less all about body and cycle", _entries(folders)),
        *(
            (f"The end of {name}", told_lines(folders.logs / name, LINES))
            for name in (LOG_FILE, TROUBLE_FILE, OUTPUT_FILE, PAGE_FILE)
        ),
    )
    head = (
        "A report about a problem with selfcare.",
        "It names no person, folder or file, and says nothing of body, cycle, routines or",
        f"calendars; where something of that kind stood, there is {VALUE} instead. Please read it",
        "before you send it to anybody. selfcare itself sends nothing.",
        "",
        "What I did, what I expected, and what happened instead (in your own words):",
        "",
        "",
    )
    lines = [*head]
    for title, found in parts:
        lines += [f"== {title}", *(list(found) or ["nothing"]), ""]
    return "\n".join(lines)


def _versions() -> Iterator[str]:
    yield f"selfcare {__version__}"
    yield f"Python {platform.python_version()} ({platform.python_implementation()})"
    yield f"SQLite {sqlite_version()}"
    for library in LIBRARIES:
        try:
            yield f"{library} {_plain(metadata.version(library))}"
        except metadata.PackageNotFoundError:
            yield f"{library}: not installed"


def _system(environment: Mapping[str, str], clock: Clock) -> Iterator[str]:
    yield f"{platform.system()} {_plain(platform.release())} {_plain(platform.machine())}"
    yield f"letters: {_plain(sys.getfilesystemencoding())}, {_plain(_encoding())}"
    desktops = environment.get("XDG_CURRENT_DESKTOP", "").lower().split(":")
    yield f"desktop: {', '.join(_known(one, DESKTOPS) for one in desktops)}"
    yield f"session: {_known(environment.get('XDG_SESSION_TYPE', '').lower(), SESSIONS)}"
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", HOME_VARIABLE):
        yield f"{name}: {'set' if environment.get(name) else 'not set'}"
    yield f"hours from UTC: {clock.now().astimezone(clock.zone()):%z}"


def _encoding() -> str:
    return getattr(sys.stdout, "encoding", None) or "none"


def _checks(checks: Iterable[Check]) -> Iterator[str]:
    for check in checks:
        yield f"{check.verdict.value}: {check.about}: {_sentence(check.says)}"
        detail = check.detail or ""
        if check.about in _DETAILED:
            yield f"  {' '.join(_plain(word.strip(',')) for word in detail.split())}"
        elif check.about.startswith("notifier "):
            found = [word for word in re.split(r"[\s,;:()]+", detail) if _of_server(word)]
            if found:
                yield f"  {' '.join(found)}"


def _settings(folders: Folders) -> Iterator[str]:
    """Yield numbers and choices of the settings, and what is wrong with files, by kind and line."""
    found = in_force(folders)
    prompts = found.settings.prompts
    yield f"config.toml: {_state(folders, found)}"
    yield f"notifier {prompts.notifier.value}, opens in {prompts.opens_in.value}"
    yield f"entries of the plan {len(found.settings.plan)}, at most {prompts.daily_cap} a day"
    yield f"own routines {len(found.library.own)}, calendars {len(found.settings.calendar)}"
    files: dict[str, int] = {}
    for one in found.problems:
        yield _problem(one, folders, files)


def _state(folders: Folders, found: InForce) -> str:
    if not folders.config_file.exists():
        return "not there"
    return "broken, older settings hold" if found.broken else "in order"


def _problem(one: PlacedProblem, folders: Folders, files: dict[str, int]) -> str:
    name = "config.toml"
    if one.file != str(folders.config_file):
        name = f"another file ({files.setdefault(one.file, len(files) + 1)})"
    found = one.problem
    return f"{found.severity.value}: {name}, line {one.line}: {_sentence(found.what)}"


def _entries(folders: Folders) -> Iterator[str]:
    if not folders.diary.exists():
        yield "no diary"
        return
    try:
        with Diary.open(folders.diary, may_migrate=False) as diary:
            counted = Counter(
                type(entry.fact).__name__
                for entry in diary.entries()
                if type(entry.fact) in COUNTED and not is_of_cycle(entry.fact)
            )
    except SelfcareError as error:
        yield f"cannot be read: {type(error).__name__}"
        return
    yield f"size: about {round(folders.diary.stat().st_size / 100_000) / 10} MB"
    for name, number in sorted(counted.items()):
        yield f"{name}: {number}"


def _sentence(what: Message) -> str:
    """Return a sentence of the program; of its values only numbers and sentences stay."""
    values = {name: _value(value) for name, value in what.values}
    return what.text.format_map(values)


def _value(value: str | int | Message) -> str:
    if isinstance(value, Message):
        return _sentence(value)
    return str(value) if isinstance(value, int) else VALUE


def _plain(word: str) -> str:
    """Return a word that can be a version, or its place."""
    return word if _PLAIN.fullmatch(word) else VALUE


def _of_server(word: str) -> bool:
    """Return whether a word names who shows notifications, or a version."""
    return word.lower() in SERVERS or _VERSION.fullmatch(word) is not None


def _known(word: str, known: frozenset[str]) -> str:
    return word if word in known else "another" if word else "not said"

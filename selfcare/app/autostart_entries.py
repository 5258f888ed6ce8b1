"""How each system is told to start selfcare, as texts, and which program such a text names.

systemd asks for a unit, other Linux desktops for an entry (Desktop Application Autostart
Specification 0.5), macOS for a LaunchAgent; Windows keeps a command line in its registry.
"""

from __future__ import annotations

import plistlib
import re
import subprocess
import xml.parsers.expat
from typing import Final

from selfcare.app.desktop_entry import as_string, desktop_entry, out_of_string
from selfcare.app.say import words

LABEL: Final = "org.selfcare.background"
SESSION: Final = "graphical-session.target"
"""What systemd calls the time in which somebody sits before a desktop."""
WATCHDOG_SECONDS: Final = 120
"""Without a sign of life for so long, systemd ends the program and starts it anew."""
AGAIN_SECONDS: Final = 20
TRIES: Final = 5
TRIES_WITHIN_SECONDS: Final = 600
"""A program that crashes again and again is let be after so many starts in this time."""
LONGEST_START_SECONDS: Final = 300
"""A damaged diary is mended before the program says that it stands."""

_SWITCHED_OFF: Final = re.compile(
    rb"^(?:Hidden=true|X-[A-Z]+-Autostart-enabled=false)\s*$", re.MULTILINE
)
_UNIT_PROGRAM: Final = re.compile(r"^ConditionFileIsExecutable=(.+)$", re.MULTILINE)
_ENTRY_PROGRAM: Final = re.compile(r"^TryExec=(.+)$", re.MULTILINE)
_FIRST_WORD: Final = re.compile(r'"([^"]+)"|(\S+)')


def entry(command: tuple[str, ...]) -> bytes:
    """Return the entry of a Linux desktop; it is passed over where the program is gone."""
    return desktop_entry(
        words("Short breaks for head and shoulders, from the start"),
        command,
        f"TryExec={as_string(command[0])}",
    )


def program_of_entry(text: bytes) -> str | None:
    """Return the program that an entry starts, None where it names none."""
    found = _ENTRY_PROGRAM.search(text.decode(errors="replace"))
    return None if found is None else out_of_string(found[1])


def is_switched_off(text: bytes) -> bool:
    """Return whether the settings of a desktop have switched an entry off."""
    return _SWITCHED_OFF.search(text) is not None


def unit(command: tuple[str, ...]) -> bytes:
    """Return the unit of systemd; it is passed over where the program is gone."""
    # systemd refuses such a name of a program, and takes it as an argument.
    through = ("/usr/bin/env",) if any(letter in command[0] for letter in "'\"\\") else ()
    lines = (
        "[Unit]",
        f"Description={words('selfcare, short breaks for head and shoulders')}",
        f"ConditionFileIsExecutable={_percent_doubled(command[0])}",
        f"PartOf={SESSION}",
        f"After={SESSION}",
        f"StartLimitIntervalSec={TRIES_WITHIN_SECONDS}",
        f"StartLimitBurst={TRIES}",
        "",
        "[Service]",
        "Type=notify",
        # The colon: a dollar sign in a path is no variable.
        f"ExecStart=:{' '.join(_quoted_for_unit(part) for part in (*through, *command))}",
        f"TimeoutStartSec={LONGEST_START_SECONDS}",
        f"WatchdogSec={WATCHDOG_SECONDS}",
        "Restart=on-failure",
        f"RestartSec={AGAIN_SECONDS}",
        # A page or a browser opened from a prompt does not end with the program.
        "KillMode=process",
        "UMask=0077",
        "",
        "[Install]",
        f"WantedBy={SESSION}",
    )
    return ("\n".join(lines) + "\n").encode()


def program_of_unit(text: bytes) -> str | None:
    """Return the program that a unit starts, None where it names none."""
    found = _UNIT_PROGRAM.search(text.decode(errors="replace"))
    return None if found is None else found[1].replace("%%", "%")


def launch_agent(command: tuple[str, ...]) -> bytes:
    """Return the LaunchAgent of macOS."""
    return plistlib.dumps(
        {
            "Label": LABEL,
            "ProgramArguments": list(command),
            "RunAtLoad": True,
            "KeepAlive": {"SuccessfulExit": False},
            "ThrottleInterval": AGAIN_SECONDS,
            "ProcessType": "Background",
            "Umask": 0o077,
        }
    )


def program_of_agent(text: bytes) -> str | None:
    """Return the program that a LaunchAgent starts, None where it names none."""
    try:
        found = plistlib.loads(text)
    except (ValueError, xml.parsers.expat.ExpatError):
        return None
    arguments = found.get("ProgramArguments") if isinstance(found, dict) else None
    return str(arguments[0]) if isinstance(arguments, list) and arguments else None


def run_line(command: tuple[str, ...]) -> str:
    """Return the command line that Windows runs when its user logs in."""
    return subprocess.list2cmdline(command)


def program_of_line(line: str) -> str | None:
    """Return the program that a command line starts, None where it names none."""
    found = _FIRST_WORD.match(line)
    return None if found is None else found[1] or found[2]


def _quoted_for_unit(part: str) -> str:
    """Quote a word of ExecStart."""
    text = _percent_doubled(part)
    if all(letter.isalnum() or letter in "/._-+%" for letter in text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _percent_doubled(text: str) -> str:
    """Return a text of a unit; a single percent sign would name a specifier."""
    return text.replace("%", "%%")

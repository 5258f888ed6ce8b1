"""Camera and microphone of a Linux computer: whether anybody uses them, as in a call.

Nothing is listened to or looked at: only who has them open is asked.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

import msgspec

from selfcare.domain.presence import Presence, Sensed
from selfcare.presence.buses import LONGEST_ANSWER
from selfcare.presence.sensing import NotHere

PROCESSES: Final = Path("/proc")
DEVICES: Final = Path("/dev")
_CAMERA: Final = re.compile(r"video\d+")


def camera(processes: Path = PROCESSES, devices: Path = DEVICES) -> Presence:
    """Return whether a program of this user has a camera open; raise NotHere without a camera."""
    try:
        cameras = {str(one) for one in devices.iterdir() if _CAMERA.fullmatch(one.name)}
    except OSError as error:
        raise NotHere(str(error)) from error
    if not cameras:
        raise NotHere("there is no camera")
    used = any(_has_open(process, cameras) for process in processes.glob("[0-9]*"))
    return Presence(in_call=Sensed.YES if used else Sensed.NO)


def _has_open(process: Path, devices: set[str]) -> bool:
    try:
        return any(str(one.readlink()) in devices for one in (process / "fd").iterdir())
    except OSError:
        # Another user's process, or one that has just ended.
        return False


def microphone() -> Presence:
    """Return whether a program records sound, by the sound server's own tool."""
    tool = shutil.which("pactl")
    if tool is None:
        raise NotHere("pactl is not installed")
    sources = _list(tool, "sources")
    monitors = {one.get("index") for one in sources if _is_monitor(one)}
    streams = _list(tool, "source-outputs")
    used = any(_listens(one) for one in streams if one.get("source") not in monitors)
    return Presence(in_call=Sensed.YES if used else Sensed.NO)


def _list(tool: str, what: str) -> list[dict[str, object]]:
    """Return what the sound server has of a kind; raise NotHere where it does not tell."""
    try:
        told = subprocess.run(
            [tool, "--format=json", "list", what],
            check=False,
            capture_output=True,
            timeout=LONGEST_ANSWER,
            stdin=subprocess.DEVNULL,
        )
        return msgspec.json.decode(told.stdout, type=list[dict[str, object]])
    except (OSError, subprocess.TimeoutExpired, msgspec.MsgspecError, ValueError) as error:
        raise NotHere(f"the sound server does not tell: {type(error).__name__}") from error


def _is_monitor(source: dict[str, object]) -> bool:
    """Return whether a source only hands on what the computer plays."""
    return str(source.get("name", "")).endswith(".monitor")


def _listens(stream: dict[str, object]) -> bool:
    """Return whether a recording stream is more than a level meter, and not held."""
    about = stream.get("properties")
    meter = isinstance(about, dict) and about.get("media.name") == "Peak detect"
    return not stream.get("corked", False) and not meter

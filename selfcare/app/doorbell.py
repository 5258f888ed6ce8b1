"""The doorbell: an empty datagram on this computer that says "look into the diary".

What it carries is ignored, so there is nothing to attack; a missed ring costs one heartbeat.
"""

from __future__ import annotations

import contextlib
import socket
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from selfcare.config.replacing import replace_file

STATE_FILE: Final = "daemon.json"


class DaemonState(Struct, frozen=True):
    """Where the background program listens; true only while it holds the instance lock."""

    pid: int
    port: int
    version: str


def write_state(state: Path, found: DaemonState) -> None:
    """Write the state file in one move, readable by its owner only."""
    replace_file(state / STATE_FILE, msgspec.json.encode(found))


def read_state(state: Path) -> DaemonState | None:
    """Return the last state written, None where there is none that can be read."""
    try:
        return msgspec.json.decode((state / STATE_FILE).read_bytes(), type=DaemonState)
    except (OSError, msgspec.MsgspecError):
        return None


def ring(state: Path) -> None:
    """Ring the doorbell; a missing or deaf daemon is no trouble."""
    found = read_state(state)
    if found is None:
        return
    with (
        contextlib.suppress(OSError, OverflowError),
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as bell,
    ):
        bell.sendto(b"", ("127.0.0.1", found.port))

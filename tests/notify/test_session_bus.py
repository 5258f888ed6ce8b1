from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from selfcare.desktop_bus import usual_address
from selfcare.notify import session_bus
from selfcare.notify.notifier import NotShown
from selfcare.notify.session_bus import ask_server

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a session bus")


@pytest.fixture
def silent_bus() -> Iterator[Path]:
    with TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as listener:
        place = Path(folder) / "bus"
        listener.bind(str(place))
        listener.listen()
        yield place


@pytest.mark.parametrize(
    "address",
    ["", "nonsense", "unix:path=/nowhere/at/all", "autolaunch:", "tcp:host=", "unix:path=%%%"],
)
def test_a_bus_that_is_not_there_is_told(
    address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))

    with pytest.raises(NotShown, match="the session bus cannot be used"):
        asyncio.run(ask_server())


def test_a_bus_that_never_answers_holds_nobody(
    silent_bus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={silent_bus}")
    monkeypatch.setattr(session_bus, "LONGEST_CALL", 0.05)

    with pytest.raises(NotShown, match="did not answer"):
        asyncio.run(ask_server())


def test_a_program_started_without_the_address_finds_the_usual_bus(silent_bus: Path) -> None:
    folder = str(silent_bus.parent)

    assert usual_address({"XDG_RUNTIME_DIR": folder}) == f"unix:path={silent_bus}"
    assert usual_address({"XDG_RUNTIME_DIR": folder, "DBUS_SESSION_BUS_ADDRESS": "unix:x"}) is None
    assert usual_address({"XDG_RUNTIME_DIR": "/nowhere"}) is None

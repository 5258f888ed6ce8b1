"""The doorbell wakes the daemon at once, and a flood of rings does not keep it busy."""

from __future__ import annotations

import os
import socket
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from selfcare.app.clock import SystemClock
from selfcare.app.doorbell import STATE_FILE, DaemonState, read_state, ring, write_state
from selfcare.daemon.bell import Doorbell


@pytest.fixture
def bell(tmp_path: Path) -> Iterator[Doorbell]:
    doorbell = Doorbell(SystemClock())
    write_state(tmp_path, DaemonState(os.getpid(), doorbell.port, "0"))
    yield doorbell
    doorbell.close()


def test_a_ring_ends_the_wait(bell: Doorbell, tmp_path: Path) -> None:
    begun = SystemClock().monotonic()
    threading.Timer(0.05, ring, [tmp_path]).start()

    bell.wait(30)

    assert SystemClock().monotonic() - begun < 20


def test_a_ring_before_the_wait_is_not_lost(bell: Doorbell, tmp_path: Path) -> None:
    ring(tmp_path)
    begun = SystemClock().monotonic()

    bell.wait(30)

    assert SystemClock().monotonic() - begun < 20


def test_what_a_ring_carries_is_ignored_however_much_it_is(bell: Doorbell) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
        for _ in range(200):
            stranger.sendto(b"x" * 5000, ("127.0.0.1", bell.port))

    bell.wait(5)
    begun = SystemClock().monotonic()
    bell.wait(0.2)

    assert SystemClock().monotonic() - begun >= 0.2


def test_the_bell_is_heard_on_this_computer_only(bell: Doorbell) -> None:
    assert bell.port > 0
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind(("127.0.0.2", bell.port))


def test_ringing_without_a_daemon_does_nothing(tmp_path: Path) -> None:
    ring(tmp_path)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["", "{", '{"pid": 1}', '{"pid":1,"port":99999999,"version":""}'])
def test_a_damaged_state_file_is_no_trouble(tmp_path: Path, text: str) -> None:
    (tmp_path / STATE_FILE).write_text(text)

    ring(tmp_path)

    state = read_state(tmp_path)
    assert state is None or state.port == 99999999


def test_the_state_file_is_for_its_owner_only(tmp_path: Path) -> None:
    write_state(tmp_path, DaemonState(1, 2, "0"))

    assert stat.S_IMODE((tmp_path / STATE_FILE).stat().st_mode) == 0o600
    assert read_state(tmp_path) == DaemonState(1, 2, "0")

"""What systemd hears of the daemon: on a real socket, from the real process."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from selfcare.app.doorbell import ring
from selfcare.app.instance import InstanceLock
from selfcare.config.paths import folders
from selfcare.daemon.supervisor import Supervisor
from tests.e2e.desktop import until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="systemd is of Linux")

PATIENCE = 30.0
NOTE_ENVIRONMENT = """\
import os, pathlib, sys
if "selfcare.prompter" in sys.orig_argv:
    names = [name for name in os.environ if name.startswith(("NOTIFY", "WATCHDOG"))]
    pathlib.Path({place!r}).write_text(f"seen {{names}}")
"""
"""Put into every Python started, it notes what a prompter child has been handed down."""


class Listener:
    """The service manager's end of the socket."""

    def __init__(self, address: str) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(address)
        self._socket.settimeout(PATIENCE)

    def hears(self) -> str:
        return self._socket.recv(4096).decode()

    def hears_nothing_more(self) -> bool:
        self._socket.setblocking(False)
        try:
            self._socket.recv(4096)
        except BlockingIOError:
            return True
        finally:
            self._socket.settimeout(PATIENCE)
        return False

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def address() -> Iterator[str]:
    # A socket's path may have some hundred bytes; a test's own folder is often longer.
    with tempfile.TemporaryDirectory(prefix="notify-") as folder:
        yield f"{folder}/socket"


@pytest.fixture
def listener(address: str) -> Iterator[Listener]:
    with contextlib.closing(Listener(address)) as listening:
        yield listening


@contextmanager
def daemon(environment: Mapping[str, str], *more: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-P", "-m", "selfcare", "run", *more]
    surroundings = {**os.environ, **environment}
    with subprocess.Popen(
        command, env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as running:
        try:
            yield running
        finally:
            running.kill()


def stop() -> None:
    subprocess.run([sys.executable, "-m", "selfcare", "stop"], check=True, capture_output=True)


def test_the_daemon_says_when_it_stands_and_when_it_ends(address: str, listener: Listener) -> None:
    with daemon({"NOTIFY_SOCKET": address}) as running:
        assert listener.hears() == "READY=1"
        stop()
        assert listener.hears() == "STOPPING=1"
        # A success: a service manager does not start it again.
        assert running.wait(PATIENCE) == 0
    assert listener.hears_nothing_more()


def test_a_crash_is_a_failure_and_no_word_of_ending_comes(address: str, listener: Listener) -> None:
    # Its only way to be rung is gone while it starts: an error nobody expects.
    broken = "import socket\nsocket.socket.bind = lambda *_: 1 / 0\n"
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "sitecustomize.py").write_text(broken)
        with daemon({"NOTIFY_SOCKET": address, "PYTHONPATH": folder}) as running:
            assert running.wait(PATIENCE) == 1

    assert listener.hears_nothing_more()


@pytest.mark.parametrize("signal_name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_an_end_by_a_signal_is_a_good_end(
    address: str, listener: Listener, signal_name: str
) -> None:
    with daemon({"NOTIFY_SOCKET": address}) as running:
        assert listener.hears() == "READY=1"
        running.send_signal(getattr(signal, signal_name))
        assert listener.hears() == "STOPPING=1"
        assert running.wait(PATIENCE) == 0


def test_it_gives_signs_of_life_at_its_beats(address: str, listener: Listener) -> None:
    environment = {"NOTIFY_SOCKET": address, "WATCHDOG_USEC": "2"}
    with daemon(environment):
        assert [listener.hears(), listener.hears()] == ["READY=1", "WATCHDOG=1"]
        ring(folders().state)
        assert listener.hears() == "WATCHDOG=1"


def test_signs_of_life_come_once_in_half_the_time_given(address: str, listener: Listener) -> None:
    supervisor = Supervisor.out_of({"NOTIFY_SOCKET": address, "WATCHDOG_USEC": "120000000"})

    for seconds in (7, 37, 66.9, 67, 97, 126, 127.5):
        supervisor.alive(seconds)
        supervisor.alive(seconds)

    assert [listener.hears() for _ in range(3)] == ["WATCHDOG=1"] * 3
    assert listener.hears_nothing_more()


def test_a_watchdog_that_is_somebody_elses_hears_nothing(address: str, listener: Listener) -> None:
    environment = {"NOTIFY_SOCKET": address, "WATCHDOG_USEC": "9", "WATCHDOG_PID": "1"}
    Supervisor.out_of(environment).alive(1.0)

    assert listener.hears_nothing_more()
    assert environment == {}


def test_an_abstract_socket_is_spoken_to_as_well() -> None:
    with contextlib.closing(Listener(f"\0selfcare-{os.getpid()}")) as listener:
        Supervisor.out_of({"NOTIFY_SOCKET": f"@selfcare-{os.getpid()}"}).ready()

        assert listener.hears() == "READY=1"


@pytest.mark.parametrize("address", ["", "/no/where", "vsock:2:1", "x" * 500, "@"])
def test_whoever_does_not_hear_is_no_trouble(address: str) -> None:
    supervisor = Supervisor.out_of({"NOTIFY_SOCKET": address, "WATCHDOG_USEC": "soon"})

    supervisor.ready()
    supervisor.alive(0)
    supervisor.stopping()


def test_a_queue_that_is_full_does_not_hold_the_daemon(address: str, listener: Listener) -> None:
    supervisor = Supervisor.out_of({"NOTIFY_SOCKET": address})

    for _ in range(2000):
        supervisor.ready()

    assert listener.hears() == "READY=1"


def test_no_child_can_speak_in_the_name_of_the_daemon(
    address: str, listener: Listener, tmp_path: Path
) -> None:
    place = tmp_path / "seen"
    (tmp_path / "sitecustomize.py").write_text(NOTE_ENVIRONMENT.format(place=str(place)))
    environment = {
        "NOTIFY_SOCKET": address,
        "WATCHDOG_USEC": "120000000",
        "PYTHONPATH": str(tmp_path),
    }
    with daemon(environment):
        assert listener.hears() == "READY=1"
        until(place.exists, what="a prompter child")

        assert until(lambda: place.read_text() or None) == "seen []"


def test_one_too_many_that_was_started_with_the_computer_ends_as_if_all_were_well(
    address: str, listener: Listener
) -> None:
    lock = InstanceLock(folders().state)
    assert lock.acquire()
    try:
        with daemon({"NOTIFY_SOCKET": address}, "--autostarted") as running:
            # An end before the first of these words would be a failure for systemd.
            assert [listener.hears(), listener.hears()] == ["READY=1", "STOPPING=1"]
            assert running.wait(PATIENCE) == 0
            assert running.stderr is not None
            assert running.stderr.read() == b""
    finally:
        lock.release()

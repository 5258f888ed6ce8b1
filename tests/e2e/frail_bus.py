"""A session bus that dies and comes back at the same address, and servers of ours on it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.e2e.bus_traffic import BusTraffic
from tests.e2e.desktop import BUS_CONFIGURATION, need, process, until
from tests.e2e.plain_server import Does

ROOT = Path(__file__).parents[2]


class OwnServer:
    """A running notification server of ours."""

    def __init__(self, running: subprocess.Popen[bytes]) -> None:
        self._running = running

    def press(self) -> None:
        """Press "skip" on the latest card, or let a server that takes its time answer."""
        self._running.send_signal(signal.SIGUSR1)

    def close(self) -> None:
        """Close the latest card as its user would."""
        self._running.send_signal(signal.SIGUSR2)

    def kill(self) -> None:
        """End the server, its cards with it."""
        self._running.kill()
        self._running.wait()


class FrailBus:
    """A bus that is there from `start` to `kill`, always at the same address."""

    def __init__(self, folder: Path, sockets: Path, parts: ExitStack) -> None:
        self._folder, self._socket, self._parts = folder, sockets / "bus", parts
        self._running: subprocess.Popen[bytes] | None = None
        self._traffic: BusTraffic | None = None
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "TZ": "UTC",
            "LANG": "C.UTF-8",
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self._socket}",
        }

    @property
    def traffic(self) -> BusTraffic:
        """What was said on the bus since its latest start."""
        assert self._traffic is not None
        return self._traffic

    def start(self) -> None:
        """Let the bus be there."""
        configuration = self._folder / "bus.conf"
        text = BUS_CONFIGURATION.replace("unix:tmpdir={folder}", f"unix:path={self._socket}")
        configuration.write_text(text)
        command = ["dbus-daemon", f"--config-file={configuration}", "--nofork"]
        log = self._folder / "bus.log"
        self._running = self._parts.enter_context(process(command, self.environment, log))
        until(self._answers, what="the bus")
        address = self.environment["DBUS_SESSION_BUS_ADDRESS"]
        self._traffic = self._parts.enter_context(BusTraffic.listen(address))

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as there:
            return there.connect_ex(str(self._socket)) == 0

    def kill(self) -> None:
        """Let the bus die without a farewell."""
        assert self._running is not None
        self._running.kill()
        self._running.wait()
        self._socket.unlink(missing_ok=True)

    def serve(self, *does: Does) -> OwnServer:
        """Start a server with buttons, which does what is said, and wait until it is known."""
        command = [sys.executable, "-m", "tests.e2e.plain_server", Does.BUTTONS, *does]
        log = self._folder / "server.log"
        running = self._parts.enter_context(process(command, self.environment, log, folder=ROOT))
        self.traffic.wait(lambda traffic: traffic.has_server(), what="the notification server")
        return OwnServer(running)

    def wait_for_no_server(self) -> None:
        """Wait until the bus knows that nobody shows notifications."""
        self.traffic.wait(lambda traffic: not traffic.has_server(), what="the server's end")


@contextmanager
def frail_bus(folder: Path) -> Iterator[FrailBus]:
    """Give a bus that has not been started yet; whatever was started is ended."""
    need("dbus-daemon")
    # A socket's path may have some hundred bytes; a test's own folder is often longer.
    with tempfile.TemporaryDirectory(prefix="bus-") as sockets, ExitStack() as parts:
        yield FrailBus(folder, Path(sockets), parts)

"""A real desktop for tests: a screen, a session bus, a notification server, and a finger to press.

Everything is started for one test and ended with it; nothing of the computer's own desktop is
touched. Give `Desktop.environment` to the programs that are to live on it.
"""

from __future__ import annotations

import os
import re
import selectors
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import pytest

from tests.e2e.bus_traffic import BusTraffic

PATIENCE = 40.0
"""Seconds after which a real desktop is taken to be stuck."""
SCREEN = "1024x768x24"
ADDRESSES = "addresses.txt"
"""What the browser of this desktop was to open, an address a line."""
NOTIFICATION_DAEMON = "/usr/lib/notification-daemon/notification-daemon"
BUS_CONFIGURATION = """<!DOCTYPE busconfig PUBLIC
 "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir={folder}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
"""A bus that starts no services of its own accord, so that "no server" stays true."""

Found = TypeVar("Found")


class Server(StrEnum):
    """Who shows notifications."""

    NOTIFICATION_DAEMON = NOTIFICATION_DAEMON
    DUNST = "dunst"
    NONE = ""


def need(*programs: str) -> None:
    """Skip the test where a program is missing; fail instead where SELFCARE_CI=1 promised it."""
    missing = [program for program in programs if shutil.which(program) is None]
    if not missing:
        return
    reason = f"not installed here: {', '.join(missing)}"
    if os.environ.get("SELFCARE_CI") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def until(ask: Callable[[], Found | None], seconds: float = PATIENCE, what: str = "") -> Found:
    """Return the first answer of `ask` that is not None or False; fail when none comes in time.

    For what gives no sign when it happens: windows, pixels, other programs' states.
    """
    pause = threading.Event()
    deadline = time.monotonic() + seconds
    while True:
        answer = ask()
        if answer is not None and answer is not False:
            return answer
        if time.monotonic() > deadline:
            pytest.fail(f"waited {seconds:.0f} s in vain for {what or ask}")
        pause.wait(0.05)


@contextmanager
def process(
    command: Sequence[str],
    environment: Mapping[str, str],
    log: Path,
    pass_fds: Sequence[int] = (),
    folder: Path | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program, its output in `log`, and end it whatever happens."""
    with log.open("wb") as output:
        running = subprocess.Popen(
            command,
            env=dict(environment),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            pass_fds=tuple(pass_fds),
            start_new_session=True,
        )
        try:
            yield running
        finally:
            running.terminate()
            try:
                running.wait(5)
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()


@dataclass(frozen=True)
class Point:
    """A place on the screen, in pixels from its upper left corner."""

    x: int
    y: int


@dataclass(frozen=True)
class Box:
    """A window's place and size on the screen."""

    x: int
    y: int
    width: int
    height: int


class Desktop:
    """A running desktop."""

    def __init__(self, environment: Mapping[str, str], folder: Path, traffic: BusTraffic) -> None:
        self.environment = dict(environment)
        self.traffic = traffic
        self._folder = folder

    def run(self, *command: str) -> str:
        """Run a program on this desktop and return what it said; it must succeed."""
        done = subprocess.run(
            command,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, f"{command}: {done.stderr}"
        return done.stdout

    def opened(self) -> str:
        """Return the address that the browser was to open, waiting for it."""
        noted = self._folder / ADDRESSES
        found = until(lambda: noted.read_text() if noted.exists() else None, what="an address")
        (address,) = found.split()
        return address

    def screenshot(self, file: Path) -> Path:
        """Save what is on the screen as a PNG."""
        self.run("scrot", "--overwrite", str(file))
        return file

    def pop_ups(self) -> tuple[Box, ...]:
        """Return the notifications on the screen, as their windows lie."""
        windows = [line.split()[0] for line in self.windows() if _is_server_window(line)]
        boxes = [_visible_box(self._windows_told("-id", window)) for window in windows]
        # Servers keep tiny windows ready, and let a new one grow.
        return tuple(box for box in boxes if box and box.width > 50 and box.height > 20)

    def windows(self) -> list[str]:
        """Return a line for each window there is, shown or not, with its title and class."""
        tree = until(lambda: self._windows_told("-root", "-tree") or None, what="the windows")
        return tree.splitlines()

    def pop_up(self) -> Box:
        """Return the one notification, waiting for it to appear."""

        def one() -> Box | None:
            found = self.pop_ups()
            return found[0] if len(found) == 1 else None

        return until(one, what="one pop-up")

    def buttons(self, count: int) -> tuple[Point, ...]:
        """Return the middle of each button of the one notification, left to right.

        The buttons are the lowest line of writing in the window; wide gaps part them. Asked until
        `count` are found, since a window is there before all of it is painted.
        """

        def painted() -> tuple[Point, ...] | None:
            # Asked anew each time: a window may still grow or move while it is painted.
            boxes = self.pop_ups()
            if len(boxes) != 1:
                return None
            found = _lowest_writing(self._picture(boxes[0]), boxes[0])
            return found if len(found) == count else None

        return until(painted, what=f"{count} buttons")

    def press(self, index: int, count: int = 3) -> None:
        """Press the button `index`, from 0, of a notification that has `count`."""
        self.click(self.buttons(count)[index])

    def click_body(self, button: int = 1) -> None:
        """Click the notification itself, on its title: 1 left, 2 the wheel, as dunst wants it."""
        box = self.pop_up()
        self.click(Point(box.x + box.width // 3, box.y + min(30, box.height // 2)), button)

    def click(self, point: Point, button: int = 1) -> None:
        """Click somewhere on the screen."""
        # A pointer that arrives and presses at once is not seen entering the window.
        self.run("xdotool", "mousemove", str(point.x - 2), str(point.y))
        self.run("xdotool", "mousemove", str(point.x), str(point.y))
        threading.Event().wait(0.2)
        self.run("xdotool", "click", str(button))

    def dunst(self, *command: str) -> str:
        """Tell dunst something; only where it is the server."""
        return self.run("dunstctl", *command).strip()

    def _windows_told(self, *about: str) -> str:
        """Return what xwininfo says, nothing where a window is gone while it asks."""
        told = subprocess.run(
            ["xwininfo", *about],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        return "" if told.returncode else told.stdout

    def _picture(self, box: Box) -> tuple[bytes, ...]:
        file = self._folder / "pop-up.ppm"
        area = f"{box.x},{box.y},{box.width},{box.height}"
        self.run("scrot", "--overwrite", "--autoselect", area, str(file))
        return _grey_rows(file.read_bytes())


@contextmanager
def desktop(folder: Path, server: Server = Server.NOTIFICATION_DAEMON) -> Iterator[Desktop]:
    """Start a desktop; `folder` takes its logs. Skips or fails where a part is missing."""
    need("Xvfb", "dbus-daemon", "xdotool", "xwininfo", "scrot", *([server] if server else []))
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(folder),
        "TZ": "UTC",
        "LANG": "C.UTF-8",
        "NO_AT_BRIDGE": "1",
        "BROWSER": str(_browser(folder)),
    }
    with ExitStack() as parts:
        environment["DISPLAY"] = parts.enter_context(_screen(environment, folder))
        environment["DBUS_SESSION_BUS_ADDRESS"] = parts.enter_context(_bus(environment, folder))
        traffic = parts.enter_context(BusTraffic.listen(environment["DBUS_SESSION_BUS_ADDRESS"]))
        if server:
            log = folder / "server.log"
            running = parts.enter_context(process([server], environment, log))
            until(
                lambda: traffic.has_server() or running.poll() is not None,
                what="the notification server",
            )
            assert running.poll() is None, log.read_text(errors="replace")
        yield Desktop(environment, folder, traffic)


def _browser(folder: Path) -> Path:
    """Write a browser that only notes which address it was to open."""
    browser = folder / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" >>"{folder / ADDRESSES}"\n', encoding="utf-8")
    browser.chmod(0o700)
    return browser


@contextmanager
def bus_without_screen(folder: Path) -> Iterator[dict[str, str]]:
    """Start a bus on which nobody shows anything, and give the environment that leads to it."""
    need("dbus-daemon")
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "TZ": "UTC"}
    with _bus(environment, folder) as address:
        yield {**environment, "DBUS_SESSION_BUS_ADDRESS": address}


@contextmanager
def _screen(environment: Mapping[str, str], folder: Path) -> Iterator[str]:
    with _pipe() as (reading, writing):
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp"]
        # Else the screen begins anew whenever its last window is gone.
        command.append("-noreset")
        with process(command, environment, folder / "screen.log", [writing]):
            yield f":{_line(reading)}"


@contextmanager
def _bus(environment: Mapping[str, str], folder: Path) -> Iterator[str]:
    configuration = folder / "bus.conf"
    # A socket's path may have some hundred bytes; a test's own folder is often longer.
    with tempfile.TemporaryDirectory(prefix="bus-") as sockets, _pipe() as (reading, writing):
        configuration.write_text(BUS_CONFIGURATION.format(folder=sockets))
        command = ["dbus-daemon", f"--config-file={configuration}", "--nofork"]
        command.append(f"--print-address={writing}")
        with process(command, environment, folder / "bus.log", [writing]):
            yield _line(reading)


@contextmanager
def _pipe() -> Iterator[tuple[int, int]]:
    reading, writing = os.pipe()
    try:
        yield reading, writing
    finally:
        os.close(reading)
        os.close(writing)


def _line(reading: int) -> str:
    line = b""
    with selectors.DefaultSelector() as selector:
        selector.register(reading, selectors.EVENT_READ)
        while not line.endswith(b"\n"):
            assert selector.select(PATIENCE), "a part of the desktop did not start"
            line += os.read(reading, 1)
    return line.decode().strip()


def _is_server_window(line: str) -> bool:
    return '"Notification"' in line or '("dunst"' in line.lower()


def _visible_box(description: str) -> Box | None:
    if "Map State: IsViewable" not in description:
        return None
    names = ("Absolute upper-left X", "Absolute upper-left Y", "Width", "Height")
    found = [re.search(rf"{name}:\s*(-?\d+)", description) for name in names]
    return Box(*(int(match[1]) for match in found if match))


def _grey_rows(ppm: bytes) -> tuple[bytes, ...]:
    """Return the green values of a binary PPM, a row each: good enough to see writing by."""
    header = re.match(rb"P6\s(?:#.*\n)*(\d+)\s(\d+)\s255\s", ppm)
    assert header is not None, ppm[:60]
    columns, pixels = int(header[1]), ppm[header.end() :]
    return tuple(
        pixels[row * columns * 3 : (row + 1) * columns * 3][1::3] for row in range(int(header[2]))
    )


def _lowest_writing(rows: tuple[bytes, ...], box: Box) -> tuple[Point, ...]:
    """Return the middles of the groups of dark pixels in the lowest line of writing."""
    edge, dark, gap = 16, 110, 14
    inside = [row[edge : box.width - edge] for row in rows]
    written = [y for y in range(edge, box.height - edge) if min(inside[y]) < dark]
    if not written:
        return ()
    bottom = top = written[-1]
    while top - 1 in written:
        top -= 1
    columns = sorted(
        {x for y in range(top, bottom + 1) for x, value in enumerate(inside[y]) if value < dark}
    )
    groups: list[list[int]] = []
    for x in columns:
        if groups and x - groups[-1][-1] < gap:
            groups[-1].append(x)
        else:
            groups.append([x])
    middle = box.y + (top + bottom) // 2
    return tuple(Point(box.x + edge + (group[0] + group[-1]) // 2, middle) for group in groups)

"""An X11 screen, real: the last key, and a window that fills it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from selfcare.domain.presence import Sensed
from selfcare.presence import x11
from selfcare.presence.sensing import NotHere
from tests.e2e.desktop import Desktop, Server, desktop, need, process, until

pytestmark = pytest.mark.desktop


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Desktop]:
    with desktop(tmp_path, Server.NONE) as here:
        yield here


def test_the_time_since_the_last_key_rises_and_a_key_ends_it(screen: Desktop) -> None:
    def idle() -> int | None:
        return x11.ask(screen.environment).idle_seconds

    until(lambda: (idle() or 0) >= 2, what="two seconds without a key")
    screen.run("xdotool", "key", "a")

    assert idle() == 0


def test_a_window_that_fills_the_screen_is_seen(screen: Desktop, tmp_path: Path) -> None:
    need("xterm", "xprop")
    with process(["xterm", "-T", "film"], screen.environment, tmp_path / "xterm.log"):
        window = until(
            lambda: next((line.split()[0] for line in screen.windows() if '"film"' in line), None),
            what="the window",
        )
        assert x11.ask(screen.environment).full_screen is Sensed.UNKNOWN

        # What a window manager would write; there is none on this screen.
        in_front = ("-f", "_NET_ACTIVE_WINDOW", "32x", "-set", "_NET_ACTIVE_WINDOW", window)
        screen.run("xprop", "-root", *in_front)
        assert x11.ask(screen.environment).full_screen is Sensed.NO

        fills = ("-f", "_NET_WM_STATE", "32a", "-set", "_NET_WM_STATE", "_NET_WM_STATE_FULLSCREEN")
        screen.run("xprop", "-id", window, *fills)
        assert x11.ask(screen.environment).full_screen is Sensed.YES

        screen.run("xdotool", "windowkill", window)
        until(lambda: not any('"film"' in line for line in screen.windows()), what="its end")
        # The root still names the window that is gone.
        assert x11.ask(screen.environment).full_screen is Sensed.NO


def test_on_wayland_the_x_server_is_not_believed(screen: Desktop) -> None:
    with pytest.raises(NotHere, match="Wayland"):
        x11.ask({**screen.environment, "WAYLAND_DISPLAY": "wayland-0"})


@pytest.mark.parametrize("environment", [{}, {"DISPLAY": ":987"}], ids=["none", "not there"])
def test_without_a_screen_nothing_is_known(environment: dict[str, str]) -> None:
    with pytest.raises(NotHere):
        x11.ask(environment)

"""What GNOME, KDE, Xfce, dunst and logind tell, asked on a real bus."""

from __future__ import annotations

from pathlib import Path

import pytest

from selfcare.domain.presence import Presence, Sensed
from selfcare.presence import desktops, logind
from selfcare.presence.buses import Question
from selfcare.presence.sensing import NotHere
from tests.e2e.desktop import Server, desktop, need
from tests.presence.conftest import Speak, Told

YES_AND_NO = [(True, Sensed.YES), (False, Sensed.NO)]


def test_gnome_tells_how_long_nobody_touched_anything(speak: Speak) -> None:
    speak(Told(desktops.MUTTER, "t", 301_500))

    assert desktops.mutter() == Presence(idle_seconds=301)


@pytest.mark.parametrize("question", desktops.SCREENSAVERS, ids=lambda one: one.name)
@pytest.mark.parametrize(("active", "locked"), YES_AND_NO)
def test_a_screen_saver_tells_of_a_locked_screen(
    speak: Speak, question: Question, active: bool, locked: Sensed
) -> None:
    speak(Told(question, "b", active))

    assert desktops.screensaver() == Presence(locked=locked)


@pytest.mark.parametrize("question", desktops.QUIET, ids=lambda one: one.interface)
@pytest.mark.parametrize(("kept_back", "quiet"), YES_AND_NO)
def test_a_notification_server_tells_of_do_not_disturb(
    speak: Speak, question: Question, kept_back: bool, quiet: Sensed
) -> None:
    speak(Told(question, "b", kept_back))

    assert desktops.notifications() == Presence(do_not_disturb=quiet)


@pytest.mark.parametrize(("on", "quiet"), YES_AND_NO)
def test_xfce_tells_of_do_not_disturb(speak: Speak, on: bool, quiet: Sensed) -> None:
    speak(Told(desktops.XFCE, "v", on))

    assert desktops.xfce() == Presence(do_not_disturb=quiet)


@pytest.mark.parametrize(
    ("bits", "shown"), [(8, Sensed.YES), (12, Sensed.YES), (4, Sensed.UNKNOWN)]
)
@pytest.mark.parametrize(("banners", "quiet"), [("false", Sensed.YES), ("true", Sensed.NO)])
def test_gnome_tells_of_slides_and_of_do_not_disturb(
    speak: Speak,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    bits: int,
    shown: Sensed,
    banners: str,
    quiet: Sensed,
) -> None:
    tool = tmp_path / "gsettings"
    tool.write_text(f'#!/bin/sh\n[ "$*" = "{" ".join(desktops.BANNERS)}" ] && echo {banners}\n')
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    speak(Told(desktops.INHIBITED, "u", bits))

    told = desktops.gnome({"XDG_CURRENT_DESKTOP": "ubuntu:GNOME"})

    assert told == Presence(do_not_disturb=quiet, full_screen=shown)


def test_elsewhere_gnome_is_not_asked(speak: Speak) -> None:
    speak(Told(desktops.INHIBITED, "u", 8))

    with pytest.raises(NotHere, match="not GNOME"):
        desktops.gnome({"XDG_CURRENT_DESKTOP": "KDE"})


@pytest.mark.parametrize(
    ("locked", "told"),
    [(True, Presence(locked=Sensed.YES)), (False, Presence())],
    ids=["locked", "nobody said so"],
)
def test_logind_tells_only_of_a_locked_screen(speak: Speak, locked: bool, told: Presence) -> None:
    hints = ((locked, "b"), (False, "b"), (0, "t"))
    speak(
        *(
            Told(question, kind, value)
            for question, (value, kind) in zip(logind.QUESTIONS, hints, strict=True)
        )
    )

    assert logind.ask() == told


def test_logind_tells_how_long_a_session_rests(speak: Speak) -> None:
    hints = ((False, "b"), (True, "b"), (1_000_000, "t"))
    speak(
        *(
            Told(question, kind, value)
            for question, (value, kind) in zip(logind.QUESTIONS, hints, strict=True)
        )
    )

    idle = logind.ask().idle_seconds

    assert idle is not None
    assert idle > 0


def test_nobody_on_the_bus_means_that_nothing_is_known(speak: Speak) -> None:
    assert speak is not None
    for ask in (desktops.mutter, desktops.screensaver, desktops.notifications, desktops.xfce):
        with pytest.raises(NotHere):
            ask()
    with pytest.raises(NotHere):
        logind.ask()


def test_no_bus_at_all_means_that_nothing_is_known() -> None:
    with pytest.raises(NotHere, match="cannot be used"):
        desktops.mutter()


def test_who_never_answers_is_not_waited_for(speak: Speak) -> None:
    speak(Told(desktops.MUTTER, "t", 0, mute=True))

    with pytest.raises(NotHere, match="no answer within 1 s"):
        desktops.mutter()


def test_an_answer_of_another_kind_is_no_answer(speak: Speak) -> None:
    speak(Told(desktops.MUTTER, "s", "long"), Told(desktops.XFCE, "s", "yes"))

    assert desktops.mutter() == Presence()
    assert desktops.xfce() == Presence()


@pytest.mark.desktop
def test_dunst_tells_whether_it_is_paused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    need("dunstctl")
    with desktop(tmp_path, Server.DUNST) as here:
        address = here.environment["DBUS_SESSION_BUS_ADDRESS"]
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        assert desktops.notifications() == Presence(do_not_disturb=Sensed.NO)

        here.dunst("set-paused", "true")

        assert desktops.notifications() == Presence(do_not_disturb=Sensed.YES)

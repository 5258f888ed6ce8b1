"""All sensors together, and the child that asks them."""

from __future__ import annotations

import threading

from selfcare.app.diagnosis import Verdict
from selfcare.app.diagnosis_presence import NAMES, check_presence
from selfcare.app.say import say
from selfcare.domain.presence import Presence, Sensed, together
from selfcare.presence import desktops
from selfcare.presence.child import PresenceChild
from selfcare.presence.sensing import NotHere, Sensing, Sensor, SensorName
from selfcare.presence.sensors import LINUX, SENSORS, ask_all
from tests.presence.conftest import Speak, Told


def not_here() -> Presence:
    raise NotHere("no such thing")


def broken() -> Presence:
    raise RuntimeError("a mistake of ours")


def test_one_that_fails_silences_no_other() -> None:
    locked = Presence(locked=Sensed.YES)
    said = ask_all(
        (
            Sensor(SensorName.X11, not_here),
            Sensor(SensorName.LOGIND, broken),
            Sensor(SensorName.MUTTER, lambda: locked),
        )
    )

    assert said == (
        Sensing(SensorName.X11, why="no such thing"),
        Sensing(SensorName.LOGIND, why="RuntimeError: a mistake of ours"),
        Sensing(SensorName.MUTTER, locked),
    )


def test_one_that_hangs_is_left_behind() -> None:
    over = threading.Event()

    def hang() -> Presence:
        over.wait()
        return Presence()

    quick = Presence(idle_seconds=3)
    said = ask_all(
        (Sensor(SensorName.X11, hang), Sensor(SensorName.MUTTER, lambda: quick)), seconds=0.2
    )
    over.set()

    assert said[0].why == "no answer within 0.2 s"
    assert said[1].presence == quick


def test_one_yes_is_enough_and_the_shortest_rest_holds() -> None:
    said = together(
        (
            Presence(idle_seconds=900, locked=Sensed.NO, in_call=Sensed.NO),
            Presence(idle_seconds=4, locked=Sensed.YES),
            Presence(),
        )
    )

    assert said == Presence(idle_seconds=4, locked=Sensed.YES, in_call=Sensed.NO)
    assert together(()) == Presence()


def test_the_child_tells_what_it_found(speak: Speak) -> None:
    speak(Told(desktops.MUTTER, "t", 400_000), Told(desktops.QUIET[0], "b", True))

    found = PresenceChild().wait()

    assert [one.sensor for one in found] == [one.name for one in LINUX]
    seen = together(one.presence for one in found)
    assert seen.away
    assert seen.do_not_disturb is Sensed.YES


def test_a_desktop_that_never_answers_keeps_no_child(speak: Speak) -> None:
    speak(*(Told(one, "b", True, mute=True) for one in (*desktops.SCREENSAVERS, *desktops.QUIET)))

    found = {one.sensor: one for one in PresenceChild().wait()}

    assert found[SensorName.SCREENSAVER].why is not None
    assert "no answer" in (found[SensorName.NOTIFICATIONS].why or "")


def test_a_child_that_dies_knows_nothing() -> None:
    child = PresenceChild()
    child.close()

    assert child.outcome() == ()


def test_every_sensor_has_a_name_for_doctor_and_stands_in_one_list() -> None:
    listed = [one.name for one in (*LINUX, *(one for some in SENSORS.values() for one in some))]

    assert sorted(listed) == sorted(SensorName)
    assert set(NAMES) == set(SensorName)


def test_doctor_says_of_each_sensor_what_it_knows(speak: Speak) -> None:
    speak(Told(desktops.MUTTER, "t", 7_000), Told(desktops.QUIET[0], "b", False))

    found = {check.about: check for check in check_presence()}

    assert found["presence mutter"].verdict is Verdict.GOOD
    assert say(found["presence mutter"].says) == (
        "Keyboard and mouse in GNOME: answers; last touched 7 s ago"
    )
    assert say(found["presence notifications"].says).endswith("do not disturb is off")
    unknown = found["presence x11"]
    assert unknown.verdict is Verdict.NOTE
    assert unknown.detail == "DISPLAY is not set"

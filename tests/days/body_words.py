"""What a day script can say of somebody's body, and of what the program makes of it.

What is noted goes through the use cases; what is claimed is held against the moment as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from msgspec import convert

from selfcare.app.answering import waiting_prompt
from selfcare.app.assessing import Assessment, assess, present_for
from selfcare.app.checking_in import save
from selfcare.app.context import Context
from selfcare.app.course import TurnOver
from selfcare.app.cycle import note_start
from selfcare.app.flaring import begin_quiet_day
from selfcare.app.gate import alarm_now, answer_gate, note_checked
from selfcare.app.offering import routine_named
from selfcare.app.present import look
from selfcare.app.say import say
from selfcare.app.session import Session, begin, end_done, end_stopped, finish_turn
from selfcare.app.stress import add_stress
from selfcare.app.tenderness import note_tenderness
from selfcare.app.treatments import add_treatment
from selfcare.domain.checkin import CheckIn, PainSide, Sign, Symptom, Zone
from selfcare.domain.facts import NotYetBleeding, PeriodStarted, StopReason
from selfcare.domain.muscles import Muscle
from selfcare.domain.offer import Offered
from selfcare.domain.red_flags import Flag
from selfcare.domain.tenderness import Tenderness
from selfcare.domain.timeline import turns

DAY = timedelta(days=1)
Deed = Callable[[Context], object]
DeedWith = Callable[[Context, str], None]


def check_in(text: str, day: date) -> CheckIn:
    """Return the check-in of “a headache of 4, band, both sides, pressing, like usual, stress 7”.

    Places, sides, what came with it and signs are the words of the diary, with spaces in them.
    """
    said: dict[str, Any] = {"day": day}
    for part in text.split(", "):
        _take(said, part.strip())
    return convert(said, CheckIn)


def _take(said: dict[str, Any], part: str) -> None:
    name = part.replace(" ", "_")
    headache = re.fullmatch(r"a headache of (\d+)( that goes on)?", part)
    number = re.fullmatch(r"(stress|stiffness|now) (\d+)", part)
    if headache:
        said |= {"headache": "yes", "worst": int(headache[1])}
        if headache[2]:
            said |= {"headache": "running", "now": int(headache[1])}
    elif number:
        said[number[1]] = int(number[2])
    elif part == "no headache":
        said["headache"] = "no"
    elif part == "nothing came with it":
        said["with"] = []
    elif part in ("like usual", "unlike usual"):
        said["like_usual"] = part == "like usual"
    elif name in tuple(Zone):
        said.setdefault("zones", []).append(name)
    elif name.removesuffix("_sides") in tuple(PainSide):
        said["side"] = name.removesuffix("_sides")
    elif name in tuple(Symptom):
        said.setdefault("with", []).append(name)
    elif name in tuple(Sign):
        said.setdefault("signs", []).append(name)
    else:
        raise AssertionError(f"nobody knows “{part}”")


def _note(context: Context, text: str) -> None:
    save(context, check_in(text, context.today()))


def _note_and_bleeding(context: Context, text: str) -> None:
    today = context.today()
    save(context, check_in(text, today), bleeding=PeriodStarted(today))


def _note_and_no_bleeding(context: Context, text: str) -> None:
    today = context.today()
    save(context, check_in(text, today), bleeding=NotYetBleeding(today))


def _fill_in(context: Context, text: str) -> None:
    day, _, said = text.partition(": ")
    save(context, check_in(said, date.fromisoformat(day)))


def _start(context: Context, text: str) -> None:
    for day in text.split():
        note_start(context, date.fromisoformat(day))


def _tell_stress(context: Context, text: str) -> None:
    name, first, last = text.split(" | ")
    add_stress(context, name, first=first, last=last)


def _feel(context: Context, text: str) -> None:
    note_tenderness(context, tuple(_spots(text)))


def _spots(text: str) -> Iterator[Tenderness]:
    for part in text.split(", "):
        found = re.fullmatch(r"(\w+) (\d+)( and feels like the headache)?", part)
        assert found, part
        yield Tenderness(
            muscle=Muscle(found[1]),
            left=int(found[2]),
            right=int(found[2]),
            mine=found[3] is not None,
        )


def _treat(context: Context, text: str) -> None:
    add_treatment(context, context.today(), muscles=text.split(" and "))


def _tick(context: Context, text: str) -> None:
    answer_gate(context, tuple(Flag(one.replace(" ", "_")) for one in text.split(", ")))


# Sessions


def _begun(context: Context, before: int | None = None) -> Session:
    state = waiting_prompt(context)
    assert state is not None, "nothing is open"
    assert state.prompt.routine is not None, "what is open is no break"
    return begin(context, routine_named(context, state.prompt.routine), state, before)


def _do(context: Context, text: str) -> None:
    """Do what is offered; `text` is how strong it hurts before and after."""
    before, after = (int(one) for one in text.split(" and "))
    session = _begun(context, before)
    for turn in turns(session.steps):
        finish_turn(context, session, TurnOver(turn, turn.seconds))
    end_done(context, session, after)


def _stop(context: Context, text: str) -> None:
    session = _begun(context)
    turn = turns(session.steps)[0]
    reason = StopReason(text.replace(" ", "_"))
    end_stopped(context, session, reason, broken_off=TurnOver(turn, turn.seconds // 2))


# What the program makes of it


def _assessed(context: Context) -> Assessment:
    return assess(present_for(context))


def _break(context: Context) -> Offered:
    """Return the break that is open, as it may be done now."""
    state = waiting_prompt(context)
    assert state is not None, "nothing is open"
    present = look(context)
    offered = present.chooser().offer(present.routines.get(state.prompt.routine or ""), present.now)
    assert offered is not None, f"“{state.prompt.routine}” may not run now"
    return offered


def _break_is(context: Context, text: str) -> None:
    found = _break(context).routine.id
    assert found == text, f"the break is {found}"


def _break_is_for(context: Context, text: str) -> None:
    offered = _break(context).routine
    assert Muscle(text) in offered.muscles, f"{offered.id} is for {offered.muscles}"


def _break_presses(context: Context, text: str) -> None:
    offered = _break(context)
    found = offered.max_pressure
    assert found == int(text), f"{offered.routine.id} presses {found} of 10"


def _fits(context: Context, text: str) -> None:
    best = _assessed(context).best
    found = "nothing" if best is None else best.routine.id
    assert found == text, f"what fits is {found}"


def _says(context: Context, text: str) -> None:
    said = _assessed(context).text
    assert said is not None, "nothing is said"
    assert text in say(said), say(said)


def _not_pressed(context: Context, text: str) -> None:
    """Check that no routine presses a muscle now, whatever starts it."""
    present = look(context)
    chooser = present.chooser()
    for routine in present.routines.values():
        offered = chooser.offer(routine, present.now)
        if offered is not None:
            pressed = {
                one for step in offered.routine.steps if step.pressure for one in step.muscles
            }
            assert Muscle(text) not in pressed, f"{routine.id} presses it"


def _phase(context: Context, *, active: bool) -> None:
    assert look(context).around.body.phases.active is active


def _asked_first(context: Context) -> None:
    assert alarm_now(context).gate is not None


def _rests(context: Context, *, suspended: bool) -> None:
    assert alarm_now(context).suspended is suspended
    assert (_assessed(context).best is None) is suspended


DEEDS: dict[str, Deed] = {
    "bleeding begins": lambda context: _start(context, context.today().isoformat()),
    "the user begins a quiet day": begin_quiet_day,
    "the user has been checked by a doctor": note_checked,
    "the user ticks none of the alarming symptoms": lambda context: answer_gate(
        context, (Flag.NONE,)
    ),
    "the muscles are calm": lambda context: _phase(context, active=False),
    "the muscles are sore": lambda context: _phase(context, active=True),
    "the questions about alarming symptoms come first": _asked_first,
    "all routines rest until a doctor has looked": lambda context: _rests(context, suspended=True),
    "routines come again": lambda context: _rests(context, suspended=False),
}
DEEDS_WITH_MORE: dict[str, DeedWith] = {
    r"the user notes (.+), and that bleeding has begun": _note_and_bleeding,
    r"the user notes (.+), and that bleeding has not begun": _note_and_no_bleeding,
    r"the user notes (.+)": _note,
    r"the user fills in (.+)": _fill_in,
    r"earlier starts are noted: (.+)": _start,
    r"the user tells of (.+ \| .+ \| .+)": _tell_stress,
    r"at the weekly check (.+)": _feel,
    r"the therapist treats (.+)": _treat,
    r"the user ticks (.+)": _tick,
    r"the user does it, (\d+ and \d+) of 10 before and after": _do,
    r"the user stops it because of (.+)": _stop,
    r"the break is for (.+)": _break_is_for,
    r"the break is (.+)": _break_is,
    r"the break presses (\d+) of 10": _break_presses,
    r"what fits is (.+)": _fits,
    r'it says "(.+)"': _says,
    r"nothing presses (.+)": _not_pressed,
}

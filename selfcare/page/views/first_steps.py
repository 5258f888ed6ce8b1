"""First steps: one thing a page, each of which can be left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct
from starlette.responses import Response

from selfcare.app.say import words
from selfcare.app.screening import stored_screening
from selfcare.app.settings_sheet import SECTIONS, Control, control
from selfcare.domain.message import Message, message
from selfcare.domain.routine import Side
from selfcare.page.fields import number_in
from selfcare.page.leading import FIRST_STEPS
from selfcare.page.settings_values import values
from selfcare.page.visit import Visit, get


class Step(Struct, frozen=True, kw_only=True):
    """A step; `settings` are those it shows, where it shows any."""

    topic: str
    heading: Message
    lead_in: Message | None = None
    writes: bool = False
    settings: tuple[tuple[str, str], ...] = ()


STEPS: Final = (
    Step(topic="about", heading=message("Welcome")),
    Step(
        topic="health",
        heading=message("A few questions about your health"),
        lead_in=message("Until they are answered, only gentle routines are offered."),
    ),
    Step(
        topic="work",
        heading=message("When do you work?"),
        lead_in=message("Nothing is offered outside these hours. All of it can be changed later."),
        writes=True,
        settings=tuple(("work", key) for key in SECTIONS["work"].usual),
    ),
    Step(
        topic="times",
        heading=message("When may selfcare speak up?"),
        lead_in=message("A prompt can always be put off or passed by."),
        writes=True,
        settings=(
            *(("prompts", "daily_cap"), ("prompts", "spacing_minutes")),
            *(("checkins", "diary"), ("checkins", "at"), ("prompts", "wording")),
        ),
    ),
    Step(
        topic="muscles",
        heading=message("What would you like to look after?"),
        lead_in=message("selfcare can go by what you note, or by muscles you choose."),
        writes=True,
    ),
    Step(
        topic="cycle",
        heading=message("Your cycle, if it matters to you"),
        lead_in=message(
            "Some people have more headaches around the start of their bleeding. If you wish,"
            " selfcare asks a little more carefully then."
        ),
        writes=True,
        settings=(("cycle", "mode"), ("cycle", "pill_start")),
    ),
    Step(
        topic="test",
        heading=message("Does a prompt reach you?"),
    ),
)
_START_HINT: Final = message(
    "This goes into your diary on this computer, and turns the estimates on. Left empty, nothing"
    " begins until you note a first day."
)


async def first_steps(visit: Visit) -> Response:
    """Show one of the steps."""
    asked = number_in(visit.asked("step"))
    number = asked if asked is not None and 1 <= asked <= len(STEPS) else 1
    step = STEPS[number - 1]
    return visit.shows(
        "first_steps.html",
        title=words("First steps"),
        here="settings",
        step=number,
        last=len(STEPS),
        topic=step.topic,
        heading=step.heading,
        lead_in=None if step.topic == "health" and _is_answered(visit) else step.lead_in,
        writes=step.writes,
        controls=tuple(_controls(visit, step)),
        start_hint=_START_HINT,
        both=Side.BOTH,
        here_too=_address(number),
        here_again=f"{_address(number)}&answered=1",
        answered=bool(visit.asked("answered")),
        next=_address(number + 1),
        back=_address(number - 1) if number > 1 else "",
        **values(visit),
    )


def _is_answered(visit: Visit) -> bool:
    return stored_screening(visit.context) is not None


def _controls(visit: Visit, step: Step) -> Iterator[Control]:
    settings = visit.context.in_force.settings
    return (control(settings, section, key) for section, key in step.settings)


def _address(number: int) -> str:
    return f"{FIRST_STEPS}?step={number}"


WAYS: Final = (get(FIRST_STEPS, first_steps),)

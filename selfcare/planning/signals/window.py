"""The days around the start of bleeding, -2 to +3: estimated, or known once it is noted.

Headaches were 1.7 times as frequent on days -2 and -1, and 2.5 times on days 1 to 3 (K13,
MacGregor & Hackshaw 2004).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from selfcare.domain.cycle import Flag
from selfcare.domain.message import message
from selfcare.domain.offer import NO_CAPS, Caps
from selfcare.domain.prompt import OF_CYCLE, Asks, Prompt, PromptKind
from selfcare.domain.settings import CycleMode
from selfcare.planning.around import Around
from selfcare.planning.signals.diary import asked_before, diary_time
from selfcare.planning.signals.signal import Signal, SignalId, prompt_at

WINDOW_CAPS: Final = Caps(at_most=4, lowered_by=1, no_balls=True)
"""Domain handbook 6, row 14. Its reason stays as general as any, since a session may keep it."""


def caps_on(day: date, around: Around) -> Caps:
    """Return how far pressure is lowered on `day`, whatever starts a routine."""
    return NO_CAPS if around.cycle.flag(day) is None else WINDOW_CAPS


def window(day: date, around: Around) -> Iterator[Signal]:
    """Yield the day of a window; the check-in asks whether bleeding has begun."""
    cycle = around.cycle
    flag = cycle.flag(day)
    if flag is None:
        return
    asks = cycle.asks_bleeding(day) and around.is_workday(day)
    prompts: tuple[Prompt, ...] = ()
    settings = around.settings
    wanted = asks and settings.cycle.prompts and not settings.checkins.diary
    wanted = wanted and not asked_before(day, around)
    at = diary_time(day, around) if wanted else None
    if at is not None:
        prompts = (
            prompt_at(
                at,
                day,
                around,
                id_=f"{OF_CYCLE}{cycle.anchor}/window/{day}",
                kind=PromptKind.CHECKIN,
                reason=message("It is one of the days around the start of bleeding."),
                asks=Asks.DIARY,
            ),
        )
    reason = message("By your notes, bleeding may begin around this day.")
    if flag is Flag.LOGGED:
        reason = message("It is one of the first days of bleeding.")
    elif cycle.mode is CycleMode.HORMONAL:
        reason = message("By your own schedule, it is one of the days without pills.")
    yield Signal(
        id=SignalId.WINDOW,
        reason=reason,
        changes=message(
            "Pressing is kept lighter, and the check-in asks whether bleeding has begun."
        )
        if asks
        else message("Pressing is kept lighter."),
        prompts=prompts,
        caps=WINDOW_CAPS,
    )

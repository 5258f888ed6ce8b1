"""Why there is an estimate of the cycle, and why there is none, each in a sentence."""

from __future__ import annotations

from typing import Final

from selfcare.domain.cycle_forecast import Forecast
from selfcare.domain.message import Message, message

NO_START: Final = message(
    "No start is noted yet. To begin, note your last one: selfcare period start"
)
OFF: Final = message(
    'Switched off in your settings. To switch it on: mode = "natural" below [cycle]'
)
PAUSED: Final = message('Paused in your settings. To go on: mode = "natural" below [cycle]')
PREGNANCY: Final = message(
    "Paused because of your answers to the health questions. To answer them anew: selfcare screen"
)
NO_SCHEDULE: Final = message(
    "With hormones the days come from your own schedule. To have them, write the first day of a"
    " pack as pill_start below [cycle] in your settings."
)
NO_BREAK: Final = message("Your schedule has no break, so no days are expected.")


def estimated_from(found: Forecast, usual_length: int | None) -> Message:
    """Return what a forecast is made of, in a sentence."""
    if found.cycles == 0:
        basis = message("A rough estimate, since no whole cycle is noted yet")
    elif found.irregular and not found.rough:
        basis = message(
            "Your cycles vary a lot, so this is a rough estimate from {cycles}",
            cycles=_cycles(found.cycles),
        )
    elif found.rough:
        basis = message("A rough estimate from {cycles}", cycles=_cycles(found.cycles))
    else:
        basis = message("Estimated from {cycles}", cycles=_cycles(found.cycles))
    if usual_length is not None:
        basis = message("{basis}, your usual length counted as one", basis=basis)
    if len(found.left_out) == 1:
        basis = message("{basis}; 1 start was left out", basis=basis)
    elif found.left_out:
        count = len(found.left_out)
        basis = message("{basis}; {count} starts were left out", basis=basis, count=count)
    return message("{basis}.", basis=basis)


def _cycles(count: int) -> Message:
    return message("1 cycle") if count == 1 else message("{count} cycles", count=count)

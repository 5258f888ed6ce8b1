"""The reasons to check in, one file each. To add one: its file here, and its line in `SIGNALS`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from selfcare.planning.around import Around
from selfcare.planning.signals.again import again
from selfcare.planning.signals.deadline import deadline
from selfcare.planning.signals.diary import diary
from selfcare.planning.signals.let_down import let_down
from selfcare.planning.signals.mid_cycle import mid_cycle
from selfcare.planning.signals.period_ahead import period_ahead
from selfcare.planning.signals.signal import Signal
from selfcare.planning.signals.silence import silence
from selfcare.planning.signals.start_missed import start_missed
from selfcare.planning.signals.stressful_time import stressful_time
from selfcare.planning.signals.week import week
from selfcare.planning.signals.weekend import weekend
from selfcare.planning.signals.window import window
from selfcare.planning.signals.window_over import window_over

SIGNALS: Final[tuple[Callable[[date, Around], Iterator[Signal]], ...]] = (
    silence,
    start_missed,
    period_ahead,
    stressful_time,
    deadline,
    diary,
    again,
    let_down,
    weekend,
    window,
    mid_cycle,
    window_over,
    week,
)


def signals_of(day: date, around: Around) -> tuple[Signal, ...]:
    """Return what `day` has about it."""
    return tuple(signal for find in SIGNALS for signal in find(day, around))

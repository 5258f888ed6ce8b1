"""The cycle as lines for people: where it stands, what may come, and what that is made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from selfcare.domain.cycle import CycleOutlook, Flag
from selfcare.domain.message import Message, message
from selfcare.domain.settings import CycleMode
from selfcare.planning.day_words import date_words

ONLY_AN_ESTIMATE: Final = message(
    "This is an estimate, not for contraception or for planning a pregnancy."
)


def cycle_lines(outlook: CycleOutlook) -> Iterator[Message]:
    """Yield all there is to tell about the cycle on the day of the outlook."""
    yield _day(outlook)
    yield from next_lines(outlook)
    yield from _ovulation(outlook)
    yield outlook.why
    for one in outlook.left_out:
        yield message("  Left out: {day}. {why}", day=one.on.isoformat(), why=one.why)
    if outlook.next_start is not None:
        yield ONLY_AN_ESTIMATE


def next_lines(outlook: CycleOutlook) -> Iterator[Message]:
    """Yield when the next start may come, where anything can be said about it."""
    if outlook.next_start is None or outlook.lo is None or outlook.hi is None:
        return
    lo, hi = date_words(outlook.lo), date_words(outlook.hi)
    if outlook.mode is CycleMode.HORMONAL:
        yield message("The next days without pills are {lo} to {hi}.", lo=lo, hi=hi)
        return
    yield message("The next start may come around {day}.", day=date_words(outlook.next_start))
    yield message("In four of five cases it comes from {lo} to {hi}.", lo=lo, hi=hi)


def _day(outlook: CycleOutlook) -> Message:
    day: Message = date_words(outlook.today)
    number = outlook.day_of_cycle(outlook.today)
    if number is not None:
        day = message("{day}: day {number} of your cycle", day=day, number=number)
    match outlook.flag(outlook.today):
        case Flag.LOGGED:
            return message("{day}, one of the first days of bleeding.", day=day)
        case Flag.PREDICTED if outlook.mode is CycleMode.HORMONAL:
            return message("{day}, one of the days without pills.", day=day)
        case Flag.PREDICTED:
            return message("{day}. Bleeding may begin around this day.", day=day)
        case None:
            return message("{day}.", day=day)


def _ovulation(outlook: CycleOutlook) -> Iterator[Message]:
    if outlook.ovulation_lo is None or outlook.ovulation_hi is None:
        return
    lo, hi = date_words(outlook.ovulation_lo), date_words(outlook.ovulation_hi)
    if outlook.ovulation_hi < outlook.today:
        yield message("Ovulation may have been from {lo} to {hi}.", lo=lo, hi=hi)
    else:
        yield message("Ovulation may be from {lo} to {hi}.", lo=lo, hi=hi)

"""The outlook: see it, hide it, see it again, and what it says.

The one rule: a guess is told as a guess. No percentages, no warning, and nothing at all where the
user wants none, where an alarm is open, or where one's own notes do not bear it out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import reduce
from typing import Final

from msgspec import Struct

from selfcare.app.context import Context
from selfcare.app.present import look
from selfcare.domain.cycle_forecast import later
from selfcare.domain.facts import OutlookSwitched
from selfcare.domain.message import Message, message
from selfcare.domain.outlook import ENOUGH_DAYS, Band, Outlook
from selfcare.planning.outlook import is_hidden, outlook_of

REACH_DAYS: Final = 400
"""How far back the diary is read: a year of days to judge, and five weeks to judge the first by."""


class OutlookSeen(Struct, frozen=True, kw_only=True):
    """The outlook of a day as the user gets it: without a band where it is `hidden`.

    `cycle` is whether one is looked at; nothing is said of it to anybody else.
    """

    outlook: Outlook
    hidden: bool
    cycle: bool = False

    @property
    def shown(self) -> bool:
        """Whether there is a band to be seen."""
        return self.outlook.band is not None


def see_outlook(context: Context, day: date | None = None) -> OutlookSeen:
    """Return the outlook of `day`, today where none is named, by what is noted now."""
    wanted = day or context.today()
    present = look(context, since=later(wanted, -REACH_DAYS))
    suspended = present.history.alarm.suspended
    if is_hidden(present.entries):
        return OutlookSeen(outlook=Outlook(day=wanted, suspended=suspended), hidden=True)
    found = outlook_of(wanted, present.around, present.entries, suspended=suspended)
    return OutlookSeen(outlook=found, hidden=False, cycle=present.around.cycle.on)


def hide_outlook(context: Context) -> None:
    """Let the outlook be seen no more, until it is asked for again."""
    _switch(context, shown=False)


def show_outlook(context: Context) -> None:
    """Let the outlook be seen again."""
    _switch(context, shown=True)


def outlook_lines(seen: OutlookSeen) -> Iterator[Message]:
    """Yield what there is to tell."""
    found = seen.outlook
    if found.suspended:
        yield message(
            "The outlook rests until you have been checked. Once you have: selfcare checked"
        )
    elif seen.hidden:
        yield message("The outlook is hidden. To see it again: selfcare outlook --show")
    elif found.off is not None:
        yield found.off
    else:
        yield from _shown(found, cycle=seen.cycle)


def _switch(context: Context, *, shown: bool) -> None:
    """Note the wish, unless things are so already."""
    if is_hidden(context.diary.view(since=context.today()).entries) is shown:
        context.note(OutlookSwitched(shown=shown))


def _shown(found: Outlook, *, cycle: bool) -> Iterator[Message]:
    yield _band_words(found)
    if found.days_like_it is not None and found.headache_days is not None:
        yield message(
            "On days like this you noted headache {k} of {n} times.",
            k=found.headache_days,
            n=found.days_like_it,
        )
    if found.few_days:
        yield (
            message(
                "Until {days} days are noted, only early signs and a noted cycle count.",
                days=ENOUGH_DAYS,
            )
            if cycle
            else message("Until {days} days are noted, only early signs count.", days=ENOUGH_DAYS)
        )
    yield message("This is a guess from your own notes; it can be wrong.")


def _band_words(found: Outlook) -> Message:
    if found.band is Band.USUAL:
        return message("A usual day, as far as can be told.")
    because = reduce(lambda one, more: message("{one}, {more}", one=one, more=more), found.reasons)
    if found.band is Band.HIGH:
        return message("A day to go very gently, because: {reasons}.", reasons=because)
    return message("A day to go gently, because: {reasons}.", reasons=because)

"""What a check-in, or an answer at the gate, led to, for a face that shows it a moment later.

The terminal says it in one breath. A page is looked at after it was noted, and perhaps once more;
so it is read out of the diary again, and what was told with the entry counts as not told yet.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from selfcare.app.after_check_in import Next, what_follows
from selfcare.app.assessing import REACH, Assessment, assess
from selfcare.app.context import Context
from selfcare.app.present import Present, look_at
from selfcare.domain.facts import CheckedIn, DiaryView, Entry, GateAnswered, NoticeTold
from selfcare.domain.week import DAY


class Outcome(Struct, frozen=True, kw_only=True):
    """The entry, how things stand with it, and what is offered after a check-in."""

    entry: Entry
    assessment: Assessment
    next: tuple[Next, ...] = ()

    @property
    def checked_in(self) -> CheckedIn | None:
        """The check-in, None where it is an answer at the gate."""
        return self.entry.fact if isinstance(self.entry.fact, CheckedIn) else None


def outcome_of(context: Context, number: int) -> Outcome | None:
    """Return what the entry `number` led to, as things stand now.

    None where that is no check-in and no answer at the gate, or none of today and yesterday.
    """
    view = context.diary.view(since=context.today() - REACH)
    entry = next((one for one in view.entries if one.id == number), None)
    if entry is None or entry.day < context.today() - DAY:
        return None
    if not isinstance(entry.fact, CheckedIn | GateAnswered):
        return None
    after = look_at(
        context,
        _only(view, lambda one: one.id < number or not isinstance(one.fact, NoticeTold)),
    )
    return Outcome(
        entry=entry, assessment=assess(after), next=offers_of(context, entry, view, after)
    )


def offers_of(context: Context, entry: Entry, view: DiaryView, after: Present) -> tuple[Next, ...]:
    """Return what is offered after an entry of `view`; nothing where it is no check-in.

    `after` is the moment with the entry.
    """
    fact = entry.fact
    if not isinstance(fact, CheckedIn):
        return ()
    before = look_at(context, _only(view, lambda one: one.id < entry.id))
    return what_follows(before, after, fact.check_in, corrected=fact.replaces is not None)


def _only(view: DiaryView, which: Callable[[Entry], bool]) -> DiaryView:
    return DiaryView(tuple(one for one in view.entries if which(one)), view.first_day)

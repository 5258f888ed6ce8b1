"""Today as one value: what leads, what else the day holds, and what may be said about it.

The one rule: one thing leads. A session left in the middle comes before a pause, a pause before a
prompt, a prompt before what is to come.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from msgspec import Struct

from selfcare.app.assessing import Assessment, assess, present_for
from selfcare.app.checking import problems_in_force
from selfcare.app.context import Context
from selfcare.app.course import course_of
from selfcare.app.offered import asked_now
from selfcare.app.offering import moment_of, routine_for_prompt
from selfcare.app.outlook import OutlookSeen, see_outlook
from selfcare.app.pausing import present_workday
from selfcare.app.present import Present
from selfcare.app.session import Session, what_waits
from selfcare.app.status import Ahead, NotShownToday
from selfcare.app.taking_stock import not_shown_today
from selfcare.app.tenderness import tenderness_is_due
from selfcare.app.why import Explanation, Hindrance, Obstacle, explained
from selfcare.domain.cycle import CycleOutlook
from selfcare.domain.errors import UserMistake
from selfcare.domain.message import Message
from selfcare.domain.offer import Refused
from selfcare.domain.problem import PlacedProblem
from selfcare.domain.prompt import PromptKind
from selfcare.domain.routine import Routine
from selfcare.domain.settings import CycleMode
from selfcare.planning.delivery import open_prompt
from selfcare.planning.fill_in import days_to_fill_in
from selfcare.planning.history import PromptState
from selfcare.planning.ranking import Ranking
from selfcare.planning.wording import Words, words_of

RESTING: Final = (Hindrance.PAUSED, Hindrance.NOT_TODAY, Hindrance.QUIET_DAY)
"""What the user asked for, and "go on" ends."""

MOST_REASONS: Final = 2
"""Reasons for a routine that are said on a card."""


class AsOffered(Struct, frozen=True, kw_only=True):
    """A routine as it would be done now, and why this one; `waits` is why it may not be done."""

    routine: Routine
    reasons: tuple[Message, ...] = ()
    waits: Message | None = None


class LeftInTheMiddle(Struct, frozen=True):
    """A session to go on with, and how many of its turns are done."""

    session: Session
    done: int
    turns: int


class Rests(Struct, frozen=True):
    """Nothing comes by itself, because the user wants it so."""

    why: tuple[Message, ...]
    quiet_day: bool = False


class Asked(Struct, frozen=True, kw_only=True):
    """A prompt that waits for an answer: its words and buttons, and why it came.

    `offer` is the routine it would lead to, `refused` why it leads to none.
    """

    state: PromptState
    words: Words
    reason: Message
    offer: AsOffered | None = None
    refused: Message | None = None

    @property
    def text(self) -> Message | None:
        """What a note tells."""
        return self.state.prompt.detail


class FirstSteps(Struct, frozen=True):
    """Somebody is here for the first time; the welcome may wait, and a routine may be near."""

    welcome: Asked | None
    offer: AsOffered | None


class ComesNext(Struct, frozen=True):
    """The next prompt, and its routine where it has one."""

    ahead: Ahead
    offer: AsOffered | None


class NothingComes(Struct, frozen=True):
    """No prompt is to come."""


Lead = LeftInTheMiddle | Rests | Asked | FirstSteps | ComesNext | NothingComes


class Today(Struct, frozen=True, kw_only=True):
    """All there is to say about today. `also` is a prompt that waits while something else leads.

    There is no `outlook` while anything alarming waits, and no `cycle` unless it is on.
    """

    present: Present
    workday: date
    lead: Lead
    also: Asked | None
    found: Explanation
    assessment: Assessment
    outlook: OutlookSeen | None
    problems: tuple[PlacedProblem, ...]
    to_fill_in: tuple[date, ...]
    tenderness_is_due: bool
    not_shown: NotShownToday

    @property
    def obstacles(self) -> tuple[Obstacle, ...]:
        """What else keeps prompts away than an alarm, an answer that is due, and `resting`."""
        shown = (Hindrance.WAITING, Hindrance.ALARM, *RESTING)
        return tuple(one for one in self.found.obstacles if one.kind not in shown)

    @property
    def resting(self) -> tuple[Message, ...]:
        """What the user asked for that keeps prompts away: a pause, "not today", a quiet day."""
        return tuple(one.text for one in self.found.obstacles if one.kind in RESTING)

    @property
    def cycle(self) -> CycleOutlook | None:
        """The cycle, where it is on."""
        cycle = self.present.around.cycle
        return cycle if cycle.on else None

    @property
    def takes_starts(self) -> bool:
        """Whether a start may be noted here: not where the cycle is paused or not wanted."""
        return self.present.around.cycle.mode in (CycleMode.NATURAL, CycleMode.HORMONAL)

    @property
    def screened(self) -> bool:
        """Whether the health questions are answered."""
        return self.present.history.screening is not None


def see_today(context: Context) -> Today:
    """Return today; nothing is noted."""
    workday = present_workday(context)
    present = present_for(context.as_background())
    found = explained(context, present, workday)
    assessment = assess(present)
    ranking = assessment.ranking
    rests = present.history.alarm.resting
    waiting = None if rests else what_waits(context)
    asked = _asked(context, present, waiting, ranking)
    lead = _lead(present, found, waiting, asked, ranking)
    return Today(
        present=present,
        workday=workday,
        lead=lead,
        also=None if _shows(lead, asked) else asked,
        found=found,
        assessment=assessment,
        outlook=None if rests else see_outlook(context),
        problems=problems_in_force(context),
        to_fill_in=tuple(days_to_fill_in(present.around)),
        tenderness_is_due=not rests and tenderness_is_due(present),
        not_shown=not_shown_today(present),
    )


def _lead(
    present: Present,
    found: Explanation,
    waiting: Session | PromptState | None,
    asked: Asked | None,
    ranking: Ranking,
) -> Lead:
    if isinstance(waiting, Session):
        course = course_of(waiting.steps, waiting.done)
        return LeftInTheMiddle(waiting, course.number, len(course.turns))
    resting = [one for one in found.obstacles if one.kind in RESTING]
    if resting:
        why = tuple(one.text for one in resting)
        return Rests(why, any(one.kind is Hindrance.QUIET_DAY for one in resting))
    if asked is not None and asked.state.prompt.kind is PromptKind.NOTICE:
        asked = None
    welcome = asked is None or asked.state.prompt.kind is PromptKind.WELCOME
    if present.history.screening is None and not present.history.sessions and welcome:
        return FirstSteps(asked, _offer_ahead(present, found.next, ranking))
    if asked is not None:
        return asked
    if found.next is not None:
        return ComesNext(found.next, _offer_ahead(present, found.next, ranking))
    return NothingComes()


def _shows(lead: Lead, asked: Asked | None) -> bool:
    return lead is asked or (isinstance(lead, FirstSteps) and lead.welcome is asked)


def _asked(
    context: Context,
    present: Present,
    waiting: Session | PromptState | None,
    ranking: Ranking,
) -> Asked | None:
    """Return the prompt that waits, a notice and what was opened a moment ago among them."""
    state = waiting if isinstance(waiting, PromptState) else asked_now(context)
    state = state or open_prompt(present.now, present.history)
    if state is None:
        return None
    prompt = state.prompt
    offer, refused, reason = None, None, prompt.reason
    if prompt.kind.offers_routine:
        try:
            chosen = routine_for_prompt(context, moment_of(context), state)
            offer, reason = _as_offered(present, chosen.routine, ranking), chosen.reason
        except UserMistake as mistake:
            refused = mistake.what
    put_off = state.round - 1
    words = words_of(
        prompt, None if offer is None else offer.routine, present.settings.prompts, put_off=put_off
    )
    return Asked(state=state, words=words, reason=reason, offer=offer, refused=refused)


def _offer_ahead(present: Present, ahead: Ahead | None, ranking: Ranking) -> AsOffered | None:
    routine = None if ahead is None else present.routines.get(ahead.prompt.routine or "")
    return None if routine is None else _as_offered(present, routine, ranking)


def _as_offered(present: Present, routine: Routine, ranking: Ranking) -> AsOffered:
    # Doses are lowered from what its file says; what was chosen may come lowered already.
    whole = present.routines.get(routine.id, routine)
    found = present.chooser().setup(present.now).offer(whole)
    if isinstance(found, Refused):
        return AsOffered(routine=routine, waits=found.reason)
    reasons = next((one.reasons for one in ranking.fitting if one.routine.id == routine.id), ())
    # What is changed in single steps is said where they are done.
    told = tuple(one for one in reasons if one not in found.changes)
    return AsOffered(routine=found.routine, reasons=told[:MOST_REASONS])

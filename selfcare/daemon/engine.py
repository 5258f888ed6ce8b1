"""One tick: look at the diary, decide, show, note. Everything is decided elsewhere.

A prompt is claimed in the diary before it is shown, so that nothing is shown twice.
"""

from __future__ import annotations

import logging
from collections.abc import Container
from datetime import date, datetime, timedelta, tzinfo
from enum import Enum, auto
from typing import Final, Protocol

from msgspec import Struct

from selfcare.app.context import RECENT
from selfcare.app.ordering import order_of
from selfcare.app.present import Present
from selfcare.app.upcoming import Chooser, chooser
from selfcare.app.watching import ConfigurationWatch
from selfcare.daemon.children import Child, Prompter
from selfcare.diary.store import Diary
from selfcare.domain.calendar import CalendarReading
from selfcare.domain.facts import Entry, Fact, PromptClaimed, PromptHeld, PromptNotShown
from selfcare.domain.message import message
from selfcare.domain.presence import Seen
from selfcare.domain.prompt import Held, HeldBack, Prompt
from selfcare.domain.week import DAY
from selfcare.planning.around import Around, around
from selfcare.planning.attention import Attended, Attention, attend, attention
from selfcare.planning.delivery import Decision, LastLook, decide
from selfcare.planning.history import History, PromptState, read_history
from selfcare.planning.hours import quiet_around
from selfcare.planning.notices import News, notices
from selfcare.planning.past import past_of
from selfcare.planning.planner import plan

log = logging.getLogger(__name__)

A_CHILD_STARTS: Final = timedelta(seconds=2)
"""How soon to see whether a child that was started has come to life."""


AN_ANSWER_COMES: Final = timedelta(seconds=0.1)
"""How soon to see whether the sensors have answered; they take two tenths of a second."""


class Going(Enum):
    """Whether the loop goes on."""

    ON = auto()
    STOP = auto()
    REPAIR = auto()
    """The diary is damaged or gone, and must be opened anew."""


class Beat(Struct, frozen=True):
    """What a tick leaves behind: whether to go on, and when something changes next (UTC)."""

    going: Going
    wake: datetime | None = None


class _Showing(Struct, frozen=True):
    """The child that shows a prompt's round."""

    prompt: str
    round: int
    child: Child
    failures_before: int


class Calendars(Protocol):
    """What the calendars say now, and what there is to tell about them."""

    @property
    def readings(self) -> tuple[CalendarReading, ...]:
        """The last good reading of each."""
        ...

    @property
    def to_tell(self) -> tuple[News, ...]:
        """What could not be read."""
        ...


class Senses(Protocol):
    """Whatever tells what the user is at."""

    def ask(self, now: datetime) -> None:
        """Begin to find out; nothing more happens while that goes on."""
        ...

    def seen(self, now: datetime) -> Seen | None:
        """Return the latest answer, None before the first."""
        ...

    @property
    def asking(self) -> bool:
        """Whether an answer is on its way."""
        ...


class Engine:
    """The daemon's mind between two waits. It holds one child at most."""

    def __init__(
        self,
        diary: Diary,
        watch: ConfigurationWatch,
        prompter: Prompter,
        calendars: Calendars,
        senses: Senses,
    ) -> None:
        self._diary = diary
        self._watch = watch
        self._prompter = prompter
        self._calendars = calendars
        self._senses = senses
        self._showing: _Showing | None = None
        self._leaving: list[Child] = []
        self._entries: tuple[Entry, ...] = ()
        self._history: History | None = None
        self._read_on: date | None = None
        self._around: Around | None = None
        self._around_of: tuple[object, ...] = ()
        self._around_on: tuple[date, tzinfo] | None = None
        self._choosing: Chooser | None = None
        self._planned: tuple[Prompt, ...] = ()
        """The prompts of the days around; they hang on what is known alone, not on the hour."""
        self._last_look: LastLook | None = None

    def tick(self, now: datetime, zone: tzinfo) -> Beat:
        """Do what is due at `now` (UTC) in `zone`; raises DiaryDamaged."""
        if self._diary.needs_repair or not self._diary.in_place:
            return Beat(Going.REPAIR)
        today = now.astimezone(zone).date()
        self._leaving = [child for child in self._leaving if child.ended() is None]
        history = self._read(today)
        history = self._reap(now, today, history)
        if history.stop_asked:
            return Beat(Going.STOP)
        around = self._known(zone, today, history)
        choosing = self._chooser(around)
        prompts = self._prompts(now, around)
        decision = self._attend(now, around, choosing, prompts)
        ready = (prompt.id for prompt in prompts if prompt.due <= now < prompt.expires)
        self._last_look = LastLook(now, frozenset(ready))
        self._close_if_over(decision, history)
        if decision.show is not None and not self._is_showing(decision):
            self._show(decision.show, decision, now, today, choosing)
        return Beat(Going.ON, self._wake(decision, now))

    def _wake(self, decision: Decision, now: datetime) -> datetime | None:
        """Return when to look again: soon, while a child has not said yet how it fares."""
        if self._senses.asking:
            soon = now + AN_ANSWER_COMES
            return min(soon, decision.wake or soon)
        showing = self._showing
        if showing is None or showing.child.ended() is not None:
            return decision.wake
        soon = now + A_CHILD_STARTS
        state = self._history.prompts.get(showing.prompt) if self._history is not None else None
        if state is not None and state.round == showing.round and state.shown_at is not None:
            return decision.wake
        return min(soon, decision.wake or soon)

    def present(self, now: datetime) -> Present | None:
        """Return the moment `now` as the last tick saw it, None where that saw only a part."""
        if self._around is None or self._around.history is not self._history:
            return None
        routines = self._watch.in_force.library.routines
        return Present(now=now, around=self._around, routines=routines, entries=self._entries)

    def close(self) -> None:
        """Take away what is on the screen, and see the children out."""
        if self._showing is not None:
            self._let_go(self._showing)
        for child in self._leaving:
            child.wait(3.0)
        self._leaving = []

    def _read(self, today: date) -> History:
        if self._history is None or self._diary.changed() or self._read_on != today:
            # Should the view fail, it is asked for again: the change is told only once.
            self._history = None
            view = self._diary.view(since=today - RECENT)
            self._entries = view.entries
            self._history = read_history(view)
            self._read_on = today
        return self._history

    def _known(self, zone: tzinfo, today: date, history: History) -> Around:
        """Return all that is known, gathered anew only when any of it has changed."""
        settings, readings = self._watch.in_force.settings, self._calendars.readings
        on, of = (today, zone), (history, settings, readings)
        if (
            self._around is None
            or on != self._around_on
            or any(new is not old for new, old in zip(of, self._around_of, strict=True))
        ):
            found = around(
                today,
                zone=zone,
                settings=settings,
                history=history,
                entries=self._entries,
                readings=readings,
            )
            self._planned = tuple(
                prompt
                for day in (today - DAY, today, today + DAY)
                for prompt in plan(day, found).prompts
            )
            self._around, self._around_on, self._around_of = found, on, of
        return self._around

    def _chooser(self, known: Around) -> Chooser:
        """Return what routines are chosen with; of other entries there is another Around."""
        routines, had = self._watch.in_force.library.routines, self._choosing
        if had is None or had.around is not known or had.routines is not routines:
            had = self._choosing = chooser(known, routines, self._entries)
        return had

    def _prompts(self, now: datetime, known: Around) -> tuple[Prompt, ...]:
        """Return what is planned around today, and the news."""
        news = (*self._watch.to_tell, *self._calendars.to_tell)
        return (*self._planned, *notices(now, known.today, known.history, news))

    def _attend(
        self, now: datetime, known: Around, choosing: Chooser, prompts: tuple[Prompt, ...]
    ) -> Decision:
        """Decide, mind what the user is at, and note what waits or has lost its time."""
        attended = self._attended(now, known, choosing, prompts)
        if attended.ask:
            self._senses.ask(now)
            if not self._senses.asking:
                attended = self._attended(now, known, choosing, prompts)
        for deferred in attended.deferred:
            self._note(deferred, now, known.today)
        self._note_held((*attended.decision.held, *attended.let_go), now, known.today)
        return attended.decision

    def _attended(
        self, now: datetime, known: Around, choosing: Chooser, prompts: tuple[Prompt, ...]
    ) -> Attended:
        history, seen = known.history, self._senses.seen(now)
        quiet = quiet_around(known.today, known.settings, known.zone)

        def judge(prompt: Prompt) -> Attention:
            settled = choosing.settle(prompt, past_of(history))
            routine = choosing.routines.get(settled.routine or "")
            return attention(
                prompt,
                routine,
                now=now,
                seen=seen,
                deferral=history.deferred.get(prompt.id),
                settings=known.settings.presence,
            )

        def without(left_out: Container[str]) -> Decision:
            return decide(
                now,
                prompts,
                history=history,
                settings=known.settings,
                on_screen=None if self._showing is None else self._showing.prompt,
                quiet=quiet,
                meetings=known.meetings,
                not_now=left_out,
                before=self._last_look,
            )

        return attend(without, judge, history.deferred)

    def _show(
        self, wanted: Prompt, decision: Decision, now: datetime, today: date, choosing: Chooser
    ) -> None:
        prompt = choosing.settle(wanted, past_of(choosing.around.history))
        if prompt.routine is None and prompt.kind.offers_routine:
            why = message("No routine of yours may run now.")
            self._note_held((Held(prompt, HeldBack.NO_ROUTINE, why),), now, today)
            return
        if decision.claim:
            claimed = PromptClaimed(prompt, decision.round)
            if not self._diary.claim(claimed, at=now, day=today):
                return
        self._let_go_of_shown()
        routine = choosing.routines.get(prompt.routine or "")
        order = order_of(
            prompt,
            decision.round,
            choosing.offer(routine, now),
            self._watch.in_force.settings.prompts,
            now,
            quiet=choosing.around.history.alarm.flare == prompt.day,
        )
        try:
            child = self._prompter.start(order)
        except OSError as error:
            log.warning("No child could be started: %s", error.strerror)
            self._note(PromptNotShown(prompt.id, decision.round, f"no child: {error}"), now, today)
            return
        known = choosing.around.history.prompts.get(prompt.id)
        again = known is not None and known.round == decision.round
        failures = known.failures if known is not None and again else 0
        self._showing = _Showing(prompt.id, decision.round, child, failures)

    def _reap(self, now: datetime, today: date, history: History) -> History:
        """Note the end of a child that died without a word."""
        showing = self._showing
        if showing is None:
            return history
        code = showing.child.ended()
        if code is None:
            return history
        self._showing = None
        state = history.prompts.get(showing.prompt)
        if code == 0 or state is None or _has_news(state, showing):
            return history
        # A diary that the child could not use may be the reason.
        self._diary.check()
        self._note(
            PromptNotShown(showing.prompt, showing.round, f"child ended: {code}"), now, today
        )
        return self._read(today)

    def _is_showing(self, decision: Decision) -> bool:
        """Return whether a child is at work on just this showing already."""
        showing, wanted = self._showing, decision.show
        return (
            showing is not None
            and wanted is not None
            and (showing.prompt, showing.round) == (wanted.id, decision.round)
        )

    def _close_if_over(self, decision: Decision, history: History) -> None:
        """Close the child when its prompt was answered elsewhere, expired or is not wanted now.

        A child that took the answer itself ends by itself: it may be showing the steps.
        """
        showing = self._showing
        if showing is None or decision.keep == showing.prompt or self._is_showing(decision):
            return
        state = history.prompts.get(showing.prompt)
        if state is not None and state.round == showing.round and state.answered_here:
            return
        self._let_go(showing)

    def _let_go_of_shown(self) -> None:
        if self._showing is not None:
            self._let_go(self._showing)

    def _let_go(self, showing: _Showing) -> None:
        showing.child.close()
        self._leaving.append(showing.child)
        self._showing = None

    def _note_held(self, held: tuple[Held, ...], now: datetime, today: date) -> None:
        for one in held:
            self._note(PromptHeld(one.prompt, one.why), now, today)

    def _note(self, fact: Fact, now: datetime, today: date) -> None:
        self._diary.append(fact, at=now, day=today)


def _has_news(state: PromptState, showing: _Showing) -> bool:
    """Return whether the end of the child needs no note: it was answered, or it failed aloud."""
    return (
        state.round != showing.round
        or state.answer is not None
        or state.failures > showing.failures_before
    )

"""Everything that planning goes by, read once for one command, and what it says is next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, tzinfo
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from selfcare.app.calendars import readings_in_force
from selfcare.app.context import RECENT, Context
from selfcare.app.upcoming import Chooser, chooser, plan_span
from selfcare.domain.facts import DiaryView, Entry
from selfcare.domain.message import Message
from selfcare.domain.prompt import Prompt
from selfcare.domain.routine import Routine
from selfcare.domain.settings import Settings
from selfcare.domain.week import DAY, MINUTE
from selfcare.planning.around import Around, around
from selfcare.planning.history import History, read_history
from selfcare.planning.hours import quiet_around
from selfcare.planning.past import past_of
from selfcare.planning.planner import DayPlan, plan
from selfcare.planning.wording import Words, words_of

DAYS_AHEAD: Final = 14
"""How far the next prompt is looked for."""


class Present(Struct, frozen=True, kw_only=True):
    """One moment of one user: the time, the files, the diary and the calendars."""

    now: datetime
    around: Around
    routines: Mapping[str, Routine]
    entries: tuple[Entry, ...]

    @property
    def zone(self) -> tzinfo:
        """The computer's zone."""
        return self.around.zone

    @property
    def today(self) -> date:
        """The date on the wall."""
        return self.around.today

    @property
    def settings(self) -> Settings:
        """The settings in force, with the days off of the calendars."""
        return self.around.settings

    @property
    def history(self) -> History:
        """What the recent diary says."""
        return self.around.history

    def words(self, prompt: Prompt) -> Words:
        """Return what `prompt` says when it is shown."""
        routine = self.routines.get(prompt.routine) if prompt.routine else None
        return words_of(prompt, routine, self.settings.prompts)

    def title(self, prompt: Prompt) -> Message:
        """Return the title of `prompt`."""
        return self.words(prompt).title

    def chooser(self) -> Chooser:
        """Return what chooses routines now."""
        return chooser(self.around, self.routines, self.entries)

    def plans(self, first: date, days: int) -> Iterator[DayPlan]:
        """Yield the plans of `days` days from `first`, routines chosen.

        In an empty diary today counts as the first day.
        """
        around = self.around
        if self.history.first_day is None:
            around = replace(around, history=replace(self.history, first_day=self.today))
        return plan_span(first, days, replace(self.chooser(), around=around))

    def plan(self, day: date) -> DayPlan:
        """Return the plan of one day, its routines not chosen yet."""
        return plan(day, self.around)

    def settled(self, prompt: Prompt) -> Prompt:
        """Return `prompt` with the routine it would have if it were shown next."""
        return self.chooser().settle(prompt, past_of(self.history))


class Coming(Struct, frozen=True):
    """The next prompt, and when it would be shown (UTC)."""

    prompt: Prompt
    at: datetime


def look(context: Context, since: date | None = None) -> Present:
    """Return this moment; `since` reaches further back than the usual 60 days."""
    today = context.today()
    return look_at(context, context.diary.view(since=min(today - RECENT, since or today)))


def look_at(context: Context, view: DiaryView) -> Present:
    """Return this moment as it is when the diary says what `view` says."""
    return Present(
        now=context.now(),
        around=around_of(context, view),
        routines=context.in_force.library.routines,
        entries=view.entries,
    )


def around_of(context: Context, view: DiaryView) -> Around:
    """Return all that is known now, from `view` of the diary."""
    settings = context.in_force.settings
    today, zone = context.today(), context.zone()
    return around(
        today,
        zone=zone,
        settings=settings,
        history=read_history(view),
        entries=view.entries,
        readings=readings_in_force(context.folders, settings, today, zone),
    )


def next_prompt(present: Present) -> Coming | None:
    """Return the next prompt that was never shown, None when none is to come."""
    history = present.history
    if history.is_paused(present.now) and history.paused_until is None:
        return None
    # Hours past midnight belong to the day before.
    for number in range(-1, DAYS_AHEAD):
        day = present.today + number * DAY
        coming = [
            Coming(prompt, at)
            for prompt in present.plan(day).prompts
            if prompt.id not in history.prompts and prompt.id not in history.held
            if (at := _shown_at(prompt, present)) < prompt.expires
        ]
        if coming:
            # Of several that wait already, the newest is the one to be shown.
            first = min(coming, key=lambda one: (one.at, -one.prompt.due.timestamp()))
            return Coming(present.settled(first.prompt), first.at)
    return None


def _shown_at(prompt: Prompt, present: Present) -> datetime:
    """Return when `prompt` would be shown: when due, but not in silence nor too close."""
    history = present.history
    at = max(prompt.due, present.now)
    if history.is_paused(present.now) and history.paused_until is not None:
        at = max(at, history.paused_until)
    latest = history.latest
    if latest is not None:
        shown = latest.came_at
        free = shown + present.settings.prompts.spacing_minutes * MINUTE
        if shown <= at:
            at = max(at, free)
    silent = [*quiet_around(prompt.day, present.settings, present.zone)]
    if present.settings.meetings.wait:
        silent += present.around.meetings
    for window in sorted(silent, key=lambda one: one.start):
        if at in window:
            at = window.end
    return at

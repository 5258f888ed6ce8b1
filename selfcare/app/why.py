"""Why a prompt came, why the next one comes or does not, and why others were held back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from selfcare.app.context import Context
from selfcare.app.day_report import DayItem, report_day
from selfcare.app.instance import is_held
from selfcare.app.lives import SAFE_MODE, is_safe_mode
from selfcare.app.pausing import present_workday, rest_words
from selfcare.app.present import Coming, Present, look, next_prompt
from selfcare.app.status import Ahead, Became, Told
from selfcare.app.time_words import until_words
from selfcare.app.what_became import WAITS_WORDS, ahead, told
from selfcare.domain.message import Message, message
from selfcare.domain.week import DAY
from selfcare.planning.delivery import open_prompt
from selfcare.planning.planner import cap_of
from selfcare.planning.signals import signals_of
from selfcare.planning.signals.signal import Signal


class Hindrance(StrEnum):
    """What keeps prompts away."""

    NOT_RUNNING = "not_running"
    SAFE_MODE = "safe_mode"
    PAUSED = "paused"
    ALARM = "alarm"
    QUIET_DAY = "quiet_day"
    NOT_TODAY = "not_today"
    WAITING = "waiting"
    BUSY = "busy"
    NO_WORK = "no_work"
    CAP = "cap"
    NO_PLAN = "no_plan"
    NOTHING_SOON = "nothing_soon"
    NO_ROUTINE = "no_routine"


class Obstacle(Struct, frozen=True):
    """Something that keeps prompts away, and the sentence that says so."""

    kind: Hindrance
    text: Message


class Explanation(Struct, frozen=True, kw_only=True):
    """The last prompt, the next, what stands in the way, and what is special about today.

    `items` are all that the day holds, `held` those of them that were held back.
    """

    now: datetime
    last: Told | None
    next: Ahead | None
    obstacles: tuple[Obstacle, ...]
    items: tuple[DayItem, ...]
    signals: tuple[Signal, ...]

    @property
    def held(self) -> tuple[DayItem, ...]:
        """What did not come, or will not."""
        return tuple(
            item for item in self.items if item.fate.became in (Became.HELD_BACK, Became.PASSED_BY)
        )


def explain(context: Context, on: date | None = None) -> Explanation:
    """Return why things are as they are at this moment, and what is held back `on` a day."""
    workday = on or present_workday(context)
    return explained(context, look(context, since=workday - DAY), workday)


def explained(context: Context, present: Present, workday: date) -> Explanation:
    """Return the same of a moment that is known, `workday` being what it is about."""
    coming = next_prompt(present)
    return Explanation(
        now=present.now,
        last=None if present.history.latest is None else told(present.history.latest, present),
        next=None if coming is None else ahead(coming, present),
        obstacles=tuple(obstacles(context, present, coming)),
        items=report_day(present, workday),
        signals=signals_of(workday, present.around),
    )


def obstacles(context: Context, present: Present, coming: Coming | None) -> list[Obstacle]:
    """Return everything that keeps prompts away at this moment, the strongest first."""
    found = []
    history, now = present.history, present.now
    if not is_held(context.folders.state):
        what = message("selfcare is not running. To start it: selfcare start")
        found.append(Obstacle(Hindrance.NOT_RUNNING, what))
    elif is_safe_mode(context.folders.state):
        found.append(Obstacle(Hindrance.SAFE_MODE, SAFE_MODE))
    pause = pause_words(present)
    if pause is not None:
        found.append(Obstacle(Hindrance.PAUSED, pause))
    rests = rest_words(history.alarm, present.today)
    if rests is not None:
        kind = Hindrance.ALARM if history.alarm.resting else Hindrance.QUIET_DAY
        found.append(Obstacle(kind, rests))
    workday = present_workday(context)
    if workday in history.days_off_by_hand:
        what = message("You said “not today”. To undo it: selfcare resume")
        found.append(Obstacle(Hindrance.NOT_TODAY, what))
    waiting = open_prompt(now, history)
    if waiting is not None:
        what = message("A prompt waits for your answer; the next comes after it: selfcare status")
        found.append(Obstacle(Hindrance.WAITING, what))
    deferral = None if coming is None else history.deferred.get(coming.prompt.id)
    if deferral is not None:
        found.append(Obstacle(Hindrance.BUSY, WAITS_WORDS[deferral.why]))
    return [*found, *_of_the_day(workday, present), *_of_the_plan(present, coming)]


def _of_the_day(workday: date, present: Present) -> Iterator[Obstacle]:
    history, settings = present.history, present.settings
    if settings.work.is_off(workday):
        yield Obstacle(Hindrance.NO_WORK, message("Today is one of your days off."))
    elif not settings.work.hours(workday.weekday()):
        yield Obstacle(Hindrance.NO_WORK, message("Today is not one of your work days."))
    signals = signals_of(workday, present.around)
    cap = cap_of(workday, settings, history.first_day or present.today, signals)
    used = sum(
        state.prompt.day == workday and state.prompt.kind.counts
        for state in history.prompts.values()
    )
    if used >= cap:
        what = message("{used} of at most {cap} prompts of today have been.", used=used, cap=cap)
        yield Obstacle(Hindrance.CAP, what)


def _is_paused_without_end(present: Present) -> bool:
    """Return whether nothing is to come at all, whatever the plan says."""
    return present.history.is_paused(present.now) and present.history.paused_until is None


def _of_the_plan(present: Present, coming: Coming | None) -> Iterator[Obstacle]:
    if not present.settings.plan:
        what = message("Your plan is empty: config.toml has no [[plan]].")
        yield Obstacle(Hindrance.NO_PLAN, what)
    elif coming is None and not _is_paused_without_end(present):
        what = message("Nothing of your plan falls into the next two weeks.")
        yield Obstacle(Hindrance.NOTHING_SOON, what)
    elif coming is not None and coming.prompt.routine is None and coming.prompt.kind.offers_routine:
        what = message("No routine can be offered: none of yours may run then.")
        yield Obstacle(Hindrance.NO_ROUTINE, what)


def pause_words(present: Present) -> Message | None:
    """Return the sentence about a pause that holds now, None where there is none."""
    history = present.history
    if not history.is_paused(present.now):
        return None
    if history.paused_until is None:
        return message("selfcare is paused until you end it. To go on: selfcare resume")
    return message(
        "selfcare is paused {until}. To end the pause: selfcare resume",
        until=until_words(history.paused_until, present.now, present.zone),
    )

"""What to show right now. One prompt open at most, one after any gap, nothing after its answer.

Of planned prompts one at most is ready at any time: each expires when the next one falls due.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from selfcare.domain.message import message
from selfcare.domain.presence import LET_GO
from selfcare.domain.prompt import Held, HeldBack, Prompt, PromptKind
from selfcare.domain.settings import Settings
from selfcare.domain.week import MINUTE, Window
from selfcare.planning.history import History, PromptState

RETRY_AFTER: Final = (
    timedelta(seconds=30),
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
)
"""Waits after each failure to show; the last one repeats."""

A_DAY_AHEAD: Final = timedelta(days=1)
A_SESSION_GOES_ON: Final = 10 * MINUTE
"""A session without a word for longer is taken to be left; no turn of a shipped one is as long."""

A_GAP: Final = 2 * MINUTE
"""Where nobody looked for longer than this, the computer was away; the loop looks each 30 s."""


class LastLook(Struct, frozen=True):
    """When the program that runs decided before (UTC), and the ids of what could be shown then."""

    at: datetime
    ready: frozenset[str]


class Decision(Struct, frozen=True, kw_only=True):
    """What to do now.

    `show` is to be claimed as `round` first when `claim` is true. `keep` is the id of the prompt
    that may stay on the screen. `held` are prompts that have lost their time for good. `wake` is
    the next instant at which something can change.
    """

    show: Prompt | None = None
    round: int = 1
    claim: bool = False
    keep: str | None = None
    held: tuple[Held, ...] = ()
    wake: datetime | None = None


def decide(
    now: datetime,
    prompts: Sequence[Prompt],
    *,
    history: History,
    settings: Settings,
    on_screen: str | None,
    quiet: Sequence[Window] = (),
    meetings: Sequence[Window] = (),
    not_now: Container[str] = (),
    before: LastLook | None = None,
) -> Decision:
    """Return what to show at `now`, given the planned `prompts` of the days around it.

    In the `meetings`, which do not overlap, nothing new appears. `on_screen` is the id of what
    stands on the screen, or is on its way there. The prompts of the ids `not_now` do not come up.
    `before` is the look before this one, None after a start.
    """
    fresh = [prompt for prompt in prompts if prompt.id not in history.prompts]
    if not settings.meetings.wait:
        meetings = ()
    lost = tuple(_lost(now, fresh, history, settings, quiet, meetings, before))
    wakes = [prompt.due for prompt in fresh if prompt.due > now]
    silent_until = _silent_until(now, history, quiet)
    if silent_until is not None:
        return Decision(held=lost, wake=min([*wakes, silent_until], default=None))
    waiting = [
        prompt
        for prompt in fresh
        if prompt.due <= now < prompt.expires
        and prompt.id not in not_now
        and not history.gave_up(prompt.id)
        and prompt.day not in history.days_off_by_hand
        and not history.alarm.silences(prompt)
    ]
    open_state = open_prompt(now, history)
    if open_state is not None:
        wakes += _changes_of(open_state, now)
        waiting = [prompt for prompt in waiting if _takes_over(prompt, open_state.prompt)]
    meeting = next((window for window in meetings if now in window), None)
    if meeting is not None:
        on_the_way = open_state is not None and open_state.prompt.id == on_screen
        return Decision(
            keep=on_screen if on_the_way else None,
            held=lost,
            wake=min([*wakes, meeting.end]),
        )
    if not waiting:
        if open_state is not None:
            return _go_on(now, open_state, on_screen, lost, wakes, not_now)
        return Decision(held=lost, wake=min(wakes, default=None))
    best = min(waiting, key=lambda one: (one.rank, -one.due.timestamp(), one.id))
    at_once = best.kind is PromptKind.NOTICE and open_state is None
    free_at = now if at_once else _free_at(now, history, settings)
    if free_at > now:
        wakes += [free_at, best.expires]
        if open_state is not None:
            return _go_on(now, open_state, on_screen, lost, wakes, not_now)
        return Decision(held=lost, wake=min(wakes))
    return Decision(
        show=best, claim=True, held=lost, wake=min([*wakes, best.expires], default=None)
    )


def open_prompt(now: datetime, history: History) -> PromptState | None:
    """Return the prompt that still waits for an answer at `now`, shown, put off or failed."""
    latest = history.latest
    if latest is None or latest.settled or now >= latest.expires:
        return None
    if latest.prompt.due - now > A_DAY_AHEAD:
        # Claimed while the clock was far ahead; that day is still to come.
        return None
    if latest.prompt.day in history.days_off_by_hand and latest.prompt.kind.counts:
        return None
    if history.alarm.silences(latest.prompt):
        return None
    return latest


def _go_on(
    now: datetime,
    state: PromptState,
    on_screen: str | None,
    lost: tuple[Held, ...],
    wakes: list[datetime],
    not_now: Container[str],
) -> Decision:
    prompt = state.prompt
    if now < prompt.due:
        # The clock was set back to before its time; it may stay, but nothing new is shown.
        return Decision(keep=prompt.id, held=lost, wake=min([*wakes, prompt.due]))
    back_at = state.put_off_until
    if back_at is not None:
        if now < back_at:
            return Decision(held=lost, wake=min([*wakes, back_at]))
        if prompt.id in not_now:
            return Decision(held=lost, wake=min(wakes))
        return Decision(
            show=replace(prompt, expires=state.expires),
            round=state.round + 1,
            claim=True,
            held=lost,
            wake=min(wakes),
        )
    if state.remind_due(now) and prompt.id in not_now:
        return Decision(keep=prompt.id, held=lost, wake=min(wakes))
    if state.remind_due(now):
        return Decision(show=prompt, round=state.round + 1, claim=True, held=lost, wake=min(wakes))
    tried_again_at = _try_again_at(now, state, on_screen)
    if tried_again_at is None:
        return Decision(keep=prompt.id, held=lost, wake=min(wakes))
    if now < tried_again_at:
        return Decision(keep=prompt.id, held=lost, wake=min([*wakes, tried_again_at]))
    return Decision(show=prompt, round=state.round, held=lost, wake=min(wakes))


def _changes_of(state: PromptState, now: datetime) -> Iterator[datetime]:
    """Yield when something about an open prompt changes by itself."""
    yield state.expires
    reminder = state.prompt.remind_at
    if reminder is not None and now < reminder:
        yield reminder


def _takes_over(prompt: Prompt, standing: Prompt) -> bool:
    """Return whether `prompt` may take the place of one that is open: news is the first to go."""
    return prompt.kind.counts or standing.kind is PromptKind.NOTICE


def _try_again_at(now: datetime, state: PromptState, on_screen: str | None) -> datetime | None:
    """Return when to show an unanswered prompt again; None while it stands on the screen.

    It does not stand there after a pause, a restart, or the death of what showed it.
    """
    if state.prompt.id == on_screen:
        return None
    if state.prompt.kind is PromptKind.NOTICE and state.shown_at is not None:
        # News is told once.
        return None
    if state.failed_at is not None and (state.shown_at is None or state.shown_at < state.failed_at):
        wait = RETRY_AFTER[min(state.failures, len(RETRY_AFTER)) - 1]
        return now if state.failed_at > now else state.failed_at + wait
    return now


def _free_at(now: datetime, history: History, settings: Settings) -> datetime:
    """Return when the least spacing from the last prompt, or from a session, is over.

    What was noted in the future, before the clock was set back, counts as long past.
    """
    spacing = settings.prompts.spacing_minutes * MINUTE
    ends = [(state.came_at, spacing) for state in history.prompts.values()]
    ends += [
        (session.last_at, spacing if session.ended else max(spacing, A_SESSION_GOES_ON))
        for session in history.sessions
    ]
    return max((at + rest for at, rest in ends if abs(now - at) < rest), default=now)


def _silent_until(now: datetime, history: History, quiet: Sequence[Window]) -> datetime | None:
    """Return the end of the silence that holds at `now`; None where there is none."""
    if history.is_paused(now):
        return history.paused_until or now + timedelta(days=1)
    return next((window.end for window in quiet if now in window), None)


def _lost(
    now: datetime,
    fresh: Iterable[Prompt],
    history: History,
    settings: Settings,
    quiet: Sequence[Window],
    meetings: Sequence[Window],
    before: LastLook | None,
) -> Iterator[Held]:
    """Yield the prompts whose time went by while the program ran, not yet noted."""
    started = history.daemon_started_at
    for prompt in fresh:
        if prompt.expires > now or prompt.id in history.held:
            continue
        # A start noted in the future, before the clock was set back, says nothing of now.
        was_ready = before is not None and prompt.id in before.ready
        if started is None or (prompt.expires <= started <= now and not was_ready):
            continue
        # What was over at the last look was noted there, unless the plan was another one.
        if before is not None and prompt.expires <= before.at <= now:
            why = message("The plan changed, and its time was over by then.")
            yield _rested(prompt, history) or Held(prompt, HeldBack.PLAN_CHANGED, why)
        elif history.is_paused(_last_moment(prompt)):
            yield Held(prompt, HeldBack.PAUSED, message("selfcare was paused."))
        elif not timedelta() <= now - (prompt.expires if before is None else before.at) <= A_GAP:
            yield Held(prompt, HeldBack.AWAY, message("The computer was asleep or switched off."))
        else:
            yield _rested(prompt, history) or _held_up(prompt, history, settings, quiet, meetings)


def _last_moment(prompt: Prompt) -> datetime:
    """Return the last moment at which a prompt could have come."""
    return prompt.expires - timedelta.resolution


def _rested(prompt: Prompt, history: History) -> Held | None:
    rested = history.alarm.rested
    if rested is None or prompt.due >= rested[0] or not prompt.kind.offers_routine:
        return None
    return Held(prompt, rested[1], message("Routines rested then."))


def _held_up(
    prompt: Prompt,
    history: History,
    settings: Settings,
    quiet: Sequence[Window],
    meetings: Sequence[Window],
) -> Held:
    """Return what held a prompt up just as its time ended."""
    last = _last_moment(prompt)
    deferral = history.deferred.get(prompt.id)
    if any(last in window for window in quiet):
        return Held(prompt, HeldBack.QUIET_HOURS, message("It falls into your quiet hours."))
    if any(last in meeting for meeting in meetings):
        return Held(prompt, HeldBack.MEETING, message("A meeting was under way."))
    if deferral is not None and _free_at(last, history, settings) == last:
        return Held(prompt, deferral.why, LET_GO[deferral.why])
    return Held(prompt, HeldBack.TOO_CLOSE, message("Another prompt was too close to its time."))

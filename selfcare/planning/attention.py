"""Whether a prompt may come up now, by what the computer tells of its user (handbook 6, row 29).

It waits for the end of do not disturb, of a full screen or of a call, half an hour at most, and is
let go then; one that was put off, and news, wait on until they expire. While nobody is there it
waits too, until it expires; for a routine that says so, being away counts as the rest. The sensors
are asked when a prompt is due, and seldom while it waits.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from selfcare.domain.facts import PromptDeferred
from selfcare.domain.presence import LET_GO, WAITS_AT_MOST, Seen, occupied
from selfcare.domain.prompt import Held, HeldBack, Prompt, PromptKind
from selfcare.domain.routine import Away, Routine
from selfcare.domain.settings import PresenceSettings
from selfcare.domain.week import MINUTE
from selfcare.planning.delivery import Decision
from selfcare.planning.history import Deferral

JUST_NOW: Final = timedelta(seconds=20)
"""An answer of the sensors that is older says nothing about a prompt that falls due."""
SOONEST: Final = MINUTE
LATEST: Final = 5 * MINUTE
"""Between two questions to the sensors while a prompt waits; the longer it waits, the rarer."""


class Go(Enum):
    """What to do with a prompt that is due."""

    SHOW = auto()
    ASK = auto()
    """Ask the sensors first."""
    WAIT = auto()
    LET_GO = auto()


class Attention(Struct, frozen=True):
    """What to do, what stands in the way, and until when to wait before the next look (UTC)."""

    go: Go
    why: HeldBack | None = None
    until: datetime | None = None


class Attended(Struct, frozen=True):
    """A decision that minds what the user is at, and what there is to note about it."""

    decision: Decision
    ask: bool = False
    deferred: tuple[PromptDeferred, ...] = ()
    let_go: tuple[Held, ...] = ()


_SHOW: Final = Attention(Go.SHOW)
_ASK: Final = Attention(Go.ASK)


def attention(
    prompt: Prompt,
    routine: Routine | None,
    *,
    now: datetime,
    seen: Seen | None,
    deferral: Deferral | None,
    settings: PresenceSettings,
) -> Attention:
    """Return whether `prompt`, with its `routine`, may come up at `now`.

    `seen` is the latest answer of the sensors, `deferral` how long the prompt waits already.
    """
    if prompt.kind is PromptKind.WELCOME or settings == _NOTHING_MATTERS:
        # Who has just started the program is there.
        return _SHOW
    if seen is None or seen.at > now:
        return _ASK
    holds_until = seen.at + JUST_NOW if deferral is None else _next_question(seen.at, deferral)
    if now >= holds_until:
        return _ASK
    why = occupied(seen.presence, settings)
    if why is not None:
        gone_by = deferral is not None and deferral.is_occupied and now >= _last_moment(deferral)
        if gone_by and prompt.kind is not PromptKind.NOTICE:
            return Attention(Go.LET_GO, why)
        return Attention(Go.WAIT, why, _next_question(seen.at, _going_on(deferral, why, now)))
    if not settings.away or not seen.presence.away:
        return _SHOW
    if routine is not None and routine.away is Away.IGNORE:
        return _SHOW
    going_on = _going_on(deferral, HeldBack.NOBODY_THERE, now)
    rested = max(timedelta(seconds=seen.presence.idle_seconds or 0), now - going_on.since)
    if routine is not None and routine.away is Away.CREDIT and rested >= routine.duration:
        return Attention(Go.LET_GO, HeldBack.RESTED)
    return Attention(Go.WAIT, HeldBack.NOBODY_THERE, _next_question(seen.at, going_on))


class _Everything:
    """Every prompt there is."""

    def __contains__(self, _: object) -> bool:
        return True


def attend(
    decide: Callable[[Container[str]], Decision],
    judge: Callable[[Prompt], Attention],
    deferrals: Mapping[str, Deferral],
) -> Attended:
    """Return the decision once those prompts are left out that may not come up now.

    `decide` decides without the prompts of the given ids, `judge` says of one whether it may come.
    While the sensors are asked about one, no other takes its place.
    """
    left_out: frozenset[str] = frozenset()
    wakes: list[datetime] = []
    deferred: list[PromptDeferred] = []
    let_go: list[Held] = []

    def attended(decision: Decision, *, ask: bool = False) -> Attended:
        if decision.wake is not None:
            wakes.append(decision.wake)
        decision = replace(decision, wake=min(wakes, default=None))
        return Attended(decision, ask, tuple(deferred), tuple(let_go))

    while True:
        decision = decide(left_out)
        prompt = decision.show
        verdict = judge(prompt) if prompt is not None and decision.claim else _SHOW
        if prompt is None or verdict.go is Go.SHOW:
            return attended(decision)
        if verdict.go is Go.ASK or verdict.why is None:
            return attended(decide(_Everything()), ask=True)
        left_out |= {prompt.id}
        if verdict.until is not None:
            wakes.append(verdict.until)
        if verdict.go is Go.LET_GO and decision.round == 1:
            let_go.append(Held(prompt, verdict.why, LET_GO[verdict.why]))
            continue
        # What was shown before cannot be let go; put off, it waits for somebody until it expires.
        why = HeldBack.NOBODY_THERE if verdict.why is HeldBack.RESTED else verdict.why
        if prompt.id not in deferrals or deferrals[prompt.id].why is not why:
            deferred.append(PromptDeferred(prompt.id, why))


_NOTHING_MATTERS: Final = PresenceSettings(
    do_not_disturb=False, full_screen=False, call=False, away=False
)


def _going_on(deferral: Deferral | None, why: HeldBack, now: datetime) -> Deferral:
    """Return the wait for `why` that goes on, or begins now."""
    begins = Deferral(why, now)
    if deferral is None or deferral.is_occupied is not begins.is_occupied:
        return begins
    return deferral


def _last_moment(deferral: Deferral) -> datetime:
    return deferral.since + WAITS_AT_MOST


def _next_question(asked_at: datetime, deferral: Deferral) -> datetime:
    """Return when to ask again: after half the time waited so far, within bounds."""
    after = min(LATEST, max(SOONEST, (asked_at - deferral.since) / 2))
    if deferral.is_occupied and asked_at < _last_moment(deferral):
        return min(asked_at + after, _last_moment(deferral))
    return asked_at + after

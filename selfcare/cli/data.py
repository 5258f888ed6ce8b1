"""What `--json` prints: contracts with other programs, to which fields are only ever added.

Times are ISO 8601 with the offset of the computer's zone.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, tzinfo

from msgspec import Struct

from selfcare.app.account import Happening
from selfcare.app.day_report import DayItem
from selfcare.app.present import Present
from selfcare.app.say import say
from selfcare.app.status import Status
from selfcare.app.why import Ahead, Explanation, Told
from selfcare.domain.prompt import Prompt
from selfcare.planning.planner import DayPlan


class PromptData(Struct, frozen=True, kw_only=True):
    """A prompt as `plan --json` lists it; `signals` are the ids of what its day has about it."""

    id: str
    kind: str
    due: str
    expires: str
    title: str
    body: str
    routine: str | None
    reason: str
    signals: tuple[str, ...]


class DayItemData(Struct, frozen=True, kw_only=True):
    """A line of `today --json`; `id` and `kind` are null for a routine begun by hand."""

    at: str
    id: str | None
    kind: str | None
    title: str
    routine: str | None
    became: str
    about: str


class ToldData(Struct, frozen=True, kw_only=True):
    """A prompt that was shown."""

    id: str
    kind: str
    at: str
    title: str
    routine: str | None
    reason: str
    became: str
    about: str


class AheadData(Struct, frozen=True, kw_only=True):
    """A prompt to come."""

    id: str
    kind: str
    at: str
    title: str
    routine: str | None
    reason: str


class NotShownData(Struct, frozen=True):
    """Prompts of today that could not be shown."""

    prompts: int
    why: str | None


class ProblemCounts(Struct, frozen=True):
    """How many problems the user's files have."""

    errors: int
    notes: int


class StatusData(Struct, frozen=True, kw_only=True):
    """What `status --json` prints."""

    running: bool
    safe_mode: bool
    open: ToldData | None
    last: ToldData | None
    next: AheadData | None
    paused: bool
    paused_until: str | None
    not_today: bool
    rests: str | None
    notifier: str | None
    not_shown_today: NotShownData
    problems: ProblemCounts
    settings_broken: bool
    screened_on: str | None
    sessions_done_today: int
    unreadable_entries: int


class SignalData(Struct, frozen=True):
    """What a day has about it, and what that changes."""

    id: str
    reason: str
    changes: str


class WhyData(Struct, frozen=True, kw_only=True):
    """What `why --json` prints."""

    last: ToldData | None
    next: AheadData | None
    obstacles: tuple[str, ...]
    held: tuple[DayItemData, ...]
    signals: tuple[SignalData, ...]


class HappeningData(Struct, frozen=True, kw_only=True):
    """A line of `history --json`; `kind` is the name of the fact."""

    id: int
    at: str
    kind: str
    text: str


def local(moment: datetime, zone: tzinfo) -> str:
    """Return an instant as local time with offset, whole seconds."""
    return moment.astimezone(zone).isoformat(timespec="seconds")


def prompt_data(prompt: Prompt, plan: DayPlan, present: Present) -> PromptData:
    """Return a prompt of `plan` as data."""
    words = present.words(prompt)
    return PromptData(
        id=prompt.id,
        kind=prompt.kind.value,
        due=local(prompt.due, present.zone),
        expires=local(prompt.expires, present.zone),
        title=say(words.title),
        body=say(words.body),
        routine=prompt.routine,
        reason=say(prompt.reason),
        signals=tuple(signal.id.value for signal in plan.signals),
    )


def day_data(items: Iterable[DayItem], zone: tzinfo) -> tuple[DayItemData, ...]:
    """Return the lines of a day as data."""
    return tuple(
        DayItemData(
            at=local(item.at, zone),
            id=None if item.prompt is None else item.prompt.id,
            kind=None if item.prompt is None else item.prompt.kind.value,
            title=say(item.title),
            routine=item.routine,
            became=item.fate.became.value,
            about=say(item.fate.about),
        )
        for item in items
    )


def status_data(found: Status, zone: tzinfo) -> StatusData:
    """Return the status as data."""
    return StatusData(
        running=found.running,
        safe_mode=found.safe_mode,
        open=_told(found.open, zone),
        last=_told(found.last, zone),
        next=_ahead(found.next, zone),
        paused=found.paused,
        paused_until=None if found.paused_until is None else local(found.paused_until, zone),
        not_today=found.not_today,
        rests=None if found.rests is None else say(found.rests),
        notifier=found.notifier,
        not_shown_today=NotShownData(found.not_shown.prompts, found.not_shown.why),
        problems=ProblemCounts(found.errors, found.notes),
        settings_broken=found.settings_broken,
        screened_on=None if found.screened_on is None else found.screened_on.isoformat(),
        sessions_done_today=found.sessions_done_today,
        unreadable_entries=found.unreadable_entries,
    )


def why_data(found: Explanation, zone: tzinfo) -> WhyData:
    """Return the explanation as data."""
    return WhyData(
        last=_told(found.last, zone),
        next=_ahead(found.next, zone),
        obstacles=tuple(say(one.text) for one in found.obstacles),
        held=day_data(found.held, zone),
        signals=tuple(
            SignalData(one.id.value, say(one.reason), say(one.changes)) for one in found.signals
        ),
    )


def happening_data(happening: Happening, zone: tzinfo) -> HappeningData:
    """Return a line of the history as data."""
    entry = happening.entry
    return HappeningData(
        id=entry.id,
        at=local(entry.at, zone),
        kind=type(entry.fact).__name__,
        text=say(happening.text),
    )


def _told(told: Told | None, zone: tzinfo) -> ToldData | None:
    if told is None:
        return None
    return ToldData(
        id=told.prompt.id,
        kind=told.prompt.kind.value,
        at=local(told.at, zone),
        title=say(told.title),
        routine=told.prompt.routine,
        reason=say(told.prompt.reason),
        became=told.fate.became.value,
        about=say(told.fate.about),
    )


def _ahead(ahead: Ahead | None, zone: tzinfo) -> AheadData | None:
    if ahead is None:
        return None
    return AheadData(
        id=ahead.prompt.id,
        kind=ahead.prompt.kind.value,
        at=local(ahead.at, zone),
        title=say(ahead.title),
        routine=ahead.prompt.routine,
        reason=say(ahead.prompt.reason),
    )

"""What `--json` prints: contracts with other programs, to which fields are only ever added.

Times are ISO 8601 with the offset of the computer's zone.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import tzinfo

from msgspec import Struct

from selfcare.app.account import Happening
from selfcare.app.day_report import DayItem
from selfcare.app.present import Present
from selfcare.app.say import say
from selfcare.app.why import Explanation
from selfcare.cli.status_data import AheadData, ToldData, ahead_data, local, told_data
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


def why_data(found: Explanation, zone: tzinfo) -> WhyData:
    """Return the explanation as data."""
    return WhyData(
        last=told_data(found.last, zone),
        next=ahead_data(found.next, zone),
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

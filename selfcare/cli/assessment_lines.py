"""How things stand, as data for programs and as paragraphs for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import asdict

from selfcare.app.say import say, words
from selfcare.domain.red_flags import ALWAYS_BELOW

if TYPE_CHECKING:
    from selfcare.app.assessing import Assessment
    from selfcare.planning.ranking import Fitting


class FittingData(Struct, frozen=True, kw_only=True):
    """A routine in the ranking."""

    routine: str
    max_pressure: int
    muscles: tuple[str, ...]
    reasons: tuple[str, ...]


class PassedOverData(Struct, frozen=True, kw_only=True):
    """A routine that is not offered, and why."""

    routine: str
    reason: str


class AssessmentData(Struct, frozen=True, kw_only=True):
    """An assessment in JSON; `message` is None where there is nothing to be read now."""

    level: str | None
    asks: tuple[str, ...]
    message: str | None
    routine: str | None
    max_pressure: int
    muscles: tuple[str, ...]
    reasons: tuple[str, ...]
    notices: tuple[str, ...]
    suspended: bool


class ChoiceData(AssessmentData, frozen=True, kw_only=True):
    """What `choose --json` prints."""

    ranking: tuple[FittingData, ...]
    passed_over: tuple[PassedOverData, ...]


def assessment_data(found: Assessment) -> AssessmentData:
    """Return an assessment as data."""
    best = found.best
    return AssessmentData(
        level=None if found.level is None else found.level.value,
        asks=tuple(one.value for one in found.asks),
        message=None if found.text is None else "\n".join(text_lines(found)),
        routine=None if best is None else best.routine.id,
        max_pressure=0 if best is None else best.offered.max_pressure,
        muscles=tuple(muscle.value for muscle in found.muscles),
        reasons=tuple(say(one) for one in found.reasons),
        notices=tuple(say(one.text) for one in found.notices),
        suspended=found.suspended,
    )


def choice_data(found: Assessment) -> ChoiceData:
    """Return an assessment with the whole ranking as data."""
    return ChoiceData(
        **asdict(assessment_data(found)),
        ranking=tuple(_fitting_data(one) for one in found.ranking.fitting),
        passed_over=()
        if found.situation.limits.nothing is not None
        else tuple(
            PassedOverData(routine=one.routine, reason=say(one.reason))
            for one in found.ranking.passed_over
        ),
    )


def text_lines(found: Assessment) -> Iterator[str]:
    """Yield the text of the level, and what always stands below it."""
    if found.text is not None:
        yield say(found.text)
        yield say(ALWAYS_BELOW)


def paragraphs(found: Assessment) -> Iterator[str]:
    """Yield what a person reads of an assessment, a paragraph each."""
    yield from text_lines(found)
    yield from (say(one.text) for one in found.notices)
    if found.suspended or found.asks:
        return
    best = found.best
    if best is not None:
        yield words(
            "What would fit now: “{title}”. To begin: selfcare now {id}",
            title=best.routine.title,
            id=best.routine.id,
        )
        yield from (say(one) for one in found.reasons)


def _fitting_data(one: Fitting) -> FittingData:
    return FittingData(
        routine=one.routine.id,
        max_pressure=one.offered.max_pressure,
        muscles=tuple(muscle.value for muscle in one.muscles),
        reasons=tuple(say(reason) for reason in one.reasons),
    )

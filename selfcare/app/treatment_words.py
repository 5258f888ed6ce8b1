"""Sessions with a therapist in words: one in a line, what rests because of it, and the counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from selfcare.app.check_in_words import joined
from selfcare.app.routine_words import muscle_words
from selfcare.domain.message import Message, message
from selfcare.domain.treatment import Treatment
from selfcare.planning.day_words import date_words
from selfcare.planning.treatment_figures import (
    DAYS_TO_COMPARE,
    SPAN_DAYS,
    BeforeAfter,
    SpanFigures,
)

NO_CAUSE_OF_SESSIONS: Final = message(
    "Headaches come and go, so these counts do not say what came from the sessions."
)
TOO_FEW_TO_COMPARE: Final = message(
    "To set the two side by side, at least {days} days noted in each are needed.",
    days=DAYS_TO_COMPARE,
)


def rest_words(one: Treatment) -> Message:
    """Return what a session means for its muscles."""
    if not one.muscles:
        return message("No muscle is named, so none rests because of it.")
    return message(
        "These muscles rest; from {day} on they may be pressed again.",
        day=date_words(one.pressed_again),
    )


def session_words(one: Treatment) -> Message:
    """Return a session in one line: its number, its day, and what was noted of it."""
    what = joined((date_words(one.on), *_noted(one))) or date_words(one.on)
    return message("number {id}: {what}", id=one.id, what=what)


def noted_words(one: Treatment) -> Message | None:
    """Return what was noted of a session besides its day; None where nothing was."""
    return joined(_noted(one))


def _noted(one: Treatment) -> Iterator[Message]:
    if one.muscles:
        yield message("{muscles}", muscles=muscle_words(one.muscles))
    if one.relief is not None:
        yield message("relief {score} of 10", score=one.relief)
    if one.note:
        yield message("“{note}”", note=one.note)


def figure_lines(figures: BeforeAfter, sessions: int) -> Iterator[Message]:
    """Yield the counts around the sessions, of which there are `sessions` so far."""
    yield _span(message("the four weeks before the first session"), figures.before)
    after = figures.after
    if after is None:
        yield message(
            "The four weeks after the third session will be counted too. Sessions so far:"
            " {sessions}.",
            sessions=sessions,
        )
        return
    when = message("the four weeks after the third session")
    if not after.is_complete:
        when = message(
            "{when} ({days} of {span} days so far)",
            when=when,
            days=after.days,
            span=SPAN_DAYS,
        )
    yield _span(when, after)
    if after.is_complete and not figures.can_be_compared:
        yield TOO_FEW_TO_COMPARE
    yield NO_CAUSE_OF_SESSIONS


def _span(when: Message, span: SpanFigures) -> Message:
    """Return the counts of a span of days, each with what it is out of."""
    if not span.noted_days:
        return message("In {when}: no day noted.", when=when)
    headaches = message(
        "In {when}: headache on {headaches} of {noted} days noted",
        when=when,
        headaches=span.headache_days,
        noted=span.noted_days,
    )
    if not span.headache_days:
        return message("{headaches}.", headaches=headaches)
    if not span.told_days:
        return message("{headaches}; how they went was not noted.", headaches=headaches)
    return message(
        "{headaches}; slowed or lost: {count} of {told} with an answer to that.",
        headaches=headaches,
        count=span.slowed_days + span.lost_days,
        told=span.told_days,
    )

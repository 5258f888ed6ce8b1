"""A month of the diary in words: each day in one sentence, and counts with what they are out of."""

from __future__ import annotations

from collections.abc import Iterator

from selfcare.app.check_in_words import joined
from selfcare.app.month import Month
from selfcare.app.notes_words import rated_words
from selfcare.domain.message import Message, message
from selfcare.planning.cycle_figures import CycleFigures
from selfcare.planning.day_words import date_words
from selfcare.planning.figures import DiaryFigures
from selfcare.planning.month import DayMarks


def day_sentence(marks: DayMarks, *, dated: bool = True) -> Message:
    """Return all marks of a day in one sentence, with its date where wanted."""
    said = joined(_said_of(marks)) or message("no entry")
    return message("{day}: {said}", day=date_words(marks.day), said=said) if dated else said


def so_far(month: Month) -> Iterator[Message]:
    """Yield the counts of a month, each with what it is out of."""
    figures = month.figures
    yield _counted(figures)
    missing = figures.days - figures.noted_days
    if missing:
        yield _missing(missing)
    if figures.severity.n:
        yield message("Worst pain: {rated}.", rated=rated_words(figures.severity))
    if figures.medicine.days:
        yield message("Acute medicine on {days}.", days=_days(figures.medicine.days))
    if figures.cycle is not None:
        yield from _around_starts(figures.cycle)


def _counted(figures: DiaryFigures) -> Message:
    if not figures.noted_days:
        return message("No day has an answer yet.")
    if figures.noted_days == 1:
        return message("1 answered day, {headaches}.", headaches=_headaches(figures.headache_days))
    return message(
        "{headaches} in {noted} answered days.",
        headaches=_headaches(figures.headache_days),
        noted=figures.noted_days,
    )


def _headaches(count: int) -> Message:
    if count == 1:
        return message("1 headache day")
    return message("{count} headache days", count=count)


def _days(count: int) -> Message:
    return message("1 day") if count == 1 else message("{count} days", count=count)


def _missing(count: int) -> Message:
    if count == 1:
        return message("1 day has no answer and is not counted.")
    return message("{count} days have no answer and are not counted.", count=count)


def _around_starts(cycle: CycleFigures) -> Iterator[Message]:
    near, elsewhere = cycle.near_figures, cycle.elsewhere
    if near.noted_days:
        yield message(
            "Around the start of bleeding (days -2 to +3): headache on {headaches} of {noted}"
            " answered days; on the others, {others} of {of}.",
            headaches=near.headache_days,
            noted=near.noted_days,
            others=elsewhere.headache_days,
            of=elsewhere.noted_days,
        )


def _said_of(marks: DayMarks) -> Iterator[Message]:
    if marks.headache is not None:
        yield headache_words(marks)
    elif not marks.is_empty:
        yield message("not said whether there was a headache")
    elif marks.done or marks.stopped or marks.treatments or marks.start:
        yield message("no entry")
    if marks.stress is not None:
        yield message("stress {score} of 10", score=marks.stress)
    if marks.done:
        yield routines_done(marks.done)
    if marks.stopped:
        yield routines_stopped(marks.stopped)
    if marks.treatments:
        yield message("session with a therapist")
    if marks.start:
        yield message("bleeding began")
    if marks.near:
        yield message("one of the days around the start of bleeding")


def headache_words(marks: DayMarks) -> Message:
    """Return what is known of a day's headache."""
    match marks.headache, marks.worst:
        case None, _:
            return message("not noted")
        case False, _:
            return message("no headache")
        case _, None | 0:
            return message("headache, not rated on the day itself")
        case _, worst:
            return message("headache, {score} of 10 at its worst", score=worst or 0)


def routines_done(count: int) -> Message:
    """Return how many routines ran to their end."""
    return (
        message("1 routine done") if count == 1 else message("{count} routines done", count=count)
    )


def routines_stopped(count: int) -> Message:
    """Return how many routines were stopped."""
    if count == 1:
        return message("1 routine stopped")
    return message("{count} routines stopped", count=count)


def headache_cell(marks: DayMarks) -> Message:
    """Return a day's headache for a table: its number, or the word that stands for it."""
    match marks.headache, marks.worst:
        case None, _:
            return message("not noted")
        case False, _:
            return message("none")
        case _, None | 0:
            return message("yes, not rated")
        case _, worst:
            return message("{score}", score=worst or 0)

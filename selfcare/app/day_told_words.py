"""What was done on a day in words: sessions with what came before and after, and tender spots."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta, tzinfo

from selfcare.app.check_in_words import joined
from selfcare.app.routine_words import muscle_words
from selfcare.app.time_words import clock_words, length_words
from selfcare.domain.facts import SessionEnd
from selfcare.domain.message import Message, message
from selfcare.domain.stopping import REASONS
from selfcare.domain.tenderness import Tenderness
from selfcare.planning.day_words import date_words
from selfcare.planning.history import SessionState
from selfcare.planning.noted import Noted


def when_noted(one: Noted, zone: tzinfo) -> Message:
    """Return when a check-in was noted, with the day where that is another."""
    there = one.at.astimezone(zone)
    if there.date() == one.check_in.day:
        return message("noted at {time}", time=clock_words(one.at, zone))
    return message("noted on {day}", day=date_words(there.date()))


def session_words(one: SessionState, zone: tzinfo) -> Message:
    """Return how a session went in one line: how far, how long, and pain before and after."""
    return joined(_session(one, zone)) or message("begun")


def tender_words(one: Tenderness) -> Message:
    """Return how tender a muscle was, as it was noted."""
    muscle = muscle_words((one.muscle,))
    said = joined(_tender(one)) or message("left out")
    return message("{muscle}: {said}", muscle=muscle, said=said)


def _session(one: SessionState, zone: tzinfo) -> Iterator[Message]:
    last, ended = clock_words(one.last_at, zone), one.ended
    if ended is None:
        yield message("not over yet")
    elif ended.end is SessionEnd.DONE:
        yield message("done at {time}", time=last)
    else:
        yield message("stopped at {time}", time=last)
        if ended.stopped is not None:
            yield REASONS[ended.stopped]
        if ended.step is not None and ended.step < len(one.started.steps):
            yield message(
                "in step {number} of {count}", number=ended.step + 1, count=len(one.started.steps)
            )
    seconds = sum(turn.seconds for turn in one.turns if not turn.skipped)
    if seconds:
        yield message("{length} in all", length=length_words(timedelta(seconds=seconds)))
    yield from _pain(one)


def _pain(one: SessionState) -> Iterator[Message]:
    before = one.started.before
    after = None if one.ended is None else one.ended.after
    match before, after:
        case None, None:
            return
        case _, None:
            yield message("pain before: {before} of 10", before=before or 0)
        case None, _:
            yield message("pain after: {after} of 10", after=after or 0)
        case _:
            yield message(
                "pain {before} of 10 before, {after} after", before=before or 0, after=after or 0
            )


def _tender(one: Tenderness) -> Iterator[Message]:
    if one.left is not None:
        yield message("left {score}", score=one.left)
    if one.right is not None:
        yield message("right {score}", score=one.right)
    if one.mine:
        yield message("it felt like your headache")
    if one.weak:
        yield message("weak or quickly tired")

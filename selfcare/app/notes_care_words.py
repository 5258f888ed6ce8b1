"""What a therapist asks about, in words: tender spots, routines and what followed, sessions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from selfcare.app.check_in_words import joined
from selfcare.app.notes import Notes
from selfcare.app.notes_section import Line, Row, Section, dated, listed, times
from selfcare.app.routine_words import muscle_words
from selfcare.app.time_words import length_words
from selfcare.app.treatment_words import NO_CAUSE_OF_SESSIONS, TOO_FEW_TO_COMPARE
from selfcare.domain.message import Message, message
from selfcare.domain.muscles import Muscle
from selfcare.domain.phases import MuscleState
from selfcare.domain.stopping import REASONS
from selfcare.domain.treatment import Treatment
from selfcare.domain.week import MINUTE
from selfcare.planning.care_figures import CareFigures, MuscleFigures, RoutineFigures
from selfcare.planning.relief import Relief
from selfcare.planning.treatment_figures import BeforeAfter, SpanFigures

NO_CAUSE: Final = message(
    "Routines are done on bad days, and pain comes and goes by itself, so these counts say nothing"
    " about causes."
)
RATED: Final = message("Rated: with pain noted before and after. {causes}", causes=NO_CAUSE)
STATES: Final = {
    MuscleState.ACTIVE: message("tender here, and it felt like your headache"),
    MuscleState.LATENT: message("tender"),
    MuscleState.QUIET: message("quiet"),
}
FOLLOWED: Final = (
    message("rated"),
    message("less pain"),
    message("the same"),
    message("more"),
)
"""What is counted after sessions, in this order; rated are those with pain before and after."""
LATEST_SHOWN: Final = 3
"""Of more checks of a muscle the first is shown and so many of the latest."""
MOST_ROUTINES: Final = 8
"""Of more routines only those done most are told one by one."""
LATEST_TREATMENTS: Final = 6
"""Of more sessions with a therapist only so many of the latest are told one by one."""
_NOTHING: Final = message("nothing noted")


def care_sections(notes: Notes) -> Iterator[Section]:
    """Yield what a therapist asks about; what nothing is noted of is left out."""
    care = notes.care
    if care.muscles:
        yield Section(
            title=message("Muscles"),
            head=FOLLOWED,
            rows=tuple(map(_muscle, care.muscles)),
            remark=message(
                "Tenderness from 0 to 10, the earliest check first. Tender spots are common, also"
                " in people without headaches. Sessions count for every muscle they worked on."
            ),
        )
    if care.routines:
        yield Section(
            title=message("Routines"),
            lines=(*_all_routines(care), *_other_routines(care)),
            head=FOLLOWED,
            rows=tuple(map(_routine, care.routines[:MOST_ROUTINES])),
            remark=RATED,
        )
    if notes.treatments or notes.around_treatments is not None:
        yield Section(
            title=message("Sessions with a therapist"),
            lines=(*_treatments(notes.treatments), *_around(notes.around_treatments)),
            remark=_no_comparison(notes.around_treatments),
        )


def relief_words(relief: Relief) -> Message:
    """Return what followed sessions, as counts."""
    if relief.n == 1:
        after = message("after 1 session")
    else:
        after = message("after {n} sessions", n=relief.n)
    return message(
        "{after}: less pain {less}, the same {same}, more {more}",
        after=after,
        less=relief.less,
        same=relief.same,
        more=relief.more,
    )


def _relief_cells(relief: Relief | None) -> tuple[Message | None, ...]:
    if relief is None:
        return (None,) * len(FOLLOWED)
    return tuple(
        message("{count}", count=count)
        for count in (relief.n, relief.less, relief.same, relief.more)
    )


def _muscle(found: MuscleFigures) -> Row:
    parts = []
    if found.state is not None:
        day = found.checks[-1].on.isoformat()
        parts.append(message("{state} ({day})", state=STATES[found.state], day=day))
    left = [one.left for one in found.checks if one.left is not None]
    right = [one.right for one in found.checks if one.right is not None]
    if left:
        parts.append(message("left {numbers}", numbers=_trend(left)))
    if right:
        parts.append(message("right {numbers}", numbers=_trend(right)))
    if found.weak:
        parts.append(message("weak or quickly tired"))
    return _row(_named(found.muscle), parts, found.relief)


def _trend(numbers: Sequence[int]) -> str:
    """Return the numbers of one side in their order; of many the first and the latest."""
    shown = [str(one) for one in numbers]
    if len(shown) > 1 + LATEST_SHOWN:
        return f"{shown[0]} … {', '.join(shown[-LATEST_SHOWN:])}"
    return ", ".join(shown)


def _named(muscle: Muscle) -> Message:
    return message("{muscle}", muscle=muscle_words((muscle,)))


def _all_routines(care: CareFigures) -> Iterator[Line]:
    yield Line(message("All"), _done(care.done, care.minutes))
    if care.stops:
        why = joined(
            message("{why} ({count})", why=REASONS[reason], count=count)
            for reason, count in care.stops.items()
        )
        yield Line(
            message("Stopped"), message("{times}: {why}", times=times(care.stopped), why=why or "")
        )


def _other_routines(care: CareFigures) -> Iterator[Line]:
    others = care.routines[MOST_ROUTINES:]
    if others:
        done = sum(one.done for one in others)
        yield Line(
            message("Others"),
            message("{count} routines, {times}", count=len(others), times=times(done))
            if len(others) > 1
            else message("1 routine, {times}", times=times(done)),
        )


def _routine(found: RoutineFigures) -> Row:
    parts = [_done(found.done, found.minutes)]
    if found.stopped:
        parts.append(message("stopped {times}", times=times(found.stopped)))
    return _row(message("{title}", title=found.title), parts, found.relief)


def _row(label: Message, parts: Sequence[Message], relief: Relief | None) -> Row:
    """Return the parts and what followed sessions, told in a line and as cells."""
    everything = parts if relief is None else [*parts, relief_words(relief)]
    return Row(
        label=label,
        text=joined(everything) or _NOTHING,
        note=joined(parts),
        cells=_relief_cells(relief),
    )


def _done(count: int, minutes: int) -> Message:
    length = length_words(minutes * MINUTE)
    return message("{times}, {length}", times=times(count), length=length)


def _treatments(treatments: Sequence[Treatment]) -> Iterator[Line]:
    earlier = len(treatments) - LATEST_TREATMENTS
    if earlier > 0:
        yield Line(message("Earlier"), times(earlier))
    for one in treatments[-LATEST_TREATMENTS:]:
        parts = []
        if one.muscles:
            parts.append(listed(map(_named, one.muscles)))
        if one.relief is not None:
            parts.append(message("relief {score} of 10", score=one.relief))
        if one.note:
            parts.append(message("“{note}”", note=one.note))
        yield dated(one.on, joined(parts) or message("noted"))


def _around(found: BeforeAfter | None) -> Iterator[Line]:
    if found is None:
        return
    before = message("in the four weeks before the first session")
    yield Line(message("Before"), _span(before, found.before))
    if found.after is not None:
        after = message("in the four weeks after the third")
        yield Line(message("After"), _span(after, found.after))


def _span(when: Message, span: SpanFigures) -> Message:
    counted = message(
        "{when}, headache on {headaches} of {noted} days noted",
        when=when,
        headaches=span.headache_days,
        noted=span.noted_days,
    )
    if span.is_complete:
        return counted
    return message("{counted}, so far", counted=counted)


def _no_comparison(found: BeforeAfter | None) -> Message | None:
    """Return why the two spans cannot be set side by side, or that they say nothing of causes."""
    if found is None or found.after is None:
        return None
    if found.can_be_compared:
        return NO_CAUSE_OF_SESSIONS
    return TOO_FEW_TO_COMPARE

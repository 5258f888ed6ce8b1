"""The notes in the words people read: sections of lines, the same for the page and the terminal.

The one rule: counts, each with what it is out of, and no word on what came from what (domain
handbook 3.6 and 5.4).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from selfcare.app.check_in_words import (
    AURAS,
    FUNCTIONS,
    SIDES,
    SYMPTOMS,
)
from selfcare.app.notes import Notes, StressfulTime
from selfcare.app.notes_doctor_words import alarm_lines, cycle_lines, medicine_section
from selfcare.app.notes_section import Line, Section, counts, decimal, listed, of_answers, steps
from selfcare.domain.message import Message, message
from selfcare.domain.stress import StressKind
from selfcare.domain.zones import WORDS as ZONES
from selfcare.planning.day_words import date_words
from selfcare.planning.figures import MIN_DAYS_FOR_RATES, MONTH_DAYS, DiaryFigures, Severity

MISSING: Final = message(
    "Days without a note are missing, not free of headache. In brackets: of how many days with an"
    " answer."
)
FOOTER: Final = message(
    "Noted by the person themselves; this is not a diagnosis. Nothing leaves the computer unless"
    " you save, print or pass it on."
)
LATEST_TIMES: Final = 4
"""Of more stressful times only so many of the latest are told one by one."""


def span_words(figures: DiaryFigures) -> Message:
    """Return which days the figures are about."""
    return message(
        "{first} to {last} ({days} days)",
        first=date_words(figures.first),
        last=date_words(figures.last),
        days=figures.days,
    )


def rated_words(severity: Severity) -> Message:
    """Return how many headache days were how strong; one at least was rated."""
    return steps(
        (
            (message("none"), severity.none),
            (message("mild (1 to 3)"), severity.mild),
            (message("moderate (4 to 6)"), severity.moderate),
            (message("severe (7 to 10)"), severity.severe),
        )
    )


def doctor_sections(notes: Notes) -> Iterator[Section]:
    """Yield what a doctor asks about; what nothing is noted of is left out."""
    figures = notes.figures
    yield Section(
        title=message("Headaches"),
        lines=(*_days(figures), *_how(figures), *_stress(notes)),
        remark=MISSING,
    )
    yield medicine_section(figures.medicine, figures.days)
    alarming = tuple(alarm_lines(figures))
    if alarming:
        yield Section(title=message("Different or alarming"), lines=alarming)
    if figures.cycle is not None:
        yield Section(
            title=message("Days around the period"), lines=tuple(cycle_lines(figures.cycle))
        )


def _days(figures: DiaryFigures) -> Iterator[Line]:
    noted = message("{noted} of {days} noted", noted=figures.noted_days, days=figures.days)
    if figures.filled_in_days:
        noted = message(
            "{noted}, {count} of them afterwards", noted=noted, count=figures.filled_in_days
        )
    yield Line(message("Days"), noted)
    if not figures.noted_days:
        return
    now = message(
        "on {headaches} of {noted} days noted",
        headaches=figures.headache_days,
        noted=figures.noted_days,
    )
    if figures.before is not None:
        now = message(
            "{now}; in the {days} days before, on {headaches} of {noted}",
            now=now,
            days=figures.days,
            headaches=figures.before.headache_days,
            noted=figures.before.noted_days,
        )
    yield Line(message("Headache"), now)
    yield Line(message("In a month"), _per_month(figures))


def _per_month(figures: DiaryFigures) -> Message:
    if figures.per_month is None:
        return message(
            "not told, because fewer than {days} days are noted", days=MIN_DAYS_FOR_RATES
        )
    return message(
        "about {count} days in {month}, going by the days noted",
        count=decimal(figures.per_month),
        month=MONTH_DAYS,
    )


def _how(figures: DiaryFigures) -> Iterator[Line]:
    severity, function = figures.severity, figures.function
    if figures.worst_pain.mean is not None:
        yield Line(
            message("Worst pain"),
            message(
                "{rated}; on average {mean} (of\u00a0{n} rated on the day itself)",
                rated=rated_words(severity),
                mean=decimal(figures.worst_pain.mean),
                n=severity.n,
            ),
        )
    if function.n:
        went = (function.normal, function.slowed, function.less_than_half, function.nothing)
        yield Line(
            message("What was possible"),
            of_answers(steps(zip(FUNCTIONS, went, strict=True)), function.n),
        )
    if figures.zones.n:
        yield Line(message("Where"), of_answers(counts(ZONES, figures.zones.days), figures.zones.n))
    if figures.sides.n:
        yield Line(message("Side"), of_answers(counts(SIDES, figures.sides.days), figures.sides.n))
    nothing = message("nothing")
    if figures.symptoms.n:
        came = figures.symptoms.days
        yield Line(
            message("With it"),
            of_answers(counts(SYMPTOMS, came) if came else nothing, figures.symptoms.n),
        )
    if figures.aura.n:
        seen = figures.aura.days
        yield Line(
            message("Aura"), of_answers(counts(AURAS, seen) if seen else nothing, figures.aura.n)
        )


def _stress(notes: Notes) -> Iterator[Line]:
    stress = notes.figures.stress
    if stress.mean is not None:
        yield Line(
            message("Stress"),
            of_answers(message("on average {mean} of 10", mean=decimal(stress.mean)), stress.n),
        )
    if notes.stressful:
        latest = listed(map(_stressful, notes.stressful[-LATEST_TIMES:]))
        earlier = len(notes.stressful) - LATEST_TIMES
        if earlier > 0:
            latest = message("{earlier} earlier ones, {times}", earlier=earlier, times=latest)
        yield Line(message("Stressful times"), latest)


def _stressful(time: StressfulTime) -> Message:
    when = message("{first} to {last}", first=time.first.isoformat(), last=time.last.isoformat())
    if time.first == time.last:
        when = message("{day}", day=time.first.isoformat())
    if time.kind is StressKind.PHYSICAL:
        when = message("{when} (physical)", when=when)
    if time.name is None:
        return when
    return message("{when} “{name}”", when=when, name=time.name)

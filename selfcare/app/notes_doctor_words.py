"""What a doctor asks about besides the headaches, in words: medicine, alarms, the cycle."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import Final

from selfcare.app.check_in_words import MEDICINES, joined, ticked_words
from selfcare.app.notes_section import Line, Row, Section, dated, latest_days
from selfcare.domain.message import Message, message
from selfcare.domain.red_flags import Cause, Level
from selfcare.planning.alarm_figures import Alarm
from selfcare.planning.cycle_figures import CycleFigures
from selfcare.planning.figures import MONTH_DAYS, DiaryFigures
from selfcare.planning.medicine_figures import MedicineFigures

CAUSES: Final = {
    Cause.FLAGS: message("an alarming symptom"),
    Cause.STOP: message("a symptom that ended a routine"),
    Cause.AURA: message("flicker or tingling that was new, or lasted long"),
    Cause.KNOWN_RISK: message("a headache unlike the usual, with a known risk"),
    Cause.NECK_PAIN: message("new neck pain on one side"),
}
LEVELS: Final = {
    Level.EMERGENCY: message("selfcare asked to get help right away"),
    Level.URGENT: message("selfcare asked to get medical advice on the same day"),
    Level.SOON: message("selfcare asked to let a doctor look at it"),
}
LATEST: Final = 6
"""Of more days, or alarms, only so many of the latest are told one by one."""


def medicine_section(medicine: MedicineFigures, days: int) -> Section:
    """Return the days with acute medicine by class, beside their limits."""
    title = message("Acute medicine")
    if not medicine.classes:
        return Section(title=title, lines=(Line(message("Any"), message("none noted")),))
    together = medicine.limit if len(medicine.classes) > 1 else None
    latest = () if days == MONTH_DAYS else (message("last {days}", days=MONTH_DAYS),)
    return Section(
        title=title,
        head=(message("days"), *latest, message("limit")),
        rows=(
            _medicine(message("any"), medicine.days, medicine.days_in_30, together, days),
            *(
                _medicine(MEDICINES[one.kind], one.days, one.days_in_30, one.limit, days)
                for one in medicine.classes
            ),
        ),
        remark=message(
            "Limit: days in {month} from about which on such medicines can themselves keep"
            " headaches going.",
            month=MONTH_DAYS,
        ),
    )


def _medicine(what: Message, in_span: int, latest: int, limit: int | None, days: int) -> Row:
    count = message("{count}", count=in_span)
    cells: tuple[Message, ...] = (count,)
    text = message("on 1 day") if in_span == 1 else message("on {count} days", count=in_span)
    if days != MONTH_DAYS:
        cells = (count, message("{count}", count=latest))
        text = message(
            "{counted}, in the last {month} days on {latest}",
            counted=text,
            month=MONTH_DAYS,
            latest=latest,
        )
    if limit is None:
        return Row(label=what, text=text, note=None, cells=(*cells, None))
    return Row(
        label=what,
        text=message("{counted} (limit about {limit})", counted=text, limit=limit),
        note=None,
        cells=(*cells, message("about {limit}", limit=limit)),
    )


def alarm_lines(figures: DiaryFigures) -> Iterator[Line]:
    """Yield the days of headaches unlike the usual ones, and of alarms, each with its date."""
    if figures.different:
        yield Line(message("Not like usual"), latest_days(figures.different, LATEST))
    told = [(one.on, _alarm(one)) for one in figures.alarms]
    told += [(day, message("noted: has been checked")) for day in figures.checked]
    told.sort(key=itemgetter(0))
    if len(told) > LATEST:
        yield Line(message("Earlier"), message("{count} entries", count=len(told) - LATEST))
    yield from (dated(day, text) for day, text in told[-LATEST:])


def _alarm(alarm: Alarm) -> Message:
    parts = [ticked_words(alarm.flags)] if alarm.flags else []
    # What was ticked says more than that something was.
    parts += [CAUSES[one] for one in alarm.causes if not alarm.flags or one is not Cause.FLAGS]
    if alarm.level is not None:
        parts.append(LEVELS[alarm.level])
    return joined(parts) or CAUSES[Cause.FLAGS]


def cycle_lines(cycle: CycleFigures) -> Iterator[Line]:
    """Yield what was noted around the starts, in counts."""
    if not cycle.starts and not cycle.near:
        yield Line(message("First days"), message("none noted"))
        return
    if cycle.starts:
        yield Line(message("First days"), latest_days(cycle.starts, LATEST))
    if cycle.cycles:
        yield Line(message("Cycles"), _cycles(cycle))
    yield Line(
        message("Days -2 to +3"),
        message(
            "headache on {headaches} of {noted} days noted",
            headaches=cycle.near_figures.headache_days,
            noted=cycle.near_figures.noted_days,
        ),
    )


def _cycles(cycle: CycleFigures) -> Message:
    of = message("your last {b} cycles", b=cycle.cycles)
    if cycle.cycles == 1:
        of = message("1 cycle")
    return message(
        "in {a} of {cycles} a headache fell on days -2 to +3; on other days you had a headache on"
        " {x} of {y}",
        a=cycle.with_headache,
        cycles=of,
        x=cycle.elsewhere.headache_days,
        y=cycle.elsewhere.noted_days,
    )

"""The notes for a doctor or a therapist: all that the diary says of the last days, in counts.

Nothing of the cycle and nothing the user wrote in their own words is in them unless asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from selfcare.app.context import Context
from selfcare.app.cycle import find_outlook
from selfcare.app.treatments import list_treatments
from selfcare.domain.facts import Entry
from selfcare.domain.stress import StressKind
from selfcare.domain.stressful_days import stress_told
from selfcare.domain.treatment import Treatment
from selfcare.domain.week import DAY
from selfcare.planning.care_figures import CareFigures, care_figures
from selfcare.planning.figures import DiaryFigures, diary_figures, entries_since
from selfcare.planning.history import read_history
from selfcare.planning.treatment_figures import BeforeAfter


class StressfulTime(Struct, frozen=True, kw_only=True):
    """A stressful time the user told of, cut to the days of the notes.

    `name` is in their own words, None where free text was not asked for.
    """

    first: date
    last: date
    kind: StressKind
    name: str | None


class Notes(Struct, frozen=True, kw_only=True):
    """What the notes say. The notes of `treatments` are empty unless free text was asked for.

    `around_treatments` are the days before the first session ever and after the third, None where
    no session is noted.
    """

    figures: DiaryFigures
    care: CareFigures
    treatments: tuple[Treatment, ...]
    around_treatments: BeforeAfter | None
    stressful: tuple[StressfulTime, ...]


def gather_notes(
    context: Context, days: int, *, cycle: bool = False, free_text: bool = False
) -> Notes:
    """Return the notes about the last `days` days, today included; at least one."""
    last = context.today()
    first = last - (days - 1) * DAY
    # Nothing is planned here, so neither settings nor calendars are looked at.
    view = context.diary.view(since=entries_since(first, last))
    listed = list_treatments(context)
    return Notes(
        figures=diary_figures(
            first, last, view.entries, find_outlook(context).counted if cycle else None
        ),
        care=care_figures(first, last, read_history(view).sessions, view.entries),
        treatments=tuple(
            one if free_text else replace(one, note="")
            for one in listed.treatments
            if first <= one.on <= last
        ),
        around_treatments=listed.figures,
        stressful=tuple(_stressful(view.entries, first, last, named=free_text)),
    )


def _stressful(
    entries: Iterable[Entry], first: date, last: date, *, named: bool
) -> Iterator[StressfulTime]:
    """Yield the times told of that touch the days, the earliest first."""
    for told in sorted(stress_told(entries), key=lambda one: (one.period.first, one.id)):
        begins = max(told.period.first, first)
        ends = min(told.period.last or last, last)
        if begins <= ends:
            yield StressfulTime(
                first=begins,
                last=ends,
                kind=told.period.kind,
                name=told.name if named else None,
            )

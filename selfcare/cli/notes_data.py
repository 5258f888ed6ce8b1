"""The notes as data for programs, to which fields are only ever added."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import asdict

from selfcare.app.notes import Notes, StressfulTime
from selfcare.domain.facts import StopReason
from selfcare.domain.treatment import Treatment
from selfcare.planning.care_figures import MuscleFigures, RoutineFigures
from selfcare.planning.figures import DiaryFigures
from selfcare.planning.treatment_figures import SpanFigures


class NotesData(DiaryFigures, frozen=True, kw_only=True):
    """What `notes --json` and `history --figures --json` print.

    `cycle` is null unless it was asked for, the names of stressful times too, and the notes of
    treatments are then empty.
    """

    stressful_times: tuple[StressfulTime, ...]
    sessions_done: int
    sessions_stopped: int
    session_minutes: int
    stops: Mapping[StopReason, int]
    routines: tuple[RoutineFigures, ...]
    muscles: tuple[MuscleFigures, ...]
    treatments: tuple[Treatment, ...]
    before_treatments: SpanFigures | None
    after_treatments: SpanFigures | None


def notes_data(found: Notes) -> NotesData:
    """Return the notes as data."""
    care, around = found.care, found.around_treatments
    return NotesData(
        **asdict(found.figures),
        stressful_times=found.stressful,
        sessions_done=care.done,
        sessions_stopped=care.stopped,
        session_minutes=care.minutes,
        stops=care.stops,
        routines=care.routines,
        muscles=care.muscles,
        treatments=found.treatments,
        before_treatments=None if around is None else around.before,
        after_treatments=None if around is None else around.after,
    )

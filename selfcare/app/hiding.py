"""A routine hidden by its user, and shown again: a wish in the diary, never a change of a file."""

from __future__ import annotations

from selfcare.app.context import Context
from selfcare.app.offering import routine_named
from selfcare.domain.facts import RoutineHidden, RoutineShownAgain
from selfcare.domain.routine import Routine


def hide_routine(context: Context, routine_id: str) -> Routine:
    """Let a routine be offered no more, until it is shown again; return it.

    Raise UserMistake for an unknown one.
    """
    routine = routine_named(context, routine_id)
    if routine.id not in context.history().hidden:
        context.note(RoutineHidden(routine.id, routine.title))
    return routine


def show_routine_again(context: Context, routine_id: str) -> Routine:
    """Let a hidden routine be offered again, and return it.

    Raise UserMistake for an unknown one.
    """
    routine = routine_named(context, routine_id)
    if routine.id in context.history().hidden:
        context.note(RoutineShownAgain(routine.id, routine.title))
    return routine

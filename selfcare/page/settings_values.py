"""What the pages of the settings and of the first steps show alike, as values for templates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from msgspec import Struct

from selfcare.app.autostart import Standing, own_autostart
from selfcare.app.autostart_words import STANDINGS
from selfcare.app.context import Context
from selfcare.app.menu_entry import is_there, own_entry
from selfcare.app.routine_words import muscle_name, muscle_place
from selfcare.app.say import words
from selfcare.app.screening import stored_screening
from selfcare.app.screening_words import (
    LONG_AGO,
    NONE_STORED,
    WHAT_FOR,
    WHICH_AGE,
    meaning_words,
    stored_words,
)
from selfcare.app.settings_copies import copies_of_settings
from selfcare.app.settings_sheet import Entry, entries
from selfcare.app.settings_words import WEEKDAY_NAMES
from selfcare.domain.errors import SelfcareError
from selfcare.domain.message import Message
from selfcare.domain.muscles import PLACES, Muscle
from selfcare.domain.problem import PlacedProblem
from selfcare.domain.questions import AGES, QUESTIONS
from selfcare.page.findings import findings_told
from selfcare.page.visit import Visit

MUSCLES: Final = tuple(muscle for muscle in Muscle if muscle not in PLACES)
"""What a plan may look after."""


class Place(Struct, frozen=True):
    """Something of the user's on this computer, and where it lies."""

    what: str
    path: str


class EntryShown(Struct, frozen=True):
    """An entry of the plan, and what its routines are called."""

    entry: Entry
    routines: str


def values(visit: Visit) -> dict[str, Any]:
    """Return what every page of settings needs."""
    context = visit.context
    autostart = _autostart()
    return {
        "file": str(context.folders.config_file),
        "problems": findings_told(_of_settings(context)),
        "broken": context.in_force.broken,
        "health": tuple(_health(context)),
        "what_for": WHAT_FOR,
        "which_age": WHICH_AGE,
        "questions": QUESTIONS,
        "ages": AGES,
        "places": tuple(_places(context)),
        "in_menu": is_there(own_entry()),
        "autostart": STANDINGS[autostart],
        "autostart_on": autostart is Standing.ON,
        "kept": copies_of_settings(context.folders),
        "plan": tuple(_shown(entry, context) for entry in entries(context.in_force.settings)),
        "weekdays": tuple((day.value, name) for day, name in WEEKDAY_NAMES.items()),
        "muscles": MUSCLES,
        "muscle_name": muscle_name,
        "muscle_place": muscle_place,
    }


def _autostart() -> Standing:
    try:
        return own_autostart().found().standing
    except SelfcareError:
        # The settings are shown all the same; pressing the button says what is in the way.
        return Standing.OFF


def _health(context: Context) -> Iterator[Message]:
    """Yield what is stored of the health questions, and what it means."""
    stored = stored_screening(context)
    if stored is None:
        yield NONE_STORED
        return
    yield stored_words(stored)
    yield from meaning_words(context, stored.screening)
    if context.today() >= stored.ask_again_from:
        yield LONG_AGO


def _of_settings(context: Context) -> Iterator[PlacedProblem]:
    file = str(context.folders.config_file)
    return (one for one in context.in_force.problems if one.file == file)


def _places(context: Context) -> Iterator[Place]:
    folders = context.folders
    yield Place(words("Diary, and its daily copies"), str(folders.data))
    yield Place(words("Settings, and routines of your own"), str(folders.config))
    yield Place(words("What the program needs while it runs"), str(folders.state))
    yield Place(words("Log, without a word about your body"), str(folders.logs))


def _shown(entry: Entry, context: Context) -> EntryShown:
    routines = context.in_force.library.routines
    titles = [
        routines[routine].title if routine in routines else routine for routine in entry.routines
    ]
    return EntryShown(entry, ", ".join(titles))

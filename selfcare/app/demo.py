"""A folder with the diary of somebody made up, lived through day by day up to yesterday."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, tzinfo
from pathlib import Path
from typing import Final

from selfcare.app.clock import Clock
from selfcare.app.context import Context
from selfcare.app.demo_living import live
from selfcare.app.demo_person import TRAITS, Person
from selfcare.app.demo_year import made_up
from selfcare.app.instance import make_own_folder
from selfcare.app.say import words
from selfcare.app.screening import Given, store_screening
from selfcare.config.paths import Folders
from selfcare.diary.fleeting import FleetingDiary
from selfcare.diary.recovery import Opened
from selfcare.domain.errors import Trouble, UserMistake
from selfcare.domain.message import message
from selfcare.domain.questions import QUESTIONS, Reply
from selfcare.domain.week import DAY, instant

MADE_UP_FILE: Final = "MADE-UP.txt"
"""The file that says what the folder is."""
FIRST_THING: Final = time(7, 45)


@dataclass
class SetClock:
    """A clock that stands where it is set, in UTC."""

    at: datetime
    there: tzinfo

    def now(self) -> datetime:
        """Return the instant it is set to."""
        return self.at

    def monotonic(self) -> float:
        """Return its seconds."""
        return self.at.timestamp()

    def zone(self) -> tzinfo:
        """Return its zone."""
        return self.there


def take_folder(folder: Path) -> None:
    """Take an empty folder, or make one, and write into it that all of it is made up.

    Raise UserMistake where it holds anything, Trouble where it cannot be written.
    """
    if _holds_something(folder):
        raise UserMistake(
            message(
                "{folder} is there already and holds something. Please name a folder that is empty"
                " or not there yet, so that nothing of yours is touched.",
                folder=str(folder),
            )
        )
    make_own_folder(folder)
    text = words(
        "Everything in this folder is made up. Nobody lived it: the command “selfcare demo” wrote"
        " it, to show what the program does over time. You can delete it whenever you like."
    )
    try:
        (folder / MADE_UP_FILE).write_text(f"{text}\n", encoding="utf-8")
    except OSError as error:
        raise _not_usable(folder, error) from error


def fill_with_days(folder: Path, person: Person, days: int, clock: Clock) -> None:
    """Make the diary of somebody made up in a folder taken before: `days` days up to yesterday."""
    zone = clock.zone()
    first = clock.now().astimezone(zone).date() - days * DAY
    where = folders_in(folder)
    its_clock = SetClock(instant(first, FIRST_THING, zone), zone)
    with FleetingDiary.open(where.diary, may_migrate=False) as diary:
        diary.hurry()
        context = Context(where, its_clock, Opened(diary))
        said_no = dict.fromkeys((one.tag for one in QUESTIONS), Reply.NO)
        store_screening(context, Given(said_no, TRAITS[person].age))
        for day in made_up(person, first, days):
            live(context, its_clock, day)


def folders_in(folder: Path) -> Folders:
    """Return the four folders that SELFCARE_HOME means when it is set to `folder`."""
    root = folder.absolute()
    return Folders(root / "config", root / "data", root / "state", root / "logs")


def _holds_something(folder: Path) -> bool:
    try:
        return folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    except OSError as error:
        raise _not_usable(folder, error) from error


def _not_usable(folder: Path, error: OSError) -> Trouble:
    return Trouble(
        message(
            "The folder {folder} cannot be used ({reason}). Check that it belongs to you and that"
            " the disk has room.",
            folder=str(folder),
            reason=error.strerror or str(error),
        )
    )

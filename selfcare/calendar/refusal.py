"""Why a calendar could not be read, in sentences: what is wrong, and what may help."""

from __future__ import annotations

from typing import Final

from selfcare.calendar.request import MEGABYTE, Unread, Why
from selfcare.domain.message import message


class CannotRead(Exception):
    """The file as a whole gives no calendar."""

    def __init__(self, outcome: Unread) -> None:
        super().__init__(outcome.why)
        self.outcome = outcome


MISSING_EXTRA: Final = Unread(
    Why.MISSING_EXTRA,
    message(
        "Calendars need two more packages. To install them:"
        ' python -m pip install "selfcare[calendar]"'
    ),
)
NOT_THERE: Final = Unread(
    Why.NOT_THERE,
    message("There is no such file. Perhaps it was moved, or its folder is not in sync now."),
)
NOT_A_FILE: Final = Unread(
    Why.NOT_A_FILE,
    message("This is not a file. The path should lead to one calendar file, such as work.ics."),
)
NOT_ALLOWED: Final = Unread(
    Why.UNREADABLE,
    message("This file may not be read. Its properties say who may; it should be your user."),
)
NOT_A_CALENDAR: Final = Unread(
    Why.NOT_A_CALENDAR,
    message(
        "This is not a calendar file. One begins with BEGIN:VCALENDAR; calendar programs write it"
        " with “Export”."
    ),
)
CUT_SHORT: Final = Unread(
    Why.CUT_SHORT,
    message("It ends in the middle. Perhaps it was still being copied; it is looked at again."),
)
NO_SENSE: Final = Unread(
    Why.NO_SENSE,
    message("None of its events makes sense. Perhaps the program that wrote it can do so again."),
)
TOO_MUCH_MEMORY: Final = Unread(
    Why.TOO_MUCH_MEMORY,
    message(
        "It needs more memory than one calendar should. Perhaps an event in it repeats every few"
        " seconds, or it holds many years; a calendar program can export a shorter one."
    ),
)


def too_large(limit: int) -> Unread:
    """Return that the file has more than `limit` bytes."""
    return Unread(
        Why.TOO_LARGE,
        message(
            "It is larger than {size} MB. A calendar program can export a shorter one.",
            size=max(1, limit // MEGABYTE),
        ),
    )


def too_many(limit: int) -> Unread:
    """Return that there are more than `limit` meetings."""
    return Unread(
        Why.TOO_MANY,
        message(
            "It holds more than {count} separate meetings within a few months. It may be the"
            " calendar of a whole office; one of your own would do.",
            count=limit,
        ),
    )


def too_long(seconds: float) -> Unread:
    """Return that reading took longer than it may."""
    return Unread(
        Why.TOO_LONG,
        message(
            "It could not be read within {seconds} seconds. Perhaps an event in it repeats every"
            " few seconds, or it holds many years; a calendar program can export a shorter one.",
            seconds=max(1, round(seconds)),
        ),
    )


def unreadable(error: Exception) -> Unread:
    """Return that the system would not give the file."""
    return Unread(
        Why.UNREADABLE,
        message(
            "It cannot be read ({reason}). Perhaps the disk is not there.",
            reason=getattr(error, "strerror", None) or type(error).__name__,
        ),
    )


def broke_off(reason: str) -> Unread:
    """Return that reading ended without an answer."""
    return Unread(
        Why.BROKE_OFF,
        message("Reading it broke off without a result ({reason}).", reason=reason),
    )

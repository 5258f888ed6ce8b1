"""Check-ins that nobody came back to: stored as they were left, as a closed terminal does."""

from __future__ import annotations

from datetime import timedelta

from starlette.exceptions import HTTPException

from selfcare.app.check_in_keeping import LEFT_AFTER, Closed, Kept, close, drop, keep, read_kept
from selfcare.app.checking_in import save
from selfcare.app.context import Context
from selfcare.app.trouble_log import note_trouble
from selfcare.domain.errors import Trouble, UserMistake
from selfcare.page.check_in_sent import read_sent
from selfcare.page.home import Home
from selfcare.page.visit import Form


def look_after_left(home: Home, after: timedelta = LEFT_AFTER) -> None:
    """Store what was left, as the page process does it; what fails is tried again."""
    try:
        if read_kept(home.folders.state).kept:
            store_left(home.context(), after)
    except Trouble:
        return
    except Exception as error:  # noqa: BLE001 - the process goes on serving, whatever is amiss here
        note_trouble(error, home.clock.now())


def store_left(context: Context, after: timedelta = LEFT_AFTER) -> int:
    """Store the check-ins that gave no sign for so long, and return how many there were.

    Raise Trouble where the diary or the state folder cannot be written; what was left stays kept.
    """
    left = [
        one for one in read_kept(context.folders.state).kept if one.is_left(context.now(), after)
    ]
    for one in left:
        _store(context, one)
    return len(left)


def _store(context: Context, one: Kept) -> None:
    state = context.folders.state
    try:
        found = read_sent(context, Form(one.fields), left=one)
        if not found.answered.says_something:
            drop(state, one.id)
            return
        # What cannot be marked as stored afterwards would be stored again at every look.
        keep(state, one)
        saved = save(
            context,
            found.answered.draft.check_in,
            bleeding=found.answered.draft.bleeding,
            replaces=found.corrects,
            begun_on=one.begun_on,
            read=False,
        )
    except (UserMistake, HTTPException):
        # What it is about is out of reach by now, or was taken back; nothing can hold it any more.
        drop(state, one.id)
        return
    end = Closed(id=one.id, number=saved.id, turn=one.turn, left=True, at=context.now())
    close(state, end)

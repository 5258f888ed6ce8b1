"""Single fields of a form, and what stands behind the “?” of an address, read into what they mean.

What ends in `_in` reads a text and gives None for what it is not; the others read a field of a form
and refuse it: with a sentence where somebody left it out or mistyped, as a bad request where no
page of ours would send it.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from http import HTTPStatus
from typing import Final, TypeVar

from starlette.exceptions import HTTPException

from selfcare.domain.checkin import Score
from selfcare.domain.errors import UserMistake
from selfcare.domain.message import message
from selfcare.page.visit import Form

Kind = TypeVar("Kind", bound=StrEnum)
HIGHEST: Final = 10
_NUMBER: Final = re.compile(r"\d{1,15}", re.ASCII)


def number_in(text: str) -> int | None:
    """Return a whole number from 0 on, None where the text is none."""
    return int(text) if _NUMBER.fullmatch(text) else None


def score_in(text: str, highest: int = HIGHEST) -> Score | None:
    """Return a number from 0 to `highest`, None where the text is none."""
    found = number_in(text)
    return None if found is None or found > highest else found


def day_in(text: str) -> date | None:
    """Return a date, None where the text is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def day_asked(text: str, today: date) -> date:
    """Return a day written as 2026-11-25, today for nothing; raise UserMistake for no day."""
    found = day_in(text) if text else today
    if found is None:
        raise UserMistake(message("“{day}” is no day; a day looks like 2026-11-25.", day=text[:20]))
    return found


def chosen(form: Form, name: str, kind: type[Kind]) -> Kind:
    """Return what was chosen; raise HTTPException for what no page of ours offers."""
    try:
        return kind(form.one(name))
    except ValueError as error:
        raise HTTPException(HTTPStatus.BAD_REQUEST) from error


def number(form: Form, name: str) -> int:
    """Return a number that a page of ours wrote; raise HTTPException for anything else."""
    found = number_in(form.one(name))
    if found is None:
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    return found


def score(form: Form, name: str) -> Score | None:
    """Return 0 to 10, None where nothing was chosen; raise HTTPException for anything else."""
    text = form.one(name)
    found = score_in(text)
    if text and found is None:
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    return found


def score_chosen(form: Form, name: str) -> Score:
    """Return 0 to 10; raise UserMistake where none of them was chosen."""
    found = score_in(form.one(name))
    if found is None:
        raise UserMistake(message("Please choose a number from 0 to 10."))
    return found


def day(form: Form, name: str) -> date:
    """Return a date; raise UserMistake where none was chosen, or none that there is."""
    found = day_in(form.one(name))
    if found is None:
        raise UserMistake(message("Please choose a date."))
    return found

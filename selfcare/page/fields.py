"""Single fields of a form, read into what they mean."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from http import HTTPStatus
from typing import TypeVar

from starlette.exceptions import HTTPException

from selfcare.domain.checkin import Score
from selfcare.domain.errors import UserMistake
from selfcare.domain.message import message
from selfcare.page.visit import Form

Kind = TypeVar("Kind", bound=StrEnum)
HIGHEST = 10


def chosen(form: Form, name: str, kind: type[Kind]) -> Kind:
    """Return what was chosen; raise HTTPException for what no page of ours offers."""
    try:
        return kind(form.one(name))
    except ValueError as error:
        raise HTTPException(HTTPStatus.BAD_REQUEST) from error


def number(form: Form, name: str) -> int:
    """Return a number that a page of ours wrote; raise HTTPException for anything else."""
    text = form.one(name)
    if not (text.isascii() and text.isdecimal() and len(text) < HIGHEST):
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    return int(text)


def score(form: Form, name: str) -> Score | None:
    """Return 0 to 10, None where nothing was chosen; raise HTTPException for anything else."""
    if not form.one(name):
        return None
    found = number(form, name)
    if found > HIGHEST:
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    return found


def day(form: Form, name: str) -> date:
    """Return a date; raise UserMistake where none was chosen, or none that there is."""
    try:
        return date.fromisoformat(form.one(name))
    except ValueError:
        raise UserMistake(message("Please choose a date.")) from None

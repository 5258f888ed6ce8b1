"""Errors that end a command: each has a sentence for the user and an exit code."""

from __future__ import annotations

from typing import ClassVar

from selfcare.domain.message import Message


class SelfcareError(Exception):
    """Something went wrong that the user should read of: what it is, and what to do next."""

    exit_code: ClassVar[int] = 3
    nothing_saved: ClassVar[bool] = False
    """Whether what was to be noted was not, so that the same again is worth a try."""

    def __init__(self, what: Message) -> None:
        super().__init__(what.text)
        self.what = what


class UserMistake(SelfcareError):
    """The user asked for something that cannot be; trying again differently will help."""

    exit_code = 1


class Trouble(SelfcareError):
    """The program or the computer failed."""

    exit_code = 3

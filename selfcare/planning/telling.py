"""What may be told now of what the diary gives reason to tell, and what has its silence.

The one rule: how often is a matter of what was told, never of what was noted since.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from selfcare.domain.facts import NoticeTold
from selfcare.domain.message import Message
from selfcare.domain.notice import DAYS_BETWEEN, NoticeId
from selfcare.planning.concerns import Concern

Told = tuple[NoticeTold, date]
"""A notice with the day it was told on."""

_SAID_BY: Final[dict[NoticeId, frozenset[NoticeId]]] = {
    NoticeId.MEDICINE_AT_LIMIT: frozenset({NoticeId.MEDICINE_AT_LIMIT, NoticeId.MEDICINE_LONG}),
    NoticeId.MEDICINE_LONG: frozenset({NoticeId.MEDICINE_LONG}),
}
"""Notices of medicine say the same for every class, and the gravest says what the lesser one does.

So neither another class nor a step down breaks the silence of a month (domain handbook 3.5).
"""


def due_to_tell(
    concerns: Iterable[Concern], told: Iterable[Told], today: date
) -> tuple[Concern, ...]:
    """Return the concerns that may be told on `today`, in their order (`DAYS_BETWEEN`).

    What is near a limit of medicine is never among them: it has a line in the weekly summary.
    """
    before = tuple(told)
    return tuple(
        one
        for one in concerns
        if one.notice is not NoticeId.MEDICINE_NEAR
        and not any(_silences(earlier, on, one, today) for earlier, on in before)
    )


def weekly_line(concerns: Iterable[Concern]) -> Message | None:
    """Return the line of the weekly summary about medicine days near a limit."""
    near = (one.text for one in concerns if one.notice is NoticeId.MEDICINE_NEAR)
    return next(near, None)


def _silences(earlier: NoticeTold, on: date, concern: Concern, today: date) -> bool:
    if concern.notice in _SAID_BY:
        same = earlier.notice in _SAID_BY[concern.notice]
    else:
        same = (earlier.notice, earlier.about) == (concern.notice, concern.about)
    between = DAYS_BETWEEN[concern.notice]
    # A clock set back leaves days to come; they silence for no longer than those gone by.
    return same and (between is None or abs((today - on).days) < between)

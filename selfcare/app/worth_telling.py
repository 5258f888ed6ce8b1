"""What the diary gives reason to talk over, for somebody who looks at it of their own accord.

What is due is told in full, once; what was told before and still holds can be looked up.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from selfcare.app.assessing import Assessment, diary_concerns
from selfcare.app.present import Present
from selfcare.domain.facts import NoticeTold
from selfcare.domain.message import Message
from selfcare.domain.notice import DAYS_BETWEEN, NoticeId
from selfcare.domain.red_flags import Level
from selfcare.planning.concerns import Concern
from selfcare.planning.concerns_of_today import concerns_of_today, flared_again


class WorthTelling(Struct, frozen=True):
    """The texts: `now` are due, or were told today; `before` were told earlier and still hold.

    `new` is whether any of them counts as told only once it is shown.
    """

    now: tuple[Message, ...]
    before: tuple[Message, ...]
    new: bool


def worth_telling(present: Present, assessment: Assessment) -> WorthTelling:
    """Return what to tell; nothing while routines rest because of an alarm."""
    if present.history.alarm.resting:
        return WorthTelling((), (), new=False)
    due = [assessment.text] if assessment.level is Level.SOON and assessment.text else []
    due += [one.text for one in assessment.notices]
    of_today = {
        (entry.fact.notice, entry.fact.about)
        for entry in present.entries
        if isinstance(entry.fact, NoticeTold) and entry.day == present.today
    }
    held = [one for one in _holding(present, assessment) if one.text not in due]
    today = [one.text for one in held if (one.notice, one.about) in of_today]
    before = [one.text for one in held if one.text not in today]
    return WorthTelling(
        now=tuple(dict.fromkeys((*due, *today))),
        before=tuple(dict.fromkeys(before)),
        new=bool(assessment.told),
    )


def _holding(present: Present, assessment: Assessment) -> Iterator[Concern]:
    every = (
        *concerns_of_today(present.around, assessment.situation),
        *diary_concerns(present),
        *flared_again(present.around),
    )
    # What is near a limit has its line in the weekly summary; some is told once and never again.
    return (
        one
        for one in every
        if one.notice is not NoticeId.MEDICINE_NEAR and DAYS_BETWEEN[one.notice] is not None
    )

"""What today gives reason to tell: what a doctor should see soon, and muscles that flare again."""

from __future__ import annotations

from collections.abc import Iterator

from selfcare.domain.gate import has_headache
from selfcare.domain.message import Message, message
from selfcare.domain.muscles import Muscle
from selfcare.domain.notice import NoticeId
from selfcare.domain.red_flags import Flag, Level, soon_text
from selfcare.domain.screening import Tag
from selfcare.domain.touch import label
from selfcare.planning.around import Around
from selfcare.planning.body import Body
from selfcare.planning.concerns import Concern
from selfcare.planning.situation import Row, Situation


def concerns_of_today(around: Around, situation: Situation) -> Iterator[Concern]:
    """Yield what is worth a doctor's look in the next days (level D of domain handbook 3.3)."""
    screening, said = around.history.screening, around.body.said
    if Row.DIFFERENT in situation.rows:
        yield _soon(NoticeId.DIFFERENT, message("this headache is unlike your usual ones"))
    if Row.NECK_PAIN in situation.rows:
        yield _soon(
            NoticeId.NECK_PAIN, message("the pain on one side of your neck is new and unlike usual")
        )
    if Flag.NEW_MEDICINE in around.history.alarm.ticked.get(around.today, ()):
        yield _soon(NoticeId.NEW_MEDICINE, message("it began with a new medicine"))
    new_from_50 = screening is not None and Tag.AGE50_NEW in screening.tags
    if new_from_50 and said is not None and has_headache(said):
        yield _soon(NoticeId.NEW_FROM_50, message("it is a new headache from the age of 50"))


def flared_again(around: Around) -> Iterator[Concern]:
    """Yield the muscles that were calm, or treated, and are active again."""
    body = around.body
    for muscle in sorted(body.phases.again | _treated_before(body)):
        yield Concern(
            NoticeId.FLARED_AGAIN,
            muscle.value,
            None,
            message(
                "The {muscle} was calm and is tender again. An occasional session with a therapist"
                " may help some people at such times. What to ask for: selfcare therapist",
                muscle=label(muscle),
            ),
        )


def _treated_before(body: Body) -> frozenset[Muscle]:
    return frozenset(
        muscle
        for muscle, since in body.phases.active_since.items()
        if any(muscle in one.muscles and one.on < since for one in body.treatments)
    )


def _soon(notice: NoticeId, reason: Message) -> Concern:
    return Concern(notice, "", Level.SOON, soon_text(reason))

"""What the diary means right now: a level and its text, what comes first, and what fits.

Every face shows the same assessment: the check-in, `choose`, and the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from msgspec import Struct

from selfcare.app.context import Context
from selfcare.app.country import country
from selfcare.app.present import Present, look
from selfcare.domain.checkin import PainSide, Zone
from selfcare.domain.facts import NoticeTold
from selfcare.domain.medicine_days import at_limit
from selfcare.domain.message import Message, message
from selfcare.domain.muscles import Muscle
from selfcare.domain.red_flags import URGENT_TEXT, Level, emergency_text, highest
from selfcare.domain.settings import CycleMode
from selfcare.planning.concerns import LOOKED_BACK, Concern, concerns
from selfcare.planning.concerns_of_today import concerns_of_today, flared_again
from selfcare.planning.noted import check_ins
from selfcare.planning.ranking import Fitting, Ranking, rank
from selfcare.planning.relief import paused_routines
from selfcare.planning.situation import Row, Situation
from selfcare.planning.telling import due_to_tell

REACH: Final = LOOKED_BACK + timedelta(days=1)
"""How far back the diary is read for what it gives reason to tell."""
OWN_PLAN: Final = message(
    "If you and your doctor have a plan for such days, this may be the time to look at it."
)


class Asks(StrEnum):
    """What has to be answered before anything else."""

    FLAGS = "flags"


class Assessment(Struct, frozen=True, kw_only=True):
    """How things stand. `level` is what is true today, `text` what is to be read of it now.

    `best` is the routine that fits, None where none may come; `told` are notices that are due, and
    that count as told once they are shown.
    """

    level: Level | None
    asks: tuple[Asks, ...]
    text: Message | None
    situation: Situation
    ranking: Ranking
    told: tuple[Concern, ...]
    suspended: bool
    reasons: tuple[Message, ...]

    @property
    def best(self) -> Fitting | None:
        """The routine that fits best."""
        return self.ranking.fitting[0] if self.ranking.fitting else None

    @property
    def muscles(self) -> tuple[Muscle, ...]:
        """The muscles to look after, three at most."""
        return tuple(need.muscle for need in self.ranking.needs)

    @property
    def is_worth_saying(self) -> bool:
        """Whether it gives reason to say more after a check-in than thank you."""
        return self.text is not None or bool(self.notices) or self.situation.pain != 0

    @property
    def notices(self) -> tuple[Concern, ...]:
        """What is due to be told besides the text of the level."""
        return tuple(one for one in self.told if one.text != self.text)


def present_for(context: Context) -> Present:
    """Return this moment with as much of the diary as an assessment goes by."""
    return look(context, since=context.today() - REACH)


def assess(
    present: Present, *, zones: tuple[Zone, ...] = (), side: PainSide | None = None
) -> Assessment:
    """Return how things stand; `zones` and `side` ask what would fit there."""
    setup = present.chooser().setup(present.now, zones=zones, side=side)
    situation = setup.situation
    alarm = present.history.alarm
    quiet = alarm.resting
    told = tuple(_told(present))
    every = (*concerns_of_today(present.around, situation), *diary_concerns(present))
    every = (*every, *flared_again(present.around))
    due = () if quiet else due_to_tell(every, told, present.today)
    ranking = rank(setup)
    level = highest((alarm.level, *(one.level for one in every)))
    return Assessment(
        level=level,
        asks=(Asks.FLAGS,) if alarm.gate is not None else (),
        text=_text(alarm.level, due),
        situation=situation,
        ranking=ranking,
        told=due,
        suspended=alarm.suspended,
        reasons=tuple(_reasons(present, situation, ranking)),
    )


def note_told(context: Context, assessment: Assessment) -> None:
    """Note that the notices of an assessment were shown, so that they keep their silence."""
    facts = [NoticeTold(one.notice, one.about) for one in assessment.told]
    if facts:
        context.diary.append_all(facts, at=context.now(), day=context.today())


def assess_and_tell(context: Context) -> Assessment:
    """Return how things stand for somebody who reads it now, and note what that tells."""
    found = assess(present_for(context))
    note_told(context, found)
    return found


def diary_concerns(present: Present) -> tuple[Concern, ...]:
    """Return what the diary gives reason to talk over, told or not."""
    around = present.around
    return concerns(
        present.today,
        check_ins(present.entries),
        hormonal=around.settings.cycle.mode is CycleMode.HORMONAL,
        active_since=around.body.phases.active_since,
        worse_routines=tuple(paused_routines(around.history.sessions, present.now)),
    )


def _text(level: Level | None, due: tuple[Concern, ...]) -> Message | None:
    match level:
        case Level.EMERGENCY:
            return emergency_text(country())
        case Level.URGENT:
            return URGENT_TEXT
        case _:
            return next((one.text for one in due if one.level is Level.SOON), None)


def _told(present: Present) -> Iterator[tuple[NoticeTold, date]]:
    for entry in present.entries:
        if isinstance(entry.fact, NoticeTold):
            yield entry.fact, entry.day


def _reasons(present: Present, situation: Situation, ranking: Ranking) -> Iterator[Message]:
    limits = situation.limits
    if limits.nothing is not None:
        yield limits.nothing
        return
    best = ranking.fitting[0] if ranking.fitting else None
    reasons = situation.reasons if best is None else best.reasons
    yield from dict.fromkeys((*situation.reasons, *reasons))
    if {Row.ATTACK, Row.EARLY_SIGNS} & set(situation.rows) and not _at_limit(present):
        yield OWN_PLAN


def _at_limit(present: Present) -> bool:
    taken = [(one.check_in.day, one.check_in.medicine) for one in check_ins(present.entries)]
    return at_limit(taken, present.today)

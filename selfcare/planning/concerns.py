"""What the diary gives reason to talk over with somebody, said calmly (domain handbook 3.4, 3.5).

The one rule: days without an entry are missing. They are never counted as days without a headache,
so they hide nothing that was noted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Final

from msgspec import Struct

from selfcare.domain.checkin import Aura, CheckIn, DayNoted, together
from selfcare.domain.medicine_days import (
    PERIOD_DAYS,
    PERIODS_IN_A_ROW,
    MedicineUse,
    Rung,
    medicine_use,
)
from selfcare.domain.message import Message, message
from selfcare.domain.muscles import Muscle
from selfcare.domain.notice import NoticeId
from selfcare.domain.red_flags import Level, soon_text
from selfcare.domain.touch import label
from selfcare.domain.week import DAY
from selfcare.planning.noted import Noted

LOOKED_BACK: Final = (PERIODS_IN_A_ROW * PERIOD_DAYS - 1) * DAY
"""How far back check-ins matter, today included; those about an aura always do."""
MONTH: Final = 30 * DAY
"""Days with a headache are counted over so many days, today included."""
CHRONIC_FROM: Final = 15
"""Headache days in 30 from which on they are in the chronic range (handbook 3.4)."""
LOST_ACTIVITY_FROM: Final = 4
"""Headache days in 30 with lost activity, from which on a doctor may help (3.4, AHS)."""
LOST: Final = 2
"""`function` from which on activity is lost: less than half of the usual was possible."""
WEEK: Final = 7 * DAY
WEEKS_RISING: Final = 3
RISE: Final = 2
"""Points (0 to 10) by which the mean pain rises from one week to the next (handbook 3.4)."""
ACTIVE_FOR: Final = 42 * DAY
"""A muscle active for longer than this, 6 weeks, belongs before somebody (3.4; 6, row 20)."""
_SEEN: Final = frozenset({Aura.USUAL, Aura.NEW, Aura.LONG})

AURA_TEXT: Final = message(
    "You noted flicker or tingling (an aura), and by your settings you take hormones. Please tell"
    " whoever prescribes it that you have aura; some kinds are then not advised. Don't stop on your"
    " own."
)
"""Said once where an aura was noted and hormones are taken (3.4; EHF/ESC 2017, WHO)."""
_VISIT: Final = message(
    "A visit to a therapist may be worthwhile as well; `selfcare notes` prints your notes to take"
    " along."
)


class Concern(Struct, frozen=True):
    """Something to tell. `about` is the muscle, routine or class it is about, where it has one.

    `level` is None for a note that needs no appointment.
    """

    notice: NoticeId
    about: str
    level: Level | None
    text: Message


def concerns(
    today: date,
    check_ins: Iterable[Noted],
    *,
    hormonal: bool,
    active_since: Mapping[Muscle, date],
    worse_routines: Iterable[str],
) -> tuple[Concern, ...]:
    """Return what holds on `today`, the gravest first, from the check-ins that hold.

    `hormonal` is whether the cycle mode is; `active_since` the muscles that are active, with the
    first day; `worse_routines` those followed by more pain in 3 of their last 5 sessions.
    """
    said = [one for one in check_ins if one.check_in.day <= today]
    days = _days(said)
    use = medicine_use(((one.check_in.day, one.check_in.medicine) for one in said), today)
    found = (
        *_worsening(days, today),
        *_aura(said, hormonal=hormonal),
        *_headache_days(days, today),
        *_lost_activity(days, _function(said), today),
        *medicine_concerns(use),
        *_active_long(active_since, today),
        *_sessions_worse(worse_routines),
    )
    return tuple(sorted(found, key=lambda one: one.level is None))


def medicine_text(days: int, limit: int) -> Message:
    """Return what is said of acute medicine on `days` of the last 30 (handbook 3.5)."""
    return message(
        "You noted acute medicine on {n} of the last 30 days. From about {limit} days a month such"
        " medicines can themselves keep headaches going. Please talk it over with your doctor or"
        " pharmacist. Don't stop a prescribed medicine on your own.",
        n=days,
        limit=limit,
    )


def _worsening(days: Mapping[date, DayNoted], today: date) -> Iterator[Concern]:
    """Yield a concern where pain rose from week to week for three weeks: two rises in a row.

    Three rises would need four weeks and 6 of the 10 points, and would tell a week later. A week
    without pain that was noted on its day is missing, and compares with nothing.
    """
    means = [_mean_pain(days, today - number * WEEK) for number in range(WEEKS_RISING)]
    if all(
        later is not None and earlier is not None and later - earlier >= RISE
        for later, earlier in pairwise(means)
    ):
        yield _soon(
            NoticeId.WORSENING,
            message("the pain you noted has become stronger from week to week, three weeks long"),
        )


def _aura(said: Iterable[Noted], *, hormonal: bool) -> Iterator[Concern]:
    if hormonal and any(one.check_in.aura in _SEEN for one in said):
        yield Concern(NoticeId.AURA_WITH_HORMONES, "", Level.SOON, AURA_TEXT)


def _headache_days(days: Mapping[date, DayNoted], today: date) -> Iterator[Concern]:
    noted = [one for one in _month(days, today) if one.headache is not None]
    count = sum(one.headache is True for one in noted)
    if count >= CHRONIC_FROM:
        yield _soon(
            NoticeId.CHRONIC_RANGE,
            message(
                "you noted a headache on {n} of the last 30 days, {noted} of which have an entry",
                n=count,
                noted=len(noted),
            ),
        )


def _lost_activity(
    days: Mapping[date, DayNoted], function: Mapping[date, int], today: date
) -> Iterator[Concern]:
    count = sum(
        one.headache is True and function.get(one.day, 0) >= LOST for one in _month(days, today)
    )
    if count >= LOST_ACTIVITY_FROM:
        yield _soon(
            NoticeId.LOST_ACTIVITY,
            message(
                "on {n} of the last 30 days you noted a headache that left you less than half of"
                " what you usually do",
                n=count,
            ),
        )


def medicine_concerns(use: MedicineUse | None) -> Iterator[Concern]:
    """Yield what the medicine noted in the last 30 days gives reason to tell."""
    if use is None:
        return
    text = medicine_text(use.days, use.limit)
    match use.rung:
        case Rung.NEAR:
            yield Concern(NoticeId.MEDICINE_NEAR, use.counted_as, None, text)
        case Rung.AT_LIMIT:
            yield Concern(NoticeId.MEDICINE_AT_LIMIT, use.counted_as, None, text)
        case Rung.LONG:
            yield _soon(
                NoticeId.MEDICINE_LONG,
                message("you noted acute medicine on many days, three months in a row"),
                about=use.counted_as,
                more=text,
            )


def _active_long(active_since: Mapping[Muscle, date], today: date) -> Iterator[Concern]:
    """Yield the muscles active for more than 6 weeks, the longest first."""
    for muscle in sorted(active_since, key=lambda one: (active_since[one], one)):
        if today - active_since[muscle] > ACTIVE_FOR:
            yield _soon(
                NoticeId.ACTIVE_LONG,
                message(
                    "for more than six weeks your notes have pointed to the same muscle: {muscle}",
                    muscle=label(muscle),
                ),
                about=muscle,
                more=_VISIT,
            )


def _sessions_worse(routines: Iterable[str]) -> Iterator[Concern]:
    for routine in sorted(set(routines)):
        yield _soon(
            NoticeId.SESSIONS_WORSE,
            message(
                "there was more pain after several of your latest sessions of {routine}",
                routine=routine,
            ),
            about=routine,
            more=_VISIT,
        )


def _soon(
    notice: NoticeId, reason: Message, *, about: str = "", more: Message | None = None
) -> Concern:
    text = soon_text(reason)
    if more is not None:
        text = message("{reason} {more}", reason=text, more=more)
    return Concern(notice, about, Level.SOON, text)


def _days(said: Iterable[Noted]) -> Mapping[date, DayNoted]:
    by_day: defaultdict[date, list[tuple[CheckIn, bool]]] = defaultdict(list)
    for one in said:
        by_day[one.check_in.day].append((one.check_in, one.at_once))
    return {day: together(day, check_ins) for day, check_ins in by_day.items()}


def _function(said: Iterable[Noted]) -> Mapping[date, int]:
    """Return the least that was possible on each day, as noted (0 normal, 3 nothing)."""
    found: dict[date, int] = {}
    for check_in in (one.check_in for one in said):
        if check_in.function is not None:
            found[check_in.day] = max(check_in.function, found.get(check_in.day, 0))
    return found


def _month(days: Mapping[date, DayNoted], today: date) -> Iterator[DayNoted]:
    return (one for day, one in days.items() if today - MONTH < day <= today)


def _mean_pain(days: Mapping[date, DayNoted], ending: date) -> Fraction | None:
    """Return the mean of the worst pain of the headache days in the week up to `ending`."""
    pain = [
        one.worst
        for day, one in days.items()
        if ending - WEEK < day <= ending and one.headache is True and one.worst is not None
    ]
    return Fraction(sum(pain), len(pain)) if pain else None

"""A made-up person's time as a value, day by day: what they note, do and answer.

The same person and dates give the same days.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from functools import cached_property
from typing import Final

from msgspec.structs import replace

from selfcare.app.demo_fate import Fate
from selfcare.app.demo_person import (
    TRAITS,
    Busy,
    FeelsForSpots,
    HasBeenChecked,
    IsTreated,
    MadeUpDay,
    Notes,
    NotesBleeding,
    Person,
    Reply,
    TakesBack,
    TellsOfStress,
    Timed,
    WantsQuiet,
)
from selfcare.domain.checkin import CheckIn, Headache, Medicine, Sign, Sleep
from selfcare.domain.facts import StopReason
from selfcare.domain.gate import DIFFERENT_GATE, PAIN_GATE, needs_like_usual
from selfcare.domain.red_flags import Flag
from selfcare.domain.stopping import LEVELS, StopLevel
from selfcare.domain.tenderness import Tenderness

MONDAY: Final = 0
WEDNESDAY: Final = 2
SILENT_DAYS: Final = 14
AWAY_DAYS: Final = 7
CHECKED_AFTER: Final = 3
"""Days from a stop that alarms until a doctor has been seen."""
ALARMING: Final = (StopLevel.URGENT, StopLevel.EMERGENCY)
EASES: Final = (2, 2, 1, 1, 1, 0, 0, -1)
"""How many points less a headache hurts after a session, each as likely."""


def made_up(person: Person, first: date, days: int) -> tuple[MadeUpDay, ...]:
    """Return `days` days of a made-up person from `first`."""
    life = _Life(person, first, days)
    return tuple(life.day(number) for number in range(days))


class _Life:
    """The days are numbered from 0."""

    def __init__(self, person: Person, first: date, days: int) -> None:
        self._days = days
        self._traits = TRAITS[person]
        self._fate = Fate(person, first, days)
        self._stops: dict[int, StopReason] = {
            self._fate.workday_at(part): reason for part, reason in self._traits.stops
        }

    def day(self, number: int) -> MadeUpDay:
        stops = self._stops.get(number)
        return MadeUpDay(
            day=self._fate.day(number),
            on=self._fate.is_workday(number) and not self._away(number),
            silent=self._silent(number),
            deeds=tuple(sorted(self._deeds(number), key=lambda one: one.at)),
            evening=self._evening(number) if self._answers(number) else None,
            between=self._between(number),
            bleeds=number in self._fate.starts,
            replies=tuple(
                Reply.DOES if stops is not None else self._reply(number, place)
                for place in range(4)
            ),
            pain=self._fate.pain(number),
            eases=EASES[self._fate.dice("eases", number, len(EASES))],
            stops=stops,
        )

    # What they note

    def _evening(self, number: int) -> CheckIn:
        """Return what is said of a day in its evening."""
        pain = self._fate.pain(number)
        said = CheckIn(
            day=self._fate.day(number),
            headache=Headache.YES if pain else Headache.NO,
            stress=2 + self._fate.dice("stress", number, 3) + (4 if self._fate.bad(number) else 0),
            sleep=Sleep.BROKEN if self._fate.happens("night", number, 0.12) else Sleep.FINE,
            signs=self._signs(number),
        )
        return self._with_pain(said, number, pain) if pain else said

    def _with_pain(self, said: CheckIn, number: int, pain: int) -> CheckIn:
        traits = self._traits
        takes = pain > traits.weakest + 1 and self._fate.happens("medicine", number, 0.7)
        helped = self._fate.happens("helped", number, 0.6)
        said = replace(
            said,
            worst=pain,
            zones=traits.places[number % len(traits.places)],
            side=traits.side,
            symptoms=traits.symptoms,
            medicine=(Medicine(traits.medicine, helped),) if takes else (),
            function=max(0, (pain - 2) // 2),
        )
        if needs_like_usual(said, frozenset()):
            said = replace(said, like_usual=number != self._different)
        return said

    def _signs(self, number: int) -> tuple[Sign, ...]:
        """Return what is sometimes felt on the evening before a strong headache."""
        ahead = not self._fate.pain(number) and self._fate.pain(number + 1) >= PAIN_GATE
        return (
            (Sign.TIRED, Sign.YAWNING) if ahead and self._fate.happens("signs", number, 0.6) else ()
        )

    def _between(self, number: int) -> CheckIn:
        now = max(0, self._fate.pain(number) - 3)
        return CheckIn(
            day=self._fate.day(number),
            headache=Headache.RUNNING if now else None,
            now=now,
            symptoms=self._traits.symptoms if now else None,
            stiffness=1 + self._fate.dice("stiff", number, 3),
        )

    def _answers(self, number: int) -> bool:
        return not self._fate.happens("leaves it", number, 0.07)

    def _reply(self, number: int, place: int) -> Reply:
        replies = (*[Reply.DOES] * 4, *[Reply.SKIPS] * 3, Reply.PUTS_OFF, *[Reply.LEAVES] * 2)
        return replies[self._fate.dice(f"reply {place}", number, len(replies))]

    # What they do by themselves

    def _deeds(self, number: int) -> Iterator[Timed]:
        if self._away(number) or self._silent(number):
            return
        yield from self._about_work(number)
        yield from self._about_care(number)
        if number in self._fate.starts:
            yield Timed(time(20), NotesBleeding())
        if not self._fate.is_workday(number):
            if self._notes_weekend(number):
                yield Timed(time(19, 30), Notes(self._evening(number)))
            return
        if number == self._slip or self._fate.happens("at once", number, 0.4):
            yield from self._at_once(number)
        if self._fate.weekday(number) == MONDAY:
            for before in range(max(0, number - 2), number):
                if not self._notes_weekend(before) and self._fate.happens("fills in", before, 0.5):
                    yield Timed(time(16, 55), Notes(self._evening(before)))

    def _at_once(self, number: int) -> Iterator[Timed]:
        """Yield what is noted while a headache goes on."""
        pain = self._fate.pain(number)
        if not pain:
            return
        said = replace(
            self._evening(number),
            headache=Headache.RUNNING,
            now=pain,
            stress=None,
            sleep=None,
            medicine=(),
            function=None,
        )
        slips = number == self._slip
        yield Timed(time(11, 10), Notes(said, (Flag.FEVER if slips else Flag.NONE,)))
        if slips:
            yield Timed(time(11, 15), TakesBack())
        if pain >= PAIN_GATE:
            yield Timed(time(11, 20), WantsQuiet())

    def _about_work(self, number: int) -> Iterator[Timed]:
        """Yield the word of a hard time a week ahead."""
        ahead = number + 7
        if not self._fate.busy(ahead) or self._fate.busy(ahead - 1):
            return
        last = ahead
        while self._fate.busy(last + 1):
            last += 1
        name = "Month-end closing" if self._traits.busy is Busy.MONTH_END else "Release"
        yield Timed(time(9, 5), TellsOfStress(name, self._fate.day(ahead), self._fate.day(last)))

    def _about_care(self, number: int) -> Iterator[Timed]:
        muscles = self._traits.muscles
        if number in map(self._fate.workday_at, self._traits.treated):
            relief = 4 + self._fate.dice("relief", number, 4)
            yield Timed(time(18), IsTreated(muscles[:2], relief))
        if LEVELS.get(self._stops.get(number - CHECKED_AFTER, StopReason.OTHER)) in ALARMING:
            yield Timed(time(12), HasBeenChecked())
        if self._fate.weekday(number) == WEDNESDAY:
            yield Timed(time(12, 10), FeelsForSpots(self._spots(number)))

    def _spots(self, number: int) -> tuple[Tenderness, ...]:
        """Return how tender the muscles are, the first one most, in a bad week more."""
        worse = 3 if any(self._fate.pain(number - ago) for ago in range(7)) else 0
        found = []
        for place, muscle in enumerate(self._traits.muscles):
            tender = max(0, 2 + worse + self._fate.dice(muscle, number, 3) - place)
            found.append(
                Tenderness(
                    muscle=muscle,
                    left=tender,
                    right=max(0, tender - self._fate.dice("side", number, 3)),
                    mine=place == 0 and bool(worse) and self._fate.happens("mine", number, 0.5),
                    weak=place == 0 and self._fate.happens("weak", number, 0.2),
                )
            )
        return tuple(found)

    # When

    @cached_property
    def _slip(self) -> int | None:
        """The day on which a wrong box is ticked: the first one with a strong headache."""
        return self._first_with(PAIN_GATE, self._traits.slip)

    @cached_property
    def _different(self) -> int | None:
        """The day on which a headache is unlike the usual ones."""
        return self._first_with(DIFFERENT_GATE, self._traits.different)

    def _first_with(self, pain: int, part: float | None) -> int | None:
        if part is None:
            return None
        found = (
            number
            for number in range(int(part * self._days), self._days)
            if self._fate.is_workday(number) and self._fate.pain(number) >= pain
        )
        return next(found, None)

    def _silent(self, number: int) -> bool:
        part = self._traits.silent
        return part is not None and 0 <= number - int(part * self._days) < SILENT_DAYS

    def _away(self, number: int) -> bool:
        return 0 <= number - int(self._traits.away * self._days) < AWAY_DAYS

    def _notes_weekend(self, number: int) -> bool:
        return self._fate.happens("weekend", number, 0.4)

"""The weekly tenderness check: of which muscles, when it waits, and what may be stored."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from selfcare.app.gate import note_with_alarms
from selfcare.app.present import look
from selfcare.app.say import say
from selfcare.app.tenderness import (
    given_in,
    muscles_to_check,
    note_tenderness,
    tenderness_is_due,
)
from selfcare.domain.checkin import CheckIn, Headache, PainSide, Sign, Zone
from selfcare.domain.errors import UserMistake
from selfcare.domain.facts import (
    AlarmRaised,
    CheckedIn,
    Fact,
    FlareBegan,
    GateAnswered,
    PeriodStarted,
    Screened,
    SessionEnd,
    SessionEnded,
    SessionStarted,
    StopReason,
    StressAdded,
    TendernessNoted,
    Treated,
)
from selfcare.domain.muscles import NECK, SCALP, SCM, Muscle
from selfcare.domain.phases import MuscleState
from selfcare.domain.red_flags import Cause, Flag, Level
from selfcare.domain.screening import AgeBand, Screening, Tag
from selfcare.domain.stress import StressKind
from selfcare.domain.tenderness import Tenderness
from selfcare.domain.week import DAY
from tests.cli.command_line import CommandLine
from tests.domain.routines import press

M = Muscle
WEDNESDAY = date(2026, 11, 25)
FIRST_SIX = (
    M.TRAPEZIUS_UPPER,
    M.SUBOCCIPITALS,
    M.TEMPORALIS,
    M.MASSETER,
    M.TRAPEZIUS_MIDDLE,
    M.TRAPEZIUS_LOWER,
)


class Person:
    """Somebody with a diary, on a day at ten."""

    def __init__(self, *tags: Tag, age: AgeBand = AgeBand.FROM_18_TO_49) -> None:
        self.line = CommandLine()
        self.on(0).note(Screened(Screening(frozenset(tags), age)))

    def on(self, days: int) -> Person:
        """Go to so many days after Wednesday, before it where less than 0."""
        self.day = WEDNESDAY + days * DAY
        self.line.at(10, day=self.day)
        return self

    def note(self, *facts: Fact) -> Person:
        with self.line.context() as context:
            note_with_alarms(context, facts, self.day)
        return self

    def say(self, **fields: Any) -> Person:
        return self.note(CheckedIn(CheckIn(day=self.day, **fields)))

    def found(self, muscle: Muscle, tender: int, *, mine: bool = False) -> Person:
        return self.note(TendernessNoted((Tenderness(muscle=muscle, left=tender, mine=mine),)))

    @property
    def muscles(self) -> tuple[Muscle, ...]:
        with self.line.context() as context:
            return muscles_to_check(look(context))

    @property
    def due(self) -> bool:
        with self.line.context() as context:
            return tenderness_is_due(look(context))


# Of which muscles


def test_before_the_health_questions_nothing_is_pressed_to_try() -> None:
    line = CommandLine().at(10, day=WEDNESDAY)
    with line.context() as context:
        assert muscles_to_check(look(context)) == ()
        assert not tenderness_is_due(look(context))


def test_six_muscles_are_asked_in_the_order_of_the_handbook() -> None:
    assert Person().muscles == FIRST_SIX


def test_the_most_tender_come_first() -> None:
    person = Person().on(-8).found(M.FRONTALIS, 3).found(M.SPLENIUS_CAPITIS, 7).on(0)
    assert person.muscles == (M.SPLENIUS_CAPITIS, M.FRONTALIS, *FIRST_SIX[:4])


def test_the_sides_and_the_front_of_the_neck_are_never_asked() -> None:
    person = Person().on(-8).found(M.SCM_STERNAL, 9).found(M.SCM_CLAVICULAR, 9).on(0)
    assert not SCM & set(person.muscles)
    assert M.SCALENES not in person.muscles


@pytest.mark.parametrize(
    ("tag", "left_out"),
    [
        (Tag.BLEEDING, set(Muscle)),
        (Tag.INFECTION, set(Muscle)),
        (Tag.MINOR, set(Muscle)),
        (Tag.VASCULAR, NECK),
        (Tag.SYNCOPE, NECK),
        (Tag.TRAUMA, NECK),
        (Tag.NERVE, NECK),
        (Tag.AGE50_NEW, SCALP),
        (Tag.JAW, {M.MASSETER}),
        (Tag.PREGNANCY, set[Muscle]()),
        (Tag.IMMUNITY, set[Muscle]()),
    ],
)
def test_what_the_health_questions_keep_from_pressing_is_not_pressed_to_try(
    tag: Tag, left_out: set[Muscle]
) -> None:
    asked = set(Person(tag).muscles)
    assert not asked & left_out
    assert bool(asked) is (left_out != set(Muscle))
    assert asked >= set(FIRST_SIX) - left_out


def test_a_muscle_a_therapist_treated_is_left_out_for_two_days() -> None:
    treated = Person().note(Treated(treatment="t", on=WEDNESDAY, muscles=(M.MASSETER,)))
    assert M.MASSETER not in treated.muscles
    assert M.MASSETER not in treated.on(2).muscles
    assert M.MASSETER in treated.on(3).muscles


def test_a_muscle_that_rests_after_a_stop_is_left_out() -> None:
    steps = (press(20, 4, muscles=(M.MASSETER,)),)
    stopped = Person().note(
        SessionStarted("s1", "masseter-press", "Cheek", steps),
        SessionEnded("s1", SessionEnd.STOPPED, StopReason.SHARP_PAIN, step=0),
    )
    assert M.MASSETER not in stopped.on(1).muscles
    assert M.TEMPORALIS in stopped.muscles


# When it waits


HEADACHE: dict[str, Any] = {"headache": Headache.RUNNING, "now": 3, "symptoms": ()}


@pytest.mark.parametrize(
    ("fields", "waits"),
    [
        ({"headache": Headache.NO}, False),
        ({"stress": 3}, False),
        ({"signs": (Sign.TIRED,)}, False),
        (HEADACHE, True),
        ({"headache": Headache.YES, "worst": 2, "now": 0}, True),
        ({"headache": Headache.YES, "worst": 2}, True),
        ({"signs": (Sign.TIRED, Sign.YAWNING)}, True),
        ({"now": 2}, True),
        ({"zones": (Zone.ARM_OR_CHEST,)}, True),
        ({"headache": Headache.RUNNING, "now": 8}, True),
    ],
)
def test_it_waits_on_days_with_a_headache_or_its_signs(
    fields: dict[str, Any], *, waits: bool
) -> None:
    person = Person().say(**fields)
    assert (person.muscles == ()) is waits
    assert person.due is not waits


def test_the_headache_of_the_day_before_does_not_keep_it_waiting() -> None:
    assert Person().say(**HEADACHE, like_usual=True).on(1).due


@pytest.mark.parametrize(
    "facts",
    [
        (AlarmRaised(Level.URGENT, Cause.FLAGS, WEDNESDAY),),
        (AlarmRaised(Level.SOON, Cause.NECK_PAIN, WEDNESDAY),),
        (FlareBegan(WEDNESDAY),),
        (GateAnswered((Flag.FEVER,), WEDNESDAY),),
        (PeriodStarted(WEDNESDAY),),
    ],
    ids=["suspended", "neck", "quiet day", "flag", "window"],
)
def test_it_waits_while_anything_speaks_against_pressing(facts: tuple[Fact, ...]) -> None:
    person = Person().note(*facts)
    assert person.muscles == ()
    assert not person.due


def test_it_waits_in_the_first_three_days_of_bleeding_and_no_longer() -> None:
    person = Person().note(PeriodStarted(WEDNESDAY))
    assert [person.on(days).due for days in range(4)] == [False, False, False, True]


def test_a_stressful_time_does_not_keep_it_waiting() -> None:
    busy = StressAdded(
        period="1", name="Move", first=WEDNESDAY, last=WEDNESDAY + DAY, kind=StressKind.EMOTIONAL
    )
    assert Person().note(busy).due


def test_a_new_neck_pain_keeps_it_waiting() -> None:
    person = Person().say(worst=1, like_usual=False, zones=(Zone.NECK_SIDE,), side=PainSide.LEFT)
    assert not person.due
    assert not person.note(GateAnswered((Flag.NONE,), WEDNESDAY)).on(3).due


# Once a week


def test_it_comes_once_a_week() -> None:
    person = Person()
    assert person.due
    person.found(M.MASSETER, 4)
    assert [person.on(days).due for days in (0, 1, 6, 7, 20)] == [False, False, False, True, True]


def test_whoever_wants_to_can_check_earlier() -> None:
    person = Person().found(M.MASSETER, 4)
    assert person.muscles[0] is M.MASSETER


# What is stored


def test_what_was_found_is_stored_in_one_piece_and_nothing_is_nothing() -> None:
    person = Person()
    found = (
        Tenderness(muscle=M.MASSETER, left=5, right=0, mine=True),
        Tenderness(muscle=M.TEMPORALIS, right=2, weak=True),
    )
    with person.line.context() as context:
        note_tenderness(context, ())
        note_tenderness(context, found)
        facts = [entry.fact for entry in context.diary.entries()]
        phases = look(context).around.body.phases
    assert facts[1:] == [TendernessNoted(found)]
    assert phases.state(M.MASSETER) is MuscleState.ACTIVE
    assert phases.state(M.TEMPORALIS) is MuscleState.QUIET
    assert phases.weak == {M.TEMPORALIS}


def test_a_document_gives_what_it_says() -> None:
    document = {
        "masseter": {"left": 5, "mine": True},
        "temporalis": {"right": 0, "weak": True},
        "scm_sternal": {},
    }
    assert given_in(json.dumps(document).encode()) == (
        Tenderness(muscle=M.MASSETER, left=5, mine=True),
        Tenderness(muscle=M.TEMPORALIS, right=0, weak=True),
        Tenderness(muscle=M.SCM_STERNAL),
    )


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (b"", 'should look like {"trapezius_upper"'),
        (b"[]", 'should look like {"trapezius_upper"'),
        (b"{}", 'should look like {"trapezius_upper"'),
        (b"\xff", 'should look like {"trapezius_upper"'),
        (b"[" * 100_000, 'should look like {"trapezius_upper"'),
        (b'{"shoulder": {}}', "“shoulder” is not one of the muscles"),
        (b'{"scalenes": {"left": 2}}', "“scalenes” is never pressed"),
        (b'{"eye": {}}', "“eye” is never pressed"),
        (b'{"masseter": 3}', "“masseter” needs to be an object"),
        (b'{"masseter": {"left": 11}}', "from 0 to 10"),
        (b'{"masseter": {"left": -1}}', "from 0 to 10"),
        (b'{"masseter": {"left": "3"}}', "from 0 to 10"),
        (b'{"masseter": {"middle": 3}}', "“left” and “right”"),
        (b'{"masseter": {"mine": "yes"}}', "true or false"),
    ],
)
def test_a_document_that_cannot_be_says_what_is_wrong(document: bytes, words: str) -> None:
    with pytest.raises(UserMistake) as caught:
        given_in(document)
    assert words in say(caught.value.what)

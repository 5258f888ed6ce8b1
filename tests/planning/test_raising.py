"""Which alarms go into the diary with what is noted, and what a correction takes back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcare.domain.checkin import Aura, CheckIn, Headache, PainSide, Zone
from selfcare.domain.facts import (
    AlarmRaised,
    Checked,
    CheckedIn,
    Entry,
    Fact,
    GateAnswered,
    GateOpened,
    PressingEnded,
    SessionEnd,
    SessionEnded,
    SessionStarted,
    StopReason,
    TickedByMistake,
)
from selfcare.domain.muscles import Muscle
from selfcare.domain.red_flags import Cause, Flag, Level, level_of
from selfcare.domain.screening import Tag
from selfcare.domain.week import DAY
from selfcare.planning.alarm import AlarmState, read_alarm
from selfcare.planning.raising import with_alarms
from tests.domain.routines import press

MONDAY = date(2026, 11, 23)
TUESDAY = MONDAY + DAY
E, U, D = Level.EMERGENCY, Level.URGENT, Level.SOON
PREGNANT = frozenset({Tag.PREGNANCY})
TO_THE_GATE = ("dizziness", "faintness", "nausea", "tingling", "ringing")
EMERGENCIES = ("vision", "speech", "swallowing", "numbness", "weakness", "collapse")

STEPS = (press(20, 4, muscles=(Muscle.MASSETER,)),)
NEW_AURA: dict[str, Any] = {"headache": Headache.RUNNING, "now": 3, "aura": Aura.NEW}
DIFFERENT: dict[str, Any] = {"headache": Headache.YES, "worst": 2, "like_usual": False}
NEW_NECK_PAIN: dict[str, Any] = {
    "headache": Headache.YES,
    "worst": 2,
    "zones": (Zone.NECK_SIDE,),
    "side": PainSide.LEFT,
    "like_usual": False,
}
USUAL: dict[str, Any] = {"headache": Headache.YES, "worst": 2, "like_usual": True}


@dataclass
class Diary:
    """A diary into which everything is noted along with its alarms."""

    tags: frozenset[Tag] = frozenset()
    today: date = MONDAY
    entries: list[Entry] = field(default_factory=list)

    def note(self, *facts: Fact, on: date | None = None) -> list[AlarmRaised]:
        """Note facts about a day, and return the alarms that were noted along with them."""
        at = datetime.combine(self.today, time(12), tzinfo=UTC)
        about = on or self.today
        noted = with_alarms(facts, self.entries, tags=self.tags, on=about, at=at, today=self.today)
        first = len(self.entries) + 1
        self.entries += [
            Entry(number, at, self.today, fact) for number, fact in enumerate(noted, first)
        ]
        return [fact for fact in noted if isinstance(fact, AlarmRaised)]

    def say(self, *, on: date | None = None, replaces: int | None = None, **fields: Any) -> int:
        """Note a check-in, and return the number of its entry."""
        day = on or self.today
        self.note(CheckedIn(CheckIn(day=day, **fields), replaces), on=day)
        return next(
            entry.id for entry in reversed(self.entries) if isinstance(entry.fact, CheckedIn)
        )

    def tick(self, *flags: Flag) -> list[AlarmRaised]:
        return self.note(GateAnswered(flags, self.today))

    def stop(self, reason: str) -> list[AlarmRaised]:
        return self.note(SessionEnded("s1", SessionEnd.STOPPED, StopReason(reason)))

    @property
    def state(self) -> AlarmState:
        return read_alarm(self.entries)

    @property
    def level(self) -> Level | None:
        return self.state.level

    @property
    def causes(self) -> set[Cause]:
        return {one.cause for one in self.state.raised}


# The gate


@pytest.mark.parametrize("flag", Flag)
def test_a_flag_is_noted_with_its_alarm_in_one_piece(flag: Flag) -> None:
    level = level_of([flag])
    diary = Diary()
    expected = (
        [AlarmRaised(level, Cause.FLAGS, MONDAY)] if level is not None and level.suspends else []
    )
    assert diary.tick(flag) == expected
    assert [entry.fact for entry in diary.entries] == [GateAnswered((flag,), MONDAY), *expected]


def test_the_highest_level_of_several_flags_is_raised_once() -> None:
    assert Diary().tick(Flag.FEVER, Flag.NONE, Flag.NEUROLOGICAL, Flag.NEW_MEDICINE) == [
        AlarmRaised(E, Cause.FLAGS, MONDAY)
    ]


def test_with_blood_thinners_a_blow_is_an_emergency() -> None:
    assert Diary().tick(Flag.TRAUMA)[0].level is U
    assert Diary(tags=frozenset({Tag.BLEEDING})).tick(Flag.TRAUMA)[0].level is E


def test_an_answer_is_about_the_day_it_is_asked_for() -> None:
    diary = Diary(today=TUESDAY)
    assert diary.note(GateAnswered((Flag.FEVER,), MONDAY), on=MONDAY) == [
        AlarmRaised(U, Cause.FLAGS, MONDAY)
    ]


def test_none_of_these_lifts_nothing() -> None:
    diary = Diary()
    diary.tick(Flag.FEVER)
    for _ in range(3):
        diary.today += DAY
        assert diary.tick(Flag.NONE) == []
    assert diary.level is U


def test_the_same_alarm_is_noted_once() -> None:
    diary = Diary()
    assert diary.tick(Flag.FEVER)
    assert diary.tick(Flag.FEVER) == []
    assert diary.tick(Flag.FEVER, Flag.NEUROLOGICAL) == [AlarmRaised(E, Cause.FLAGS, MONDAY)]


# Stops


@pytest.mark.parametrize("reason", EMERGENCIES)
def test_a_stop_for_a_grave_reason_is_an_emergency_at_once(reason: str) -> None:
    diary = Diary()
    assert diary.stop(reason) == [AlarmRaised(E, Cause.STOP, MONDAY)]
    assert diary.state.gate is None


@pytest.mark.parametrize("reason", TO_THE_GATE)
def test_a_stop_for_an_unclear_reason_asks_first_and_none_means_u(reason: str) -> None:
    diary = Diary()
    assert diary.stop(reason) == []
    assert diary.state.gate == MONDAY
    assert diary.tick(Flag.NONE) == [AlarmRaised(U, Cause.STOP, MONDAY)]


@pytest.mark.parametrize(
    ("flag", "level", "cause"),
    [
        (Flag.NEUROLOGICAL, E, Cause.FLAGS),
        (Flag.FEVER, U, Cause.FLAGS),
        (Flag.NEW_MEDICINE, U, Cause.STOP),
    ],
)
def test_after_such_a_stop_a_flag_counts_and_nothing_is_less_than_u(
    flag: Flag, level: Level, cause: Cause
) -> None:
    diary = Diary()
    diary.stop("dizziness")
    assert diary.tick(flag) == [AlarmRaised(level, cause, MONDAY)]


@pytest.mark.parametrize(
    "reason", sorted(set(StopReason) - {*map(StopReason, (*EMERGENCIES, *TO_THE_GATE))})
)
def test_other_stops_raise_nothing(reason: StopReason) -> None:
    diary = Diary()
    assert diary.stop(reason) == []
    assert diary.state.gate is None


def test_the_second_stop_for_ones_own_headache_ends_the_pressing_in_one_piece() -> None:
    diary = Diary()
    for number, ends in enumerate((False, True, False)):
        diary.today = MONDAY + 10 * number * DAY
        diary.note(SessionStarted(f"s{number}", "masseter-press", "Cheek", STEPS))
        diary.note(SessionEnded(f"s{number}", SessionEnd.STOPPED, StopReason.OWN_HEADACHE, 0))
        latest = diary.entries[-1].fact
        assert (latest == PressingEnded((Muscle.MASSETER,))) is ends
    assert diary.level is None


def test_a_gate_of_another_day_still_knows_of_the_stop() -> None:
    diary = Diary()
    diary.stop("nausea")
    diary.today = TUESDAY
    assert diary.note(GateAnswered((Flag.NONE,), MONDAY), on=MONDAY) == [
        AlarmRaised(U, Cause.STOP, MONDAY)
    ]


def test_without_a_stop_none_of_these_raises_nothing() -> None:
    diary = Diary()
    diary.say(headache=Headache.RUNNING, now=8, like_usual=True)
    assert diary.tick(Flag.NONE) == []
    assert not diary.state.resting


# What check-ins raise


@pytest.mark.parametrize(
    ("fields", "level"),
    [
        ({**NEW_AURA}, E),
        ({**NEW_AURA, "aura": Aura.LONG}, E),
        ({**NEW_AURA, "aura_now": False}, U),
        ({"headache": Headache.NO, "aura": Aura.NEW}, U),
        ({**NEW_AURA, "aura": Aura.USUAL}, None),
        ({**NEW_AURA, "aura": Aura.NONE}, None),
    ],
)
def test_an_aura_raises_its_level(fields: dict[str, Any], level: Level | None) -> None:
    diary = Diary()
    diary.say(**fields)
    assert diary.level is level
    assert diary.causes == ({Cause.AURA} if level else set())


def test_an_aura_that_is_said_to_go_on_is_raised_once_more_as_an_emergency() -> None:
    diary = Diary()
    diary.say(headache=Headache.YES, aura=Aura.NEW, aura_now=False)
    assert diary.level is U
    diary.say(headache=Headache.RUNNING, now=4, aura_now=True)
    assert diary.level is E


def test_an_aura_that_is_over_stays_an_emergency_until_somebody_was_checked() -> None:
    diary = Diary()
    diary.say(**NEW_AURA)
    diary.say(headache=Headache.NO)
    assert diary.level is E
    diary.note(Checked())
    assert not diary.state.resting


@pytest.mark.parametrize("tag", Tag)
def test_a_headache_unlike_usual_is_u_in_pregnancy_and_with_weak_immunity(tag: Tag) -> None:
    diary = Diary(tags=frozenset({tag}))
    diary.say(**DIFFERENT)
    known = tag in (Tag.PREGNANCY, Tag.IMMUNITY)
    assert diary.level is (U if known else None)
    assert diary.causes == ({Cause.KNOWN_RISK} if known else set())


def test_new_pain_on_one_side_of_the_neck_locks_the_neck_and_nothing_else() -> None:
    diary = Diary()
    diary.say(**NEW_NECK_PAIN)
    assert [*diary.state.raised] == [AlarmRaised(D, Cause.NECK_PAIN, MONDAY)]
    assert diary.state.neck_locked
    assert not diary.state.suspended
    diary.tick(Flag.NONE)
    assert diary.state.neck_locked
    diary.today += 60 * DAY
    diary.say(headache=Headache.NO)
    assert diary.state.neck_locked
    diary.note(Checked())
    assert not diary.state.neck_locked


def test_what_two_check_ins_say_together_is_raised_with_the_second() -> None:
    diary = Diary(tags=PREGNANT)
    diary.say(headache=Headache.YES, worst=2)
    assert diary.level is None
    diary.say(like_usual=False)
    assert diary.level is U


def test_the_same_said_twice_is_raised_once() -> None:
    diary = Diary()
    diary.say(**NEW_AURA)
    diary.say(**NEW_AURA)
    raised = [entry for entry in diary.entries if isinstance(entry.fact, AlarmRaised)]
    assert len(raised) == 1


def test_a_day_filled_in_afterwards_raises_about_its_own_day() -> None:
    diary = Diary(today=TUESDAY)
    diary.say(on=MONDAY, **{**NEW_AURA, "headache": Headache.YES, "now": None, "worst": 3})
    assert [*diary.state.raised] == [AlarmRaised(U, Cause.AURA, MONDAY)]


def test_a_calm_check_in_raises_nothing() -> None:
    diary = Diary(tags=PREGNANT)
    diary.say(**USUAL)
    diary.say(headache=Headache.NO, stress=3)
    assert not diary.state.raised


# Mistakes


def test_a_mistaken_tick_answered_anew_with_none_ends_it() -> None:
    diary = Diary()
    diary.tick(Flag.FEVER)
    diary.note(TickedByMistake(MONDAY))
    assert diary.state.suspended
    assert diary.tick(Flag.NONE) == []
    assert not diary.state.resting


def test_taken_back_and_answered_in_one_piece_it_is_the_same() -> None:
    diary = Diary()
    diary.tick(Flag.NEUROLOGICAL)
    raised = diary.note(TickedByMistake(MONDAY), GateAnswered((Flag.FEVER,), MONDAY))
    assert raised == [AlarmRaised(U, Cause.FLAGS, MONDAY)]
    assert diary.level is U
    assert diary.note(TickedByMistake(MONDAY), GateAnswered((Flag.NONE,), MONDAY)) == []
    assert not diary.state.resting


def test_a_mistaken_tick_leaves_what_a_check_in_raised() -> None:
    diary = Diary(tags=PREGNANT)
    diary.say(**{**NEW_AURA, "like_usual": False})
    diary.tick(Flag.FEVER)
    diary.note(TickedByMistake(MONDAY), GateAnswered((Flag.NONE,), MONDAY))
    assert diary.causes == {Cause.AURA, Cause.KNOWN_RISK}
    assert diary.level is E


def test_said_anew_along_with_the_mistake_what_a_check_in_raised_ends_too() -> None:
    diary = Diary()
    diary.say(**NEW_AURA)
    right = CheckedIn(CheckIn(day=MONDAY, headache=Headache.RUNNING, now=3, aura=Aura.NONE))
    diary.note(TickedByMistake(MONDAY), right)
    assert diary.state.suspended  # until the gate is answered
    diary.tick(Flag.NONE)
    assert not diary.state.resting


def test_a_mistake_of_one_day_leaves_the_alarm_of_another() -> None:
    diary = Diary()
    diary.tick(Flag.FEVER)
    diary.today = TUESDAY
    diary.tick(Flag.NEUROLOGICAL)
    diary.note(TickedByMistake(TUESDAY), GateAnswered((Flag.NONE,), TUESDAY))
    assert [*diary.state.raised] == [AlarmRaised(U, Cause.FLAGS, MONDAY)]


def test_after_a_stop_the_answer_given_by_mistake_can_be_given_anew() -> None:
    diary = Diary()
    diary.stop("nausea")
    diary.tick(Flag.NEUROLOGICAL)
    assert diary.level is E
    diary.note(TickedByMistake(MONDAY))
    diary.tick(Flag.FEVER)
    assert diary.level is U


def test_after_a_stop_none_means_u_also_where_a_flag_was_ticked_by_mistake() -> None:
    diary = Diary()
    diary.stop("nausea")
    diary.tick(Flag.NEUROLOGICAL)
    diary.note(TickedByMistake(MONDAY))
    diary.tick(Flag.NONE)
    assert diary.level is U


# Corrections


def test_a_corrected_check_in_that_says_it_no_more_asks_the_gate_anew() -> None:
    diary = Diary()
    first = diary.say(**NEW_AURA)
    diary.say(replaces=first, headache=Headache.RUNNING, now=3, aura=Aura.NONE)
    assert not diary.state.raised
    assert diary.state.suspended  # until the gate is answered
    assert diary.state.gate == MONDAY
    diary.tick(Flag.NONE)
    assert not diary.state.resting


def test_a_correction_that_still_says_it_changes_nothing() -> None:
    diary = Diary()
    first = diary.say(**NEW_AURA)
    diary.say(replaces=first, headache=Headache.RUNNING, now=4, aura=Aura.NEW)
    assert (diary.level, diary.state.mistaken) == (E, False)


def test_a_correction_that_says_less_of_it_keeps_what_was_raised_first() -> None:
    diary = Diary()
    first = diary.say(**NEW_AURA)
    diary.say(replaces=first, headache=Headache.YES, worst=3, aura=Aura.NEW)
    assert diary.level is E


def test_a_correction_that_says_more_raises_it() -> None:
    diary = Diary()
    first = diary.say(headache=Headache.RUNNING, now=3)
    diary.say(replaces=first, **NEW_AURA)
    assert diary.level is E


def test_another_check_in_is_no_correction() -> None:
    diary = Diary()
    diary.say(**NEW_AURA)
    diary.say(headache=Headache.NO, aura=Aura.NONE)
    assert diary.level is E


@pytest.mark.parametrize(
    ("raise_", "level"),
    [
        (lambda diary: diary.tick(Flag.FEVER), U),
        (lambda diary: diary.stop("speech"), E),
    ],
    ids=["flags", "stop"],
)
def test_what_flags_and_stops_raised_stays_when_a_check_in_is_corrected(
    raise_: Any, level: Level
) -> None:
    diary = Diary()
    raise_(diary)
    first = diary.say(**NEW_AURA)
    diary.say(replaces=first, **USUAL)
    assert diary.level is level
    assert Cause.AURA not in diary.causes
    diary.tick(Flag.NONE)
    assert diary.level is level


def test_what_another_check_in_of_the_day_raised_stays_when_one_is_corrected() -> None:
    diary = Diary(tags=PREGNANT)
    first = diary.say(**NEW_AURA)
    diary.say(**DIFFERENT)
    assert diary.causes == {Cause.AURA, Cause.KNOWN_RISK}
    diary.say(replaces=first, headache=Headache.RUNNING, now=3, aura=Aura.NONE)
    assert diary.causes == {Cause.KNOWN_RISK}
    diary.tick(Flag.NONE)
    assert diary.level is U


def test_what_the_corrected_check_in_says_besides_stays() -> None:
    diary = Diary(tags=PREGNANT)
    first = diary.say(**{**NEW_AURA, "like_usual": False})
    assert diary.causes == {Cause.AURA, Cause.KNOWN_RISK}
    diary.say(replaces=first, headache=Headache.RUNNING, now=3, aura=Aura.NONE, like_usual=False)
    assert diary.causes == {Cause.KNOWN_RISK}


def test_a_corrected_neck_pain_frees_the_neck_once_the_gate_is_answered() -> None:
    diary = Diary()
    first = diary.say(**NEW_NECK_PAIN)
    diary.say(replaces=first, **{**NEW_NECK_PAIN, "like_usual": True})
    assert diary.state.resting
    diary.tick(Flag.NONE)
    assert not diary.state.neck_locked
    assert not diary.state.resting


def test_a_correction_after_the_check_raises_what_it_says_anew() -> None:
    diary = Diary()
    first = diary.say(**USUAL)
    diary.note(Checked())
    diary.say(replaces=first, **NEW_AURA)
    assert diary.level is E


# Whatever comes

any_fields = st.fixed_dictionaries(
    {},
    optional={
        "headache": st.sampled_from(Headache),
        "now": st.integers(0, 10),
        "worst": st.integers(0, 10),
        "aura": st.sampled_from(Aura),
        "aura_now": st.booleans(),
        "like_usual": st.booleans(),
        "zones": st.lists(st.sampled_from(Zone), max_size=2, unique=True).map(tuple),
        "side": st.sampled_from(PainSide),
    },
)
tag_sets = st.frozensets(st.sampled_from(Tag), max_size=2)


@given(tag_sets, any_fields, any_fields)
def test_no_later_check_in_of_a_day_lifts_an_alarm(
    tags: frozenset[Tag], first: dict[str, Any], second: dict[str, Any]
) -> None:
    diary = Diary(tags)
    diary.say(**first)
    before = set(diary.state.raised)
    diary.say(**second)
    assert before <= set(diary.state.raised)


@given(tag_sets, any_fields, st.lists(st.sampled_from(Flag), max_size=3))
def test_nothing_is_noted_but_what_was_given_and_its_alarms(
    tags: frozenset[Tag], fields: dict[str, Any], flags: list[Flag]
) -> None:
    diary = Diary(tags)
    diary.say(**fields)
    diary.tick(*flags)
    follows = (AlarmRaised, GateOpened)
    given_facts = [entry.fact for entry in diary.entries if not isinstance(entry.fact, follows)]
    assert given_facts == [
        CheckedIn(CheckIn(day=MONDAY, **fields)),
        GateAnswered(tuple(flags), MONDAY),
    ]
    alarms = [entry.fact for entry in diary.entries if isinstance(entry.fact, AlarmRaised)]
    assert len(alarms) == len(set(alarms))


@given(tag_sets, any_fields)
def test_a_corrected_check_in_leaves_what_it_would_have_raised_at_once(
    tags: frozenset[Tag], right: dict[str, Any]
) -> None:
    corrected, at_once = Diary(tags), Diary(tags)
    at_once.say(**right)
    corrected.say(replaces=corrected.say(**NEW_AURA), **right)
    assert set(at_once.state.raised) <= set(corrected.state.raised)
    if at_once.state.level is None:
        assert corrected.state.resting
        corrected.tick(Flag.NONE)
        assert corrected.state.level is None

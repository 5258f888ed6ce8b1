"""What every face shows of a moment: the level, what comes first, what fits, and what is told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from selfcare.app.assessing import Asks, Assessment, assess, note_told, present_for
from selfcare.app.flaring import begin_quiet_day, knows_too_little, note_company
from selfcare.app.gate import answer_gate, note_checked, note_with_alarms, take_back
from selfcare.app.quick_noting import note_headache_now
from selfcare.app.say import say
from selfcare.domain.checkin import (
    Aura,
    CheckIn,
    Headache,
    Medicine,
    MedicineClass,
    PainSide,
    Score,
    Symptom,
    Zone,
)
from selfcare.domain.errors import UserMistake
from selfcare.domain.facts import (
    CheckedIn,
    Fact,
    FlareBegan,
    NoticeTold,
    Screened,
    SessionEnd,
    SessionEnded,
    SessionStarted,
    StopReason,
    TendernessNoted,
    Treated,
)
from selfcare.domain.muscles import Muscle
from selfcare.domain.notice import NoticeId
from selfcare.domain.red_flags import Flag, Level
from selfcare.domain.routine import Side
from selfcare.domain.screening import AgeBand, Screening, Tag
from selfcare.domain.settings import DEFAULT_ROUTINE
from selfcare.domain.tenderness import Tenderness
from selfcare.domain.week import DAY
from selfcare.planning.ranking import QUIET_ROUTINE
from selfcare.planning.situation import Row
from tests.cli.command_line import CommandLine

WEDNESDAY = date(2026, 11, 25)
E, U, D = Level.EMERGENCY, Level.URGENT, Level.SOON
N = NoticeId
USUAL: dict[str, Any] = {
    "headache": Headache.RUNNING,
    "now": 4,
    "symptoms": (),
    "like_usual": True,
    "zones": (Zone.BACK_OF_HEAD,),
}
STRONG: dict[str, Any] = {**USUAL, "now": 8}
DIFFERENT: dict[str, Any] = {**USUAL, "like_usual": False}
NEW_NECK_PAIN: dict[str, Any] = {
    **DIFFERENT,
    "zones": (Zone.NECK_SIDE,),
    "side": PainSide.LEFT,
    "now": 2,
}


class Person:
    """Somebody with a diary, on a day at ten."""

    def __init__(self) -> None:
        self.line = CommandLine().at(10, day=WEDNESDAY)
        self.day = WEDNESDAY

    def on(self, days: int) -> Person:
        """Go to so many days after Wednesday, before it where less than 0."""
        self.day = WEDNESDAY + days * DAY
        self.line.at(10, day=self.day)
        return self

    def screened(self, *tags: Tag, age: AgeBand = AgeBand.FROM_18_TO_49) -> Person:
        return self.note(Screened(Screening(frozenset(tags), age)))

    def note(self, *facts: Fact) -> Person:
        with self.line.context() as context:
            note_with_alarms(context, facts, self.day)
        return self

    def say(self, **fields: Any) -> Person:
        return self.note(CheckedIn(CheckIn(day=self.day, **fields)))

    def tick(self, *flags: Flag, mistake: bool = False) -> Person:
        with self.line.context() as context:
            answer_gate(context, flags, mistake=mistake)
        return self

    def checked(self) -> Person:
        with self.line.context() as context:
            note_checked(context)
        return self

    def now(self, *zones: Zone, side: PainSide | None = None) -> Assessment:
        """Return how things stand, without noting that anything was told."""
        with self.line.context() as context:
            return assess(present_for(context), zones=zones, side=side)

    def shown(self) -> Assessment:
        """Return how things stand; what is due counts as told."""
        with self.line.context() as context:
            found = assess(present_for(context))
            note_told(context, found)
        return found

    @property
    def told(self) -> list[NoticeTold]:
        with self.line.context() as context:
            return [
                entry.fact
                for entry in context.diary.entries()
                if isinstance(entry.fact, NoticeTold)
            ]


@pytest.fixture
def person() -> Person:
    return Person().screened()


def text(found: Assessment) -> str | None:
    return None if found.text is None else say(found.text)


def best(found: Assessment) -> str | None:
    return None if found.best is None else found.best.routine.id


def reasons(found: Assessment) -> list[str]:
    return [say(one) for one in found.reasons]


def due(found: Assessment) -> list[NoticeId]:
    return [one.notice for one in found.told]


# An ordinary day


def test_on_an_ordinary_day_there_is_no_level_and_something_gentle(person: Person) -> None:
    found = person.now()
    assert (found.level, found.text, found.asks, found.suspended) == (None, None, (), False)
    assert (found.told, found.notices, found.muscles) == ((), (), ())
    assert best(found) == DEFAULT_ROUTINE


def test_with_a_usual_headache_the_muscles_of_its_place_come(person: Person) -> None:
    found = person.say(**USUAL).now()
    assert (found.level, found.asks) == (None, ())
    assert found.muscles == (
        Muscle.SUBOCCIPITALS,
        Muscle.SEMISPINALIS,
        Muscle.TRAPEZIUS_UPPER,
    )
    assert found.best is not None
    assert found.best.offered.max_pressure == 0
    assert Muscle.SUBOCCIPITALS in found.best.muscles


def test_a_place_can_be_asked_for_in_place_of_what_was_noted(person: Person) -> None:
    found = person.say(**USUAL).now(Zone.JAW_TEETH_CHEEK, side=PainSide.RIGHT)
    assert found.muscles[:2] == (Muscle.TEMPORALIS, Muscle.MASSETER)
    assert found.situation.limits.first is Side.RIGHT
    assert person.now(Zone.ARM_OR_CHEST).best is None


# The gate


def test_while_the_gate_waits_nothing_fits_and_nothing_is_told(person: Person) -> None:
    found = person.say(**STRONG).now()
    assert (found.asks, found.level, found.text) == ((Asks.FLAGS,), None, None)
    assert (best(found), found.ranking.fitting, found.suspended) == (None, (), False)
    assert len(reasons(found)) == 1
    assert "selfcare alarm" in reasons(found)[0]


def test_answered_with_none_the_quiet_routine_comes(person: Person) -> None:
    found = person.say(**STRONG).tick(Flag.NONE).now()
    assert (found.asks, found.level, found.text) == ((), None, None)
    assert best(found) == QUIET_ROUTINE
    assert any("you and your doctor have a plan" in one for one in reasons(found))


def test_pain_of_the_day_before_leaves_the_gate_waiting(person: Person) -> None:
    found = person.say(**STRONG).on(1).now()
    assert found.asks == (Asks.FLAGS,)
    assert person.tick(Flag.NONE).now().asks == ()


@pytest.mark.parametrize(
    ("locale", "number"),
    [("de_DE.UTF-8", "112"), ("en_US.UTF-8", "911"), ("C.UTF-8", "your emergency number")],
)
def test_an_emergency_shows_its_text_and_nothing_else(
    person: Person, monkeypatch: pytest.MonkeyPatch, locale: str, number: str
) -> None:
    monkeypatch.setenv("LANG", locale)
    found = person.say(**STRONG).tick(Flag.SUDDEN_OR_WORST).now()
    assert (found.level, found.suspended, found.asks) == (E, True, ())
    assert (text(found) or "").startswith("Stop here.")
    assert f"Call {number} now" in (text(found) or "")
    assert (best(found), found.ranking.fitting, found.notices) == (None, (), ())


def test_an_urgent_flag_shows_its_text_until_somebody_was_checked(person: Person) -> None:
    person.tick(Flag.WORSENING)
    for days in (0, 1, 40, 400):
        found = person.on(days).now()
        assert (found.level, found.suspended, best(found)) == (U, True, None)
        assert (text(found) or "").startswith("Please get medical advice today")
    found = person.checked().now()
    assert (found.level, found.suspended, best(found)) == (None, False, DEFAULT_ROUTINE)


def test_a_tick_by_mistake_is_answered_anew(person: Person) -> None:
    found = person.tick(Flag.NEUROLOGICAL)
    with person.line.context() as context:
        take_back(context)
    waiting = found.now()
    assert (waiting.asks, waiting.suspended, best(waiting)) == ((Asks.FLAGS,), True, None)
    assert person.tick(Flag.NONE).now().level is None


def test_a_tick_by_mistake_on_the_day_before_is_answered_about_that_day(person: Person) -> None:
    person.tick(Flag.NEUROLOGICAL).on(1)
    assert person.tick(Flag.FEVER, mistake=True).now().level is U
    assert person.tick(Flag.NONE, mistake=True).now().level is None


def test_being_checked_needs_something_that_waits_for_it(person: Person) -> None:
    with pytest.raises(UserMistake, match="Nothing waits"), person.line.context() as context:
        note_checked(context)
    person.say(**STRONG).checked()
    assert person.now().asks == ()


def test_a_stop_asks_first_and_none_of_these_means_u(person: Person) -> None:
    person.note(
        SessionStarted("s1", "masseter-press", "Cheek", ()),
        SessionEnded("s1", SessionEnd.STOPPED, StopReason.DIZZINESS),
    )
    assert person.now().asks == (Asks.FLAGS,)
    assert person.tick(Flag.NONE).now().level is U


# What is worth a doctor's look


def test_a_different_headache_is_d_and_gentle(person: Person) -> None:
    found = person.say(**DIFFERENT).tick(Flag.NONE).now()
    assert (found.level, found.suspended) == (D, False)
    assert "because this headache is unlike your usual ones." in (text(found) or "")
    assert best(found) == DEFAULT_ROUTINE
    assert due(found) == [N.DIFFERENT]
    assert found.notices == ()  # the text says it already


def test_a_new_medicine_is_d_on_the_day_it_was_ticked(person: Person) -> None:
    found = person.tick(Flag.NEW_MEDICINE).now()
    assert (found.level, found.suspended) == (D, False)
    assert "because it began with a new medicine." in (text(found) or "")
    assert person.on(1).now().level is None


@pytest.mark.parametrize("tag", Tag)
def test_from_fifty_on_a_new_headache_is_d(tag: Tag) -> None:
    person = Person().screened(tag, age=AgeBand.FROM_50)
    person.say(headache=Headache.YES, worst=1)
    if Tag.TRAUMA is tag:
        person.tick(Flag.NONE)
    assert person.now().level is (D if tag is Tag.AGE50_NEW else None)


def test_without_a_headache_being_fifty_is_no_reason() -> None:
    person = Person().screened(Tag.AGE50_NEW, age=AgeBand.FROM_50)
    assert person.say(headache=Headache.NO).now().level is None


@pytest.mark.parametrize("tag", [Tag.PREGNANCY, Tag.IMMUNITY])
def test_a_different_headache_is_u_in_pregnancy_and_with_weak_immunity(tag: Tag) -> None:
    person = Person().screened(tag)
    assert person.say(**{**DIFFERENT, "now": 1}).now().level is U


def test_a_muscle_that_calmed_and_is_tender_again_is_told_without_a_level(person: Person) -> None:
    for days in (-20, 0):
        person.on(days).note(
            TendernessNoted((Tenderness(muscle=Muscle.MASSETER, left=6, mine=True),))
        )
    found = person.shown()
    assert (found.level, found.text) == (None, None)
    assert [(one.notice, one.about) for one in found.notices] == [(N.FLARED_AGAIN, "masseter")]
    assert "selfcare therapist" in say(found.notices[0].text)
    assert due(person.now()) == []


def test_so_is_one_that_was_treated_before(person: Person) -> None:
    person.on(-10).note(Treated(treatment="t", on=person.day, muscles=(Muscle.MASSETER,)))
    person.on(0).note(TendernessNoted((Tenderness(muscle=Muscle.MASSETER, left=6, mine=True),)))
    assert due(person.now()) == [N.FLARED_AGAIN]


def with_headaches(person: Person, days: int, **fields: Any) -> Person:
    """Note a headache on so many days in a row, up to Wednesday."""
    for number in range(days - 1, -1, -1):
        person.on(-number).say(headache=Headache.YES, worst=2, like_usual=True, **fields)
    return person


def test_fifteen_headache_days_in_thirty_are_d(person: Person) -> None:
    assert with_headaches(person, 14).now().level is None
    found = person.on(1).say(headache=Headache.YES, worst=2, like_usual=True).now()
    assert found.level is D
    assert "15 of the last 30 days" in (text(found) or "")


# What is told once


def test_the_same_text_has_its_silence_of_fourteen_days_and_the_level_stays(
    person: Person,
) -> None:
    person.say(**NEW_NECK_PAIN).tick(Flag.NONE)
    first = person.shown()
    assert (first.level, text(first) is None) == (D, False)
    assert person.told == [NoticeTold(N.NECK_PAIN)]
    for days in (0, 1, 13):
        found = person.on(days).shown()
        assert (found.level, found.text, found.told) == (D, None, ())
    assert person.told == [NoticeTold(N.NECK_PAIN)]
    again = person.on(14).shown()
    assert (again.level, text(again)) == (D, text(first))
    assert person.told == [NoticeTold(N.NECK_PAIN)] * 2


def test_what_was_not_shown_is_not_told(person: Person) -> None:
    person.say(**NEW_NECK_PAIN).tick(Flag.NONE)
    assert text(person.now()) == text(person.now()) is not None
    assert person.told == []


def test_the_many_days_are_told_once_in_thirty(person: Person) -> None:
    with_headaches(person, 15)
    assert due(person.shown()) == [N.CHRONIC_RANGE]
    for days in range(1, 31):
        person.on(days).say(headache=Headache.YES, worst=2, like_usual=True)
        assert due(person.shown()) == ([N.CHRONIC_RANGE] if days == 30 else [])
        assert person.now().level is D


def test_several_reasons_are_one_text_and_notices_and_all_count_as_told(person: Person) -> None:
    with_headaches(person, 15, function=2)
    person.note(CheckedIn(CheckIn(day=person.day, **DIFFERENT))).tick(Flag.NEW_MEDICINE)
    found = person.shown()
    assert due(found) == [N.DIFFERENT, N.NEW_MEDICINE, N.CHRONIC_RANGE, N.LOST_ACTIVITY]
    assert found.text == found.told[0].text
    assert found.notices == found.told[1:]
    assert [one.notice for one in person.told] == due(found)
    assert person.now().told == ()


def test_while_something_suspends_or_waits_nothing_else_is_told(person: Person) -> None:
    with_headaches(person, 15)
    waiting = person.say(**STRONG).shown()
    assert (waiting.told, waiting.text) == ((), None)
    suspended = person.tick(Flag.FEVER).shown()
    assert (suspended.told, suspended.level) == ((), U)
    assert person.told == []
    assert due(person.checked().shown()) == [N.CHRONIC_RANGE]


def test_an_aura_with_hormones_is_told_once_and_never_again(person: Person) -> None:
    person.line.configure('[cycle]\nmode = "hormonal"\n')
    person.say(headache=Headache.YES, worst=2, like_usual=True, aura=Aura.USUAL)
    assert due(person.shown()) == [N.AURA_WITH_HORMONES]
    for days in (1, 15, 300):
        person.on(days).say(headache=Headache.YES, worst=2, like_usual=True, aura=Aura.USUAL)
        found = person.shown()
        assert (due(found), found.text, found.level) == ([], None, D)


# The own plan, and medicine


def took(person: Person, days: int) -> Person:
    """Note a medicine with a limit of ten on so many days in a row, up to Wednesday."""
    for number in range(days - 1, -1, -1):
        medicine = (Medicine(MedicineClass.TRIPTAN),)
        person.on(-number).say(headache=Headache.NO, medicine=medicine)
    return person


@pytest.mark.parametrize(("days", "reminded"), [(9, True), (10, False)])
def test_the_own_plan_is_not_mentioned_at_the_limits_of_medicine(
    person: Person, days: int, *, reminded: bool
) -> None:
    took(person, days).say(**{**USUAL, "symptoms": (Symptom.NAUSEA,)})
    found = person.now()
    assert best(found) == QUIET_ROUTINE
    assert any("you and your doctor have a plan" in one for one in reasons(found)) is reminded


def test_medicine_at_its_limit_is_told_without_a_level_and_once_a_month(person: Person) -> None:
    found = took(person, 10).shown()
    assert (found.level, found.text, due(found)) == (None, None, [N.MEDICINE_AT_LIMIT])
    assert "10 of the last 30 days" in say(found.notices[0].text)
    assert person.on(5).say(medicine=(Medicine(MedicineClass.TRIPTAN),)).now().told == ()


def test_near_a_limit_nothing_is_told_here(person: Person) -> None:
    assert took(person, 9).now().told == ()


# A quiet day


def test_a_quiet_day_is_noted_once_and_gives_the_quiet_routine(person: Person) -> None:
    with person.line.context() as context:
        begin_quiet_day(context)
        begin_quiet_day(context)
        facts = [entry.fact for entry in context.diary.entries()]
    assert facts.count(FlareBegan(WEDNESDAY)) == 1
    found = person.now()
    assert (found.situation.row, best(found)) == (Row.ATTACK, QUIET_ROUTINE)
    assert person.on(1).now().situation.row is Row.LATENT


def pain(person: Person, now: Score) -> Assessment:
    with person.line.context() as context:
        note_headache_now(context, now)
    return person.now()


def test_pain_noted_on_a_quiet_day_opens_the_gate_from_seven_on(person: Person) -> None:
    assert pain(person, 6).asks == ()
    assert pain(person, 7).asks == (Asks.FLAGS,)


def test_what_comes_with_the_pain_is_asked_until_it_is_known(person: Person) -> None:
    with person.line.context() as context:
        assert not knows_too_little(context, 0)
        assert knows_too_little(context, 3)
        note_headache_now(context, 3)
        assert knows_too_little(context, 3)
        note_company(context, 3, None)
        assert not knows_too_little(context, 3)
    assert person.now().situation.rows == (Row.PAIN, Row.LATENT)
    with person.line.context() as context:
        note_company(context, 3, Symptom.LIGHT)
    assert best(person.now()) == QUIET_ROUTINE

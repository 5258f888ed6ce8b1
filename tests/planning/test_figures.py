"""Every count stands beside the days it is out of; a day without an answer is in none of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcare.domain.checkin import (
    Aura,
    CheckIn,
    Headache,
    Medicine,
    MedicineClass,
    PainSide,
    Symptom,
    Zone,
)
from selfcare.domain.facts import (
    AlarmRaised,
    Checked,
    CheckedIn,
    Entry,
    Fact,
    GateAnswered,
    Resumed,
    TickedByMistake,
)
from selfcare.domain.medicine_days import medicine_use
from selfcare.domain.red_flags import Cause, Flag, Level
from selfcare.domain.week import DAY
from selfcare.planning.alarm_figures import Alarm
from selfcare.planning.cycle_figures import HeadacheDays
from selfcare.planning.figures import (
    LONGEST_COMPARED,
    MIN_DAYS_FOR_RATES,
    Counted,
    DiaryFigures,
    Function,
    Mean,
    Severity,
    diary_figures,
    entries_since,
)
from selfcare.planning.medicine_figures import MedicineDays
from selfcare.planning.noted import noted_days
from selfcare.planning.treatment_figures import span_figures, worst_functions

LAST = date(2026, 11, 23)
FIRST = LAST - 29 * DAY
BEFORE = FIRST - DAY


def about(day: date, **said: object) -> CheckIn:
    return CheckIn(day=day, **said)  # type: ignore[arg-type] # the tests name real fields


class Diary:
    """Facts in the order they are noted; a check-in on the evening of its day."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def note(self, on: date, *facts: Fact) -> Diary:
        for fact in facts:
            number = len(self.entries) + 1
            at = datetime(on.year, on.month, on.day, 16, tzinfo=UTC) + timedelta(seconds=number)
            self.entries.append(Entry(number, at, on, fact))
        return self

    def add(
        self, check_in: CheckIn, *, on: date | None = None, replaces: int | None = None
    ) -> Diary:
        return self.note(on or check_in.day, CheckedIn(check_in, replaces))

    def day(self, day: date, **said: object) -> Diary:
        return self.add(about(day, **said))

    def headache(self, *days: date, **said: object) -> Diary:
        for day in days:
            self.day(day, headache=Headache.YES, **said)
        return self

    def none(self, *days: date) -> Diary:
        for day in days:
            self.day(day, headache=Headache.NO)
        return self

    def figures(
        self, first: date = FIRST, last: date = LAST, starts: list[date] | None = None
    ) -> DiaryFigures:
        return diary_figures(first, last, self.entries, starts)


@pytest.fixture
def diary() -> Diary:
    return Diary()


def days_from(first: date, number: int) -> list[date]:
    return [first + n * DAY for n in range(number)]


def headaches(found: DiaryFigures) -> tuple[int, int]:
    return found.headache_days, found.noted_days


# Days


def test_an_empty_diary_has_days_but_no_day_noted(diary: Diary) -> None:
    found = diary.figures()

    assert (found.days, found.noted_days, found.headache_days) == (30, 0, 0)
    assert found.severity.n == found.function.n == found.stress.n == 0
    assert (found.worst_pain.mean, found.stress.mean, found.per_month) == (None, None, None)
    assert found.before is None
    assert found.medicine.classes == ()


def test_a_day_that_is_missing_is_not_free_of_headache(diary: Diary) -> None:
    diary.headache(LAST).none(LAST - DAY).day(LAST - 2 * DAY, stress=5).note(
        LAST - 3 * DAY, Resumed()
    )

    found = diary.figures()

    assert headaches(found) == (1, 2)
    assert [one.headache for one in found.calendar[-4:]] == [None, None, False, True]


def test_a_day_with_several_entries_counts_once(diary: Diary) -> None:
    diary.none(LAST).headache(LAST, worst=3).day(LAST, headache=Headache.RUNNING, worst=7)

    found = diary.figures()

    assert headaches(found) == (1, 1)
    assert found.severity == Severity(n=1, none=0, mild=0, moderate=0, severe=1)


def test_the_first_and_the_last_day_count_and_no_other_beside_them(diary: Diary) -> None:
    diary.headache(BEFORE, FIRST, LAST, LAST + DAY)

    assert headaches(diary.figures()) == (2, 2)


def test_a_correction_takes_the_place_of_what_it_corrects(diary: Diary) -> None:
    diary.headache(LAST, worst=8).add(about(LAST, headache=Headache.NO), replaces=1)

    found = diary.figures()

    assert headaches(found) == (0, 1)
    assert found.severity.n == 0


def test_days_noted_only_afterwards_are_told_apart(diary: Diary) -> None:
    day = LAST - 3 * DAY
    diary.add(about(day, headache=Headache.YES, worst=9), on=LAST)
    diary.headache(LAST, LAST - DAY)
    diary.add(about(LAST - 5 * DAY, stress=3), on=LAST)

    found = diary.figures()

    assert headaches(found) == (3, 3)
    assert found.filled_in_days == 1


# In a month


def test_no_number_for_a_month_is_told_below_twenty_noted_days(diary: Diary) -> None:
    diary.headache(LAST).none(*days_from(FIRST, MIN_DAYS_FOR_RATES - 2))

    assert diary.figures().noted_days == 19
    assert diary.figures().per_month is None


def test_from_twenty_noted_days_on_it_goes_by_the_days_noted(diary: Diary) -> None:
    diary.headache(LAST, LAST - DAY, LAST - 2 * DAY).none(*days_from(FIRST, 17))

    assert diary.figures().per_month == 4.5


def test_it_is_about_thirty_days_however_long_the_span(diary: Diary) -> None:
    diary.headache(*days_from(LAST - 9 * DAY, 10)).none(*days_from(LAST - 99 * DAY, 90))

    assert diary.figures(first=LAST - 99 * DAY).per_month == 3.0


# The days before


def test_the_same_number_of_days_right_before_is_counted_too(diary: Diary) -> None:
    diary.headache(BEFORE, BEFORE - 29 * DAY, BEFORE - 30 * DAY).none(BEFORE - DAY)

    assert diary.figures().before == HeadacheDays(headache_days=2, noted_days=3)


def test_without_a_note_before_there_is_nothing_to_compare(diary: Diary) -> None:
    diary.headache(LAST).day(BEFORE, stress=4)

    assert diary.figures().before is None


def test_a_long_span_stands_alone(diary: Diary) -> None:
    longest = LAST - (LONGEST_COMPARED - 1) * DAY
    diary.headache(longest - DAY, longest - 2 * DAY)

    assert diary.figures(first=longest).before == HeadacheDays(2, 2)
    assert diary.figures(first=longest - DAY).before is None


# Pain


@pytest.mark.parametrize(
    ("worst", "band"),
    [
        (0, "none"),
        (1, "mild"),
        (3, "mild"),
        (4, "moderate"),
        (6, "moderate"),
        (7, "severe"),
        (10, "severe"),
    ],
)
def test_pain_falls_into_four_bands(diary: Diary, worst: int, band: str) -> None:
    severity = diary.headache(LAST, worst=worst).figures().severity

    assert severity.n == 1
    assert getattr(severity, band) == 1
    assert severity.none + severity.mild + severity.moderate + severity.severe == 1


def test_pain_counts_only_where_it_was_noted_on_the_day_itself(diary: Diary) -> None:
    diary.headache(LAST, worst=4).headache(LAST - DAY)
    diary.add(about(LAST - 2 * DAY, headache=Headache.YES, worst=10), on=LAST)

    found = diary.figures()

    assert found.headache_days == 3
    assert found.severity.n == 1
    assert found.worst_pain == Mean(n=1, mean=4.0)


def test_the_mean_of_the_worst_pain_has_one_decimal_and_its_n(diary: Diary) -> None:
    diary.headache(LAST, worst=3).headache(LAST - DAY, worst=4).headache(LAST - 2 * DAY, worst=4)

    assert diary.figures().worst_pain == Mean(n=3, mean=3.7)


def test_a_number_beside_no_headache_is_no_pain_of_a_headache(diary: Diary) -> None:
    diary.day(LAST, headache=Headache.NO, worst=5)

    found = diary.figures()

    assert found.severity.n == 0
    assert found.calendar[-1].worst is None


# How the days went


def test_the_worst_of_a_day_says_how_it_went(diary: Diary) -> None:
    diary.headache(LAST, function=1).headache(LAST, function=3).headache(LAST - DAY, function=1)
    diary.headache(LAST - 2 * DAY, function=2).headache(LAST - 3 * DAY, function=0)
    diary.headache(LAST - 4 * DAY)

    assert diary.figures().function == Function(
        n=4, normal=1, slowed=1, less_than_half=1, nothing=1
    )


def test_only_headache_days_are_asked_how_they_went(diary: Diary) -> None:
    diary.day(LAST, headache=Headache.NO, function=3)

    assert diary.figures().function.n == 0


def test_days_are_the_same_as_those_around_sessions_with_a_therapist(diary: Diary) -> None:
    first = LAST - 27 * DAY
    for number, day in enumerate(days_from(first, 28)):
        if number % 5:
            diary.day(day, headache=[None, *Headache, None][number % 5], function=number % 4)

    found = diary.figures(first)
    other = span_figures(first, noted_days(diary.entries), worst_functions(diary.entries), LAST)

    assert headaches(found) == (other.headache_days, other.noted_days) == (11, 17)
    assert found.function.n == other.told_days
    assert found.function.slowed == other.slowed_days > 0
    assert found.function.less_than_half + found.function.nothing == other.lost_days > 0


# Where, and what came with it


def test_places_are_counted_in_days_the_most_first(diary: Diary) -> None:
    diary.headache(LAST, zones=(Zone.EYE, Zone.BAND)).headache(LAST, zones=(Zone.BAND,))
    diary.headache(LAST - DAY, zones=(Zone.TEMPLE, Zone.BAND)).headache(LAST - 2 * DAY)

    zones = diary.figures().zones

    assert zones == Counted(2, {Zone.BAND: 2, Zone.TEMPLE: 1, Zone.EYE: 1})
    assert list(zones.days) == [Zone.BAND, Zone.TEMPLE, Zone.EYE]


def test_sides_are_counted_in_days(diary: Diary) -> None:
    diary.headache(LAST, LAST - DAY, side=PainSide.LEFT).headache(LAST, side=PainSide.RIGHT)

    assert diary.figures().sides == Counted(2, {PainSide.LEFT: 2, PainSide.RIGHT: 1})


def test_that_nothing_came_with_it_is_an_answer_and_left_out_is_none(diary: Diary) -> None:
    diary.headache(LAST, symptoms=()).headache(LAST - DAY)
    diary.headache(LAST - 2 * DAY, symptoms=(Symptom.LIGHT,))

    assert diary.figures().symptoms == Counted(2, {Symptom.LIGHT: 1})


def test_aura_days_are_counted_of_those_with_an_answer(diary: Diary) -> None:
    diary.headache(LAST, aura=Aura.USUAL).headache(LAST - DAY, aura=Aura.NONE)
    diary.headache(LAST - 2 * DAY)

    assert diary.figures().aura == Counted(2, {Aura.USUAL: 1})


def test_stress_is_the_mean_of_all_days_that_say_it(diary: Diary) -> None:
    diary.day(LAST, stress=2).day(LAST - DAY, headache=Headache.NO, stress=5).none(LAST - 2 * DAY)

    assert diary.figures().stress == Mean(n=2, mean=3.5)


# Medicine


def medicine(*kinds: MedicineClass) -> tuple[Medicine, ...]:
    return tuple(Medicine(kind) for kind in kinds)


TRIPTAN = medicine(MedicineClass.TRIPTAN)
SIMPLE = medicine(MedicineClass.SIMPLE)


def test_days_with_a_class_are_counted_and_not_doses(diary: Diary) -> None:
    diary.headache(LAST, medicine=TRIPTAN + TRIPTAN).headache(LAST, medicine=TRIPTAN)
    diary.day(LAST - DAY, headache=Headache.NO, medicine=TRIPTAN)

    found = diary.figures().medicine

    assert found.classes == (
        MedicineDays(kind=MedicineClass.TRIPTAN, days=2, days_in_30=2, limit=10),
    )
    assert (found.days, found.days_in_30, found.limit) == (2, 2, 10)


def test_a_day_with_two_classes_is_one_day_of_any(diary: Diary) -> None:
    diary.headache(LAST, medicine=TRIPTAN + SIMPLE).headache(LAST - DAY, medicine=SIMPLE)

    found = diary.figures().medicine

    assert [(one.kind, one.days, one.limit) for one in found.classes] == [
        (MedicineClass.TRIPTAN, 1, 10),
        (MedicineClass.SIMPLE, 2, 15),
    ]
    assert (found.days, found.limit) == (2, 10)


@pytest.mark.parametrize("kind", [MedicineClass.OTHER, MedicineClass.UNSURE])
def test_what_has_no_limit_of_its_own_is_set_against_that_of_a_mix(
    diary: Diary, kind: MedicineClass
) -> None:
    found = diary.headache(LAST, medicine=medicine(kind)).figures().medicine

    assert (found.classes[0].limit, found.limit) == (10, 10)


def test_medicine_of_other_days_is_not_told(diary: Diary) -> None:
    diary.headache(LAST + DAY, BEFORE, medicine=SIMPLE)

    found = diary.figures().medicine

    assert (found.classes, found.days, found.days_in_30, found.limit) == ((), 0, 0, None)


def test_a_short_span_still_tells_of_thirty_days(diary: Diary) -> None:
    diary.headache(LAST, FIRST, medicine=SIMPLE).headache(BEFORE, medicine=TRIPTAN)

    (only,) = diary.figures(first=LAST - 6 * DAY).medicine.classes

    assert (only.kind, only.days, only.days_in_30) == (MedicineClass.SIMPLE, 1, 2)


def test_a_long_span_tells_of_its_last_thirty_days_too(diary: Diary) -> None:
    diary.headache(LAST, medicine=SIMPLE).headache(BEFORE, BEFORE - DAY, medicine=TRIPTAN)

    found = diary.figures(first=LAST - 89 * DAY).medicine

    assert [(one.kind, one.days, one.days_in_30) for one in found.classes] == [
        (MedicineClass.TRIPTAN, 2, 0),
        (MedicineClass.SIMPLE, 1, 1),
    ]
    assert (found.days, found.days_in_30, found.limit) == (3, 1, 15)


@given(
    st.lists(st.tuples(st.integers(0, 40), st.sampled_from(MedicineClass)), min_size=1, max_size=60)
)
def test_the_limit_and_the_days_are_those_of_the_notice_about_medicine(
    taken: list[tuple[int, MedicineClass]],
) -> None:
    diary = Diary()
    for ago, kind in taken:
        diary.day(LAST - ago * DAY, medicine=medicine(kind))
    use = medicine_use([(LAST - ago * DAY, medicine(kind)) for ago, kind in taken], LAST)

    found = diary.figures().medicine

    if use is not None:
        assert (found.days_in_30, found.limit) == (use.days, use.limit)


# Different or alarming


def test_headaches_unlike_the_usual_are_told_with_their_days(diary: Diary) -> None:
    diary.headache(LAST, like_usual=False).headache(LAST, like_usual=False)
    diary.headache(FIRST, like_usual=False).headache(LAST - DAY, like_usual=True)
    diary.headache(BEFORE, like_usual=False)

    assert diary.figures().different == (FIRST, LAST)


def test_alarms_are_told_by_day_with_the_gravest_level(diary: Diary) -> None:
    diary.note(LAST, AlarmRaised(Level.URGENT, Cause.FLAGS, LAST), GateAnswered((), LAST))
    diary.note(LAST, GateAnswered((Flag.FEVER,), LAST), GateAnswered((Flag.TRAUMA,), LAST))
    diary.note(LAST, AlarmRaised(Level.EMERGENCY, Cause.STOP, LAST))
    diary.note(LAST, GateAnswered((Flag.NEW_MEDICINE,), FIRST))
    diary.note(LAST, AlarmRaised(Level.SOON, Cause.NECK_PAIN, BEFORE))

    assert diary.figures().alarms == (
        Alarm(on=FIRST, flags=(Flag.NEW_MEDICINE,), causes=(), level=None),
        Alarm(
            on=LAST,
            flags=(Flag.FEVER, Flag.TRAUMA),
            causes=(Cause.FLAGS, Cause.STOP),
            level=Level.EMERGENCY,
        ),
    )


def test_none_of_these_is_no_alarm(diary: Diary) -> None:
    assert diary.note(LAST, GateAnswered((Flag.NONE,), LAST)).figures().alarms == ()


def test_what_was_ticked_by_mistake_is_not_told_and_what_is_ticked_then_is(diary: Diary) -> None:
    diary.note(LAST, GateAnswered((Flag.FEVER,), LAST))
    diary.note(LAST, AlarmRaised(Level.URGENT, Cause.FLAGS, LAST), TickedByMistake(LAST))
    assert diary.figures().alarms == ()

    diary.note(LAST, GateAnswered((Flag.WORSENING,), LAST))
    (alarm,) = diary.figures().alarms
    assert (alarm.flags, alarm.level) == ((Flag.WORSENING,), None)


def test_having_been_checked_is_told_once_for_each_day_and_ends_no_alarm(diary: Diary) -> None:
    diary.note(FIRST, AlarmRaised(Level.URGENT, Cause.FLAGS, FIRST))
    diary.note(LAST, Checked(), Checked()).note(LAST + DAY, Checked())

    found = diary.figures()

    assert found.checked == (LAST,)
    assert len(found.alarms) == 1


# The cycle

START = FIRST + 10 * DAY


def test_the_cycle_is_left_out_unless_its_starts_are_given(diary: Diary) -> None:
    assert diary.figures().cycle is None
    assert diary.figures(starts=[]).cycle is not None


def test_days_minus_two_to_three_are_five_days_without_a_day_nought(diary: Diary) -> None:
    found = diary.figures(starts=[START]).cycle

    assert found is not None
    assert found.starts == (START,)
    assert found.near == tuple(days_from(START - 2 * DAY, 5))


def test_headaches_near_a_start_and_elsewhere_are_counted_of_the_days_noted(diary: Diary) -> None:
    diary.headache(START - 2 * DAY, START + 2 * DAY, START + 3 * DAY)
    diary.none(START, START - 3 * DAY, LAST)

    found = diary.figures(starts=[START]).cycle

    assert found is not None
    assert (found.cycles, found.with_headache) == (1, 1)
    assert found.near_figures == HeadacheDays(2, 3)
    assert found.elsewhere == HeadacheDays(1, 3)


def test_a_cycle_with_no_day_noted_around_its_start_does_not_count(diary: Diary) -> None:
    diary.none(START + 28 * DAY - 10 * DAY).headache(LAST - 20 * DAY)

    found = diary.figures(first=LAST - 99 * DAY, starts=[START - 28 * DAY, START]).cycle

    assert found is not None
    assert (found.cycles, found.with_headache) == (1, 1)


def test_a_start_whose_days_are_not_all_in_the_span_counts_as_days_and_not_as_a_cycle(
    diary: Diary,
) -> None:
    diary.headache(FIRST, LAST)

    found = diary.figures(starts=[BEFORE, LAST - DAY]).cycle

    assert found is not None
    assert found.starts == (LAST - DAY,)
    assert (found.cycles, found.with_headache) == (0, 0)
    assert found.near == (FIRST, FIRST + DAY, *days_from(LAST - 3 * DAY, 4))
    assert found.near_figures == HeadacheDays(2, 2)
    assert found.elsewhere == HeadacheDays(0, 0)


# Whatever is noted

said_of_a_day = st.fixed_dictionaries(
    {
        "headache": st.one_of(st.none(), st.sampled_from(Headache)),
        "worst": st.one_of(st.none(), st.integers(0, 10)),
        "function": st.one_of(st.none(), st.integers(0, 3)),
        "zones": st.lists(st.sampled_from(Zone), max_size=3, unique=True).map(tuple),
        "symptoms": st.one_of(st.none(), st.lists(st.sampled_from(Symptom)).map(tuple)),
        "medicine": st.lists(st.sampled_from(MedicineClass), max_size=2).map(
            lambda kinds: medicine(*kinds)
        ),
        "stress": st.one_of(st.none(), st.integers(0, 10)),
    }
)
lives = st.lists(
    st.tuples(st.integers(0, 220), st.integers(0, 6), said_of_a_day),
    max_size=60,
)


def lived(life: list[tuple[int, int, dict[str, object]]]) -> Diary:
    """Return a diary: how many days ago, how many days later it was noted, and what was said."""
    diary = Diary()
    for ago, late, said in life:
        day = LAST - ago * DAY
        diary.add(about(day, **said), on=min(LAST, day + late * DAY))
    return diary


@given(lives, st.integers(1, 120), st.lists(st.integers(0, 150), max_size=4))
def test_no_count_is_larger_than_what_it_is_out_of(
    life: list[tuple[int, int, dict[str, object]]], days: int, starts: list[int]
) -> None:
    found = lived(life).figures(
        first=LAST - (days - 1) * DAY, starts=sorted(LAST - ago * DAY for ago in set(starts))
    )

    assert found.headache_days <= found.noted_days <= found.days == days == len(found.calendar)
    assert found.filled_in_days <= found.noted_days
    severity, function = found.severity, found.function
    rated = severity.none + severity.mild + severity.moderate + severity.severe
    assert rated == severity.n == found.worst_pain.n <= found.headache_days
    went = function.normal + function.slowed + function.less_than_half + function.nothing
    assert went == function.n <= found.headache_days
    for counted in (found.zones, found.sides, found.symptoms):
        assert counted.n <= found.headache_days
        assert all(0 < count <= counted.n for count in counted.days.values())
    assert all(0 <= one.days <= found.medicine.days for one in found.medicine.classes)
    assert sum(one.headache is not None for one in found.calendar) == found.noted_days
    assert sum(bool(one.headache) for one in found.calendar) == found.headache_days
    assert sum(one.medicine for one in found.calendar) == found.medicine.days
    cycle = found.cycle
    assert cycle is not None
    assert cycle.with_headache <= cycle.cycles <= len(cycle.starts)
    together = cycle.near_figures.noted_days + cycle.elsewhere.noted_days
    assert together == found.noted_days
    assert cycle.near_figures.headache_days + cycle.elsewhere.headache_days == found.headache_days


@given(lives, st.integers(1, 120))
def test_older_entries_than_the_figures_ask_for_change_nothing(
    life: list[tuple[int, int, dict[str, object]]], days: int
) -> None:
    diary = lived(sorted(life, key=lambda one: -one[0]))
    first = LAST - (days - 1) * DAY
    since = entries_since(first, LAST)

    recent = [one for one in diary.entries if one.day >= since]

    assert diary_figures(first, LAST, recent) == diary.figures(first)


@given(lives, st.randoms(use_true_random=False))
def test_the_order_in_which_entries_are_read_does_not_matter(
    life: list[tuple[int, int, dict[str, object]]], random: Random
) -> None:
    diary = lived(life)
    shuffled = [*diary.entries]
    random.shuffle(shuffled)

    assert diary_figures(FIRST, LAST, shuffled) == diary.figures()

"""What the diary gives reason to talk over: from where on, in which words, never from silence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcare.app.say import say
from selfcare.domain.checkin import Aura, CheckIn, Headache, Medicine, MedicineClass
from selfcare.domain.medicine_days import Limited
from selfcare.domain.message import message
from selfcare.domain.muscles import Muscle
from selfcare.domain.notice import NoticeId
from selfcare.domain.red_flags import Level, soon_text
from selfcare.domain.touch import label
from selfcare.planning.concerns import LOOKED_BACK, Concern, concerns, medicine_text
from selfcare.planning.noted import Noted

TODAY = date(2026, 11, 23)
FORBIDDEN: Final = re.compile(
    r"\b(?:cure|eliminate|permanent|guarantee|should have|missed again|trigger point|percent|must)"
    r"|%|!",
    re.IGNORECASE,
)
D = NoticeId


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def noted(days_ago: int, *, at_once: bool = True, **said: object) -> Noted:
    check_in = CheckIn(day=ago(days_ago), **said)  # type: ignore[arg-type] # the tests name real fields
    at = datetime(2026, 11, 23, 15, tzinfo=UTC) - timedelta(days=days_ago)
    return Noted(1, at, check_in, at_once)


def headaches(
    days: Iterable[int], *, function: int | None = None, aura: Aura | None = None
) -> list[Noted]:
    return [noted(day, headache=Headache.YES, function=function, aura=aura) for day in days]


def weeks(*pain: Sequence[int]) -> list[Noted]:
    """Return weeks of pain, the latest first, a headache for each figure."""
    return [
        noted(7 * week + number, headache=Headache.YES, worst=worst)
        for week, figures in enumerate(pain)
        for number, worst in enumerate(figures)
    ]


def took(days: Iterable[int], kind: MedicineClass = MedicineClass.TRIPTAN) -> list[Noted]:
    return [noted(day, medicine=(Medicine(kind),)) for day in days]


def found(
    check_ins: Iterable[Noted] = (),
    *,
    hormonal: bool = False,
    active_since: Mapping[Muscle, date] | None = None,
    worse_routines: Iterable[str] = (),
) -> tuple[Concern, ...]:
    return concerns(
        TODAY,
        check_ins,
        hormonal=hormonal,
        active_since=active_since or {},
        worse_routines=worse_routines,
    )


def notices(check_ins: Iterable[Noted]) -> list[NoticeId]:
    return [one.notice for one in found(check_ins)]


EVERYTHING: Final = (
    *weeks([8] * 7, [6] * 7, [4, 4]),
    *headaches(range(4), function=3, aura=Aura.USUAL),
    *took(range(90)),
)


def everything(check_ins: Iterable[Noted] = EVERYTHING) -> tuple[Concern, ...]:
    return found(
        check_ins,
        hormonal=True,
        active_since={Muscle.MASSETER: ago(50), Muscle.TEMPORALIS: ago(60)},
        worse_routines=["trap-upper-squeeze", "masseter-press"],
    )


def test_an_empty_diary_gives_no_reason_for_anything() -> None:
    assert found(hormonal=True) == ()


# Headache days


def test_fifteen_headache_days_in_thirty_belong_before_a_doctor() -> None:
    assert notices(headaches(range(14))) == []

    (concern,) = found(headaches(range(15)))

    assert concern == Concern(
        D.CHRONIC_RANGE,
        "",
        Level.SOON,
        soon_text(
            message(
                "you noted a headache on {n} of the last 30 days, {noted} of which have an entry",
                n=15,
                noted=15,
            )
        ),
    )


def test_headache_days_are_counted_over_thirty_days_with_today() -> None:
    fourteen = headaches(range(1, 15))

    assert notices([*fourteen, *headaches([0])]) == [D.CHRONIC_RANGE]
    assert notices([*fourteen, *headaches([29])]) == [D.CHRONIC_RANGE]
    assert notices([*fourteen, *headaches([30])]) == []
    assert notices([*fourteen, *headaches([-1])]) == []


def test_several_headaches_on_a_day_are_one_headache_day() -> None:
    assert notices([*headaches(range(14)), *headaches(range(14))]) == []


def test_a_running_headache_counts_and_a_no_later_that_day_does_not_undo_it() -> None:
    running = [noted(day, headache=Headache.RUNNING) for day in range(15)]

    assert notices([*running, noted(0, headache=Headache.NO)]) == [D.CHRONIC_RANGE]


def test_days_filled_in_afterwards_count_as_headache_days() -> None:
    late = [noted(day, headache=Headache.YES, at_once=False) for day in range(15)]

    assert notices(late) == [D.CHRONIC_RANGE]


def test_the_days_that_have_an_entry_are_said_and_the_rest_is_missing() -> None:
    quiet = [noted(day, headache=Headache.NO) for day in range(20, 25)]
    silent = [noted(28, stress=3), noted(35, headache=Headache.NO)]

    (concern,) = found([*headaches(range(15)), *quiet, *silent])

    assert "on 15 of the last 30 days, 20 of which have an entry" in say(concern.text)


# Lost activity


@pytest.mark.parametrize("function", [2, 3])
def test_four_headache_days_with_lost_activity_belong_before_a_doctor(function: int) -> None:
    assert notices(headaches([0, 9, 18], function=function)) == []

    (concern,) = found(headaches([0, 9, 18, 29], function=function))

    assert (concern.notice, concern.about, concern.level) == (D.LOST_ACTIVITY, "", Level.SOON)
    assert say(concern.text) == (
        "This is worth a doctor's appointment in the next days, because on 4 of the last 30 days"
        " you noted a headache that left you less than half of what you usually do. You can go on"
        " with the gentle routines if they feel good."
    )


def test_a_day_slowed_is_no_day_lost() -> None:
    assert notices(headaches(range(14), function=1)) == []


def test_days_lost_more_than_thirty_days_ago_are_over() -> None:
    assert notices(headaches([0, 9, 18, 30], function=3)) == []


def test_the_least_that_was_possible_is_what_counts_of_a_day() -> None:
    days = range(4)

    assert notices([*headaches(days, function=3), *headaches(days, function=0)]) == [
        D.LOST_ACTIVITY
    ]


def test_lost_activity_without_a_headache_is_not_counted() -> None:
    assert notices([noted(day, headache=Headache.NO, function=3) for day in range(10)]) == []


# Worsening


@pytest.mark.parametrize(
    ("pain", "rising"),
    [
        (([7], [5], [3]), True),
        (([10], [6], [1]), True),
        (([6], [5], [3]), False),
        (([7], [5], [4]), False),
        (([3], [5], [7]), False),
        (([7, 7, 7], [5, 5, 5, 5], [2, 4]), True),
        # 16/3, 10/3 and 4/3: just 2 apart, which no rounding may hide.
        (([5, 5, 6], [3, 3, 4], [1, 1, 2]), True),
        (([5, 5, 6], [3, 4, 4], [1, 1, 2]), False),
        (([7, 6], [5], [3]), False),
    ],
)
def test_pain_that_rises_by_two_from_week_to_week_for_three_weeks_is_told(
    pain: tuple[list[int], ...], rising: bool
) -> None:
    assert notices(weeks(*pain)) == [D.WORSENING] * rising


def test_two_weeks_of_rising_pain_are_not_three() -> None:
    assert notices(weeks([7], [5])) == []
    assert notices(weeks([9], [7], [], [5])) == []


def test_the_weeks_are_of_seven_days_and_end_today() -> None:
    def pain(*days: tuple[int, int]) -> list[Noted]:
        return [noted(day, headache=Headache.YES, worst=worst) for day, worst in days]

    assert notices(pain((6, 7), (13, 5), (20, 3))) == [D.WORSENING]
    assert notices(pain((0, 7), (7, 5), (14, 3))) == [D.WORSENING]
    assert notices(pain((7, 7), (13, 5), (20, 3))) == []
    assert notices(pain((6, 7), (14, 5), (20, 3))) == []
    assert notices(pain((6, 7), (13, 5), (21, 3))) == []


def test_a_week_without_noted_pain_is_missing_and_not_free_of_pain() -> None:
    assert notices(weeks([9], [5])) == []
    assert notices([*weeks([9], [5]), noted(14, headache=Headache.NO, worst=0)]) == []
    assert notices([*weeks([9], [5]), *headaches([14])]) == []


def test_days_without_a_headache_do_not_lower_the_mean() -> None:
    quiet = [noted(day, headache=Headache.NO) for day in range(1, 7)]

    assert notices([*weeks([7], [5], [3]), *quiet]) == [D.WORSENING]
    assert notices([*weeks([7], [5], [4]), noted(15, headache=Headache.NO, worst=0)]) == []


def test_pain_noted_afterwards_says_nothing_of_its_strength() -> None:
    late = noted(14, headache=Headache.YES, worst=1, at_once=False)

    assert notices([*weeks([9], [5]), late]) == []


# Aura under hormones


@pytest.mark.parametrize("aura", [None, *Aura])
@pytest.mark.parametrize("hormonal", [True, False])
def test_an_aura_under_hormones_is_for_whoever_prescribes_them(
    aura: Aura | None, hormonal: bool
) -> None:
    told = found([noted(100, headache=Headache.YES, aura=aura)], hormonal=hormonal)

    if hormonal and aura not in (None, Aura.NONE):
        (concern,) = told
        assert (concern.notice, concern.about) == (D.AURA_WITH_HORMONES, "")
        assert concern.level is Level.SOON
        assert say(concern.text) == (
            "You noted flicker or tingling (an aura), and by your settings you take hormones."
            " Please tell whoever prescribes it that you have aura; some kinds are then not"
            " advised. Don't stop on your own."
        )
    else:
        assert told == ()


def test_an_aura_of_a_day_to_come_is_not_known_yet() -> None:
    assert found([noted(-1, aura=Aura.NEW)], hormonal=True) == ()


# Medicine

TEXT: Final = (
    "You noted acute medicine on {n} of the last 30 days. From about {limit} days a month such "
    "medicines can themselves keep headaches going. Please talk it over with your doctor or "
    "pharmacist. Don't stop a prescribed medicine on your own."
)


@pytest.mark.parametrize(
    ("kind", "days", "limit", "notice"),
    [
        (MedicineClass.TRIPTAN, 7, 10, None),
        (MedicineClass.TRIPTAN, 8, 10, D.MEDICINE_NEAR),
        (MedicineClass.TRIPTAN, 10, 10, D.MEDICINE_AT_LIMIT),
        (MedicineClass.SIMPLE, 14, 15, D.MEDICINE_NEAR),
        (MedicineClass.SIMPLE, 15, 15, D.MEDICINE_AT_LIMIT),
    ],
)
def test_medicine_days_near_or_at_their_limit_are_a_note_and_no_alarm(
    kind: MedicineClass, days: int, limit: int, notice: NoticeId | None
) -> None:
    told = found(took(range(days), kind))

    assert [(one.notice, one.about, one.level, say(one.text)) for one in told] == [
        (one, kind.value, None, TEXT.format(n=days, limit=limit)) for one in [notice] if one
    ]


def test_medicine_at_its_limit_for_three_months_belongs_before_a_doctor() -> None:
    (concern,) = found(took(range(85)))

    assert (concern.notice, concern.about) == (D.MEDICINE_LONG, Limited.TRIPTAN)
    assert concern.level is Level.SOON
    assert say(concern.text) == (
        "This is worth a doctor's appointment in the next days, because you noted acute medicine"
        " on many days, three months in a row. You can go on with the gentle routines if they feel"
        " good. " + TEXT.format(n=30, limit=10)
    )


def test_medicine_of_several_classes_is_about_the_mix() -> None:
    (concern,) = found([*took(range(9)), *took([20], MedicineClass.UNSURE)])

    assert (concern.notice, concern.about) == (D.MEDICINE_AT_LIMIT, Limited.MIXED)
    assert concern.text == medicine_text(10, 10)


def test_medicine_is_counted_on_days_without_a_headache_and_on_days_filled_in() -> None:
    quiet = [
        noted(
            day,
            at_once=False,
            headache=Headache.NO,
            medicine=(Medicine(MedicineClass.OPIOID),),
        )
        for day in range(10)
    ]

    assert notices(quiet) == [D.MEDICINE_AT_LIMIT]


# Muscles and routines


def test_a_muscle_active_for_more_than_six_weeks_is_told_with_a_visit() -> None:
    assert found(active_since={Muscle.MASSETER: ago(42)}) == ()

    (concern,) = found(active_since={Muscle.MASSETER: ago(43)})

    assert (concern.notice, concern.about) == (D.ACTIVE_LONG, Muscle.MASSETER)
    assert concern.level is Level.SOON
    said = say(concern.text)
    assert say(label(Muscle.MASSETER)) in said
    assert "selfcare notes" in said
    assert "therapist" in said


def test_each_muscle_is_told_alone_the_longest_active_first() -> None:
    since = {Muscle.MASSETER: ago(50), Muscle.TEMPORALIS: ago(60), Muscle.SCALENES: ago(10)}

    told = found(active_since=since)

    assert [one.about for one in told] == [Muscle.TEMPORALIS, Muscle.MASSETER]


def test_a_routine_followed_by_more_pain_is_told_once_with_a_visit() -> None:
    told = found(worse_routines=["trap-upper-squeeze", "masseter-press", "masseter-press"])

    assert [(one.notice, one.about, one.level) for one in told] == [
        (D.SESSIONS_WORSE, "masseter-press", Level.SOON),
        (D.SESSIONS_WORSE, "trap-upper-squeeze", Level.SOON),
    ]
    said = say(told[0].text)
    assert "masseter-press" in said
    assert "selfcare notes" in said
    assert "therapist" in said


# All of them


def test_the_gravest_come_first_and_notes_last() -> None:
    assert [one.notice for one in everything()] == [
        D.WORSENING,
        D.AURA_WITH_HORMONES,
        D.CHRONIC_RANGE,
        D.LOST_ACTIVITY,
        D.MEDICINE_LONG,
        D.ACTIVE_LONG,
        D.ACTIVE_LONG,
        D.SESSIONS_WORSE,
        D.SESSIONS_WORSE,
    ]
    with_a_note = found([*headaches(range(15)), *took(range(10))], worse_routines=["slow-breath"])
    assert [one.notice for one in with_a_note] == [
        D.CHRONIC_RANGE,
        D.SESSIONS_WORSE,
        D.MEDICINE_AT_LIMIT,
    ]


def test_each_that_is_told_has_its_own_notice_and_subject() -> None:
    told = [(one.notice, one.about) for one in everything()]

    assert len(told) == len(set(told))


def test_what_belongs_before_a_doctor_says_so_in_the_words_of_its_level() -> None:
    for one in everything():
        if one.notice is not D.AURA_WITH_HORMONES:
            assert one.level is Level.SOON
            assert say(one.text).startswith("This is worth a doctor's appointment in the next days")


def test_the_words_are_calm_name_no_drug_and_promise_nothing() -> None:
    notes = (*found(took(range(9))), *found(took(range(9), MedicineClass.ERGOT)))
    drugs = re.compile("triptan|ergot|opioid|combination|simple|mixed", re.IGNORECASE)

    for one in (*everything(), *notes):
        said = say(one.text)
        assert FORBIDDEN.search(said) is None
        assert drugs.search(said) is None


@pytest.mark.parametrize("days_ago", [89, 90])
def test_check_ins_matter_for_as_long_as_is_looked_back(days_ago: int) -> None:
    days = [*range(10), *range(30, 40), *range(60, 69)]

    (concern,) = found(took([*days, days_ago]))

    assert (concern.notice is D.MEDICINE_LONG) is (ago(days_ago) >= TODAY - LOOKED_BACK)


# Whatever was noted

scores = st.one_of(st.none(), st.integers(0, 10))
some_check_ins = st.builds(
    noted,
    st.integers(-2, 95),
    at_once=st.booleans(),
    headache=st.one_of(st.none(), st.sampled_from(Headache)),
    worst=scores,
    now=scores,
    function=st.one_of(st.none(), st.integers(0, 3)),
    aura=st.one_of(st.none(), st.sampled_from(Aura)),
    medicine=st.lists(st.builds(Medicine, st.sampled_from(MedicineClass)), max_size=2).map(tuple),
)
# Whole stretches, since scattered days hardly ever add up to anything.
stretches = st.one_of(
    st.builds(
        lambda first, count, function: headaches(range(first, first + count), function=function),
        st.integers(0, 20),
        st.integers(0, 20),
        st.one_of(st.none(), st.integers(0, 3)),
    ),
    st.builds(lambda a, b, c: weeks([a], [b], [c]), *[st.integers(0, 10)] * 3),
    st.builds(
        lambda first, count, kind: took(range(first, first + count), kind),
        st.sampled_from([0, 0, 30, 60]),
        st.integers(6, 30),
        st.sampled_from(MedicineClass),
    ),
)
diaries = st.builds(
    lambda scattered, runs: [*scattered, *(one for run in runs for one in run)],
    st.lists(some_check_ins, max_size=25),
    st.lists(stretches, max_size=5),
)


@given(diaries, st.data())
def test_the_order_of_check_ins_does_not_matter(
    check_ins: list[Noted], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(check_ins))

    assert everything(shuffled) == everything(check_ins)


@given(diaries, st.sets(st.integers(0, 95)))
def test_a_day_noted_without_a_headache_hides_no_more_than_a_missing_one(
    check_ins: list[Noted], quiet: set[int]
) -> None:
    with_quiet_days = [*check_ins, *(noted(day, headache=Headache.NO) for day in quiet)]

    assert notices(with_quiet_days) == notices(check_ins)


@given(diaries)
def test_the_gravest_are_always_first(check_ins: list[Noted]) -> None:
    levels = [one.level is None for one in everything(check_ins)]

    assert all(not earlier or later for earlier, later in pairwise(levels))


@given(diaries)
def test_older_check_ins_change_nothing_but_by_an_aura(check_ins: list[Noted]) -> None:
    recent = [one for one in check_ins if one.check_in.day >= TODAY - LOOKED_BACK]

    assert found(recent) == found(check_ins)

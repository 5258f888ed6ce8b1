"""How often the same is told, and how long it is quiet afterwards."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcare.domain.facts import NoticeTold
from selfcare.domain.message import message
from selfcare.domain.notice import DAYS_BETWEEN, NoticeId
from selfcare.domain.red_flags import Level
from selfcare.planning.concerns import Concern
from selfcare.planning.telling import Told, due_to_tell, weekly_line

TODAY = date(2026, 11, 23)
AT_LIMIT, LONG, NEAR = NoticeId.MEDICINE_AT_LIMIT, NoticeId.MEDICINE_LONG, NoticeId.MEDICINE_NEAR
QUIET_DAYS: Final[dict[NoticeId, int]] = {
    NoticeId.DIFFERENT: 14,
    NoticeId.NECK_PAIN: 14,
    NoticeId.NEW_MEDICINE: 14,
    NoticeId.NEW_FROM_50: 14,
    NoticeId.CHRONIC_RANGE: 30,
    NoticeId.LOST_ACTIVITY: 14,
    NoticeId.WORSENING: 14,
    NoticeId.ACTIVE_LONG: 14,
    NoticeId.SESSIONS_WORSE: 14,
    NoticeId.MEDICINE_AT_LIMIT: 30,
    NoticeId.MEDICINE_LONG: 30,
    NoticeId.FLARED_AGAIN: 30,
}


def concern(notice: NoticeId, about: str = "") -> Concern:
    return Concern(notice, about, Level.SOON, message("A word."))


def told(days_ago: int, notice: NoticeId, about: str = "") -> Told:
    return (NoticeTold(notice, about), TODAY - timedelta(days=days_ago))


def is_due(one: Concern, *before: Told) -> bool:
    return due_to_tell([one], before, TODAY) == (one,)


def test_every_notice_has_its_silence_or_another_place() -> None:
    assert set(QUIET_DAYS) | {NEAR, NoticeId.AURA_WITH_HORMONES} == set(NoticeId)


@pytest.mark.parametrize(("notice", "days"), QUIET_DAYS.items())
def test_the_same_is_told_again_only_after_its_silence(notice: NoticeId, days: int) -> None:
    one = concern(notice)

    assert is_due(one)
    assert not is_due(one, told(0, notice))
    assert not is_due(one, told(days - 1, notice))
    assert is_due(one, told(days, notice))


def test_the_latest_telling_counts_whatever_order_they_come_in() -> None:
    one = concern(NoticeId.WORSENING)
    long_ago, lately = told(40, NoticeId.WORSENING), told(3, NoticeId.WORSENING)

    assert not is_due(one, long_ago, lately)
    assert not is_due(one, lately, long_ago)


def test_what_is_told_once_is_never_told_again() -> None:
    one = concern(NoticeId.AURA_WITH_HORMONES)

    assert is_due(one)
    assert not is_due(one, told(0, NoticeId.AURA_WITH_HORMONES))
    assert not is_due(one, told(4000, NoticeId.AURA_WITH_HORMONES))


def test_another_muscle_or_routine_is_not_the_same() -> None:
    one, other = (concern(NoticeId.ACTIVE_LONG, about) for about in ("masseter", "temporalis"))

    assert due_to_tell([one, other], [told(1, NoticeId.ACTIVE_LONG, "masseter")], TODAY) == (other,)


def test_another_notice_about_the_same_does_not_silence() -> None:
    assert is_due(concern(NoticeId.WORSENING), told(1, NoticeId.LOST_ACTIVITY))


def test_what_is_due_keeps_its_order() -> None:
    three = [concern(one) for one in (NoticeId.WORSENING, NoticeId.CHRONIC_RANGE, AT_LIMIT)]

    assert due_to_tell(three, [], TODAY) == tuple(three)
    assert due_to_tell(three, [told(1, NoticeId.CHRONIC_RANGE)], TODAY) == (three[0], three[2])


@pytest.mark.parametrize(("ahead", "due"), [(1, False), (13, False), (14, True), (4000, True)])
def test_a_clock_that_was_set_back_silences_for_no_longer_than_usual(ahead: int, due: bool) -> None:
    assert is_due(concern(NoticeId.WORSENING), told(-ahead, NoticeId.WORSENING)) is due


# Medicine


def test_near_its_limit_medicine_has_only_its_line_in_the_week() -> None:
    near, other = concern(NEAR, "triptan"), concern(NoticeId.WORSENING)

    assert due_to_tell([near, other], [], TODAY) == (other,)
    assert due_to_tell([near], [told(90, NEAR, "triptan")], TODAY) == ()
    assert weekly_line([other, near]) == near.text


@pytest.mark.parametrize("notice", [one for one in NoticeId if one is not NEAR])
def test_nothing_else_has_a_line_in_the_week(notice: NoticeId) -> None:
    assert weekly_line([concern(notice)]) is None
    assert weekly_line([]) is None


def test_medicine_of_another_class_does_not_break_the_silence() -> None:
    for notice in (AT_LIMIT, LONG):
        assert not is_due(concern(notice, "mixed"), told(1, notice, "triptan"))
        assert not is_due(concern(notice, "mixed"), told(29, notice, "triptan"))
        assert is_due(concern(notice, "mixed"), told(30, notice, "triptan"))


def test_a_step_down_the_ladder_is_no_news_and_a_step_up_is() -> None:
    assert not is_due(concern(AT_LIMIT, "triptan"), told(29, LONG, "triptan"))
    assert is_due(concern(AT_LIMIT, "triptan"), told(30, LONG, "triptan"))
    assert is_due(concern(LONG, "triptan"), told(1, AT_LIMIT, "triptan"))


def test_the_weekly_line_does_not_silence_the_note_at_the_limit() -> None:
    assert is_due(concern(AT_LIMIT, "triptan"), told(1, NEAR, "triptan"))


# Day after day

subjects = st.sampled_from(["", "triptan", "mixed", "masseter"])
held = st.lists(st.sets(st.tuples(st.sampled_from(NoticeId), subjects), max_size=6), max_size=120)


@given(held)
def test_whatever_holds_day_after_day_each_is_told_no_oftener_than_it_may(
    days: list[set[tuple[NoticeId, str]]],
) -> None:
    before: list[Told] = []
    for number, holding in enumerate(days):
        today = TODAY + timedelta(days=number)
        due = due_to_tell([concern(*one) for one in sorted(holding)], before, today)
        for one in due:
            earlier = [
                on for fact, on in before if (fact.notice, fact.about) == (one.notice, one.about)
            ]
            between = DAYS_BETWEEN[one.notice]
            assert one.notice is not NEAR
            assert not earlier or (between is not None and (today - max(earlier)).days >= between)
        before += [(NoticeTold(one.notice, one.about), today) for one in due]

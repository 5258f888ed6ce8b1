from __future__ import annotations

import tempfile
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfcare.diary.store import Diary
from selfcare.domain.facts import Fact, Paused, PromptNotShown, SessionEnd, SessionEnded
from tests.diary.samples import AT, DAY, INSTANTS, KINDS, of_kind, one_of_each_kind


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_kind_of_fact_comes_back_as_it_went_in(kind: type[Fact]) -> None:
    @settings(max_examples=25, deadline=None)
    @given(fact=of_kind(kind), at=INSTANTS, day=st.dates())
    def comes_back(fact: Fact, at: datetime, day: date) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "diary.sqlite3"
            with Diary.open(path, may_migrate=False) as diary:
                noted = diary.append(fact, at=at, day=day)
            with Diary.open(path, may_migrate=False) as diary:
                assert list(diary.entries()) == [noted]
                assert diary.view(since=date.min).entries == (noted,)
        assert (noted.fact, noted.at, noted.day) == (fact, at, day)

    comes_back()


def test_the_samples_have_one_fact_of_each_kind() -> None:
    assert {type(fact) for fact in one_of_each_kind()} == set(KINDS)


def test_a_time_in_another_zone_is_kept_as_the_same_instant_in_utc(diary: Diary) -> None:
    kolkata = timezone(timedelta(hours=5, minutes=30))

    noted = diary.append(Paused(AT.astimezone(kolkata)), at=AT.astimezone(kolkata), day=DAY)

    assert noted.at == AT
    assert noted.at.tzinfo is UTC
    assert list(diary.entries()) == [noted]
    [stored] = diary._connection.execute("SELECT at, body FROM fact").fetchall()
    assert stored[0] == "2025-03-28T09:30:00.000000+00:00"
    assert "+05:30" not in stored[1]


def test_a_time_without_a_zone_is_refused(diary: Diary) -> None:
    naive = AT.replace(tzinfo=None)

    with pytest.raises(ValueError, match="without a zone"):
        diary.append(Paused(None), at=naive, day=DAY)
    with pytest.raises(ValueError, match="without a zone"):
        diary.append(Paused(naive), at=AT, day=DAY)
    assert list(diary.entries()) == []


def test_a_score_out_of_range_is_refused_because_nobody_could_read_it(diary: Diary) -> None:
    with pytest.raises(ValueError, match="10"):
        diary.append(SessionEnded("s1", SessionEnd.DONE, after=11), at=AT, day=DAY)

    assert list(diary.entries()) == []


def test_half_a_letter_in_a_technical_text_does_not_keep_the_fact_out(diary: Diary) -> None:
    diary.append(PromptNotShown("p\udc80", 1, "no file caf\udce9"), at=AT, day=DAY)

    [noted] = diary.entries()
    assert noted.fact == PromptNotShown("p?", 1, "no file caf?")

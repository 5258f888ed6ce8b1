"""The welcome, and news about files: shown once, however often they are asked for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from selfcare.domain.facts import PromptClaimed
from selfcare.domain.message import message
from selfcare.domain.prompt import Prompt, PromptKind
from selfcare.planning.history import History
from selfcare.planning.notices import NOTICE_STAYS, WELCOME_STAYS, News, notices
from tests.planning.a_plan import LONG_AGO, MONDAY, history, instant

NOW = instant("10:00")
BROKEN = News("problems/1", message("config.toml, line 3: no such day"))
DAMAGED = News("diary/1", message("The diary was damaged."))


def told(past: History, *news: News) -> list[Prompt]:
    return notices(NOW, MONDAY, past, news)


def claimed(*prompts: Prompt, first_day: date = LONG_AGO) -> History:
    return history(*(PromptClaimed(one, 1) for one in prompts), first_day=first_day)


@pytest.mark.parametrize("first_day", [None, MONDAY])
def test_somebody_new_is_welcomed(first_day: date | None) -> None:
    (welcome,) = told(history(first_day=first_day))

    assert (welcome.id, welcome.kind) == ("welcome", PromptKind.WELCOME)
    assert welcome.due == NOW
    assert welcome.expires - NOW == WELCOME_STAYS


def test_after_the_first_day_nobody_is_welcomed() -> None:
    assert told(history(first_day=MONDAY - timedelta(days=1))) == []


def test_the_welcome_comes_once() -> None:
    (welcome,) = told(history(first_day=None))

    assert told(claimed(welcome, first_day=MONDAY)) == []


def test_each_piece_of_news_is_a_notice_of_its_own() -> None:
    found = told(history(), BROKEN, DAMAGED)

    assert [(one.id, one.kind, one.detail) for one in found] == [
        ("problems/1", PromptKind.NOTICE, BROKEN.what),
        ("diary/1", PromptKind.NOTICE, DAMAGED.what),
    ]
    assert {one.expires - NOW for one in found} == {NOTICE_STAYS}


def test_news_is_told_once_and_other_news_still_comes() -> None:
    (notice,) = told(history(), BROKEN)

    assert [one.id for one in told(claimed(notice), BROKEN, DAMAGED)] == ["diary/1"]


def test_news_on_the_first_day_comes_beside_the_welcome() -> None:
    assert [one.kind for one in told(history(first_day=None), BROKEN)] == [
        PromptKind.NOTICE,
        PromptKind.WELCOME,
    ]


def test_without_news_nothing_is_told() -> None:
    assert told(history()) == []

"""The order for a prompter child: everything said, nothing left to ask."""

from __future__ import annotations

from datetime import timedelta

import pytest

from selfcare.app.ordering import order_of
from selfcare.domain.message import message
from selfcare.domain.offer import Offered
from selfcare.domain.prompt import Answer, Asks, Prompt, PromptKind
from selfcare.domain.settings import Prompts
from tests.domain.shipped import SHIPPED
from tests.planning.a_plan import MONDAY, instant
from tests.planning.test_wording import FORBIDDEN

NOW = instant("16:30")


def prompt(kind: PromptKind, asks: Asks | None = None) -> Prompt:
    return Prompt(
        id="x",
        kind=kind,
        asks=asks,
        day=MONDAY,
        due=NOW,
        expires=NOW + timedelta(minutes=30),
        reason=message("It is Friday."),
        detail=message("The last four weeks: 2 headache days of 5 noted."),
    )


@pytest.mark.parametrize(
    "kind",
    [PromptKind.CHECKIN, PromptKind.HEADS_UP, PromptKind.QUESTION, PromptKind.SUMMARY],
)
def test_where_no_window_opens_it_says_where_to_go_on_and_nothing_private(kind: PromptKind) -> None:
    order = order_of(prompt(kind), 1, None, Prompts(), NOW)

    assert order.click is Answer.START
    assert order.steps is not None
    assert "open selfcare" in order.steps.body
    assert not FORBIDDEN.search(f"{order.steps.title} {order.steps.body} {order.body}")
    assert order.seconds_until_expiry == 1800


def test_a_break_carries_its_steps() -> None:
    offered = Offered(SHIPPED["slow-breath"])
    order = order_of(prompt(PromptKind.ROUTINE), 1, offered, Prompts(), NOW)

    assert order.steps is not None
    assert order.steps.body.startswith("1. ")


def test_a_click_on_news_leads_to_the_page_and_shows_no_steps() -> None:
    order = order_of(prompt(PromptKind.NOTICE), 1, None, Prompts(), NOW)

    assert (order.click, order.steps) == (Answer.START, None)

"""The child's life with notifiers and a reporter in memory; the real ones are in tests/e2e."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator, Sequence

import pytest

from selfcare.app.prompt_order import OrderButton, PromptOrder, Steps, read_order, write_order
from selfcare.domain.errors import Trouble
from selfcare.domain.message import message
from selfcare.domain.prompt import Answer
from selfcare.domain.settings import NotifierChoice
from selfcare.notify.notifier import (
    Button,
    Card,
    CardEvent,
    Clicked,
    Dismissed,
    Notifier,
    Pressed,
)
from selfcare.prompter import child as child_module
from selfcare.prompter.child import Child, Ended, read_line, run
from tests.notify.fakes import FailingNotifier, RecordingNotifier

ORDER = PromptOrder(
    prompt="2025-03-28/breaks/1",
    round=2,
    title="Two-minute break",
    body="To begin by hand: open selfcare.",
    seconds_until_expiry=600,
    buttons=(OrderButton(Answer.START, "Start"), OrderButton(Answer.SKIP, "Skip")),
    steps=Steps(title="Two-minute break", body="1. Look left.", seconds=120),
)


class MemoryReporter:
    def __init__(
        self,
        first: bool = True,
        window: bool = True,
        error: Exception | None = None,
        on_shown: Callable[[], None] = lambda: None,
    ) -> None:
        self.reports: list[tuple[str, str]] = []
        self._first, self._window, self._error = first, window, error
        self._on_shown = on_shown

    def shown(self, notifier: str) -> None:
        self.reports.append(("shown", notifier))
        self._on_shown()
        if self._error is not None:
            raise self._error

    def not_shown(self, why: str) -> None:
        self.reports.append(("not shown", why))

    def answered(self, answer: Answer) -> bool:
        self.reports.append(("answered", answer))
        return self._first

    def open_session(self, answer: Answer) -> bool:
        self.reports.append(("opening", answer))
        return self._window


def _live(
    reporter: MemoryReporter, *notifiers: Notifier, order: PromptOrder = ORDER, closed: bool = False
) -> Ended:
    async def living() -> Ended:
        event = asyncio.Event()
        if closed:
            event.set()
        return await Child(order, reporter, _always(notifiers), event).run()

    return asyncio.run(living())


def _always(notifiers: Sequence[Notifier]) -> Callable[[NotifierChoice], Sequence[Notifier]]:
    return lambda _choice: notifiers


def _first_then_close(event: CardEvent) -> Callable[[Card], CardEvent]:
    """Do `event` to the first card, and close the one with the steps."""
    return lambda card: event if card.buttons else Dismissed()


def test_an_order_survives_its_way_through_the_pipe() -> None:
    line = write_order(ORDER)

    assert line.count(b"\n") == 1
    assert read_order(line) == ORDER


def test_the_card_is_what_was_ordered() -> None:
    notifier = RecordingNotifier(then=lambda _card: Pressed(Answer.SKIP))

    _live(MemoryReporter(), notifier)

    assert notifier.cards == [
        Card(
            title=ORDER.title,
            body=ORDER.body,
            timeout_seconds=600,
            buttons=(Button(Answer.START, "Start"), Button(Answer.SKIP, "Skip")),
        )
    ]


@pytest.mark.parametrize(
    ("event", "answer"),
    [
        (Pressed(Answer.LATER), Answer.LATER),
        (Pressed(Answer.SCREEN), Answer.SCREEN),
        (Clicked(), Answer.START),
        (Dismissed(), Answer.CLOSED),
    ],
)
def test_what_the_user_does_is_reported_and_the_card_taken_away(
    event: CardEvent, answer: Answer
) -> None:
    reporter, notifier = MemoryReporter(), RecordingNotifier(then=lambda _card: event)

    ended = _live(reporter, notifier)

    assert ended is Ended.DONE
    assert reporter.reports == [("shown", "desktop"), ("answered", answer), ("opening", answer)]
    assert notifier.closes == 1


def test_a_click_that_answers_nothing_only_takes_the_card_away() -> None:
    order = PromptOrder(
        prompt="notice", round=1, title="t", body="b", seconds_until_expiry=60, click=None
    )
    reporter, notifier = MemoryReporter(), RecordingNotifier(then=lambda _card: Clicked())

    assert _live(reporter, notifier, order=order) is Ended.DONE
    assert reporter.reports == [("shown", "desktop")]
    assert notifier.closes == 1


def test_where_no_window_opens_the_steps_are_shown_for_as_long_as_they_take() -> None:
    notifier = RecordingNotifier(then=_first_then_close(Pressed(Answer.START)))

    assert _live(MemoryReporter(window=False), notifier) is Ended.DONE
    assert notifier.cards[1:] == [
        Card(title="Two-minute break", body="1. Look left.", timeout_seconds=120)
    ]
    assert notifier.closes == 2


def test_no_steps_are_shown_for_another_answer() -> None:
    notifier = RecordingNotifier(then=_first_then_close(Pressed(Answer.LATER)))

    _live(MemoryReporter(window=False), notifier)

    assert len(notifier.cards) == 1


def test_a_prompt_answered_elsewhere_first_opens_nothing() -> None:
    reporter = MemoryReporter(first=False)
    notifier = RecordingNotifier(then=lambda _card: Pressed(Answer.START))

    assert _live(reporter, notifier) is Ended.DONE
    assert reporter.reports == [("shown", "desktop"), ("answered", Answer.START)]


def test_when_nobody_can_show_it_every_reason_is_reported() -> None:
    reporter = MemoryReporter()
    notifiers = [FailingNotifier(NotifierChoice.DESKTOP), FailingNotifier(NotifierChoice.TERMINAL)]

    assert _live(reporter, *notifiers) is Ended.NOT_SHOWN
    assert reporter.reports == [
        ("not shown", "desktop: no such thing here; terminal: no such thing here")
    ]


def test_an_expired_prompt_is_taken_away_and_nothing_answered() -> None:
    order = PromptOrder(prompt="p", round=1, title="t", body="b", seconds_until_expiry=1)
    reporter, notifier = MemoryReporter(), RecordingNotifier()

    assert _live(reporter, notifier, order=order) is Ended.DONE
    assert reporter.reports == [("shown", "desktop")]
    assert notifier.closes == 1


def test_a_prompt_that_is_over_before_it_began_leaves_nothing_behind() -> None:
    notifier = RecordingNotifier()

    assert _live(MemoryReporter(), notifier, closed=True) is Ended.DONE
    assert len(notifier.cards) == notifier.closes


@pytest.mark.logs_warnings
def test_a_diary_that_cannot_be_written_takes_the_card_away_and_is_no_traceback() -> None:
    reporter = MemoryReporter(error=Trouble(message("The diary cannot be written.")))
    notifier = RecordingNotifier()

    assert _live(reporter, notifier) is Ended.BROKEN
    assert reporter.reports[-1] == ("not shown", "Trouble: The diary cannot be written.")
    assert notifier.closes == 1


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    reading, writing = os.pipe()
    yield reading, writing
    os.close(reading)


def test_the_end_of_the_input_ends_the_child(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    reporter = MemoryReporter(on_shown=lambda: os.close(writing))
    notifier = RecordingNotifier()

    ended = run(ORDER, reporter, reading, _always([notifier]))

    assert ended is Ended.DONE
    assert reporter.reports == [("shown", "desktop")]
    assert notifier.closes == 1


def test_the_order_is_read_without_what_follows_it(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    os.write(writing, b"one\ntwo\n")
    os.close(writing)

    assert read_line(reading) == b"one\n"
    assert read_line(reading) == b"two\n"
    assert read_line(reading) == b""


def test_an_order_without_end_is_not_read_for_ever(
    pipe: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child_module, "LONGEST_ORDER", 10)
    reading, writing = pipe
    os.write(writing, b"x" * 100)

    assert read_line(reading) == b"x" * 10
    os.close(writing)

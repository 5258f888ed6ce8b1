"""The child's life with notifiers and a reporter in memory; the real ones are in tests/e2e."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator, Sequence

import pytest

from selfcare.app.prompt_order import OrderButton, PromptOrder, Steps, read_order, write_order
from selfcare.app.prompt_report import Beginning, Saved
from selfcare.domain.prompt import Answer
from selfcare.domain.settings import NotifierChoice
from selfcare.notify.notifier import (
    Button,
    Card,
    CardEvent,
    Clicked,
    Dismissed,
    Gone,
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
    """Notes in memory; `refusals` is how many times the diary takes nothing first."""

    def __init__(
        self,
        *,
        beginning: Beginning = Beginning.SHOW,
        answered: Saved = Saved.NOTED,
        window: bool = True,
        refusals: int = 0,
        keeps: bool = True,
        on_report: Callable[[str], None] = lambda _what: None,
    ) -> None:
        self.reports: list[tuple[str, str]] = []
        self._unsaved = beginning is Beginning.UNSAVED
        self._beginning, self._answered, self._window = beginning, answered, window
        self._refusals, self._keeps = refusals, keeps
        self.on_report = on_report

    def begin(self) -> Beginning:
        return self._beginning

    def shown(self, notifier: str) -> None:
        self._note("shown", notifier)

    def not_shown(self, why: str) -> None:
        self._note("not shown", why)

    def answered(self, answer: Answer) -> Saved:
        self._note("answered", answer)
        self._unsaved = self._refusals > 0
        return Saved.NOT_YET if self._unsaved else self._answered

    def save(self) -> Saved:
        if not self._unsaved:
            return Saved.NOTED
        self._refusals -= 1
        if self._refusals > 0:
            return Saved.NOT_YET
        self._unsaved = False
        self._note("saved", "")
        return self._answered

    def leave(self) -> bool:
        return self._keeps or not self._unsaved

    def open_session(self, answer: Answer) -> bool:
        self._note("opening", answer)
        return self._window

    def _note(self, what: str, value: str) -> None:
        self.reports.append((what, value))
        self.on_report(what)


def _live(
    reporter: MemoryReporter, *notifiers: Notifier, order: PromptOrder = ORDER, closed: bool = False
) -> Ended:
    async def living() -> Ended:
        event = asyncio.Event()
        if closed:
            event.set()
        return await Child(order, reporter, _always(notifiers), event, waits=(0.0,)).run()

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
    reporter = MemoryReporter(answered=Saved.ELSEWHERE)
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
def test_a_fault_in_the_reports_takes_the_card_away_and_is_no_traceback() -> None:
    class Faulty(MemoryReporter):
        def answered(self, answer: Answer) -> Saved:
            raise RuntimeError(f"a fault at {answer}")

    reporter, notifier = Faulty(), RecordingNotifier(then=lambda _card: Pressed(Answer.SKIP))

    assert _live(reporter, notifier) is Ended.BROKEN
    assert reporter.reports == [("shown", "desktop")]
    assert notifier.closes == 1


def test_a_card_stands_on_while_it_cannot_be_noted_that_it_does() -> None:
    async def living() -> Ended:
        loop = asyncio.get_running_loop()

        class Refusing(MemoryReporter):
            tries = 0

            def save(self) -> Saved:
                self.tries += 1
                if self.tries == 3:
                    loop.call_soon_threadsafe(notifier.on_event, Pressed(Answer.SKIP))
                return Saved.NOT_YET

        child = Child(ORDER, Refusing(), _always([notifier]), asyncio.Event(), waits=(0.0,))
        return await child.run()

    notifier = RecordingNotifier()

    assert asyncio.run(living()) is Ended.DONE
    assert (len(notifier.cards), notifier.closes) == (1, 1)


def test_a_prompt_that_has_its_answer_already_is_not_shown() -> None:
    notifier = RecordingNotifier()

    assert _live(MemoryReporter(beginning=Beginning.OVER), notifier) is Ended.DONE
    assert notifier.cards == []


def test_an_answer_that_is_not_saved_is_told_and_tried_again_until_it_is() -> None:
    reporter = MemoryReporter(refusals=3)
    notifier = RecordingNotifier(then=lambda card: Pressed(Answer.SKIP) if card.buttons else None)

    assert _live(reporter, notifier) is Ended.DONE
    assert [card.title for card in notifier.cards] == ["Two-minute break", "Not saved yet"]
    assert reporter.reports == [
        ("shown", "desktop"),
        ("answered", Answer.SKIP),
        ("opening", Answer.SKIP),
        ("saved", ""),
    ]
    assert notifier.closes == 2


def test_an_answer_left_by_an_earlier_child_is_saved_and_its_prompt_not_shown() -> None:
    reporter = MemoryReporter(beginning=Beginning.UNSAVED, refusals=2)
    notifier = RecordingNotifier()

    assert _live(reporter, notifier) is Ended.DONE
    assert [card.title for card in notifier.cards] == ["Not saved yet"]
    assert reporter.reports == [("saved", "")]


def test_what_an_unsaved_start_leads_to_is_opened_at_once() -> None:
    reporter = MemoryReporter(refusals=1_000_000)
    notifier = RecordingNotifier(then=lambda card: Pressed(Answer.START) if card.buttons else None)

    assert _closed_at("opening", reporter, notifier) is Ended.DONE
    assert reporter.reports[-1] == ("opening", Answer.START)


def test_an_unsaved_answer_that_cannot_even_be_kept_is_told_as_lost() -> None:
    reporter = MemoryReporter(refusals=1_000_000, keeps=False)
    notifier = RecordingNotifier(then=lambda card: Pressed(Answer.SKIP) if card.buttons else None)

    assert _closed_at("opening", reporter, notifier) is Ended.DONE
    assert notifier.cards[-1].title == "Not saved"
    assert "could not be saved" in notifier.cards[-1].body


def test_a_kept_answer_ends_with_nothing_on_the_screen() -> None:
    reporter = MemoryReporter(refusals=1_000_000)
    notifier = RecordingNotifier(then=lambda card: Pressed(Answer.SKIP) if card.buttons else None)

    assert _closed_at("opening", reporter, notifier) is Ended.DONE
    assert "Not saved" not in [card.title for card in notifier.cards]
    assert len(notifier.cards) == notifier.closes


def test_a_card_that_is_gone_without_an_answer_is_reported() -> None:
    reporter = MemoryReporter()
    notifier = RecordingNotifier(then=lambda _card: Gone("the server has ended"))

    assert _live(reporter, notifier) is Ended.NOT_SHOWN
    assert reporter.reports == [("shown", "desktop"), ("not shown", "the server has ended")]


@pytest.mark.parametrize("turns", [0, 1, 2])
def test_a_press_in_the_moment_of_being_asked_to_end_is_noted(turns: int) -> None:
    """The press comes so many turns of the loop after the end was asked for."""

    async def living() -> Ended:
        loop, closed = asyncio.get_running_loop(), asyncio.Event()

        def press(turns: int) -> None:
            if turns:
                loop.call_soon(press, turns - 1)
            else:
                notifier.on_event(Pressed(Answer.SKIP))

        def end_and_press() -> None:
            closed.set()
            press(turns)

        class Standing(MemoryReporter):
            def save(self) -> Saved:
                loop.call_soon_threadsafe(end_and_press)
                return super().save()

        child = Child(ORDER, Standing(on_report=reports.append), _always([notifier]), closed)
        return await child.run()

    notifier, reports = RecordingNotifier(), list[str]()

    assert asyncio.run(living()) is Ended.DONE
    assert reports == ["shown", "answered"]


def _closed_at(what: str, reporter: MemoryReporter, notifier: Notifier) -> Ended:
    """Ask the child to end as soon as it has reported `what` and shown a second card."""

    async def living() -> Ended:
        loop, closed = asyncio.get_running_loop(), asyncio.Event()

        def on_report(reported: str) -> None:
            if reported == what:
                loop.call_soon_threadsafe(closed.set)

        reporter.on_report = on_report
        return await Child(ORDER, reporter, _always([notifier]), closed, waits=(0.0,)).run()

    return asyncio.run(living())


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    reading, writing = os.pipe()
    yield reading, writing
    os.close(reading)


def test_the_end_of_the_input_ends_the_child(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    reporter = MemoryReporter(on_report=lambda _what: os.close(writing))
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

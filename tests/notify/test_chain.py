from __future__ import annotations

import asyncio

import pytest

from selfcare.domain.settings import NotifierChoice
from selfcare.notify import chain
from selfcare.notify.chain import NOTIFIERS, candidates, probe_all, show_first
from selfcare.notify.notifier import Card, NotShown, OnEvent, Shown
from tests.notify.fakes import FailingNotifier, HangingNotifier, RecordingNotifier

CARD = Card(title="Break", body="Two minutes", timeout_seconds=60)


def test_the_first_notifier_that_can_shows_the_card() -> None:
    first, second = RecordingNotifier(), RecordingNotifier(NotifierChoice.PLYER)

    delivery = asyncio.run(show_first(CARD, [first, second], lambda _event: None))

    assert delivery.shown.notifier is NotifierChoice.DESKTOP
    assert (first.cards, second.cards) == ([CARD], [])


def test_a_notifier_that_cannot_is_followed_by_the_next_and_its_reason_kept() -> None:
    failing = FailingNotifier(NotifierChoice.DESKTOP)
    second = RecordingNotifier(NotifierChoice.PLYER)

    delivery = asyncio.run(show_first(CARD, [failing, second], lambda _event: None))

    assert delivery.shown.notifier is NotifierChoice.PLYER
    assert delivery.failures == ("desktop: no such thing here",)


@pytest.mark.logs_warnings
def test_a_fault_in_one_notifier_does_not_silence_the_others() -> None:
    broken = FailingNotifier(NotifierChoice.DESKTOP, RuntimeError("a fault"))
    second = RecordingNotifier(NotifierChoice.PLYER)

    delivery = asyncio.run(show_first(CARD, [broken, second], lambda _event: None))

    assert delivery.failures == ("desktop: RuntimeError: a fault",)
    assert second.cards == [CARD]


def test_a_notifier_that_hangs_is_left_behind_and_its_card_taken_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(chain, "LONGEST_SHOW", 0.01)
    monkeypatch.setattr(chain, "LONGEST_CLOSE", 0.01)
    hanging = HangingNotifier()
    second = RecordingNotifier(NotifierChoice.PLYER)

    delivery = asyncio.run(show_first(CARD, [hanging, second], lambda _event: None))

    assert delivery.shown.notifier is NotifierChoice.PLYER
    assert hanging.closes == 1


def test_when_none_can_every_reason_is_told() -> None:
    notifiers = [FailingNotifier(NotifierChoice.DESKTOP), FailingNotifier(NotifierChoice.TERMINAL)]

    with pytest.raises(NotShown) as told:
        asyncio.run(show_first(CARD, notifiers, lambda _event: None))

    assert told.value.why == "desktop: no such thing here; terminal: no such thing here"


def test_a_prompt_that_is_over_while_it_is_being_shown_is_taken_away_again() -> None:
    async def over_too_soon() -> RecordingNotifier:
        notifier = _SlowNotifier()
        showing = asyncio.ensure_future(show_first(CARD, [notifier], lambda _event: None))
        await notifier.begun.wait()
        showing.cancel()
        notifier.go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await showing
        return notifier

    notifier = asyncio.run(over_too_soon())

    assert (notifier.cards, notifier.closes) == ([CARD], 1)


class _SlowNotifier(RecordingNotifier):
    def __init__(self) -> None:
        super().__init__()
        self.begun, self.go_on = asyncio.Event(), asyncio.Event()

    async def show(self, card: Card, on_event: OnEvent) -> Shown:
        self.begun.set()
        await self.go_on.wait()
        return await super().show(card, on_event)


def test_a_choice_is_tried_alone_and_then_the_terminal() -> None:
    assert [n.choice for n in candidates(NotifierChoice.PLYER)] == ["plyer", "terminal"]
    assert [n.choice for n in candidates(NotifierChoice.TERMINAL)] == ["terminal"]


def test_without_a_choice_every_notifier_is_tried_and_the_terminal_is_last() -> None:
    order = [n.choice for n in candidates(NotifierChoice.AUTO)]

    assert order == ["desktop", "plyer", "osascript", "terminal"]


def test_every_notifier_has_its_place_in_the_settings() -> None:
    names = {create().choice for create in NOTIFIERS}

    assert names == set(NotifierChoice) - {NotifierChoice.AUTO}


def test_a_probe_tells_of_every_notifier_and_raises_nothing() -> None:
    findings = asyncio.run(probe_all())

    assert [f.notifier for f in findings] == [n.choice for n in candidates(NotifierChoice.AUTO)]
    assert all(f.detail for f in findings)

"""The clock of a session in the page process: what counts, what is told, what is stored."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

import pytest

from selfcare.app.context import Context
from selfcare.app.gate import note_with_alarms
from selfcare.app.session import begin, end_done
from selfcare.config.paths import folders
from selfcare.domain.checkin import CheckIn, Headache, Symptom
from selfcare.domain.errors import Trouble
from selfcare.domain.facts import (
    CheckedIn,
    GateAnswered,
    PromptAnswered,
    PromptClaimed,
    Screened,
    SessionEnd,
    SessionEnded,
    StopReason,
    TurnFinished,
)
from selfcare.domain.message import message
from selfcare.domain.prompt import Answer, Prompt, PromptKind, Via
from selfcare.domain.red_flags import Flag
from selfcare.domain.screening import AgeBand, Screening
from selfcare.page.events import Tab
from selfcare.page.home import Home
from selfcare.page.presence import ENDS_AFTER, Presence
from selfcare.page.session_room import MOST_TABS, Move, SessionRoom
from tests.cli.command_line import BERLIN, MONDAY, at
from tests.fakes import ToldClock
from tests.page.session_steps import write_quick

Made = TypeVar("Made")
READY = 15


@dataclass
class Looking:
    """A tab that looks, and what it was told so far."""

    tab: Tab
    gone: Callable[[], None]

    def heard(self) -> list[dict[str, Any]]:
        """Return what was told since it was asked last."""
        found = []
        while not self.tab._news.empty():
            found.append(json.loads(self.tab._news.get_nowait().removeprefix(b"data: ")))
        return found


@dataclass
class House:
    """A page process without a browser; everything happens in one thread, as in the real one."""

    clock: ToldClock = field(default_factory=lambda: ToldClock(at(10), BERLIN))

    def __post_init__(self) -> None:
        self.home = Home(folders(), self.clock)
        self.presence = Presence(self.clock.monotonic)
        self.room = SessionRoom(self.home, self.presence)
        self._thread = ThreadPoolExecutor(1)

    def do(self, act: Callable[[], Made]) -> Made:
        """Do something where the diary lives."""

        async def acting() -> Made:
            return act()

        return self._thread.submit(lambda: asyncio.run(acting())).result()

    def with_diary(self, act: Callable[[Context], Made]) -> Made:
        return self.do(lambda: act(self.home.context()))

    def begin(self, seconds: int = 20) -> None:
        name = write_quick(folders().config, seconds=seconds)

        def begun(context: Context) -> None:
            context.note(Screened(Screening(frozenset(), AgeBand.FROM_18_TO_49)))
            routine = context.in_force.library.routines[name]
            self.room.begin(begin(context, routine, before=4), routine, quiet=False)

        self.with_diary(begun)

    def look(self) -> Looking:
        def entering() -> Looking:
            tab = Tab()
            return Looking(tab, self.room.enter(tab))

        return self.do(entering)

    def wait(self, seconds: float) -> None:
        """Let time go by with the process looking at the clock, as its task does."""
        for _ in range(round(seconds)):
            self.clock.pass_by(timedelta(seconds=1))
            self.do(self.room.look)

    def move(self, move: Move, number: int | None = None) -> None:
        self.do(lambda: self.room.move(move, number))

    @property
    def left(self) -> float:
        assert self.room.running is not None
        return self.room.running.scene().left

    @property
    def scene(self) -> Any:
        assert self.room.running is not None
        return self.room.running.scene()

    def facts(self, kind: type[Made]) -> list[Made]:
        return self.with_diary(
            lambda context: [
                entry.fact for entry in context.diary.entries() if isinstance(entry.fact, kind)
            ]
        )

    def close(self) -> None:
        self.do(self.home.close)
        self._thread.shutdown()


@pytest.fixture
def house() -> Iterator[House]:
    made = House()
    yield made
    made.close()


def test_the_clock_begins_with_the_first_look(house: House) -> None:
    house.begin()
    house.clock.pass_by(timedelta(minutes=2))
    house.look()

    assert (house.scene.stage, house.left, house.scene.paused) == ("ready", READY, False)


def test_each_turn_is_stored_as_it_ends_and_the_last_one_ends_the_session(house: House) -> None:
    house.begin(seconds=10)
    tab = house.look()
    house.wait(READY + 10)
    assert [turn.seconds for turn in house.facts(TurnFinished)] == [10]
    house.wait(60)

    assert [(turn.seconds, turn.skipped) for turn in house.facts(TurnFinished)] == [
        (10, False),
        (10, False),
        (15, False),
    ]
    assert [end.end for end in house.facts(SessionEnded)] == [SessionEnd.DONE]
    assert house.room.running is None
    assert tab.heard()[-1] == {"to": "/session", "said": "That was the last step."}


def test_every_stretch_is_told_with_what_is_new_and_nothing_between(house: House) -> None:
    house.begin()
    tab = house.look()
    (first,) = tab.heard()
    assert first["said"].startswith("Step 1 of 2, both sides, 20 seconds: Roll both shoulders.")
    assert first["said"].endswith("Get ready. It begins in 15 seconds.")
    house.wait(READY - 1)
    assert tab.heard() == []
    house.wait(1)
    (begun,) = tab.heard()

    assert (begun["stage"], begun["left"], begun["said"]) == ("do", 20, "Begin.")


def test_two_tabs_are_told_the_same(house: House) -> None:
    house.begin()
    one, two = house.look(), house.look()
    one.heard(), two.heard()
    house.wait(READY)
    house.move(Move.PAUSE)

    assert one.heard() == two.heard() != []


def test_a_reload_goes_on_at_the_very_second(house: House) -> None:
    house.begin()
    tab = house.look()
    house.wait(READY + 5)
    tab.gone()
    house.clock.pass_by(timedelta(seconds=3))
    house.look()

    assert (house.left, house.scene.paused) == (12, False)


def test_a_tab_that_was_closed_makes_it_stand_still_with_no_time_gone(house: House) -> None:
    house.begin()
    tab = house.look()
    house.wait(READY + 5)
    tab.gone()
    house.clock.pass_by(timedelta(minutes=10))
    (told,) = house.look().heard()

    assert (told["left"], told["paused"]) == (15, True)
    assert told["note"] == "It waited for you, and goes on where it was."
    house.move(Move.GO_ON)
    house.wait(1)
    assert (house.left, house.scene.paused) == (14, False)


def test_nobody_counts_the_time_while_no_tab_looks(house: House) -> None:
    house.begin()
    tab = house.look()
    tab.gone()

    assert house.room._until_the_next_look() is None


def test_a_computer_that_slept_finds_it_paused_in_the_same_step(house: House) -> None:
    house.begin()
    tab = house.look()
    house.wait(READY + 5)
    tab.heard()
    house.clock.sleep_through(timedelta(hours=1))
    house.do(house.room.look)

    (told,) = tab.heard()
    assert (told["left"], told["paused"]) == (15, True)
    assert told["said"] == "Paused. It waited for you, and goes on where it was."


def test_a_hidden_tab_is_told_in_time_by_the_clock_of_the_process(house: House) -> None:
    house.begin(seconds=30)
    tab = house.look()
    house.wait(READY + 30)

    assert [told["number"] for told in tab.heard()] == [0, 0, 1]


def test_skip_back_and_begin_now(house: House) -> None:
    house.begin()
    house.look()
    house.move(Move.BEGIN_NOW)
    assert (house.scene.stage, house.left) == ("do", 20)
    house.move(Move.SKIP, 0)
    assert house.scene.number == 1
    house.move(Move.BACK)

    assert house.scene.number == 0
    assert [(turn.seconds, turn.skipped) for turn in house.facts(TurnFinished)] == [(0, True)]


def test_a_skip_that_comes_too_late_leaves_the_next_turn_alone(house: House) -> None:
    house.begin()
    house.look()
    house.wait(READY + 20)
    house.move(Move.SKIP, 0)

    assert house.scene.number == 1


def test_a_move_that_changes_no_stretch_is_told_as_well(house: House) -> None:
    house.begin()
    tab = house.look()
    house.wait(5)
    tab.heard()
    house.move(Move.BACK)
    (told,) = tab.heard()

    assert (told["left"], told["said"]) == (READY, "")


def test_skipping_the_last_turn_ends_the_session(house: House) -> None:
    house.begin()
    house.look()
    for _ in range(3):
        house.move(Move.SKIP)

    assert house.room.running is None
    assert len(house.facts(SessionEnded)) == 1


def test_a_stop_is_stored_with_what_was_done_of_the_turn(house: House) -> None:
    house.begin()
    tab = house.look()
    house.wait(READY + 7)
    stopped = house.with_diary(lambda context: house.room.stop(context, StopReason.NO_TIME))

    assert stopped
    assert [(turn.seconds, turn.skipped) for turn in house.facts(TurnFinished)] == [(7, True)]
    (end,) = house.facts(SessionEnded)
    assert (end.stopped, end.step) == (StopReason.NO_TIME, 0)
    assert tab.heard()[-1]["to"] == "/session"


def test_a_session_that_was_ended_in_a_terminal_is_let_go(house: House) -> None:
    house.begin()
    tab = house.look()
    house.wait(READY + 5)
    running = house.room.running
    assert running is not None
    house.with_diary(lambda context: end_done(context, running.session))
    house.wait(20)

    assert house.room.running is None
    assert tab.heard()[-1]["to"] == "/session"
    assert house.facts(TurnFinished) == []


def test_an_alarm_that_was_noted_elsewhere_ends_the_guidance_at_the_next_press(
    house: House,
) -> None:
    house.begin()
    house.look()
    house.with_diary(
        lambda context: note_with_alarms(
            context, [GateAnswered((Flag.FEVER,), MONDAY)], context.today()
        )
    )
    house.move(Move.GO_ON)

    assert house.room.running is None


def test_a_headache_that_needs_rest_ends_what_is_no_rest_at_the_end_of_the_turn(
    house: House,
) -> None:
    house.begin()
    house.look()
    attack = CheckIn(
        day=MONDAY, headache=Headache.RUNNING, now=5, symptoms=(Symptom.NAUSEA, Symptom.LIGHT)
    )
    house.with_diary(lambda context: context.note(CheckedIn(attack)))
    assert house.room.running is not None
    house.wait(READY + 21)

    assert house.room.running is None


def test_what_cannot_be_stored_makes_it_stand_still_before_the_end_of_the_turn(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.begin()
    tab = house.look()
    house.wait(READY + 19)
    tab.heard()
    with monkeypatch.context() as broken:

        def full(*_: object) -> None:
            raise Trouble(message("The disk is full."))

        broken.setattr("selfcare.app.conducting.finish_turn", full)
        house.wait(1)
    (told,) = tab.heard()
    assert (told["number"], told["paused"]) == (0, True)
    assert told["note"] == "It waits, because this could not be stored. The disk is full."
    house.move(Move.GO_ON)
    house.wait(2)

    assert [turn.seconds for turn in house.facts(TurnFinished)] == [20]


def test_of_too_many_tabs_the_oldest_rests(house: House) -> None:
    house.begin()
    tabs = [house.look() for _ in range(MOST_TABS + 1)]

    assert tabs[0].heard()[-1] == {"rest_of_all": True}
    assert "rest_of_all" not in tabs[1].heard()[-1]
    house.wait(READY)
    assert tabs[0].heard() == []
    assert tabs[-1].heard() != []


def test_a_tab_with_nothing_to_look_at_is_led_on(house: House) -> None:
    assert house.look().heard() == [{"to": "/session", "said": ""}]


def test_a_tab_that_looks_keeps_the_process_alive(house: House) -> None:
    house.begin()
    tab = house.look()
    house.clock.pass_by(timedelta(seconds=2 * ENDS_AFTER))
    assert not house.presence.is_over
    tab.gone()
    assert not house.presence.is_over
    house.clock.pass_by(timedelta(seconds=ENDS_AFTER + 1))

    assert house.presence.is_over


def test_a_choice_holds_for_half_an_hour(house: House) -> None:
    house.room.choose("slow-breath")
    history = house.with_diary(lambda context: context.history())
    assert house.room.wish(history) == "slow-breath"
    house.clock.pass_by(timedelta(minutes=31))

    assert house.room.wish(history) is None


def test_an_offer_that_is_taken_up_later_comes_before_a_choice(house: House) -> None:
    house.room.choose("slow-breath")
    house.clock.pass_by(timedelta(minutes=1))
    prompt = Prompt(
        id="2026-11-23/breaks/1",
        kind=PromptKind.ROUTINE,
        day=MONDAY,
        due=house.clock.now(),
        expires=house.clock.now() + timedelta(hours=1),
        reason=message("Your plan has it."),
        entry="breaks",
        routine="four-muscles-gentle",
    )

    def taken_up(context: Context) -> None:
        context.note(PromptClaimed(prompt, 1))
        context.note(PromptAnswered(prompt.id, 1, Answer.START, Via.NOTIFICATION))

    house.with_diary(taken_up)

    assert house.room.wish(house.with_diary(lambda context: context.history())) is None

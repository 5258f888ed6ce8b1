"""What the engine does with children: one at a time, closed when their prompt is over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from selfcare.app.answering import AnswerOutcome, answer_prompt, waiting_prompt
from selfcare.app.context import Context, open_context
from selfcare.app.watching import ConfigurationWatch
from selfcare.daemon.engine import Engine, Going
from selfcare.diary.store import Diary
from selfcare.diary.trouble import NotRead
from selfcare.domain.facts import (
    DaemonStarted,
    DiaryView,
    Paused,
    PromptClaimed,
    PromptHeld,
    PromptNotShown,
    RoutineHidden,
    RoutineShownAgain,
    Screened,
    StopAsked,
)
from selfcare.domain.message import message
from selfcare.domain.prompt import Answer, HeldBack, Via
from selfcare.domain.screening import AgeBand, Screening
from tests.fakes import RememberingPrompter, ToldCalendars, ToldClock, ToldSenses

MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
HALF_PAST_TEN = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)


class Desk:
    """An engine with the built-in plan, long after the first week."""

    def __init__(self, context: Context, clock: ToldClock) -> None:
        self.context = context
        self.clock = clock
        self.prompter = RememberingPrompter(context)
        long_ago = MORNING - timedelta(days=100)
        context.diary.append(
            Screened(Screening(frozenset(), AgeBand.UNKNOWN)), at=long_ago, day=long_ago.date()
        )
        self.restart()

    def restart(self) -> None:
        self.context.note(DaemonStarted("0"))
        watch = ConfigurationWatch(self.context.folders)
        self.engine = Engine(
            self.context.diary, watch, self.prompter, ToldCalendars(), ToldSenses()
        )

    def tick(self, at: datetime | None = None) -> Going:
        if at is not None:
            self.clock.at = at
        return self.engine.tick(self.clock.now(), self.clock.zone()).going

    def answer(self, answer: Answer, via: Via = Via.COMMAND) -> AnswerOutcome:
        state = waiting_prompt(self.context)
        assert state is not None
        return answer_prompt(self.context, state, answer, via).outcome

    def facts(self, kind: type) -> list[object]:
        return [
            entry.fact for entry in self.context.diary.entries() if isinstance(entry.fact, kind)
        ]


@pytest.fixture
def desk() -> Iterator[Desk]:
    clock = ToldClock(MORNING)
    with open_context(clock) as context:
        yield Desk(context, clock)


def test_a_prompt_is_claimed_before_it_is_shown(desk: Desk) -> None:
    desk.tick(HALF_PAST_TEN)

    kinds = [type(entry.fact).__name__ for entry in desk.context.diary.entries()]
    assert kinds[-2:] == ["PromptClaimed", "PromptShown"]


def test_a_prompt_answered_by_command_leaves_the_screen(desk: Desk) -> None:
    desk.tick(HALF_PAST_TEN)
    assert len(desk.prompter.on_screen) == 1

    desk.answer(Answer.SKIP)
    desk.tick()

    assert desk.prompter.on_screen == []


def test_a_child_that_took_the_answer_may_go_on_showing_the_steps(desk: Desk) -> None:
    desk.tick(HALF_PAST_TEN)

    desk.answer(Answer.START, Via.NOTIFICATION)
    desk.tick()

    assert len(desk.prompter.on_screen) == 1


def test_an_expired_prompt_leaves_the_screen(desk: Desk) -> None:
    desk.tick(HALF_PAST_TEN)

    desk.tick(HALF_PAST_TEN + timedelta(minutes=61))

    assert desk.prompter.on_screen == []


def test_a_child_that_dies_without_a_word_is_noted_and_tried_again_later(desk: Desk) -> None:
    desk.tick(HALF_PAST_TEN - timedelta(seconds=1))
    desk.prompter.context = Deaf(desk.context)
    desk.tick(HALF_PAST_TEN)
    desk.prompter.children[-1].code = -9

    desk.tick(HALF_PAST_TEN + timedelta(seconds=1))
    tries = len(desk.prompter.tried)
    desk.tick(HALF_PAST_TEN + timedelta(seconds=20))

    assert len(desk.facts(PromptNotShown)) == 1
    assert len(desk.prompter.tried) == tries
    desk.tick(HALF_PAST_TEN + timedelta(seconds=32))
    assert len(desk.prompter.tried) == tries + 1


class Deaf(Context):
    """A diary nobody writes to: the child dies before it can say anything."""

    def __init__(self, context: Context) -> None:
        self.__dict__.update(context.__dict__)

    def note(self, fact: object) -> object:  # type: ignore[override] # nothing is noted
        return fact


def test_what_cannot_be_shown_is_tried_again_after_growing_waits(desk: Desk) -> None:
    desk.prompter.works = False
    for second in range(0, 3600, 5):
        desk.tick(HALF_PAST_TEN + timedelta(seconds=second))

    waits = [(later - earlier).total_seconds() for earlier, later in pairwise(desk.prompter.tried)]
    assert waits == [30, 60, 120, 300, 600, 600, 600, 600, 600]
    assert len(desk.facts(PromptClaimed)) == 1


@pytest.mark.logs_warnings
def test_a_process_that_cannot_be_started_is_noted(desk: Desk) -> None:
    def refuse(_order: object) -> object:
        raise OSError(11, "no more processes")

    desk.prompter.start = refuse  # type: ignore[method-assign,assignment] # the system refuses
    desk.tick(HALF_PAST_TEN)

    assert len(desk.facts(PromptNotShown)) == 1


def test_the_first_answer_counts_and_the_second_is_told_so(desk: Desk) -> None:
    desk.tick(HALF_PAST_TEN)
    state = waiting_prompt(desk.context)
    assert state is not None

    first = answer_prompt(desk.context, state, Answer.SKIP, Via.COMMAND)
    second = answer_prompt(desk.context, state, Answer.START, Via.NOTIFICATION)

    assert first.outcome is AnswerOutcome.NOTED
    assert second.outcome is AnswerOutcome.ALREADY_ANSWERED


def test_a_prompt_can_be_put_off_three_times(desk: Desk) -> None:
    outcomes = []
    for minutes in (0, 10, 20, 30):
        desk.tick(HALF_PAST_TEN + timedelta(minutes=minutes))
        outcomes.append(desk.answer(Answer.LATER))

    assert outcomes == [AnswerOutcome.NOTED] * 3 + [AnswerOutcome.PUT_OFF_TOO_OFTEN]


def test_the_last_time_it_comes_back_the_button_to_put_it_off_is_gone(desk: Desk) -> None:
    for minutes in (0, 10, 20):
        desk.tick(HALF_PAST_TEN + timedelta(minutes=minutes))
        desk.answer(Answer.LATER)
    desk.tick(HALF_PAST_TEN + timedelta(minutes=30))

    buttons = [[one.answer for one in order.buttons] for _, order in desk.prompter.shown]
    assert buttons[0] == [Answer.START, Answer.LATER, Answer.SKIP]
    assert buttons[-1] == [Answer.START, Answer.SKIP]


def test_putting_off_past_the_work_hours_lets_the_prompt_go(desk: Desk) -> None:
    desk.tick(datetime(2026, 11, 23, 15, 0, tzinfo=UTC))
    state = waiting_prompt(desk.context)
    assert state is not None

    answered = answer_prompt(
        desk.context, state, Answer.LATER, Via.COMMAND, put_off_by=timedelta(hours=3)
    )
    desk.tick(datetime(2026, 11, 23, 18, 1, tzinfo=UTC))

    assert answered.outcome is AnswerOutcome.LAPSES
    assert len(desk.prompter.shown) == 1


def test_a_prompt_put_off_beyond_its_hour_still_comes_back(desk: Desk) -> None:
    desk.tick(HALF_PAST_TEN)
    desk.tick(HALF_PAST_TEN + timedelta(minutes=55))
    desk.answer(Answer.LATER)

    desk.tick(HALF_PAST_TEN + timedelta(minutes=65))

    assert len(desk.prompter.shown) == 2


def test_a_stop_asked_for_ends_the_loop_and_clears_the_screen(desk: Desk) -> None:
    desk.tick(HALF_PAST_TEN)
    desk.context.note(StopAsked())

    going = desk.tick()
    desk.engine.close()

    assert going is Going.STOP
    assert desk.prompter.on_screen == []


def test_an_old_wish_to_stop_does_not_stop_the_next_daemon(desk: Desk) -> None:
    desk.context.note(StopAsked())
    desk.clock.pass_by(timedelta(seconds=1))
    desk.restart()

    assert desk.tick() is Going.ON


def test_a_diary_whose_copy_was_found_damaged_is_opened_anew(desk: Desk) -> None:
    assert desk.tick() is Going.ON
    desk.context.diary.needs_repair = True

    assert desk.tick() is Going.REPAIR


def test_a_hidden_routine_is_not_shown_until_it_is_shown_again(desk: Desk) -> None:
    def claimed(day: int) -> str | None:
        desk.tick(HALF_PAST_TEN + timedelta(days=day))
        (*_, latest) = desk.facts(PromptClaimed)
        assert isinstance(latest, PromptClaimed)
        return latest.prompt.routine

    first = claimed(0)
    assert first is not None
    title = ConfigurationWatch(desk.context.folders).in_force.library.routines[first].title
    desk.context.note(RoutineHidden(first, title))
    while_hidden = claimed(1)
    desk.context.note(RoutineShownAgain(first, title))

    assert while_hidden not in (None, first)
    assert claimed(2) == first


def test_without_a_screening_only_gentle_routines_come_and_the_reason_says_why() -> None:
    clock = ToldClock(MORNING)
    with open_context(clock) as context:
        folder = context.folders.config
        folder.mkdir(parents=True)
        (folder / "config.toml").write_text(
            '[[plan]]\nid = "firm"\nroutine = "trap-upper-squeeze"\nat = ["10:30"]\n'
        )
        context.note(DaemonStarted("0"))
        prompter = RememberingPrompter(context)
        engine = Engine(
            context.diary,
            ConfigurationWatch(context.folders),
            prompter,
            ToldCalendars(),
            ToldSenses(),
        )
        for minutes in (0, 31):
            clock.at = HALF_PAST_TEN + timedelta(minutes=minutes)
            engine.tick(clock.now(), clock.zone())
        claims = [
            entry.fact.prompt
            for entry in context.diary.entries()
            if isinstance(entry.fact, PromptClaimed)
        ]

    assert [prompt.routine for prompt in claims] == ["four-muscles-gentle"] * 2
    values = dict(claims[1].reason.values)
    assert values["wanted"] == "trap-upper-squeeze"


def test_what_lapses_in_a_pause_is_noted_although_selfcare_was_restarted_meanwhile(
    desk: Desk,
) -> None:
    desk.context.note(Paused(None))
    desk.tick(HALF_PAST_TEN)
    desk.clock.at = HALF_PAST_TEN + timedelta(minutes=20)
    desk.restart()

    desk.tick(HALF_PAST_TEN + timedelta(minutes=60))

    held = desk.facts(PromptHeld)
    assert [one.why for one in held if isinstance(one, PromptHeld)] == [HeldBack.PAUSED]


def test_what_lapses_is_noted_although_selfcare_was_started_while_the_clock_was_ahead(
    desk: Desk,
) -> None:
    desk.clock.at = MORNING + timedelta(days=400)
    desk.restart()
    desk.clock.at = MORNING + timedelta(hours=1)
    desk.context.note(Paused(None))
    desk.tick()

    desk.tick(HALF_PAST_TEN + timedelta(minutes=60))

    held = desk.facts(PromptHeld)
    assert [one.why for one in held if isinstance(one, PromptHeld)] == [HeldBack.PAUSED]


@pytest.mark.logs_warnings
def test_what_could_not_be_read_once_is_read_at_the_next_look(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.tick(HALF_PAST_TEN)
    desk.answer(Answer.SKIP)
    with monkeypatch.context() as patch:
        patch.setattr(Diary, "view", refuse_to_read)
        with pytest.raises(NotRead):
            desk.tick()
        assert desk.engine.present(desk.clock.now()) is None

    desk.tick()

    assert desk.prompter.on_screen == []
    assert desk.engine.present(desk.clock.now()) is not None


def refuse_to_read(*_: object, **__: object) -> DiaryView:
    raise NotRead(message("the disk reported an error"))

"""What is stored of a check-in, which prompt it ends, and which form it takes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from selfcare.app.after_check_in import NextKind
from selfcare.app.checking_in import begin, save, settle
from selfcare.app.day_report import report_day
from selfcare.app.present import look
from selfcare.app.say import say
from selfcare.domain.check_in_form import Form
from selfcare.domain.checkin import Aura, CheckIn, Headache, Symptom
from selfcare.domain.errors import UserMistake
from selfcare.domain.facts import (
    CheckedIn,
    NotYetBleeding,
    PeriodStarted,
    PromptAnswered,
    PromptClaimed,
    PromptShown,
)
from selfcare.domain.prompt import Answer, Asks, PromptKind, Via
from selfcare.domain.week import DAY
from tests.cli.check_ins import TUESDAY, Desk, a_prompt, desk, opened, show
from tests.cli.command_line import MONDAY, at

__all__ = ["desk"]

TODAY = CheckIn(day=TUESDAY, headache=Headache.NO, stress=3)


def saved(desk: Desk, check_in: CheckIn = TODAY) -> int:
    with desk.line.context() as context:
        return save(context, check_in).id


def form(desk: Desk, *, asks: Asks | None = None, short: bool = False, back: int = 0) -> Form:
    with desk.line.context() as context:
        return begin(context, TUESDAY - back * DAY, asks=asks, short=short).form


# What is stored


def test_a_check_in_and_the_answer_about_bleeding_are_noted_together(desk: Desk) -> None:
    with desk.line.context() as context:
        found = save(context, TODAY, bleeding=NotYetBleeding(TUESDAY))
        entries = [*context.diary.entries()]

    assert [entry.fact for entry in entries] == [CheckedIn(TODAY), NotYetBleeding(TUESDAY)]
    assert found.id == entries[0].id
    assert len({entry.at for entry in entries}) == 1


def test_of_what_cannot_be_nothing_is_stored(desk: Desk) -> None:
    with desk.line.context() as context:
        cases: tuple[dict[str, Any], ...] = (
            {"check_in": replace(TODAY, day=TUESDAY + DAY)},
            {"check_in": TODAY, "bleeding": PeriodStarted(TUESDAY + DAY)},
            {"check_in": TODAY, "bleeding": NotYetBleeding(TUESDAY + DAY)},
            {"check_in": TODAY, "replaces": 7},
        )
        for wrong in cases:
            with pytest.raises(UserMistake):
                save(context, **wrong)

    assert desk.facts == []


def test_a_check_in_begun_before_midnight_stays_one_of_that_day(desk: Desk) -> None:
    desk.at(0, 5, TUESDAY + DAY)
    with desk.line.context() as context:
        save(context, replace(TODAY, now=4), begun_on=TUESDAY)
        (entry,) = context.diary.entries()

    assert (entry.day, entry.at) == (TUESDAY, at(0, 5, TUESDAY + DAY))


# The prompt that asked for it


def test_it_answers_the_open_check_in_prompt(desk: Desk) -> None:
    prompt = show(desk, a_prompt(asks=Asks.DIARY))
    saved(desk)

    assert desk.facts[-1] == PromptAnswered(prompt.id, 1, Answer.DONE, Via.COMMAND)


def test_it_answers_one_that_was_opened_in_a_round_of_its_own(desk: Desk) -> None:
    prompt = opened(desk, a_prompt(asks=Asks.DIARY))
    saved(desk)

    assert desk.facts[-1] == PromptAnswered(prompt.id, 2, Answer.DONE, Via.COMMAND)
    saved(desk)
    assert desk.answered == [Answer.START, Answer.DONE]


def test_it_answers_one_that_was_put_off_and_has_come_back(desk: Desk) -> None:
    prompt = show(desk, a_prompt(asks=Asks.DIARY))
    desk.line.ok("later")
    desk.at(16, 50)
    desk.note(PromptClaimed(prompt, 2), PromptShown(prompt.id, 2, "desktop"))
    saved(desk)

    assert desk.facts[-1] == PromptAnswered(prompt.id, 2, Answer.DONE, Via.COMMAND)


def test_it_answers_one_that_reminds(desk: Desk) -> None:
    prompt = show(desk, a_prompt(asks=Asks.DIARY))
    desk.at(17, 0)
    desk.note(PromptClaimed(prompt, 2), PromptShown(prompt.id, 2, "desktop"))
    saved(desk)

    assert desk.facts[-1] == PromptAnswered(prompt.id, 2, Answer.DONE, Via.COMMAND)


def test_a_check_in_about_another_day_leaves_the_prompt_open(desk: Desk) -> None:
    show(desk, a_prompt(asks=Asks.DIARY))
    saved(desk, CheckIn(day=MONDAY, stress=2))

    assert desk.answered == []


@pytest.mark.parametrize("kind", [one for one in PromptKind if one is not PromptKind.CHECKIN])
def test_prompts_of_another_kind_are_left_alone(desk: Desk, kind: PromptKind) -> None:
    show(desk, a_prompt(kind))
    saved(desk)
    opened(desk, a_prompt(kind, id_="other"))
    saved(desk)

    assert desk.answered == [Answer.START]


def test_a_prompt_whose_time_is_over_is_left_alone(desk: Desk) -> None:
    show(desk, a_prompt(asks=Asks.DIARY))
    desk.at(18)
    saved(desk)

    assert desk.answered == []


def test_an_answer_given_elsewhere_first_counts_and_the_check_in_is_kept(desk: Desk) -> None:
    prompt = show(desk, a_prompt(asks=Asks.DIARY))
    desk.note(PromptAnswered(prompt.id, 1, Answer.SKIP, Via.NOTIFICATION))
    saved(desk)

    assert desk.answered == [Answer.SKIP]
    assert desk.noted == [TODAY]


def test_settling_where_nothing_is_open_does_nothing(desk: Desk) -> None:
    with desk.line.context() as context:
        settle(context, TUESDAY)

    assert desk.facts == []


# The form


def test_a_check_in_by_hand_has_the_form_of_the_day(desk: Desk) -> None:
    assert form(desk) == Form(asks=Asks.DIARY)
    assert form(desk, short=True) == Form(asks=Asks.SHORT_DIARY)
    assert form(desk, back=1) == Form(asks=Asks.DIARY, late=True)


@pytest.mark.parametrize("asks", [Asks.DIARY, Asks.SHORT_DIARY, Asks.LET_DOWN, Asks.MID_CYCLE])
def test_one_that_a_prompt_asked_for_has_its_form(desk: Desk, asks: Asks) -> None:
    assert form(desk, asks=asks) == Form(asks=asks)


def test_the_questions_of_one_morning_are_not_asked_about_an_earlier_one(desk: Desk) -> None:
    assert form(desk, asks=Asks.LET_DOWN, back=1) == Form(asks=Asks.DIARY, late=True)
    assert form(desk, asks=Asks.SHORT_DIARY, back=1) == Form(asks=Asks.SHORT_DIARY, late=True)


def test_high_stress_noted_today_makes_it_short_and_so_does_a_stressful_day(desk: Desk) -> None:
    desk.check_in_on(TUESDAY, stress=8)
    assert form(desk).asks is Asks.SHORT_DIARY
    assert form(desk, back=1).asks is Asks.DIARY

    desk.line.configure('[[stress]]\nname = "Tax"\ndeadline = "2026-11-23"\n')
    assert form(desk, back=1).asks is Asks.SHORT_DIARY


def test_bleeding_is_asked_for_with_the_check_in_of_the_day_only(desk: Desk) -> None:
    for number in range(6, 0, -1):
        desk.note(PeriodStarted(TUESDAY - number * 28 * DAY))

    assert form(desk).bleeding
    assert form(desk).signs
    assert form(desk, asks=Asks.SHORT_DIARY).bleeding
    assert not form(desk, asks=Asks.LET_DOWN).bleeding
    assert not form(desk, back=1).bleeding


def test_what_was_noted_about_the_day_and_the_usual_attack_come_along(desk: Desk) -> None:
    desk.check_in_on(
        MONDAY, headache=Headache.YES, like_usual=True, symptoms=(), zones=(), stress=2
    )
    desk.check_in_on(TUESDAY, stress=1)
    with desk.line.context() as context:
        start = begin(context)

    assert [one.check_in.stress for one in start.noted] == [1]
    assert start.usual is None
    assert (start.day, start.today) == (TUESDAY, TUESDAY)


# What a day reports of it


def lines(desk: Desk) -> list[str]:
    with desk.line.context() as context:
        found = report_day(look(context), TUESDAY)
    return [say(item.fate.about) for item in found if say(item.title) == "Check-in"]


def test_a_check_in_by_hand_stands_in_the_day(desk: Desk) -> None:
    saved(desk)

    assert lines(desk) == ["You noted: no headache; stress 3 of 10."]


def test_one_filled_in_afterwards_is_told_as_such(desk: Desk) -> None:
    desk.at(9, day=TUESDAY + DAY)
    saved(desk)

    assert lines(desk) == ["You filled it in afterwards: no headache; stress 3 of 10."]


def test_one_that_a_prompt_asked_for_stands_in_the_day_once(desk: Desk) -> None:
    show(desk, a_prompt(asks=Asks.DIARY))
    saved(desk)
    assert lines(desk) == []

    desk.line.clock.pass_by(timedelta(minutes=5))
    saved(desk, replace(TODAY, stress=9))
    assert lines(desk) == ["You noted: no headache; stress 9 of 10."]


# What follows


@pytest.mark.parametrize(
    ("more", "offered"),
    [
        ({"headache": Headache.NO}, True),
        ({"headache": Headache.RUNNING, "now": 6}, True),
        ({"headache": Headache.RUNNING, "now": 3, "symptoms": (Symptom.NAUSEA,)}, False),
        ({"headache": Headache.RUNNING, "now": 3, "aura": Aura.USUAL}, False),
        ({"headache": Headache.YES, "worst": 6}, True),
    ],
)
def test_with_what_may_be_an_attack_no_exercise_is_offered_after_high_stress(
    desk: Desk, more: dict[str, Any], offered: bool
) -> None:
    with desk.line.context() as context:
        found = save(context, CheckIn(day=TUESDAY, stress=8, **more))

    assert (NextKind.ROUTINE in [one.kind for one in found.next]) is offered
    assert NextKind.TIP in [one.kind for one in found.next]


def test_a_check_in_that_only_tells_of_bleeding_leaves_nothing_but_that(desk: Desk) -> None:
    with desk.line.context() as context:
        found = save(context, CheckIn(day=TUESDAY), bleeding=PeriodStarted(TUESDAY))
        (entry,) = context.diary.entries()

    assert (entry.id, entry.fact) == (found.id, PeriodStarted(TUESDAY))
    (word,) = [say(one.text) for one in found.next if one.kind is NextKind.CYCLE]
    assert f"selfcare period remove {TUESDAY}" in word

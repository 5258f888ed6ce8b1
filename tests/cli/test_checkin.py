"""Check-ins in the terminal: every way through is short, and no answer is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from selfcare.domain.checkin import (
    Aura,
    CheckIn,
    Headache,
    Medicine,
    MedicineClass,
    PainSide,
    Sign,
    Sleep,
    Symptom,
    Tick,
    Zone,
)
from selfcare.domain.facts import (
    CheckedIn,
    GateAnswered,
    NotYetBleeding,
    PeriodStarted,
    StressAdded,
)
from selfcare.domain.prompt import Answer, Asks
from selfcare.domain.red_flags import Flag
from selfcare.domain.stress import StressKind
from selfcare.domain.week import DAY
from tests.cli.check_ins import TUESDAY, Desk, a_prompt, desk, show
from tests.cli.command_line import MONDAY, CommandLine, at

__all__ = ["desk"]


def test_no_headache_ends_it_with_one_more_question(desk: Desk) -> None:
    text = desk.text("checkin", answers=("n", "3"))

    assert desk.check_in == CheckIn(day=TUESDAY, headache=Headache.NO, stress=3)
    assert len(desk.typist.questions) == 2
    assert "Noted, thank you." in text


THE_GATE = ("0",)
"""After a strong headache, or one unlike usual, the questions about alarming symptoms follow."""


def test_a_headache_is_told_in_eight_answers(desk: Desk) -> None:
    desk.text(
        "checkin", answers=("r", "4 7", "y", "1 3 l", "2, 7", "5+ 1-", "2", "6 p n", *THE_GATE)
    )

    assert desk.check_in == CheckIn(
        day=TUESDAY,
        headache=Headache.RUNNING,
        worst=7,
        now=4,
        like_usual=True,
        zones=(Zone.TEMPLE, Zone.EYE),
        side=PainSide.LEFT,
        symptoms=(Symptom.LIGHT,),
        aura=Aura.USUAL,
        medicine=(
            Medicine(MedicineClass.SIMPLE, helped=True),
            Medicine(MedicineClass.TRIPTAN, helped=False),
        ),
        function=2,
        stress=6,
        load=True,
        sleep=Sleep.BROKEN,
    )
    assert len(desk.typist.questions) == 8 + len(THE_GATE)


def test_everything_can_be_left_out(desk: Desk) -> None:
    desk.text("checkin", answers=("y", "", "", "", "", "", "", ""))
    assert desk.check_in == CheckIn(day=TUESDAY, headache=Headache.YES)


def test_where_nothing_at_all_is_said_nothing_is_noted(desk: Desk) -> None:
    text = desk.text("checkin", answers=("", ""))

    assert "Nothing new was noted, and that is fine." in text
    assert desk.facts == []


def test_a_number_says_at_once_how_strong_it_was(desk: Desk) -> None:
    desk.text("checkin", answers=("6", "n", "", "", "", "", "", *THE_GATE))

    assert (desk.check_in.headache, desk.check_in.worst) == (Headache.YES, 6)


def test_a_zero_for_the_headache_means_there_was_none(desk: Desk) -> None:
    desk.text("checkin", answers=("0", "2"))
    assert desk.check_in == CheckIn(day=TUESDAY, headache=Headache.NO, stress=2)


@pytest.mark.parametrize("scores", ["7 4", "4 7", "4,7"])
def test_the_worst_is_never_less_than_what_is_there_now(desk: Desk, scores: str) -> None:
    desk.text("checkin", answers=("r", scores, "", "", "", "", "", "", *THE_GATE))
    assert (desk.check_in.now, desk.check_in.worst) == (4, 7)


def test_one_number_says_both_where_they_are_the_same(desk: Desk) -> None:
    desk.text("checkin", answers=("r", "5", "", "", "", "", "", ""))
    assert (desk.check_in.now, desk.check_in.worst) == (5, 5)


def test_nothing_with_it_is_an_answer_and_differs_from_none(desk: Desk) -> None:
    desk.text("checkin", answers=("y", "5", "", "", "0", "0", "", ""))
    assert (desk.check_in.symptoms, desk.check_in.aura) == ((), Aura.NONE)


@pytest.mark.parametrize(
    ("typed", "aura"), [("7", Aura.USUAL), ("7 9", Aura.LONG), ("9 8", Aura.NEW)]
)
def test_of_several_kinds_of_aura_the_one_that_weighs_most_is_noted(
    desk: Desk, typed: str, aura: Aura
) -> None:
    desk.text("checkin", answers=("y", "", "", "", typed, "", "", ""))
    assert desk.check_in.aura is aura


def test_a_side_alone_is_an_answer(desk: Desk) -> None:
    desk.text("checkin", answers=("y", "", "", "r", "", "", "", ""))
    assert (desk.check_in.zones, desk.check_in.side) == ((), PainSide.RIGHT)


WRONG_ANSWERS: dict[tuple[str, ...], tuple[str, ...]] = {
    (): ("maybe", "11", "-1", "²", "1 2", "-"),
    ("r",): ("x", "1 2 3", "11", "4 x"),
    ("y",): ("11", "4 7", "a"),
    ("y", "5"): ("s", "maybe", "1"),
    ("y", "5", "y"): ("0", "14", "1 2 3 4", "l r", "1 x", "+"),
    ("y", "5", "y", "l"): ("10", "0 1", "x", "1 l"),
    ("y", "5", "y", "l", "0"): ("8", "0 1", "+", "5*", "55", "²"),
    ("y", "5", "y", "l", "0", "0"): ("4", "-1", "half"),
    ("n",): ("11", "5 6", "x", "5 m", "n n 12"),
}


@pytest.mark.parametrize("before", WRONG_ANSWERS)
def test_what_is_no_answer_is_asked_again_and_changes_nothing(
    desk: Desk, before: tuple[str, ...]
) -> None:
    desk(
        "checkin",
        answers=(*before, *WRONG_ANSWERS[before], "q")
        if before
        else (*WRONG_ANSWERS[before], "n", "q"),
    )
    wrong = desk.check_in

    desk.line.clock.pass_by(timedelta(minutes=1))
    desk("checkin", answers=("", *(before or ("n",)), "q"))
    assert desk.noted[-1] == wrong
    assert desk.typist.answers == []


def test_the_way_back_is_open_and_forgets_what_does_not_belong_any_more(desk: Desk) -> None:
    desk.text("checkin", answers=("b", "y", "8", "y", "b", "b", "b", "n", "4"))

    assert desk.check_in == CheckIn(day=TUESDAY, headache=Headache.NO, stress=4)


def test_words_and_capitals_do_as_well(desk: Desk) -> None:
    desk.text("checkin", answers=(" YES ", "5", "No", "L", "", "", "", "3 P", *THE_GATE))

    assert (desk.check_in.like_usual, desk.check_in.side) == (False, PainSide.LEFT)
    assert desk.check_in.load is True


def test_meals_coffee_and_drinks_are_asked_of_those_who_want_it(desk: Desk) -> None:
    assert "coffee" not in desk.text("checkin", answers=("n", ""))

    desk.line.configure("[checkins]\nticks = true\n")
    text = desk.text("checkin", answers=("", "n", "4 m d"))
    assert "coffee" in text
    assert desk.noted[-1].ticks == (Tick.MISSED_MEAL, Tick.FIVE_DRINKS)


def test_letters_need_no_number(desk: Desk) -> None:
    desk.text("checkin", answers=("n", "u"))
    assert (desk.check_in.stress, desk.check_in.sleep) == (None, Sleep.UNUSUAL)


# The same as last time


def usual_headache(desk: Desk, day: date = MONDAY) -> None:
    desk.check_in_on(
        day,
        headache=Headache.YES,
        worst=6,
        zones=(Zone.TEMPLE,),
        side=PainSide.RIGHT,
        symptoms=(Symptom.LIGHT,),
        aura=Aura.USUAL,
        like_usual=True,
        stress=9,
    )


def test_one_answer_takes_over_how_the_usual_attack_is(desk: Desk) -> None:
    usual_headache(desk)
    text = desk.text("checkin", answers=("y", "4", "s", "0", "1", "2"))

    assert "s the same as last time: temple; right; light bothers; flicker" in text
    assert "stress 9" not in text
    assert desk.noted[-1] == CheckIn(
        day=TUESDAY,
        headache=Headache.YES,
        worst=4,
        zones=(Zone.TEMPLE,),
        side=PainSide.RIGHT,
        symptoms=(Symptom.LIGHT,),
        aura=Aura.USUAL,
        like_usual=True,
        function=1,
        stress=2,
    )


def test_going_back_from_the_same_asks_for_place_and_company_after_all(desk: Desk) -> None:
    usual_headache(desk)
    desk.text("checkin", answers=("y", "4", "s", "b", "n", "5", "0", "", "", "2", *THE_GATE))

    found = desk.noted[-1]
    assert (found.zones, found.side, found.symptoms) == ((Zone.BACK_OF_HEAD,), None, ())
    assert found.like_usual is False


# Every way through

HEADS = {"n": Headache.NO, "y": Headache.YES, "r": Headache.RUNNING, "6": Headache.YES}


@pytest.mark.parametrize("like", ["y", "n", "s"])
@pytest.mark.parametrize("bleeding", [False, True])
@pytest.mark.parametrize("short", [False, True])
@pytest.mark.parametrize(
    ("late", "head"), [*((False, head) for head in HEADS), (True, "n"), (True, "y")]
)
def test_every_way_is_short_and_stores_every_answer(
    desk: Desk, head: str, like: str, *, bleeding: bool, short: bool, late: bool
) -> None:
    usual_headache(desk, MONDAY - DAY)
    if bleeding:
        cycle_of_28_days(desk)
    options = [*(["--short"] if short else []), *(["--on", "yesterday"] if late else [])]
    desk.typist.replies = {
        "3 not yet:": "3",
        "for how strong it was:": head,
        "n no, y yes:": head,
        "two numbers from 0": "3 5",
        "(as much as can be):": "5",
        "y yes, n different:": like,
        "such as 1 3 l:": "4 r",
        "0 for nothing of these:": "1",
        "such as 5+:": "4-",
        "a number:": "1",
        "such as 6 n:": "6 n",
        "0 for none of these, or": "0",
    }
    result = desk("checkin", *options)
    assert result.exit_code == 0, result.output

    questions = [one for one in desk.typist.questions if "none of these, or" not in one]
    # Whether a headache of 4 or more was like the usual ones decides what comes first.
    compared = short and not late and head != "n" and desk.noted[-1].like_usual is not None
    assert len(questions) == len(set(questions)) <= (3 + compared if short else 8)
    found = desk.noted[-1]
    assert (found.headache, found.stress, found.sleep) == (HEADS[head], 6, Sleep.BROKEN)
    ached = head != "n"
    asked_bleeding = bleeding and not late
    assert (NotYetBleeding(TUESDAY) in desk.facts) is asked_bleeding
    spared = short and asked_bleeding
    assert (found.worst is None) is (late or not ached or (spared and head != "6"))
    assert (found.now is None) is (head != "r" or spared)
    if ached and not short:
        assert found.like_usual is (like != "n")
        assert found.zones == ((Zone.TEMPLE,) if like == "s" else (Zone.VERTEX,))
        assert found.symptoms == ((Symptom.LIGHT,) if like == "s" else (Symptom.NAUSEA,))
        assert found.medicine == (Medicine(MedicineClass.COMBINATION, helped=False),)
        one_too_many = asked_bleeding and head != "6" and like != "s"
        assert found.function == (None if one_too_many else 1)


# Short ones


def test_a_stressful_day_makes_it_short_by_itself(desk: Desk) -> None:
    desk.note(
        StressAdded(
            period="tax",
            name="Tax",
            first=TUESDAY,
            last=TUESDAY,
            kind=StressKind.EMOTIONAL,
        )
    )
    text = desk.text("checkin", answers=("y", "5", "8"))

    assert "At most 3 short questions." in text
    assert desk.check_in == CheckIn(day=TUESDAY, headache=Headache.YES, worst=5, stress=8)


# Bleeding


def cycle_of_28_days(desk: Desk) -> None:
    """Note six starts, so that the next one is expected around Tuesday."""
    for number in range(6, 0, -1):
        desk.note(PeriodStarted(TUESDAY - number * 28 * DAY))


def test_nobody_is_asked_for_bleeding_before_a_first_start_is_noted(desk: Desk) -> None:
    assert "bleeding" not in desk.text("checkin", answers=("n", "3"))


@pytest.mark.parametrize(
    ("typed", "fact"),
    [
        ("1", PeriodStarted(TUESDAY)),
        ("2", PeriodStarted(MONDAY)),
        ("3", NotYetBleeding(TUESDAY)),
        ("", None),
    ],
)
def test_around_the_expected_start_it_is_asked_first_and_stored_apart(
    desk: Desk, typed: str, fact: PeriodStarted | NotYetBleeding | None
) -> None:
    cycle_of_28_days(desk)
    before = desk.of_cycle
    desk.text("checkin", answers=(typed, "n", "3"))

    assert desk.of_cycle == [*before, *([] if fact is None else [fact])]
    assert desk.check_in == CheckIn(day=TUESDAY, headache=Headache.NO, stress=3)


def test_the_answer_about_bleeding_alone_is_not_lost(desk: Desk) -> None:
    cycle_of_28_days(desk)
    desk("checkin", answers=("3", "q"))

    assert NotYetBleeding(TUESDAY) in desk.facts


def test_bleeding_is_asked_once_a_day(desk: Desk) -> None:
    cycle_of_28_days(desk)
    desk.text("checkin", answers=("3", "n", "3"))

    assert "Has bleeding started?" not in desk.text("checkin", answers=("", "n", "3"))


def test_around_the_start_early_signs_can_be_added(desk: Desk) -> None:
    cycle_of_28_days(desk)
    desk.text("checkin", answers=("", "n", "3 s t"))

    assert desk.check_in.signs == (Sign.STIFF_NECK, Sign.TIRED)


# An entry is there already


def test_what_was_noted_about_the_day_is_said_and_can_be_added_to(desk: Desk) -> None:
    desk.check_in_on(TUESDAY, stress=4)
    text = desk.text("checkin", answers=("", "n", "6"))

    assert "Noted about Tuesday, 2026-11-24 at 18:00: stress 4 of 10" in text
    assert [one.stress for one in desk.noted] == [4, 6]
    assert desk.facts[-1] == CheckedIn(desk.noted[-1])


def test_or_corrected_and_enter_keeps_what_was_said(desk: Desk) -> None:
    desk.check_in_on(
        TUESDAY, headache=Headache.YES, worst=6, zones=(Zone.EYE,), stress=4, load=True
    )
    text = desk.text("checkin", answers=("c", "", "", "", "-", "", "", "", "2"))

    assert "So far: 6 of 10 at its worst. Enter keeps it, - takes it out." in text
    assert desk.facts[-1] == CheckedIn(
        CheckIn(day=TUESDAY, headache=Headache.YES, worst=6, stress=2, load=True), replaces=1
    )


def test_or_left_as_it_is(desk: Desk) -> None:
    desk.check_in_on(TUESDAY, stress=4)
    for leave in ("q", "b"):
        desk.text("checkin", answers=(leave,))

    assert len(desk.noted) == 1


def test_corrected_to_no_headache_nothing_of_the_headache_stays(desk: Desk) -> None:
    desk.check_in_on(
        TUESDAY,
        headache=Headache.YES,
        worst=6,
        zones=(Zone.EYE,),
        symptoms=(),
        aura=Aura.NONE,
        function=1,
        stress=4,
    )
    desk.text("checkin", "--correct", "1", answers=("n", ""))

    assert desk.noted[-1] == CheckIn(day=TUESDAY, headache=Headache.NO, stress=4)


def test_a_corrected_line_about_stress_takes_the_place_of_its_letters(desk: Desk) -> None:
    desk.text("checkin", answers=("n", "6 n p"))
    desk.text("checkin", "--correct", "1", answers=("", "5 p"))
    about = desk.noted[-1]
    assert (about.stress, about.load, about.sleep) == (5, True, None)


def test_a_correction_that_changes_nothing_is_none(desk: Desk) -> None:
    desk.check_in_on(TUESDAY, stress=4)
    text = desk.text("checkin", "--correct", "1", answers=("", ""))

    assert "Nothing new was noted" in text
    assert len(desk.noted) == 1


def test_a_morning_after_stress_is_corrected_with_its_own_questions(desk: Desk) -> None:
    desk.check_in_on(TUESDAY, now=3, stiffness=5, signs=(Sign.TIRED,))
    desk.text("checkin", "--correct", "1", answers=("", "2", "n"))

    assert desk.noted[-1] == CheckIn(day=TUESDAY, now=3, stiffness=2, signs=())


def test_the_number_for_a_correction_is_told(desk: Desk) -> None:
    assert "To correct it: selfcare checkin --correct 1" in desk.text("checkin", answers=("n", "3"))


# Earlier days


def test_an_earlier_day_is_asked_without_intensity_and_marked_as_filled_in(desk: Desk) -> None:
    text = desk.text("checkin", "--on", "2026-11-19", answers=("y", "y", "1", "0", "0", "1", "5"))

    assert "Was there a headache on Thursday, 2026-11-19?" in text
    assert "Noted for Thursday, 2026-11-19, as filled in afterwards." in text
    found = desk.check_in
    assert (found.day, found.worst, found.now, found.stress) == (date(2026, 11, 19), None, None, 5)


@pytest.mark.parametrize("day", ["2026-11-18", "2026-11-25"])
def test_a_day_out_of_reach_is_told_before_anything_is_asked(desk: Desk, day: str) -> None:
    assert "is not among them" in desk.line.mistake("checkin", "--on", day)
    assert desk.typist.questions == []


def test_midnight_during_the_questions_does_not_make_it_an_earlier_day(desk: Desk) -> None:
    desk.at(23, 58)

    def past_midnight() -> str:
        desk.line.clock.pass_by(timedelta(minutes=5))
        return "4 7"

    answers = ("r", past_midnight, "", "", "", "", "", "5", *THE_GATE)
    text = desk.text("checkin", answers=answers)

    with desk.line.context() as context:
        entry, *later = context.diary.entries()
    assert GateAnswered((Flag.NONE,), TUESDAY) in [one.fact for one in later]
    assert (entry.day, entry.at) == (TUESDAY, at(0, 3, TUESDAY + DAY))
    assert (desk.check_in.day, desk.check_in.now) == (TUESDAY, 4)
    assert "Noted, thank you." in text


def test_neither_does_a_journey_to_another_zone(desk: Desk) -> None:
    def fly() -> str:
        desk.line.clock.there = ZoneInfo("Pacific/Auckland")
        return "6"

    desk.text("checkin", answers=(fly, "", "", "", "", "", "5"))

    with desk.line.context() as context:
        (entry,) = context.diary.entries()
    assert (entry.day, desk.check_in.day, desk.check_in.worst) == (TUESDAY, TUESDAY, 6)


# Leaving


def test_leaving_keeps_what_was_said(desk: Desk) -> None:
    text = desk.text("checkin", answers=("6", "y", "q"))

    assert desk.check_in == CheckIn(day=TUESDAY, headache=Headache.YES, worst=6, like_usual=True)
    assert "Noted, thank you." in text


def test_leaving_before_anything_was_said_notes_nothing(desk: Desk) -> None:
    assert "Nothing new was noted" in desk.text("checkin", answers=("q",))
    assert desk.facts == []


def test_an_input_that_ends_keeps_what_was_said_too(desk: Desk) -> None:
    result = desk("checkin", answers=("n",))

    assert result.exit_code == 0
    assert desk.check_in.headache is Headache.NO
    result = CommandLine(desk.line.clock)("checkin", feed="")
    assert (result.exit_code, len(desk.noted)) == (0, 1)


def test_an_input_that_never_began_is_no_check_in(desk: Desk) -> None:
    result = desk("checkin")

    assert result.exit_code == 1
    assert desk.facts == []


def test_ctrl_c_notes_nothing_and_is_met_kindly(desk: Desk) -> None:
    def interrupt() -> str:
        raise KeyboardInterrupt

    text = desk.text("checkin", answers=("6", "y", interrupt))

    assert "Nothing was noted. Whenever you like: selfcare checkin" in text
    assert desk.facts == []


def test_letters_of_another_encoding_are_asked_for_again(desk: Desk) -> None:
    def strange() -> str:
        b"\xff".decode()
        return "n"

    desk.text("checkin", answers=(strange, "n", "3"))
    assert desk.check_in.headache is Headache.NO


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no such signal")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_window_that_is_closed_loses_no_answer(number: signal.Signals) -> None:
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    child = subprocess.Popen(
        [sys.executable, "-m", "selfcare", "checkin"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
        text=True,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    with child:
        child.stdin.write("6\ny\n")
        child.stdin.flush()
        for line in child.stdout:
            if "Up to three places" in line:
                break
        child.send_signal(number)
        child.stdout.read()
        assert child.wait() == 128 + number

    with CommandLine().context() as context:
        (entry,) = context.diary.entries()
    assert isinstance(entry.fact, CheckedIn)
    assert entry.fact.check_in.like_usual is True


# Afterwards


def test_after_high_stress_a_quiet_routine_and_a_kind_word_are_offered(desk: Desk) -> None:
    text = desk.text("checkin", answers=("n", "8"))

    assert "two quiet minutes without any pressing: selfcare now slow-breath" in text


def test_on_a_monday_the_weekend_can_be_filled_in_at_once(desk: Desk) -> None:
    desk.at(16, 40, MONDAY)
    text = desk.text("checkin", answers=("n", "3", "y", "n", "2", "y", "n", "", "", "", "", "1"))

    assert "These days have no entry: Saturday, 2026-11-21 Sunday, 2026-11-22" in text
    assert [(one.day.day, one.headache, one.stress) for one in desk.noted] == [
        (23, Headache.NO, 3),
        (21, Headache.NO, 2),
        (22, Headache.YES, 1),
    ]


@pytest.mark.parametrize("no", [(), ("",), ("n",), ("q",), ("b",), ("y", "q")])
def test_filling_in_can_be_declined_at_any_moment(desk: Desk, no: tuple[str, ...]) -> None:
    desk.at(16, 40, MONDAY)
    result = desk("checkin", answers=("n", "3", *no))

    assert result.exit_code == 0
    assert len(desk.noted) == 1


def test_whoever_left_early_is_offered_nothing_more(desk: Desk) -> None:
    desk.at(16, 40, MONDAY)
    assert "no entry" not in desk.text("checkin", answers=("n", "q"))


# The prompt that asked for it


def test_a_check_in_ends_the_prompt_that_asked_for_it(desk: Desk) -> None:
    show(desk, a_prompt(asks=Asks.DIARY))
    desk.text("checkin", answers=("n", "3"))

    assert desk.answered == [Answer.DONE]


def test_leaving_everything_out_lets_the_prompt_go(desk: Desk) -> None:
    show(desk, a_prompt(asks=Asks.DIARY))
    desk.text("checkin", answers=("", ""))

    assert desk.answered == [Answer.SKIP]


def test_breaking_off_leaves_the_prompt_where_it_is(desk: Desk) -> None:
    show(desk, a_prompt(asks=Asks.DIARY))
    desk.text("checkin", answers=("q",))

    assert desk.answered == []

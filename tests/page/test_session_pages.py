"""What the pages of a session show and store, read without a browser at a told hour."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import TypeVar

import pytest

from selfcare.app.context import Context
from selfcare.app.course import TurnOver, course_of
from selfcare.app.session import begin, end_done, finish_turn
from selfcare.config.paths import folders
from selfcare.domain.facts import (
    AlarmRaised,
    CheckedIn,
    Fact,
    FlareBegan,
    GateOpened,
    PromptAnswered,
    PromptClaimed,
    Screened,
    SessionEnd,
    SessionEnded,
    SessionRated,
    SessionStarted,
    StopReason,
    TurnFinished,
)
from selfcare.domain.message import message
from selfcare.domain.prompt import Answer, Prompt, PromptKind, Via
from selfcare.domain.screening import AgeBand, Screening
from selfcare.domain.stopping import LEVELS, StopLevel
from tests.cli.command_line import MONDAY, CommandLine
from tests.page.reader import Reader
from tests.page.session_steps import QUICK, write_quick

Kind = TypeVar("Kind", bound=Fact)
GENTLE = "four-muscles-gentle"
PRESSING = "trap-upper-squeeze"
SCRIPT = "<script>window.caught = 1</script>"


@pytest.fixture
def line(reader: Reader) -> CommandLine:
    return CommandLine(reader.clock)


@pytest.fixture
def context(line: CommandLine) -> Iterator[Context]:
    with line.context() as opened:
        yield opened


def screened(context: Context) -> None:
    context.note(Screened(Screening(frozenset(), AgeBand.FROM_18_TO_49)))


def noted(context: Context, kind: type[Kind]) -> list[Kind]:
    return [one.fact for one in context.diary.entries() if isinstance(one.fact, kind)]


def prompt_open(context: Context, routine: str = GENTLE) -> Prompt:
    prompt = Prompt(
        id="2026-11-23/breaks/1",
        kind=PromptKind.ROUTINE,
        day=MONDAY,
        due=context.now(),
        expires=context.now() + timedelta(hours=1),
        reason=message("Your plan “breaks” has it at 10:00."),
        entry="breaks",
        routine=routine,
    )
    context.diary.claim(PromptClaimed(prompt, 1), at=context.now(), day=context.today())
    return prompt


def choose(reader: Reader, routine: str) -> str:
    assert reader.goes("/session/choose", {"routine": routine}) == "/session"
    return reader.text("/session")


def begun(reader: Reader, routine: str, **fields: str) -> str:
    choose(reader, routine)
    assert reader.goes("/session/begin", {"routine": routine, **fields}) == "/session"
    return reader.text("/session")


def heading(page: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
    assert found is not None
    return found[1].strip()


# --- before ----------------------------------------------------------------------------------


def test_the_open_prompt_is_shown_with_its_reason_and_answered_only_when_it_begins(
    reader: Reader, context: Context
) -> None:
    prompt_open(context)
    page = reader.text("/session")

    assert heading(page) == "Two quiet minutes"
    assert "Your plan “breaks” has it at 10:00." in page
    assert noted(context, PromptAnswered) == []
    reader.goes("/session/begin", {"routine": GENTLE, "before": "3"})
    (answer,) = noted(context, PromptAnswered)
    assert (answer.answer, answer.via) == (Answer.START, Via.PAGE)
    (started,) = noted(context, SessionStarted)
    assert (started.prompt, started.before) == ("2026-11-23/breaks/1", 3)


def test_before_it_begins_stands_what_is_needed_what_was_changed_and_when_to_stop(
    reader: Reader, context: Context
) -> None:
    screened(context)
    assert "You need a ball." in choose(reader, "trap-middle-ball")
    page = choose(reader, PRESSING)

    assert "You chose it." in page
    assert "Stop at once if there is sharp or shooting pain" in page
    assert "How much does it hurt now?" in page
    assert "pressing up to 5 of 10" in page


def test_the_number_before_may_be_left_out(reader: Reader, context: Context) -> None:
    begun(reader, GENTLE)

    (started,) = noted(context, SessionStarted)
    assert started.before is None


def test_with_strong_pain_the_questions_come_first_and_nothing_begins(
    reader: Reader, context: Context
) -> None:
    choose(reader, GENTLE)

    assert reader.goes("/session/begin", {"routine": GENTLE, "before": "7"}) == "/questions"
    assert noted(context, SessionStarted) == []
    assert len(noted(context, GateOpened)) == 1
    answer = reader.get("/session")
    assert (answer.status_code, answer.headers["location"]) == (303, "/questions")


def test_where_it_hurts_and_something_is_pressed_it_is_asked_what_comes_with_it(
    reader: Reader, context: Context
) -> None:
    screened(context)
    assert "Does one of these come with it?" in choose(reader, PRESSING)

    said = reader.refused("/session/begin", {"routine": PRESSING, "before": "3"})

    assert said == "Please say what comes with it, or that none of these does."
    assert noted(context, SessionStarted) == []
    choose(reader, PRESSING)
    reader.goes("/session/begin", {"routine": PRESSING, "before": "3", "company": "none"})
    (started,) = noted(context, SessionStarted)
    assert max(step.pressure for step in started.steps) == 4


def test_without_pain_nothing_more_is_asked(reader: Reader, context: Context) -> None:
    screened(context)
    begun(reader, PRESSING, before="0")

    assert len(noted(context, SessionStarted)) == 1
    assert "Does one of these come with it?" not in choose(reader, GENTLE)


def test_what_may_be_an_attack_is_met_with_rest_dim_and_with_one_button(
    reader: Reader, context: Context
) -> None:
    screened(context)
    choose(reader, PRESSING)
    reader.goes("/session/begin", {"routine": PRESSING, "before": "4", "company": "nausea"})
    assert noted(context, SessionStarted) == []
    assert len(noted(context, CheckedIn)) == 1
    page = reader.text("/session")

    assert 'data-theme="dark"' in page
    assert "rest comes before any exercise" in heading(page)
    assert page.count("<button") == 2  # the other one tries again where something failed
    assert 'value="migraine-quiet"' in page
    assert "drawing" not in page


def test_a_routine_that_may_not_run_is_said_kindly_with_what_fits(
    reader: Reader, context: Context
) -> None:
    page = choose(reader, PRESSING)

    assert heading(page) == "Not this one just now"
    assert "cannot run now" in page
    assert "selfcare screen" not in page
    assert 'name="routine" value="four-muscles-gentle"' in page
    assert 'href="/first-steps"' in page
    assert noted(context, SessionStarted) == []


def test_what_is_forbidden_between_looking_and_beginning_is_not_begun(
    reader: Reader, context: Context
) -> None:
    screened(context)
    choose(reader, PRESSING)
    context.note(FlareBegan(MONDAY))

    assert reader.goes("/session/begin", {"routine": PRESSING}) == "/session"
    assert noted(context, SessionStarted) == []
    assert "rest comes before any exercise" in reader.text("/session")


def test_a_routine_nobody_knows_is_one_sentence_without_a_command(reader: Reader) -> None:
    said = reader.refused("/session/choose", {"routine": "slow-breth"})

    assert said == "There is no routine “slow-breth”. Did you mean “slow-breath”?"


def test_looking_changes_nothing(reader: Reader, context: Context) -> None:
    screened(context)
    prompt_open(context)
    before = list(context.diary.entries())
    for path in ("/session", "/session/step"):
        reader.get(path)
    choose(reader, PRESSING)

    assert list(context.diary.entries()) == before


# --- as it runs ------------------------------------------------------------------------------


def test_a_running_step_shows_side_repetition_pressure_limit_caution_and_what_comes_next(
    reader: Reader, context: Context
) -> None:
    screened(context)
    begun(reader, PRESSING)
    assert "Get ready" in reader.text("/session")
    reader.post("/session/move", {"move": "skip", "number": "0"})
    reader.post("/session/move", {"move": "begin_now"})
    page = reader.text("/session/step")

    assert "Step 2 of 3" in page
    assert "Left side" in page
    assert "Repetition 1 of 2" in page
    assert "Pressure: about 5 of 10, never above 6" in page
    assert "do not press into the front or side of the neck" in page
    assert "Next, left side: Let the ear sink away" in page
    assert 'data-side="left"' in page
    assert "<title" in page
    assert page.count('class="drawing"') == 2


def test_the_drawing_of_the_other_side_is_mirrored_and_named(
    reader: Reader, context: Context
) -> None:
    screened(context)
    begun(reader, PRESSING)
    for _ in range(3):
        reader.post("/session/move", {"move": "skip"})
    page = reader.text("/session/step")

    assert "Upper trapezius, right side</title>" in page
    assert page.count('data-side="right"') == 2
    assert "Change sides" in page


def test_lowered_pressure_is_the_limit_too(reader: Reader, context: Context) -> None:
    screened(context)
    begun(reader, PRESSING, before="3", company="none")
    reader.post("/session/move", {"move": "skip"})

    assert "Pressure: about 4 of 10, never above 4" in reader.text("/session/step")


def test_a_press_answers_with_where_it_stands(reader: Reader) -> None:
    begun(reader, GENTLE)
    answer = reader.post("/session/move", {"move": "pause", "number": "0"})

    assert answer.json()["scene"]["paused"] is True
    assert reader.post("/session/move", {"move": "sing"}).status_code == 400
    assert reader.post("/session/move", {"move": "skip", "number": "-1"}).status_code == 400


def test_a_press_on_what_is_over_leads_on(reader: Reader) -> None:
    assert reader.goes("/session/move", {"move": "pause"}) == "/session"
    assert reader.get("/session/step").status_code == 204


def test_a_session_left_in_the_middle_stands_where_it_goes_on(
    reader: Reader, context: Context
) -> None:
    screened(context)
    routine = context.in_force.library.routines[PRESSING]
    session = begin(context, routine)
    finish_turn(context, session, TurnOver(course_of(session.steps).turns[0], 20))
    page = reader.text("/session")

    assert "You had begun this one. It goes on at step 2 of 3." in page
    assert "Paused" in page
    assert "Go on" in page
    answer = reader.post("/session/move", {"move": "go_on"})
    assert answer.json()["scene"]["number"] == 1


def test_another_routine_can_be_chosen_in_the_midst_of_one(
    reader: Reader, context: Context
) -> None:
    begun(reader, GENTLE)
    assert heading(choose(reader, "slow-breath")) != "Two quiet minutes"
    reader.goes("/session/begin", {"routine": "slow-breath"})

    assert [one.routine for one in noted(context, SessionStarted)] == [GENTLE, "slow-breath"]


# --- stopping --------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", list(StopReason))
def test_every_reason_to_stop_is_stored_and_leads_where_it_must(
    reader: Reader, context: Context, reason: StopReason
) -> None:
    screened(context)
    page = begun(reader, PRESSING)
    assert f'name="reason" value="{reason}"' in page
    leads = {
        StopLevel.EMERGENCY: "/help",
        StopLevel.URGENT: "/questions",
        StopLevel.LIGHTER: "/session",
        StopLevel.NONE: "/session",
    }[LEVELS[reason]]

    assert reader.goes("/session/stop", {"reason": reason}) == leads
    (end,) = noted(context, SessionEnded)
    assert (end.end, end.stopped, end.step) == (SessionEnd.STOPPED, reason, 0)
    alarms = noted(context, AlarmRaised)
    assert bool(alarms) is (LEVELS[reason] is StopLevel.EMERGENCY)


def test_a_lighter_reason_says_what_helps_and_asks_how_it_is_now(
    reader: Reader, context: Context
) -> None:
    screened(context)
    begun(reader, PRESSING)
    reader.goes("/session/stop", {"reason": "sharp_pain"})
    page = reader.text("/session")

    assert "Good that you stopped." in page
    assert heading(page) == "How is it now?"


def test_no_time_needs_no_number(reader: Reader) -> None:
    begun(reader, GENTLE)
    reader.goes("/session/stop", {"reason": "no_time"})
    page = reader.text("/session")

    assert "You can come back to it whenever you like." in page
    assert 'name="after"' not in page


def test_left_for_later_it_goes_on_later(reader: Reader, context: Context) -> None:
    begun(reader, GENTLE)

    assert reader.goes("/session/stop", {"reason": "later"}) == "/today"
    assert noted(context, SessionEnded) == []
    assert "Paused" in reader.text("/session")


def test_a_grave_reason_counts_even_where_nothing_runs_any_more(
    reader: Reader, context: Context
) -> None:
    assert reader.goes("/session/stop", {"reason": "speech"}) == "/help"
    assert len(noted(context, AlarmRaised)) == 1


def test_a_reason_nobody_offers_is_refused(reader: Reader) -> None:
    begun(reader, GENTLE)

    assert reader.post("/session/stop", {"reason": "boredom"}).status_code == 400


# --- afterwards ------------------------------------------------------------------------------


def finished(reader: Reader, context: Context, **fields: str) -> str:
    screened(context)
    write_quick(folders().config)
    begun(reader, QUICK, **fields)
    for number in range(3):
        reader.post("/session/move", {"move": "skip", "number": str(number)})
    return reader.text("/session")


def session_id(context: Context) -> str:
    return noted(context, SessionStarted)[-1].session


def test_at_its_end_it_asks_how_it_is_in_one_tap(reader: Reader, context: Context) -> None:
    page = finished(reader, context, before="4", company="none")

    assert heading(page) == "How is it now?"
    assert page.count('name="after"') == 12
    assert "Before: 4" in page
    assert [end.end for end in noted(context, SessionEnded)] == [SessionEnd.DONE]


def test_the_number_is_stored_and_what_the_diary_says_is_told_with_its_count(
    reader: Reader, context: Context
) -> None:
    finished(reader, context, before="4", company="none")
    fields = {"session": session_id(context), "after": "2"}
    assert reader.goes("/session/rate", fields) == "/session"
    page = reader.text("/session")

    assert "That was it. Your diary has it." in page
    assert "In the last two months, after 1 session: less pain 1, the same 0, more 0." in page
    assert "Good days and bad days come by themselves too" in page
    reader.goes("/session/rate", {**fields, "after": "7"})
    assert "it hurts more than before" in reader.text("/session")
    assert [one.after for one in noted(context, SessionRated)] == [2, 7]


def test_without_an_answer_nothing_more_is_asked(reader: Reader, context: Context) -> None:
    finished(reader, context)
    fields = {"session": session_id(context), "after": ""}

    assert reader.goes("/session/rate", fields) == "/today"
    assert noted(context, SessionRated) == []
    assert heading(reader.text("/session")) != "How is it now?"


def test_what_waits_comes_before_the_question_how_it_is(reader: Reader, context: Context) -> None:
    finished(reader, context)
    reader.clock.pass_by(timedelta(minutes=1))
    prompt_open(context)

    assert heading(reader.text("/session")) == "Two quiet minutes"


def test_a_session_killed_before_its_last_word_is_not_lost(
    reader: Reader, context: Context
) -> None:
    session = begin(context, context.in_force.library.routines[GENTLE], before=3)
    turns = course_of(session.steps).turns
    finish_turn(context, session, *(TurnOver(turn, turn.seconds) for turn in turns))
    assert heading(reader.text("/session")) == "How is it now?"
    reader.goes("/session/rate", {"session": session.id, "after": "1"})

    (end,) = noted(context, SessionEnded)
    assert (end.end, end.after) == (SessionEnd.DONE, 1)


def test_what_is_not_over_cannot_be_rated(reader: Reader, context: Context) -> None:
    begun(reader, GENTLE)
    said = reader.refused("/session/rate", {"session": session_id(context), "after": "1"})

    assert said == "This routine is not over yet, or the diary does not know it."


def test_a_session_that_was_ended_in_a_terminal_is_shown_as_over(
    reader: Reader, context: Context
) -> None:
    begun(reader, GENTLE)
    (started,) = noted(context, SessionStarted)
    session = begin(context, context.in_force.library.routines[GENTLE])
    end_done(context, session)
    assert started.session != session.id

    assert reader.goes("/session/move", {"move": "pause"}) == "/session"
    assert heading(reader.text("/session")) == "How is it now?"


# --- during an attack ------------------------------------------------------------------------


def test_during_an_attack_every_page_is_dim_and_shows_one_thing(
    reader: Reader, context: Context
) -> None:
    context.note(FlareBegan(MONDAY))
    pages = [choose(reader, "migraine-quiet")]
    pages.append(begun(reader, "migraine-quiet"))
    for number in range(2):
        reader.post("/session/move", {"move": "skip", "number": str(number)})
    pages.append(reader.text("/session"))

    for page in pages:
        assert 'data-theme="dark"' in page
        assert "drawing" not in page
        assert "data-hear" not in page
        assert 'href="/questions"' in page
    assert "Dim the screen and the room" in pages[1]
    assert len(noted(context, TurnFinished)) == 2


def test_a_start_on_a_notification_during_an_attack_leads_to_rest_dim(
    reader: Reader, context: Context
) -> None:
    screened(context)
    prompt = prompt_open(context, PRESSING)
    context.note(FlareBegan(MONDAY))
    context.note(PromptAnswered(prompt.id, 1, Answer.START, Via.NOTIFICATION))
    page = reader.text("/session")

    assert 'data-theme="dark"' in page
    assert "drawing" not in page
    assert 'name="routine" value="migraine-quiet"' in page
    assert PRESSING not in page


def test_a_session_is_dim_from_the_next_look_on_where_an_attack_came_since(
    reader: Reader, context: Context
) -> None:
    assert 'data-theme="dark"' not in begun(reader, "slow-breath")
    context.note(FlareBegan(MONDAY))
    page = reader.text("/session")

    assert 'data-theme="dark"' in page
    assert "data-scene" in page


# --- what a file says ------------------------------------------------------------------------


def test_what_a_routine_says_is_shown_and_never_run(reader: Reader, context: Context) -> None:
    screened(context)
    write_quick(folders().config, title=SCRIPT[:60], do=f"Roll. {SCRIPT}")
    pages = [choose(reader, QUICK), begun(reader, QUICK), reader.text("/session/step")]
    reader.goes("/session/stop", {"reason": "no_time"})
    pages.append(reader.text("/session"))
    context.note(FlareBegan(MONDAY))
    pages.append(choose(reader, QUICK))

    for page in pages:
        assert "&lt;script&gt;window.caught" in page
        assert "<script>window" not in page


def test_titles_and_addresses_say_nothing_of_the_body(reader: Reader, context: Context) -> None:
    screened(context)
    pages = [choose(reader, PRESSING), begun(reader, PRESSING)]
    reader.goes("/session/stop", {"reason": "sharp_pain"})
    pages.append(reader.text("/session"))
    pages.append(choose(reader, PRESSING))

    titles = [re.findall(r"<title>(.*?)</title>", page)[0] for page in pages]
    assert [title.split()[0] for title in titles] == ["Session"] * len(pages)


def test_a_page_with_its_drawings_stays_light(reader: Reader, context: Context) -> None:
    screened(context)
    page = begun(reader, PRESSING)
    for _ in range(4):
        assert len(page) < 120_000
        reader.post("/session/move", {"move": "skip"})
        page = reader.text("/session/step")

from __future__ import annotations

from datetime import timedelta

import pytest

from selfcare.app.account import account
from selfcare.app.answering import answer_prompt, waiting_prompt
from selfcare.app.present import look, next_prompt
from selfcare.app.say import say
from selfcare.app.status import Became
from selfcare.app.what_became import fate_of_claimed
from selfcare.domain.checkin import CheckIn, Headache
from selfcare.domain.facts import (
    CheckedIn,
    CyclePaused,
    CycleResumed,
    DaemonStopped,
    Fact,
    NotToday,
    NotYetBleeding,
    Paused,
    PeriodRemoved,
    PeriodStarted,
    PromptClaimed,
    PromptNotShown,
    SessionEnd,
    SessionEnded,
    SessionStarted,
    StopAsked,
    StopReason,
    StressAdded,
    StressEnded,
    StressRemoved,
)
from selfcare.domain.message import message
from selfcare.domain.prompt import Answer, Prompt, PromptKind, Via
from selfcare.domain.stress import StressKind
from tests.cli.command_line import BERLIN, MONDAY, CommandLine, at

STARTED = SessionStarted(session="s1", routine="slow-breath", title="Slow breathing", steps=())


@pytest.fixture
def line() -> CommandLine:
    return CommandLine().with_breaks_only().at(10, 30)


def fate(line: CommandLine, prompt: Prompt) -> tuple[Became, str]:
    with line.context() as context:
        present = look(context)
        found = fate_of_claimed(present.history.prompts[prompt.id], present)
    return found.became, say(found.about)


def answer(line: CommandLine, what: Answer) -> None:
    with line.context() as context:
        state = waiting_prompt(context)
        assert state is not None
        answer_prompt(context, state, what, Via.NOTIFICATION)


@pytest.mark.parametrize(
    ("what", "became", "about"),
    [
        (Answer.START, Became.STARTED, "You began it at 10:30."),
        (Answer.DONE, Became.DONE, "You did it, noted at 10:30."),
        (Answer.SKIP, Became.SKIPPED, "You let it go at 10:30."),
        (Answer.CLOSED, Became.CLOSED, "You closed it at 10:30."),
        (Answer.SCREEN, Became.CLOSED, "You went on to the questions at 10:30."),
        (Answer.LATER, Became.PUT_OFF, "You put it off until 10:40."),
    ],
)
def test_an_answer_says_what_became_of_a_prompt(
    line: CommandLine, what: Answer, became: Became, about: str
) -> None:
    prompt = line.show_next()
    answer(line, what)

    assert fate(line, prompt) == (became, about)
    with line.context() as context:
        happenings = [*account(context.diary.entries(), BERLIN)]
    assert say(happenings[-1].text).startswith("The prompt “breaks”: ")


@pytest.mark.parametrize(
    ("end", "became", "about"),
    [
        (None, Became.STARTED, "Begun, and not over yet. To go on: selfcare now"),
        (SessionEnded("s1", SessionEnd.DONE), Became.DONE, "Done at 10:30."),
        (
            SessionEnded("s1", SessionEnd.STOPPED, stopped=StopReason.NO_TIME),
            Became.STOPPED,
            "Begun, and stopped at 10:30.",
        ),
    ],
)
def test_a_session_says_more_than_the_answer(
    line: CommandLine, end: SessionEnded | None, became: Became, about: str
) -> None:
    prompt = line.show_next()
    answer(line, Answer.START)
    with line.context() as context:
        context.note(
            SessionStarted(
                session="s1", routine="slow-breath", title="…", steps=(), prompt=prompt.id
            )
        )
        if end is not None:
            context.note(end)

    assert fate(line, prompt) == (became, about)


def test_a_prompt_that_nothing_could_show_waits_and_then_is_told_as_not_shown(
    line: CommandLine,
) -> None:
    with line.context() as context:
        (plan,) = look(context).plans(MONDAY, 1)
        prompt = plan.prompts[0]
        context.diary.claim(PromptClaimed(prompt, 1), at=context.now(), day=MONDAY)
        context.note(PromptNotShown(prompt.id, 1, "no bus"))

    assert fate(line, prompt) == (
        Became.NOT_SHOWN,
        "It could not be shown yet. To begin anyway: selfcare now",
    )
    assert fate(line.at(12), prompt) == (
        Became.NOT_SHOWN,
        "It could not be shown on this computer.",
    )


def test_a_prompt_put_off_is_open_again_when_it_is_back(line: CommandLine) -> None:
    prompt = line.show_next()
    answer(line, Answer.LATER)

    assert fate(line.at(10, 45), prompt)[0] is Became.OPEN


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (DaemonStopped(), "selfcare ended."),
        (StopAsked(), "You asked selfcare to end."),
        (Paused(None), "You paused selfcare until further notice."),
        (Paused(at(12)), "You paused selfcare until Monday, 2026-11-23, 12:00."),
        (NotToday(MONDAY), "You said “not today” for Monday, 2026-11-23."),
        (STARTED, "You began “Slow breathing”."),
    ],
)
def test_a_fact_in_the_history(line: CommandLine, fact: Fact, said: str) -> None:
    with line.context() as context:
        context.note(fact)
        (happening,) = account(context.diary.entries(), BERLIN)

    assert say(happening.text) == said


def test_a_session_that_was_stopped_is_told_without_its_reason(line: CommandLine) -> None:
    with line.context() as context:
        context.note(STARTED)
        context.note(SessionEnded("s1", SessionEnd.STOPPED, stopped=StopReason.NAUSEA))
        happenings = [say(one.text) for one in account(context.diary.entries(), BERLIN)]

    assert happenings[-1] == "You stopped “Slow breathing”."


def test_the_next_prompt_waits_for_the_end_of_quiet_hours(line: CommandLine) -> None:
    line.configure('[prompts]\nquiet_hours = ["11:00-11:10"]\nexpiry_minutes = 120\n')
    line.ok("pause", "--until", "11:05")

    with line.context() as context:
        coming = next_prompt(look(context))

    assert coming is None or coming.at >= at(11, 10)
    assert coming is not None


def test_of_several_that_wait_the_newest_is_next(line: CommandLine) -> None:
    line.configure(
        "[prompts]\nspacing_minutes = 0\nexpiry_minutes = 300\ndaily_cap = 12\n"
        'first_week_cap = 12\n[[plan]]\nid = "a"\nroutine = "slow-breath"\nat = ["10:00"]\n'
        '[[plan]]\nid = "b"\nroutine = "slow-breath"\nat = ["10:20"]\n'
    )

    with line.context() as context:
        coming = next_prompt(look(context))

    assert coming is not None
    assert (coming.prompt.entry, coming.at) == ("b", at(10, 30))
    assert coming.at - coming.prompt.due == timedelta(minutes=10)


# Prompts that ask or tell something


def put_up(line: CommandLine, kind: PromptKind) -> Prompt:
    prompt = Prompt(
        id="x",
        kind=kind,
        day=MONDAY,
        due=at(10),
        expires=at(11),
        reason=message("A reason."),
        detail=message("What it says."),
    )
    with line.context() as context:
        context.note(PromptClaimed(prompt, 1))
    return prompt


@pytest.mark.parametrize(
    ("kind", "what", "became", "about", "told"),
    [
        (PromptKind.CHECKIN, Answer.START, Became.STARTED, "You opened it at 10:30.", "opened it"),
        (PromptKind.CHECKIN, Answer.DONE, Became.DONE, "You checked in at 10:30.", "done"),
        (PromptKind.HEADS_UP, Answer.DONE, Became.DONE, "You read it at 10:30.", "done"),
        (PromptKind.SUMMARY, Answer.DONE, Became.DONE, "You read it at 10:30.", "done"),
        (PromptKind.QUESTION, Answer.DONE, Became.DONE, "You answered it at 10:30.", "done"),
        (
            PromptKind.QUESTION,
            Answer.PAUSE,
            Became.DONE,
            "You chose a week without prompts at 10:30.",
            "you chose a week without prompts",
        ),
        (
            PromptKind.QUESTION,
            Answer.FEWER,
            Became.DONE,
            "You chose fewer prompts at 10:30.",
            "you chose fewer prompts",
        ),
        (
            PromptKind.QUESTION,
            Answer.GO_ON,
            Became.DONE,
            "You let it go on as it is at 10:30.",
            "you let it go on as it is",
        ),
        (PromptKind.CHECKIN, Answer.SKIP, Became.SKIPPED, "You let it go at 10:30.", "let it go"),
    ],
)
def test_an_answer_to_what_asks_or_tells_something(
    line: CommandLine, kind: PromptKind, what: Answer, became: Became, about: str, told: str
) -> None:
    prompt = put_up(line, kind)
    answer(line, what)

    assert fate(line, prompt) == (became, about)
    with line.context() as context:
        said = [say(one.text) for one in account(context.diary.entries(), BERLIN)]
    assert any(told in one for one in said)


@pytest.mark.parametrize(
    "kind",
    [PromptKind.CHECKIN, PromptKind.HEADS_UP, PromptKind.SUMMARY, PromptKind.QUESTION],
)
def test_what_asks_or_tells_something_waits_without_telling_it(
    line: CommandLine, kind: PromptKind
) -> None:
    prompt = put_up(line, kind)

    assert fate(line, prompt) == (
        Became.OPEN,
        "It waits for you until 11:00. To open it: selfcare now",
    )
    assert fate(line.at(12), prompt) == (Became.LAPSED, "It went by without an answer.")


def test_what_asks_something_and_could_not_be_shown_can_be_opened_anyway(
    line: CommandLine,
) -> None:
    prompt = put_up(line, PromptKind.CHECKIN)
    with line.context() as context:
        context.note(PromptNotShown(prompt.id, 1, "no bus"))

    assert fate(line, prompt) == (
        Became.NOT_SHOWN,
        "It could not be shown yet. To open it anyway: selfcare now",
    )


TUESDAY = MONDAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (CheckedIn(CheckIn(day=MONDAY)), "You checked in: nothing."),
        (
            CheckedIn(CheckIn(day=MONDAY, headache=Headache.YES, worst=4, stress=2)),
            "You checked in: headache; 4 of 10 at its worst; stress 2 of 10.",
        ),
        (
            CheckedIn(CheckIn(day=MONDAY - timedelta(days=1), headache=Headache.NO)),
            "You filled in Sunday, 2026-11-22: no headache.",
        ),
        (
            CheckedIn(CheckIn(day=MONDAY, headache=Headache.NO), replaces=1),
            "You corrected what you noted about Monday, 2026-11-23: no headache.",
        ),
        (
            StressAdded(
                period="a", name="Exam", first=MONDAY, last=None, kind=StressKind.EMOTIONAL
            ),
            "You noted a stressful time from Monday, 2026-11-23 on: “Exam”.",
        ),
        (
            StressAdded(
                period="a", name="Exam", first=MONDAY, last=MONDAY, kind=StressKind.EMOTIONAL
            ),
            "You noted a stressful day, Monday, 2026-11-23: “Exam”.",
        ),
        (
            StressAdded(
                period="a", name="Move", first=MONDAY, last=TUESDAY, kind=StressKind.PHYSICAL
            ),
            "You noted a stressful time from Monday, 2026-11-23 to Tuesday, 2026-11-24: “Move”.",
        ),
        (StressEnded("a", MONDAY), "You noted that “…” ends on Monday, 2026-11-23."),
        (StressRemoved("a"), "You took “…” back."),
        (PeriodStarted(MONDAY), "You noted that bleeding began on Monday, 2026-11-23."),
        (PeriodRemoved(MONDAY), "You took the start on Monday, 2026-11-23 back."),
        (NotYetBleeding(MONDAY), "You noted that bleeding had not begun yet."),
        (CyclePaused(MONDAY), "You paused questions and estimates about your cycle."),
        (CycleResumed(MONDAY), "You let questions and estimates about your cycle go on."),
    ],
)
def test_a_day_and_what_was_told_of_it_in_the_history(
    line: CommandLine, fact: Fact, said: str
) -> None:
    with line.context() as context:
        context.note(fact)
        (happening,) = account(context.diary.entries(), BERLIN)

    assert say(happening.text) == said


def test_a_stressful_time_keeps_its_name_in_the_history(line: CommandLine) -> None:
    added = StressAdded(period="a", name="Exam", first=MONDAY, last=None, kind=StressKind.EMOTIONAL)
    with line.context() as context:
        for fact in (added, StressEnded("a", TUESDAY), StressRemoved("a")):
            context.note(fact)
        said = [say(one.text) for one in account(context.diary.entries(), BERLIN)]

    assert said[1:] == [
        "You noted that “Exam” ends on Tuesday, 2026-11-24.",
        "You took “Exam” back.",
    ]

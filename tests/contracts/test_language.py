"""No sentence escapes translation: in a language without letters only the user's own words remain.

Every sentence passes through one place, `selfcare.app.say`. Here it speaks a made-up language in
which each letter is a dot; whatever letters a command still prints were never handed to it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from datetime import timedelta
from string import Formatter

import pytest
from msgspec.structs import replace

from selfcare.app import say as say_module
from selfcare.app.greeting import greeting
from selfcare.app.ordering import order_of
from selfcare.app.pausing import not_today, pause_until
from selfcare.app.present import look
from selfcare.config.paths import folders
from selfcare.domain.facts import (
    DaemonStarted,
    DaemonStopped,
    NotToday,
    Paused,
    PromptAnswered,
    PromptHeld,
    PromptNotShown,
    Resumed,
    Screened,
    SessionEnd,
    SessionEnded,
    SessionStarted,
    StopAsked,
    StopReason,
)
from selfcare.domain.offer import Offered, as_offered
from selfcare.domain.prompt import Answer, HeldBack, PromptKind, Via
from selfcare.domain.screening import AgeBand, Screening, Tag
from selfcare.domain.settings import NotifierChoice, PlanEntry, Prompts, Wording
from tests.cli.command_line import MONDAY, CommandLine, at
from tests.domain.shipped import SHIPPED

LETTER = re.compile(r"[^\W\d_]")
LONG_AGO = MONDAY - timedelta(days=30)
CONFIG = """
[work]
mon = ["09:00-12:30", "13:00-17:30"]
days_off = ["2026-11-26"]
[prompts]
daily_cap = 4
quiet_hours = ["16:00-16:30"]
[[plan]]
id = "ones"
routine = "trap-upper-squeeze"
at = ["09:30", "09:40", "11:00", "12:45", "15:00", "16:10", "18:00"]
[[plan]]
id = "twos"
rotate = ["slow-breath", "trap-upper-squeeze"]
every_minutes = 70
"""
BROKEN = '[prompts]\ndaily_cap = 99\nsund = true\n[[plan]]\nid = "ones"\nroutine = "slow-breth"\n'


def in_dots(text: str) -> str:
    """Return a sentence with every letter a dot, its places for values left as they are."""
    said = []
    for literal, name, _, _ in Formatter().parse(text):
        dots = LETTER.sub("·", literal)
        said.append(dots.replace("{", "{{").replace("}", "}}"))
        if name is not None:
            said.append(f"{{{name}}}")
    return f"⟦{''.join(said)}⟧"


@pytest.fixture(autouse=True)
def _language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(say_module, "_translator", lambda: in_dots)


def words_of_the_routines() -> Iterable[str]:
    for routine in SHIPPED.values():
        yield from (routine.id, routine.title, *routine.source)
        for step in routine.steps:
            yield from (step.do, *(() if step.caution is None else (step.caution,)))


def known_values() -> list[str]:
    """Return the names and texts that are data, not sentences."""
    names = ["ones", "twos", "breaks", "no bus", "0.1.0", *NotifierChoice, *Tag]
    return sorted({*words_of_the_routines(), *names}, key=len, reverse=True)


def escaped(output: str) -> list[str]:
    """Return the lines of an output that hold words nobody translated."""
    found = []
    a_file = re.compile(rf"{re.escape(str(folders().config.parent))}[\w./-]*")
    for line in output.splitlines():
        left = a_file.sub("", line)
        for value in known_values():
            left = left.replace(value, "")
        if LETTER.search(left):
            found.append(line)
    return found


def prints_no_escaped_word(line: CommandLine, *arguments: str) -> None:
    result = line(*arguments)

    assert result.exit_code in (0, 1), result.output
    assert "⟦" in result.output
    assert escaped(result.output) == []


def test_the_net_catches_what_nobody_translated() -> None:
    assert escaped("⟦····⟧ Monday ⟦··⟧") == ["⟦····⟧ Monday ⟦··⟧"]
    assert escaped("⟦···· 10:30 slow-breath⟧") == []
    assert in_dots("{count} done, {{}}").format(count=3) == "⟦3 ····, {}⟧"


# Lives to look at


def somebody_new(_line: CommandLine) -> None:
    """No file, no diary."""


def an_ordinary_day(line: CommandLine) -> None:
    line.configure(CONFIG)
    with line.at(8, day=LONG_AGO).context() as context:
        tags = frozenset({Tag.BLEEDING, Tag.IMMUNITY, Tag.JAW})
        context.note(Screened(Screening(tags, AgeBand.FROM_50)))
    with line.at(9).context() as context:
        context.note(DaemonStarted("0.1.0"))
    prompt = line.at(9, 30).show_next()
    with line.context() as context:
        context.note(PromptAnswered(prompt.id, 1, Answer.SKIP, Via.NOTIFICATION))
    line.do_session("slow-breath", SHIPPED["slow-breath"].title)
    line.at(11).show_next()


def everything_that_is_noted(line: CommandLine) -> None:
    an_ordinary_day(line)
    with line.at(11, 5).context() as context:
        prompt = context.history().prompts[context.history().order[-1]].prompt
        title = SHIPPED["slow-breath"].title
        context.note(PromptNotShown(prompt.id, 1, "no bus"))
        for number, answer in enumerate(Answer, start=2):
            until = at(12) if answer is Answer.LATER else None
            context.note(PromptAnswered(prompt.id, number, answer, Via.COMMAND, until, until))
        for number, why in enumerate(HeldBack):
            context.note(PromptHeld(replace(prompt, id=f"{MONDAY}/ones/2{number}"), why))
        context.note(SessionStarted(session="s2", routine="slow-breath", title=title, steps=()))
        context.note(SessionEnded("s2", SessionEnd.STOPPED, StopReason.NO_TIME))
        for until in (None, at(12), at(9, day=MONDAY + timedelta(days=3))):
            context.note(Paused(until))
        for fact in (Resumed(), NotToday(MONDAY), Resumed(), StopAsked(), DaemonStopped()):
            context.note(fact)


def paused(line: CommandLine) -> None:
    an_ordinary_day(line)
    with line.context() as context:
        pause_until(context, at(9, day=MONDAY + timedelta(days=3)))
        not_today(context)


def nothing_can_be_shown(line: CommandLine) -> None:
    an_ordinary_day(line)
    prompt = line.at(15).show_next()
    with line.context() as context:
        context.note(PromptNotShown(prompt.id, 1, "no bus"))


def a_broken_file(line: CommandLine) -> None:
    line.configure(CONFIG)
    line.configure(BROKEN)


def a_day_off(line: CommandLine) -> None:
    an_ordinary_day(line)
    line.at(10, day=MONDAY + timedelta(days=3))


LIVES: tuple[Callable[[CommandLine], None], ...] = (
    somebody_new,
    an_ordinary_day,
    everything_that_is_noted,
    paused,
    nothing_can_be_shown,
    a_broken_file,
    a_day_off,
)
REPORTS = (
    "status",
    "today",
    "plan --days 9",
    "why",
    "history",
    "routines",
    "screen --show",
    "outlook",
    "choose",
    "history --figures",
    "notes --cycle",
)


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.__name__)
@pytest.mark.parametrize("report", REPORTS)
def test_what_reports_print_is_all_translated(
    report: str, life: Callable[[CommandLine], None]
) -> None:
    line = CommandLine()
    life(line)

    prints_no_escaped_word(line, *report.split())


# Commands that do something


@pytest.mark.parametrize(
    "commands",
    [
        ("init", "init"),
        ("later", "later 5", "skip", "skip", "later"),
        ("pause", "resume", "resume"),
        ("pause --for 2h", "pause --until 14:00", "pause --until 2026-11-25", "pause --today"),
        ("pause --for 0m", "pause --for 999d", "pause --until 09:00"),
        ("done",),
        ("routines show slow-breath", "routines show trap-upper-squeeze --as-offered"),
        ("routines show masseter-press", "routines show four-muscles-gentle --as-offered"),
        ("routines copy slow-breath", "routines copy slow-breath"),
        ("later 480",),
        (
            "stress add ones",
            "stress add ones",
            "stress add twos --physical",
            "stress",
            "stress end",
        ),
        ("stress add ones --from 2026-11-30", "stress end ones", "stress", "stress remove ones"),
        ("stress add ones --to 2026-11-22", "stress add ones --deadline 3", "stress end", "stress"),
        ("stress remove ones", "stress add ones --deadline 2062-11-30", "stress end ones"),
        (
            "period",
            "cycle",
            "period start 2026-10-23",
            "period start 2026-10-23",
            "period start 2026-10-28",
            "period start 2026-11-20",
            "period list",
            "cycle",
            "cycle --on 2026-12-18",
            "cycle --on 2027-03-01",
            "period remove 2026-11-20",
            "period remove 2026-11-20",
        ),
        ("period start 2026-07-23", "period start 2026-11-20", "period list", "cycle"),
        ("period start 2027-01-01", "period start 1990-01-01", "period start"),
        (
            "treatment",
            "treatment add",
            "treatment add",
            "treatment add 2026-11-10 --muscles trapezius,masseter --relief 3 --note ones",
            "treatment list",
            "treatment remove 9",
            "treatment remove 1",
        ),
        ("treatment add 2027-01-01", "treatment add 1990-01-01"),
        ("therapist",),
        ("outlook", "outlook --hide", "outlook --hide", "outlook --show"),
        ("checked", "choose --zones temple --side left", "tender"),
        ("done --stopped no_time", "done --stopped vision", "status", "why", "choose", "checked"),
        ("period pause", "period pause", "cycle", "period resume", "period resume"),
    ],
    ids=lambda commands: commands[0],
)
def test_what_commands_answer_is_all_translated(commands: tuple[str, ...]) -> None:
    line = CommandLine()
    an_ordinary_day(line)

    for command in commands:
        prints_no_escaped_word(line, *command.split())


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it would be the user's own")
def test_what_is_said_of_the_start_with_the_computer_is_all_translated() -> None:
    line = CommandLine()

    for wish in ("status", "on", "on", "off", "off"):
        prints_no_escaped_word(line, "autostart", wish)


def test_check_translates_everything_but_what_stands_in_the_file() -> None:
    line = CommandLine()
    line.configure(BROKEN)
    result = line("check")

    assert result.exit_code == 1
    keys = (*Prompts.__struct_fields__, *PlanEntry.__struct_fields__, "sund", "slow-breth")
    a_key = re.compile(rf"\b(?:{'|'.join(keys)})\b(?!/)")
    assert escaped(a_key.sub("", result.output)) == []


def test_doctor_translates_everything_but_the_technical_details_in_brackets() -> None:
    output = CommandLine().ok("doctor")

    details = re.compile(r"^\s+\(.*\)$", re.MULTILINE)
    assert details.search(output)
    assert escaped(details.sub("", output)) == []


# What the background program says


def test_the_first_lines_of_the_program_are_all_translated() -> None:
    line = CommandLine()
    an_ordinary_day(line)
    with line.context() as context:
        said = [say_module.say(one) for one in greeting(context)]

    assert escaped("\n".join(said)) == []


@pytest.mark.parametrize("kind", PromptKind)
@pytest.mark.parametrize("wording", Wording)
def test_notifications_are_all_translated(kind: PromptKind, wording: Wording) -> None:
    line = CommandLine()
    an_ordinary_day(line)
    screening = Screening(frozenset(), AgeBand.FROM_18_TO_49)
    with line.context() as context:
        state = look(context).history.latest
        assert state is not None
        now = context.now()
    prompt = replace(state.prompt, kind=kind)
    for routine in SHIPPED.values():
        found = as_offered(routine, screening, {})
        offered = found if isinstance(found, Offered) else None
        order = order_of(prompt, 1, offered, Prompts(wording=wording), now)
        steps = "" if order.steps is None else f"{order.steps.title}\n{order.steps.body}"
        buttons = "\n".join(button.label for button in order.buttons)
        assert escaped(f"{order.title}\n{order.body}\n{buttons}\n{steps}") == []

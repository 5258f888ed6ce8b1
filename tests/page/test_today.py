"""What leads on today, and what stands beside it."""

from __future__ import annotations

import re
from datetime import date

import pytest

from selfcare.app.flaring import begin_quiet_day
from selfcare.app.pausing import not_today, pause_until
from selfcare.app.quick_noting import note_headache_now
from selfcare.app.session import begin
from selfcare.domain.checkin import CheckIn, Headache
from selfcare.domain.facts import (
    AlarmRaised,
    CheckedIn,
    OutlookSwitched,
    PeriodStarted,
    PromptAnswered,
    PromptNotShown,
    StressAdded,
)
from selfcare.domain.message import message
from selfcare.domain.prompt import Answer, Asks, PromptKind, Via
from selfcare.domain.red_flags import Cause, Level
from selfcare.domain.stress import StressKind
from selfcare.domain.week import DAY
from tests.cli.command_line import MONDAY, CommandLine, at
from tests.page.reader import Reader
from tests.page.today_desk import (
    GENTLE,
    SCRIPT,
    TITLE,
    a_prompt,
    answer,
    facts,
    lead_of,
    line,
    main_of,
    note,
    show,
)

__all__ = ["line"]


# What leads


def test_whoever_comes_for_the_first_time_is_led_to_the_first_steps(reader: Reader) -> None:
    page = reader.text("/today")

    assert "<h1>Welcome</h1>" in page
    assert 'href="/first-steps"' in lead_of(page)
    assert "Or a short break first: Two quiet minutes" in main_of(page)
    assert "Outlook" not in main_of(page)


def test_the_welcome_is_answered_from_the_first_steps(reader: Reader, line: CommandLine) -> None:
    prompt = show(line, a_prompt(PromptKind.WELCOME, routine=GENTLE))
    lead = lead_of(reader.text("/today"))

    assert [*re.findall(r'name="answer" value="(\w+)"', lead)] == ["screen", "skip", "start"]
    assert reader.goes("/today/answer", answer(prompt, "screen")) == "/first-steps"


def test_where_nothing_waits_the_next_one_stands_there_with_when_and_why(
    reader: Reader, line: CommandLine
) -> None:
    line.with_breaks_only().screen()
    page = reader.text("/today")

    assert "Nothing waits for you just now" in page
    assert "Next, at 10:30" in main_of(page)
    assert f'<h2 id="lead">{TITLE}</h2>' in page
    assert "Your plan “breaks” has it at 10:30." in main_of(page)
    assert 'action="/session/choose"><button class="btn btn-primary btn-large"' in page
    assert f'name="routine" value="{GENTLE}"' in lead_of(page)
    assert main_of(page).index("2 minutes, at the desk") < main_of(page).index("Start now")
    assert "no pressing" in main_of(page)
    assert "<svg" in lead_of(page)


def test_there_is_one_primary_button(reader: Reader, line: CommandLine) -> None:
    line.with_breaks_only().screen()

    assert reader.text("/today").count("btn-primary") == 1
    show(line, a_prompt(PromptKind.ROUTINE, routine=GENTLE))
    assert reader.text("/today").count("btn-primary") == 1


def test_a_prompt_that_waits_leads_with_its_answers(reader: Reader, line: CommandLine) -> None:
    line.screen()
    show(line, a_prompt(PromptKind.ROUTINE, routine=GENTLE))
    page = reader.text("/today")

    assert "A good moment for a pause, if it suits you" in page
    assert "It waits for you until 10:55" in main_of(page)
    assert f'<h2 id="lead">{TITLE}</h2>' in page
    assert "It has its reason." in main_of(page)
    found = re.findall(r'name="answer" value="(\w+)">(?:<svg.*?</svg>)?([^<]*)<', lead_of(page))
    assert found == [("start", "Start"), ("later", "In 10 min"), ("skip", "Skip")]


def test_a_prompt_that_was_put_off_can_be_begun_before_it_is_back(
    reader: Reader, line: CommandLine
) -> None:
    line.screen()
    prompt = show(line, a_prompt(PromptKind.ROUTINE, routine=GENTLE))
    put_off = PromptAnswered(
        prompt.id, 1, Answer.LATER, Via.NOTIFICATION, until=at(10, 10), expires=at(10, 55)
    )
    note(line, put_off)
    page = reader.text("/today")

    assert "You put it off until 10:10" in main_of(page)
    assert reader.goes("/today/answer", answer(prompt, "start")) == "/session"


def test_an_open_check_in_leads_to_the_check_in(reader: Reader, line: CommandLine) -> None:
    line.screen()
    show(line, a_prompt(PromptKind.CHECKIN, asks=Asks.DIARY))
    page = reader.text("/today")

    assert "<h1>Time for your check-in</h1>" in page
    assert '<a class="btn btn-primary btn-large" href="/checkin">Check in</a>' in page
    assert re.findall(r'name="answer" value="(\w+)"', lead_of(page)) == ["later", "skip"]


@pytest.mark.parametrize("kind", [PromptKind.HEADS_UP, PromptKind.SUMMARY])
def test_a_note_is_read_in_full_and_put_away(
    reader: Reader, line: CommandLine, kind: PromptKind
) -> None:
    line.screen()
    prompt = show(line, a_prompt(kind, detail=message("Four weeks: {n} of 18 days.", n=5)))
    page = reader.text("/today")

    assert "Four weeks: 5 of 18 days. All right" in main_of(page)
    assert reader.goes("/today/answer", answer(prompt, "done")) == "/today"
    assert "Four weeks" not in lead_of(reader.text("/today"))


def test_a_note_that_was_opened_on_the_notification_is_still_there(
    reader: Reader, line: CommandLine
) -> None:
    line.screen()
    prompt = show(line, a_prompt(PromptKind.SUMMARY, detail=message("Four weeks.")))
    note(line, PromptAnswered(prompt.id, 1, Answer.START, Via.NOTIFICATION))

    assert "Four weeks. All right" in main_of(reader.text("/today"))
    assert reader.goes("/today/answer", answer(prompt, "done")) == "/today"
    assert "Four weeks." not in lead_of(reader.text("/today"))


def test_a_session_left_in_the_middle_comes_before_everything_else(
    reader: Reader, line: CommandLine
) -> None:
    line.with_breaks_only().screen()
    with line.context() as context:
        begin(context, context.in_force.library.routines[GENTLE])
        pause_until(context, None)
    page = reader.text("/today")

    assert "You had begun a routine" in page
    assert '<a class="btn btn-primary btn-large" href="/session">' in page
    assert "Part 1 of" in main_of(page)
    assert "selfcare is paused until you say" not in main_of(page)
    assert 'action="/today/resume"' in page


def test_a_prompt_beside_a_session_left_in_the_middle_keeps_its_answers(
    reader: Reader, line: CommandLine
) -> None:
    line.screen()
    with line.context() as context:
        begin(context, context.in_force.library.routines[GENTLE])
    show(line, a_prompt(PromptKind.CHECKIN, asks=Asks.DIARY))
    page = reader.text("/today")

    assert 'href="/session"' in lead_of(page)
    assert '<a class="btn btn-quiet" href="/checkin">Check in</a>' in page


def test_a_notice_about_a_file_stands_beside_and_is_put_away(
    reader: Reader, line: CommandLine
) -> None:
    prompt = show(line, a_prompt(PromptKind.NOTICE, detail=message("Line 3 needs a look.")))
    page = reader.text("/today")

    assert "<h1>Welcome</h1>" in page
    assert "A file needs a look Line 3 needs a look. All right" in main_of(page)
    reader.goes("/today/answer", answer(prompt, "done"))
    assert "Line 3 needs a look" not in reader.text("/today")


# What rests


def test_a_pause_says_until_when_and_ends_with_one_button(
    reader: Reader, line: CommandLine
) -> None:
    line.with_breaks_only().screen()
    with line.context() as context:
        pause_until(context, at(12))
    page = reader.text("/today")

    assert "selfcare is paused until 12:00." in main_of(page)
    assert "selfcare resume" not in page
    assert "After that: Two-minute break, at 15:00." in main_of(page)
    assert reader.goes("/today/resume") == "/today"
    assert "Next, at 10:30" in main_of(reader.text("/today"))


def test_not_today_can_be_undone(reader: Reader, line: CommandLine) -> None:
    line.with_breaks_only().screen()
    with line.context() as context:
        not_today(context)

    assert "You said “not today”." in main_of(reader.text("/today"))
    assert reader.goes("/today/resume") == "/today"
    assert "Next, at 10:30" in main_of(reader.text("/today"))


def test_on_a_quiet_day_what_fits_is_one_tap_away(reader: Reader, line: CommandLine) -> None:
    line.screen()
    with line.context() as context:
        begin_quiet_day(context)
    page = reader.text("/today")

    assert "The rest of the day is quiet, as you asked." in main_of(page)
    assert 'href="/quiet/now"' in lead_of(page)


# What comes first of all


def test_the_questions_come_first_and_nothing_of_routines_beside_them(
    reader: Reader, line: CommandLine
) -> None:
    line.with_breaks_only().screen()
    with line.context() as context:
        note_headache_now(context, 8)
    page = reader.text("/today")

    assert 'class="btn btn-primary btn-large" href="/questions"' in page
    for word in (TITLE, "Outlook", "session/choose", "10:30", "Start now", "About this day"):
        assert word not in main_of(page)
    assert "Stress" in main_of(page)


def test_while_an_alarm_is_open_there_is_the_way_to_its_text_and_no_advice(
    reader: Reader, line: CommandLine
) -> None:
    line.with_breaks_only().screen()
    note(line, AlarmRaised(Level.URGENT, Cause.FLAGS, MONDAY))
    page = reader.text("/today")

    assert 'class="btn btn-primary btn-large" href="/help"' in page
    assert "Routines rest until you have been checked." in main_of(page)
    for word in (TITLE, "Outlook", "session/choose", "Start now", "a usual day"):
        assert word not in page


def test_the_diary_stays_open_while_an_alarm_is(reader: Reader, line: CommandLine) -> None:
    line.screen()
    note(line, AlarmRaised(Level.URGENT, Cause.FLAGS, MONDAY))
    show(line, a_prompt(PromptKind.CHECKIN, asks=Asks.DIARY))

    assert 'class="btn btn-quiet" href="/checkin">Check in</a>' in reader.text("/today")


# Why nothing comes


def test_that_it_does_not_run_is_said_with_the_button_that_starts_it(
    reader: Reader, line: CommandLine
) -> None:
    line.screen()
    page = reader.text("/today")

    assert "selfcare is not running. Until it runs, nothing comes by itself." in main_of(page)
    assert 'action="/today/run"' in page


def test_a_day_off_says_so(reader: Reader, line: CommandLine) -> None:
    line.configure(f'[work]\ndays_off = ["{MONDAY}"]\n')
    line.screen()

    assert "Today is one of your days off." in main_of(reader.text("/today"))


def test_an_empty_plan_leads_to_routines_and_settings(reader: Reader, line: CommandLine) -> None:
    line.configure("plan = []\n[checkins]\ndiary = false\nweek = false\n")
    line.screen()
    page = reader.text("/today")

    assert "Nothing is planned" in page
    assert "Your plan is empty" in main_of(page)
    assert 'href="/routines">Choose a routine' in lead_of(page)
    assert 'href="/settings"' in lead_of(page)


def test_what_could_not_be_shown_is_told_with_its_reason(reader: Reader, line: CommandLine) -> None:
    line.screen()
    note(line, PromptNotShown("x", 1, f"no bus {SCRIPT}"))
    page = reader.text("/today")

    assert "Prompts that could not be shown today: 1." in main_of(page)
    assert "no bus &lt;script&gt;" in page


def test_without_the_health_questions_they_are_offered_again(
    reader: Reader, line: CommandLine
) -> None:
    line.do_session(GENTLE, TITLE)

    page = reader.text("/today")
    assert "Welcome" not in main_of(page)
    assert "The health questions are not answered yet" in main_of(page)
    assert 'href="/first-steps"' in page


# The day


def test_the_day_holds_what_was_what_is_and_what_comes(reader: Reader, line: CommandLine) -> None:
    line.with_breaks_only().screen()
    line.at(10, 31).show_next()
    note(line, PromptAnswered(f"{MONDAY}/breaks/1", 1, Answer.SKIP, Via.NOTIFICATION))
    line.at(10, 40).do_session("slow-breath", "Slow breath")
    day = main_of(reader.text("/today"))

    assert re.search(f"10:30 {TITLE} You let it go at 10:31.", day)
    assert re.search("10:40 Slow breath, begun by you Done at 10:40.", day)
    assert re.search("15:00 [A-Z]", day)


def test_what_is_special_about_the_day_is_said(reader: Reader, line: CommandLine) -> None:
    line.screen()
    stress = StressAdded(
        period="1", name=f"Tax {SCRIPT}", first=MONDAY, last=MONDAY + DAY, kind=StressKind.EMOTIONAL
    )
    note(line, stress)
    page = reader.text("/today")

    assert "is under way. Breaks are short and without pressing" in main_of(page)
    assert "Tax &lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_an_ordinary_day_has_nothing_special_about_it(reader: Reader, line: CommandLine) -> None:
    line.screen()

    assert "About this day" not in reader.text("/today")


def test_days_to_fill_in_are_offered_and_one_tap_is_enough(
    reader: Reader, line: CommandLine
) -> None:
    line.screen()
    saturday = MONDAY - 2 * DAY
    page = reader.text("/today")

    assert f'href="/checkin?day={saturday}"' in page
    reader.goes("/today/note", {"what": "no_headache", "day": str(saturday)})
    (noted,) = [one for one in facts(line) if isinstance(one, CheckedIn)]
    assert noted.check_in == CheckIn(day=saturday, headache=Headache.NO)
    assert f'href="/checkin?day={saturday}"' not in reader.text("/today")


# The outlook


def test_the_outlook_says_why_and_can_be_hidden_and_shown(
    reader: Reader, line: CommandLine
) -> None:
    line.screen()
    assert "A usual day, as far as can be told." in main_of(reader.text("/today"))

    reader.goes("/today/outlook", {"shown": "no"})
    page = reader.text("/today")
    assert "A usual day" not in page
    assert "The outlook is hidden." in main_of(page)
    assert "selfcare outlook" not in page

    reader.goes("/today/outlook", {"shown": "yes"})
    assert "A usual day" in reader.text("/today")
    assert [one for one in facts(line) if isinstance(one, OutlookSwitched)] == [
        OutlookSwitched(shown=False),
        OutlookSwitched(shown=True),
    ]


# Files


def test_problems_stand_with_file_line_and_cure_and_nothing_in_them_acts(
    reader: Reader, line: CommandLine
) -> None:
    line.configure(f'[work]\nmondy = "9"\n[[plan]]\nid = "x"\nroutine = "{SCRIPT}"\n')
    line.screen()
    page = reader.text("/today")

    told = main_of(page)
    assert "config.toml Line 2 Unknown key &#34;mondy&#34;. Did you mean" in told
    assert "so your last good settings hold" in page
    assert SCRIPT not in page


def test_a_routine_of_ones_own_that_is_broken_is_named_with_its_line(
    reader: Reader, line: CommandLine
) -> None:
    line.configure("")
    line.screen()
    with line.context() as context:
        folder = context.folders.routines
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text('title = "Mine"\n', encoding="utf-8")

    assert "routines/mine.toml Line 1 " in main_of(reader.text("/today"))


def test_files_without_a_fault_are_not_spoken_of(reader: Reader, line: CommandLine) -> None:
    line.with_breaks_only().screen()

    assert "Your own files" not in reader.text("/today")


# What others may see


@pytest.mark.parametrize("path", ["/today", "/quiet", "/quiet/now", "/times", "/days"])
def test_titles_and_addresses_are_neutral(reader: Reader, line: CommandLine, path: str) -> None:
    line.screen()
    title = re.search(r"<title>(.*?)</title>", reader.text(path))

    assert title is not None
    seen = f"{title[1]} {path}".lower()
    for word in ("pain", "head", "muscle", "cycle", "bleed", "period", "symptom", "stress"):
        assert word not in seen


def test_the_cycle_is_not_spoken_of_where_it_is_off(reader: Reader, line: CommandLine) -> None:
    line.configure('[cycle]\nmode = "off"\n')
    line.screen()
    note(line, PeriodStarted(date(2026, 11, 1)))
    page = reader.text("/today").lower()

    for word in ("cycle", "bleeding", "/days"):
        assert word not in page

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from msgspec.structs import replace

from selfcare.domain.facts import DaemonStarted, PromptHeld, PromptNotShown
from selfcare.domain.prompt import HeldBack
from tests.cli.command_line import BREAKS_ONLY, MONDAY, CommandLine

TUESDAY = date(2026, 11, 24)
GENTLE = "four-muscles-gentle"


def test_the_plan_as_data_is_pinned() -> None:
    line = CommandLine()

    assert line.data("plan", "--from", "2026-11-23", "--days", "1") == [
        {
            "id": "2026-11-23/breaks/3",
            "kind": "routine",
            "due": "2026-11-23T15:00:00+01:00",
            "expires": "2026-11-23T16:00:00+01:00",
            "title": "Two-minute break",
            "body": "A good moment for a pause, if it suits you. To begin: open selfcare",
            "routine": GENTLE,
            "reason": "Your plan “breaks” has it at 15:00.",
            "signals": ["diary"],
        },
        {
            "id": "2026-11-23/diary/1",
            "kind": "checkin",
            "due": "2026-11-23T16:30:00+01:00",
            "expires": "2026-11-23T17:30:00+01:00",
            "title": "Time for your check-in",
            "body": "It takes less than a minute, if it suits you. To begin: open selfcare",
            "routine": None,
            "reason": "The check-in comes once on each workday, before your work ends.",
            "signals": ["diary"],
        },
    ]


def test_a_plan_without_anything_is_an_empty_list() -> None:
    assert CommandLine().data("plan", "--from", "2026-11-22", "--days", "1") == []


def test_the_plan_covers_any_span_and_counts_today_as_the_first_day_of_an_empty_diary() -> None:
    found = CommandLine().data("plan", "--from", "2026-11-23", "--days", "14")

    days = [prompt["due"][:10] for prompt in found]
    assert days.count("2026-11-27") == 2
    assert days.count("2026-11-30") == 4
    assert days[-1] == "2026-12-04"


def test_from_the_second_week_on_every_break_of_the_plan_has_room_beside_the_check_in() -> None:
    found = CommandLine().data("plan", "--from", "2026-11-30", "--days", "1")

    assert [(prompt["due"][11:16], prompt["id"]) for prompt in found] == [
        ("10:30", "2026-11-30/breaks/1"),
        ("12:30", "2026-11-30/breaks/2"),
        ("15:00", "2026-11-30/breaks/3"),
        ("16:30", "2026-11-30/diary/1"),
    ]


def test_the_plan_for_people_has_days_reasons_and_what_is_held_back() -> None:
    text = CommandLine().ok("plan", "--days", "1")

    assert text == (
        "Monday, 2026-11-23\n"
        "  10:30  not offered: The break “breaks”. The limit is 2 a day.\n"
        "  12:30  not offered: The break “breaks”. The limit is 2 a day.\n"
        "  15:00  Two-minute break: Two quiet minutes (four-muscles-gentle)\n"
        "         Your plan “breaks” has it at 15:00.\n"
        "  16:30  Time for your check-in\n"
        "         The check-in comes once on each workday, before your work ends.\n"
    )


def test_the_plan_says_first_what_is_special_about_a_day_and_what_that_changes() -> None:
    line = CommandLine()
    line.ok("stress", "add", "Tax", "--deadline", "2026-11-24")

    text = line.ok("plan", "--days", "2")
    found = line.data("plan", "--days", "2")

    assert text == (
        "Monday, 2026-11-23\n"
        "  “Tax” is due on Tuesday, 2026-11-24."
        " A quiet wind-down is offered before your work ends.\n"
        "  10:30  not offered: The break “breaks”. The limit is 2 a day.\n"
        "  12:30  not offered: The break “breaks”. The limit is 2 a day.\n"
        "  15:00  not offered: The break “breaks”. The limit is 2 a day.\n"
        "  16:30  Time for your check-in\n"
        "         The check-in comes once on each workday, before your work ends.\n"
        "  17:00  Eight-minute break: Wind down (let-down-wind-down)\n"
        "         “Tax” is due on Tuesday, 2026-11-24.\n"
        "Tuesday, 2026-11-24\n"
        "  “Tax” is due. Breaks are short and without pressing; the check-in is shorter.\n"
        "  10:30  not offered: The break “breaks”. The limit is 2 a day.\n"
        "  12:30  not offered: The break “breaks”. The limit is 2 a day.\n"
        "  15:00  Two-minute break: Two quiet minutes (four-muscles-gentle)\n"
        "         Your plan “breaks” has it at 15:00. It is a short one without pressing: “Tax” is"
        " due.\n"
        "  16:30  Time for your check-in\n"
        "         The check-in comes once on each workday, before your work ends.\n"
    )
    assert [(prompt["id"], prompt["signals"]) for prompt in found] == [
        ("2026-11-23/diary/1", ["deadline_eve", "diary"]),
        ("stress/2026-11-24/eve", ["deadline_eve", "diary"]),
        ("2026-11-24/breaks/3", ["deadline", "diary"]),
        ("2026-11-24/diary/1", ["deadline", "diary"]),
    ]


def test_the_plan_of_a_day_with_nothing_says_what_is_special_but_not_what_would_come_of_it() -> (
    None
):
    line = CommandLine()
    line.ok("stress", "add", "Move", "--from", "2026-11-27", "--to", "2026-11-28", "--physical")

    assert line.ok("plan", "--from", "2026-11-28", "--days", "2") == (
        "Saturday, 2026-11-28: nothing.\n  “Move” is under way.\nSunday, 2026-11-29: nothing.\n"
    )


def test_the_plan_says_which_times_of_a_night_shift_lie_on_the_next_date() -> None:
    line = CommandLine()
    line.configure(
        '[work]\nmon = ["22:00-06:00"]\n[[plan]]\nid = "night"\nroutine = "slow-breath"\n'
        'at = ["23:30", "01:30"]\nweekdays = ["mon"]\n'
    )

    text = line.ok("plan", "--days", "1")

    assert "\n  23:30  " in text
    assert "\n  01:30 (Tuesday)  " in text


def test_the_plan_marks_what_was_shown_and_what_has_gone_by() -> None:
    line = CommandLine().with_breaks_only().at(10, 35)
    line.show_next()

    text = line.at(17).ok("plan", "--days", "1")

    assert "10:30  Two-minute break: Two quiet minutes" in text
    assert text.count("It has been shown already.") == 1
    assert text.count("Its time has gone by.") == 1


def test_the_plan_says_that_selfcare_is_paused_and_which_days_are_off() -> None:
    line = CommandLine()
    line.configure('[work]\ndays_off = ["2026-11-24"]\n')
    line.ok("pause", "--for", "2h")

    text = line.ok("plan", "--days", "3")

    assert text.startswith("selfcare is paused until 12:00. To end the pause: selfcare resume\n")
    assert "Tuesday, 2026-11-24: a day off.\n" in text


def test_a_plan_at_the_end_of_the_calendar_is_wrong_usage() -> None:
    for day in ("9999-12-30", "0001-01-01"):
        assert CommandLine()("plan", "--from", day).exit_code == 2


def test_a_day_that_is_no_date_is_wrong_usage() -> None:
    result = CommandLine()("plan", "--from", "tomorrow")

    assert result.exit_code == 2
    assert "“tomorrow” is not a date. Write it as 2026-11-25." in result.stderr


def test_the_status_of_a_fresh_computer_is_pinned() -> None:
    assert CommandLine().data("status") == {
        "running": False,
        "safe_mode": False,
        "open": None,
        "last": None,
        "next": {
            "id": "2026-11-23/breaks/3",
            "kind": "routine",
            "at": "2026-11-23T15:00:00+01:00",
            "title": "Two-minute break",
            "routine": GENTLE,
            "reason": "Your plan “breaks” has it at 15:00.",
        },
        "paused": False,
        "paused_until": None,
        "not_today": False,
        "rests": None,
        "notifier": None,
        "not_shown_today": {"prompts": 0, "why": None},
        "problems": {"errors": 0, "notes": 0},
        "settings_broken": False,
        "screened_on": None,
        "sessions_done_today": 0,
        "unreadable_entries": 0,
    }


def test_the_status_of_a_fresh_computer_in_words() -> None:
    assert CommandLine().ok("status") == (
        "selfcare is not running. To start it: selfcare start\n"
        "Next: Two-minute break, in 5 hours, at 15:00.\n"
        "Routines done today: none yet.\n"
        "The health questions are not answered yet, so only gentle routines are offered."
        " To answer them: selfcare screen\n"
    )


def test_the_status_tells_the_open_prompt_and_the_notifier() -> None:
    line = CommandLine().with_breaks_only().at(10, 30)
    line.show_next()

    found = line.at(10, 35).data("status")
    text = line.ok("status")

    assert found["open"] == {
        "id": "2026-11-23/breaks/1",
        "kind": "routine",
        "at": "2026-11-23T10:30:00+01:00",
        "title": "Two-minute break",
        "routine": GENTLE,
        "reason": "Your plan “breaks” has it at 10:30.",
        "became": "open",
        "about": "It waits for you until 11:30. To begin: selfcare now",
    }
    assert found["notifier"] == "desktop"
    assert "Open: Two-minute break. It waits for you until 11:30." in text
    assert "The last prompt was shown by: desktop." in text


def test_the_status_tells_an_open_check_in() -> None:
    line = CommandLine().at(15)
    line.show_next()
    line.ok("skip")
    line.at(16, 30).show_next()

    found = line.at(16, 35).data("status")["open"]

    assert (found["id"], found["kind"], found["routine"]) == (
        "2026-11-23/diary/1",
        "checkin",
        None,
    )
    assert (
        "Open: Time for your check-in. It waits for you until 17:30. To open it: selfcare now\n"
        in line.ok("status")
    )


def test_the_status_counts_prompts_that_could_not_be_shown_until_they_are() -> None:
    line = CommandLine().with_breaks_only().at(10, 30)
    prompt = line.show_next()
    with line.context() as context:
        context.note(PromptNotShown("other", 1, "no bus"))
        context.note(PromptNotShown("other", 1, "no server"))
        context.note(PromptNotShown(prompt.id, 1, "too late"))

    assert line.data("status")["not_shown_today"] == {"prompts": 2, "why": "too late"}
    assert "Prompts that could not be shown today: 2." in line.ok("status")
    assert line.at(10, 30, TUESDAY).data("status")["not_shown_today"]["prompts"] == 0


def test_the_status_tells_pauses_problems_sessions_and_the_screening() -> None:
    line = CommandLine()
    line.screen()
    line.do_session(GENTLE, "Two quiet minutes")
    line.configure("[prompts]\ndaly_cap = 3\n")
    line.ok("pause", "--today")
    line.ok("pause")

    found = line.data("status")
    text = line.ok("status")

    assert found["paused"] is True
    assert found["paused_until"] is None
    assert found["not_today"] is True
    assert found["next"] is None
    assert found["screened_on"] == "2026-11-23"
    assert found["sessions_done_today"] == 1
    assert found["settings_broken"] is True
    assert found["problems"] == {"errors": 1, "notes": 0}
    assert "Paused until you say: selfcare resume\n" in text
    assert "No more prompts today, as you asked." in text
    assert "Routines done today: 1." in text
    assert "Your config.toml has an error, so your last good settings hold." in text
    assert "The health questions were answered on 2026-11-23." in text


def test_the_next_prompt_waits_for_the_end_of_a_pause_if_it_lasts_that_long() -> None:
    line = CommandLine().with_breaks_only()

    line.ok("pause", "--until", "11:00")
    assert line.data("status")["next"]["at"] == "2026-11-23T11:00:00+01:00"
    line.ok("pause", "--until", "12:00")
    assert line.data("status")["next"]["at"] == "2026-11-23T15:00:00+01:00"


def test_the_next_prompt_keeps_its_distance_from_the_last() -> None:
    line = CommandLine().at(11, 20)
    line.configure(
        f'{BREAKS_ONLY}[[plan]]\nid = "often"\nroutine = "slow-breath"\nat = ["10:30", "11:25"]\n'
    )
    line.show_next()

    assert line.at(11, 21).data("status")["next"]["at"] == "2026-11-23T11:50:00+01:00"


def test_today_tells_what_became_of_every_prompt() -> None:
    line = CommandLine().at(15)
    prompt = line.show_next()
    line.at(15, 10).do_session(GENTLE, "Two quiet minutes", prompt.id)

    assert line.data("today") == [
        {
            "at": "2026-11-23T10:30:00+01:00",
            "id": "2026-11-23/breaks/1",
            "kind": "routine",
            "title": "Short break",
            "routine": None,
            "became": "held_back",
            "about": "The limit is 2 a day.",
        },
        {
            "at": "2026-11-23T12:30:00+01:00",
            "id": "2026-11-23/breaks/2",
            "kind": "routine",
            "title": "Short break",
            "routine": None,
            "became": "held_back",
            "about": "The limit is 2 a day.",
        },
        {
            "at": "2026-11-23T15:00:00+01:00",
            "id": "2026-11-23/breaks/3",
            "kind": "routine",
            "title": "Two-minute break",
            "routine": GENTLE,
            "became": "done",
            "about": "Done at 15:10.",
        },
        {
            "at": "2026-11-23T16:30:00+01:00",
            "id": "2026-11-23/diary/1",
            "kind": "checkin",
            "title": "Time for your check-in",
            "routine": None,
            "became": "ahead",
            "about": "Still to come.",
        },
    ]


def test_today_of_a_fresh_computer_in_words() -> None:
    assert CommandLine().ok("today") == (
        "Monday, 2026-11-23\n"
        "  10:30  Short break\n"
        "         The limit is 2 a day.\n"
        "  12:30  Short break\n"
        "         The limit is 2 a day.\n"
        "  15:00  Two-minute break (four-muscles-gentle)\n"
        "         Still to come.\n"
        "  16:30  Time for your check-in\n"
        "         Still to come.\n"
    )


def test_today_tells_skipped_put_off_lapsed_and_passed_by() -> None:
    line = CommandLine()
    line.configure(f"{BREAKS_ONLY}[prompts]\nfirst_week_cap = 12\ndaily_cap = 12\n")
    line.at(10, 30).show_next()
    line.ok("skip")
    line.at(12, 30).show_next()
    line.ok("later", "20")

    def fates() -> list[tuple[str, str]]:
        return [(item["became"], item["about"]) for item in line.data("today")]

    assert fates() == [
        ("skipped", "You let it go at 10:30."),
        ("put_off", "You put it off until 12:50."),
        ("ahead", "Still to come."),
    ]
    line.at(15, 1)
    assert fates()[1:] == [
        ("lapsed", "It went by without an answer."),
        ("waiting", "Its time has come; it is not on the screen yet."),
    ]
    line.at(17)
    assert fates()[2] == ("passed_by", "Its time went by; selfcare was not running then.")


def test_today_lists_a_routine_begun_by_hand() -> None:
    line = CommandLine().at(11)
    line.do_session("slow-breath", "Slow breathing")

    assert (
        "  11:00  Slow breathing, begun by you (slow-breath)\n         Done at 11:00.\n"
        in line.ok("today")
    )


def test_a_day_long_gone_is_told_from_the_diary() -> None:
    line = CommandLine().with_breaks_only().at(10, 30)
    line.show_next()
    line.ok("skip")

    line.at(9, day=date(2027, 6, 1))

    assert line.data("today", "--on", "2026-11-23")[0]["became"] == "skipped"


def test_a_night_shift_still_has_the_day_it_began_on() -> None:
    line = CommandLine()
    line.configure(
        '[work]\nmon = ["22:00-06:00"]\n[[plan]]\nid = "night"\nroutine = "slow-breath"\n'
        'at = ["02:00"]\n'
    )

    assert line.at(1, day=TUESDAY).ok("today").startswith("Monday, 2026-11-23\n  02:00")


def test_a_day_without_work_holds_nothing() -> None:
    text = CommandLine().ok("today", "--on", "2026-11-22")

    assert text == (
        "Sunday, 2026-11-22\n  Nothing is planned for this day. To see why: selfcare why\n"
    )


def test_why_explains_the_last_the_next_the_day_and_what_was_held_back() -> None:
    line = CommandLine().at(15)
    line.show_next()
    line.ok("skip")

    found = line.at(15, 30).data("why")
    text = line.ok("why")

    assert found["last"] == {
        "id": "2026-11-23/breaks/3",
        "kind": "routine",
        "at": "2026-11-23T15:00:00+01:00",
        "title": "Two-minute break",
        "routine": GENTLE,
        "reason": "Your plan “breaks” has it at 15:00.",
        "became": "skipped",
        "about": "You let it go at 15:00.",
    }
    assert found["next"] == {
        "id": "2026-11-23/diary/1",
        "kind": "checkin",
        "at": "2026-11-23T16:30:00+01:00",
        "title": "Time for your check-in",
        "routine": None,
        "reason": "The check-in comes once on each workday, before your work ends.",
    }
    assert found["signals"] == [
        {
            "id": "diary",
            "reason": "It is one of your workdays.",
            "changes": "A check-in comes before your work ends.",
        }
    ]
    assert [(one["at"], one["about"]) for one in found["held"]] == [
        ("2026-11-23T10:30:00+01:00", "The limit is 2 a day."),
        ("2026-11-23T12:30:00+01:00", "The limit is 2 a day."),
    ]
    assert text == (
        "Last: Two-minute break, 30 minutes ago, at 15:00.\n"
        "  Why: Your plan “breaks” has it at 15:00.\n"
        "  Since then: You let it go at 15:00.\n"
        "Next: Time for your check-in, in 1 hour, at 16:30.\n"
        "  Why: The check-in comes once on each workday, before your work ends.\n"
        "  But: selfcare is not running. To start it: selfcare start\n"
        "About today:\n"
        "  It is one of your workdays. A check-in comes before your work ends.\n"
        "Held back today:\n"
        "  10:30  The break “breaks”: The limit is 2 a day.\n"
        "  12:30  The break “breaks”: The limit is 2 a day.\n"
    )


def test_why_on_another_day_tells_what_is_special_about_that_day() -> None:
    line = CommandLine()
    line.ok("stress", "add", "Tax", "--deadline", "2026-11-25")

    text = line.ok("why", "--on", "2026-11-25")

    assert (
        "About 2026-11-25:\n"
        "  “Tax” is due. Breaks are short and without pressing; the check-in is shorter.\n"
        "  It is one of your workdays."
        " A check-in with three questions comes before your work ends.\n"
        "Held back on 2026-11-25:\n"
    ) in text
    assert [one["id"] for one in line.data("why", "--on", "2026-11-25")["signals"]] == [
        "deadline",
        "diary",
    ]


def test_why_has_nothing_about_a_day_like_any_other() -> None:
    line = CommandLine().with_breaks_only()

    assert line.data("why")["signals"] == []
    assert "About today" not in line.ok("why")


def test_why_tells_everything_that_stands_in_the_way() -> None:
    line = CommandLine().at(15)
    line.configure(
        f'{BREAKS_ONLY}[work]\ndays_off = ["2026-11-24"]\n[prompts]\nfirst_week_cap = 1\n'
    )
    line.show_next()
    assert line.data("why")["obstacles"] == [
        "selfcare is not running. To start it: selfcare start",
        "A prompt waits for your answer; the next comes after it: selfcare status",
        "1 of at most 1 prompts of today have been.",
    ]
    line.ok("skip")
    line.ok("pause", "--for", "1h")
    line.ok("pause", "--today")
    assert line.data("why")["obstacles"][1:3] == [
        "selfcare is paused until 16:00. To end the pause: selfcare resume",
        "You said “not today”. To undo it: selfcare resume",
    ]
    assert line.at(10, day=TUESDAY).data("why")["obstacles"][1:] == [
        "Today is one of your days off."
    ]
    assert line.at(10, day=date(2026, 11, 28)).data("why")["obstacles"][1:] == [
        "Today is not one of your work days."
    ]


def test_why_says_that_a_plan_is_empty() -> None:
    line = CommandLine()
    line.configure(f"plan = []\n{BREAKS_ONLY}")

    found = line.data("why")

    assert found["next"] is None
    assert found["obstacles"][1:] == ["Your plan is empty: config.toml has no [[plan]]."]


def test_with_an_empty_plan_the_check_in_still_comes() -> None:
    line = CommandLine()
    line.configure("plan = []\n")

    found = line.data("why")

    assert found["next"]["id"] == "2026-11-23/diary/1"
    assert found["obstacles"][1:] == ["Your plan is empty: config.toml has no [[plan]]."]


def test_why_says_that_the_plan_has_nothing_ahead() -> None:
    line = CommandLine()
    line.configure('[work]\ndays_off = ["2026-11-01..2027-11-01"]\n')

    assert line.data("why")["obstacles"][-1] == (
        "Nothing of your plan falls into the next two weeks."
    )


def test_why_tells_what_the_diary_says_was_held_back() -> None:
    line = CommandLine().with_breaks_only().at(10, 30)
    prompt = line.show_next()
    with line.context() as context:
        context.note(PromptHeld(replace(prompt, id="2026-11-23/old/1"), HeldBack.AWAY))

    about = [one["about"] for one in line.at(11).data("why")["held"]]

    assert about == [
        "The computer was asleep or switched off.",
        "The limit is 2 a day.",
    ]


def test_history_tells_what_happened_the_newest_last() -> None:
    line = CommandLine().with_breaks_only().at(10, 30)
    with line.context() as context:
        context.note(DaemonStarted("0.1.0"))
    prompt = line.show_next()
    line.ok("later")
    line.ok("pause", "--for", "1h")
    line.ok("resume")
    line.screen()
    line.do_session("slow-breath", "Slow breathing")
    with line.context() as context:
        context.note(PromptNotShown(prompt.id, 1, "no bus"))
        context.note(PromptHeld(prompt, HeldBack.PAUSED))

    assert line.ok("history") == (
        "Monday, 2026-11-23\n"
        "  10:30  selfcare 0.1.0 started.\n"
        "  10:30  The prompt “breaks” was shown (by desktop).\n"
        "  10:30  The prompt “breaks”: put off until 10:40.\n"
        "  10:30  You paused selfcare until Monday, 2026-11-23, 11:30.\n"
        "  10:30  You let selfcare go on.\n"
        "  10:30  You answered the health questions.\n"
        "  10:30  You began “Slow breathing”.\n"
        "  10:30  You finished “Slow breathing”.\n"
        "  10:30  The prompt “breaks” could not be shown: no bus\n"
        "  10:30  The prompt “breaks” was held back. selfcare was paused.\n"
    )
    assert line.data("history")[0] == {
        "id": 1,
        "at": "2026-11-23T10:30:00+01:00",
        "kind": "DaemonStarted",
        "text": "selfcare 0.1.0 started.",
    }


def test_history_reaches_as_far_back_as_asked() -> None:
    line = CommandLine()
    line.screen()

    line.at(10, day=MONDAY + timedelta(days=7))

    assert line.ok("history") == "Nothing has been noted yet.\n"
    assert "You answered the health questions." in line.ok("history", "--days", "8")


def test_reports_write_nothing_into_the_diary(home: Path) -> None:
    line = CommandLine()
    for command in ("status", "today", "plan", "why", "history"):
        line.ok(command)

    with line.context() as context:
        assert list(context.diary.entries()) == []
    assert not (home / "config").exists()


def test_a_pause_without_end_is_no_fault_of_the_plan() -> None:
    line = CommandLine()
    line.ok("pause")

    said = line.ok("why")

    assert "selfcare is paused until you end it." in said
    assert "Nothing of your plan" not in said

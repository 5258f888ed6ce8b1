"""The settings and the first steps, read and sent without a browser."""

from __future__ import annotations

import json
import re
import stat
import sys
from pathlib import Path
from typing import Any

import pytest

from selfcare.app.context import open_context
from selfcare.app.say import say
from selfcare.app.settings_sheet import SECTIONS
from selfcare.app.trial import Trial
from selfcare.config.paths import folders
from selfcare.domain.facts import PeriodStarted, Screened
from selfcare.domain.questions import QUESTIONS
from selfcare.domain.screening import AgeBand, Tag
from selfcare.domain.settings import NotifierChoice
from selfcare.notify.notifier import Ability
from selfcare.page.views import settings as settings_view
from selfcare.page.views.first_steps import STEPS
from tests.cli.command_line import CommandLine
from tests.page.reader import Fields, Reader

SCRIPT = "<script>alert(1)</script>"
DAILY = {"changed": "prompts.daily_cap", "prompts.daily_cap": "2"}


def write(text: str) -> None:
    where = folders()
    where.config.mkdir(parents=True, exist_ok=True)
    where.config_file.write_text(text, encoding="utf-8")


def text() -> str:
    return folders().config_file.read_text(encoding="utf-8")


def preview(reader: Reader, fields: Fields) -> dict[str, Any]:
    answer = reader.post("/settings/preview", fields)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def saves(reader: Reader, fields: Fields) -> str:
    return reader.goes("/settings/save", {**fields, "mark": preview(reader, fields)["mark"]})


def facts(kind: type) -> list[Any]:
    with open_context() as context:
        return [one.fact for one in context.diary.entries() if isinstance(one.fact, kind)]


# --- looking ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/settings", *(f"/first-steps?step={n + 1}" for n in range(len(STEPS)))]
)
def test_looking_writes_nothing_and_its_title_is_neutral(reader: Reader, path: str) -> None:
    page = reader.text(path)

    title = re.search(r"<title>(.*?)</title>", page)
    assert title is not None
    assert title[1].split()[0] in ("Settings", "First")
    assert not any(word in title[1].lower() for word in ("pain", "head", "cycle", "muscle"))
    assert not folders().config.exists()


@pytest.mark.parametrize("step", ["", "0", "8", "x", "-1", "\u0661", "1 "])
def test_a_step_that_is_none_is_the_first(reader: Reader, step: str) -> None:
    assert "Step 1 of 7" in reader.text(f"/first-steps?step={step}")


def test_what_holds_stands_in_the_fields(reader: Reader) -> None:
    write(
        '[work]\nmon = ["08:00-12:00", "13:00-16:45"]\ntue = []\nfri = ["22:00-06:00"]\n'
        'days_off = ["2026-12-24", "2027-01-04..2027-01-08"]\n'
        "[prompts]\ndaily_cap = 7\nsound = true\n"
        '[[plan]]\nid = "jaw"\nmuscles = ["masseter"]\nevery_minutes = 45\n'
        '[[plan]]\nid = "calm"\nroutine = "slow-breath"\nat = ["11:11"]\nweekdays = ["wed"]\n'
    )

    page = reader.text("/settings")

    for value in ("08:00", "12:00", "13:00", "16:45", "22:00", "06:00", "11:11", "2026-12-24"):
        assert f'value="{value}"' in page
    assert 'name="prompts.daily_cap" value="7"' in page
    assert 'name="prompts.sound" value="on" checked' in page
    assert 'name="work.mon.on" value="on" checked' in page
    assert 'name="work.tue.on" value="on"><span>' in page
    assert 'name="plan.jaw.what.muscles" value="masseter" checked' in page
    assert "As it stands: Slow breathing" in page
    assert 'name="plan.calm.weekdays" value="wed" checked' in page
    assert 'name="plan.calm.weekdays" value="mon">' in page


def test_every_section_of_settings_stands_on_the_page(reader: Reader) -> None:
    shown = reader.text("/settings")

    for name, place in SECTIONS.items():
        assert f'<h2 id="{name}">{say(place.title)}</h2>' in shown
        for key in (*place.usual, *place.more):
            assert f"{name}.{key}" in shown


def test_what_can_only_be_changed_in_the_file_is_shown(reader: Reader) -> None:
    write(
        '[[stress]]\nname = "Tax return"\nmonthly = "last 3 workdays"\n'
        '[[calendar]]\npath = "~/work.ics"\n'
    )

    page = reader.text("/settings")

    assert "Tax return (emotional), each month: last 3 workdays" in page
    assert "~/work.ics" in page


def test_it_is_said_where_notes_lie_and_who_could_read_them(reader: Reader) -> None:
    for path in ("/settings", "/first-steps"):
        page = reader.text(path)
        assert str(folders().data) in page
        assert "computer, whoever administers it can read them" in page
        assert "SELFCARE_HOME" in page


def test_no_command_is_told(reader: Reader) -> None:
    for path in ("/settings", *(f"/first-steps?step={n + 1}" for n in range(len(STEPS)))):
        assert (
            re.search(r"selfcare (screen|routines|period|check|notify-test)\b", reader.text(path))
            is None
        )


def test_texts_of_a_file_do_no_harm(reader: Reader) -> None:
    write(
        f'[[stress]]\nname = "{SCRIPT}"\ndays = "2026-12-07"\n[[calendar]]\npath = "{SCRIPT}.ics"\n'
    )
    assert SCRIPT not in reader.text("/settings")

    write(f'"{SCRIPT}" = 1\n[prompts]\nwording = "{SCRIPT}"\n')
    page = reader.text("/settings")
    assert SCRIPT not in page
    assert "&lt;script&gt;" in page
    for path in ("/settings?saved=", "/first-steps?step="):
        assert SCRIPT not in reader.text(f"{path}{SCRIPT}")


def test_the_folder_of_the_settings_is_opened_by_what_this_computer_has(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener = tmp_path / ("open" if sys.platform == "darwin" else "xdg-open")
    opener.write_text(f'#!/bin/sh\nprintf %s "$1" >"{tmp_path}/opened"\n', encoding="utf-8")
    opener.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    assert reader.post("/settings/folder").status_code == 200

    assert (tmp_path / "opened").read_text() == str(folders().config)


# --- a broken file ---------------------------------------------------------------------------


def test_of_a_broken_file_line_and_cure_are_told_and_nothing_is_offered(reader: Reader) -> None:
    broken = "[prompts]\ndaily_cap = 99\n"
    write(broken)

    page = reader.text("/settings")

    assert "<strong>Line 2.</strong>" in page
    assert "must be a whole number from 0 to 12, not 99. Write a number in that range" in page
    assert "/settings/save" not in page
    assert "/settings/save" not in reader.text("/first-steps?step=3")
    assert "<strong>Line 2.</strong>" in reader.text("/first-steps?step=3")
    assert 'action="/settings/health"' in page
    for path in ("/settings/preview", "/settings/save"):
        assert "cannot be read" in reader.refused(path, DAILY)
    assert text() == broken


def test_once_mended_it_can_be_changed_again(reader: Reader) -> None:
    write("[prompts]\ndaily_cap = 99\n")
    assert "/settings/save" not in reader.text("/settings")
    write("[prompts]\ndaily_cap = 9\n")
    assert "/settings/save" in reader.text("/settings")


# --- lines -----------------------------------------------------------------------------------


def test_the_lines_are_shown_and_only_then_written(reader: Reader) -> None:
    before = "# mine\n[prompts]\ndaily_cap = 4 # many\n"
    write(before)

    shown = preview(reader, DAILY)

    assert shown["changes"] == [
        {"heading": "[prompts]", "gone": ["daily_cap = 4 # many"], "new": ["daily_cap = 2 # many"]}
    ]
    assert text() == before
    leads = reader.goes("/settings/save", {**DAILY, "mark": shown["mark"]})
    assert leads == "/settings?saved=config.toml.bak"
    assert text() == before.replace("= 4", "= 2")
    page = reader.text(leads)
    assert "The old file is kept:" in page
    assert str(folders().config / "config.toml.bak") in page
    assert 'name="prompts.daily_cap" value="2"' in page


def test_without_having_been_shown_nothing_is_written(reader: Reader) -> None:
    write("[prompts]\n")

    answer = reader.post("/settings/save", DAILY)

    assert answer.json()["changes"] != []
    assert "to" not in answer.json()
    assert text() == "[prompts]\n"


def test_a_file_that_changed_meanwhile_is_noticed_and_what_was_edited_stays(
    reader: Reader,
) -> None:
    write("[prompts]\ndaily_cap = 4\n")
    mark = preview(reader, DAILY)["mark"]
    write("[prompts]\ndaily_cap = 4\nsound = true\n")

    anew = reader.post("/settings/save", {**DAILY, "mark": mark}).json()

    assert anew["said"] == (
        "Your config.toml has changed meanwhile. This is what would be written now."
    )
    assert text() == "[prompts]\ndaily_cap = 4\nsound = true\n"
    reader.goes("/settings/save", {**DAILY, "mark": anew["mark"]})
    assert text() == "[prompts]\ndaily_cap = 2\nsound = true\n"


def test_a_new_file_shows_only_what_will_be_in_force(reader: Reader) -> None:
    shown = preview(
        reader,
        {
            "changed": "plan.breaks.when",
            "plan.breaks.when": "at",
            "plan.breaks.when.times": ["09:15", ""],
        },
    )

    assert shown["changes"] == [
        {"heading": '[[plan]] id = "breaks"', "gone": [], "new": ['at = ["09:15"]']}
    ]
    assert shown["about"].startswith("There is no ")


def test_what_cannot_be_is_told_beside_its_field(reader: Reader) -> None:
    write("[prompts]\n")
    fields = {
        "changed": ["prompts.daily_cap", "work.mon", "plan.breaks.what"],
        "prompts.daily_cap": "13",
        "work.mon.on": "on",
        "work.mon.from": ["09:00", "10:00"],
        "work.mon.to": ["12:00", "11:00"],
        "plan.breaks.what": "muscles",
    }

    refused = preview(reader, fields)["refused"]

    assert list(refused) == ["prompts.daily_cap", "plan.breaks.what", "work.mon"]
    assert refused["work.mon"].startswith("The hours 10:00-11:00 overlap with 09:00-12:00")
    assert "to" not in reader.post("/settings/save", {**fields, "mark": "new"}).json()


def test_only_what_was_touched_counts(reader: Reader) -> None:
    write("[prompts]\ndaily_cap = 4\nsound = true\n")

    saves(reader, {**DAILY, "prompts.spacing_minutes": "99"})

    assert text() == "[prompts]\ndaily_cap = 2\nsound = true\n"


def test_every_kind_of_field_is_read(reader: Reader) -> None:
    saves(
        reader,
        {
            "changed": [
                *("work.mon", "work.tue", "work.days_off", "prompts.quiet_hours"),
                *("prompts.sound", "checkins.diary", "checkins.at", "cycle.mode"),
                *("cycle.pill_start", "plan.breaks.when", "plan.breaks.weekdays"),
                "plan.breaks.what",
            ],
            "work.mon.on": "on",
            "work.mon.from": ["22:00"],
            "work.mon.to": ["06:00"],
            "work.tue.from": ["09:00"],
            "work.tue.to": ["17:30"],
            "work.days_off.from": ["2026-12-24", "", "2027-01-04"],
            "work.days_off.to": ["", "", "2027-01-08"],
            "prompts.quiet_hours.from": "12:00",
            "prompts.quiet_hours.to": "13:00",
            "prompts.sound": "on",
            "checkins.at": "15:00",
            "cycle.mode": "hormonal",
            "cycle.pill_start": "2026-11-02",
            "plan.breaks.when": "every_minutes",
            "plan.breaks.when.times": ["10:30"],
            "plan.breaks.when.minutes": "50",
            "plan.breaks.weekdays": ["mon", "wed"],
            "plan.breaks.what": "muscles",
            "plan.breaks.what.muscles": ["masseter", "temporalis"],
        },
    )

    live = [line for line in text().splitlines() if line and not line.startswith(("#", "["))]
    assert live == [
        'mon = ["22:00-06:00"]',
        "tue = []",
        'days_off = ["2026-12-24", "2027-01-04..2027-01-08"]',
        'quiet_hours = ["12:00-13:00"]',
        "sound = true",
        "diary = false",
        'at = "15:00"',
        'mode = "hormonal"',
        'pill_start = "2026-11-02"',
        'id = "breaks"',
        'muscles = ["masseter", "temporalis"]',
        "every_minutes = 50",
        'weekdays = ["mon", "wed"]',
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"changed": ["", ".", "plan", "plan.breaks", "work", "prompts", "a.b.c.d", "plan..what"]},
        {"changed": ["plan.breaks.what", "plan.breaks.when", "plan.breaks.id"]},
        {"changed": "cycle.mode", "cycle.mode": SCRIPT},
        {"changed": SCRIPT, SCRIPT: SCRIPT},
        {"changed": "prompts.daily_cap", "prompts.daily_cap": ["1", SCRIPT]},
    ],
)
def test_fields_that_no_page_of_ours_sends_are_harmless(reader: Reader, fields: Fields) -> None:
    write("[prompts]\n")

    answer = reader.post("/settings/preview", fields)

    assert answer.status_code == 200, answer.text
    assert answer.json()["changes"] == [] or answer.json()["refused"]
    assert text() == "[prompts]\n"


@pytest.mark.skipif(sys.platform != "linux", reason="uses a folder nobody can write to")
def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(reader: Reader) -> None:
    folders().config.parent.mkdir(parents=True, exist_ok=True)
    folders().config.symlink_to("/proc/self")

    fields = {**DAILY, "mark": preview(reader, DAILY)["mark"]}
    answer = reader.post("/settings/save", fields)

    assert answer.status_code == 503
    assert "so nothing was changed" in answer.json()["said"]


@pytest.mark.skipif(sys.platform == "win32", reason="file modes are those of POSIX systems")
def test_a_new_file_is_for_its_owner_alone(reader: Reader) -> None:
    saves(reader, DAILY)

    assert stat.S_IMODE(folders().config_file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("wanted", "leads"),
    [
        ("/first-steps?step=4", "/first-steps?step=4"),
        ("https://example.org", "/settings?saved=new"),
        ("//example.org", "/settings?saved=new"),
        ("/first-steps?step=4\nx", "/settings?saved=new"),
        ("", "/settings?saved=new"),
    ],
)
def test_a_form_leads_on_to_pages_of_ours_alone(reader: Reader, wanted: str, leads: str) -> None:
    assert saves(reader, {**DAILY, "next": wanted}) == leads


# --- health ----------------------------------------------------------------------------------

NO_TO_ALL: dict[str, str] = {question.tag.value: "no" for question in QUESTIONS}
ALL_NO = {f"health.{question.tag}": "no" for question in QUESTIONS}


@pytest.mark.parametrize(
    ("fields", "answers"),
    [
        (
            {**ALL_NO, "age": "40"},
            {"answers": NO_TO_ALL, "age": 40},
        ),
        ({"age": " 70 "}, {"answers": {}, "age": 70}),
        ({}, {"answers": {}}),
        (
            {**ALL_NO, "health.jaw": "yes", "health.bone": "unsure", "age": "17"},
            {
                "answers": {
                    **NO_TO_ALL,
                    "jaw": "yes",
                    "bone": "unsure",
                },
                "age": 17,
            },
        ),
    ],
)
def test_the_page_stores_the_same_as_the_command(
    reader: Reader, fields: dict[str, str], answers: dict[str, Any]
) -> None:
    leads = reader.goes("/settings/health", fields)
    line = CommandLine()
    assert line("screen", "--json", "-", feed=json.dumps(answers)).exit_code == 0

    assert leads == "/settings?answered=1#health"
    by_page, by_command = facts(Screened)
    assert by_page == by_command


def test_what_is_stored_and_what_it_opens_is_said(reader: Reader) -> None:
    assert "No answers are stored, so there are the gentle routines." in reader.text("/settings")

    reader.goes("/settings/health", {**ALL_NO, "health.jaw": "yes", "age": "40"})

    page = reader.text("/settings?answered=1")
    assert "Thank you, this is stored." in page
    assert "Stored since Monday, 23 November 2026: jaw; age 18 to 49." in page
    assert "pressing on the cheek and working the jaw against resistance are left out" in page
    assert "routines are open to you now" in page
    (stored,) = facts(Screened)
    assert stored.screening.tags == {Tag.JAW}
    assert stored.screening.age_band is AgeBand.FROM_18_TO_49


@pytest.mark.parametrize("age", ["121", "-1", "forty", "4.5", "٤٠"])
def test_no_real_age_is_told_and_nothing_is_stored(reader: Reader, age: str) -> None:
    assert reader.refused("/settings/health", {**ALL_NO, "age": age}) == (
        "Please type a number from 0 to 120."
    )
    assert facts(Screened) == []


def test_an_answer_that_is_none_is_refused(reader: Reader) -> None:
    answer = reader.post("/settings/health", {**ALL_NO, "health.jaw": "perhaps"})

    assert answer.status_code == 400
    assert facts(Screened) == []


def test_in_first_steps_the_answers_lead_back_to_their_step(reader: Reader) -> None:
    page = reader.text("/first-steps?step=2")
    next_ = re.search(r'name="next" value="([^"]*)"', page)
    assert next_ is not None

    leads = reader.goes(
        "/settings/health", {**ALL_NO, "age": "40", "next": next_[1].replace("&amp;", "&")}
    )

    assert leads == "/first-steps?step=2&answered=1"
    assert "Thank you, this is stored." in reader.text(leads)


# --- the cycle -------------------------------------------------------------------------------


def start(day: str) -> dict[str, Any]:
    return {
        "changed": ["start", "cycle.mode"],
        "start": day,
        "cycle.mode": "natural",
        "next": "/first-steps?step=7",
    }


def test_a_first_day_goes_into_the_diary_and_is_said_before(reader: Reader) -> None:
    shown = preview(reader, start("2026-11-10"))

    assert shown["changes"] == []
    assert shown["notes"] == ["Into your diary: bleeding began on Tuesday, 10 November 2026."]
    assert facts(PeriodStarted) == []
    assert saves(reader, start("2026-11-10")) == "/first-steps?step=7"
    assert [str(one.on) for one in facts(PeriodStarted)] == ["2026-11-10"]
    assert not folders().config_file.exists()


@pytest.mark.parametrize("day", ["2026-11-24", "1999-01-01", "soon"])
def test_a_first_day_that_cannot_be_is_told_and_nothing_is_noted(reader: Reader, day: str) -> None:
    shown = preview(reader, start(day))

    assert list(shown["refused"]) == ["start"]
    assert reader.refused("/settings/save", {**start(day), "mark": shown["mark"]})
    assert facts(PeriodStarted) == []


def test_without_a_first_day_nothing_begins(reader: Reader) -> None:
    saves(reader, {"changed": ["start", "cycle.mode"], "start": "", "cycle.mode": "off"})

    assert 'mode = "off"' in text().splitlines()
    assert facts(PeriodStarted) == []


# --- a test notification ---------------------------------------------------------------------


def test_without_a_desktop_a_test_says_so_kindly(reader: Reader) -> None:
    told = reader.post("/settings/test").json()

    assert told["lines"][0].startswith("No notification could be shown from here.")
    assert any("terminal: not started from a terminal" in one for one in told["details"])


@pytest.mark.parametrize("abilities", [frozenset(), frozenset({Ability.BUTTONS})])
def test_what_was_taken_is_not_called_seen(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, abilities: frozenset[Ability]
) -> None:
    async def taken() -> Trial:
        return Trial(NotifierChoice.DESKTOP, abilities, ())

    monkeypatch.setattr(settings_view, "try_in_a_child", taken)

    told = reader.post("/settings/test").json()["lines"]

    assert told[0] == "Your desktop has taken a test notification. It goes away by itself."
    assert told[-1].startswith("If you saw nothing, “do not disturb” may be on")
    assert any("no buttons" in one for one in told) == (not abilities)


def test_a_test_that_fails_in_its_own_process_is_told_too(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("sys.executable", str(tmp_path / "gone"))
    assert "No notification could be shown" in reader.post("/settings/test").json()["lines"][0]

    monkeypatch.setattr("sys.executable", "/bin/echo")
    assert "No notification could be shown" in reader.post("/settings/test").json()["lines"][0]

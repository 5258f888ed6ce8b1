"""The library: what there is, what fits, why the rest waits, and one's own wishes about it."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from msgspec.structs import replace

from selfcare.app.routine_list import list_routines
from selfcare.app.source_words import STUDIES, sources_words
from selfcare.config.paths import folders
from selfcare.domain.checkin import CheckIn, Headache, Symptom
from selfcare.domain.facts import (
    AlarmRaised,
    CheckedIn,
    Fact,
    FlareBegan,
    RoutineHidden,
    RoutineShownAgain,
)
from selfcare.domain.muscles import PLACES, Muscle
from selfcare.domain.red_flags import Cause, Level
from selfcare.page.application import STATIC
from selfcare.page.drawings import sign_of
from selfcare.page.routine_card import drawing_of
from selfcare.page.short_names import meant_by, short_name
from tests.cli.command_line import MONDAY, CommandLine
from tests.domain.shipped import SHIPPED
from tests.page.reader import Reader
from tests.page.routine_files import GOOD, HOSTILE, SCRIPT, own_files, written

SQUEEZE = "trap-upper-squeeze"
LARGEST_PAGE = 250_000


def noted(*facts: Fact) -> None:
    with CommandLine().context() as context:
        for fact in facts:
            context.note(fact)


def everything_noted() -> list[Fact]:
    with CommandLine().context() as context:
        return [entry.fact for entry in context.diary.entries()]


def page_of(routine_id: str) -> str:
    return f"/routines/one?name={short_name(routine_id)}"


def words_of(html: str) -> str:
    """Return what is read of a page, on one line."""
    without = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", without)).split())


def rows(html: str) -> dict[str, str]:
    """Return the rows of the library by the titles of their routines."""
    found = re.findall(r"<li data-row.*?</li>", html, flags=re.DOTALL)
    return {words_of(re.findall(r"<a[^>]*>.*?</a>", row)[0]): row for row in found}


def test_every_routine_has_one_row_with_time_setting_tool_pressing_and_source(
    reader: Reader,
) -> None:
    CommandLine().screen()

    found = rows(reader.text("/routines"))

    assert sorted(found) == sorted(one.title for one in SHIPPED.values())
    row = words_of(found["Shoulder ridge squeeze"])
    assert "4 minutes, at the desk, with your fingers" in row
    assert "pressing up to 5 of 10: firm, breathing stays easy" in row
    assert "Source: Clinical Chiropractic 2008; Tunwattanapong 2016" in row


def test_each_muscle_is_drawn_once_and_what_is_on_the_drawing_is_said(reader: Reader) -> None:
    html = reader.text("/routines")

    drawn = re.findall(r'<li class="muscle">.*?<title[^>]*>([^<]*)</title>', html, re.DOTALL)
    assert len(drawn) == len(set(drawn)) == len(Muscle) - len(PLACES)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert "The cross is the usual tender spot." in words_of(html)
    assert "The dots show where the pain is usually felt." in words_of(html)


def test_calm_routines_stand_by_themselves(reader: Reader) -> None:
    html = reader.text("/routines")

    calm = re.findall(r'<section class="card calm".*?</section>', html, re.DOTALL)[0]
    gentle = {one.title for one in SHIPPED.values() if one.is_gentle}
    assert set(rows(calm)) == gentle


def test_a_routine_for_several_muscles_is_named_with_each(reader: Reader) -> None:
    html = reader.text("/routines")

    cards = re.findall(r'<li class="muscle">.*?</div></li>', html, re.DOTALL)
    named = [card for card in cards if ">Slow bow</a>" in card]
    assert [words_of(card).split(" ")[0] for card in named] == ["Suboccipitals", "Semispinalis"]


@pytest.mark.parametrize("own", [0, 6])
def test_the_library_with_its_drawings_and_styles_is_light(reader: Reader, own: int) -> None:
    for number in range(own):
        written(f"own-{number}.toml", GOOD.replace("annas-ridge", f"own-{number}"))

    html = reader.text("/routines")

    linked = re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js))"', html)
    weight = len(html.encode()) + sum((STATIC / name).stat().st_size for name in linked)
    assert {"tokens.css", "base.css", "page.js", "routines.css", "routines.js"} <= set(linked)
    assert weight <= LARGEST_PAGE


@pytest.mark.parametrize("routine_id", sorted(SHIPPED))
def test_every_routine_opens_step_by_step_and_is_light(reader: Reader, routine_id: str) -> None:
    CommandLine().screen()
    routine = SHIPPED[routine_id]

    html = reader.text(page_of(routine_id))

    text = words_of(html)
    assert text.count("Step ") >= len(routine.steps)
    for step in routine.steps:
        assert " ".join(step.do.split()) in text
        assert step.caution is None or " ".join(step.caution.split()) in text
    assert sources_words(routine.source) in text
    assert len(html.encode()) < LARGEST_PAGE - 60_000
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_a_routine_of_many_steps_is_light_as_well(reader: Reader) -> None:
    step = GOOD.partition("[[step]]")[2]
    one = f"[[step]]{step.partition('[[step]]')[0]}".replace("seconds = 30", "seconds = 10")
    lighter = one.replace("pressure = 4", "pressure = 1").replace('"press"', '"glide"')
    head = GOOD.partition("[[step]]")[0]
    written("many.toml", head + lighter.replace("seconds = 10", "seconds = 3") * 25)
    CommandLine().screen()

    html = reader.text(page_of("annas-ridge"))

    assert words_of(html).count("Step ") == 25
    assert len(html.encode()) < LARGEST_PAGE - 60_000


def test_every_source_a_shipped_routine_names_by_number_has_words() -> None:
    named = {one for routine in SHIPPED.values() for one in routine.source}

    assert {one for one in named if re.fullmatch(r"K\d+", one)} == set(STUDIES)
    assert not re.search(r"\bK\d+\b|design", sources_words(sorted(named)))


def test_nothing_in_an_address_or_a_title_of_the_page_names_a_body(reader: Reader) -> None:
    written("own.toml")

    html = reader.text("/routines") + reader.text(page_of(SQUEEZE))

    said = " ".join(re.findall(r'href="(/[^"]*)"', html) + re.findall(r"<title>[^<]*", html))
    bodies = {word for one in Muscle for word in one.value.split("_")} | {"ridge", "squeeze"}
    assert not [
        word for word in bodies - {"upper", "lower", "middle", "of"} if word in said.lower()
    ]


def test_short_names_lead_back_to_their_routines() -> None:
    assert len({short_name(one) for one in SHIPPED}) == len(SHIPPED)
    assert meant_by(short_name(SQUEEZE), SHIPPED) == SQUEEZE
    assert meant_by("", SHIPPED) is None


def test_a_routine_of_the_library_begins_with_one_press(reader: Reader) -> None:
    leads = reader.goes("/session/choose", {"routine": "slow-breath"})

    assert leads.startswith("/session")
    assert "Slow breathing" in reader.text(leads)


# Why one waits, and the way on


def test_before_the_health_questions_it_is_said_what_waits_and_where_they_are(
    reader: Reader,
) -> None:
    html = reader.text("/routines")

    assert "31 routines wait. A few health questions come first." in words_of(html)
    assert '<a href="/settings#health">' in html
    assert "selfcare screen" not in words_of(html)
    squeeze = rows(html)["Shoulder ridge squeeze"]
    assert 'href="#why-1"' in squeeze
    assert 'value="trap-upper-squeeze"' not in squeeze
    assert 'id="why-1"' in html


def test_a_routine_that_waits_says_why_on_its_own_page_and_cannot_be_started(
    reader: Reader,
) -> None:
    html = reader.text(page_of(SQUEEZE))

    assert "This routine waits at the moment. A few health questions come first." in words_of(html)
    assert 'href="/settings#health"' in html
    assert 'action="/session/choose"' not in html


def test_while_an_alarm_is_open_everything_waits_and_help_is_near(reader: Reader) -> None:
    CommandLine().screen()
    noted(AlarmRaised(Level.URGENT, Cause.FLAGS, MONDAY))

    html = reader.text("/routines")

    assert "36 routines wait." in words_of(html)
    assert '<a href="/help">' in html
    assert not re.search(r"<button[^>]*form=\"start\"", html)


def test_in_an_attack_only_breathing_and_rest_fit(reader: Reader) -> None:
    CommandLine().screen()
    noted(
        CheckedIn(
            CheckIn(
                day=MONDAY,
                headache=Headache.RUNNING,
                worst=5,
                now=5,
                symptoms=(Symptom.NAUSEA,),
            )
        )
    )

    html = reader.text("/routines")

    gentle = {one.title for one in SHIPPED.values() if one.is_gentle}
    fits = {title for title, row in rows(html).items() if "data-fits" in row.partition(">")[0]}
    assert fits == gentle
    assert f"Fits today ({len(gentle)})" in html
    assert "rest comes before any exercise" in words_of(html)


def test_what_is_lowered_for_today_is_shown_lowered_and_said(reader: Reader) -> None:
    CommandLine().screen()
    noted(CheckedIn(CheckIn(day=MONDAY, headache=Headache.RUNNING, worst=3, now=3, symptoms=())))

    html = words_of(reader.text(page_of(SQUEEZE)))
    row = words_of(rows(reader.text("/routines"))["Shoulder ridge squeeze"])

    assert "Changed for you today Step 2 has pressure 4 of 10 instead of 5" in html
    assert "Pressure 4 of 10: clearly felt, still pleasant" in html
    assert "pressing up to 4 of 10" in row
    assert "changed today" in row


def test_a_quiet_day_is_no_reason_to_hide_the_library(reader: Reader) -> None:
    CommandLine().screen()
    noted(FlareBegan(MONDAY))

    assert len(rows(reader.text("/routines"))) == len(SHIPPED)


def test_a_routine_that_is_gone_is_told_kindly(reader: Reader) -> None:
    answer = reader.get("/routines/one?name=0123456789ab")

    assert answer.status_code == 422
    assert "This routine is not there any more." in answer.text


# Hiding


def test_a_hidden_routine_leaves_the_library_and_comes_back(reader: Reader) -> None:
    leads = reader.goes("/routines/hide", {"routine": "slow-breath"})

    assert leads == page_of("slow-breath")
    assert "You have hidden this routine" in words_of(reader.text(leads))
    html = reader.text("/routines")
    assert "Slow breathing" not in rows(html)
    assert "Hidden routines (1) Slow breathing" in words_of(html)
    assert "All (35)" in html

    reader.goes("/routines/show-again", {"routine": "slow-breath"})

    assert "Slow breathing" in rows(reader.text("/routines"))
    assert "Hidden routines" not in reader.text("/routines")
    assert everything_noted() == [
        RoutineHidden("slow-breath", "Slow breathing"),
        RoutineShownAgain("slow-breath", "Slow breathing"),
    ]


def test_a_hidden_routine_is_hidden_for_the_commands_too(reader: Reader) -> None:
    reader.goes("/routines/hide", {"routine": "slow-breath"})

    assert "Hidden." in CommandLine().ok("routines")
    assert own_files() == {}


def test_looking_notes_nothing_and_writes_nothing(reader: Reader) -> None:
    reader.text("/routines")
    reader.text(page_of(SQUEEZE))

    assert everything_noted() == []
    assert not folders().routines.exists()


def test_hiding_what_is_not_there_is_told(reader: Reader) -> None:
    assert "There is no routine “nothing”." in reader.refused(
        "/routines/hide", {"routine": "nothing"}
    )
    assert everything_noted() == []


# One's own


def test_a_shipped_routine_becomes_ones_own_and_its_file_is_named(reader: Reader) -> None:
    leads = reader.goes("/routines/copy", {"routine": SQUEEZE})

    html = words_of(reader.text(leads))
    assert str(folders().routines / f"{SQUEEZE}.toml") in html
    assert "Make it mine" not in html
    assert list(own_files()) == [f"{SQUEEZE}.toml"]
    library = reader.text("/routines")
    assert "My own (1)" in library
    assert "your own" in words_of(rows(library)["Shoulder ridge squeeze"])


def test_what_is_ones_own_already_is_not_copied_over(reader: Reader) -> None:
    written(f"{SQUEEZE}.toml", GOOD.replace("annas-ridge", SQUEEZE))
    before = own_files()

    said = reader.refused("/routines/copy", {"routine": SQUEEZE})

    assert said == "“trap-upper-squeeze” is your own already."
    assert own_files() == before


def test_files_that_need_a_look_are_told_with_line_and_cure(reader: Reader) -> None:
    written("good.toml")
    written("bad.toml", GOOD.replace("annas-ridge", "bad").replace("seconds = 30", "seconds = 200"))
    written("notes.toml.txt", "nothing")
    written("letter.toml", "Dear Mr Meier,")

    text = words_of(reader.text("/routines"))

    assert "2 of your routine files need a look." in text
    assert "This file needs a look before it can be used: Line 13, step 1" in text
    assert "A repetition of kind press takes 10 to 90 seconds, and this one 200" in text
    assert "Choose seconds from 10 to 90" in text
    assert 'Rename it to "notes.toml"' in text
    assert "The ridge, as Anna showed it good.toml" in text


def test_a_note_about_a_file_in_use_stands_with_its_routine(reader: Reader) -> None:
    written(
        "short.toml",
        GOOD.replace("seconds = 60", "seconds = 2").replace("seconds = 30", "seconds = 10"),
    )

    html = reader.text("/routines")
    one = words_of(reader.text(page_of("annas-ridge")))

    assert "need a look" not in words_of(html)
    assert "only a note" in words_of(html)
    assert "only a note" in one


def test_a_shipped_routine_whose_copy_is_broken_stays_in_use_and_the_copy_is_told(
    reader: Reader,
) -> None:
    written(f"{SQUEEZE}.toml", "id = 'trap-upper-squeeze'\n")

    html = reader.text("/routines")

    assert "Shoulder ridge squeeze" in rows(html)
    assert "One of your routine files needs a look." in words_of(html)


def test_the_folder_is_opened_by_what_this_computer_has(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shower = tmp_path / "xdg-open"
    shower.write_text(f'#!/bin/sh\nprintf "%s" "$1" > "{tmp_path}/opened"\n')
    shower.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    answer = reader.post("/routines/folder")

    assert answer.status_code == 200
    assert (tmp_path / "opened").read_text() == str(folders().routines)
    assert folders().routines.is_dir()


@pytest.mark.parametrize("program", [None, "#!/bin/sh\nexit 3\n"])
def test_where_nothing_shows_folders_its_place_is_told(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str | None
) -> None:
    if program is not None:
        (tmp_path / "xdg-open").write_text(program)
        (tmp_path / "xdg-open").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path) if program is None else f"{tmp_path}:/bin")

    said = reader.refused("/routines/folder")

    assert said.endswith(f"This one lies here: {folders().routines}")


def test_nothing_a_file_says_becomes_part_of_the_page(reader: Reader) -> None:
    written("hostile.toml", HOSTILE)
    written("<b>.toml", f"id = '{SCRIPT}'\n'{SCRIPT}' = 1\n")
    CommandLine().screen()

    pages = [reader.text("/routines"), reader.text(page_of("hostile"))]
    reader.goes("/routines/hide", {"routine": "hostile"})
    pages += [reader.text("/routines"), reader.text(page_of("hostile"))]

    for html in pages:
        assert "&lt;script&gt;document.title" in html
        assert SCRIPT not in html
        assert "<img" not in html
        assert "<b>" not in html
        assert not re.search(r"<[^>]*\son\w+=", html)


def test_the_list_knows_each_routine_as_it_would_be_done_today() -> None:
    line = CommandLine()
    line.screen()
    with line.context() as context:
        found = {one.routine.id: one for one in list_routines(context)}

    assert all((one.waits is None) is (one.why is None) for one in found.values())
    assert found[SQUEEZE].today.total_seconds == SHIPPED[SQUEEZE].total_seconds


@pytest.mark.parametrize("place", sorted(PLACES))
def test_the_card_of_a_routine_that_names_only_a_place_has_the_sign_of_its_step(
    place: Muscle,
) -> None:
    routine = SHIPPED["slow-breath"]
    steps = tuple(replace(step, muscles=(place,)) for step in routine.steps)

    drawn = drawing_of(replace(routine, muscles=(place,), steps=steps))

    assert drawn == sign_of(routine.steps[0].kind)

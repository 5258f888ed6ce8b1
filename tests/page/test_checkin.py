"""The check-in on the page: which questions come, and what follows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from selfcare.app.after_check_in import QUIET_ROUTINE
from selfcare.domain.check_in_form import Form, Item, Known, every_item, items
from selfcare.domain.checkin import Headache, PainSide, Symptom, Zone
from selfcare.domain.facts import (
    NoticeTold,
    PeriodStarted,
    RoutineHidden,
    Screened,
    StressAdded,
)
from selfcare.domain.message import message
from selfcare.domain.prompt import Answer, Asks
from selfcare.domain.screening import AgeBand, Screening
from selfcare.domain.stress import StressKind
from selfcare.domain.week import DAY
from selfcare.page.check_in_sent import FORMS
from tests.cli.check_ins import TUESDAY, Desk, a_prompt, desk, opened, show
from tests.cli.command_line import MONDAY
from tests.page.check_in_page import check_in, draft, form_of
from tests.page.reader import Reader, reading
from tests.page.routine_files import written

__all__ = ["desk"]

ROUTINES = Path(__file__).parents[2] / "routines"
SCRIPT = "<script>alert(1)</script>"
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt;"


@pytest.fixture
def reader(desk: Desk) -> Iterator[Reader]:
    """Somebody at the page on Tuesday at 16:40, whose diary the desk shares."""
    with reading(desk.line.clock) as found:
        yield found


def a_usual_headache(desk: Desk) -> None:
    desk.check_in_on(
        MONDAY,
        headache=Headache.YES,
        worst=6,
        zones=(Zone.TEMPLE,),
        side=PainSide.RIGHT,
        symptoms=(Symptom.LIGHT,),
        like_usual=True,
    )


def screened(desk: Desk) -> None:
    desk.note(Screened(Screening(frozenset(), AgeBand.FROM_18_TO_49)))


def questions_on(text: str) -> list[str]:
    """Return the questions that are to be seen on a page."""
    return re.findall(r'data-item="(\w+)">', text)


# Which questions come


def test_only_the_first_question_is_asked_at_first(reader: Reader) -> None:
    assert questions_on(reader.text("/checkin")) == ["headache"]


def test_without_a_headache_nothing_of_one_is_asked(reader: Reader) -> None:
    told = draft(reader, form_of(reader), headache="no", turn="1")

    assert told["shown"] == ["headache", "stress"]
    assert (told["ends"], told["strength"], told["some"]) == (True, False, True)


def test_one_question_follows_the_other(reader: Reader) -> None:
    form = form_of(reader)
    order = ["headache", "like_usual", "place", "symptoms", "medicine", "function", "stress"]
    answers = {
        "headache": "yes",
        "like_usual": "no",
        "zone": "temple",
        "with": "nothing",
        "medicine": "nothing",
        "function": "0",
    }
    said: dict[str, str] = {}
    for number, (name, value) in enumerate(answers.items(), start=2):
        said[name] = value
        told = draft(reader, form, **said, turn=str(number))
        assert told["shown"] == order[:number]
    assert told["ends"] is True


def test_a_question_left_out_makes_way_for_the_next(reader: Reader) -> None:
    told = draft(reader, form_of(reader), skip=["headache"], turn="1")
    assert told["shown"] == ["headache", "stress"]


def test_how_strong_it_is_now_is_asked_where_it_may_be_there(reader: Reader) -> None:
    form = form_of(reader)

    assert draft(reader, form, headache="yes", turn="1")["strength"] is False
    assert draft(reader, form, headache="running", turn="2")["strength"] is True
    assert draft(reader, form, headache="yes", worst="4", turn="3")["strength"] is True
    assert draft(reader, form, headache="no", worst="4", turn="4")["strength"] is False


def test_an_aura_that_is_new_asks_whether_it_goes_on_before_the_end(reader: Reader) -> None:
    said = {
        "headache": "yes",
        "like_usual": "yes",
        "zone": "temple",
        "with": "aura_new",
        "medicine": "nothing",
        "function": "1",
    }
    form = form_of(reader)
    told = draft(reader, form, **said, turn="1")
    assert (told["shown"][-1], told["ends"]) == ("stress", False)
    told = draft(reader, form, **said, stress="3", turn="2")
    assert told["shown"][-1] == "aura_now"


def test_a_stressful_day_makes_it_short_by_itself(reader: Reader, desk: Desk) -> None:
    kind = StressKind.EMOTIONAL
    desk.note(StressAdded(period="tax", name="Tax", first=TUESDAY, last=TUESDAY, kind=kind))
    form = form_of(reader)

    assert form["form"] == "short_diary"
    assert draft(reader, form, worst="3", turn="1")["shown"] == ["headache", "stress"]


def test_bleeding_does_not_hold_up_the_headache(reader: Reader, desk: Desk) -> None:
    for number in range(6, 0, -1):
        desk.note(PeriodStarted(TUESDAY - number * 28 * DAY))

    assert questions_on(reader.text("/checkin")) == ["bleeding", "headache"]


def test_a_prompt_says_why_it_came_and_asks_what_it_asks_for(reader: Reader, desk: Desk) -> None:
    show(desk, a_prompt(asks=Asks.LET_DOWN))
    text = reader.text("/checkin")

    assert "It has its reason." in text
    assert "How are you right now?" in text
    assert questions_on(text) == ["pain_now"]
    check_in(reader, {"pain_now": "0", "stiffness": "3"})
    assert desk.answered == [Answer.DONE]


def test_what_a_prompt_says_is_shown_as_text(reader: Reader, desk: Desk) -> None:
    show(desk, a_prompt(asks=Asks.DIARY, detail=message("Because of {name}.", name=SCRIPT)))
    text = reader.text("/checkin")

    assert ESCAPED in text
    assert SCRIPT not in text


def test_the_diary_can_be_asked_for_while_something_else_is_open(
    reader: Reader, desk: Desk
) -> None:
    show(desk, a_prompt(asks=Asks.LET_DOWN))
    assert questions_on(reader.text("/checkin?form=diary")) == ["headache"]


def test_a_prompt_opened_long_ago_is_not_what_is_asked_now(reader: Reader, desk: Desk) -> None:
    opened(desk, a_prompt(asks=Asks.LET_DOWN))
    assert questions_on(reader.text("/checkin")) == ["pain_now"]

    desk.at(9, day=TUESDAY + DAY)
    assert questions_on(reader.text("/checkin")) == ["headache"]


def test_what_was_begun_of_something_else_does_not_take_the_place_of_the_diary(
    reader: Reader, desk: Desk
) -> None:
    show(desk, a_prompt(asks=Asks.LET_DOWN))
    draft(reader, form_of(reader), pain_now="3", turn="1")

    assert "still here" in reader.text("/checkin")
    assert "still here" not in reader.text("/checkin?form=diary")


def test_where_everything_is_left_out_there_is_an_end_as_well(reader: Reader) -> None:
    form = form_of(reader)

    assert draft(reader, form, skip=["headache"], turn="1")["some"] is False
    assert draft(reader, form, skip=["headache", "stress"], turn="2")["some"] is True


def test_an_earlier_day_asks_for_no_strength(reader: Reader) -> None:
    text = reader.text(f"/checkin?day={MONDAY}")

    assert "How was that day?" in text
    assert 'name="worst"' not in text
    assert 'value="running"' not in text


def test_what_was_noted_before_is_said_and_can_be_corrected(reader: Reader, desk: Desk) -> None:
    desk.check_in_on(TUESDAY, stress=4)
    text = reader.text("/checkin")

    assert "Noted at 18:00: stress 4 of 10." in text
    assert 'href="/checkin?correct=1"' in text


def test_a_correction_shows_all_that_was_said(reader: Reader, desk: Desk) -> None:
    desk.check_in_on(TUESDAY, headache=Headache.YES, worst=6, zones=(Zone.EYE,), stress=4)
    text = reader.text("/checkin?correct=1")

    assert len(questions_on(text)) == 7
    for name, value in (("headache", "yes"), ("worst", "6"), ("zone", "eye"), ("stress", "4")):
        assert re.search(rf'name="{name}" value="{value}" checked', text), name


def test_a_correction_that_changes_nothing_is_none(reader: Reader, desk: Desk) -> None:
    desk.check_in_on(TUESDAY, headache=Headache.YES, worst=6, stress=4)
    said = {"headache": "yes", "worst": "6", "stress": "4"}

    assert check_in(reader, said, "/checkin?correct=1") == "/checkin/saved?entry=1"
    assert len(desk.noted) == 1


def test_a_check_in_that_is_not_there_cannot_be_corrected(reader: Reader) -> None:
    assert "no check-in with the number 7" in reader.get("/checkin?correct=7").text


# My usual headache


def test_my_usual_headache_is_offered_only_where_there_was_one(reader: Reader, desk: Desk) -> None:
    assert "My usual headache" not in reader.text("/checkin")

    a_usual_headache(desk)
    text = reader.text("/checkin")
    assert "My usual headache" in text
    assert "temple; right; light bothers" in text


def test_one_tap_notes_it_as_it_was(reader: Reader, desk: Desk) -> None:
    a_usual_headache(desk)
    assert check_in(reader, {"usual": "yes"}).startswith("/checkin/saved")

    found = desk.noted[-1]
    assert (found.headache, found.zones, found.side) == (
        Headache.YES,
        (Zone.TEMPLE,),
        PainSide.RIGHT,
    )
    assert (found.symptoms, found.like_usual, found.worst) == ((Symptom.LIGHT,), True, None)


def test_what_was_said_besides_is_kept_with_it(reader: Reader, desk: Desk) -> None:
    a_usual_headache(desk)
    check_in(reader, {"usual": "yes", "worst": "3", "headache": "running", "stress": "2"})

    found = desk.noted[-1]
    assert (found.headache, found.worst, found.stress) == (Headache.RUNNING, 3, 2)


# What follows


def test_it_says_thank_you_and_how_to_correct_it(reader: Reader) -> None:
    text = reader.text(check_in(reader, {"headache": "no", "stress": "1"}))

    assert "Noted, thank you" in text
    assert 'href="/checkin?correct=1"' in text


def test_where_nothing_was_said_the_prompt_is_left_out(reader: Reader, desk: Desk) -> None:
    show(desk, a_prompt(asks=Asks.DIARY))
    text = reader.text(check_in(reader, {}))

    assert "Nothing new was noted, and that is fine" in text
    assert desk.answered == [Answer.SKIP]


def test_a_day_filled_in_is_said_to_be_so(reader: Reader) -> None:
    text = reader.text(check_in(reader, {"headache": "no"}, f"/checkin?day={MONDAY}"))
    assert "as filled in afterwards" in text


def test_after_days_off_the_days_without_an_entry_are_offered_one_by_one(
    reader: Reader, desk: Desk
) -> None:
    desk.at(16, 40, MONDAY)
    text = reader.text(check_in(reader, {"headache": "no"}))
    days = re.findall(r'href="(/checkin\?day=[\d-]+)"', text)

    assert days == ["/checkin?day=2026-11-21", "/checkin?day=2026-11-22"]
    text = reader.text(check_in(reader, {"headache": "no"}, days[0]))
    assert re.findall(r'href="(/checkin\?day=[\d-]+)"', text) == days[1:]


def test_after_much_stress_a_quiet_routine_and_a_kind_word_are_offered(
    reader: Reader, desk: Desk
) -> None:
    screened(desk)
    leads = check_in(reader, {"headache": "no", "stress": "9"})

    for _ in range(2):
        text = reader.text(leads)
        assert "two quiet minutes without any pressing" in text
        assert f'name="routine" value="{QUIET_ROUTINE}"' in text
        assert "may do you good" in text
        assert "selfcare now" not in text


def test_a_headache_names_what_would_fit(reader: Reader, desk: Desk) -> None:
    screened(desk)
    said = {"worst": "5", "like_usual": "yes", "zone": "temple", "side": "left", "with": "pressing"}
    text = reader.text(check_in(reader, said))

    assert "What would fit now" in text
    assert text.count('action="/session/choose"') == 1


def test_what_a_doctor_should_see_is_told_on_the_page_and_counts_as_told(
    reader: Reader, desk: Desk
) -> None:
    check_in(reader, {"worst": "5", "like_usual": "no"})
    leads = reader.goes("/questions", {"flag": "none", "entry": "1"})

    for _ in range(2):
        text = reader.text(leads)
        assert "worth a doctor&#39;s appointment" in text
        assert "notice-soon" in text
        assert "does not rule anything out" in text
    assert any(isinstance(one, NoticeTold) for one in desk.facts)
    assert "worth a doctor" not in reader.text(check_in(reader, {"stress": "2"}))


def test_a_title_of_the_users_own_is_shown_as_text(reader: Reader, desk: Desk) -> None:
    screened(desk)
    shipped = [path.stem for path in ROUTINES.glob("*.toml")]
    desk.note(*(RoutineHidden(name, name) for name in shipped))
    text = (ROUTINES / "migraine-quiet.toml").read_text(encoding="utf-8")
    text = text.replace('id = "migraine-quiet"', 'id = "own"')
    written("own.toml", re.sub(r"(?m)^title = .*$", f'title = "{SCRIPT}"', text))
    said = {"worst": "5", "like_usual": "yes", "with": ["light", "nausea"]}
    text = reader.text(check_in(reader, said))

    assert "What would fit now" in text
    assert ESCAPED in text
    assert SCRIPT not in text


def test_an_old_entry_leads_to_today(reader: Reader, desk: Desk) -> None:
    desk.check_in_on(MONDAY - DAY, stress=3)

    assert reader.get("/checkin/saved?entry=1").headers["location"] == "/today"
    assert reader.get("/checkin/saved?entry=99").headers["location"] == "/today"


# The order of the page


@pytest.mark.parametrize("asks", FORMS)
def test_the_page_holds_every_question_in_the_order_they_are_asked_in(asks: Asks) -> None:
    for late, bleeding in product((False, True), repeat=2):
        form = Form(asks=asks, late=late, bleeding=bleeding)
        order = every_item(form)
        for headache, strength, same, compare, aura in product(
            (None, *Headache), *[(False, True)] * 4
        ):
            if compare and headache in (None, Headache.NO) and Item.HEADACHE in order:
                continue
            known = Known(
                headache=headache,
                strength=strength,
                same=same,
                compare=compare,
                aura=aura and not late,
            )
            asked = [one for one in items(form, known) if one is not Item.STRENGTH]
            assert asked == [one for one in order if one in asked]


def test_the_page_with_its_drawings_is_light(reader: Reader) -> None:
    assert len(reader.text("/checkin").encode()) <= 250_000

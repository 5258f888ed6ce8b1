"""No answer is lost: what was tapped is kept, comes back, and is stored where nobody comes back."""

from __future__ import annotations

import errno
import stat
from collections.abc import Iterator
from datetime import timedelta

import pytest

from selfcare.app.check_in_keeping import FILE, LEFT_AFTER, forget_cycle_answers, read_kept
from selfcare.config.paths import folders
from selfcare.domain.checkin import CheckIn, Headache
from selfcare.domain.errors import Trouble
from selfcare.domain.facts import CheckedIn, GateOpened, NoticeTold, NotYetBleeding, PromptAnswered
from selfcare.domain.message import message
from selfcare.domain.prompt import Answer, Asks
from selfcare.domain.week import DAY, MINUTE
from selfcare.page.check_in_left import look_after_left, store_left
from selfcare.page.home import Home
from tests.cli.check_ins import TUESDAY, Desk, a_prompt, desk, show
from tests.cli.command_line import MONDAY, at
from tests.page.check_in_page import Form, check_in, draft, form_of
from tests.page.reader import Reader, reading

__all__ = ["desk"]

HOUR = timedelta(hours=1)


@pytest.fixture
def reader(desk: Desk) -> Iterator[Reader]:
    """Somebody at the page on Tuesday at 16:40, whose diary the desk shares."""
    with reading(desk.line.clock) as found:
        yield found


def leave(desk: Desk, after: timedelta = LEFT_AFTER) -> int:
    """Let time pass, and have the page process look; return how many were left."""
    desk.line.clock.pass_by(after)
    with desk.line.context() as context:
        return store_left(context)


# Kept, and back again


def test_what_was_answered_is_kept_for_its_owner_alone(reader: Reader) -> None:
    draft(reader, form_of(reader), headache="yes", worst="6", turn="1")

    file = folders().state / FILE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [one.name for one in file.parent.iterdir() if FILE in one.name] == [FILE]


def test_looking_at_the_page_keeps_nothing(reader: Reader) -> None:
    reader.text("/checkin")
    assert not (folders().state / FILE).exists()


def test_the_form_comes_back_filled_and_says_so(reader: Reader) -> None:
    form = form_of(reader)
    draft(reader, form, headache="yes", worst="6", like_usual="no", turn="1")

    text = reader.text("/checkin")
    assert "What you answered before is still here." in text
    assert form_of(reader)["id"] == form["id"]
    assert 'name="worst" value="6" checked' in text
    assert 'name="like_usual" value="no" checked' in text


def test_where_nothing_is_answered_nothing_is_kept(reader: Reader) -> None:
    form = form_of(reader)
    draft(reader, form, headache="yes", turn="1")
    draft(reader, form, turn="2")

    assert read_kept(folders().state).kept == ()


def test_a_question_left_out_stays_so(reader: Reader) -> None:
    draft(reader, form_of(reader), headache="yes", skip="like_usual", turn="1")

    assert 'name="skip" value="like_usual"' in reader.text("/checkin")


def test_each_day_keeps_its_own(reader: Reader) -> None:
    draft(reader, form_of(reader), headache="no", turn="1")
    draft(reader, form_of(reader, f"/checkin?day={MONDAY}"), headache="yes", turn="1")

    assert 'name="headache" value="no" checked' in reader.text("/checkin")
    assert 'name="headache" value="yes" checked' in reader.text(f"/checkin?day={MONDAY}")


def test_nothing_of_this_means_nothing(reader: Reader, desk: Desk) -> None:
    form = form_of(reader)
    draft(reader, form, headache="yes", worst="6", turn="1")

    assert reader.goes("/checkin/discard", {"id": form["id"]}) == "/today"
    leave(desk)
    assert desk.facts == []
    assert "still here" not in reader.text("/checkin")


def test_saved_is_saved_and_not_kept_any_more(reader: Reader, desk: Desk) -> None:
    form = form_of(reader)
    draft(reader, form, headache="no", turn="1")
    reader.goes("/checkin", {**form, "headache": "no", "stress": "3", "turn": "2"})

    leave(desk)
    assert desk.facts == [CheckedIn(CheckIn(day=TUESDAY, headache=Headache.NO, stress=3))]


def test_a_prompt_that_came_meanwhile_does_not_take_the_answers_away(
    reader: Reader, desk: Desk
) -> None:
    draft(reader, form_of(reader), headache="yes", worst="6", turn="1")
    show(desk, a_prompt(asks=Asks.LET_DOWN))

    assert 'name="worst" value="6" checked' in reader.text("/checkin")


# Left


def test_what_nobody_comes_back_to_is_stored_as_it_was_left(reader: Reader, desk: Desk) -> None:
    prompt = show(desk, a_prompt(asks=Asks.DIARY))
    draft(reader, form_of(reader), headache="yes", worst="6", turn="1")

    assert leave(desk, LEFT_AFTER - MINUTE) == 0
    assert leave(desk, MINUTE) == 1
    assert desk.check_in == CheckIn(day=TUESDAY, headache=Headache.YES, worst=6)
    assert desk.answered == [Answer.DONE]
    assert [one.prompt for one in desk.facts if isinstance(one, PromptAnswered)] == [prompt.id]
    assert leave(desk) == 0


def test_a_page_that_stands_open_is_not_left(reader: Reader, desk: Desk) -> None:
    form = form_of(reader)
    draft(reader, form, headache="yes", turn="1")
    for _ in range(3):
        desk.line.clock.pass_by(LEFT_AFTER - MINUTE)
        reader.post("/checkin/open", {"id": form["id"]})

    assert leave(desk, MINUTE) == 0


def test_a_clock_set_back_does_not_keep_it_for_ever(reader: Reader, desk: Desk) -> None:
    draft(reader, form_of(reader), headache="yes", turn="1")

    assert leave(desk, -HOUR) == 1


def test_what_is_left_tells_nothing_that_nobody_reads(reader: Reader, desk: Desk) -> None:
    draft(reader, form_of(reader), headache="yes", worst="9", like_usual="no", turn="1")
    leave(desk)

    assert GateOpened(TUESDAY) in desk.facts
    assert not any(isinstance(one, NoticeTold) for one in desk.facts)


def test_after_many_days_it_is_still_about_the_day_it_was_answered_on(
    reader: Reader, desk: Desk
) -> None:
    draft(reader, form_of(reader), headache="running", now="4", turn="1")
    leave(desk, 30 * DAY)

    with desk.line.context() as context:
        (entry,) = context.diary.entries()
    assert entry.day == TUESDAY
    assert (desk.check_in.day, desk.check_in.now) == (TUESDAY, 4)


def test_what_cannot_be_stored_any_more_is_forgotten(reader: Reader, desk: Desk) -> None:
    desk.check_in_on(TUESDAY, stress=4)
    draft(reader, form_of(reader, "/checkin?correct=1"), stress="6", turn="1")
    leave(desk, 90 * DAY)

    assert [one.stress for one in desk.noted] == [4]
    assert read_kept(folders().state).kept == ()


@pytest.mark.parametrize(
    "begun_at",
    ["soon", "2026-11-24T16:40:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59-14:00"],
)
def test_a_form_that_tells_no_moment_begins_now(reader: Reader, desk: Desk, begun_at: str) -> None:
    check_in(reader, {"headache": "no", "begun_at": begun_at})

    assert (desk.check_in.day, desk.check_in.headache) == (TUESDAY, Headache.NO)


def test_while_the_diary_cannot_be_written_it_stays_kept(
    reader: Reader, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft(reader, form_of(reader), headache="yes", turn="1")
    desk.line.clock.pass_by(LEFT_AFTER)

    def full(*_: object, **__: object) -> None:
        raise Trouble(message("The disk is full."))

    home = Home(folders(), desk.line.clock)
    with monkeypatch.context() as patched:
        patched.setattr("selfcare.page.check_in_left.save", full)
        look_after_left(home)
    assert len(read_kept(folders().state).kept) == 1
    look_after_left(home)
    home.close()
    assert desk.check_in.headache is Headache.YES


def test_while_what_is_kept_cannot_be_changed_it_is_not_stored_again_and_again(
    reader: Reader, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft(reader, form_of(reader), headache="yes", turn="1")
    desk.line.clock.pass_by(LEFT_AFTER)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no room")

    home = Home(folders(), desk.line.clock)
    with monkeypatch.context() as patched:
        patched.setattr("selfcare.app.check_in_keeping.replace_file", full)
        for _ in range(3):
            look_after_left(home)
    assert desk.noted == []
    look_after_left(home)
    home.close()

    assert [one.headache for one in desk.noted] == [Headache.YES]


def test_a_correction_that_was_left_corrects(reader: Reader, desk: Desk) -> None:
    desk.check_in_on(TUESDAY, stress=4, load=True)
    form = form_of(reader, "/checkin?correct=1")
    draft(reader, form, stress="7", extra="load", turn="1")
    leave(desk)

    assert desk.facts[-1] == CheckedIn(CheckIn(day=TUESDAY, stress=7, load=True), replaces=1)


# A tab that comes late


def test_a_tab_that_slept_goes_on_with_what_was_stored(reader: Reader, desk: Desk) -> None:
    form = form_of(reader)
    draft(reader, form, headache="yes", worst="6", turn="1")
    leave(desk)

    told = reader.post("/checkin/open", {"id": form["id"]}).json()
    assert told == {"stored": "/checkin?correct=1"}
    told = draft(reader, form, headache="yes", worst="6", like_usual="yes", turn="9")
    assert told == {"to": "/checkin?correct=1"}
    text = reader.text("/checkin?correct=1")
    assert 'name="like_usual" value="yes" checked' in text

    said = {"headache": "yes", "worst": "6", "like_usual": "yes", "turn": "10"}
    leads = check_in(reader, said, told["to"])
    assert leads == "/checkin/saved?entry=2"
    assert desk.facts[-1] == CheckedIn(
        CheckIn(day=TUESDAY, headache=Headache.YES, worst=6, like_usual=True), replaces=1
    )


def test_a_tab_left_behind_does_not_undo_what_another_has_saved(reader: Reader, desk: Desk) -> None:
    form = form_of(reader)
    draft(reader, form, headache="yes", turn="1")
    reader.goes("/checkin", {**form, "headache": "yes", "stress": "5", "turn": "2"})

    assert draft(reader, form, headache="yes", turn="2") == {}
    told = draft(reader, form, headache="yes", worst="3", turn="3")
    assert told == {"to": "/checkin?correct=1"}
    leave(desk)
    assert [one.stress for one in desk.noted] == [5]


def test_a_tab_is_told_that_another_went_on(reader: Reader) -> None:
    form = form_of(reader)
    draft(reader, form, headache="yes", turn="5")

    assert reader.post("/checkin/open", {"id": form["id"]}).json() == {"turn": 5}


def test_the_same_sent_twice_is_stored_once(reader: Reader, desk: Desk) -> None:
    form = {**form_of(reader), "headache": "no", "stress": "3", "turn": "2"}

    assert reader.goes("/checkin", form) == reader.goes("/checkin", form)
    assert len(desk.noted) == 1


def test_sent_once_more_with_another_answer_it_corrects(reader: Reader, desk: Desk) -> None:
    form = {**form_of(reader), "headache": "no", "turn": "2"}
    reader.goes("/checkin", {**form, "stress": "3"})
    reader.goes("/checkin", {**form, "stress": "4"})

    assert desk.facts[-1] == CheckedIn(
        CheckIn(day=TUESDAY, headache=Headache.NO, stress=4), replaces=1
    )


# Midnight


def test_midnight_during_the_questions_does_not_make_it_an_earlier_day(
    reader: Reader, desk: Desk
) -> None:
    desk.at(23, 58)
    form = form_of(reader)
    draft(reader, form, headache="running", now="4", turn="1")
    desk.line.clock.pass_by(5 * MINUTE)

    assert form_of(reader)["day"] == TUESDAY.isoformat()
    assert 'name="now" value="4" checked' in reader.text("/checkin")
    reader.goes("/checkin", {**form, "headache": "running", "now": "4", "turn": "2"})
    with desk.line.context() as context:
        entry = next(iter(context.diary.entries()))
    assert (entry.day, entry.at) == (TUESDAY, at(0, 3, TUESDAY + DAY))
    assert (desk.check_in.day, desk.check_in.now) == (TUESDAY, 4)


def test_a_page_that_stood_open_for_a_night_asks_no_strength_any_more(
    reader: Reader, desk: Desk
) -> None:
    desk.at(20)
    form = form_of(reader)
    desk.at(8, day=TUESDAY + DAY)

    told = draft(reader, form, headache="yes", worst="7", turn="1")
    assert told["strength"] is False
    reader.goes("/checkin", {**form, "headache": "yes", "worst": "7", "turn": "2"})
    assert desk.check_in == CheckIn(day=TUESDAY, headache=Headache.YES)


def test_a_new_day_begins_anew(reader: Reader, desk: Desk) -> None:
    draft(reader, form_of(reader), headache="yes", turn="1")
    desk.at(9, day=TUESDAY + DAY)

    assert "still here" not in reader.text("/checkin")
    assert form_of(reader)["day"] == (TUESDAY + DAY).isoformat()


# Of the cycle


def test_forgetting_the_cycle_forgets_the_answer_about_bleeding(reader: Reader, desk: Desk) -> None:
    form = form_of(reader)
    draft(reader, form, headache="no", bleeding="not_yet", turn="1")
    middle = {**form, "id": "of-the-cycle", "form": "mid_cycle"}
    draft(reader, middle, headache="no", turn="1")

    forget_cycle_answers(folders().state)
    text = (folders().state / FILE).read_text(encoding="utf-8")
    assert "bleeding" not in text
    assert "mid_cycle" not in text
    leave(desk)
    assert desk.noted == [CheckIn(day=TUESDAY, headache=Headache.NO)]
    assert NotYetBleeding(TUESDAY) not in desk.facts


# What is no form of ours


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "../../etc"},
        {"id": "short"},
        {"form": "silence"},
        {"form": ""},
        {"day": "someday"},
    ],
    ids=str,
)
def test_what_is_no_form_of_ours_is_refused(reader: Reader, desk: Desk, wrong: Form) -> None:
    form = {**form_of(reader), "headache": "no", **wrong}

    for path in ("/checkin", "/checkin/draft"):
        assert reader.post(path, form).status_code == 400
    assert desk.facts == []


def test_values_that_no_control_has_say_nothing(reader: Reader, desk: Desk) -> None:
    strange = {"worst": "11", "now": "²", "stress": "-1", "zone": "knee", "like_usual": "perhaps"}
    leads = reader.goes("/checkin", {**form_of(reader), "headache": "yes", **strange})

    assert leads == "/checkin/saved?entry=1"
    assert desk.check_in == CheckIn(day=TUESDAY, headache=Headache.YES)


def test_more_than_three_places_are_told_and_nothing_is_stored(reader: Reader, desk: Desk) -> None:
    places = ["temple", "eye", "ear", "band"]
    said = reader.refused("/checkin", {**form_of(reader), "headache": "yes", "zone": places})

    assert "Three places are enough." in said
    assert desk.facts == []


@pytest.mark.parametrize("day", ["2026-11-18", "2026-11-25"])
def test_a_day_out_of_reach_is_told(reader: Reader, day: str) -> None:
    assert "is not among them" in reader.get(f"/checkin?day={day}").text

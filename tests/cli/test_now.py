from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

import pytest

from selfcare.app.context import Context
from selfcare.app.session import what_to_do_now
from selfcare.cli.keys import BACKSPACE, INTERRUPT
from selfcare.cli.session_faces import LiveFace, PlainFace
from selfcare.cli.session_frame import Size
from selfcare.cli.session_guide import Guide
from selfcare.cli.session_keys import STOP_KEYS
from selfcare.domain.facts import (
    AlarmRaised,
    CheckedIn,
    GateOpened,
    Screened,
    SessionEnd,
    SessionEnded,
    SessionStarted,
    StopReason,
    TurnFinished,
)
from selfcare.domain.screening import AgeBand, Screening, Tag
from tests.cli.command_line import CommandLine
from tests.cli.session_script import Person, Terminal
from tests.fakes import ToldClock

GENTLE = "four-muscles-gentle"
PRESSING = "trap-upper-squeeze"


@dataclass
class Room:
    """A person, a terminal and a diary."""

    context: Context
    person: Person
    terminal: Terminal
    size: Size

    @property
    def clock(self) -> ToldClock:
        return self.person.clock

    def live(self, routine: str | None = GENTLE) -> Room:
        to_do = what_to_do_now(self.context, routine)
        with LiveFace(self.terminal, self.person, lambda: self.size) as face:
            Guide(self.context, face, self.person).lead(to_do)
        return self

    def plain(self, routine: str | None = GENTLE) -> Room:
        to_do = what_to_do_now(self.context, routine)
        Guide(self.context, PlainFace(self.terminal, self.person), self.person).lead(to_do)
        return self

    @property
    def facts(self) -> list[object]:
        return [entry.fact for entry in self.context.diary.entries()]

    @property
    def end(self) -> SessionEnded:
        ended = [fact for fact in self.facts if isinstance(fact, SessionEnded)]
        return ended[-1]

    @property
    def turns(self) -> list[TurnFinished]:
        return [fact for fact in self.facts if isinstance(fact, TurnFinished)]

    def screened(self, *tags: Tag) -> Room:
        self.context.note(Screened(Screening(frozenset(tags), AgeBand.FROM_18_TO_49)))
        return self

    def sleep(self, hours: float) -> None:
        self.clock.sleep_through(timedelta(hours=hours))

    def shown(self, text: str) -> list[list[str]]:
        """Return the pictures that hold `text`."""
        return [lines for lines in self.terminal.pictures if text in "\n".join(lines)]


@pytest.fixture
def room() -> Iterator[Room]:
    line = CommandLine()
    with line.context() as context:
        yield Room(context, Person(line.clock), Terminal(), Size(80, 24))


# --- a whole session -------------------------------------------------------------------------


def test_a_whole_session_asks_before_and_after_and_stores_every_turn(room: Room) -> None:
    room.person.press("4").enter().press("2", after=200).enter()
    room.live()
    started = room.facts[0]
    assert isinstance(started, SessionStarted)
    assert started.before == 4
    assert [(turn.step, turn.seconds, turn.skipped) for turn in room.turns] == [
        (0, 20, False),
        (1, 40, False),
        (2, 20, False),
        (3, 30, False),
    ]
    assert (room.end.end, room.end.after) == (SessionEnd.DONE, 2)
    assert "Your diary has it" in room.terminal.after


def test_numbers_are_left_out_with_enter_alone(room: Room) -> None:
    room.person.enter().enter(after=200)
    room.live()
    started = room.facts[0]
    assert isinstance(started, SessionStarted)
    assert started.before is None
    assert room.end.after is None


@pytest.mark.parametrize(
    ("typed", "score"),
    [
        ("6", 6),
        ("0", 0),
        ("11", 1),
        ("x4y", 4),
        ("05", 0),
        (f"9{BACKSPACE}3", 3),
        (f"{BACKSPACE}", None),
    ],
)
def test_only_numbers_from_0_to_10_are_taken(room: Room, typed: str, score: int | None) -> None:
    room.person.press(*typed).enter().press("q", "n")
    room.live()
    started = room.facts[0]
    assert isinstance(started, SessionStarted)
    assert started.before == score


@pytest.mark.parametrize(("typed", "score"), [("7", 7), ("10", 10), ("100", 10)])
def test_with_strong_pain_the_questions_come_first_and_nothing_begins(
    room: Room, typed: str, score: int
) -> None:
    room.person.press(*typed).enter()
    room.live()

    noted, opened = room.facts
    assert isinstance(noted, CheckedIn)
    assert noted.check_in.now == score
    assert isinstance(opened, GateOpened)
    assert "a few questions first" in room.terminal.after


def test_where_it_hurts_what_comes_with_it_decides_about_pressing(room: Room) -> None:
    room.screened()
    room.person.press("3").enter().press("1")
    room.live(PRESSING)

    assert not any(isinstance(fact, SessionStarted) for fact in room.facts)
    assert "rest comes before any exercise" in " ".join(room.terminal.after.split())


def test_more_pain_than_before_is_met_with_rest_and_no_promise(room: Room) -> None:
    room.screened()
    room.person.press("3").enter().press("0").press("5", after=400).enter()
    room.live(PRESSING)
    assert "two days of rest" in room.terminal.after
    assert "let a doctor look" in room.terminal.after


# --- the picture -----------------------------------------------------------------------------


def test_the_opening_says_what_comes_how_long_why_and_when_to_stop(room: Room) -> None:
    room.live()
    opening = "\n".join(room.terminal.pictures[0])
    assert "Two quiet minutes" in opening
    assert "4 steps, about 2 minutes, at the desk" in opening
    assert "You chose it." in opening
    assert "Stop at once if" in opening
    assert "0 (not at all) to 10 (worst)" in opening


def test_the_stop_rule_stands_with_the_first_step_and_not_with_the_others(room: Room) -> None:
    room.person.enter().enter(after=200)
    room.live()
    for picture in room.shown("Step 1 of 4"):
        assert any("Stop at once" in line for line in picture)
    for picture in room.shown("Step 2 of 4"):
        assert not any("Stop at once" in line for line in picture)


def test_a_picture_shows_step_side_repetition_pressure_caution_and_what_comes_next(
    room: Room,
) -> None:
    room.screened()
    room.person.enter().enter(after=400)
    room.live(PRESSING)
    picture = "\n".join(room.shown("Repetition 2 of 2")[0])
    assert "Step 2 of 3, left side" in picture
    assert "Pressure 5 of 10: firm, breathing stays easy" in picture
    assert "Take care: Stay on the ridge" in picture
    assert "Next, left side: Let the ear sink" in picture
    assert "q stop" in picture
    assert room.shown("Change to the other side: 5 seconds")
    assert room.shown("Let go and rest: 10 seconds")
    assert room.shown("Step 3 of 3, right side")
    assert room.shown("Next: nothing more")


def test_what_was_made_lighter_is_said_before_it_begins(room: Room) -> None:
    room.screened(Tag.PREGNANCY)
    room.live(PRESSING)
    opening = " ".join(" ".join(room.terminal.pictures[0]).split())
    assert "Changed for you:" in opening
    assert "Step 2 has pressure 3 of 10 instead of 5" in opening


def test_the_same_picture_is_not_drawn_twice(room: Room) -> None:
    room.person.enter().enter(after=200)
    room.live()
    pictures = room.terminal.pictures
    assert all(one != other for one, other in pairwise(pictures))


@pytest.mark.parametrize("size", [Size(80, 24), Size(40, 16), Size(24, 8), Size(200, 60)])
def test_every_picture_fits_its_window(room: Room, size: Size) -> None:
    room.screened()
    room.size = size
    room.person.enter().press("q", after=60).press("g").enter(after=400)
    room.live(PRESSING)
    for picture in room.terminal.pictures:
        assert all(len(line) <= size.columns for line in picture)


def test_a_low_window_shows_every_reason_to_stop_in_two_columns(room: Room) -> None:
    room.size = Size(80, 14)
    room.person.enter().press("q", after=20).press("g")
    room.live()
    (menu,) = room.shown("collapse")
    assert all(any(f"{key} " in line for line in menu) for key in (*STOP_KEYS, "l", "g"))


def test_in_a_low_window_the_question_stays(room: Room) -> None:
    room.size = Size(50, 12)
    room.live()
    picture = room.terminal.pictures[0]
    assert len(picture) == 11
    assert "leaves it out: _" in picture[-1]
    assert "Two quiet minutes" in picture[0] + picture[1]


def test_in_a_low_window_the_instruction_and_the_time_stay(room: Room) -> None:
    room.screened()
    room.size = Size(60, 9)
    room.person.enter().enter(after=400)
    room.live(PRESSING)
    picture = "\n".join(room.shown("Repetition 1 of 2")[0])
    assert "take the muscle ridge" in picture
    assert "█" in picture or "░" in picture


def test_a_window_that_changes_its_size_is_drawn_anew(room: Room) -> None:
    def shrink() -> None:
        room.size = Size(50, 20)

    room.person.act(shrink, after=1).enter()
    room.live()
    assert len(room.terminal.pictures[1][-1]) <= 50


def test_the_terminal_is_left_as_it_was_found(room: Room) -> None:
    room.person.press(INTERRUPT)
    room.live()
    written = room.terminal.getvalue()
    assert written.count("\x1b[?1049h") == written.count("\x1b[?1049l") == 1
    assert written.index("\x1b[?25l") < written.index("\x1b[?25h")


def test_control_characters_in_a_users_routine_never_reach_the_terminal(room: Room) -> None:
    own = room.context.folders.routines
    own.mkdir(parents=True)
    (own / "mine.toml").write_text(
        'id = "mine"\ntitle = "Mine\\u001b[2J"\nmuscles = []\nsource = ["own"]\n'
        '[[step]]\nkind = "rest"\ndo = "Rest \\u001b]0;gone\\u0007 now."\nside = "center"\n'
        "seconds = 60\n",
        encoding="utf-8",
    )
    room.person.enter().enter(after=100)
    room.live("mine")
    assert "\x1b[2J" not in room.terminal.getvalue()
    assert "\x1b]" not in room.terminal.getvalue()
    assert "\x07" not in room.terminal.getvalue()


# --- keys ------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["p", "P", " "])
def test_a_pause_stops_the_time_until_it_is_over(room: Room, key: str) -> None:
    room.person.enter().press(key, after=20).press(key, after=600).enter(after=200)
    room.live()
    assert room.shown("Paused.")
    assert room.turns[0].seconds == 20
    assert len(room.turns) == 4


def test_enter_begins_without_waiting(room: Room) -> None:
    room.person.enter().enter(after=1).act(lambda: None, after=20.5).press("q", "n")
    room.live()
    assert [turn.step for turn in room.turns if not turn.skipped] == [0]


def test_back_does_a_turn_again_and_skip_leaves_one_out(room: Room) -> None:
    room.person.enter().press("s").press("b", after=1).press("s", after=1).press("s", "s", "s")
    room.person.enter()
    room.live()
    assert [(turn.step, turn.skipped) for turn in room.turns] == [
        (0, True),
        (0, True),
        (1, True),
        (2, True),
        (3, True),
    ]
    assert room.end.end is SessionEnd.DONE


@pytest.mark.parametrize(("key", "reason"), STOP_KEYS.items())
def test_a_stop_stores_its_reason_and_its_step(room: Room, key: str, reason: StopReason) -> None:
    room.person.enter().press("s").press("q", after=20).press(key).enter().enter()
    room.live()
    assert (room.end.end, room.end.stopped, room.end.step) == (SessionEnd.STOPPED, reason, 1)
    assert room.turns[-1].skipped
    assert room.turns[-1].seconds > 0


def test_every_reason_to_stop_can_be_chosen() -> None:
    assert set(STOP_KEYS.values()) == set(StopReason)


def test_a_grave_reason_shows_at_once_whom_to_call(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    room.person.enter().press("q", after=20).press("9").enter(after=600)
    room.live()
    picture = " ".join(" ".join(room.terminal.pictures[-1]).split())
    assert "Call 112 now" in picture
    assert "does not rule anything out" in picture
    assert "How much does it hurt" not in picture
    assert "Call 112 now" in " ".join(room.terminal.after.split())


def test_a_grave_reason_is_stored_before_its_words_are_read(room: Room) -> None:
    stored: list[object] = []
    room.person.enter().press("q", after=20).press("9")
    room.person.act(lambda: stored.extend(room.facts)).enter()
    room.live()
    assert isinstance(stored[-2], SessionEnded)
    assert isinstance(stored[-1], AlarmRaised)


def test_a_lighter_reason_asks_how_it_is_now(room: Room) -> None:
    room.person.press("2").enter().press("q", after=20).press("2").press("5").enter()
    room.live()
    assert (room.end.stopped, room.end.after) == (StopReason.OWN_HEADACHE, 5)
    assert "Good that you stopped" in room.terminal.after


def test_one_can_go_on_after_all(room: Room) -> None:
    room.person.enter().press("q", after=20).press("g", after=90).enter(after=200)
    room.live()
    assert room.end.end is SessionEnd.DONE
    assert room.turns[0].seconds == 20


@pytest.mark.parametrize("keys", [("q", "l"), (INTERRUPT, INTERRUPT)])
def test_a_session_left_for_later_goes_on_where_it_was(room: Room, keys: tuple[str, ...]) -> None:
    room.person.enter().press("s").press(*keys, after=20)
    room.live()
    assert isinstance(room.facts[-1], TurnFinished)
    assert "To go on: selfcare now" in room.terminal.after
    room.person.enter().enter(after=200)
    room.live(None)
    assert any("It goes on at step 2 of 4." in line for line in room.shown("goes on")[0])
    assert [(turn.step, turn.skipped) for turn in room.turns] == [
        (0, True),
        (1, False),
        (2, False),
        (3, False),
    ]
    assert room.end.end is SessionEnd.DONE


def test_leaving_before_it_begins_stores_nothing(room: Room) -> None:
    room.person.press("3", INTERRUPT)
    room.live()
    assert room.facts == []
    assert "Nothing was begun" in room.terminal.after


def test_leaving_the_last_question_still_ends_the_session(room: Room) -> None:
    room.person.enter().press(INTERRUPT, after=200)
    room.live()
    assert (room.end.end, room.end.after) == (SessionEnd.DONE, None)


def test_a_terminal_that_is_gone_keeps_the_session(room: Room) -> None:
    def gone() -> None:
        raise EOFError

    room.person.enter().act(gone, after=60)
    room.live()
    assert isinstance(room.facts[-1], TurnFinished)


# --- time ------------------------------------------------------------------------------------


def test_a_laptop_that_slept_finds_its_session_paused_in_the_same_step(room: Room) -> None:
    room.person.enter().act(lambda: room.sleep(1), after=20).press("p", after=5)
    room.person.enter(after=200)
    room.live()
    assert room.shown("Paused.")
    assert [turn.seconds for turn in room.turns] == [20, 40, 20, 30]


def test_a_clock_set_back_in_a_step_changes_nothing(room: Room) -> None:
    def set_back() -> None:
        room.clock.wall_shift = timedelta(hours=-1)

    room.person.enter().act(set_back, after=20).enter(after=200)
    room.live()
    assert not room.shown("Paused.")
    assert [turn.seconds for turn in room.turns] == [20, 40, 20, 30]


# --- plain -----------------------------------------------------------------------------------


def test_plain_lines_carry_a_whole_session_without_any_key(room: Room) -> None:
    room.person.there = False
    room.plain()
    text = room.terminal.getvalue()
    assert "\x1b" not in text
    assert "Step 1 of 4, both sides, 20 seconds: Let both shoulders hang" in text
    assert "Stop at once if" in text
    assert "Keys:" not in text
    assert text.endswith("That was it. Your diary has it.\n")
    assert len(room.turns) == 4
    assert (room.end.end, room.end.after) == (SessionEnd.DONE, None)


def test_plain_lines_with_keys_ask_pause_and_stop(room: Room) -> None:
    room.person.press("4").enter().press("p", after=18).press("p", after=60)
    room.person.press("q", after=2).press("1").press("4").enter()
    room.plain()
    text = room.terminal.getvalue()
    assert "\x1b" not in text
    assert "Keys: Enter begin now, p pause" in text
    assert text.index("Paused. Press p to go on.") < text.index("Going on.")
    assert "\n1 sharp or shooting pain\n" in text
    assert room.end.stopped is StopReason.SHARP_PAIN


def test_plain_lines_name_each_repetition_and_rest(room: Room) -> None:
    room.screened()
    room.person.there = False
    room.plain(PRESSING)
    text = room.terminal.getvalue()
    assert "2 times 30 seconds, 10 seconds of rest between" in text
    assert "Pressure 5 of 10: firm, breathing stays easy" in text
    assert text.count("Let go and rest: 10 seconds\nRepetition 2\n") == 2


def test_without_keys_a_gap_is_not_done_and_nobody_has_to_go_on(room: Room) -> None:
    room.person.there = False
    room.person.act(lambda: room.sleep(1), after=20)
    room.plain()
    assert [turn.seconds for turn in room.turns] == [20, 40, 20, 30]


def test_without_keys_ctrl_c_keeps_the_session(room: Room) -> None:
    room.person.there = False
    room.person.press(INTERRUPT, after=60)
    room.plain()
    assert "To go on: selfcare now" in room.terminal.getvalue()
    assert isinstance(room.facts[-1], TurnFinished)


# --- the commands ----------------------------------------------------------------------------


def test_a_routine_that_may_not_run_is_one_sentence_on_stderr() -> None:
    told = CommandLine().mistake("now", PRESSING)
    assert "selfcare screen" in told
    assert told.count("\n") == 1


def test_an_unknown_routine_is_told_with_the_nearest_one() -> None:
    assert "Did you mean “slow-breath”?" in CommandLine().mistake("now", "slow-breth")


def test_done_notes_the_open_prompt() -> None:
    line = CommandLine().with_breaks_only().at(10, 30)
    line.show_next()
    assert line.ok("done") == "Noted: “Two quiet minutes” is done.\n"
    assert "Nothing is open" in line.mistake("done")

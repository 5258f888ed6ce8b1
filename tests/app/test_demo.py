"""A year of three made-up people through the whole program, held against the rules of the handbook.

What must hold is reckoned here from the facts alone, by other means than the program's own.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from selfcare.app.demo import MADE_UP_FILE, fill_with_days, folders_in, take_folder
from selfcare.app.demo_person import TRAITS, Person
from selfcare.app.demo_year import made_up
from selfcare.cli.command import Edge
from selfcare.cli.demo import TO_LOOK_AT, command_there
from selfcare.cli.main import SECTIONS, commands
from selfcare.config.paths import HOME_VARIABLE, folders
from selfcare.diary.store import Diary
from selfcare.domain.checkin import Headache
from selfcare.domain.facts import (
    AlarmRaised,
    Checked,
    CheckedIn,
    DaemonStarted,
    DiaryView,
    Entry,
    FlareBegan,
    PromptAnswered,
    PromptClaimed,
    Resumed,
    SessionStarted,
    TendernessNoted,
    TickedByMistake,
    Treated,
)
from selfcare.domain.muscles import Muscle
from selfcare.domain.prompt import Answer, Asks, Prompt, PromptKind
from selfcare.domain.settings import Settings
from selfcare.planning.around import around
from selfcare.planning.history import read_history
from tests.domain.shipped import SHIPPED
from tests.made_up import BERLIN, DAYS, FIRST, TODAY, morning, year_of

DAY = timedelta(days=1)
CAP, FIRST_WEEKS_CAP = 4, 2
MOST_OF_A_WEEK = 4
ALL_DAYS = [FIRST + number * DAY for number in range(DAYS)]
NEEDS_SOMEBODY = {
    *("run", "start", "stop", "restart", "notify-test", "init", "demo", "open", "menu"),
    *("autostart", "completion", "erase"),
    *("now", "checkin", "flare", "tender", "screen", "alarm", "checked"),
    *("later", "skip", "done", "pause", "resume", "calendar"),
}
"""Commands that ask, answer something open, start and end processes, or want one more word."""


@dataclass
class Life:
    """Somebody's diary, and what follows from its facts."""

    person: Person
    folder: Path
    entries: tuple[Entry, ...]

    @cached_property
    def claimed(self) -> list[tuple[Entry, Prompt]]:
        """Every prompt, once, as it was shown first."""
        return [
            (entry, entry.fact.prompt)
            for entry in self.entries
            if isinstance(entry.fact, PromptClaimed) and entry.fact.round == 1
        ]

    @cached_property
    def pressed(self) -> list[Entry]:
        """Sessions that press something, in order."""
        return [
            entry
            for entry in self.entries
            if isinstance(entry.fact, SessionStarted)
            and any(step.pressure for step in entry.fact.steps)
        ]

    @cached_property
    def of_the_body(self) -> list[Entry]:
        return [
            entry for entry in self.entries if isinstance(entry.fact, CheckedIn | TendernessNoted)
        ]

    def is_active(self, day: date, before: Entry | None = None) -> bool:
        """Return whether the phase is active on a day, by what was noted before an entry."""
        told = [
            entry
            for entry in self.of_the_body
            if entry.day <= day and (before is None or entry.id < before.id)
        ]
        return reckoned(day, told)


def reckoned(day: date, told: Iterable[Entry]) -> bool:
    """Return the phase by rows 18 and 19 of the handbook's section 6.

    Active with two headache days in seven, or with a spot that felt like the own headache in the
    last seven; calm after seven days without a headache, most of them noted; in between it stays as
    it was.
    """
    ached: defaultdict[date, bool] = defaultdict(bool)
    latest: dict[Muscle, tuple[date, bool]] = {}
    for entry in told:
        match entry.fact:
            case CheckedIn(check_in=said) if said.headache is not None:
                ached[said.day] |= said.headache is not Headache.NO
            case TendernessNoted(muscles=muscles):
                latest |= {one.muscle: (entry.day, one.mine) for one in muscles}
    if any(mine and (day - on).days < 7 for on, mine in latest.values()):
        return True
    there = min(ached, default=day)
    active = False
    while there <= day:
        week = [ached[there - ago * DAY] for ago in range(7) if there - ago * DAY in ached]
        if week.count(True) >= 2:
            active = True
        elif len(week) >= MOST_OF_A_WEEK and True not in week:
            active = False
        there += DAY
    return active


@pytest.fixture(scope="module", params=Person, ids=lambda person: person.name.lower())
def life(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Life:
    person: Person = request.param
    folder = year_of(person, tmp_path_factory)
    with Diary.open(folders_in(folder).diary, may_migrate=False) as diary:
        return Life(person, folder, tuple(diary.entries()))


# Prompts


def test_the_prompts_of_a_day_stay_under_the_cap(life: Life) -> None:
    counted = Counter(prompt.day for _, prompt in life.claimed if prompt.kind.counts)

    assert max(counted.values()) == CAP
    assert all(
        number <= (FIRST_WEEKS_CAP if day < FIRST + 7 * DAY else CAP)
        for day, number in counted.items()
    )


def test_a_day_has_two_check_ins_at_most(life: Life) -> None:
    asked = Counter(prompt.day for _, prompt in life.claimed if prompt.kind is PromptKind.CHECKIN)

    assert set(asked.values()) == {1, 2}


def test_prompts_come_in_work_hours_only_and_half_an_hour_apart(life: Life) -> None:
    times = [entry.at.astimezone(BERLIN) for entry, _ in life.claimed]

    assert all(9 <= at.hour < 18 and at.weekday() < 5 for at in times)
    assert all(later - earlier >= timedelta(minutes=30) for earlier, later in pairwise(times))


def test_what_is_answered_is_not_shown_again(life: Life) -> None:
    settled: set[str] = set()
    for entry in life.entries:
        match entry.fact:
            case PromptClaimed(prompt=prompt):
                assert prompt.id not in settled
            case PromptAnswered(prompt=name, answer=answer) if answer is not Answer.LATER:
                settled.add(name)
            case _:
                pass

    assert len(settled) > DAYS


def test_after_three_silent_days_prompts_are_fewer_and_after_seven_one_question_comes(
    life: Life,
) -> None:
    questions = [entry for entry, prompt in life.claimed if prompt.asks is Asks.SILENCE]
    counted = Counter(prompt.day for _, prompt in life.claimed)
    answered = {one.day for one in life.entries if isinstance(one.fact, PromptAnswered | CheckedIn)}

    assert len(questions) == (life.person is Person.BOOKKEEPER)
    for question in questions:
        last = max(day for day in answered if day < question.day)
        silent = sorted(day for day in counted if last < day < question.day)
        assert len(silent) == 7
        assert [counted[day] > 2 for day in silent] == [True] * 3 + [False] * 4


# Phases


def test_every_day_has_the_phase_that_the_facts_give(life: Life) -> None:
    for day in ALL_DAYS:
        assert planned_as_active(life, day) == life.is_active(day), day


def test_two_headache_days_in_seven_make_the_phase_active(life: Life) -> None:
    active = [day for day in ALL_DAYS if len(headaches(life, day, 7)) >= 2]

    assert len(active) > 20
    assert all(planned_as_active(life, day) for day in active)


def test_a_week_noted_without_a_headache_makes_it_calm_again(life: Life) -> None:
    calm = [
        day
        for day in ALL_DAYS[7:]
        if noted(life, day, 7) == 7 and not headaches(life, day, 7) and not recognised(life, day)
    ]

    assert len(calm) > 20
    assert not any(planned_as_active(life, day) for day in calm)


def test_phases_rise_and_fall(life: Life) -> None:
    phases = [life.is_active(day) for day in ALL_DAYS]
    changes = Counter(pair for pair in pairwise(phases) if pair[0] is not pair[1])

    assert changes[False, True] >= 4
    assert changes[True, False] >= 4


def planned_as_active(life: Life, day: date) -> bool:
    """Return what the program goes by on the evening of a day, knowing nothing of later ones."""
    known = tuple(one for one in life.entries if day - 60 * DAY <= one.day <= day)
    there = around(
        day,
        zone=BERLIN,
        settings=Settings(),
        history=read_history(DiaryView()),
        entries=known,
    )
    return there.body.phases.active


def said_of(life: Life, day: date, days: int) -> Iterator[tuple[date, bool]]:
    """Yield the days up to `day` that an entry made by then speaks of, and what it says."""
    for entry in life.of_the_body:
        if isinstance(entry.fact, CheckedIn) and entry.day <= day:
            said = entry.fact.check_in
            if said.headache is not None and day - days * DAY < said.day <= day:
                yield said.day, said.headache is not Headache.NO


def headaches(life: Life, day: date, days: int) -> set[date]:
    return {there for there, ached in said_of(life, day, days) if ached}


def noted(life: Life, day: date, days: int) -> int:
    return len({there for there, _ in said_of(life, day, days)})


def recognised(life: Life, day: date) -> bool:
    return any(
        one.mine
        for entry in life.of_the_body
        if isinstance(entry.fact, TendernessNoted) and day - 7 * DAY < entry.day <= day
        for one in entry.fact.muscles
    )


# Pressing


def test_while_calm_there_is_one_session_with_pressing_a_day_on_five_days_a_week(
    life: Life,
) -> None:
    calm = [one for one in life.pressed if not life.is_active(one.day, one)]

    assert calm
    for session in calm:
        of_the_day = [one for one in life.pressed if one.day == session.day and one is not session]
        assert [one for one in of_the_day if one.at < session.at] == []
        week = {one.day for one in life.pressed if session.day - 7 * DAY < one.day <= session.day}
        assert len(week) <= 5


def test_while_active_there_are_three_sessions_with_pressing_a_day_two_hours_apart(
    life: Life,
) -> None:
    active = [one for one in life.pressed if life.is_active(one.day, one)]

    assert active
    for session in active:
        before = [one.at for one in life.pressed if one.day == session.day and one.at < session.at]
        assert len(before) <= 2
        assert all(session.at - at >= timedelta(hours=2) for at in before)


def test_no_break_that_presses_is_offered_once_there_was_enough_of_it(life: Life) -> None:
    for entry, _ in offered_pressing(life):
        before = [one.at for one in life.pressed if one.day == entry.day and one.at < entry.at]
        most = 3 if life.is_active(entry.day, entry) else 1
        assert len(before) < most, entry.at


def test_while_calm_one_break_of_a_day_at_most_is_offered_with_pressing(life: Life) -> None:
    calm = Counter(
        entry.day for entry, _ in offered_pressing(life) if not life.is_active(entry.day, entry)
    )

    assert max(calm.values()) == 1


def test_while_active_three_breaks_of_a_day_at_most_are_offered_with_pressing(life: Life) -> None:
    active = Counter(
        entry.day for entry, _ in offered_pressing(life) if life.is_active(entry.day, entry)
    )

    assert max(active.values()) <= 3


def test_no_muscle_is_pressed_for_two_days_after_a_therapist_treated_it(life: Life) -> None:
    treated = [(one.day, one.fact) for one in life.entries if isinstance(one.fact, Treated)]

    assert treated
    for on, fact in treated:
        for session in life.pressed:
            if on < session.day <= on + 2 * DAY:
                assert isinstance(session.fact, SessionStarted)
                pressed = {
                    muscle
                    for step in session.fact.steps
                    if step.pressure
                    for muscle in step.muscles
                }
                assert pressed.isdisjoint(fact.muscles), session.day


def offered_pressing(life: Life) -> list[tuple[Entry, Prompt]]:
    """Return the breaks in which something was to be pressed.

    Where a session came of it, its own steps say so: a muscle that rests has lost its pressing.
    """
    begun = {
        entry.fact.prompt: any(step.pressure for step in entry.fact.steps)
        for entry in life.entries
        if isinstance(entry.fact, SessionStarted)
    }
    return [
        (entry, prompt)
        for entry, prompt in life.claimed
        if prompt.routine is not None and begun.get(prompt.id, SHIPPED[prompt.routine].presses)
    ]


# Alarms and quiet days


def test_while_routines_rest_none_is_offered_and_none_begun(life: Life) -> None:
    raised: list[AlarmRaised] = []
    for entry in life.entries:
        match entry.fact:
            case AlarmRaised(level=level) as alarm if level.suspends:
                raised.append(alarm)
            case Checked():
                raised = []
            case TickedByMistake(on=on):
                raised = [one for one in raised if one.on != on]
            case PromptClaimed(prompt=prompt) if raised:
                assert prompt.kind not in (PromptKind.ROUTINE, PromptKind.WELCOME), entry.at
            case SessionStarted():
                assert raised == [], entry.at
            case _:
                pass


def test_the_developer_was_checked_after_a_stop_and_the_designer_took_a_tick_back(
    life: Life,
) -> None:
    kinds = Counter(type(entry.fact) for entry in life.entries)
    expected = {
        Person.BOOKKEEPER: (0, 0, 0),
        Person.DESIGNER: (1, 0, 1),
        Person.DEVELOPER: (1, 1, 0),
    }

    assert (kinds[AlarmRaised], kinds[Checked], kinds[TickedByMistake]) == expected[life.person]


def test_on_a_quiet_day_only_the_check_in_that_follows_comes(life: Life) -> None:
    quiet: date | None = None
    for entry in life.entries:
        match entry.fact:
            case FlareBegan(on=on):
                quiet = on
            case Resumed():
                quiet = None
            case PromptClaimed(prompt=prompt) if prompt.day == quiet:
                assert prompt.asks is Asks.AGAIN, entry.at
            case _:
                pass

    assert (quiet is not None) == (life.person is Person.DESIGNER)


# The diary


def test_the_diary_holds_the_days_up_to_yesterday(life: Life) -> None:
    days = {entry.day for entry in life.entries}

    assert (min(days), max(days)) == (FIRST, TODAY - DAY)
    assert any(isinstance(one.fact, DaemonStarted) for one in life.entries)


@pytest.mark.parametrize(
    "name", [name for _, table in SECTIONS for name in table if name not in NEEDS_SOMEBODY]
)
def test_every_command_that_tells_something_works_on_it(
    life: Life, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    shutil.copytree(life.folder, home)
    monkeypatch.setenv(HOME_VARIABLE, str(home))

    result = run(name)

    assert (result.exit_code, result.stderr) == (0, ""), result.output
    assert result.stdout


# Making it


def run(*arguments: str) -> Result:
    return CliRunner().invoke(commands, arguments, obj=Edge(morning()))


def test_the_same_person_on_the_same_dates_lives_the_same_days(tmp_path: Path) -> None:
    told = []
    for name in ("one", "two"):
        take_folder(tmp_path / name)
        fill_with_days(tmp_path / name, Person.DESIGNER, 20, morning())
        with Diary.open(folders_in(tmp_path / name).diary, may_migrate=False) as diary:
            told.append([(one.at, type(one.fact)) for one in diary.entries()])

    assert told[0] == told[1]
    assert len(told[0]) > 100


@pytest.mark.parametrize("weekday", range(7))
@pytest.mark.parametrize("person", Person)
def test_it_can_be_made_on_any_day_of_the_week(
    person: Person, weekday: int, tmp_path: Path
) -> None:
    clock = morning()
    clock.at += (weekday - 21 * person) * DAY

    take_folder(tmp_path / "demo")
    fill_with_days(tmp_path / "demo", person, 28 + weekday, clock)

    with Diary.open(folders_in(tmp_path / "demo").diary, may_migrate=False) as diary:
        days = {one.day for one in diary.entries()}
    assert max(days) < clock.now().date()
    assert len(days) > 7


def test_the_three_people_do_not_have_their_headaches_on_the_same_days() -> None:
    ached = {
        person: {one.day for one in made_up(person, FIRST, DAYS) if one.pain} for person in Person
    }

    assert all(20 < len(days) < 120 for days in ached.values())
    assert ached[Person.BOOKKEEPER] != ached[Person.DESIGNER] != ached[Person.DEVELOPER]


@pytest.mark.parametrize("person", Person)
def test_cycles_are_as_long_as_the_person_has_them(person: Person) -> None:
    starts = [one.day for one in made_up(person, FIRST, DAYS) if one.bleeds]
    shortest = TRAITS[person].shortest_cycle
    lengths = {(later - earlier).days for earlier, later in pairwise(starts)}

    if shortest is None:
        assert starts == []
    else:
        assert lengths <= set(range(shortest, shortest + 6))
        assert len(lengths) > 1


def test_the_command_makes_a_folder_that_says_that_it_is_made_up(tmp_path: Path) -> None:
    folder = tmp_path / "a demo"
    own = os.environ[HOME_VARIABLE]

    result = run("demo", str(folder), "--days", "28", "--person", "3")

    assert (result.exit_code, result.stderr) == (0, "")
    assert f"Everything in {folder} is made up; nobody lived it." in result.stdout
    for line in TO_LOOK_AT:
        assert f"  {command_there(folder, line)}\n" in result.stdout
    assert "made up" in (folder / MADE_UP_FILE).read_text(encoding="utf-8")
    assert os.environ[HOME_VARIABLE] == own
    assert not folders().data.exists()


@pytest.mark.parametrize("line", TO_LOOK_AT)
def test_what_the_command_says_to_type_looks_at_the_made_up_diary(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "demo"
    run("demo", str(folder), "--days", "28")
    monkeypatch.setenv(HOME_VARIABLE, str(folder))

    result = run(*line.split())

    assert folders() == folders_in(folder)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "made up" not in result.stdout.lower()


def test_how_to_look_at_it_is_told_for_each_system() -> None:
    folder = Path("/home/anna/it's here")

    assert (
        command_there(folder, "plan", "linux")
        == "SELFCARE_HOME='/home/anna/it'\"'\"'s here' selfcare plan"
    )
    assert command_there(folder, "plan", "win32") == (
        f"$env:SELFCARE_HOME = '{str(folder.absolute()).replace(chr(39), chr(39) * 2)}';"
        " selfcare plan"
    )


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    kept = tmp_path / "notes.txt"
    kept.write_text("mine", encoding="utf-8")

    result = run("demo", str(tmp_path))

    assert (result.exit_code, result.stdout) == (1, "")
    assert "is there already and holds something" in result.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["notes.txt"]


def test_a_file_in_the_place_of_the_folder_is_left_alone(tmp_path: Path) -> None:
    kept = tmp_path / "notes.txt"
    kept.write_text("mine", encoding="utf-8")

    assert run("demo", str(kept)).exit_code == 1
    assert kept.read_text(encoding="utf-8") == "mine"


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    assert run("demo", str(tmp_path / "."), "--days", "28").exit_code == 0


def test_a_folder_that_cannot_be_made_is_told_kindly(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")

    result = run("demo", str(tmp_path / "file" / "demo"))

    assert result.exit_code == 3
    assert "cannot" in result.stderr

"""`selfcare treatment` notes sessions with a therapist, and counts without praise."""

from __future__ import annotations

from datetime import date

import pytest

from selfcare.domain.checkin import CheckIn, Headache
from selfcare.domain.facts import CheckedIn, Treated, TreatmentRemoved
from selfcare.domain.muscles import GROUPS, Muscle
from selfcare.domain.treatment import treatments_of
from selfcare.domain.week import DAY
from tests.cli.command_line import MONDAY, CommandLine

FIRST = MONDAY - 70 * DAY
THIRD = FIRST + 14 * DAY


@pytest.fixture
def line() -> CommandLine:
    return CommandLine()


def check_in(
    line: CommandLine, day: date, headache: Headache = Headache.NO, function: int | None = None
) -> None:
    with line.at(18, day=day).context() as context:
        context.note(CheckedIn(CheckIn(day=day, headache=headache, function=function)))
    line.at(10)


def check_in_on_days(line: CommandLine, first: date, number: int) -> None:
    for n in range(number):
        check_in(line, first + n * DAY)


def add(line: CommandLine, *days: date) -> None:
    for day in days:
        line.ok("treatment", "add", str(day))


def add_three(line: CommandLine) -> None:
    add(line, FIRST, FIRST + 7 * DAY, THIRD)


def sessions(line: CommandLine) -> list[dict[str, object]]:
    found: list[dict[str, object]] = line.data("treatment", "list")["sessions"]
    return found


# To add one


def test_a_session_is_noted_with_all_that_is_said_of_it(line: CommandLine) -> None:
    said = line.ok(
        *("treatment", "add", "--muscles", "trapezius_upper,masseter"),
        *("--relief", "6", "--note", "Turning is easier"),
    )

    assert said == (
        "Noted as number 1: Monday, 2026-11-23; upper trapezius; masseter; relief 6 of 10;"
        " “Turning is easier”.\n"
        "These muscles rest; from Thursday, 2026-11-26 on they may be pressed again.\n"
        "To take it back: selfcare treatment remove 1\n"
    )
    with line.context() as context:
        (entry,) = (
            one for one in context.diary.view(since=MONDAY).entries if isinstance(one.fact, Treated)
        )
    assert entry.fact == Treated(
        treatment="1",
        on=MONDAY,
        muscles=(Muscle.TRAPEZIUS_UPPER, Muscle.MASSETER),
        note="Turning is easier",
        relief=6,
    )


def test_a_day_alone_is_enough(line: CommandLine) -> None:
    assert line.ok("treatment", "add") == (
        "Noted as number 1: Monday, 2026-11-23.\n"
        "No muscle is named, so none rests because of it.\n"
        "To take it back: selfcare treatment remove 1\n"
    )
    assert line.ok("treatment", "add", "2026-11-20", "--muscles", "masseter") == (
        "Noted as number 2: Friday, 2026-11-20; masseter.\n"
        "To take it back: selfcare treatment remove 2\n"
    )


@pytest.mark.parametrize(
    ("said", "day"),
    [("today", MONDAY), ("yesterday", MONDAY - DAY), ("2026-11-03", date(2026, 11, 3))],
)
def test_a_day_is_a_word_or_a_date(line: CommandLine, said: str, day: date) -> None:
    line.ok("treatment", "add", said)

    assert [one["on"] for one in sessions(line)] == [str(day)]


def test_a_day_to_come_is_refused_kindly(line: CommandLine) -> None:
    assert line.mistake("treatment", "add", "2026-11-24") == (
        "Tuesday, 2026-11-24 is still to come. Please note it once it is here.\n"
    )
    assert sessions(line) == []


def test_a_day_long_ago_asks_whether_the_year_is_right(line: CommandLine) -> None:
    furthest = MONDAY - 20 * 366 * DAY
    add(line, furthest)

    assert line.mistake("treatment", "add", str(furthest - DAY)) == (
        "Tuesday, 2006-11-07 lies more than 20 years back. Is the year right?\n"
    )
    assert len(sessions(line)) == 1


def test_what_is_no_date_is_told_with_the_form_of_one(line: CommandLine) -> None:
    result = line("treatment", "add", "3.11.2026")

    assert result.exit_code == 2
    assert "“3.11.2026” is not a date. Write it as 2026-11-25." in result.stderr


@pytest.mark.parametrize(
    ("names", "muscles"),
    [
        ("trapezius", GROUPS["trapezius"]),
        ("Sternocleidomastoid, Masseter ,", (*GROUPS["sternocleidomastoid"], Muscle.MASSETER)),
        ("trapezius_upper,trapezius", GROUPS["trapezius"]),
        ("scm-sternal,Levator scapulae", (Muscle.SCM_STERNAL, Muscle.LEVATOR_SCAPULAE)),
        ("scalenes", (Muscle.SCALENES,)),
        ("", ()),
    ],
)
def test_muscles_have_their_names_and_everyday_ones(
    line: CommandLine, names: str, muscles: tuple[Muscle, ...]
) -> None:
    line.ok("treatment", "add", "--muscles", names)

    assert sessions(line)[0]["muscles"] == list(muscles)


def test_a_muscle_nobody_knows_is_told_with_the_nearest_one(line: CommandLine) -> None:
    assert line.mistake("treatment", "add", "--muscles", "masseter,trapezus") == (
        "selfcare knows no muscle “trapezus”. Did you mean “trapezius”?\n"
    )
    far_off = line.mistake("treatment", "add", "--muscles", "xyz")
    assert far_off.startswith("selfcare knows no muscle “xyz”. Those it knows: trapezius, ")
    assert sessions(line) == []


@pytest.mark.parametrize("place", ["eye", "throat", "front_of_neck"])
def test_a_place_that_is_no_muscle_is_not_treated(line: CommandLine, place: str) -> None:
    assert line.mistake("treatment", "add", "--muscles", place).startswith(
        f"selfcare knows no muscle “{place}”."
    )


@pytest.mark.parametrize("relief", ["-1", "11", "much"])
def test_relief_is_a_number_from_0_to_10(line: CommandLine, relief: str) -> None:
    assert line("treatment", "add", "--relief", relief).exit_code == 2
    assert sessions(line) == []


def test_no_relief_at_all_is_a_number_too(line: CommandLine) -> None:
    assert "; relief 0 of 10." in line.ok("treatment", "add", "--relief", "0")
    assert "; relief 10 of 10." in line.ok("treatment", "add", "--relief", "10")


def test_a_note_has_300_characters_at_most(line: CommandLine) -> None:
    line.ok("treatment", "add", "--note", "a" * 300)

    assert line.mistake("treatment", "add", "--note", "a" * 301) == (
        "A note has 300 characters at most; this one has 301.\n"
    )


def test_a_note_is_one_line_that_steers_no_terminal(line: CommandLine) -> None:
    said = line.ok("treatment", "add", "--note", " eased\n\x1b[31m {name} ")

    assert "“eased [31m {name}”" in said
    assert sessions(line)[0]["note"] == "eased [31m {name}"


def test_the_same_session_is_noted_once(line: CommandLine) -> None:
    more = ("--muscles", "masseter", "--relief", "3", "--note", "eased")
    line.ok("treatment", "add", *more)

    assert line.mistake("treatment", "add", *more) == (
        "This session on Monday, 2026-11-23 is noted already, as number 1.\n"
    )
    for other in (more[:4], more[2:], more[:2] + more[4:], ("yesterday", *more)):
        line.ok("treatment", "add", *other)
    assert len(sessions(line)) == 5


# To take one back


def test_a_session_is_taken_back_by_its_number_which_is_never_used_again(
    line: CommandLine,
) -> None:
    add(line, MONDAY, MONDAY - DAY)

    assert line.ok("treatment", "remove", "2") == (
        "The session on Sunday, 2026-11-22 is taken back.\n"
    )
    add(line, MONDAY - 2 * DAY)
    assert [one["id"] for one in sessions(line)] == ["3", "1"]


def test_a_number_that_is_not_there_is_told_with_where_to_look(line: CommandLine) -> None:
    add(line, MONDAY)
    line.ok("treatment", "remove", "1")

    assert line.mistake("treatment", "remove", "1") == (
        "There is no session with the number “1”. To see them: selfcare treatment list\n"
    )


def test_a_session_noted_under_a_name_is_taken_back_by_it(line: CommandLine) -> None:
    with line.context() as context:
        context.note(Treated(treatment="spring", on=MONDAY))

    assert "number spring: Monday" in line.ok("treatment")
    line.ok("treatment", "remove", " spring ")
    with line.context() as context:
        entries = context.diary.view(since=MONDAY).entries
    assert TreatmentRemoved("spring") in [one.fact for one in entries]
    assert treatments_of(entries) == ()


# The list


def test_without_a_session_it_says_so_and_where_to_go_on(line: CommandLine) -> None:
    assert line.ok("treatment") == (
        "No session with a therapist is noted yet.\n"
        "To note one: selfcare treatment add\n"
        "What to ask a therapist: selfcare therapist\n"
    )


def test_before_the_third_session_the_days_before_the_first_stand_alone(
    line: CommandLine,
) -> None:
    check_in(line, FIRST - 28 * DAY, Headache.YES, 1)
    check_in(line, FIRST - 29 * DAY, Headache.YES, 1)
    check_in(line, FIRST - DAY)
    add(line, FIRST + 7 * DAY, FIRST)

    text = line.ok("treatment", "list")

    assert text == line.ok("treatment")
    assert text == (
        "Sessions with a therapist, the earliest first:\n"
        "  number 2: Monday, 2026-09-14\n"
        "  number 1: Monday, 2026-09-21\n"
        "In the four weeks before the first session: headache on 1 of 2 days noted;"
        " slowed or lost: 1 of 1 with an answer to that.\n"
        "The four weeks after the third session will be counted too. Sessions so far: 2.\n"
    )


def test_after_the_third_session_both_are_counted_and_nothing_is_praised(
    line: CommandLine,
) -> None:
    check_in_on_days(line, FIRST - 28 * DAY, 20)
    for number, function in enumerate((None, 0, 1, 2, 3)):
        check_in(line, FIRST - (number + 1) * DAY, Headache.YES, function)
    check_in_on_days(line, THIRD + DAY, 20)
    check_in(line, THIRD + 25 * DAY, Headache.RUNNING)
    add_three(line)

    _, counts = line.ok("treatment").split("2026-09-28\n")
    assert counts == (
        "In the four weeks before the first session: headache on 5 of 25 days noted;"
        " slowed or lost: 3 of 4 with an answer to that.\n"
        "In the four weeks after the third session: headache on 1 of 21 days noted;"
        " how they went was not noted.\n"
        "Headaches come and go, so these counts do not say what came from the sessions.\n"
    )


def test_with_few_days_noted_it_says_how_many_it_takes(line: CommandLine) -> None:
    check_in_on_days(line, THIRD + DAY, 20)
    add_three(line)

    assert line.ok("treatment").splitlines()[4:] == [
        "In the four weeks before the first session: no day noted.",
        "In the four weeks after the third session: headache on 0 of 20 days noted.",
        "To set the two side by side, at least 20 days noted in each are needed.",
        "Headaches come and go, so these counts do not say what came from the sessions.",
    ]


def test_while_the_days_after_run_it_says_how_many_have_come(line: CommandLine) -> None:
    add(line, MONDAY - 20 * DAY, MONDAY - 15 * DAY, MONDAY - 10 * DAY)
    check_in(line, MONDAY - DAY)

    text = line.ok("treatment")

    assert text.endswith(
        "In the four weeks after the third session (10 of 28 days so far):"
        " headache on 0 of 1 days noted.\n"
        "Headaches come and go, so these counts do not say what came from the sessions.\n"
    )


def test_the_list_as_data_is_pinned(line: CommandLine) -> None:
    check_in(line, FIRST - DAY, Headache.YES, 2)
    check_in(line, FIRST - 2 * DAY, Headache.YES, 1)
    line.ok(
        *("treatment", "add", str(FIRST), "--muscles", "masseter"),
        *("--note", "eased", "--relief", "4"),
    )
    add(line, FIRST + 7 * DAY)

    found = line.data("treatment", "list")

    assert found == line.data("treatment")
    assert found == {
        "sessions": [
            {
                "id": "1",
                "on": str(FIRST),
                "muscles": ["masseter"],
                "note": "eased",
                "relief": 4,
            },
            {
                "id": "2",
                "on": str(FIRST + 7 * DAY),
                "muscles": [],
                "note": "",
                "relief": None,
            },
        ],
        "before": {
            "first": str(FIRST - 28 * DAY),
            "last": str(FIRST - DAY),
            "days": 28,
            "noted_days": 2,
            "headache_days": 2,
            "told_days": 2,
            "slowed_days": 1,
            "lost_days": 1,
        },
        "after": None,
        "can_be_compared": False,
    }
    add(line, THIRD)
    after = line.data("treatment")["after"]
    assert (after["first"], after["last"]) == (str(THIRD + DAY), str(THIRD + 28 * DAY))


def test_without_a_session_the_data_are_empty(line: CommandLine) -> None:
    assert line.data("treatment") == {
        "sessions": [],
        "before": None,
        "after": None,
        "can_be_compared": False,
    }


def test_a_day_corrected_long_afterwards_is_counted_as_corrected(line: CommandLine) -> None:
    day = FIRST - DAY
    with line.at(18, day=day).context() as context:
        entry = context.note(CheckedIn(CheckIn(day=day, headache=Headache.NO)))
    with line.at(9).context() as context:
        context.note(CheckedIn(CheckIn(day=day, headache=Headache.YES), replaces=entry.id))
    add(line, FIRST)

    assert "headache on 1 of 1 days noted" in line.ok("treatment")

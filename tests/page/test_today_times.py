"""Stressful times on the page: added, ended, taken back, and told from where they are."""

from __future__ import annotations

import pytest

from selfcare.domain.facts import Fact, StressAdded, StressEnded, StressRemoved
from selfcare.domain.stress import StressKind
from selfcare.domain.week import DAY
from tests.cli.command_line import MONDAY, CommandLine
from tests.page.reader import Reader
from tests.page.today_desk import SCRIPT, facts, line, main_of

__all__ = ["line"]


def of_stress(line: CommandLine) -> list[Fact]:
    """Return what was told of stressful times."""
    return [
        one for one in facts(line) if isinstance(one, StressAdded | StressEnded | StressRemoved)
    ]


def a_time(name: str = "The move", **fields: str) -> dict[str, str]:
    """Return the fields of a stressful time, as the page has them at first."""
    return {
        "name": name,
        "shape": "span",
        "first": str(MONDAY),
        "last": "",
        "deadline": "",
        "kind": "emotional",
        **fields,
    }


def test_without_any_the_page_says_so(reader: Reader, line: CommandLine) -> None:
    line.screen()

    assert "No stressful times go on" in main_of(reader.text("/times"))


def test_a_time_is_added_ended_and_taken_back(reader: Reader, line: CommandLine) -> None:
    line.screen()
    leads = reader.goes("/times/add", a_time(kind="physical"))
    page = main_of(reader.text(leads))

    assert of_stress(line) == [
        StressAdded(period="1", name="The move", first=MONDAY, last=None, kind=StressKind.PHYSICAL)
    ]
    assert "You noted a stressful time from Monday, 23 November 2026 on: “The move”." in page
    assert "Going on The move" in page
    assert "hard on the body, you told of it" in page
    reader.goes("/times/end", {"which": "1"})
    assert of_stress(line)[-1] == StressEnded("1", MONDAY)
    reader.goes("/times/remove", {"which": "1"})
    assert of_stress(line)[-1] == StressRemoved("1")
    assert "The move" not in main_of(reader.text("/times"))


def test_what_was_just_added_is_taken_back_at_once(reader: Reader, line: CommandLine) -> None:
    line.screen()
    leads = reader.goes("/times/add", a_time())
    back = reader.goes("/today/back", {"number": leads.rpartition("=")[2], "back": "/times"})

    assert back.startswith("/times?n=")
    assert of_stress(line)[-1] == StressRemoved("1")
    assert "You took “The move” back." in main_of(reader.text(back))


def test_a_deadline_is_the_day_something_is_due(reader: Reader, line: CommandLine) -> None:
    line.screen()
    due = MONDAY + 4 * DAY
    reader.goes("/times/add", a_time("Tax return", shape="due", deadline=str(due)))

    assert of_stress(line) == [
        StressAdded(
            period="1",
            name="Tax return",
            first=due,
            last=due,
            kind=StressKind.EMOTIONAL,
            deadline=due,
        )
    ]
    page = main_of(reader.text("/times"))
    assert "To come Tax return Friday, 27 November 2026 (something is due, you told of it)" in page


def test_times_of_the_settings_are_listed_and_changed_there(
    reader: Reader, line: CommandLine
) -> None:
    line.configure(f'[[stress]]\nname = "Audit {SCRIPT}"\ndays = "{MONDAY}..{MONDAY + DAY}"\n')
    line.screen()
    page = reader.text("/times")

    assert "Audit &lt;script&gt;" in page
    assert "(from config.toml)" in main_of(page)
    assert 'name="which"' not in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (a_time(""), "A stressful time needs a name, such as “Tax return”."),
        (a_time("x" * 61), "A name has 60 characters at most; this one has 61."),
        (a_time(shape="due"), "Please choose the day it is due."),
        (
            a_time(last=str(MONDAY - DAY)),
            (
                "That would end before it begins: it begins on Monday, 23 November 2026 and ends on"
                " Sunday, 22 November 2026."
            ),
        ),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_noted(
    reader: Reader, line: CommandLine, fields: dict[str, str], said: str
) -> None:
    line.screen()

    assert reader.refused("/times/add", fields) == said
    assert of_stress(line) == []


def test_a_name_is_only_a_name(reader: Reader, line: CommandLine) -> None:
    line.screen()
    page = reader.text(reader.goes("/times/add", a_time(f'"{SCRIPT}')))

    assert SCRIPT not in page
    assert SCRIPT not in reader.text("/today")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_what_is_gone_meanwhile_is_told(reader: Reader, line: CommandLine) -> None:
    line.screen()

    said = reader.refused("/times/remove", {"which": SCRIPT})
    assert said.startswith("You told of no stressful time called")

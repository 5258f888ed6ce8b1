"""Every command has help with an example, and stands in the README."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from selfcare.cli.main import SECTIONS, commands

README = Path(__file__).parents[2] / "README.md"
EXPECTED = (
    "init check run start stop restart status today plan why now later skip done pause resume"
    " checkin calendar stress period cycle outlook screen alarm checked flare choose tender"
    " treatment therapist notes demo open menu autostart routines history doctor notify-test"
    " completion"
    " backup restore export erase report-problem"
)
ENTRIES = {name: entry for _, entries in SECTIONS for name, entry in entries.items()}
REPORTING = (
    *("status", "today", "plan", "why", "history", "doctor", "check", "routines", "stress"),
    *(
        "autostart",
        "period",
        "cycle",
        "calendar",
        "outlook",
        "choose",
        "treatment",
        "therapist",
        "notes",
    ),
)
INNER = {
    "routines": ("list", "show", "new", "copy", "open", "path", "hide", "unhide"),
    "stress": ("add", "list", "end", "remove"),
    "period": ("start", "list", "remove", "pause", "resume", "forget"),
    "treatment": ("add", "list", "remove"),
}
EVERY = [
    *((name,) for name in ENTRIES),
    *((group, name) for group, names in INNER.items() for name in names),
]


def help_of(*path: str) -> str:
    result = CliRunner().invoke(commands, [*path, "--help"])
    assert result.exit_code == 0, result.output
    return result.stdout


def loaded(*path: str) -> click.Command:
    found = ENTRIES[path[0]].load()
    for name in path[1:]:
        assert isinstance(found, click.Group)
        found = found.commands[name]
    return found


def test_the_commands_are_those_of_the_contract() -> None:
    assert sorted(ENTRIES) == sorted(EXPECTED.split())


@pytest.mark.parametrize("path", EVERY, ids=" ".join)
def test_every_command_has_help_with_an_example_of_its_own(path: tuple[str, ...]) -> None:
    text = help_of(*path)

    _, found, examples = re.split(r"\n(Examples?:)\n", text)
    lines = [line.strip() for line in examples.splitlines() if line.strip()]
    assert found == ("Example:" if len(lines) == 1 else "Examples:")
    assert any(f"selfcare {' '.join(path)}" in line for line in lines)


@pytest.mark.parametrize("path", EVERY, ids=" ".join)
def test_every_command_and_every_option_says_what_it_is(path: tuple[str, ...]) -> None:
    command = loaded(*path)

    assert command.name == path[-1]
    assert command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name


@pytest.mark.parametrize("path", EVERY, ids=" ".join)
def test_no_help_is_wider_than_a_terminal(path: tuple[str, ...]) -> None:
    own, _, _ = help_of(*path).partition("\nExample")

    assert [line for line in own.splitlines() if len(line) > 80] == []


def test_the_commands_of_groups_are_all_looked_at() -> None:
    groups = {name: entry.load() for name, entry in ENTRIES.items()}
    found = {
        name: sorted(group.commands)
        for name, group in groups.items()
        if isinstance(group, click.Group)
    }

    assert found == {name: sorted(names) for name, names in INNER.items()}


@pytest.mark.parametrize("name", REPORTING)
def test_every_command_that_reports_takes_json(name: str) -> None:
    assert "--json" in help_of(name)


@pytest.mark.parametrize("name", ENTRIES)
def test_every_command_is_in_the_readme(name: str) -> None:
    assert re.search(rf"\bselfcare {re.escape(name)}(?![\w-])", README.read_text(encoding="utf-8"))

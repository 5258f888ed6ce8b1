from __future__ import annotations

import sys
from pathlib import Path

import pytest

from selfcare.app.routine_files import Opening, open_in_editor
from selfcare.app.routine_words import SETTINGS, SIDES
from selfcare.app.session import Begin, what_to_do_now
from selfcare.domain.facts import RoutineHidden, RoutineShownAgain
from selfcare.domain.routine import Setting, Side
from tests.cli.command_line import CommandLine

SQUEEZE = "trap-upper-squeeze"


def own(home: Path) -> Path:
    return home / "config" / "routines"


def test_the_list_begins_with_what_may_run_and_says_why_the_rest_waits() -> None:
    text = CommandLine().ok("routines")

    ready, waiting = text.split("Waiting: ")
    assert ready.startswith("Ready for you:\n  four-muscles-gentle: Two quiet minutes\n")
    assert waiting.startswith("A few health questions come first;")
    assert f"  {SQUEEZE}: Shoulder ridge squeeze\n" in waiting
    assert text == CommandLine().ok("routines", "list")


def test_the_list_as_data_is_pinned() -> None:
    line = CommandLine()
    line.screen()

    found = {one["id"]: one for one in line.data("routines")}

    assert len(found) == 36
    assert found[SQUEEZE] == {
        "id": SQUEEZE,
        "title": "Shoulder ridge squeeze",
        "setting": "desk",
        "muscles": ["trapezius_upper"],
        "phase": "any",
        "total_seconds": 210,
        "own": False,
        "hidden": False,
        "waits": None,
    }
    assert found["scm-pinch"]["waits"] is not None


def test_a_routine_as_data_is_pinned() -> None:
    assert CommandLine().data("routines", "show", "slow-breath") == {
        "id": "slow-breath",
        "title": "Slow breathing",
        "setting": "desk",
        "muscles": [],
        "phase": "any",
        "tool": "none",
        "needs": [],
        "away": "credit",
        "source": ["K61"],
        "steps": [
            {
                "kind": "breathe",
                "do": "Sit or lie as you like. Breathe 4 seconds in and 6 seconds out.",
                "muscles": [],
                "side": "center",
                "seconds": 120,
                "reps": 1,
                "rest": 0,
                "pressure": 0,
                "caution": "Breathe as you like again if you feel light-headed.",
            }
        ],
        "total_seconds": 120,
    }


def test_a_routine_is_shown_step_by_step() -> None:
    text = CommandLine().ok("routines", "show", SQUEEZE)

    assert text.startswith(f"Shoulder ridge squeeze ({SQUEEZE})\n4 minutes, at the desk, ")
    assert "   left, then right, 2 times 30 s, 10 s rest between, pressure 5 of 10\n" in text
    assert "   Take care: Stay on the ridge; " in text


def test_as_offered_refuses_with_the_reason_before_the_screening() -> None:
    said = CommandLine().mistake("routines", "show", SQUEEZE, "--as-offered", "--json")

    assert said.startswith("“Shoulder ridge squeeze” cannot run now. ")
    assert "selfcare screen" in said


def test_as_offered_shows_a_routine_that_may_run() -> None:
    line = CommandLine()
    line.screen()

    assert line.data("routines", "show", SQUEEZE, "--as-offered") == line.data(
        "routines", "show", SQUEEZE
    )


def test_an_unknown_routine_is_told_with_the_nearest_one() -> None:
    assert "Did you mean “slow-breath”?" in CommandLine().mistake("routines", "show", "slow-breth")


def test_a_new_routine_loads_clean_and_is_the_users_own(home: Path) -> None:
    line = CommandLine()

    text = line.ok("routines", "new", "my-break", "--title", 'My "own" break \\ one')

    assert text.startswith(f"Written: {own(home) / 'my-break.toml'}\n")
    assert (own(home) / "routine.schema.json").exists()
    assert line("check").exit_code == 0
    found = line.data("routines", "show", "my-break")
    assert found["title"] == 'My "own" break \\ one'
    assert line.ok("routines", "path", "my-break").strip() == str(own(home) / "my-break.toml")


@pytest.mark.parametrize(
    "arguments",
    [
        ["My Break"],
        ["../escape"],
        ["a" * 61],
        ["-"],
        ["slow-breath"],
        ["fine", "--title", "x" * 61],
        ["fine", "--title", " "],
    ],
)
def test_a_name_or_title_that_cannot_be_is_refused(arguments: list[str], home: Path) -> None:
    result = CommandLine()("routines", "new", *arguments)

    assert result.exit_code in (1, 2)
    assert result.stdout == ""
    assert not own(home).exists()


def test_no_file_is_written_over(home: Path) -> None:
    own(home).mkdir(parents=True)
    file = own(home) / "my-break.toml"
    file.write_text("not a routine", encoding="utf-8")

    for arguments in (["new", "my-break"], ["copy", "slow-breath"], ["copy", "slow-breath"]):
        CommandLine()("routines", *arguments)
    said = CommandLine().mistake("routines", "new", "my-break")

    assert said == f"This file is there already and stays as it is: {file}\n"
    assert file.read_text(encoding="utf-8") == "not a routine"


def test_a_copy_of_a_shipped_routine_takes_its_place(home: Path) -> None:
    line = CommandLine()
    before = line.data("routines", "show", SQUEEZE)

    line.ok("routines", "copy", SQUEEZE)

    assert line.data("routines", "show", SQUEEZE) == before
    assert {one["id"]: one["own"] for one in line.data("routines")}[SQUEEZE] is True
    assert (own(home) / f"{SQUEEZE}.toml").read_text(encoding="utf-8").startswith("#:schema ./")
    assert "is your own already" in line.mistake("routines", "copy", SQUEEZE)


def test_a_shipped_routine_is_not_opened_but_offered_as_a_copy() -> None:
    assert "selfcare routines copy slow-breath" in CommandLine().mistake(
        "routines", "open", "slow-breath"
    )


def editor(tmp_path: Path) -> str:
    """Return a command that writes down which file it is to edit."""
    script = tmp_path / "editor.py"
    script.write_text(
        "import pathlib, sys; pathlib.Path(sys.argv[1]).write_text(sys.argv[2])", encoding="utf-8"
    )
    return f'"{sys.executable}" "{script}" "{tmp_path / "opened"}"'


@pytest.mark.skipif(sys.platform == "win32", reason="the command line is quoted as on POSIX")
def test_an_own_routine_opens_in_the_editor_of_the_environment(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", editor(tmp_path))
    monkeypatch.delenv("VISUAL", raising=False)
    line = CommandLine()
    line.ok("routines", "new", "my-break")

    line.ok("routines", "open", "my-break")

    opened = (tmp_path / "opened").read_text(encoding="utf-8")
    assert opened == str(own(home) / "my-break.toml")


@pytest.mark.skipif(sys.platform == "win32", reason="the command line is quoted as on POSIX")
def test_a_broken_own_routine_can_be_opened_to_mend_it(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", editor(tmp_path))
    own(home).mkdir(parents=True)
    (own(home) / "broken.toml").write_text("id = ", encoding="utf-8")

    assert CommandLine()("routines", "open", "broken").exit_code == 0
    assert (tmp_path / "opened").exists()


def test_an_editor_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "no-such-editor --wait")
    line = CommandLine()
    line.ok("routines", "new", "my-break")

    assert "The editor “no-such-editor --wait”" in line.mistake("routines", "open", "my-break")


@pytest.mark.skipif(sys.platform != "linux", reason="Linux opens files with xdg-open")
def test_without_any_editor_the_file_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assert open_in_editor(tmp_path / "a.toml", {}) is Opening.NO_EDITOR


def test_the_folder_of_own_routines_can_be_asked_for(home: Path) -> None:
    assert CommandLine().ok("routines", "path") == f"{own(home)}\n"


def test_every_setting_and_side_has_words() -> None:
    assert set(SETTINGS) == set(Setting)
    assert set(SIDES) == set(Side)


def test_a_hidden_routine_is_listed_as_hidden_and_can_be_shown_again() -> None:
    line = CommandLine()

    said = line.ok("routines", "hide", "slow-breath")
    listed = line.ok("routines")

    assert said == (
        "“Slow breathing” is hidden. To show it again: selfcare routines unhide slow-breath\n"
    )
    assert "Hidden. To show one again: selfcare routines unhide slow-breath\n" in listed
    assert listed.index("Hidden.") < listed.index("  slow-breath: Slow breathing")
    assert {one["id"]: one["hidden"] for one in line.data("routines")}["slow-breath"] is True
    assert (
        line.ok("routines", "unhide", "slow-breath") == "“Slow breathing” may be offered again.\n"
    )
    assert "Hidden" not in line.ok("routines")


def test_hiding_is_noted_once_and_no_file_is_written(home: Path) -> None:
    line = CommandLine()

    for _ in range(2):
        line.ok("routines", "hide", "slow-breath")
    for _ in range(2):
        line.ok("routines", "unhide", "slow-breath")

    with line.context() as context:
        noted = [entry.fact for entry in context.diary.entries()]
    assert noted == [
        RoutineHidden("slow-breath", "Slow breathing"),
        RoutineShownAgain("slow-breath", "Slow breathing"),
    ]
    assert not own(home).exists()


def test_a_hidden_routine_is_not_begun_by_its_name_and_the_way_back_is_told() -> None:
    line = CommandLine()
    line.ok("routines", "hide", "slow-breath")

    said = line.mistake("now", "slow-breath")

    assert said == (
        "“Slow breathing” cannot run now. You have hidden it. To show it again: selfcare routines"
        " unhide slow-breath\n"
    )


def test_no_command_offers_a_hidden_routine() -> None:
    line = CommandLine().with_breaks_only()
    line.ok("routines", "hide", "four-muscles-gentle")

    plan = line.data("plan", "--days", "30")
    fits = line.data("choose")

    assert "four-muscles-gentle" not in str(plan)
    assert "four-muscles-gentle" not in {one["routine"] for one in fits["ranking"]}
    assert {"routine": "four-muscles-gentle", "reason": "You have hidden it."} in fits[
        "passed_over"
    ]
    with line.at(10, 30).context() as context:
        begin = what_to_do_now(context)
    assert isinstance(begin, Begin)
    assert begin.offered.routine.id != "four-muscles-gentle"


def test_an_unknown_routine_cannot_be_hidden() -> None:
    assert "There is no routine “nothing”" in CommandLine().mistake("routines", "hide", "nothing")


def test_the_history_tells_what_was_hidden() -> None:
    line = CommandLine()
    line.ok("routines", "hide", "slow-breath")
    line.ok("routines", "unhide", "slow-breath")

    text = line.ok("history")

    assert "You hid the routine “Slow breathing”." in text
    assert "You let the routine “Slow breathing” be offered again." in text

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command_line import CommandLine

ROUTINE = """\
id = "{id}"
title = "Shoulders down"
muscles = ["trapezius_upper"]

[[step]]
kind = "rest"
do = "Let both shoulders hang and breathe out slowly, once more, and once more."
side = "both"
seconds = {seconds}
"""


def routine(seconds: int = 60, name: str = "shoulders-down") -> str:
    return ROUTINE.format(id=name, seconds=seconds)


def test_init_writes_the_first_files_and_says_so(home: Path) -> None:
    text = CommandLine().ok("init")

    config = home / "config"
    assert text.splitlines() == [
        f"Written: {config / 'config.toml'}",
        f"Written: {config / 'routines' / 'my-first-routine.toml'}",
        f"Written: {config / 'config.schema.json'}",
        f"Written: {config / 'routines' / 'routine.schema.json'}",
        "To change a file, open it in any text editor. To look it over: selfcare check",
        "To have it start with the computer: selfcare autostart on",
    ]
    assert CommandLine().ok("check") == (
        "All good. Looked over: 1 config.toml, 1 of your routines.\n"
    )


def test_init_leaves_what_is_there(home: Path) -> None:
    line = CommandLine()
    line.configure("# mine\n")

    text = line.ok("init")

    assert f"Left as it is: {home / 'config' / 'config.toml'}" in text
    assert (home / "config" / "config.toml").read_text(encoding="utf-8") == "# mine\n"


def test_init_needs_no_diary(home: Path) -> None:
    CommandLine().ok("init")

    assert not (home / "data").exists()


def test_check_without_own_files_is_clean() -> None:
    assert CommandLine().ok("check").startswith("All good: you have no files of your own yet")
    assert CommandLine().data("check") == []


def test_check_tells_every_problem_of_every_file_with_its_place(home: Path) -> None:
    line = CommandLine()
    line.configure("[prompts]\ndaly_cap = 3\nsound = 1\n")
    folder = home / "config" / "routines"
    folder.mkdir()
    (folder / "bad.toml").write_text(routine(0), encoding="utf-8")

    result = line("check")

    lines = result.stdout.splitlines()
    assert result.exit_code == 1
    assert lines[0] == (
        f'{home}/config/config.toml:2:1: unknown key "daly_cap"; did you mean "daily_cap"?'
    )
    assert [one.split(": ")[0] for one in lines[1:]] == [
        f"{home}/config/config.toml:3:9",
        f"{home}/config/routines/bad.toml:9:11",
    ]


def test_check_as_data_is_pinned(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("[prompts]\ndaly_cap = 3\n", encoding="utf-8")

    result = CommandLine()("check", str(file), "--json")

    assert result.exit_code == 1
    assert json.loads(result.stdout) == [
        {
            "file": str(file),
            "line": 2,
            "column": 1,
            "severity": "error",
            "what": 'unknown key "daly_cap"',
            "cure": 'did you mean "daily_cap"?',
        }
    ]


def test_notes_are_marked_and_leave_a_check_clean(tmp_path: Path) -> None:
    file = tmp_path / "long.toml"
    file.write_text(routine(700), encoding="utf-8")

    result = CommandLine()("check", str(file))

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        (
            f"{file}:1:1: note: this routine takes 700 seconds; from 30 to 600 is usual; see"
            " whether all the seconds, reps and rests are meant"
        ),
        "All good. Looked over: 0 config.toml, 1 of your routines. Only worth a look: 1.",
    ]


def test_a_stressful_time_long_over_is_noted(home: Path) -> None:
    line = CommandLine()
    line.configure('[[stress]]\nname = "Tax return"\ndeadline = "2026-09-23"\n')
    file = home / "config" / "config.toml"

    for arguments in (("check",), ("check", str(file))):
        assert "note: 2026-09-23 has been over for more than 60 days" in line.ok(*arguments)
    line.configure('[[stress]]\nname = "Tax return"\ndeadline = "2026-09-24"\n')
    assert "note" not in line.ok("check")


def test_a_routine_anywhere_is_looked_over(tmp_path: Path) -> None:
    file = tmp_path / "anywhere.toml"
    file.write_text(routine(), encoding="utf-8")

    assert CommandLine().ok("check", str(file)) == (
        "All good. Looked over: 0 config.toml, 1 of your routines.\n"
    )


def test_settings_under_another_name_are_known_by_what_they_hold(tmp_path: Path) -> None:
    file = tmp_path / "at-home.toml"
    file.write_text("[work]\nmon = []\n", encoding="utf-8")

    assert "1 config.toml" in CommandLine().ok("check", str(file))


def test_settings_may_name_the_routines_beside_them(tmp_path: Path) -> None:
    (tmp_path / "routines").mkdir()
    (tmp_path / "routines" / "mine.toml").write_text(routine(name="mine"), encoding="utf-8")
    file = tmp_path / "config.toml"
    file.write_text('[[plan]]\nid = "a"\nroutine = "mine"\nat = ["10:30"]\n', encoding="utf-8")

    assert CommandLine()("check", str(file)).exit_code == 0
    assert CommandLine()("check", str(tmp_path / "routines")).exit_code == 0


def test_a_missing_file_is_told_at_its_first_place() -> None:
    result = CommandLine()("check", "nowhere.toml")

    assert result.exit_code == 1
    assert result.stdout.startswith("nowhere.toml:1:1: there is no such file; ")


def test_an_id_that_another_routine_has_is_told_for_a_single_file_too(home: Path) -> None:
    folder = home / "config" / "routines"
    folder.mkdir(parents=True)
    for name in ("one.toml", "two.toml"):
        (folder / name).write_text(routine(), encoding="utf-8")

    result = CommandLine()("check", str(folder / "two.toml"))

    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        (
            f'{folder}/two.toml:1:6: one.toml has the id "shoulders-down" too; give one of them'
            " another id; until then one.toml is used"
        )
    ]


def test_a_config_folder_that_cannot_be_looked_into_fails_the_check(home: Path) -> None:
    home.mkdir()
    (home / "config").symlink_to("config")

    result = CommandLine()("check")

    assert (result.exit_code, result.stderr) == (1, "")
    assert [one.partition(": ")[0] for one in result.stdout.splitlines()] == [
        f"{home}/config/config.toml:1:1",
        f"{home}/config/routines:1:1",
    ]


@pytest.mark.parametrize("named", [False, True])
def test_a_routines_folder_that_cannot_be_looked_into_fails_the_check(
    home: Path, *, named: bool
) -> None:
    folder = home / "config" / "routines"
    folder.parent.mkdir(parents=True)
    folder.symlink_to("routines")

    result = CommandLine()("check", *([str(folder)] if named else []))

    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout.startswith(f"{folder}:1:1: this f")


def test_a_file_in_the_place_of_a_folder_fails_the_check(home: Path) -> None:
    home.write_text("", encoding="utf-8")

    result = CommandLine()("check")

    assert result.exit_code == 1
    assert result.stdout == (
        f"{home}:1:1: this is a file, where a folder belongs; rename or move the file, so that"
        " a folder can take its place\n"
    )


def test_files_with_a_wrong_ending_are_noted(home: Path) -> None:
    folder = home / "config" / "routines"
    folder.mkdir(parents=True)
    (home / "config" / "config.toml.txt").write_text("", encoding="utf-8")
    for name in ("good.toml.txt", "UP.TOML", "used.toml.txt", "notes.txt", "old.toml.bak"):
        (folder / name).write_text("", encoding="utf-8")
    (folder / "used.toml").write_text(routine(name="used"), encoding="utf-8")

    text = CommandLine().ok("check")

    why = "not read because of its ending; rename it to"
    assert text.splitlines() == [
        f'{home}/config/config.toml.txt:1:1: note: {why} "config.toml"',
        f'{folder}/UP.TOML:1:1: note: {why} "UP.toml"',
        f'{folder}/good.toml.txt:1:1: note: {why} "good.toml"',
        "All good. Looked over: 0 config.toml, 1 of your routines. Only worth a look: 3.",
    ]
    assert "good.toml" in CommandLine().ok("check", str(folder))


def test_what_turns_letters_around_never_reaches_the_terminal(tmp_path: Path) -> None:
    file = tmp_path / "turned\u202eabc.toml"
    file.write_text("", encoding="utf-8")

    result = CommandLine()("check", str(file))

    assert result.exit_code == 1
    assert "turnedabc.toml:1:1" in result.stdout


def test_check_needs_no_diary_and_writes_nothing(home: Path) -> None:
    CommandLine().ok("check")

    assert not home.exists()

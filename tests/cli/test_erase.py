from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import msgspec
import pytest
from click.testing import Result

from selfcare.app import erasing, menu_entry
from selfcare.app.control import start
from selfcare.app.instance import is_held
from selfcare.app.page_door import Admitted, read_page_state
from selfcare.cli import erase as erase_module
from selfcare.config.paths import Folders, folders
from selfcare.daemon.logs import LOG_FILE
from selfcare.diary.erase import OURS
from tests.cli.command_line import CommandLine
from tests.diary.damage import DAMAGES
from tests.diary.marked import MARK, fill

NAME = "a-routine-of-mine"


@pytest.fixture
def where(home: Path) -> Folders:
    """Have a diary with marked words in every kind of file, settings and a routine."""
    found = folders()
    fill(found.diary)
    (found.data / "diary-damaged-20250331T093000Z.sqlite3").write_bytes(MARK.encode() * 99)
    (found.data / "restoring").mkdir()
    (found.data / "restoring" / "diary.sqlite3").write_bytes(MARK.encode() * 99)
    for folder in (found.state, found.logs):
        folder.mkdir()
        for name in ("check-ins.json", LOG_FILE, "trouble.log", "calendars.json"):
            (folder / name).write_text(MARK)
    found.routines.mkdir(parents=True)
    found.config_file.write_text("[prompts]\ndaily_cap = 4\n")
    (found.routines / "mine.toml").write_text(NAME)
    assert home.is_dir()
    return found


@pytest.fixture
def line() -> CommandLine:
    return CommandLine()


@pytest.fixture
def _somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erase_module, "somebody_is_there", lambda: True)


def erase(line: CommandLine, *typed: str) -> Result:
    return line("erase", feed="".join(f"{one}\n" for one in typed))


def files(folder: Path) -> list[str]:
    return sorted(str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file())


OWN = ["config/config.toml", "config/routines/mine.toml"]


def test_with_yes_all_goes_but_the_users_own_files(
    line: CommandLine, where: Folders, home: Path
) -> None:
    said = line.ok("erase", "--yes")

    assert files(home) == OWN
    assert not any(folder.exists() for folder in (where.data, where.state, where.logs))
    assert "Your own files stay: 2 in" in said
    assert not any(MARK.encode() in file.read_bytes() for file in home.rglob("*") if file.is_file())

    line.ok("erase", "--yes")
    assert files(home) == OWN


def test_own_files_go_where_that_is_said(line: CommandLine, where: Folders, home: Path) -> None:
    line.ok("erase", "--yes", "--own-files")

    assert files(home) == []
    assert not where.config.exists()


def test_without_anybody_to_ask_nothing_goes(line: CommandLine, where: Folders, home: Path) -> None:
    before = files(home)

    assert "nobody is here to answer" in line.mistake("erase")
    assert files(home) == before
    assert where.diary.exists()


@pytest.mark.usefixtures("_somebody")
@pytest.mark.parametrize(
    ("typed", "code", "stays"),
    [
        (("yes",), 0, True),
        (("",), 0, True),
        ((), 1, True),
        (("erase", ""), 0, False),
        (("erase", "erase"), 0, False),
        (("erase",), 1, True),
    ],
)
def test_it_says_what_goes_and_asks_separately_about_the_users_own_files(
    line: CommandLine, where: Folders, home: Path, typed: tuple[str, ...], code: int, *, stays: bool
) -> None:
    result = erase(line, *typed)

    said = " ".join(result.stdout.split())
    assert result.exit_code == code
    assert "Beyond the reach of selfcare are files that “selfcare backup”" in said
    assert where.diary.exists() == stays
    assert ("Nothing was changed." in said) == stays
    assert (OWN[0] in files(home)) == (typed != ("erase", "erase"))
    assert ("routines/mine.toml" in result.stdout) == (typed[:1] == ("erase",))


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damaged_diary_is_erased_as_well(
    line: CommandLine,
    where: Folders,
    home: Path,
    damage: object,
) -> None:
    assert callable(damage)
    damage(where.diary)

    line.ok("erase", "--yes")

    assert files(home) == OWN


def test_where_diary_and_settings_share_a_folder_settings_and_routines_stay(
    where: Folders, home: Path, line: CommandLine
) -> None:
    shared = Folders(where.data, where.data, where.data, where.data / "Logs")
    shared.routines.mkdir()
    shared.config_file.write_text("# mine")
    (shared.routines / "mine.toml").write_text("# mine")
    (shared.config / "config.toml.bak").write_text("# mine")

    done = erasing.erase_everything(shared, line.clock, also_own=False)

    assert files(where.data) == ["config.toml", "config.toml.bak", "routines/mine.toml"]
    assert (done.left, len(done.kept)) == ((), 3)
    assert home.exists()


def test_a_diary_that_lies_elsewhere_behind_a_link_goes_too(
    line: CommandLine, where: Folders, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "encrypted" / "mine.sqlite3"
    elsewhere.parent.mkdir()
    where.diary.rename(elsewhere)
    where.diary.symlink_to(elsewhere)
    (elsewhere.parent / "other.txt").write_text("another's")
    (where.data / "linked").symlink_to(elsewhere.parent)

    line.ok("erase", "--yes")

    assert files(elsewhere.parent) == ["other.txt"]
    assert not where.data.exists()


def test_the_diary_goes_last_so_that_being_cut_short_brings_no_copy_back(
    line: CommandLine, where: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone: list[Path] = []

    def remove(file: Path, _: list[erasing.Left]) -> bool:
        gone.append(file)
        return True

    monkeypatch.setattr(erasing, "_remove", remove)
    line.ok("erase", "--yes")

    ours = [one for one in gone if OURS.match(one.name)]
    assert len(ours) > 6
    assert ours[-1] == where.diary
    assert where.diary.exists()


def test_what_the_system_does_not_let_go_of_is_told(
    line: CommandLine, where: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlink = Path.unlink

    def refusing(file: Path, *, missing_ok: bool = False) -> None:
        if file.name == LOG_FILE:
            raise PermissionError(13, "Permission denied", str(file))
        unlink(file, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refusing)

    result = line("erase", "--yes")

    assert result.exit_code == 3
    assert f"could not be erased (Permission denied): {where.logs / LOG_FILE}" in result.stderr
    assert "To try once more: selfcare erase" in result.stderr
    assert not where.diary.exists()


def test_the_entry_in_the_menu_goes_but_not_from_a_home_of_its_own(
    line: CommandLine, where: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = tmp_path / "person"
    monkeypatch.setenv("HOME", str(person))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    entry = menu_entry.own_entry()
    menu_entry.add(entry)

    line.ok("erase", "--yes")
    assert menu_entry.is_there(entry)

    monkeypatch.delenv("SELFCARE_HOME")
    assert "taken out of the menu" in line.ok("erase", "--yes", "--own-files")
    assert not menu_entry.is_there(entry)
    assert files(person) == []
    assert where.config.exists()


def test_the_background_program_and_the_page_end_first_and_stay_so(
    line: CommandLine, home: Path
) -> None:
    where = folders()
    with line.context():
        pass
    start(where)
    command = [sys.executable, "-m", "selfcare.page"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as page:
        assert page.stdin is not None
        assert page.stdout is not None
        page.stdin.write(msgspec.json.encode(Admitted("word")) + b"\n")
        page.stdin.flush()
        assert page.stdout.readline() == b"ready\n"
        assert read_page_state(where.state) is not None
        reaper = threading.Thread(target=page.wait)
        reaper.start()

        line.ok("erase", "--yes")

        reaper.join(10)
        assert page.poll() is not None
        assert not is_held(where.state)
        assert files(home) == []

"""A broken config.toml never takes effect and never leaves the user with nothing."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from selfcare.config.configuration import (
    LAST_GOOD,
    read_everything,
    recall,
    remember,
    settings_in_force,
)
from selfcare.config.fingerprint import fingerprint
from selfcare.config.paths import Folders, folders, shipped_routines
from selfcare.config.starter import starter_routine
from selfcare.domain.settings import Prompts, Settings

GOOD = "[prompts]\ndaily_cap = 3\n"
THREE = Settings(prompts=Prompts(daily_cap=3))


@pytest.fixture
def here() -> Folders:
    found = folders()
    found.routines.mkdir(parents=True)
    return found


def test_without_any_file_the_defaults_hold_and_the_shipped_routines_are_there() -> None:
    found = read_everything(folders(), shipped_routines())

    assert found.settings == Settings()
    assert len(found.library.routines) == len(list(shipped_routines().glob("*.toml")))
    assert found.problems == ()


def test_problems_of_every_file_are_told_together(here: Folders) -> None:
    here.config_file.write_text("[prompts]\ndaily_cap = 99\nsound = 3\n")
    (here.routines / "a.toml").write_text('id = "a"\n')

    found = read_everything(here, shipped_routines())

    assert found.settings is None
    assert found.text is None
    assert [Path(one.file).name for one in found.problems] == 2 * ["config.toml"] + 3 * ["a.toml"]


def test_a_plan_may_go_on_naming_a_routine_whose_file_is_broken(here: Folders) -> None:
    here.config_file.write_text(
        '[[plan]]\nid = "a"\nrotate = ["mine", "other-name"]\nat = ["10:30"]\n'
    )
    (here.routines / "mine.toml").write_text('id = "other-name"\n')

    found = read_everything(here, shipped_routines())

    assert found.settings is not None
    assert {Path(one.file).name for one in found.problems} == {"mine.toml"}


def test_a_folder_in_the_place_of_config_toml_is_told(here: Folders) -> None:
    here.config_file.mkdir()

    found = read_everything(here, shipped_routines())

    assert found.settings is None
    assert len(found.problems) == 1


def test_a_link_that_leads_nowhere_is_not_taken_for_no_file(here: Folders) -> None:
    here.config_file.symlink_to(here.config / "gone")

    assert read_everything(here, shipped_routines()).settings is None


def test_a_config_folder_that_cannot_be_looked_into_is_not_taken_for_no_file(
    home: Path,
) -> None:
    home.mkdir()
    (home / "config").symlink_to("config")
    remember(folders(), GOOD.encode())

    found = read_everything(folders(), shipped_routines())

    assert (found.settings, found.text) == (None, None)
    assert {Path(one.file).name for one in found.problems} == {"config.toml", "routines"}
    assert settings_in_force(folders(), found) == THREE


def test_a_file_that_may_not_be_looked_at_is_not_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: object) -> None:
        raise PermissionError(13, "not allowed", path)

    monkeypatch.setattr("selfcare.config.folder.os.lstat", refuse)

    assert read_everything(folders(), shipped_routines()).settings is None


def test_routines_that_cannot_be_seen_do_not_make_a_plan_wrong(here: Folders) -> None:
    here.config_file.write_text('[[plan]]\nid = "a"\nroutine = "mine"\nat = ["10:30"]\n')
    here.routines.rmdir()
    here.routines.symlink_to("routines")

    found = read_everything(here, shipped_routines())

    assert found.settings is not None
    assert [one.file for one in found.problems] == [str(here.routines)]


def test_the_last_good_settings_hold_for_a_broken_file_also_after_a_restart(
    here: Folders,
) -> None:
    here.config_file.write_text(GOOD)
    good = read_everything(here, shipped_routines())
    assert good.text is not None
    remember(here, good.text)
    here.config_file.write_text("[prompts\n")

    broken = read_everything(here, shipped_routines())

    assert broken.settings is None
    assert settings_in_force(here, broken) == THREE


@pytest.mark.parametrize("kept", [None, b"\xff\x00 damaged", b"[prompts]\ndaily_cap = 77\n"])
def test_without_a_usable_copy_the_defaults_hold(here: Folders, kept: bytes | None) -> None:
    here.config_file.write_text("[prompts\n")
    if kept is not None:
        remember(here, kept)

    assert settings_in_force(here, read_everything(here, shipped_routines())) == Settings()


def test_the_copy_is_written_only_when_it_changed(here: Folders) -> None:
    assert remember(here, b"a = 1\r\n")
    before = (here.state / LAST_GOOD).stat()

    assert not remember(here, b"a = 1\r\n")
    assert (here.state / LAST_GOOD).stat().st_ino == before.st_ino
    assert remember(here, b"a = 2\r\n")
    assert recall(here) == b"a = 2\r\n"
    assert [path.name for path in here.state.iterdir()] == [LAST_GOOD]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_the_copy_is_the_users_alone(here: Folders) -> None:
    remember(here, b"")

    assert stat.S_IMODE((here.state / LAST_GOOD).stat().st_mode) == 0o600
    assert stat.S_IMODE(here.state.stat().st_mode) == 0o700


def test_a_copy_that_cannot_be_put_in_place_leaves_nothing_behind(here: Folders) -> None:
    (here.state / LAST_GOOD).mkdir(parents=True)
    (here.state / LAST_GOOD / "something").write_text("")

    with pytest.raises(OSError, match=LAST_GOOD):
        remember(here, b"a = 1\n")

    assert [path.name for path in here.state.iterdir()] == [LAST_GOOD]


def test_the_fingerprint_changes_with_every_change_of_a_file(here: Folders) -> None:
    seen = [fingerprint(here)]
    here.config_file.write_text(GOOD)
    seen.append(fingerprint(here))
    here.config_file.write_text(GOOD + "\n")
    seen.append(fingerprint(here))
    other = here.config / "new.toml"
    other.write_text(GOOD)
    other.replace(here.config_file)
    seen.append(fingerprint(here))
    (here.routines / "mine.toml").write_text(starter_routine("mine", "Mine"))
    seen.append(fingerprint(here))
    (here.routines / "mine.toml").rename(here.routines / "ours.toml")
    seen.append(fingerprint(here))
    here.config_file.unlink()
    seen.append(fingerprint(here))

    assert len(set(seen)) == len(seen)
    assert fingerprint(here) == seen[-1]

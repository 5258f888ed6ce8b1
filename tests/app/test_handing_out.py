"""Files handed out to the user: new, private, whole, and never in the place of another."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from selfcare.app.handing_out import hand_out, new_folder
from selfcare.domain.errors import Trouble, UserMistake


def write(wanted: Path | None, text: str) -> Path:
    return hand_out(wanted, "notes", ".html", text.encode())


def test_in_a_folder_or_at_home_it_takes_the_first_name_that_is_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)

    assert [write(where, "text").name for where in (tmp_path, None, tmp_path)] == [
        "notes.html",
        "notes-2.html",
        "notes-3.html",
    ]
    assert [new_folder(tmp_path, "tables").name for _ in range(2)] == ["tables", "tables-2"]


def test_it_is_a_new_file_that_only_its_owner_can_read(tmp_path: Path) -> None:
    file = tmp_path / "notes.html"
    before = os.umask(0)
    try:
        write(file, "Größe")
    finally:
        os.umask(before)

    assert file.read_bytes() == "Größe".encode()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("kind", ["file", "dangling link"])
def test_what_lies_there_already_is_left_as_it_is(tmp_path: Path, kind: str) -> None:
    there = tmp_path / "notes.html"
    if kind == "file":
        there.write_text("mine", encoding="utf-8")
    else:
        there.symlink_to(tmp_path / "nowhere")

    with pytest.raises(UserMistake, match="already"):
        write(there, "new")

    assert list(tmp_path.iterdir()) == [there]
    assert kind != "file" or there.read_text(encoding="utf-8") == "mine"


def test_a_file_that_comes_meanwhile_is_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "notes.html"
    synced = os.fsync

    def somebody_else(handle: int) -> None:
        file.write_text("mine", encoding="utf-8")
        synced(handle)

    monkeypatch.setattr(os, "fsync", somebody_else)

    with pytest.raises(UserMistake, match="already"):
        write(file, "new")

    assert file.read_text(encoding="utf-8") == "mine"
    assert list(tmp_path.iterdir()) == [file]


def test_on_a_drive_without_second_names_it_is_written_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(_fresh: Path, _path: Path) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    file = tmp_path / "notes.html"
    write(file, "text")

    assert file.read_text(encoding="utf-8") == "text"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]
    with pytest.raises(UserMistake):
        write(file, "again")


def test_where_it_cannot_be_written_it_says_so_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Trouble, match="could not be written"):
        write(tmp_path / "none" / "notes.html", "text")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Trouble):
        write(tmp_path / "notes.html", "text")
    assert list(tmp_path.iterdir()) == []

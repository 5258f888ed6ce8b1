"""Whatever lies in a file's place, reading it ends with a table or one told problem."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from selfcare.app.say import say
from selfcare.config.place import line_of
from selfcare.config.settings_file import read_settings
from selfcare.config.source import LARGEST, Source, read_source
from selfcare.domain.problem import PlacedProblem
from selfcare.domain.settings import Settings

NOBODY = 65534


def told(path: Path) -> str:
    found = read_source(path)
    assert isinstance(found, PlacedProblem)
    return say(line_of(found)).removeprefix(str(path))


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.mkdir()

    assert told(path) == (
        ":1:1: this is a folder, not a file;"
        " rename or move the folder, so that a file can take its place"
    )


def test_a_link_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.symlink_to(tmp_path / "gone.toml")

    assert told(path) == ":1:1: there is no such file; check the name; a link may lead nowhere"


def test_a_link_that_leads_to_itself_is_told(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.symlink_to(path)

    assert told(path).startswith(":1:1: this file cannot be read (")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes among files")
def test_a_pipe_in_its_place_is_told_without_waiting_for_a_writer(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    os.mkfifo(path)

    assert told(path) == (":1:1: this is not an ordinary file; put a text file in its place")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("")
    path.chmod(0)
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        line = told(path)
    finally:
        if root:
            os.seteuid(0)

    assert line == (
        ":1:1: this file may not be read; allow your user to read it in the file's properties"
    )


def test_a_file_above_256_kb_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xff" * (LARGEST + 1))

    assert told(path) == (
        ":1:1: this file is larger than 256 KB; split it or take out what does not belong there"
    )


def test_a_file_of_exactly_256_kb_is_read(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"#" * LARGEST)

    assert read_settings(path, None).value == Settings()


def test_the_line_of_the_first_wrong_byte_is_told_in_characters(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes("# gr\u00fc\u00df\n# \u00e4\u00f6".encode() + b"\xe9\n")

    assert told(path).startswith(":2:5: this file is not UTF-8 text; ")


def test_a_byte_order_mark_and_line_ends_of_windows_change_nothing(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xef\xbb\xbf[prompts]\r\nsound = true\r\ndaily_cap = 99\r\n")

    found = read_source(path)

    assert isinstance(found, Source)
    assert found.table == {"prompts": {"sound": True, "daily_cap": 99}}
    (problem,) = read_settings(path, None).problems
    assert (problem.line, problem.column) == (3, 13)


def test_an_empty_file_means_the_defaults(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"")

    assert read_settings(path, None).value == Settings()

"""Files that are not TOML are refused with their place, and take nothing else with them."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from selfcare.app.configuration import in_force
from selfcare.app.say import say
from selfcare.app.watching import ConfigurationWatch
from selfcare.config.library import read_library
from selfcare.config.paths import folders, shipped_routines
from selfcare.config.place import line_of
from selfcare.config.source import Source, source_of
from tests.cli.command_line import CommandLine
from tests.config.not_toml import ABOVE, BELOW, LINE, WAYS, content

OF_PROGRAMMERS = re.compile(
    r"error|exception|traceback|expected|unterminated|invalid|token|parse|\bnone\b|unicode|scalar",
    re.IGNORECASE,
)
WORD_OF_THE_FILE = re.compile(r'".*"')


def test_there_are_more_than_a_hundred_ways() -> None:
    assert len(WAYS) > 100


@pytest.mark.parametrize("name", WAYS)
def test_what_is_no_toml_is_refused_with_its_place(name: str) -> None:
    found = source_of(content(name), "x.toml")

    assert not isinstance(found, Source)
    line = content(name).split(b"\n")[found.line - 1].decode("utf-8", "replace")
    assert found.line == LINE + (name in BELOW)
    assert 1 <= found.column <= len(line) + 1
    said = say(line_of(found))
    assert said.startswith(f"x.toml:{found.line}:{found.column}: ")
    assert said.isprintable()
    assert len(said) < 300
    assert not OF_PROGRAMMERS.search(WORD_OF_THE_FILE.sub("", said))
    assert ': "" ' not in said


def test_check_tells_each_of_them_once_and_ends_with_one(tmp_path: Path) -> None:
    files = []
    for number, name in enumerate(WAYS):
        file = tmp_path / f"{number:03}.toml"
        file.write_bytes(content(name))
        files.append(str(file))

    done = CommandLine()("check", *files)

    assert done.exit_code == 1
    told = [line for line in done.output.splitlines() if line.startswith(str(tmp_path))]
    assert [line.partition(":")[0] for line in told] == files
    assert "Traceback" not in done.output


def test_as_routines_they_keep_no_good_one_from_loading(home: Path) -> None:
    own = home / "config" / "routines"
    own.mkdir(parents=True)
    shipped = shipped_routines()
    for number, name in enumerate(WAYS):
        (own / f"{number:03}.toml").write_bytes(content(name))
    good = (shipped / "slow-breath.toml").read_text("utf-8")
    (own / "zz-mine.toml").write_text(good.replace('"slow-breath"', '"mine"'), "utf-8")

    found = read_library(own, shipped)

    assert set(found.routines) == {*read_library(home / "none", shipped).routines, "mine"}
    assert len({one.file for one in found.problems}) == len(WAYS)


def test_as_config_toml_each_leaves_the_last_good_settings_in_force(home: Path) -> None:
    file = home / "config" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_bytes(ABOVE + b"daily_cap = 7\n")
    watch = ConfigurationWatch(folders())
    good = watch.in_force.settings

    for at, name in enumerate(WAYS, 1):
        file.write_bytes(content(name))
        os.utime(file, ns=(at, at))
        watch.look()
        watch.look()
        assert watch.in_force.broken, name
        assert watch.in_force.settings == good, name
        assert in_force(folders()).settings == good, name

    assert good.prompts.daily_cap == 7

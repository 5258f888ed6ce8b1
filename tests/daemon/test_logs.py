"""The log: for its owner only, and never more than so much."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from selfcare.daemon import logs

log = logging.getLogger("selfcare.tests")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    handler = logs.start_log(tmp_path / "logs")
    try:
        yield tmp_path / "logs"
    finally:
        logs.stop_log(handler)


def lines(file: Path) -> list[str]:
    return [line.rpartition(" ")[2] for line in file.read_text(encoding="utf-8").splitlines()]


def test_a_full_log_is_put_aside_and_the_oldest_goes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "LARGEST", 1)
    for number in range(10):
        log.info("%s", number)

    newest, *older = [folder / name for name in ("selfcare.log", *_put_aside())]
    assert lines(newest) == ["9"]
    assert [lines(file) for file in older] == [["8"], ["7"], ["6"]]
    assert sorted(folder.iterdir()) == sorted([newest, *older])


def test_a_log_that_is_begun_again_goes_on_where_it_was(folder: Path, tmp_path: Path) -> None:
    log.info("before")
    handler = logs.start_log(tmp_path / "logs")
    logs.stop_log(handler)
    log.info("after")

    assert lines(folder / logs.LOG_FILE) == ["before", "after"]


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such modes")
def test_only_its_owner_reads_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "LARGEST", 1)
    log.info("one")
    log.info("two")

    assert {file.stat().st_mode & 0o077 for file in folder.iterdir()} == {0}


def test_a_log_that_could_not_be_opened_anew_goes_on_once_it_can(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "LARGEST", 1)
    log.info("before")
    hidden = folder.rename(folder.with_name("hidden"))
    log.info("nowhere")
    hidden.rename(folder)
    log.info("after")

    assert lines(folder / logs.LOG_FILE) == ["after"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk here")
def test_a_full_disk_is_no_reason_to_stop_or_to_speak(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "full"
    folder.mkdir()
    (folder / logs.LOG_FILE).symlink_to("/dev/full")
    handler = logs.start_log(folder)
    log.info("into the void")
    logs.stop_log(handler)

    assert capfd.readouterr() == ("", "")


def _put_aside() -> list[str]:
    return [f"{logs.LOG_FILE}.{number}" for number in range(1, logs.KEPT + 1)]

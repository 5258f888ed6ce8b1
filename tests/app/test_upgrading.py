"""After an update: real programs of two versions, one with a newer diary, meet on one computer."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from selfcare import __version__
from selfcare.app import upgrading
from selfcare.app.doorbell import DaemonState, read_state, write_state
from selfcare.app.instance import is_held
from selfcare.app.page_door import LOCK_FILE, read_page_state
from selfcare.app.upgrading import bring_up_to_date, is_older
from selfcare.config.paths import Folders, folders
from selfcare.diary import copies, migrations
from selfcare.diary.connection import reading
from selfcare.diary.trouble import NewerDiary
from selfcare.domain.facts import Resumed
from tests.cli.command_line import CommandLine
from tests.diary.marked import FIXTURES
from tests.diary.stored import stored
from tests.e2e.desktop import until
from tests.e2e.workday import Workday

NEWER = Path(__file__).parents[1] / "newer"
NEWER_VERSION = "99.1"
ANEW = "selfcare was updated; the background program has been started anew.\n"
SURROUNDINGS = {"PATH": os.environ["PATH"], "TZ": "UTC", "LANG": "C.UTF-8"}

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="its processes end otherwise")


@pytest.fixture
def older(home: Path) -> Iterator[Workday]:
    day = Workday(home, SURROUNDINGS)
    yield day
    day.end_page()
    if is_held(folders().state):
        day.command("stop")


@pytest.fixture
def newer(home: Path, older: Workday) -> Workday:
    """Give the same home with the newer program; `older` ends what runs in it afterwards."""
    assert older
    return Workday(home, {**SURROUNDINGS, "PYTHONPATH": str(NEWER)})


def run(day: Workday, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "selfcare", *words],
        env=day.environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def version_running(where: Folders) -> str | None:
    found = read_state(where.state)
    return None if found is None or not is_held(where.state) else found.version


def form_of(diary: Path) -> int:
    with reading(diary) as opened:
        return migrations.version_of(opened)


def rows(diary: Path) -> dict[str, list[tuple[object, ...]]]:
    with reading(diary) as opened:
        return stored(opened)


def kinds(diary: Path) -> set[object]:
    return {row[3] for row in rows(diary)["fact"]}


@pytest.mark.parametrize(
    ("version", "than", "older"),
    [
        ("0.1.0", "0.1.0", False),
        ("0.1.0", "0.1.1", True),
        ("0.9", "0.10", True),
        ("1.2rc1", "1.2", True),
        ("1.2rc1", "1.2rc2", True),
        ("1.2+local", "1.2", False),
        ("x", "0.1", True),
        ("0.1", "x", False),
    ],
)
def test_versions_are_put_in_order(version: str, than: str, *, older: bool) -> None:
    assert is_older(version, than) is older


def test_with_one_version_a_command_does_not_even_ask_for_the_lock(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(_: Path) -> bool:
        pytest.fail("the lock was asked for")

    monkeypatch.setattr(upgrading, "is_held", asked)
    clock = CommandLine().clock
    assert bring_up_to_date(folders(), clock) == ()
    (home / "state").mkdir(parents=True)
    write_state(folders().state, DaemonState(1, 2, __version__))
    assert bring_up_to_date(folders(), clock) == ()


def test_what_an_older_background_program_left_behind_is_no_obstacle(home: Path) -> None:
    (home / "state").mkdir(parents=True)
    write_state(folders().state, DaemonState(1, 2, "99.9"))

    assert "selfcare is not running" in CommandLine().ok("status")


def test_a_newer_command_ends_the_older_background_program_and_starts_it_anew(
    older: Workday, newer: Workday
) -> None:
    where = folders()
    older.command("start")
    older.command("pause")
    before = read_state(where.state)
    noted = rows(where.diary)["fact"]

    first, second = run(newer, "status", "--json"), run(newer, "status", "--json")

    assert (first.returncode, first.stderr) == (0, ANEW)
    assert '"running": true' in first.stdout
    assert (second.returncode, second.stderr) == (0, "")
    assert before is not None
    assert before.version == __version__
    assert version_running(where) == NEWER_VERSION
    assert form_of(where.diary) == migrations.NEWEST + 1
    assert form_of(copies.before_version(where.diary, migrations.NEWEST)) == migrations.NEWEST
    assert rows(where.diary)["fact"][: len(noted)] == noted
    newer.command("stop")


def test_of_many_newer_commands_at_once_one_starts_it_anew_and_the_others_wait(
    older: Workday, newer: Workday
) -> None:
    where = folders()
    older.command("start")

    with ThreadPoolExecutor(4) as several:
        done = list(several.map(lambda _: run(newer, "pause"), range(4)))

    assert [one.returncode for one in done] == [0] * 4
    assert sorted(one.stderr for one in done) == ["", "", "", ANEW]
    noted = [row[3] for row in rows(where.diary)["fact"]]
    assert noted.count("DaemonStarted") == 2
    assert noted.count("Paused") == 4
    newer.command("stop")


def test_an_update_that_cannot_start_anew_is_told_and_the_command_goes_on(
    older: Workday, newer: Workday
) -> None:
    where = folders()
    older.command("start")
    # What the new background program needs first cannot be had.
    log = where.logs / "selfcare.log"
    log.unlink()
    log.mkdir()

    done = run(newer, "pause")

    assert done.returncode == 0
    assert done.stderr.startswith("selfcare was updated. selfcare could not be started.")
    assert len(done.stderr.splitlines()) == 1
    assert form_of(where.diary) == migrations.NEWEST + 1


@pytest.mark.parametrize(
    "words",
    [
        ("status",),
        ("pause",),
        ("start",),
        ("restart",),
        ("open", "--address"),
        ("period", "forget", "--yes"),
    ],
    ids=" ".join,
)
def test_an_older_command_beside_a_newer_background_program_touches_nothing(
    older: Workday, newer: Workday, words: tuple[str, ...]
) -> None:
    where = folders()
    newer.command("start")
    state, diary = read_state(where.state), where.diary.stat().st_ino

    done = run(older, *words)

    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == (
        f"A newer selfcare (99.1) runs in the background, and this command is of an older one"
        f" ({__version__}), so it has done nothing. Please use the newer one; to end it: selfcare"
        " stop\n"
    )
    assert version_running(where) == NEWER_VERSION
    assert (read_state(where.state), where.diary.stat().st_ino) == (state, diary)
    # What stands in it is from the background program alone.
    assert kinds(where.diary) <= {"DaemonStarted", "PromptClaimed", "PromptShown", "PromptNotShown"}
    newer.command("stop")


def test_an_older_command_can_end_a_newer_background_program_when_asked_to(
    older: Workday, newer: Workday
) -> None:
    newer.command("start")

    assert older.command("stop") == "selfcare has ended. To have it back: selfcare start\n"
    assert not is_held(folders().state)


def test_an_older_command_leaves_a_newer_diary_alone(older: Workday, newer: Workday) -> None:
    where = folders()
    newer.command("resume")
    before = where.diary.read_bytes()

    done = run(older, "resume")

    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("The diary was written by a newer version of selfcare")
    assert len(done.stderr.splitlines()) == 1
    assert where.diary.read_bytes() == before


def test_a_page_of_before_the_update_gives_way_to_a_newer_one(
    older: Workday, newer: Workday
) -> None:
    where = folders()
    older.command("open", "--address")
    old = read_page_state(where.state)

    newer.command("open", "--address")

    new = read_page_state(where.state)
    assert old is not None
    assert new is not None
    assert (old.version, new.version) == (__version__, NEWER_VERSION)
    assert new.pid != old.pid
    # The older program uses the newer page and does not end it.
    newer.command("stop", code=0)
    older.command("open", "--address")
    assert read_page_state(where.state) == new
    until(lambda: is_held(where.state) is False, what="the lock")
    assert not (where.state / LOCK_FILE).is_dir()


def test_what_was_open_during_an_update_saves_nothing_more_and_says_so(older: Workday) -> None:
    """An old page, session or prompter holds the diary open while a newer program migrates it."""
    line = CommandLine()
    with line.context() as context:
        Workday(older.home, {**SURROUNDINGS, "PYTHONPATH": str(NEWER)}).command("resume")
        before = rows(folders().diary)

        with pytest.raises(NewerDiary, match="updated while this was open"):
            context.history()
        with pytest.raises(NewerDiary, match="updated while this was open"):
            context.note(Resumed())
        with pytest.raises(NewerDiary, match="updated while this was open"):
            list(context.diary.entries())

        assert rows(folders().diary) == before


def test_each_released_diary_is_brought_to_the_form_of_a_newer_command(newer: Workday) -> None:
    where = folders()
    for number in range(1, migrations.NEWEST + 1):
        where.data.mkdir(parents=True, exist_ok=True)
        for file in where.data.glob("diary*"):
            file.unlink()
        subprocess.run(
            [sys.executable, "-c", _BEGIN, str(where.diary), str(FIXTURES / f"v{number}.sql")],
            check=True,
        )
        newer.command("resume")
        assert form_of(where.diary) == migrations.NEWEST + 1


_BEGIN = (
    "import sqlite3, sys, pathlib; db = sqlite3.connect(sys.argv[1]);"
    "db.executescript(pathlib.Path(sys.argv[2]).read_text('utf-8')); db.close()"
)

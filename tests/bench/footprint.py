"""What the background program costs while nothing happens, and how soon it acts.

It lives here as it does on a desk: an installed Python with its bytecode, a real bus, a real
notification server, ten years of diary. Two prompts are shown and let go, config.toml is changed;
then it is left alone and watched.
"""

from __future__ import annotations

import math
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

from msgspec import Struct

from selfcare.app.clock import SystemClock
from selfcare.app.doorbell import ring
from selfcare.app.status_row import FILE
from selfcare.config.configuration import LAST_GOOD
from selfcare.diary.store import Diary
from selfcare.domain.week import MINUTE
from tests.bench.figure import Figure
from tests.bench.planning import evening, ten_years
from tests.e2e.desktop import Desktop, Server, desktop, need, process, until
from tests.e2e.workday import Workday

MEMORY_TIMES = 3.5
WORKRAVE_TIMES = 0.3
WAKE_UPS = 4.0
CPU_SECONDS = 3.0
STATUS_TIMES = 8.0
FULL_TIMES = 1.3
EFFECT_SECONDS = 0.5
DUE_SECONDS = 1.0

ROUNDS = 15
SETTLING = 10.0
WATCHED = 120.0
BEATS = 80
BETWEEN_BEATS = 0.15
"""Seconds; the bell is not heard more often than each tenth of one."""
WORKRAVE_SETTLES = 20.0

CONFIG = """\
[work]
{hours}

[prompts]
daily_cap = 12
spacing_minutes = 0
fewer_after_days = 0
question_after_days = 0

[checkins]
diary = false
week = false
fill_in = false
let_down = false
weekend = false

[cycle]
prompts = false
ovulation = false
{plan}
"""
ENTRY = '\n[[plan]]\nid = "{name}"\n{when}\nroutine = "four-muscles-gentle"\n'
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Activity(Struct, frozen=True):
    """How often a process gave the processor away so far, and how many seconds it had it."""

    waits: int
    seconds: float


def figures() -> Iterator[Figure]:
    """Yield every figure of the background program and of the command that asks for it."""
    need("workrave")
    with TemporaryDirectory(prefix="foot-") as name:
        folder = Path(name)
        surroundings = _installed(folder)
        empty = _asked(Workday(folder / "empty", surroundings))
        with desktop(_new(folder / "desk")) as desk:
            day = Workday(folder / "home", {**desk.environment, **surroundings})
            yield from _lived(day, desk, empty)
        with desktop(_new(folder / "other"), Server.NONE) as other:
            workrave = _workrave(other, folder)
        memory, asleep = _Kept.memory, _memory_asleep(surroundings, folder)
        yield Figure("memory, idle", memory, MEMORY_TIMES, "MB", asleep, "sleeping Python")
        yield Figure("memory, idle", memory, WORKRAVE_TIMES, "MB", workrave, "workrave")


class _Kept:
    """What is measured inside and told outside."""

    memory = math.nan


def _lived(day: Workday, desk: Desktop, empty: float) -> Iterator[Figure]:
    due = _prepare(day)
    late, slow = [], []
    with day.daemon() as daemon:
        for number, moment in enumerate(due, 1):
            late.append(_seconds_after(moment, desk, number))
            day.wait_for("PromptShown", number)
            slow.append(_taken_away(day, desk, number))
        _change_the_config(day)
        _pause(SETTLING)
        _Kept.memory = _memory(daemon.pid)
        before = _activity(daemon.pid)
        _pause(WATCHED)
        after = _activity(daemon.pid)
        beat = _a_beat(day, daemon.pid)
        full = _asked_now(day)
        bare = _least([sys.executable, "-I", "-c", "pass"], day.environment)
    wake_ups = (after.waits - before.waits) * 60 / WATCHED
    yield Figure("wake-ups a minute, idle", wake_ups, WAKE_UPS, "")
    yield Figure("processor time a day, idle", wake_ups * 1440 * beat, CPU_SECONDS, "s")
    yield Figure("from due to on the screen, the later of two", max(late), DUE_SECONDS, "s")
    yield Figure("from a command to its effect, the later of two", max(slow), EFFECT_SECONDS, "s")
    yield Figure("status, ten years of diary", full, STATUS_TIMES, "ms", bare, "python -I -c pass")
    yield Figure("status, ten years of diary", full, FULL_TIMES, "ms", empty, "an empty diary")


def _a_beat(day: Workday, daemon: int) -> float:
    """Return the processor time of one look at everything, in seconds, on a processor at work.

    One that slept for half a minute charges whoever wakes it for waking up, many times as much.
    """
    before = _activity(daemon)
    for _ in range(BEATS):
        ring(day.home / "state")
        _pause(BETWEEN_BEATS)
    return (_activity(daemon).seconds - before.seconds) / BEATS


def _installed(folder: Path) -> dict[str, str]:
    """Return surroundings in which Python keeps its bytecode, and a libpython of its own."""
    library = folder / "library"
    library.mkdir()
    name = sysconfig.get_config_var("INSTSONAME") or ""
    shared = Path(sysconfig.get_config_var("LIBDIR") or "") / name
    if name and shared.is_file():
        # Others on this computer run a Python too, and would take a share of it.
        shutil.copy(shared, library)
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "TZ": "UTC",
        "LANG": "C.UTF-8",
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
        "LD_LIBRARY_PATH": str(library),
    }


def _prepare(day: Workday) -> tuple[datetime, datetime]:
    """Write ten years of diary and a plan; return when the two prompts are due."""
    now = SystemClock().now()
    first = now.replace(second=0, microsecond=0) + MINUTE
    if first - now < timedelta(seconds=20):
        first += MINUTE
    due = (first, first + MINUTE)
    times = ", ".join(f'"{moment:%H:%M}"' for moment in due)
    entries = [ENTRY.format(name="now", when=f"at = [{times}]")]
    # They are looked at, and fall due at other hours.
    later = [(now + timedelta(hours=2 + number)).strftime("%H:%M") for number in range(11)]
    entries += [
        ENTRY.format(name=f"entry-{number}", when=f'at = ["{at}"]')
        for number, at in enumerate(later, 1)
    ]
    hours = "\n".join(f'{name} = ["00:00-24:00"]' for name in WEEKDAYS)
    day.write_config(CONFIG.format(hours=hours, plan="".join(entries)))
    write_diary(day.home, until=now.date())
    return due


def write_diary(home: Path, until: date) -> None:
    """Write ten years of diary that end the day before `until`."""
    path = home / "data" / "diary.sqlite3"
    path.parent.mkdir(parents=True)
    with Diary.open(path, may_migrate=True) as diary:
        for day, facts in ten_years(until=until):
            diary.append_all(facts, at=evening(day), day=day)


def _seconds_after(due: datetime, desk: Desktop, number: int) -> float:
    """Return how long after it was due a prompt was handed to the notification server."""
    shown = desk.traffic.wait(
        lambda traffic: traffic.notified[number - 1 :][:1], 150, "a notification"
    )[0]
    ago = time.monotonic() - shown.at
    return (SystemClock().now() - due).total_seconds() - ago


def _taken_away(day: Workday, desk: Desktop, number: int) -> float:
    """Let the open prompt go; return how long after the command's start it left the screen."""
    began = time.monotonic()
    day.command("skip")
    return desk.traffic.wait_for_close(number).at - began


def _change_the_config(day: Workday) -> None:
    """Save config.toml once more, and wait until the change is in force."""
    path = day.home / "config" / "config.toml"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n# changed\n", encoding="utf-8")
    kept = day.home / "state" / LAST_GOOD
    until(lambda: b"# changed" in kept.read_bytes(), 90, "the change to be in force")


def _asked(day: Workday) -> float:
    """Return how long `status` takes over an empty diary, in milliseconds."""
    # Nobody shows anything here, and to try again would change the status.
    day.command("pause")
    with day.daemon():
        until((day.home / "state" / FILE).exists, what="the status")
        _pause(SETTLING)
        return _asked_now(day)


def _asked_now(day: Workday) -> float:
    return _least([sys.executable, "-m", "selfcare", "status"], day.environment)


def _least(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """Return how long a command takes in milliseconds, the least of several times."""
    found = math.inf
    for _ in range(ROUNDS):
        began = time.perf_counter()
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
        found = min(found, 1000 * (time.perf_counter() - began))
    return found


def _workrave(desk: Desktop, folder: Path) -> float:
    with process(["workrave"], desk.environment, folder / "workrave.log") as running:
        _pause(WORKRAVE_SETTLES)
        assert running.poll() is None, (folder / "workrave.log").read_text(errors="replace")
        return _memory(running.pid)


def _memory_asleep(environment: Mapping[str, str], folder: Path) -> float:
    command = [sys.executable, "-c", "import threading; threading.Event().wait()"]
    with process(command, environment, folder / "asleep.log") as running:
        _pause(2)
        return _memory(running.pid)


def _memory(pid: int) -> float:
    """Return the memory of a process and all below it in megabytes."""
    return sum(map(memory_of, _family(pid)))


def memory_of(pid: int) -> float:
    """Return the proportional share of memory of a process in megabytes."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return float(line.split()[1]) / 1024
    raise LookupError(pid)


def _family(pid: int) -> Iterator[int]:
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in children.read_text().split():
            yield from _family(int(child))


def _activity(pid: int) -> Activity:
    waits, nanoseconds = 0, 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        lines = (task / "status").read_text().splitlines()
        waits += sum(int(line.split()[1]) for line in lines if line.startswith("voluntary"))
        nanoseconds += int((task / "schedstat").read_text().split()[0])
    return Activity(waits, nanoseconds / 1e9)


def _new(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _pause(seconds: float) -> None:
    Event().wait(seconds)

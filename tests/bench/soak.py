"""A week of the background program in ten minutes: `python -m tests.bench.soak [DAYS]`.

Its clock runs a thousand times as fast. Each prompter child begins at the same hour and goes on at
the usual speed, since a bus does not answer within thousandths of a second; its prompt is shown on
that bus, and skipped, put off or left alone. Memory at the end must be at most 1.05 times the
memory after the first day; it fails above.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Event
from typing import Final

from selfcare.app.clock import SystemClock
from selfcare.diary.store import Diary
from tests.bench.footprint import memory_of, write_diary
from tests.e2e.bus_traffic import BusTraffic
from tests.e2e.desktop import bus_without_screen, need, process, until
from tests.e2e.workday import faketime_library

ROOT: Final = Path(__file__).parents[2]
RATE: Final = 1000
DAY_SECONDS: Final = 86_400 / RATE
GOAL: Final = 1.05
LOOKS: Final = 15
"""How many looks at the memory go into one figure, the median of them; half a second apart."""

CONFIG: Final = """\
[work]
{hours}

[prompts]
daily_cap = 12
spacing_minutes = 20
fewer_after_days = 0
question_after_days = 0
"""
CHILD: Final = """\
#!/bin/sh
# A Python for the children: at the hour of the background program, at the usual speed.
unset LD_PRELOAD
passed=$(echo "($(date +%s.%N) - {began}) * {rate} + 20" | bc)
export FAKETIME="@$(date -u -d "@$(echo "{start} + $passed" | bc)" "+%F %T")"
export LD_PRELOAD='{library}'
exec "{python}" "$@"
"""
RUN: Final = """\
import sys
sys.executable, sys.argv = sys.argv[1], ["selfcare", "run"]
from selfcare.__main__ import main
sys.exit(main())
"""
ENTRY: Final = '\n[[plan]]\nid = "entry-{number}"\nevery_minutes = {minutes}\n'
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def main(days: int = 7) -> int:
    """Live through so many days; return 1 where the memory grew."""
    need("faketime", "dbus-daemon", "bc")
    with TemporaryDirectory(prefix="soak-") as name:
        home = Path(name) / "home"
        with _living(home, Path(name)) as pid:
            looks = []
            for day in range(1, days + 1):
                looks.append(_after_a_day(pid))
                print(f"after day {day}: {looks[-1]:.2f} MB, {_told(home)}", flush=True)
    grown = looks[-1] / looks[0]
    print(f"at the end {grown:.3f} times the memory after the first day; goal {GOAL}")
    return int(grown > GOAL)


@contextmanager
def _living(home: Path, folder: Path) -> Iterator[int]:
    """Run the background program in a home of its own, and give its number."""
    (home / "config").mkdir(parents=True)
    hours = "\n".join(f'{name} = ["08:00-20:00"]' for name in WEEKDAYS)
    entries = (ENTRY.format(number=number, minutes=50 + 10 * number) for number in range(12))
    config = CONFIG.format(hours=hours) + "".join(entries)
    (home / "config" / "config.toml").write_text(config, encoding="utf-8")
    today = SystemClock().now().date()
    write_diary(home, until=today)
    with (
        bus_without_screen(folder) as bus,
        BusTraffic.listen(bus["DBUS_SESSION_BUS_ADDRESS"]) as traffic,
        process(
            [sys.executable, "-m", "tests.bench.pressing_server"],
            bus,
            folder / "server.log",
            folder=ROOT,
        ),
    ):
        until(traffic.has_server, what="the notification server")
        surroundings = {
            **bus,
            "SELFCARE_HOME": str(home),
            "LANG": "C.UTF-8",
            "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
        }
        with _daemon(today, surroundings, folder) as running:
            until((home / "state" / "daemon.json").exists, what="the background program")
            yield running.pid


@contextmanager
def _daemon(
    today: date, surroundings: Mapping[str, str], folder: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """Run the background program from midnight on."""
    start = datetime.combine(today, time(), tzinfo=UTC)
    library = faketime_library()
    child = folder / "python-for-children"
    child.write_text(
        CHILD.format(
            began=f"{SystemClock().now().timestamp():.3f}",
            rate=RATE,
            start=f"{start.timestamp():.0f}",
            library=library,
            python=sys.executable,
        ),
        encoding="utf-8",
    )
    child.chmod(0o700)
    clock = {"LD_PRELOAD": library, "FAKETIME": f"@{start:%F %T} x{RATE}", "FAKETIME_NO_CACHE": "1"}
    command = [sys.executable, "-c", RUN, str(child)]
    with process(command, {**surroundings, **clock}, folder / "daemon.log", folder=ROOT) as running:
        yield running


def _after_a_day(pid: int) -> float:
    """Wait for a day to go by, and return the memory at its end in megabytes."""
    pause = Event()
    pause.wait(DAY_SECONDS - LOOKS * 0.5)
    looks = []
    for _ in range(LOOKS):
        pause.wait(0.5)
        looks.append(memory_of(pid))
    return median(looks)


def _told(home: Path) -> str:
    """Return how often what was noted of prompts."""
    with Diary.open(home / "data" / "diary.sqlite3", may_migrate=False) as diary:
        kinds = Counter(type(one.fact).__name__ for one in diary.entries())
    wanted = ("PromptClaimed", "PromptShown", "PromptNotShown", "PromptAnswered", "PromptHeld")
    return ", ".join(f"{kinds[name]} {name}" for name in wanted)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))

"""A real workday for tests: the installed program, its daemon, its commands, at a chosen hour.

libfaketime moves the clock of selfcare's own processes, by the same amount for all of them; the
desktop keeps the real time.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from selfcare.app.clock import SystemClock
from selfcare.app.page_door import read_page_state
from selfcare.config.replacing import replace_file
from selfcare.diary.store import Diary
from selfcare.domain.facts import Fact, Paused, Resumed
from tests.e2e.desktop import PATIENCE, need, process, until

JUST_BEFORE = datetime(2026, 11, 23, 10, 29, 58, tzinfo=UTC)
"""A Monday, two seconds before its only prompt."""
ONE_BREAK = """
[prompts]
spacing_minutes = 0
{more}
[[plan]]
id = "breaks"
routine = "four-muscles-gentle"
at = ["10:30"]
"""


class Workday:
    """selfcare on one computer, in a home of its own."""

    def __init__(
        self,
        home: Path,
        environment: Mapping[str, str],
        at: datetime | None = None,
        *,
        passing: bool = False,
    ) -> None:
        """Live at `at`, or at the present hour; `passing` where time is to be moved on later."""
        self.home = home
        self._clock = home.with_name(f"{home.name}.clock")
        self._offset = 0
        self.environment = {**environment, "SELFCARE_HOME": str(home)}
        if at is not None:
            offset = int((at - SystemClock().now()).total_seconds())
            self.environment |= {"LD_PRELOAD": faketime_library(), "FAKETIME_NO_CACHE": "1"}
            # Waits of threads go by the steady clock, and would never end by a moved one.
            if not passing:
                self.environment["FAKETIME_DONT_FAKE_MONOTONIC"] = "1"
            if passing:
                self.environment["FAKETIME_TIMESTAMP_FILE"] = str(self._clock)
                self.pass_by(offset)
            else:
                self.environment["FAKETIME"] = f"{offset:+d}s"

    def pass_by(self, seconds: int) -> None:
        """Let so many seconds go by at once, for every process of this day."""
        self._offset += seconds
        replace_file(self._clock, f"{self._offset:+d}s\n".encode())

    def write_config(self, text: str) -> None:
        """Write config.toml."""
        file = self.home / "config" / "config.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def command(self, *words: str, code: int = 0) -> str:
        """Run a selfcare command and return what it printed; it must end with `code`."""
        environment = dict(self.environment)
        if words[0] in ("stop", "restart"):
            # They wait in a way that never ends under libfaketime.
            environment.pop("LD_PRELOAD", None)
        done = subprocess.run(
            [sys.executable, "-m", "selfcare", *words],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == code, (words, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr
        return done.stdout + done.stderr

    def status(self) -> dict[str, Any]:
        """Return what `status --json` says."""
        found: dict[str, Any] = json.loads(self.command("status", "--json"))
        return found

    @contextmanager
    def daemon(self) -> Iterator[subprocess.Popen[bytes]]:
        """Run the background program in good order, and end it."""
        command = [sys.executable, "-m", "selfcare", "run"]
        log = self.home / "daemon.out"
        self.home.mkdir(parents=True, exist_ok=True)
        with process(command, self.environment, log) as running:
            until(
                lambda: self.facts("DaemonStarted") or running.poll() is not None,
                what="the daemon",
            )
            assert running.poll() is None, log.read_text(errors="replace")
            try:
                yield running
            finally:
                self.end_page()

    def end_page(self) -> None:
        """End the page process that a press on a notification has started, if any."""
        found = read_page_state(self.home / "state")
        if found is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(found.pid, signal.SIGKILL)

    def facts(self, kind: str) -> list[Fact]:
        """Return all facts of one kind in the diary."""
        path = self.home / "data" / "diary.sqlite3"
        if not path.exists():
            return []
        with Diary.open(path, may_migrate=False) as diary:
            return [one.fact for one in diary.entries() if type(one.fact).__name__ == kind]

    def moments(self, kind: str) -> list[datetime]:
        """Return when the facts of one kind were noted."""
        with Diary.open(self.home / "data" / "diary.sqlite3", may_migrate=False) as diary:
            return [one.at for one in diary.entries() if type(one.fact).__name__ == kind]

    def processes(self, of: str = "") -> list[int]:
        """Return the processes of selfcare that live in this home, or those of one part."""
        home = f"SELFCARE_HOME={self.home}".encode()
        found = []
        for place in Path("/proc").glob("[0-9]*"):
            # A process may end while it is looked at.
            with contextlib.suppress(OSError):
                lives_here = home in (place / "environ").read_bytes().split(b"\0")
                words = (place / "cmdline").read_bytes().split(b"\0")
                if lives_here and (not of or of.encode() in words):
                    found.append(int(place.name))
        return found

    def wait_for(self, kind: str, number: int = 1) -> list[Fact]:
        """Return the facts of one kind once there are so many."""
        return until(
            lambda: found if len(found := self.facts(kind)) >= number else None,
            what=f"{number} {kind}",
        )


def before_the_break(
    home: Path, environment: Mapping[str, str], more: str = "", *, passing: bool = False
) -> Workday:
    """Return a Monday, two seconds before the only prompt, the welcome long answered."""
    yesterday = JUST_BEFORE - timedelta(days=1)
    with Diary.open(home / "data" / "diary.sqlite3", may_migrate=True) as diary:
        diary.append_all((Paused(None), Resumed()), at=yesterday, day=yesterday.date())
    day = Workday(home, environment, JUST_BEFORE, passing=passing)
    day.write_config(ONE_BREAK.format(more=more))
    return day


def faketime_library() -> str:
    """Return where libfaketime lies; skips or fails the test where it is missing."""
    need("faketime")
    found = subprocess.run(
        ["faketime", "2020-01-01", "printenv", "LD_PRELOAD"],
        capture_output=True,
        text=True,
        check=True,
    )
    return found.stdout.strip()

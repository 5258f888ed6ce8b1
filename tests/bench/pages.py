"""How soon the page is there, how heavy it is, and what it costs the background program.

Each time stands beside the bare start of Python, measured in the same run.
"""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Event
from time import perf_counter

from selfcare.app.clock import SystemClock
from selfcare.app.page_door import HOST, START, View
from selfcare.app.page_opening import OUTPUT_FILE, address_of
from selfcare.config.paths import folders
from selfcare.page.application import STATIC, VIEWS
from selfcare.page.doors import cookie_name
from tests.bench.figure import Figure
from tests.bench.footprint import memory_of, write_diary
from tests.page.living import ServedPage

ROUNDS = 7
CLICK_MS = 400.0
CLICK_TIMES = 45.0
STATIC_KB = 80.0
PAGE_KB = 250.0
DIARY_MS = 1000.0
DAEMON_RATIO = 1.02
"""Times the memory before: nothing but noise."""


def figures() -> Iterator[Figure]:
    """Yield every figure of the page that has a goal."""
    with TemporaryDirectory() as folder:
        yield from _opening(Path(folder))
        yield from _weight(Path(folder) / "full")
        yield from _daemon(Path(folder) / "daemon")


def _opening(folder: Path) -> Iterator[Figure]:
    bare = median(_milliseconds(_start_python) for _ in range(ROUNDS))
    times = []
    for number in range(ROUNDS):
        page = ServedPage(folder / f"home{number}")
        page.day.command("pause")
        with _ending(page):
            times.append(_milliseconds(partial(_first_look, page)))
    click = median(times)
    yield Figure("click to first page, without the browser's own start", click, CLICK_MS, "ms")
    yield Figure("click to first page", click, CLICK_TIMES, "ms", bare, "python -I -c pass")


def _weight(home: Path) -> Iterator[Figure]:
    static = sum(file.stat().st_size for file in STATIC.iterdir() if file.suffix in (".css", ".js"))
    yield Figure("JavaScript and CSS together", static / 1024, STATIC_KB, "KB")
    write_diary(home, until=SystemClock().now().date())
    page = ServedPage(home)
    with _ending(page):
        visitor = Visitor(page)
        paths = sorted({way.path for view in VIEWS for way in view if way.method == "GET"})
        heaviest, size = max(
            ((path, len(visitor.look(path))) for path in paths if "events" not in path),
            key=lambda found: found[1],
        )
        yield Figure(f"the heaviest page, {heaviest}", size / 1024, PAGE_KB, "KB")
        for path in ("/diary", "/diary/trends", "/today"):
            taken = median(_milliseconds(partial(visitor.look, path)) for _ in range(ROUNDS))
            yield Figure(f"{path} with ten years of entries", taken, DIARY_MS, "ms")


def _daemon(home: Path) -> Iterator[Figure]:
    page = ServedPage(home)
    page.day.command("pause")
    with page.day.daemon() as daemon, _ending(page):
        _settle()
        before = memory_of(daemon.pid)
        visitor = Visitor(page)
        for _ in range(20):
            visitor.look("/today")
        _settle()
        yield Figure(
            "memory of the background program with a page open",
            memory_of(daemon.pid),
            DAEMON_RATIO,
            "MB",
            before,
            "without one",
        )


class Visitor:
    """A browser without eyes: it opens the page and looks at it."""

    def __init__(self, page: ServedPage) -> None:
        address = _address(page)
        state = page.state
        self._port = state.port
        path = address.removeprefix(state.origin)
        assert path.startswith(START)
        given = self._ask(path, "")[1]
        self._cookie = f"{cookie_name(state.port)}={given.split(';')[0].partition('=')[2]}"

    def look(self, path: str) -> bytes:
        """Return a page."""
        return self._ask(path, self._cookie)[0]

    def _ask(self, path: str, cookie: str) -> tuple[bytes, str]:
        connection = http.client.HTTPConnection(HOST, self._port, timeout=30)
        connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        answer = connection.getresponse()
        assert answer.status < http.client.INTERNAL_SERVER_ERROR, (path, answer.status)
        found = answer.read(), answer.getheader("Set-Cookie") or ""
        connection.close()
        return found


def _first_look(page: ServedPage) -> None:
    Visitor(page).look("/today")


def _address(page: ServedPage) -> str:
    """Open the page as a press on a notification does: within a Python that runs already."""
    before = {name: os.environ.get(name) for name in page.day.environment}
    os.environ.update(page.day.environment)
    try:
        found = address_of(folders(), View.TODAY)
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
    assert found is not None, (page.folders.logs / OUTPUT_FILE).read_text()
    return found


def _start_python() -> None:
    subprocess.run([sys.executable, "-I", "-c", "pass"], check=True)


def _milliseconds(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return 1000 * (perf_counter() - began)


def _settle() -> None:
    Event().wait(3)


@contextmanager
def _ending(page: ServedPage) -> Iterator[None]:
    try:
        yield
    finally:
        page.end()

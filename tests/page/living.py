"""A page that is really served: its process at a chosen hour, and browsers that look at it."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, Page, ViewportSize, sync_playwright

from selfcare.app.page_door import PageState, read_page_state
from selfcare.config.paths import Folders
from tests.e2e.desktop import need, until
from tests.e2e.workday import Workday

CHROMIUM = "/usr/bin/chromium"
CHROMIUM_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDE = ViewportSize(width=1280, height=900)
NARROW = ViewportSize(width=360, height=740)
PATIENCE_MS = 20_000


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser; skips or fails the test where it is missing."""
    need("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, headless=True, args=[*CHROMIUM_OPTIONS]
        )
        try:
            yield browser
        finally:
            browser.close()


class ServedPage:
    """The page process of one home."""

    def __init__(
        self,
        home: Path,
        at: datetime | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        surroundings = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "TZ": "UTC",
            "LANG": "C.UTF-8",
        }
        self.day = Workday(home, {**surroundings, **(environment or {})}, at)
        self.home = home

    @property
    def folders(self) -> Folders:
        """The folders of this home."""
        return Folders(
            self.home / "config", self.home / "data", self.home / "state", self.home / "logs"
        )

    @property
    def state(self) -> PageState:
        """Where the page process listens."""
        found = read_page_state(self.folders.state)
        assert found is not None
        return found

    def address(self, view: str = "today") -> str:
        """Return an address that opens `view` once; the process is started where none is."""
        return self.day.command("open", view, "--address").strip()

    def kill(self) -> None:
        """Kill the page process as nothing else would."""
        pid = self.state.pid
        os.kill(pid, signal.SIGKILL)
        until(lambda: _is_gone(pid), what="its end")

    def end(self) -> None:
        """End the process."""
        found = read_page_state(self.folders.state)
        if found is not None and not _is_gone(found.pid):
            os.kill(found.pid, signal.SIGKILL)


class LivingPage(ServedPage):
    """A page process, and a browser to look at what it serves."""

    def __init__(
        self,
        home: Path,
        browser: Browser,
        at: datetime | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(home, at, environment)
        self.browser = browser
        self.complaints: list[str] = []
        self._pages: list[Page] = []
        self._listens = True

    def open(self, view: str = "today", **options: Any) -> Page:
        """Open `view` in a new browser window of its own cookies.

        `options` are those of a browser context, such as `viewport`, `color_scheme`, `has_touch`.
        """
        options = {"viewport": WIDE, "reduced_motion": "reduce", **options}
        context = self.browser.new_context(**options)
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.on("console", lambda one: self._hear(one.type, one.text))
        page.on("pageerror", lambda error: self._hear("error", str(error)))
        page.goto(self.address(view))
        self._pages.append(page)
        return page

    def path_of(self, page: Page) -> str:
        """Return the address of a page without its beginning."""
        return re.sub(r"^http://127\.0\.0\.1:\d+", "", page.url)

    def end(self) -> None:
        """Close every window and end the process."""
        for page in self._pages:
            if not page.is_closed():
                # What it has said so far is still heard; what its end interrupts is no complaint.
                page.wait_for_timeout(1)
        self._listens = False
        for page in self._pages:
            # A window that is closed while it goes to an address may never say that it has closed.
            until(partial(_is_left, page), what="a window at rest")
            page.context.close()
        super().end()

    def _hear(self, kind: str, text: str) -> None:
        if self._listens and kind in ("error", "warning"):
            self.complaints.append(text)


def _is_left(page: Page) -> bool:
    """Leave a page for an empty one; return False where it was just going somewhere else."""
    if page.is_closed():
        return True
    try:
        page.goto("about:blank")
    except Error:
        return False
    return True


def _is_gone(pid: int) -> bool:
    """Return whether a process has ended; a zombie has, too."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except OSError:
        return True

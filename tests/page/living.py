"""A page that is really served: its process at a chosen hour, and browsers that look at it."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

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


class LivingPage:
    """The page process of one home, and a browser to look at it."""

    def __init__(
        self,
        home: Path,
        browser: Browser,
        at: datetime | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        surroundings = {"PATH": os.environ["PATH"], "TZ": "UTC", "LANG": "C.UTF-8"}
        self.day = Workday(home, {**surroundings, **(environment or {})}, at)
        self.browser = browser
        self.home = home
        self.complaints: list[str] = []
        self._pages: list[Page] = []

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

    def open(self, view: str = "today", **options: Any) -> Page:
        """Open `view` in a new browser window of its own cookies.

        `options` are those of a browser context, such as `viewport`, `color_scheme`, `has_touch`.
        """
        options = {"viewport": WIDE, "reduced_motion": "reduce", **options}
        context = self.browser.new_context(**options)
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.on("console", lambda one: self._hear(one.type, one.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(self.address(view))
        self._pages.append(page)
        return page

    def path_of(self, page: Page) -> str:
        """Return the address of a page without its beginning."""
        return re.sub(r"^http://127\.0\.0\.1:\d+", "", page.url)

    def kill(self) -> None:
        """Kill the page process as nothing else would."""
        pid = self.state.pid
        os.kill(pid, signal.SIGKILL)
        until(
            lambda: (
                not Path(f"/proc/{pid}/cmdline").read_bytes()
                if Path(f"/proc/{pid}").exists()
                else True
            ),
            what="its end",
        )

    def end(self) -> None:
        """Close every window and end the process."""
        for page in self._pages:
            page.context.close()
        found = read_page_state(self.folders.state)
        if found is not None and Path(f"/proc/{found.pid}").exists():
            os.kill(found.pid, signal.SIGKILL)

    def _hear(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)

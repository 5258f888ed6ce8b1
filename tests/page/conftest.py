"""A browser for all tests of the page, a living page for one, and a reader for the quick ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.page.living import LivingPage, chromium
from tests.page.reader import Reader, reading


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One browser; each page gets a window of its own in it.

    It ends with the tests of this folder: while it lives, a loop runs in the main thread.
    """
    with chromium() as found:
        yield found


@pytest.fixture
def living(tmp_path: Path, browser: Browser) -> Iterator[Callable[..., LivingPage]]:
    """Make a served page, at the hour given; what the browser complains of fails the test."""
    made: list[LivingPage] = []

    def make(at: datetime | None = None, home: Path | None = None) -> LivingPage:
        made.append(LivingPage(home or tmp_path / "home", browser, at))
        return made[-1]

    yield make
    for one in made:
        one.end()
        assert one.complaints == []


@pytest.fixture
def reader() -> Iterator[Reader]:
    """Somebody who reads pages in this process, on a Monday at ten in Berlin."""
    with reading() as found:
        yield found

"""Somebody who reads pages and sends forms without a browser, at a told hour, in this process.

All of it happens in one thread of its own: a diary belongs to the thread that opened it, and the
browser of other tests keeps a loop running in the main one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx

from selfcare.app.page_door import START
from selfcare.config.paths import folders
from selfcare.page.admission import Admission
from selfcare.page.application import application
from selfcare.page.home import Home
from selfcare.page.presence import Presence
from tests.cli.command_line import BERLIN, at
from tests.fakes import ToldClock

PORT = 12345
ORIGIN = f"http://127.0.0.1:{PORT}"
Fields = Mapping[str, str | Sequence[str]]


@dataclass
class Reader:
    """A browser without eyes. Its diary is the one that commands of the same test use."""

    clock: ToldClock = field(default_factory=lambda: ToldClock(at(10), BERLIN))

    def __post_init__(self) -> None:
        self.home = Home(folders(), self.clock)
        self.admission = Admission("the key", self.clock.monotonic)
        self.presence = Presence(self.clock.monotonic)
        self.app = application(self.home, self.admission, self.presence, PORT)
        self.cookies = httpx.Cookies()
        self._thread = ThreadPoolExecutor(1)
        self.admission.expect("word")
        self.get(f"{START}word")

    def get(self, path: str, **headers: str) -> httpx.Response:
        """Look at a page."""
        return self._wait("GET", path, None, headers)

    def post(self, path: str, fields: Fields | None = None, **headers: str) -> httpx.Response:
        """Send a form as our own script does."""
        return self._wait("POST", path, fields or {}, {"Origin": ORIGIN, **headers})

    def text(self, path: str) -> str:
        """Return a page, which must be one."""
        answer = self.get(path)
        assert answer.status_code == 200, (path, answer.status_code, answer.text[:300])
        return answer.text

    def goes(self, path: str, fields: Fields | None = None) -> str:
        """Send a form that must be taken, and return where it leads."""
        answer = self.post(path, fields)
        assert answer.status_code == 200, (path, answer.status_code, answer.text[:300])
        leads: str = answer.json()["to"]
        return leads

    def refused(self, path: str, fields: Fields | None = None) -> str:
        """Send a form that cannot be taken, and return the sentence that says why."""
        answer = self.post(path, fields)
        assert answer.status_code == 422, (path, answer.status_code, answer.text[:300])
        said: str = answer.json()["said"]
        return said

    def close(self) -> None:
        """Close the diary."""
        self._thread.submit(self.home.close).result()
        self._thread.shutdown()

    def _wait(
        self, method: str, path: str, fields: Fields | None, headers: Mapping[str, str]
    ) -> httpx.Response:
        def in_thread() -> httpx.Response:
            return asyncio.run(self._send(method, path, fields, headers))

        return self._thread.submit(in_thread).result()

    async def _send(
        self, method: str, path: str, fields: Fields | None, headers: Mapping[str, str]
    ) -> httpx.Response:
        transport = httpx.ASGITransport(self.app)
        async with httpx.AsyncClient(
            transport=transport, base_url=ORIGIN, cookies=self.cookies
        ) as client:
            answer = await client.request(method, path, data=fields, headers=dict(headers))
            self.cookies = client.cookies
            return answer


@contextmanager
def reading(clock: ToldClock | None = None) -> Iterator[Reader]:
    """Give a reader, and close its diary afterwards."""
    found = Reader() if clock is None else Reader(clock)
    try:
        yield found
    finally:
        found.close()

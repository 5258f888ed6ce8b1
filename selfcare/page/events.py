"""A connection that stays open, over which the page process tells a tab what has changed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Final

import msgspec
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

HEARTBEAT: Final = 15.0
"""Seconds without news after which an empty line shows that the connection lives."""
_SIGN: Final = b":\n\n"


class Tab:
    """One tab that listens, and what is still to be told to it."""

    def __init__(self) -> None:
        self._news: asyncio.Queue[bytes] = asyncio.Queue()

    def tell(self, what: msgspec.Struct) -> None:
        """Tell the tab a value, as JSON."""
        # JSON holds no line breaks of its own, so one line of data is enough.
        self._news.put_nowait(b"data: " + msgspec.json.encode(what) + b"\n\n")

    async def told(self) -> AsyncIterator[bytes]:
        """Yield what there is to tell, as server-sent events."""
        yield _SIGN
        while True:
            try:
                yield await asyncio.wait_for(self._news.get(), HEARTBEAT)
            except TimeoutError:
                yield _SIGN


class Events(StreamingResponse):
    """The answer that stays open: `enter` is called with its tab, and what that returns at its end.

    Whatever ends the connection, its tab is known to be gone at once.
    """

    media_type = "text/event-stream"

    def __init__(self, enter: Callable[[Tab], Callable[[], None]]) -> None:
        self._enter = enter
        self._tab = Tab()
        super().__init__(self._tab.told())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Tell until the tab is gone."""
        leave = self._enter(self._tab)
        try:
            await super().__call__(scope, receive, send)
        finally:
            leave()

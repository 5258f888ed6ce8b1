"""The connection over which a tab is told what has changed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pytest
from msgspec import Struct
from starlette.types import Message

from selfcare.page import events
from selfcare.page.events import Events, Tab

Found = TypeVar("Found")


class News(Struct):
    what: str


def in_a_loop_of_its_own(act: Callable[[], Coroutine[Any, Any, Found]]) -> Found:
    """Run where no browser of another test keeps a loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(act())).result()


async def received(tab: Tab, count: int) -> list[bytes]:
    found: list[bytes] = []
    async for part in tab.told():
        found.append(part)
        if len(found) == count:
            break
    return found


def test_news_come_in_order_as_one_line_of_json() -> None:
    async def acting() -> list[bytes]:
        tab = Tab()
        tab.tell(News("one\nline"))
        tab.tell(News("two"))
        return await received(tab, 3)

    assert in_a_loop_of_its_own(acting) == [
        b":\n\n",
        b'data: {"what":"one\\nline"}\n\n',
        b'data: {"what":"two"}\n\n',
    ]


def test_without_news_a_sign_shows_that_the_connection_lives(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(events, "HEARTBEAT", 0.01)

    assert in_a_loop_of_its_own(lambda: received(Tab(), 3)) == [b":\n\n"] * 3


def test_a_tab_that_goes_away_is_known_to_be_gone_at_once() -> None:
    log: list[str] = []

    def enter(tab: Tab) -> Callable[[], None]:
        log.append("here")
        tab.tell(News("one"))
        return lambda: log.append("gone")

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        log.append(message["type"])

    scope = {"type": "http", "asgi": {"spec_version": "2.3"}}
    in_a_loop_of_its_own(lambda: Events(enter)(scope, receive, send))

    assert log[0] == "here"
    assert log[-1] == "gone"

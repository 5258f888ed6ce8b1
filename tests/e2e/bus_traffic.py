"""Listens on a session bus to everything that is said about notifications, letter by letter."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pytest
from dbus_fast import Message, MessageType
from dbus_fast.aio import MessageBus

INTERFACE = "org.freedesktop.Notifications"
BUS = "org.freedesktop.DBus"
PATIENCE = 40.0

Found = TypeVar("Found")


@dataclass(frozen=True)
class Notified:
    """Somebody had a notification shown; `at` in monotonic seconds, `timeout` in milliseconds."""

    at: float
    title: str
    body: str
    actions: tuple[str, ...]
    hints: dict[str, Any]
    timeout: int


@dataclass(frozen=True)
class Closed:
    """A notification is gone: 1 expired, 2 dismissed by the user, 3 taken away by its owner."""

    at: float
    id: int
    reason: int


@dataclass
class BusTraffic:
    """What was said so far; the lists only grow."""

    notified: list[Notified] = field(default_factory=list)
    changed: list[Notified] = field(default_factory=list)
    closed: list[Closed] = field(default_factory=list)
    invoked: list[tuple[int, str]] = field(default_factory=list)
    taken_away: list[int] = field(default_factory=list)
    called: list[str] = field(default_factory=list)
    _owner: str = ""
    _said: threading.Condition = field(default_factory=threading.Condition)

    @classmethod
    @contextmanager
    def listen(cls, address: str) -> Iterator[BusTraffic]:
        """Listen for as long as the context lasts."""
        traffic = cls()
        ready = threading.Event()
        ends: list[Callable[[], object]] = []

        async def listening() -> None:
            end = asyncio.Event()
            bus = await MessageBus(bus_address=address).connect()
            bus.add_message_handler(traffic._hear)
            await bus.call(_call("BecomeMonitor", "asu", [[], 0], f"{BUS}.Monitoring"))
            loop = asyncio.get_running_loop()
            ends.append(lambda: loop.call_soon_threadsafe(end.set))
            ready.set()
            await end.wait()
            bus.disconnect()
            # A bus that was killed meanwhile takes no farewell.
            with suppress(Exception):
                await bus.wait_for_disconnect()  # type: ignore[no-untyped-call] # the library's gap

        thread = threading.Thread(target=lambda: asyncio.run(listening()), daemon=True)
        thread.start()
        assert ready.wait(PATIENCE), "the bus cannot be listened to"
        try:
            yield traffic
        finally:
            ends[0]()
            thread.join(PATIENCE)

    def has_server(self) -> bool:
        """Return whether somebody on the bus shows notifications."""
        return bool(self._owner)

    def wait(
        self, ask: Callable[[BusTraffic], Found | None], seconds: float = PATIENCE, what: str = ""
    ) -> Found:
        """Return the first answer of `ask` that is neither None, False nor empty."""
        deadline = time.monotonic() + seconds
        with self._said:
            while True:
                answer = ask(self)
                if answer:
                    return answer
                left = deadline - time.monotonic()
                if left <= 0:
                    pytest.fail(f"waited {seconds:.0f} s in vain for {what}; heard {self}")
                self._said.wait(left)

    def wait_for_notification(self, number: int = 1) -> Notified:
        """Return the notification `number`, from 1, that was asked for on this bus."""
        return self.wait(lambda t: t.notified[number - 1 :][:1], what="a notification")[0]

    def wait_for_close(self, number: int = 1) -> Closed:
        """Return the close `number`, from 1."""
        return self.wait(lambda t: t.closed[number - 1 :][:1], what="a close")[0]

    def _hear(self, said: Message) -> bool:
        with self._said:
            if said.member == "NameOwnerChanged" and said.body[0] == INTERFACE:
                self._owner = said.body[2]
                self._said.notify_all()
                return False
            if said.interface == INTERFACE and said.message_type is MessageType.METHOD_CALL:
                self.called.append(said.member or "")
            if said.interface == INTERFACE and said.member == "Notify":
                _, replaced, _, title, body, actions, hints, timeout = said.body
                plain = {name: value.value for name, value in hints.items()}
                asked = Notified(time.monotonic(), title, body, tuple(actions), plain, timeout)
                (self.changed if replaced else self.notified).append(asked)
            elif said.interface == INTERFACE and said.member == "NotificationClosed":
                if said.signature == "uu":
                    self.closed.append(Closed(time.monotonic(), *said.body))
            elif said.interface == INTERFACE and said.member == "CloseNotification":
                self.taken_away.append(said.body[0])
            elif said.interface == INTERFACE and said.signature == "us":
                self.invoked.append((said.body[0], said.body[1]))
            self._said.notify_all()
        # A listener that answers what it overhears is thrown off the bus.
        return said.message_type is MessageType.METHOD_CALL


def _call(member: str, signature: str, body: list[Any], interface: str = BUS) -> Message:
    return Message(
        destination=BUS,
        path="/org/freedesktop/DBus",
        interface=interface,
        member=member,
        signature=signature,
        body=body,
    )

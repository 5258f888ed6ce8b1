"""Questions to programs on the session bus and the system bus of a Linux desktop.

Nothing is ever started by asking, and no question waits longer than a second.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from selfcare import desktop_bus
from selfcare.presence.sensing import NotHere

if TYPE_CHECKING:
    from dbus_fast.aio import MessageBus

LONGEST_ANSWER: Final = 1.0
"""Seconds."""


class Question(Struct, frozen=True):
    """A call of a method, or, without arguments of its own, a look at a property."""

    name: str
    path: str
    interface: str
    member: str
    is_property: bool = False
    signature: str = ""
    values: tuple[object, ...] = ()


def answer(question: Question, *, system: bool = False) -> object:
    """Return the first value of the answer; raise NotHere where nobody answers."""
    return answers((question,), system=system)[0]


def answers(questions: tuple[Question, ...], *, system: bool = False) -> list[object]:
    """Return the answers to several questions; raise NotHere where one stays unanswered."""
    try:
        return asyncio.run(_answers(questions, system=system))
    except NotHere:
        raise
    except TimeoutError as error:
        raise NotHere(f"no answer within {LONGEST_ANSWER:g} s") from error
    except Exception as error:
        # The library promises no closed list of what a wrong address or a dead bus raises.
        raise NotHere(f"the bus cannot be used: {error}") from error


async def _answers(questions: tuple[Question, ...], *, system: bool) -> list[object]:
    async with asyncio.timeout(LONGEST_ANSWER):
        bus = await desktop_bus.connect(system=system)
        try:
            return [await _ask(bus, question) for question in questions]
        finally:
            await desktop_bus.leave(bus)


async def _ask(bus: MessageBus, question: Question) -> object:
    from dbus_fast import Message, MessageFlag, Variant  # noqa: PLC0415 - heavy, only on Linux

    if question.is_property:
        asked = Message(
            destination=question.name,
            path=question.path,
            interface="org.freedesktop.DBus.Properties",
            member="Get",
            signature="ss",
            body=[question.interface, question.member],
            flags=MessageFlag.NO_AUTOSTART,
        )
    else:
        asked = Message(
            destination=question.name,
            path=question.path,
            interface=question.interface,
            member=question.member,
            signature=question.signature,
            body=list(question.values),
            flags=MessageFlag.NO_AUTOSTART,
        )
    reply = await bus.call(asked)
    if reply is None or reply.error_name or not reply.body:
        raise NotHere(f"{question.name}: {reply.error_name if reply else 'no reply'}")
    value: Any = reply.body[0]
    return value.value if isinstance(value, Variant) else value

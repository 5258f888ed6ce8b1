"""What the daemon tells a prompter child: one line of JSON on its standard input.

The daemon then keeps that pipe open. Closing it, or dying, takes the notification away.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from selfcare.domain.prompt import Answer
from selfcare.domain.settings import NotifierChoice, OpensIn

Seconds = Annotated[int, Meta(ge=1)]


class OrderButton(Struct, frozen=True):
    """A button: what it answers, and its label in the user's language."""

    answer: Answer
    label: str


class Steps(Struct, frozen=True, kw_only=True):
    """The second notification, where no window can be opened: the steps, or where to go on.

    It stays for `seconds`, the time the routine takes, unless the user closes it.
    """

    title: str
    body: str
    seconds: Seconds


class PromptOrder(Struct, frozen=True, kw_only=True):
    """One prompt to show; all texts are in the user's language already.

    `click` is what a click on the notification itself answers, None where it answers nothing.
    """

    prompt: str
    round: int
    title: str
    body: str
    seconds_until_expiry: Seconds
    buttons: tuple[OrderButton, ...] = ()
    click: Answer | None = Answer.START
    sound: bool = False
    notifier: NotifierChoice = NotifierChoice.AUTO
    opens_in: OpensIn = OpensIn.BROWSER
    steps: Steps | None = None


def write_order(order: PromptOrder) -> bytes:
    """Return the order as one line, its newline included."""
    return msgspec.json.encode(order) + b"\n"


def read_order(line: bytes) -> PromptOrder:
    """Return the order in `line`, or raise msgspec.DecodeError."""
    return msgspec.json.decode(line, type=PromptOrder)

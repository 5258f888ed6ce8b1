"""One real notification, shown only to see which notifier takes it and why others do not."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Iterator
from typing import Final

import msgspec
from msgspec import Struct

from selfcare.app.say import words
from selfcare.app.system import own_command
from selfcare.domain.message import Message, message
from selfcare.domain.prompt import Answer
from selfcare.domain.settings import NotifierChoice, Prompts
from selfcare.notify.chain import candidates, show_first
from selfcare.notify.notifier import Ability, Button, Card, CardEvent, NotShown

TIMEOUT_SECONDS = 10
LONGEST: Final = 60.0
"""Seconds until a child that tries all of them is no longer waited for."""


class Trial(Struct, frozen=True):
    """Who took the notification (None when nobody did), what comes back, and why others failed."""

    notifier: NotifierChoice | None
    abilities: frozenset[Ability]
    failures: tuple[str, ...]


def try_notification(settings: Prompts) -> Trial:
    """Show a notification in the way prompts are shown, and return at once."""
    card = Card(
        title=words("selfcare: a test"),
        body=words("If you can read this, prompts will reach you. It goes away by itself."),
        timeout_seconds=TIMEOUT_SECONDS,
        buttons=(Button(Answer.CLOSED, words("Fine")),),
        sound=settings.sound,
    )
    try:
        delivery = asyncio.run(show_first(card, candidates(settings.notifier), _ignore))
    except NotShown as error:
        return Trial(None, frozenset(), tuple(error.why.split("; ")))
    return Trial(delivery.shown.notifier, delivery.shown.abilities, delivery.failures)


async def try_in_a_child() -> Trial:
    """Show a notification as prompts are shown: from a process of its own, which may fail alone."""
    try:
        child = await asyncio.create_subprocess_exec(
            *own_command("notify-test", "--json"),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        return Trial(None, frozenset(), (str(error),))
    try:
        said, _ = await asyncio.wait_for(child.communicate(), LONGEST)
        return msgspec.json.decode(said, type=Trial)
    except TimeoutError:
        child.kill()
        await child.wait()
        return Trial(None, frozenset(), (f"no answer within {LONGEST:.0f} seconds",))
    except msgspec.MsgspecError as error:
        return Trial(None, frozenset(), (str(error),))


def trial_words(found: Trial) -> Iterator[Message]:
    """Yield what became of the test, for somebody who has a page before them."""
    if found.notifier is None:
        yield message(
            "No notification could be shown from here. Nothing is lost by that: what is due waits"
            " on the page “Today” until you look."
        )
        yield message(
            "The settings of your desktop may keep notifications of programs back. Once they let"
            " them through, this test can be repeated."
        )
        return
    yield message("Your desktop has taken a test notification. It goes away by itself.")
    if Ability.BUTTONS not in found.abilities:
        yield message("It shows no buttons here; whatever you would answer is on the page “Today”.")
    yield message(
        "If you saw nothing, “do not disturb” may be on, or notifications are kept back in the"
        " settings of your desktop. What is due waits on the page “Today” in any case."
    )


def _ignore(_event: CardEvent) -> None:
    """Let a press go by: a test asks nothing."""

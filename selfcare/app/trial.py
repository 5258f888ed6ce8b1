"""One real notification, shown only to see which notifier takes it and why others do not."""

from __future__ import annotations

import asyncio

from msgspec import Struct

from selfcare.app.say import words
from selfcare.domain.prompt import Answer
from selfcare.domain.settings import NotifierChoice, Prompts
from selfcare.notify.chain import candidates, show_first
from selfcare.notify.notifier import Ability, Button, Card, CardEvent, NotShown

TIMEOUT_SECONDS = 10


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


def _ignore(_event: CardEvent) -> None:
    """Let a press go by: a test asks nothing."""

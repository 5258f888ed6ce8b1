"""What every notifier is: it shows a card, or says loudly that it could not.

The one rule: `show` returns only when the card was handed over; every other end is `NotShown`.
Handed over is not seen: only an answer proves that somebody looked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from selfcare.domain.prompt import Answer
from selfcare.domain.settings import NotifierChoice


@dataclass(frozen=True, slots=True)
class Button:
    """A button: what pressing it answers, and what stands on it in the user's language."""

    answer: Answer
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What is to be shown, in the user's language.

    The body makes sense without the buttons, since many desktops show none. After
    `timeout_seconds` (at least 1) the desktop takes the card away, even when we are gone by then.
    """

    title: str
    body: str
    timeout_seconds: int
    buttons: tuple[Button, ...] = ()
    sound: bool = False


@dataclass(frozen=True, slots=True)
class Pressed:
    """The user pressed a button."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class Clicked:
    """The user clicked the card itself."""


@dataclass(frozen=True, slots=True)
class Dismissed:
    """The user closed the card. A card that merely ran out of time is not reported at all."""


@dataclass(frozen=True, slots=True)
class Gone:
    """The card left the screen with whoever showed it; `why` is a technical sentence."""

    why: str


CardEvent = Pressed | Clicked | Dismissed | Gone
OnEvent = Callable[[CardEvent], None]


class Ability(StrEnum):
    """What a notifier can do besides showing text."""

    BUTTONS = "buttons"
    CLICK = "click"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Shown:
    """A card was handed over, by whom, and what can come back from it."""

    notifier: NotifierChoice
    abilities: frozenset[Ability] = frozenset()


class NotShown(Exception):
    """The card did not reach the user; `why` is a technical sentence for `doctor`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Unanswered(NotShown):
    """Whoever shows cards here is silent; an order that was given may yet be carried out.

    Another way to the same one would only wait once more, or bring a second card.
    """


class Standing(StrEnum):
    """What a probe found: it works, it does not, or nobody ever tried it on such a computer."""

    WORKS = "works"
    FAILS = "fails"
    UNTRIED = "untried"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a notifier can do on this computer; `detail` is a technical sentence for `doctor`."""

    notifier: NotifierChoice
    standing: Standing
    detail: str
    abilities: frozenset[Ability] = frozenset()


class Notifier(Protocol):
    """One way to reach the user. An instance shows one card at a time."""

    @property
    def choice(self) -> NotifierChoice:
        """The name it has in the settings."""

    async def probe(self) -> Finding:
        """Say what works here without showing anything; never raises, never hangs."""

    async def show(self, card: Card, on_event: OnEvent) -> Shown:
        """Show the card and return, or raise NotShown. Events come later, on the same loop."""

    async def close(self) -> None:
        """Take the card away where that can be done; harmless when it is gone already."""

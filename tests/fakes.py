"""Stand-ins for the edges: a clock that is told, and a prompter that only remembers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo

from msgspec.structs import replace

from selfcare.app.context import Context
from selfcare.app.prompt_order import PromptOrder
from selfcare.daemon.children import Child
from selfcare.domain.calendar import CalendarReading
from selfcare.domain.facts import PromptNotShown, PromptShown
from selfcare.domain.presence import Presence, Seen
from selfcare.planning.notices import News


@dataclass
class ToldClock:
    """A clock that stands still until it is told to go on. `wall_shift` is how wrong it is."""

    at: datetime
    there: tzinfo = UTC
    wall_shift: timedelta = timedelta()
    awake: float = 0.0

    def now(self) -> datetime:
        return self.at + self.wall_shift

    def monotonic(self) -> float:
        return self.awake

    def zone(self) -> tzinfo:
        return self.there

    def pass_by(self, time: timedelta) -> None:
        """Let time go by with the computer awake."""
        self.at += time
        self.awake += time.total_seconds()

    def sleep_through(self, time: timedelta) -> None:
        """Let time go by with the computer asleep: the steady clock stands still."""
        self.at += time


@dataclass
class ToldCalendars:
    """Calendars that say what they are told to say."""

    readings: tuple[CalendarReading, ...] = ()
    to_tell: tuple[News, ...] = ()


@dataclass
class RememberedChild:
    """A child that lives until it is closed."""

    order: PromptOrder
    closed: bool = False
    code: int | None = None

    def ended(self) -> int | None:
        return self.code

    def close(self) -> None:
        self.closed = True
        self.code = 0

    def wait(self, seconds: float) -> None:
        assert seconds > 0
        self.code = 0


@dataclass
class RememberingPrompter:
    """Remembers what it was to show, and notes it in the diary as the real child does."""

    context: Context
    works: bool = True
    shown: list[tuple[datetime, PromptOrder]] = field(default_factory=list)
    tried: list[datetime] = field(default_factory=list)
    children: list[RememberedChild] = field(default_factory=list)

    def start(self, order: PromptOrder) -> Child:
        child = RememberedChild(order)
        self.children.append(child)
        self.tried.append(self.context.now())
        if self.works:
            self.shown.append((self.context.now(), order))
            self.context.note(PromptShown(order.prompt, order.round, "remembered"))
        else:
            self.context.note(PromptNotShown(order.prompt, order.round, "no screen here"))
            child.code = 4
        return child

    @property
    def on_screen(self) -> list[RememberedChild]:
        return [child for child in self.children if child.code is None]


@dataclass
class ToldSenses:
    """Sensors that answer at once what they are told to, and remember when they were asked."""

    presence: Presence = field(default_factory=Presence)
    left_at: datetime | None = None
    """When the user last touched keyboard or mouse, while nobody is there."""
    asked: list[datetime] = field(default_factory=list)
    asking: bool = False
    latest: Seen | None = None

    def ask(self, now: datetime) -> None:
        self.asked.append(now)
        found = self.presence
        if self.left_at is not None:
            found = replace(found, idle_seconds=int((now - self.left_at).total_seconds()))
        self.latest = Seen(now, found)

    def seen(self, now: datetime) -> Seen | None:  # noqa: ARG002 - the protocol asks for it
        return self.latest

"""What the diary says of alarming symptoms: what is suspended, and whether the gate comes first.

The one rule: only "I have been checked" or a corrected tick ends what E or U suspended; no time
does (domain handbook 3.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from operator import attrgetter
from typing import Final

from msgspec import Struct

from selfcare.domain.checkin import CheckIn
from selfcare.domain.facts import (
    AlarmRaised,
    Checked,
    CheckedIn,
    Entry,
    FlareBegan,
    GateAnswered,
    GateOpened,
    Resumed,
    Screened,
    SessionEnded,
    TickedByMistake,
)
from selfcare.domain.gate import merged, opens_gate, with_more
from selfcare.domain.message import message
from selfcare.domain.prompt import Asks, HeldBack, Prompt, PromptKind
from selfcare.domain.red_flags import Cause, Flag, Level, highest
from selfcare.domain.screening import Tag
from selfcare.domain.stopping import LEVELS, StopLevel

ALARM_FACTS: Final = frozenset(
    {
        AlarmRaised,
        Checked,
        CheckedIn,
        FlareBegan,
        GateAnswered,
        GateOpened,
        Resumed,
        Screened,
        SessionEnded,
        TickedByMistake,
    }
)
"""The kinds of fact that `read_alarm` looks at."""


OF_CHECK_INS: Final = frozenset({Cause.AURA, Cause.KNOWN_RISK, Cause.NECK_PAIN})
"""Causes that follow from what a check-in says, not from a tick on the gate or a stop."""
REST_UNTIL_CHECKED: Final = message(
    "Routines rest until you have been checked. Once you have: selfcare checked"
)
GATE_FIRST: Final = message(
    "A few questions about alarming symptoms come first. To see them: selfcare alarm"
)
QUIET_DAY: Final = message("You asked for a quiet day.")


class AlarmState(Struct, frozen=True, kw_only=True):
    """What is in force. `raised` are the alarms that nobody has ended.

    `gate` is the day about which the gate must be answered first, None where it need not;
    `after_stop` whether a stop opened it, so that "none of these" means U; `mistaken` whether a
    mistaken tick did. `ticked` are the flags last ticked about a day, `said` is what was said of a
    day since the user was checked, `flare` the latest day asked to be quiet, `rested` until when
    prompts last rested, and why.
    """

    raised: tuple[AlarmRaised, ...] = ()
    gate: date | None = None
    after_stop: bool = False
    mistaken: bool = False
    ticked: Mapping[date, tuple[Flag, ...]] = {}
    said: Mapping[date, CheckIn] = {}
    flare: date | None = None
    flare_at: datetime | None = None
    rested: tuple[datetime, HeldBack] | None = None

    @property
    def level(self) -> Level | None:
        """E or U where one of them is in force."""
        if not self.raised:
            return None
        return highest(one.level for one in self.raised if one.level.suspends)

    @property
    def suspended(self) -> bool:
        """Whether all routines, the outlook and tips rest."""
        return self.mistaken or self.level is not None

    @property
    def resting(self) -> bool:
        """Whether no routine may come: suspended, or the gate waits for an answer."""
        return self.suspended or self.gate is not None

    @property
    def neck_locked(self) -> bool:
        """Whether routines of the neck rest until the user has been checked (row 9 of 6)."""
        return any(one.cause is Cause.NECK_PAIN for one in self.raised)

    def silences(self, prompt: Prompt) -> bool:
        """Return whether a prompt must not come, or go on, now.

        Diary and questions stay open; on a quiet day only the check-in that follows it comes.
        """
        if prompt.kind is PromptKind.NOTICE:
            return False
        if self.flare == prompt.day and prompt.asks is not Asks.AGAIN and prompt.kind.counts:
            return True
        if prompt.kind.offers_routine:
            return self.resting
        return self.suspended and prompt.kind is PromptKind.HEADS_UP


CALM: Final = AlarmState()


def read_alarm(entries: Iterable[Entry]) -> AlarmState:
    """Return what is in force after `entries`, in whatever order they come."""
    state = _Reading()
    # By type first: in a long diary most entries are none of these.
    found = (entry for entry in entries if type(entry.fact) in ALARM_FACTS)
    for entry in sorted(found, key=attrgetter("id")):
        state.take(entry)
    return AlarmState(
        raised=tuple(state.raised),
        gate=state.gate,
        after_stop=state.after_stop,
        mistaken=state.mistaken,
        ticked=state.ticked,
        said=state.said,
        flare=state.flare,
        flare_at=state.flare_at,
        rested=state.rested,
    )


class _Reading:
    """The alarm state while the diary is being read."""

    def __init__(self) -> None:
        self.raised: list[AlarmRaised] = []
        self.gate: date | None = None
        self.after_stop = self.mistaken = False
        self.ticked: dict[date, tuple[Flag, ...]] = {}
        self.flare: date | None = None
        self.flare_at: datetime | None = None
        self.rested: tuple[datetime, HeldBack] | None = None
        self.said: dict[date, CheckIn] = {}
        self._tags: frozenset[Tag] = frozenset()
        self._stops: set[date] = set()
        """Days with a stop after which "none of these" means U."""
        self._check_ins: dict[date, dict[int, CheckIn]] = {}

    def take(self, entry: Entry) -> None:
        match entry.fact:
            case Screened(screening=screening):
                self._tags = screening.tags
            case CheckedIn() as fact:
                self._checked_in(entry, fact)
            case SessionEnded(stopped=reason) if reason is not None:
                if LEVELS[reason] is StopLevel.URGENT:
                    self._stops.add(entry.day)
                    self.gate, self.after_stop = entry.day, True
            case GateOpened(on=on, after_stop=after_stop):
                if after_stop:
                    self._stops.add(on)
                self.gate, self.after_stop = on, self.after_stop or after_stop
            case GateAnswered(flags=flags, on=on):
                self.ticked[on] = flags
                # An answer about an earlier day says nothing of what came since.
                if self.gate is not None and on >= self.gate:
                    self.rested = (entry.at, HeldBack.GATE_FIRST)
                if self.gate is None or on >= self.gate:
                    self.gate, self.after_stop, self.mistaken = None, False, False
            case AlarmRaised() as alarm:
                self.raised.append(alarm)
            case TickedByMistake(on=on, said=said):
                self._take_back(on, said=said)
            case Checked():
                self.rested = (entry.at, HeldBack.CHECKED_FIRST)
                self.raised, self.gate = [], None
                self.after_stop = self.mistaken = False
                self._stops.clear()
                for known in (self.ticked, self.said, self._check_ins):
                    known.clear()
            case FlareBegan(on=on):
                self.flare, self.flare_at = on, entry.at
            case Resumed():
                if self.flare is not None:
                    self.rested = (entry.at, HeldBack.QUIET_DAY)
                self.flare = self.flare_at = None
            case _:
                pass

    def _take_back(self, on: date, *, said: bool) -> None:
        """Take back what was ticked about a day: the flags, or where there were none, the stop."""
        flags = bool(set(self.ticked.pop(on, ())) - {Flag.NONE})
        flags = flags or any((one.on, one.cause) == (on, Cause.FLAGS) for one in self.raised)
        ticked = Cause.FLAGS if flags else Cause.STOP
        if ticked is Cause.STOP:
            self._stops.discard(on)
        gone = {ticked} | (OF_CHECK_INS if said else set())
        taken_back = [one for one in self.raised if one.on == on and one.cause in gone]
        self.mistaken = self.mistaken or any(one.level.suspends for one in taken_back)
        self.raised = [one for one in self.raised if one not in taken_back]
        self.gate = max(on, self.gate or on)
        self.after_stop = self.gate in self._stops

    def _checked_in(self, entry: Entry, fact: CheckedIn) -> None:
        day = fact.check_in.day
        noted = self._check_ins.setdefault(day, {})
        before = self.said.get(day)
        if fact.replaces in noted:
            # A correction stands where the corrected one stood.
            noted = {
                entry.id if number == fact.replaces else number: one
                for number, one in noted.items()
            }
            self._check_ins[day] = noted
        noted[entry.id] = fact.check_in
        if fact.replaces is not None:
            so_far = merged(noted.values()) or fact.check_in
        else:
            so_far = fact.check_in if before is None else with_more(before, fact.check_in)
        self.said[day] = so_far
        if day == entry.day and opens_gate(fact.check_in, so_far, self._tags):
            self.gate = day

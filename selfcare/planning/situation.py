"""Where somebody stands at a moment, and what holds for every routine then (handbook 6).

The rows are looked at in one order; the first that holds decides which routine comes first, and
what the others forbid holds as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from msgspec import Struct

from selfcare.domain.attack import hurts, may_be_an_attack, may_be_coming, pain_now
from selfcare.domain.checkin import CheckIn, PainSide, Zone
from selfcare.domain.gate import is_different
from selfcare.domain.message import Message, message
from selfcare.domain.muscles import SCM, Muscle
from selfcare.domain.offer import Caps, Limits, MuscleLimit
from selfcare.domain.phases import MuscleState, Phases
from selfcare.domain.routine import Side
from selfcare.domain.treatment import resting_muscles
from selfcare.planning.alarm import GATE_FIRST, REST_UNTIL_CHECKED
from selfcare.planning.around import Around
from selfcare.planning.concerns import ACTIVE_FOR
from selfcare.planning.relief import paused_routines, worse_muscles
from selfcare.planning.signals.let_down import let_down
from selfcare.planning.signals.window import caps_on
from selfcare.planning.stops import limits_after_stops

PRESSURE_IN_PAIN: Final = 4
"""The most pressure while it hurts (domain handbook 6, row 7)."""


class Row(StrEnum):
    """A situation, in the order in which they are looked at (domain handbook 6)."""

    SUSPENDED = "suspended"
    GATE = "gate"
    ARM_OR_CHEST = "arm_or_chest"
    DIFFERENT = "different"
    NECK_PAIN = "neck_pain"
    ATTACK = "attack"
    EARLY_SIGNS = "early_signs"
    WINDOW = "window"
    STRESS = "stress"
    LET_DOWN = "let_down"
    PAIN = "pain"
    ACTIVE = "active"
    LATENT = "latent"


_NOTHING: Final[dict[Row, Message]] = {
    Row.SUSPENDED: REST_UNTIL_CHECKED,
    Row.GATE: GATE_FIRST,
    Row.ARM_OR_CHEST: message("There is no routine for pain in the arm or the chest."),
}
_GENTLE: Final[dict[Row, Message]] = {
    Row.DIFFERENT: message(
        "You noted a headache unlike your usual ones, so only breathing and rest come today."
    ),
    Row.ATTACK: message("By what you noted today, rest comes before any exercise."),
}
_NECK: Final = message(
    "Your neck rests until a doctor has looked at the pain you noted. Afterwards: selfcare checked"
)
_BECAUSE_OF_SIGNS: Final = message("one of your headaches may be on its way")
_BECAUSE_OF_PAIN: Final = message("it hurts at the moment")
_BECAUSE_UNKNOWN: Final = message("it is not noted what comes with the pain")
HIDDEN: Final = message("You have hidden it.")
REASONS: Final[dict[Row, Message]] = {
    Row.EARLY_SIGNS: message("By what you noted, one may be on its way; nothing is pressed."),
    Row.WINDOW: message("Pressing is kept lighter at the moment."),
    Row.STRESS: message("It is a stressful day, so breaks are short and nothing is pressed."),
    Row.LET_DOWN: message("It is the morning after a stressful time, so winding down comes first."),
    Row.NECK_PAIN: _NECK,
    **_NOTHING,
    **_GENTLE,
}
"""Why a row changes what is offered, where it does."""


class Situation(Struct, frozen=True, kw_only=True):
    """The rows that hold, the first one deciding, and what they forbid.

    `zones` and `side` are where it hurts, today or as asked; `pain` is 0 to 10, None where it hurts
    and nobody knows how much.
    """

    rows: tuple[Row, ...]
    limits: Limits = Limits()
    phases: Phases = Phases()
    zones: tuple[Zone, ...] = ()
    side: PainSide | None = None
    pain: int | None = 0

    @property
    def row(self) -> Row:
        """The row that decides."""
        return self.rows[0]

    @property
    def reasons(self) -> tuple[Message, ...]:
        """What the user may read of it, the deciding row first."""
        return tuple(REASONS[row] for row in self.rows if row in REASONS)


def situation_at(
    at: datetime,
    around: Around,
    *,
    zones: tuple[Zone, ...] = (),
    side: PainSide | None = None,
) -> Situation:
    """Return the situation at the instant `at`.

    What was said of today's pain holds for today only. `zones` and `side` ask what would fit
    there, in place of what was noted.
    """
    day = at.astimezone(around.zone).date()
    said = around.body.said if day == around.today else None
    rows = tuple(_rows(day, around, said, zones))
    there = zones or (() if said is None or not hurts(said) else said.zones)
    which = side or (None if said is None or not hurts(said) else said.side)
    return Situation(
        rows=rows,
        limits=Limits(
            caps=tuple(_caps(day, around, said, rows)),
            muscles=tuple(_muscles(at, day, around, rows)),
            nothing=next((_NOTHING[row] for row in rows if row in _NOTHING), None),
            gentle=next((_GENTLE[row] for row in rows if row in _GENTLE), None),
            neck=_NECK if Row.NECK_PAIN in rows else None,
            routines=dict(_routines(at, around)),
            first={PainSide.LEFT: Side.LEFT, PainSide.RIGHT: Side.RIGHT}.get(
                which or PainSide.BOTH
            ),
        ),
        phases=around.body.phases,
        zones=there,
        side=which,
        pain=0 if said is None else pain_now(said),
    )


def _rows(
    day: date, around: Around, said: CheckIn | None, asked: tuple[Zone, ...]
) -> Iterator[Row]:
    alarm = around.history.alarm
    if alarm.suspended:
        yield Row.SUSPENDED
    if alarm.gate is not None:
        yield Row.GATE
    if Zone.ARM_OR_CHEST in (*asked, *(said.zones if said is not None else ())):
        yield Row.ARM_OR_CHEST
    since = alarm.said.get(day) if said is not None else None
    if since is not None and is_different(since):
        yield Row.DIFFERENT
    if alarm.neck_locked:
        yield Row.NECK_PAIN
    if (said is not None and may_be_an_attack(said)) or alarm.flare == day:
        yield Row.ATTACK
    if said is not None and may_be_coming(said):
        yield Row.EARLY_SIGNS
    if around.cycle.flag(day) is not None:
        yield Row.WINDOW
    if around.stressful_on(day) or day in around.high:
        yield Row.STRESS
    if said is not None and said.stiffness is not None and any(let_down(day, around)):
        yield Row.LET_DOWN
    if said is not None and hurts(said):
        yield Row.PAIN
    yield Row.ACTIVE if around.body.phases.active else Row.LATENT


def _routines(at: datetime, around: Around) -> Iterator[tuple[str, Message]]:
    """Yield the routines that are not offered, and why; what lasts longest is said."""
    for routine, end in paused_routines(around.history.sessions, at).items():
        yield (
            routine,
            message(
                "After three of its last five sessions you noted more pain than before, so it"
                " rests until {day}.",
                day=end.astimezone(around.zone).date().isoformat(),
            ),
        )
    yield from ((routine, HIDDEN) for routine in around.history.hidden)


def _caps(day: date, around: Around, said: CheckIn | None, rows: tuple[Row, ...]) -> Iterator[Caps]:
    if Row.WINDOW in rows:
        yield caps_on(day, around)
    if Row.EARLY_SIGNS in rows:
        yield Caps(at_most=0, why=_BECAUSE_OF_SIGNS)
    if Row.PAIN in rows and said is not None:
        known = said.symptoms is not None
        yield Caps(
            at_most=PRESSURE_IN_PAIN if known else 0,
            why=_BECAUSE_OF_PAIN if known else _BECAUSE_UNKNOWN,
        )


def _muscles(
    at: datetime, day: date, around: Around, rows: tuple[Row, ...]
) -> Iterator[tuple[Muscle, MuscleLimit]]:
    """Yield what holds for single muscles."""
    sessions = around.history.sessions
    yield from _in_pain(rows)
    yield from ((muscle, _TREATED) for muscle in resting_muscles(around.body.treatments, day))
    yield from _active_too_long(day, around)
    yield from ((muscle, _WORSE) for muscle in sorted(worse_muscles(sessions, at)))
    yield from ((muscle, _SPARED) for muscle in sorted(around.body.spared))
    yield from sorted(limits_after_stops(sessions, at).items())


_WORSE: Final = MuscleLimit(
    at_most=0, why=message("pressing there was followed by more pain three times of five")
)


_TREATED: Final = MuscleLimit(
    at_most=0, why=message("your therapist treated that muscle, and it is not pressed for two days")
)
_SPARED: Final = MuscleLimit(
    at_most=0,
    why=message(
        "your headache followed pressing there twice; it rests until a therapist has treated it"
    ),
)
_FOR_WEEKS: Final = MuscleLimit(at_most=0, why=message("it has hurt there for more than six weeks"))
_NOT_IN_PAIN: Final = MuscleLimit(at_most=0, why=_BECAUSE_OF_PAIN)


def _in_pain(rows: tuple[Row, ...]) -> Iterator[tuple[Muscle, MuscleLimit]]:
    if Row.PAIN in rows:
        yield from ((muscle, _NOT_IN_PAIN) for muscle in sorted(SCM))


def _active_too_long(day: date, around: Around) -> Iterator[tuple[Muscle, MuscleLimit]]:
    phases = around.body.phases
    for muscle, since in phases.active_since.items():
        if phases.state(muscle) is MuscleState.ACTIVE and day - since > ACTIVE_FOR:
            yield muscle, _FOR_WEEKS

"""A routine: what a person does, step by step, with doses. One class per kind of step.

Dose ranges are those of the domain handbook 2.2 (holds K50-K53, contract-relax K58 Lewit &
Simons 1984, stretches K48 Tunwattanapong 2016). To add a kind of step, add its class here and
its name in `AnyStep`.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, ClassVar, Final

from msgspec import Meta, Struct

from selfcare.domain.moves import MoveName
from selfcare.domain.muscles import Muscle

CHANGE_SIDES_SECONDS: Final = 5
"""Time to change sides, part of every step done on each side."""


class Side(StrEnum):
    """Where a step is done. `each` is left, then right; `both` is both hands at once."""

    EACH = "each"
    BOTH = "both"
    LEFT = "left"
    RIGHT = "right"
    CENTER = "center"


def changes_sides(before: Side, after: Side) -> bool:
    """Return whether one side alone follows the other side alone."""
    return {before, after} == {Side.LEFT, Side.RIGHT}


class Setting(StrEnum):
    """Where a routine can be done; `desk` is seated and unobtrusive."""

    DESK = "desk"
    STANDING = "standing"
    PRIVATE = "private"
    LYING = "lying"


class Phase(StrEnum):
    """When a routine fits: calm muscles, sore muscles, any time, or during an attack."""

    LATENT = "latent"
    ACTIVE = "active"
    ANY = "any"
    ATTACK = "attack"


class Tool(StrEnum):
    """What a routine is done with. Guns, vibration and percussion are left out on purpose (K9)."""

    NONE = "none"
    FINGERS = "fingers"
    HAND = "hand"
    HANDS = "hands"
    BALL = "ball"
    TWO_BALLS = "two balls in a sock"
    HOOK = "hook"
    FINGERS_OR_HOOK = "fingers or hook"
    WARM_PACK = "warm pack"
    COLD_OR_WARM_PACK = "cold or warm pack"
    ELASTIC_BAND = "elastic band"


class Away(StrEnum):
    """What it means that nobody is at the computer when the routine falls due.

    `credit`: a rest as long as the routine counts as done; `pause`: it waits until somebody is
    back; `ignore`: it is shown anyway.
    """

    CREDIT = "credit"
    PAUSE = "pause"
    IGNORE = "ignore"


class Need(StrEnum):
    """What the screening must have shown before a routine is offered."""

    NECK_OK = "neck_ok"
    SCM_UNLOCKED = "scm_unlocked"


class Span(Struct, frozen=True):
    """A closed range of whole numbers."""

    low: int
    high: int

    def __contains__(self, number: int) -> bool:
        return self.low <= number <= self.high


Text = Annotated[str, Meta(min_length=1, max_length=600)]


class Step(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    """One thing to do. Subclasses are the kinds; their class values are the dose rules."""

    do: Annotated[Text, Meta(description="What to do, in plain words.")]
    muscles: Annotated[
        tuple[Muscle, ...],
        Meta(description="The muscles of this step; left out, those of the routine."),
    ] = ()
    side: Annotated[
        Side,
        Meta(description="each (left, then right), both (both hands), left, right or center."),
    ]
    seconds: Annotated[int, Meta(ge=1, le=900, description="Seconds for one repetition.")]
    reps: Annotated[int, Meta(ge=1, le=60, description="How many times.")] = 1
    rest: Annotated[int, Meta(ge=0, le=120, description="Seconds between repetitions.")] = 0
    pressure: Annotated[
        int,
        Meta(ge=0, le=10, description="Felt discomfort while pressing, 0 nothing to 10 worst."),
    ] = 0
    caution: Annotated[
        Annotated[str, Meta(max_length=600)] | None,
        Meta(description="What to look out for, shown with the step."),
    ] = None
    move: Annotated[
        MoveName | None,
        Meta(description="The move that is drawn; left out, what fits kind, muscles and tool."),
    ] = None

    gentle: ClassVar[bool] = False
    """True where nothing is pressed, resisted, stretched or moved."""
    presses: ClassVar[bool] = False
    resisted: ClassVar[bool] = False
    lengthens: ClassVar[bool] = False
    moves: ClassVar[bool] = False
    seconds_allowed: ClassVar[Span] = Span(1, 900)
    reps_allowed: ClassVar[Span] = Span(1, 60)
    pressure_allowed: ClassVar[Span] = Span(0, 0)

    @property
    def kind(self) -> str:
        """The name of the step's kind, as files write it."""
        return str(self.__struct_config__.tag)

    @property
    def seconds_per_side(self) -> int:
        """Seconds on one side: repetitions and the rests between them."""
        return self.seconds * self.reps + self.rest * (self.reps - 1)

    @property
    def total_seconds(self) -> int:
        """Seconds of the whole step, both sides and the change of sides included."""
        if self.side is Side.EACH:
            return 2 * self.seconds_per_side + CHANGE_SIDES_SECONDS
        return self.seconds_per_side

    @property
    def pressing_seconds(self) -> int:
        """Seconds under pressure on one side; 0 when nothing is pressed."""
        return self.seconds * self.reps if self.pressure > 0 else 0


class Press(Step, frozen=True, kw_only=True, tag="press"):
    """Steady pressure on a tender spot (K53; light and long rather than firm, K55 Hou 2002)."""

    presses = True
    seconds_allowed = Span(10, 90)
    reps_allowed = Span(1, 6)
    pressure_allowed = Span(1, 6)


class Glide(Step, frozen=True, kw_only=True, tag="glide"):
    """Slow strokes."""

    presses = True
    seconds_allowed = Span(3, 10)
    reps_allowed = Span(1, 6)
    pressure_allowed = Span(0, 3)


class Stretch(Step, frozen=True, kw_only=True, tag="stretch"):
    """A mild, held lengthening (K48)."""

    lengthens = True
    seconds_allowed = Span(10, 30)


class ContractRelax(Step, frozen=True, kw_only=True, tag="contract_relax"):
    """A light push against hand or wall, then letting go (K58)."""

    resisted = True
    seconds_allowed = Span(3, 10)
    reps_allowed = Span(1, 8)


class Move(Step, frozen=True, kw_only=True, tag="move"):
    """Slow movement in the easy range."""

    moves = True


class Breathe(Step, frozen=True, kw_only=True, tag="breathe"):
    """Calm breathing."""

    gentle = True


class Rest(Step, frozen=True, kw_only=True, tag="rest"):
    """Letting go, warmth, looking away."""

    gentle = True


AnyStep = Press | Glide | Stretch | ContractRelax | Move | Breathe | Rest
STEP_KINDS: Final[dict[str, type[Step]]] = {
    str(kind.__struct_config__.tag): kind
    for kind in (Press, Glide, Stretch, ContractRelax, Move, Breathe, Rest)
}

RoutineId = Annotated[
    str,
    Meta(
        pattern="^[a-z0-9]+(-[a-z0-9]+)*$",
        max_length=60,
        description="A short name for commands and the plan: small letters, digits, hyphens.",
    ),
]


class Routine(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A routine as its file gives it; every step carries its own muscles once it is read."""

    id: RoutineId
    title: Annotated[
        str,
        Meta(min_length=1, max_length=60, description="A plain title, fit to be said aloud."),
    ]
    setting: Annotated[
        Setting, Meta(description="Where it can be done; desk is seated and unobtrusive.")
    ] = Setting.DESK
    muscles: Annotated[tuple[Muscle, ...], Meta(description="The muscles it serves.")]
    phase: Annotated[
        Phase,
        Meta(
            description="When it fits: latent (calm muscles), active (sore ones), any, or attack "
            "(during a headache attack)."
        ),
    ] = Phase.ANY
    tool: Annotated[Tool, Meta(description="What it is done with.")] = Tool.NONE
    needs: Annotated[
        tuple[Need, ...],
        Meta(
            description="What the screening must have shown first: neck_ok (nothing speaks "
            "against moving the neck), scm_unlocked (pinching the muscle at its side is agreed)."
        ),
    ] = ()
    away: Annotated[
        Away,
        Meta(
            description="When nobody is at the computer: credit (being away counts as this rest), "
            "pause (it waits), or ignore (it is shown anyway)."
        ),
    ] = Away.PAUSE
    source: Annotated[
        tuple[str, ...],
        Meta(description="Where it comes from: a book, a teacher, or your own words."),
    ] = ()
    steps: tuple[AnyStep, ...]

    @property
    def total_seconds(self) -> int:
        """Seconds from the first step to the end, rests and changes of side included."""
        changes = sum(changes_sides(one.side, two.side) for one, two in pairwise(self.steps))
        return sum(step.total_seconds for step in self.steps) + changes * CHANGE_SIDES_SECONDS

    @property
    def duration(self) -> timedelta:
        """The same as a span of time."""
        return timedelta(seconds=self.total_seconds)

    @property
    def is_gentle(self) -> bool:
        """True when every step is breathing or rest (GENTLE in the domain handbook, 2.3)."""
        return all(step.gentle for step in self.steps)

    @property
    def presses(self) -> bool:
        """True when any step presses."""
        return any(step.pressure > 0 for step in self.steps)

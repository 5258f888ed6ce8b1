"""A check-in: what somebody noted about a day, and what several of them say together.

The items and their order are those of the domain handbook 5.1; anything can be left out, and what
was left out stays unknown.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated, Final

from msgspec import Meta, Struct

Score = Annotated[int, Meta(ge=0, le=10)]
"""0 (none) to 10 (worst)."""

FILL_IN_DAYS: Final = 5
"""How many days back a day can still be filled in (domain handbook 5.2)."""


class Headache(StrEnum):
    """Whether there was a headache on the day."""

    NO = "no"
    YES = "yes"
    RUNNING = "running"


class Zone(StrEnum):
    """Where it hurts, in the words of the domain handbook 1.3."""

    TEMPLE = "temple"
    FOREHEAD = "forehead"
    EYE = "eye"
    VERTEX = "vertex"
    BACK_OF_HEAD = "back_of_head"
    BASE_OF_SKULL = "base_of_skull"
    EAR = "ear"
    JAW_TEETH_CHEEK = "jaw_teeth_cheek"
    NECK_SIDE = "neck_side"
    NECK_SHOULDER_ANGLE = "neck_shoulder_angle"
    BAND = "band"
    SHOULDER = "shoulder"
    ARM_OR_CHEST = "arm_or_chest"


class PainSide(StrEnum):
    """On which side it hurts."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


class Symptom(StrEnum):
    """What comes with a headache."""

    NAUSEA = "nausea"
    LIGHT = "light"
    NOISE = "noise"
    WORSE_MOVING = "worse_moving"
    THROBBING = "throbbing"
    PRESSING = "pressing"


class Aura(StrEnum):
    """Flicker, tingling or trouble speaking before or with a headache (K105, van der Arend)."""

    NONE = "none"
    USUAL = "usual"
    NEW = "new"
    LONG = "long"


class MedicineClass(StrEnum):
    """A class of acute medicine; the program names no drug (domain handbook 3.5)."""

    TRIPTAN = "triptan"
    ERGOT = "ergot"
    OPIOID = "opioid"
    COMBINATION = "combination"
    SIMPLE = "simple"
    OTHER = "other"
    UNSURE = "unsure"


class Sign(StrEnum):
    """An early sign (K89, Giffin 2003)."""

    STIFF_NECK = "stiff_neck"
    TIRED = "tired"
    CONCENTRATION = "concentration"
    YAWNING = "yawning"
    LIGHT_SENSITIVE = "light_sensitive"
    ONE_IS_COMING = "one_is_coming"


class Sleep(StrEnum):
    """How the night before was, compared with one's own usual."""

    FINE = "fine"
    BROKEN = "broken"
    UNUSUAL = "unusual"


class Tick(StrEnum):
    """What was out of the ordinary; asked only of those who want it."""

    MISSED_MEAL = "missed_meal"
    LESS_COFFEE = "less_coffee"
    FIVE_DRINKS = "five_drinks"


class PartOfDay(StrEnum):
    """When a headache began or ended, where nobody looked at a clock."""

    NIGHT = "night"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class Medicine(Struct, frozen=True, forbid_unknown_fields=True, rename={"kind": "class"}):
    """Acute medicine taken, and whether it helped within two hours."""

    kind: MedicineClass
    helped: bool | None = None


class CheckIn(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"symptoms": "with"}
):
    """What was noted about `day`; None and () mean that nothing was said.

    Only `symptoms` tell the two apart: () means that nothing came with the headache.
    `function` is 0 normal, 1 slowed, 2 less than half, 3 nothing possible. `load` is unusual
    physical load. `stress` answers how stressed one was on the day. `aura_now` is whether the aura
    still goes on.
    """

    day: date
    headache: Headache | None = None
    worst: Score | None = None
    now: Score | None = None
    began: PartOfDay | None = None
    ended: PartOfDay | None = None
    zones: Annotated[tuple[Zone, ...], Meta(max_length=3)] = ()
    side: PainSide | None = None
    symptoms: tuple[Symptom, ...] | None = None
    aura: Aura | None = None
    aura_now: bool | None = None
    like_usual: bool | None = None
    medicine: tuple[Medicine, ...] = ()
    function: Annotated[int, Meta(ge=0, le=3)] | None = None
    stress: Score | None = None
    load: bool | None = None
    stiffness: Score | None = None
    signs: tuple[Sign, ...] = ()
    sleep: Sleep | None = None
    ticks: tuple[Tick, ...] = ()


class DayNoted(Struct, frozen=True, kw_only=True):
    """What all check-ins about one day say together.

    `headache` is None when none of them said whether there was one. `worst` is the highest pain,
    `stress` the latest said. `on_the_day` is whether any of them was noted on the day itself.
    """

    day: date
    headache: bool | None = None
    worst: int | None = None
    stress: int | None = None
    load: bool = False
    on_the_day: bool = False


def together(day: date, check_ins: Iterable[tuple[CheckIn, bool]]) -> DayNoted:
    """Return what the check-ins about `day` say, the earliest first.

    With each goes whether it was noted on the day itself. Intensity counts only then, since it is
    poorly remembered (K104, Headache recall vs diary 2004: correlation 0.51).
    """
    headache: bool | None = None
    worst: int | None = None
    stress: int | None = None
    load = on_the_day = False
    for one, at_once in check_ins:
        if one.headache is not None:
            headache = bool(headache) or one.headache is not Headache.NO
        if at_once and (one.worst is not None or one.now is not None):
            worst = max(
                (said for said in (worst, one.worst, one.now) if said is not None), default=None
            )
        stress = stress if one.stress is None else one.stress
        load = load or bool(one.load)
        on_the_day = on_the_day or at_once
    return DayNoted(
        day=day, headache=headache, worst=worst, stress=stress, load=load, on_the_day=on_the_day
    )

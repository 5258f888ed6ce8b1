"""Three made-up people, and what a made-up day holds: what befalls somebody and what they note.

Nobody lived any of this, and nothing was taken from real notes of anybody.
"""

from __future__ import annotations

from datetime import date, time
from enum import IntEnum, StrEnum
from typing import Final

from msgspec import Struct

from selfcare.domain.checkin import CheckIn, MedicineClass, PainSide, Symptom, Zone
from selfcare.domain.facts import StopReason
from selfcare.domain.muscles import Muscle
from selfcare.domain.red_flags import Flag
from selfcare.domain.tenderness import Tenderness


class Person(IntEnum):
    """Who the year is made up for."""

    BOOKKEEPER = 1
    DESIGNER = 2
    DEVELOPER = 3


class Reply(StrEnum):
    """What is done with a break that is offered."""

    DOES = "does"
    SKIPS = "skips"
    PUTS_OFF = "puts_off"
    LEAVES = "leaves"


class Notes(Struct, frozen=True):
    """Notes a check-in; `flags` are ticked where the questions about alarming symptoms come."""

    check_in: CheckIn
    flags: tuple[Flag, ...] = (Flag.NONE,)


class TakesBack(Struct, frozen=True):
    """Takes back what was ticked: none of these."""


class HasBeenChecked(Struct, frozen=True):
    """Says so."""


class WantsQuiet(Struct, frozen=True):
    """Asks for a quiet day."""


class FeelsForSpots(Struct, frozen=True):
    """Does the weekly check of tender spots, where it is due."""

    found: tuple[Tenderness, ...]


class IsTreated(Struct, frozen=True):
    """Notes a session with a therapist; `relief` is 0 (none) to 10 (all of it)."""

    muscles: tuple[Muscle, ...]
    relief: int


class TellsOfStress(Struct, frozen=True):
    """Tells of a stressful time."""

    name: str
    first: date
    last: date


class NotesBleeding(Struct, frozen=True):
    """Notes that bleeding began today."""


Deed = (
    Notes
    | TakesBack
    | HasBeenChecked
    | WantsQuiet
    | FeelsForSpots
    | IsTreated
    | TellsOfStress
    | NotesBleeding
)


class Timed(Struct, frozen=True):
    """A deed and its time on the wall."""

    at: time
    deed: Deed


class MadeUpDay(Struct, frozen=True, kw_only=True):
    """A day of somebody made up.

    Prompts come only with the computer `on`; on a `silent` day none is answered but the question
    what would suit. `evening` answers the check-in of the day, None where
    it stays unanswered, `between` any shorter one; `replies` go to the breaks in turn. `pain` is
    how strong it hurts (0 to 10), `eases` by how much less after a session, `stops` why the first
    session is stopped.
    """

    day: date
    on: bool
    silent: bool
    deeds: tuple[Timed, ...]
    evening: CheckIn | None
    between: CheckIn
    bleeds: bool
    replies: tuple[Reply, ...]
    pain: int
    eases: int
    stops: StopReason | None = None


class Busy(StrEnum):
    """When work is hard: at the end of each month, before a release each sixth week, or never."""

    MONTH_END = "month_end"
    RELEASE = "release"
    NEVER = "never"


class Traits(Struct, frozen=True, kw_only=True):
    """What is particular about somebody. Moments are parts of the whole time, from 0 to 1.

    `calm` and `bad` are the chances of a headache on a day of a good and of a bad week, `bad_weeks`
    that of a bad week. A headache is at one of the `places` in turn, `weakest` to `strongest` (0 to
    10), and `symptoms` come with it. `muscles` are tender, the first of them most. `slip` is when a
    wrong box is ticked, `different` when a headache is unlike the usual ones, `silent` when nothing
    is answered for two weeks, and `away` the beginning of a week without the computer.
    """

    age: int
    calm: float
    bad: float
    bad_weeks: float
    busy: Busy
    places: tuple[tuple[Zone, ...], ...]
    side: PainSide
    symptoms: tuple[Symptom, ...]
    weakest: int
    strongest: int
    medicine: MedicineClass
    muscles: tuple[Muscle, ...]
    treated: tuple[float, ...]
    away: float
    stops: tuple[tuple[float, StopReason], ...] = ()
    slip: float | None = None
    different: float | None = None
    silent: float | None = None
    shortest_cycle: int | None = None
    """Days; cycles are up to five days longer. None where none are noted."""


M = Muscle
TRAITS: Final = {
    Person.BOOKKEEPER: Traits(
        age=46,
        calm=0.04,
        bad=0.5,
        bad_weeks=0.12,
        busy=Busy.MONTH_END,
        places=((Zone.BAND,), (Zone.BASE_OF_SKULL, Zone.NECK_SHOULDER_ANGLE), (Zone.FOREHEAD,)),
        side=PainSide.BOTH,
        symptoms=(Symptom.PRESSING,),
        weakest=2,
        strongest=5,
        medicine=MedicineClass.SIMPLE,
        muscles=(M.TRAPEZIUS_UPPER, M.SUBOCCIPITALS, M.TEMPORALIS),
        treated=(0.3, 0.34, 0.38, 0.42),
        away=0.62,
        stops=((0.5, StopReason.SHARP_PAIN),),
        silent=0.76,
    ),
    Person.DESIGNER: Traits(
        age=33,
        calm=0.05,
        bad=0.25,
        bad_weeks=0.15,
        busy=Busy.NEVER,
        places=((Zone.TEMPLE, Zone.EYE), (Zone.EYE,)),
        side=PainSide.LEFT,
        symptoms=(Symptom.THROBBING, Symptom.NAUSEA, Symptom.LIGHT),
        weakest=4,
        strongest=8,
        medicine=MedicineClass.TRIPTAN,
        muscles=(M.TEMPORALIS, M.SUBOCCIPITALS, M.SPLENIUS_CERVICIS),
        treated=(0.5, 0.58, 0.66),
        away=0.4,
        slip=0.7,
        shortest_cycle=26,
    ),
    Person.DEVELOPER: Traits(
        age=38,
        calm=0.06,
        bad=0.55,
        bad_weeks=0.12,
        busy=Busy.RELEASE,
        places=((Zone.NECK_SIDE, Zone.BACK_OF_HEAD), (Zone.EYE, Zone.BACK_OF_HEAD), (Zone.VERTEX,)),
        side=PainSide.RIGHT,
        symptoms=(Symptom.PRESSING,),
        weakest=3,
        strongest=6,
        medicine=MedicineClass.COMBINATION,
        muscles=(M.LEVATOR_SCAPULAE, M.SPLENIUS_CAPITIS, M.SEMISPINALIS, M.TRAPEZIUS_UPPER),
        treated=(0.72, 0.8),
        away=0.5,
        stops=((0.4, StopReason.DIZZINESS), (0.56, StopReason.OWN_HEADACHE)),
        different=0.66,
    ),
}

"""When the questions about alarming symptoms come first, and what is known without asking them.

Domain handbook 3.3. The one rule: no answer means no routine.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from msgspec.structs import replace

from selfcare.domain.checkin import Aura, CheckIn, Headache, PainSide, Zone
from selfcare.domain.red_flags import Level
from selfcare.domain.screening import Tag
from selfcare.domain.zones import NECK_ZONES

PAIN_GATE: Final = 7
"""Pain from which on the gate comes first and nothing but rest is offered (handbook 6)."""
DIFFERENT_GATE: Final = 4
"""Pain from which on a headache unlike the usual ones opens the gate (handbook 6)."""
RISKY_WHEN_DIFFERENT: Final = frozenset({Tag.PREGNANCY, Tag.IMMUNITY})
"""With these a headache unlike the usual ones is U (items 2, 11 and 14 of K10, Do 2019)."""
_NOTHING: Final = CheckIn(day=date.min)
_UNSAID: Final = tuple(
    (name, getattr(_NOTHING, name)) for name in CheckIn.__struct_fields__ if name != "day"
)
"""The fields of a check-in, and what each is where nothing was said."""
_ONE_SIDE: Final = (PainSide.LEFT, PainSide.RIGHT)


def has_headache(said: CheckIn) -> bool:
    """Return whether a headache, or pain of any strength, was noted."""
    return said.headache in (Headache.YES, Headache.RUNNING) or strongest(said) > 0


def strongest(said: CheckIn) -> int:
    """Return the strongest pain that was noted, 0 where none was."""
    return max(said.now or 0, said.worst or 0)


def is_different(said: CheckIn) -> bool:
    """Return whether the headache is unlike the usual ones at 4 or more.

    Where its strength was not said it counts as 4 or more.
    """
    unknown = said.now is None and said.worst is None
    return (
        said.like_usual is False
        and has_headache(said)
        and (unknown or strongest(said) >= DIFFERENT_GATE)
    )


def is_new_neck_pain(said: CheckIn) -> bool:
    """Return whether pain in the neck, on one side and unlike usual, was noted (row 9)."""
    return (
        said.like_usual is False
        and said.side in _ONE_SIDE
        and not NECK_ZONES.isdisjoint(said.zones)
    )


def needs_like_usual(said: CheckIn, tags: frozenset[Tag]) -> bool:
    """Return whether to ask if a headache is like the usual ones (domain handbook 5.1)."""
    on_one_side_of_neck = said.side in _ONE_SIDE and not NECK_ZONES.isdisjoint(said.zones)
    return (
        strongest(said) >= DIFFERENT_GATE
        or on_one_side_of_neck
        or bool(tags & RISKY_WHEN_DIFFERENT)
    )


def opens_gate(check_in: CheckIn, so_far: CheckIn, tags: frozenset[Tag]) -> bool:
    """Return whether a check-in opens the gate; `so_far` is all that was said of its day with it.

    A check-in that says nothing of a headache opens nothing.
    """
    if not _tells_of_pain(check_in):
        return False
    if Zone.ARM_OR_CHEST in check_in.zones or is_new_neck_pain(so_far):
        return True
    return has_headache(check_in) and (
        strongest(check_in) >= PAIN_GATE or is_different(so_far) or Tag.TRAUMA in tags
    )


def aura_level(so_far: CheckIn) -> Level | None:
    """Return the level of an aura that is new, different or long; unsure counts as new."""
    if so_far.aura in (Aura.NEW, Aura.LONG):
        return Level.EMERGENCY if aura_goes_on(so_far) else Level.URGENT
    return None


def is_risky(so_far: CheckIn, tags: frozenset[Tag]) -> bool:
    """Return whether a headache unlike usual comes with pregnancy, cancer ever or weak immunity."""
    return so_far.like_usual is False and has_headache(so_far) and bool(tags & RISKY_WHEN_DIFFERENT)


def aura_goes_on(so_far: CheckIn) -> bool:
    """Return whether the aura goes on: said so, or the headache is still running."""
    if so_far.aura_now is not None:
        return so_far.aura_now
    return so_far.headache is Headache.RUNNING or bool(so_far.now)


def merged(check_ins: Iterable[CheckIn]) -> CheckIn | None:
    """Return what several check-ins about a day say together, the earliest first.

    The latest word counts, but the worst pain is the highest, and what was noted of a headache
    holds no more once there is none. None where there is none.
    """
    found: CheckIn | None = None
    for one in check_ins:
        found = one if found is None else with_more(found, one)
    return found


def with_more(before: CheckIn, after: CheckIn) -> CheckIn:
    """Return what is said of a day once `after` is said, too; see `merged`."""
    said = {
        name: value
        for name, nothing in _UNSAID
        if (value := getattr(after, name)) != nothing and name != "worst"
    }
    if after.worst is not None:
        said["worst"] = max(after.worst, before.worst or 0)
        # "Now" was true then; the latest word about the pain is how strong it was at its worst.
        said.setdefault("now", None)
    if after.headache is Headache.NO:
        said["now"] = after.now or 0
    elif has_headache(after) and after.now is None and before.now == 0:
        # It is back, and nobody has said how strong.
        said["now"] = None
    return replace(before, **said)


def _tells_of_pain(check_in: CheckIn) -> bool:
    return has_headache(check_in) or bool(check_in.zones) or check_in.like_usual is not None

"""The weekly tenderness check: ten seconds a muscle, a number for each side, and two ticks.

Pressed is with the pad of a finger until it just becomes uncomfortable (domain handbook 1.3).
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from selfcare.domain.muscles import Muscle

Tender = Annotated[int, Meta(ge=0, le=10)]
"""How tender a spot is, 0 (not at all) to 10 (worst)."""


class Tenderness(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How tender a muscle was. None for a side that was not looked at.

    `mine` is whether pressing it felt like one's own headache; `weak` whether the muscle is weak or
    quickly tired.
    """

    muscle: Muscle
    left: Tender | None = None
    right: Tender | None = None
    mine: bool = False
    weak: bool = False

    @property
    def worst(self) -> int:
        """The more tender side."""
        return max(self.left or 0, self.right or 0)

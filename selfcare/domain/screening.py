"""The health questions asked once, and the tags that are all the diary keeps of them.

Domain handbook 3.1 (contraindications K64-K66; cases K8 Lopez-Navarro 2021, K9 Grant & Wang 2004;
K67 NICE CG150). "Unsure" and no answer count as yes.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Tag(StrEnum):
    """Something that keeps certain steps out."""

    VASCULAR = "vascular"
    SYNCOPE = "syncope"
    BLEEDING = "bleeding"
    BONE = "bone"
    TRAUMA = "trauma"
    NERVE = "nerve"
    INFECTION = "infection"
    PREGNANCY = "pregnancy"
    AGE50_NEW = "age50_new"
    JAW = "jaw"
    IMMUNITY = "immunity"
    MINOR = "minor"


class AgeBand(StrEnum):
    """All the diary keeps of an age."""

    UNDER_18 = "under_18"
    FROM_18_TO_49 = "18_to_49"
    FROM_50 = "50_or_over"
    UNKNOWN = "unknown"


class Screening(Struct, frozen=True):
    """What a screening left behind: tags and an age band, never the answers."""

    tags: frozenset[Tag]
    age_band: AgeBand

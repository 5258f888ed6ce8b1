"""What the diary may give reason to tell, and how often the same is told at most."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class NoticeId(StrEnum):
    """A notice (domain handbook 3.3 to 3.5, and 6)."""

    DIFFERENT = "different"
    NECK_PAIN = "neck_pain"
    NEW_MEDICINE = "new_medicine"
    NEW_FROM_50 = "new_from_50"
    CHRONIC_RANGE = "chronic_range"
    LOST_ACTIVITY = "lost_activity"
    WORSENING = "worsening"
    ACTIVE_LONG = "active_long"
    SESSIONS_WORSE = "sessions_worse"
    AURA_WITH_HORMONES = "aura_with_hormones"
    MEDICINE_NEAR = "medicine_near"
    MEDICINE_AT_LIMIT = "medicine_at_limit"
    MEDICINE_LONG = "medicine_long"
    FLARED_AGAIN = "flared_again"


TOLD_AGAIN_AFTER_DAYS: Final = 14
"""Days after which the same text of level D may be shown again (domain handbook 6, row 4)."""
TOLD_MONTHLY: Final = 30
"""The same for the chronic range and for medicine: monthly at most (rows 23 and 24)."""

DAYS_BETWEEN: Final[dict[NoticeId, int | None]] = {
    **dict.fromkeys(NoticeId, TOLD_AGAIN_AFTER_DAYS),
    NoticeId.CHRONIC_RANGE: TOLD_MONTHLY,
    NoticeId.MEDICINE_NEAR: TOLD_MONTHLY,
    NoticeId.MEDICINE_AT_LIMIT: TOLD_MONTHLY,
    NoticeId.MEDICINE_LONG: TOLD_MONTHLY,
    NoticeId.FLARED_AGAIN: TOLD_MONTHLY,
    NoticeId.AURA_WITH_HORMONES: None,
}
"""Days from one telling to the next; None means once and never again."""

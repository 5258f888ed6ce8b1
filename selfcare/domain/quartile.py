"""What is unusual for oneself: more than on three quarters of one's own days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TypeVar

Amount = TypeVar("Amount", int, timedelta)


def is_above_upper_quartile(one: Amount, in_order: Sequence[Amount]) -> bool:
    """Return whether `one` is above the 75th percentile of some amounts, the lowest first.

    That is the value three quarters of the way from the lowest to the highest of them, between two
    of them in proportion (`statistics.quantiles`, inclusive). There is at least one.
    """
    place, quarters = divmod(3 * (len(in_order) - 1), 4)
    following = in_order[min(place + 1, len(in_order) - 1)]
    # In quarters, so that no rounding decides.
    return 4 * one > (4 - quarters) * in_order[place] + quarters * following

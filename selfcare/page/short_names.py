"""Short names of routines for addresses: whoever reads an address learns nothing of the body."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final

_BYTES: Final = 6


def short_name(routine_id: str) -> str:
    """Return what stands for a routine in an address."""
    return hashlib.blake2s(routine_id.encode(), digest_size=_BYTES).hexdigest()


def meant_by(short: str, routine_ids: Iterable[str]) -> str | None:
    """Return the routine that a short name stands for, None where it is none of these."""
    return next((one for one in routine_ids if short_name(one) == short), None)

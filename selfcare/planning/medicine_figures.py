"""Days with acute medicine in a span of days, by class, beside the days they are set against.

Distinct days count, doses do not matter (domain handbook 3.5; K72-K75, ICHD-3 8.2).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Final

from msgspec import Struct

from selfcare.domain.checkin import MedicineClass
from selfcare.domain.medicine_days import (
    MO_LIMITS,
    PERIOD_DAYS,
    Limited,
    Taken,
    days_by_class,
)
from selfcare.domain.week import DAY

_OF_A_MIX: Final = frozenset({MedicineClass.OTHER, MedicineClass.UNSURE})
"""Classes without a limit of their own, which count as a mix even alone (handbook 3.5)."""


class MedicineDays(Struct, frozen=True, kw_only=True, rename={"kind": "class"}):
    """Days with one class: `days` of the span, and of the last 30; `limit` is about 30 days."""

    kind: MedicineClass
    days: int
    days_in_30: int
    limit: int


class MedicineFigures(Struct, frozen=True, kw_only=True):
    """Days with any class, the same way. `limit` is None where the last 30 days had none."""

    days: int
    days_in_30: int
    limit: int | None
    classes: tuple[MedicineDays, ...]


def medicine_figures(taken: Iterable[Taken], first: date, last: date) -> MedicineFigures:
    """Return the days with medicine from `first` to `last`, and in the 30 days up to `last`."""
    every = tuple(taken)
    in_span: defaultdict[MedicineClass, set[date]] = defaultdict(set)
    any_in_span: set[date] = set()
    any_in_30: set[date] = set()
    for day, medicine in every:
        if medicine and last - PERIOD_DAYS * DAY < day <= last:
            any_in_30.add(day)
        if medicine and first <= day <= last:
            any_in_span.add(day)
            for one in medicine:
                in_span[one.kind].add(day)
    latest = days_by_class(every, last)
    return MedicineFigures(
        days=len(any_in_span),
        days_in_30=len(any_in_30),
        limit=_limit(*latest) if latest else None,
        classes=tuple(
            MedicineDays(
                kind=kind,
                days=len(in_span[kind]),
                days_in_30=latest.get(kind, 0),
                limit=_limit(kind),
            )
            for kind in MedicineClass
            if kind in in_span or kind in latest
        ),
    )


def _limit(*used: MedicineClass) -> int:
    """Return what the days are set against, where these classes were used."""
    if len(used) > 1 or not _OF_A_MIX.isdisjoint(used):
        return MO_LIMITS[Limited.MIXED]
    (kind,) = used
    return MO_LIMITS[Limited(kind.value)]

"""One thing noted in passing: stress, medicine, a headache right now, a day without one.

The one rule: it adds to what is known of the day, and never ends a check-in that waits, which asks
for more than this.
"""

from __future__ import annotations

from datetime import date

from selfcare.app.checking_in import require_day
from selfcare.app.context import Context
from selfcare.app.gate import note_with_alarms
from selfcare.domain.checkin import CheckIn, Headache, Medicine, MedicineClass, Score, Symptom
from selfcare.domain.facts import CheckedIn


def note_stress(context: Context, stress: Score) -> int:
    """Note how stressed one is today; return the number of the entry, as all of these do."""
    return _note(context, CheckIn(day=context.today(), stress=stress))


def note_medicine(context: Context, kind: MedicineClass) -> int:
    """Note that acute medicine of a class was taken today."""
    return _note(context, CheckIn(day=context.today(), medicine=(Medicine(kind),)))


def note_headache_now(
    context: Context, now: Score | None, symptoms: tuple[Symptom, ...] | None = None
) -> int:
    """Note how strong it hurts at this moment and what comes with it; may open the gate.

    `symptoms` are () where nothing comes with it, None where nobody said.
    """
    hurts = now is None or now > 0
    said = CheckIn(
        day=context.today(),
        headache=Headache.RUNNING if hurts else None,
        now=now,
        symptoms=symptoms if hurts else None,
    )
    return _note(context, said)


def note_no_headache(context: Context, day: date) -> int:
    """Note that there was none on a day; raise UserMistake for a day out of reach."""
    require_day(day, context.today())
    return _note(context, CheckIn(day=day, headache=Headache.NO))


def _note(context: Context, said: CheckIn) -> int:
    entries = note_with_alarms(context, (CheckedIn(said),), said.day)
    return next(entry.id for entry in entries if isinstance(entry.fact, CheckedIn))

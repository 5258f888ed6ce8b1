"""Quick notes: one tap for stress, medicine, a start, or a day without a headache."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from starlette.exceptions import HTTPException
from starlette.responses import Response

from selfcare.app.cycle import note_start
from selfcare.app.cycle_words import noted_lines
from selfcare.app.quick_noting import note_medicine, note_no_headache, note_stress
from selfcare.domain.checkin import MedicineClass
from selfcare.domain.errors import UserMistake
from selfcare.domain.week import DAY
from selfcare.page.fields import chosen, day, score
from selfcare.page.leading import TODAY
from selfcare.page.views.today import TOLD_ON, noted
from selfcare.page.visit import Form, Visit, post


async def note(visit: Visit) -> Response:
    """Note one thing."""
    form = await visit.form()
    context = visit.context
    match form.one("what"):
        case "stress":
            stress = score(form, "stress")
            if stress is None:
                raise HTTPException(HTTPStatus.BAD_REQUEST)
            note_stress(context, stress)
        case "medicine":
            note_medicine(context, chosen(form, "medicine", MedicineClass))
        case "no_headache":
            note_no_headache(context, day(form, "day"))
        case "start":
            _note_start(visit, form)
        case _:
            raise HTTPException(HTTPStatus.BAD_REQUEST)
    path = form.one("back")
    return noted(visit, path if path in TOLD_ON else TODAY)


def _note_start(visit: Visit, form: Form) -> None:
    today = visit.context.today()
    on = {"today": today, "yesterday": today - DAY}.get(form.one("when")) or day(form, "day")
    found = note_start(visit.context, on)
    if not found.new:
        raise UserMistake(next(noted_lines(found)))


WAYS: Final = (post("/today/note", note),)

"""How what was noted already stands in the fields of a check-in's form, as for a correction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from selfcare.app.check_in_answers import COMPANY, chosen_extras, extras
from selfcare.app.check_in_draft import Draft
from selfcare.app.checking_in import Start
from selfcare.domain.checkin import Aura, CheckIn, Headache, Sign, Symptom

NOTHING: Final = "nothing"
"""Ticked where none of the choices is so, which is an answer of its own."""


def fields_of(start: Start, draft: Draft) -> dict[str, tuple[str, ...]]:
    """Return the fields as they stand where a draft was answered, as for a correction."""
    said = draft.check_in
    headache = said.headache
    if start.form.late and headache is Headache.RUNNING:
        headache = Headache.YES
    found: dict[str, Iterable[str | int | None]] = {
        "headache": (headache,),
        "worst": () if start.form.late else (said.worst,),
        "now": () if start.form.late else (said.now,),
        "pain_now": (said.now,),
        "like_usual": _yes_no(said=said.like_usual),
        "zone": said.zones,
        "side": (said.side,),
        "with": _company_fields(said),
        "medicine": (one.kind for one in said.medicine),
        "function": (said.function,),
        "stress": (said.stress,),
        "extra": (one.key for one in chosen_extras(draft, extras(start.form))),
        "stiffness": (said.stiffness,),
        "tired": _yes_no(said=Sign.TIRED in said.signs or None),
        "sign": said.signs,
        "aura_now": _yes_no(said=said.aura_now),
    }
    for one in said.medicine:
        found[f"helped_{one.kind.value}"] = _yes_no(said=one.helped)
    said_fields = {
        name: tuple(str(value) for value in values if value is not None)
        for name, values in found.items()
    }
    return {name: values for name, values in said_fields.items() if values}


def company_field(one: Symptom | Aura) -> str:
    """Return the value of the field for something that came with a headache."""
    return f"aura_{one.value}" if isinstance(one, Aura) else one.value


def _company_fields(said: CheckIn) -> tuple[str, ...]:
    found: list[Symptom | Aura] = [*(said.symptoms or ())]
    if said.aura is not None and said.aura in COMPANY:
        found.append(said.aura)
    if found:
        return tuple(company_field(one) for one in found)
    return () if said.symptoms is None and said.aura is None else (NOTHING,)


def _yes_no(*, said: bool | None) -> tuple[str, ...]:
    return () if said is None else ("yes" if said else "no",)

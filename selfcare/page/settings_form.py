"""The fields of the settings, read into what was typed for which setting.

A form names in `changed` the settings that were touched; all others are left out of account, so a
file that was edited meanwhile keeps what was edited there.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from selfcare.app.settings_edits import FITS, PLAN, WHAT, WHEN, Wish
from selfcare.app.settings_typed import Texts
from selfcare.domain.settings import WEEKDAYS
from selfcare.page.fields import day
from selfcare.page.visit import Form

CHANGED: Final = "changed"
START: Final = "start"
"""A first day of bleeding, which stands among settings but goes into the diary."""
_FIELDS: Final = {"at": "times", "every_minutes": "minutes", "muscles": "muscles"}
"""The fields of an entry of the plan that go with a choice; others bring none."""


def wishes(form: Form) -> tuple[Wish, ...]:
    """Return what was typed for the settings that were touched."""
    return tuple(_wishes(form))


def first_day(form: Form) -> date | None:
    """Return the first day of bleeding that was typed, None for none; UserMistake for no date."""
    return day(form, START) if START in form.every(CHANGED) and form.one(START) else None


def _wishes(form: Form) -> Iterator[Wish]:
    for id_ in dict.fromkeys(form.every(CHANGED)):
        name = tuple(id_.split("."))
        if id_ == START:
            continue
        if name[0] == PLAN and name[-1] in (WHAT, WHEN):
            choice = form.one(id_)
            if choice in _FIELDS:
                yield Wish(name, (choice, *form.every(f"{id_}.{_FIELDS[choice]}")))
            elif choice == FITS:
                yield Wish(name, (FITS,))
        elif name[0] == "work" and name[-1] in WEEKDAYS and not form.one(f"{id_}.on"):
            yield Wish(name, ())
        else:
            yield Wish(name, form.every(id_) or _spans(form, id_))


def _spans(form: Form, id_: str) -> Texts:
    """Return beginnings and ends by turns."""
    pairs = zip(form.every(f"{id_}.from"), form.every(f"{id_}.to"), strict=False)
    return tuple(text for pair in pairs for text in pair)

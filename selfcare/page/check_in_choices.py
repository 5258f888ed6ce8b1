"""The choices of a check-in's questions: the value of each field, and what stands on it."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from selfcare.app.check_in_answers import COMPANY, extras
from selfcare.app.check_in_words import FUNCTIONS, MEDICINES, SIDES, SIGNS
from selfcare.app.checking_in import Start
from selfcare.app.say import words
from selfcare.domain.checkin import Headache
from selfcare.domain.zones import WORDS
from selfcare.page.body_map import capitalised
from selfcare.page.check_in_filling import NOTHING, company_field

Choice = tuple[str, str]
"""A value and its label."""


class Choices(Struct, frozen=True, kw_only=True):
    """All choices of one check-in."""

    bleeding: tuple[Choice, ...]
    headache: tuple[Choice, ...]
    like_usual: tuple[Choice, ...]
    zone: tuple[Choice, ...]
    side: tuple[Choice, ...]
    company: tuple[Choice, ...]
    medicine: tuple[Choice, ...]
    function: tuple[Choice, ...]
    extra: tuple[Choice, ...]
    sign: tuple[Choice, ...]
    yes_no: tuple[Choice, ...]


def choices_of(start: Start) -> Choices:
    """Return the choices as they are asked about one day."""
    yes, no = words("Yes"), words("No")
    headache = [(Headache.NO.value, words("No headache")), (Headache.YES.value, yes)]
    if not start.form.late:
        headache.append((Headache.RUNNING.value, words("Yes, still there")))
    return Choices(
        bleeding=(
            ("today", words("Today")),
            ("yesterday", words("Yesterday")),
            ("not_yet", words("Not yet")),
        ),
        headache=tuple(headache),
        like_usual=(("yes", yes), ("no", words("No, different"))),
        zone=tuple((one.value, capitalised(label)) for one, label in WORDS.items()),
        side=tuple((one.value, capitalised(label)) for one, label in SIDES.items()),
        company=_with_nothing(
            words("Nothing of these"),
            ((company_field(one), capitalised(label)) for one, label in COMPANY.items()),
        ),
        medicine=_with_nothing(
            words("Nothing"),
            ((one.value, capitalised(label)) for one, label in MEDICINES.items()),
        ),
        function=tuple((str(number), capitalised(one)) for number, one in enumerate(FUNCTIONS)),
        extra=tuple((one.key, capitalised(one.label)) for one in extras(start.form)),
        sign=_with_nothing(
            words("Nothing"), ((one.value, capitalised(label)) for one, label in SIGNS.items())
        ),
        yes_no=(("yes", yes), ("no", no)),
    )


def _with_nothing(label: str, others: Iterable[Choice]) -> tuple[Choice, ...]:
    return ((NOTHING, label), *others)

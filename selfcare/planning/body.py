"""What the diary says of somebody's muscles and of today's pain, gathered once for a moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from operator import attrgetter

from msgspec import Struct

from selfcare.domain.attack import may_be_an_attack, may_be_coming
from selfcare.domain.checkin import CheckIn, DayNoted, Zone
from selfcare.domain.facts import Entry, TendernessNoted
from selfcare.domain.gate import merged
from selfcare.domain.medicine_days import medicine_use
from selfcare.domain.message import Message
from selfcare.domain.muscles import Muscle
from selfcare.domain.phases import Checked, Phases, phases_on
from selfcare.domain.treatment import Treatment, treatments_of
from selfcare.planning.concerns import medicine_concerns
from selfcare.planning.noted import Noted
from selfcare.planning.stops import spared_muscles
from selfcare.planning.telling import weekly_line


class Body(Struct, frozen=True, kw_only=True):
    """How somebody is. `said` is all that was said about today, None where nothing was.

    `rest_since` is when an attack was last noted today, `signs_since` when early signs were;
    `spared` are muscles not to be pressed any more; `medicine` is the line about medicine for the
    weekly summary, None where there is none.
    """

    phases: Phases = Phases()
    said: CheckIn | None = None
    rest_since: datetime | None = None
    signs_since: datetime | None = None
    treatments: tuple[Treatment, ...] = ()
    spared: frozenset[Muscle] = frozenset()
    medicine: Message | None = None


def body_on(
    today: date,
    *,
    days: Mapping[date, DayNoted],
    check_ins: Iterable[Noted],
    tender: Iterable[Entry],
    treated: Sequence[Entry],
) -> Body:
    """Return what is known on `today`; `check_ins` are those that hold, the earliest first.

    `treated` are the entries about treatments, and about pressing that was ended.
    """
    noted = [one for one in check_ins if one.check_in.day <= today]
    held = [one.check_in for one in noted]
    of_today = [one for one in noted if one.check_in.day == today]
    zones: dict[date, list[Zone]] = {}
    for one in held:
        zones.setdefault(one.day, []).extend(one.zones)
    return Body(
        phases=phases_on(
            today,
            headaches={
                day: said.headache
                for day, said in days.items()
                if said.headache is not None and day <= today
            },
            zones=zones,
            checks=[
                Checked(entry.day, found)
                for entry in sorted(tender, key=attrgetter("id"))
                if isinstance(entry.fact, TendernessNoted)
                for found in entry.fact.muscles
            ],
        ),
        said=merged(one.check_in for one in of_today),
        rest_since=_latest(one for one in of_today if may_be_an_attack(one.check_in)),
        signs_since=_latest(one for one in of_today if may_be_coming(one.check_in)),
        medicine=weekly_line(
            medicine_concerns(medicine_use([(one.day, one.medicine) for one in held], today))
        ),
        treatments=treatments_of(treated),
        spared=spared_muscles(treated),
    )


def _latest(noted: Iterable[Noted]) -> datetime | None:
    return max((one.at for one in noted), default=None)

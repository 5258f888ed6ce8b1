"""The routines there are, each with what it takes and whether it may run today."""

from __future__ import annotations

from msgspec import Struct

from selfcare.app.context import Context
from selfcare.app.offering import moment_of, offer_of
from selfcare.domain.message import Message
from selfcare.domain.offer import Refused
from selfcare.domain.routine import Routine


class Listed(Struct, frozen=True, kw_only=True):
    """A routine, whether it is the user's own, and why it waits (None when it may run)."""

    routine: Routine
    own: bool
    waits: Message | None


def list_routines(context: Context) -> tuple[Listed, ...]:
    """Return all routines by id."""
    library = context.in_force.library
    moment = moment_of(context)
    found = []
    for routine in library.routines.values():
        offer = offer_of(moment, routine)
        waits = offer.reason if isinstance(offer, Refused) else None
        found.append(Listed(routine=routine, own=routine.id in library.own, waits=waits))
    return tuple(found)

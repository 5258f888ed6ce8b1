"""The routines there are, each with what it takes and whether it may run today."""

from __future__ import annotations

from msgspec import Struct

from selfcare.app.context import Context
from selfcare.app.offering import moment_of, offer_of
from selfcare.domain.message import Message
from selfcare.domain.offer import Offered, Refused
from selfcare.domain.routine import Routine


class Listed(Struct, frozen=True, kw_only=True):
    """A routine, whether it is the user's own, and why it waits (None when it may run).

    With `hidden` it waits because its user does not want to be offered it, whatever else holds.
    """

    routine: Routine
    own: bool
    waits: Message | None
    hidden: bool = False


def list_routines(context: Context) -> tuple[Listed, ...]:
    """Return all routines by id."""
    library = context.in_force.library
    moment = moment_of(context)
    return tuple(
        Listed(
            routine=routine,
            own=routine.id in library.own,
            waits=waits_for(offer_of(moment, routine)),
            hidden=routine.id in moment.history.hidden,
        )
        for routine in library.routines.values()
    )


def waits_for(offer: Offered | Refused) -> Message | None:
    """Return why a routine waits, None where it may run."""
    return offer.reason if isinstance(offer, Refused) else None

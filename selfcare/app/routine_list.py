"""The routines there are, each with what it takes and whether it may run today."""

from __future__ import annotations

from msgspec import Struct

from selfcare.app.context import Context
from selfcare.app.outlook import look
from selfcare.app.session import routine_named
from selfcare.domain.errors import UserMistake
from selfcare.domain.message import Message, message
from selfcare.domain.offer import Offered, Refused, as_offered
from selfcare.domain.pressing import pressed_today
from selfcare.domain.routine import Routine


class Listed(Struct, frozen=True, kw_only=True):
    """A routine, whether it is the user's own, and why it waits (None when it may run)."""

    routine: Routine
    own: bool
    waits: Message | None


def list_routines(context: Context) -> tuple[Listed, ...]:
    """Return all routines by id."""
    library = context.in_force.library
    return tuple(
        Listed(
            routine=routine,
            own=routine.id in library.own,
            waits=offer.reason if isinstance(offer, Refused) else None,
        )
        for routine, offer in _offers(context)
    )


def offered_now(context: Context, routine_id: str) -> Offered:
    """Return a routine after today's filters and caps; raise UserMistake with why it waits."""
    routine = routine_named(context, routine_id)
    offer = next(offer for one, offer in _offers(context) if one.id == routine.id)
    if isinstance(offer, Refused):
        raise UserMistake(
            message("“{title}” cannot run now. {reason}", title=routine.title, reason=offer.reason)
        )
    return offer


def _offers(context: Context) -> list[tuple[Routine, Offered | Refused]]:
    outlook = look(context)
    pressed = pressed_today(outlook.entries, outlook.today)
    return [
        (routine, as_offered(routine, outlook.history.screening, pressed))
        for routine in outlook.routines.values()
    ]

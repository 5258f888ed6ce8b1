"""The routines there are, each as it would be done today, and why some of them wait."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from selfcare.app.context import Context
from selfcare.app.offering import Moment, moment_of, offer_of
from selfcare.app.problem_words import FileFindings, by_file
from selfcare.config.folder import misnamed_files
from selfcare.domain.message import Message
from selfcare.domain.offer import Offered, Refused
from selfcare.domain.routine import Routine
from selfcare.domain.safety import bars


class Why(StrEnum):
    """What a routine waits for, and so where the way on leads."""

    HIDDEN = "hidden"
    """The user does not want to be offered it."""
    HEALTH = "health"
    """The health questions, or what was answered to them."""
    NOW = "now"
    """What holds for every routine at this moment: an alarm, or where it hurts."""
    TODAY = "today"
    """What was noted or done lately; it passes by itself."""


class Listed(Struct, frozen=True, kw_only=True):
    """A routine, whether it is the user's own, and why it waits (None when it may run).

    `today` is the routine as it would be done today, `changes` say what was lowered or left out.
    With `hidden` it waits because its user does not want to be offered it, whatever else holds.
    """

    routine: Routine
    own: bool
    waits: Message | None
    why: Why | None
    today: Routine
    changes: tuple[Message, ...] = ()
    hidden: bool = False


def list_routines(context: Context) -> tuple[Listed, ...]:
    """Return all routines by id."""
    moment = moment_of(context)
    return tuple(listed(context, moment, one) for one in context.in_force.library.routines.values())


def listed(context: Context, moment: Moment, routine: Routine) -> Listed:
    """Return a routine as it is listed at `moment`; it need not be one of the library."""
    offer = offer_of(moment, routine)
    hidden = routine.id in moment.history.hidden
    return Listed(
        routine=routine,
        own=routine.id in context.in_force.library.own,
        waits=offer.reason if isinstance(offer, Refused) else None,
        why=_why(moment, routine, hidden=hidden) if isinstance(offer, Refused) else None,
        today=offer.routine if isinstance(offer, Offered) else routine,
        changes=offer.changes if isinstance(offer, Offered) else (),
        hidden=hidden,
    )


def findings_in_own_files(context: Context) -> tuple[FileFindings, ...]:
    """Return what was found in the user's routine files, those that are misnamed included."""
    found = (
        *context.in_force.library.problems,
        *misnamed_files(context.folders.routines),
    )
    return tuple(by_file(found))


def _why(moment: Moment, routine: Routine, *, hidden: bool) -> Why:
    setup = moment.setup
    if hidden:
        return Why.HIDDEN
    if setup.situation.limits.nothing is not None:
        return Why.NOW
    if bars(routine, setup.screening) is not None:
        return Why.HEALTH
    return Why.TODAY

"""Which routine may be done now, and in which dose: every way to a session leads through here."""

from __future__ import annotations

from difflib import get_close_matches

from msgspec import Struct
from msgspec.structs import replace

from selfcare.app.context import RECENT, Context
from selfcare.app.present import around_of
from selfcare.app.upcoming import Chooser, chooser
from selfcare.domain.errors import UserMistake
from selfcare.domain.facts import DiaryView
from selfcare.domain.message import Message, message
from selfcare.domain.offer import Offered, Refused
from selfcare.domain.routine import Routine
from selfcare.domain.settings import PlanEntry
from selfcare.planning.choose import Choice, choose, with_substitute
from selfcare.planning.history import History, PromptState
from selfcare.planning.ranking import PassedOver, Setup


class Moment(Struct, frozen=True):
    """The diary as it stands now, and all that a choice of routine goes by."""

    view: DiaryView
    choosing: Chooser
    setup: Setup

    @property
    def history(self) -> History:
        """What the recent diary says."""
        return self.choosing.around.history


class Chosen(Struct, frozen=True):
    """A routine that may run now, and why this one."""

    routine: Routine
    reason: Message


def moment_of(context: Context) -> Moment:
    """Return the diary as it stands now."""
    view = context.diary.view(since=context.today() - RECENT)
    around = around_of(context, view)
    choosing = chooser(around, context.in_force.library.routines, view.entries)
    return Moment(view, choosing, choosing.setup(context.now()))


def routine_named(context: Context, routine_id: str) -> Routine:
    """Return a routine by its id; raise UserMistake, with the nearest id, where there is none."""
    library = context.in_force.library
    if routine_id in library.routines:
        return library.routines[routine_id]
    if routine_id in library.broken:
        raise UserMistake(
            message(
                "The file of the routine “{id}” needs a look first: selfcare check", id=routine_id
            )
        )
    near = get_close_matches(routine_id.lower(), library.routines, n=1)
    if near:
        raise UserMistake(
            message(
                "There is no routine “{id}”. Did you mean “{near}”? All of them: selfcare routines",
                id=routine_id,
                near=near[0],
            )
        )
    raise UserMistake(
        message("There is no routine “{id}”. All of them: selfcare routines", id=routine_id)
    )


def offer_of(moment: Moment, routine: Routine) -> Offered | Refused:
    """Return the routine as it may be done now, or why it may not."""
    return moment.setup.offer(routine)


def offered(moment: Moment, routine: Routine) -> Offered:
    """Return the routine as it may be done now; raise UserMistake with the reason if it may not.

    Doses are lowered from what its file says, however often it was offered before.
    """
    match offer_of(moment, moment.choosing.routines.get(routine.id, routine)):
        case Refused() if routine.id in moment.history.hidden:
            raise UserMistake(
                message(
                    "“{title}” cannot run now. You have hidden it. To show it again: selfcare"
                    " routines unhide {id}",
                    title=routine.title,
                    id=routine.id,
                )
            )
        case Refused(reason=reason):
            raise UserMistake(
                message("“{title}” cannot run now. {reason}", title=routine.title, reason=reason)
            )
        case found:
            return found


def routine_for_prompt(context: Context, moment: Moment, state: PromptState) -> Chosen:
    """Return the prompt's own routine where it may still run, else what its plan entry gives now.

    Raise UserMistake where nothing may run.
    """
    prompt = state.prompt
    passed_over: tuple[PassedOver, ...] = ()
    routine = context.in_force.library.routines.get(prompt.routine or "")
    if routine is not None:
        match offer_of(moment, routine):
            case Refused(reason=reason):
                passed_over = (PassedOver(routine.id, reason),)
            case _:
                return Chosen(routine, prompt.reason)
    entries = {entry.id: entry for entry in context.in_force.settings.plan}
    entry = entries.get(prompt.entry, PlanEntry(id="fitting"))
    choice = choose(entry, moment.setup, gentle=prompt.gentle)
    return _chosen(replace(choice, passed_over=passed_over + choice.passed_over), prompt.reason)


def routine_of_plan(context: Context, moment: Moment) -> Chosen:
    """Return the routine the plan's first entry gives now; raise UserMistake where none may run."""
    plan = context.in_force.settings.plan
    entry = plan[0] if plan else PlanEntry(id="fitting")
    return _chosen(choose(entry, moment.setup), message("It is the next one of your plan."))


def _chosen(choice: Choice, reason: Message) -> Chosen:
    if choice.routine is None:
        raise UserMistake(
            message("No routine can run now. What there is, and why: selfcare routines")
        )
    return Chosen(choice.routine, with_substitute(reason, choice))

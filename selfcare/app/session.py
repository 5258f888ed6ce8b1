"""Sessions: what to do now, and a routine done step by step. Every turn is stored as it ends.

Page, terminal and commands all go through here, so filters and caps hold whatever starts a routine.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import uuid4

from msgspec import Struct

from selfcare.app.answering import answer_prompt
from selfcare.app.context import Context
from selfcare.app.course import TurnOver, course_of
from selfcare.app.gate import note_with_alarms
from selfcare.app.offering import (
    Moment,
    moment_of,
    offer_of,
    offered,
    routine_for_prompt,
    routine_named,
    routine_of_plan,
)
from selfcare.domain.checkin import Score
from selfcare.domain.errors import UserMistake
from selfcare.domain.facts import (
    AlarmRaised,
    Fact,
    Screened,
    SessionEnd,
    SessionEnded,
    SessionStarted,
    StopReason,
    TurnFinished,
)
from selfcare.domain.message import Message, message
from selfcare.domain.offer import Offered, refusal
from selfcare.domain.prompt import Answer
from selfcare.domain.red_flags import Cause, Level
from selfcare.domain.routine import AnyStep, Routine
from selfcare.domain.stopping import LEVELS, StopLevel
from selfcare.domain.week import MINUTE
from selfcare.planning.delivery import open_prompt
from selfcare.planning.history import History, PromptState, SessionState

RESUMABLE: Final = timedelta(hours=2)
"""How long after its beginning a session can be taken up again."""
START_HOLDS: Final = 30 * MINUTE
"""How long a "start" from a notification waits for its session, beyond the prompt's own time."""


class Session(Struct, frozen=True):
    """A session that runs: its steps as they are done now, and the turns finished so far."""

    id: str
    routine: str
    title: str
    steps: tuple[AnyStep, ...]
    done: tuple[TurnFinished, ...] = ()
    before: Score | None = None


class GoOn(Struct, frozen=True):
    """A session that was left in the middle."""

    session: Session
    reason: Message


class Begin(Struct, frozen=True):
    """A routine to begin, as it may be done now; `prompt` is the offer it takes up."""

    offered: Offered
    prompt: PromptState | None
    reason: Message


def what_to_do_now(context: Context, routine_id: str | None = None) -> GoOn | Begin:
    """Return the session to take up again, or the routine to begin, and why.

    In this order: a session left in the middle, unless an offer was started since; the routine
    named; the open prompt; a prompt whose "start" has no session yet; the plan's first entry. Raise
    UserMistake for an unknown routine and for one that may not run now.
    """
    moment = moment_of(context)
    _close_the_finished(context, moment.history)
    return what_would_come(context, moment, routine_id)


def what_would_come(
    context: Context, moment: Moment, routine_id: str | None = None
) -> GoOn | Begin:
    """Return what `what_to_do_now` does, as things stand at `moment`; nothing is noted."""
    unfinished = _unfinished(context, moment)
    if routine_id is not None:
        routine = routine_named(context, routine_id)
        if unfinished is not None and unfinished.routine == routine.id:
            return GoOn(unfinished, message("You had begun this one."))
        prompt = _prompt_for(context, moment.history, routine)
        return Begin(offered(moment, routine), prompt, message("You chose it."))
    waiting = _waiting(context, moment)
    if isinstance(waiting, Session):
        return GoOn(waiting, message("You had begun this one."))
    if waiting is None:
        chosen = routine_of_plan(context, moment)
    else:
        chosen = routine_for_prompt(context, moment, waiting)
    return Begin(offered(moment, chosen.routine), waiting, chosen.reason)


def what_waits(context: Context) -> Session | PromptState | None:
    """Return what `what_to_do_now` would take up; nothing is noted.

    That is a session left in the middle, or an offer that is open or was started; else None.
    """
    return _waiting(context, moment_of(context))


def _waiting(context: Context, moment: Moment) -> Session | PromptState | None:
    unfinished = _unfinished(context, moment)
    started = _started_without_session(context, moment.history)
    if unfinished is not None and not (started and _since(started, moment.history)):
        return unfinished
    return _open(context, moment.history) or started


def begin(
    context: Context,
    routine: Routine,
    prompt: PromptState | None = None,
    before: Score | None = None,
) -> Session:
    """Begin `routine` as it may be done now, taking up `prompt`; `before` is how strong it hurts.

    Raise UserMistake with the reason where the routine may not run now.
    """
    found = offered(moment_of(context), routine)
    if prompt is not None and not prompt.settled:
        answer_prompt(context, prompt, Answer.START, context.via)
    started = _started(found.routine, prompt, before)
    context.note(started)
    return session_from(started)


def finish_turn(context: Context, session: Session, *over: TurnOver) -> None:
    """Store a turn that ended, or several, all or none; once this returns, nothing can lose it."""
    _note_all(context, [_turn_fact(session, one) for one in over])


def still_runs(context: Context, session: Session) -> bool:
    """Return whether a session may go on: nothing has ended it, followed it, or forbids it."""
    history = context.history()
    state = _latest(history)
    if state is None or state.started.session != session.id or state.ended is not None:
        return False
    return not history.alarm.resting and _may_go_on(moment_of(context), session)


def end_done(context: Context, session: Session, after: Score | None = None) -> None:
    """Store that the session reached its end; `after` is how strong it hurts then."""
    context.note(SessionEnded(session.id, SessionEnd.DONE, after=after))


def end_stopped(
    context: Context,
    session: Session,
    reason: StopReason,
    *,
    broken_off: TurnOver | None = None,
    after: Score | None = None,
) -> None:
    """Store that the user stopped: why, in which turn, and how strong it hurts then."""
    facts: list[Fact] = []
    if broken_off is not None and broken_off.seconds:
        facts.append(_turn_fact(session, broken_off))
    step = None if broken_off is None else broken_off.turn.step
    facts.append(
        SessionEnded(session.id, SessionEnd.STOPPED, stopped=reason, step=step, after=after)
    )
    note_with_alarms(context, facts, context.today())


def mark_stopped(context: Context, reason: StopReason, step: int | None = None) -> None:
    """Note that the running session, the open prompt's routine, or the last one was ended early.

    `step` counts from 0; left out, it is the one under way. What lies before it counts as done.
    With nothing to stop, a reason that is an emergency is noted all the same; else raise
    UserMistake, and also where there is no such step.
    """
    moment = moment_of(context)
    facts: list[Fact] = []
    session = _running(context, moment) or _just_over(context, moment.history)
    if session is None:
        prompt = _open(context, moment.history) or _started_without_session(context, moment.history)
        if prompt is None:
            _stopped_without_session(context, reason)
            return
        started = _started(_as_done(context, moment, prompt), prompt, None)
        session = session_from(started)
        facts.append(started)
        if not prompt.settled:
            answer_prompt(context, prompt, Answer.START, context.via)
    if step is not None and step >= len(session.steps):
        raise UserMistake(
            message("“{title}” has {count} steps.", title=session.title, count=len(session.steps))
        )
    course = course_of(session.steps, session.done)
    to_come = course.turns[course.number :]
    at = to_come[0].step if step is None and to_come else step
    last = next((place for place, turn in enumerate(to_come) if turn.step == at), -1)
    facts += [_turn_fact(session, TurnOver(turn, turn.seconds)) for turn in to_come[: last + 1]]
    facts.append(SessionEnded(session.id, SessionEnd.STOPPED, stopped=reason, step=at))
    note_with_alarms(context, facts, context.today())


def _just_over(context: Context, history: History) -> Session | None:
    """Return the latest session where it ended a moment ago: what it brought may come after it."""
    state = _latest(history)
    if state is None or abs(context.now() - state.started_at) > RESUMABLE:
        return None
    return session_from(state.started, state.turns)


def _stopped_without_session(context: Context, reason: StopReason) -> None:
    if LEVELS[reason] is not StopLevel.EMERGENCY:
        raise UserMistake(
            message(
                "No routine is under way that could be stopped. If something alarms you: selfcare"
                " alarm. To begin a routine: selfcare now"
            )
        )
    context.note(AlarmRaised(Level.EMERGENCY, Cause.STOP, context.today()))


def mark_done(context: Context) -> Session:
    """Note that the running session, or the open prompt's routine, was done without guidance.

    Of a session and a prompt the later one is meant. Raise UserMistake where nothing is open.
    """
    moment = moment_of(context)
    _close_the_finished(context, moment.history)
    session = _running(context, moment)
    prompt = _open(context, moment.history) or _started_without_session(context, moment.history)
    facts: list[Fact] = []
    if session is None or (prompt is not None and _since(prompt, moment.history)):
        if prompt is None:
            raise UserMistake(
                message("Nothing is open that could be noted as done. To begin: selfcare now")
            )
        started = _started(_as_done(context, moment, prompt), prompt, None)
        session = session_from(started)
        facts.append(started)
        answer_prompt(context, prompt, Answer.DONE, context.via)
    course = course_of(session.steps, session.done)
    facts += [
        _turn_fact(session, TurnOver(turn, turn.seconds)) for turn in course.turns[course.number :]
    ]
    facts.append(SessionEnded(session.id, SessionEnd.DONE))
    _note_all(context, facts)
    return session


def _note_all(context: Context, facts: list[Fact]) -> None:
    context.diary.append_all(facts, at=context.now(), day=context.today())
    context.ring()


def _started(routine: Routine, prompt: PromptState | None, before: Score | None) -> SessionStarted:
    return SessionStarted(
        session=uuid4().hex,
        routine=routine.id,
        title=routine.title,
        steps=routine.steps,
        prompt=None if prompt is None else prompt.prompt.id,
        before=before,
    )


def session_from(started: SessionStarted, done: tuple[TurnFinished, ...] = ()) -> Session:
    """Return a session as the diary has it."""
    return Session(
        started.session, started.routine, started.title, started.steps, done, started.before
    )


def _turn_fact(session: Session, over: TurnOver) -> TurnFinished:
    return TurnFinished(session.id, over.turn.step, over.turn.side, over.seconds, over.skipped)


def _as_done(context: Context, moment: Moment, prompt: PromptState) -> Routine:
    """Return the prompt's routine as it was offered; done against advice it counts in full."""
    routine = context.in_force.library.routines.get(prompt.prompt.routine or "")
    if routine is None:
        routine = routine_for_prompt(context, moment, prompt).routine
    found = offer_of(moment, routine)
    return found.routine if isinstance(found, Offered) else routine


def _unfinished(context: Context, moment: Moment) -> Session | None:
    """Return the latest session where it can be taken up again.

    New answers to the health questions close it: its steps were chosen by the old ones. So does
    whatever forbids its routine now.
    """
    session = _running(context, moment)
    return session if session is not None and _may_go_on(moment, session) else None


def _may_go_on(moment: Moment, session: Session) -> bool:
    # A routine whose file is gone is known by its steps alone.
    known = moment.choosing.routines.get(session.routine) or _by_its_steps(session)
    return refusal(known, moment.setup.screening, moment.setup.situation.limits) is None


def _by_its_steps(session: Session) -> Routine:
    muscles = dict.fromkeys(muscle for step in session.steps for muscle in step.muscles)
    return Routine(
        id=session.routine, title=session.title, muscles=tuple(muscles), steps=session.steps
    )


def _running(context: Context, moment: Moment) -> Session | None:
    """Return the latest session where it has not ended, and is not long ago."""
    state = _latest(moment.history)
    if (
        state is None
        or state.ended is not None
        or course_of(state.started.steps, state.turns).over
        or abs(context.now() - state.started_at) > RESUMABLE
    ):
        return None
    for entry in reversed(moment.view.entries):
        if isinstance(entry.fact, Screened):
            return None
        if entry.fact == state.started:
            break
    return session_from(state.started, state.turns)


def _close_the_finished(context: Context, history: History) -> None:
    """End a session whose every turn is done and which was closed before its last word."""
    state = _latest(history)
    if (
        state is not None
        and state.ended is None
        and course_of(state.started.steps, state.turns).over
    ):
        context.note(SessionEnded(state.started.session, SessionEnd.DONE))


def _latest(history: History) -> SessionState | None:
    return history.sessions[-1] if history.sessions else None


def _open(context: Context, history: History) -> PromptState | None:
    state = open_prompt(context.now(), history)
    return state if state is not None and state.prompt.kind.offers_routine else None


def _prompt_for(context: Context, history: History, routine: Routine) -> PromptState | None:
    """Return the open prompt, or the one just started, where it is for `routine`."""
    state = _open(context, history) or _started_without_session(context, history)
    return state if state is not None and state.prompt.routine == routine.id else None


def _started_without_session(context: Context, history: History) -> PromptState | None:
    """Return the latest prompt where it was started and no session has followed yet."""
    state = history.latest
    if (
        state is None
        or state.answered_at is None
        or state.answer is None
        or state.answer.answer is not Answer.START
        or not state.prompt.kind.offers_routine
        or any(session.started.prompt == state.prompt.id for session in history.sessions)
    ):
        return None
    holds_until = max(state.expires, state.answered_at + START_HOLDS)
    return state if context.now() < holds_until else None


def _since(prompt: PromptState, history: History) -> bool:
    """Return whether a prompt came, or was answered, after the latest session was last touched."""
    session = _latest(history)
    return session is None or (prompt.answered_at or prompt.claimed_at) > session.last_at

"""What a session says, the same in a browser, on a live display, and in plain lines."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from selfcare.app.check_in_words import SYMPTOMS
from selfcare.app.course import Course, Stage
from selfcare.app.routine_words import PRESSURES, SETTINGS, SIDES, to_fetch
from selfcare.app.say import say, words
from selfcare.app.session import Begin, Session
from selfcare.domain.checkin import Symptom
from selfcare.domain.message import Message, message
from selfcare.domain.muscles import MAX_PRESSURE
from selfcare.domain.red_flags import ALWAYS_BELOW
from selfcare.domain.routine import AnyStep, Routine, Side, Step
from selfcare.domain.stopping import STOP_RULE, StopAdvice, StopLevel, has_risen
from selfcare.domain.timeline import Turn

KINDS: Final = {
    "press": message("Press and hold"),
    "glide": message("Stroke slowly"),
    "stretch": message("Stretch mildly"),
    "contract_relax": message("Push lightly, then let go"),
    "move": message("Move slowly"),
    "breathe": message("Breathe"),
    "rest": message("Rest"),
}
"""What each kind of step is, in two or three words."""
COMPANY: Final[tuple[Symptom | None, ...]] = (
    None,
    Symptom.NAUSEA,
    Symptom.LIGHT,
    Symptom.NOISE,
    Symptom.WORSE_MOVING,
)
"""What may come with pain, None for nothing of it; with any of them nothing is pressed."""
ASKS_COMPANY: Final = message("Does one of these come with it?")
ASKS_WHY: Final = message("You want to stop. Why?")
LATER: Final = message("nothing is wrong: leave it for now and go on later")
GOES_ON: Final = message("go on with the routine")
"""The ways back from the question why."""

MINUTE_SECONDS: Final = 60


def title_line(routine: Routine) -> str:
    """Return what a routine is, in one line."""
    return words(
        "{steps}, {length}, {setting}",
        steps=steps_words(len(routine.steps)),
        length=length(routine.total_seconds),
        setting=SETTINGS[routine.setting],
    )


def steps_words(count: int) -> str:
    """Return how many steps there are."""
    return words("1 step") if count == 1 else words("{count} steps", count=count)


def length(seconds: float) -> str:
    """Return a length of time in rounded minutes."""
    minutes = max(1, round(seconds / 60))
    return words("about a minute") if minutes == 1 else words("about {n} minutes", n=minutes)


def opening(begin: Begin) -> list[str]:
    """Return what to know before a routine begins, a paragraph each."""
    routine = begin.offered.routine
    paragraphs = [say(begin.reason)]
    tool = to_fetch(routine.tool)
    if tool is not None:
        paragraphs.append(words("You need {tool}.", tool=tool))
    if begin.offered.changes:
        paragraphs.append(words("Changed for you:"))
        paragraphs += [say(change) for change in begin.offered.changes]
    paragraphs.append(say(STOP_RULE))
    return paragraphs


def goes_on_at(reason: Message, course: Course) -> str:
    """Return where a session that was left goes on, and why it does."""
    return words(
        "{reason} It goes on at step {step} of {count}.",
        reason=reason,
        step=course.turn.step + 1,
        count=len(course.steps),
    )


def side_words(side: Side) -> Message | None:
    """Return the side of a turn, None where there is but one place."""
    return None if side is Side.CENTER else SIDES[side]


def place(course: Course) -> str:
    """Return where in the session one is: the step, and the side where it matters."""
    turn = course.turn
    line = words("Step {number} of {count}", number=turn.step + 1, count=len(course.steps))
    side = side_words(turn.side)
    return line if side is None else f"{line}, {say(side)}"


def time_left(course: Course) -> str:
    """Return how long the whole session still takes."""
    if course.seconds_left < MINUTE_SECONDS:
        return words("less than a minute left")
    return words("{length} left", length=length(course.seconds_left))


def stage(course: Course) -> str:
    """Return what is going on right now, with the seconds left of it."""
    leg = course.leg
    reps = course.step.reps
    left = math.ceil(course.leg_seconds_left)
    seconds = words("1 second") if left == 1 else words("{count} seconds", count=left)
    match leg.stage:
        case Stage.READY:
            return words("Get ready. It begins in {seconds}.", seconds=seconds)
        case Stage.CHANGE:
            return words("Change to the other side: {seconds}", seconds=seconds)
        case Stage.PAUSE:
            return words("Let go and rest: {seconds}", seconds=seconds)
        case Stage.DO if reps > 1:
            return words(
                "Repetition {rep} of {reps}: {seconds}", rep=leg.rep, reps=reps, seconds=seconds
            )
        case Stage.DO:
            return seconds


def stage_name(course: Course) -> str:
    """Return what is going on right now in two or three words, beside a clock."""
    match course.leg.stage:
        case Stage.READY:
            return words("Get ready")
        case Stage.CHANGE:
            return words("Change sides")
        case Stage.PAUSE:
            return words("Let go and rest")
        case Stage.DO if course.step.reps > 1:
            return words("Repetition {rep} of {reps}", rep=course.leg.rep, reps=course.step.reps)
        case Stage.DO:
            return words("Now")


def turn_lines(course: Course) -> Iterator[str]:
    """Yield what is said when a turn begins: place, dose and instruction, pressure, caution."""
    step = course.step
    yield f"{place(course)}, {dose(step)}: {step.do}"
    felt = pressure(step)
    if felt is not None:
        yield felt
    if step.caution:
        yield words("Take care: {caution}", caution=step.caution)


def stage_line(course: Course, *, went_on: bool = False) -> str:
    """Return what is said when a stretch begins, or after a pause where it `went_on`."""
    leg = course.leg
    if went_on:
        return words("Going on.")
    if leg.stage is not Stage.DO:
        return stage(course)
    if leg.rep > 1:
        return words("Repetition {rep}", rep=leg.rep)
    return words("Begin.")


def pressure(step: Step) -> str | None:
    """Return how firmly to press, None where nothing is pressed."""
    if not step.pressure:
        return None
    felt = PRESSURES[min(step.pressure, len(PRESSURES) - 1)]
    return words("Pressure {pressure} of 10: {felt}", pressure=step.pressure, felt=felt)


def firmest(step: AnyStep, routine: Routine | None) -> int:
    """Return how firmly the step may be pressed at most, 0 to 10.

    That is the limit of its kind and muscles; where its pressure was lowered for the user, and
    where its `routine` is unknown, no more than it says.
    """
    as_written = () if routine is None else routine.steps
    if not any((one.do, one.pressure) == (step.do, step.pressure) for one in as_written):
        return step.pressure
    limits = [MAX_PRESSURE[muscle] for muscle in step.muscles]
    return max(step.pressure, min([step.pressure_allowed.high, *limits]))


def next_up(following: Turn | None, course: Course) -> str:
    """Return what comes after this turn."""
    if following is None:
        return words("Next: nothing more, this is the last one.")
    step = course.steps[following.step]
    side = side_words(following.side)
    if following.step == course.turn.step:
        return words("Next: the same, {side}", side=side or message("once more"))
    if side is None or following.side is Side.BOTH:
        return words("Next: {do}", do=step.do)
    return words("Next, {side}: {do}", side=side, do=step.do)


def dose(step: Step) -> str:
    """Return how long and how often, for plain lines."""
    if step.reps == 1:
        return words("{seconds} seconds", seconds=step.seconds)
    if not step.rest:
        return words("{reps} times {seconds} seconds", reps=step.reps, seconds=step.seconds)
    return words(
        "{reps} times {seconds} seconds, {rest} seconds of rest between",
        reps=step.reps,
        seconds=step.seconds,
        rest=step.rest,
    )


def company_words(symptom: Symptom | None) -> str:
    """Return what may come with pain."""
    return words("none of these") if symptom is None else say(SYMPTOMS[symptom])


def advice_lines(advice: StopAdvice) -> list[str]:
    """Return what is said after a stop, a paragraph each."""
    lines = [say(advice.text)]
    if advice.level in (StopLevel.EMERGENCY, StopLevel.URGENT):
        lines.append(say(ALWAYS_BELOW))
    return lines


def closing(session: Session, after: int | None) -> list[str]:
    """Return what is said at the end of a session that ran to its end."""
    if after is None or not has_risen(session.before, after):
        return [words("That was it. Your diary has it.")]
    rest = (
        words("Give those muscles two days of rest, and go lighter there next time.")
        if any(step.pressure for step in session.steps)
        else words("Rest may suit you better than a routine now.")
    )
    return [
        words("That was it. Your diary has it, and that it hurts more than before."),
        rest,
        words("If this is new, or different from what you know, please let a doctor look at it."),
    ]


def kept(session: Session) -> str:
    """Return what is said when a session is left for later."""
    return words("“{title}” waits for you. To go on: selfcare now", title=session.title)

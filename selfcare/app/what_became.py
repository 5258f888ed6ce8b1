"""What became of a prompt, in one word for programs and one sentence for people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from selfcare.app.present import Coming, Present
from selfcare.app.status import Ahead, Became, Fate, Told
from selfcare.app.time_words import clock_words, until_words
from selfcare.domain.facts import PromptHeld, SessionEnd
from selfcare.domain.message import Message, message
from selfcare.domain.presence import LET_GO
from selfcare.domain.prompt import Answer, Held, HeldBack, Prompt, PromptKind
from selfcare.planning.delivery import open_prompt
from selfcare.planning.history import PromptState, SessionState

HELD_WORDS: Final[dict[HeldBack, Message]] = {
    HeldBack.OUTSIDE_HOURS: message("It lies outside your work hours."),
    HeldBack.QUIET_HOURS: message("It falls into your quiet hours."),
    HeldBack.DAY_OFF: message("It was a day off."),
    HeldBack.TOO_CLOSE: message("Another prompt was too close to its time."),
    HeldBack.CAP: message("The most prompts of a day were reached."),
    HeldBack.PAUSED: message("selfcare was paused."),
    HeldBack.NOT_TODAY: message("You said “not today”."),
    HeldBack.FOLDED: message("A newer prompt took its place."),
    HeldBack.AWAY: message("The computer was asleep or switched off."),
    HeldBack.NO_ROUTINE: message("No routine could be offered."),
    HeldBack.MEETING: message("A meeting was under way."),
    HeldBack.DONE_ALREADY: message("You had checked in already."),
    HeldBack.NOT_SHOWN: message("It could not be shown on this computer."),
    HeldBack.CHECKED_FIRST: message("Routines rested until you had been checked."),
    HeldBack.GATE_FIRST: message("A few questions about alarming symptoms came first."),
    HeldBack.QUIET_DAY: message("You asked for a quiet day."),
    HeldBack.PLAN_CHANGED: message("The plan changed, and its time was over by then."),
    **LET_GO,
}
WAITS_WORDS: Final[dict[HeldBack, Message]] = {
    HeldBack.DO_NOT_DISTURB: message("It waits, because do not disturb is on."),
    HeldBack.FULL_SCREEN: message("It waits, because something fills the whole screen."),
    HeldBack.CALL: message("It waits, because the camera or the microphone is in use."),
    HeldBack.NOBODY_THERE: message("It waits until somebody is at the computer."),
}


def fate_of_held(held: Held | PromptHeld) -> Fate:
    """Return the fate of a prompt that was, or will be, held back."""
    about = held.reason if isinstance(held, Held) else HELD_WORDS[held.why]
    return Fate(Became.HELD_BACK, about)


def fate_of_planned(prompt: Prompt, present: Present) -> Fate:
    """Return the fate of a planned prompt that nobody has claimed."""
    noted = present.history.held.get(prompt.id)
    if noted is not None and isinstance(noted.fact, PromptHeld):
        return fate_of_held(noted.fact)
    if prompt.expires <= present.now:
        return Fate(Became.PASSED_BY, message("Its time went by; selfcare was not running then."))
    deferral = present.history.deferred.get(prompt.id)
    if prompt.due <= present.now and deferral is not None:
        return Fate(Became.WAITING, WAITS_WORDS[deferral.why])
    if prompt.due <= present.now:
        return Fate(Became.WAITING, message("Its time has come; it is not on the screen yet."))
    return Fate(Became.AHEAD, message("Still to come."))


def fate_of_claimed(state: PromptState, present: Present) -> Fate:
    """Return the fate of a prompt that was claimed: shown, put off, answered, done or lapsed."""
    session = session_of(state.prompt, present.history.sessions)
    if session is not None:
        return fate_of_session(session, present)
    zone = present.zone
    if state.answer is None or not state.settled:
        return _fate_of_open(state, present)
    at = clock_words(state.answered_at or state.claimed_at, zone)
    match state.answer.answer:
        case Answer.START if state.prompt.kind.offers_routine:
            return Fate(Became.STARTED, message("You began it at {time}.", time=at))
        case Answer.START:
            return Fate(Became.STARTED, message("You opened it at {time}.", time=at))
        case Answer.DONE:
            return Fate(Became.DONE, _done(state.prompt, at))
        case Answer.PAUSE:
            return Fate(
                Became.DONE, message("You chose a week without prompts at {time}.", time=at)
            )
        case Answer.FEWER:
            return Fate(Became.DONE, message("You chose fewer prompts at {time}.", time=at))
        case Answer.GO_ON:
            return Fate(Became.DONE, message("You let it go on as it is at {time}.", time=at))
        case Answer.SKIP:
            return Fate(Became.SKIPPED, message("You let it go at {time}.", time=at))
        case Answer.SCREEN:
            return Fate(Became.CLOSED, message("You went on to the questions at {time}.", time=at))
        case _:
            return Fate(Became.CLOSED, message("You closed it at {time}.", time=at))


def _done(prompt: Prompt, at: str) -> Message:
    match prompt.kind:
        case PromptKind.CHECKIN:
            return message("You checked in at {time}.", time=at)
        case PromptKind.HEADS_UP | PromptKind.SUMMARY:
            return message("You read it at {time}.", time=at)
        case PromptKind.QUESTION:
            return message("You answered it at {time}.", time=at)
        case _:
            return message("You did it, noted at {time}.", time=at)


def fate_of_session(session: SessionState, present: Present) -> Fate:
    """Return how far a session got."""
    at = clock_words(session.last_at, present.zone)
    if session.ended is None:
        return Fate(
            Became.STARTED,
            message("Begun, and not over yet. To go on: selfcare now"),
        )
    if session.ended.end is SessionEnd.DONE:
        return Fate(Became.DONE, message("Done at {time}.", time=at))
    return Fate(Became.STOPPED, message("Begun, and stopped at {time}.", time=at))


def session_of(prompt: Prompt, sessions: Iterable[SessionState]) -> SessionState | None:
    """Return the last session that `prompt` led to."""
    found = [one for one in sessions if one.started.prompt == prompt.id]
    return found[-1] if found else None


def _fate_of_open(state: PromptState, present: Present) -> Fate:
    now, zone = present.now, present.zone
    prompt = state.prompt
    if prompt.kind is PromptKind.NOTICE and prompt.detail is not None:
        return Fate(Became.OPEN, prompt.detail)
    waiting = open_prompt(now, present.history)
    if waiting is None or waiting.prompt.id != prompt.id:
        if state.shown_at is None and state.failures:
            return Fate(Became.NOT_SHOWN, HELD_WORDS[HeldBack.NOT_SHOWN])
        return Fate(Became.LAPSED, message("It went by without an answer."))
    if state.put_off_until is not None and now < state.put_off_until:
        until = until_words(state.put_off_until, now, zone)
        return Fate(Became.PUT_OFF, message("You put it off {until}.", until=until))
    deferral = present.history.deferred.get(prompt.id)
    if deferral is not None and state.put_off_until is not None:
        return Fate(Became.WAITING, WAITS_WORDS[deferral.why])
    if state.shown_at is None and state.failures:
        return Fate(
            Became.NOT_SHOWN,
            message("It could not be shown yet. To begin anyway: selfcare now")
            if prompt.kind.offers_routine
            else message("It could not be shown yet. To open it anyway: selfcare now"),
        )
    until = until_words(state.expires, now, zone)
    return Fate(
        Became.OPEN,
        message("It waits for you {until}. To begin: selfcare now", until=until)
        if prompt.kind.offers_routine
        else message("It waits for you {until}. To open it: selfcare now", until=until),
    )


def told(state: PromptState, present: Present) -> Told:
    """Return a claimed prompt with what became of it."""
    return Told(
        prompt=state.prompt,
        at=state.came_at,
        title=present.title(state.prompt),
        fate=fate_of_claimed(state, present),
    )


def ahead(coming: Coming, present: Present) -> Ahead:
    """Return a coming prompt with its title."""
    return Ahead(prompt=coming.prompt, at=coming.at, title=present.title(coming.prompt))

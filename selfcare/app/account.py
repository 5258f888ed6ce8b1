"""What happened, one plain sentence for each fact worth telling."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, tzinfo

from msgspec import Struct

from selfcare.app.check_in_words import said, ticked_words
from selfcare.app.time_words import clock_words
from selfcare.app.what_became import HELD_WORDS, WAITS_WORDS
from selfcare.domain.facts import (
    AlarmRaised,
    Checked,
    CheckedIn,
    CyclePaused,
    CycleResumed,
    DaemonStarted,
    DaemonStopped,
    Entry,
    FlareBegan,
    GateAnswered,
    NotToday,
    NotYetBleeding,
    OutlookSwitched,
    Paused,
    PeriodRemoved,
    PeriodStarted,
    PressingEnded,
    PromptAnswered,
    PromptClaimed,
    PromptDeferred,
    PromptHeld,
    PromptNotShown,
    PromptShown,
    Resumed,
    RoutineHidden,
    RoutineShownAgain,
    Screened,
    SessionEnd,
    SessionEnded,
    SessionStarted,
    StopAsked,
    StressAdded,
    StressEnded,
    StressRemoved,
    TendernessNoted,
    TickedByMistake,
    Treated,
    TreatmentRated,
    TreatmentRemoved,
)
from selfcare.domain.message import Message, message
from selfcare.domain.prompt import Answer, Prompt, PromptKind
from selfcare.domain.red_flags import Flag, Level
from selfcare.planning.day_words import date_words
from selfcare.planning.wording import name_of


class Happening(Struct, frozen=True):
    """A diary entry and the sentence that tells it."""

    entry: Entry
    text: Message


def account(entries: Iterable[Entry], zone: tzinfo) -> Iterator[Happening]:
    """Yield what happened, in the order it was noted; steps of a session are left out."""
    prompts: dict[str, Prompt] = {}
    titles: dict[str, str] = {}
    times: dict[str, str] = {}
    for entry in entries:
        match entry.fact:
            case PromptClaimed(prompt=prompt):
                prompts[prompt.id] = prompt
            case SessionStarted(session=session, title=title):
                titles[session] = title
            case StressAdded(period=period, name=name):
                times[period] = name
            case _:
                pass
        text = _sentence(entry, prompts, titles, zone) or _of_days(entry, times)
        if text is not None:
            yield Happening(entry, text)


def _sentence(
    entry: Entry, prompts: dict[str, Prompt], titles: dict[str, str], zone: tzinfo
) -> Message | None:
    match entry.fact:
        case DaemonStarted(version=version):
            return message("selfcare {version} started.", version=version)
        case DaemonStopped():
            return message("selfcare ended.")
        case StopAsked():
            return message("You asked selfcare to end.")
        case PromptShown(prompt=prompt, notifier=notifier):
            return message(
                "{what} was shown (by {notifier}).",
                what=_name(prompts.get(prompt)),
                notifier=notifier,
            )
        case PromptNotShown(prompt=prompt, why=why):
            return message(
                "{what} could not be shown: {why}", what=_name(prompts.get(prompt)), why=why
            )
        case PromptAnswered() as answered:
            return _answer(answered, prompts.get(answered.prompt), zone)
        case PromptDeferred(why=why):
            return message("A prompt was due. {why}", why=WAITS_WORDS[why])
        case PromptHeld(prompt=prompt, why=why):
            return message("{what} was held back. {why}", what=_name(prompt), why=HELD_WORDS[why])
        case _:
            return _of_user(entry, titles, zone)


def _of_user(entry: Entry, titles: dict[str, str], zone: tzinfo) -> Message | None:
    match entry.fact:
        case Paused(until=None):
            return message("You paused selfcare until further notice.")
        case Paused(until=until) if until is not None:
            return message(
                "You paused selfcare until {day}, {time}.",
                day=date_words(until.astimezone(zone).date()),
                time=clock_words(until, zone),
            )
        case NotToday(workday=workday):
            return message("You said “not today” for {day}.", day=date_words(workday))
        case Resumed():
            return message("You let selfcare go on.")
        case Screened():
            return message("You answered the health questions.")
        case SessionStarted(title=title):
            return message("You began “{title}”.", title=title)
        case SessionEnded(session=session, end=SessionEnd.DONE):
            return message("You finished “{title}”.", title=titles.get(session, "…"))
        case SessionEnded(session=session):
            return message("You stopped “{title}”.", title=titles.get(session, "…"))
        case RoutineHidden(title=title):
            return message("You hid the routine “{title}”.", title=title)
        case RoutineShownAgain(title=title):
            return message("You let the routine “{title}” be offered again.", title=title)
        case _:
            return None


def _of_days(entry: Entry, times: dict[str, str]) -> Message | None:
    match entry.fact:
        case CheckedIn() as checked_in:
            return _checked_in(checked_in, entry)
        case StressAdded(name=name, first=first, last=last):
            return _stressful(name, first, last)
        case StressEnded(period=period, last=last):
            return message(
                "You noted that “{name}” ends on {day}.",
                name=times.get(period, "…"),
                day=date_words(last),
            )
        case StressRemoved(period=period):
            return message("You took “{name}” back.", name=times.get(period, "…"))
        case PeriodStarted(on=on):
            return message("You noted that bleeding began on {day}.", day=date_words(on))
        case PeriodRemoved(on=on):
            return message("You took the start on {day} back.", day=date_words(on))
        case NotYetBleeding():
            return message("You noted that bleeding had not begun yet.")
        case CyclePaused():
            return message("You paused questions and estimates about your cycle.")
        case CycleResumed():
            return message("You let questions and estimates about your cycle go on.")
        case _:
            return _of_safety(entry) or _of_care(entry)


def _of_safety(entry: Entry) -> Message | None:
    match entry.fact:
        case GateAnswered(flags=flags) if set(flags) <= {Flag.NONE}:
            return message("Alarming symptoms: none of these.")
        case GateAnswered(flags=flags):
            return message("Alarming symptoms: {what}.", what=ticked_words(flags))
        case AlarmRaised(level=Level.EMERGENCY):
            return message("selfcare asked you to get help right away.")
        case AlarmRaised(level=Level.URGENT):
            return message("selfcare asked you to get medical advice on the same day.")
        case AlarmRaised():
            return message("selfcare asked you to let a doctor look at your neck.")
        case TickedByMistake():
            return message("You said that a symptom was ticked by mistake.")
        case PressingEnded():
            return message("Pressing a muscle was ended, since your headache followed it twice.")
        case Checked():
            return message("You noted that you have been checked.")
        case _:
            return None


def _of_care(entry: Entry) -> Message | None:
    match entry.fact:
        case FlareBegan():
            return message("You asked for a quiet day.")
        case TendernessNoted():
            return message("You noted how tender your muscles were.")
        case Treated(on=on):
            return message("You noted a session with a therapist on {day}.", day=date_words(on))
        case TreatmentRemoved():
            return message("You took a session with a therapist back.")
        case TreatmentRated(relief=relief):
            return message("You noted that a session eased it by {score} of 10.", score=relief)
        case OutlookSwitched(shown=True):
            return message("You asked to see the outlook.")
        case OutlookSwitched():
            return message("You asked not to see the outlook.")
        case _:
            return None


def _checked_in(fact: CheckedIn, entry: Entry) -> Message:
    day = date_words(fact.check_in.day)
    what = said(fact.check_in) or message("nothing")
    if fact.replaces is not None:
        return message("You corrected what you noted about {day}: {what}.", day=day, what=what)
    if fact.check_in.day != entry.day:
        return message("You filled in {day}: {what}.", day=day, what=what)
    return message("You checked in: {what}.", what=what)


def _stressful(name: str, first: date, last: date | None) -> Message:
    if last is None:
        return message(
            "You noted a stressful time from {day} on: “{name}”.", day=date_words(first), name=name
        )
    if first == last:
        return message(
            "You noted a stressful day, {day}: “{name}”.", day=date_words(first), name=name
        )
    return message(
        "You noted a stressful time from {first} to {last}: “{name}”.",
        first=date_words(first),
        last=date_words(last),
        name=name,
    )


def _name(prompt: Prompt | None) -> Message:
    if prompt is None:
        return message("A prompt")
    match prompt.kind:
        case PromptKind.NOTICE:
            return message("A notice about your files")
        case PromptKind.ROUTINE if prompt.entry:
            return message("The prompt “{entry}”", entry=prompt.entry)
        case _:
            return name_of(prompt)


def _answer(answered: PromptAnswered, prompt: Prompt | None, zone: tzinfo) -> Message:
    what = _name(prompt)
    offered_routine = prompt is None or prompt.kind.offers_routine
    match answered.answer:
        case Answer.START if offered_routine:
            return message("{what}: you began.", what=what)
        case Answer.START:
            return message("{what}: you opened it.", what=what)
        case Answer.LATER if answered.until is not None:
            return message(
                "{what}: put off until {time}.",
                what=what,
                time=clock_words(answered.until, zone),
            )
        case Answer.LATER:
            return message("{what}: put off.", what=what)
        case Answer.SKIP:
            return message("{what}: you let it go.", what=what)
        case Answer.DONE if offered_routine:
            return message("{what}: you did it.", what=what)
        case Answer.DONE:
            return message("{what}: done.", what=what)
        case Answer.SCREEN:
            return message("{what}: you went on to the questions.", what=what)
        case Answer.PAUSE:
            return message("{what}: you chose a week without prompts.", what=what)
        case Answer.FEWER:
            return message("{what}: you chose fewer prompts.", what=what)
        case Answer.GO_ON:
            return message("{what}: you let it go on as it is.", what=what)
        case Answer.CLOSED:
            return message("{what}: you closed it.", what=what)

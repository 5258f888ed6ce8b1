"""What happened, one plain sentence for each fact worth telling."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import tzinfo

from msgspec import Struct

from selfcare.app.time_words import clock_words, date_words
from selfcare.app.what_became import HELD_WORDS
from selfcare.domain.facts import (
    DaemonStarted,
    DaemonStopped,
    Entry,
    NotToday,
    Paused,
    PromptAnswered,
    PromptClaimed,
    PromptHeld,
    PromptNotShown,
    PromptShown,
    Resumed,
    Screened,
    SessionEnd,
    SessionEnded,
    SessionStarted,
    StopAsked,
)
from selfcare.domain.message import Message, message
from selfcare.domain.prompt import Answer, Prompt, PromptKind


class Happening(Struct, frozen=True):
    """A diary entry and the sentence that tells it."""

    entry: Entry
    text: Message


def account(entries: Iterable[Entry], zone: tzinfo) -> Iterator[Happening]:
    """Yield what happened, in the order it was noted; steps of a session are left out."""
    prompts: dict[str, Prompt] = {}
    titles: dict[str, str] = {}
    for entry in entries:
        match entry.fact:
            case PromptClaimed(prompt=prompt):
                prompts[prompt.id] = prompt
            case SessionStarted(session=session, title=title):
                titles[session] = title
            case _:
                pass
        text = _sentence(entry, prompts, titles, zone)
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
            return _answer(answered, _name(prompts.get(answered.prompt)), zone)
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
        case _:
            return None


def _name(prompt: Prompt | None) -> Message:
    if prompt is None:
        return message("A prompt")
    match prompt.kind:
        case PromptKind.WELCOME:
            return message("The welcome")
        case PromptKind.NOTICE:
            return message("A notice about your files")
        case _:
            return message("The prompt “{entry}”", entry=prompt.entry or prompt.id)


def _answer(answered: PromptAnswered, what: Message, zone: tzinfo) -> Message:
    match answered.answer:
        case Answer.START:
            return message("{what}: you began.", what=what)
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
        case Answer.DONE:
            return message("{what}: you did it.", what=what)
        case Answer.SCREEN:
            return message("{what}: you went on to the questions.", what=what)
        case _:
            return message("{what}: you closed it.", what=what)

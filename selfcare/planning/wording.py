"""What a prompt says. Neutral by default: no body, pain or cycle word where others may look."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from selfcare.domain.message import Message, message
from selfcare.domain.prompt import Answer, Asks, Prompt, PromptKind
from selfcare.domain.routine import Routine
from selfcare.domain.settings import Prompts, Wording

_NUMBERS: Final = (
    message("One"),
    message("Two"),
    message("Three"),
    message("Four"),
    message("Five"),
    message("Six"),
    message("Seven"),
    message("Eight"),
    message("Nine"),
    message("Ten"),
)


class Choosable(Struct, frozen=True):
    """An answer the user can press, and its label."""

    answer: Answer
    label: Message


class Words(Struct, frozen=True):
    """Title, text and buttons of a prompt. The text makes sense without the buttons."""

    title: Message
    body: Message
    buttons: tuple[Choosable, ...]


def words_of(
    prompt: Prompt, routine: Routine | None, settings: Prompts, *, put_off: int = 0
) -> Words:
    """Return what `prompt` says; `put_off` is how often it was put off already."""
    match prompt.kind:
        case PromptKind.ROUTINE:
            return _routine(routine, settings, put_off)
        case PromptKind.WELCOME:
            return _welcome(routine)
        case PromptKind.NOTICE:
            return _notice(prompt, settings)
        case PromptKind.CHECKIN:
            return _check_in(prompt, settings, put_off)
        case PromptKind.HEADS_UP:
            return _note(message("A note for the days ahead"), prompt, settings)
        case PromptKind.SUMMARY:
            return _note(message("Your notes in one line"), prompt, settings)
        case PromptKind.QUESTION:
            return _question(prompt, settings, put_off)


def name_of(prompt: Prompt) -> Message:
    """Return what a list of prompts calls `prompt`."""
    match prompt.kind:
        case PromptKind.ROUTINE if prompt.entry:
            return message("The break “{entry}”", entry=prompt.entry)
        case PromptKind.ROUTINE:
            return message("The wind-down")
        case PromptKind.CHECKIN:
            return message("The check-in")
        case PromptKind.HEADS_UP:
            return message("The note for the days ahead")
        case PromptKind.SUMMARY:
            return message("The line about your notes")
        case PromptKind.QUESTION:
            return message("The question")
        case PromptKind.WELCOME:
            return message("The welcome")
        case PromptKind.NOTICE:
            return message("The notice about your files")


def length_of(routine: Routine | None) -> Message:
    """Return a break's length in words, such as “Two-minute break”."""
    if routine is None:
        return message("Short break")
    minutes = _minutes(routine)
    if minutes > len(_NUMBERS):
        return message("{minutes}-minute break", minutes=minutes)
    return message("{number}-minute break", number=_NUMBERS[minutes - 1])


def _minutes(routine: Routine) -> int:
    return max(1, round(routine.total_seconds / 60))


def _routine(routine: Routine | None, settings: Prompts, put_off: int) -> Words:
    plain = settings.wording is Wording.PLAIN and routine is not None
    title = (
        message("{title} ({minutes} min)", title=routine.title, minutes=_minutes(routine))
        if plain and routine is not None
        else length_of(routine)
    )
    return Words(
        title,
        message("A good moment for a pause, if it suits you. To begin: open selfcare"),
        _start_or_not(message("Start"), settings, put_off),
    )


def _start_or_not(start: Message, settings: Prompts, put_off: int) -> tuple[Choosable, ...]:
    later = message("In {minutes} min", minutes=settings.snooze_minutes)
    return (
        Choosable(Answer.START, start),
        *((Choosable(Answer.LATER, later),) if put_off < settings.snooze_limit else ()),
        Choosable(Answer.SKIP, message("Skip")),
    )


def _check_in(prompt: Prompt, settings: Prompts, put_off: int) -> Words:
    body = message("It takes less than a minute, if it suits you. To begin: open selfcare")
    if settings.wording is Wording.PLAIN:
        body = prompt.detail or _CHECK_IN_PLAIN.get(prompt.asks, body)
    return Words(
        message("Time for your check-in"),
        body,
        _start_or_not(message("Check in"), settings, put_off),
    )


_CHECK_IN_PLAIN: Final[dict[Asks | None, Message]] = {
    Asks.DIARY: message("How were head, neck and stress today? To begin: open selfcare"),
    Asks.SHORT_DIARY: message("How were head and stress today? To begin: open selfcare"),
    Asks.LET_DOWN: message(
        "The morning after stress: any pain, a stiff neck, tired? To begin: open selfcare"
    ),
    Asks.AGAIN: message("How is it by now? To begin: open selfcare"),
    Asks.WEEKEND: message("Any pain, a stiff neck, tired? To begin: open selfcare"),
}


def _note(title: Message, prompt: Prompt, settings: Prompts) -> Words:
    body = message("To read it: open selfcare")
    if settings.wording is Wording.PLAIN and prompt.detail is not None:
        body = prompt.detail
    return Words(
        title,
        body,
        (
            Choosable(Answer.START, message("Read")),
            Choosable(Answer.DONE, message("All right")),
        ),
    )


def _question(prompt: Prompt, settings: Prompts, put_off: int) -> Words:
    title = message("A short question")
    if prompt.asks is Asks.SILENCE:
        return Words(
            title,
            message(
                "What would suit you: a week off, fewer prompts, or as it is? To say so:"
                " open selfcare"
            ),
            (
                Choosable(Answer.PAUSE, message("A week off")),
                Choosable(Answer.FEWER, message("Fewer")),
                Choosable(Answer.GO_ON, message("Go on")),
            ),
        )
    body = message("To see it: open selfcare")
    if settings.wording is Wording.PLAIN and prompt.detail is not None:
        body = prompt.detail
    return Words(title, body, _start_or_not(message("Open"), settings, put_off))


def _welcome(routine: Routine | None) -> Words:
    return Words(
        message("selfcare is here"),
        message(
            "A {length} is ready if you like. A few questions about your health make more routines"
            " possible. To see both: open selfcare",
            length=message("short break") if routine is None else message("two-minute break"),
        ),
        (
            Choosable(Answer.START, message("Start")),
            Choosable(Answer.SCREEN, message("Questions")),
            Choosable(Answer.SKIP, message("Not now")),
        ),
    )


def _notice(prompt: Prompt, settings: Prompts) -> Words:
    body = message(
        "One of your selfcare files needs a look. Everything else goes on as before."
        " To see it: open selfcare"
    )
    if settings.wording is Wording.PLAIN and prompt.detail is not None:
        body = prompt.detail
    return Words(message("A file needs a look"), body, ())

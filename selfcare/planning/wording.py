"""What a prompt says. Neutral by default: no body, pain or cycle word where others may look."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from selfcare.domain.message import Message, message
from selfcare.domain.prompt import Answer, Prompt, PromptKind
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
    buttons = [Choosable(Answer.START, message("Start"))]
    if put_off < settings.snooze_limit:
        label = message("In {minutes} min", minutes=settings.snooze_minutes)
        buttons.append(Choosable(Answer.LATER, label))
    buttons.append(Choosable(Answer.SKIP, message("Skip")))
    return Words(
        title,
        message("A good moment for a pause, if it suits you. To begin: selfcare now"),
        tuple(buttons),
    )


def _welcome(routine: Routine | None) -> Words:
    return Words(
        message("selfcare is here"),
        message(
            "A {length} is ready if you like: selfcare now. A few questions about your health"
            " make more routines possible: selfcare screen",
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
        " To see it: selfcare check"
    )
    if settings.wording is Wording.PLAIN and prompt.detail is not None:
        body = prompt.detail
    return Words(message("A file needs a look"), body, ())

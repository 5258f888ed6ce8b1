"""`selfcare therapist`: what to ask a therapist, and when a doctor comes first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from selfcare.app.say import say
from selfcare.cli.command import command, json_option, print_json, tell
from selfcare.domain.message import Message, message

if TYPE_CHECKING:
    from selfcare.app.therapist import TherapistAdvice


class QuestionData(Struct, frozen=True):
    """A question to a therapist, and why it matters."""

    ask: str
    why: str


class TherapistData(Struct, frozen=True, kw_only=True):
    """What `therapist --json` prints."""

    questions: tuple[QuestionData, ...]
    nothing_promised: str
    doctor_first: str


@command(
    "therapist",
    message(
        "Tell what to ask a therapist before a first session, why it matters, and when a doctor"
        " comes first."
    ),
    "selfcare therapist",
)
@json_option
def therapist(*, as_json: bool) -> None:
    """Tell it; needs neither diary nor settings, so that it can always be found."""
    from selfcare.app.therapist import therapist_advice

    advice = therapist_advice()
    if as_json:
        print_json(_data(advice))
        return
    for line in _lines(advice):
        tell(say(line))


def _lines(advice: TherapistAdvice) -> Iterator[Message]:
    yield message("What to ask a therapist before a first session:")
    for number, one in enumerate(advice.questions, start=1):
        yield message("{number}. {question}", number=number, question=one.ask)
        yield message("   {why}", why=one.why)
    yield advice.nothing_promised
    yield advice.doctor_first
    yield message("To note a session afterwards: selfcare treatment add")


def _data(advice: TherapistAdvice) -> TherapistData:
    return TherapistData(
        questions=tuple(QuestionData(say(one.ask), say(one.why)) for one in advice.questions),
        nothing_promised=say(advice.nothing_promised),
        doctor_first=say(advice.doctor_first),
    )

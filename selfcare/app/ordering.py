"""A settled prompt as the order for a prompter child: all texts said, all times counted."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from selfcare.app.prompt_order import OrderButton, PromptOrder, Steps
from selfcare.app.say import say, words
from selfcare.domain.offer import Offered
from selfcare.domain.prompt import Answer, Prompt, PromptKind
from selfcare.domain.routine import Side, Step
from selfcare.domain.settings import Prompts
from selfcare.planning.wording import length_of, words_of

STAYS_SECONDS: Final = 300


def order_of(
    prompt: Prompt,
    round_: int,
    offered: Offered | None,
    settings: Prompts,
    now: datetime,
    *,
    quiet: bool = False,
) -> PromptOrder:
    """Return the order to show `prompt` at `now`; on a `quiet` day without a sound."""
    routine = None if offered is None else offered.routine
    text = words_of(prompt, routine, settings, put_off=round_ - 1)
    steps = None if prompt.kind is PromptKind.NOTICE else _where_to_go(say(text.title))
    if routine is not None:
        steps = Steps(
            title=say(length_of(routine)),
            body="\n".join(_line(number, step) for number, step in enumerate(routine.steps, 1)),
            seconds=max(60, 2 * routine.total_seconds),
        )
    return PromptOrder(
        prompt=prompt.id,
        round=round_,
        title=say(text.title),
        body=say(text.body),
        seconds_until_expiry=max(1, int((prompt.expires - now).total_seconds())),
        buttons=tuple(OrderButton(one.answer, say(one.label)) for one in text.buttons),
        click=Answer.START,
        sound=settings.sound and not quiet,
        notifier=settings.notifier,
        opens_in=settings.opens_in,
        steps=steps,
    )


def _where_to_go(title: str) -> Steps:
    """Return what is said after a press where no window can be opened."""
    body = words("No window could be opened here. To go on: open selfcare")
    return Steps(title=title, body=body, seconds=STAYS_SECONDS)


def _line(number: int, step: Step) -> str:
    line = words("{number}. {do} ({seconds} s)", number=number, do=step.do, seconds=step.seconds)
    if step.reps > 1:
        line = words(
            "{number}. {do} ({reps} x {seconds} s)",
            number=number,
            do=step.do,
            reps=step.reps,
            seconds=step.seconds,
        )
    if step.side is Side.EACH:
        line = words("{line} First left, then right.", line=line)
    if step.pressure:
        line = words("{line} Pressure {pressure} of 10.", line=line, pressure=step.pressure)
    if step.caution:
        line = f"{line} {step.caution}"
    return line

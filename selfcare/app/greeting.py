"""The four lines `selfcare run` begins with."""

from __future__ import annotations

from selfcare.app.configuration import InForce
from selfcare.app.context import Context
from selfcare.app.upcoming import chooser, plan_span
from selfcare.domain.message import Message, message
from selfcare.domain.prompt import Prompt


def greeting(context: Context, in_force: InForce) -> tuple[Message, ...]:
    """Return what comes next, where the files are, and that nothing leaves this computer."""
    return (
        _next(context, in_force),
        message(
            "Your settings and routines: {folder} (to begin with examples: selfcare init)",
            folder=str(context.folders.config),
        ),
        message(
            "Your diary: {file}. Nothing of it ever leaves this computer.",
            file=str(context.folders.diary),
        ),
        message("How it is doing: selfcare status. To end it: selfcare stop"),
    )


def next_prompt(context: Context, in_force: InForce) -> Prompt | None:
    """Return the next prompt of the coming two weeks that has not been claimed."""
    history = context.history()
    today, now = context.today(), context.now()
    choosing = chooser(in_force.settings, in_force.library.routines, history, (), today)
    plans = plan_span(today, 14, settings=in_force.settings, zone=context.zone(), choosing=choosing)
    return next(
        (
            prompt
            for plan in plans
            for prompt in plan.prompts
            if prompt.due > now and prompt.id not in history.prompts
        ),
        None,
    )


def _next(context: Context, in_force: InForce) -> Message:
    prompt = next_prompt(context, in_force)
    if prompt is None:
        return message("Nothing is planned in the next two weeks. To see why: selfcare why")
    local = prompt.due.astimezone(context.zone())
    return message(
        "Next: a short break on {day} at {time} (the whole plan: selfcare plan).",
        day=f"{local:%A, %d %B}",
        time=f"{local:%H:%M}",
    )

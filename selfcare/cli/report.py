"""Commands that only tell: `status`, `today`, `plan`, `why`, `history`."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import click

from selfcare.app.say import say, words
from selfcare.app.time_words import clock_words, moment_words
from selfcare.cli.command import DAY, Edge, command, json_option, option, print_json, tell
from selfcare.domain.message import message
from selfcare.planning.day_words import date_words
from selfcare.planning.wording import name_of

LONGEST: Final = 366
"""Days that one plan or history covers at most."""


@command(
    "status",
    message(
        "Say how selfcare is doing: whether it runs, what waits for you, what comes next, and"
        " whether anything needs a look."
    ),
    "selfcare status",
)
@json_option
@click.pass_obj
def status(edge: Edge, *, as_json: bool) -> None:
    """Tell how things stand."""
    from selfcare.app.taking_stock import status as find_status
    from selfcare.cli.status_lines import tell_status

    with edge.context() as context:
        found, zone = find_status(context), context.zone()
    tell_status(found, zone, as_json=as_json)


@command(
    "today",
    message("List the prompts of a day and what became of each, and what you did by yourself."),
    "selfcare today",
    "selfcare today --on 2026-11-25",
)
@option("--on", "day", type=DAY, help_text=message("Another day, as 2026-11-25."))
@json_option
@click.pass_obj
def today(edge: Edge, *, day: date | None, as_json: bool) -> None:
    """Tell a day."""
    from selfcare.app.day_report import report_day
    from selfcare.app.pausing import present_workday
    from selfcare.app.present import look
    from selfcare.cli.data import day_data

    with edge.context() as context:
        asked = day or present_workday(context)
        _require_in_range(asked, 1, "--on")
        present = look(context.as_background(), since=asked - timedelta(days=1))
        items = report_day(present, asked)
    if as_json:
        print_json(day_data(items, present.zone))
        return
    tell(say(date_words(asked)))
    if not items:
        tell(words("  Nothing is planned for this day. To see why: selfcare why"))
    for item in items:
        title = say(item.title)
        if item.routine is not None:
            title = words("{title} ({routine})", title=title, routine=item.routine)
        tell(f"  {clock_words(item.at, present.zone)}  {title}")
        tell(f"         {say(item.fate.about)}")


@command(
    "plan",
    message(
        "List what the coming days would bring if nothing else happened, with the reason of each"
        " prompt, and what is held back and why. Nothing is shown or changed."
    ),
    "selfcare plan",
    "selfcare plan --from 2026-11-25 --days 7",
)
@option("--from", "first", type=DAY, help_text=message("The first day; left out, today."))
@option(
    "--days",
    type=click.IntRange(1, LONGEST),
    default=7,
    show_default=True,
    help_text=message("How many days."),
)
@json_option
@click.pass_obj
def plan(edge: Edge, *, first: date | None, days: int, as_json: bool) -> None:
    """Tell a span of days ahead."""
    from selfcare.app.present import look
    from selfcare.app.why import pause_words
    from selfcare.cli.data import prompt_data
    from selfcare.cli.plan_lines import plan_lines

    with edge.context() as context:
        present = look(context.as_background())
        _require_in_range(first or present.today, days, "--from")
        plans = tuple(present.plans(first or present.today, days))
    if as_json:
        print_json([prompt_data(prompt, day, present) for day in plans for prompt in day.prompts])
        return
    pause = pause_words(present)
    if pause is not None:
        tell(say(pause))
    for line in plan_lines(plans, present):
        tell(line)


def _require_in_range(first: date, days: int, option_name: str) -> None:
    margin = timedelta(days=days + 7)
    if not date.min + margin <= first <= date.max - margin:
        raise click.BadParameter(words("This day is too far away."), param_hint=option_name)


@command(
    "why",
    message(
        "Explain the last prompt and the next, what stands in the way of prompts right now, and"
        " why others were held back today."
    ),
    "selfcare why",
    "selfcare why --on 2026-11-25",
)
@option("--on", "day", type=DAY, help_text=message("Another day, for what is held back on it."))
@json_option
@click.pass_obj
def why(edge: Edge, *, day: date | None, as_json: bool) -> None:
    """Explain."""
    from selfcare.app.why import explain
    from selfcare.cli.data import why_data

    with edge.context() as context:
        if day is not None:
            _require_in_range(day, 1, "--on")
        found, zone = explain(context.as_background(), day), context.zone()
    if as_json:
        print_json(why_data(found, zone))
        return
    now = found.now
    if found.last is None:
        tell(words("No prompt has been shown yet."))
    else:
        when = moment_words(found.last.at, now, zone)
        tell(words("Last: {what}, {when}.", what=found.last.title, when=when))
        tell(words("  Why: {reason}", reason=found.last.prompt.reason))
        tell(words("  Since then: {about}", about=found.last.fate.about))
    if found.next is None:
        tell(words("Next: nothing."))
    else:
        when = moment_words(found.next.at, now, zone)
        tell(words("Next: {what}, {when}.", what=found.next.title, when=when))
        tell(words("  Why: {reason}", reason=found.next.prompt.reason))
    for obstacle in found.obstacles:
        tell(words("  But: {obstacle}", obstacle=obstacle.text))
    if found.signals:
        tell(words("About today:") if day is None else words("About {day}:", day=day.isoformat()))
    for signal in found.signals:
        tell(words("  {reason} {changes}", reason=signal.reason, changes=signal.changes))
    if found.held:
        tell(
            words("Held back today:")
            if day is None
            else words("Held back on {day}:", day=day.isoformat())
        )
    for item in found.held:
        at = clock_words(item.at, zone)
        name = "" if item.prompt is None else say(name_of(item.prompt))
        tell(words("  {time}  {name}: {about}", time=at, name=name, about=item.fate.about))


@command(
    "history",
    message("Tell what happened, one line each, the newest last."),
    "selfcare history",
    "selfcare history --days 30",
    "selfcare history --days 30 --figures",
)
@option(
    "--days",
    type=click.IntRange(1, LONGEST),
    default=7,
    show_default=True,
    help_text=message("How many days back, today included."),
)
@option("--figures", is_flag=True, help_text=message("Count instead: the figures of the notes."))
@json_option
@click.pass_obj
def history(edge: Edge, *, days: int, figures: bool, as_json: bool) -> None:
    """Tell the past."""
    if figures:
        _figures(edge, days, as_json=as_json)
        return
    from selfcare.app.account import account
    from selfcare.cli.data import happening_data

    with edge.context() as context:
        zone = context.zone()
        since = context.today() - timedelta(days=days - 1)
        happenings = tuple(account(context.diary.entries(since=since), zone))
    if as_json:
        print_json([happening_data(one, zone) for one in happenings])
        return
    if not happenings:
        tell(words("Nothing has been noted yet."))
    day = None
    for one in happenings:
        if one.entry.day != day:
            day = one.entry.day
            tell(say(date_words(day)))
        tell(f"  {clock_words(one.entry.at, zone)}  {say(one.text)}")


def _figures(edge: Edge, days: int, *, as_json: bool) -> None:
    """Tell the same figures as the notes, without the cycle and the user's own words."""
    from selfcare.app.notes import gather_notes
    from selfcare.cli.notes import tell_figures
    from selfcare.cli.notes_data import notes_data

    with edge.context() as context:
        found = gather_notes(context, days)
    if as_json:
        print_json(notes_data(found))
        return
    tell_figures(found)

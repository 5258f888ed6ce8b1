"""`doctor` and `notify-test`: what works on this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from selfcare.app.say import say, words
from selfcare.cli.command import Edge, command, json_option, print_json, tell
from selfcare.domain.message import Message, message

if TYPE_CHECKING:
    from selfcare.app.diagnosis import Verdict

NOBODY = 3
"""The exit code where no notification could be shown: it is the computer's trouble."""


@command(
    "doctor",
    message(
        "Say what works on this computer and what does not: clock, folders, your files, the"
        " diary, the background program, and every way to show a notification. Nothing is"
        " changed by looking."
    ),
    "selfcare doctor",
    "selfcare doctor --json",
)
@json_option
@click.pass_obj
def doctor(edge: Edge, *, as_json: bool) -> None:
    """Examine."""
    from selfcare.app.examination import examine
    from selfcare.cli.check_data import check_data
    from selfcare.config.paths import folders

    checks = examine(folders(), edge.clock)
    if as_json:
        print_json([check_data(check) for check in checks])
        return
    marks = {verdict: say(mark) for verdict, mark in _marks().items()}
    width = max(map(len, marks.values()))
    for check in checks:
        tell(f"{marks[check.verdict].ljust(width)}  {say(check.says)}")
        indent = " " * (width + 2)
        if check.cure is not None:
            tell(indent + say(check.cure))
        if check.detail is not None:
            tell(f"{indent}({check.detail})")


def _marks() -> dict[Verdict, Message]:
    from selfcare.app.diagnosis import Verdict

    return {
        Verdict.GOOD: message("good"),
        Verdict.NOTE: message("note"),
        Verdict.TROUBLE: message("TROUBLE"),
        Verdict.UNTRIED: message("untried"),
    }


@command(
    "notify-test",
    message(
        "Show one notification in the way prompts are shown, and say who took it. It asks nothing"
        " and leaves nothing in the diary."
    ),
    "selfcare notify-test",
)
@json_option
@click.pass_context
def notify_test(ctx: click.Context, *, as_json: bool) -> None:
    """Try a notification."""
    from selfcare.app.configuration import in_force
    from selfcare.app.diagnosis_desktop import ABILITIES, NOTIFIERS
    from selfcare.app.trial import try_notification
    from selfcare.cli.check_data import trial_data
    from selfcare.config.paths import folders

    found = try_notification(in_force(folders()).settings.prompts)
    if as_json:
        print_json(trial_data(found))
    elif found.notifier is None:
        tell(words("No notification could be shown:"))
    else:
        tell(words("Taken by: {notifier}", notifier=NOTIFIERS[found.notifier]))
        for ability in sorted(found.abilities):
            tell(words("  It can do: {ability}", ability=ABILITIES[ability]))
        tell(words("Taken is not seen: please look whether it is on the screen."))
        if found.failures:
            tell(words("Tried before that:"))
    if not as_json:
        for failure in found.failures:
            tell(f"  {failure}")
    if found.notifier is None:
        ctx.exit(NOBODY)

"""`period forget`: erase everything of the cycle, after saying what goes and what stays."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from selfcare.app.say import say, words
from selfcare.cli.asking import Back, Ended, Left, agreed, paragraph, somebody_is_there, typed
from selfcare.cli.command import Edge, command, option, tell
from selfcare.domain.errors import Trouble, UserMistake
from selfcare.domain.message import message

if TYPE_CHECKING:
    from selfcare.config.paths import Folders

DELETE: Final = ("delete", "d")


@command(
    "forget",
    message(
        "Erase everything of your cycle from the diary and from its copies on this computer:"
        " starts, pauses, what you answered, and the prompts that came of them. selfcare asks"
        " first. What is erased cannot be brought back."
    ),
    "selfcare period forget",
    "selfcare period forget --yes",
)
@option("--yes", is_flag=True, help_text=message("Erase without asking; for programs."))
@click.pass_obj
def forget(edge: Edge, *, yes: bool) -> None:
    """Forget the cycle."""
    from selfcare.app.cycle_words import gone_lines, left_lines
    from selfcare.app.forgetting import forget_cycle, stands_in_settings
    from selfcare.config.paths import folders

    where = folders()
    if not yes and not _confirmed(where):
        return
    done = forget_cycle(where, edge.clock)
    for told in done.told:
        tell(say(told), err=True)
    for line in gone_lines(done):
        tell(say(line))
    for file in done.unreadable:
        _decide(file, ask=not yes)
    for line in left_lines(done, where, in_settings=stands_in_settings(where)):
        tell(say(line))
    if done.started_again is False:
        raise Trouble(message("selfcare could not be started again. To try: selfcare start"))


def _confirmed(where: Folders) -> bool:
    """Say what goes and what stays, and return whether it is wanted."""
    from selfcare.app.cycle_words import what_goes

    if not somebody_is_there():
        raise UserMistake(
            message(
                "selfcare asks before it erases, and nobody is here to answer. Nothing was"
                " changed. From a program: selfcare period forget --yes"
            )
        )
    for one in what_goes(where):
        paragraph(say(one))
    return agreed(words("Type yes to erase it, or press Enter to leave it:"))


def _decide(file: Path, *, ask: bool) -> None:
    """Keep or delete a file that nobody can look into; without an answer it is kept."""
    from selfcare.app.cycle_words import unreadable_line
    from selfcare.app.forgetting import delete_unreadable

    tell(say(unreadable_line(file)))
    if ask and _deletion_wanted():
        delete_unreadable(file)
        tell(words("It is deleted."))
    else:
        tell(words("It is kept. You can delete it yourself at any time."))


def _deletion_wanted() -> bool:
    try:
        return typed(words("Type delete to delete it, or press Enter to keep it:")) in DELETE
    except (Back, Ended, Left):
        return False

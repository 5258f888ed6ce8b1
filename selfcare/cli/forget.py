"""`period forget`: erase everything of the cycle, after saying what goes and what stays."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from selfcare.app.say import say, words
from selfcare.cli.asking import NOT_ANSWERED, Back, Ended, Left, paragraph, typed
from selfcare.cli.command import Edge, command, option, tell
from selfcare.domain.errors import Trouble, UserMistake
from selfcare.domain.message import message

if TYPE_CHECKING:
    from selfcare.app.forgetting import Forgotten
    from selfcare.config.paths import Folders

YES: Final = ("yes", "y")
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
    from selfcare.app.forgetting import forget_cycle, stands_in_settings
    from selfcare.config.paths import folders

    where = folders()
    if not yes and not _confirmed(where):
        return
    done = forget_cycle(where, edge.clock)
    for told in done.told:
        tell(say(told), err=True)
    _tell_done(done)
    for file in done.unreadable:
        _decide(file, ask=not yes)
    if stands_in_settings(where):
        tell(
            words(
                "Your config.toml has settings about your cycle. They are yours to change, in"
                " {file}",
                file=str(where.config_file),
            )
        )
    if done.started_again:
        tell(words("selfcare runs again."))
    elif done.started_again is False:
        raise Trouble(message("selfcare could not be started again. To try: selfcare start"))


def _confirmed(where: Folders) -> bool:
    """Say what goes and what stays, and return whether it is wanted."""
    if not _somebody_is_there():
        raise UserMistake(
            message(
                "selfcare asks before it erases, and nobody is here to answer. Nothing was"
                " changed. From a program: selfcare period forget --yes"
            )
        )
    paragraph(
        words(
            "This erases what selfcare knows of your cycle: every start and every pause you noted,"
            " what you answered about them, and every prompt that came of them, with its reason."
            " It goes from the diary and from every copy of it in {folder}",
            folder=str(where.data),
        )
    )
    paragraph(
        words(
            "Everything else stays: your check-ins, stressful times, routines, your answers to the"
            " health questions, and your own files in {folder}",
            folder=str(where.config),
        )
    )
    paragraph(
        words(
            "Afterwards none of these files holds it any more. Beyond the reach of selfcare are"
            " traces on the disk itself, which special tools may find, and copies that others made"
            " elsewhere, such as a backup of your computer or a synced folder."
        )
    )
    paragraph(
        words(
            "If selfcare runs, it ends for a moment and starts again. What is erased cannot be"
            " brought back."
        )
    )
    try:
        wanted = typed(words("Type yes to erase it, or press Enter to leave it:")) in YES
    except (Back, Left):
        wanted = False
    except Ended as ended:
        click.echo()
        tell(words("Nothing was changed."))
        raise click.exceptions.Exit(NOT_ANSWERED) from ended
    if not wanted:
        tell(words("Nothing was changed."))
    return wanted


def _somebody_is_there() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _tell_done(done: Forgotten) -> None:
    if done.entries:
        tell(words("Entries of your cycle erased from the diary: {count}", count=done.entries))
    else:
        tell(words("There was nothing of your cycle in the diary."))
    if done.copies:
        tell(words("Copies of the diary written anew without it: {count}", count=len(done.copies)))


def _decide(file: Path, *, ask: bool) -> None:
    """Keep or delete a file that nobody can look into; without an answer it is kept."""
    from selfcare.app.forgetting import delete_unreadable

    tell(
        words(
            "This file belongs to the diary and cannot be read, so it may still hold something of"
            " your cycle: {file}",
            file=str(file),
        )
    )
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

"""`erase`: all of selfcare on this computer, after saying what goes and what stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from selfcare.app.say import say, words
from selfcare.cli.asking import answers_or_nothing, listed, paragraph, somebody_is_there, typed
from selfcare.cli.command import Edge, command, option, tell
from selfcare.domain.errors import UserMistake
from selfcare.domain.message import Message, message

if TYPE_CHECKING:
    from selfcare.app.erasing import Erased
    from selfcare.config.paths import Folders

ERASE: Final = "erase"
"""The word that erases; a mere yes is said too quickly."""
NOT_ALL: Final = 3
SHOWN: Final = 12
"""Files named before the rest is only counted."""


@command(
    "erase",
    message(
        "Erase everything of selfcare on this computer: the diary with all copies that selfcare"
        " keeps, its logs, and its place in the menu and among the programs that start with the"
        " computer. Your own settings and routines go only if you say so. selfcare asks first; what"
        " is erased cannot be brought back."
    ),
    "selfcare erase",
    "selfcare erase --yes",
    "selfcare erase --yes --own-files",
)
@option("--yes", is_flag=True, help_text=message("Erase without asking; for programs."))
@option(
    "--own-files",
    is_flag=True,
    help_text=message("Erase your own settings and routines, too."),
)
@click.pass_context
def erase(ctx: click.Context, *, yes: bool, own_files: bool) -> None:
    """Erase."""
    from selfcare.app.erasing import erase_everything
    from selfcare.config.paths import folders

    edge: Edge = ctx.obj
    where = folders()
    if not yes:
        answer = _asked(where, own_files=own_files)
        if answer is None:
            tell(words("Nothing was changed."))
            return
        own_files = answer
    done = erase_everything(where, edge.clock, also_own=own_files)
    for line in _lines(done):
        tell(say(line))
    for one in done.left:
        tell(
            words("This could not be erased ({why}): {file}", why=one.why, file=str(one.path)),
            err=True,
        )
    for said in done.amiss:
        tell(say(said), err=True)
    if done.left or done.amiss:
        tell(words("To try once more: selfcare erase"), err=True)
        ctx.exit(NOT_ALL)


def _asked(where: Folders, *, own_files: bool) -> bool | None:
    """Say what goes and what stays, and return whether own files go, too; None for nothing."""
    from selfcare.app import erasing

    if not somebody_is_there():
        raise UserMistake(
            message(
                "selfcare asks before it erases, and nobody is here to answer. Nothing was"
                " changed. From a program: selfcare erase --yes"
            )
        )
    for one in _what_goes(where):
        paragraph(say(one))
    with answers_or_nothing():
        if typed(words("Type erase to erase all of it, or press Enter to leave it:")) != ERASE:
            return None
        own = erasing.own_files(where)
        if own_files or not own:
            return own_files
        paragraph(words("These files are your own: settings and routines."))
        listed([str(file) for file in own[:SHOWN]])
        if len(own) > SHOWN:
            paragraph(words("And {count} more.", count=len(own) - SHOWN))
        return typed(words("Type erase to erase them, too, or press Enter to keep them:")) == ERASE
    return None


def _what_goes(where: Folders) -> list[Message]:
    return [
        message(
            "This erases everything selfcare has kept on this computer: your diary, its daily"
            " copies and every other copy beside it, check-ins begun and not saved, logs, and"
            " what it has put into the menu and the start-up programs. All of it lies in {data},"
            " {state} and {logs}",
            data=str(where.data),
            state=str(where.state),
            logs=str(where.logs),
        ),
        message(
            "Beyond the reach of selfcare are files that “selfcare backup”, “export” and “notes”"
            " have written elsewhere, copies that others made, such as a backup of your computer,"
            " and traces on the disk itself, which special tools may find."
        ),
        message(
            "selfcare ends for this and does not start again. What is erased cannot be brought"
            " back. To keep a copy of it first: selfcare backup"
        ),
    ]


def _lines(done: Erased) -> list[Message]:
    said = [message("Erased: {count} files.", count=done.files), *done.told]
    if done.kept:
        said.append(
            message(
                "Your own files stay: {count} in {folder}",
                count=len(done.kept),
                folder=str(min((one.parent for one in done.kept), key=lambda one: len(one.parts))),
            )
        )
    said.append(message("The program itself stays until you uninstall it."))
    return said

"""`selfcare routines`: list, show, make, copy, open, hide."""

from __future__ import annotations

import os

import click

from selfcare.app.say import say, words
from selfcare.cli.command import CommandGroup, Edge, json_option, option, print_json, tell
from selfcare.cli.command import command as make_command
from selfcare.cli.completion import routine_ids
from selfcare.domain.message import Message, message


@click.group(
    "routines",
    cls=CommandGroup,
    invoke_without_command=True,
    help=words(
        "List the routines there are. The commands below show one, or help you write your own;"
        " a file of your own with the id of a shipped routine takes its place."
    ),
    examples=(
        "selfcare routines",
        "selfcare routines show four-muscles-gentle",
        "selfcare routines new my-neck-break",
    ),
)
@json_option
@click.pass_context
def routines(ctx: click.Context, *, as_json: bool) -> None:
    """List them where no other command is named."""
    if ctx.invoked_subcommand is None:
        _list(ctx.obj, as_json=as_json)


def _list(edge: Edge, *, as_json: bool) -> None:
    from selfcare.app.routine_list import list_routines
    from selfcare.cli.routine_text import list_lines, listed_data

    with edge.context() as context:
        listed = list_routines(context)
        folder, errors = context.folders.routines, context.in_force.errors
    if as_json:
        print_json([listed_data(one) for one in listed])
        return
    for line in list_lines(listed):
        tell(line)
    tell(words("Your own routines lie in {folder}", folder=str(folder)))
    if errors:
        tell(words("Some of your files need a look: selfcare check"))


@make_command(
    "list",
    message("List the routines: what they take, and why some of them wait."),
    "selfcare routines list",
)
@json_option
@click.pass_obj
def list_(edge: Edge, *, as_json: bool) -> None:
    """List."""
    _list(edge, as_json=as_json)


@make_command(
    "show",
    message("Show a routine step by step, as its file has it or as it would be done today."),
    "selfcare routines show trap-upper-squeeze",
    "selfcare routines show trap-upper-squeeze --as-offered",
)
@click.argument("routine_id", metavar="ID", shell_complete=routine_ids)
@option(
    "--as-offered",
    is_flag=True,
    help_text=message("After today's filters: what is left out or lowered is so here as well."),
)
@json_option
@click.pass_obj
def show(edge: Edge, *, routine_id: str, as_offered: bool, as_json: bool) -> None:
    """Show."""
    from selfcare.app.offering import moment_of, offered, routine_named
    from selfcare.cli.routine_text import routine_data, routine_lines

    changes: tuple[Message, ...] = ()
    with edge.context() as context:
        routine = routine_named(context, routine_id)
        if as_offered:
            found = offered(moment_of(context), routine)
            routine, changes = found.routine, found.changes
    if as_json:
        print_json(routine_data(routine))
        return
    for line in routine_lines(routine):
        tell(line)
    for change in changes:
        tell(say(change))


@make_command(
    "new",
    message("Write a routine of your own from a template that explains itself."),
    "selfcare routines new my-neck-break",
    'selfcare routines new my-neck-break --title "My neck break"',
)
@click.argument("routine_id", metavar="ID")
@option("--title", help_text=message("What it is called; left out, the id in words."))
@click.pass_obj
def new(edge: Edge, *, routine_id: str, title: str | None) -> None:
    """Write a new one."""
    from selfcare.app.routine_files import new_routine

    with edge.context() as context:
        path = new_routine(context, routine_id, title)
    tell(words("Written: {path}", path=str(path)))
    tell(
        words(
            "To edit it: selfcare routines open {id}. To look it over: selfcare check",
            id=routine_id,
        )
    )


@make_command(
    "copy",
    message("Copy a routine that came with selfcare, so that you can change it."),
    "selfcare routines copy trap-upper-squeeze",
)
@click.argument("routine_id", metavar="ID", shell_complete=routine_ids)
@click.pass_obj
def copy(edge: Edge, *, routine_id: str) -> None:
    """Copy."""
    from selfcare.app.routine_files import copy_routine

    with edge.context() as context:
        path = copy_routine(context, routine_id)
    tell(words("Copied to {path}", path=str(path)))
    tell(
        words(
            "From now on your copy is used. To edit it: selfcare routines open {id}", id=routine_id
        )
    )


@make_command(
    "open",
    message("Open a routine of your own in your text editor ($VISUAL, $EDITOR, or the desktop's)."),
    "selfcare routines open my-neck-break",
)
@click.argument("routine_id", metavar="ID", shell_complete=routine_ids)
@click.pass_obj
def open_(edge: Edge, *, routine_id: str) -> None:
    """Open."""
    from selfcare.app.routine_files import Opening, open_routine

    with edge.context() as context:
        opened = open_routine(context, routine_id, os.environ)
    match opened.outcome:
        case Opening.EDITED:
            tell(words("To look it over: selfcare check"))
        case Opening.HANDED_OVER:
            tell(words("Opened: {path}", path=str(opened.path)))
        case Opening.NO_EDITOR:
            tell(
                words(
                    "No editor was found. Please open this file yourself: {path}",
                    path=str(opened.path),
                )
            )


@make_command(
    "path",
    message("Print the file of a routine, or the folder of your own ones."),
    "selfcare routines path",
    "selfcare routines path four-muscles-gentle",
)
@click.argument("routine_id", metavar="[ID]", required=False, shell_complete=routine_ids)
@click.pass_obj
def path_(edge: Edge, *, routine_id: str | None) -> None:
    """Print a path."""
    from selfcare.app.offering import routine_named

    with edge.context() as context:
        if routine_id is None:
            tell(str(context.folders.routines))
            return
        routine = routine_named(context, routine_id)
        tell(str(context.in_force.library.path_of(routine.id)))


@make_command(
    "hide",
    message("Let a routine be offered no more. Its file stays as it is."),
    "selfcare routines hide trap-upper-squeeze",
)
@click.argument("routine_id", metavar="ID", shell_complete=routine_ids)
@click.pass_obj
def hide(edge: Edge, *, routine_id: str) -> None:
    """Hide."""
    from selfcare.app.hiding import hide_routine

    with edge.context() as context:
        routine = hide_routine(context, routine_id)
    tell(
        words(
            "“{title}” is hidden. To show it again: selfcare routines unhide {id}",
            title=routine.title,
            id=routine.id,
        )
    )


@make_command(
    "unhide",
    message("Let a hidden routine be offered again."),
    "selfcare routines unhide trap-upper-squeeze",
)
@click.argument("routine_id", metavar="ID", shell_complete=routine_ids)
@click.pass_obj
def unhide(edge: Edge, *, routine_id: str) -> None:
    """Show again."""
    from selfcare.app.hiding import show_routine_again

    with edge.context() as context:
        routine = show_routine_again(context, routine_id)
    tell(words("“{title}” may be offered again.", title=routine.title))


for one in (list_, show, new, copy, open_, path_, hide, unhide):
    routines.add_command(one)

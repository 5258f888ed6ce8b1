"""`completion`: the shell fills in commands, options and routines when Tab is pressed.

The scripts are click's own. A script calls the program for each press, and whatever goes wrong then
is no answer, never a line in the middle of what somebody types.
"""

from __future__ import annotations

import contextlib
import os
import sys
from enum import StrEnum
from typing import Final, NoReturn

import click
from click.shell_completion import CompletionItem, get_completion_class

from selfcare.app.say import say
from selfcare.cli.command import ASKS_TO_COMPLETE, PROGRAM, command
from selfcare.domain.message import message


class Shell(StrEnum):
    """A shell that can fill in what is typed."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


_PLACES: Final = {
    Shell.BASH: message(
        'To have it in every new window, put this line at the end of ~/.bashrc: eval "$(selfcare'
        ' completion bash)"'
    ),
    Shell.ZSH: message(
        "To have it in every new window, put this line at the end of ~/.zshrc:"
        ' autoload -Uz compinit && compinit && eval "$(selfcare completion zsh)"'
    ),
    Shell.FISH: message(
        "To have it in every new window: selfcare completion fish"
        " > ~/.config/fish/completions/selfcare.fish"
    ),
    Shell.POWERSHELL: message(
        "To have it in every new window, put this line at the end of the file that $PROFILE names:"
        " selfcare completion powershell | Out-String | Invoke-Expression"
    ),
}


@command(
    "completion",
    message(
        "Print a script for your shell, so that it fills in commands, options and routines when you"
        " press Tab. Its first lines say where to put it."
    ),
    "selfcare completion bash",
    "selfcare completion powershell",
)
@click.argument("shell", type=click.Choice([shell.value for shell in Shell]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script."""
    # Bytes, since a shell stumbles over the line ends of Windows.
    click.echo(script_of(Shell(shell), ctx.find_root().command).encode(), nl=False)


def script_of(shell: Shell, commands: click.Command) -> str:
    """Return the script for a shell, with a remark where it belongs."""
    found = get_completion_class(shell)
    if found is None:
        text = f"click completes nothing for {shell}"
        raise LookupError(text)
    script = found(commands, {}, PROGRAM, ASKS_TO_COMPLETE).source()
    first, rest = "", script
    if script.startswith("#compdef"):
        # zsh wants this line to be the first.
        first, _, rest = script.partition("\n")
        first += "\n"
    return f"{first}# {say(_PLACES[shell])}\n{rest}"


def routine_ids(
    ctx: click.Context,  # noqa: ARG001 - click's signature
    param: click.Parameter,  # noqa: ARG001 - click's signature
    incomplete: str,
) -> list[CompletionItem[str]]:
    """Return the routines whose id begins so, the user's own as well, with their titles."""
    from selfcare.app.configuration import in_force
    from selfcare.config.paths import folders

    library = in_force(folders()).library
    return [
        CompletionItem(id_, help=routine.title)
        for id_, routine in sorted(library.routines.items())
        if id_.startswith(incomplete)
    ]


def complete_quietly(commands: click.Command) -> NoReturn:
    """Answer a shell that asks what could be typed, and end; an error is no answer."""
    with (
        open(os.devnull, "w", encoding="utf-8") as nowhere,  # noqa: PTH123 - a name, not a path
        contextlib.redirect_stderr(nowhere),
        contextlib.suppress(Exception),
    ):
        commands(prog_name=PROGRAM)
    sys.exit()

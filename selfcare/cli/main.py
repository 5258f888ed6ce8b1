"""The commands by name, loaded only when called, and the one place that tells what went wrong.

To add a command: its function in a file of this folder, and its line in `SECTIONS`.
"""

from __future__ import annotations

import contextlib
import os
import sys
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import click

from selfcare import __version__
from selfcare.app.say import say, words
from selfcare.app.streams import give_streams
from selfcare.cli.command import ASKS_TO_COMPLETE, PROGRAM, TYPED, CommandGroup, Edge
from selfcare.cli.telling import nothing_saved, tell, told_end
from selfcare.domain.message import Message, message

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a command is found, and what it does in half a line."""

    where: str
    summary: Message

    def load(self) -> click.Command:
        """Import the command."""
        module, _, attribute = self.where.partition(":")
        loaded = getattr(import_module(f"selfcare.cli.{module}"), attribute)
        if not isinstance(loaded, click.Command):
            text = f"{self.where} is not a command"
            raise TypeError(text)
        return loaded


SECTIONS: Final[tuple[tuple[Message, dict[str, Entry]], ...]] = (
    (
        message("To begin and to end"),
        {
            "init": Entry("files:init", message("Write starter files you can edit.")),
            "check": Entry("files:check", message("Look your files over and say what is wrong.")),
            "start": Entry("control:start", message("Start selfcare in the background.")),
            "stop": Entry("control:stop", message("End it.")),
            "restart": Entry("control:restart", message("End it and start it again.")),
            "run": Entry("control:run", message("Run it in this window instead.")),
            "autostart": Entry(
                "autostart:autostart", message("selfcare starts with the computer, or not.")
            ),
            "menu": Entry("page:menu", message("selfcare in the menu of your programs.")),
            "demo": Entry("demo:demo", message("A made-up year, in a folder of its own.")),
        },
    ),
    (
        message("Your day"),
        {
            "open": Entry("page:open_", message("selfcare in your browser.")),
            "status": Entry("report:status", message("What is going on right now.")),
            "today": Entry(
                "report:today", message("The prompts of a day and what became of them.")
            ),
            "plan": Entry("report:plan", message("What the coming days would bring.")),
            "why": Entry("report:why", message("Why a prompt came, comes, or does not come.")),
            "history": Entry("report:history", message("What happened, line by line.")),
        },
    ),
    (
        message("A prompt, and pauses"),
        {
            "now": Entry("now:now", message("Do the routine that is offered, or one you name.")),
            "checkin": Entry("checkin:checkin", message("Note how a day was, in a minute.")),
            "later": Entry("answer:later", message("Put the open prompt off.")),
            "skip": Entry("answer:skip", message("Let the open prompt go.")),
            "done": Entry("now:done", message("Say that you did it without the program.")),
            "pause": Entry("answer:pause", message("No prompts for a while.")),
            "resume": Entry("answer:resume", message("Prompts again.")),
        },
    ),
    (
        message("Hard days and your cycle"),
        {
            "stress": Entry("stress:stress", message("Tell of stressful times, and see them.")),
            "calendar": Entry(
                "calendar:calendar", message("What selfcare would make of a calendar file.")
            ),
            "period": Entry("period:period", message("Note when bleeding began, or pause this.")),
            "cycle": Entry("cycle:cycle", message("When the next start may come, and why.")),
            "outlook": Entry("outlook:outlook", message("How gently to take a day, and why.")),
        },
    ),
    (
        message("Routines and safety"),
        {
            "screen": Entry("screen:screen", message("The health questions that unlock routines.")),
            "alarm": Entry("gate:alarm", message("New or alarming symptoms: what to do now.")),
            "checked": Entry("gate:checked", message("Say that you have been checked.")),
            "flare": Entry("flare:flare", message("A headache right now: one thing at a time.")),
            "choose": Entry("choose:choose", message("Which routine fits now, and why.")),
            "tender": Entry("tender:tender", message("The weekly check of tender spots.")),
            "routines": Entry("routines:routines", message("List, show, copy and write routines.")),
        },
    ),
    (
        message("Your therapist and your notes"),
        {
            "treatment": Entry(
                "treatment:treatment", message("Note sessions with a therapist, and see them.")
            ),
            "therapist": Entry("therapist:therapist", message("What to ask a therapist.")),
            "notes": Entry("notes:notes", message("One page for your doctor or therapist.")),
        },
    ),
    (
        message("Your data"),
        {
            "backup": Entry("saving:backup", message("Everything of yours in one file.")),
            "restore": Entry("saving:restore", message("Put a backup, or an earlier day, back.")),
            "export": Entry("export:export", message("Everything as JSON and as tables.")),
            "erase": Entry("erase:erase", message("Erase all of selfcare on this computer.")),
        },
    ),
    (
        message("When something is amiss"),
        {
            "doctor": Entry("doctor:doctor", message("What works on this computer.")),
            "notify-test": Entry("doctor:notify_test", message("Show one notification as a test.")),
            "completion": Entry(
                "completion:completion", message("Let your shell fill in what you type.")
            ),
            "report-problem": Entry(
                "problem:report_problem", message("A text about a problem, without a word on you.")
            ),
        },
    ),
)


class Commands(CommandGroup):
    """All commands; each is imported when it is asked for, not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of all commands in the order of the help."""
        return [name for _, entries in SECTIONS for name in entries]

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        cmd_name: str,
    ) -> click.Command | None:
        """Return the command, imported now."""
        for _, entries in SECTIONS:
            if cmd_name in entries:
                return entries[cmd_name].load()
        return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command meant; an unknown one is told with the nearest there is."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.list_commands(ctx), n=1)
            if not near:
                raise
            hint = words("Did you mean “{command}”?", command=near[0])
            raise click.UsageError(f"{error.message} {hint}", ctx) from error

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        """Return the commands that begin so, with their half lines, importing none."""
        from click.shell_completion import CompletionItem

        found = [
            CompletionItem(name, help=say(entry.summary))
            for _, entries in SECTIONS
            for name, entry in entries.items()
            if name.startswith(incomplete)
        ]
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write every command with its half line, in sections, importing none."""
        longest = max(map(len, self.list_commands(ctx)))
        for title, entries in SECTIONS:
            with formatter.section(say(title)):
                formatter.write_dl(
                    [(name.ljust(longest), say(entry.summary)) for name, entry in entries.items()]
                )

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Remember what was typed, for whoever has to type it again."""
        typed = tuple(args)
        found = super().make_context(info_name, args, parent, **extra)
        found.meta[TYPED] = typed
        return found

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; whatever goes wrong ends in one sentence and an exit code."""
        edge = ctx.obj if isinstance(ctx.obj, Edge) else Edge()
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit):
            raise
        except click.Abort:
            code = told_end(KeyboardInterrupt(), edge.now())
        except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - a user never sees a traceback
            code = told_end(error, edge.now())
            if nothing_saved(error):
                from selfcare.cli.not_saved import tell_how_to_repeat

                tell_how_to_repeat(ctx)
        raise click.exceptions.Exit(code)


def _wait_for_reader() -> None:
    if sys.stdin is None or not sys.stdin.isatty():
        return
    click.echo()
    tell(words("Press Enter to close this window."))
    with contextlib.suppress(EOFError, KeyboardInterrupt):
        input()


@click.group(
    cls=Commands,
    invoke_without_command=True,
    help=words(
        "selfcare offers short stretch and self-massage routines while you work, and keeps a"
        " diary of them on this computer. It is self-care, not medical treatment."
    ),
    examples=("selfcare start", "selfcare now", "selfcare now --help"),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option("--window", is_flag=True, hidden=True)
@click.version_option(__version__, package_name="selfcare", message="selfcare %(version)s")
@click.pass_context
def commands(ctx: click.Context, *, window: bool) -> None:
    """Give the command its edge, or show the help where none is named.

    With `window` the command has a window to itself, which stays until its last words are read.
    """
    if window:
        ctx.call_on_close(_wait_for_reader)
    if ctx.obj is None:
        ctx.obj = Edge()
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def main() -> int:
    """Run the command line."""
    give_streams()
    if os.environ.get(ASKS_TO_COMPLETE):
        from selfcare.cli.completion import complete_quietly

        complete_quietly(commands)
    commands(prog_name=PROGRAM)
    return 0

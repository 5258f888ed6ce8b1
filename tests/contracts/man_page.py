"""The man page, written from the commands themselves: `python -m tests.contracts.man_page`."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import click

from selfcare import __version__
from selfcare.app.say import say
from selfcare.cli.command import Command, CommandGroup
from selfcare.cli.main import SECTIONS, commands

PLACE: Final = Path(__file__).parents[2] / "docs" / "selfcare.1"
SUMMARY: Final = "short stretch and self-massage breaks, and a diary of them"
EXITS: Final = (
    ("0", "It is done."),
    ("1", "Something asked for cannot be; the message says what would help."),
    ("2", "The command was not understood."),
    ("3", "The program or the computer failed; the message says what to do next."),
    ("130", "It was stopped from outside."),
)
WIDTH: Final = 70
"""Letters of a line; what stands for a letter in roff may be longer than it."""
_SENTENCES: Final = re.compile(r"(?<=[.!?])\s+")
_HELP: Final = "Say what it does, and end. Every command has this."
FILES: Final = (
    ("~/.config/selfcare/config.toml", "The settings, and beside them a folder of own routines."),
    ("~/.local/share/selfcare", "The diary, and its daily copies."),
    ("~/.local/state/selfcare", "What the program needs while it runs, and its log."),
)


def man_page() -> str:
    """Return the whole page, in the roff of man(7)."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield '.\\" Written by tests/contracts/man_page.py from the commands themselves.'
    yield f'.TH SELFCARE 1 "" "selfcare {__version__}" "User Commands"'
    yield ".SH NAME"
    yield f"selfcare \\- {_text(SUMMARY)}"
    yield ".SH SYNOPSIS"
    yield r".B selfcare"
    yield r"[\fIOPTIONS\fR] \fICOMMAND\fR [\fIARGUMENTS\fR]"
    yield ".SH DESCRIPTION"
    yield _text(commands.help or "")
    yield ".PP"
    yield _text("Without a command it lists them. Every command explains itself with --help.")
    yield ".SH OPTIONS"
    root = click.Context(commands, info_name="selfcare", **commands.context_settings)
    yield from _listed((", ".join(root.help_option_names), words) for words in (_HELP,))
    yield from _options(commands, root)
    yield ".SH COMMANDS"
    for title, entries in SECTIONS:
        yield f".SS {_text(say(title))}"
        for name, entry in entries.items():
            yield from _command(entry.load(), root, name)
    yield ".SH ENVIRONMENT"
    yield from _listed(
        (("SELFCARE_HOME", "A folder that holds settings, diary, state and logs together."),)
    )
    yield ".SH FILES"
    yield from _listed(FILES)
    yield ".SH EXIT STATUS"
    yield from _listed(EXITS)


def _command(command: click.Command, parent: click.Context, name: str) -> Iterator[str]:
    """Yield a command and, below it, those it has of its own."""
    with click.Context(command, info_name=name, parent=parent) as context:
        usage = " ".join(command.collect_usage_pieces(context))
        yield ".TP"
        yield f"\\fB{_text(context.command_path)}\\fR {_text(usage)}".rstrip()
        yield _text(command.help or "")
        yield ".RS"
        yield from _options(command, context)
        examples = command.examples if isinstance(command, Command | CommandGroup) else ()
        yield ".PP"
        yield "Example:" if len(examples) == 1 else "Examples:"
        for example in examples:
            yield ".br"
            yield f"\\fI{_text(example)}\\fR"
        yield ".RE"
        if isinstance(command, click.Group):
            for inner in command.list_commands(context):
                found = command.get_command(context, inner)
                if found is not None:
                    yield from _command(found, context, inner)


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    """Yield what a command can be told, without the help that each of them has."""
    options = (one for one in command.params if isinstance(one, click.Option))
    records = (one.get_help_record(context) for one in options)
    yield from _listed(one for one in records if one is not None)


def _listed(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, what in pairs:
        yield ".TP"
        yield f"\\fB{_text(name)}\\fR"
        yield _text(what)


def _text(text: str) -> str:
    """Return a text as roff reads it back, a line for a sentence; nothing is taken for an order."""
    flat = " ".join(text.replace("\b", "").split())
    lines = [
        line
        for sentence in _SENTENCES.split(flat)
        for line in textwrap.wrap(sentence, WIDTH, break_long_words=False, break_on_hyphens=False)
    ]
    return "\n".join(map(_escaped, lines))


def _escaped(line: str) -> str:
    # A bare hyphen may be printed as another sign, which nobody can type.
    plain = line.replace("\\", r"\e").replace("-", r"\-")
    plain = re.sub(r"[^\x00-\x7f]", lambda sign: f"\\[u{ord(sign[0]):04X}]", plain)
    return f"\\&{plain}" if plain.startswith((".", "'")) else plain


if __name__ == "__main__":
    PLACE.write_text(man_page(), encoding="ascii")

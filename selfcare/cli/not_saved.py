"""What could not be saved: held and tried again where somebody answers questions, else told.

The one rule: nothing that was typed is lost in silence. The terminal is the user's own; a log gets
no word of it.
"""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Iterator
from typing import Final

import click
import msgspec

from selfcare.app.account import account
from selfcare.app.context import Context
from selfcare.app.say import say, words
from selfcare.cli.asking import ANSWERED, READ, Back, Ended, Left, paragraph, typed
from selfcare.cli.command import TYPED, tell
from selfcare.domain.errors import Trouble
from selfcare.domain.facts import Entry, Fact

HIDDEN: Final = "--window"
"""What a notification adds, and nobody types."""


def tell_how_to_repeat(ctx: click.Context) -> None:
    """Say that nothing was saved, and the line that does the same again."""
    line = " ".join(("selfcare", _quoted([one for one in ctx.meta[TYPED] if one != HIDDEN])))
    tell(words("Nothing was saved. To do it again: {line}", line=line.strip()), err=True)
    read: bytes | None = ctx.meta.get(READ)
    if read is not None:
        tell(words("With this on its standard input, as it came:"), err=True)
        click.echo(read.decode("utf-8", "replace").rstrip("\n"), err=True)


def holds_answers(context: Context, trouble: Trouble, facts: tuple[Fact, ...]) -> bool:
    """Ask whether to try again, where answers were typed; whoever gives up reads what is lost."""
    if not click.get_current_context().meta.get(ANSWERED):
        return False
    paragraph(say(trouble.what))
    try:
        typed(words("Your answers are still here. Press Enter to try again, q to give up:"))
    except Back:
        return True
    except (Left, Ended):
        for line in lost_lines(context, facts):
            tell(line)
        return False
    return True


def lost_lines(context: Context, facts: tuple[Fact, ...]) -> Iterator[str]:
    """Yield what was not saved: in words, and complete as data."""
    yield words("This was not saved:")
    now, today = context.now(), context.today()
    entries = [Entry(0, now, today, fact) for fact in facts]
    for one in account(entries, context.zone()):
        yield f"  {say(one.text)}"
    yield words("The same as data, with every detail:")
    for fact in facts:
        yield f"  {msgspec.json.encode(fact).decode()}"


def _quoted(line: list[str]) -> str:
    return subprocess.list2cmdline(line) if sys.platform == "win32" else shlex.join(line)

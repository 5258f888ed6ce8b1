"""What every command shares: its help with an example, its clock, and how it prints.

The one rule: a command parses its options, calls a use case in `selfcare.app`, and prints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

import click

from selfcare.app.clock import Clock, SystemClock
from selfcare.app.say import say, words
from selfcare.cli import telling
from selfcare.domain.message import Message

if TYPE_CHECKING:
    from selfcare.app.context import Context
    from selfcare.diary.store import TryAgain
    from selfcare.domain.errors import Trouble
    from selfcare.domain.facts import Fact


TYPED: Final = "selfcare.typed"
"""What a command's context holds of the words behind the name of the program."""

PROGRAM: Final = "selfcare"
"""What is typed to run a command."""
ASKS_TO_COMPLETE: Final = "_SELFCARE_COMPLETE"
"""What the script of a shell sets in the environment; click looks for this name."""


@dataclass(frozen=True, slots=True)
class Edge:
    """Where a command meets the world; a test brings its own clock as `obj`."""

    clock: Clock = field(default_factory=SystemClock)

    def now(self) -> datetime:
        """Return the present instant in UTC."""
        return self.clock.now()

    def today(self) -> date:
        """Return the date on the wall."""
        return self.now().astimezone(self.clock.zone()).date()

    @contextmanager
    def context(self) -> Iterator[Context]:
        """Open the user's selfcare, and tell on stderr what befell the diary on the way."""
        from selfcare.app.context import open_context

        self.bring_up_to_date()
        with open_context(self.clock) as opened:
            for told in opened.told:
                tell(say(told), err=True)
            opened.diary.try_again = _try_again(opened)
            yield opened
            if opened.diary.damaged:
                from selfcare.diary.recovery import about_damaged

                for told in about_damaged(opened.diary):
                    tell(say(told), err=True)

    def bring_up_to_date(self) -> None:
        """Start a background program of before an update anew, and say so on stderr."""
        from selfcare.app.upgrading import bring_up_to_date
        from selfcare.config.paths import folders

        for told in bring_up_to_date(folders(), self.clock):
            tell(say(told), err=True)


def _try_again(context: Context) -> TryAgain:
    def asked(trouble: Trouble, facts: tuple[Fact, ...]) -> bool:
        from selfcare.cli.not_saved import holds_answers

        return holds_answers(context, trouble, facts)

    return asked


class Command(click.Command):
    """A command whose help ends with examples."""

    def __init__(self, *args: Any, examples: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = examples

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples below the options."""
        write_examples(formatter, self.examples)
        super().format_epilog(ctx, formatter)


class CommandGroup(click.Group):
    """A command with commands of its own, whose help ends with examples."""

    command_class = Command

    def __init__(self, *args: Any, examples: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = examples

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples below the commands."""
        write_examples(formatter, self.examples)
        super().format_epilog(ctx, formatter)


def write_examples(formatter: click.HelpFormatter, examples: tuple[str, ...]) -> None:
    """Write a section with the examples, one a line."""
    if not examples:
        return
    title = words("Example") if len(examples) == 1 else words("Examples")
    with formatter.section(title):
        formatter.write_text("\b\n" + "\n".join(examples))


def command(
    name: str, help_text: Message, *examples: str
) -> Callable[[Callable[..., None]], click.Command]:
    """Make a function the command `name`, with help and examples."""
    return click.command(name, cls=Command, help=say(help_text), examples=examples)


def option(*names: str, help_text: Message, **attributes: Any) -> Callable[[Any], Any]:
    """Add an option whose help is said in the user's language."""
    return click.option(*names, help=say(help_text), **attributes)


def json_option(function: Callable[..., None]) -> Callable[..., None]:
    """Add `--json`, handed over as `as_json`."""
    decorated: Callable[..., None] = click.option(
        "--json", "as_json", is_flag=True, help=words("Print data for programs instead of text.")
    )(function)
    return decorated


class Day(click.ParamType[date]):
    """A date as 2026-11-25."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the date, or fail with the form it must have."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(
                words("“{value}” is not a date. Write it as 2026-11-25.", value=value), param, ctx
            )


DAY: Final = Day()


class NamedDay(Day):
    """A date as 2026-11-25, or one of the words today and yesterday."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the date, or fail with the form it must have."""
        edge = None if ctx is None else ctx.find_object(Edge)
        if edge is not None and value == "today":
            return edge.today()
        if edge is not None and value == "yesterday":
            return edge.today() - timedelta(days=1)
        return super().convert(value, param, ctx)


NAMED_DAY: Final = NamedDay()


class Switch(StrEnum):
    """What is wished of something that can be switched on and off."""

    ON = "on"
    OFF = "off"
    STATUS = "status"


SWITCH: Final = click.Choice([wish.value for wish in Switch])


# Every command takes them from here; some go without the rest of this module.
tell: Final = telling.tell
print_json: Final = telling.print_json

"""The background program: `run`, `start`, `stop`, `restart`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from selfcare.app.say import say, words
from selfcare.cli.command import Edge, command, option, tell
from selfcare.domain.message import Message, message

if TYPE_CHECKING:
    from selfcare.app.control import Stop


@command(
    "run",
    message(
        "Run selfcare in this window until you press Ctrl and C. To have it in the background, so"
        " that the window can be closed: selfcare start"
    ),
    "selfcare run",
)
@option(
    "--autostarted",
    is_flag=True,
    hidden=True,
    help_text=message("Started with the computer: end quietly where selfcare runs already."),
)
@option(
    "--home",
    metavar="FOLDER",
    hidden=True,
    help_text=message("Keep everything in this folder, as SELFCARE_HOME says it."),
)
@click.pass_obj
def run(edge: Edge, *, autostarted: bool, home: str | None) -> None:
    """Run."""
    from selfcare.cli.at_once import be_background

    be_background(edge.clock, autostarted=autostarted, home=home)


@command(
    "start",
    message("Start selfcare in the background. The window can be closed afterwards."),
    "selfcare start",
)
@click.pass_obj
def start(edge: Edge) -> None:
    """Start."""
    edge.bring_up_to_date()
    _start(message("selfcare has started. What comes next: selfcare status"))


@command(
    "stop",
    message("End selfcare. Nothing is lost; to have it back: selfcare start"),
    "selfcare stop",
)
@click.pass_obj
def stop(edge: Edge) -> None:
    """Stop."""
    from selfcare.app.control import Stop

    if _stop(edge) is Stop.NOT_RUNNING:
        tell(words("selfcare was not running. To start it: selfcare start"))
    else:
        tell(words("selfcare has ended. To have it back: selfcare start"))


@command(
    "restart",
    message("End selfcare, if it runs, and start it again."),
    "selfcare restart",
)
@click.pass_obj
def restart(edge: Edge) -> None:
    """Stop and start."""
    from selfcare.app.upgrading import refuse_beside_newer
    from selfcare.config.paths import folders

    refuse_beside_newer(folders())
    _stop(edge)
    _start(message("selfcare has started anew. What comes next: selfcare status"))


def _start(started: Message) -> None:
    from selfcare.app.control import Start
    from selfcare.app.control import start as start_it
    from selfcare.cli.autostart import tell_hint
    from selfcare.config.paths import folders

    found = start_it(folders())
    match found.outcome:
        case Start.STARTED:
            tell(say(started))
            tell_hint()
        case Start.ALREADY_RUNNING:
            tell(words("selfcare is running already. How it is doing: selfcare status"))
        case Start.FAILED:
            raise found.trouble


def _stop(edge: Edge) -> Stop:
    from selfcare.app.control import Stop
    from selfcare.app.control import stop as stop_it
    from selfcare.config.paths import folders
    from selfcare.domain.errors import Trouble

    where = folders()
    outcome = stop_it(where, edge.clock)
    if outcome is Stop.FAILED:
        raise Trouble(
            message(
                "selfcare does not answer and still runs. Its log, in {place}, may say why;"
                " logging out ends it.",
                place=str(where.logs),
            )
        )
    return outcome

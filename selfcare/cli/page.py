"""`open` and `menu`: the page in the browser, and the way there from the menu of programs."""

from __future__ import annotations

import click

from selfcare.app.page_door import View
from selfcare.app.say import say, words
from selfcare.cli.command import SWITCH, Edge, Switch, command, option, tell
from selfcare.domain.errors import Trouble
from selfcare.domain.message import message

_TO_OPEN = tuple(view.value for view in View if view is not View.FIRST_STEPS)


@command(
    "open",
    message(
        "Open selfcare in your browser. The page is served by this computer to itself, for as long"
        " as it is open, and to nobody else."
    ),
    "selfcare open",
    "selfcare open checkin",
)
@click.argument("view", type=click.Choice(_TO_OPEN), default=View.TODAY.value, required=False)
@option(
    "--address",
    is_flag=True,
    help_text=message(
        "Print an address that opens the page once, within a minute, instead of opening it."
    ),
)
@click.pass_obj
def open_(edge: Edge, view: str, *, address: bool) -> None:
    """Open a page, or print its address."""
    from selfcare.app.page_opening import Opening, address_of, open_page
    from selfcare.config.paths import folders

    edge.bring_up_to_date()
    if address:
        found = address_of(folders(), View(view))
        if found is None:
            raise Trouble(NO_PAGE)
        tell(found)
        return
    match open_page(folders(), View(view)):
        case Opening.NO_PAGE:
            raise Trouble(NO_PAGE)
        case Opening.NO_BROWSER:
            tell(words("No browser could be opened here."), err=True)
            found = address_of(folders(), View(view))
            if found is not None:
                tell(say(message("Open this address within a minute: {address}", address=found)))
        case Opening.OPENED:
            tell(words("selfcare is open in your browser."))


NO_PAGE = message("The page could not be started. What stands in the way: selfcare doctor")


@command(
    "menu",
    message(
        "Put selfcare into the menu of your programs, take it out, or see whether it is there."
    ),
    "selfcare menu on",
    "selfcare menu off",
    "selfcare menu status",
)
@click.argument("wish", type=SWITCH)
def menu(wish: str) -> None:
    """Change the menu, or look at it."""
    from selfcare.app.menu_entry import add, is_there, own_entry, remove

    entry = own_entry()
    match Switch(wish):
        case Switch.ON:
            add(entry)
            tell(
                words("selfcare is in the menu of your programs. To take it out: selfcare menu off")
            )
        case Switch.OFF:
            was_there = is_there(entry)
            remove(entry)
            tell(words("Taken out of the menu.") if was_there else words("It was not in the menu."))
        case Switch.STATUS if is_there(entry):
            tell(words("selfcare is in the menu: {path}", path=str(entry.marks)))
        case Switch.STATUS:
            tell(words("selfcare is not in the menu. To put it there: selfcare menu on"))

"""`autostart`: selfcare starts with the computer, or not."""

from __future__ import annotations

import click

from selfcare.app.say import say, words
from selfcare.cli.command import SWITCH, Switch, command, json_option, option, print_json, tell
from selfcare.domain.message import message


@command(
    "autostart",
    message(
        "Let selfcare start with the computer, quietly and in the background, as soon as you log"
        " in; let it be; or see how that stands. It writes one entry where your system keeps such"
        " things, and takes it away again."
    ),
    "selfcare autostart on",
    "selfcare autostart off",
    "selfcare autostart status",
)
@click.argument("wish", type=SWITCH)
@option(
    "--systemd",
    is_flag=True,
    help_text=message(
        "With on: as a user service of systemd, which starts it again after a crash. For those who"
        " know systemd; it needs a desktop that systemd knows of."
    ),
)
@json_option
def autostart(wish: str, *, systemd: bool, as_json: bool) -> None:
    """Change what starts with the computer, or look at it."""
    from selfcare.app import autostart_words
    from selfcare.app.autostart import own_autostart

    own = own_autostart()
    match Switch(wish):
        case Switch.ON:
            own.on(systemd=systemd)
            tell(say(autostart_words.SWITCHED_ON))
            if own.may_miss_desktop():
                tell(say(autostart_words.MISSES_DESKTOP))
        case Switch.OFF:
            said = autostart_words.SWITCHED_OFF if own.off() else autostart_words.WAS_OFF
            tell(say(said))
        case Switch.STATUS if as_json:
            print_json(own.found())
        case Switch.STATUS:
            found = own.found()
            told = autostart_words.STANDINGS[found.standing]
            tell(say(told.says))
            if found.way is not None:
                way = autostart_words.WAYS[found.way]
                tell(words("By: {way}, {place}", way=way, place=found.place or ""))
            tell(say(told.cure))


def tell_hint() -> None:
    """Tell how selfcare starts with the computer where it does not."""
    from selfcare.app.autostart_words import hint

    found = hint()
    if found is not None:
        tell(say(found))

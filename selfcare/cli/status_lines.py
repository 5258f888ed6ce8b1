"""The status as it is told: as lines for people, or as data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo

from selfcare.app.say import say
from selfcare.app.status import Status
from selfcare.app.time_words import moment_words, until_words
from selfcare.cli.telling import print_json, tell
from selfcare.domain.message import Message, message


def tell_status(found: Status, zone: tzinfo, *, as_json: bool) -> None:
    """Print the status."""
    if as_json:
        from selfcare.cli.status_data import status_data

        print_json(status_data(found, zone))
        return
    for line in status_lines(found, zone):
        tell(say(line))


def status_lines(found: Status, zone: tzinfo) -> Iterator[Message]:
    """Yield what the user should know, the most pressing first."""
    if found.running:
        yield message("selfcare is running.")
    else:
        yield message("selfcare is not running. To start it: selfcare start")
    if found.safe_mode:
        from selfcare.app.lives import SAFE_MODE

        yield SAFE_MODE
    yield from _pause(found, zone)
    if found.rests is not None:
        yield found.rests
    if found.open is not None:
        yield message("Open: {what}. {about}", what=found.open.title, about=found.open.fate.about)
    elif found.last is not None:
        yield message("Last: {what}. {about}", what=found.last.title, about=found.last.fate.about)
    if found.next is not None:
        yield message(
            "Next: {what}, {when}.",
            what=found.next.title,
            when=moment_words(found.next.at, found.now, zone),
        )
    else:
        yield message("Next: nothing. To see why: selfcare why")
    yield _done(found.sessions_done_today)
    if found.notifier is not None:
        yield message("The last prompt was shown by: {notifier}.", notifier=found.notifier)
    yield from _trouble(found)
    if found.screened_on is None:
        yield message(
            "The health questions are not answered yet, so only gentle routines are offered."
            " To answer them: selfcare screen"
        )
    else:
        yield message(
            "The health questions were answered on {day}.", day=found.screened_on.isoformat()
        )


def _pause(found: Status, zone: tzinfo) -> Iterator[Message]:
    if found.paused and found.paused_until is None:
        yield message("Paused until you say: selfcare resume")
    elif found.paused and found.paused_until is not None:
        yield message(
            "Paused {until}. To end the pause: selfcare resume",
            until=until_words(found.paused_until, found.now, zone),
        )
    if found.not_today:
        yield message("No more prompts today, as you asked. To undo it: selfcare resume")


def _done(count: int) -> Message:
    if count == 0:
        return message("Routines done today: none yet.")
    return message("Routines done today: {count}.", count=count)


def _trouble(found: Status) -> Iterator[Message]:
    if found.not_shown.prompts:
        yield message(
            "Prompts that could not be shown today: {count}. What stands in the way:"
            " selfcare doctor",
            count=found.not_shown.prompts,
        )
        yield message("  (The last time: {why})", why=found.not_shown.why or "?")
    if found.settings_broken:
        yield message(
            "Your config.toml has an error, so your last good settings hold."
            " To see it: selfcare check"
        )
    elif found.errors:
        yield message(
            "Problems in your files: {count}. To see them: selfcare check", count=found.errors
        )
    if found.unreadable_entries:
        yield message(
            "Entries of the diary that this version cannot read: {count}.",
            count=found.unreadable_entries,
        )

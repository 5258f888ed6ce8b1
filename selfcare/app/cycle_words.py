"""The cycle in words: where it stands, what may come, what was noted, and what `forget` erases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from selfcare.app.settings_copies import copies_that_name
from selfcare.domain.cycle import CycleOutlook, Flag
from selfcare.domain.message import Message, message
from selfcare.domain.settings import CycleMode
from selfcare.planning.day_words import date_words

if TYPE_CHECKING:
    from pathlib import Path

    from selfcare.app.cycle import StartListed, StartNoted
    from selfcare.app.forgetting import Forgotten
    from selfcare.config.paths import Folders

ONLY_AN_ESTIMATE: Final = message(
    "This is an estimate, not for contraception or for planning a pregnancy."
)


def cycle_lines(outlook: CycleOutlook) -> Iterator[Message]:
    """Yield all there is to tell about the cycle on the day of the outlook."""
    yield _day(outlook)
    yield from next_lines(outlook)
    yield from _ovulation(outlook)
    yield outlook.why
    for one in outlook.left_out:
        yield message("  Left out: {day}. {why}", day=one.on.isoformat(), why=one.why)
    if outlook.next_start is not None:
        yield ONLY_AN_ESTIMATE


def today_lines(outlook: CycleOutlook) -> Iterator[Message]:
    """Yield the day of the cycle and when the next start may come, in short."""
    number = outlook.day_of_cycle(outlook.today)
    if number is not None:
        yield message("Day {number} of your cycle.", number=number)
    yield from next_or_why(outlook)


def next_lines(outlook: CycleOutlook) -> Iterator[Message]:
    """Yield when the next start may come, where anything can be said about it."""
    if outlook.next_start is None or outlook.lo is None or outlook.hi is None:
        return
    lo, hi = date_words(outlook.lo), date_words(outlook.hi)
    if outlook.mode is CycleMode.HORMONAL:
        yield message("The next days without pills are {lo} to {hi}.", lo=lo, hi=hi)
        return
    yield message("The next start may come around {day}.", day=date_words(outlook.next_start))
    yield message("In four of five cases it comes from {lo} to {hi}.", lo=lo, hi=hi)


def _day(outlook: CycleOutlook) -> Message:
    day: Message = date_words(outlook.today)
    number = outlook.day_of_cycle(outlook.today)
    if number is not None:
        day = message("{day}: day {number} of your cycle", day=day, number=number)
    match outlook.flag(outlook.today):
        case Flag.LOGGED:
            return message("{day}, one of the first days of bleeding.", day=day)
        case Flag.PREDICTED if outlook.mode is CycleMode.HORMONAL:
            return message("{day}, one of the days without pills.", day=day)
        case Flag.PREDICTED:
            return message("{day}. Bleeding may begin around this day.", day=day)
        case None:
            return message("{day}.", day=day)


def _ovulation(outlook: CycleOutlook) -> Iterator[Message]:
    if outlook.ovulation_lo is None or outlook.ovulation_hi is None:
        return
    lo, hi = date_words(outlook.ovulation_lo), date_words(outlook.ovulation_hi)
    if outlook.ovulation_hi < outlook.today:
        yield message("Ovulation may have been from {lo} to {hi}.", lo=lo, hi=hi)
    else:
        yield message("Ovulation may be from {lo} to {hi}.", lo=lo, hi=hi)


def start_line(one: StartListed) -> Message:
    """Return a start as a list has it, with the days to the next one."""
    day = date_words(one.on)
    if one.left_out is not None:
        return message("{day}: left out. {why}", day=day, why=one.left_out.why)
    if one.days is None:
        return day
    return message("{day}: {days} days", day=day, days=one.days)


def noted_lines(noted: StartNoted) -> Iterator[Message]:
    """Yield what is said once a start is noted."""
    day = date_words(noted.on)
    if noted.new:
        yield message("Noted: bleeding began on {day}.", day=day)
    else:
        yield message("A start on {day} is noted already.", day=day)
    for one in noted.aside:
        if one.on == noted.on:
            yield message("It is kept, but does not begin a new cycle. {why}", why=one.why)
        else:
            yield message(
                "The start on {day} does not count any more. {why}",
                day=date_words(one.on),
                why=one.why,
            )
    yield from next_or_why(noted.outlook)
    if noted.first:
        yield message(
            "From now on selfcare looks at your cycle, and asks on some days whether bleeding has"
            " begun. What it expects: selfcare cycle. To erase all of it: selfcare period forget"
        )


def next_or_why(outlook: CycleOutlook) -> Iterator[Message]:
    """Yield when the next start may come, or why nothing can be said about it."""
    yield from next_lines(outlook)
    if outlook.next_start is None:
        yield outlook.why


def what_goes(folders: Folders) -> Iterator[Message]:
    """Yield what `forget` erases and what it leaves, a paragraph each."""
    yield message(
        "This erases what selfcare knows of your cycle: every start and every pause you noted,"
        " what you answered about them, and every prompt that came of them, with its reason."
        " It goes from the diary and from every copy of it in {folder}",
        folder=str(folders.data),
    )
    yield message(
        "Everything else stays: your check-ins, stressful times, routines, your answers to the"
        " health questions, and your own files in {folder}",
        folder=str(folders.config),
    )
    yield message(
        "Afterwards none of these files holds it any more. Beyond the reach of selfcare are"
        " traces on the disk itself, which special tools may find, and copies elsewhere: backups"
        " and exports you made yourself, a backup of your computer, or a synced folder."
    )
    yield message(
        "If selfcare runs, it ends for a moment and starts again. What is erased cannot be"
        " brought back."
    )


def gone_lines(done: Forgotten) -> Iterator[Message]:
    """Yield what was erased."""
    if done.entries:
        yield message("Entries of your cycle erased from the diary: {count}", count=done.entries)
    else:
        yield message("There was nothing of your cycle in the diary.")
    if done.copies:
        yield message(
            "Copies of the diary written anew without it: {count}", count=len(done.copies)
        )


def left_lines(done: Forgotten, folders: Folders, *, in_settings: bool) -> Iterator[Message]:
    """Yield what may still hold something of the cycle, but for files nobody can read."""
    if in_settings:
        yield message(
            "Your config.toml has settings about your cycle. They are yours to change, in {file}",
            file=str(folders.config_file),
        )
    for copy in copies_that_name(folders, "cycle"):
        yield message(
            "An older copy of your settings says something about your cycle, too. It is yours to"
            " delete: {file}",
            file=str(copy),
        )
    if done.started_again:
        yield message("selfcare runs again.")


def unreadable_line(file: Path) -> Message:
    """Return the sentence about a file of the diary that nobody can look into."""
    return message(
        "This file belongs to the diary and cannot be read, so it may still hold something of"
        " your cycle: {file}",
        file=str(file),
    )

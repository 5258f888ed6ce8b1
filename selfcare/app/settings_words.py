"""The settings in the words of the page: a label for each, a hint where it helps, and choices."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Final

from selfcare.app.diagnosis_desktop import NOTIFIERS
from selfcare.config.shapes import fields
from selfcare.domain.message import Message, message
from selfcare.domain.settings import (
    EARLIEST_CHECK_IN,
    LATEST_CHECK_IN,
    WEEKDAYS,
    CycleMode,
    NotifierChoice,
    OpensIn,
    StressEntry,
    Weekday,
    Wording,
)
from selfcare.domain.stress import StressKind
from selfcare.domain.week import DAY
from selfcare.planning.day_words import weekday_words

_A_MONDAY: Final = date(2024, 1, 1)
WEEKDAY_NAMES: Final[Mapping[Weekday, Message]] = {
    weekday: weekday_words(_A_MONDAY + number * DAY) for number, weekday in enumerate(WEEKDAYS)
}
LABELS: Final[Mapping[tuple[str, str], Message]] = {
    **{("work", weekday.value): name for weekday, name in WEEKDAY_NAMES.items()},
    ("work", "days_off"): message("Days off"),
    ("prompts", "daily_cap"): message("Most prompts in one day"),
    ("prompts", "first_week_cap"): message("The same, in your first seven days"),
    ("prompts", "spacing_minutes"): message("Minutes between two prompts, at least"),
    ("prompts", "expiry_minutes"): message("Minutes until a prompt without an answer goes away"),
    ("prompts", "fewer_after_days"): message("Days without any answer until prompts become fewer"),
    ("prompts", "fewer_cap"): message("Most prompts in one day from then on"),
    ("prompts", "question_after_days"): message(
        "Days without any answer until selfcare asks what suits you"
    ),
    ("prompts", "snooze_minutes"): message("Minutes by which “Later” puts a prompt off"),
    ("prompts", "snooze_limit"): message("How often one prompt can be put off"),
    ("prompts", "quiet_hours"): message("Hours without prompts"),
    ("prompts", "wording"): message("What a prompt may say where others look"),
    ("prompts", "sound"): message("A sound with each prompt"),
    ("prompts", "notifier"): message("What shows the prompts"),
    ("prompts", "opens_in"): message("Where “Start” leads"),
    ("checkins", "diary"): message("One check-in on each day you work"),
    ("checkins", "at"): message("Time of the check-in"),
    ("checkins", "reminder"): message("Remind once, half an hour later, if it was not answered"),
    ("checkins", "let_down"): message("A short check-in on the morning after a stressful time"),
    ("checkins", "weekend"): message(
        "A short check-in on Saturdays at 9:00, even if you do not work"
    ),
    ("checkins", "fill_in"): message("On Mondays, offer to fill in the days before"),
    ("checkins", "week"): message("On Fridays, one line about the last weeks"),
    ("checkins", "ticks"): message("Also ask about meals, coffee and drinks"),
    ("cycle", "mode"): message("How your cycle is looked at"),
    ("cycle", "usual_length"): message("Days from one start to the next, if you know"),
    ("cycle", "prompts"): message("Prompts around the days that are estimated"),
    ("cycle", "ovulation"): message("One check-in in the middle between two starts"),
    ("cycle", "pill_start"): message("First day of any one of your packs"),
    ("cycle", "pill_days"): message("Days with pills in a row"),
    ("cycle", "break_days"): message("Days of the break after them"),
    ("meetings", "busy_hours"): message("Hours of meetings; a day with more counts as busy"),
    ("meetings", "compare"): message(
        "So does a day with more meetings than three quarters of your own days"
    ),
    ("meetings", "wait"): message("A prompt waits for the end of a meeting, 30 minutes at most"),
    ("presence", "do_not_disturb"): message("Wait while the desktop is set to do not disturb"),
    ("presence", "full_screen"): message("Wait while something fills the whole screen"),
    ("presence", "call"): message("Wait while the camera or the microphone is in use"),
    ("presence", "away"): message("Wait while nobody is at the keyboard"),
}
_NEVER: Final = message("0 is never.")
HINTS: Final[Mapping[tuple[str, str], Message]] = {
    ("work", "days_off"): message(
        "Holidays and the like. For a single day, the second date stays empty."
    ),
    ("prompts", "daily_cap"): message("Breaks, check-ins and questions together."),
    ("prompts", "quiet_hours"): message("A lunch break, for instance; past midnight is fine."),
    ("prompts", "fewer_after_days"): _NEVER,
    ("prompts", "question_after_days"): _NEVER,
    ("checkins", "at"): message(
        "If you work then; else shortly before your work ends. Between {earliest} and {latest}.",
        earliest=f"{EARLIEST_CHECK_IN:%H:%M}",
        latest=f"{LATEST_CHECK_IN:%H:%M}",
    ),
    ("presence", "do_not_disturb"): message(
        "As far as this computer tells. After 30 minutes the prompt is let go."
    ),
    ("presence", "call"): message(
        "Only whether they are in use is looked at, never what they pick up."
    ),
    ("cycle", "mode"): message("Nothing begins before you have noted a first day, or a pack."),
    ("cycle", "pill_start"): message("For packs of pills."),
}
CHOICES: Final[Mapping[type[StrEnum], Mapping[Any, Message]]] = {
    Wording: {
        Wording.NEUTRAL: message("Nothing of the body: “Two-minute break”"),
        Wording.PLAIN: message("What it is: the name of the routine"),
    },
    OpensIn: {
        OpensIn.BROWSER: message("To a page in the browser"),
        OpensIn.TERMINAL: message("To a window of the terminal"),
    },
    CycleMode: {
        CycleMode.NATURAL: message("By the days you note"),
        CycleMode.HORMONAL: message("By your own packs of pills"),
        CycleMode.PAUSED: message("Paused, as in pregnancy and after birth"),
        CycleMode.OFF: message("Not at all: nothing is asked or estimated"),
    },
    NotifierChoice: NOTIFIERS,
    Weekday: WEEKDAY_NAMES,
}
_KINDS: Final[Mapping[StressKind, Message]] = {
    StressKind.EMOTIONAL: message("emotional"),
    StressKind.PHYSICAL: message("physical"),
}
_WHEN: Final[Mapping[str, Message]] = {
    "deadline": message("due on {when}"),
    "days": message("{when}"),
    "yearly": message("each year: {when}"),
    "monthly": message("each month: {when}"),
}


def stress_words(entry: StressEntry) -> Message:
    """Return a stressful time of the settings: its name, its kind and when it is."""
    for one in fields(StressEntry):
        value = getattr(entry, one.attribute)
        if one.key in _WHEN and value is not None:
            when = message(_WHEN[one.key].text, when=str(value))
            break
    else:
        when = message("at no time")
    return message("{name} ({kind}), {when}", name=entry.name, kind=_KINDS[entry.kind], when=when)

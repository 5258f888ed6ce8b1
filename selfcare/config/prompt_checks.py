"""What the values of [prompts], [checkins] and [cycle] must be to one another."""

from __future__ import annotations

from datetime import time

from selfcare.config.given import Given
from selfcare.config.reader import Walk
from selfcare.config.shapes import Clock
from selfcare.config.values import take
from selfcare.domain.message import message
from selfcare.domain.problem import Severity
from selfcare.domain.settings import EARLIEST_CHECK_IN, LATEST_CHECK_IN, CycleMode, Prompts


def check_caps(walk: Walk, section: Given, prompts: Prompts) -> None:
    """Note a limit that was to be lower than the usual one and is not."""
    usual = prompts.daily_cap
    for key, cap, cure in (
        (
            "first_week_cap",
            prompts.first_week_cap,
            message("for a gentle start choose {later} or less", later=usual),
        ),
        (
            "fewer_cap",
            prompts.fewer_cap,
            message("for fewer prompts choose {later} or less", later=usual),
        ),
    ):
        if cap > usual and key in section:
            walk.note(
                ("prompts", key),
                message(
                    "{key} ({cap}) is more than daily_cap ({later})", key=key, cap=cap, later=usual
                ),
                cure,
                severity=Severity.WARNING,
            )


def check_check_ins(walk: Walk, section: Given) -> None:
    """Note a time of day at which selfcare never asks."""
    at = take(section.get("at"), Clock())
    if isinstance(at, time) and not EARLIEST_CHECK_IN <= at <= LATEST_CHECK_IN:
        walk.note(
            ("checkins", "at"),
            message(
                "selfcare asks between {earliest} and {latest}, and {time} lies outside",
                earliest=f"{EARLIEST_CHECK_IN:%H:%M}",
                latest=f"{LATEST_CHECK_IN:%H:%M}",
                time=f"{at:%H:%M}",
            ),
            message('choose a time in between, such as at = "16:30"'),
        )


def check_cycle(walk: Walk, section: Given) -> None:
    """Note what the mode leaves open, and what it leaves without a meaning."""
    hormonal = section.get("mode") == CycleMode.HORMONAL.value
    if hormonal and "pill_start" not in section:
        walk.note(
            ("cycle", "mode"),
            message(
                "{line} goes by your packs, and no day of one is given", line='mode = "hormonal"'
            ),
            message(
                "add the first day of any one of them, in a line such as {line}",
                line='pill_start = "2026-11-02"',
            ),
            severity=Severity.WARNING,
        )
    if hormonal and section.get("break_days") == 0:
        walk.note(
            ("cycle", "break_days"),
            message("break_days is {count}, so there is no break to look ahead to", count=0),
            message("if you take no breaks, that is fine; else write how many days one lasts"),
            severity=Severity.WARNING,
        )
    if "pill_start" in section and not hormonal:
        walk.note(
            ("cycle", "pill_start"),
            message("pill_start means something only with {line}", line='mode = "hormonal"'),
            message("add that line, or take this one out"),
            severity=Severity.WARNING,
            at_key=True,
        )

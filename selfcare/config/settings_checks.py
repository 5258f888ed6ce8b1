"""What the values of config.toml must be to one another; each section has its own file."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from selfcare.config.calendar_checks import check_calendars
from selfcare.config.given import Given, section
from selfcare.config.plan_checks import check_plan
from selfcare.config.prompt_checks import check_caps, check_check_ins, check_cycle
from selfcare.config.reader import Walk
from selfcare.config.stress_checks import check_stress
from selfcare.config.work_checks import (
    LONGEST_NIGHT,
    LONGEST_QUIET_NIGHT,
    check_nights,
    check_work,
)
from selfcare.domain.problem import Severity
from selfcare.domain.settings import WEEKDAYS, Settings, Work


def check_settings(
    walk: Walk,
    table: Given,
    settings: Settings | None,
    routine_ids: Collection[str] | None,
    today: date | None,
) -> None:
    """Note what does not fit together; `settings` is None where an entry could not be taken.

    Without `today` nothing is said of days that are long over.
    """
    hours, prompts = section(table, "work"), section(table, "prompts")
    check_work(walk, hours)
    work = _known_work(walk, settings)
    for day in WEEKDAYS:
        check_nights(walk, ("work", day.value), hours.get(day.value), LONGEST_NIGHT)
    quiet = prompts.get("quiet_hours")
    check_nights(walk, ("prompts", "quiet_hours"), quiet, LONGEST_QUIET_NIGHT)
    if settings is not None:
        check_caps(walk, prompts, settings.prompts)
    check_check_ins(walk, section(table, "checkins"))
    check_cycle(walk, section(table, "cycle"))
    check_plan(walk, table, work, routine_ids)
    check_stress(walk, table, today)
    check_calendars(walk, table)


def _known_work(walk: Walk, settings: Settings | None) -> Work | None:
    """Return the work hours, or None where something about them is wrong."""
    wrong = any(
        one.path[:1] == ("work",) and one.severity is Severity.ERROR for one in walk.problems
    )
    return None if settings is None or wrong else settings.work

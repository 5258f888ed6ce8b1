"""Who keeps a place in a day: meetings, the least spacing, one cap over every kind of prompt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, tzinfo
from itertools import groupby, zip_longest
from typing import Final

from msgspec.structs import replace

from selfcare.domain.message import Message, message
from selfcare.domain.presence import WAITS_AT_MOST
from selfcare.domain.prompt import Held, HeldBack, Prompt, PromptKind
from selfcare.domain.settings import Settings
from selfcare.domain.week import MINUTE, Window
from selfcare.planning.history import History
from selfcare.planning.wording import name_of

MOST_CHECK_INS: Final = 2
"""The diary, and one more on hard days (domain handbook 5.2)."""


def out_of_meetings(
    wanted: list[Prompt], meetings: Sequence[Window], settings: Settings, zone: tzinfo
) -> tuple[list[Prompt], list[Held]]:
    """Hold what would wait too long for the end of a meeting (domain handbook 6, row 29)."""
    if not settings.meetings.wait:
        return wanted, []
    free: list[Prompt] = []
    met: list[Held] = []
    for prompt in wanted:
        meeting = next((one for one in meetings if prompt.due in one), None)
        if meeting is None or meeting.end <= prompt.due + WAITS_AT_MOST:
            free.append(prompt)
            continue
        until = f"{meeting.end.astimezone(zone):%H:%M}"
        why = message("Your calendar has a meeting then, until {time}.", time=until)
        met.append(Held(prompt, HeldBack.MEETING, why))
    return free, met


def few_check_ins(
    wanted: list[Prompt], claimed: Iterable[Prompt]
) -> tuple[list[Prompt], list[Held]]:
    """Keep the diary and one more check-in at most (domain handbook 5.2)."""
    places = MOST_CHECK_INS - sum(one.kind is PromptKind.CHECKIN for one in claimed)
    asking = sorted((one for one in wanted if one.kind is PromptKind.CHECKIN), key=_by_rank)
    why = message("There are at most {most} check-ins a day.", most=MOST_CHECK_INS)
    over = asking[max(0, places) :]
    return (
        [prompt for prompt in wanted if prompt not in over],
        [Held(prompt, HeldBack.CAP, why) for prompt in over],
    )


def spaced(
    wanted: Iterable[Prompt], claimed: Sequence[Prompt], spacing: timedelta
) -> tuple[list[Prompt], list[Held]]:
    """Hold what lies closer than `spacing` to what was claimed or is more important."""
    kept: list[Prompt] = []
    crowded: list[Held] = []
    for prompt in sorted(wanted, key=_by_rank):
        near = _nearby(prompt.due, (*claimed, *kept), spacing)
        if near is None:
            kept.append(prompt)
        else:
            why = _why_too_close(near, prompt, spacing)
            crowded.append(Held(prompt, HeldBack.TOO_CLOSE, why))
    return kept, crowded


def capped(
    wanted: Iterable[Prompt], claimed: Sequence[Prompt], cap: int
) -> tuple[list[Prompt], list[Prompt]]:
    """Return which of `wanted` have a place under the cap and which not, important kinds first.

    What was claimed is spread along with the rest, so that a plan stays as it is while it is
    lived through.
    """
    places: list[Prompt] = []
    ranked = sorted([*claimed, *wanted], key=_by_rank)
    for _, group in groupby(ranked, key=lambda one: one.rank):
        places += _spread(list(group), cap - len(places))
    kept = [prompt for prompt in ranked if prompt in places and prompt not in claimed]
    over = [prompt for prompt in ranked if prompt not in places and prompt not in claimed]
    return kept, over


def forward_only(
    wanted: Iterable[Prompt], claimed: Sequence[Prompt]
) -> tuple[list[Prompt], list[Held]]:
    """Hold what lies before the latest claimed prompt of the same entry, and a time claimed before.

    Slot numbers shift when times are edited; without this an edit could offer a time again. After
    a flight west the same time of day comes once more, and lies after the first.
    """
    ahead: list[Prompt] = []
    behind: list[Held] = []
    for prompt in wanted:
        done = [one for one in claimed if prompt.entry and one.entry == prompt.entry]
        if prompt.at is not None and any(prompt.at == one.at for one in done):
            why = message("This time of “{entry}” has been shown.", entry=prompt.entry)
            behind.append(Held(prompt, HeldBack.FOLDED, why))
        elif any(prompt.due <= one.due for one in done):
            why = message("A later prompt of “{entry}” has been shown.", entry=prompt.entry)
            behind.append(Held(prompt, HeldBack.FOLDED, why))
        else:
            ahead.append(prompt)
    return ahead, behind


def bounded(prompts: list[Prompt], history: History) -> list[Prompt]:
    """Let every unclaimed prompt expire no later than the next one falls due."""
    found: list[Prompt] = []
    for prompt, following in zip_longest(prompts, prompts[1:]):
        if following is None or prompt.id in history.prompts:
            found.append(prompt)
        else:
            found.append(replace(prompt, expires=min(prompt.expires, following.due)))
    return found


def _by_rank(prompt: Prompt) -> tuple[int, datetime, str]:
    return (prompt.rank, prompt.due, prompt.id)


def _why_too_close(near: Prompt, prompt: Prompt, spacing: timedelta) -> Message:
    other = name_of(near)
    if near.due == prompt.due:
        return message("{other} has the same time.", other=other)
    return message(
        "{other} lies less than {minutes} minutes away.",
        minutes=spacing // MINUTE,
        other=other,
    )


def _nearby(due: datetime, others: Iterable[Prompt], spacing: timedelta) -> Prompt | None:
    """Return the first of the others that lies closer than `spacing`, or at the same time."""
    for other in others:
        if other.due == due or -spacing < other.due - due < spacing:
            return other
    return None


def _spread(prompts: list[Prompt], count: int) -> list[Prompt]:
    """Return `count` of the prompts, evenly over the day, the last one among them."""
    number = len(prompts)
    if number <= count:
        return prompts
    return [prompts[(place + 1) * number // count - 1] for place in range(count)]

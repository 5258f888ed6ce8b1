"""The judge can find fault: the program is broken in one way after another, and each is noticed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from selfcare.daemon import engine
from selfcare.diary.store import Diary
from selfcare.domain.message import Message
from selfcare.domain.prompt import Held, Prompt, PromptKind
from selfcare.domain.settings import PlanEntry, Work
from selfcare.domain.week import DAY, Window
from selfcare.planning import delivery, hours, places, planner
from selfcare.planning.attention import Attention, Go
from selfcare.planning.history import History, PromptState
from tests.lives.judge import Fault
from tests.lives.living import live
from tests.lives.person import HOMES

MOST_LIVES = 120
Break = Callable[[pytest.MonkeyPatch], None]


def ids_from_the_time(patch: pytest.MonkeyPatch) -> None:
    real = planner._slots

    def slots(
        entry: PlanEntry, day: date, work: Sequence[Window], zone: tzinfo
    ) -> Iterator[tuple[int, datetime, Message, time | None]]:
        for _, due, reason, at in real(entry, day, work, zone):
            yield due.hour * 60 + due.minute, due, reason, at

    patch.setattr(planner, "_slots", slots)
    patch.setattr(planner, "forward_only", lambda wanted, _: (list(wanted), []))


def answers_that_settle_nothing(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(PromptState, "settled", property(lambda _: False))


def no_spacing(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(delivery, "_free_at", lambda now, *_: now)


def a_cap_that_forgets_check_ins(patch: pytest.MonkeyPatch) -> None:
    real = places.capped

    def capped(
        wanted: Iterable[Prompt], claimed: Sequence[Prompt], cap: int
    ) -> tuple[list[Prompt], list[Prompt]]:
        wanted = list(wanted)
        asking = [one for one in wanted if one.kind is PromptKind.CHECKIN]
        others = [one for one in wanted if one.kind is not PromptKind.CHECKIN]
        kept, over = real(others, [one for one in claimed if one not in asking], cap)
        return [*kept, *asking], over

    patch.setattr(planner, "capped", capped)


def no_quiet_hours(patch: pytest.MonkeyPatch) -> None:
    for module in (hours, engine):
        patch.setattr(module, "quiet_around", lambda *_: ())


def no_days_off(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Work, "is_off", lambda *_: False)


def prompts_that_never_lapse(patch: pytest.MonkeyPatch) -> None:
    real = places.bounded

    def bounded(prompts: list[Prompt], history: History) -> list[Prompt]:
        found = real(prompts, history)
        return [replace(one, expires=max(one.expires, one.due + DAY)) for one in found]

    patch.setattr(planner, "bounded", bounded)


def a_pause_that_outlasts_a_wrong_clock(patch: pytest.MonkeyPatch) -> None:
    def is_paused(history: History, now: datetime) -> bool:
        return history.paused and (history.paused_until is None or now < history.paused_until)

    patch.setattr(History, "is_paused", is_paused)


def what_a_restart_loses(patch: pytest.MonkeyPatch) -> None:
    real = delivery._lost

    def lost(
        now: datetime, fresh: Iterable[Prompt], history: History, *rest: Any
    ) -> Iterator[Held]:
        started = history.daemon_started_at
        old = [one for one in fresh if started is None or one.due >= started]
        yield from real(now, old, history, *rest)

    patch.setattr(delivery, "_lost", lost)


def sleep_that_was_none(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(delivery, "A_GAP", timedelta())


def a_prompt_left_out_of_the_account(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(planner, "spaced", lambda wanted, *_: (list(wanted)[:1], []))


def cards_that_stay(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(engine.Engine, "_let_go_of_shown", lambda _: None)
    patch.setattr(engine.Engine, "_close_if_over", lambda *_: None)


def pauses_that_nobody_keeps(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(delivery, "_silent_until", lambda *_: None)


def answers_that_are_not_written(patch: pytest.MonkeyPatch) -> None:
    def append_all(self: Diary, *_: object, **__: object) -> bool:
        return self.in_place

    patch.setattr(Diary, "answer", append_all)


def sensors_that_nobody_minds(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(engine, "attention", lambda *_, **__: Attention(Go.SHOW))


BREAKS: tuple[tuple[Break, Fault, int], ...] = (
    (ids_from_the_time, Fault.TWICE, 75),
    (answers_that_settle_nothing, Fault.TWICE, 0),
    (no_spacing, Fault.TOO_CLOSE, 42),
    (a_cap_that_forgets_check_ins, Fault.OVER_CAP, 5),
    (no_quiet_hours, Fault.OUTSIDE, 0),
    (no_days_off, Fault.OUTSIDE, 0),
    (prompts_that_never_lapse, Fault.OUTSIDE, 0),
    (a_pause_that_outlasts_a_wrong_clock, Fault.LOST, 112),
    (what_a_restart_loses, Fault.LOST, 421),
    (sleep_that_was_none, Fault.LOST, 12),
    (a_prompt_left_out_of_the_account, Fault.LOST, 0),
    (cards_that_stay, Fault.TOGETHER, 0),
    (pauses_that_nobody_keeps, Fault.IN_SILENCE, 4),
    (answers_that_are_not_written, Fault.VANISHED, 0),
    (sensors_that_nobody_minds, Fault.UNBIDDEN, 2),
)
"""Each with what it leads to, and the seed of the first life that shows it, to be quick."""


@pytest.mark.parametrize(
    ("break_", "fault", "first"), BREAKS, ids=[break_.__name__ for break_, _, _ in BREAKS]
)
def test_a_broken_program_is_found_out(
    break_: Break, fault: Fault, first: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_(monkeypatch)

    for seed in range(first, first + MOST_LIVES):
        lived = live(seed, HOMES[seed % len(HOMES)], 14, tmp_path / str(seed))
        if any(one.fault is fault for one in lived.verdicts):
            return
    pytest.fail(f"{break_.__name__} goes unnoticed in {MOST_LIVES} lives")

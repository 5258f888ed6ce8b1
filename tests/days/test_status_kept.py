"""Whatever happens in a day: where the kept status counts, it is what would be found out now."""

from __future__ import annotations

from datetime import datetime, tzinfo
from pathlib import Path

import pytest
from msgspec.structs import replace

from selfcare.app.context import RECENT
from selfcare.app.present import Present
from selfcare.app.status_row import StatusRow, ground_of, kept_row
from selfcare.app.taking_stock import take_stock
from selfcare.config.fingerprint import fingerprint
from selfcare.config.paths import folders
from selfcare.daemon.engine import Beat, Engine
from selfcare.daemon.status_keeper import StatusKeeper
from selfcare.diary.edition import edition_of
from selfcare.diary.store import Diary
from selfcare.planning.around import around
from selfcare.planning.history import read_history
from tests.days.runner import play

FOLDER = Path(__file__).parent
DAYS = (
    "a_broken_file_at_noon",
    "a_flight_west",
    "a_meeting_comes_first",
    "a_night_shift_through_the_autumn_change_in_berlin",
    "a_pause_over_a_restart",
    "a_reload_at_noon",
    "a_short_pause",
    "in_the_middle_of_a_routine",
    "not_today",
    "nothing_can_be_shown",
    "put_off_into_the_next_one",
    "the_clock_is_set_back",
    "three_people_a_designer_and_her_cycle",
)
EVERY = 7
"""Ticks between two looks of somebody who asks."""


class Asking:
    """Keeps the status after each tick, and asks for it before some."""

    def __init__(self) -> None:
        self.ticks = 0
        self.counted = 0
        self._keepers: dict[Engine, StatusKeeper] = {}

    def before(self, engine: Engine, now: datetime, zone: tzinfo) -> None:
        self.ticks += 1
        row = kept_row(folders().state)
        if self.ticks % EVERY or row is None or not _counts(row, now, zone):
            return
        self.counted += 1
        assert replace(row.found, now=now) == _found_out(engine, now, zone)

    def after(self, engine: Engine, now: datetime) -> None:
        keeper = self._keepers.setdefault(
            engine, StatusKeeper(folders(), engine._diary, engine._watch)
        )
        present = engine.present(now)
        if present is not None:
            keeper.keep(present)


@pytest.mark.parametrize("name", DAYS)
def test_a_kept_status_that_counts_is_true(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asking = Asking()
    tick = Engine.tick

    def asked(engine: Engine, now: datetime, zone: tzinfo) -> Beat:
        asking.before(engine, now, zone)
        beat = tick(engine, now, zone)
        asking.after(engine, now)
        return beat

    monkeypatch.setattr(Engine, "tick", asked)
    play(FOLDER / f"{name}.day")

    assert asking.counted > asking.ticks // (EVERY * 3), "the kept status is hardly ever of use"


def _counts(row: StatusRow, now: datetime, zone: tzinfo) -> bool:
    where = folders()
    diary = edition_of(where.diary)
    return (
        diary is not None
        and row.found.now <= now < row.until
        # In these days the zone is told, and no file says it.
        and row.zone == str(zone)
        and row.ground == ground_of(where, diary, fingerprint(where))
    )


def _found_out(engine: Engine, now: datetime, zone: tzinfo) -> object:
    """Return what a command finds out that reads everything anew."""
    in_force = engine._watch.in_force
    today = now.astimezone(zone).date()
    with Diary.open(folders().diary, may_migrate=False) as diary:
        view = diary.view(since=today - RECENT)
        known = around(
            today,
            zone=zone,
            settings=in_force.settings,
            history=read_history(view),
            entries=view.entries,
            readings=engine._calendars.readings,
        )
        present = Present(
            now=now, around=known, routines=in_force.library.routines, entries=view.entries
        )
        return take_stock(
            present, in_force, running=True, safe_mode=False, unreadable=diary.unreadable
        )

"""Settings that anybody could wish for, to draw from in property tests."""

from __future__ import annotations

from datetime import time

from hypothesis import strategies as st

from selfcare.domain.settings import PlanEntry, Prompts, Settings, Work
from selfcare.domain.week import ClockRange

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland")

times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))


usual_hours = st.sampled_from(
    [
        (ClockRange(time(9), time(17, 30)),),
        (ClockRange(time(8), time(12)), ClockRange(time(13), time(20))),
        (ClockRange(time(22), time(6)),),
        (ClockRange(time(0), time(23, 45)),),
    ]
)


@st.composite
def odd_hours(draw: st.DrawFn) -> tuple[ClockRange, ...]:
    start, end = draw(times), draw(times)
    return () if start == end else (ClockRange(start, end),)


hours = st.one_of(usual_hours, usual_hours, odd_hours())


@st.composite
def plan_entries(draw: st.DrawFn, number: int) -> PlanEntry:
    name = f"entry-{number}"
    if draw(st.booleans()):
        return PlanEntry(id=name, every_minutes=draw(st.integers(10, 120)))
    return PlanEntry(id=name, at=tuple(sorted(draw(st.sets(times, min_size=2, max_size=8)))))


@st.composite
def settings(draw: st.DrawFn) -> Settings:
    week = draw(hours)
    return Settings(
        work=Work(mon=week, tue=week, wed=week, thu=week, fri=week, sat=draw(hours), sun=week),
        prompts=Prompts(
            daily_cap=draw(st.integers(0, 8)),
            first_week_cap=draw(st.integers(0, 3)),
            spacing_minutes=draw(st.sampled_from([0, 15, 30, 60])),
            expiry_minutes=draw(st.sampled_from([5, 30, 60, 120])),
            quiet_hours=draw(st.one_of(st.just(()), odd_hours())),
        ),
        plan=tuple(draw(plan_entries(number)) for number in range(draw(st.integers(1, 3)))),
    )

"""Whatever was noted and set: one cap, decent hours, neutral words, and order never matters."""

from __future__ import annotations

from datetime import date, time, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from selfcare.app.say import say
from selfcare.domain.checkin import CheckIn, Headache
from selfcare.domain.facts import (
    CheckedIn,
    CyclePaused,
    Fact,
    NotYetBleeding,
    PeriodStarted,
    StressAdded,
)
from selfcare.domain.prompt import Asks, PromptKind, of_cycle
from selfcare.domain.settings import CheckIns, Cycle, CycleMode, Prompts, Settings, StressEntry
from selfcare.domain.stress import MonthlyDays, StressKind
from selfcare.domain.week import DAY
from selfcare.planning.around import Around
from selfcare.planning.hours import hours_of
from selfcare.planning.places import MOST_CHECK_INS
from selfcare.planning.planner import cap_of, plan
from selfcare.planning.wording import words_of
from tests.planning.a_plan import BERLIN, LONG_AGO, MONDAY
from tests.planning.known import Noted, known
from tests.planning.test_wording import FORBIDDEN
from tests.planning.wishes import hours

SPAN = 70
days_before = st.integers(-SPAN, 0).map(lambda number: MONDAY + number * DAY)
scores = st.one_of(st.none(), st.integers(0, 10))


@st.composite
def check_ins(draw: st.DrawFn) -> list[Noted]:
    days = draw(st.sets(days_before, max_size=25))
    headaches = st.one_of(st.none(), st.sampled_from(Headache))
    return [
        (day, CheckedIn(CheckIn(day=day, headache=draw(headaches), stress=draw(scores))))
        for day in sorted(days)
    ]


@st.composite
def cycle_notes(draw: st.DrawFn) -> list[Noted]:
    day = MONDAY - draw(st.integers(0, 45)) * DAY
    noted: list[Noted] = []
    for _ in range(draw(st.integers(0, 9))):
        noted.append((day, PeriodStarted(day)))
        day -= draw(st.integers(10, 60)) * DAY
    more: list[Fact] = [NotYetBleeding(MONDAY), CyclePaused(MONDAY - 3 * DAY)]
    return noted + [(MONDAY, fact) for fact in more if draw(st.integers(0, 4)) == 0]


@st.composite
def stressful_times(draw: st.DrawFn) -> list[Noted]:
    noted: list[Noted] = []
    for number in range(draw(st.integers(0, 3))):
        first = MONDAY + draw(st.integers(-10, 20)) * DAY
        length = draw(st.one_of(st.none(), st.integers(0, 9)))
        last = None if length is None else first + length * DAY
        added = StressAdded(
            period=f"{number}",
            name="Tax return",
            first=first,
            last=last,
            kind=StressKind.EMOTIONAL,
            deadline=draw(st.sampled_from([None, last])),
        )
        noted.append((MONDAY - DAY, added))
    return noted


@st.composite
def wishes(draw: st.DrawFn) -> Settings:
    base = Settings()
    week = draw(hours)
    month_end = MonthlyDays(count=3, from_end=True, workdays=True)
    return replace(
        base,
        work=replace(base.work, mon=week, tue=week, sat=draw(hours)),
        prompts=Prompts(
            daily_cap=draw(st.integers(0, 6)), spacing_minutes=draw(st.sampled_from([0, 30, 60]))
        ),
        checkins=CheckIns(
            diary=draw(st.booleans()),
            at=time(draw(st.integers(9, 19)), 30),
            weekend=draw(st.booleans()),
        ),
        cycle=Cycle(mode=draw(st.sampled_from(CycleMode)), pill_start=date(2026, 9, 2)),
        stress=(StressEntry(name="Month end", monthly=month_end),) * draw(st.integers(0, 1)),
    )


@st.composite
def arounds(draw: st.DrawFn) -> Around:
    noted = [*draw(check_ins()), *draw(cycle_notes()), *draw(stressful_times())]
    return known(*noted, settings=draw(wishes()))


fortnight = [MONDAY + number * DAY for number in range(-3, 15)]


@settings(max_examples=60, deadline=None)
@given(arounds())
def test_one_cap_holds_over_every_kind_of_prompt(around: Around) -> None:
    for day in fortnight:
        found = plan(day, around)
        assert len(found.prompts) <= cap_of(day, around.settings, LONG_AGO, found.signals)
        asking = [one for one in found.prompts if one.kind is PromptKind.CHECKIN]
        assert len(asking) <= MOST_CHECK_INS
        assert len({one.id for one in found.prompts}) == len(found.prompts)


@settings(max_examples=60, deadline=None)
@given(arounds())
def test_whatever_asks_or_tells_comes_in_work_hours_between_nine_and_eight(around: Around) -> None:
    for day in fortnight:
        for prompt in plan(day, around).prompts:
            if prompt.kind is PromptKind.ROUTINE and prompt.entry:
                continue
            due, end = (moment.astimezone(BERLIN) for moment in (prompt.due, prompt.expires))
            assert due.date() == day
            assert time(9) <= due.time() < time(20)
            assert end - due <= timedelta(hours=3)
            if prompt.asks is not Asks.WEEKEND:
                assert end.time() <= time(20)
                assert hours_of(day, around.settings, BERLIN).window_of(prompt.due) is not None


@settings(max_examples=60, deadline=None)
@given(arounds())
def test_neutral_wording_holds_no_private_word_whatever_the_reason(around: Around) -> None:
    for day in fortnight:
        for prompt in plan(day, around).prompts:
            words = words_of(prompt, None, around.settings.prompts)
            said = [words.title, words.body, *(one.label for one in words.buttons)]
            assert [text for text in map(say, said) if FORBIDDEN.search(text)] == []


@settings(max_examples=60, deadline=None)
@given(check_ins(), cycle_notes(), stressful_times(), st.randoms(use_true_random=False))
def test_the_same_facts_in_any_order_give_the_same_plan(
    said: list[Noted], starts: list[Noted], stress: list[Noted], random: Random
) -> None:
    noted = [*said, *starts, *stress]
    shuffled = list(noted)
    random.shuffle(shuffled)

    one, other = known(*noted), known(*shuffled)
    for day in fortnight:
        assert plan(day, one) == plan(day, other)


@settings(max_examples=60, deadline=None)
@given(check_ins(), cycle_notes())
def test_prompts_that_come_anyway_carry_nothing_of_the_cycle(
    said: list[Noted], starts: list[Noted]
) -> None:
    with_it, without = known(*said, *starts), known(*said)
    for day in fortnight:
        usual = {one.id: one for one in plan(day, without).prompts}
        for prompt in plan(day, with_it).prompts:
            if not of_cycle(prompt.id) and prompt.id in usual:
                assert replace(prompt, expires=usual[prompt.id].expires) == usual[prompt.id]

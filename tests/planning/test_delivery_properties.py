"""Whatever the tick pattern: nothing twice, nothing outside its hours, spacing and cap kept."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from selfcare.domain.facts import Paused, PromptAnswered
from selfcare.domain.prompt import Answer
from selfcare.domain.settings import Settings
from selfcare.planning.hours import hours_of
from selfcare.planning.planner import cap_of, plan_day
from tests.planning import lives
from tests.planning.lives import Deed, Life, life

zones = st.sampled_from(lives.ZONES)


def lived(wishes: Settings, zone: str, deeds: list[Deed]) -> Life:
    somebody = life(wishes, zone)
    somebody.live(deeds)
    return somebody


@settings(max_examples=60, deadline=None)
@given(lives.settings(), zones, lives.jumping_lives())
def test_no_prompt_is_claimed_twice(wishes: Settings, zone: str, deeds: list[Deed]) -> None:
    somebody = lived(wishes, zone, deeds)

    counts = Counter(prompt.id for _, prompt in somebody.new)
    assert [one for one, count in counts.items() if count > 1] == []


@settings(max_examples=60, deadline=None)
@given(lives.settings(), zones, lives.jumping_lives())
def test_nothing_is_shown_again_after_its_answer(
    wishes: Settings, zone: str, deeds: list[Deed]
) -> None:
    somebody = life(wishes, zone)
    somebody.live([])
    answered: set[str] = set()
    for deed in deeds:
        before = len(somebody.shown)
        somebody.live([deed])
        again = [prompt.id for _, prompt, _ in somebody.shown[before:] if prompt.id in answered]
        assert again == []
        answered |= {
            entry.fact.prompt
            for entry in somebody.entries
            if isinstance(entry.fact, PromptAnswered) and entry.fact.answer is not Answer.LATER
        }


@settings(max_examples=60, deadline=None)
@given(lives.settings(), zones, lives.jumping_lives())
def test_nothing_is_shown_outside_its_hours(wishes: Settings, zone: str, deeds: list[Deed]) -> None:
    somebody = lived(wishes, zone, deeds)

    for at, prompt, _ in somebody.shown:
        hours = hours_of(prompt.day, wishes, somebody.zone)
        assert hours.window_of(at) is not None


@settings(max_examples=60, deadline=None)
@given(lives.settings(), zones, lives.jumping_lives())
def test_the_cap_of_a_day_is_kept(wishes: Settings, zone: str, deeds: list[Deed]) -> None:
    somebody = lived(wishes, zone, deeds)

    for day, count in Counter(prompt.day for _, prompt in somebody.new).items():
        assert count <= cap_of(day, wishes, somebody.first_day)


@settings(max_examples=60, deadline=None)
@given(lives.settings(), zones, lives.steady_lives())
def test_the_least_spacing_is_kept(wishes: Settings, zone: str, deeds: list[Deed]) -> None:
    somebody = lived(wishes, zone, deeds)

    spacing = timedelta(minutes=wishes.prompts.spacing_minutes)
    for (one, _), (other, _) in pairwise(somebody.new):
        assert other - one >= spacing


@settings(max_examples=60, deadline=None)
@given(lives.settings(), zones, lives.jumping_lives())
def test_a_pause_without_end_silences_everything(
    wishes: Settings, zone: str, deeds: list[Deed]
) -> None:
    somebody = life(wishes, zone)
    somebody.note(Paused(None))

    somebody.live([deed for deed in deeds if deed.what != "resume"])

    assert somebody.shown == []


@settings(max_examples=60, deadline=None)
@given(lives.settings(), zones, lives.jumping_lives(30))
def test_the_same_diary_gives_the_same_decision(
    wishes: Settings, zone: str, deeds: list[Deed]
) -> None:
    somebody = lived(wishes, zone, deeds)

    assert somebody.decide() == somebody.decide()


@settings(max_examples=60, deadline=None)
@given(lives.settings(), zones, st.integers(0, 400), st.integers(0, 60))
def test_a_days_plan_keeps_spacing_cap_and_hours(
    wishes: Settings, zone: str, later: int, known: int
) -> None:
    somebody = life(wishes, zone, known)
    day = somebody.first_day + timedelta(days=later)

    plan = plan_day(day, settings=wishes, zone=somebody.zone, history=somebody.history())

    spacing = timedelta(minutes=wishes.prompts.spacing_minutes)
    dues = [prompt.due for prompt in plan.prompts]
    assert dues == sorted(set(dues))
    assert all(other - one >= spacing for one, other in pairwise(dues))
    assert len(dues) <= cap_of(day, wishes, somebody.first_day)
    assert len({prompt.id for prompt in plan.prompts}) == len(plan.prompts)
    hours = hours_of(day, wishes, somebody.zone)
    for prompt in plan.prompts:
        window = hours.window_of(prompt.due)
        assert window is not None
        assert prompt.due < prompt.expires <= window.end
    for one, other in pairwise(plan.prompts):
        assert one.expires <= other.due

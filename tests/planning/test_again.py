"""The check-in that asks once more, hours after an attack or early signs were noted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from selfcare.app.say import say
from selfcare.domain.checkin import CheckIn, Headache, Sign, Symptom
from selfcare.domain.facts import CheckedIn, DiaryView, Entry, Fact, FlareBegan, Resumed
from selfcare.domain.prompt import Asks, PromptKind
from selfcare.domain.settings import Prompts, Settings, Work
from selfcare.domain.week import DAY
from selfcare.planning.around import Around, around
from selfcare.planning.history import read_history
from selfcare.planning.planner import plan
from selfcare.planning.signals.again import again
from selfcare.planning.signals.signal import SignalId
from tests.planning.a_plan import BERLIN, LONG_AGO, MONDAY, hours, instant
from tests.planning.known import lines, wall

ATTACK: dict[str, Any] = {"headache": Headache.RUNNING, "now": 4, "symptoms": (Symptom.NAUSEA,)}
SIGNS: dict[str, Any] = {"signs": (Sign.TIRED, Sign.YAWNING)}


def said(day: date = MONDAY, **fields: Any) -> CheckedIn:
    return CheckedIn(CheckIn(day=day, **fields))


def today(*noted: tuple[str, Fact], settings: Settings | None = None, on: date = MONDAY) -> Around:
    """Return what is known of facts noted today at times on the wall."""
    entries = tuple(
        Entry(number, instant(at, on), on, fact) for number, (at, fact) in enumerate(noted, 1)
    )
    return around(
        MONDAY,
        zone=BERLIN,
        settings=settings or Settings(),
        history=read_history(DiaryView(entries, LONG_AGO)),
        entries=entries,
    )


def asked_at(around_it: Around, day: date = MONDAY) -> list[str]:
    """Return when the check-in comes, on the wall."""
    return [
        wall(one.due)
        for signal in again(day, around_it)
        for one in signal.prompts
        if (one.kind, one.asks) == (PromptKind.CHECKIN, Asks.AGAIN)
    ]


def test_on_an_ordinary_day_nothing_is_asked_again() -> None:
    assert asked_at(today()) == []
    mild = said(headache=Headache.RUNNING, now=3, symptoms=())
    assert asked_at(today(("10:00", mild))) == []
    assert asked_at(today(("10:00", said(signs=(Sign.TIRED,))))) == []


def test_after_an_attack_it_comes_four_hours_later() -> None:
    assert asked_at(today(("10:15", said(**ATTACK)))) == ["14:15"]
    strong = said(headache=Headache.RUNNING, now=7, like_usual=True)
    assert asked_at(today(("10:15", strong))) == ["14:15"]


def test_after_early_signs_it_comes_three_hours_later() -> None:
    assert asked_at(today(("10:15", said(**SIGNS)))) == ["13:15"]
    assert asked_at(today(("10:15", said(signs=(Sign.ONE_IS_COMING,))))) == ["13:15"]


def test_an_attack_goes_before_early_signs_whichever_came_first() -> None:
    assert asked_at(today(("09:30", said(**ATTACK)), ("10:15", said(**SIGNS)))) == ["13:30"]
    assert asked_at(today(("09:30", said(**SIGNS)), ("10:15", said(**ATTACK)))) == ["14:15"]


def test_it_is_counted_from_the_latest_time_it_was_noted() -> None:
    assert asked_at(today(("09:30", said(**ATTACK)), ("11:00", said(**ATTACK)))) == ["15:00"]
    eased = said(headache=Headache.RUNNING, now=1, symptoms=())
    assert asked_at(today(("09:30", said(**ATTACK)), ("11:00", eased))) == ["13:30"]


def test_a_quiet_day_is_asked_about_four_hours_later() -> None:
    assert asked_at(today(("10:00", FlareBegan(MONDAY)))) == ["14:00"]
    assert asked_at(today(("10:00", FlareBegan(MONDAY)), ("11:00", said(**ATTACK)))) == ["15:00"]
    assert asked_at(today(("10:00", said(**ATTACK)), ("11:00", FlareBegan(MONDAY)))) == ["15:00"]
    assert asked_at(today(("10:00", FlareBegan(MONDAY)), ("10:05", Resumed()))) == []
    earlier = today(("10:00", FlareBegan(MONDAY - DAY)))
    assert asked_at(earlier) == []


@pytest.mark.parametrize(("at", "asked"), [("13:29", ["17:29"]), ("13:30", []), ("16:00", [])])
def test_it_comes_only_while_it_falls_into_work_hours(at: str, asked: list[str]) -> None:
    assert asked_at(today((at, said(**ATTACK)))) == asked


def test_it_never_comes_before_nine_after_eight_or_in_quiet_hours() -> None:
    late = Settings(work=Work(mon=hours("12:00-23:00")))
    assert asked_at(today(("15:59", said(**ATTACK)), settings=late)) == ["19:59"]
    assert asked_at(today(("16:00", said(**ATTACK)), settings=late)) == []
    quiet = Settings(prompts=Prompts(quiet_hours=hours("14:00-15:00")))
    assert asked_at(today(("10:00", said(**ATTACK)), settings=quiet)) == []
    assert asked_at(today(("11:00", said(**ATTACK)), settings=quiet)) == ["15:00"]


def test_what_was_noted_about_another_day_or_is_asked_of_one_asks_nothing() -> None:
    assert asked_at(today(("10:00", said(MONDAY - DAY, **ATTACK)))) == []
    assert asked_at(today(("10:00", said(**ATTACK))), MONDAY + DAY) == []
    assert asked_at(today(("10:00", said(**ATTACK))), MONDAY - DAY) == []


def test_a_day_off_is_left_alone() -> None:
    sunday_work = Settings(work=Work(mon=()))
    assert asked_at(today(("10:00", said(**ATTACK)), settings=sunday_work)) == []


def test_it_has_one_id_a_day_and_a_reason_that_names_nothing() -> None:
    (signal,) = again(MONDAY, today(("10:00", said(**ATTACK))))
    (prompt,) = signal.prompts
    assert (signal.id, prompt.id) == (SignalId.AGAIN, f"{MONDAY}/again/1")
    assert say(prompt.reason) == "It follows what you noted earlier today."
    (asked_for,) = again(MONDAY, today(("10:00", FlareBegan(MONDAY))))
    assert say(asked_for.reason) == "You asked for a quiet day."


def test_it_has_its_place_in_the_plan_of_the_day() -> None:
    planned = plan(MONDAY, today(("09:30", said(**ATTACK))))
    assert "13:30 again" in lines(planned)
    assert sum(one.kind is PromptKind.CHECKIN for one in planned.prompts) == 2


def test_on_a_quiet_day_nothing_else_comes() -> None:
    planned = plan(MONDAY, today(("09:30", FlareBegan(MONDAY))))
    assert lines(planned) == ["13:30 again"]

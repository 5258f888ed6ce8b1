"""Plays the cases of the safety rules with the real commands, and judges what they print.

A case is data (`*.toml`): what is known of somebody, what happens on which day, and what must then
be true. Its words are the fields of `Case`, `Deed`, `Then` and `PlanThen`; there are no others.
Where a case says nothing else, the health questions were answered four weeks ago, all with "no", at
the age of 40, and now is Wednesday, 25 November 2026, ten o'clock in Berlin, or the time of what
happened last.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from typing import Any, Final

import pytest
import tomli
from msgspec import Struct, convert
from msgspec.structs import asdict

from tests.days.runner import play as play_day
from tests.safety.judging import Answer, PlanThen, Then, judge_answer, judge_doses, judge_plan
from tests.safety.life import ALL_NO, TEN, TODAY, Life

HERE: Final = Path(__file__).parent
DAYS: Final = HERE.parent / "days"
LEFT_OUT: Final = "left out"
"""How a case writes that a question was not answered."""


class Deed(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something that happens: one word besides the day and the time it happens at.

    `until` repeats it on every day from `days_ago` to so many days ago. In texts {-1} stands for
    the date of yesterday, {+2} for that of the day after tomorrow. `pain` goes with a `session`:
    how strong it hurt before and after; `during` and `step` go with a `stop`. `unanswered` is a
    prompt that is shown and that nobody answers.
    """

    days_ago: int = 0
    until: int | None = None
    at: str = "10:00"
    checkin: dict[str, Any] | None = None
    tender: dict[str, Any] | None = None
    treated: str | None = None
    session: str | None = None
    pain: tuple[int, int] | None = None
    stop: str | None = None
    during: str = "subocc-fingertips"
    step: int | None = None
    checked: bool = False
    screen: dict[str, str] | None = None
    command: tuple[str, ...] | None = None
    unanswered: bool = False


class Case(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One case. `about` is the row, flag, reason or paragraph of the handbook it is for.

    `screened` names the questions answered otherwise than with "no", or is false where none was.
    `choose` are words behind that command; `routine_file` is a routine of one's own. What
    hangs on moments is shown by the script of a `day` instead.
    """

    name: str
    about: int | str
    screened: dict[str, str] | bool = True
    age: int | None = 40
    known_for_days: int = 28
    country: str = ""
    config: str = ""
    routine_file: str = ""
    today: date = TODAY
    at: str | None = None
    happens: tuple[Deed, ...] = ()
    choose: tuple[str, ...] = ()
    then: Then = Then()
    plan: tuple[PlanThen, ...] = ()
    day: str = ""

    @property
    def id(self) -> str:
        return f"{self.about}: {self.name}"


def read(name: str) -> dict[str, Any]:
    """Return a file of this folder."""
    return tomli.loads((HERE / name).read_text(encoding="utf-8"))


def cases(name: str) -> list[Case]:
    """Return the cases of a file."""
    return convert(read(name)["case"], list[Case])


def every_case(name: str) -> pytest.MarkDecorator:
    """Return the mark that gives a test every case of a file."""
    return pytest.mark.parametrize("case", cases(name), ids=lambda case: case.id)


def play(case: Case) -> None:
    """Play a case, and raise AssertionError with everything that is not as it must be."""
    if case.day:
        play_day(DAYS / f"{case.day}.day")
        return
    life = Life(case.today)
    with pytest.MonkeyPatch.context() as patch:
        if case.country:
            patch.setenv("LC_TELEPHONE", f"en_{case.country}.UTF-8")
        life.configure(case.config, case.routine_file)
        life.stand(TEN, case.known_for_days)
        if case.screened is not False:
            answers = ALL_NO if case.screened is True else {**ALL_NO, **case.screened}
            given = {key: reply for key, reply in answers.items() if reply != LEFT_OUT}
            life.screen(given, case.age)
        last: Any = None
        for deed in case.happens:
            last = _happen(life, deed)
        if case.at is not None or not case.happens or case.happens[-1].days_ago:
            life.stand(time.fromisoformat(case.at) if case.at else TEN)
            last = None
        wrong = [*_wrong(life, case, last)]
    assert wrong == [], "\n".join([case.id, *wrong])


def _happen(life: Life, deed: Deed) -> Any:
    """Let it happen, and return what was printed the last time."""
    printed: Any = None
    last = deed.days_ago if deed.until is None else deed.until
    for days_ago in range(deed.days_ago, last - 1, -1):
        life.stand(time.fromisoformat(deed.at), days_ago)
        printed = _once(life, deed)
    return printed


def _once(life: Life, deed: Deed) -> Any:
    match deed:
        case Deed(checkin=dict(said)):
            return life.check_in(said)
        case Deed(stop=str(reason)):
            return life.stop(reason, deed.during, deed.step)
        case Deed(tender=dict(found)):
            life.tender(found)
        case Deed(treated=str(muscles)):
            life.say("treatment", "add", "--muscles", muscles)
        case Deed(session=str(routine)):
            life.do(routine, deed.pain)
        case Deed(checked=True):
            life.say("checked")
        case Deed(screen=dict(answers)):
            life.screen({**ALL_NO, **answers})
        case Deed(command=tuple(arguments)):
            life.say(*arguments)
        case Deed(unanswered=True):
            life.line.show_next()
        case _:
            raise AssertionError(f"nothing happens here: {asdict(deed)}")
    return None


def _wrong(life: Life, case: Case, last: Any) -> Iterator[str]:
    """Yield what is not as it must be."""
    if isinstance(last, dict) and "level" in last:
        yield from judge_answer(Answer("answer", last), case.then)
    elif case.then.is_about_words:
        yield "  the case wants words, and nothing that answers happens last"
    yield from judge_answer(Answer("choose", life.choose(*case.choose)), case.then)
    yield from judge_doses(life, case.then)
    for then in case.plan:
        yield from judge_plan(life, then)

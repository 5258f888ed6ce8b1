"""The same answers note the same, typed in a terminal or tapped on the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from msgspec.structs import replace

from selfcare.domain.checkin import Aura, CheckIn, Headache, PainSide, Sign, Symptom, Zone
from selfcare.domain.facts import CheckedIn, Fact, PeriodStarted, PromptAnswered, Screened
from selfcare.domain.prompt import Asks, Via
from selfcare.domain.screening import AgeBand, Screening, Tag
from selfcare.domain.week import DAY
from tests.cli.check_ins import TUESDAY, Desk, a_prompt, desk, show
from tests.cli.command_line import MONDAY
from tests.page.check_in_page import check_in
from tests.page.reader import reading

__all__ = ["desk"]

Fields = Mapping[str, str | Sequence[str]]
GATE = ("0",)


@dataclass(frozen=True)
class Case:
    """What is typed, what is tapped, and how the day was before."""

    typed: tuple[str, ...]
    tapped: Fields
    before: Callable[[Desk], object] = lambda _: None
    command: tuple[str, ...] = ("checkin",)
    path: str = "/checkin"
    gate: bool = False
    leads: str = "/checkin/saved"
    config: str = ""
    noted: Fields = field(default_factory=dict)


def a_usual_headache(desk: Desk) -> None:
    desk.check_in_on(
        MONDAY,
        headache=Headache.YES,
        worst=6,
        zones=(Zone.TEMPLE, Zone.EYE),
        side=PainSide.RIGHT,
        symptoms=(Symptom.LIGHT,),
        aura=Aura.USUAL,
        like_usual=True,
    )


def a_regular_cycle(desk: Desk) -> None:
    for number in range(6, 0, -1):
        desk.note(PeriodStarted(TUESDAY - number * 28 * DAY))


def asked_by(asks: Asks) -> Callable[[Desk], object]:
    return lambda desk: show(desk, a_prompt(asks=asks))


def noted_today(**said: object) -> Callable[[Desk], object]:
    return lambda desk: desk.check_in_on(TUESDAY, **said)


FULL: Fields = {
    "headache": "running",
    "worst": "7",
    "now": "4",
    "like_usual": "yes",
    "zone": ["temple", "eye"],
    "side": "left",
    "with": ["light", "aura_usual"],
    "medicine": ["triptan", "simple"],
    "helped_triptan": "no",
    "helped_simple": "yes",
    "function": "2",
    "stress": "6",
    "extra": ["load", "sleep_broken"],
}
CASES = {
    "a day without a headache": Case(("n", "3"), {"headache": "no", "stress": "3"}),
    "a headache with everything that can be said": Case(
        ("r", "4 7", "y", "1 3 l", "2 7", "1- 5+", "2", "6 p n"), FULL, gate=True
    ),
    "a headache of which only the strength is said": Case(
        ("6", "", "", "", "", "", ""), {"worst": "6"}
    ),
    "a headache and nothing more": Case(("y", *[""] * 7), {"headache": "yes"}),
    "one that is still there, as strong as it was": Case(
        ("r", "5", *[""] * 6), {"headache": "running", "worst": "5", "now": "5"}
    ),
    "only how strong it is now": Case(("r", "5", *[""] * 6), {"now": "5"}),
    "a headache unlike the usual ones": Case(
        ("5", "n", *[""] * 5), {"worst": "5", "like_usual": "no"}, gate=True
    ),
    "a side alone, and nothing with it": Case(
        ("y", "", "", "r", "0", "0", "", ""),
        {"headache": "yes", "side": "right", "with": "nothing", "medicine": "nothing"},
    ),
    "an aura that is new, and over": Case(
        ("4", "y", "", "8", "", "", "2", "n"),
        {"worst": "4", "like_usual": "yes", "with": "aura_new", "stress": "2", "aura_now": "no"},
        leads="/help",
    ),
    "the same as last time": Case(
        ("y", "4", "s", "0", "1", "2"),
        {
            "headache": "yes",
            "worst": "4",
            "like_usual": "same",
            "medicine": "nothing",
            "function": "1",
            "stress": "2",
        },
        before=a_usual_headache,
    ),
    "only the stress of the day": Case(("", "8 u"), {"stress": "8", "extra": "sleep_unusual"}),
    "meals, coffee and drinks": Case(
        ("n", "4 m d"),
        {"headache": "no", "stress": "4", "extra": ["ticks_missed_meal", "ticks_five_drinks"]},
        config="[checkins]\nticks = true\n",
    ),
    "bleeding that began today": Case(
        ("1", "n", "3 s t"),
        {
            "bleeding": "today",
            "headache": "no",
            "stress": "3",
            "extra": ["signs_stiff_neck", "signs_tired"],
        },
        before=a_regular_cycle,
    ),
    "bleeding that began yesterday": Case(
        ("2", "n", "3"),
        {"bleeding": "yesterday", "headache": "no", "stress": "3"},
        before=a_regular_cycle,
    ),
    "bleeding that has not begun": Case(
        ("3", "n", "3"),
        {"bleeding": "not_yet", "headache": "no", "stress": "3"},
        before=a_regular_cycle,
    ),
    "an earlier day": Case(
        ("y", "y", "1", "0", "0", "1", "5"),
        {
            "headache": "yes",
            "like_usual": "yes",
            "zone": "temple",
            "with": "nothing",
            "medicine": "nothing",
            "function": "1",
            "stress": "5",
        },
        command=("checkin", "--on", "2026-11-19"),
        path="/checkin?day=2026-11-19",
    ),
    "a short one, with a headache to compare": Case(
        ("6", "7", "y"),
        {"worst": "6", "stress": "7", "like_usual": "yes"},
        command=("checkin", "--short"),
        path="/checkin?form=short_diary",
    ),
    "the morning after stress": Case(
        ("3", "5", "y"),
        {"pain_now": "3", "stiffness": "5", "tired": "yes"},
        before=asked_by(Asks.LET_DOWN),
        command=("now",),
    ),
    "a free morning without pain": Case(
        ("0", "2", "n"),
        {"pain_now": "0", "stiffness": "2", "tired": "no"},
        before=asked_by(Asks.WEEKEND),
        command=("now",),
    ),
    "the middle of the cycle": Case(
        ("1 6", "4", "y"),
        {"sign": ["stiff_neck", "one_is_coming"], "worst": "4", "like_usual": "yes"},
        before=asked_by(Asks.MID_CYCLE),
        command=("now",),
    ),
    "once more after an attack": Case(
        ("2", "1 2", "5"),
        {"pain_now": "2", "with": ["nausea", "light"], "medicine": "simple"},
        before=asked_by(Asks.AGAIN),
        command=("now",),
    ),
    "a headache of a kind that is compared in pregnancy": Case(
        ("2", "y", *[""] * 5),
        {"worst": "2", "like_usual": "yes"},
        before=lambda desk: desk.note(
            Screened(Screening(frozenset({Tag.PREGNANCY}), AgeBand.FROM_18_TO_49))
        ),
    ),
    "a correction of one answer": Case(
        ("", "", "", "", "", "", "", "2"),
        {"stress": "2"},
        before=noted_today(headache=Headache.YES, worst=6, zones=(Zone.EYE,), stress=4, load=True),
        command=("checkin", "--correct", "1"),
        path="/checkin?correct=1",
        noted={"headache": "yes", "worst": "6", "zone": "eye", "stress": "2", "extra": "load"},
    ),
    "a correction to no headache": Case(
        ("n", ""),
        {"headache": "no", "stress": "4"},
        before=noted_today(
            headache=Headache.YES, worst=6, zones=(Zone.EYE,), symptoms=(), stress=4
        ),
        command=("checkin", "--correct", "1"),
        path="/checkin?correct=1",
    ),
    "a correction of a morning after stress": Case(
        ("", "2", "n"),
        {"pain_now": "3", "stiffness": "2", "tired": "no"},
        before=noted_today(now=3, stiffness=5, signs=(Sign.TIRED,)),
        command=("checkin", "--correct", "1"),
        path="/checkin?correct=1",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_tapped_and_typed_note_the_same(
    name: str, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = CASES[name]

    def lived(home: str, how: Callable[[], object]) -> list[Fact]:
        monkeypatch.setenv("SELFCARE_HOME", str(tmp_path / home))
        if case.config:
            desk.line.configure(case.config)
        case.before(desk)
        how()
        return [_anyhow(one) for one in desk.facts]

    def typed() -> None:
        desk.text(*case.command, answers=(*case.typed, *(GATE if case.gate else ())))

    def tapped() -> None:
        with reading(desk.line.clock) as reader:
            leads = check_in(reader, case.noted or case.tapped, case.path)
            assert leads.startswith("/questions?" if case.gate else case.leads)
            if case.gate:
                reader.goes("/questions", {"flag": "none"})

    assert lived("tapped", tapped) == lived("typed", typed)


def _anyhow(fact: Fact) -> Fact:
    """Return an answer to a prompt as if it had come the same way."""
    return replace(fact, via=Via.COMMAND) if isinstance(fact, PromptAnswered) else fact


def test_a_day_is_compared_only_where_something_was_noted(desk: Desk) -> None:
    """The comparison above would hold for two empty diaries, too."""
    with reading(desk.line.clock) as reader:
        check_in(reader, FULL)

    assert desk.facts[0] == CheckedIn(
        replace(desk.check_in, stress=6, worst=7, now=4, headache=Headache.RUNNING)
    )
    assert desk.check_in.zones == (Zone.TEMPLE, Zone.EYE)
    assert desk.check_in != CheckIn(day=TUESDAY)

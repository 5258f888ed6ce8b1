"""What must be true of an answer, of a routine and of a plan, and what of it is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import tomli
from msgspec import Struct, field

from tests.safety.life import Life

_KINDS: Final[dict[str, list[str]]] = tomli.loads(
    (Path(__file__).parent / "screening.toml").read_text(encoding="utf-8")
)["routines"]
GENTLE: Final = frozenset(_KINDS["gentle"])
NECK: Final = frozenset(_KINDS["neck"])
PRESSING: Final = frozenset(_KINDS["pressing"])
BALLS_ON_NECK: Final = frozenset(_KINDS["balls_on_head_or_neck"])
ACTIVE_ONLY: Final = frozenset(_KINDS["active_only"])
NOBODY: Final = "none"
"""How a case writes null."""
_PRIVATE: Final = re.compile(
    r"\b(cycles?|periods?|bleed\w*|ovulat\w*|pregnan\w*|pains?|painful|\w*aches?|migraines?|sore"
    r"|tender\w*|nausea|dizz\w*|stiff\w*|muscles?|necks?|heads?|skull|scalp|forehead|jaw|temples?"
    r"|throat|shoulders?|trapezius|masseter|temporalis|suboccipitals?)\b",
    re.IGNORECASE,
)
"""Words that no notification shows unless somebody asked for plain wording (row 32)."""


class Then(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What must be true; what is left out may be anything.

    It holds for the answer to a check-in or a stop, where one was last, and for `choose` then.
    """

    level: str | None = None
    level_in: tuple[str, ...] = ()
    suspended: bool | None = None
    asks: tuple[str, ...] | None = None
    routine: str | None = None
    routine_in: tuple[str, ...] = ()
    routine_not_in: tuple[str, ...] = ()
    gentle: bool = False
    no_neck: bool = False
    no_balls: bool = False
    calm_phase: bool = False
    presses: bool = False
    """Something that presses is among what may be done now."""
    pressure_at_most: int | None = None
    muscles_within: tuple[str, ...] = ()
    muscles_at_most: int | None = None
    first_muscle_in: tuple[str, ...] = ()
    first_muscle_not_in: tuple[str, ...] = ()
    message: tuple[str, ...] = ()
    no_message: bool = False
    says: tuple[str, ...] = ()
    never_says: tuple[str, ...] = ()
    next_has: tuple[str, ...] = ()
    next_lacks: tuple[str, ...] = ()
    next_gentle: bool = False
    not_pressing: tuple[str, ...] = ()
    """Muscles that no routine presses now, however it is started."""
    refused: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    offered: dict[str, int] = field(default_factory=dict)
    """Routines that may run, and the firmest pressure they may have then."""

    @property
    def is_about_words(self) -> bool:
        """Whether it wants something of what only an answer says."""
        wanted = (self.message, self.says, self.never_says, self.next_has, self.next_lacks)
        return any(wanted) or self.no_message or self.next_gentle


class PlanThen(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What must be true of the plan of some days.

    `has` and `lacks` are patterns for lines such as “Fri 09:30 heads_up none cycle/…/heads-up
    [diary,period_ahead]”: day, time, kind, routine, id, signals.
    """

    from_days: int = 0
    days: int = 1
    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    no_routine: bool = False
    no_neck: bool = False
    presses: bool = True
    longest: int | None = None
    at_most: int | None = None
    says: tuple[str, ...] = ()
    never_says: tuple[str, ...] = ()
    neutral: bool = False


class Answer(Struct, frozen=True):
    """What a command printed about a moment."""

    command: str
    data: dict[str, Any]

    @property
    def named(self) -> list[str]:
        """All routines it names as fit to be done."""
        ranked = [one["routine"] for one in self.data.get("ranking", [])]
        chosen = self.data["routine"]
        return ranked if chosen is None else [chosen, *ranked]

    @property
    def text(self) -> str:
        """All it says."""
        data = self.data
        told = [data["message"] or "", *data["reasons"], *data["notices"]]
        return "\n".join([*told, *(one["text"] for one in data.get("next", []))])


def judge_answer(answer: Answer, then: Then) -> Iterator[str]:
    """Yield what of an answer is not as it must be."""
    for what, expected, got in (*_facts(answer, then), *_routines(answer, then)):
        yield f"  {answer.command}: expected {what} {expected}, got {got}"
    yield from (f"  {answer.command}: {one}" for one in _texts(answer, then))


def _facts(answer: Answer, then: Then) -> Iterator[tuple[str, object, object]]:
    data = answer.data
    level, routine = data["level"] or NOBODY, data["routine"] or NOBODY
    if then.level is not None and level != then.level:
        yield "level", then.level, level
    if then.level_in and level not in then.level_in:
        yield "level one of", then.level_in, level
    if then.suspended is not None and data["suspended"] is not then.suspended:
        yield "suspended", then.suspended, data["suspended"]
    if then.asks is not None and data["asks"] != list(then.asks):
        yield "asks", then.asks, data["asks"]
    if then.routine is not None and routine != then.routine:
        yield "routine", then.routine, routine
    if NOBODY in (then.routine, routine) and (data["max_pressure"], answer.named) != (0, []):
        yield "no routine and no pressure", "", (data["max_pressure"], answer.named)
    if then.routine_in and routine not in then.routine_in:
        yield "routine one of", then.routine_in, routine
    if then.pressure_at_most is not None and data["max_pressure"] > then.pressure_at_most:
        yield "pressure at most", then.pressure_at_most, (data["max_pressure"], routine)
    muscles = data["muscles"]
    if then.muscles_within and not set(muscles) <= set(then.muscles_within):
        yield "muscles within", then.muscles_within, muscles
    if then.muscles_at_most is not None and len(muscles) > then.muscles_at_most:
        yield "so many muscles at most", then.muscles_at_most, muscles
    if then.first_muscle_in and muscles[:1] not in [[one] for one in then.first_muscle_in]:
        yield "first muscle one of", then.first_muscle_in, muscles
    if then.first_muscle_not_in and muscles[:1] in [[one] for one in then.first_muscle_not_in]:
        yield "first muscle none of", then.first_muscle_not_in, muscles


def _routines(answer: Answer, then: Then) -> Iterator[tuple[str, object, object]]:
    named = set(answer.named)
    if then.gentle and not named <= GENTLE:
        yield "only gentle routines", "", sorted(named - GENTLE)
    if then.no_neck and named & NECK:
        yield "no routine of the neck", "", sorted(named & NECK)
    if then.no_balls and named & BALLS_ON_NECK:
        yield "no balls on head and neck", "", sorted(named & BALLS_ON_NECK)
    if then.calm_phase and named & ACTIVE_ONLY:
        yield "no routine for sore muscles", "", sorted(named & ACTIVE_ONLY)
    if found := named & set(then.routine_not_in):
        yield "none of", then.routine_not_in, sorted(found)
    ranking = answer.data.get("ranking")
    if then.presses and ranking and not any(one["max_pressure"] for one in ranking):
        yield "some pressing", "", [one["routine"] for one in ranking]


def _texts(answer: Answer, then: Then) -> Iterator[str]:
    data, text = answer.data, answer.text
    if answer.command == "choose":
        return
    for phrase in then.message:
        if phrase.lower() not in (data["message"] or "").lower():
            yield f"expected the message to say “{phrase}”, got {data['message']!r}"
    if then.no_message and data["message"] is not None:
        yield f"expected no message, got {data['message']!r}"
    for phrase in then.says:
        if re.search(phrase, text, re.IGNORECASE) is None:
            yield f"expected “{phrase}” to be said, got {text!r}"
    for phrase in then.never_says:
        if found := re.search(phrase, text, re.IGNORECASE):
            yield f"expected that nothing says “{found[0]}”, got {text!r}"
    offers = data.get("next", [])
    kinds = {one["kind"] for one in offers}
    if missing := set(then.next_has) - kinds:
        yield f"expected {sorted(missing)} in next, got {sorted(kinds)}"
    if found_kinds := set(then.next_lacks) & kinds:
        yield f"expected no {sorted(found_kinds)} in next, got {sorted(kinds)}"
    routines = {one["routine"] for one in offers} - {None}
    if then.next_gentle and not routines <= GENTLE:
        yield f"expected only gentle routines in next, got {sorted(routines)}"


def judge_doses(life: Life, then: Then) -> Iterator[str]:
    """Yield which routines may run, or press, though they must not, or the other way round."""
    for routine in then.refused:
        if not life.refuses(routine):
            yield f"  now {routine}: expected to be refused, and it may run"
    for routine in then.open:
        if life.offered(routine) is None:
            yield f"  show {routine} --as-offered: expected that it may run, and it is refused"
    for routine, most in then.offered.items():
        found = life.offered(routine)
        pressure = None if found is None else max(one["pressure"] for one in found["steps"])
        if pressure is None or pressure > most:
            yield f"  show {routine} --as-offered: expected pressure {most} at most, got {pressure}"
    for routine in sorted(PRESSING) if then.not_pressing else ():
        for step in (life.offered(routine) or {"steps": []})["steps"]:
            found_muscles = set(step["muscles"]) & set(then.not_pressing)
            if step["pressure"] and found_muscles:
                yield f"  show {routine} --as-offered: presses {sorted(found_muscles)}"


def judge_plan(life: Life, then: PlanThen) -> Iterator[str]:
    """Yield what of a plan is not as it must be."""
    planned = life.plan(then.from_days, then.days)
    lines = [_line(one) for one in planned]
    told = "\n      ".join(["", *lines])
    for pattern in then.has:
        if not any(re.search(pattern, line) for line in lines):
            yield f"  plan: expected “{pattern}” in{told}"
    for pattern in then.lacks:
        if any(re.search(pattern, line) for line in lines):
            yield f"  plan: expected no “{pattern}” in{told}"
    for pattern in then.once:
        if sum(re.search(pattern, line) is not None for line in lines) != 1:
            yield f"  plan: expected “{pattern}” once in{told}"
    routines = {one["routine"] for one in planned} - {None}
    if then.no_routine and (routines or any(one["kind"] == "routine" for one in planned)):
        yield f"  plan: expected no routine in{told}"
    if then.no_neck and routines & NECK:
        yield f"  plan: expected no routine of the neck in{told}"
    if not then.presses and routines & PRESSING:
        yield f"  plan: expected nothing that presses in{told}"
    for routine in sorted(routines) if then.longest is not None else ():
        seconds = life.data("routines", "show", routine, "--json")["total_seconds"]
        if seconds > (then.longest or 0):
            yield f"  plan: expected {then.longest} s at most, and {routine} takes {seconds}"
    counted = [one["due"][:10] for one in planned if one["kind"] not in ("welcome", "notice")]
    if then.at_most is not None and any(counted.count(day) > then.at_most for day in counted):
        yield f"  plan: expected {then.at_most} prompts a day at most in{told}"
    text = "\n".join(f"{one['title']}\n{one['body']}\n{one['reason']}" for one in planned)
    yield from (f"  plan: expected “{one}” in {text!r}" for one in then.says if one not in text)
    for phrase in then.never_says:
        if found := re.search(phrase, text, re.IGNORECASE):
            yield f"  plan: expected that nothing says “{found[0]}” in {text!r}"
    for one in planned if then.neutral else ():
        shown = f"{one['title']} {one['body']}"
        if found := _PRIVATE.search(shown):
            yield f"  plan: others could read “{found[0]}” in {shown!r}"


def _line(one: dict[str, Any]) -> str:
    due = datetime.fromisoformat(one["due"])
    signals = ",".join(one["signals"])
    return f"{due:%a %H:%M} {one['kind']} {one['routine'] or NOBODY} {one['id']} [{signals}]"

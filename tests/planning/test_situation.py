"""Where somebody stands: the order of the rows, what each forbids, and that most wins."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from selfcare.app.say import say
from selfcare.domain.checkin import Aura, CheckIn, Headache, PainSide, Sign, Symptom, Zone
from selfcare.domain.facts import (
    AlarmRaised,
    Checked,
    CheckedIn,
    Fact,
    FlareBegan,
    GateAnswered,
    PressingEnded,
    SessionEnd,
    SessionEnded,
    SessionStarted,
    StopReason,
    StressAdded,
    TendernessNoted,
    TickedByMistake,
    Treated,
)
from selfcare.domain.muscles import SCM, Muscle
from selfcare.domain.offer import Limits, Offered, Refused, as_offered
from selfcare.domain.pressing import Place, places_of
from selfcare.domain.red_flags import Cause, Flag, Level
from selfcare.domain.routine import AnyStep, Side
from selfcare.domain.screening import AgeBand, Screening
from selfcare.domain.stress import StressKind
from selfcare.domain.tenderness import Tenderness
from selfcare.domain.week import DAY
from selfcare.planning.situation import REASONS, Row, Situation, situation_at
from tests.domain.routines import press
from tests.domain.shipped import SHIPPED
from tests.planning.a_plan import BERLIN, MONDAY
from tests.planning.known import Noted, every_28_days, known, on

M = Muscle
CLEAR = Screening(frozenset(), AgeBand.FROM_18_TO_49)
NONE = GateAnswered((Flag.NONE,), MONDAY)
GENTLE = {name for name, one in SHIPPED.items() if one.is_gentle}
PAIN: dict[str, Any] = {"headache": Headache.RUNNING, "now": 4, "symptoms": (), "like_usual": True}
SIX_WEEKS = 42


def noon(day: date = MONDAY) -> datetime:
    return datetime.combine(day, time(12), tzinfo=BERLIN).astimezone(UTC)


def said(day: date = MONDAY, **fields: Any) -> Noted:
    return on(day, CheckedIn(CheckIn(day=day, **fields)))


def now(*noted: Noted, day: date = MONDAY, today: date = MONDAY, **asked: Any) -> Situation:
    """Return the situation at noon; everything was noted before, in this order."""
    return situation_at(noon(day), known(*noted, today=today), **asked)


def offered(situation: Situation, name: str) -> Offered | Refused:
    return as_offered(SHIPPED[name], CLEAR, {}, situation.limits)


def firmest(situation: Situation, name: str) -> int | None:
    """Return the firmest pressure a routine has, None where it is refused."""
    got = offered(situation, name)
    return got.max_pressure if isinstance(got, Offered) else None


def open_(situation: Situation) -> set[str]:
    return {name for name in SHIPPED if isinstance(offered(situation, name), Offered)}


def lowest(situation: Situation, muscle: Muscle) -> int:
    """Return what its own limits leave of a pressure of five."""
    return min(
        (limit.lower(5) for one, limit in situation.limits.muscles if one is muscle), default=5
    )


SUSPENDED = on(MONDAY - DAY, AlarmRaised(Level.URGENT, Cause.FLAGS, MONDAY - DAY))
NECK_LOCKED = on(MONDAY - DAY, AlarmRaised(Level.SOON, Cause.NECK_PAIN, MONDAY - DAY))
STRESSFUL = on(
    MONDAY - DAY,
    StressAdded(
        period="1", name="Move", first=MONDAY - DAY, last=MONDAY, kind=StressKind.EMOTIONAL
    ),
)
YESTERDAY_TOO = said(MONDAY - DAY, headache=Headache.YES, worst=2, like_usual=True)
EVERYTHING: dict[str, Any] = {
    "headache": Headache.RUNNING,
    "now": 5,
    "like_usual": False,
    "zones": (Zone.ARM_OR_CHEST, Zone.TEMPLE),
    "side": PainSide.LEFT,
    "symptoms": (Symptom.NAUSEA,),
    "signs": (Sign.TIRED, Sign.YAWNING),
}


# The order of the rows


def test_with_everything_at_once_the_rows_stand_in_the_order_of_the_handbook() -> None:
    found = now(
        SUSPENDED,
        NECK_LOCKED,
        said(MONDAY - DAY, stress=8),
        *every_28_days(MONDAY),
        YESTERDAY_TOO,
        said(**EVERYTHING, stress=8, stiffness=3),
    )
    assert list(found.rows) == [row for row in Row if row is not Row.LATENT]
    assert found.row is Row.SUSPENDED


@pytest.mark.parametrize(
    ("noted", "row"),
    [
        ([SUSPENDED], Row.SUSPENDED),
        ([said(headache=Headache.RUNNING, now=8, like_usual=True, symptoms=())], Row.GATE),
        ([said(**{**EVERYTHING, "like_usual": True}), on(MONDAY, NONE)], Row.ARM_OR_CHEST),
        (
            [said(**{**EVERYTHING, "zones": ()}), on(MONDAY, NONE)],
            Row.DIFFERENT,
        ),
        ([NECK_LOCKED, said(**{**PAIN, "symptoms": (Symptom.LIGHT,)})], Row.NECK_PAIN),
        ([said(**PAIN, aura=Aura.USUAL, signs=(Sign.ONE_IS_COMING,))], Row.ATTACK),
        ([on(MONDAY, FlareBegan(MONDAY)), said(signs=(Sign.ONE_IS_COMING,))], Row.ATTACK),
        ([*every_28_days(MONDAY), said(signs=(Sign.ONE_IS_COMING,))], Row.EARLY_SIGNS),
        ([*every_28_days(MONDAY), STRESSFUL], Row.WINDOW),
        ([STRESSFUL, said(**PAIN)], Row.STRESS),
        ([said(MONDAY - DAY, stress=8), said(**PAIN, stiffness=2)], Row.LET_DOWN),
        ([said(MONDAY - DAY, stress=8), said(**PAIN)], Row.PAIN),
        ([said(stress=8), said(**PAIN)], Row.STRESS),
        ([YESTERDAY_TOO, said(**PAIN)], Row.PAIN),
        ([YESTERDAY_TOO, said(headache=Headache.YES, now=0)], Row.ACTIVE),
        ([said(headache=Headache.NO)], Row.LATENT),
        ([], Row.LATENT),
    ],
)
def test_the_first_row_that_holds_decides(noted: list[Noted], row: Row) -> None:
    assert now(*noted).row is row


def test_there_is_always_a_phase_at_the_end() -> None:
    assert now().rows == (Row.LATENT,)
    assert now(YESTERDAY_TOO, said(**PAIN)).rows == (Row.PAIN, Row.ACTIVE)


def test_the_reasons_are_told_in_the_order_of_the_rows() -> None:
    found = now(*every_28_days(MONDAY), STRESSFUL, said(**PAIN))
    assert found.reasons == (REASONS[Row.WINDOW], REASONS[Row.STRESS])


# Nothing


@pytest.mark.parametrize(
    ("noted", "words"),
    [
        ([SUSPENDED], "selfcare checked"),
        (
            [on(MONDAY, AlarmRaised(Level.EMERGENCY, Cause.STOP, MONDAY))],
            "selfcare checked",
        ),
        ([SUSPENDED, on(MONDAY, TickedByMistake(MONDAY - DAY))], "selfcare checked"),
        ([said(headache=Headache.RUNNING, now=7, like_usual=True)], "selfcare alarm"),
        (
            [on(MONDAY, SessionEnded("s", SessionEnd.STOPPED, StopReason.NAUSEA))],
            "selfcare alarm",
        ),
        ([said(zones=(Zone.ARM_OR_CHEST,)), on(MONDAY, NONE)], "no routine for pain in the arm"),
    ],
)
def test_suspended_before_the_gate_and_for_arm_and_chest_nothing_comes(
    noted: list[Noted], words: str
) -> None:
    found = now(*noted)
    assert found.limits.nothing is not None
    assert words in say(found.limits.nothing)
    assert open_(found) == set()


def test_suspended_and_the_gate_hold_on_every_later_day_until_they_end() -> None:
    later = MONDAY + 30 * DAY
    assert now(SUSPENDED, day=later, today=later).row is Row.SUSPENDED
    strong = said(headache=Headache.RUNNING, now=9, like_usual=True)
    assert now(strong, day=later, today=later).row is Row.GATE
    assert now(SUSPENDED, on(MONDAY, Checked())).row is Row.LATENT
    assert now(strong, on(MONDAY, NONE), day=later, today=later).row is Row.LATENT


def test_asked_about_arm_or_chest_nothing_fits_either() -> None:
    assert now(zones=(Zone.ARM_OR_CHEST,)).row is Row.ARM_OR_CHEST


# Only breathing and rest


@pytest.mark.parametrize(
    "fields",
    [
        {"headache": Headache.YES, "worst": 4, "like_usual": False, "symptoms": ()},
        {"headache": Headache.RUNNING, "now": 6, "like_usual": False, "symptoms": ()},
        {"headache": Headache.RUNNING, "now": 7, "like_usual": True, "symptoms": ()},
        {"headache": Headache.RUNNING, "now": 1, "symptoms": (Symptom.NAUSEA,)},
        {"headache": Headache.RUNNING, "now": 1, "symptoms": (Symptom.WORSE_MOVING,)},
        {"aura": Aura.USUAL},
    ],
)
def test_with_an_attack_or_a_different_headache_only_gentle_routines_come(
    fields: dict[str, Any],
) -> None:
    found = now(said(**fields), on(MONDAY, NONE))
    assert found.limits.nothing is None
    assert open_(found) == GENTLE


def test_a_quiet_day_is_one_of_breathing_and_rest() -> None:
    assert open_(now(on(MONDAY, FlareBegan(MONDAY)))) == GENTLE
    tomorrow = MONDAY + DAY
    later = now(on(MONDAY, FlareBegan(MONDAY)), day=tomorrow, today=tomorrow)
    assert later.row is Row.LATENT


def test_a_different_headache_below_four_is_an_ordinary_one() -> None:
    found = now(
        said(headache=Headache.RUNNING, now=3, worst=3, like_usual=False, symptoms=()),
        on(MONDAY, NONE),
    )
    assert found.row is Row.PAIN


# The neck


def test_with_new_neck_pain_no_routine_works_on_the_neck_until_checked() -> None:
    later = MONDAY + 90 * DAY
    for found in (now(NECK_LOCKED), now(NECK_LOCKED, day=later, today=later)):
        assert found.row is Row.NECK_PAIN
        assert isinstance(offered(found, "desk-two-minutes"), Refused)
        assert isinstance(offered(found, "semispinalis-strip"), Refused)
        assert isinstance(offered(found, "masseter-press"), Offered)
        assert open_(found) > GENTLE
    assert now(NECK_LOCKED, on(MONDAY, Checked())).limits == Limits()


# How far pressing is lowered


@pytest.mark.parametrize(
    ("noted", "body", "head", "light"),
    [
        ([], 5, 4, 3),
        ([*every_28_days(MONDAY)], 4, 3, 2),
        ([said(**PAIN)], 4, 4, 3),
        ([said(signs=(Sign.TIRED, Sign.YAWNING))], 0, 0, 0),
        ([said(headache=Headache.RUNNING, now=2)], 0, 0, 0),
        ([said(headache=Headache.YES, worst=2)], 0, 0, 0),
        ([*every_28_days(MONDAY), said(**PAIN)], 4, 3, 2),
        ([STRESSFUL], 5, 4, 3),
        ([YESTERDAY_TOO], 5, 4, 3),
        ([said(headache=Headache.YES, worst=6, now=0)], 5, 4, 3),
    ],
)
def test_each_row_lowers_pressing_as_far_as_the_handbook_says(
    noted: list[Noted], body: int, head: int, light: int
) -> None:
    found = now(*noted)
    assert firmest(found, "trap-upper-squeeze") == body
    assert (firmest(found, "masseter-press") or 0) == head
    assert (firmest(found, "frontalis-smooth") or 0) == light


def test_what_comes_with_the_pain_left_out_is_unknown_and_said_to_be() -> None:
    found = now(said(headache=Headache.RUNNING, now=2))
    got = offered(found, "trap-upper-squeeze")
    assert isinstance(got, Offered)
    assert "it is not noted what comes with the pain" in say(got.changes[0])
    known_company = now(said(headache=Headache.RUNNING, now=2), said(symptoms=()))
    assert firmest(known_company, "trap-upper-squeeze") == 4


def test_in_the_window_balls_rest_on_head_and_neck() -> None:
    found = now(*every_28_days(MONDAY))
    assert isinstance(offered(found, "subocc-two-balls"), Refused)
    assert isinstance(offered(found, "trap-upper-wall-ball"), Refused)
    assert isinstance(offered(found, "trap-middle-ball"), Offered)


@pytest.mark.parametrize(
    ("day_of_cycle", "window"),
    [(-2, True), (-1, True), (1, True), (2, True), (3, True), (4, False), (11, False)],
)
def test_the_window_holds_days_two_before_to_three_of_a_regular_cycle(
    day_of_cycle: int, *, window: bool
) -> None:
    # There is no day 0: day 1 is the first of bleeding, day -1 the one before the next start.
    day = MONDAY + (28 + day_of_cycle if day_of_cycle < 0 else day_of_cycle - 1) * DAY
    found = now(*every_28_days(MONDAY), day=day, today=day)
    assert (Row.WINDOW in found.rows) is window


@pytest.mark.parametrize("muscle", sorted(SCM))
def test_in_pain_the_side_of_the_neck_is_not_pinched(muscle: Muscle) -> None:
    assert lowest(now(said(**PAIN)), muscle) == 0
    assert lowest(now(), muscle) == 5
    assert lowest(now(said(**PAIN)), M.MASSETER) == 5


# Single muscles and routines


@pytest.mark.parametrize(("back", "rests"), [(0, True), (1, True), (2, True), (3, False)])
def test_what_a_therapist_treated_is_not_pressed_for_two_days(back: int, *, rests: bool) -> None:
    treated = Treated(treatment="t", on=MONDAY - back * DAY, muscles=(M.MASSETER,))
    found = now(on(MONDAY - back * DAY, treated))
    assert lowest(found, M.MASSETER) == (0 if rests else 5)
    assert (firmest(found, "masseter-press") or 0) == (0 if rests else 4)


def test_pressing_that_was_ended_stays_so_until_a_therapist_has_treated_the_muscle() -> None:
    ended = on(MONDAY, PressingEnded((M.MASSETER,)))
    later = MONDAY + 200 * DAY
    for found in (now(ended), now(ended, day=later, today=later)):
        assert lowest(found, M.MASSETER) == 0
        assert lowest(found, M.TEMPORALIS) == 5
    treated = on(later - 3 * DAY, Treated(treatment="t", on=later - 3 * DAY, muscles=(M.MASSETER,)))
    assert lowest(now(ended, treated, day=later, today=later), M.MASSETER) == 5


@pytest.mark.parametrize(("weekly_checks", "pressed"), [(7, True), (8, False)])
def test_a_muscle_active_for_more_than_six_weeks_is_not_pressed(
    weekly_checks: int, *, pressed: bool
) -> None:
    checks = [
        on(
            MONDAY - 7 * number * DAY,
            TendernessNoted((Tenderness(muscle=M.MASSETER, left=6, mine=True),)),
        )
        for number in range(weekly_checks - 1, -1, -1)
    ]
    found = now(*checks)
    assert found.phases.active_since == {M.MASSETER: MONDAY - 7 * (weekly_checks - 1) * DAY}
    assert lowest(found, M.MASSETER) == (5 if pressed else 0)


@pytest.mark.parametrize(("back", "pressed"), [(SIX_WEEKS, True), (SIX_WEEKS + 1, False)])
def test_six_weeks_are_counted_to_the_day(back: int, *, pressed: bool) -> None:
    checks = [
        on(
            MONDAY - number * DAY,
            TendernessNoted((Tenderness(muscle=M.MASSETER, left=6, mine=True),)),
        )
        for number in range(back, -1, -1)
    ]
    assert lowest(now(*checks), M.MASSETER) == (5 if pressed else 0)


def session(
    name: str,
    day: date,
    *,
    pain: tuple[int, int] = (3, 3),
    stopped: StopReason | None = None,
    steps: tuple[AnyStep, ...] = (press(20, 4, muscles=(M.MASSETER,)),),
    routine: str = "masseter-press",
) -> list[Noted]:
    end = SessionEnd.DONE if stopped is None else SessionEnd.STOPPED
    return [
        on(day, SessionStarted(name, routine, "Cheek", steps, before=pain[0])),
        on(day, SessionEnded(name, end, stopped, 0, pain[1])),
    ]


def test_a_muscle_rests_after_a_stop_and_is_pressed_more_lightly_afterwards() -> None:
    # Noted at half past five in the evening; the situation is that of noon.
    stopped = session("s", MONDAY, stopped=StopReason.SHARP_PAIN)
    for days, resting in ((1, True), (2, True), (3, False)):
        day = MONDAY + days * DAY
        found = now(*stopped, day=day, today=day)
        assert isinstance(offered(found, "masseter-press"), Refused) is resting
        assert resting or firmest(found, "masseter-press") == 2
        assert firmest(found, "trap-upper-squeeze") == 5


@pytest.mark.parametrize(("worse", "rests"), [(2, False), (3, True)])
def test_a_routine_followed_by_more_pain_three_times_of_five_rests(
    worse: int, *, rests: bool
) -> None:
    noted: list[Noted] = []
    for number in range(5):
        pain = (2, 4) if number < worse else (3, 2)
        noted += session(f"s{number}", MONDAY - (9 - number) * DAY, pain=pain)
    found = now(*noted)
    assert ("masseter-press" in found.limits.routines) is rests
    assert lowest(found, M.MASSETER) == (0 if rests else 5)
    assert isinstance(offered(found, "masseter-press"), Refused) is rests
    assert isinstance(offered(found, "masseter-unclench"), Offered)


# What was said holds for today


def test_what_was_said_of_today_does_not_hold_for_tomorrow() -> None:
    sore = said(**{**PAIN, "zones": (Zone.EAR,), "side": PainSide.LEFT})
    today, tomorrow = now(sore), now(sore, day=MONDAY + DAY)
    assert today.rows == (Row.PAIN, Row.LATENT)
    assert (today.zones, today.side, today.pain) == ((Zone.EAR,), PainSide.LEFT, 4)
    assert today.limits.first is Side.LEFT
    assert tomorrow.rows == (Row.LATENT,)
    assert (tomorrow.zones, tomorrow.side, tomorrow.pain) == ((), None, 0)
    assert tomorrow.limits == Limits()


def test_the_pain_of_yesterday_is_not_that_of_today() -> None:
    sore = said(MONDAY - DAY, **PAIN)
    assert now(sore).rows == (Row.LATENT,)


def test_where_it_no_longer_hurts_no_zone_and_no_side_are_known() -> None:
    over = now(said(headache=Headache.YES, worst=4, now=0, zones=(Zone.EAR,), side=PainSide.LEFT))
    assert (over.zones, over.side, over.pain, over.limits.first) == ((), None, 0, None)


@pytest.mark.parametrize(
    ("side", "first"),
    [(PainSide.LEFT, Side.LEFT), (PainSide.RIGHT, Side.RIGHT), (PainSide.BOTH, None), (None, None)],
)
def test_the_side_that_hurts_comes_first(side: PainSide | None, first: Side | None) -> None:
    assert now(said(**PAIN, side=side)).limits.first is first
    assert now(side=side).limits.first is first


def test_what_is_asked_takes_the_place_of_what_was_noted() -> None:
    sore = said(**PAIN, zones=(Zone.EAR,), side=PainSide.LEFT)
    found = now(sore, zones=(Zone.BAND,), side=PainSide.RIGHT)
    assert (found.zones, found.side, found.limits.first) == (
        (Zone.BAND,),
        PainSide.RIGHT,
        Side.RIGHT,
    )
    assert found.row is Row.PAIN


# What forbids most wins


def test_what_lower_rows_forbid_holds_as_well() -> None:
    found = now(NECK_LOCKED, *every_28_days(MONDAY), STRESSFUL, said(**PAIN))
    assert isinstance(offered(found, "levator-corner"), Refused)  # the neck
    assert isinstance(offered(found, "desk-two-minutes"), Refused)
    assert firmest(found, "masseter-press") == 3  # the window
    assert lowest(found, M.SCM_STERNAL) == 0  # the pain


def test_nothing_wins_over_gentle_and_the_graver_reason_is_said() -> None:
    found = now(SUSPENDED, said(**EVERYTHING))
    assert found.limits.nothing == REASONS[Row.SUSPENDED]
    assert found.limits.gentle == REASONS[Row.DIFFERENT]
    assert open_(found) == set()


# Whatever comes


def doses(situation: Situation) -> dict[tuple[str, Place], tuple[int, int]]:
    """Return the firmest pressure and the seconds of pressing, by routine and place."""
    found: dict[tuple[str, Place], tuple[int, int]] = {}
    for name in SHIPPED:
        got = offered(situation, name)
        for step in got.routine.steps if isinstance(got, Offered) else ():
            for place in places_of(step.muscles, step.side) if step.pressure else ():
                firm, seconds = found.get((name, place), (0, 0))
                found[name, place] = (
                    max(firm, step.pressure),
                    seconds + step.pressing_seconds,
                )
    return found


check_in_fields = st.fixed_dictionaries(
    {"headache": st.just(Headache.RUNNING)},
    optional={
        "like_usual": st.booleans(),
        "symptoms": st.lists(st.sampled_from(Symptom), max_size=2, unique=True).map(tuple),
        "signs": st.lists(st.sampled_from(Sign), max_size=2, unique=True).map(tuple),
        "aura": st.sampled_from(Aura),
        "side": st.sampled_from(PainSide),
        "stress": st.integers(0, 10),
        "zones": st.lists(st.sampled_from(Zone), max_size=2, unique=True).map(tuple),
    },
)
circumstances: st.SearchStrategy[list[Noted]] = st.lists(
    st.sampled_from([NECK_LOCKED, STRESSFUL, YESTERDAY_TOO]), max_size=2, unique_by=repr
)


@hypothesis_settings(max_examples=60, deadline=None)
@given(
    fields=check_in_fields,
    noted=circumstances,
    pain=st.integers(0, 9),
    in_window=st.booleans(),
    answered=st.booleans(),
)
def test_more_pain_never_means_more_pressure(
    fields: dict[str, Any], noted: list[Noted], pain: int, *, in_window: bool, answered: bool
) -> None:
    around = [*every_28_days(MONDAY), *noted] if in_window else noted
    after: list[Noted] = [on(MONDAY, NONE)] if answered else []
    less = doses(now(*around, said(**fields, now=pain), *after))
    more = doses(now(*around, said(**fields, now=pain + 1), *after))
    for place, (firm, seconds) in more.items():
        assert place in less
        assert firm <= less[place][0]
        assert seconds <= less[place][1]


extra_facts: st.SearchStrategy[Fact] = st.sampled_from(
    [
        AlarmRaised(Level.URGENT, Cause.FLAGS, MONDAY),
        AlarmRaised(Level.SOON, Cause.NECK_PAIN, MONDAY),
        FlareBegan(MONDAY),
        PressingEnded((M.TRAPEZIUS_UPPER,)),
        Treated(treatment="t", on=MONDAY, muscles=(M.MASSETER, M.TEMPORALIS)),
        StressAdded(period="1", name="Move", first=MONDAY, last=MONDAY, kind=StressKind.EMOTIONAL),
    ]
)


@hypothesis_settings(max_examples=60, deadline=None)
@given(check_in_fields, circumstances, st.integers(0, 10), extra_facts)
def test_one_more_thing_against_it_never_opens_a_routine(
    fields: dict[str, Any], noted: list[Noted], pain: int, extra: Fact
) -> None:
    told = [*noted, said(**fields, now=pain)]
    before, after = now(*told), now(*told, on(MONDAY, extra))
    assert open_(after) <= open_(before)
    firm = doses(before)
    assert all(dose <= firm[place] for place, dose in doses(after).items())

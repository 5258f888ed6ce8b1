"""Which routine a plan entry offers: turns, needs, and what stands in for what may not run."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from msgspec.structs import replace

from selfcare.app.say import say
from selfcare.domain.facts import PromptAnswered, SessionStarted
from selfcare.domain.message import message
from selfcare.domain.muscles import PLACES, Muscle
from selfcare.domain.offer import NO_CAPS, Caps, Limits, Offered, Refused, as_offered
from selfcare.domain.pressing import MAX_PRESSING_A_DAY, Pressed
from selfcare.domain.prompt import Answer, Via
from selfcare.domain.routine import AnyStep, Phase, Routine, Setting, Side, Tool
from selfcare.domain.safety import is_on_neck
from selfcare.domain.screening import AgeBand, Screening, Tag
from selfcare.domain.settings import DEFAULT_ROUTINE, PlanEntry
from selfcare.planning.choose import Choice, choose, with_substitute
from selfcare.planning.past import Past, past_of
from selfcare.planning.ranking import SHORT_SECONDS, Setup
from selfcare.planning.situation import Row, Situation
from tests.domain.routines import breathe, press, rest, routine
from tests.domain.shipped import SHIPPED
from tests.planning.a_plan import at, claims, history, instant, plan, settings

CLEAR = Screening(frozenset(), AgeBand.FROM_18_TO_49)
NOTHING = Past()
PRESSING = PlanEntry(id="pressing", routine="trap-upper-squeeze")
EIGHT = instant("08:00")
TEMPLE = Muscle.TEMPORALIS
RIDGE = Muscle.TRAPEZIUS_UPPER


def one(
    id_: str,
    *steps: AnyStep,
    muscles: tuple[Muscle, ...] = (),
    setting: Setting = Setting.DESK,
    phase: Phase = Phase.ANY,
) -> Routine:
    made = routine(*(steps or (rest(),)), muscles=muscles, phase=phase)
    return replace(made, id=id_, setting=setting)


def by_id(*routines: Routine) -> dict[str, Routine]:
    return {routine.id: routine for routine in routines}


def chosen(
    entry: PlanEntry,
    routines: dict[str, Routine] = SHIPPED,
    *,
    screening: Screening | None = CLEAR,
    pressed: Pressed | None = None,
    past: Past = NOTHING,
    caps: Caps = NO_CAPS,
    gentle: bool = False,
) -> Choice:
    setup = Setup(
        situation=Situation(rows=(Row.LATENT,), limits=Limits(caps=(caps,))),
        routines=routines,
        screening=screening,
        pressed=pressed or {},
        past=past,
        at=EIGHT,
    )
    return choose(entry, setup, gentle=gentle)


def name(choice: Choice) -> str | None:
    return None if choice.routine is None else choice.routine.id


def taking_turns(*ids: str) -> PlanEntry:
    return PlanEntry(id="turns", rotate=ids, at=())


def serving(*muscles: Muscle) -> PlanEntry:
    return PlanEntry(id="needs", muscles=muscles)


def in_turn(entry: PlanEntry, routines: dict[str, Routine], count: int) -> list[str]:
    """Return what is offered one time after another, an hour apart."""
    offered, past = [], NOTHING
    (prompt, *_) = plan(settings(at("10:00"))).prompts
    for number in range(count):
        choice = chosen(entry, routines, past=past)
        assert choice.routine is not None
        offered.append(choice.routine.id)
        due = prompt.due + timedelta(hours=number)
        offer = replace(prompt, entry=entry.id, routine=choice.routine.id, due=due)
        past = past.with_offer(offer, presses=choice.routine.presses)
    return offered


# A routine by its name


def test_a_named_routine_is_offered_again_and_again() -> None:
    entry = PlanEntry(id="one", routine="slow-breath")

    assert in_turn(entry, SHIPPED, 3) == ["slow-breath"] * 3


def test_an_entry_that_names_nothing_gets_the_default_routine() -> None:
    assert name(chosen(PlanEntry(id="gentle"))) == DEFAULT_ROUTINE


def test_a_routine_whose_file_is_gone_gives_way_to_a_gentle_one() -> None:
    assert name(chosen(PlanEntry(id="one", routine="not-there"))) == DEFAULT_ROUTINE


# Turns


def test_routines_take_turns_in_the_order_of_the_file() -> None:
    entry = taking_turns("slow-breath", "occipitalis-rest", "four-muscles-gentle")

    assert in_turn(entry, SHIPPED, 4) == [
        "slow-breath",
        "occipitalis-rest",
        "four-muscles-gentle",
        "slow-breath",
    ]


def test_turns_go_on_after_the_routine_offered_last_by_this_entry() -> None:
    entry = taking_turns("slow-breath", "occipitalis-rest")
    past = Past(last_of_entry={"turns": "slow-breath", "other": "occipitalis-rest"}, last_done={})

    assert name(chosen(entry, past=past)) == "occipitalis-rest"


def test_turns_begin_anew_where_the_last_one_is_no_longer_in_the_list() -> None:
    entry = taking_turns("slow-breath", "occipitalis-rest")

    assert (
        name(chosen(entry, past=Past(last_of_entry={"turns": "gone"}, last_done={})))
        == "slow-breath"
    )


def test_a_turn_whose_file_is_gone_is_passed_by() -> None:
    entry = taking_turns("slow-breath", "not-there", "occipitalis-rest")

    assert in_turn(entry, SHIPPED, 3) == ["slow-breath", "occipitalis-rest", "slow-breath"]


def test_a_turn_that_may_not_run_goes_to_the_next_and_says_why() -> None:
    hard = one("hard", press(muscles=(TEMPLE,)))
    entry = taking_turns("hard", "calm")

    found = chosen(entry, by_id(hard, one("calm")), screening=None)
    assert name(found) == "calm"
    assert [passed.routine for passed in found.passed_over] == ["hard"]


# Muscles


def test_the_muscle_least_recently_served_comes_first() -> None:
    routines = by_id(one("temple", muscles=(TEMPLE,)), one("ridge", muscles=(RIDGE,)))
    past = Past(last_of_entry={}, last_done={"temple": EIGHT, "ridge": EIGHT - timedelta(days=1)})

    assert name(chosen(serving(TEMPLE, RIDGE), routines, past=past)) == "ridge"


def test_muscles_never_served_come_in_the_order_of_the_file() -> None:
    routines = by_id(one("temple", muscles=(TEMPLE,)), one("ridge", muscles=(RIDGE,)))

    assert name(chosen(serving(RIDGE, TEMPLE), routines)) == "ridge"
    assert name(chosen(serving(TEMPLE, RIDGE), routines)) == "temple"


def test_a_routine_for_several_muscles_serves_them_all() -> None:
    routines = by_id(
        one("all", muscles=(TEMPLE, RIDGE)),
        one("cheek", muscles=(Muscle.MASSETER,)),
    )
    past = Past(last_of_entry={}, last_done={"all": EIGHT})

    assert name(chosen(serving(TEMPLE, RIDGE, Muscle.MASSETER), routines, past=past)) == "cheek"


def test_of_routines_for_a_muscle_the_one_longest_ago_comes_first() -> None:
    routines = by_id(one("a", muscles=(TEMPLE,)), one("b", muscles=(TEMPLE,)))

    assert in_turn(serving(TEMPLE), routines, 4) == ["a", "b", "a", "b"]


def test_every_muscle_of_an_entry_has_its_turn() -> None:
    routines = by_id(
        one("temple", muscles=(TEMPLE,)),
        one("ridge", muscles=(RIDGE,)),
        one("cheek", muscles=(Muscle.MASSETER,)),
    )
    entry = serving(TEMPLE, RIDGE, Muscle.MASSETER)

    assert sorted(in_turn(entry, routines, 3)) == ["cheek", "ridge", "temple"]


def test_a_routine_for_the_desk_comes_before_any_other_however_recent() -> None:
    routines = by_id(
        one("lying", muscles=(TEMPLE,), setting=Setting.LYING),
        one("seated", muscles=(TEMPLE,)),
    )

    found = chosen(
        serving(TEMPLE), routines, past=Past(last_of_entry={}, last_done={"seated": EIGHT})
    )
    assert name(found) == "seated"


def test_without_one_for_the_desk_another_is_taken() -> None:
    routines = by_id(one("lying", muscles=(TEMPLE,), setting=Setting.LYING))

    assert name(chosen(serving(TEMPLE), routines)) == "lying"


def test_a_routine_for_calm_muscles_comes_before_one_for_any_time() -> None:
    routines = by_id(
        one("any", muscles=(TEMPLE,)),
        one("calm", muscles=(TEMPLE,), phase=Phase.LATENT),
    )

    assert name(chosen(serving(TEMPLE), routines)) == "calm"


def test_routines_for_sore_muscles_and_for_attacks_are_not_planned_for_a_muscle() -> None:
    routines = by_id(
        one("attack", muscles=(TEMPLE,), phase=Phase.ATTACK),
        one("sore", muscles=(TEMPLE,), phase=Phase.ACTIVE),
        one("calm", muscles=()),
    )

    assert name(chosen(serving(TEMPLE), routines)) == "calm"


def test_a_muscle_no_routine_serves_gives_way_to_a_gentle_routine() -> None:
    assert name(chosen(serving(TEMPLE), by_id(one("ridge", muscles=(RIDGE,))))) == "ridge"


# What may not run


def test_before_the_health_questions_a_gentle_routine_comes_and_the_reason_is_said() -> None:
    found = chosen(PlanEntry(id="one", routine="trap-upper-squeeze"), screening=None)

    assert name(found) == DEFAULT_ROUTINE
    assert say(with_substitute(message("It is planned."), found)) == (
        "It is planned. “trap-upper-squeeze” waits: A few health questions come first;"
        " `selfcare screen` asks them. Until then there are the gentle routines."
        " “four-muscles-gentle” takes its place."
    )


def test_what_an_answer_bars_has_a_gentle_routine_in_its_place() -> None:
    barred = replace(CLEAR, tags=frozenset({Tag.BLEEDING}))

    found = chosen(PlanEntry(id="one", routine="trap-upper-squeeze"), screening=barred)
    assert name(found) == DEFAULT_ROUTINE
    assert "bleeding" in say(found.passed_over[0].reason)


def test_a_muscle_with_enough_pressing_for_the_day_has_the_next_routine() -> None:
    routines = by_id(
        one("firm", press(30, muscles=(TEMPLE,)), muscles=(TEMPLE,), phase=Phase.LATENT),
        one("soft", muscles=(TEMPLE,)),
    )
    used_up = {(TEMPLE, side): MAX_PRESSING_A_DAY for side in (Side.LEFT, Side.RIGHT)}

    assert name(chosen(serving(TEMPLE), routines)) == "firm"
    found = chosen(serving(TEMPLE), routines, pressed=used_up)
    assert name(found) == "soft"
    assert "enough pressing for one day" in say(found.passed_over[0].reason)


def test_a_cap_that_leaves_nothing_of_a_routine_passes_it_over() -> None:
    entry = PlanEntry(id="one", routine="firm")
    routines = by_id(one("firm", press(pressure=3), muscles=(RIDGE,)), one("calm"))

    assert name(chosen(entry, routines)) == "firm"
    assert name(chosen(entry, routines, caps=Caps(at_most=1))) == "calm"


def test_nothing_is_offered_where_nothing_may_run() -> None:
    routines = by_id(one("firm", press(), muscles=(RIDGE,)))

    found = chosen(PlanEntry(id="one", routine="firm"), routines, screening=None)
    assert found.routine is None
    assert [passed.routine for passed in found.passed_over] == ["firm"]


def test_without_any_routines_there_is_none() -> None:
    choice = chosen(PlanEntry(id="one", routine="firm"), {})

    assert choice.routine is None
    assert [passed.routine for passed in choice.passed_over] == ["firm"]


def test_a_routine_for_attacks_never_stands_in_for_another() -> None:
    quiet = one("a-quiet-room", phase=Phase.ATTACK)
    firm = one("firm", press(), muscles=(RIDGE,))
    entry = PlanEntry(id="one", routine="firm")

    assert chosen(entry, by_id(quiet, firm), screening=None).routine is None
    assert name(chosen(entry, by_id(quiet, firm, one("z")), screening=None)) == "z"


def test_a_default_routine_that_the_user_made_firm_does_not_stand_in() -> None:
    own = one(DEFAULT_ROUTINE, press(), muscles=(RIDGE,))
    entry = PlanEntry(id="one", routine=DEFAULT_ROUTINE)

    assert name(chosen(entry, by_id(own, one("slow", breathe())), screening=None)) == "slow"


def test_a_reason_stays_as_it_is_where_nothing_was_passed_over() -> None:
    reason = message("It is planned.")

    assert with_substitute(reason, chosen(PlanEntry(id="one", routine="slow-breath"))) == reason
    assert with_substitute(reason, chosen(PlanEntry(id="one"), {})) == reason


screenings = st.one_of(
    st.none(),
    st.builds(Screening, st.frozensets(st.sampled_from(Tag), max_size=4), st.sampled_from(AgeBand)),
)
entries = st.one_of(
    st.sampled_from(sorted(SHIPPED)).map(lambda id_: PlanEntry(id="e", routine=id_)),
    st.lists(st.sampled_from(sorted(SHIPPED)), min_size=1, max_size=5).map(
        lambda ids: PlanEntry(id="e", rotate=tuple(ids))
    ),
    st.lists(st.sampled_from(sorted(set(Muscle) - PLACES)), min_size=1, max_size=5).map(
        lambda some: PlanEntry(id="e", muscles=tuple(some))
    ),
)


@hypothesis_settings(max_examples=100, deadline=None)
@given(entries, screenings, st.dictionaries(st.sampled_from(sorted(SHIPPED)), st.just(EIGHT)))
def test_whatever_is_planned_only_what_may_run_is_chosen(
    entry: PlanEntry, screening: Screening | None, last_time: dict[str, datetime]
) -> None:
    found = chosen(entry, screening=screening, past=Past(last_done=last_time))

    assert found.routine is not None
    assert isinstance(as_offered(found.routine, screening, {}), Offered)
    if entry.muscles:
        assert found.routine.phase in (Phase.LATENT, Phase.ANY)


# What was before


def test_the_past_knows_what_each_entry_offered_last_and_when() -> None:
    wishes = settings(at("10:00", "11:00", id_="turns"))
    first, second = plan(wishes).prompts
    shown = (replace(first, routine="slow-breath"), replace(second, routine="occipitalis-rest"))

    past = past_of(history(*claims(shown)))
    assert past.last_of_entry == {"turns": "occipitalis-rest"}
    assert past.last_done == {}


def test_a_routine_done_by_hand_counts_as_done() -> None:
    begun = SessionStarted(session="s1", routine="slow-breath", title="Slow breathing", steps=())

    past = past_of(history(begun))
    assert past.last_done == {"slow-breath": EIGHT}
    assert past.last_of_entry == {}


def test_a_turn_that_was_skipped_counts_as_offered() -> None:
    (prompt,) = plan(settings(at("10:00"))).prompts
    shown = replace(prompt, routine="slow-breath")
    skipped = PromptAnswered(prompt.id, 1, Answer.SKIP, Via.COMMAND)

    assert past_of(history(*claims((shown,)), skipped)).last_of_entry == {"breaks": "slow-breath"}


def test_an_offer_without_a_routine_leaves_the_past_as_it_was() -> None:
    (prompt,) = plan(settings(at("10:00"))).prompts

    assert NOTHING.with_offer(prompt, presses=False) is NOTHING


def test_a_pause_that_speaks_of_pressing_is_no_gentle_stand_in() -> None:
    disguised = one(DEFAULT_ROUTINE, rest("Press the thumbs into the neck."))
    calm = one("calm", rest())
    entry = PlanEntry(id="gentle")
    assert name(chosen(entry, by_id(disguised, calm), screening=None)) == "calm"


def test_on_a_stressful_day_a_short_routine_of_the_entry_stays() -> None:
    entry = taking_turns("trap-upper-squeeze", "slow-breath")

    assert name(chosen(entry, gentle=True)) == "slow-breath"


def test_on_a_stressful_day_a_short_one_without_pressing_takes_the_place_of_any_other() -> None:
    choice = chosen(PRESSING, gentle=True)

    assert choice.routine is not None
    assert choice.routine.total_seconds <= SHORT_SECONDS
    assert not choice.routine.presses
    assert choice.routine.setting is Setting.DESK
    assert choice.passed_over == ()


def test_on_stressful_days_short_routines_take_turns() -> None:
    past, offered = NOTHING, []
    (prompt, *_) = plan(settings(at("10:00"))).prompts
    for number in range(3):
        choice = chosen(PRESSING, gentle=True, past=past)
        assert choice.routine is not None
        offered.append(choice.routine.id)
        due = prompt.due + timedelta(hours=number)
        past = past.with_offer(
            replace(prompt, routine=choice.routine.id, due=due), presses=choice.routine.presses
        )

    assert len(set(offered)) == 3


def test_balls_on_the_neck_rest_where_a_cap_says_so() -> None:
    resting = Caps(no_balls=True)

    for one_ in SHIPPED.values():
        offered = as_offered(one_, CLEAR, {}, Limits(caps=(resting,)))
        on_neck = any(is_on_neck(step, one_) for step in one_.steps)
        if one_.tool in (Tool.BALL, Tool.TWO_BALLS) and on_neck:
            assert isinstance(offered, Refused)
        else:
            assert type(offered) is type(as_offered(one_, CLEAR, {}))
    assert isinstance(
        as_offered(SHIPPED["subocc-two-balls"], CLEAR, {}, Limits(caps=(resting,))), Refused
    )

"""Why a day is not like any other, and what that changes in its plan."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from msgspec.structs import replace

from selfcare.app.say import say
from selfcare.domain.checkin import Headache
from selfcare.domain.facts import (
    DiaryView,
    NotYetBleeding,
    PromptAnswered,
    PromptClaimed,
    StressAdded,
)
from selfcare.domain.prompt import Answer, Asks, HeldBack, PromptKind, Via
from selfcare.domain.settings import (
    CheckIns,
    Cycle,
    CycleMode,
    Prompts,
    Settings,
    StressEntry,
    Work,
)
from selfcare.domain.stress import MonthlyDays, StressKind
from selfcare.domain.week import DAY, DaysOff, Window
from selfcare.planning.around import Around
from selfcare.planning.history import read_history
from selfcare.planning.planner import plan
from selfcare.planning.signals import SIGNALS, signals_of
from selfcare.planning.signals.signal import SignalId
from selfcare.planning.signals.window import WINDOW_CAPS, caps_on
from tests.planning.a_plan import BERLIN, LONG_AGO, MONDAY, hours
from tests.planning.known import (
    Noted,
    checked_in,
    entries_of,
    every_28_days,
    known,
    lines,
    on,
    planned,
    signals,
    wall,
)

TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = (MONDAY + n * DAY for n in range(1, 7))
NEXT_MONDAY = MONDAY + 7 * DAY
ORDINARY = ["10:30 routine", "12:30 routine", "15:00 routine", "16:30 diary"]


def told(first: date, last: date | None, *, deadline: date | None = None) -> Noted:
    """Return a stressful time that was told by command on the first Monday."""
    fact = StressAdded(
        period="1",
        name="Tax return",
        first=first,
        last=last,
        kind=StressKind.EMOTIONAL,
        deadline=deadline,
    )
    return on(MONDAY, fact)


def stressed(*entries: StressEntry) -> Settings:
    return Settings(stress=entries)


# The diary


def test_an_ordinary_workday_has_its_breaks_and_one_check_in() -> None:
    assert planned(TUESDAY, known()) == ORDINARY
    assert signals(TUESDAY, known()) == [SignalId.DIARY]


def test_a_day_without_work_asks_nothing() -> None:
    assert planned(SATURDAY, known()) == []
    assert planned(SATURDAY + DAY, known()) == []


@pytest.mark.parametrize(
    ("work", "at"),
    [
        ("08:00-14:00", "13:30"),
        ("06:00-12:00 12:30-15:00", "14:30"),
        ("14:00-22:00", "16:30"),
        ("17:00-22:00", "19:30"),
        ("19:45-23:00", "19:45"),
        ("09:00-12:00", "11:30"),
    ],
)
def test_the_check_in_comes_before_work_ends_and_never_after_eight(work: str, at: str) -> None:
    settings = Settings(work=Work(mon=hours(work)), plan=())

    assert planned(MONDAY, known(settings=settings)) == [f"{at} diary"]


def test_a_night_shift_is_not_asked_at_night() -> None:
    settings = Settings(work=Work(mon=hours("22:00-06:00")), plan=())

    assert planned(MONDAY, known(settings=settings)) == []


def test_whoever_checked_in_already_is_not_asked_again() -> None:
    around = known(checked_in(MONDAY, headache=Headache.NO, stress=2))

    assert planned(MONDAY, around) == ORDINARY[:-1]
    (held,) = plan(MONDAY, around).held
    assert held.why is HeldBack.DONE_ALREADY


def test_a_check_in_without_a_word_about_the_head_does_not_count_as_the_diary() -> None:
    assert planned(MONDAY, known(checked_in(MONDAY, stress=2))) == ORDINARY


def test_the_diary_can_be_switched_off_and_moved() -> None:
    off = Settings(checkins=CheckIns(diary=False))
    moved = Settings(checkins=CheckIns(at=time(11, 30)))

    assert planned(MONDAY, known(settings=off)) == ORDINARY[:-1]
    assert "11:30 diary" in planned(MONDAY, known(settings=moved))


# Stressful times


def test_the_last_workday_before_a_deadline_ends_with_a_wind_down() -> None:
    around = known(told(NEXT_MONDAY, NEXT_MONDAY, deadline=NEXT_MONDAY))

    friday = plan(FRIDAY, around)
    assert lines(friday) == ["10:30 routine", "15:00 routine", "16:30 diary", "17:00 routine"]
    assert friday.prompts[-1].id == f"stress/{NEXT_MONDAY}/eve"
    assert friday.prompts[-1].routine == "let-down-wind-down"
    assert SignalId.DEADLINE_EVE in [one.id for one in friday.signals]


def test_on_the_day_of_a_deadline_breaks_are_short_and_the_check_in_is_shorter() -> None:
    around = known(told(NEXT_MONDAY, NEXT_MONDAY, deadline=NEXT_MONDAY))

    found = plan(NEXT_MONDAY, around)
    assert lines(found)[-1] == "16:30 short_diary"
    assert [one.gentle for one in found.prompts] == [True, True, True, False]
    assert signals(NEXT_MONDAY, around) == [SignalId.DEADLINE, SignalId.DIARY]


def test_the_morning_after_a_deadline_has_a_check_in() -> None:
    around = known(told(NEXT_MONDAY, NEXT_MONDAY, deadline=NEXT_MONDAY))

    after = plan(NEXT_MONDAY + DAY, around)
    assert lines(after) == ["10:00 let_down", "10:30 routine", "15:00 routine", "16:30 diary"]


def test_a_deadline_was_due_and_a_stressful_time_ended() -> None:
    due = known(told(NEXT_MONDAY, NEXT_MONDAY, deadline=NEXT_MONDAY))
    ended = known(told(MONDAY, WEDNESDAY))

    assert say(plan(NEXT_MONDAY + DAY, due).prompts[0].reason) == "“Tax return” was due yesterday."
    assert say(plan(THURSDAY, ended).prompts[0].reason) == "“Tax return” ended yesterday."


def test_a_deadline_on_a_friday_is_not_followed_into_the_weekend() -> None:
    around = known(told(FRIDAY, FRIDAY, deadline=FRIDAY))

    assert planned(SATURDAY, around) == []
    assert planned(NEXT_MONDAY, around) == ORDINARY


def test_a_stressful_time_begins_with_a_note_on_its_first_workday() -> None:
    around = known(told(TUESDAY, FRIDAY))

    assert planned(TUESDAY, around)[0] == "09:30 heads_up"
    assert plan(TUESDAY, around).prompts[0].id == f"stress/{TUESDAY}/start"
    assert "heads_up" not in " ".join(planned(WEDNESDAY, around))
    assert signals(WEDNESDAY, around) == [SignalId.STRESSFUL_TIME, SignalId.DIARY]


def test_a_stressful_time_that_began_on_a_weekend_is_noted_on_monday() -> None:
    around = known(told(SATURDAY, NEXT_MONDAY + 2 * DAY))

    assert planned(NEXT_MONDAY, around)[0] == "09:30 heads_up"


def test_a_stressful_time_without_an_end_goes_on() -> None:
    around = known(told(MONDAY, None))

    assert SignalId.STRESSFUL_TIME in signals(MONDAY + 14 * DAY, around)


def test_two_stressful_times_in_a_row_have_one_note() -> None:
    first, second = told(MONDAY, TUESDAY), told(WEDNESDAY, FRIDAY)
    second = (second[0], replace(second[1], period="2"))

    assert "heads_up" not in " ".join(planned(WEDNESDAY, known(first, second)))


def test_a_month_end_of_the_settings_comes_every_month() -> None:
    entry = StressEntry(
        name="Month end", monthly=MonthlyDays(count=3, from_end=True, workdays=True)
    )
    around = known(settings=stressed(entry))

    for first in (date(2026, 11, 26), date(2026, 12, 29), date(2027, 1, 27)):
        assert SignalId.STRESS_START in signals(first, around)
        assert SignalId.STRESSFUL_TIME in signals(first, around)
        assert SignalId.STRESSFUL_TIME not in signals(first - DAY, around)


def test_high_stress_is_followed_by_a_check_in_the_next_morning() -> None:
    around = known(checked_in(MONDAY, stress=8))

    assert "10:00 let_down" in planned(TUESDAY, around)
    assert "10:00 let_down" not in planned(WEDNESDAY, around)


def test_two_days_of_high_stress_make_the_next_one_gentle() -> None:
    around = known(checked_in(MONDAY, stress=8), checked_in(TUESDAY, stress=7), today=WEDNESDAY)

    assert SignalId.STRESS_HIGH in signals(WEDNESDAY, around)
    assert planned(WEDNESDAY, around)[0] == "09:30 heads_up"
    assert SignalId.LET_DOWN not in signals(WEDNESDAY, around)


def test_stress_that_fell_by_three_is_followed_by_a_check_in() -> None:
    fell = known(checked_in(MONDAY, stress=6), checked_in(TUESDAY, stress=3), today=WEDNESDAY)
    less = known(checked_in(MONDAY, stress=5), checked_in(TUESDAY, stress=3), today=WEDNESDAY)

    assert "10:00 let_down" in planned(WEDNESDAY, fell)
    assert "10:00 let_down" not in planned(WEDNESDAY, less)


def test_the_morning_check_in_can_be_switched_off() -> None:
    settings = Settings(checkins=CheckIns(let_down=False))

    around = known(checked_in(MONDAY, stress=8), settings=settings)
    assert "10:00 let_down" not in planned(TUESDAY, around)


def test_a_weekend_check_in_comes_only_if_asked_for() -> None:
    settings = Settings(checkins=CheckIns(weekend=True))

    assert planned(SATURDAY, known(settings=settings)) == ["09:00 weekend"]
    assert planned(SATURDAY, known()) == []


# The cycle


LAST_START = date(2026, 11, 2)  # so the next is near Monday the 30th
REGULAR = every_28_days(LAST_START)


def test_without_a_start_there_is_nothing_of_the_cycle() -> None:
    for number in range(60):
        found = plan(MONDAY + number * DAY, known())
        assert not [one for one in found.prompts if one.id.startswith("cycle/")]
        assert caps_on(found.day, known()).lowered_by == 0


def test_the_note_comes_three_days_ahead_or_on_the_last_workday_before() -> None:
    around = known(*REGULAR, today=THURSDAY)

    assert around.cycle.next_start == NEXT_MONDAY
    friday = plan(FRIDAY, around)
    assert (wall(friday.prompts[0].due), friday.prompts[0].kind) == ("09:30", PromptKind.HEADS_UP)
    assert friday.prompts[0].id == f"cycle/{LAST_START}/heads-up"
    assert "heads_up" not in " ".join(planned(THURSDAY, around))


def test_the_note_names_the_day_on_which_the_days_may_begin() -> None:
    (note,) = [
        one
        for one in plan(FRIDAY, known(*REGULAR, today=THURSDAY)).prompts
        if one.kind is PromptKind.HEADS_UP
    ]

    assert note.detail is not None
    assert "Your more sensitive days may begin on Monday." in say(note.detail)


def test_flagged_days_lower_the_pressure_whatever_starts_a_routine() -> None:
    around = known(*REGULAR, today=NEXT_MONDAY)

    assert caps_on(NEXT_MONDAY, around) == WINDOW_CAPS
    assert SignalId.WINDOW in signals(NEXT_MONDAY, around)


def test_the_prompt_of_the_day_does_not_tell_that_it_asks_about_the_cycle() -> None:
    around = known(*REGULAR, today=NEXT_MONDAY)
    (asked,) = [one for one in plan(NEXT_MONDAY, around).prompts if one.kind is PromptKind.CHECKIN]
    (usual,) = [one for one in plan(NEXT_MONDAY, known()).prompts if one.kind is PromptKind.CHECKIN]

    assert asked == usual


def test_with_pills_the_days_of_the_break_are_called_so() -> None:
    cycle = Cycle(mode=CycleMode.HORMONAL, pill_start=MONDAY - 21 * DAY)
    around = known(settings=Settings(cycle=cycle))

    (window,) = [one for one in signals_of(MONDAY, around) if one.id is SignalId.WINDOW]
    assert say(window.reason) == "By your own schedule, it is one of the days without pills."


def test_with_the_diary_off_flagged_days_still_ask_about_bleeding() -> None:
    settings = Settings(checkins=CheckIns(diary=False))
    around = known(*REGULAR, settings=settings, today=NEXT_MONDAY)

    assert "16:30 diary" in planned(NEXT_MONDAY, around)
    answered = known(
        *REGULAR, on(NEXT_MONDAY, NotYetBleeding(NEXT_MONDAY)), settings=settings, today=NEXT_MONDAY
    )
    assert "16:30 diary" not in planned(NEXT_MONDAY, answered)


def test_long_past_the_likely_days_one_question_comes_and_then_none() -> None:
    today = date(2026, 12, 14)
    around = known(*REGULAR, today=today)
    found = plan(today, around)

    assert (lines(found)[0], found.prompts[0].asks) == ("09:30 start_missed", Asks.START_MISSED)
    asked = _with_answer(around, found.prompts[0].id, today, Answer.SKIP)
    assert "start_missed" not in " ".join(planned(today + DAY, replace(asked, today=today + DAY)))
    assert SignalId.WINDOW not in signals(today + DAY, asked)


def test_the_middle_between_two_starts_has_one_check_in() -> None:
    around = known(*REGULAR, today=LAST_START)
    days = [LAST_START + number * DAY for number in range(1, 28)]
    asked = [day for day in days if "14:00 mid_cycle" in planned(day, around)]

    assert len(asked) == 1
    assert around.cycle.ovulation_lo is not None
    assert around.cycle.ovulation_hi is not None
    assert around.cycle.ovulation_lo <= asked[0] <= around.cycle.ovulation_hi
    off = known(*REGULAR, settings=Settings(cycle=Cycle(ovulation=False)), today=LAST_START)
    assert not any("mid_cycle" in " ".join(planned(day, off)) for day in days)


def test_day_four_closes_the_window_with_one_line() -> None:
    noted = [checked_in(LAST_START + n * DAY, headache=Headache.YES) for n in range(-1, 2)]
    others = [checked_in(LAST_START + n * DAY, headache=Headache.NO) for n in range(-9, -4)]
    closing = LAST_START + 3 * DAY
    around = known(*REGULAR, *others, *noted, today=closing)

    (line,) = [one for one in plan(closing, around).prompts if one.kind is PromptKind.SUMMARY]
    assert wall(line.due) == "14:00"
    assert line.detail is not None
    assert say(line.detail) == (
        "Around this start: 3 headache days of 3 noted. On other days of the last two months:"
        " 0 of 5."
    )


def test_prompts_of_the_cycle_can_be_switched_off_and_pressing_stays_lighter() -> None:
    settings = Settings(cycle=Cycle(prompts=False))
    around = known(*REGULAR, settings=settings, today=NEXT_MONDAY)
    for number in range(-28, 28):
        found = plan(NEXT_MONDAY + number * DAY, around)
        assert not [one for one in found.prompts if one.id.startswith("cycle/")]
    assert caps_on(NEXT_MONDAY, around) == WINDOW_CAPS


# Silence


def _with_answer(around: Around, prompt_id: str, day: date, answer: Answer) -> Around:
    (prompt,) = [one for one in plan(day, around).prompts if one.id == prompt_id]
    facts = (PromptClaimed(prompt, 1), PromptAnswered(prompt.id, 1, answer, Via.COMMAND))
    entries = entries_of([on(day, fact) for fact in facts])
    return replace(around, history=read_history(DiaryView(entries, LONG_AGO)))


def ignoring(days: int, *, answered: bool = False) -> Around:
    """Return what is known after `days` workdays up to Friday on which nothing was answered."""
    around = known()
    facts: list[Noted] = []
    day = FRIDAY
    while len({noted for noted, _ in facts}) < days:
        if around.is_workday(day):
            for prompt in plan(day, around).prompts:
                facts.insert(0, on(day, PromptClaimed(prompt, 1)))
        day -= DAY
    if answered:
        claimed = facts[-1][1]
        assert isinstance(claimed, PromptClaimed)
        skipped = PromptAnswered(claimed.prompt.id, 1, Answer.SKIP, Via.NOTIFICATION)
        facts.append(on(FRIDAY, skipped))
    return known(*facts, today=NEXT_MONDAY)


def test_after_three_days_without_an_answer_two_prompts_a_day_remain() -> None:
    assert len(planned(NEXT_MONDAY, ignoring(2))) == 4
    assert planned(NEXT_MONDAY, ignoring(3)) == ["15:00 routine", "16:30 diary"]
    assert len(planned(NEXT_MONDAY, ignoring(3, answered=True))) == 4


def test_after_seven_days_one_friendly_question_comes() -> None:
    assert "09:30 silence" not in planned(NEXT_MONDAY, ignoring(6))
    assert planned(NEXT_MONDAY, ignoring(7)) == ["09:30 silence", "16:30 diary"]


def test_the_question_is_not_asked_again_in_the_same_silence() -> None:
    around = ignoring(7)
    question = plan(NEXT_MONDAY, around).prompts[0]
    entries = entries_of([on(NEXT_MONDAY, PromptClaimed(question, 1))])
    claimed = dict(around.history.prompts) | dict(
        read_history(DiaryView(entries, LONG_AGO)).prompts
    )
    later = replace(
        around,
        today=NEXT_MONDAY + DAY,
        history=replace(around.history, prompts=claimed),
    )

    assert "silence" not in " ".join(planned(NEXT_MONDAY + DAY, later))


def test_fewer_holds_for_four_weeks_and_going_on_brings_all_back() -> None:
    fewer = _with_answer(ignoring(7), f"silence/{LONG_AGO}", NEXT_MONDAY, Answer.FEWER)
    go_on = _with_answer(ignoring(7), f"silence/{LONG_AGO}", NEXT_MONDAY, Answer.GO_ON)

    assert len(planned(NEXT_MONDAY + 28 * DAY, fewer)) == 2
    assert len(planned(NEXT_MONDAY + 29 * DAY, fewer)) == 4
    assert len(planned(NEXT_MONDAY + DAY, go_on)) == 4


def test_a_check_in_by_hand_ends_the_silence() -> None:
    around = ignoring(3)
    around = replace(around, active=frozenset({SUNDAY}))

    assert len(planned(NEXT_MONDAY, around)) == 4


# Fridays


def test_a_friday_tells_one_line_once_enough_was_noted() -> None:
    noted = [
        checked_in(MONDAY - n * DAY, headache=Headache.YES if n < 2 else Headache.NO)
        for n in range(5)
    ]

    (line,) = [one for one in plan(FRIDAY, known(*noted)).prompts if one.kind is PromptKind.SUMMARY]
    assert wall(line.due) == "13:30"
    assert line.detail is not None
    assert say(line.detail) == "The last four weeks: 2 headache days of 5 noted."
    assert "summary" not in " ".join(planned(FRIDAY, known(*noted[:4])))
    assert "summary" not in " ".join(planned(THURSDAY, known(*noted)))


# Together


def test_two_check_ins_a_day_are_the_most() -> None:
    calm = known(*REGULAR, today=LAST_START)
    days = [LAST_START + number * DAY for number in range(1, 28)]
    (middle,) = [day for day in days if "14:00 mid_cycle" in planned(day, calm)]
    around = known(*REGULAR, checked_in(middle - DAY, stress=9), today=middle)

    asked = [one for one in plan(middle, around).prompts if one.kind is PromptKind.CHECKIN]
    assert [one.asks for one in asked] == [Asks.LET_DOWN, Asks.DIARY]
    assert HeldBack.CAP in [one.why for one in plan(middle, around).held]


def test_a_low_cap_keeps_the_important_first() -> None:
    settings = Settings(prompts=Prompts(daily_cap=2))
    around = known(told(TUESDAY, FRIDAY), settings=settings)

    assert planned(TUESDAY, around) == ["09:30 heads_up", "16:30 short_diary"]


def test_a_prompt_that_a_meeting_would_hold_up_for_too_long_is_held_back() -> None:
    start = datetime.combine(MONDAY, time(10, 0), tzinfo=BERLIN)
    short, long = (Window(start, start + timedelta(minutes=n)) for n in (60, 61))

    assert planned(MONDAY, replace(known(), meetings=(short,))) == ORDINARY
    found = plan(MONDAY, replace(known(), meetings=(long,)))
    assert lines(found) == ORDINARY[1:]
    assert [one.why for one in found.held] == [HeldBack.MEETING]
    patient = Settings(meetings=replace(Settings().meetings, wait=False))
    assert planned(MONDAY, replace(known(settings=patient), meetings=(long,))) == ORDINARY


def test_days_off_have_no_signals_of_work() -> None:
    settings = Settings(work=Work(days_off=(DaysOff(MONDAY, FRIDAY),)))

    assert planned(TUESDAY, known(told(TUESDAY, FRIDAY), settings=settings)) == []


def test_every_signal_says_why_and_what_it_changes_in_one_sentence_each() -> None:
    arounds = (
        known(told(NEXT_MONDAY, NEXT_MONDAY, deadline=NEXT_MONDAY), *REGULAR, today=FRIDAY),
        known(*REGULAR, today=date(2026, 12, 14)),
        ignoring(8),
    )
    seen = set()
    for around in arounds:
        for number in range(-30, 30):
            for signal in signals_of(MONDAY + number * DAY, around):
                seen.add(signal.id)
                for sentence in (say(signal.reason), say(signal.changes)):
                    assert sentence[0].isupper() or sentence[0] == "“"
                    assert sentence.endswith(".")
    assert len(seen) > 8


def test_there_is_a_file_for_each_reason() -> None:
    names = [find.__module__.rpartition(".")[2] for find in SIGNALS]

    assert len(set(names)) == len(SIGNALS)


def test_a_check_in_that_was_shown_does_not_come_again_as_one_of_the_cycle() -> None:
    starts = every_28_days(MONDAY - 28 * DAY)
    off = Settings(checkins=CheckIns(diary=False, at=time(14)))
    shown = next(one for one in plan(MONDAY, known(*starts)).prompts if one.asks is Asks.DIARY)

    def asked(*noted: Noted) -> list[str]:
        found = plan(MONDAY, known(*starts, *noted, settings=off)).prompts
        return [one.id for one in found if one.asks is Asks.DIARY]

    assert len(asked()) == 1
    assert asked(on(MONDAY, PromptClaimed(shown, 1))) == [shown.id]


def test_a_check_in_of_the_cycle_that_was_shown_does_not_come_again_as_the_one_of_the_day() -> None:
    starts = every_28_days(MONDAY - 28 * DAY)
    off = Settings(checkins=CheckIns(diary=False))
    shown = next(
        one for one in plan(MONDAY, known(*starts, settings=off)).prompts if one.asks is Asks.DIARY
    )

    found = plan(MONDAY, known(*starts, on(MONDAY, PromptClaimed(shown, 1))))

    assert [one.id for one in found.prompts if one.asks is Asks.DIARY] == [shown.id]
    held = [one for one in found.held if one.prompt.id == f"{MONDAY}/diary/1"]
    assert [say(one.reason) for one in held] == ["The check-in of this day has been shown."]

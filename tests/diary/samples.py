"""Facts to test with: one of each kind, and hypothesis strategies made from the types."""

from __future__ import annotations

import string
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, get_args

import msgspec
from hypothesis import strategies as st
from msgspec import inspect

from selfcare.domain.checkin import (
    Aura,
    CheckIn,
    Headache,
    Medicine,
    MedicineClass,
    PainSide,
    PartOfDay,
    Sign,
    Sleep,
    Symptom,
    Tick,
    Zone,
)
from selfcare.domain.facts import (
    AlarmRaised,
    Checked,
    CheckedIn,
    CyclePaused,
    CycleResumed,
    DaemonStarted,
    DaemonStopped,
    Fact,
    FlareBegan,
    GateAnswered,
    GateOpened,
    NoticeTold,
    NotToday,
    NotYetBleeding,
    OutlookSwitched,
    Paused,
    PeriodRemoved,
    PeriodStarted,
    PressingEnded,
    PromptAnswered,
    PromptClaimed,
    PromptDeferred,
    PromptHeld,
    PromptNotShown,
    PromptShown,
    Resumed,
    RoutineHidden,
    RoutineShownAgain,
    Screened,
    SessionEnd,
    SessionEnded,
    SessionRated,
    SessionStarted,
    StopAsked,
    StopReason,
    StressAdded,
    StressEnded,
    StressRemoved,
    TendernessNoted,
    TickedByMistake,
    Treated,
    TreatmentRated,
    TreatmentRemoved,
    TurnFinished,
)
from selfcare.domain.message import Message, message
from selfcare.domain.muscles import Muscle
from selfcare.domain.notice import NoticeId
from selfcare.domain.prompt import Answer, Asks, HeldBack, Prompt, PromptKind, Via
from selfcare.domain.red_flags import Cause, Flag, Level
from selfcare.domain.routine import Breathe, Press, Side
from selfcare.domain.screening import AgeBand, Screening, Tag
from selfcare.domain.stress import StressKind
from selfcare.domain.tenderness import Tenderness

DAY: Final = date(2025, 3, 28)
AT: Final = datetime(2025, 3, 28, 9, 30, tzinfo=UTC)
KINDS: Final[tuple[type[Fact], ...]] = get_args(Fact)


def prompt(id_: str = "2025-03-28/breaks/1") -> Prompt:
    return Prompt(
        id=id_,
        kind=PromptKind.ROUTINE,
        day=DAY,
        due=AT,
        expires=AT + timedelta(hours=1),
        reason=message("planned for {time}, {why}", time="10:30", why=message("as in your plan")),
        entry="breaks",
        routine="four-muscles-gentle",
    )


def answered(answer: Answer, id_: str = "2025-03-28/breaks/1", round_: int = 1) -> PromptAnswered:
    return PromptAnswered(id_, round_, answer, Via.COMMAND)


def session(name: str = "s1") -> tuple[SessionStarted, TurnFinished, TurnFinished, SessionEnded]:
    steps = (
        Breathe(do="Breathe out slowly.", side=Side.CENTER, seconds=30),
        Press(
            do="Hold lightly.",
            muscles=(Muscle.TEMPORALIS,),
            side=Side.EACH,
            seconds=20,
            pressure=2,
            caution="Stop when it hurts.",
        ),
    )
    return (
        SessionStarted(name, "four-muscles-gentle", "Two minutes", steps, before=3),
        TurnFinished(name, 0, Side.CENTER, 30),
        TurnFinished(name, 1, Side.LEFT, 12, skipped=True),
        SessionEnded(name, SessionEnd.STOPPED, StopReason.NO_TIME, step=1, after=2),
    )


def check_in() -> CheckIn:
    return CheckIn(
        day=DAY - timedelta(days=1),
        headache=Headache.YES,
        worst=6,
        now=0,
        began=PartOfDay.NIGHT,
        ended=PartOfDay.AFTERNOON,
        zones=(Zone.TEMPLE, Zone.BASE_OF_SKULL),
        side=PainSide.LEFT,
        symptoms=(Symptom.LIGHT, Symptom.PRESSING),
        aura=Aura.NONE,
        like_usual=True,
        medicine=(Medicine(MedicineClass.SIMPLE, helped=False),),
        function=1,
        stress=7,
        load=True,
        stiffness=4,
        signs=(Sign.YAWNING,),
        sleep=Sleep.BROKEN,
        ticks=(Tick.MISSED_MEAL,),
    )


def cycle_prompt(day: date = DAY, reason: str = "three days before the start expected") -> Prompt:
    """Return a question of the cycle with every field set, all around `day`."""
    return Prompt(
        id=f"cycle/{day}/start-missed",
        kind=PromptKind.QUESTION,
        day=day,
        due=AT,
        expires=AT + timedelta(hours=1),
        reason=message("{reason} on {day}", reason=reason, day=str(day)),
        detail=message("expected from {day} on: {reason}", day=str(day), reason=reason),
        asks=Asks.START_MISSED,
        remind_at=AT + timedelta(minutes=30),
    )


def around_the_cycle(
    day: date = DAY, reason: str = "three days before the start expected"
) -> tuple[Fact, ...]:
    """Return one of each kind of fact that `forget` erases, all of them telling of `day`."""
    asked = cycle_prompt(day, reason)
    return (
        PeriodStarted(day),
        PromptClaimed(asked, 1),
        PromptShown(asked.id, 1, "desktop"),
        PromptNotShown(asked.id, 1, f"no bus for: {reason}"),
        PromptAnswered(asked.id, 1, Answer.LATER, Via.NOTIFICATION, AT, AT),
        PromptHeld(asked, HeldBack.CAP),
        NotYetBleeding(day),
        PeriodRemoved(day),
        CyclePaused(day),
        CycleResumed(day),
        PromptDeferred(asked.id, HeldBack.CALL),
    )


def one_of_each_kind() -> tuple[Fact, ...]:
    """Return the facts in the order in which their kinds came to be; new ones come at the end."""
    begun, turn, _, over = session()
    return (
        DaemonStarted("0.1.0"),
        Screened(Screening(frozenset({Tag.JAW, Tag.BONE}), AgeBand.FROM_18_TO_49)),
        PromptClaimed(prompt(), 1),
        PromptShown(prompt().id, 1, "desktop"),
        PromptNotShown("2025-03-28/breaks/2", 1, "no bus"),
        PromptAnswered(prompt().id, 1, Answer.LATER, Via.NOTIFICATION, AT, AT),
        PromptHeld(prompt("2025-03-28/breaks/3"), HeldBack.CAP),
        Paused(AT + timedelta(hours=2)),
        Resumed(),
        NotToday(DAY),
        begun,
        turn,
        over,
        StopAsked(),
        DaemonStopped(),
        CheckedIn(check_in(), replaces=3),
        StressAdded(
            period="s1",
            name="Exams",
            first=DAY,
            last=DAY + timedelta(days=9),
            kind=StressKind.EMOTIONAL,
            deadline=DAY + timedelta(days=9),
        ),
        StressEnded("s1", DAY + timedelta(days=2)),
        StressRemoved("s1"),
        PeriodStarted(DAY),
        PeriodRemoved(DAY),
        NotYetBleeding(DAY),
        CyclePaused(DAY),
        CycleResumed(DAY),
        GateAnswered((Flag.FEVER, Flag.NONE), DAY),
        AlarmRaised(Level.URGENT, Cause.FLAGS, DAY),
        TickedByMistake(DAY),
        Checked(),
        FlareBegan(DAY),
        TendernessNoted((Tenderness(muscle=Muscle.MASSETER, left=3, right=0, mine=True),)),
        Treated(treatment="t1", on=DAY, muscles=(Muscle.TRAPEZIUS_UPPER,), note="eased", relief=6),
        TreatmentRemoved("t1"),
        NoticeTold(NoticeId.ACTIVE_LONG, "masseter"),
        OutlookSwitched(shown=False),
        PressingEnded((Muscle.SUBOCCIPITALS,)),
        GateOpened(DAY, after_stop=True),
        SessionRated("s1", 3),
        TreatmentRated("1", relief=7),
        RoutineHidden("trap-upper-squeeze", "Shoulder ridge squeeze"),
        RoutineShownAgain("trap-upper-squeeze", "Shoulder ridge squeeze"),
        PromptDeferred("2025-03-28/breaks/3", HeldBack.FULL_SCREEN),
    )


def of_kind(kind: type[Fact]) -> st.SearchStrategy[Fact]:
    """Any fact of a kind, so that a new kind or field needs no new test."""
    strategy: st.SearchStrategy[Fact] = _of(inspect.type_info(kind))
    return strategy


# A zero letter, a quotation mark, letters beyond 16 bits, right to left: any text at all.
TEXTS: Final = st.text(max_size=40)
INSTANTS: Final = st.datetimes(timezones=st.just(UTC))
MESSAGES: Final = st.recursive(
    st.builds(Message, TEXTS),
    lambda inner: st.builds(
        Message,
        TEXTS,
        st.lists(
            st.tuples(
                st.text(string.ascii_lowercase, min_size=1),
                st.one_of(TEXTS, st.integers(-(2**63), 2**63 - 1), inner),
            ),
            max_size=3,
        ).map(tuple),
    ),
    max_leaves=4,
)


def _of(kind: inspect.Type) -> st.SearchStrategy[Any]:
    match kind:
        case inspect.Metadata():
            return _of(kind.type)
        case inspect.UnionType():
            return st.one_of([_of(member) for member in kind.types])
        case inspect.StructType(cls=cls) if cls is Message:
            return MESSAGES
        case inspect.StructType():
            fields = {field.name: _of(field.type) for field in kind.fields}
            return st.fixed_dictionaries(fields).map(lambda made: kind.cls(**made))
        case inspect.VarTupleType():
            return st.lists(_of(kind.item_type), max_size=3).map(tuple)
        case inspect.FrozenSetType():
            return st.frozensets(_of(kind.item_type))
        case inspect.EnumType():
            return st.sampled_from(kind.cls)
        case inspect.IntType():
            low = -(2**31) if kind.ge is None else int(kind.ge)
            return st.integers(low, 2**31 if kind.le is None else int(kind.le))
        case inspect.StrType():
            return st.text(min_size=kind.min_length or 0, max_size=kind.max_length or 40)
        case inspect.DateTimeType():
            return INSTANTS
        case inspect.DateType():
            return st.dates()
        case inspect.TimeType():
            return st.times()
        case inspect.BoolType():
            return st.booleans()
        case inspect.NoneType():
            return st.none()
        case _:
            raise msgspec.ValidationError(f"no strategy for {kind}")

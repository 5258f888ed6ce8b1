"""What is typed for settings becomes lines that are shown, then written, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import asdict

from selfcare.app import changing_settings
from selfcare.app.changing_settings import Preview, Written, preview, save
from selfcare.app.context import Context, open_context
from selfcare.app.say import say
from selfcare.app.settings_copies import copies_of_settings, copies_that_name
from selfcare.app.settings_edits import Wish
from selfcare.app.settings_sheet import SECTIONS, Control, Kind, control, entries, section
from selfcare.config import settings_writing
from selfcare.config.paths import folders
from selfcare.config.settings_file import read_settings
from selfcare.config.shapes import Table, fields
from selfcare.domain.errors import Trouble, UserMistake
from selfcare.domain.settings import WEEKDAYS, Settings
from tests.cli.command_line import BERLIN, at
from tests.fakes import ToldClock

CLOCK = ToldClock(at(10), BERLIN)
CAREFULLY = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
MIXED = """\
# all of it mine
[work]
mon = ["9:00-12:00", "13:00-17:00"]
fri = ["22:00-06:00"]
sat = []

[prompts]
daily_cap = 3

[[plan]]
id = "mine"
muscles = ["trapezius", "masseter"] # for the jaw
at = ["10:00", "15:00"]

[[plan]]
id = "named"
routine = "slow-breath"
every_minutes = 90
weekdays = ["mon", "tue"]
"""


def write(text: str) -> None:
    where = folders()
    where.config.mkdir(parents=True, exist_ok=True)
    where.config_file.write_text(text, encoding="utf-8")


def text() -> str:
    return folders().config_file.read_text(encoding="utf-8")


def wish(name: str, *texts: str) -> Wish:
    return Wish(tuple(name.split(".")), texts)


@pytest.fixture
def context() -> Iterator[Context]:
    with open_context(CLOCK) as found:
        yield found


def in_file() -> Settings:
    file = folders().config_file
    if not file.exists():
        return Settings()
    found = read_settings(file, None).value
    assert found is not None
    return found


def saved(context: Context, *wishes: Wish) -> Written:
    shown = preview(context, wishes)
    assert shown.refused == ()
    done = save(context, wishes, shown.mark)
    assert isinstance(done, Written)
    return done


def new_lines(found: Preview) -> list[str]:
    return [line for one in found.changes for line in one.new]


def refusals(found: Preview) -> dict[str, str]:
    return {".".join(name): say(why) for name, why in found.refused}


# --- shown first -----------------------------------------------------------------------------


def test_a_preview_writes_nothing(context: Context) -> None:
    write(MIXED)

    found = preview(context, [wish("prompts.daily_cap", "5")])

    assert new_lines(found) == ["daily_cap = 5"]
    assert text() == MIXED
    assert copies_of_settings(folders()) == ()


def test_what_holds_already_is_not_written_down(context: Context) -> None:
    write(MIXED)

    found = preview(
        context,
        [
            wish("prompts.daily_cap", "3"),
            wish("prompts.sound"),
            wish("work.tue", "09:00", "17:30"),
            wish("work.mon", "13:00", "17:00", "09:00", "12:00"),
            wish(
                "plan.mine.what",
                *("muscles", "masseter"),
                *("trapezius_upper", "trapezius_middle", "trapezius_lower"),
            ),
            wish("plan.named.weekdays", "tue", "mon"),
            wish("cycle.usual_length", ""),
        ],
    )

    assert found.changes == ()


def test_what_means_the_same_stays_in_the_words_of_the_file(context: Context) -> None:
    write(MIXED)

    found = preview(
        context,
        [
            wish("work.mon", "09:00", "12:00", "14:00", "18:00"),
            wish(
                "plan.mine.what",
                *("muscles", "temporalis"),
                *("trapezius_upper", "trapezius_middle", "trapezius_lower"),
            ),
        ],
    )

    assert sorted(new_lines(found)) == [
        'mon = ["9:00-12:00", "14:00-18:00"]',
        'muscles = ["temporalis", "trapezius"] # for the jaw',
    ]


def test_a_whole_day_and_a_night_shift_can_be_written(context: Context) -> None:
    saved(
        context,
        wish("work.mon", "00:00", "00:00"),
        wish("work.wed", "22:00", "06:00"),
        wish("work.tue"),
    )

    work = in_file().work
    assert str(work.wed[0]) == "22:00-06:00"
    assert 'mon = ["00:00-24:00"]' in text()
    assert work.tue == ()


def test_what_cannot_be_is_told_and_not_written(context: Context) -> None:
    write(MIXED)
    wishes = [
        wish("prompts.daily_cap", "many"),
        wish("prompts.spacing_minutes", "481"),
        wish("prompts.snooze_minutes", "9" * 5000),
        wish("checkins.at", ""),
        wish("cycle.usual_length", "3"),
        wish("work.mon", "09:00", ""),
        wish("work.days_off", "2027-01-05", "2027-01-01"),
        wish("plan.mine.when", "at", "", ""),
        wish("plan.mine.what", "muscles"),
        wish("plan.named.weekdays"),
        wish("plan.gone.when", "at", "10:00"),
        wish("prompts.no_such", "1"),
        wish("stress.name", "x"),
        wish("plan.mine.id", "other"),
    ]

    found = preview(context, wishes)

    assert refusals(found) == {
        "prompts.daily_cap": "This is to be a whole number from 0 to 12.",
        "prompts.spacing_minutes": "This is to be a whole number from 0 to 480.",
        "prompts.snooze_minutes": "This is to be a whole number from 1 to 120.",
        "checkins.at": "Please fill this in.",
        "cycle.usual_length": "This is to be a whole number from 15 to 90.",
        "work.mon": "This is to be a span of hours.",
        "work.days_off": '"2027-01-05..2027-01-01" ends before it starts.',
        "plan.mine.when": "Please give at least one time, or the minutes between.",
        "plan.mine.what": "Please choose at least one, or let selfcare choose.",
        "plan.named.weekdays": "Please choose at least one day.",
        **dict.fromkeys(
            ("plan.gone.when", "prompts.no_such", "stress.name", "plan.mine.id"),
            "This is no longer in your config.toml. Please load this page anew.",
        ),
    }
    assert isinstance(save(context, wishes, found.mark), Preview)
    assert text() == MIXED


def test_hours_that_do_not_fit_together_are_told_beside_their_day(context: Context) -> None:
    found = preview(
        context,
        [
            wish("work.mon", "09:00", "12:00", "11:00", "15:00"),
            wish("work.thu", "22:00", "10:00"),
            wish("checkins.at", "21:00"),
        ],
    )

    told = refusals(found)
    assert list(told) == ["work.mon", "work.thu", "checkins.at"]
    assert told["work.mon"].startswith("The hours 11:00-15:00 overlap with 09:00-12:00. ")
    assert told["checkins.at"].startswith("Selfcare asks between 09:00 and 20:00")


def test_what_is_only_worth_a_look_is_told_once_and_can_be_written(context: Context) -> None:
    write(MIXED)
    wishes = [wish("plan.mine.when", "at", "10:00", "04:00")]

    found = preview(context, wishes)
    assert len(found.notes) == 0, "on Friday nights that is a time of work"

    wishes = [wish("plan.mine.when", "at", "10:00", "07:00")]
    (note,) = preview(context, wishes).notes
    assert say(note).startswith("07:00 lies outside your work hours")
    saved(context, *wishes)
    assert preview(context, [wish("prompts.sound", "on")]).notes == ()


# --- then written ----------------------------------------------------------------------------


def test_without_a_file_one_that_explains_itself_is_written(context: Context) -> None:
    wishes = [wish("prompts.sound", "on"), wish("plan.breaks.when", "every_minutes", "60")]
    shown = preview(context, wishes)

    done = save(context, wishes, shown.mark)

    assert shown.new_file
    assert done == Written(None)
    assert in_file().prompts.sound
    assert in_file().plan[0].every_minutes == 60
    assert in_file().plan[0].at == ()
    assert "# How this file works:" in text()


def test_the_old_file_is_kept_beside_the_new_one(context: Context) -> None:
    write(MIXED)

    done = saved(context, wish("prompts.daily_cap", "2"))

    assert done.kept is not None
    assert done.kept.read_text() == MIXED
    assert text() == MIXED.replace("daily_cap = 3", "daily_cap = 2")


def test_an_entry_can_be_turned_from_one_kind_to_another_and_back(context: Context) -> None:
    write(MIXED)

    saved(context, wish("plan.named.what", "fits"), wish("plan.named.when", "at", "11:00"))
    first = in_file().plan[1]
    assert (first.routine, first.muscles, first.every_minutes) == (None, (), None)
    assert [f"{one:%H:%M}" for one in first.at] == ["11:00"]

    saved(
        context,
        wish("plan.named.what", "muscles", "temporalis"),
        wish("plan.named.when", "every_minutes", "45"),
        wish("plan.named.weekdays", *WEEKDAYS),
    )
    second = in_file().plan[1]
    assert (second.muscles, second.every_minutes, second.at) == (("temporalis",), 45, ())
    assert second.weekdays == WEEKDAYS
    assert '#routine = "slow-breath"\n' in text()


def test_a_file_that_changed_since_it_was_shown_is_shown_anew(context: Context) -> None:
    write(MIXED)
    wishes = [wish("prompts.daily_cap", "5")]
    shown = preview(context, wishes)
    write(MIXED + "\n[checkins]\nticks = true\n")

    anew = save(context, wishes, shown.mark)

    assert isinstance(anew, Preview)
    assert anew.mark != shown.mark
    assert "daily_cap" not in text().replace("daily_cap = 3", "")
    assert isinstance(save(context, wishes, anew.mark), Written)
    assert in_file().checkins.ticks, "what was edited meanwhile is still there"
    assert in_file().prompts.daily_cap == 5


def test_a_file_that_changes_while_it_is_written_is_shown_anew(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(MIXED)
    wishes = [wish("prompts.daily_cap", "5")]
    shown = preview(context, wishes)
    put = settings_writing.put_in_place

    def edited_first(*given: Any) -> Any:
        write("# mine\n")
        return put(*given)

    monkeypatch.setattr(changing_settings, "put_in_place", edited_first)

    assert isinstance(save(context, wishes, shown.mark), Preview)
    assert text() == "# mine\n"


@pytest.mark.parametrize("content", ["[prompts]\ndaily_cap = 99\n", "no toml", "\0"])
def test_a_broken_file_is_never_touched(context: Context, content: str) -> None:
    write(content)

    with pytest.raises(UserMistake):
        preview(context, [wish("prompts.sound", "on")])
    with pytest.raises(UserMistake):
        save(context, [wish("prompts.sound", "on")], "new")

    assert text() == content


def test_a_folder_in_the_place_of_the_file_is_told(context: Context) -> None:
    folders().config_file.mkdir(parents=True)

    with pytest.raises(UserMistake):
        preview(context, [wish("prompts.sound", "on")])


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(MIXED)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("selfcare.config.new_file.replace_file", refuse)
    wishes = [wish("prompts.sound", "on")]

    with pytest.raises(Trouble) as told:
        save(context, wishes, preview(context, wishes).mark)

    assert say(told.value.what) == (
        f"{folders().config_file} cannot be written (Permission denied), so nothing was changed."
        " Please check that its folder belongs to you and that the disk has room."
    )
    assert text() == MIXED


def test_copies_that_say_something_of_a_section_are_found(context: Context) -> None:
    write('[cycle]\nmode = "off"\n')
    saved(context, wish("cycle.mode", "natural"))
    saved(context, wish("prompts.sound", "on"))
    folders().config_file.with_name("config.toml.bak3").write_text("broken")

    assert [one.name for one in copies_of_settings(folders())] == [
        *("config.toml.bak", "config.toml.bak2", "config.toml.bak3")
    ]
    assert [one.name for one in copies_that_name(folders(), "cycle")] == [
        *("config.toml.bak", "config.toml.bak2")
    ]
    assert copies_that_name(folders(), "prompts") == ()


# --- every setting ---------------------------------------------------------------------------


def test_every_setting_has_its_place_on_the_page() -> None:
    tables = {one.key: one.shape.type for one in fields(Settings) if isinstance(one.shape, Table)}

    assert set(SECTIONS) == set(tables)
    for name, of in tables.items():
        shown = section(Settings(), name)
        keys = [one.name[1] for one in (*shown.usual, *shown.more)]
        assert sorted(keys) == sorted(one.key for one in fields(of)), name


def another(one: Control) -> tuple[str, ...]:
    """Return what somebody may type for a setting that stands at its default."""
    match one.kind:
        case Kind.SWITCH:
            return () if one.texts else ("on",)
        case Kind.NUMBER:
            return (str(one.high if one.texts != (str(one.high),) else one.low),)
        case Kind.TIME:
            return ("10:05",)
        case Kind.DAY:
            return ("2026-11-02",)
        case Kind.CHOICE:
            return (next(value for value, _ in one.choices if value not in one.texts),)
        case Kind.TIMES:
            return ("10:00", "11:00")
        case Kind.HOURS | Kind.WORKDAY:
            return ("10:00", "12:00", "12:30", "16:00")
        case Kind.DAYS:
            return ("2026-12-24", "", "2027-01-04", "2027-01-08")


EVERY = [
    control(Settings(), name, key)
    for name, place in SECTIONS.items()
    for key in (*place.usual, *place.more)
]


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.id)
def test_every_setting_goes_into_the_file_and_comes_back(context: Context, one: Control) -> None:
    texts = another(one)

    saved(context, Wish(one.name, texts))

    now = control(in_file(), *one.name)
    same_days = tuple(b or a for a, b in zip(texts[::2], texts[1::2], strict=False))
    expected = tuple(filter(None, texts)) if one.kind is not Kind.DAYS else texts
    if one.kind is Kind.DAYS:
        expected = tuple(
            text for a, b in zip(texts[::2], same_days, strict=True) for text in (a, b)
        )
    assert now.texts == expected
    others = {name: control(in_file(), *name) for name in (c.name for c in EVERY)}
    assert [name for name, c in others.items() if c != named(name)] == [one.name]


def named(name: tuple[str, ...]) -> Control:
    return next(one for one in EVERY if one.name == name)


times = st.sampled_from(["10:00", "11:30", "14:00", "15:45", ""])
typed_for = {
    Kind.SWITCH: st.sampled_from([(), ("on",)]),
    Kind.TIME: st.sampled_from([("10:00",), ("19:59",), ("08:00",), ("",)]),
    Kind.DAY: st.sampled_from([("2026-11-02",), ("",), ("2026-02-30",)]),
    Kind.HOURS: st.lists(times, max_size=4).map(tuple),
    Kind.WORKDAY: st.lists(times, max_size=4).map(tuple),
    Kind.DAYS: st.lists(
        st.sampled_from(["2026-12-24", "2027-01-04", "2027-01-08", ""]), max_size=4
    ).map(tuple),
}


@st.composite
def typed(draw: st.DrawFn) -> list[Wish]:
    """Return what somebody may type into some of the settings, good and bad."""
    found = []
    for one in draw(st.lists(st.sampled_from(EVERY), unique_by=lambda c: c.name, max_size=5)):
        texts: tuple[str, ...]
        if one.kind is Kind.NUMBER:
            texts = (str(draw(st.integers(one.low - 1, one.high + 1))),)
        elif one.kind is Kind.CHOICE:
            texts = (draw(st.sampled_from([value for value, _ in one.choices])),)
        else:
            texts = draw(typed_for[one.kind])
        found.append(Wish(one.name, texts))
    for entry in draw(st.lists(st.sampled_from(["mine", "named"]), unique=True)):
        when = draw(st.sampled_from(["at", "every_minutes"]))
        values = draw(st.lists(times, max_size=3)) if when == "at" else [draw(st.just("75"))]
        found.append(wish(f"plan.{entry}.when", when, *values))
        muscles = draw(
            st.lists(st.sampled_from(["masseter", "temporalis", "trapezius_upper"]), unique=True)
        )
        found.append(
            wish(f"plan.{entry}.what", *draw(st.sampled_from([("fits",), ("muscles", *muscles)])))
        )
    return found


@CAREFULLY
@given(typed(), st.sampled_from([MIXED, None, "prompts.sound = true\n"]))
def test_whatever_is_typed_the_reader_takes_the_file_and_other_keys_stay(
    wishes: list[Wish], before: str | None
) -> None:
    folders().config_file.unlink(missing_ok=True)
    if before is not None:
        write(before)
    was = in_file()
    with open_context(CLOCK) as context:
        found = preview(context, wishes)
        done = save(context, wishes, found.mark)

    if found.refused:
        assert isinstance(done, Preview)
        assert (text() if folders().config_file.exists() else None) == before
        return
    now = in_file()
    asked = {one.name for one in wishes}
    for name, place in SECTIONS.items():
        for key in (*place.usual, *place.more):
            if (name, key) not in asked:
                assert asdict(getattr(now, name))[key] == asdict(getattr(was, name))[key]
    for then, entry in zip(entries(was), entries(now), strict=True):
        if ("plan", then.id, "what") not in asked:
            assert (entry.what, entry.muscles) == (then.what, then.muscles)
        assert entry.weekdays == then.weekdays
    if before is not None:
        for line in before.splitlines():
            if "#" in line:
                assert line[line.index("#") :] in text()

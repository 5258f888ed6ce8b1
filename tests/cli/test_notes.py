"""`selfcare notes` says in counts what was noted, and `history --figures` says the very same."""

from __future__ import annotations

import json
import re
import stat
from datetime import date
from pathlib import Path

import pytest

from selfcare.domain.checkin import (
    CheckIn,
    Headache,
    Medicine,
    MedicineClass,
    PainSide,
    Symptom,
    Zone,
)
from selfcare.domain.facts import (
    AlarmRaised,
    Checked,
    CheckedIn,
    Fact,
    GateAnswered,
    SessionEnd,
    SessionEnded,
    SessionStarted,
    StopReason,
    TendernessNoted,
    TurnFinished,
)
from selfcare.domain.muscles import Muscle
from selfcare.domain.red_flags import Cause, Flag, Level
from selfcare.domain.routine import Press, Side
from selfcare.domain.tenderness import Tenderness
from selfcare.domain.week import DAY
from tests.cli.command_line import MONDAY, CommandLine

NEVER = re.compile(
    r"cure|\bheal(?:s|ed|ing)?\b|eliminat|permanent|guarante|should have|missed again"
    r"|trigger points cause|\d ?%|percent|success|\blate\b",
    re.IGNORECASE,
)
PRESS = Press(do="Hold.", muscles=(Muscle.MASSETER,), side=Side.LEFT, seconds=20, pressure=3)
START = MONDAY - 12 * DAY


@pytest.fixture
def line() -> CommandLine:
    return CommandLine().at(20)


def note(line: CommandLine, day: date, *facts: Fact) -> None:
    with line.at(18, day=day).context() as context:
        for fact in facts:
            context.note(fact)
    line.at(20)


def session(
    line: CommandLine,
    day: date,
    name: str,
    before: int,
    after: int,
    stopped: StopReason | None = None,
) -> None:
    end = SessionEnd.DONE if stopped is None else SessionEnd.STOPPED
    note(
        line,
        day,
        SessionStarted(name, "jaw", "Jaw, at ease", (PRESS,), before=before),
        TurnFinished(name, 0, Side.LEFT, 90),
        SessionEnded(name, end, stopped, after=after),
    )


def a_month(line: CommandLine) -> None:
    """Note four weeks with everything in them that the notes tell."""
    quiet = [MONDAY - number * DAY for number in range(1, 29) if number % 7 and number != 12]
    for day in quiet:
        note(line, day, CheckedIn(CheckIn(day=day, headache=Headache.NO, stress=4)))
    usual = CheckIn(
        day=START,
        headache=Headache.YES,
        worst=6,
        zones=(Zone.TEMPLE, Zone.BAND),
        side=PainSide.LEFT,
        symptoms=(Symptom.LIGHT,),
        function=1,
        medicine=(Medicine(MedicineClass.TRIPTAN),),
    )
    note(line, START, CheckedIn(usual))
    note(
        line,
        MONDAY,
        CheckedIn(
            CheckIn(
                day=MONDAY,
                headache=Headache.RUNNING,
                worst=3,
                zones=(Zone.TEMPLE,),
                like_usual=False,
                medicine=(Medicine(MedicineClass.SIMPLE),),
            )
        ),
        GateAnswered((Flag.FEVER,), MONDAY),
        AlarmRaised(Level.URGENT, Cause.FLAGS, MONDAY),
        Checked(),
    )
    before = MONDAY - 40 * DAY
    note(line, before, CheckedIn(CheckIn(day=before, headache=Headache.YES)))
    late = MONDAY - 7 * DAY
    note(line, MONDAY - 5 * DAY, CheckedIn(CheckIn(day=late, headache=Headache.YES, worst=9)))
    for day, left, right in ((MONDAY - 15 * DAY, 6, 2), (MONDAY - 8 * DAY, 4, 1)):
        note(
            line,
            day,
            TendernessNoted(
                (
                    Tenderness(muscle=Muscle.MASSETER, left=left, right=right, mine=True),
                    Tenderness(muscle=Muscle.TEMPORALIS, left=1, right=0, weak=True),
                    Tenderness(muscle=Muscle.SUBOCCIPITALS, right=4),
                )
            ),
        )
    session(line, MONDAY - 3 * DAY, "s1", 5, 3)
    session(line, MONDAY - 2 * DAY, "s2", 5, 5)
    session(line, MONDAY - DAY, "s3", 2, 4, StopReason.OWN_HEADACHE)
    line.ok("period", "start", str(START))
    line.ok(*("treatment", "add", str(MONDAY - 2 * DAY), "--muscles", "masseter"))
    line.ok(*("treatment", "add", str(MONDAY - DAY), "--relief", "6", "--note", "Easier"))
    line.ok("stress", "add", "The move", "--from", str(MONDAY - 4 * DAY), "--physical")


HEADACHES = """\
Headaches
  Days: 26 of 30 noted, 1 of them afterwards
  Headache: on 3 of 26 days noted; in the 30 days before, on 1 of 1
  In a month: about 3.5 days in 30, going by the days noted
  Worst pain: mild (1 to 3) 1, moderate (4 to 6) 1; on average 4.5 (of 2 rated
      on the day itself)
  What was possible: slower than usual 1 (of 1)
  Where: temple 2, like a band all round 1 (of 2)
  Side: left 1 (of 1)
  With it: light bothers 1 (of 1)
  Stress: on average 4.0 of 10 (of 23)
  Stressful times: 2026-11-19 to 2026-11-23 (physical)
  Days without a note are missing, not free of headache. In brackets: of how
  many days with an answer.
"""
MEDICINE = """
Acute medicine
  any: on 2 days (limit about 10)
  a triptan (for migraine): on 1 day (limit about 10)
  a simple painkiller of one part: on 1 day (limit about 15)
  Limit: days in 30 from about which on such medicines can themselves keep
  headaches going.
"""
ALARMS = """
Different or alarming
  Not like usual: 2026-11-23
  2026-11-23: fever, feeling very ill; selfcare asked to get medical advice on
      the same day
  2026-11-23: noted: has been checked
"""
CYCLE = """
Days around the period
  First days: 2026-11-11
  Cycles: in 1 of 1 cycle a headache fell on days -2 to +3; on other days you
      had a headache on 2 of 22
  Days -2 to +3: headache on 1 of 4 days noted
"""
THERAPIST = """
Muscles
  masseter: tender here, and it felt like your headache (2026-11-15); left 6, 4;
      right 2, 1; after 3 sessions: less pain 1, the same 1, more 1
  suboccipitals: tender (2026-11-15); right 4, 4
  temporalis: quiet (2026-11-15); left 1, 1; right 0, 0; weak or quickly tired
  Tenderness from 0 to 10, the earliest check first. Tender spots are common,
  also in people without headaches. Sessions count for every muscle they worked
  on.

Routines
  All: 2 times, 4 minutes
  Stopped: 1 time: my usual headache starts, or rises by 2 or more (1)
  Jaw, at ease: 2 times, 4 minutes; stopped 1 time; after 3 sessions: less pain
      1, the same 1, more 1
  Rated: with pain noted before and after. Routines are done on bad days, and
  pain comes and goes by itself, so these counts say nothing about causes.

Sessions with a therapist
  2026-11-21: masseter
  2026-11-22: relief 6 of 10
  Before: in the four weeks before the first session, headache on 2 of 23 days
      noted
"""


# Text


def test_the_notes_are_one_page_of_counts(line: CommandLine) -> None:
    a_month(line)

    assert line.ok("notes") == (
        "Notes: Sunday, 2026-10-25 to Monday, 2026-11-23 (30 days)\n\n"
        f"{HEADACHES}{MEDICINE}{ALARMS}{THERAPIST}\n"
        "Noted by the person themselves; this is not a diagnosis. Nothing leaves the\n"
        "computer unless you save, print or pass it on.\n"
    )


def test_the_cycle_is_in_them_where_it_is_ticked(line: CommandLine) -> None:
    a_month(line)

    assert f"{ALARMS}{CYCLE}{THERAPIST}" in line.ok("notes", "--cycle")


def test_own_words_are_in_them_where_they_are_ticked(line: CommandLine) -> None:
    a_month(line)

    told = line.ok("notes", "--free-text")
    assert "2026-11-22: relief 6 of 10; “Easier”" in told
    assert "2026-11-19 to 2026-11-23 (physical) “The move”" in told
    for name in ("Easier", "The move"):
        assert name not in line.ok("notes")
        assert name not in line.ok("notes", "--json")
        assert name in line.ok("notes", "--json", "--free-text")


def test_nothing_noted_is_said_as_it_is(line: CommandLine) -> None:
    assert line.ok("notes").startswith(
        "Notes: Sunday, 2026-10-25 to Monday, 2026-11-23 (30 days)\n\nHeadaches\n"
        "  Days: 0 of 30 noted\n  Days without a note are missing, not free of headache."
    )
    assert "none noted" in line.ok("notes", "--cycle")


def test_with_few_days_noted_it_says_why_there_is_no_number_for_a_month(line: CommandLine) -> None:
    note(line, MONDAY, CheckedIn(CheckIn(day=MONDAY, headache=Headache.YES)))

    assert "In a month: not told, because fewer than 20 days are noted" in line.ok("notes")


@pytest.mark.parametrize("days", ["7", "30", "90", "366"])
def test_they_promise_nothing_and_no_line_is_wider_than_a_page(
    line: CommandLine, days: str
) -> None:
    a_month(line)

    told = line.ok("notes", "--days", days, "--cycle", "--free-text")

    assert NEVER.findall(told) == []
    assert [row for row in told.splitlines() if len(row) > 80] == []
    assert NEVER.search("It helps 95 % of all people")


def test_other_days_are_told_with_the_last_thirty_beside_them(line: CommandLine) -> None:
    a_month(line)

    told = line.ok("notes", "--days", "3")
    assert "any: on 1 day, in the last 30 days on 2 (limit about 10)" in told
    assert "a triptan (for migraine): on 0 days, in the last 30 days on 1" in told


@pytest.mark.parametrize("days", ["0", "367", "-1", "many"])
def test_days_that_cannot_be_are_refused(line: CommandLine, days: str) -> None:
    assert line("notes", "--days", days).exit_code == 2


def test_long_lists_are_cut_to_the_latest_and_say_so(line: CommandLine) -> None:
    for number in range(9):
        day = MONDAY - number * DAY
        line.ok("treatment", "add", str(day))
        note(line, day, CheckedIn(CheckIn(day=day, like_usual=False)))
        note(line, day, GateAnswered((Flag.FEVER,), day))
        line.ok("stress", "add", f"Time {number}", "--from", str(day), "--to", str(day))

    told = " ".join(line.ok("notes").split())

    assert "Not like usual: 3 earlier ones, 2026-11-18, 2026-11-19" in told
    assert "Earlier: 3 entries 2026-11-18: fever, feeling very ill" in told
    assert "Stressful times: 5 earlier ones, 2026-11-20, 2026-11-21, 2026-11-22" in told
    assert "Sessions with a therapist Earlier: 3 times 2026-11-18: noted" in told
    assert len(line.data("notes")["treatments"]) == 9


def test_notes_can_be_had_while_routines_rest_because_of_an_alarm(line: CommandLine) -> None:
    note(line, MONDAY, AlarmRaised(Level.EMERGENCY, Cause.STOP, MONDAY))

    assert (
        "2026-11-23: a symptom that ended a routine; selfcare asked to get help right away"
        in " ".join(line.ok("notes").split())
    )


def test_notes_can_be_had_with_broken_settings(line: CommandLine) -> None:
    line.configure("no toml at all [")

    assert "Headaches" in line.ok("notes")


# The same figures


def test_the_history_tells_the_very_same_figures(line: CommandLine) -> None:
    a_month(line)

    assert line.ok("history", "--figures", "--days", "30") == (
        f"{HEADACHES}{MEDICINE}{ALARMS}{THERAPIST}"
    )
    for days in ("1", "7", "30", "366"):
        assert line.ok("history", "--figures", "--days", days) in line.ok("notes", "--days", days)


def test_as_data_they_are_the_very_same_too(line: CommandLine) -> None:
    a_month(line)

    for days in ("1", "7", "30", "366"):
        assert line.data("history", "--figures", "--days", days) == line.data(
            "notes", "--days", days
        )


def test_the_history_without_the_wish_tells_what_happened_as_before(line: CommandLine) -> None:
    note(line, MONDAY, CheckedIn(CheckIn(day=MONDAY, headache=Headache.NO)))

    assert "You checked in: no headache." in line.ok("history")
    assert isinstance(line.data("history"), list)


# Data


def test_the_keys_of_the_data_are_pinned(line: CommandLine) -> None:
    assert list(line.data("notes")) == [
        *("first", "last", "days", "noted_days", "filled_in_days", "headache_days", "per_month"),
        *("before", "severity", "worst_pain", "function", "zones", "sides", "symptoms", "aura"),
        *("medicine", "stress", "different", "alarms", "checked", "cycle", "calendar"),
        *("stressful_times", "sessions_done", "sessions_stopped", "session_minutes", "stops"),
        *("routines", "muscles", "treatments", "before_treatments", "after_treatments"),
    ]


def test_the_data_hold_every_figure(line: CommandLine) -> None:
    a_month(line)

    data = line.data("notes", "--cycle")

    assert (data["days"], data["noted_days"], data["headache_days"]) == (30, 26, 3)
    assert data["per_month"] == 3.5
    assert data["before"] == {"headache_days": 1, "noted_days": 1}
    assert data["severity"] == {"n": 2, "none": 0, "mild": 1, "moderate": 1, "severe": 0}
    assert data["worst_pain"] == {"n": 2, "mean": 4.5}
    assert data["zones"] == {"n": 2, "days": {"temple": 2, "band": 1}}
    assert data["medicine"]["classes"][0] == {
        "class": "triptan",
        "days": 1,
        "days_in_30": 1,
        "limit": 10,
    }
    assert data["alarms"] == [
        {"on": "2026-11-23", "flags": ["fever"], "causes": ["flags"], "level": "U"}
    ]
    assert data["cycle"]["starts"] == [str(START)]
    assert data["stops"] == {"own_headache": 1}
    relief = {"n": 3, "less": 1, "same": 1, "more": 1}
    assert data["routines"] == [
        {
            "routine": "jaw",
            "title": "Jaw, at ease",
            "done": 2,
            "stopped": 1,
            "minutes": 4,
            "relief": relief,
        }
    ]
    assert data["muscles"][0]["relief"] == relief
    assert data["muscles"][0]["state"] == "active"
    assert data["muscles"][0]["checks"][0] == {"on": "2026-11-08", "left": 6, "right": 2}
    assert data["calendar"][-1] == {
        "day": "2026-11-23",
        "headache": True,
        "worst": 3,
        "medicine": True,
    }
    assert data["after_treatments"] is None


def test_of_the_cycle_there_are_no_data_unless_it_is_ticked(line: CommandLine) -> None:
    a_month(line)

    assert line.data("notes")["cycle"] is None
    assert "bleeding" not in json.dumps(line.data("notes"))


# The page


def test_a_page_is_written_to_a_new_file_and_nothing_of_it_to_the_terminal(
    line: CommandLine, tmp_path: Path
) -> None:
    a_month(line)
    file = tmp_path / "notes.html"

    told = line.ok("notes", "--html", str(file))

    assert told == (
        f"The notes are in {file}, and only you can read them.\n"
        "To print them, open the file in a browser. Nothing has left this computer.\n"
    )
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    page = file.read_text(encoding="utf-8")
    for part in ("26 of 30", "3 of 26", "Jaw, at ease", "tender here, and it felt like"):
        assert part in page
    assert NEVER.findall(re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)) == []


def test_a_file_that_is_there_is_not_written_over(line: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "notes.html"
    file.write_text("mine", encoding="utf-8")

    assert line.mistake("notes", "--html", str(file)) == (
        f"There is something named {file} already, and it is left as it is. Please choose"
        " another name.\n"
    )
    assert file.read_text(encoding="utf-8") == "mine"


def test_a_page_and_data_at_once_are_refused(line: CommandLine, tmp_path: Path) -> None:
    result = line("notes", "--json", "--html", str(tmp_path / "notes.html"))

    assert result.exit_code == 2
    assert "Please choose --html or --json." in result.stderr
    assert list(tmp_path.glob("*.html")) == []

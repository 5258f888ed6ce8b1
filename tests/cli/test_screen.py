from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from selfcare.config.paths import folders
from selfcare.domain.facts import Screened
from selfcare.domain.questions import QUESTIONS
from selfcare.domain.screening import AgeBand, Tag
from tests.cli.command_line import CommandLine

NAMES = [question.tag.value for question in QUESTIONS]
ALL_NO = {"answers": dict.fromkeys(NAMES, "no"), "age": 40}


@pytest.fixture
def line() -> CommandLine:
    return CommandLine()


def stored(line: CommandLine) -> list[Screened]:
    with line.context() as context:
        facts = [entry.fact for entry in context.diary.entries()]
    assert all(isinstance(fact, Screened) for fact in facts)
    return [fact for fact in facts if isinstance(fact, Screened)]


def as_json(line: CommandLine, document: object) -> dict[str, object]:
    result = line("screen", "--json", "-", feed=json.dumps(document))
    assert (result.exit_code, result.stderr) == (0, "")
    found: dict[str, object] = json.loads(result.stdout)
    return found


# --- data ------------------------------------------------------------------------------------


def test_answers_as_data_give_tags_an_age_band_and_advice(line: CommandLine) -> None:
    found = as_json(line, ALL_NO)
    assert found["tags"] == []
    assert found["age_band"] == "18_to_49"
    assert found["neck_ok"] is True
    assert list(found) == ["tags", "age_band", "neck_ok", "advice"]
    assert [fact.screening.tags for fact in stored(line)] == [frozenset()]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("reply", ["yes", "unsure", None])
def test_yes_unsure_and_no_answer_all_set_the_tag(
    line: CommandLine, name: str, reply: str | None
) -> None:
    answers = dict.fromkeys(NAMES, "no")
    if reply is None:
        del answers[name]
    else:
        answers[name] = reply
    assert as_json(line, {"answers": answers, "age": 40})["tags"] == [name]


@pytest.mark.parametrize(
    ("age", "band", "minor"),
    [
        (17, "under_18", True),
        (18, "18_to_49", False),
        (49, "18_to_49", False),
        (50, "50_or_over", False),
        (None, "unknown", True),
    ],
)
def test_the_age_gives_a_band_and_below_18_a_tag(
    line: CommandLine, age: int | None, band: str, *, minor: bool
) -> None:
    found = as_json(line, {**ALL_NO, "age": age})
    assert found["age_band"] == band
    assert found["tags"] == (["minor"] if minor else [])


def test_nothing_answered_at_all_counts_as_yes_to_everything(line: CommandLine) -> None:
    assert as_json(line, {})["tags"] == [tag.value for tag in Tag]


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ("", "This is not JSON"),
        ("{", "This is not JSON"),
        ("\x00", "This is not JSON"),
        ("[" * 5000, "This is not JSON"),
        ("[]", "“answers” and “age”".replace("“", '"').replace("”", '"')),
        ('{"answer": {}}', "“answer” is not known here"),
        ('{"answers": []}', "vascular, syncope, bleeding"),
        ('{"answers": null}', "vascular, syncope, bleeding"),
        ('{"answers": {"bon": "no"}}', "“bon” is not one of the questions"),
        ('{"answers": {"minor": "no"}}', "follows from “age”"),
        ('{"answers": {"bone": "No"}}', '“bone” cannot be "No"; it may be "yes", "no", "unsure"'),
        ('{"answers": {"bone": false}}', "“bone” cannot be false"),
        ('{"answers": {"bone": null}}', "“bone” cannot be null"),
        ('{"age": "40"}', "“age” cannot be"),
        ('{"age": 40.5}', "“age” cannot be 40.5"),
        ('{"age": true}', "“age” cannot be true"),
        ('{"age": -1}', "An age of -1 cannot be"),
        ('{"age": 121}', "An age of 121 cannot be"),
        ('{"answers": {"{bone}": "no"}}', "“{bone}” is not one of the questions"),
    ],
)
def test_wrong_data_is_told_by_its_key_and_nothing_is_saved(
    line: CommandLine, document: str, told: str
) -> None:
    result = line("screen", "--json", "-", feed=document)
    assert (result.exit_code, result.stdout) == (1, "")
    assert told in result.stderr
    assert result.stderr.count("\n") == 1
    assert stored(line) == []


def test_a_byte_order_mark_before_the_answers_is_no_mistake(line: CommandLine) -> None:
    result = line("screen", "--json", "-", feed="\ufeff" + json.dumps(ALL_NO))

    assert (result.exit_code, result.stderr) == (0, "")
    assert len(stored(line)) == 1


def test_what_is_too_long_to_be_answers_is_refused(line: CommandLine) -> None:
    result = line("screen", "--json", "-", feed=" " * 70_000)
    assert result.exit_code == 1
    assert stored(line) == []


def test_answers_can_be_read_from_a_file(line: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(ALL_NO), encoding="utf-8")
    assert json.loads(line.ok("screen", "--json", str(file)))["neck_ok"] is True
    assert "cannot be read" in line.mistake("screen", "--json", str(tmp_path / "none.json"))


# --- questions -------------------------------------------------------------------------------


def typed(line: CommandLine, *answers: str) -> str:
    result = line("screen", feed="".join(f"{answer}\n" for answer in answers))
    assert (result.exit_code, result.stderr) == (0, "")
    return " ".join(result.stdout.split())


def test_every_question_is_asked_in_order_with_its_gloss(line: CommandLine) -> None:
    text = typed(line, *["n"] * 11, "40", "")
    places = [text.index(f"{number} of 11.") for number in range(1, 12)]
    assert places == sorted(places)
    assert "Marfan? A mini-stroke (TIA) is" in text
    assert "35 of 36 routines are open to you now. One stays locked for everybody." in text
    assert [fact.screening.tags for fact in stored(line)] == [frozenset()]
    assert stored(line)[0].screening.age_band is AgeBand.FROM_18_TO_49


def test_it_ends_with_what_the_answers_mean_and_what_is_possible(line: CommandLine) -> None:
    text = typed(line, *["n"] * 7, "y", "n", "n", "n", "30", "")
    assert "Pregnancy and the weeks after birth: pressing is kept light." in text
    assert "35 of 36 routines are open to you now." in text


def test_enter_means_not_sure_and_counts_as_yes(line: CommandLine) -> None:
    text = typed(line, "", "u", "UNSURE", *["no"] * 8, "40", "")
    assert "not sure to: 1, 2, 3" in text
    assert stored(line)[0].screening.tags == {Tag.VASCULAR, Tag.SYNCOPE, Tag.BLEEDING}


def test_what_is_no_answer_is_asked_again(line: CommandLine) -> None:
    text = typed(line, "maybe", *["n"] * 11, "old", "400", "²", "40", "")
    assert "Please type y for yes" in text
    assert text.count("Please type a number from 0 to 120.") == 3
    assert len(stored(line)) == 1


def test_one_can_go_back_and_answer_anew(line: CommandLine) -> None:
    typed(line, "b", "y", "b", "n", *["n"] * 10, "b", "y", "17", "b", "40", "")
    (fact,) = stored(line)
    assert fact.screening.tags == {Tag.IMMUNITY}
    assert fact.screening.age_band is AgeBand.FROM_18_TO_49


@pytest.mark.parametrize(
    "answers", [["q"], ["y", "y", "Q"], [*["n"] * 11, "q"], [*["n"] * 11, "40", "q"]]
)
def test_leaving_stores_nothing(line: CommandLine, answers: list[str]) -> None:
    assert "Nothing was stored" in typed(line, *answers)
    assert stored(line) == []


@pytest.mark.parametrize("answers", [[], ["n"] * 11, [*["n"] * 11, "40"]])
def test_an_input_that_ends_early_stores_nothing_and_fails(
    line: CommandLine, answers: list[str]
) -> None:
    result = line("screen", feed="".join(f"{answer}\n" for answer in answers))

    assert result.exit_code == 1
    assert "Nothing was stored" in result.stdout
    assert stored(line) == []


def test_no_age_leaves_the_gentle_routines(line: CommandLine) -> None:
    text = typed(line, *["n"] * 11, "", "")
    assert "age: left out" in text
    assert stored(line)[0].screening.tags == {Tag.MINOR}
    assert "the gentle routines" in text


def test_only_tags_and_an_age_band_reach_the_diary_file(line: CommandLine) -> None:
    typed(line, *["n"] * 9, "y", "n", "43", "")
    with closing(sqlite3.connect(folders().diary)) as diary:
        (body,) = diary.execute("SELECT body FROM fact WHERE kind = 'Screened'").fetchone()
    assert json.loads(body)["screening"] == {"tags": ["jaw"], "age_band": "18_to_49"}


# --- what is stored --------------------------------------------------------------------------


def test_before_any_screening_there_is_nothing_to_show(line: CommandLine) -> None:
    assert "the gentle routines" in line.ok("screen", "--show")
    assert line.data("screen", "--show") is None


def test_what_is_stored_is_shown_with_its_day(line: CommandLine) -> None:
    as_json(line, {**ALL_NO, "answers": {**dict.fromkeys(NAMES, "no"), "jaw": "yes"}})
    text = " ".join(line.ok("screen", "--show").split())
    assert "Stored since Monday, 2026-11-23: jaw; age 18 to 49." in text
    assert "Jaw: pressing on the cheek" in text
    assert "half a year" not in text
    found = line.data("screen", "--show")
    assert (found["screened_on"], found["ask_again_from"]) == ("2026-11-23", "2027-05-25")
    assert found["tags"] == ["jaw"]


def test_after_half_a_year_it_says_that_it_is_time_to_ask_again(line: CommandLine) -> None:
    as_json(line, ALL_NO)
    line.at(10, day=date(2026, 11, 23) + timedelta(days=183))
    assert "half a year ago" in line.ok("screen", "--show")


def test_the_latest_answers_hold(line: CommandLine) -> None:
    as_json(line, ALL_NO)
    as_json(line, {})
    assert line.data("screen", "--show")["neck_ok"] is False

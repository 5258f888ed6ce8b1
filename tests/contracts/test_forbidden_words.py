"""No promise, no guilt, no drug and no success in numbers: not in a sentence, a file or an output.

Looked at are all sentences of the program, its TOML files and the README, and what every command
prints about the diaries of three made-up people.
"""

from __future__ import annotations

import ast
import json
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import click
import pytest
from click.testing import CliRunner

from selfcare.app.check_in_words import MEDICINES
from selfcare.app.demo_person import Person
from selfcare.app.say import say
from selfcare.app.session import what_to_do_now
from selfcare.cli.command import Edge
from selfcare.cli.keys import ENTER
from selfcare.cli.main import SECTIONS, commands
from selfcare.cli.session_faces import PlainFace
from selfcare.cli.session_guide import Guide
from selfcare.config.paths import HOME_VARIABLE, folders
from selfcare.config.starter import write_starters
from selfcare.domain.checkin import MedicineClass
from tests.cli.command_line import CommandLine
from tests.cli.session_script import Person as Somebody
from tests.cli.session_script import Terminal
from tests.made_up import TODAY, morning, year_of

ROOT: Final = Path(__file__).parents[2]
SAYING: Final = ("message", "words")
"""The functions that sentences for people are handed to."""

_NAMES: Final = (
    # Against attacks, by substance and by common brand.
    *("sumatriptan", "rizatriptan", "zolmitriptan", "eletriptan", "naratriptan", "frovatriptan"),
    *("almotriptan", "imigran", "imitrex", "maxalt", "zomig", "relpax", "lasmiditan", "rimegepant"),
    *("ubrogepant", "ergotamine", "dihydroergotamine", "cafergot"),
    # Painkillers.
    *("ibuprofen", "naproxen", "diclofenac", "ketoprofen", "dexketoprofen", "indometacin"),
    *("indomethacin", "celecoxib", "aspirin", "acetylsalicylic", "paracetamol", "acetaminophen"),
    *("metamizole?", "advil", "nurofen", "motrin", "aleve", "voltaren", "tylenol", "panadol"),
    *("excedrin", "novalgin", "dolormin", "thomapyrin", "butalbital"),
    # Opioids.
    *("codeine", "tramadol", "oxycodone", "hydrocodone", "morphine", "tilidine", "fentanyl"),
    # To prevent attacks, and against tension.
    *(
        "propranolol",
        "metoprolol",
        "topiramate",
        "amitriptyline",
        "valpro(?:ate|ic)",
        "flunarizine",
    ),
    *("candesartan", "venlafaxine", "erenumab", "fremanezumab", "galcanezumab", "eptinezumab"),
    *("atogepant", "onabotulinumtoxin\\w*", "botox", "tizanidine", "magnesium", "riboflavin"),
)
_CLASSES: Final = (
    *("triptans?", "ergots?", "opioids?", "opiates?", "nsaids?", "gepants?", "barbiturates?"),
    *("anti-?inflammator(?:y|ies)", "beta.?blockers?", "antidepressants?", "muscle relaxants?"),
)
_PERIOD: Final = r"\b(?:period|bleeding|menses|menstruation|cycle|starts?)\b"
FORBIDDEN: Final = {
    "a promise": re.compile(
        r"\b(?:cur(?:e|es|ed|ing)|eliminat\w*|permanent\w*|guarante\w*)\b", re.IGNORECASE
    ),
    "guilt": re.compile(r"\bshould(?:n't| not)? have\b|\bmissed again\b", re.IGNORECASE),
    "a cause": re.compile(r"\btrigger points?(?: \w+)? causes?\b", re.IGNORECASE),
    "a late period": re.compile(
        rf"{_PERIOD}[^.?!{{}}]{{0,30}}\b(?:late|overdue)\b"
        rf"|\b(?:late|overdue)\b[^.?!{{}}]{{0,30}}{_PERIOD}",
        re.IGNORECASE,
    ),
    "a percentage": re.compile(r"%|\bper ?cent\b|\bpercentages?\b", re.IGNORECASE),
    "a drug": re.compile(rf"\b(?:{'|'.join(_NAMES)})\b", re.IGNORECASE),
    "a class of drugs": re.compile(rf"\b(?:{'|'.join(_CLASSES)})\b", re.IGNORECASE),
}
BAD: Final = {
    "a promise": ("This cures headaches.", "Eliminating pain", "permanently", "We guarantee it."),
    "guilt": ("You should have stretched.", "You missed again.", "It should not have happened."),
    "a cause": ("Trigger points cause this.", "A trigger point often causes it."),
    "a late period": (
        "Your period is late.",
        "Bleeding is 3 days late.",
        "The start is overdue.",
        "A late start",
    ),
    "a percentage": ("It helped 95 % of people.", "95% relief", "in 80 percent of cases"),
    "a drug": ("Take ibuprofen.", "Sumatriptan", "some Aspirin", "Botox", "valproate"),
    "a class of drugs": ("Try a triptan.", "NSAIDs", "an opioid", "beta blockers"),
}
GOOD: Final = (
    "It may help some people, and how well it works for you nobody can say.",
    "an accurate, secure and mature manicure",
    "Put off until later; the latest start of the program was an hour ago.",
    "Please tell us whether bleeding has begun. A later date is fine.",
    "It stays a while, as late as eight in the evening.",
    "You noted acute medicine on 9 of the last 30 days.",
)


def found_in(text: str) -> list[str]:
    """Return what of a text must not be said, with its reason."""
    flat = " ".join(text.split())
    return [
        f"{why}: “{flat[max(0, hit.start() - 30) : hit.end() + 30]}”"
        for why, pattern in FORBIDDEN.items()
        for hit in pattern.finditer(flat)
    ]


def printed(output: str) -> str:
    """Return what a command tells, without the answers to the question about medicine.

    Of data for programs the values are looked at; their names are for programs alone.
    """
    try:
        text = "\n".join(_values(json.loads(output)))
    except ValueError:
        text = output
    flat = " ".join(text.split())
    for label in MEDICINES.values():
        flat = flat.replace(say(label), "")
    return flat


def _values(data: object) -> Iterator[str]:
    match data:
        case str(text) if text not in tuple(MedicineClass):
            yield text
        case list(items):
            for item in items:
                yield from _values(item)
        case dict(table):
            for item in table.values():
                yield from _values(item)
        case _:
            pass


@pytest.mark.parametrize("why", FORBIDDEN)
def test_each_pattern_catches_what_it_is_for(why: str) -> None:
    for text in BAD[why]:
        assert FORBIDDEN[why].search(text), text


@pytest.mark.parametrize("text", GOOD)
def test_kind_words_are_left_in_peace(text: str) -> None:
    assert found_in(text) == []


def test_data_for_programs_may_name_classes_of_medicine_and_nothing_else() -> None:
    data = '{"cure": "none", "medicine": [{"class": "triptan"}], "text": "Try a triptan."}'

    assert found_in(printed(data)) == ["a class of drugs: “none Try a triptan.”"]
    assert found_in(printed("You checked in: a triptan (for migraine), it helped.")) == []


# Sentences


def sentences() -> Iterator[tuple[str, str]]:
    """Yield every string handed to the functions that say something, with its place."""
    for path in sorted((ROOT / "selfcare").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        place = path.relative_to(ROOT).as_posix()
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _is_saying(node.func):
                for value in (*node.args, *(one.value for one in node.keywords)):
                    yield from ((f"{place}:{node.lineno}", text) for text in _strings(value))


def _is_saying(function: ast.expr) -> bool:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name in SAYING
        case _:
            return False


def _strings(value: ast.expr) -> Iterator[str]:
    """Yield the literal strings of a value; how a time is written is none."""
    match value:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=values):
            for part in values:
                if isinstance(part, ast.Constant):
                    yield from _strings(part)
        case ast.Call():
            return
        case _:
            for inner in ast.iter_child_nodes(value):
                if isinstance(inner, ast.expr):
                    yield from _strings(inner)


def said(text: str) -> str:
    """Return a sentence without the names of its places for values."""
    return re.sub(r"\{\w+\}", "{}", text)


SENTENCES: Final = tuple(sentences())
LABELS: Final = frozenset(one.text for one in MEDICINES.values())


def test_the_sentences_of_the_program_are_all_found() -> None:
    texts = {text for _, text in SENTENCES}

    assert len(SENTENCES) > 1000
    assert "Show one notification as a test." in texts
    assert texts >= LABELS


def test_no_sentence_says_what_must_not_be_said() -> None:
    wrong = [
        f"{place}: {found}"
        for place, text in SENTENCES
        for found in found_in(said(text))
        if text not in LABELS
    ]

    assert wrong == []


def test_only_the_answers_about_medicine_name_classes_of_it() -> None:
    naming = {text for _, text in SENTENCES if FORBIDDEN["a class of drugs"].search(text)}

    assert naming <= LABELS


# Files


FILES: Final = [*sorted((ROOT / "routines").glob("*.toml")), ROOT / "README.md"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_file_says_what_must_not_be_said(path: Path) -> None:
    assert found_in(path.read_text(encoding="utf-8")) == []


def test_no_first_file_of_a_new_user_says_it() -> None:
    write_starters(folders())
    written = [path for path in folders().config.rglob("*") if path.is_file()]

    assert len(written) == 4
    for path in written:
        assert found_in(path.read_text(encoding="utf-8")) == [], path.name


# Commands

ONLY_HELP: Final = frozenset({"run", "start", "stop", "restart", "notify-test", "now"})
"""What would run on, or start processes. A session that `now` leads through is looked at below."""
WITH_MORE: Final = (
    "today --on {yesterday}",
    "why --on {yesterday}",
    "plan --days 40",
    "history --days 366",
    "outlook --on yesterday",
    "cycle --on {yesterday}",
    "notes --days 366",
    "notes --days 30",
    "routines show subocc-fingertips",
    "routines show trap-upper-squeeze --as-offered",
    "screen --show",
    "choose --zone temple",
    "alarm --json -",
    "checkin --on yesterday",
    "checkin --json -",
    "tender --json -",
    "period remove {yesterday}",
    "treatment add yesterday --muscles trapezius",
    "stress add Tax --deadline {yesterday}",
    "done --stopped dizziness",
    "pause --today",
    "later 5",
    "period start {yesterday}",
    "demo .",
)
"""Commands with more than their names; what they answer, a refusal too, is looked at."""
ONLY_ENTER: Final = "\n" * 60
"""Every question is left out."""
ANSWERS: Final = "y\n8\n8\nn\n1\nl\n1\n1 2\n1\n3\n7\n" + ONLY_ENTER
"""A headache of 8; where an answer does not fit, the question comes again."""
QUIET: Final = "8\n" + "q\n" * 20
"""A headache of 8, and rest without a routine."""
DATA: Final = (
    '{"headache": "running", "worst": 8, "now": 8, "with": ["nausea"], "stress": 9,'
    ' "medicine": [{"class": "triptan", "helped": true}]}'
)


def every_command() -> Iterator[tuple[str, ...]]:
    """Yield the words of every command, and of every command below one."""
    for _, table in SECTIONS:
        for name, entry in table.items():
            yield (name,)
            loaded = entry.load()
            if isinstance(loaded, click.Group):
                yield from ((name, inner) for inner in loaded.commands)


def lines() -> Iterator[tuple[str, str]]:
    """Yield what is typed, and what is fed to it."""
    for path in every_command():
        name = " ".join(path)
        yield f"{name} --help", ""
        if path[0] in ONLY_HELP:
            continue
        for feed in (QUIET,) if path[0] == "flare" else ("", ONLY_ENTER, ANSWERS):
            yield name, feed
        if _speaks_json(path):
            yield f"{name} --json", ""
    for line in WITH_MORE:
        yield line, DATA


def _speaks_json(path: tuple[str, ...]) -> bool:
    found = commands.get_command(click.Context(commands), path[0])
    for name in path[1:]:
        assert isinstance(found, click.Group)
        found = found.commands[name]
    assert found is not None
    return any("--json" in one.opts and one.is_flag for one in _options(found))


def _options(command: click.Command) -> Iterable[click.Option]:
    return (one for one in command.params if isinstance(one, click.Option))


def test_every_command_is_run_or_has_its_help_looked_at() -> None:
    typed = {line.split()[0] for line, _ in lines()}

    assert typed == {name for _, table in SECTIONS for name in table}


@pytest.mark.parametrize("person", Person, ids=lambda person: person.name.lower())
def test_no_command_says_it_about_a_made_up_diary(
    person: Person,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    home = tmp_path / "home"
    shutil.copytree(year_of(person, tmp_path_factory), home)
    monkeypatch.setenv(HOME_VARIABLE, str(home))
    monkeypatch.setenv("LC_TELEPHONE", "en_GB.UTF-8")
    yesterday = TODAY.replace(day=TODAY.day - 1).isoformat()
    wrong = set()
    for line, feed in lines():
        typed = line.format(yesterday=yesterday).split()
        result = CliRunner().invoke(commands, typed, obj=Edge(morning()), input=feed)
        assert result.exit_code in (0, 1, 2), (line, result.output)
        wrong |= {f"{line}: {found}" for found in found_in(printed(result.output))}
    assert wrong == set()


@pytest.mark.parametrize("person", Person, ids=lambda person: person.name.lower())
def test_no_session_says_it_from_beginning_to_end(
    person: Person,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    home = tmp_path / "home"
    shutil.copytree(year_of(person, tmp_path_factory), home)
    monkeypatch.setenv(HOME_VARIABLE, str(home))
    line = CommandLine(morning())
    terminal = Terminal()
    with line.context() as context:
        somebody = Somebody(line.clock).press("2", ENTER, ENTER, ENTER).press("3", ENTER, after=600)
        guide = Guide(context, PlainFace(terminal, somebody), somebody)
        guide.lead(what_to_do_now(context, "subocc-fingertips"))

    said_in_it = terminal.getvalue()
    assert "Fingertips under the skull" in said_in_it
    assert len(said_in_it) > 500
    assert found_in(printed(said_in_it)) == []

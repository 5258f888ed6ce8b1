"""The report names nothing that a user can have written: everything is filled with marked words."""

from __future__ import annotations

import getpass
import json
import logging
import platform
import re
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from selfcare.app import problem_report as report_module
from selfcare.app.diagnosis import Verdict
from selfcare.app.log_lines import told_lines
from selfcare.app.problem_report import COUNTED, problem_report
from selfcare.app.trouble_log import note_trouble
from selfcare.config.paths import Folders, folders
from selfcare.daemon.logs import LOG_FILE, start_log, stop_log
from selfcare.domain.facts import (
    PromptClaimed,
    PromptNotShown,
    RoutineHidden,
    SessionStarted,
    StressAdded,
    Treated,
)
from selfcare.domain.stress import StressKind
from tests.cli.command_line import MONDAY, CommandLine
from tests.diary.damage import overwrite_middle, overwrite_start
from tests.diary.marked import MARK, note_both
from tests.diary.samples import AT, DAY, around_the_cycle, one_of_each_kind, prompt

WORD = "marzipan"
"""Stands in everything a user can give; as part of a word it is found, too."""
CONFIG = f"""
{{broken}}
[work]
days_off = ["2026-11-26"]
[[plan]]
id = "{WORD}"
routine = "my-{WORD}"
at = ["09:30"]
[[plan]]
id = "{WORD}-2"
routine = "{WORD}-that-is-not-there"
at = ["09:99", "{WORD}"]
[[stress]]
name = "{WORD}"
days = "{WORD}"
[[calendar]]
path = "{{calendar}}"
name = "{WORD}"
[{WORD}]
{WORD} = "{WORD}"
"""
ROUTINE = f"""id = "my-{WORD}"
title = "{WORD}"
muscles = ["{{muscle}}"]
source = ["{WORD}"]
{{more}}
[[step]]
kind = "move"
do = "{WORD}"
caution = "{WORD}"
side = "each"
seconds = 60
"""
BROKEN = ("", f'{WORD} = "{WORD}', f"{WORD} {WORD}", f'[prompts]\nsound = "{WORD}"', "\x00")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Live in a home with a marked name, as a user with one, on a desktop with one."""
    found = tmp_path / WORD / "home"
    found.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path / WORD))
    monkeypatch.setenv("SELFCARE_HOME", str(found))
    for name in ("USER", "LOGNAME", "XDG_CURRENT_DESKTOP", "XDG_SESSION_TYPE", "LANG"):
        monkeypatch.setenv(name, WORD)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path=/run/{WORD}/bus")
    monkeypatch.setenv("BROWSER", f"/usr/bin/{WORD}")
    return found


@pytest.fixture
def where(home: Path) -> Folders:
    assert home.is_dir()
    return folders()


@pytest.fixture
def line(where: Folders) -> CommandLine:
    """Fill everything: diary, settings, routines, calendars, logs."""
    found = CommandLine()
    with found.context() as context:
        note_both(context.diary)
        context.diary.append_all(around_the_cycle(DAY, WORD)[:1], at=AT, day=DAY)
        for fact in (
            Treated(treatment=WORD, on=DAY, note=WORD),
            StressAdded(period=WORD, name=WORD, first=DAY, last=None, kind=StressKind.EMOTIONAL),
            RoutineHidden(WORD, WORD),
            SessionStarted(WORD, WORD, WORD, ()),
            PromptNotShown(f"{MONDAY}/{WORD}/1", 1, f"PermissionError: /home/{WORD}/{WORD}"),
            PromptClaimed(prompt(f"{MONDAY}/{WORD}/1"), 1),
        ):
            context.note(fact)
    calendar = where.config / f"{WORD}.ics"
    where.routines.mkdir(parents=True)
    calendar.write_text(f"BEGIN:VCALENDAR\nX-WR-CALNAME:{WORD}\nSUMMARY:{WORD}\nEND:VCALENDAR\n")
    write_settings(where)
    for name, muscle, more in (
        ("good", "trapezius_upper", ""),
        ("bad", WORD, f'{WORD} = "{WORD}"'),
        ("worse", "trapezius_upper", f"{WORD} {WORD}"),
    ):
        text = ROUTINE.format(muscle=muscle, more=more)
        (where.routines / f"{WORD}-{name}.toml").write_text(text, encoding="utf-8")
    (where.routines / f"{WORD}.toml.txt").write_text(WORD)
    fill_logs(where)
    return found


def write_settings(where: Folders, broken: str = "") -> None:
    calendar = json.dumps(str(where.config / f"{WORD}.ics"))[1:-1]
    text = CONFIG.format(broken=broken, calendar=calendar)
    where.config_file.write_text(text, encoding="utf-8")


def fill_logs(where: Folders) -> None:
    handler = start_log(where.logs)
    error = ValueError(
        f'{WORD}\n  File "/home/{WORD}/{WORD}.py", line 3, in {WORD}\n{WORD}Error: x'
    )
    try:
        log = logging.getLogger("selfcare.daemon.heartbeat")
        log.propagate = True
        try:
            raise error
        except ValueError:
            log.exception("The job %s failed", WORD)
        logging.getLogger("selfcare.daemon.engine").info("No child could be started: %s", WORD)
        logging.getLogger("selfcare.prompter.screen").info(
            "Passed over: %s", f"cycle/{DAY}/{WORD} {WORD}"
        )
        logging.getLogger("selfcare.daemon.run").info(f"{WORD} is no sentence of the program")  # noqa: G004 - as forged
        logging.getLogger(f"selfcare.{WORD}").info(WORD)
    finally:
        stop_log(handler)
    try:
        folders().config.joinpath(WORD).read_text()
    except OSError as found:
        note_trouble(found, AT)
    note_trouble(error, AT)
    for name in ("background.log", "page.log"):
        (where.logs / name).write_text(f"{WORD}\n{WORD}.Error: {WORD}\nKeyError: {WORD}\n")


def leaks(text: str) -> list[str]:
    """Return the lines that tell of somebody, somewhere, or something."""
    own = (WORD, MARK, "cycle/", "/home", "\\Users", "Period", "Bleeding", "trapezius")
    names = [one for one in (platform.node(), getpass.getuser()) if len(one) > 3]
    return [
        one
        for one in text.splitlines()
        if any(word.lower() in one.lower() for word in (*own, *names))
    ]


@pytest.mark.logs_warnings
@pytest.mark.parametrize("broken", BROKEN)
def test_nothing_that_a_user_gave_stands_in_it(
    line: CommandLine, where: Folders, broken: str
) -> None:
    write_settings(where, broken)

    text = problem_report(where, line.clock)

    assert leaks(text) == []
    assert "config.toml: broken, older settings hold" in text or not broken


@pytest.mark.logs_warnings
@pytest.mark.parametrize("damage", [overwrite_middle, overwrite_start])
def test_a_damaged_diary_is_told_without_a_word_of_it(
    line: CommandLine, where: Folders, damage: object
) -> None:
    assert callable(damage)
    damage(where.diary)

    text = problem_report(where, line.clock)

    assert leaks(text) == []
    assert "trouble: diary: The diary is damaged: …" in text


@pytest.mark.logs_warnings
def test_it_tells_what_helps(line: CommandLine, where: Folders) -> None:
    text = problem_report(where, line.clock)

    for wanted in (
        r"selfcare \d+\.\d+",
        r"Python 3\.\d+",
        r"SQLite 3\.",
        r"msgspec 0\.",
        r"desktop: another\n",
        r"error: config\.toml, line \d+: \w.*",
        r"error: another file \(1\), line \d+: \w.*",
        r"error: another file \(2\), line \d+: \w.*",
        r"ERROR selfcare\.daemon\.heartbeat: The job … failed\n",
        r"INFO selfcare\.daemon\.engine: No child could be started: …\n",
        r"INFO selfcare\.prompter\.screen: Passed over: …\n",
        r"\nValueError\n",
        r"\nFileNotFoundError\n",
        r"\nKeyError\n",
        r"  pathlib\.py, line \d+, in read_text\n|pathlib/_\w+\.py, line \d+, in read_text\n",
        r"PromptNotShown: 62\n",
        r"StopAsked: 1\n",
    ):
        assert re.search(wanted, text), wanted
    assert "no sentence" not in text


def test_of_the_cycles_prompts_not_even_the_number_stands_in_it(
    line: CommandLine, where: Folders
) -> None:
    before = problem_report(where, line.clock)
    with line.context() as context:
        context.diary.append_all(around_the_cycle(DAY - timedelta(days=1))[2:], at=AT, day=DAY)
    after = problem_report(where, line.clock)

    assert before == after


def test_only_kinds_of_neither_body_nor_cycle_are_counted() -> None:
    told = {kind.__name__ for kind in COUNTED}

    assert told <= {type(fact).__name__ for fact in one_of_each_kind()}
    assert not [one for one in told if re.search("Check|Gate|Period|Cycle|Treat|Screen|Flare", one)]


def test_without_any_selfcare_there_is_a_report_as_well(where: Folders) -> None:
    text = problem_report(where, CommandLine().clock)

    assert "config.toml: not there" in text
    assert "no diary" in text
    assert not where.diary.exists()
    assert any(verdict.value in text for verdict in Verdict)


def test_the_log_is_the_one_the_background_program_writes() -> None:
    assert report_module.LOG_FILE == LOG_FILE


def test_of_a_long_log_the_end_is_told(tmp_path: Path) -> None:
    file = tmp_path / "selfcare.log"
    said = "2026-11-23 10:00:00,000 INFO selfcare.daemon.run: selfcare stopped\n"
    file.write_text(said * 20_000)

    assert told_lines(file, 3) == [f"{said.strip().replace(',000', '')}"] * 3


@pytest.mark.logs_warnings
def test_the_command_writes_a_private_file_and_says_what_to_do_with_it(
    line: CommandLine, tmp_path: Path
) -> None:
    said = line.ok("report-problem", str(tmp_path))

    file = tmp_path / "selfcare-problem-2026-11-23.txt"
    assert f"Written: {file}" in said
    assert "Please read it before" in said
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert leaks(file.read_text("utf-8")) == []
    line.ok("report-problem", str(tmp_path))
    assert (tmp_path / "selfcare-problem-2026-11-23-2.txt").exists()

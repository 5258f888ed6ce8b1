from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from selfcare import __version__
from selfcare.cli.command import Edge
from selfcare.cli.main import SECTIONS, Commands
from selfcare.domain.errors import Trouble, UserMistake
from selfcare.domain.message import message
from tests.cli.command_line import CommandLine

NAMES = [name for _, entries in SECTIONS for name in entries]


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-X", "dev", *arguments], capture_output=True, text=True, check=False
    )


def failing(error: BaseException) -> Commands:
    """Return a command line with one command, `fail`."""

    @click.command("fail")
    def fail() -> None:
        raise error

    class One(Commands):
        def get_command(self, *_: object) -> click.Command:
            return fail

    return One("selfcare")


def test_the_help_lists_every_command_without_importing_one() -> None:
    script = (
        "import sys; from selfcare.cli.main import commands\n"
        "try: commands(['--help'])\n"
        "except SystemExit: pass\n"
        "loaded = {one.split('.')[2] for one in sys.modules if one.startswith('selfcare.cli.')}\n"
        "assert loaded == {'main', 'command', 'telling', 'text'}, loaded\n"
    )

    done = python("-c", script)

    assert done.stderr == ""
    assert [name for name in NAMES if f"  {name} " not in done.stdout] == []


@pytest.mark.parametrize("command", ["status", "plan", "later", "--help"])
def test_a_quick_command_loads_no_heavy_library(command: str) -> None:
    script = (
        "import sys; from selfcare.cli.main import commands\n"
        f"try: commands([{command!r}])\n"
        "except SystemExit: pass\n"
        "heavy = {'asyncio', 'desktop_notifier', 'plyer', 'schedule', 'tomlkit', 'dbus_fast'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )

    assert python("-c", script).returncode == 0


def test_without_a_command_the_help_is_shown() -> None:
    result = CommandLine()()

    assert result.exit_code == 0
    assert "Examples:\n  selfcare start\n" in result.stdout


def test_the_version_is_one_line() -> None:
    assert CommandLine().ok("--version") == f"selfcare {__version__}\n"


def test_a_users_mistake_is_one_sentence_and_exit_1() -> None:
    error = UserMistake(message("There is no {thing}.", thing="such thing"))

    result = CliRunner().invoke(failing(error), ["fail"])

    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "There is no such thing.\n")


def test_trouble_of_ours_is_one_sentence_and_exit_3() -> None:
    result = CliRunner().invoke(failing(Trouble(message("The disk is full."))), ["fail"])

    assert (result.exit_code, result.stdout, result.stderr) == (3, "", "The disk is full.\n")


def test_an_unexpected_error_is_one_sentence_and_its_traceback_goes_to_the_logs(
    home: Path,
) -> None:
    result = CliRunner().invoke(failing(RuntimeError("boom")), ["fail"])

    log = home / "logs" / "trouble.log"
    assert result.exit_code == 3
    assert result.stdout == ""
    assert result.stderr == (
        "Something went wrong inside selfcare, and it is not your doing. What exactly stands in "
        f"{log}; whoever looks after selfcare can use it.\n"
    )
    assert "RuntimeError: boom" in log.read_text(encoding="utf-8")


def test_an_unexpected_error_that_cannot_even_be_logged_is_still_one_sentence(
    home: Path,
) -> None:
    home.write_text("a file where the folder should be", encoding="utf-8")

    result = CliRunner().invoke(failing(RuntimeError("boom")), ["fail"])

    assert result.exit_code == 3
    assert result.stderr == ("Something went wrong inside selfcare, and it is not your doing.\n")


@pytest.mark.skipif(sys.platform == "win32", reason="file modes are those of POSIX systems")
def test_the_log_of_trouble_is_private(home: Path) -> None:
    CliRunner().invoke(failing(RuntimeError("boom")), ["fail"])

    assert (home / "logs" / "trouble.log").stat().st_mode & 0o077 == 0
    assert (home / "logs").stat().st_mode & 0o077 == 0


def test_a_log_of_trouble_that_has_grown_large_is_begun_anew(home: Path) -> None:
    log = home / "logs" / "trouble.log"
    log.parent.mkdir(parents=True)
    log.write_text("old\n" * 100_000, encoding="utf-8")

    CliRunner().invoke(failing(RuntimeError("boom")), ["fail"])

    assert "old" not in log.read_text(encoding="utf-8")


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), click.Abort(), BrokenPipeError()])
def test_a_stop_from_outside_is_quiet(stop: BaseException) -> None:
    result = CliRunner().invoke(failing(stop), ["fail"])

    assert (result.exit_code, result.output.strip()) == (130, "")


@pytest.mark.parametrize(
    "arguments", [["statsu"], ["plan", "--dyas", "2"], ["plan", "--days", "0"]]
)
def test_wrong_usage_exits_2(arguments: list[str]) -> None:
    result = CommandLine()(*arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "--help" in result.stderr


def test_a_mistyped_command_is_told_with_the_nearest() -> None:
    assert "Did you mean “status”?" in CommandLine()("statsu").stderr


def test_a_reader_that_goes_away_ends_a_command_quietly() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "selfcare", "plan", "--days", "366"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()

    assert process.stderr.read() == b""
    assert process.wait() == 130
    process.stderr.close()


def test_a_terminal_that_knows_few_letters_gets_every_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")

    done = python("-m", "selfcare", "plan", "--from", "2026-11-23", "--days", "1")

    assert done.stderr == ""
    assert done.returncode == 0
    assert "Your plan ?breaks? has it at 15:00." in done.stdout


def test_json_survives_a_terminal_that_knows_few_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")

    done = python("-m", "selfcare", "plan", "--from", "2026-11-23", "--days", "1", "--json")

    assert "Your plan \\u201cbreaks\\u201d has it at 15:00." in done.stdout


def test_what_befell_the_diary_is_told_on_stderr(home: Path) -> None:
    line = CommandLine()
    line.ok("resume")
    (home / "data" / "diary.sqlite3").write_bytes(b"no diary at all" * 100)
    for ending in ("-wal", "-shm"):
        (home / "data" / f"diary.sqlite3{ending}").unlink(missing_ok=True)

    result = line("status")

    assert result.exit_code == 0
    assert "selfcare is not running." in result.stdout
    assert "diary" in result.stderr


def test_the_edge_reads_its_own_clock() -> None:
    line = CommandLine()

    assert Edge(line.clock).now() == line.clock.at

"""What Tab fills in: asked by real shells, each as it is used."""

from __future__ import annotations

import os
import pty
import re
import selectors
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from selfcare.cli.completion import Shell
from selfcare.cli.main import SECTIONS, commands
from selfcare.config.paths import folders
from tests.cli.command_line import CommandLine
from tests.domain.shipped import SHIPPED
from tests.e2e.desktop import PATIENCE, need

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the shells here are those of POSIX")

NAMES = [name for _, entries in SECTIONS for name in entries]
CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|[\r\x07]")
ST = ("start", "stop", "status", "stress")
"""The commands that begin with st."""


def surroundings(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of somebody whose shell finds selfcare."""
    return {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "TERM": "xterm",
        "LANG": "C.UTF-8",
        "PS1": "> ",
        **(more or {}),
    }


class Typing:
    """A shell in a terminal of its own, and hands on the keyboard."""

    def __init__(self, master: int) -> None:
        self._master = master
        self.shown = ""

    def types(self, text: str) -> None:
        self.shown = ""
        os.write(self._master, text.encode())

    def waits_for(self, *texts: str) -> str:
        """Return what is shown since the last typing, once all texts stand in it."""
        deadline = time.monotonic() + PATIENCE
        with selectors.DefaultSelector() as selector:
            selector.register(self._master, selectors.EVENT_READ)
            while not all(text in self.shown for text in texts):
                ready = selector.select(max(0.0, deadline - time.monotonic()))
                assert ready, f"waited in vain for {texts}: {self.shown!r}"
                self.shown += CONTROL.sub("", os.read(self._master, 4096).decode(errors="replace"))
        return self.shown


@contextmanager
def terminal(*command: str) -> Iterator[Typing]:
    master, slave = pty.openpty()
    running = subprocess.Popen(
        command,
        env=surroundings(),
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
    )
    os.close(slave)
    try:
        yield Typing(master)
    finally:
        running.kill()
        running.wait()
        os.close(master)


def asked(shell: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Ask as a script does; the last word is the one that is being typed."""
    typed = words[-1] if shell == "fish" else str(len(words) - 1)
    more = {"COMP_WORDS": " ".join(words), "COMP_CWORD": typed}
    return subprocess.run(
        [sys.executable, "-P", "-m", "selfcare"],
        env=surroundings({**more, "_SELFCARE_COMPLETE": f"{shell}_complete"}),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


def found(shell: str, *words: str) -> list[str]:
    done = asked(shell, *words)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.strip("\n").splitlines()


# Real shells


def test_bash_lists_what_begins_so_and_fills_in_what_is_the_only_one() -> None:
    need("bash")
    with terminal("bash", "--norc", "--noprofile", "-i") as bash:
        bash.types('eval "$(selfcare completion bash)"; bind "set show-all-if-ambiguous on"\n')
        bash.types("echo ready-$((1 + 1))\n")
        bash.waits_for("ready-2")

        bash.types("selfcare st\t")
        bash.waits_for(*ST)
        bash.types("\x15selfcare now trap-upper-sq\t")
        assert "trap-upper-squeeze" in bash.waits_for("trap-upper-squeeze ")
        bash.types("\x15selfcare routines sho\t")
        bash.waits_for("routines show ")


def test_zsh_lists_what_begins_so_with_what_it_does() -> None:
    need("zsh")
    with terminal("zsh", "-f", "-i") as zsh:
        zsh.types('autoload -U compinit; compinit -D; eval "$(selfcare completion zsh)"\n')
        zsh.types("echo ready-$((1 + 1))\n")
        zsh.waits_for("ready-2")

        zsh.types("selfcare st\t")
        shown = zsh.waits_for(*ST)
        assert "What is going on right now." in shown
        zsh.types("\x15selfcare now trap-upper-sq\t")
        zsh.waits_for("trap-upper-squeeze")


def test_fish_lists_what_begins_so_with_what_it_does() -> None:
    need("fish")
    script = 'selfcare completion fish | source; complete -C "selfcare st"; echo; complete -C "{}"'
    done = subprocess.run(
        ["fish", "--no-config", "-c", script.format("selfcare now trap-upper-sq")],
        env=surroundings(),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )

    assert done.stderr == ""
    listed, _, filled = done.stdout.partition("\n\n")
    assert sorted(line.partition("\t")[0] for line in listed.splitlines()) == sorted(ST)
    assert "status\tWhat is going on right now." in listed
    assert filled.startswith("trap-upper-squeeze")


def test_the_file_for_fish_is_whole(tmp_path: Path) -> None:
    need("fish")
    file = tmp_path / "selfcare.fish"
    file.write_text(CommandLine().ok("completion", "fish"), encoding="utf-8")

    subprocess.run(["fish", "--no-execute", str(file)], check=True)


# What every shell is told


def test_every_command_is_completed_without_its_being_imported() -> None:
    script = (
        "import sys\n"
        "from selfcare.cli.main import commands\n"
        "found = commands.shell_complete(commands.make_context('selfcare', []), '')\n"
        "print(*(one.value for one in found))\n"
        "print(*(name for name in sys.modules if name.startswith('selfcare.cli.')))\n"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", script], capture_output=True, text=True, check=True
    )
    names, modules = done.stdout.splitlines()

    assert names.split() == NAMES
    assert set(modules.split()) == {
        f"selfcare.cli.{name}" for name in ("main", "command", "telling", "text")
    }


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("rout",), ["routines"]),
        (("routines", "un"), ["unhide"]),
        (("autostart", ""), ["on", "off", "status"]),
        (("autostart", "on", "--sys"), ["--systemd"]),
        (("plan", "--j"), ["--json"]),
        (("completion", "power"), ["powershell"]),
    ],
)
def test_commands_options_and_choices_are_completed(
    words: tuple[str, ...], expected: list[str]
) -> None:
    assert found("bash", "selfcare", *words) == [f"plain,{name}" for name in expected]


@pytest.mark.parametrize("words", [("check", "my"), ("calendar", "")], ids=" ".join)
def test_where_a_file_is_wanted_files_are_completed(words: tuple[str, ...]) -> None:
    (line,) = found("bash", "selfcare", *words)

    assert line.startswith("file,")


@pytest.mark.parametrize(
    "words",
    [("now",), *(("routines", one) for one in ("show", "copy", "open", "path", "hide", "unhide"))],
    ids=" ".join,
)
def test_routines_are_completed_wherever_one_is_named(words: tuple[str, ...]) -> None:
    assert found("bash", "selfcare", *words, "trap-upper-") == [
        f"plain,{name}" for name in sorted(SHIPPED) if name.startswith("trap-upper-")
    ]


def test_no_routine_is_offered_as_the_name_of_a_new_one() -> None:
    assert found("bash", "selfcare", "routines", "new", "trap") == []


def test_routines_of_the_users_own_are_completed_with_their_titles() -> None:
    CommandLine().ok("routines", "new", "my-break", "--title", "Mine: a break\twith a tab")

    assert found("zsh", "selfcare", "now", "my-b") == [
        "plain",
        "my-break",
        "Mine: a break\twith a tab",
    ]


@pytest.mark.parametrize("in_the_way", ["", "config", "config/routines", "data", "state"])
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_whatever_is_wrong_no_error_appears(home: Path, shell: str, in_the_way: str) -> None:
    place = home / in_the_way
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("in the way", encoding="utf-8")

    found(shell, "selfcare", "now", "tr")
    found(shell, "selfcare", "routines", "show", "'unfinished")


def test_broken_files_keep_no_good_routine_from_being_completed() -> None:
    line = CommandLine()
    line.configure("[prompts\n")
    folders().routines.mkdir(parents=True)
    (folders().routines / "broken.toml").write_bytes(b"\xff = [")

    assert f"plain,{min(SHIPPED)}" in found("bash", "selfcare", "now", "")


def test_an_error_nobody_expects_is_no_answer(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import selfcare.config.paths as paths\npaths.folders = lambda: 1 / 0\n", encoding="utf-8"
    )
    more = {
        "COMP_WORDS": "selfcare now t",
        "COMP_CWORD": "2",
        "_SELFCARE_COMPLETE": "bash_complete",
        "PYTHONPATH": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-P", "-m", "selfcare"],
        env=surroundings(more),
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


# The scripts


@pytest.mark.parametrize("shell", Shell)
def test_a_script_says_where_to_put_it(shell: Shell) -> None:
    script = CommandLine().ok("completion", shell.value).splitlines()

    (told,) = (line for line in script[:2] if line.startswith("# "))
    assert f"selfcare completion {shell}" in told
    assert script[0].startswith("#compdef selfcare" if shell is Shell.ZSH else "# ")


def test_the_script_for_powershell_speaks_as_the_program_answers() -> None:
    script = CommandLine().ok("completion", "powershell")
    assert "Register-ArgumentCompleter -Native -CommandName selfcare" in script
    assert "$env:_SELFCARE_COMPLETE = 'powershell_complete'" in script
    # It reads three lines for each: kind, value, what it does.
    assert "$i += 3" in script

    answer = found("powershell", "selfcare", "st")
    assert [answer[i + 1] for i in range(0, len(answer), 3)] == list(ST)
    assert answer[:3] == ["plain", "start", "Start selfcare in the background."]


def test_click_completes_by_the_name_the_scripts_use() -> None:
    assert ShellComplete(commands, {}, "selfcare", "").func_name == "_selfcare_completion"

"""selfcare in the menu: golden files for three systems; Linux as its own tools see it, too."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from selfcare.app.menu_entry import Entry, add, entry_for, is_there, remove
from selfcare.app.system import System
from selfcare.domain.errors import Trouble
from tests.e2e.desktop import need

COMMAND = ("/opt/my tools/python", "-P", "-m", "selfcare", "open")
WINDOWS = (r"C:\Users\O'Brien\py\python.exe", "-P", "-m", "selfcare", "open")
GOLDEN = Path(__file__).parents[1] / "data" / "menu"
HOME = Path("/home/anna")


@pytest.mark.parametrize(
    ("system", "command"),
    [(System.LINUX, COMMAND), (System.MACOS, COMMAND), (System.WINDOWS, WINDOWS)],
    ids=lambda one: one.name.lower() if isinstance(one, System) else "",
)
def test_an_entry_is_made_of_these_files(system: System, command: tuple[str, ...]) -> None:
    entry = entry_for(system, HOME, {}, command)

    told = [
        f"# {path}\n{content.decode()}"
        for path, content in entry.placed.files
        if path.suffix != ".svg"
    ]
    told += [part for part in entry.made_by if "CreateShortcut" in part]

    assert "\n".join(told) == (GOLDEN / f"{system.name.lower()}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "program",
    ["/usr/bin/python3", "/opt/my tools/python", '/odd/"quo`te$', "/per%cent", "/back\\slash"],
)
def test_the_entry_of_linux_is_valid(tmp_path: Path, program: str) -> None:
    need("desktop-file-validate")
    entry = entry_for(System.LINUX, tmp_path, {}, (program, "-m", "selfcare", "open"))
    add(entry)

    done = subprocess.run(
        ["desktop-file-validate", str(entry.marks)], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("system", [System.LINUX, System.MACOS])
def test_it_comes_and_goes_without_a_trace(tmp_path: Path, system: System) -> None:
    entry = entry_for(system, tmp_path, {}, COMMAND)
    assert not is_there(entry)

    add(entry)
    add(entry)
    assert is_there(entry)
    remove(entry)
    remove(entry)

    assert not is_there(entry)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_the_application_of_macos_runs_the_command(tmp_path: Path) -> None:
    said = tmp_path / "said it's"
    entry = entry_for(System.MACOS, tmp_path, {}, ("/bin/sh", "-c", f'echo yes > "{said}"'))
    add(entry)

    subprocess.run([str(entry.placed.programs[0])], check=True)

    assert said.read_text() == "yes\n"


def test_a_shortcut_that_windows_does_not_make_is_told(tmp_path: Path) -> None:
    entry = entry_for(System.WINDOWS, tmp_path, {}, WINDOWS)

    with pytest.raises(Trouble, match="menu"):
        add(entry, lambda _: False)


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    entry: Entry = entry_for(System.LINUX, tmp_path, {"XDG_DATA_HOME": str(tmp_path / "file")})

    with pytest.raises(Trouble, match="menu"):
        add(entry)

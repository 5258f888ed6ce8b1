"""No child opens a black window: every process started on Windows is started without a console.

A program without a window of its own gets one for each child that asks for none to be made.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "selfcare"
STARTERS = {"Popen", "run", "call", "check_call", "check_output", "create_subprocess_exec"}
ELSEWHERE = {"system", "popen", "spawnv", "spawnl", "execv", "create_subprocess_shell"}
"""Other ways to start a process, which nobody needs here."""
WITH_A_REASON = {
    ("app/folder_opening.py", "_shown"): "Windows shows folders by startfile, some lines before",
    ("app/routine_files.py", "open_in_editor"): "an editor lives in the window it was called from",
    ("app/systemd.py", "_does"): "systemd is of Linux",
    ("notify/osascript.py", "_run"): "osascript is of macOS",
    ("presence/desktops.py", "_banners_kept_back"): "gsettings is of GNOME",
    ("presence/devices.py", "_list"): "pactl is of Linux",
    ("presence/macos.py", "_locked"): "ioreg is of macOS",
}


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call, str]]:
    """Yield every call with the function it stands in and the name that is called."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    yield function.name, node, node.func.attr


def starts_a_process(call: ast.Call) -> bool:
    function = call.func
    assert isinstance(function, ast.Attribute)
    if function.attr == "create_subprocess_exec":
        return True
    of = function.value
    return isinstance(of, ast.Name) and of.id == "subprocess" and function.attr in STARTERS


def is_about_the_platform(call: ast.Call) -> bool:
    of = call.func.value if isinstance(call.func, ast.Attribute) else None
    return isinstance(of, ast.Name) and of.id == "platform"


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def test_every_start_of_a_process_says_which_window_it_gets_on_windows() -> None:
    silent = {
        (module, function)
        for module, tree in modules()
        for function, call, _ in calls(tree)
        if starts_a_process(call)
        and "creationflags" not in {keyword.arg for keyword in call.keywords}
    }

    assert silent == set(WITH_A_REASON)


def test_processes_are_started_in_these_ways_only() -> None:
    others = [
        (module, function, name)
        for module, tree in modules()
        for function, call, name in calls(tree)
        if name in ELSEWHERE and not is_about_the_platform(call)
    ]
    imported = [
        module
        for module, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module in ("subprocess", "multiprocessing")
    ]

    assert others == []
    assert imported == []


def test_a_start_without_flags_is_noticed() -> None:
    tree = ast.parse("def go():\n    subprocess.run(['x'])\n")
    ((function, call, _),) = calls(tree)

    assert function == "go"
    assert starts_a_process(call)

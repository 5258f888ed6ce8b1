"""Routines of a few seconds, for tests that go through whole sessions."""

from __future__ import annotations

from pathlib import Path

QUICK = "quick-one"
QUICK_TITLE = "Shoulders, quickly"
LISTED = "listed-pressing"


def write_routine(config: Path, name: str, text: str) -> None:
    """Write a routine of the user's own."""
    folder = config / "routines"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")


def write_quick(
    config: Path, *, seconds: int = 2, title: str = QUICK_TITLE, do: str = "Roll both shoulders."
) -> str:
    """Write a routine of three turns, `seconds` each; return its id. Nothing is pressed."""
    write_routine(
        config,
        QUICK,
        f"""
id = "{QUICK}"
title = "{title}"
muscles = ["trapezius_upper"]
source = ["design"]

[[step]]
kind = "move"
do = "{do}"
side = "both"
seconds = {seconds}
caution = "Slowly."

[[step]]
kind = "move"
do = "Lift one shoulder, and let it sink."
side = "each"
seconds = {seconds}
""",
    )
    return QUICK

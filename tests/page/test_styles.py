"""Colours, sizes and motion: one place gives them, and they suit eyes that are easily dazzled."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from typing import Final

import pytest

from selfcare.page.application import STATIC

TOKENS: Final = (STATIC / "tokens.css").read_text(encoding="utf-8")
OTHERS: Final = [file for file in sorted(STATIC.glob("*.css")) if file.name != "tokens.css"]
SCRIPTS: Final = sorted(STATIC.glob("*.js"))
LARGEST_TOGETHER: Final = 80 * 1024
PAPERS: Final = ("paper", "card", "sunk")
COLOUR: Final = re.compile(
    r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(|(?<![\w-])(?:red|white|black|orange)(?![\w-])"
)


def block(selector: str) -> dict[str, str]:
    """Return the custom properties of the first rule with just this selector."""
    found = re.search(rf"(?:^|\n)\s*{re.escape(selector)} \{{(.*?)\n\s*\}}", TOKENS, re.DOTALL)
    assert found is not None, selector
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", found[1]))


LIGHT: Final = block(":root")
DARK: Final = LIGHT | block(':root[data-theme="dark"]')


def brightness(colour: str) -> float:
    digits = colour.lstrip("#")
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, bright = sorted((brightness(one), brightness(other)))
    return (bright + 0.05) / (dark + 0.05)


def test_dark_is_the_same_chosen_by_hand_and_by_the_system() -> None:
    assert block(':root[data-theme="dark"]') == block(':root:not([data-theme="light"])')


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), [*product(("ink", "quiet"), PAPERS)])
def test_what_is_read_at_length_stands_out(theme: dict[str, str], ink: str, paper: str) -> None:
    assert contrast(theme[ink], theme[paper]) >= 7


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        *product(("accent", "accent-strong"), ("paper", "card")),
        ("on-accent", "accent"),
        ("on-accent-tint", "accent-tint"),
        ("on-urgent", "urgent"),
        ("ink", "info-tint"),
        ("ink", "soon-tint"),
        ("ink", "urgent-tint"),
        *(("pain-low-ink", f"pain-{n}") for n in range(6)),
        *(("pain-high-ink", f"pain-{n}") for n in range(6, 11)),
    ],
)
def test_every_other_word_can_be_read(theme: dict[str, str], ink: str, paper: str) -> None:
    assert contrast(theme[ink], theme[paper]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("line", "paper"), [*product(("line-strong", "focus", "window-line"), ("paper", "card"))]
)
def test_the_lines_of_controls_can_be_seen(theme: dict[str, str], line: str, paper: str) -> None:
    assert contrast(theme[line], theme[paper]) >= 3


def test_no_paper_is_glaring_and_none_is_black() -> None:
    assert all(brightness(LIGHT[paper]) < 0.97 for paper in PAPERS)
    assert all(brightness(DARK[paper]) > 0.005 for paper in PAPERS)


@pytest.mark.parametrize("file", OTHERS, ids=lambda file: file.name)
def test_no_other_file_holds_a_colour(file: Path) -> None:
    assert COLOUR.findall(_plain(file)) == []


@pytest.mark.parametrize("file", [*OTHERS, STATIC / "tokens.css"], ids=lambda file: file.name)
def test_nothing_repeats_slides_or_is_fetched(file: Path) -> None:
    text = _plain(file)

    assert not re.search(r"@keyframes|animation|@import|url\(", text)
    for number, unit in re.findall(r"\b(\d*\.?\d+)(ms|s)\b", text):
        assert float(number) * (1 if unit == "ms" else 1000) <= 260


@pytest.mark.parametrize("file", SCRIPTS, ids=lambda file: file.name)
def test_a_script_asks_nobody_else_and_writes_no_markup(file: Path) -> None:
    text = file.read_text(encoding="utf-8")

    assert not re.search(r"https?://|innerHTML|outerHTML|insertAdjacentHTML|document\.write", text)
    assert not re.search(r"\beval\b|new Function|localStorage|indexedDB", text)


def test_all_styles_and_scripts_together_are_light() -> None:
    together = sum(file.stat().st_size for file in (*OTHERS, STATIC / "tokens.css", *SCRIPTS))

    assert together <= LARGEST_TOGETHER


def _plain(file: Path) -> str:
    """Return a file without its comments."""
    return re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)

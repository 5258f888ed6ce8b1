"""One picture of a running session, as lines that fit the terminal. Pure: words in, lines out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from selfcare.app.course import Course, Stage
from selfcare.app.say import say, words
from selfcare.app.session_words import next_up, place, pressure, stage, time_left
from selfcare.cli.text import bar, both_ends, clip, in_two_columns, wrap
from selfcare.domain.message import message
from selfcare.domain.stopping import STOP_RULE

WIDEST: Final = 74
MARGIN: Final = "  "
KEYS_RUNNING: Final = message("Keys: p pause, b back, s skip, q stop, ! alarming symptom")
KEYS_READY: Final = message(
    "Keys: Enter begin now, p pause, b back, s skip, q stop, ! alarming symptom"
)
KEYS_PAUSED: Final = message("Keys: p go on, b back, s skip, q stop, ! alarming symptom")


class Size(Struct, frozen=True):
    """Columns and rows of a terminal."""

    columns: int
    rows: int

    @property
    def width(self) -> int:
        """Columns of text: not more than reads well."""
        return max(20, min(WIDEST, self.columns - 2 * len(MARGIN)))


class Block(Struct, frozen=True):
    """Lines that belong together. Where rows are few, blocks of the lowest `need` go first."""

    lines: tuple[str, ...]
    need: int


def session_frame(title: str, course: Course, size: Size, *, plain_bar: bool = False) -> list[str]:
    """Return the picture of a session at this moment."""
    width = size.width
    step = course.step
    turn = course.turn
    blocks = [
        Block((both_ends(title, time_left(course), width),), 8),
        Block((clip(place(course), width),), 7),
        Block(tuple(wrap(step.do, width)), 9),
    ]
    if step.caution:
        blocks.append(
            Block(tuple(wrap(words("Take care: {caution}", caution=step.caution), width)), 7)
        )
    felt = pressure(step)
    if felt is not None:
        blocks.append(Block(tuple(wrap(felt, width)), 7))
    blocks.append(
        Block(
            (
                *wrap(words("Paused.") if course.paused else stage(course), width),
                bar(course.spent / turn.seconds, width, plain=plain_bar),
            ),
            9,
        )
    )
    blocks.append(Block((clip(next_up(course.following, course), width),), 4))
    if course.at_first_step:
        blocks.append(Block(tuple(wrap(say(STOP_RULE), width)), 6))
    blocks.append(Block(tuple(wrap(_keys(course), width)), 8))
    return fit(blocks, size.rows)


def page(paragraphs: Sequence[str], size: Size) -> list[str]:
    """Return paragraphs as lines, an empty line between them where there is room.

    Where the window is low, a paragraph of several lines, a list, takes two columns; after that the
    last paragraph, which asks for something, stays, and the lines before it are cut.
    """
    said = [text for text in paragraphs if text]
    lines = fit([_block(text, size.width) for text in said], size.rows)
    if len(lines) >= size.rows:
        lines = fit([_block(text, size.width, two_columns=True) for text in said], size.rows)
    if len(lines) >= size.rows:
        last = fit([_block(said[-1], size.width, two_columns=True)], size.rows)
        lines = [*lines[: max(0, size.rows - 1 - len(last))], *last]
    return lines


def _block(text: str, width: int, *, two_columns: bool = False) -> Block:
    parts = text.split("\n")
    if two_columns and len(parts) > 1:
        return Block(tuple(in_two_columns(parts, width)), 9)
    return Block(tuple(line for part in parts for line in wrap(part, width)), 9)


def fit(blocks: Sequence[Block], rows: int) -> list[str]:
    """Return the blocks as lines: spaced where there is room, the least needed left out if not."""
    kept = list(blocks)
    while kept:
        tight = [line for block in kept for line in block.lines]
        spaced = [line for block in kept for line in ("", *block.lines)]
        for lines in (spaced, spaced[1:], tight):
            if len(lines) < rows:
                return [f"{MARGIN}{line}" if line else "" for line in lines]
        least = min(block.need for block in kept)
        if least == max(block.need for block in kept):
            return [f"{MARGIN}{line}" for line in tight]
        kept = [block for block in kept if block.need > least]
    return []


def _keys(course: Course) -> str:
    if course.paused:
        return say(KEYS_PAUSED)
    return say(KEYS_READY if course.leg.stage is Stage.READY else KEYS_RUNNING)

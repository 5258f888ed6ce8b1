"""What the processes do that the tests start, kill and let compete. Run as a program.

Each says "ready", waits for a line, and then reports each thing done on a line of its own.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

from selfcare.diary import migrations
from selfcare.diary.store import Diary
from selfcare.domain.errors import Trouble
from selfcare.domain.facts import PromptClaimed, PromptNotShown
from selfcare.domain.prompt import Answer
from tests.diary.samples import AT, DAY, answered, prompt

ROUNDS: Final = 40
SLOW_STEP: Final[migrations.Step] = (
    "CREATE TABLE extra (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT",
    *("INSERT INTO extra (body) SELECT body FROM fact" for _ in range(20)),
)


def tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def wait() -> None:
    tell("ready")
    sys.stdin.readline()


def append_for_ever(path: Path) -> None:
    wait()
    with Diary.open(path, may_migrate=False) as diary:
        while True:
            tell(str(diary.append(PromptNotShown("p", 1, "x" * 900), at=AT, day=DAY).id))


def append_some(path: Path) -> None:
    with Diary.open(path, may_migrate=False) as diary:
        wait()
        for _ in range(ROUNDS):
            tell(str(diary.append(PromptNotShown("p", 1, "no bus"), at=AT, day=DAY).id))


def names() -> list[str]:
    """Return the ids of prompts of both tables, in turns."""
    return [f"{'cycle/' if number % 2 else ''}p{number}" for number in range(ROUNDS)]


def claim_all(path: Path) -> None:
    with Diary.open(path, may_migrate=False) as diary:
        wait()
        for name in names():
            if diary.claim(PromptClaimed(prompt(name), 1), at=AT, day=DAY):
                tell(name)


def answer_all(path: Path) -> None:
    with Diary.open(path, may_migrate=False) as diary:
        wait()
        for name in names():
            if diary.answer(answered(Answer.SKIP, name), at=AT, day=DAY):
                tell(name)


def begin_many(folder: Path) -> None:
    wait()
    for number in range(ROUNDS):
        with Diary.open(folder / f"{number}" / "diary.sqlite3", may_migrate=False) as diary:
            tell(str(diary.append(PromptNotShown("p", 1, "no bus"), at=AT, day=DAY).id))


def look_and_stay(path: Path) -> None:
    """Read, and keep the file open without reading on."""
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("SELECT count(*) FROM cycle_fact").fetchall()
        wait()


def read_on(path: Path) -> None:
    """Keep reading the diary as it was at the beginning, and report in the end what it read."""
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        seen = reader.execute("SELECT count(*) FROM cycle_fact").fetchone()[0]
        wait()
        again = reader.execute("SELECT count(body) FROM cycle_fact").fetchone()[0]
        reader.execute("COMMIT")
    tell(f"{seen} {again}")


def fill_the_disk(path: Path) -> None:
    import resource  # noqa: PLC0415 - not on Windows

    with Diary.open(path, may_migrate=False) as diary:
        wait()
        most = 200_000
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        try:
            while True:
                tell(str(diary.append(PromptNotShown("p", 1, "x" * 900), at=AT, day=DAY).id))
        except Trouble as trouble:
            tell(type(trouble).__name__)


def migrate(path: Path) -> None:
    wait()
    steps = (*migrations.STEPS, SLOW_STEP)
    Diary.open(path, may_migrate=True, steps=steps).close()


TASKS: Final[dict[str, Callable[[Path], None]]] = {
    task.__name__: task
    for task in (
        append_for_ever,
        append_some,
        claim_all,
        answer_all,
        begin_many,
        look_and_stay,
        read_on,
        fill_the_disk,
        migrate,
    )
}

if __name__ == "__main__":
    TASKS[sys.argv[1]](Path(sys.argv[2]))

"""What must hold once the next selfcare has started after a kill, and the table of many kills."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final

from selfcare.app.backing_up import back_up
from selfcare.app.context import Context, open_context, open_mended
from selfcare.app.forgetting import forget_cycle
from selfcare.app.instance import alone
from selfcare.app.watching import ConfigurationWatch
from selfcare.config.paths import HOME_VARIABLE, Folders, folders
from selfcare.daemon.engine import Engine
from selfcare.diary import copies, migrations
from selfcare.diary.backup import backup_if_due
from selfcare.diary.connection import reading
from selfcare.diary.store import Diary
from selfcare.domain.errors import Trouble
from selfcare.domain.facts import (
    Checked,
    DaemonStarted,
    Entry,
    Fact,
    GateAnswered,
    Paused,
    PromptAnswered,
    PromptClaimed,
    PromptNotShown,
    PromptShown,
    Resumed,
    Screened,
    is_of_cycle,
)
from selfcare.domain.message import message
from selfcare.domain.prompt import Answer
from selfcare.domain.red_flags import Flag
from selfcare.domain.screening import AgeBand, Screening
from tests.cli.command_line import BERLIN, BREAKS_ONLY, MONDAY, at
from tests.diary.marked import FIXTURES, fill, note_both, traces
from tests.diary.samples import prompt
from tests.fakes import RememberingPrompter, ToldCalendars, ToldClock, ToldSenses
from tests.kills import lives
from tests.kills.striking import Told, Watch, strike

SHORT: Final = 0.004
LONG: Final = 0.04
"""Seconds between the point and the kill at most; in a third of all kills there are none."""
LATER_SETTINGS: Final = BREAKS_ONLY + "# changed since\n"


@dataclass(frozen=True)
class Point:
    """A named place to be killed at: what lives, what is done there, and at which of it."""

    name: str
    prepare: Callable[[Folders], None]
    live: Callable[[ToldClock, Answer], Callable[[Watch], None]]
    matches: Callable[[str], bool]
    first: int | None = None
    """How many of the places that match are of interest; None for all there are."""
    judge: Callable[[Judged], None] = lambda _: None


@dataclass
class Row:
    """A line of the table."""

    point: str
    kills: int = 0
    got_through: int = 0
    answers: int = 0
    lost: int = 0
    shown_again: int = 0
    unsound: int = 0
    remains: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not (self.lost or self.shown_again or self.unsound or self.remains or self.notes)


@dataclass
class Judged:
    """A home after a kill, and the row that counts what is wrong in it."""

    row: Row
    where: Folders
    clock: ToldClock
    told: Told
    base: tuple[Fact, ...]
    """What the diary held before, less what is of the cycle."""

    def note(self, what: str) -> None:
        self.row.notes.append(what)


def clock() -> ToldClock:
    """Return a clock a little after the first break of the day."""
    return ToldClock(at(10, 31), BERLIN)


@contextmanager
def home(folder: Path) -> Iterator[Folders]:
    before = os.environ.get(HOME_VARIABLE)
    os.environ[HOME_VARIABLE] = str(folder)
    try:
        yield folders()
    finally:
        if before is None:
            del os.environ[HOME_VARIABLE]
        else:
            os.environ[HOME_VARIABLE] = before


def a_life(where: Folders) -> None:
    """Note facts of every kind."""
    with open_context(clock()) as context:
        note_both(context.diary)
    _days_before(where)


def _days_before(where: Folders) -> None:
    """Let the welcome be long over, nothing alarm, and the settings have few prompts."""
    where.config.mkdir(parents=True, exist_ok=True)
    where.config_file.write_text(BREAKS_ONLY, encoding="utf-8")
    yesterday = ToldClock(at(9, 0, MONDAY - timedelta(days=3)), BERLIN)
    with open_context(yesterday) as context:
        for fact in (
            DaemonStarted("0.1.0"),
            Paused(None),
            Resumed(),
            GateAnswered((Flag.NONE,), yesterday.now().date()),
            Checked(),
            Screened(Screening(frozenset(), AgeBand.FROM_18_TO_49)),
        ):
            context.note(fact)


def a_life_with_copies(where: Folders) -> None:
    """Note the same, with facts of the cycle in copies of every kind and in remains."""
    fill(where.diary)
    _days_before(where)


def an_old_life(where: Folders) -> None:
    """Begin a diary of the first form."""
    import sqlite3  # noqa: PLC0415 - an old diary is made by hand
    from contextlib import closing  # noqa: PLC0415 - likewise

    where.data.mkdir(parents=True)
    with closing(sqlite3.connect(where.diary)) as old:
        old.executescript((FIXTURES / "v1.sql").read_text("utf-8"))
        old.execute("PRAGMA journal_mode = WAL")


def a_life_and_its_backup(where: Folders) -> None:
    """Make a backup, then go on noting, and change the settings."""
    a_life(where)
    with open_context(clock()) as context:
        back_up(context, where.config.parent / lives.BACKUP)
        context.note(PromptNotShown("since", 1, "the backup"))
    where.config_file.write_text(LATER_SETTINGS, encoding="utf-8")


def judge_migration(judged: Judged) -> None:
    """See that there is a copy of the old form."""
    copy = copies.before_version(judged.where.diary, 1)
    with reading(judged.where.diary) as found:
        if migrations.version_of(found) != migrations.NEWEST:
            judged.row.unsound += 1
    if copies.examine(copy) is None:
        judged.row.unsound += 1


def judge_forgetting(judged: Judged) -> None:
    """See that said once more it leaves nothing behind."""
    done = forget_cycle(judged.where, judged.clock)
    if done.unreadable or traces(judged.where.config.parent):
        judged.row.remains += 1


def judge_restoring(judged: Judged) -> None:
    """See that diary and settings are of one time."""
    settings = judged.where.config_file.read_text("utf-8")
    restored = "since" not in _prompts(judged.where.diary, PromptNotShown)
    if (settings == BREAKS_ONLY) != restored:
        judged.note(f"a mix: settings restored {settings == BREAKS_ONLY}, diary {restored}")
    kept = judged.where.config_file.with_name("config.toml.bak")
    if restored and kept.read_text("utf-8") != LATER_SETTINGS:
        judged.row.lost += 1


def _everything(what: str) -> bool:
    return "selfcare.lock" not in what and not what.endswith(".pyc")


POINTS: Final = (
    Point(
        "claimed",
        a_life,
        lambda clock, answer: lives.in_the_daemon(clock, answer, child=False),
        lambda what: "'PromptClaimed'" in what and "INSERT" in what,
        1,
    ),
    Point(
        "shown",
        a_life,
        lambda clock, answer: lives.in_the_daemon(clock, answer, child=True),
        lambda what: "'PromptShown'" in what and "INSERT" in what,
        1,
    ),
    Point(
        "pressed before commit",
        a_life,
        lambda clock, answer: lives.in_the_daemon(clock, answer, child=True),
        lambda what: "'PromptAnswered'" in what and "INSERT" in what,
        1,
    ),
    Point(
        "in a backup",
        a_life,
        lambda clock, answer: lives.in_the_daemon(clock, answer, child=False),
        lambda what: ".unfinished" in what or "backups" in what,
    ),
    Point(
        "in a migration",
        an_old_life,
        lambda clock, _: lives.migrating(clock),
        _everything,
        judge=judge_migration,
    ),
    Point(
        "in forget",
        a_life_with_copies,
        lambda clock, _: lives.forgetting(clock),
        _everything,
        judge=judge_forgetting,
    ),
    Point(
        "in restore",
        a_life_and_its_backup,
        lambda clock, _: lives.restoring(clock),
        _everything,
        judge=judge_restoring,
    ),
)


@dataclass
class Grounds:
    """A home prepared for each point, and how many places it has."""

    folder: Path
    places: dict[str, int] = field(default_factory=dict)
    base: dict[str, tuple[Fact, ...]] = field(default_factory=dict)
    """What the diary of each point holds before, less what is of the cycle."""

    def prepare(self) -> None:
        for point in POINTS:
            with home(self.folder / f"before {point.name}") as where:
                point.prepare(where)
            with self._copy(point) as where:
                open_mended(where, clock().now()).diary.close()
                self.base[point.name] = tuple(_lasting(where.diary))
            self.places[point.name] = point.first or self._count(point)

    def _count(self, point: Point) -> int:
        """Return how many places a life has that nobody cuts short."""
        with self._copy(point) as where:
            told = strike(self._counting(point), point.matches, 0, 0)
            seen = [int(one.removeprefix("seen ")) for one in told.reports if "seen" in one]
            assert seen, (point.name, told.failure, where)
        return seen[0]

    def _counting(self, point: Point) -> Callable[[Watch], None]:
        live = point.live(clock(), Answer.SKIP)
        if point.name != "in a backup":
            return live

        def once(watch: Watch) -> None:
            # The background program would live on; what matters is over with its copy.
            where = folders()
            opened = open_mended(where, clock().now())
            watch.begin()
            backup_if_due(opened.diary, where.backups, MONDAY)

        return once

    @contextmanager
    def _copy(self, point: Point) -> Iterator[Folders]:
        here = self.folder / "here"
        shutil.rmtree(here, ignore_errors=True)
        shutil.copytree(self.folder / f"before {point.name}", here)
        with home(here) as where:
            yield where

    def kill(self, point: Point, seed: int, row: Row) -> None:
        """Kill once, start selfcare again, and count what is wrong."""
        chance = random.Random(f"{point.name} {seed}")  # noqa: S311 - to be repeated, not secret
        place = chance.randint(1, self.places[point.name])
        delay = chance.choice((0.0, chance.uniform(0, SHORT), chance.uniform(0, LONG)))
        answer = chance.choice((Answer.SKIP, Answer.LATER, Answer.DONE))
        alone_first = chance.random() < 0.5
        with self._copy(point) as where:
            told = strike(
                point.live(clock(), answer), point.matches, place, delay, alone=alone_first
            )
            row.kills += 1
            notes = len(row.notes)
            row.got_through += not told.struck
            judged = Judged(row, where, clock(), told, self.base[point.name])
            if told.failure:
                judged.note(told.failure)
            try:
                _judge(judged, tomorrow=chance.random() < 0.5)
                point.judge(judged)
            except Exception as error:  # noqa: BLE001 - counted, and told with the seed
                row.unsound += 1
                judged.note(f"{type(error).__name__}: {error}")
            if len(row.notes) > notes:
                row.notes[-1] += f" (seed {seed}, place {place}, delay {delay:.4f})"


def _judge(judged: Judged, *, tomorrow: bool) -> None:
    where, row = judged.where, judged.row
    with alone(where.state, Trouble(message("the dead still hold the lock"))):
        opened = open_mended(where, judged.clock.now())
        context = Context(where, judged.clock, opened)
        with context.diary as diary:
            with reading(where.diary) as found:
                row.unsound += not copies.is_sound(found, thorough=True)
            _answers(judged, diary)
            _shown_again(judged, context)
            day = MONDAY + timedelta(days=tomorrow)
            backup_if_due(diary, where.backups, day)
    for file in where.backups.iterdir():
        if copies.UNFINISHED in file.name:
            judged.note(f"left lying: {file.name}")
        elif file.suffix == ".sqlite3" and copies.examine(file) is None:
            row.unsound += 1


def _answers(judged: Judged, diary: Diary) -> None:
    """Look for every fact that was there before, and every answer that was said to be saved."""
    row, where = judged.row, judged.where
    # What a restoring put aside counts: it is kept.
    kept = [
        fact
        for file in where.backups.glob("diary-before-restoring-*.sqlite3")
        for fact in _lasting(file)
    ]
    here = [entry.fact for entry in diary.entries() if not is_of_cycle(entry.fact)]
    everything = {repr(fact) for fact in (*here, *kept)}
    row.lost += sum(repr(fact) not in everything for fact in judged.base)
    answers = {
        (fact.prompt, fact.round) for fact in (*here, *kept) if isinstance(fact, PromptAnswered)
    }
    for report in judged.told.reports:
        what, name, *more = report.split(" ")
        if what == "answered":
            row.answers += 1
            row.lost += (name, int(more[0])) not in answers
        elif what == "shown":
            row.lost += not any(
                isinstance(fact, PromptShown) and fact.prompt == name for fact in (*here, *kept)
            )


def _shown_again(judged: Judged, context: Context) -> None:
    """Let the program go on for two hours: what was answered stays answered."""
    diary, row = context.diary, judged.row
    answered = {
        entry.fact.prompt: entry.fact
        for entry in diary.entries(kind=PromptAnswered)
        if isinstance(entry.fact, PromptAnswered) and entry.fact.answer is not Answer.LATER
    }
    for name in answered:
        for round_ in (1, 2):
            claim = PromptClaimed(prompt(name), round_)
            if not is_of_cycle(claim):
                row.shown_again += diary.claim(claim, at=context.now(), day=context.today())
    later = {
        entry.fact.prompt: entry.fact
        for entry in diary.entries(kind=PromptAnswered)
        if isinstance(entry.fact, PromptAnswered) and entry.fact.answer is Answer.LATER
    }
    prompter = RememberingPrompter(context)
    watch = ConfigurationWatch(context.folders)
    engine = Engine(diary, watch, prompter, ToldCalendars(), ToldSenses())
    for _ in range(12):
        engine.tick(context.now(), context.zone())
        judged.clock.pass_by(timedelta(minutes=10))
    for moment, order in prompter.shown:
        row.shown_again += order.prompt in answered
        put_off = later.get(order.prompt)
        if put_off is not None and put_off.until is not None:
            row.shown_again += order.round == put_off.round or moment < put_off.until


def _lasting(path: Path) -> Iterator[Fact]:
    for entry in _entries(path):
        if not is_of_cycle(entry.fact):
            yield entry.fact


def _prompts(path: Path, kind: type[PromptNotShown]) -> set[str]:
    return {entry.fact.prompt for entry in _entries(path) if isinstance(entry.fact, kind)}


def _entries(path: Path) -> list[Entry]:
    with Diary.open(path, may_migrate=False) as diary:
        return list(diary.entries())

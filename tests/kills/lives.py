"""What the processes do that are killed: the program itself, watched from outside."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import Final

from selfcare.app import prompt_report
from selfcare.app.clock import Clock
from selfcare.app.context import open_context, open_mended
from selfcare.app.forgetting import forget_cycle
from selfcare.app.instance import alone
from selfcare.app.prompt_order import PromptOrder
from selfcare.app.restoring import restore
from selfcare.config.paths import folders
from selfcare.daemon.children import Child
from selfcare.daemon.run import run_daemon
from selfcare.diary.store import Diary
from selfcare.domain.errors import SelfcareError, Trouble
from selfcare.domain.facts import PromptClaimed
from selfcare.domain.message import message
from selfcare.domain.prompt import Answer
from selfcare.domain.settings import NotifierChoice
from selfcare.notify.notifier import Card, Pressed
from selfcare.prompter.child import run
from tests.diary.samples import AT, DAY, answered, prompt
from tests.kills.striking import Watch
from tests.notify.fakes import RecordingNotifier

REST: Final = 0.003
"""Seconds between two answers of the process beside."""
BACKUP: Final = "backup.zip"
"""What `restored` restores, in the home folder."""


@dataclass
class ForkedChild:
    """A prompter child; closing its input ends it."""

    process: int
    pipe: int
    code: int | None = None

    def ended(self) -> int | None:
        if self.code is None:
            found, status = os.waitpid(self.process, os.WNOHANG)
            if found:
                self.code = os.waitstatus_to_exitcode(status)
        return self.code

    def close(self) -> None:
        if self.pipe >= 0:
            os.close(self.pipe)
            self.pipe = -1

    def wait(self, seconds: float) -> None:  # noqa: ARG002 - it is about to be killed anyway
        self.ended()


@dataclass
class ForkedPrompter:
    """Starts the real child, with a desktop in memory whose user presses `answer` at once."""

    watch: Watch
    answer: Answer
    watches_child: bool

    def start(self, order: PromptOrder) -> Child:
        reading, pipe = os.pipe()
        process = os.fork()
        if process == 0:
            os.close(pipe)
            self._show(order, reading)
        os.close(reading)
        return ForkedChild(process, pipe)

    def _show(self, order: PromptOrder, descriptor: int) -> None:
        try:
            if self.watches_child:
                self.watch.begin()
            run(order, TellingReporter(order, self.watch), descriptor, self._notifiers)
        finally:
            os._exit(0)

    def _notifiers(self, choice: NotifierChoice) -> list[RecordingNotifier]:  # noqa: ARG002 - one for all
        return [RecordingNotifier(then=self._pressed)]

    def _pressed(self, card: Card) -> Pressed:  # noqa: ARG002 - whatever it is
        return Pressed(self.answer)


class TellingReporter(prompt_report.DiaryReporter):
    """The real reporter, which also says what it was told is in the diary."""

    def __init__(self, order: PromptOrder, watch: Watch) -> None:
        super().__init__(order)
        self.watch = watch

    def _save_shown(self, diary: Diary) -> None:
        first = self._shown is not None
        super()._save_shown(diary)
        if first:
            self.watch.say("+", "shown", self._order.prompt)

    def answered(self, answer: Answer) -> prompt_report.Saved:
        saved = super().answered(answer)
        if saved is prompt_report.Saved.NOTED:
            self.watch.say("+", "answered", self._order.prompt, str(self._order.round))
        return saved

    def open_session(self, answer: Answer) -> bool:  # noqa: ARG002 - no window here
        return False


def beside(watch: Watch, clock: Clock) -> None:
    """Start a process that answers prompts without end, and says which answers were taken."""
    if os.fork():
        return
    number, rest = 0, Event()
    try:
        while True:
            try:
                with open_context(clock) as found:
                    while True:
                        number += 1
                        # Without a rest, nobody else would ever get to write.
                        rest.wait(REST)
                        _answer(watch, found.diary, f"{os.getpid()}/{number}")
            except SelfcareError:
                # Told that it is not saved; the next try may be.
                continue
    finally:
        os._exit(0)


def _answer(watch: Watch, diary: Diary, name: str) -> None:
    if diary.claim(PromptClaimed(prompt(name), 1), at=AT, day=DAY) and diary.answer(
        answered(Answer.SKIP, name), at=AT, day=DAY
    ):
        watch.say("+", "answered", name, "1")


def in_the_daemon(clock: Clock, answer: Answer, *, child: bool) -> Callable[[Watch], None]:
    """Run the background program while answers are given; `child` watches the prompter instead."""

    def live(watch: Watch) -> None:
        beside(watch, clock)
        if not child:
            watch.begin()
        run_daemon(_silent, clock=clock, prompter=ForkedPrompter(watch, answer, child))

    return live


def migrating(clock: Clock) -> Callable[[Watch], None]:
    """Run a command that brings an old diary up to date."""

    def live(watch: Watch) -> None:
        where = folders()
        with alone(where.state, Trouble(message("another has the lock"))):
            watch.begin()
            open_mended(where, clock.now()).diary.close()

    return live


def forgetting(clock: Clock) -> Callable[[Watch], None]:
    """Run `selfcare period forget` while answers are given."""

    def live(watch: Watch) -> None:
        where = folders()
        beside(watch, clock)
        watch.begin()
        forget_cycle(where, clock)
        watch.on = False

    return live


def restoring(clock: Clock) -> Callable[[Watch], None]:
    """Run `selfcare restore` while answers are given."""

    def live(watch: Watch) -> None:
        where = folders()
        beside(watch, clock)
        watch.begin()
        restore(where, clock, where.config.parent / BACKUP)
        watch.on = False

    return live


def _silent(line: str) -> None:
    """Say nothing."""

"""What a prompter child reports: facts in the diary, and a ring at the door.

The diary is opened for each report and closed after it, so that one which is being repaired or
replaced is found again. What it does not take now is kept, with the time at which it happened.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import date, datetime
from enum import Enum, auto
from threading import Lock
from typing import Final

from selfcare.app.answering import worded
from selfcare.app.clock import Clock, SystemClock
from selfcare.app.configuration import in_force
from selfcare.app.context import RECENT, Context, open_context, open_diary
from selfcare.app.page_door import View
from selfcare.app.page_opening import Opening, open_page
from selfcare.app.prompt_order import PromptOrder
from selfcare.app.system import own_command, with_console
from selfcare.app.unsaved_answers import UnsavedAnswer, forget, is_kept, keep, kept
from selfcare.config.paths import folders
from selfcare.diary.store import Diary
from selfcare.domain.errors import Trouble
from selfcare.domain.facts import PromptNotShown, PromptShown
from selfcare.domain.prompt import Answer, PromptKind, Via
from selfcare.domain.settings import OpensIn, Settings
from selfcare.notify.terminal_window import open_in_terminal
from selfcare.planning.history import PromptState, read_history

_COMMAND_FOR: Final = {Answer.START: "now", Answer.SCREEN: "screen"}
_VIEW_FOR: Final = {
    PromptKind.ROUTINE: View.SESSION,
    PromptKind.WELCOME: View.SESSION,
    PromptKind.CHECKIN: View.CHECKIN,
}
"""Where a press on "Start" leads; everything else is read and answered on the page of today."""


class Beginning(Enum):
    """What there is to do for a prompt."""

    SHOW = auto()
    OVER = auto()
    """It has its answer, or another round, already."""
    UNSAVED = auto()
    """It was answered, and only the diary does not know yet."""


class Saved(Enum):
    """What became of a report."""

    NOTED = auto()
    ELSEWHERE = auto()
    """The prompt had been answered elsewhere before."""
    NOT_YET = auto()
    """The diary does not take it now."""


class DiaryReporter:
    """Reports on one showing of one prompt. Its calls may come from any thread."""

    def __init__(self, order: PromptOrder, clock: Clock | None = None) -> None:
        self._order = order
        self._clock = clock or SystemClock()
        self._folders = folders()
        self._turn = Lock()
        self._state: PromptState | None = None
        self._shown: tuple[PromptShown, datetime, date] | None = None
        """The note that the card stands, until the diary has it."""
        self._answer: UnsavedAnswer | None = None
        """The answer, until the diary has it."""

    def begin(self) -> Beginning:
        """Look up what there is to do; raise Trouble where the diary cannot be read."""
        try:
            with open_context(self._clock) as context:
                state = context.history().prompts.get(self._order.prompt)
        except Trouble:
            if self._find_unsaved():
                return Beginning.UNSAVED
            raise
        if self._find_unsaved():
            return Beginning.UNSAVED
        if state is not None and (state.round != self._order.round or state.answer is not None):
            return Beginning.OVER
        self._state = state
        return Beginning.SHOW

    def shown(self, notifier: str) -> None:
        """Remember that a notifier took the prompt; it is noted with whatever is saved next."""
        fact = PromptShown(self._order.prompt, self._order.round, notifier)
        self._shown = (fact, *self._present())

    def not_shown(self, why: str) -> None:
        """Note that no notifier can show the prompt, or none any more; raise Trouble if not."""
        fact = PromptNotShown(self._order.prompt, self._order.round, why)
        at, day = self._present()
        with self._turn, self._open() as context:
            self._save_shown(context.diary)
            context.diary.append(fact, at=at, day=day)
            context.ring()

    def answered(self, answer: Answer) -> Saved:
        """Note the answer, which outlasts the end of this process from now on."""
        if self._state is None:
            return Saved.ELSEWHERE
        at, day = self._present()
        # Only "later" asks the settings, and to read all files would hold the others up.
        later = answer is Answer.LATER
        settings = in_force(self._folders).settings if later else Settings()
        said = worded(
            self._state,
            answer,
            Via.NOTIFICATION,
            now=at,
            zone=self._clock.zone(),
            settings=settings,
        )
        self._answer = UnsavedAnswer(at=at, day=day, fact=said.fact, also=said.also)
        self.leave()
        return self.save()

    def save(self) -> Saved:
        """Try to note what the diary has not taken yet."""
        with self._turn:
            try:
                with self._open() as context:
                    self._save_shown(context.diary)
                    saved = self._save_answer(context)
                    context.ring()
            except Trouble:
                self.leave()
                return Saved.NOT_YET
        return saved

    def leave(self) -> bool:
        """Return whether nothing is lost when the process ends now."""
        answer = self._answer
        if answer is None or is_kept(self._folders.state, answer):
            return True
        try:
            keep(self._folders.state, answer)
        except (OSError, Trouble):
            return False
        return True

    def open_session(self, answer: Answer) -> bool:
        """Open what `answer` leads to, in the browser or a terminal; return False for neither."""
        if answer not in _COMMAND_FOR:
            return False
        ways = [self._in_browser, self._in_terminal]
        if self._order.opens_in is OpensIn.TERMINAL:
            ways.reverse()
        return any(way(answer) for way in ways)

    def _present(self) -> tuple[datetime, date]:
        now = self._clock.now()
        return now, now.astimezone(self._clock.zone()).date()

    @contextlib.contextmanager
    def _open(self) -> Iterator[Context]:
        # Not by `open_context`: it would take in the answer, and leave nothing to tell of it.
        opened = open_diary(self._folders, self._clock)
        try:
            yield Context(self._folders, self._clock, opened)
        finally:
            opened.diary.close()

    def _find_unsaved(self) -> bool:
        for answer in kept(self._folders.state):
            if (answer.fact.prompt, answer.fact.round) == (self._order.prompt, self._order.round):
                self._answer = answer
                return True
        return False

    def _save_shown(self, diary: Diary) -> None:
        if self._shown is not None:
            fact, at, day = self._shown
            diary.append(fact, at=at, day=day)
            self._shown = None

    def _save_answer(self, context: Context) -> Saved:
        answer = self._answer
        if answer is None:
            return Saved.NOTED
        first = context.diary.answer(
            answer.fact, at=answer.at, day=answer.day, also=answer.also
        ) or _is_noted(context, answer)
        forget(self._folders.state, answer)
        self._answer = None
        return Saved.NOTED if first else Saved.ELSEWHERE

    def _in_browser(self, answer: Answer) -> bool:
        view = View.FIRST_STEPS
        if answer is Answer.START:
            kind = None if self._state is None else self._state.prompt.kind
            view = View.TODAY if kind is None else _VIEW_FOR.get(kind, View.TODAY)
        return open_page(self._folders, view) is Opening.OPENED

    def _in_terminal(self, answer: Answer) -> bool:
        command = _COMMAND_FOR[answer]
        program, *arguments = own_command("--window", command)
        return open_in_terminal([with_console(program), *arguments])


def _is_noted(context: Context, answer: UnsavedAnswer) -> bool:
    """Return whether this very answer is in the diary: somebody else took it in from its file."""
    history = read_history(context.diary.view(since=answer.day - RECENT))
    state = history.prompts.get(answer.fact.prompt)
    return state is not None and (state.answer, state.answered_at) == (answer.fact, answer.at)

"""What a prompter child reports: facts in the diary, and a ring at the door."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from selfcare.app.answering import AnswerOutcome, answer_prompt
from selfcare.app.context import Context, open_context
from selfcare.app.page_door import View
from selfcare.app.page_opening import Opening, open_page
from selfcare.app.prompt_order import PromptOrder
from selfcare.app.system import own_command, with_console
from selfcare.domain.facts import PromptNotShown, PromptShown
from selfcare.domain.prompt import Answer, PromptKind, Via
from selfcare.domain.settings import OpensIn
from selfcare.notify.terminal_window import open_in_terminal

_COMMAND_FOR: Final = {Answer.START: "now", Answer.SCREEN: "screen"}
_VIEW_FOR: Final = {
    PromptKind.ROUTINE: View.SESSION,
    PromptKind.WELCOME: View.SESSION,
    PromptKind.CHECKIN: View.CHECKIN,
}
"""Where a press on "Start" leads; everything else is read and answered on the page of today."""


class DiaryReporter:
    """Reports on one showing of one prompt."""

    def __init__(self, context: Context, order: PromptOrder) -> None:
        self._context = context
        self._order = order

    @classmethod
    @contextmanager
    def open(cls, order: PromptOrder) -> Iterator[DiaryReporter]:
        """Open the user's diary for as long as the child lives."""
        with open_context() as context:
            yield cls(context, order)

    def shown(self, notifier: str) -> None:
        """Note that a notifier took the prompt."""
        self._context.note(PromptShown(self._order.prompt, self._order.round, notifier))

    def not_shown(self, why: str) -> None:
        """Note that no notifier could show the prompt."""
        self._context.note(PromptNotShown(self._order.prompt, self._order.round, why))

    def answered(self, answer: Answer) -> bool:
        """Note the answer; return False when the prompt was answered elsewhere first."""
        state = self._context.history().prompts.get(self._order.prompt)
        if state is None or state.round != self._order.round:
            return False
        outcome = answer_prompt(self._context, state, answer, Via.NOTIFICATION).outcome
        return outcome is not AnswerOutcome.ALREADY_ANSWERED

    def open_session(self, answer: Answer) -> bool:
        """Open what `answer` leads to, in the browser or a terminal; return False for neither."""
        if answer not in _COMMAND_FOR:
            return False
        ways = [self._in_browser, self._in_terminal]
        if self._order.opens_in is OpensIn.TERMINAL:
            ways.reverse()
        return any(way(answer) for way in ways)

    def _in_browser(self, answer: Answer) -> bool:
        view = View.FIRST_STEPS
        if answer is Answer.START:
            state = self._context.history().prompts.get(self._order.prompt)
            kind = None if state is None else state.prompt.kind
            view = View.TODAY if kind is None else _VIEW_FOR.get(kind, View.TODAY)
        return open_page(self._context.folders, view) is Opening.OPENED

    def _in_terminal(self, answer: Answer) -> bool:
        command = _COMMAND_FOR[answer]
        program, *arguments = own_command("--window", command)
        return open_in_terminal([with_console(program), *arguments])

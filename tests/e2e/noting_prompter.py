"""A prompter child whose reports are lines on the standard output, for tests without a diary.

Arguments: `no-window` where no session can be opened, `too-late` where another answered first.
"""

from __future__ import annotations

import sys

from selfcare.app.prompt_order import read_order
from selfcare.domain.prompt import Answer
from selfcare.prompter.child import read_line, run


class NotingReporter:
    def __init__(self, circumstances: list[str]) -> None:
        self._circumstances = circumstances

    def shown(self, notifier: str) -> None:
        self._note("shown", notifier)

    def not_shown(self, why: str) -> None:
        self._note("not shown", why)

    def answered(self, answer: Answer) -> bool:
        self._note("answered", answer.value)
        return "too-late" not in self._circumstances

    def open_session(self, answer: Answer) -> bool:
        self._note("opening", answer.value)
        return "no-window" not in self._circumstances

    def _note(self, what: str, value: str) -> None:
        sys.stdout.write(f"{what}: {value}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(run(read_order(read_line(0)), NotingReporter(sys.argv[1:]), 0))

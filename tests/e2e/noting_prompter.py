"""A prompter child whose reports are lines on the standard output, for tests without a diary.

Arguments: `no-window` where no session can be opened, `too-late` where another answered first,
`library` to show by desktop-notifier also on Linux.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from selfcare.app.prompt_order import read_order
from selfcare.app.prompt_report import Beginning, Saved
from selfcare.domain.prompt import Answer
from selfcare.domain.settings import NotifierChoice
from selfcare.notify.chain import candidates
from selfcare.notify.desktop import Desktop
from selfcare.notify.notifier import Notifier
from selfcare.prompter.child import read_line, run


class NotingReporter:
    def __init__(self, circumstances: list[str]) -> None:
        self._circumstances = circumstances

    def begin(self) -> Beginning:
        return Beginning.SHOW

    def shown(self, notifier: str) -> None:
        self._note("shown", notifier)

    def save(self) -> Saved:
        return Saved.NOTED

    def leave(self) -> bool:
        return True

    def not_shown(self, why: str) -> None:
        self._note("not shown", why)

    def answered(self, answer: Answer) -> Saved:
        self._note("answered", answer.value)
        return Saved.ELSEWHERE if "too-late" in self._circumstances else Saved.NOTED

    def open_session(self, answer: Answer) -> bool:
        self._note("opening", answer.value)
        return "no-window" not in self._circumstances

    def _note(self, what: str, value: str) -> None:
        sys.stdout.write(f"{what}: {value}\n")
        sys.stdout.flush()


def notifiers(choice: NotifierChoice) -> Sequence[Notifier]:
    return (Desktop(),) if "library" in sys.argv else candidates(choice)


if __name__ == "__main__":
    sys.exit(run(read_order(read_line(0)), NotingReporter(sys.argv[1:]), 0, notifiers))

"""The prompter child: `python -m selfcare.prompter`, started by the daemon, one for each prompt.

Nothing it meets is ever told on the terminal the daemon may share with the user.
"""

from __future__ import annotations

import logging
import sys
from typing import Final

import msgspec

from selfcare.app.clock import SystemClock
from selfcare.app.prompt_order import read_order
from selfcare.app.prompt_report import DiaryReporter
from selfcare.app.streams import give_streams
from selfcare.app.trouble_log import note_trouble
from selfcare.prompter.child import Ended, read_line, run

log = logging.getLogger(__name__)

INPUT: Final = 0
"""The file descriptor of the standard input."""


class _TroubleHandler(logging.Handler):
    """Puts the errors that anything here logs where `doctor` points to."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            note_trouble(error, SystemClock().now())


def main() -> int:
    """Show the prompt that stands on the standard input; return the exit code."""
    give_streams()
    logging.getLogger().addHandler(_TroubleHandler(logging.WARNING))
    try:
        order = read_order(read_line(INPUT))
    except (msgspec.MsgspecError, OSError):
        # Without an order there is no prompt to report about.
        log.exception("The prompter was started without an order")
        return Ended.BROKEN
    try:
        return run(order, DiaryReporter(order), INPUT)
    except Exception:
        log.exception("The prompter could not carry prompt %s through", order.prompt)
        return Ended.BROKEN


if __name__ == "__main__":
    sys.exit(main())

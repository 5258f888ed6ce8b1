"""The two commands that go without click: their plain calls, and nothing else.

With options, in a test, or where the short way does not lead there, the command line runs them.
"""

from __future__ import annotations

import os
import sys

from selfcare.app.clock import Clock, SystemClock
from selfcare.app.say import say
from selfcare.cli.telling import tell, told_end
from selfcare.config.paths import HOME_VARIABLE, folders
from selfcare.domain.errors import SelfcareError


def run(*, autostarted: bool = False, home: str | None = None) -> int:
    """Be the background program; return the exit code."""
    clock = SystemClock()
    try:
        be_background(clock, autostarted=autostarted, home=home)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - a user never sees a traceback
        return told_end(error, clock.now())
    return 0


def be_background(clock: Clock, *, autostarted: bool, home: str | None) -> None:
    """Be the background program, `autostarted` with the computer, in a `home` of its own if told.

    Raise AlreadyRunning where one runs, unless this one was autostarted, and Trouble.
    """
    from selfcare.daemon.run import AlreadyRunning, run_daemon

    if home is not None:
        os.environ[HOME_VARIABLE] = home
    try:
        run_daemon(tell, clock=clock)
    except AlreadyRunning:
        # Whoever starts it with the computer takes a failure for one to be tried again.
        if not autostarted:
            raise
    except SelfcareError as error:
        if autostarted:
            from selfcare.app.control import keep_last_words

            # Nobody sees what it prints.
            keep_last_words(folders(), say(error.what))
        raise


def status(*, as_json: bool) -> bool:
    """Tell the status that the background program keeps; return False where there is none."""
    from selfcare.app.status_row import row_in_force, zone_of
    from selfcare.cli.status_lines import tell_status

    clock = SystemClock()
    try:
        row = row_in_force(folders(), clock.now())
        if row is not None:
            tell_status(row.found, zone_of(row), as_json=as_json)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - a user never sees a traceback
        sys.exit(told_end(error, clock.now()))
    return row is not None

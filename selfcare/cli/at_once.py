"""The two commands that go without click: their plain calls, and nothing else.

With options, in a test, or where the short way does not lead there, the command line runs them.
"""

from __future__ import annotations

import sys

from selfcare.app.clock import SystemClock
from selfcare.cli.telling import tell, told_end


def run() -> int:
    """Be the background program; return the exit code."""
    from selfcare.daemon.run import run_daemon

    clock = SystemClock()
    try:
        run_daemon(tell, clock=clock)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - a user never sees a traceback
        return told_end(error, clock.now())
    return 0


def status(*, as_json: bool) -> bool:
    """Tell the status that the background program keeps; return False where there is none."""
    from selfcare.app.status_row import row_in_force, zone_of
    from selfcare.cli.status_lines import tell_status
    from selfcare.config.paths import folders

    clock = SystemClock()
    try:
        row = row_in_force(folders(), clock.now())
        if row is not None:
            tell_status(row.found, zone_of(row), as_json=as_json)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - a user never sees a traceback
        sys.exit(told_end(error, clock.now()))
    return row is not None

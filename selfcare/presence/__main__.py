"""The child: `python -m selfcare.presence` asks every sensor, tells what they say, and ends.

It ends after its time whatever happens, even when whoever started it is gone.
"""

from __future__ import annotations

import faulthandler
import os
import sys
from pathlib import Path

from selfcare.presence.child import LONGEST
from selfcare.presence.sensing import write_sensings
from selfcare.presence.sensors import ask_all, sensors_here


def main() -> None:
    """Write what the sensors say on the standard output, and end."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        faulthandler.dump_traceback_later(LONGEST, exit=True, file=nowhere)
        sys.stdout.buffer.write(write_sensings(ask_all(sensors_here())))
        sys.stdout.buffer.flush()
        # A sensor that hangs in a thread must not keep the process.
        os._exit(0)


if __name__ == "__main__":
    main()

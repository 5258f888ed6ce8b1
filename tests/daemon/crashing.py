"""The background program with a fault in it, as a program of its own: `crashing.py raise|abort`.

The fault lies where the user's files are read, so whoever does not read them lives.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from selfcare.app import configuration
from selfcare.cli.main import main
from selfcare.config.configuration import Configuration


def at_fault(_folders: object, _shipped: Path) -> Configuration:
    if HOW == "abort":
        os.abort()
    raise RuntimeError("a fault")


if __name__ == "__main__":
    HOW = sys.argv[1]
    vars(configuration)["read_everything"] = at_fault
    sys.argv = ["selfcare", "run"]
    sys.exit(main())

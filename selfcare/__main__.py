"""The way in: `selfcare`, and the same as `python -m selfcare`.

Two commands go without the library of the command line where they are called plainly: `run`, which
would hold it in memory for days, and `status`, which is asked often.
"""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that knows few letters must not end a command.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    match sys.argv[1:]:
        case ["run"]:
            from selfcare.cli.at_once import run  # noqa: PLC0415 - each imports what it needs

            return run()
        case ["status", *options] if options in ([], ["--json"]):
            from selfcare.cli.at_once import status  # noqa: PLC0415 - as above

            if status(as_json=bool(options)):
                return 0
    from selfcare.cli.main import main as command_line  # noqa: PLC0415 - as above

    return command_line()


if __name__ == "__main__":
    sys.exit(main())

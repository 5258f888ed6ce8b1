"""The way in: `selfcare`, and the same as `python -m selfcare`.

Two commands go without the library of the command line where they are called plainly: `run`, which
would hold it in memory for days, and `status`, which is asked often.
"""

from __future__ import annotations

import sys

from selfcare.app.streams import give_streams


def main() -> int:
    """Run the command line and return its exit code."""
    give_streams()
    for stream in (sys.stdout, sys.stderr):
        # A terminal that knows few letters must not end a command.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    match sys.argv[1:]:
        case ["run"]:
            return _run(autostarted=False)
        case ["run", "--autostarted"]:
            return _run(autostarted=True)
        case ["run", "--autostarted", "--home", home]:
            return _run(autostarted=True, home=home)
        case ["status", *options] if options in ([], ["--json"]):
            from selfcare.cli.at_once import status  # noqa: PLC0415 - each imports what it needs

            if status(as_json=bool(options)):
                return 0
    from selfcare.cli.main import main as command_line  # noqa: PLC0415 - as above

    return command_line()


def background() -> int:
    """Be the background program; the entry point that has no window on Windows."""
    sys.argv[1:1] = ["run", "--autostarted"]
    return main()


def _run(*, autostarted: bool, home: str | None = None) -> int:
    from selfcare.cli.at_once import run  # noqa: PLC0415 - as above

    return run(autostarted=autostarted, home=home)


if __name__ == "__main__":
    sys.exit(main())

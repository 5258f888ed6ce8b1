"""A new private file or folder where the user wants it; what is there is never written over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from selfcare.config.new_file import put_new
from selfcare.domain.errors import Trouble, UserMistake
from selfcare.domain.message import message


def hand_out(wanted: Path | None, stem: str, ending: str, content: bytes) -> Path:
    """Write a file and return it: `wanted`, or one named `stem` in the folder `wanted` or at home.

    In a folder another number is taken where that name is; a file that was named and is there
    raises UserMistake. Raise Trouble where it cannot be written.
    """
    where = _absolute(wanted)
    with told(where):
        if not where.is_dir():
            put_new(where, content)
            return where
        return _first_free(where, stem, ending, lambda file: put_new(file, content))


def new_folder(wanted: Path | None, name: str) -> Path:
    """Make a folder and return it: `wanted`, or one with that name within it or at home.

    Errors as for `hand_out`.
    """
    where = _absolute(wanted)
    with told(where):
        if not where.is_dir():
            where.mkdir(mode=0o700)
            return where
        return _first_free(where, name, "", lambda folder: folder.mkdir(mode=0o700))


@contextmanager
def told(where: Path) -> Iterator[None]:
    """Turn errors about what is being written to `where` into ours."""
    try:
        yield
    except FileExistsError as error:
        raise UserMistake(
            message(
                "There is something named {file} already, and it is left as it is. Please choose"
                " another name.",
                file=str(where),
            )
        ) from error
    except OSError as error:
        raise Trouble(
            message(
                "The file could not be written to {file}: {why}",
                file=str(where),
                why=error.strerror or str(error),
            )
        ) from error


def _absolute(wanted: Path | None) -> Path:
    return Path.home() if wanted is None else wanted.expanduser().absolute()


def _first_free(folder: Path, stem: str, ending: str, make: Callable[[Path], None]) -> Path:
    for number in count(1):
        file = folder / f"{stem}{f'-{number}' * (number > 1)}{ending}"
        try:
            make(file)
        except FileExistsError:
            continue
        return file
    raise AssertionError("counting never ends")

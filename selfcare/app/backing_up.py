"""One private file with everything that is the user's: the diary, settings and own routines."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from msgspec import Struct

from selfcare.app.archive import Archive, written
from selfcare.app.context import Context
from selfcare.config.folder import toml_files
from selfcare.config.new_file import put_new
from selfcare.config.paths import Folders
from selfcare.config.source import read_bytes
from selfcare.domain.errors import Trouble, UserMistake
from selfcare.domain.message import message


class BackedUp(Struct, frozen=True, kw_only=True):
    """Where the backup lies, how many own files are in it, and which could not be read."""

    file: Path
    files: int
    unread: tuple[Path, ...] = ()


def back_up(context: Context, wanted: Path | None) -> BackedUp:
    """Write the backup to the file or into the folder `wanted`, else into the user's home folder.

    A file that is there is never written over: in a folder another name is taken, and a file that
    was named raises UserMistake. Raise Trouble where it cannot be written.
    """
    own = own_files(context.folders)
    contents = {name: read_bytes(path) for name, path in own.items()}
    files = {name: content for name, content in contents.items() if isinstance(content, bytes)}
    whole = written(Archive(made=context.now(), diary=context.diary.content(), files=files))
    return BackedUp(
        file=put(context, wanted, ".zip", whole),
        files=len(files),
        unread=tuple(path for name, path in own.items() if name not in files),
    )


def own_files(folders: Folders) -> dict[str, Path]:
    """Return the files of the user that selfcare reads, by their place below the config folder."""
    found = {"routines/" + path.name: path for path in toml_files(folders.routines)}
    if folders.config_file.exists():
        found[folders.config_file.name] = folders.config_file
    return found


def put(context: Context, wanted: Path | None, ending: str, content: bytes) -> Path:
    """Write a new private file where the user wants it; see `back_up`."""
    where = Path.home() if wanted is None else wanted.expanduser().absolute()
    try:
        if not where.is_dir():
            put_new(where, content)
            return where
        for number in count(1):
            behind = "" if number == 1 else f"-{number}"
            file = where / f"selfcare-backup-{context.today()}{behind}{ending}"
            try:
                put_new(file, content)
            except FileExistsError:
                continue
            return file
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
    raise AssertionError("counting never ends")

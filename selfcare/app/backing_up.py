"""One private file with everything that is the user's: the diary, settings and own routines."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from selfcare.app.archive import Archive, written
from selfcare.app.context import Context
from selfcare.app.handing_out import hand_out
from selfcare.config.folder import toml_files
from selfcare.config.paths import Folders
from selfcare.config.source import read_bytes


class BackedUp(Struct, frozen=True, kw_only=True):
    """Where the backup lies, how many own files are in it, and which could not be read."""

    file: Path
    files: int
    unread: tuple[Path, ...] = ()


def back_up(context: Context, wanted: Path | None) -> BackedUp:
    """Write the backup to the file or into the folder `wanted`, else into the user's home folder.

    A file that is there is never written over; errors as for `hand_out`, and of the diary.
    """
    own = own_files(context.folders)
    contents = {name: read_bytes(path) for name, path in own.items()}
    files = {name: content for name, content in contents.items() if isinstance(content, bytes)}
    whole = written(Archive(made=context.now(), diary=context.diary.content(), files=files))
    return BackedUp(
        file=hand_out(wanted, f"selfcare-backup-{context.today()}", ".zip", whole),
        files=len(files),
        unread=tuple(path for name, path in own.items() if name not in files),
    )


def own_files(folders: Folders) -> dict[str, Path]:
    """Return the files of the user that selfcare reads, by their place below the config folder."""
    found = {"routines/" + path.name: path for path in toml_files(folders.routines)}
    if folders.config_file.exists():
        found[folders.config_file.name] = folders.config_file
    return found

"""A backup takes the place of what is there; the present diary and files are kept.

The one rule: nothing is changed before the whole backup was looked at, and being cut short leaves
what was there, or what is finished at the next start (`finish`).
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Final

from msgspec import Struct

from selfcare.app.archive import read
from selfcare.app.check_in_keeping import forget_corrections
from selfcare.app.clock import Clock
from selfcare.app.context import open_mended
from selfcare.app.standstill import standstill
from selfcare.app.unsaved_answers import take_in
from selfcare.config.new_file import put_new, replace_and_keep
from selfcare.config.paths import Folders
from selfcare.config.source import read_bytes
from selfcare.diary import exchange, mark
from selfcare.diary.backup import daily_copy, day_of
from selfcare.diary.connection import reading, under_way
from selfcare.diary.copies import Copy, examine, write
from selfcare.diary.store import Diary
from selfcare.diary.trouble import told
from selfcare.domain.errors import Trouble, UserMistake
from selfcare.domain.message import Message, message

_DATABASE: Final = b"SQLite format 3\0"
FILES: Final = "files"
"""The folder of the user's files within what was gathered."""


class Backup(Struct, frozen=True, kw_only=True):
    """A backup that was looked through: the diary in it, and the user's files."""

    source: Path
    diary: Copy
    files: Mapping[str, bytes]
    content: bytes | None = None
    """The diary itself as it was looked through, where it came in a file with others."""


class Restored(Struct, frozen=True, kw_only=True):
    """What was done: where the diary that was there is kept, and the files that gave way."""

    kept: Path | None
    files: tuple[Path, ...]
    kept_files: tuple[Path, ...]
    told: tuple[Message, ...] = ()
    started_again: bool | None = None


def copies_here(folders: Folders) -> tuple[Copy, ...]:
    """Return the sound copies of the diary that selfcare keeps itself, the newest first."""
    if not folders.backups.is_dir():
        return ()
    found = (examine(file) for file in sorted(folders.backups.glob("diary-*.sqlite3")))
    copies = [copy for copy in found if copy is not None and copy.entries]
    return tuple(sorted(copies, key=lambda copy: (_day(copy), copy.noted), reverse=True))


def _day(copy: Copy) -> str:
    day = day_of(copy.path)
    return copy.noted[:10] if day is None else day.isoformat()


def found_backup(folders: Folders, wanted: str) -> Path:
    """Return the file that is meant: a path, or the date of a daily copy; raise UserMistake."""
    path = Path(wanted).expanduser().absolute()
    if path.is_file():
        return path
    try:
        daily = daily_copy(folders.backups, date.fromisoformat(wanted))
    except ValueError:
        daily = folders.backups / Path(wanted).name
    if daily.is_file():
        return daily
    raise UserMistake(
        message(
            "There is no file {wanted}, and no daily copy of that date. What there is:"
            " selfcare restore",
            wanted=f"“{wanted}”",
        )
    )


def look(source: Path) -> Backup:
    """Look through a whole backup, a file of `backup` or a copy of the diary.

    Raise UserMistake where it is neither, or damaged; NewerDiary where this version does not know
    its form; Trouble where it cannot be read.
    """
    content: bytes | None = None
    files: Mapping[str, bytes] = {}
    if _is_database(source):
        found = exchange.look_at(source)
    else:
        archive = read(source)
        content, files = archive.diary, archive.files
        found = exchange.look_into(content, source)
    if found is None:
        raise _no_diary(source)
    return Backup(source=source, diary=found, files=files, content=content)


def restore(folders: Folders, clock: Clock, source: Path) -> Restored:
    """Let a backup take the place of what is there. Errors as for `look`, and NotSaved.

    Also Trouble where the background program, which is ended for this, does not end. Whatever is
    raised, all is then as it was.
    """
    with standstill(
        folders, clock, undone=message("nothing was restored"), again="selfcare restore"
    ) as still:
        now = clock.now()
        earlier = finish(folders)
        # An answer that waits in a file belongs to the diary that is there, and is kept with it.
        with suppress(Trouble), Diary.open(folders.diary, may_migrate=True) as diary:
            take_in(folders.state, diary)
        _gather(folders, look(source))
        kept = exchange.exchange(folders.diary, now)
        files, not_brought = _complete(folders)
        opened = open_mended(folders, now)
        opened.diary.close()
    return Restored(
        kept=kept,
        files=tuple(files),
        kept_files=tuple(one for one in files.values() if one is not None),
        told=(*earlier, *not_brought, *opened.told),
        started_again=still.started_again,
    )


def finish(folders: Folders) -> tuple[Message, ...]:
    """Take a restoring that was cut short to one of its ends; for holders of the instance lock.

    Return what the user should be told about it. Raise NotSaved.
    """
    return _complete(folders)[1] if exchange.settle(folders.diary) else ()


def _complete(folders: Folders) -> tuple[dict[Path, Path | None], tuple[Message, ...]]:
    """Bring what came with the diary, which is in its place; return as `_bring_files`, and told.

    Where the files cannot be brought, they are kept beside the diary: nobody waits for them.
    """
    forget_corrections(folders.state)
    mark.forget(folders.diary)
    try:
        files = _bring_files(folders)
    except OSError as error:
        return {}, (
            message(
                "The diary is restored, but your settings and routines could not be ({why})."
                " They lie in {folder}",
                why=error.strerror or str(error),
                folder=str(exchange.set_rest_aside(folders.diary)),
            ),
        )
    exchange.drop(folders.diary)
    return files, ()


def _gather(folders: Folders, backup: Backup) -> None:
    folder = exchange.gather(folders.diary)
    with told(folder, writing=True):
        if backup.content is None:
            with reading(backup.source) as source:
                write(source, backup.source, folder / exchange.DIARY)
        else:
            put_new(folder / exchange.DIARY, backup.content)
        for name, content in backup.files.items():
            file = folder / FILES / name
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            put_new(file, content)
    # It is what is about to be used that counts.
    if exchange.look_at(folder / exchange.DIARY) is None:
        raise _no_diary(backup.source)


def _bring_files(folders: Folders) -> dict[Path, Path | None]:
    """Put the user's files that came with a backup into their places.

    Return those that changed, each with what keeps its old content. Done again, it changes nothing.
    """
    changed: dict[Path, Path | None] = {}
    gathered = under_way(folders.diary) / FILES
    for file in sorted(one for one in gathered.rglob("*") if one.is_file()):
        content = file.read_bytes()
        path = folders.config / file.relative_to(gathered)
        before = read_bytes(path)
        if before == content:
            continue
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if isinstance(before, bytes):
            changed[path] = replace_and_keep(path, before, content)
        else:
            put_new(path, content)
            changed[path] = None
    return changed


def _no_diary(source: Path) -> UserMistake:
    return UserMistake(
        message(
            "The diary in {file} is damaged, or not one of selfcare. Nothing was changed.",
            file=str(source),
        )
    )


def _is_database(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            return opened.read(len(_DATABASE)) == _DATABASE
    except OSError as error:
        raise Trouble(
            message(
                "The file {file} cannot be read: {why}",
                file=str(file),
                why=error.strerror or str(error),
            )
        ) from error

"""`backup` and `restore`: everything of the user's in one file, and back again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from selfcare.app.say import say, words
from selfcare.cli.asking import agreed, paragraph, somebody_is_there
from selfcare.cli.command import Edge, command, json_option, option, print_json, tell
from selfcare.domain.errors import Trouble, UserMistake
from selfcare.domain.message import Message, message

if TYPE_CHECKING:
    from selfcare.app.restoring import Backup
    from selfcare.config.paths import Folders


@command(
    "backup",
    message(
        "Write your diary, your settings and your own routines into one file that only you can"
        " read, to keep on another drive. Without a name it goes into your home folder. Nothing"
        " is written over."
    ),
    "selfcare backup",
    "selfcare backup /media/stick",
    "selfcare backup my-backup.zip",
)
@click.argument("place", metavar="[FILE|FOLDER]", required=False, type=click.Path(path_type=Path))
@click.pass_obj
def backup(edge: Edge, *, place: Path | None) -> None:
    """Back up."""
    from selfcare.app.backing_up import back_up

    with edge.context() as context:
        done = back_up(context, place)
    for path in done.unread:
        tell(
            words("This file cannot be read, so it is not in it: {file}", file=str(path)), err=True
        )
    tell(words("Written: {file}", file=str(done.file)))
    tell(
        words(
            "It holds your diary and {count} files of yours, and only you can read it. Whoever has"
            " a copy of it can read everything in it.",
            count=done.files,
        )
    )
    tell(words("To have it back one day: selfcare restore FILE"))


@command(
    "restore",
    message(
        "Put a backup in the place of your present diary, settings and routines, or an earlier"
        " copy of the diary that selfcare has kept itself. selfcare asks first, and keeps what is"
        " there now. Without a FILE or DATE: which copies there are."
    ),
    "selfcare restore",
    "selfcare restore selfcare-backup-2026-11-25.zip",
    "selfcare restore 2026-11-25",
)
@click.argument("source", metavar="[FILE|DATE]", required=False)
@option("--yes", is_flag=True, help_text=message("Restore without asking; for programs."))
@json_option
@click.pass_obj
def restore(edge: Edge, *, source: str | None, yes: bool, as_json: bool) -> None:
    """Restore, or list."""
    from selfcare.app.restoring import found_backup, look
    from selfcare.app.restoring import restore as restore_it
    from selfcare.config.paths import folders

    where = folders()
    if source is None:
        _list(where, as_json=as_json)
        return
    path = found_backup(where, source)
    if not yes and not _confirmed(where, look(path)):
        return
    done = restore_it(where, edge.clock, path)
    for told in done.told:
        tell(say(told), err=True)
    if as_json:
        print_json(
            {
                "restored": str(path),
                "kept": None if done.kept is None else str(done.kept),
                "files": [str(one) for one in done.files],
                "kept_files": [str(one) for one in done.kept_files],
            }
        )
    else:
        tell(words("Restored from {file}", file=str(path)))
        if done.kept is not None:
            tell(words("The diary that was there is kept: {file}", file=str(done.kept)))
        for file in done.files:
            tell(words("Your file was restored: {file}", file=str(file)))
        for file in done.kept_files:
            tell(words("What it held before is kept: {file}", file=str(file)))
        if done.started_again:
            tell(words("selfcare runs again."))
    if done.started_again is False:
        raise Trouble(message("selfcare could not be started again. To try: selfcare start"))


def _list(where: Folders, *, as_json: bool) -> None:
    from selfcare.app.restoring import copies_here

    found = copies_here(where)
    if as_json:
        print_json(
            [
                {
                    "name": _name(copy.path),
                    "path": str(copy.path),
                    "entries": copy.entries,
                    "last_day": None if copy.last_day is None else copy.last_day.isoformat(),
                }
                for copy in found
            ]
        )
        return
    if not found:
        tell(words("selfcare has not kept a copy of the diary yet. It does so once a day."))
    else:
        tell(words("Copies of the diary that selfcare has kept, the newest first:"))
    for copy in found:
        tell(
            words(
                "  {name}: the latest entry is of {day} (entries: {entries})",
                name=_name(copy.path),
                entries=copy.entries,
                day=str(copy.last_day),
            )
        )
    if found:
        tell(words("To restore one: selfcare restore {name}", name=_name(found[0].path)))
    tell(words("To restore a backup you made: selfcare restore FILE"))


def _name(path: Path) -> str:
    from selfcare.diary.backup import day_of

    day = day_of(path)
    return path.name if day is None else day.isoformat()


def _confirmed(where: Folders, backup: Backup) -> bool:
    """Say what gives way to what, and return whether it is wanted."""
    if not somebody_is_there():
        raise UserMistake(
            message(
                "selfcare asks before it restores, and nobody is here to answer. Nothing was"
                " changed. From a program: selfcare restore FILE --yes"
            )
        )
    for one in _what_happens(where, backup):
        paragraph(say(one))
    return agreed(words("Type yes to restore it, or press Enter to leave all as it is:"))


def _what_happens(where: Folders, backup: Backup) -> list[Message]:
    said = [
        message(
            "This backup holds a diary whose latest entry is of {day} (entries: {entries}). It"
            " takes the place of your present diary, which is kept beside it in {folder}",
            entries=backup.diary.entries,
            day=str(backup.diary.last_day),
            folder=str(where.data),
        )
    ]
    if backup.files:
        said.append(
            message(
                "These files of yours are restored, too: {names}. Where you have one of that name,"
                " a copy of it is kept. Other files of yours stay as they are.",
                names=", ".join(sorted(backup.files)),
            )
        )
    said.append(message("If selfcare runs, it ends for a moment and starts again."))
    return said

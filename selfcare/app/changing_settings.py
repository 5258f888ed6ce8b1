"""Changing settings: what was typed becomes lines of config.toml, shown first, then written.

The one rule: nothing is written that was not shown, and nothing that the reader would refuse.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from selfcare.app.context import Context
from selfcare.app.problem_words import finding
from selfcare.app.settings_edits import Name, Wish, edits_of, name_of
from selfcare.config.edit import CannotEdit
from selfcare.config.line_changes import LineChange
from selfcare.config.settings_file import settings_from
from selfcare.config.settings_writing import (
    ChangedMeanwhile,
    Standing,
    draft,
    put_in_place,
    standing,
)
from selfcare.config.source import Source, source_of
from selfcare.domain.errors import Trouble, UserMistake
from selfcare.domain.message import Message, message
from selfcare.domain.problem import PlacedProblem, Severity


class Preview(Struct, frozen=True, kw_only=True):
    """What would be written.

    `refused` says of settings why they cannot be so; then nothing may be written. `notes` are worth
    a look. `mark` stands for the file as it was looked at; `new_file` is where there is none yet.
    """

    changes: tuple[LineChange, ...]
    refused: tuple[tuple[Name, Message], ...]
    notes: tuple[Message, ...]
    mark: str
    new_file: bool


class Written(Struct, frozen=True):
    """What was done; `kept` is where the old file is, None where nothing had to be kept."""

    kept: Path | None


class _Work(Struct, frozen=True):
    """A preview with what it takes to carry it out."""

    preview: Preview
    before: Standing
    content: bytes


def preview(context: Context, wishes: Sequence[Wish]) -> Preview:
    """Return what would be written; raise UserMistake where config.toml cannot be changed now."""
    return _work(context, wishes).preview


def save(context: Context, wishes: Sequence[Wish], mark: str) -> Written | Preview:
    """Write what the preview with this `mark` showed.

    Return a new preview, having written nothing, where the file has changed since or something
    cannot be so. Raise UserMistake where config.toml cannot be changed now, Trouble where it cannot
    be written; it is then as it was.
    """
    work = _work(context, wishes)
    found = work.preview
    if found.mark != mark or found.refused:
        return found
    if not found.changes:
        return Written(None)
    try:
        kept = put_in_place(context.folders, work.before, work.content)
    except ChangedMeanwhile:
        return _work(context, wishes).preview
    except OSError as error:
        raise Trouble(
            message(
                "{file} cannot be written ({reason}), so nothing was changed. Please check that its"
                " folder belongs to you and that the disk has room.",
                file=str(context.folders.config_file),
                reason=error.strerror or str(error),
            )
        ) from error
    context.ring()
    return Written(kept)


def _work(context: Context, wishes: Sequence[Wish]) -> _Work:
    file = str(context.folders.config_file)
    before = standing(context.folders)
    if isinstance(before, PlacedProblem):
        raise _cannot_be_read(file)
    known = context.in_force.library.known_ids
    content = before.content or b""
    read, source = settings_from(content, file, known), source_of(content, file)
    if read.value is None or not isinstance(source, Source):
        raise _cannot_be_read(file)
    edits, typed = edits_of(wishes, read.value, source)
    refused = {name: one.why for name, one in typed.items()}
    try:
        made = draft(before, edits)
    except CannotEdit as error:
        raise UserMistake(
            message(
                "{file} is written in a way that cannot be changed from here without touching the"
                " rest of it. In a text editor it can.",
                file=file,
            )
        ) from error
    known_before = {one.problem for one in read.problems}
    notes = []
    for one in settings_from(made.content, file, known).problems:
        found = finding(one)
        said = message("{what}. {cure}.", what=found.what, cure=found.cure)
        if one.problem.severity is Severity.ERROR:
            refused.setdefault(name_of(one.problem.path, read.value), said)
        elif one.problem not in known_before:
            notes.append(said)
    shown = Preview(
        changes=made.changes,
        refused=tuple(refused.items()),
        notes=tuple(notes),
        mark=before.mark,
        new_file=before.content is None,
    )
    return _Work(shown, before, made.content)


def _cannot_be_read(file: str) -> UserMistake:
    return UserMistake(
        message(
            "Something in {file} cannot be read, so nothing is changed in it from here. The page of"
            " the settings says where, and how to mend it.",
            file=file,
        )
    )

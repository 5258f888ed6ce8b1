"""The first files of a new user, made from the types so that they always tell the truth.

They load without a problem, mean the defaults, and never take the place of a file that is there.
"""

from __future__ import annotations

import os
import textwrap
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Final

from msgspec import Struct

from selfcare.config.paths import Folders
from selfcare.config.schema import CONFIG_SCHEMA, ROUTINE_SCHEMA, config_schema, routine_schema
from selfcare.config.settings_file import PLAN_MUSCLES
from selfcare.config.shapes import Choice, Field, Kinds, Many, Number, Shape, Table, fields
from selfcare.config.source import read_bytes
from selfcare.config.written import meaning, toml_value
from selfcare.domain.errors import Trouble
from selfcare.domain.message import message
from selfcare.domain.muscles import PLACES, Muscle
from selfcare.domain.routine import STEP_KINDS, Routine
from selfcare.domain.settings import DEFAULT_PLAN, DEFAULT_ROUTINE, PlanEntry, Settings

FIRST_ROUTINE: Final = "my-first-routine"
_WIDTH: Final = 96

_CONFIG_HEAD: Final = f"""\
#:schema ./{CONFIG_SCHEMA}

# The settings of selfcare.
#
# How this file works:
# - A line that begins with "# " is a remark, like this one. It does nothing.
# - A line that begins with "#" and a name, such as #sound = false, is a setting that is switched
#   off; what it shows is what holds anyway. To change it, delete the "#" at its beginning, then
#   change what stands after the "=".
# - Words, times and dates stand in "quotation marks", numbers stand alone, several things stand in
#   [square brackets] with commas between them.
# - A setting belongs to the heading above it, so leave the headings where they are.
#
# Save the file and the change holds within a minute. The command  selfcare check  tells whether
# the file is in order, and if not, which line to mend and how.
"""

_EXAMPLES: Final[dict[str, object]] = {
    "rotate": (DEFAULT_ROUTINE, "slow-breath"),
    "muscles": ("trapezius", "suboccipitals"),
    "every_minutes": 90,
}
_PLAN_GROUPS: Final = {
    "routine": "What to offer. Keep exactly one of the next three: routine, rotate or muscles.",
    "at": "When to offer it. Keep exactly one of the next two: at or every_minutes.",
}


def starter_config() -> str:
    """Return a config.toml that explains itself and means the defaults."""
    parts = [_CONFIG_HEAD]
    for section in fields(Settings):
        match section.shape:
            case Table():
                parts.append("\n".join(_section(section, section.shape.type)))
            case Many():
                parts.append("\n".join(_plan(section)))
    return "\n\n".join(parts)


def _section(section: Field, of: type[Struct]) -> Iterator[str]:
    yield f"[{section.key}]"
    yield from _remark(meaning(of))
    said = ""
    for one in fields(of):
        if one.description != said:
            yield ""
            yield from _remark(f"{_said(one)}{_default(one)}")
        said = one.description
        yield f"#{one.key} = {toml_value(one.default)}"
    yield ""


def _plan(section: Field) -> Iterator[str]:
    yield from _remark(
        f"{meaning(PlanEntry)} For another one, copy everything from [[{section.key}]] to the"
        " end, and give it another id."
    )
    for entry in DEFAULT_PLAN:
        yield f"[[{section.key}]]"
        for one in fields(PlanEntry):
            value = getattr(entry, one.attribute)
            live = one.required or value != one.default
            if one.key in _PLAN_GROUPS:
                yield ""
                yield from _remark(_PLAN_GROUPS[one.key])
            yield ""
            yield from _remark(_said(one, plan=True))
            shown = value if live else _EXAMPLES.get(one.key, one.default)
            yield f"{'' if live else '#'}{one.key} = {toml_value(shown)}"
        yield ""


def _remark(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent="# ", subsequent_indent="# ")


def _said(one: Field, *, plan: bool = False) -> str:
    """Return the meaning of a setting and what it can be, where that is not said already."""
    can_be = _range(one.shape, plan=plan)
    words = can_be.partition(": ")[2].rstrip(".").split(", ")
    if words != [""] and all(word in one.description for word in words):
        return one.description
    return f"{one.description}{can_be}"


def _range(shape: Shape, *, plan: bool = False) -> str:
    match shape:
        case Number():
            return f" From {shape.low} to {shape.high}."
        case Many(item=Choice(options=options)) if plan and options is Muscle:
            return f" Any of: {', '.join(PLAN_MUSCLES)}."
        case Many(item=Choice(options=options)):
            return f" Any of: {_words(options)}."
        case Choice():
            return f" One of: {_words(shape.options)}."
    return ""


def _words(options: type[StrEnum]) -> str:
    return ", ".join(option.value for option in options if option not in PLACES)


def _default(one: Field) -> str:
    if isinstance(one.shape, Number):
        return f" Without this line: {one.default}."
    return ""


_ROUTINE_HEAD: Final = f"""\
#:schema ./{ROUTINE_SCHEMA}

# A routine of your own. Lines that begin with "#" are remarks and do nothing.
# Change what you like, save, and let the command  selfcare check  look over it.
"""

_STEPS: Final[tuple[dict[str, object], ...]] = (
    {
        "kind": "rest",
        "do": "Sit back, let both shoulders hang and breathe out slowly.",
        "side": "both",
        "seconds": 30,
    },
    {
        "kind": "breathe",
        "do": "Hands on the lower ribs. Breathe in for four seconds and out for six.",
        "side": "center",
        "seconds": 60,
    },
)
_STEP_EXAMPLES: Final[dict[str, object]] = {
    "muscles": ("trapezius_upper",),
    "caution": "Stop when it gets uncomfortable.",
}


def starter_routine(routine_id: str, title: str) -> str:
    """Return a gentle routine file that explains itself; `routine_id` is a short name."""
    values: dict[str, object] = {
        "id": routine_id,
        "title": title,
        "muscles": ("trapezius_upper",),
        "source": ("my own words",),
    }
    lines = [_ROUTINE_HEAD]
    for one in fields(Routine):
        if isinstance(one.shape, Many) and isinstance(one.shape.item, Kinds):
            lines += _steps(one.key, one.shape.item)
        else:
            lines += _remark(_said(one))
            lines += [f"{one.key} = {toml_value(values.get(one.key, one.default))}", ""]
    return "\n".join(lines) + "\n"


def _steps(key: str, kinds: Kinds) -> Iterator[str]:
    """Yield the steps: the first one with everything a step can have, the others short."""
    yield from _remark(f"The steps, in their order. Each begins with [[{key}]].")
    yield f"[[{key}]]"
    yield "# What kind of step it is:"
    for name, of in STEP_KINDS.items():
        yield from _remark(f"- {name}: {meaning(of)}")
    first, *others = _STEPS
    yield f"{kinds.tag} = {toml_value(first[kinds.tag])}"
    for one in fields(dict(kinds.types)[str(first[kinds.tag])]):
        yield ""
        yield from _remark(_said(one))
        shown = first.get(one.key, _STEP_EXAMPLES.get(one.key, one.default))
        yield f"{'' if one.key in first else '#'}{one.key} = {toml_value(shown)}"
    for step in others:
        yield ""
        yield f"[[{key}]]"
        yield from (f"{name} = {toml_value(value)}" for name, value in step.items())


def write_starters(folders: Folders) -> tuple[Path, ...]:
    """Write the files of a new user where there are none yet, and return those written.

    The schemas are the program's own and are brought up to date. Raise Trouble where a folder
    cannot be written.
    """
    schemas = {
        folders.config / CONFIG_SCHEMA: config_schema(),
        folders.routines / ROUTINE_SCHEMA: routine_schema(),
    }
    starters = {
        folders.config_file: starter_config(),
        folders.routines / f"{FIRST_ROUTINE}.toml": starter_routine(
            FIRST_ROUTINE, "My first routine"
        ),
    }
    try:
        for folder in (folders.config, folders.routines):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        written = [path for path, text in starters.items() if write_new(path, text)]
        return (*written, *(path for path, text in schemas.items() if _refresh(path, text)))
    except OSError as error:
        raise Trouble(
            message(
                "the starter files cannot be written to {folder} ({reason}); check that this"
                " folder belongs to you and the disk has room",
                folder=str(folders.config),
                reason=error.strerror or str(error),
            )
        ) from error


def write_new(path: Path, text: str) -> bool:
    """Write a file that is not there yet; return False where something is."""
    try:
        with open(path, "x", encoding="utf-8", newline="\n", opener=_private) as opened:
            opened.write(text)
    except FileExistsError:
        return False
    return True


def _refresh(path: Path, text: str) -> bool:
    """Bring a file of the program's own up to date; return whether it had to be written."""
    if write_new(path, text):
        return True
    content = read_bytes(path)
    if content == text.encode():
        return False
    path.write_text(text, encoding="utf-8", newline="\n")
    return True


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)

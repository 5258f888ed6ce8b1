"""The first files of a new user, made from the types so that they always tell the truth.

They load without a problem, mean the defaults, and never take the place of a file that is there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from selfcare.config.paths import Folders
from selfcare.config.schema import CONFIG_SCHEMA, ROUTINE_SCHEMA, config_schema, routine_schema
from selfcare.config.shapes import Kinds, Many, fields
from selfcare.config.source import read_bytes
from selfcare.config.starter_config import starter_config
from selfcare.config.written import meaning, remark, said, toml_value
from selfcare.domain.errors import Trouble
from selfcare.domain.message import message
from selfcare.domain.routine import STEP_KINDS, Routine

FIRST_ROUTINE: Final = "my-first-routine"
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
    "move": "shoulders_heavy",
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
            lines += remark(said(one))
            lines += [f"{one.key} = {toml_value(values.get(one.key, one.default))}", ""]
    return "\n".join(lines) + "\n"


def _steps(key: str, kinds: Kinds) -> Iterator[str]:
    """Yield the steps: the first one with everything a step can have, the others short."""
    yield from remark(f"The steps, in their order. Each begins with [[{key}]].")
    yield f"[[{key}]]"
    yield "# What kind of step it is:"
    for name, of in STEP_KINDS.items():
        yield from remark(f"- {name}: {meaning(of)}")
    first, *others = _STEPS
    yield f"{kinds.tag} = {toml_value(first[kinds.tag])}"
    for one in fields(dict(kinds.types)[str(first[kinds.tag])]):
        yield ""
        yield from remark(said(one))
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

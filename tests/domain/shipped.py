"""The routines of the package, read plainly, for tests of the rules that judge them."""

from __future__ import annotations

import tomli
from msgspec import convert
from msgspec.structs import replace

from selfcare.config.paths import shipped_routines
from selfcare.domain.routine import Routine


def shipped() -> dict[str, Routine]:
    """Return every shipped routine by its id, muscles filled in."""
    read: dict[str, Routine] = {}
    for file in sorted(shipped_routines().glob("*.toml")):
        table = tomli.loads(file.read_text(encoding="utf-8"))
        table["steps"] = table.pop("step")
        routine = convert(table, Routine)
        steps = tuple(
            replace(step, muscles=step.muscles or routine.muscles) for step in routine.steps
        )
        read[file.stem] = replace(routine, steps=steps)
    return read


SHIPPED = shipped()

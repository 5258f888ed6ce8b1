"""The configuration in force: good files as they are, the last good ones for broken files."""

from __future__ import annotations

from msgspec import Struct

from selfcare.config.configuration import read_everything, read_shipped, settings_in_force
from selfcare.config.library import Library
from selfcare.config.paths import Folders, shipped_routines
from selfcare.domain.problem import PlacedProblem, Severity
from selfcare.domain.settings import Settings


class InForce(Struct, frozen=True):
    """What the program goes by, and every problem of the user's files."""

    settings: Settings
    library: Library
    problems: tuple[PlacedProblem, ...]
    broken: bool
    """True when config.toml is broken and older settings stand in for it."""
    text: bytes | None = None
    """The good config.toml, None when it is broken."""

    @property
    def errors(self) -> tuple[PlacedProblem, ...]:
        """The problems that keep a file out."""
        return tuple(one for one in self.problems if one.problem.severity is Severity.ERROR)


def shipped_alone() -> InForce:
    """Return what came with the program, reading no file of the user's."""
    found = read_shipped(shipped_routines())
    return InForce(Settings(), found.library, found.problems, broken=False)


def in_force(folders: Folders, last_good: Settings | None = None) -> InForce:
    """Return what the files say now; for a broken config.toml `last_good`, or the copy kept."""
    found = read_everything(folders, shipped_routines())
    settings = found.settings or last_good or settings_in_force(folders, found)
    broken = found.settings is None
    return InForce(settings, found.library, found.problems, broken, found.text)

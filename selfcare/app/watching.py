"""Keeps an eye on the user's files: edits take effect by themselves, problems are told once.

Editors save in steps, so a change counts only once it has stood still between two looks.
"""

from __future__ import annotations

import logging
from pathlib import Path

from selfcare.app.configuration import InForce, in_force, shipped_alone
from selfcare.app.lives import SAFE_MODE, Life
from selfcare.config.configuration import remember
from selfcare.config.fingerprint import Fingerprint, fingerprint
from selfcare.config.paths import Folders
from selfcare.domain.message import Message, message
from selfcare.domain.problem import PlacedProblem
from selfcare.planning.notices import News, short_key

log = logging.getLogger(__name__)

LOOK_AGAIN_SECONDS = 2
"""How soon to look again at a file that has just changed."""


class ConfigurationWatch:
    """The configuration in force while the background program runs.

    In safe mode, which `life` tells, it is what came with the program until the mode ends.
    """

    def __init__(
        self, folders: Folders, told: tuple[Message, ...] = (), life: Life | None = None
    ) -> None:
        self._folders = folders
        self._life = life
        self._seen = fingerprint(folders)
        self._adopted: Fingerprint = self._seen
        self._safe = life is not None and life.safe_since is not None
        self.in_force = shipped_alone() if self._safe else in_force(folders)
        self._keep_copy()
        self._told_at_start = tuple(News(f"diary/{short_key(repr(one))}", one) for one in told)
        if life is not None and life.safe_since is not None:
            key = f"safe-mode/{short_key(repr(life.safe_since))}"
            self._told_at_start += (News(key, SAFE_MODE),)
        self._stood_still = 2

    @property
    def read_as(self) -> Fingerprint:
        """How the files looked when they were read for what is in force."""
        return self._adopted

    @property
    def in_safe_mode(self) -> bool:
        """Whether the user's files are left alone after crashes."""
        return self._safe

    @property
    def settled(self) -> bool:
        """Whether the files are the ones in force; if not, look again soon."""
        return self._seen == self._adopted

    @property
    def to_tell(self) -> tuple[News, ...]:
        """What the user should hear of, once."""
        errors = self.in_force.errors
        if not errors or self._stood_still < 2:
            return self._told_at_start
        return (*self._told_at_start, News(_key(errors), _summary(self.in_force)))

    def look(self) -> None:
        """Look at the files; adopt a change that has stood still since the last look."""
        found = fingerprint(self._folders)
        if found != self._seen:
            self._seen = found
            return
        if found == self._adopted and not self._safe_mode_is_over:
            self._stood_still = min(2, self._stood_still + 1)
            return
        self._adopted = found
        self.in_force = in_force(self._folders, None if self._safe else self.in_force.settings)
        self._safe = False
        if self._life is not None:
            self._life.leave_safe_mode()
        self._stood_still = 0
        self._keep_copy()
        log.info(
            "The user's files changed: %d problems, config.toml %s",
            len(self.in_force.errors),
            "broken, the last good one holds" if self.in_force.broken else "in force",
        )

    @property
    def _safe_mode_is_over(self) -> bool:
        return self._safe and self._life is not None and self._life.safe_since is None

    def _keep_copy(self) -> None:
        if self.in_force.text is not None:
            remember(self._folders, self.in_force.text)


def _key(errors: tuple[PlacedProblem, ...]) -> str:
    return "problems/" + short_key("".join(repr(one) for one in errors))


def _summary(found: InForce) -> Message:
    first = found.errors[0]
    return message(
        "{file}, line {line}: {what}. {rest} How to mend it: selfcare check",
        file=Path(first.file).name,
        line=first.line,
        what=first.problem.what,
        rest=message("Until it is mended, your last good settings hold.")
        if found.broken
        else message("That routine waits; the others go on."),
    )

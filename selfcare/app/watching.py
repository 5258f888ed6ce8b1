"""Keeps an eye on the user's files: edits take effect by themselves, problems are told once.

Editors save in steps, so a change counts only once it has stood still between two looks.
"""

from __future__ import annotations

import logging
from pathlib import Path

from selfcare.app.configuration import InForce, in_force
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
    """The configuration in force while the background program runs."""

    def __init__(self, folders: Folders, told: tuple[Message, ...] = ()) -> None:
        self._folders = folders
        self._seen = fingerprint(folders)
        self._adopted: Fingerprint = self._seen
        self.in_force = in_force(folders)
        self._keep_copy()
        self._diary_news = tuple(News(f"diary/{short_key(repr(one))}", one) for one in told)
        self._stood_still = 2

    @property
    def read_as(self) -> Fingerprint:
        """How the files looked when they were read for what is in force."""
        return self._adopted

    @property
    def settled(self) -> bool:
        """Whether the files are the ones in force; if not, look again soon."""
        return self._seen == self._adopted

    @property
    def to_tell(self) -> tuple[News, ...]:
        """What the user should hear of, once."""
        errors = self.in_force.errors
        if not errors or self._stood_still < 2:
            return self._diary_news
        return (*self._diary_news, News(_key(errors), _summary(self.in_force)))

    def look(self) -> None:
        """Look at the files; adopt a change that has stood still since the last look."""
        found = fingerprint(self._folders)
        if found != self._seen:
            self._seen = found
            return
        if found == self._adopted:
            self._stood_still = min(2, self._stood_still + 1)
            return
        self._adopted = found
        self.in_force = in_force(self._folders, self.in_force.settings)
        self._stood_still = 0
        self._keep_copy()
        log.info(
            "The user's files changed: %d problems, config.toml %s",
            len(self.in_force.errors),
            "broken, the last good one holds" if self.in_force.broken else "in force",
        )

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

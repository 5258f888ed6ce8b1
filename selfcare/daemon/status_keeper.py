"""Keeps the status in its file, so that the command that asks for it finds it there at once.

It is found out anew only when something changed, and written only when it is another; an idle
program writes nothing.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from selfcare.app.configuration import InForce
from selfcare.app.present import Present
from selfcare.app.status_row import Ground, StatusRow, ground_of, keep_row
from selfcare.app.taking_stock import stands_until, take_stock
from selfcare.app.watching import ConfigurationWatch
from selfcare.config.paths import Folders
from selfcare.diary.store import Diary
from selfcare.planning.around import Around

log = logging.getLogger(__name__)


class StatusKeeper:
    """The status of one life of the background program."""

    def __init__(self, where: Folders, diary: Diary, watch: ConfigurationWatch) -> None:
        self._where = where
        self._diary = diary
        self._watch = watch
        self._looked_at: tuple[Ground, Around, InForce] | None = None
        self._until: datetime | None = None
        self._since: datetime | None = None

    def keep(self, present: Present) -> None:
        """Keep how things stand at this moment; nothing that fails here ends a tick."""
        if self._watch.in_safe_mode:
            # It plans by other files than those that `status` counts the problems of.
            return
        zone = getattr(present.zone, "key", None)
        ground = ground_of(self._where, self._diary.viewed, self._watch.read_as)
        if zone is None or ground is None or self._still_holds(present, ground):
            return
        in_force = self._watch.in_force
        try:
            found = take_stock(
                present, in_force, running=True, safe_mode=False, unreadable=self._diary.unreadable
            )
            until = stands_until(found, present, in_force)
            if until > present.now:
                keep_row(
                    self._where.state, StatusRow(found=found, zone=zone, until=until, ground=ground)
                )
        except Exception:
            log.exception("The status could not be kept; the next change tries again")
            until = datetime.max.replace(tzinfo=UTC)
        self._looked_at = (ground, present.around, in_force)
        self._since, self._until = present.now, until

    def _still_holds(self, present: Present, ground: Ground) -> bool:
        if self._looked_at is None or self._since is None or self._until is None:
            return False
        before, around, in_force = self._looked_at
        return (
            ground == before
            and around is present.around
            and in_force is self._watch.in_force
            and self._since <= present.now < self._until
        )

"""What the user is at, found out by a child when something is due, and only then."""

from __future__ import annotations

import logging
from datetime import datetime

from selfcare.domain.presence import Presence, Seen, together
from selfcare.presence.child import PresenceChild

log = logging.getLogger(__name__)


class ChildSenses:
    """Asks a child of its own each time. Where none can be started, nothing is known."""

    def __init__(self) -> None:
        self._child: PresenceChild | None = None
        self._seen: Seen | None = None

    @property
    def asking(self) -> bool:
        """Whether an answer is on its way."""
        return self._child is not None

    def ask(self, now: datetime) -> None:
        """Start a child, unless one is at work."""
        if self._child is not None:
            return
        try:
            self._child = PresenceChild()
        except OSError as error:
            log.warning("Nobody can be asked whether a prompt fits now: %s", error.strerror)
            self._seen = Seen(now, Presence())

    def seen(self, now: datetime) -> Seen | None:
        """Return the latest answer, None before the first."""
        if self._child is not None:
            found = self._child.outcome()
            if found is not None:
                self._child = None
                self._seen = Seen(now, together(one.presence for one in found))
        return self._seen

    def close(self) -> None:
        """End a child that is still at work."""
        if self._child is not None:
            self._child.close()
            self._child = None

"""One user's selfcare as the page process sees it: the diary stays open, edits take effect."""

from __future__ import annotations

from selfcare.app.clock import Clock, require_right_clock
from selfcare.app.configuration import InForce, in_force
from selfcare.app.context import Context, open_diary
from selfcare.app.forgetting import Forgotten
from selfcare.config.fingerprint import Fingerprint, fingerprint
from selfcare.config.paths import Folders
from selfcare.diary.recovery import Opened
from selfcare.domain.prompt import Via
from selfcare.page.sent_files import SentFiles


class Home:
    """What all requests share; `erased` is what was erased last, to be said on the next page."""

    def __init__(self, folders: Folders, clock: Clock) -> None:
        self.folders = folders
        self.clock = clock
        self.sent_files = SentFiles()
        self.erased: Forgotten | None = None
        self._opened: Opened | None = None
        self._seen: Fingerprint | None = None
        self._configured: InForce | None = None

    def context(self) -> Context:
        """Return this moment; raise Trouble where there is no diary, or the clock is wrong."""
        require_right_clock(self.clock.now())
        if self._opened is None or not self._opened.diary.in_place:
            self.close()
            self._opened = open_diary(self.folders, self.clock)
        return Context(
            self.folders, self.clock, self._opened, via=Via.PAGE, configured=self._in_force()
        )

    def close(self) -> None:
        """Close the diary; the next look opens it again."""
        if self._opened is not None:
            self._opened.diary.close()
            self._opened = None

    def _in_force(self) -> InForce:
        """Return the configuration, read again only when a file has changed."""
        seen = fingerprint(self.folders)
        if self._configured is None or seen != self._seen:
            last_good = None if self._configured is None else self._configured.settings
            self._configured = in_force(self.folders, last_good)
            self._seen = seen
        return self._configured

"""A diary of notes that need not outlast a power cut, such as those of a made-up year."""

from __future__ import annotations

from selfcare.diary.store import Diary


class FleetingDiary(Diary):
    """A diary that can be told not to wait for the disk."""

    def hurry(self) -> None:
        """Wait for the disk no more: a year has thousands of notes."""
        self._connection.execute("PRAGMA synchronous = OFF")

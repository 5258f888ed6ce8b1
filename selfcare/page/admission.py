"""Who may look at the page: words that are good once and soon, traded for a browser's cookie."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from typing import Final

GOOD_FOR: Final = 60.0
"""Seconds in which a word can be traded: a browser may have to start first [design]."""
MOST: Final = 1000
"""Words and cookies that are remembered; a page is opened a few times a day."""
_NONE: Final = ""
"""What stands in the place of a cookie that ended; no digest is like it."""


class Admission:
    """The words that are expected, and the cookies that were given for them.

    Only digests are kept. A word that comes a second time was seen by somebody else, so what it
    opened ends.
    """

    def __init__(self, key: str, monotonic: Callable[[], float]) -> None:
        self._key = key
        self._monotonic = monotonic
        self._expected: dict[str, float] = {}
        self._traded: dict[str, str] = {}

    def is_ours(self, key: str) -> bool:
        """Return whether somebody has the key of the user's own folder."""
        return hmac.compare_digest(key.encode(), self._key.encode())

    def expect(self, token: str) -> None:
        """Take a word that a browser will bring within a minute."""
        _forget_oldest(self._expected)
        self._expected[_digest(token)] = self._monotonic()

    def trade(self, token: str) -> str | None:
        """Return a cookie for a good word; None for one that is unknown, too old or used."""
        word = _digest(token)
        if word in self._traded:
            self._traded[word] = _NONE
            return None
        since = self._expected.pop(word, None)
        if since is None or self._monotonic() - since > GOOD_FOR:
            return None
        cookie = secrets.token_urlsafe(32)
        _forget_oldest(self._traded)
        self._traded[word] = _digest(cookie)
        return cookie

    def admits(self, cookie: str) -> bool:
        """Return whether a browser was let in with this cookie."""
        return _digest(cookie) in self._traded.values()


def _forget_oldest(kept: dict[str, float] | dict[str, str]) -> None:
    while len(kept) >= MOST:
        del kept[next(iter(kept))]


def _digest(word: str) -> str:
    return hashlib.sha256(word.encode("utf-8", "surrogatepass")).hexdigest()

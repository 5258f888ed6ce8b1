"""Prompts that no plan entry asks for: the welcome, and news about the user's files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final
from zlib import crc32

from msgspec import Struct

from selfcare.domain.message import Message, message
from selfcare.domain.prompt import Prompt, PromptKind
from selfcare.planning.history import History

WELCOME_ID: Final = "welcome"
WELCOME_STAYS: Final = timedelta(hours=4)
NOTICE_STAYS: Final = timedelta(hours=8)


class News(Struct, frozen=True):
    """Something to tell once. `key` is the same as long as it is the same news."""

    key: str
    what: Message


def short_key(text: str) -> str:
    """Return eight letters for a text, the same whenever it is the same."""
    # hashlib would bring 3.6 MB of OpenSSL into the background program.
    return f"{crc32(text.encode('utf-8', 'replace')):08x}"


def notices(now: datetime, today: date, history: History, news: Iterable[News]) -> list[Prompt]:
    """Return the welcome for somebody new, and a notice for each piece of news."""
    found = [
        Prompt(
            id=one.key,
            kind=PromptKind.NOTICE,
            day=today,
            due=now,
            expires=now + NOTICE_STAYS,
            reason=message("A file of yours, or the diary, needs a look."),
            detail=one.what,
        )
        for one in news
    ]
    if history.first_day is None or history.first_day == today:
        found.append(
            Prompt(
                id=WELCOME_ID,
                kind=PromptKind.WELCOME,
                day=today,
                due=now,
                expires=now + WELCOME_STAYS,
                reason=message("This is your first day with selfcare."),
            )
        )
    return [prompt for prompt in found if prompt.id not in history.prompts]

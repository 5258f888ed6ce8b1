"""What the entries of [[calendar]] must say. Whether the file is there is told elsewhere."""

from __future__ import annotations

import re
from typing import Final

from selfcare.config.given import Given, entries
from selfcare.config.reader import Walk
from selfcare.config.refusal import shown
from selfcare.config.values import is_blank
from selfcare.domain.message import message
from selfcare.domain.problem import Path, Severity

_ADDRESS: Final = re.compile(r"[a-z]{2,}://", re.IGNORECASE)


def check_calendars(walk: Walk, table: Given) -> None:
    """Note paths that lead to no calendar, and words that would mark everything."""
    seen: dict[str, int] = {}
    for at, item in entries(table, "calendar"):
        path: Path = ("calendar", at)
        where = item.get("path")
        if isinstance(where, str) and not is_blank(where):
            _path(walk, (*path, "path"), where)
            if where in seen:
                walk.note(
                    (*path, "path"),
                    message(
                        "this file stands in [[calendar]] number {number} too",
                        number=seen[where] + 1,
                    ),
                    message("keep one of the two"),
                    severity=Severity.WARNING,
                )
            seen.setdefault(where, at)
        _me(walk, path, item)
        _day_off(walk, path, item)


def _path(walk: Walk, path: Path, where: str) -> None:
    if _ADDRESS.match(where):
        walk.note(
            path,
            message("{path} is an address on the net, not a file", path=shown(where)),
            message(
                "selfcare never goes online; save the calendar as an .ics file, or let your"
                " calendar program keep one up to date, and name that file"
            ),
            severity=Severity.WARNING,
        )
    elif not where.lower().endswith(".ics"):
        walk.note(
            path,
            message("{path} does not end in .ics", path=shown(where)),
            message(
                'if it is no calendar file, name one; most calendar programs save one with "Export"'
            ),
            severity=Severity.WARNING,
        )


def _me(walk: Walk, path: Path, item: Given) -> None:
    found = item.get("me")
    for at, address in enumerate(found if isinstance(found, list) else ()):
        if isinstance(address, str) and not is_blank(address) and "@" not in address:
            walk.note(
                (*path, "me", at),
                message("{found} is not a mail address", found=shown(address)),
                message('write the address you are invited by, as "anna@example.org"'),
                severity=Severity.WARNING,
            )


def _day_off(walk: Walk, path: Path, item: Given) -> None:
    word = item.get("day_off")
    if isinstance(word, str) and word and is_blank(word):
        walk.note(
            (*path, "day_off"),
            message('"day_off" has no visible letter, so it would mark every day'),
            message("write a word, or take the line out"),
        )

"""How a fact becomes a row of the diary, and a row a fact again.

The one rule: whatever can be written can be read back equal; what cannot be read is None, never an
exception, because one row of a newer program must not hide the others.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any, Final, NamedTuple
from zlib import crc32

import msgspec

from selfcare.domain.facts import Entry, Fact
from selfcare.domain.prompt import Prompt

COLUMNS: Final = "id, at, day, kind, prompt, round, session, CAST(body AS BLOB)"
"""What `entry` needs; the body as bytes, so that damaged letters reach the decoder."""

StoredRow = tuple[int, str, str, str, str | None, int | None, str | None, bytes]

_SUM: Final = b',"sum":"'
_SUM_AT: Final = -len(_SUM) - len('01234567"}')
"""Where a body ends with a sum over the whole row, which no reader of the fact minds."""

_DECODER: Final[msgspec.json.Decoder[Fact]] = msgspec.json.Decoder(Fact)


class NewRow(NamedTuple):
    """The columns of a fact that is about to be written."""

    at: str
    day: str
    kind: str
    prompt: str | None
    round: int | None
    session: str | None
    body: str


def kind_of(fact: type[Fact]) -> str:
    """Return the name under which the diary files a class of facts."""
    return str(fact.__struct_config__.tag)


def new_row(fact: Fact, *, at: datetime, day: date) -> NewRow:
    """Return the row of a fact.

    Raise ValueError for a time without a zone and for values outside their range: both are
    mistakes of the caller, and a row that nobody can read is no record.
    """
    body = json.dumps(
        _plain(msgspec.to_builtins(fact, builtin_types=(datetime,), order="deterministic")),
        ensure_ascii=False,
        separators=(",", ":"),
    )
    _DECODER.decode(body)
    # By name and not by class, so that a new kind of fact needs no line here.
    prompt = getattr(fact, "prompt", None)
    return NewRow(
        at=_utc(at).isoformat(timespec="microseconds"),
        day=day.isoformat(),
        kind=kind_of(type(fact)),
        prompt=_text(prompt.id if isinstance(prompt, Prompt) else prompt),
        round=getattr(fact, "round", None),
        session=_text(getattr(fact, "session", None)),
        body=body,
    )


def sealed(number: int, row: NewRow) -> NewRow:
    """Return the row with the sum that shows later whether a byte of it has changed."""
    open_end = row.body.removesuffix("}")
    total = _sum((number, *row[:-1]), open_end.encode())
    return row._replace(body=f"{open_end}{_end(total).decode()}")


def is_whole(row: StoredRow) -> bool:
    """Return whether a row is as it was written; one without a sum has to make sense at least."""
    body = row[-1]
    if body[_SUM_AT:].startswith(_SUM):
        return body[_SUM_AT:] == _end(_sum(row[:-1], body[:_SUM_AT]))
    try:
        msgspec.json.decode(body)
    except (ValueError, RecursionError):
        return False
    return True


def _end(total: int) -> bytes:
    return b'%s%08x"}' % (_SUM, total)


def _sum(beside: tuple[object, ...], body: bytes) -> int:
    return crc32(body, crc32(repr(beside).encode()))


def entry(row: StoredRow) -> Entry | None:
    """Return the entry of a stored row; None where it is damaged or this version cannot read it."""
    number, at, day, *_, body = row
    fact = fact_of(body) if is_whole(row) else None
    if fact is None:
        return None
    try:
        return Entry(
            number, datetime.fromisoformat(at).astimezone(UTC), date.fromisoformat(day), fact
        )
    except (ValueError, OverflowError):
        return None


def fact_of(body: bytes) -> Fact | None:
    """Return the fact in a stored body, or None where this version cannot read it."""
    try:
        return _DECODER.decode(body)
    except (ValueError, RecursionError):
        # msgspec's errors are ValueErrors, and so are those for letters that are not UTF-8.
        return None


def _plain(value: Any) -> Any:
    """Return the tree with times in UTC, and without half letters, which UTF-8 cannot hold."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, datetime):
        return _utc(value).isoformat()
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value


def _text(value: str | None) -> str | None:
    return None if value is None else value.encode("utf-8", "replace").decode("utf-8")


def _utc(value: datetime) -> datetime:
    if value.utcoffset() is None:
        message = f"a time without a zone cannot be stored: {value!r}"
        raise ValueError(message)
    return value.astimezone(UTC)

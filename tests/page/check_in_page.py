"""Somebody who checks in on the page: the fields of its form, and taps on what can be seen."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from tests.page.reader import Fields, Reader

Form = dict[str, str | Sequence[str]]
_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


def form_of(reader: Reader, path: str = "/checkin") -> Form:
    """Return the hidden fields of a check-in's form, as its page has them."""
    return {name: value for name, value in _HIDDEN.findall(reader.text(path)) if name != "spots"}


def check_in(reader: Reader, fields: Fields, path: str = "/checkin") -> str:
    """Fill in the form of a check-in and save it; return where it leads."""
    return reader.goes("/checkin", {**form_of(reader, path), **fields})


def draft(reader: Reader, form: Fields, **fields: str | Sequence[str]) -> Mapping[str, Any]:
    """Send the answers as they stand, and return what the script hears."""
    answer = reader.post("/checkin/draft", {**form, **fields})
    assert answer.status_code == 200, answer.text
    found: Mapping[str, Any] = answer.json()
    return found

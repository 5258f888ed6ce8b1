"""The country the computer is set to, for the number to call in an emergency."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from typing import Final

_VARIABLES: Final = ("LC_ALL", "LC_TELEPHONE", "LC_ADDRESS", "LC_MEASUREMENT", "LANG")
"""Where a locale says a place; the variables about places come before those about language."""
_TERRITORY: Final = re.compile(r"^[A-Za-z]{2,3}(?:[_-][A-Za-z]{4})?[_-]([A-Za-z]{2})\b")


def country(environment: Mapping[str, str] | None = None) -> str | None:
    """Return the two-letter code of the country in the locale, None where there is none."""
    surroundings = os.environ if environment is None else environment
    names = [*(surroundings.get(name, "") for name in _VARIABLES), _system_locale()]
    found = (_TERRITORY.match(name) for name in names)
    return next((match[1].upper() for match in found if match), None)


if sys.platform == "win32":
    import ctypes

    _LONGEST_NAME: Final = 85

    def _system_locale() -> str:
        """Return the region's locale from Windows' settings, such as de-DE."""
        name = ctypes.create_unicode_buffer(_LONGEST_NAME)
        ctypes.windll.kernel32.GetUserDefaultLocaleName(name, _LONGEST_NAME)
        return name.value

else:

    def _system_locale() -> str:
        """Return nothing: the environment has said it all."""
        return ""

from __future__ import annotations

import pytest

from selfcare.app.country import country


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({"LANG": "de_DE.UTF-8"}, "DE"),
        ({"LANG": "en_US.UTF-8", "LC_TELEPHONE": "de_DE.UTF-8"}, "DE"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "en_GB"}, "GB"),
        ({"LANG": "sr_RS@latin"}, "RS"),
        ({"LANG": "zh-Hant-TW"}, "TW"),
        ({"LANG": "C.UTF-8"}, None),
        ({"LANG": "POSIX"}, None),
        ({}, None),
    ],
)
def test_the_country_is_the_one_of_the_locale(
    environment: dict[str, str], code: str | None
) -> None:
    assert country(environment) == code

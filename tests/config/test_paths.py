"""Where the folders lie: below SELFCARE_HOME, or where platformdirs says."""

from __future__ import annotations

import sys

import pytest

from selfcare.config import paths

BASES = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs is asked itself")
@pytest.mark.parametrize("base", [None, "", "/some/where", "/ends/with/", "not/absolute", "~/x"])
@pytest.mark.parametrize("own", ["/home/somebody", "/", "relative", "", None])
def test_on_linux_the_folders_are_those_of_platformdirs(
    monkeypatch: pytest.MonkeyPatch, base: str | None, own: str | None
) -> None:
    monkeypatch.delenv(paths.HOME_VARIABLE)
    for variable, value in (*((name, base) for name in BASES), ("HOME", own)):
        if value is None:
            monkeypatch.delenv(variable, raising=False)
        else:
            monkeypatch.setenv(variable, value)

    assert paths.folders() == paths._by_platformdirs()

"""What needs no desktop; the rest runs on real ones in tests/e2e."""

from __future__ import annotations

import asyncio
import platform
import sys
from pathlib import Path

import pytest

from selfcare.notify.desktop import Desktop, _backend_class
from selfcare.notify.notifier import NotShown, Standing


def test_a_system_for_which_the_library_drops_every_card_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(platform, "system", lambda: "Plan 9")

    with pytest.raises(NotShown, match="desktop-notifier has nothing for this system"):
        _backend_class()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a session bus")
def test_a_probe_without_a_bus_says_why(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))

    finding = asyncio.run(Desktop().probe())

    assert finding.standing is Standing.FAILS
    assert "the session bus cannot be used" in finding.detail


def test_closing_what_was_never_shown_is_harmless() -> None:
    desktop = Desktop()

    asyncio.run(desktop.close())
    asyncio.run(desktop.close())

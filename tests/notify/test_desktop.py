"""What needs no desktop; the rest runs on real ones in tests/e2e."""

from __future__ import annotations

import asyncio
import platform

import pytest

from selfcare.notify.desktop import Desktop, _backend_class
from selfcare.notify.notifier import NotShown


def test_a_system_for_which_the_library_drops_every_card_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(platform, "system", lambda: "Plan 9")

    with pytest.raises(NotShown, match="desktop-notifier has nothing for this system"):
        _backend_class()


def test_closing_what_was_never_shown_is_harmless() -> None:
    desktop = Desktop()

    asyncio.run(desktop.close())
    asyncio.run(desktop.close())

"""What needs no desktop; the rest runs on real ones, and on misbehaving ones, in tests/e2e."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from selfcare.notify.freedesktop import Freedesktop
from selfcare.notify.notifier import Standing

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a session bus")


def test_a_probe_without_a_bus_says_why(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))

    finding = asyncio.run(Freedesktop().probe())

    assert finding.standing is Standing.FAILS
    assert "the session bus cannot be used" in finding.detail


def test_closing_what_was_never_shown_is_harmless() -> None:
    notifier = Freedesktop()

    asyncio.run(notifier.close())
    asyncio.run(notifier.close())

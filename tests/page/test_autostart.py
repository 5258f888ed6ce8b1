"""Starting with the computer, switched on and off on the page without a browser."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from selfcare.app.autostart import Standing, Way, own_autostart
from selfcare.app.systemd import Systemd
from tests.page.reader import Reader

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the entries here are of Linux")


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    return tmp_path / "settings"


def found() -> tuple[Standing, Way | None]:
    now = own_autostart().found()
    return now.standing, now.way


def test_nothing_is_written_before_the_button_is_pressed(reader: Reader, settings: Path) -> None:
    for path in ("/settings", "/first-steps?step=7"):
        page = reader.text(path)
        assert "selfcare does not start with the computer." in page
        assert "takes it away again" in page

    assert not settings.exists()


def test_it_is_switched_on_and_off_where_one_is(reader: Reader, settings: Path) -> None:
    step = "/first-steps?step=7"
    assert reader.goes("/settings/autostart", {"wish": "on", "next": step}) == step
    assert found() == (Standing.ON, Way.DESKTOP)
    assert "Do not start with the computer" in reader.text("/settings")

    assert reader.goes("/settings/autostart", {"wish": "off"}) == "/settings#autostart"
    assert found() == (Standing.OFF, None)
    assert not (settings / "autostart").exists()


def test_a_wish_that_is_none_changes_nothing(reader: Reader, settings: Path) -> None:
    reader.goes("/settings/autostart", {"wish": "perhaps"})

    assert not settings.exists()


def test_an_entry_that_leads_nowhere_is_told_and_set_right_in_its_own_way(
    reader: Reader, settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Systemd, "is_here", lambda _: True)
    own_autostart().on(systemd=True)
    (unit,) = settings.rglob("user/selfcare.service")
    unit.write_text(unit.read_text().replace(sys.executable, "/gone/python"))

    assert "the program it was to start is no longer there" in reader.text("/settings")
    reader.goes("/settings/autostart", {"wish": "on"})

    assert found() == (Standing.ON, Way.SYSTEMD)


def test_what_stands_in_the_way_is_told_and_the_page_is_shown_all_the_same(
    reader: Reader, settings: Path
) -> None:
    settings.write_text("in the way", encoding="utf-8")

    assert "Start with the computer" in reader.text("/settings")
    answer = reader.post("/settings/autostart", {"wish": "on"})

    assert answer.status_code >= 400
    assert "starts with the computer" in answer.json()["said"]


def test_a_place_that_cannot_be_looked_at_keeps_no_page_back(
    reader: Reader, settings: Path
) -> None:
    # Not a file: nothing of it can be read.
    (settings / "autostart" / "selfcare.desktop").mkdir(parents=True)

    assert "Start with the computer" in reader.text("/settings")

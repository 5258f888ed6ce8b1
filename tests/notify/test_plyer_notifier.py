"""plyer itself runs here; only the programs it calls are ours."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import os
import sys
import threading
from pathlib import Path

import pytest

from selfcare.notify.notifier import Card, NotShown, Standing
from selfcare.notify.plyer_notifier import FLATPAK, Plyer, _threads
from selfcare.notify.session_bus import Server

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or FLATPAK.is_dir() or importlib.util.find_spec("dbus") is not None,
    reason="plyer takes another way than notify-send here",
)

PLAIN = Server("plain", "nobody", "1", "1.2", frozenset({"body"}))
WITH_MARKUP = Server("rich", "nobody", "1", "1.2", frozenset({"body", "body-markup"}))
RECORDING = """#!{python}
import json, pathlib, sys
pathlib.Path({record!r}).write_text(json.dumps(sys.argv[1:]))
sys.stderr.write({complaint!r})
sys.exit(1 if {complaint!r} else 0)
"""


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return _notify_send(tmp_path, monkeypatch, "")


def _notify_send(folder: Path, monkeypatch: pytest.MonkeyPatch, complaint: str) -> Path:
    record, program = folder / "arguments.json", folder / "bin" / "notify-send"
    program.parent.mkdir()
    program.write_text(
        RECORDING.format(python=sys.executable, record=str(record), complaint=complaint)
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    return record


def _show(title: str, body: str, server: Server = PLAIN, seconds: int = 60) -> None:
    async def ask() -> Server:
        return server

    card = Card(title=title, body=body, timeout_seconds=seconds)
    asyncio.run(Plyer(ask).show(card, lambda _event: None))


@pytest.mark.parametrize(
    ("title", "body", "said"),
    [
        ("Break", "Two minutes", ["Break", "Two minutes"]),
        ("-5 min", "-u critical", [" -5 min", " -u critical"]),
        ("--help", "--", [" --help", " --"]),
        ("<b>Break</b> &", "<b> &", ["<b>Break</b> &", "<b> &"]),
        ("Break 🧘", "one\ntwo", ["Break 🧘", "one\ntwo"]),
        ("two\nlines", "C:\\temp\\new", ["two lines", "C:\\\\temp\\\\new"]),
        ("Br\x00eak", "a\x00b", ["Break", "ab"]),
        ("", "", ["selfcare", ""]),
        ("Break", "x" * 10_000, ["Break", "x" * 10_000]),
    ],
)
def test_any_text_reaches_notify_send_whole(
    record: Path, title: str, body: str, said: list[str]
) -> None:
    _show(title, body)

    assert json.loads(record.read_text())[:2] == said


def test_a_server_that_reads_markup_gets_it_escaped(record: Path) -> None:
    _show("<b>", "<b>bold</b> & more", WITH_MARKUP)

    assert json.loads(record.read_text())[:2] == ["<b>", "&lt;b&gt;bold&lt;/b&gt; &amp; more"]


@pytest.mark.parametrize(("seconds", "milliseconds"), [(60, "60000"), (3600, "300000")])
def test_a_card_goes_away_in_time_since_nobody_can_take_it_back(
    record: Path, seconds: int, milliseconds: str
) -> None:
    _show("Break", "Two minutes", seconds=seconds)

    arguments = json.loads(record.read_text())
    assert arguments[arguments.index("-t") + 1] == milliseconds


def test_a_failure_that_plyer_hides_is_told_and_nothing_reaches_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    _notify_send(tmp_path, monkeypatch, "GDBus.Error: no such service\n")

    with pytest.raises(NotShown, match="no such service"):
        _show("Break", "Two minutes")

    assert capfd.readouterr() == ("", "")


def test_noise_of_the_toolkit_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    noise = "\n(notify-send:42): Gtk-WARNING **: 10:00:00.000: Locale not supported by C library.\n"
    _notify_send(tmp_path, monkeypatch, noise)

    _show("Break", "Two minutes")

    assert capfd.readouterr() == ("", "")


def test_a_text_too_long_for_the_system_is_told(record: Path) -> None:
    with pytest.raises(NotShown, match="Argument list too long"):
        _show("Break", "x" * 200_000)

    assert not record.exists()


def test_without_notify_send_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(NotShown, match="plyer needs notify-send or python-dbus"):
        _show("Break", "Two minutes")


def test_without_a_server_nothing_is_even_tried(record: Path) -> None:
    async def ask() -> Server:
        raise NotShown("no notification server on the session bus")

    with pytest.raises(NotShown, match="no notification server"):
        asyncio.run(
            Plyer(ask).show(Card(title="B", body="b", timeout_seconds=1), lambda _event: None)
        )

    assert not record.exists()
    finding = asyncio.run(Plyer(ask).probe())
    assert finding.standing is Standing.FAILS


def test_a_thread_that_dies_as_on_windows_is_noticed() -> None:
    def balloon() -> None:
        raise ValueError("string too long")

    with _threads() as died:
        threading.Thread(target=balloon).start()
        assert died() == ["ValueError: string too long"]


def test_the_standard_error_is_itself_again_afterwards(
    record: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    _show("Break", "Two minutes")
    os.write(2, b"still here")

    assert record.exists()
    assert capfd.readouterr().err == "still here"

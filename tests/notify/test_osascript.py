from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

import pytest

from selfcare.notify.notifier import Card, NotShown, Standing
from selfcare.notify.osascript import Osascript

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such script runner there")

PROGRAM = """#!{python}
import json, pathlib, sys
pathlib.Path({record!r}).write_text(json.dumps(sys.argv[1:]))
sys.stderr.write({complaint!r})
sys.exit(1 if {complaint!r} else 0)
"""


def _osascript(folder: Path, monkeypatch: pytest.MonkeyPatch, complaint: str = "") -> Path:
    record, program = folder / "arguments.json", folder / "bin" / "osascript"
    program.parent.mkdir()
    program.write_text(
        PROGRAM.format(python=sys.executable, record=str(record), complaint=complaint)
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    return record


def _show(card: Card) -> None:
    asyncio.run(Osascript("darwin").show(card, lambda _event: None))


def test_the_texts_are_arguments_and_never_part_of_the_script(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = _osascript(tmp_path, monkeypatch)

    _show(Card(title='-5 "min"', body='" & do shell script "x', timeout_seconds=60))

    *script, word, title, body = json.loads(record.read_text())
    assert (word, title, body) == ("selfcare", '-5 "min"', '" & do shell script "x')
    assert "x" not in "".join(script[1::2]).replace("text", "")
    assert "sound" not in " ".join(script)


def test_a_sound_comes_only_when_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = _osascript(tmp_path, monkeypatch)

    _show(Card(title="Break", body="Two minutes", timeout_seconds=60, sound=True))

    assert "sound name" in " ".join(json.loads(record.read_text()))


def test_a_refusal_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _osascript(tmp_path, monkeypatch, "execution error: not allowed")

    with pytest.raises(NotShown, match="not allowed"):
        _show(Card(title="Break", body="Two minutes", timeout_seconds=60))


def test_on_another_system_it_is_not_even_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _osascript(tmp_path, monkeypatch)

    finding = asyncio.run(Osascript("linux").probe())

    assert (finding.standing, finding.detail) == (Standing.FAILS, "only on macOS")
    assert asyncio.run(Osascript("darwin").probe()).standing is Standing.UNTRIED

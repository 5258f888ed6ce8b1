"""A session bus with programs on it that say what a test tells them to."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from selfcare.presence.buses import Question
from tests.e2e.desktop import bus_without_screen


@dataclass(frozen=True)
class Told:
    """What somebody on the bus answers to a question; `mute`: nothing, ever."""

    question: Question
    signature: str
    value: object
    mute: bool = False


SPEAKING = Path(__file__).with_name("speaking_desktop.py")
Speak = Callable[..., None]


@pytest.fixture
def speak(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Speak]:
    """Return what lets programs speak on a bus, which then is this test's session bus."""
    with ExitStack() as parts, bus_without_screen(tmp_path) as environment:
        address = environment["DBUS_SESSION_BUS_ADDRESS"]
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)

        def on_bus(*told: Told) -> None:
            lines = [
                {
                    "name": one.question.name,
                    "path": one.question.path,
                    "interface": one.question.interface,
                    "member": one.question.member,
                    "property": one.question.is_property,
                    "signature": one.signature,
                    "value": one.value,
                    "mute": one.mute,
                }
                for one in told
            ]
            program = parts.enter_context(
                subprocess.Popen(
                    [sys.executable, str(SPEAKING), json.dumps(lines)],
                    env={**environment, "PYTHONPATH": ""},
                    stdout=subprocess.PIPE,
                )
            )
            parts.callback(program.kill)
            assert program.stdout is not None
            assert program.stdout.readline() == b"ready\n"

        yield on_bus

"""The value in Windows' registry, written by the real code into a registry that only remembers."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from selfcare.app import run_key as as_it_is_here
from selfcare.app.run_key import APPROVED, NAME, RUN, RunKey

LINE = r'"C:\my py\Scripts\selfcare-background.exe"'


@dataclass
class ToldRegistry:
    """What `winreg` offers, as far as it is used."""

    keys: dict[str, dict[str, object]] = field(default_factory=dict)
    HKEY_CURRENT_USER: str = "HKCU"
    REG_SZ: int = 1
    KEY_SET_VALUE: int = 2

    @contextmanager
    def CreateKey(self, root: str, place: str) -> Iterator[dict[str, object]]:  # noqa: N802 - winreg's name
        assert root == self.HKEY_CURRENT_USER
        yield self.keys.setdefault(place, {})

    @contextmanager
    def OpenKey(  # noqa: N802 - winreg's name
        self, root: str, place: str, reserved: int = 0, access: int = 1
    ) -> Iterator[dict[str, object]]:
        assert (root, reserved) == (self.HKEY_CURRENT_USER, 0)
        assert access in (1, self.KEY_SET_VALUE)
        if place not in self.keys:
            raise FileNotFoundError(2, "no such key")
        yield self.keys[place]

    def QueryValueEx(self, key: dict[str, object], name: str) -> tuple[object, int]:  # noqa: N802 - winreg's name
        if name not in key:
            raise FileNotFoundError(2, "no such value")
        return key[name], self.REG_SZ

    def SetValueEx(  # noqa: N802 - winreg's name
        self, key: dict[str, object], name: str, reserved: int, kind: int, value: object
    ) -> None:
        assert (reserved, kind) == (0, self.REG_SZ)
        key[name] = value

    def DeleteValue(self, key: dict[str, object], name: str) -> None:  # noqa: N802 - winreg's name
        self.QueryValueEx(key, name)
        del key[name]


@pytest.fixture
def registry() -> ToldRegistry:
    return ToldRegistry()


@pytest.fixture
def run_key(registry: ToldRegistry, monkeypatch: pytest.MonkeyPatch) -> RunKey:
    """Load the module as Windows would, beside the one that is loaded already."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "winreg", registry)
    spec = importlib.util.spec_from_file_location("run_key_of_windows", as_it_is_here.__file__)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: RunKey = module.run_key_here()
    return found


def test_a_command_line_is_written_for_the_user_and_goes_without_a_trace(
    run_key: RunKey, registry: ToldRegistry
) -> None:
    assert run_key.read() is None

    run_key.write(LINE)
    run_key.write(LINE)

    assert registry.keys == {RUN: {NAME: LINE}}
    assert run_key.read() == LINE
    assert not run_key.is_switched_off()
    run_key.remove()
    run_key.remove()
    assert registry.keys == {RUN: {}}


def test_what_others_keep_there_stays(run_key: RunKey, registry: ToldRegistry) -> None:
    registry.keys[RUN] = {"other": "other.exe"}

    run_key.write(LINE)
    run_key.remove()

    assert registry.keys == {RUN: {"other": "other.exe"}}


@pytest.mark.parametrize(
    ("value", "off"), [(b"\x03" + bytes(11), True), (b"\x02" + bytes(11), False), (b"", False)]
)
def test_what_the_settings_of_windows_switched_off_is_seen_and_switched_on_again(
    run_key: RunKey, registry: ToldRegistry, value: bytes, *, off: bool
) -> None:
    registry.keys = {RUN: {NAME: LINE}, APPROVED: {NAME: value, "other": b"\x03"}}

    assert run_key.is_switched_off() is off
    run_key.write(LINE)

    assert not run_key.is_switched_off()
    assert registry.keys[APPROVED] == {"other": b"\x03"}


@pytest.mark.skipif(sys.platform == "win32", reason="it has one")
def test_other_systems_have_no_registry() -> None:
    assert as_it_is_here.run_key_here() is None

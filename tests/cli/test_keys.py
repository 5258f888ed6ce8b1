from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TextIO

import pytest

from selfcare.cli.keys import BACKSPACE, ENTER, INTERRUPT, NoKeys, TerminalKeys, keys_of

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal needs POSIX", allow_module_level=True)

import pty
import termios

SOON = 10.0


@pytest.fixture
def terminal() -> Iterator[tuple[int, TextIO]]:
    """Give the person's end of a terminal, and the program's."""
    person, program = pty.openpty()
    with os.fdopen(program, "r", encoding="utf-8") as stream:
        yield person, stream
    with suppress(OSError):
        os.close(person)


@pytest.fixture
def interrupt_soon() -> Iterator[Callable[[], None]]:
    """Give a way to send Ctrl-C to this process in a moment."""
    before = signal.signal(signal.SIGALRM, lambda *_: signal.raise_signal(signal.SIGINT))

    def start() -> None:
        signal.setitimer(signal.ITIMER_REAL, 0.05)

    yield start
    signal.signal(signal.SIGALRM, before)


def read(keys: TerminalKeys, count: int) -> list[str | None]:
    return [keys.read(SOON) for _ in range(count)]


def test_keys_come_one_by_one_without_enter(terminal: tuple[int, TextIO]) -> None:
    person, stream = terminal
    with TerminalKeys(stream) as keys:
        os.write(person, "pß".encode())
        assert read(keys, 2) == ["p", "ß"]
        assert keys.read(0) is None


def test_enter_and_backspace_are_the_same_on_every_terminal(terminal: tuple[int, TextIO]) -> None:
    person, stream = terminal
    with TerminalKeys(stream) as keys:
        os.write(person, b"\r")
        assert keys.read(SOON) == ENTER
        os.write(person, b"\x7f\x08")
        assert read(keys, 2) == [BACKSPACE, BACKSPACE]


def test_arrow_keys_do_nothing(terminal: tuple[int, TextIO]) -> None:
    person, stream = terminal
    with TerminalKeys(stream) as keys:
        os.write(person, b"\x1b[C")
        assert keys.read(SOON) is None
        os.write(person, b"q")
        assert keys.read(SOON) == "q"


def test_ctrl_z_and_ctrl_backslash_are_off_while_keys_are_read(
    terminal: tuple[int, TextIO],
) -> None:
    person, stream = terminal
    with TerminalKeys(stream) as keys:
        os.write(person, b"\x1a\x1c")
        assert read(keys, 2) == ["\x1a", "\x1c"]


def test_the_terminal_is_put_back_even_after_an_error(terminal: tuple[int, TextIO]) -> None:
    _, stream = terminal
    before = termios.tcgetattr(stream.fileno())
    with suppress(RuntimeError), TerminalKeys(stream):
        assert termios.tcgetattr(stream.fileno()) != before
        raise RuntimeError
    assert termios.tcgetattr(stream.fileno()) == before


def test_a_terminal_that_is_gone_ends_the_reading(terminal: tuple[int, TextIO]) -> None:
    person, stream = terminal
    with TerminalKeys(stream) as keys:
        os.close(person)
        with pytest.raises(EOFError):
            keys.read(SOON)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_end_puts_the_terminal_back_first(
    terminal: tuple[int, TextIO], number: signal.Signals
) -> None:
    _, stream = terminal
    before = termios.tcgetattr(stream.fileno())
    handler = signal.getsignal(number)
    keys = TerminalKeys(stream)
    with pytest.raises(SystemExit) as left, keys:
        signal.raise_signal(number)
    assert left.value.code == 128 + number
    assert termios.tcgetattr(stream.fileno()) == before
    assert signal.getsignal(number) is handler


def test_ctrl_c_is_a_key_while_keys_are_read(
    terminal: tuple[int, TextIO], interrupt_soon: Callable[[], None]
) -> None:
    _, stream = terminal
    with TerminalKeys(stream) as keys:
        interrupt_soon()
        assert keys.read(SOON) == INTERRUPT


def test_where_nobody_can_press_keys_reading_only_waits(
    interrupt_soon: Callable[[], None],
) -> None:
    keys = NoKeys()
    assert not keys.there
    assert keys.read(0) is None
    interrupt_soon()
    assert keys.read(SOON) == INTERRUPT


def test_a_pipe_a_file_and_nothing_at_all_have_no_keys(terminal: tuple[int, TextIO]) -> None:
    assert not keys_of(io.StringIO("q")).there
    assert not keys_of(None).there
    assert keys_of(terminal[1]).there

"""Single keys as they are pressed, with a time limit; and none where nobody can press any.

The one rule: however a session ends, the terminal is put back as it was.
"""

from __future__ import annotations

import codecs
import contextlib
import os
import signal
import sys
import threading
from collections import deque
from types import FrameType, TracebackType
from typing import Final, Protocol, Self, TextIO

ENTER: Final = "\n"
BACKSPACE: Final = "\x7f"
INTERRUPT: Final = "\x03"
"""Ctrl-C."""
_ESCAPE: Final = "\x1b"
_SAME: Final = {"\r": ENTER, "\x08": BACKSPACE}


class Keys(Protocol):
    """Where keys come from."""

    @property
    def there(self) -> bool:
        """True when somebody can press keys."""

    def read(self, seconds: float) -> str | None:
        """Wait at most `seconds` and return the key pressed, None when there was none.

        Ctrl-C comes as `INTERRUPT`. Raise EOFError when the terminal is gone.
        """


class NoKeys:
    """Nobody to press keys: input is a pipe or a file, and reading only waits."""

    there = False

    def __init__(self) -> None:
        self._never = threading.Event()

    def read(self, seconds: float) -> str | None:
        """Wait, and return INTERRUPT on Ctrl-C, else None."""
        try:
            self._never.wait(seconds)
        except KeyboardInterrupt:
            return INTERRUPT
        return None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        pass


if sys.platform == "win32":
    import msvcrt

    LOOK_EVERY: Final = 0.05
    _SPECIAL: Final = ("\x00", "\xe0")

    class TerminalKeys:
        """The keys of a Windows console."""

        there = True

        def __init__(self, stream: TextIO) -> None:
            self._stream = stream
            self._never = threading.Event()

        def read(self, seconds: float) -> str | None:
            """Wait at most `seconds` for a key."""
            try:
                for _ in range(max(1, round(seconds / LOOK_EVERY))):
                    if msvcrt.kbhit():
                        return self._key()
                    self._never.wait(LOOK_EVERY)
            except KeyboardInterrupt:
                return INTERRUPT
            return None

        def _key(self) -> str | None:
            key = msvcrt.getwch()
            if key in _SPECIAL:
                # Arrow and function keys come in two parts.
                msvcrt.getwch()
                return None
            return _SAME.get(key, key)

        def __enter__(self) -> Self:
            return self

        def __exit__(
            self,
            kind: type[BaseException] | None,
            error: BaseException | None,
            trace: TracebackType | None,
        ) -> None:
            pass

else:
    import select
    import termios
    import tty

    _LEAVE_ON: Final = (signal.SIGTERM, signal.SIGHUP)
    _DISABLED: Final = (termios.VSUSP, termios.VQUIT)
    """Keys that would drop a person into a shell or a core dump."""

    class TerminalKeys:
        """The keys of a terminal, taken one by one while inside the `with` block."""

        there = True

        def __init__(self, stream: TextIO) -> None:
            self._file = stream.fileno()
            self._waiting: deque[str] = deque()
            self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

        def read(self, seconds: float) -> str | None:
            """Wait at most `seconds` for a key."""
            if self._waiting:
                return self._waiting.popleft()
            try:
                ready, _, _ = select.select([self._file], [], [], seconds)
                found = os.read(self._file, 1024) if ready else None
            except KeyboardInterrupt:
                return INTERRUPT
            except OSError as error:
                raise EOFError from error
            if found is None:
                return None
            if not found:
                raise EOFError
            text = self._decoder.decode(found)
            if text.startswith(_ESCAPE):
                # Arrow and function keys; nothing here is worth an accident.
                return None
            self._waiting.extend(_SAME.get(key, key) for key in text)
            return self._waiting.popleft() if self._waiting else None

        def __enter__(self) -> Self:
            self._before = termios.tcgetattr(self._file)
            self._handlers = {number: signal.getsignal(number) for number in _LEAVE_ON}
            for number in _LEAVE_ON:
                signal.signal(number, _leave)
            tty.setcbreak(self._file)
            mode = termios.tcgetattr(self._file)
            for key in _DISABLED:
                mode[6][key] = os.fpathconf(self._file, "PC_VDISABLE").to_bytes()
            termios.tcsetattr(self._file, termios.TCSANOW, mode)
            return self

        def __exit__(
            self,
            kind: type[BaseException] | None,
            error: BaseException | None,
            trace: TracebackType | None,
        ) -> None:
            # A terminal that was closed has nothing left to put back.
            with contextlib.suppress(termios.error, OSError):
                termios.tcsetattr(self._file, termios.TCSAFLUSH, self._before)
            for number, handler in self._handlers.items():
                signal.signal(number, handler or signal.SIG_DFL)

    def _leave(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the signature of a signal handler
        raise SystemExit(128 + number)


def keys_of(stream: TextIO | None) -> NoKeys | TerminalKeys:
    """Return the keys of a stream, or no keys where it is no terminal."""
    if stream is None or not stream.isatty():
        return NoKeys()
    return TerminalKeys(stream)

"""A process that dies by SIGKILL before a line of some modules of the program."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any


def dies_at(
    line: int,
    task: Callable[[Path], object],
    path: Path,
    files: tuple[str, ...],
    within: tuple[str, ...] = (),
) -> bool:
    """Do a task in a process that dies before the line; return False where it got through.

    Counted are the lines of the modules, or of those functions of them that are named.
    """
    process = os.fork()
    if process == 0:
        left = line

        def on_line(frame: FrameType, event: str, _: object) -> Any:
            nonlocal left
            code = frame.f_code
            if code.co_filename not in files or (within and code.co_name not in within):
                return None
            left -= event == "line"
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return on_line

        code = 1
        try:
            sys.settrace(on_line)
            task(path)
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(process, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)

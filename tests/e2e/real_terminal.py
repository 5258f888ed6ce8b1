"""A real terminal window on a real desktop: what stands in it, and a hand on the keyboard."""

from __future__ import annotations

import re
from pathlib import Path

from tests.e2e.desktop import Desktop, Point, need, until

_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_INSIDE = Point(100, 60)
"""Without a window manager the first window lies in the upper left corner, and the keys go to the
window the pointer is in."""


class Terminal:
    """The xterm that selfcare opens; it writes down whatever is printed in it."""

    def __init__(self, desktop: Desktop, folder: Path) -> None:
        """Prepare it in the desktop's own home `folder`, before anything opens it."""
        need("xterm")
        self._desktop = desktop
        self._written = folder / "terminal.log"
        (folder / ".Xdefaults").write_text(
            f"XTerm*logging: on\nXTerm*logFile: {self._written}\n", encoding="utf-8"
        )
        desktop.environment["TERMINAL"] = "xterm"

    @property
    def is_open(self) -> bool:
        """Whether the window is there."""
        return any('"xterm"' in line.lower() for line in self._desktop.windows())

    @property
    def text(self) -> str:
        """Everything printed so far, spaces and line breaks made one space."""
        if not self._written.exists():
            return ""
        return " ".join(_CONTROL.sub("", self._written.read_text(errors="replace")).split())

    def waits_for(self, text: str) -> None:
        """Return once `text` was printed."""
        until(lambda: text in self.text, what=f"“{text}” in the terminal")

    def type(self, text: str) -> None:
        """Type a line and press Enter."""
        place = (str(_INSIDE.x), str(_INSIDE.y))
        self._desktop.run("xdotool", "mousemove", *place, "type", "--delay", "40", text)
        self._desktop.run("xdotool", "key", "Return")

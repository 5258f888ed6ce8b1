"""Passive notifications through plyer, which returns calmly whether or not anything was shown.

So nothing is believed: what plyer needs is looked for before, and what it wrote on the standard
error and what its threads died of is read after. No buttons, no click, and no taking back; on
Windows plyer removes its balloon when the process ends.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import re
import shutil
import signal
import sys
import tempfile
import threading
import warnings
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from selfcare.domain.settings import NotifierChoice
from selfcare.notify.background import in_background
from selfcare.notify.notifier import Card, Finding, NotShown, OnEvent, Shown, Standing
from selfcare.notify.session_bus import Server, ask_server
from selfcare.notify.text import clipped, not_an_option, one_line, printable, without_markup

APPLICATION: Final = "selfcare"
TITLE_UNITS: Final = 63
BODY_UNITS: Final = 255
"""What Windows' balloons hold, in UTF-16 units; plyer fails beyond."""
LONGEST_STAY: Final = 300
"""Seconds a card stays at most, since it cannot be taken back when answered elsewhere."""
THREAD_START: Final = 1.0
"""Seconds in which a balloon's thread fails, if it does."""
_STANDARD_ERROR: Final = 2
_APOSTROPHE: Final = "\N{RIGHT SINGLE QUOTATION MARK}"
FLATPAK: Final = Path("/app")
_GLIB_LOG: Final = re.compile(r"^(\*\* )?\((process|notify-send|gdbus):\d+\):.*$", re.MULTILINE)


class Plyer:
    """One passive card; in a Flatpak by the portal, else by D-Bus, notify-send or a balloon."""

    choice = NotifierChoice.PLYER

    def __init__(self, ask: Callable[[], Awaitable[Server]] = ask_server) -> None:
        self._ask = ask
        self._others: frozenset[int] | None = None
        """The other children of this process, while plyer may wait for one of its own."""

    async def probe(self) -> Finding:
        """Say whether plyer has all it needs here."""
        try:
            detail = _way(await self._server())
        except NotShown as error:
            return Finding(notifier=self.choice, standing=Standing.FAILS, detail=error.why)
        tried = sys.platform == "linux" and not FLATPAK.is_dir()
        return Finding(
            notifier=self.choice,
            standing=Standing.WORKS if tried else Standing.UNTRIED,
            detail=detail,
        )

    async def show(self, card: Card, on_event: OnEvent) -> Shown:  # noqa: ARG002 - nothing comes
        """Hand the card to plyer and read what became of it."""
        server = await self._server()
        _way(server)
        self._others = _children()
        await in_background(lambda: _notify(card, server))
        self._others = None
        return Shown(self.choice)

    async def close(self) -> None:
        """End what plyer still waits for; it knows no way back, a card goes by its own time."""
        others, self._others = self._others, None
        for child in frozenset() if others is None else _children() - others:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(child, signal.SIGTERM)

    async def _server(self) -> Server | None:
        if sys.platform != "linux" or FLATPAK.is_dir():
            return None
        return await self._ask()


def _way(server: Server | None) -> str:
    """Return by which way plyer would go; raise NotShown where it would fail silently."""
    if sys.platform == "darwin":
        if importlib.util.find_spec("pyobjus") is None:
            raise NotShown("plyer needs pyobjus on macOS")
        return "by pyobjus"
    if sys.platform == "win32":
        return "by a balloon of the task bar"
    if server is None:
        if shutil.which("gdbus") is None:
            raise NotShown("plyer needs gdbus in a Flatpak")
        return "by the portal of Flatpak"
    if importlib.util.find_spec("dbus") is not None:
        return f"by python-dbus to {server.name}"
    if shutil.which("notify-send") is None:
        raise NotShown("plyer needs notify-send or python-dbus")
    return f"by notify-send to {server.name}"


def _children() -> frozenset[int]:
    """Return the processes that this one has started and that still run, where Linux tells."""
    found: set[int] = set()
    for thread in Path("/proc/self/task").glob("*/children"):
        # A thread may end while it is looked at.
        with contextlib.suppress(OSError, ValueError):
            found.update(int(number) for number in thread.read_text().split())
    return frozenset(found)


def _notify(card: Card, server: Server | None) -> None:
    title = one_line(card.title) or APPLICATION
    body = printable(card.body)
    seconds = max(1, min(card.timeout_seconds, LONGEST_STAY))
    with _standard_error() as read, _threads() as died, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # plyer warns at each start of what we looked for above
        try:
            if sys.platform == "linux":
                _notify_on_linux(title, body, seconds, server)
            else:
                from plyer import notification  # noqa: PLC0415 - only where it is needed

                notification.notify(
                    title=clipped(title, TITLE_UNITS),
                    message=clipped(body, BODY_UNITS),
                    app_name=APPLICATION,
                    timeout=seconds,
                )
        except Exception as error:
            # plyer reaches into each system's own libraries; whatever comes is a reason.
            raise NotShown(f"plyer: {type(error).__name__}: {error}") from error
        troubles = died()
        said = _GLIB_LOG.sub("", read()).strip()
    if troubles or said:
        raise NotShown(f"plyer: {'; '.join([*troubles, said][:3])}".rstrip("; "))


def _notify_on_linux(title: str, body: str, seconds: int, server: Server | None) -> None:
    from plyer.platforms.linux import notification  # noqa: PLC0415 - only where it is needed

    if server is not None and server.reads_markup:
        body = without_markup(body)
    backend = notification.instance()
    if isinstance(backend, notification.NotifySendNotification):
        # The public method drops the time, and the card would stay for ever. notify-send also
        # reads a leading "-" as an option, and backslashes in the body as escapes.
        backend._notify(  # noqa: SLF001 - the only way to give notify-send a time
            title=not_an_option(title),
            message=not_an_option(body.replace("\\", "\\\\")),
            app_name=APPLICATION,
            expire_time=str(seconds * 1000),
        )
        return
    if isinstance(backend, notification.NotifyDesktopPortals):
        # The portal's text is put together as a literal, which a straight quote would end.
        title, body = (
            text.replace("\\", "\\\\").replace("'", _APOSTROPHE) for text in (title, body)
        )
    backend.notify(title=title, message=body, app_name=APPLICATION, timeout=seconds)


@contextmanager
def _standard_error() -> Iterator[Callable[[], str]]:
    """Catch what this process and its children write to the standard error meanwhile."""
    with tempfile.TemporaryFile() as caught:

        def read() -> str:
            caught.seek(0)
            return caught.read().decode(errors="replace")

        try:
            kept = os.dup(_STANDARD_ERROR)
        except OSError:
            # There is none, as under pythonw; then there is nothing to catch either.
            yield lambda: ""
            return
        os.dup2(caught.fileno(), _STANDARD_ERROR)
        try:
            yield read
        finally:
            os.dup2(kept, _STANDARD_ERROR)
            os.close(kept)


@contextmanager
def _threads() -> Iterator[Callable[[], list[str]]]:
    """Give a way to ask which of the threads started meanwhile died, and of what."""
    before = set(threading.enumerate())
    troubles: list[str] = []
    usual = threading.excepthook

    def note(end: threading.ExceptHookArgs) -> None:
        if end.thread in before:
            usual(end)
        else:
            troubles.append(f"{end.exc_type.__name__}: {end.exc_value}")

    def died() -> list[str]:
        for thread in set(threading.enumerate()) - before:
            thread.join(THREAD_START)
        return troubles

    threading.excepthook = note
    try:
        yield died
    finally:
        threading.excepthook = usual

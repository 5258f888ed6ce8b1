"""Opens the page in the user's browser; a page process that is there already is used again."""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import subprocess
import sys
import threading
import webbrowser
from collections.abc import Callable, Mapping
from enum import Enum, auto
from typing import Final

import msgspec

from selfcare import __version__
from selfcare.app.instance import InstanceLock, make_own_folder
from selfcare.app.page_door import (
    ADMIT,
    HOST,
    LOCK_FILE,
    READY,
    START,
    Admitted,
    PageState,
    View,
    read_page_state,
)
from selfcare.app.upgrading import is_older
from selfcare.config.paths import Folders

OUTPUT_FILE: Final = "page.log"
"""What the page process prints, anew for each start."""
TRIES: Final = 3
"""Somebody else may begin or end a page process between two looks."""
PATIENCE: Final = 3.0
"""Seconds a page process has to answer its starter."""
LONGEST_END: Final = 10.0
"""Seconds a page process has to end; it still stores what was begun."""
PAUSE: Final = 0.1
"""Seconds between two looks whether it has."""
_TOKEN_BYTES: Final = 32


class Opening(Enum):
    """What became of opening the page."""

    OPENED = auto()
    NO_BROWSER = auto()
    NO_PAGE = auto()
    """The page process could not be started."""


def open_page(folders: Folders, view: View, browse: Callable[[str], bool] | None = None) -> Opening:
    """Show `view` in the browser; `browse` opens an address there, the system's way if left out."""
    browse = browse or browser_here()
    if browse is None:
        return Opening.NO_BROWSER
    address = address_of(folders, view)
    if address is None:
        return Opening.NO_PAGE
    return Opening.OPENED if browse(address) else Opening.NO_BROWSER


def address_of(folders: Folders, view: View) -> str | None:
    """Return an address that opens `view` once, within a minute; None where no page can be had."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    for _ in range(TRIES):
        found = _running(folders)
        if found is not None and _admit(found, token):
            break
        found = _start(folders, token)
        if found is not None:
            break
    else:
        return None
    return f"{found.origin}{START}{token}?to={view.value}"


def has_browser(environment: Mapping[str, str]) -> bool:
    """Return whether a browser has a screen to be opened on."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(environment.get(name) for name in ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY"))


def browser_here() -> Callable[[str], bool] | None:
    """Return the user's browser; None where there is none that has a window."""
    if not has_browser(os.environ):
        return None
    try:
        found = webbrowser.get()
    except webbrowser.Error:
        return None
    # What runs in a terminal would wait there for keys that nobody can press.
    in_terminal = type(found) is webbrowser.GenericBrowser and not os.environ.get("BROWSER")
    return None if in_terminal else webbrowser.open


def end_page(folders: Folders) -> bool:
    """End the page process, if there is one, and wait for it; return False where it stays."""
    if not (folders.state / LOCK_FILE).exists():
        return True
    lock = InstanceLock(folders.state, LOCK_FILE)
    if lock.acquire():
        lock.release()
        return True
    found = read_page_state(folders.state)
    if found is None or is_older(__version__, found.version):
        return False
    return _has_ended(found, lock)


def _running(folders: Folders) -> PageState | None:
    lock = InstanceLock(folders.state, LOCK_FILE)
    if lock.acquire():
        lock.release()
        return None
    found = read_page_state(folders.state)
    if found is not None and is_older(found.version, __version__):
        # What was begun there is kept, and goes on in the new one.
        return None if _has_ended(found, lock) else found
    return found


def _has_ended(found: PageState, lock: InstanceLock) -> bool:
    """Ask a page process to end, and return whether it lets go of its lock in time."""
    with contextlib.suppress(OSError):
        os.kill(found.pid, signal.SIGTERM)
    pause = threading.Event()
    for _ in range(int(LONGEST_END / PAUSE)):
        if lock.acquire():
            lock.release()
            return True
        pause.wait(PAUSE)
    return False


def _admit(found: PageState, token: str) -> bool:
    """Tell a running page of the browser that comes; return False where it does not answer."""
    import http.client  # noqa: PLC0415 - 48 ms, and a page is mostly started, not used again

    connection = http.client.HTTPConnection(HOST, found.port, timeout=PATIENCE)
    headers = {
        "Origin": found.origin,
        "Authorization": f"Bearer {found.key}",
        "Content-Type": "application/json",
    }
    try:
        connection.request("POST", ADMIT, msgspec.json.encode(Admitted(token)), headers)
        return connection.getresponse().status == http.client.NO_CONTENT
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _start(folders: Folders, token: str) -> PageState | None:
    """Start a page process that expects `token`; None where another was quicker, or none starts."""
    make_own_folder(folders.state)
    make_own_folder(folders.logs)
    descriptor = os.open(folders.logs / OUTPUT_FILE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as words:
        try:
            # -P: a folder named selfcare where the command was typed must not be taken for us.
            process = subprocess.Popen(
                [sys.executable, "-P", "-m", "selfcare.page"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=words,
                cwd=folders.state,
                start_new_session=True,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError:
            return None
    if process.stdin is None or process.stdout is None:
        return None
    with process.stdin as order, process.stdout as answer:
        with contextlib.suppress(OSError):
            order.write(msgspec.json.encode(Admitted(token)) + b"\n")
            order.flush()
        if answer.readline() != READY:
            process.wait()
            return None
    # It goes on without us; nobody will ask how it ended.
    process.returncode = 0
    return read_page_state(folders.state)

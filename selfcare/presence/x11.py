"""An X11 screen: how long keyboard and mouse rest, and whether a window fills the screen.

On Wayland the X server sees only some of the windows and keys, so there it knows nothing.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from ctypes import POINTER, byref, c_char_p, c_int, c_long, c_ubyte, c_ulong, c_void_p
from typing import Any, Final

from selfcare.domain.presence import Presence, Sensed
from selfcare.presence.sensing import NotHere

_ANY_TYPE: Final = 0
_LONGEST: Final = 1024
"""Words of a property that are read."""


_IGNORE: Final = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p)(lambda _display, _event: 0)
"""For errors: a window may be gone between two questions, for which the library would end us."""


class _Idle(ctypes.Structure):
    """`XScreenSaverInfo` of libXss."""

    _fields_ = (
        ("window", c_ulong),
        ("state", c_int),
        ("kind", c_int),
        ("until_or_since", c_ulong),
        ("idle", c_ulong),
        ("event_mask", c_ulong),
    )


def ask(environment: Mapping[str, str] = os.environ) -> Presence:
    """Return what the X server knows; raise NotHere without one, or where it is half blind."""
    if not environment.get("DISPLAY"):
        raise NotHere("DISPLAY is not set")
    if environment.get("WAYLAND_DISPLAY") or environment.get("XDG_SESSION_TYPE") == "wayland":
        raise NotHere("this is a Wayland session")
    library = _load("libX11.so.6")
    with _opened(library, environment["DISPLAY"]) as display:
        root = library.XDefaultRootWindow(display)
        return Presence(
            idle_seconds=_idle_seconds(display, root),
            full_screen=_full_screen(library, display, root),
        )


def _load(name: str) -> Any:
    try:
        return ctypes.CDLL(name)
    except OSError as error:
        raise NotHere(str(error)) from error


@contextmanager
def _opened(library: Any, name: str) -> Iterator[c_void_p]:
    library.XOpenDisplay.restype = c_void_p
    library.XDefaultRootWindow.argtypes = (c_void_p,)
    library.XDefaultRootWindow.restype = c_ulong
    library.XInternAtom.argtypes = (c_void_p, c_char_p, c_int)
    library.XInternAtom.restype = c_ulong
    library.XFree.argtypes = (c_void_p,)
    library.XCloseDisplay.argtypes = (c_void_p,)
    library.XSetErrorHandler(_IGNORE)
    display = library.XOpenDisplay(name.encode())
    if not display:
        raise NotHere(f"the display {name} cannot be opened")
    try:
        yield c_void_p(display)
    finally:
        library.XCloseDisplay(display)


def _idle_seconds(display: c_void_p, root: int) -> int | None:
    try:
        library = _load("libXss.so.1")
    except NotHere:
        return None
    library.XScreenSaverQueryExtension.argtypes = (c_void_p, POINTER(c_int), POINTER(c_int))
    library.XScreenSaverAllocInfo.restype = POINTER(_Idle)
    library.XScreenSaverQueryInfo.argtypes = (c_void_p, c_ulong, POINTER(_Idle))
    events, errors = c_int(), c_int()
    if not library.XScreenSaverQueryExtension(display, byref(events), byref(errors)):
        return None
    info = library.XScreenSaverAllocInfo()
    if not info or not library.XScreenSaverQueryInfo(display, root, info):
        return None
    return int(info.contents.idle) // 1000


def _full_screen(library: Any, display: c_void_p, root: int) -> Sensed:
    active = _words(library, display, root, b"_NET_ACTIVE_WINDOW")
    if not active:
        # Without a window manager that tells which window is in front, nobody knows.
        return Sensed.UNKNOWN
    wanted = library.XInternAtom(display, b"_NET_WM_STATE_FULLSCREEN", 1)
    states = _words(library, display, active[0], b"_NET_WM_STATE") if active[0] else ()
    return Sensed.YES if wanted and wanted in states else Sensed.NO


def _words(library: Any, display: c_void_p, window: int, name: bytes) -> tuple[int, ...]:
    """Return a window's property of 32-bit words; empty where it has none."""
    atom = library.XInternAtom(display, name, 1)
    if not atom:
        return ()
    kind, form = c_ulong(), c_int()
    count, left = c_ulong(), c_ulong()
    content = POINTER(c_ubyte)()
    library.XGetWindowProperty.argtypes = (
        c_void_p,
        c_ulong,
        c_ulong,
        c_long,
        c_long,
        c_int,
        c_ulong,
        POINTER(c_ulong),
        POINTER(c_int),
        POINTER(c_ulong),
        POINTER(c_ulong),
        POINTER(POINTER(c_ubyte)),
    )
    failed = library.XGetWindowProperty(
        display,
        window,
        atom,
        0,
        _LONGEST,
        0,
        _ANY_TYPE,
        byref(kind),
        byref(form),
        byref(count),
        byref(left),
        byref(content),
    )
    if failed or not content or form.value != 32:
        return ()
    # The library hands words of 32 bits over as C longs.
    found = ctypes.cast(content, POINTER(c_ulong))[: count.value]
    library.XFree(content)
    return tuple(int(word) & 0xFFFFFFFF for word in found)

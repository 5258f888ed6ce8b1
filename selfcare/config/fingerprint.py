"""What changes whenever the user saves, adds, hides or removes a file; nothing is read for it."""

from __future__ import annotations

import contextlib

from selfcare.config.folder import listing
from selfcare.config.paths import Folders

Fingerprint = tuple[tuple[str, int, int, int, int], ...]
"""Path, times of change of content and of rights in nanoseconds, bytes and inode of each file."""


def fingerprint(folders: Folders) -> Fingerprint:
    """Return the fingerprint of config.toml and the user's routines."""
    routines = listing(folders.routines)
    found = []
    if routines.problem is not None:
        found.append((repr(routines.problem.problem.what), 0, 0, 0, 0))
    for path in (folders.config_file, *routines.files):
        with contextlib.suppress(OSError):
            now = path.stat()
            found.append((str(path), now.st_mtime_ns, now.st_ctime_ns, now.st_size, now.st_ino))
    return tuple(found)

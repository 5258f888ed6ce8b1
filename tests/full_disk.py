"""A disk that runs full for one program: it may write no file beyond a few bytes."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selfcare.app.clock import SystemClock
from selfcare.config.paths import folders
from selfcare.diary.store import Diary
from selfcare.domain.facts import Resumed

FEW: int = 1000
"""Bytes; what stands in a file below can still be changed, but the diary's log lies above."""


@contextmanager
def diary_kept_open() -> Iterator[Diary]:
    """Keep the diary open here, as the background program does, so that its log stays there."""
    with Diary.open(folders().diary, may_migrate=False) as diary:
        now = SystemClock().now()
        diary.append(Resumed(), at=now, day=now.date())
        assert diary.path.with_name("diary.sqlite3-wal").stat().st_size > FEW
        yield diary


def fill(process: int) -> None:
    """Let the disk be full for a process that runs."""
    resource.prlimit(process, resource.RLIMIT_FSIZE, (FEW, resource.RLIM_INFINITY))


def clear(process: int) -> None:
    """Let it have room again."""
    unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    resource.prlimit(process, resource.RLIMIT_FSIZE, unlimited)


def run_on_full_disk(*words: str, feed: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run a command for which the disk is full from the beginning."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (FEW, resource.RLIM_INFINITY))

    return subprocess.run(
        [sys.executable, "-m", "selfcare", *words],
        input=feed,
        capture_output=True,
        check=False,
        preexec_fn=limit,
        cwd=Path.cwd(),
        env=dict(os.environ),
    )

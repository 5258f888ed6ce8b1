"""Serves the page on this computer alone, until nobody looks at it any more."""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import socket
from collections.abc import Callable
from datetime import timedelta
from types import FrameType
from typing import Final

import uvicorn

from selfcare import __version__
from selfcare.app.clock import Clock
from selfcare.app.page_door import HOST, PageState, write_page_state
from selfcare.config.paths import Folders
from selfcare.page.admission import Admission
from selfcare.page.application import application
from selfcare.page.check_in_left import look_after_left
from selfcare.page.home import Home
from selfcare.page.presence import Presence

LOOK_EVERY: Final = 10.0
"""Seconds between two looks whether anybody is still there."""
AT_ONCE: Final = 200
"""Requests at a time; beyond it the server says that it is busy."""
BACKLOG: Final = 1024
_KEY_BYTES: Final = 32


def serve(folders: Folders, clock: Clock, token: str, ready: Callable[[], None]) -> None:
    """Serve until it is over.

    `token` is the word of the first browser; `ready` is called once that may come.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listening:
        listening.bind((HOST, 0))
        listening.listen(BACKLOG)
        port: int = listening.getsockname()[1]
        key = secrets.token_urlsafe(_KEY_BYTES)
        admission = Admission(key, clock.monotonic)
        admission.expect(token)
        presence = Presence(clock.monotonic)
        home = Home(folders, clock)
        server = uvicorn.Server(
            uvicorn.Config(
                application(home, admission, presence, port),
                http="h11",
                ws="none",
                lifespan="off",
                loop="asyncio",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                limit_concurrency=AT_ONCE,
                backlog=BACKLOG,
                timeout_graceful_shutdown=2,
            )
        )
        write_page_state(folders.state, PageState(os.getpid(), port, key, __version__))
        # The server hands this signal on once it has ended; what was begun is then still stored.
        signal.signal(signal.SIGTERM, _ended)
        ready()
        try:
            asyncio.run(_serve(server, listening, presence, home))
        finally:
            look_after_left(home, timedelta())
            home.close()


def _ended(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the signature of a signal handler
    raise SystemExit


async def _serve(
    server: uvicorn.Server, listening: socket.socket, presence: Presence, home: Home
) -> None:
    async def end_when_alone() -> None:
        while not presence.is_over:
            look_after_left(home)
            await asyncio.sleep(LOOK_EVERY)
        server.should_exit = True

    watching = asyncio.create_task(end_when_alone())
    try:
        await server.serve(sockets=[listening])
    finally:
        watching.cancel()

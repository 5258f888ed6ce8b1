"""Runs blocking calls beside the event loop, in threads that never keep the process alive.

asyncio's own executor waits for its threads at the end; one stuck call would hold us for ever.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


async def in_background(call: Callable[[], Result]) -> Result:
    """Return what `call` returns or raise what it raises; abandoned, it dies with the process."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[Result] = loop.create_future()

    def settle(result: Result | None, error: BaseException | None) -> None:
        if future.done():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(result)  # type: ignore[arg-type] # no error: it is a Result

    def run() -> None:
        result: Result | None = None
        trouble: BaseException | None = None
        try:
            result = call()
        except BaseException as error:  # noqa: BLE001 - handed to whoever awaits
            trouble = error
        # The loop may be gone when an abandoned call ends at last.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(settle, result, trouble)

    threading.Thread(target=run, name="notifier", daemon=True).start()
    return await future

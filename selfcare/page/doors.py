"""What every request must pass before anything looks at it, and what every answer carries.

Each rule answers a fault that other local servers had: an exact Host stops DNS rebinding, Origin on
every POST stops pages of other ports, which cookies do not tell apart, and nothing is answered
without a cookie.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from selfcare.app.page_door import ADMIT, HOST, START
from selfcare.page.admission import Admission
from selfcare.page.presence import Presence
from selfcare.page.refusing import refusal_page

LARGEST_BODY: Final = 1_000_000
"""Bytes; a routine file of 256 KB, every letter of it escaped, still fits."""
OPEN_TO_ALL: Final = ("/static/", START, ADMIT)
"""Paths that need no cookie: the program's own styles, and the two ways to get one."""
HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
        " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), screen-wake-lock=(self)",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""On every answer. A view may bring a content policy of its own, none of the others."""


def cookie_name(port: int) -> str:
    """Return the name of the cookie; other programs on this computer share its jar."""
    return f"selfcare-{port}"


class Doors:
    """The application behind its doors."""

    def __init__(
        self, inside: ASGIApp, port: int, admission: Admission, presence: Presence
    ) -> None:
        self._inside = inside
        self._host = f"{HOST}:{port}"
        self._origin = f"http://{HOST}:{port}"
        self._cookie = cookie_name(port)
        self._admission = admission
        self._presence = presence

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] != "http":
            return

        async def send_dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refused = self._refusal(scope)
        if refused is not None:
            await refusal_page(refused)(scope, receive, send_dressed)
            return
        if not scope["path"].startswith(OPEN_TO_ALL):
            self._presence.sign()
        await self._inside(scope, receive, send_dressed)

    def _refusal(self, scope: Scope) -> HTTPStatus | None:
        headers = Headers(scope=scope)
        path: str = scope["path"]
        if headers.getlist("host") != [self._host]:
            return HTTPStatus.BAD_REQUEST
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return HTTPStatus.METHOD_NOT_ALLOWED
        if scope["method"] == "POST" and headers.getlist("origin") != [self._origin]:
            return HTTPStatus.FORBIDDEN
        # Another port of this computer is the same site to a browser, but not the same page.
        is_from_elsewhere = headers.get("sec-fetch-site") in ("cross-site", "same-site")
        if is_from_elsewhere and not path.startswith(START):
            return HTTPStatus.FORBIDDEN
        if _is_too_long(headers):
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        if path.startswith(OPEN_TO_ALL):
            return None
        cookie = cookie_parser(headers.get("cookie", "")).get(self._cookie, "")
        return None if self._admission.admits(cookie) else HTTPStatus.FORBIDDEN


def _is_too_long(headers: Headers) -> bool:
    told = headers.get("content-length", "0")
    return not (told.isascii() and told.isdecimal()) or int(told) > LARGEST_BODY

"""One request as a view sees it: the moment, what was typed, and the ways to answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import cached_property
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import parse_qs

from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from selfcare.app.context import Context
from selfcare.page.doors import LARGEST_BODY
from selfcare.page.home import Home
from selfcare.page.rendering import page
from selfcare.page.session_room import SessionRoom

MOST_FIELDS: Final = 400
"""Fields of a form; the longest has some sixty."""


class Form(Struct, frozen=True):
    """What was typed and chosen, by the names of the fields."""

    fields: Mapping[str, Sequence[str]]

    def one(self, name: str) -> str:
        """Return the last value of a field, trimmed; empty where it was left out."""
        values = self.fields.get(name, ("",))
        return values[-1].strip()

    def every(self, name: str) -> tuple[str, ...]:
        """Return all values of a field."""
        return tuple(self.fields.get(name, ()))


class Visit:
    """A request, and its answer in the making."""

    def __init__(self, request: Request, home: Home, room: SessionRoom) -> None:
        self.request = request
        self.home = home
        self._form: Form | None = None
        self.room = room

    @cached_property
    def context(self) -> Context:
        """This moment of the user's selfcare."""
        return self.home.context()

    def asked(self, name: str) -> str:
        """Return what stands behind the “?” of the address; empty where it does not."""
        return self.request.query_params.get(name, "")

    async def form(self) -> Form:
        """Return the fields of a form; raise HTTPException for what is none, or is too large."""
        if self._form is None:
            found = await self._body()
            try:
                fields = parse_qs(
                    found.decode(),
                    keep_blank_values=True,
                    max_num_fields=MOST_FIELDS,
                    errors="strict",
                )
            except ValueError as error:
                raise HTTPException(HTTPStatus.BAD_REQUEST) from error
            self._form = Form(fields)
        return self._form

    async def _body(self) -> bytes:
        """Return what was sent along, however slowly; raise HTTPException where it is too much."""
        found = bytearray()
        async for part in self.request.stream():
            found += part
            if len(found) > LARGEST_BODY:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return bytes(found)

    def shows(self, template: str, *, title: str, here: str = "", **values: Any) -> Response:
        """Answer with a page; `here` is the part of the rail that it belongs to.

        The `title` is for anybody who looks over a shoulder: no word of body, pain or cycle.
        """
        return HTMLResponse(page(template, title=title, here=here, **values))

    def goes_to(self, path: str) -> Response:
        """Answer a form that is done: the page `path` comes next."""
        return JSONResponse({"to": path})

    def tells(self, **values: Any) -> Response:
        """Answer a script with values."""
        return JSONResponse(values)


View = Callable[[Visit], Awaitable[Response]]


class Way(Struct, frozen=True):
    """An address and what answers there; `method` is GET, which changes nothing, or POST."""

    method: str
    path: str
    view: View


def get(path: str, view: View) -> Way:
    """Return the way to a page."""
    return Way("GET", path, view)


def post(path: str, view: View) -> Way:
    """Return the way for a form."""
    return Way("POST", path, view)

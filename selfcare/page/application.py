"""The page as an application: all ways in, and what happens when something goes wrong on them.

To add a page: its file in `views/` with its `WAYS`, and its line in `VIEWS`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from pathlib import Path
from typing import Final

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from selfcare.app.page_door import ADMIT, START, Admitted, View
from selfcare.app.say import words
from selfcare.app.trouble_log import WHAT, note_trouble
from selfcare.domain.errors import SelfcareError, UserMistake
from selfcare.page.admission import Admission
from selfcare.page.doors import Doors, cookie_name
from selfcare.page.home import Home
from selfcare.page.leading import TODAY
from selfcare.page.presence import Presence
from selfcare.page.refusing import refusal_page
from selfcare.page.rendering import page
from selfcare.page.session_room import SessionRoom
from selfcare.page.views import (
    answers,
    check_in_saved,
    checkin,
    days,
    diary,
    diary_day,
    first_steps,
    notes,
    questions,
    quick_notes,
    quiet,
    routines,
    sent_routine,
    session,
    settings,
    times,
    today,
    trends,
    visits,
    weekly,
)
from selfcare.page.visit import Visit, Way
from selfcare.page.words import told

VIEWS: Final = (
    checkin.WAYS,
    check_in_saved.WAYS,
    questions.WAYS,
    answers.WAYS,
    quick_notes.WAYS,
    quiet.WAYS,
    times.WAYS,
    days.WAYS,
    session.WAYS,
    settings.WAYS,
    first_steps.WAYS,
    today.WAYS,
    diary.WAYS,
    diary_day.WAYS,
    notes.WAYS,
    trends.WAYS,
    visits.WAYS,
    weekly.WAYS,
    routines.WAYS,
    sent_routine.WAYS,
)
STATIC: Final = Path(__file__).parent / "static"
KINDS: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
"""What lies in `static/`, and what a browser is told it is."""


def application(home: Home, admission: Admission, presence: Presence, port: int) -> ASGIApp:
    """Return the application, its doors in front of it."""
    ways = [way for view in VIEWS for way in view]
    room = SessionRoom(home, presence)
    routes = [
        Route("/", _to_today),
        Route(f"{START}{{token}}", _start(admission, port)),
        Route(ADMIT, _admit(admission), methods=["POST"]),
        Route("/here", _here),
        *(Route(f"/static/{file.name}", _static(file)) for file in sorted(STATIC.iterdir())),
        *(Route(way.path, _visited(way, home, room), methods=[way.method]) for way in ways),
    ]
    inside = Starlette(routes=routes, exception_handlers={HTTPException: _refused})
    return Doors(inside, port, admission, presence)


def _visited(way: Way, home: Home, room: SessionRoom) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        visit = Visit(request, home, room)
        try:
            if way.method == "POST":
                # What is no form is refused before anything is done, also where no field is needed.
                await visit.form()
            return await way.view(visit)
        except HTTPException:
            raise
        except SelfcareError as error:
            mistake = isinstance(error, UserMistake)
            status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake else HTTPStatus.SERVICE_UNAVAILABLE
            said = told(error.what)
            if error.nothing_saved and way.method == "POST":
                said = words("Not saved yet; it is kept here. {why}", why=said)
            return _said(way, said, status)
        except Exception as error:  # noqa: BLE001 - the one place: a user never sees a traceback
            note_trouble(error, home.clock.now())
            return _said(way, told(WHAT), HTTPStatus.INTERNAL_SERVER_ERROR)

    return endpoint


def _said(way: Way, said: str, status: HTTPStatus) -> Response:
    if way.method == "POST":
        # What is no mistake of the user's is worth another try, just as it was sent.
        return JSONResponse(
            {"said": said, "held": status >= HTTPStatus.INTERNAL_SERVER_ERROR}, status
        )
    return HTMLResponse(page("said.html", title=words("selfcare"), here="", said=said), status)


async def _refused(request: Request, error: Exception) -> Response:  # noqa: ARG001 - Starlette's signature
    status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.BAD_REQUEST
    return refusal_page(HTTPStatus(status))


async def _to_today(request: Request) -> Response:  # noqa: ARG001 - Starlette's signature
    return RedirectResponse(TODAY, HTTPStatus.SEE_OTHER)


async def _here(request: Request) -> Response:  # noqa: ARG001 - Starlette's signature
    """Answer a page that is open; the doors have noted its sign."""
    return Response(status_code=HTTPStatus.NO_CONTENT)


def _start(admission: Admission, port: int) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        cookie = admission.trade(request.path_params["token"])
        if cookie is None:
            return refusal_page(HTTPStatus.FORBIDDEN)
        wanted = request.query_params.get("to", "")
        view = wanted if wanted in tuple(View) else View.TODAY.value
        answer = RedirectResponse(f"/{view}", HTTPStatus.SEE_OTHER)
        answer.set_cookie(cookie_name(port), cookie, httponly=True, samesite="strict")
        return answer

    return endpoint


def _admit(admission: Admission) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        scheme, _, key = request.headers.get("authorization", "").partition(" ")
        if scheme != "Bearer" or not admission.is_ours(key):
            return refusal_page(HTTPStatus.FORBIDDEN)
        try:
            admitted = msgspec.json.decode(await request.body(), type=Admitted)
        except msgspec.MsgspecError:
            return refusal_page(HTTPStatus.BAD_REQUEST)
        admission.expect(admitted.token)
        return Response(status_code=HTTPStatus.NO_CONTENT)

    return endpoint


def _static(file: Path) -> Callable[[Request], Awaitable[Response]]:
    content, kind = file.read_bytes(), KINDS[file.suffix]

    async def endpoint(request: Request) -> Response:  # noqa: ARG001 - Starlette's signature
        return Response(content, media_type=kind)

    return endpoint

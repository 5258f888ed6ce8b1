"""What a browser gets that may not come in: a calm page that says how to open selfcare."""

from __future__ import annotations

from http import HTTPStatus

from starlette.responses import HTMLResponse, Response

from selfcare.app.say import words
from selfcare.page.rendering import page


def refusal_page(status: HTTPStatus) -> Response:
    """Return the page of a refusal; it tells nothing about what was asked for."""
    if status is HTTPStatus.FORBIDDEN:
        said = words(
            "This window is no longer connected to selfcare. Please open selfcare once more, from"
            " its notification or from the menu of your programs."
        )
    else:
        said = words("selfcare does not answer this request.")
    return HTMLResponse(page("refused.html", title=words("selfcare"), said=said), status)

"""Drawings placed inline in a page, so that their colours follow the theme.

To add one: its file in `drawings/`; the language of drawings stands in docs/DESIGN.md.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

from markupsafe import Markup, escape

from selfcare.app.say import words
from selfcare.domain.checkin import PainSide
from selfcare.domain.muscles import Muscle
from selfcare.domain.routine import Side

FOLDER: Final = Path(__file__).parent / "drawings"
_SIGNS: Final = {"glide": "press"}
"""Kinds of step that share the sign of another."""
_TITLE: Final = re.compile(r"(<title[^>]*>)[^<]*(</title>)")
_DESCRIPTION: Final = re.compile(r"(<desc[^>]*>)([^<]*)(</desc>)")
_XMLNS: Final = re.compile(r' xmlns="[^"]*"')


@cache
def drawing(name: str) -> Markup:
    """Return the drawing in `drawings/NAME.svg` as it is; raise FileNotFoundError for none."""
    text = (FOLDER / f"{name}.svg").read_text(encoding="utf-8").strip()
    # The files are the program's own; nothing of the user's goes through here.
    return Markup(_XMLNS.sub("", text))  # noqa: S704


def sign_of(kind: str) -> Markup:
    """Return the sign of a kind of step."""
    return drawing(f"steps/{_SIGNS.get(kind, kind)}")


def told_drawing(name: str, own: str, shown: str, title: str, prefix: str) -> Markup:
    """Return a drawing on the `shown` side, its title and description in the user's language.

    `own` is what its ids begin with; they begin with `prefix` then.
    """
    text = str(drawing(name)).replace('data-side="left"', f'data-side="{shown}"', 1)
    text = _TITLE.sub(lambda found: f"{found[1]}{escape(title)}{found[2]}", text, count=1)
    text = _DESCRIPTION.sub(lambda found: f"{found[1]}{escape(words(found[2]))}{found[3]}", text)
    return Markup(text.replace(own, f"{prefix}{own}"))  # noqa: S704 - a file of the program's own


def muscle_drawing(muscle: Muscle, side: Side | PainSide, title: str, prefix: str = "") -> Markup:
    """Return a muscle on `side`, with its name in the user's language for those who cannot see it.

    Give a `prefix` where a page shows the same muscle more than once: ids must stay unique.
    """
    shown = {"left": "left", "right": "right"}.get(side.value, "both")
    own = f"m-{muscle.value.replace('_', '-')}"
    return told_drawing(f"muscles/{muscle.value}", own, shown, title, prefix)


def icon(name: str) -> Markup:
    """Return an icon from the sheet that each page carries; it says nothing to a screen reader."""
    return Markup(  # noqa: S704
        f'<svg aria-hidden="true" focusable="false"><use href="#i-{name}"/></svg>'
    )

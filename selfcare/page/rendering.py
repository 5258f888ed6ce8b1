"""Templates: every value is escaped, every sentence goes through the user's language."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from selfcare.app.say import begun_large, words
from selfcare.page.drawings import drawing, icon, muscle_drawing
from selfcare.page.words import told

TEMPLATES: Final = Path(__file__).parent / "templates"


def page(template: str, **values: Any) -> str:
    """Return a page; `values` are what the template names, and nothing may be missing."""
    return _environment().get_template(template).render(values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(told=told, begun_large=begun_large)
    environment.globals.update(_=words, icon=icon, drawing=drawing, muscle_drawing=muscle_drawing)
    return environment

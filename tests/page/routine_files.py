"""Routine files as a therapist may send them, good and bad, and how a page takes them."""

from __future__ import annotations

import base64

from selfcare.config.paths import folders
from tests.page.reader import Reader

GOOD = """\
# As Anna showed it.
id = "annas-ridge"
title = "The ridge, as Anna showed it"
setting = "desk"
muscles = ["trapezius_upper"]
tool = "fingers"
source = ["Anna, my therapist"]

[[step]]
kind = "press"
do = "Hold the ridge between neck and shoulder lightly with three fingers."
side = "each"
seconds = 30
pressure = 4
caution = "Stop when it gets uncomfortable."

[[step]]
kind = "breathe"
do = "Breathe out slowly, shoulders hanging."
side = "center"
seconds = 60
"""
BAD = GOOD.replace("seconds = 30\npressure = 4", "seconds = 200\npressure = 9").replace(
    '"desk"', '"dek"'
)
TOO_LONG = GOOD.replace("seconds = 30", "seconds = 200")
SCRIPT = "<script>document.title=1</script>"
HOSTILE = f"""\
id = "hostile"
title = "{SCRIPT}"
muscles = ["temporalis"]
source = ["{SCRIPT}", "<img src=x onerror=alert(1)>"]

[[step]]
kind = "press"
do = "{SCRIPT} Hold the temple lightly \\" onmouseover=\\"alert(1)"
side = "each"
seconds = 30
pressure = 2
caution = "{SCRIPT}"

[[step]]
kind = "breathe"
do = "{SCRIPT}</p><script>alert(2)</script>"
side = "center"
seconds = 30
"""


def written(name: str, text: str = GOOD) -> None:
    """Put a file among the user's own."""
    own = folders().routines
    own.mkdir(parents=True, exist_ok=True)
    (own / name).write_text(text, encoding="utf-8")


def own_files() -> dict[str, str]:
    """Return the user's own files and what is in them, without the schema for editors."""
    own = folders().routines
    if not own.exists():
        return {}
    return {
        path.name: path.read_text(encoding="utf-8")
        for path in sorted(own.iterdir())
        if not path.name.endswith(".schema.json")
    }


def fields_of(content: str | bytes, name: str = "annas-ridge.toml") -> dict[str, str]:
    """Return what the page's script sends for a file."""
    data = content.encode() if isinstance(content, str) else content
    return {"file": base64.b64encode(data).decode(), "name": name}


def sent(reader: Reader, content: str | bytes, name: str = "annas-ridge.toml") -> str:
    """Send a file, and return the address where it is looked at."""
    return reader.goes("/routines/preview", fields_of(content, name))


def token_of(address: str) -> str:
    """Return what stands for a file that was sent."""
    return address.partition("file=")[2]

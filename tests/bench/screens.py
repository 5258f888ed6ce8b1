"""Takes a picture of every page in every state: `python tests/bench/screens.py OUT [NAME…]`.

Light and dark, 1280 and 360 pixels wide, of the diary of a made-up person.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[2]))

from playwright.sync_api import Page, ViewportSize

from selfcare.app.demo import fill_with_days, take_folder
from selfcare.app.demo_person import Person
from tests.made_up import DAYS, morning
from tests.page.living import chromium
from tests.page.states import LOOKS, STATES, shown, take_look


def main(out: Path, wanted: list[str]) -> int:
    out.mkdir(parents=True, exist_ok=True)
    states = [state for state in STATES if not wanted or state.name in wanted]
    with TemporaryDirectory() as folder, chromium() as browser:
        diaries = Path(folder) / "diaries"
        take_folder(diaries)
        fill_with_days(diaries, Person(2), DAYS, morning())
        for state in states:
            home = Path(folder) / state.name
            home.mkdir()
            with shown(state, browser, diaries, home) as page:
                for look in LOOKS:
                    take_look(page, look)
                    file = out / f"{state}-{look}.png"
                    if not state.name.startswith("session"):
                        _make_room(page)
                    page.screenshot(path=file)
                    print(file, flush=True)
    return 0


def _make_room(page: Page) -> None:
    """Make the window as tall as what it shows, so that bars stand where they belong."""
    tall = page.evaluate("document.documentElement.scrollHeight")
    size = page.viewport_size
    if size is not None:
        page.set_viewport_size(ViewportSize(width=size["width"], height=tall))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))

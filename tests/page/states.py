"""Every page in every state that a person may meet, each made the way a person gets there.

Tests ask of each how it is for eyes and keys; `tests/bench/screens.py` takes its picture. To add a
state: a function that leads there, and its line in `STATES`.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Page, ViewportSize

from tests.page.check_in_page import Finger, asks
from tests.page.living import LivingPage

NOON: Final = datetime(2026, 11, 24, 11, 41, tzinfo=UTC)
"""Twenty to one on a Tuesday in Berlin, the day after the diaries of the made-up people end."""
BERLIN: Final = {"TZ": "Europe/Berlin", "LANG": "en_IE.UTF-8"}
SIZES: Final = (ViewportSize(width=1280, height=900), ViewportSize(width=360, height=780))
PRESSING: Final = "trap-upper-squeeze"

Drive = Callable[[LivingPage, Page], None]


@dataclass(frozen=True)
class State:
    """A state: whose diary, what is noted before the page is opened, and the way there.

    `new` is somebody without any diary; else it is the designer with her year.
    """

    name: str
    drive: Drive
    before: Callable[[LivingPage], None] | None = None
    new: bool = False

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Look:
    """How a page is looked at."""

    theme: str
    size: ViewportSize

    def __str__(self) -> str:
        return f"{self.theme}-{self.size['width']}"


LOOKS: Final = tuple(Look(theme, size) for size in SIZES for theme in ("light", "dark"))


@contextmanager
def shown(state: State, browser: Browser, diaries: Path, folder: Path) -> Iterator[Page]:
    """Show a state; `diaries` is the home with the made-up year, which stays as it is."""
    home = folder / "home"
    if not state.new:
        shutil.copytree(diaries, home)
    living = LivingPage(home, browser, NOON, BERLIN)
    try:
        if state.before is not None:
            state.before(living)
        page = living.open(locale="en-GB")
        state.drive(living, page)
        page.wait_for_load_state("networkidle") if "session" not in state.name else None
        yield page
        # A browser counts a page that was refused as an error of its own.
        assert [one for one in living.complaints if "403" not in one] == []
    finally:
        living.end()


def take_look(page: Page, look: Look) -> None:
    """Look at a page in one light and size."""
    page.emulate_media(color_scheme="dark" if look.theme == "dark" else "light")
    page.set_viewport_size(look.size)


# Ways


def at(path: str) -> Drive:
    """Return the way to a path."""

    def drive(living: LivingPage, page: Page) -> None:
        page.goto(f"{living.state.origin}{path}")

    return drive


def then(*drives: Drive) -> Drive:
    """Return the way that goes one way after the other."""

    def drive(living: LivingPage, page: Page) -> None:
        for one in drives:
            one(living, page)

    return drive


def press(name: str, role: Any = "button") -> Drive:
    """Return the way that presses what is called `name`."""
    return lambda _, page: page.get_by_role(role, name=name).first.click()


def see(text: str) -> Drive:
    """Return the way that waits until a text can be seen."""
    return lambda _, page: page.get_by_text(text).first.wait_for()


def posts(path: str, **fields: str) -> Drive:
    """Return the way that sends a form of another page, as a button there would."""

    def drive(living: LivingPage, page: Page) -> None:
        to = page.evaluate(
            """async ([path, fields]) => {
              const body = new URLSearchParams(fields);
              const answer = await fetch(path, {method: 'POST', body});
              return (await answer.json()).to;
            }""",
            [path, fields],
        )
        page.goto(f"{living.state.origin}{to}")

    return drive


def notes(command: str, document: Mapping[str, Any]) -> Callable[[LivingPage], None]:
    """Return what notes something with a command before the page is opened."""

    def before(living: LivingPage) -> None:
        file = living.home / "noted.json"
        file.write_text(json.dumps(document), encoding="utf-8")
        living.day.command(command, "--json", str(file))

    return before


def commands(*lines: str) -> Callable[[LivingPage], None]:
    """Return what runs commands before the page is opened."""

    def before(living: LivingPage) -> None:
        for line in lines:
            living.day.command(*line.split())

    return before


def own_files(living: LivingPage) -> None:
    """Write a routine of the user's own that needs a look, and one that is good."""
    folder = living.folders.routines
    folder.mkdir(parents=True)
    (folder / "my-neck.toml").write_text(TOO_FIRM, encoding="utf-8")
    (folder / "my-shoulders.toml").write_text(GOOD, encoding="utf-8")


GOOD: Final = """id = "my-shoulders"
title = "Shoulders by the window"
muscles = ["trapezius_upper"]
source = ["Anna Berger, my therapist"]

[[step]]
kind = "move"
do = "Draw both shoulders up slowly, and let them sink."
side = "both"
seconds = 60
"""
TOO_FIRM: Final = """id = "my-neck"
title = "Firm hands"
muscles = ["trapezius_upper"]
tool = "fingers"
source = ["my own"]

[[step]]
kind = "press"
do = "Press the ridge between neck and shoulder."
side = "each"
seconds = 120
pressure = 9
"""

CHOSEN: Final = posts("/session/choose", routine=PRESSING)
BEGUN: Final = then(CHOSEN, press("Start"), see("Begin now"))
DOING: Final = then(BEGUN, press("Begin now"))
MOST_TURNS: Final = 12


def skips_to(text: str) -> Drive:
    """Return the way that skips one turn after the other until a text can be seen."""

    def drive(_: LivingPage, page: Page) -> None:
        for _turn in range(MOST_TURNS):
            page.locator('.player h2, form[action="/session/rate"]').first.wait_for()
            if page.locator("h1, .player .tag-accent").filter(has_text=text).count():
                return
            turn = page.locator(".player h2").first.inner_text()
            side = page.locator(".player .tag-accent").first.inner_text()
            page.get_by_role("button", name="Skip").click()
            page.wait_for_function(
                """([turn, side]) => {
                  const [h2, tag] = [".player h2", ".player .tag-accent"].map((one) =>
                    document.querySelector(one)?.textContent);
                  return h2 !== turn || tag !== side;
                }""",
                arg=[turn, side],
            )
        raise AssertionError(text)

    return drive


_to_the_end: Final = then(DOING, skips_to("How is it now?"))


def _drop(text: str) -> Drive:
    def drive(living: LivingPage, page: Page) -> None:
        at("/routines")(living, page)
        page.locator("input[type=file]").set_input_files(
            {"name": "sent.toml", "mimeType": "text/plain", "buffer": text.encode()}
        )
        page.wait_for_url("**/routines/preview*")

    return drive


def _where_it_hurts(living: LivingPage, page: Page) -> None:
    at("/checkin")(living, page)
    finger = Finger(page)
    finger.pick("worst", "6")
    asks(page, "like_usual")
    finger.pick("like_usual", "yes")
    asks(page, "place")
    finger.zone("leftside-temple-left")
    finger.zone("back-base_of_skull-left")


STRONG: Final = {"headache": "running", "worst": 8, "now": 8, "like_usual": False}
STATES: Final = (
    State("first-visit", at("/today"), new=True),
    *(State(f"first-steps-{n}", at(f"/first-steps?step={n}"), new=True) for n in range(1, 8)),
    State("refused", at("/start/nothing")),
    State("today", at("/today")),
    State("today-gate", at("/today"), notes("checkin", STRONG)),
    State("today-checked-first", at("/today"), notes("checkin", STRONG | {"flags": ["fever"]})),
    State("today-paused", at("/today"), commands("pause")),
    State("today-own-files", at("/today"), own_files),
    State("quiet", at("/quiet")),
    State("quiet-now", at("/quiet/now"), notes("checkin", {"headache": "running", "now": 5})),
    State("times", at("/times")),
    State("days", at("/days")),
    State("days-erase", at("/days/erase")),
    State("checkin", at("/checkin")),
    State("checkin-late", at("/checkin?day=2026-11-22")),
    State("checkin-without", then(at("/checkin"), press("No headache", "radio"))),
    State(
        "checkin-with",
        then(at("/checkin"), press("6", "radio")),
    ),
    State("checkin-places", _where_it_hurts),
    State("questions", at("/questions"), notes("checkin", STRONG)),
    State("help-now", at("/help"), notes("checkin", STRONG | {"flags": ["neurological"]})),
    State("help-today", at("/help"), notes("checkin", STRONG | {"flags": ["fever"]})),
    State("session-before", CHOSEN),
    State("session-ready", BEGUN),
    State("session-doing", DOING),
    State("session-left", then(DOING, skips_to("Left side"))),
    State("session-right", then(DOING, skips_to("Right side"))),
    State("session-paused", then(DOING, press("Pause"))),
    State("session-stop", then(DOING, press("Stop"))),
    State("session-over", _to_the_end),
    State("session-noted", then(_to_the_end, press("3 of 10"), see("Noted"))),
    State(
        "session-dim",
        posts("/session/choose", routine="migraine-quiet"),
        notes("checkin", {"headache": "running", "now": 5, "with": ["nausea", "light"]}),
    ),
    State("diary", at("/diary?month=2026-10")),
    State("diary-day", at("/diary/day?on=2026-11-23")),
    State("diary-trends", at("/diary/trends")),
    State("diary-visits", at("/diary/visits")),
    State("diary-ask", at("/diary/visits/ask")),
    State("diary-weekly", at("/diary/weekly")),
    State("notes", at("/notes")),
    State("routines", at("/routines")),
    State("routines-own", at("/routines"), own_files),
    State("routine", then(at("/routines"), press("Shoulder ridge squeeze", "link"))),
    State("routine-sent-good", _drop(GOOD)),
    State("routine-sent-bad", _drop(TOO_FIRM)),
    State("settings", at("/settings")),
)

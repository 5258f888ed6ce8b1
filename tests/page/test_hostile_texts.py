"""Texts that try to be more than text, in everything a user or a file can give: they stay text."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from selfcare.page.application import VIEWS
from tests.page.living import LivingPage
from tests.page.states import own_files

EVIL = '"><script>window.evil=1</script><img src=x>{{7*7}}'
"""As long as the name of a stressful time may be."""
IN_TOML = json.dumps(EVIL)
ROUTINE = f"""id = "my-evil"
title = "</h1><script>window.evil=1</script><b x='"
muscles = ["trapezius_upper"]
source = [{IN_TOML}]

[[step]]
kind = "move"
do = {IN_TOML}
caution = {IN_TOML}
side = "each"
seconds = 60
"""
BROKEN = f"""id = "my-broken"
title = {IN_TOML}
muscles = [{IN_TOML}]
"<script>window.evil=1</script>" = {IN_TOML}
"""
CONFIG = f"""[[stress]]
name = {IN_TOML}
days = "2026-11-20..2026-12-20"

[[calendar]]
path = {json.dumps("/nowhere/" + EVIL + ".ics")}
"""
PATHS = sorted(
    way.path
    for view in VIEWS
    for way in view
    if way.method == "GET" and way.path not in ("/session/events", "/session/step", "/notes/save")
)


def test_hostile_texts_stay_texts_on_every_page(living: Callable[..., LivingPage]) -> None:
    here = living()
    own_files(here)
    (here.folders.routines / "my-evil.toml").write_text(ROUTINE, encoding="utf-8")
    (here.folders.routines / "<img src=x onerror=alert(1)>.toml").write_text(BROKEN)
    here.folders.config_file.write_text(CONFIG, encoding="utf-8")
    here.day.command("stress", "add", EVIL, "--from", "2026-11-20")
    here.day.command("treatment", "add", "2026-11-20", "--note", EVIL)
    page = here.open()
    seen = ""
    for path in [*PATHS, "/diary/day?on=2026-11-20", "/notes?also=1&also=2&days=90"]:
        page.goto(f"{here.state.origin}{path}", wait_until="load")
        seen += page.inner_text("body")
        assert page.evaluate("window.evil") is None, path
        assert page.locator("img[src=x]").count() == 0, path
    page.evaluate(
        """() => fetch('/session/choose', {method: 'POST',
          body: new URLSearchParams({routine: 'my-evil'})})"""
    )
    page.goto(f"{here.state.origin}/session")
    seen += page.inner_text("body")

    assert page.evaluate("window.evil") is None
    # The texts were there to be seen, as they are.
    assert seen.count("<script>window.evil=1</script>") > 3
    assert "{{7*7}}" in seen
    # A refused address is an error to the browser; a script that was refused would be told as one.
    here.complaints = [one for one in here.complaints if "status of 4" not in one]


def test_a_hostile_file_that_was_sent_is_shown_as_text(
    living: Callable[..., LivingPage], tmp_path: Path
) -> None:
    here = living()
    page = here.open("routines")
    for name, text in (("<b>good</b>.toml", ROUTINE), ("bad.toml", BROKEN)):
        file = tmp_path / name.replace("/", "_")
        file.write_text(text, encoding="utf-8")
        page.goto(f"{here.state.origin}/routines")
        page.locator("input[type=file]").set_input_files(file)
        page.wait_for_url("**/routines/preview*")
        assert page.evaluate("window.evil") is None
        assert "<script>" in page.inner_text("body")

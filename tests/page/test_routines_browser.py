"""The library in a real browser: files dropped, filters, keys alone, and how it is to look at."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Dialog, FileChooser, Page, expect
from playwright.sync_api import TimeoutError as Missed

from selfcare.page.short_names import short_name
from tests.page.living import NARROW, WIDE, LivingPage
from tests.page.looks import axe_violations, low_contrast, too_wide, without_focus_ring
from tests.page.routine_files import BAD, GOOD, HOSTILE, TOO_LONG

Living = Callable[..., LivingPage]
TITLE = "The ridge, as Anna showed it"

# A real drop: the browser's own events, with a real file in their hands.
DROP = """(files) => {
  const carried = new DataTransfer();
  for (const {name, text} of files) carried.items.add(new File([text], name));
  const over = document.querySelector(".library") ?? document.body;
  for (const kind of ["dragenter", "dragover", "drop"]) {
    over.dispatchEvent(new DragEvent(kind, {
      bubbles: true, cancelable: true, dataTransfer: carried,
    }));
    if (kind === "dragover") window.veiled = !document.querySelector("[data-drop]").hidden;
  }
  return {veiled: window.veiled, still: !document.querySelector("[data-drop]").hidden};
}"""


def drop(page: Page, *texts: str) -> Any:
    files = [{"name": f"file-{number}.toml", "text": text} for number, text in enumerate(texts)]
    return page.evaluate(DROP, files)


def own(living: LivingPage) -> Path:
    return living.folders.routines


def as_file(tmp_path: Path, content: str | bytes, name: str = "annas-ridge.toml") -> str:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def told(page: Page) -> str:
    """Return what is said at the foot of the page, once something is."""
    place = page.locator("[data-lost] [data-said]")
    expect(place).to_be_visible()
    return place.inner_text()


@contextmanager
def refused(found: LivingPage, page: Page) -> Iterator[None]:
    """Do what the program answers with a no, of which the browser complains to its console."""
    with page.expect_console_message(lambda one: "422" in one.text):
        yield
    found.complaints[:] = [one for one in found.complaints if "422" not in one]


def test_a_good_file_is_dropped_looked_at_and_saved(living: Living) -> None:
    found = living()
    page = found.open("routines")

    seen = drop(page, GOOD)
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)

    assert seen == {"veiled": True, "still": False}
    assert page.locator(".step .drawing").count() == 2
    assert page.locator(".places .drawing").count() == 1
    assert not own(found).exists()
    page.get_by_role("button", name="Save it").click()
    expect(page.get_by_text(f"“{TITLE}” is one of your own routines now")).to_be_visible()
    assert (own(found) / "annas-ridge.toml").read_text() == GOOD
    expect(page.locator("#mine").get_by_role("link", name=TITLE)).to_be_visible()


def test_a_file_is_chosen_with_keys_alone_and_saved(living: Living, tmp_path: Path) -> None:
    found = living()
    page = found.open("routines")

    page.wait_for_load_state("networkidle")
    focus_by_keys(page, "#file")
    opened_by_keys(page).set_files(as_file(tmp_path, GOOD))
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    page.wait_for_load_state()
    focus_by_keys(page, "form[action='/routines/save'] button")
    page.keyboard.press("Enter")

    expect(page.get_by_text("is one of your own routines now")).to_be_visible()
    assert (own(found) / "annas-ridge.toml").read_text() == GOOD


def test_a_bad_file_is_told_line_by_line_and_offers_no_saving(living: Living) -> None:
    found = living()
    page = found.open("routines")

    drop(page, BAD)
    expect(page.get_by_role("heading", level=1)).to_have_text("This file cannot be used yet")

    expect(page.locator(".findings li")).to_have_count(5)
    expect(page.get_by_text("Choose seconds from 10 to 90").first).to_be_visible()
    assert page.get_by_role("button", name="Save it").count() == 0
    assert not own(found).exists()


def test_a_file_in_the_way_stays_until_the_box_is_ticked(living: Living) -> None:
    found = living()
    own(found).mkdir(parents=True)
    older = GOOD.replace("as Anna showed it", "as it was")
    (own(found) / "annas-ridge.toml").write_text(older)
    page = found.open("routines")

    drop(page, GOOD)
    with refused(found, page):
        page.get_by_role("button", name="Save it").click()

    assert told(page).startswith("There is a file of this name already, and it stays:")
    assert (own(found) / "annas-ridge.toml").read_text() == older
    page.get_by_text("Replace it.").click()
    page.get_by_role("button", name="Save it").click()
    expect(page.get_by_text("is one of your own routines now")).to_be_visible()
    assert (own(found) / "annas-ridge.toml").read_text() == GOOD
    assert (own(found) / "annas-ridge.toml.bak").read_text() == older


def test_what_is_too_much_or_too_large_is_refused_before_it_is_read(
    living: Living, tmp_path: Path
) -> None:
    found = living()
    page = found.open("routines")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))

    drop(page, GOOD, TOO_LONG)
    assert told(page) == "One file at a time, please. Nothing was read."
    assert page.locator("[data-again]").is_hidden()
    page.set_input_files("#file", as_file(tmp_path, b"#" * (256 * 1024 + 1)))
    expect(page.locator("[data-said]")).to_contain_text("larger than 256 KB")

    assert [one for one in sent if "/routines" in one] == []
    assert found.path_of(page) == "/routines"


@pytest.mark.parametrize(
    ("content", "heading"),
    [
        (b"\xff\xfeI\x00d\x00", "This file cannot be used yet"),
        (b"Dear Mr Meier,\n", "This file cannot be used yet"),
        (b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode(), TITLE),
    ],
    ids=["UTF-16", "a letter", "from Windows"],
)
def test_bytes_of_any_kind_arrive_as_they_are(
    living: Living, tmp_path: Path, content: bytes, heading: str
) -> None:
    page = living().open("routines")

    page.set_input_files("#file", as_file(tmp_path, content))

    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def test_an_empty_file_is_told(living: Living, tmp_path: Path) -> None:
    found = living()
    page = found.open("routines")

    with refused(found, page):
        page.set_input_files("#file", as_file(tmp_path, b""))

    assert told(page) == "This file is empty."


def test_text_dragged_over_the_page_is_left_alone(living: Living) -> None:
    page = living().open("routines")

    veiled = page.evaluate(
        """() => {
          const carried = new DataTransfer();
          carried.setData("text/plain", "a word");
          document.body.dispatchEvent(new DragEvent("dragover", {
            bubbles: true, cancelable: true, dataTransfer: carried}));
          return !document.querySelector("[data-drop]").hidden;
        }"""
    )

    assert veiled is False


def test_scripts_in_every_text_of_a_file_stay_texts(living: Living) -> None:
    found = living()
    page = found.open("routines")
    dialogs: list[str] = []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)

    drop(page, HOSTILE)
    expect(page.get_by_role("heading", level=1)).to_contain_text("<script>")
    page.get_by_role("button", name="Save it").click()
    expect(page.locator("#mine").get_by_role("link", name="<script>").first).to_be_visible()
    page.locator("#mine").get_by_role("link", name="<script>").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("<script>")

    assert page.title().startswith("A routine ")
    assert page.locator("main script, main img").count() == 0
    assert dialogs == []


def test_filters_work_by_keys_and_without_asking_the_program(living: Living) -> None:
    found = living()
    own(found).mkdir(parents=True)
    (own(found) / "annas-ridge.toml").write_text(GOOD)
    page = found.open("routines")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))

    def shown() -> int:
        return page.locator(".plays li[data-row]:visible").count()

    assert shown() == 37
    focus_by_keys(page, "input[name=show][value=all]")
    for value, count in (("fits", 5), ("light", 21), ("own", 1)):
        page.keyboard.press("ArrowRight")
        expect(page.locator(f"input[value={value}]")).to_be_checked()
        assert shown() == count
    assert page.locator(".muscle:visible").count() == 1
    assert [one for one in sent if "/static/" not in one] == []


def test_where_a_filter_leaves_nothing_it_is_said(living: Living) -> None:
    page = living().open("routines")

    page.get_by_label("My own (0)").check()

    expect(page.get_by_text("There is none of these.")).to_be_visible()
    assert page.locator(".muscle:visible, .calm:visible").count() == 0


def test_why_a_routine_waits_is_one_key_away(living: Living) -> None:
    found = living()
    page = found.open("routines")

    page.get_by_role("link", name="“Shoulder ridge squeeze” waits: see why").press("Enter")

    assert found.path_of(page) == "/routines#why-1"
    expect(page.locator("#why-1")).to_be_in_viewport()
    expect(page.locator("#why-1")).to_contain_text("health questions")


def test_a_routine_is_opened_hidden_and_shown_again_with_keys_alone(living: Living) -> None:
    found = living()
    page = found.open("routines")

    focus_by_keys(page, f"a[href$='{short_name('slow-breath')}']")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Slow breathing")
    page.wait_for_load_state()
    focus_by_keys(page, "form[action='/routines/hide'] button")
    page.keyboard.press("Enter")
    expect(page.get_by_text("You have hidden this routine")).to_be_visible()
    page.wait_for_load_state()
    focus_by_keys(page, "form[action='/routines/show-again'] button")
    page.keyboard.press("Enter")

    expect(page.get_by_role("button", name="Hide it")).to_be_visible()
    assert len(json.loads(found.day.command("routines", "--json"))) == 36


def test_make_it_mine_leads_to_the_copy(living: Living) -> None:
    found = living()
    page = found.open("routines")
    page.get_by_role("link", name="Slow breathing", exact=True).click()

    page.get_by_role("button", name="Make it mine").click()

    expect(page.get_by_text("This is your own.")).to_be_visible()
    assert (own(found) / "slow-breath.toml").exists()


def test_a_file_put_into_the_folder_is_there_at_the_next_look(living: Living) -> None:
    found = living()
    page = found.open("routines")
    own(found).mkdir(parents=True, exist_ok=True)
    (own(found) / "annas-ridge.toml").write_text(GOOD)

    page.reload()

    expect(page.get_by_role("link", name=TITLE).first).to_be_visible()


# How it is to look at


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_every_state_is_for_everybody(
    living: Living, tmp_path: Path, scheme: str, size: Any
) -> None:
    found = living()
    own(found).mkdir(parents=True)
    (own(found) / "bad.toml").write_text(BAD)
    (own(found) / "mine.toml").write_text(GOOD)
    found.day.command("routines", "hide", "slow-breath")
    page = found.open("routines", viewport=size, color_scheme=scheme)
    library = page.url

    def look() -> None:
        assert axe_violations(page) == []
        assert low_contrast(page) == []
        assert too_wide(page) == []
        assert without_focus_ring(page) == []

    page.locator("details").evaluate("one => one.open = true")
    look()
    page.get_by_role("link", name="Shoulder ridge squeeze").first.click()
    expect(page.get_by_role("heading", name="Your own choice")).to_be_visible()
    look()
    page.goto(f"{library}/one?name={short_name('slow-breath')}")
    look()
    for name, content in (("a", GOOD.replace("Anna showed", "she does")), ("b", BAD), ("c", "?")):
        page.goto(library)
        page.set_input_files("#file", as_file(tmp_path, content, f"{name}.toml"))
        page.wait_for_url("**/preview?**")
        look()


@pytest.mark.parametrize("width", [320, 640])
def test_nothing_is_lost_on_a_narrow_or_an_enlarged_page(living: Living, width: int) -> None:
    found = living()
    own(found).mkdir(parents=True)
    long = "W" * 60
    (own(found) / "long.toml").write_text(
        GOOD.replace(TITLE, long).replace("Anna, my therapist", "h" * 200)
    )
    # A page of 1280 at 400 or 200 per cent is as wide as this.
    page = found.open("routines", viewport={"width": width, "height": 500})

    assert too_wide(page) == []
    page.get_by_role("link", name=long).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(long)
    assert too_wide(page) == []


def opened_by_keys(page: Page) -> FileChooser:
    """Press Enter until the window for files opens: a busy browser may miss the first press."""
    for _ in range(3):
        try:
            with page.expect_file_chooser(timeout=5_000) as chooser:
                page.keyboard.press("Enter")
        except Missed:
            continue
        return chooser.value
    raise AssertionError("no window for files opened")


def focus_by_keys(page: Page, selector: str, most: int = 200) -> None:
    """Press Tab until what is meant has the focus; where nothing has it, from the beginning."""
    for _ in range(most):
        if page.evaluate("(one) => document.activeElement?.matches(one)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the focus never came to {selector}")

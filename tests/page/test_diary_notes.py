"""The notes in the browser: chosen, under the strict policy, and as a file of their own."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode

import pytest

from selfcare.app.notes import gather_notes
from selfcare.app.notes_page import page_of
from selfcare.domain.facts import PeriodStarted, StressAdded, Treated
from selfcare.domain.stress import StressKind
from selfcare.domain.week import DAY
from selfcare.page.doors import HEADERS
from selfcare.page.views.notes import POLICY
from tests.page.a_diary import SCRIPT, TODAY, YES, Keeper, main_of
from tests.page.reader import Reader


@pytest.fixture
def keeper(reader: Reader) -> Keeper:
    return Keeper(reader)


def in_own_words(keeper: Keeper, words: str) -> None:
    keeper.note(
        TODAY,
        Treated(treatment="1", on=TODAY - DAY, note=words),
        StressAdded(
            period="1", name=words, first=TODAY - DAY, last=None, kind=StressKind.EMOTIONAL
        ),
        hour=9,
    )


def test_the_notes_are_about_thirty_days_until_others_are_chosen(keeper: Keeper) -> None:
    keeper.check(TODAY - 40 * DAY, headache=YES)

    assert "(30 days)" in main_of(keeper.reader.text("/notes"))
    page = keeper.reader.text("/notes?days=90")
    assert "(90 days)" in main_of(page)
    assert "on 1 of 1 days noted" in main_of(page)
    assert 'value="90" checked' in page
    assert 'href="/notes/save?days=90"' in page
    assert 'value="45" checked' in keeper.reader.text("/notes?days=45")


@pytest.mark.parametrize("days", ["0", "367", "-1", "x", "1e2", "٣٠", "03661", "9" * 50, SCRIPT])
@pytest.mark.parametrize("path", ["/notes", "/notes/save"])
def test_days_that_cannot_be_are_refused(keeper: Keeper, path: str, days: str) -> None:
    answer = keeper.reader.get(f"{path}?days={days}")

    assert answer.status_code == 422
    assert "Notes can be about 1 to 366 days." in answer.text
    assert SCRIPT not in answer.text


def test_the_cycle_and_own_words_are_in_them_only_where_they_are_ticked(keeper: Keeper) -> None:
    in_own_words(keeper, "Secret")
    keeper.note(TODAY - 5 * DAY, PeriodStarted(TODAY - 5 * DAY))

    def sheet(query: str) -> str:
        page = keeper.reader.text(f"/notes{query}")
        return page[page.index('<article class="sheet"') : page.index("</article>")]

    assert "Secret" not in sheet("")
    assert "Around the period" not in sheet("?also=2")
    assert sheet("?also=2").count("Secret") == 2
    assert "Days around the period" in sheet("?also=1")
    assert "Secret" not in sheet("?also=1")
    both = keeper.reader.text("/notes?also=1&also=2")
    assert 'href="/notes/save?days=30&amp;also=1&amp;also=2"' in both
    assert both.count('name="also"') == both.count(" checked><span>") - 1 == 2


def test_the_policy_allows_this_very_style_and_no_other_and_no_script_within(
    keeper: Keeper,
) -> None:
    answer = keeper.reader.get("/notes")

    (style,) = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = answer.headers[POLICY]
    assert f"style-src 'self' 'sha256-{digest}';" in policy
    assert policy.replace(f" 'sha256-{digest}'", "") == HEADERS[POLICY]
    assert "unsafe" not in policy
    assert not re.search(r"<[^>]+\sstyle=", answer.text)


def test_other_pages_keep_the_policy_as_it_is(keeper: Keeper) -> None:
    assert keeper.reader.get("/diary").headers[POLICY] == HEADERS[POLICY]


def test_words_of_the_user_are_shown_as_words(keeper: Keeper) -> None:
    in_own_words(keeper, SCRIPT)
    keeper.session(TODAY, SCRIPT, before=3, after=1)

    page = keeper.reader.text("/notes?also=2")

    assert SCRIPT not in page
    assert main_of(page).count(SCRIPT) == 3


def test_saved_they_are_the_same_file_that_the_command_writes(keeper: Keeper) -> None:
    in_own_words(keeper, SCRIPT)
    keeper.check(TODAY, headache=YES, worst=4)

    answer = keeper.reader.get("/notes/save?days=90&also=2")

    assert answer.headers["content-disposition"] == 'attachment; filename="notes-2026-11-23.html"'
    assert answer.headers["content-type"].startswith("text/html")
    with keeper.line.context() as context:
        assert answer.text == page_of(gather_notes(context, 90, free_text=True))
    assert SCRIPT not in answer.text


def test_looking_notes_nothing(keeper: Keeper) -> None:
    for path in ("/notes", "/notes?days=366&also=1&also=2", "/notes/save"):
        keeper.reader.get(path)

    assert keeper.facts() == []

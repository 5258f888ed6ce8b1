"""Nobody comes in who was not let in."""

from __future__ import annotations

from collections.abc import Callable

from tests.page.living import LivingPage
from tests.page.reader import Reader


def test_the_page_opens_with_its_word_and_shows_today(
    living: Callable[..., LivingPage],
) -> None:
    page = living().open()

    assert page.title().startswith("Today")


def test_a_reader_is_let_in(reader: Reader) -> None:
    assert "Today" in reader.text("/today")

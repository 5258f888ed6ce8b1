from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcare.notify.text import clipped, not_an_option, one_line, printable, without_markup


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b", "ab"),
        ("\x1b[1mbold\x07", "[1mbold"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("tab\tstays", "tab\tstays"),
        ("c1 \x85\x9b gone", "c1  gone"),
        ("half \ud83e sign", "half \ufffd sign"),
        ("עצור 🧘🏽‍♀️ <b>&", "עצור 🧘🏽‍♀️ <b>&"),
    ],
)
def test_only_what_no_desktop_shows_is_left_out(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_a_title_is_one_line() -> None:
    assert one_line("Two-minute\n  break\x00 ") == "Two-minute break"


def test_markup_is_shown_letter_by_letter() -> None:
    assert without_markup("<b>&amp;") == "&lt;b&gt;&amp;amp;"


@pytest.mark.parametrize(("text", "safe"), [("-5 min", " -5 min"), ("--", " --"), ("5", "5")])
def test_a_leading_minus_is_no_option(text: str, safe: str) -> None:
    assert not_an_option(text) == safe


@pytest.mark.parametrize(
    ("text", "units", "short"),
    [
        ("short", 5, "short"),
        ("longer", 5, "long…"),
        ("ab😌", 4, "ab😌"),
        ("ab😌c", 4, "ab…"),
        ("abe\u0301f", 4, "ab…"),
        ("ab👩\u200d🔬x", 6, "ab👩…"),
    ],
)
def test_a_cut_text_says_so_and_halves_no_character(text: str, units: int, short: str) -> None:
    assert clipped(text, units) == short


@given(st.text(), st.sampled_from([63, 255]))
def test_a_clipped_text_always_fits(text: str, units: int) -> None:
    fit = clipped(printable(text), units)

    assert len(fit.encode("utf-16-le")) // 2 <= units


@given(st.text(st.characters()))
def test_printable_text_can_be_sent_and_stays_as_it_is(text: str) -> None:
    once = printable(text)

    assert "\x00" not in once
    assert once.encode("utf-8").decode("utf-8") == once
    assert printable(once) == once

from __future__ import annotations

import pytest

from selfcare.cli.text import bar, both_ends, cells, clean, clip, in_two_columns, printable, wrap


def test_words_are_broken_between_words_and_long_ones_inside() -> None:
    assert wrap("one two three", 7) == ["one two", "three"]
    assert wrap("abcdefghij kl", 4) == ["abcd", "efgh", "ij", "kl"]
    assert wrap("", 10) == [""]


def test_lines_after_the_first_can_be_set_in() -> None:
    assert wrap("one two three", 7, "  ") == ["one two", "  three"]


def test_wide_letters_count_twice_and_marks_on_letters_not_at_all() -> None:
    assert cells("首を") == 4
    assert cells("e\u0301") == 1
    assert wrap("首をゆっくり回す", 8) == ["首をゆっ", "くり回す"]


@pytest.mark.parametrize("width", [3, 7, 20, 60])
def test_no_line_is_wider_than_asked(width: int) -> None:
    text = "Let both shoulders hang 🙂 and breathe out sloooooooooooooooowly 首をゆっくり回す."
    assert all(cells(line) <= width for line in wrap(text, width))


def test_control_characters_become_spaces() -> None:
    assert clean("a\x1b[2Jb\tc\nd\x9be") == "a [2Jb c d e"


def test_what_is_too_long_for_one_line_ends_in_an_ellipsis() -> None:
    assert clip("one two three", 13) == "one two three"
    assert clip("one two three", 9) == "one two…"


def test_a_bar_fills_from_nothing_to_all_and_no_further() -> None:
    assert bar(0, 4) == "░░░░"
    assert bar(0.5, 4) == "██░░"
    assert bar(1.5, 4) == "████"
    assert bar(0.5, 4, plain=True) == "##--"


def test_two_ends_of_a_line_and_only_the_first_where_there_is_no_room() -> None:
    assert both_ends("left", "right", 12) == "left   right"
    assert both_ends("left", "right", 10) == "left"


def test_a_list_in_two_columns_reads_down_first() -> None:
    assert in_two_columns(["a", "b", "c"], 20) == ["a         c", "b"]


def test_format_characters_go_away_but_the_joiners_of_scripts_and_pictures_stay() -> None:
    assert printable("a\u202eb\u2066c\u00ad\ufeff\u200bd\x1be") == "abcd e"
    assert printable("\u0646\u200c\u0647 \u2764\u200d") == "\u0646\u200c\u0647 \u2764\u200d"

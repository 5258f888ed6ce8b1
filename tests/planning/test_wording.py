"""What prompts say: nothing private where others look, and enough without any button."""

from __future__ import annotations

import re
from itertools import product
from typing import Final

import pytest
from msgspec.structs import replace

from selfcare.app.say import say
from selfcare.domain.message import message
from selfcare.domain.muscles import GROUPS, LABELS, Muscle
from selfcare.domain.prompt import Answer, Asks, Prompt, PromptKind
from selfcare.domain.routine import Routine
from selfcare.domain.screening import Tag
from selfcare.domain.settings import Prompts, Wording
from selfcare.planning.wording import Words, length_of, words_of
from tests.domain.routines import breathe, routine
from tests.domain.shipped import SHIPPED
from tests.planning.a_plan import MONDAY, instant

NEUTRAL: Final = Prompts()
PLAIN: Final = Prompts(wording=Wording.PLAIN)
LONGEST_TITLE: Final = 63
LONGEST_BODY: Final = 255
"""UTF-16 units that a balloon on Windows holds."""

ORDINARY: Final = """
    and the of in to between at a from small under edge beside above front side strand deep rope
    inner middle upper lower blade ridge
"""
PRIVATE: Final = """
    head neck shoulder back spine skull jaw chin face cheek temple forehead scalp nape throat eye
    ear arm hand chest breast bone rib nerve pulse blood body muscle tendon knot trigger tender
    press massage stretch squeeze pinch ache aching headache migraine pain sore hurt attack aura
    tension stiff symptom nausea dizz faint vomit sick ill tablet medicine drug dose stress cycle
    period menstru ovulat bleed hormon pregnan menopaus fertil contracep therap patient diagnos
    treat cure
"""


def private_words() -> list[str]:
    """Return every stem that must not stand where others may look."""
    atlas = [word for muscle in Muscle for word in muscle.value.split("_")]
    atlas += [word for label in LABELS.values() for word in re.findall(r"[a-z]+", label)]
    atlas += [*GROUPS, *(tag.value.split("_")[0] for tag in Tag)]
    return sorted(set(atlas) - set(ORDINARY.split()) | set(PRIVATE.split()))


FORBIDDEN: Final = re.compile(rf"\b(?:{'|'.join(private_words())})", re.IGNORECASE)
TO_BEGIN: Final = re.compile(r"\bopen selfcare\b")


WHAT: Final = [
    *product(
        [kind for kind in PromptKind if kind not in (PromptKind.CHECKIN, PromptKind.QUESTION)],
        [None],
    ),
    *product([PromptKind.CHECKIN, PromptKind.QUESTION], Asks),
]


def prompt(kind: PromptKind, asks: Asks | None = None) -> Prompt:
    return Prompt(
        id="x",
        kind=kind,
        asks=asks,
        day=MONDAY,
        due=instant("10:30"),
        expires=instant("11:30"),
        reason=message("Your plan “{entry}” has it at {time}.", entry="neck", time="10:30"),
        detail=message("neck.toml, line 3: nothing may press here: eye; leave it out"),
    )


def texts(words: Words) -> list[str]:
    return [say(one) for one in (words.title, words.body, *(each.label for each in words.buttons))]


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


KINDS_AND_ROUTINES = [
    pytest.param(prompt(kind, asks), one, id=f"{asks or kind}-{'none' if one is None else one.id}")
    for (kind, asks), one in product(WHAT, [None, *SHIPPED.values()])
    if one is None or kind in (PromptKind.ROUTINE, PromptKind.WELCOME)
]
every_prompt = pytest.mark.parametrize(("asked", "shown"), KINDS_AND_ROUTINES)


def test_the_net_for_private_words_catches_them() -> None:
    every = [*LABELS.values(), *(one.title for one in SHIPPED.values() if "neck" in one.title)]

    assert [text for text in every if not FORBIDDEN.search(text)] == []
    assert FORBIDDEN.search("Two-minute break") is None


@every_prompt
def test_neutral_wording_holds_no_private_word(asked: Prompt, shown: Routine | None) -> None:
    for put_off in range(NEUTRAL.snooze_limit + 1):
        said = texts(words_of(asked, shown, NEUTRAL, put_off=put_off))
        assert [text for text in said if FORBIDDEN.search(text)] == []


@every_prompt
def test_neutral_wording_is_the_same_for_routines_of_one_length(
    asked: Prompt, shown: Routine | None
) -> None:
    if shown is None:
        return
    other = replace(shown, id="other", title="Another", muscles=(Muscle.EYE,))

    assert words_of(asked, shown, NEUTRAL) == words_of(asked, other, NEUTRAL)


@pytest.mark.parametrize("settings", [NEUTRAL, PLAIN], ids=["neutral", "plain"])
@every_prompt
def test_title_and_text_fit_every_desktop(
    asked: Prompt, shown: Routine | None, settings: Prompts
) -> None:
    words = words_of(asked, shown, settings)

    assert 0 < units(say(words.title)) <= LONGEST_TITLE
    assert 0 < units(say(words.body)) <= LONGEST_BODY


@every_prompt
def test_a_text_says_without_any_button_what_can_be_done(
    asked: Prompt, shown: Routine | None
) -> None:
    said = say(words_of(asked, shown, NEUTRAL).body)

    assert TO_BEGIN.search(said)


@pytest.mark.parametrize("shown", SHIPPED.values(), ids=lambda one: one.id)
def test_plain_wording_names_the_routine(shown: Routine) -> None:
    title = say(words_of(prompt(PromptKind.ROUTINE), shown, PLAIN).title)

    assert title == f"{shown.title} ({round(shown.total_seconds / 60)} min)"


def test_plain_wording_without_a_routine_is_neutral() -> None:
    asked = prompt(PromptKind.ROUTINE)

    assert words_of(asked, None, PLAIN) == words_of(asked, None, NEUTRAL)


def test_plain_wording_tells_what_is_wrong_with_a_file() -> None:
    notice = prompt(PromptKind.NOTICE)

    assert notice.detail == words_of(notice, None, PLAIN).body
    assert "neck.toml" not in say(words_of(notice, None, NEUTRAL).body)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (1, "One-minute break"),
        (89, "One-minute break"),
        (120, "Two-minute break"),
        (155, "Three-minute break"),
        (600, "Ten-minute break"),
        (660, "11-minute break"),
        (900, "15-minute break"),
    ],
)
def test_a_length_is_told_in_whole_minutes_and_at_least_one(seconds: int, said: str) -> None:
    assert say(length_of(routine(breathe(seconds=seconds)))) == said


def test_without_a_routine_a_break_is_short() -> None:
    assert say(length_of(None)) == "Short break"


@pytest.mark.parametrize(
    ("kind", "answers"),
    [
        (PromptKind.ROUTINE, [Answer.START, Answer.LATER, Answer.SKIP]),
        (PromptKind.WELCOME, [Answer.START, Answer.SCREEN, Answer.SKIP]),
        (PromptKind.NOTICE, []),
        (PromptKind.CHECKIN, [Answer.START, Answer.LATER, Answer.SKIP]),
        (PromptKind.HEADS_UP, [Answer.START, Answer.DONE]),
        (PromptKind.SUMMARY, [Answer.START, Answer.DONE]),
        (PromptKind.QUESTION, [Answer.START, Answer.LATER, Answer.SKIP]),
    ],
)
def test_each_kind_has_its_buttons(kind: PromptKind, answers: list[Answer]) -> None:
    assert [one.answer for one in words_of(prompt(kind), None, NEUTRAL).buttons] == answers


def test_the_question_after_a_silence_can_be_answered_on_the_spot() -> None:
    words = words_of(prompt(PromptKind.QUESTION, Asks.SILENCE), None, NEUTRAL)

    assert [one.answer for one in words.buttons] == [Answer.PAUSE, Answer.FEWER, Answer.GO_ON]


@pytest.mark.parametrize("kind", [PromptKind.HEADS_UP, PromptKind.SUMMARY, PromptKind.QUESTION])
def test_plain_wording_tells_what_a_note_says(kind: PromptKind) -> None:
    assert words_of(prompt(kind), None, PLAIN).body == prompt(kind).detail
    assert words_of(prompt(kind), None, NEUTRAL).body != prompt(kind).detail


@pytest.mark.parametrize(("put_off", "offered"), [(0, True), (2, True), (3, False), (9, False)])
def test_putting_off_is_offered_as_often_as_the_settings_allow(put_off: int, offered: bool) -> None:
    words = words_of(prompt(PromptKind.ROUTINE), None, NEUTRAL, put_off=put_off)

    assert (Answer.LATER in [one.answer for one in words.buttons]) is offered


def test_the_button_to_put_off_says_for_how_long() -> None:
    words = words_of(prompt(PromptKind.ROUTINE), None, Prompts(snooze_minutes=25))

    assert say(words.buttons[1].label) == "In 25 min"

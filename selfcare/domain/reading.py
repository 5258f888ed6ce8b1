"""Whether the words of a step fit its times: only ever warnings, since words may be meant well."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from selfcare.domain.message import message
from selfcare.domain.problem import Problem, Severity
from selfcare.domain.routine import Step
from selfcare.domain.word_nets import HEAD_TURNED, WORK, caught

WORDS_A_SECOND: Final = 3
"""Reading pace (domain handbook 2.3)."""

_WORDS: Final = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
    "twenty",
)
NUMBERS: Final = {word: number for number, word in enumerate(_WORDS, start=1)}
_NUMBER: Final = r"(?:\d{1,4}|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + ")"
_NOT_A_RATE: Final = (
    r"(?!\s+(?:(?:a|an|per|each|every)\s+(?:day|week|hour|morning|evening|month)|daily|weekly)\b)"
)
_SAID: Final = re.compile(
    rf"\b(?P<low>{_NUMBER})(?:\s*(?:to|or|-|\u2013)\s*(?P<high>{_NUMBER}))?"
    rf"(?:\s+(?:times|repetitions|reps)\b|\s*[x\u00d7](?!\w)){_NOT_A_RATE}"
    rf"|\b(?P<word>twice|thrice)\b{_NOT_A_RATE}",
    re.IGNORECASE,
)


def reading_problems(number: int, step: Step) -> Iterator[Problem]:
    """Yield what the words of step `number` (from 0) leave to be wished for."""
    yield from _too_long_to_read(number, step)
    yield from _repetitions_said(number, step)
    yield from _work_in_a_pause(number, step)


def work_said_in_a_pause(step: Step) -> str | None:
    """Return the words of a breathing or rest step that speak of work, or None.

    Such a step may be meant well, and it may be pressing under another name; nobody can tell from
    the words alone (see `selfcare.domain.safety` for what follows).
    """
    if not step.gentle:
        return None
    texts = (step.do, step.caution or "")
    hits = (caught(net, text) for text in texts for net in (WORK, HEAD_TURNED))
    return next((words for words in hits if words), None)


def _too_long_to_read(number: int, step: Step) -> Iterator[Problem]:
    words = len(f"{step.do} {step.caution or ''}".split())
    seconds = -(-words // WORDS_A_SECOND)
    if words > step.total_seconds * WORDS_A_SECOND:
        yield Problem(
            path=("step", number, "do"),
            what=message(
                "reading these {words} words takes about {seconds} seconds, and the step is over "
                "after {total}",
                words=words,
                seconds=seconds,
                total=step.total_seconds,
            ),
            cure=message("use fewer words, or give the step more time"),
            severity=Severity.WARNING,
        )


def _repetitions_said(number: int, step: Step) -> Iterator[Problem]:
    for said in _SAID.finditer(step.do):
        low, high = _said_range(said)
        if not low <= step.reps <= high:
            yield Problem(
                path=("step", number, "do"),
                what=message(
                    'the words say "{said}", and the step is timed for reps = {reps}',
                    said=said.group(),
                    reps=step.reps,
                ),
                cure=message("let the words and reps say the same number"),
                severity=Severity.WARNING,
            )


def _said_range(said: re.Match[str]) -> tuple[int, int]:
    if word := said["word"]:
        times = 2 if word.lower() == "twice" else 3
        return times, times
    low = _number(said["low"])
    return low, _number(said["high"]) if said["high"] else low


def _number(word: str) -> int:
    return NUMBERS.get(word.lower()) or int(word)


def _work_in_a_pause(number: int, step: Step) -> Iterator[Problem]:
    if said := work_said_in_a_pause(step):
        yield Problem(
            path=("step", number, "kind"),
            what=message(
                'a step of kind {kind} only breathes or rests, and its words say "{word}"',
                kind=step.kind,
                word=said,
            ),
            cure=message(
                "choose the kind that fits: press, glide, stretch, contract_relax or move"
            ),
            severity=Severity.WARNING,
        )

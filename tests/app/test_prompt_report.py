"""What a prompter child reports, beside a diary that somebody else holds for a while."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from selfcare.app.clock import SystemClock
from selfcare.app.context import open_context
from selfcare.app.prompt_order import PromptOrder
from selfcare.app.prompt_report import Beginning, DiaryReporter, Saved
from selfcare.app.unsaved_answers import kept
from selfcare.diary.store import Diary
from selfcare.domain.facts import PromptAnswered, PromptClaimed
from selfcare.domain.message import message
from selfcare.domain.prompt import Answer, Prompt, PromptKind

ORDER = PromptOrder(prompt="p", round=1, title="t", body="b", seconds_until_expiry=60)


def test_an_answer_that_somebody_else_took_in_from_its_file_counts_once_and_as_ours(
    home: Path,
) -> None:
    path, now = home / "data" / "diary.sqlite3", SystemClock().now()
    prompt = Prompt(
        id=ORDER.prompt,
        kind=PromptKind.ROUTINE,
        day=now.date(),
        due=now,
        expires=now + timedelta(hours=1),
        reason=message("Your plan."),
    )
    with Diary.open(path, may_migrate=True) as diary:
        diary.claim(PromptClaimed(prompt, 1), at=now, day=now.date())
    reporter = DiaryReporter(ORDER)
    assert reporter.begin() is Beginning.SHOW
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        assert reporter.answered(Answer.START) is Saved.NOT_YET
        holder.execute("ROLLBACK")
    with open_context() as context:
        assert len(list(context.diary.entries(kind=PromptAnswered))) == 1
    assert kept(home / "state") == ()

    assert reporter.save() is Saved.NOTED
    with open_context() as context:
        assert len(list(context.diary.entries(kind=PromptAnswered))) == 1

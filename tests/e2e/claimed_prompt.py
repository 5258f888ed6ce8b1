"""One prompt that is claimed in a real diary, and the real child that shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from msgspec.structs import replace

from selfcare.app.clock import SystemClock
from selfcare.diary.store import Diary
from selfcare.domain.facts import PromptAnswered, PromptClaimed
from selfcare.domain.message import message
from selfcare.domain.prompt import Answer, Prompt, PromptKind, Via
from selfcare.domain.settings import NotifierChoice
from tests.e2e.prompter_process import REAL_COMMAND, PrompterProcess, order, prompter
from tests.e2e.workday import Workday

DONE, NOT_SHOWN = 0, 4


def diary_of(day: Workday) -> Path:
    return day.home / "data" / "diary.sqlite3"


def claimed_day(home: Path, environment: Mapping[str, str]) -> Workday:
    """Return a day on which the prompt is claimed, and about to be shown."""
    found = Workday(home, environment)
    now = SystemClock().now()
    prompt = Prompt(
        id=order().prompt,
        kind=PromptKind.ROUTINE,
        day=now.date(),
        due=now,
        expires=now + timedelta(hours=1),
        reason=message("Your plan."),
    )
    with Diary.open(diary_of(found), may_migrate=True) as diary:
        assert diary.claim(PromptClaimed(prompt, 1), at=now, day=now.date())
    return found


@contextmanager
def child(
    day: Workday,
    notifier: NotifierChoice = NotifierChoice.AUTO,
    largest_file: int | None = None,
) -> Iterator[PrompterProcess]:
    """Start the child; where given, it can make no file larger than so many bytes."""
    limit = () if largest_file is None else ("prlimit", f"--fsize={largest_file}")
    wanted = replace(order(), notifier=notifier)
    with prompter(day.environment, wanted, command=(*limit, *REAL_COMMAND)) as found:
        yield found


def answers(day: Workday) -> list[Answer]:
    """Return what was answered by the notification, in order."""
    found = day.facts("PromptAnswered")
    assert all(isinstance(one, PromptAnswered) and one.via is Via.NOTIFICATION for one in found)
    return [one.answer for one in found if isinstance(one, PromptAnswered)]

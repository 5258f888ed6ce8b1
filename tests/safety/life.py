"""Somebody's days, lived through the real commands under a told clock."""

from __future__ import annotations

import json
import re
from datetime import date, time, timedelta
from typing import Any, Final

from selfcare.app.course import TurnOver
from selfcare.app.offering import routine_named
from selfcare.app.session import GoOn, Session, begin, end_done, finish_turn, what_to_do_now
from selfcare.config.paths import folders
from selfcare.domain.errors import UserMistake
from selfcare.domain.timeline import turns
from tests.cli.command_line import CommandLine, at

TODAY: Final = date(2026, 11, 25)
"""A Wednesday."""
TEN: Final = time(10)
QUESTIONS: Final = (
    *("vascular", "syncope", "bleeding", "bone", "trauma", "nerve", "infection", "pregnancy"),
    *("age50_new", "jaw", "immunity"),
)
"""The questions of the domain handbook 3.1, in its order."""
ALL_NO: Final = dict.fromkeys(QUESTIONS, "no")
_NEVER: Final = re.compile(
    r"\b(cures?|cured|eliminat\w*|permanent\w*|guarantee\w*|should have|missed again|streaks?"
    r"|trigger points cause|you will get|(a|your) (migraine|headache) will"
    r"|(suma|riza|zolmi|nara|frova)triptan|ibuprofen|aspirin|paracetamol|naproxen)\b|95 ?%",
    re.IGNORECASE,
)
"""What no text may say: promises, guilt, drugs by name, their “95 %” (domain handbook 3.6, 4.4)."""
_DATE: Final = re.compile(r"\{([+-]\d+)\}")


class Life:
    """A diary, filled and asked by commands. Days are told as so many days before `today`."""

    def __init__(self, today: date = TODAY) -> None:
        self.line = CommandLine()
        self.today = today
        self.stand(TEN)

    def stand(self, there: time, days_ago: int = 0) -> None:
        """Set the clock."""
        day = self.today - timedelta(days=days_ago)
        self.line.clock.at = at(there.hour, there.minute, day)

    def dated(self, value: Any) -> Any:
        """Return the value with {+2} in it made the day after tomorrow."""
        if isinstance(value, dict):
            return {key: self.dated(one) for key, one in value.items()}
        if isinstance(value, str):
            return _DATE.sub(lambda found: self._day(int(found[1])).isoformat(), value)
        return value

    def _day(self, ahead: int) -> date:
        return self.today + timedelta(days=ahead)

    def say(self, *arguments: str) -> None:
        """Run a command that only has to end well."""
        self._run(*arguments)

    def data(self, *arguments: str, feed: object = None) -> Any:
        """Return what a command prints as JSON."""
        text = None if feed is None else json.dumps(self.dated(feed))
        return json.loads(self._run(*arguments, feed=text))

    def _run(self, *arguments: str, feed: str | None = None) -> str:
        result = self.line(*map(self.dated, arguments), feed=feed)
        assert (result.exit_code, result.stderr) == (0, ""), (arguments, feed, result.output)
        found = _NEVER.search(result.stdout)
        assert found is None, f"{arguments} says “{found and found[0]}”"
        return result.stdout

    def configure(self, settings: str, routine_file: str = "") -> None:
        """Write config.toml, and a routine of one's own as mine.toml."""
        if settings:
            self.line.configure(self.dated(settings))
        if routine_file:
            own = folders().routines
            own.mkdir(parents=True, exist_ok=True)
            (own / "mine.toml").write_text(routine_file, encoding="utf-8")

    def screen(self, answers: dict[str, str], age: int | None = 40) -> Any:
        return self.data("screen", "--json", "-", feed={"answers": answers, "age": age})

    def check_in(self, said: dict[str, Any]) -> Any:
        return self.data("checkin", "--json", "-", feed=said)

    def tender(self, found: dict[str, Any]) -> Any:
        return self.data("tender", "--json", "-", feed=found)

    def choose(self, *arguments: str) -> Any:
        return self.data("choose", *arguments, "--json")

    def plan(self, ahead: int = 0, days: int = 1) -> Any:
        start = self._day(ahead).isoformat()
        return self.data("plan", "--from", start, "--days", str(days), "--json")

    def begin(self, routine: str, before: int | None = None) -> Session:
        """Begin a routine as `now` does; raises UserMistake where it may not run."""
        with self.line.context() as context:
            return begin(context, routine_named(context, routine), None, before)

    def do(self, routine: str, pain: tuple[int, int] | None = None) -> Session:
        """Do a routine from beginning to end; `pain` is how strong it hurt before and after."""
        before, after = pain or (None, None)
        session = self.begin(routine, before)
        with self.line.context() as context:
            for turn in turns(session.steps):
                finish_turn(context, session, TurnOver(turn, turn.seconds))
            end_done(context, session, after)
        return session

    def stop(self, reason: str, during: str, step: int | None = None) -> Any:
        """Begin a routine and end it early."""
        self.begin(during)
        more = () if step is None else ("--step", str(step))
        return self.data("done", "--stopped", reason, *more, "--json")

    def offered(self, routine: str) -> Any:
        """Return a routine as it may be done now, None where it may not."""
        result = self.line("routines", "show", routine, "--as-offered", "--json")
        return json.loads(result.stdout) if result.exit_code == 0 else None

    def begun_by_now(self) -> str | None:
        """Return the routine that `now` would begin or take up, None where it refuses."""
        with self.line.context() as context:
            try:
                to_do = what_to_do_now(context)
            except UserMistake:
                return None
        return to_do.session.routine if isinstance(to_do, GoOn) else to_do.offered.routine.id

    def refuses(self, routine: str) -> bool:
        """Return whether `now` refuses a routine."""
        with self.line.context() as context:
            try:  # Where it may run, the command would lead through it and wait for somebody.
                what_to_do_now(context, routine)
            except UserMistake:
                pass
            else:
                return False
        return bool(self.line.mistake("now", routine))

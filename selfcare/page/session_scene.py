"""Where a running session stands, as it is told to the tabs that show it."""

from __future__ import annotations

from msgspec import Struct

from selfcare.app.conducting import Conducting
from selfcare.app.say import words
from selfcare.app.session import Session
from selfcare.app.session_words import stage_line, stage_name, time_left, turn_lines
from selfcare.domain.routine import Routine


class Scene(Struct, frozen=True, kw_only=True):
    """Where a session stands.

    `left` of `of` seconds are left of the stretch in progress, and `spent` of `turn_seconds` were
    spent on its turn, `number`. `stage` is the kind of stretch, `name` its words; `note` is why it
    stands still; `rest` is how long everything still takes. `said` is what is new, for listeners.
    """

    number: int
    stage: str
    rep: int
    paused: bool
    name: str
    note: str
    left: float
    of: int
    spent: float
    turn_seconds: int
    rest: str
    said: str = ""


class Elsewhere(Struct, frozen=True):
    """A tab has nothing more to show where it is; the page `to` comes next."""

    to: str
    said: str = ""


class TooMany(Struct, frozen=True):
    """More tabs listen than there is room for; this one may ask again when it is looked at."""

    rest_of_all: bool = True


class Running:
    """A session under way, and what a page needs to know of it.

    `routine` is None where its file is gone; with `quiet` one thing at a time is shown, dim. `note`
    is why it stands still.
    """

    def __init__(self, conducting: Conducting, routine: Routine | None, *, quiet: bool) -> None:
        self.conducting = conducting
        self.routine = routine
        self.quiet = quiet
        self.note = ""
        self._said: _Spot | None = None

    @property
    def session(self) -> Session:
        """The session."""
        return self.conducting.session

    def scene(self, said: str = "") -> Scene:
        """Return where it stands."""
        course = self.conducting.course
        leg = course.leg
        return Scene(
            number=course.number,
            stage=leg.stage.value,
            rep=leg.rep,
            paused=course.paused,
            name=words("Paused") if course.paused else stage_name(course),
            note=self.note if course.paused else "",
            left=round(course.leg_seconds_left, 3),
            of=leg.seconds,
            spent=round(course.spent, 3),
            turn_seconds=course.turn.seconds,
            rest=time_left(course),
            said=said,
        )

    def in_full(self) -> Scene:
        """Return where it stands, with all that is to be said of it."""
        self._said = self._spot()
        return self.scene(self._words_since(None))

    def news(self) -> Scene | None:
        """Return where it stands and what is new since it was asked last, None for nothing."""
        now, before = self._spot(), self._said
        if now == before:
            return None
        self._said = now
        return self.scene(self._words_since(before))

    def _spot(self) -> _Spot:
        course = self.conducting.course
        return _Spot(course.number, course.leg.stage.value, course.leg.rep, course.paused)

    def _words_since(self, before: _Spot | None) -> str:
        course, now = self.conducting.course, self._spot()
        lines: list[str] = []
        if before is None or before.number != now.number:
            lines += turn_lines(course)
        if now.paused:
            lines += [words("Paused."), self.note]
        else:
            went_on = before is not None and before.paused and before.stretch == now.stretch
            lines.append(stage_line(course, went_on=went_on))
        return " ".join(line for line in lines if line)


class _Spot(Struct, frozen=True):
    """What listeners are told of; whatever differs from it is new."""

    number: int
    stage: str
    rep: int
    paused: bool

    @property
    def stretch(self) -> tuple[int, str, int]:
        return self.number, self.stage, self.rep

"""Edits take effect by themselves once they stand still; what is wrong is told, and told once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from selfcare.app.answering import answer_prompt, waiting_prompt
from selfcare.app.context import Context, open_context
from selfcare.app.say import say
from selfcare.app.watching import ConfigurationWatch
from selfcare.config.paths import Folders, folders
from selfcare.config.starter import starter_routine
from selfcare.daemon.engine import Engine
from selfcare.domain.facts import DaemonStarted, PromptClaimed
from selfcare.domain.message import message
from selfcare.domain.prompt import Answer, PromptKind, Via
from tests.config.golden import BAD_CONFIGS, BAD_ROUTINES, cases
from tests.fakes import RememberingPrompter, ToldCalendars, ToldClock, ToldSenses

DEFAULT_CAP = 4
MONDAY_NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def here() -> Folders:
    found = folders()
    found.routines.mkdir(parents=True)
    return found


def write(here: Folders, text: str) -> None:
    """Save config.toml; the size of every text here differs, so that no clock matters."""
    here.config_file.write_text(text, encoding="utf-8")


def capped(cap: int) -> str:
    return f"[prompts]\ndaily_cap = {cap}\n{'#' * cap}\n"


def cap(watch: ConfigurationWatch) -> int:
    return watch.in_force.settings.prompts.daily_cap


def look(watch: ConfigurationWatch, times: int) -> None:
    for _ in range(times):
        watch.look()


def told(watch: ConfigurationWatch) -> list[str]:
    return [say(news.what) for news in watch.to_tell]


def routine(here: Folders, name: str, text: str | None = None) -> Path:
    path = here.routines / f"{name}.toml"
    path.write_text(text or starter_routine(name, name.title()), encoding="utf-8")
    return path


# Edits


def test_an_edit_counts_once_it_stood_still_between_two_looks(here: Folders) -> None:
    watch = ConfigurationWatch(here)
    write(here, capped(7))

    watch.look()
    assert (cap(watch), watch.settled) == (DEFAULT_CAP, False)
    watch.look()
    assert (cap(watch), watch.settled) == (7, True)


def test_while_somebody_goes_on_saving_nothing_changes(here: Folders) -> None:
    watch = ConfigurationWatch(here)
    for number in range(5, 12):
        write(here, capped(number))
        watch.look()
        assert cap(watch) == DEFAULT_CAP

    watch.look()
    assert cap(watch) == 11


def test_a_file_cut_short_and_then_written_is_never_taken_half(here: Folders) -> None:
    write(here, capped(7))
    watch = ConfigurationWatch(here)

    write(here, "")
    watch.look()
    assert cap(watch) == 7
    write(here, capped(8))
    watch.look()
    assert cap(watch) == 7
    watch.look()
    assert cap(watch) == 8
    assert told(watch) == []


def test_a_file_replaced_by_another_of_the_same_size_is_noticed(here: Folders) -> None:
    write(here, "[prompts]\ndaily_cap = 5\n")
    watch = ConfigurationWatch(here)
    fresh = here.config / "fresh"
    fresh.write_text("[prompts]\ndaily_cap = 6\n")
    fresh.replace(here.config_file)

    look(watch, 2)
    assert cap(watch) == 6


def test_a_deleted_config_brings_back_the_defaults(here: Folders) -> None:
    write(here, capped(7))
    watch = ConfigurationWatch(here)
    here.config_file.unlink()

    look(watch, 2)
    assert cap(watch) == DEFAULT_CAP


def test_a_new_routine_and_one_taken_away_are_noticed(here: Folders) -> None:
    watch = ConfigurationWatch(here)
    path = routine(here, "mine")
    look(watch, 2)
    assert "mine" in watch.in_force.library.routines

    path.unlink()
    look(watch, 2)
    assert "mine" not in watch.in_force.library.routines


def test_without_an_edit_nothing_is_read_again(here: Folders) -> None:
    watch = ConfigurationWatch(here)
    before = watch.in_force

    look(watch, 3)
    assert watch.in_force is before
    assert watch.settled


# A broken config.toml


def test_a_broken_config_keeps_the_last_good_one(here: Folders) -> None:
    write(here, capped(7))
    watch = ConfigurationWatch(here)

    write(here, "[prompts\n")
    look(watch, 2)
    assert (cap(watch), watch.in_force.broken) == (7, True)


def test_a_broken_config_keeps_the_last_good_one_after_a_restart_too(here: Folders) -> None:
    write(here, capped(7))
    watch = ConfigurationWatch(here)
    write(here, capped(8))
    look(watch, 2)
    write(here, "[prompts\n")
    look(watch, 2)

    again = ConfigurationWatch(here)
    assert (cap(again), again.in_force.broken) == (8, True)


def test_a_config_broken_while_selfcare_was_off_keeps_the_last_good_one(here: Folders) -> None:
    write(here, capped(7))
    ConfigurationWatch(here)

    write(here, "[prompts\n")
    assert cap(ConfigurationWatch(here)) == 7


def test_a_first_config_that_is_broken_leaves_the_defaults(here: Folders) -> None:
    write(here, "[prompts\n")

    assert cap(ConfigurationWatch(here)) == DEFAULT_CAP


def test_defaults_in_force_are_good_settings_to_keep(here: Folders) -> None:
    write(here, capped(7))
    ConfigurationWatch(here)
    here.config_file.unlink()
    ConfigurationWatch(here)

    write(here, "[prompts\n")
    assert cap(ConfigurationWatch(here)) == DEFAULT_CAP


def test_a_mended_config_takes_effect(here: Folders) -> None:
    write(here, "[prompts\n")
    watch = ConfigurationWatch(here)
    write(here, capped(9))

    look(watch, 2)
    assert (cap(watch), watch.in_force.broken, told(watch)) == (9, False, [])


def test_the_users_files_are_left_as_they_are(here: Folders) -> None:
    write(here, "[prompts\n")
    routine(here, "broken", "id = 3\n")
    look(ConfigurationWatch(here), 3)

    assert here.config_file.read_text() == "[prompts\n"
    assert sorted(path.name for path in here.config.rglob("*")) == [
        "broken.toml",
        "config.toml",
        "routines",
    ]


# What is told


def test_a_broken_config_is_told_with_its_place_and_what_holds_meanwhile(here: Folders) -> None:
    write(here, "[prompts]\ndaily_cap = 99\n")

    (said,) = told(ConfigurationWatch(here))
    assert said == (
        'config.toml, line 2: "daily_cap" must be a whole number from 0 to 12, not 99.'
        " Until it is mended, your last good settings hold. How to mend it: selfcare check"
    )


def test_a_broken_routine_is_left_out_and_told_and_the_rest_goes_on(here: Folders) -> None:
    write(here, capped(7))
    routine(here, "good")
    routine(here, "bad", 'id = "bad"\n')
    watch = ConfigurationWatch(here)

    routines = watch.in_force.library.routines
    assert "bad" not in routines
    assert {"good", "four-muscles-gentle"} <= routines.keys()
    assert cap(watch) == 7
    (said,) = told(watch)
    assert said.startswith("bad.toml, line 1: ")
    assert "That routine waits; the others go on. How to mend it: selfcare check" in said


def test_a_broken_copy_of_a_shipped_routine_leaves_the_shipped_one(here: Folders) -> None:
    shipped = ConfigurationWatch(here).in_force.library.routines["slow-breath"]
    routine(here, "slow-breath", 'id = "slow-breath"\n')

    assert ConfigurationWatch(here).in_force.library.routines["slow-breath"] == shipped


def test_good_files_and_mere_hints_are_not_told(here: Folders) -> None:
    write(here, capped(7))
    in_a_hurry = re.sub(
        r"^seconds = \d+$", "seconds = 1", starter_routine("mine", "Mine"), flags=re.MULTILINE
    )
    routine(here, "mine", in_a_hurry)
    watch = ConfigurationWatch(here)

    assert watch.in_force.problems != ()
    assert watch.in_force.errors == ()
    assert told(watch) == []


def test_a_problem_is_told_after_it_stood_for_two_more_looks(here: Folders) -> None:
    watch = ConfigurationWatch(here)
    write(here, "[prompts\n")

    counts = []
    for _ in range(5):
        watch.look()
        counts.append(len(watch.to_tell))
    assert counts == [0, 0, 0, 1, 1]


def test_a_problem_that_was_there_at_the_start_is_told_at_once(here: Folders) -> None:
    write(here, "[prompts\n")

    assert len(ConfigurationWatch(here).to_tell) == 1


def test_the_same_problem_is_the_same_news_after_a_restart_and_another_is_not(
    here: Folders,
) -> None:
    write(here, "[prompts]\ndaily_cap = 99\n")
    first = ConfigurationWatch(here).to_tell
    assert ConfigurationWatch(here).to_tell == first

    write(here, "[prompts]\ndaily_cap = 98\n")
    assert ConfigurationWatch(here).to_tell[0].key != first[0].key


def test_what_befell_the_diary_is_told_beside_the_files(here: Folders) -> None:
    write(here, "[prompts\n")
    damaged = message("The diary was damaged; it is kept here: {file}", file="diary-1")
    again = message("The diary was damaged; it is kept here: {file}", file="diary-2")

    first, second = (ConfigurationWatch(here, (one,)).to_tell for one in (damaged, again))
    assert [one.what for one in first][:1] == [damaged]
    assert len(first) == 2
    assert first[0].key != second[0].key


BROKEN = [
    *((BAD_CONFIGS / f"{case}.toml", True) for case in cases(BAD_CONFIGS)),
    *((BAD_ROUTINES / f"{case}.toml", False) for case in cases(BAD_ROUTINES)),
]


@pytest.mark.parametrize(("file", "is_config"), BROKEN, ids=[file.stem for file, _ in BROKEN])
def test_news_of_any_broken_file_fits_a_notification(
    here: Folders, file: Path, is_config: bool
) -> None:
    target = here.config_file if is_config else here.routines / file.name
    target.write_bytes(file.read_bytes())

    for said in told(ConfigurationWatch(here)):
        assert len(said.encode("utf-16-le")) // 2 <= 255
        assert said.endswith("selfcare check")


# Told once, through the whole program


class Desk:
    """The background program, as far as news goes."""

    def __init__(self, context: Context, clock: ToldClock) -> None:
        self.context = context
        self.clock = clock
        self.prompter = RememberingPrompter(context)
        long_ago = MONDAY_NOON - timedelta(days=40)
        context.diary.append(DaemonStarted("0"), at=long_ago, day=long_ago.date())
        self.start()

    def start(self) -> None:
        self.context.note(DaemonStarted("0"))
        self.watch = ConfigurationWatch(self.context.folders)
        self.engine = Engine(
            self.context.diary, self.watch, self.prompter, ToldCalendars(), ToldSenses()
        )

    def live(self, minutes: int) -> int:
        """Live for some minutes, and return how many notices came up in them."""
        before = self.notices()
        for _ in range(minutes * 6):
            self.clock.pass_by(timedelta(seconds=10))
            self.watch.look()
            self.engine.tick(self.clock.now(), self.clock.zone())
        return self.notices() - before

    def notices(self) -> int:
        return sum(
            isinstance(entry.fact, PromptClaimed) and entry.fact.prompt.kind is PromptKind.NOTICE
            for entry in self.context.diary.entries()
        )


@pytest.fixture
def desk(here: Folders) -> Iterator[Desk]:
    write(here, "[work]\nmon = []\n")
    clock = ToldClock(MONDAY_NOON)
    with open_context(clock) as context:
        yield Desk(context, clock)


def test_one_notification_says_so_not_one_a_minute(desk: Desk, here: Folders) -> None:
    assert desk.live(2) == 0
    write(here, "[prompts\n")

    assert desk.live(1) == 1
    assert desk.live(60) == 0


def test_after_a_restart_the_same_problem_is_not_told_again(desk: Desk, here: Folders) -> None:
    write(here, "[prompts\n")
    assert desk.live(20) == 1

    desk.engine.close()
    desk.start()
    assert desk.live(20) == 0


def test_a_problem_that_changed_is_told_again_once_the_first_was_read(
    desk: Desk, here: Folders
) -> None:
    write(here, "[prompts\n")
    assert desk.live(20) == 1
    state = waiting_prompt(desk.context)
    assert state is not None
    answer_prompt(desk.context, state, Answer.CLOSED, Via.NOTIFICATION)

    write(here, "[prompts]\ndaily_cap = 99\n")
    assert desk.live(20) == 1

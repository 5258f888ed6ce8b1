"""A notification server that hangs, refuses, crashes, repeats itself: the prompter child beside it.

The child is the real one, and so are the bus and the diary; the server is our own.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from selfcare.domain.facts import PromptNotShown
from selfcare.domain.prompt import Answer
from selfcare.domain.settings import NotifierChoice
from tests.e2e.claimed_prompt import DONE, NOT_SHOWN, answers, child, claimed_day
from tests.e2e.desktop import need
from tests.e2e.frail_bus import FrailBus, frail_bus
from tests.e2e.plain_server import Does
from tests.e2e.workday import Workday

pytestmark = pytest.mark.desktop


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[FrailBus]:
    with frail_bus(tmp_path) as found:
        found.start()
        yield found


@pytest.fixture
def day(bus: FrailBus, tmp_path: Path) -> Workday:
    """Return a day on which the prompt is claimed, and about to be shown."""
    return claimed_day(tmp_path / "home", bus.environment)


def not_shown(day: Workday) -> str:
    (failed,) = day.wait_for("PromptNotShown")
    assert isinstance(failed, PromptNotShown)
    return failed.why


# Presses


@pytest.mark.parametrize(
    "does",
    [
        Does.PRESSES_BEFORE_IT_ANSWERS,
        Does.PRESSES_AS_IT_ANSWERS,
        Does.PRESSES_TWICE,
        Does.PRESSES_AND_CLOSES,
    ],
)
def test_a_press_is_one_answer_whenever_and_however_often_it_is_told(
    bus: FrailBus, day: Workday, does: Does
) -> None:
    bus.serve(does)
    with child(day) as running:
        assert running.end() == DONE

    assert answers(day) == [Answer.SKIP]
    assert len(day.facts("PromptShown")) == 1


@pytest.mark.parametrize(
    "does",
    [
        Does.PRESSES_ANOTHER_CARD,
        Does.PRESSES_AN_UNKNOWN_BUTTON,
        Does.TALKS_NONSENSE,
        Does.FLOODS,
        Does.NUMBERS_NOTHING,
        Does.HANGS_ON_CLOSE,
    ],
)
def test_a_press_is_heard_through_whatever_else_the_server_says(
    bus: FrailBus, day: Workday, does: Does
) -> None:
    server = bus.serve(does)
    with child(day) as running:
        day.wait_for("PromptShown")
        assert answers(day) == []
        server.press()
        assert running.end() == DONE

    assert answers(day) == [Answer.SKIP]


def test_a_card_that_its_user_closes_is_answered_as_closed(bus: FrailBus, day: Workday) -> None:
    server = bus.serve()
    with child(day) as running:
        day.wait_for("PromptShown")
        server.close()
        assert running.end() == DONE

    assert answers(day) == [Answer.CLOSED]


@pytest.mark.parametrize("does", [Does.CLOSES_AS_EXPIRED, Does.BUTTONS])
def test_a_server_that_says_no_more_leaves_the_prompt_open_and_the_child_to_the_daemon(
    bus: FrailBus, day: Workday, does: Does
) -> None:
    bus.serve(does)
    with child(day) as running:
        day.wait_for("PromptShown")
        status = day.status()
        running.close_input()
        assert running.end() == DONE

    assert status["open"]["became"] == "open"
    assert answers(day) == []
    assert day.facts("PromptNotShown") == []


# Servers that show nothing


def test_a_server_that_refuses_is_told_with_its_reason(bus: FrailBus, day: Workday) -> None:
    bus.serve(Does.REFUSES)
    with child(day) as running:
        assert running.end() == NOT_SHOWN

    assert "nothing is shown here today" in not_shown(day)
    assert day.facts("PromptShown") == []


def test_a_server_that_crashes_at_the_card_is_told(bus: FrailBus, day: Workday) -> None:
    bus.serve(Does.CRASHES)
    with child(day) as running:
        assert running.end() == NOT_SHOWN

    assert "desktop: the notification server refused Notify" in not_shown(day)


def test_a_server_that_hangs_on_every_question_is_told(bus: FrailBus, day: Workday) -> None:
    bus.serve(Does.HANGS_ON_CAPABILITIES)
    with child(day) as running:
        assert running.end() == NOT_SHOWN

    assert "desktop: the session bus did not answer within 5 seconds" in not_shown(day)


def test_a_server_that_hangs_on_the_card_is_told_and_gets_no_second_one(
    bus: FrailBus, day: Workday
) -> None:
    bus.serve(Does.HANGS_ON_NOTIFY)
    with child(day) as running:
        assert running.end() == NOT_SHOWN

    assert "the desktop did not take the card within 5 seconds" in not_shown(day)
    assert len(bus.traffic.notified) == 1


def test_a_card_that_was_taken_too_late_is_taken_away_again(bus: FrailBus, day: Workday) -> None:
    server = bus.serve(Does.TAKES_ITS_TIME)
    with child(day) as running:
        bus.traffic.wait_for_notification()
        running.close_input()
        server.press()
        assert running.end() == DONE

    assert bus.traffic.wait(lambda traffic: traffic.taken_away, what="the close") == [1]
    assert day.facts("PromptShown") == []


@pytest.mark.parametrize(
    "does", [Does.HANGS_ON_CAPABILITIES, Does.HANGS_ON_NOTIFY, Does.HANGS_ON_CLOSE]
)
def test_the_child_ends_with_its_input_wherever_the_server_hangs(
    bus: FrailBus, day: Workday, does: Does
) -> None:
    bus.serve(does)
    with child(day) as running:
        if does is Does.HANGS_ON_CAPABILITIES:
            bus.traffic.wait(
                lambda traffic: "GetCapabilities" in traffic.called, what="the question"
            )
        else:
            bus.traffic.wait_for_notification()
        running.close_input()
        assert running.end() == DONE

    assert answers(day) == []


def test_a_helper_of_plyer_that_hangs_ends_with_the_child(bus: FrailBus, day: Workday) -> None:
    need("notify-send")
    bus.serve(Does.HANGS_ON_NOTIFY)
    with child(day, NotifierChoice.PLYER) as running:
        bus.traffic.wait_for_notification()
        (helper,) = running.children()
        running.close_input()
        assert running.end() == DONE

    assert not Path(f"/proc/{helper}").exists()


# Servers and buses that end


def test_a_server_that_ends_takes_the_card_with_it_and_that_is_told(
    bus: FrailBus, day: Workday
) -> None:
    server = bus.serve()
    with child(day) as running:
        day.wait_for("PromptShown")
        server.kill()
        assert running.end() == NOT_SHOWN

    assert not_shown(day) == "the notification server has ended"
    assert answers(day) == []


def test_a_bus_that_dies_takes_the_card_with_it_and_that_is_told(
    bus: FrailBus, day: Workday
) -> None:
    bus.serve()
    with child(day) as running:
        day.wait_for("PromptShown")
        bus.kill()
        assert running.end() == NOT_SHOWN

    assert not_shown(day) == "the session bus has ended"


def test_a_bus_that_dies_between_the_card_and_the_reply_is_told(
    bus: FrailBus, day: Workday
) -> None:
    bus.serve(Does.TAKES_ITS_TIME)
    with child(day) as running:
        bus.traffic.wait_for_notification()
        bus.kill()
        assert running.end() == NOT_SHOWN

    assert "session bus" in not_shown(day)
    assert day.facts("PromptShown") == []


def test_a_card_that_ran_out_is_not_missed_when_its_server_ends(
    bus: FrailBus, day: Workday
) -> None:
    server = bus.serve(Does.CLOSES_AS_EXPIRED)
    with child(day) as running:
        bus.traffic.wait_for_close()
        day.wait_for("PromptShown")
        server.kill()
        bus.wait_for_no_server()
        running.close_input()
        assert running.end() == DONE

    assert day.facts("PromptNotShown") == []

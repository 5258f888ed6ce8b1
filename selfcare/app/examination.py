"""The whole examination of a computer, in the order it is told."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator

from selfcare.app.clock import Clock
from selfcare.app.configuration import in_force
from selfcare.app.diagnosis import Check, Verdict
from selfcare.app.diagnosis_desktop import check_bus, check_notifiers, check_window
from selfcare.app.diagnosis_presence import check_presence
from selfcare.app.diagnosis_storage import check_configuration, check_diary, check_folders
from selfcare.app.diagnosis_system import (
    check_autostart,
    check_background,
    check_clock,
    check_system,
)
from selfcare.config.paths import Folders
from selfcare.domain.errors import SelfcareError
from selfcare.domain.message import message


def examine(folders: Folders, clock: Clock) -> Iterator[Check]:
    """Yield every check as it is made; the notifiers, which may take seconds, come last."""
    looks: tuple[Callable[[], Iterable[Check]], ...] = (
        lambda: (check_system(),),
        lambda: check_clock(clock),
        lambda: check_folders(folders),
        lambda: (check_configuration(folders),),
        lambda: check_diary(folders, clock.now()),
        lambda: check_background(folders),
        lambda: (check_autostart(),),
        lambda: check_bus(os.environ),
        lambda: (check_window(in_force(folders).settings.prompts.opens_in),),
        check_presence,
        lambda: check_notifiers(in_force(folders).settings.prompts.notifier),
    )
    for look in looks:
        try:
            yield from look()
        except (OSError, SelfcareError) as error:
            yield Check(
                about="doctor",
                verdict=Verdict.TROUBLE,
                says=message("Something here could not be looked at."),
                detail=str(error),
            )

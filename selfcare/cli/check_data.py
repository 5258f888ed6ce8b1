"""What `doctor --json` and `notify-test --json` print."""

from __future__ import annotations

from msgspec import Struct

from selfcare.app.diagnosis import Check
from selfcare.app.say import say
from selfcare.app.trial import Trial


class CheckData(Struct, frozen=True, kw_only=True):
    """One check: what about, what was found, what to do, and details for experts."""

    about: str
    verdict: str
    says: str
    cure: str | None
    detail: str | None


class TrialData(Struct, frozen=True, kw_only=True):
    """Who took the test notification, null when nobody did, and why others could not."""

    notifier: str | None
    abilities: tuple[str, ...]
    failures: tuple[str, ...]


def check_data(check: Check) -> CheckData:
    """Return a check as data."""
    return CheckData(
        about=check.about,
        verdict=check.verdict.value,
        says=say(check.says),
        cure=None if check.cure is None else say(check.cure),
        detail=check.detail,
    )


def trial_data(trial: Trial) -> TrialData:
    """Return a test notification's fate as data."""
    return TrialData(
        notifier=None if trial.notifier is None else trial.notifier.value,
        abilities=tuple(sorted(trial.abilities)),
        failures=trial.failures,
    )

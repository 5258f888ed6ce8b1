"""The keys that say why a session is stopped, and what comes with pain, in a terminal."""

from __future__ import annotations

from typing import Final

from selfcare.app.say import say
from selfcare.app.session_words import COMPANY, GOES_ON, LATER, company_words
from selfcare.domain.facts import StopReason
from selfcare.domain.stopping import REASONS

GO_ON: Final = "g"
LEAVE: Final = "l"
STOP_KEYS: Final = {
    "1": StopReason.SHARP_PAIN,
    "2": StopReason.OWN_HEADACHE,
    "3": StopReason.PULSE,
    "4": StopReason.DIZZINESS,
    "5": StopReason.FAINTNESS,
    "6": StopReason.NAUSEA,
    "7": StopReason.TINGLING,
    "8": StopReason.RINGING,
    "9": StopReason.VISION,
    "a": StopReason.SPEECH,
    "b": StopReason.SWALLOWING,
    "c": StopReason.NUMBNESS,
    "d": StopReason.WEAKNESS,
    "e": StopReason.COLLAPSE,
    "n": StopReason.NO_TIME,
    "o": StopReason.OTHER,
}
COMPANY_KEYS: Final = {str(number): symptom for number, symptom in enumerate(COMPANY)}
"""What may come with pain, by the key that says it."""


def stop_menu() -> list[tuple[str, str]]:
    """Return the reasons to stop by the key that says them, and the ways back, in order."""
    menu = [(key, say(REASONS[reason])) for key, reason in STOP_KEYS.items()]
    return [*menu, (LEAVE, say(LATER)), (GO_ON, say(GOES_ON))]


def company_menu() -> list[tuple[str, str]]:
    """Return what may come with pain by the key that says it."""
    return [(key, company_words(symptom)) for key, symptom in COMPANY_KEYS.items()]

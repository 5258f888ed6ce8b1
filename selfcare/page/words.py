"""Sentences as the page says them: what is to be typed in a terminal is left out.

Messages of the inner parts often end with the command that leads on. Commands are the same in every
language, so the sentence that holds one can be told; the page has a button in its place.
"""

from __future__ import annotations

import re
from typing import Final

from selfcare.app.say import say
from selfcare.domain.message import Message
from selfcare.planning.day_words import in_full

COMMANDS: Final = (
    *("alarm", "autostart", "backup", "calendar", "check", "checked", "checkin", "choose"),
    *("completion", "cycle", "demo", "doctor", "done", "erase", "export", "flare", "history"),
    *("init", "later", "menu", "notes", "notify-test", "now", "open", "outlook", "pause"),
    *("period", "plan", "report-problem", "restart", "restore", "resume", "routines", "run"),
    *("screen", "skip", "start", "status", "stop", "stress", "tender", "therapist", "today"),
    *("treatment", "why"),
)
"""Every command; a contract test keeps the list whole."""
SHORT: Final = 5
"""Words of a lead-in such as “To see them:”, which goes with its command; a longer one stays."""
_A_COMMAND: Final = re.compile(rf"\bselfcare ({'|'.join(COMMANDS)})\b")
_SENTENCE_ENDS: Final = re.compile(r"(?<=[.!?:;])\s+")


def told(what: Message) -> str:
    """Return a message for somebody who looks at the page: dates in full, no commands."""
    return without_commands(say(in_full(what)))


def without_commands(text: str) -> str:
    """Return a text without the sentences that tell what to type in a terminal."""
    kept: list[str] = []
    for part in _SENTENCE_ENDS.split(text):
        if _A_COMMAND.search(part) is None:
            kept.append(part)
        elif kept and kept[-1].endswith(":"):
            lead_in = kept.pop()
            if len(lead_in.split()) > SHORT:
                kept.append(f"{lead_in[:-1]}.")
        elif kept and kept[-1].endswith(";"):
            kept[-1] = f"{kept[-1][:-1]}."
    return " ".join(kept)

"""What each question of a check-in says, on every face."""

from __future__ import annotations

from typing import Final

from selfcare.app.check_in_draft import Draft
from selfcare.app.checking_in import Start
from selfcare.domain.check_in_form import Item
from selfcare.domain.checkin import Headache
from selfcare.domain.message import Message, message
from selfcare.planning.day_words import date_words

_TEXTS: Final = {
    Item.BLEEDING: message("Has bleeding started?"),
    Item.HEADACHE: message("Was there a headache today?"),
    Item.STRENGTH: message("How strong was it at its worst?"),
    Item.LIKE_USUAL: message("Was it like your usual headaches?"),
    Item.PLACE: message("Where was it? Up to three places."),
    Item.SYMPTOMS: message("What came with it?"),
    Item.MEDICINE: message("Did you take something for it?"),
    Item.FUNCTION: message("How much of the day's work was possible?"),
    Item.STRESS: message("How stressed were you today?"),
    Item.PAIN_NOW: message("How strong is a headache right now?"),
    Item.STIFFNESS: message("How stiff is your neck?"),
    Item.TIRED: message("Are you more tired than usual?"),
    Item.SIGNS: message("Is anything different today?"),
    Item.AURA_NOW: message("Does the flicker or tingling still go on?"),
}


def asking(item: Item, start: Start, draft: Draft) -> Message:
    """Return the text of a question."""
    if item is Item.HEADACHE and start.form.late:
        return message("Was there a headache on {day}?", day=date_words(start.day))
    if item is Item.STRESS and start.form.late:
        return message("How stressed were you on that day?")
    if item is Item.STRENGTH and draft.check_in.headache is Headache.RUNNING:
        return message("How strong is it now, and how strong was it at its worst?")
    return _TEXTS[item]

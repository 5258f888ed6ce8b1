"""The check-in: one question after the other, and nothing that was answered is lost on the way."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from starlette.responses import Response

from selfcare.app.check_in_answers import MOST_PLACES, usual_words
from selfcare.app.check_in_draft import Draft
from selfcare.app.check_in_keeping import Closed, Kept, close, drop, keep, read_kept, sign
from selfcare.app.check_in_questions import asking
from selfcare.app.check_in_words import said as in_words
from selfcare.app.checking_in import save, settle
from selfcare.app.context import Context
from selfcare.app.say import words
from selfcare.app.time_words import clock_words
from selfcare.domain.check_in_form import Item, every_item
from selfcare.domain.checkin import CheckIn
from selfcare.domain.errors import Trouble, UserMistake
from selfcare.domain.message import Message, message
from selfcare.domain.prompt import Answer, Asks
from selfcare.page.body_map import body_map, both_sides_pattern
from selfcare.page.check_in_asked import Asked, asked_about, asked_to_correct
from selfcare.page.check_in_choices import choices_of
from selfcare.page.check_in_fields import Answered, usual_attack_answers
from selfcare.page.check_in_sent import Sent, asks_in, read_sent
from selfcare.page.fields import day_in, number_in
from selfcare.page.leading import SAVED, TODAY, after_entry, first_of_all
from selfcare.page.visit import Form, Visit, get, post
from selfcare.planning.day_words import date_words

USUAL: Final = "usual"
"""The field of the button “my usual headache”."""
_RIGHT_NOW: Final = (Asks.LET_DOWN, Asks.WEEKEND, Asks.AGAIN)


async def checkin(visit: Visit) -> Response:
    """Ask about today, an earlier day, or once more about what was noted."""
    context = visit.context
    number = number_in(visit.asked("correct"))
    if number is not None:
        asked = asked_to_correct(context, number)
    else:
        day, asks = visit.asked("day"), asks_in(visit.asked("form"))
        asked = asked_about(context, day_in(day), asks)
    start, form = asked.start, asked.form
    return visit.shows(
        "checkin.html",
        title=words("Check-in"),
        here="checkin",
        asked=asked,
        first=first_of_all(context),
        heading=_heading(asked),
        day=date_words(start.day),
        noted=() if asked.corrects else tuple(_noted_already(context, asked)),
        items=every_item(start.form),
        texts={item: asking(item, start, Draft(check_in=CheckIn(day=start.day))) for item in Item},
        late=start.form.late,
        choices=choices_of(start),
        said=form.one,
        every=form.every,
        number=lambda name: number_in(form.one(name)),
        usual=usual_words(start),
        body_map=body_map,
        both=both_sides_pattern(),
    )


async def draft(visit: Visit) -> Response:
    """Keep the answers as they stand, and tell which questions are to be seen."""
    context = visit.context
    found = read_sent(context, await visit.form())
    state = context.folders.state
    end = read_kept(state).end_of(found.id)
    if end is not None and found.turn <= end.turn:
        return visit.tells()
    if end is not None and found.corrects is None:
        # It is in the diary already; what is said now corrects it there.
        if end.left:
            keep(state, _to_correct(found, end, context))
        return visit.goes_to(f"/checkin?correct={end.number}")
    if found.answered.says_something or found.form.every("skip"):
        keep(state, found.kept(context.now()))
    else:
        drop(state, found.id)
    return visit.tells(**_shown(found.answered))


async def open_still(visit: Visit) -> Response:
    """Note that a page of a check-in is open; tell what became of the answers elsewhere."""
    context = visit.context
    form = await visit.form()
    state, id_ = context.folders.state, form.one("id")
    keeping = read_kept(state)
    end, kept = keeping.end_of(id_), keeping.one(id_)
    if end is not None and kept is None:
        return visit.tells(stored=f"/checkin?correct={end.number}")
    sign(state, id_, context.now())
    return visit.tells(turn=0 if kept is None else kept.turn)


async def discard(visit: Visit) -> Response:
    """Forget what was answered and not saved."""
    drop(visit.context.folders.state, (await visit.form()).one("id"))
    return visit.goes_to(TODAY)


async def saved(visit: Visit) -> Response:
    """Store the answers, and lead to what follows."""
    context = visit.context
    form = await visit.form()
    found = read_sent(context, form)
    if len(form.every("zone")) > MOST_PLACES:
        raise UserMistake(message("Three places are enough. Please take one of them out."))
    end = read_kept(context.folders.state).end_of(found.id)
    if end is not None and found.corrects is None:
        # It was sent once more, or was stored when its page had gone.
        found = read_sent(context, Form({**form.fields, "corrects": (str(end.number),)}))
    said = found.answered.draft
    if form.one(USUAL):
        said = usual_attack_answers(found.start, form)
    if said.says_no_more_than(found.answered.first):
        return _nothing_said(visit, found)
    try:
        stored = save(
            context,
            said.check_in,
            bleeding=said.bleeding,
            replaces=found.corrects,
            begun_on=found.begun_on,
        )
    except Trouble:
        with suppress(Trouble):
            # The last answer comes with what saves it, and was not kept before.
            keep(context.folders.state, found.kept(context.now()))
        raise
    now = context.now()
    end = Closed(id=found.id, number=stored.id, turn=found.turn, left=False, at=now)
    with suppress(Trouble):
        # It is in the diary, whatever becomes of the file that kept it on the way.
        close(context.folders.state, end)
    return visit.goes_to(after_entry(context, stored.id))


def _nothing_said(visit: Visit, found: Sent) -> Response:
    context = visit.context
    drop(context.folders.state, found.id)
    if found.corrects is not None:
        return visit.goes_to(after_entry(context, found.corrects))
    settle(context, found.start.day, Answer.SKIP)
    return visit.goes_to(SAVED)


def _to_correct(found: Sent, end: Closed, context: Context) -> Kept:
    form = Form({**found.form.fields, "corrects": (str(end.number),)})
    return read_sent(context, form).kept(context.now())


def _shown(answered: Answered) -> dict[str, object]:
    return {
        "shown": [item.value for item in answered.shown],
        "strength": answered.strength,
        "ends": answered.ends,
        "some": answered.can_be_saved,
    }


def _heading(asked: Asked) -> Message:
    start = asked.start
    if asked.corrects is not None:
        return message("Correct an entry")
    if start.form.late:
        return message("How was that day?")
    if start.form.asks in _RIGHT_NOW:
        return message("How are you right now?")
    return message("How was your head today?")


def _noted_already(context: Context, asked: Asked) -> list[tuple[int, Message]]:
    zone = context.zone()
    return [
        (
            one.id,
            message(
                "Noted at {time}: {what}.",
                time=clock_words(one.at, zone),
                what=in_words(one.check_in) or message("nothing"),
            ),
        )
        for one in asked.start.noted
    ]


WAYS: Final = (
    get("/checkin", checkin),
    post("/checkin", saved),
    post("/checkin/draft", draft),
    post("/checkin/open", open_still),
    post("/checkin/discard", discard),
)

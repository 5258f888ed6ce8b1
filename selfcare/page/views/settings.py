"""Settings: all of them on one page, the health questions, and a test notification.

What is typed is shown as lines of config.toml first, and written only then.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from starlette.responses import Response

from selfcare.app.autostart import Way, own_autostart
from selfcare.app.cycle import note_start, require_near
from selfcare.app.folder_opening import open_folder
from selfcare.app.menu_entry import add, own_entry, remove
from selfcare.app.say import words
from selfcare.app.screening import Given, age_typed, store_screening
from selfcare.app.screening_words import NO_AGE
from selfcare.app.settings_sheet import SECTIONS, section
from selfcare.app.settings_words import stress_words
from selfcare.app.trial import trial_words, try_in_a_child
from selfcare.domain.errors import UserMistake
from selfcare.domain.questions import QUESTIONS, Reply
from selfcare.page.fields import chosen
from selfcare.page.leading import first_of_all
from selfcare.page.settings_form import START, first_day, wishes
from selfcare.page.settings_values import values
from selfcare.page.visit import Form, Visit, get, post
from selfcare.page.words import told
from selfcare.planning.day_words import long_date_words

if TYPE_CHECKING:
    from selfcare.app.changing_settings import Preview

SETTINGS: Final = "/settings"
_STEP: Final = re.compile(r"/first-steps\?step=[1-9](&answered=1)?")
"""The only other pages that a form may lead to."""


_FIRST, *_REST = SECTIONS
ORDER: Final = (_FIRST, "plan", *_REST)
"""The sections as they stand on the page; the breaks, which are many, have a form of their own."""


async def settings(visit: Visit) -> Response:
    """Show the settings in force."""
    context = visit.context
    found, shared, saved = context.in_force.settings, values(visit), visit.asked("saved")
    return visit.shows(
        "settings.html",
        title=words("Settings"),
        here="settings",
        sections={name: section(found, name) for name in SECTIONS},
        order=ORDER,
        stressful=tuple(map(stress_words, found.stress)),
        calendars=tuple(one.path for one in found.calendar),
        saved=saved,
        saved_copy=next((one for one in shared["kept"] if one.name == saved), None),
        answered=bool(visit.asked("answered")),
        **shared,
    )


async def preview(visit: Visit) -> Response:
    """Tell which lines would be written, and what would go into the diary."""
    # tomlkit is slow to load, and most pages write nothing.
    from selfcare.app.changing_settings import preview as work  # noqa: PLC0415

    form = await visit.form()
    return _shows_lines(visit, form, work(visit.context, wishes(form)))


async def save(visit: Visit) -> Response:
    """Write the lines that were shown, or show them anew."""
    from selfcare.app.changing_settings import Written  # noqa: PLC0415 - as above
    from selfcare.app.changing_settings import save as work  # noqa: PLC0415 - as above

    form = await visit.form()
    start = first_day(form)
    if start is not None:
        require_near(start, visit.context.today())
    done = work(visit.context, wishes(form), form.one("mark"))
    if not isinstance(done, Written):
        anew = words("Your config.toml has changed meanwhile. This is what would be written now.")
        return _shows_lines(visit, form, done, anew)
    if start is not None:
        note_start(visit.context, start)
    return visit.goes_to(_next(form, f"?saved={done.kept.name if done.kept else 'new'}"))


async def answer_health(visit: Visit) -> Response:
    """Store what the answers to the health questions leave behind."""
    form = await visit.form()
    answers = {
        question.tag: chosen(form, f"health.{question.tag}", Reply)
        for question in QUESTIONS
        if form.one(f"health.{question.tag}")
    }
    age = age_typed(form.one("age"))
    if age is None and form.one("age"):
        raise UserMistake(NO_AGE)
    before = first_of_all(visit.context)
    store_screening(visit.context, Given(answers, age))
    raised = first_of_all(visit.context)
    if raised is not None and raised != before:
        return visit.goes_to(raised)
    return visit.goes_to(_next(form, "?answered=1#health"))


async def test(visit: Visit) -> Response:
    """Show a test notification, and tell what became of it."""
    found = await try_in_a_child()
    return visit.tells(lines=[told(one) for one in trial_words(found)], details=found.failures)


async def menu(visit: Visit) -> Response:
    """Put selfcare into the menu of the user's programs, or take it out."""
    form = await visit.form()
    entry = own_entry()
    match form.one("wish"):
        case "on":
            add(entry)
        case "off":
            remove(entry)
    return visit.goes_to(_next(form, "#menu"))


async def autostart(visit: Visit) -> Response:
    """Let selfcare start with the computer, or let it be."""
    form = await visit.form()
    own = own_autostart()
    match form.one("wish"):
        case "on":
            # Somebody's own choice of systemd stays, where an entry is only set right.
            own.on(systemd=own.found().way is Way.SYSTEMD)
        case "off":
            own.off()
    return visit.goes_to(_next(form, "#autostart"))


async def folder(visit: Visit) -> Response:
    """Open the folder of the settings, where config.toml and its older copies lie."""
    open_folder(visit.context.folders.config)
    return visit.tells()


def _next(form: Form, otherwise: str) -> str:
    """Return the page that a form of first steps leads to, the settings for any other."""
    wanted = form.one("next")
    return wanted if _STEP.fullmatch(wanted) else f"{SETTINGS}{otherwise}"


def _shows_lines(visit: Visit, form: Form, found: Preview, said: str = "") -> Response:
    refused = {".".join(name): told(why) for name, why in found.refused}
    notes = [told(one) for one in found.notes]
    try:
        start = first_day(form)
        if start is not None:
            require_near(start, visit.context.today())
            day = long_date_words(start)
            notes.append(words("Into your diary: bleeding began on {day}.", day=day))
    except UserMistake as mistake:
        refused[START] = told(mistake.what)
    file = str(visit.context.folders.config_file)
    about = words(
        "In {file}. All other lines and your remarks stay, and the old file is kept beside it.",
        file=file,
    )
    if found.new_file:
        about = words(
            "There is no {file} yet. It is written with remarks that explain every setting, and"
            " with these lines in force.",
            file=file,
        )
    return visit.tells(
        changes=[
            {"heading": one.heading, "gone": () if found.new_file else one.gone, "new": one.new}
            for one in found.changes
        ],
        refused=refused,
        notes=notes,
        mark=found.mark,
        about=about,
        said=said,
    )


WAYS: Final = (
    get(SETTINGS, settings),
    post("/settings/preview", preview),
    post("/settings/save", save),
    post("/settings/health", answer_health),
    post("/settings/test", test),
    post("/settings/menu", menu),
    post("/settings/autostart", autostart),
    post("/settings/folder", folder),
)

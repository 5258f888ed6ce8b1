"""`screen`: the health questions, in the terminal or as data, and what is stored of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import click

from selfcare.app.say import say, words
from selfcare.cli.asking import (
    NOT_ANSWERED,
    STANDARD_INPUT,
    Back,
    Ended,
    Left,
    document,
    paragraph,
    typed,
)
from selfcare.cli.command import Edge, command, option, print_json
from selfcare.domain.message import message
from selfcare.domain.screening import AgeBand

if TYPE_CHECKING:
    from selfcare.app.context import Context
    from selfcare.app.screening import Given, Stored
    from selfcare.domain.questions import Question, Reply
    from selfcare.domain.screening import Screening, Tag


_BANDS: Final = {
    AgeBand.UNDER_18: message("below 18"),
    AgeBand.FROM_18_TO_49: message("18 to 49"),
    AgeBand.FROM_50: message("50 or over"),
    AgeBand.UNKNOWN: message("not given"),
}


@command(
    "screen",
    message(
        "Answer a few health questions, so that selfcare offers only what suits you. Stored are"
        " keywords and an age band, never your answers, and only on this computer."
    ),
    "selfcare screen",
    "selfcare screen --show",
    "selfcare screen --json answers.json",
)
@option("--show", is_flag=True, help_text=message("Show what is stored, and since when."))
@option(
    "--json",
    "source",
    is_flag=False,
    flag_value=STANDARD_INPUT,
    metavar="FILE",
    help_text=message(
        "Read the answers as JSON from a file, or from standard input with “-”, and print what they"
        " mean as JSON. With --show, print what is stored as JSON."
    ),
)
@click.pass_obj
def screen(edge: Edge, *, show: bool, source: str | None) -> None:
    """Ask the health questions, read the answers, or show what is stored."""
    with edge.context() as context:
        if show:
            _show(context, as_json=source is not None)
        elif source is not None:
            _read(context, source)
        else:
            _ask(context)


def _read(context: Context, source: str) -> None:
    from selfcare.app.screening import given_in, store_screening

    _print_report(store_screening(context, given_in(document(source))))


def _print_report(screening: Screening, **more: str) -> None:
    from selfcare.app.screening import report

    found = report(screening)
    print_json(
        {
            **more,
            "tags": found.tags,
            "age_band": found.age_band,
            "neck_ok": found.neck_ok,
            "advice": [say(one) for one in found.advice],
        }
    )


def _show(context: Context, *, as_json: bool) -> None:
    from selfcare.app.screening import stored_screening

    stored = stored_screening(context)
    if stored is None:
        if as_json:
            print_json(None)
        else:
            paragraph(
                words(
                    "No answers are stored, so there are the gentle routines. To answer the health"
                    " questions: selfcare screen"
                )
            )
    elif as_json:
        _print_report(
            stored.screening,
            screened_on=stored.since.isoformat(),
            ask_again_from=stored.ask_again_from.isoformat(),
        )
    else:
        _show_stored(context, stored)


def _show_stored(context: Context, stored: Stored) -> None:
    from selfcare.app.screening import report

    found = report(stored.screening)
    paragraph(
        words(
            "Stored since {day}: {tags}; age {age}.",
            day=stored.since.isoformat(),
            tags=", ".join(found.tags) or words("nothing that keeps a routine out"),
            age=_BANDS[found.age_band],
        )
    )
    _meaning(context, stored.screening)
    if context.today() >= stored.ask_again_from:
        paragraph(words("That was more than half a year ago. To answer anew: selfcare screen"))


def _ask(context: Context) -> None:
    from selfcare.app.screening import Given, store_screening
    from selfcare.domain.questions import QUESTIONS

    paragraph(
        words(
            "{count} questions about your health, and your age. They decide which routines suit"
            " you. Your answers stay on this computer, and only keywords of them are kept.",
            count=len(QUESTIONS),
        )
    )
    paragraph(
        words(
            "Type y for yes, n for no; Enter means not sure, which counts as yes to be on the safe"
            " side. b goes back, q leaves and stores nothing."
        )
    )
    try:
        given = _given(QUESTIONS)
    except (Left, Ended) as left:
        paragraph(words("Nothing was stored. Whenever you like: selfcare screen"))
        if isinstance(left, Ended):
            raise click.exceptions.Exit(NOT_ANSWERED) from left
        return
    screening = store_screening(context, Given(given.answers, given.age))
    paragraph(words("Thank you, this is stored."))
    _meaning(context, screening)


def _given(questions: tuple[Question, ...]) -> Given:
    """Ask everything, one after the other, back and forth, until it is confirmed."""
    from selfcare.app.screening import Given

    answers: dict[Tag, Reply] = {}
    age: int | None = None
    at = 0
    while True:
        try:
            if at < len(questions):
                question = questions[at]
                answers[question.tag] = _reply(at + 1, len(questions), question)
            elif at == len(questions):
                age = _age()
            else:
                _confirm(questions, answers, age)
                return Given(answers, age)
        except Back:
            at = max(0, at - 1)
        else:
            at += 1


def _reply(number: int, count: int, question: Question) -> Reply:
    from selfcare.domain.questions import Reply

    letters = {
        "": Reply.UNSURE,
        "u": Reply.UNSURE,
        "unsure": Reply.UNSURE,
        "n": Reply.NO,
        "no": Reply.NO,
        "y": Reply.YES,
        "yes": Reply.YES,
    }
    paragraph(
        words("{number} of {count}. {question}", number=number, count=count, question=question.text)
    )
    paragraph(say(question.gloss))
    while True:
        answer = typed(words("y, n or Enter for not sure:"))
        if answer in letters:
            return letters[answer]
        paragraph(words("Please type y for yes, n for no, or only press Enter."))


def _age() -> int | None:
    from selfcare.domain.questions import AGES

    paragraph(
        words(
            "Last: how old are you, in years? Only the band is kept: below 18, 18 to 49, 50 or"
            " over. Enter leaves it out; then there are the gentle routines."
        )
    )
    while True:
        answer = typed(words("Your age:"))
        if not answer:
            return None
        if answer.isascii() and answer.isdecimal() and len(answer) < 4 and int(answer) in AGES:
            return int(answer)
        paragraph(words("Please type a number from {low} to {high}.", low=AGES.low, high=AGES.high))


def _confirm(
    questions: tuple[Question, ...], answers: Mapping[Tag, Reply], age: int | None
) -> None:
    from selfcare.domain.questions import Reply

    def numbers(reply: Reply) -> str:
        found = (
            str(number)
            for number, question in enumerate(questions, start=1)
            if answers[question.tag] is reply
        )
        return ", ".join(found) or words("none")

    click.echo(words("You said yes to: {numbers}", numbers=numbers(Reply.YES)))
    click.echo(words("not sure to: {numbers}", numbers=numbers(Reply.UNSURE)))
    click.echo(words("no to: {numbers}", numbers=numbers(Reply.NO)))
    click.echo(words("age: {age}", age=words("left out") if age is None else age))
    click.echo()
    while typed(words("Press Enter to store this, b to go back, q to leave:")):
        pass


def _meaning(context: Context, screening: Screening) -> None:
    """Say what a screening means, and what is possible with it."""
    from selfcare.app.screening import opens, report

    for one in report(screening).advice:
        paragraph(say(one))
    found = opens(context.in_force.library.routines, screening)
    open_now = message(
        "{possible} of {all} routines are open to you now.", possible=found.possible, all=found.all
    )
    if found.shut == 1:
        open_now = message("{open} One stays locked for everybody.", open=open_now)
    elif found.shut:
        open_now = message(
            "{open} {count} stay locked for everybody.", open=open_now, count=found.shut
        )
    paragraph(words("{open} To see them: selfcare routines", open=open_now))

"""`screen`: the health questions, in the terminal or as data, and what is stored of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from selfcare.app.context import Context
    from selfcare.app.screening import Given, Stored
    from selfcare.domain.questions import Question, Reply
    from selfcare.domain.screening import Screening, Tag


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
    from selfcare.app.screening_words import NONE_STORED

    stored = stored_screening(context)
    if stored is None:
        if as_json:
            print_json(None)
        else:
            paragraph(say(NONE_STORED))
    elif as_json:
        _print_report(
            stored.screening,
            screened_on=stored.since.isoformat(),
            ask_again_from=stored.ask_again_from.isoformat(),
        )
    else:
        _show_stored(context, stored)


def _show_stored(context: Context, stored: Stored) -> None:
    from selfcare.app.screening_words import LONG_AGO, stored_words

    paragraph(say(stored_words(stored)))
    _meaning(context, stored.screening)
    if context.today() >= stored.ask_again_from:
        paragraph(say(LONG_AGO))


def _ask(context: Context) -> None:
    from selfcare.app.screening import Given, store_screening
    from selfcare.app.screening_words import WHAT_FOR
    from selfcare.domain.questions import QUESTIONS

    paragraph(say(WHAT_FOR))
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
    from selfcare.app.screening import age_typed
    from selfcare.app.screening_words import NO_AGE, WHICH_AGE

    paragraph(words("{question} Enter leaves it out.", question=WHICH_AGE))
    while True:
        answer = typed(words("Your age:"))
        if not answer:
            return None
        age = age_typed(answer)
        if age is not None:
            return age
        paragraph(say(NO_AGE))


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
    from selfcare.app.screening_words import meaning_words

    for one in meaning_words(context, screening):
        paragraph(say(one))

"""`tender`: the weekly check, ten seconds a muscle."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import click

from selfcare.app.say import words
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
    from selfcare.domain.muscles import Muscle
    from selfcare.domain.tenderness import Tenderness

_ANSWER: Final = re.compile(r"(\d{1,2})(?:[ ,]+(\d{1,2}))?((?:[ ,]+[mw])*)", re.ASCII)
_MOST: Final = 10


@command(
    "tender",
    message(
        "Once a week, note how tender the spots in your muscles are, ten seconds each. It helps to"
        " choose routines. On days with a headache it can wait."
    ),
    "selfcare tender",
    "selfcare tender --json answers.json",
)
@option(
    "--json",
    "source",
    is_flag=False,
    flag_value=STANDARD_INPUT,
    metavar="FILE",
    help_text=message(
        "Read the answers as JSON from a file, or from standard input with “-”, and print how the"
        " muscles stand as JSON."
    ),
)
@click.pass_obj
def tender(edge: Edge, *, source: str | None) -> None:
    """Ask, or read the answers, and store them."""
    with edge.context() as context:
        if source is None:
            _ask(context)
        else:
            _read(context, source)


def _read(context: Context, source: str) -> None:
    from selfcare.app.present import look
    from selfcare.app.tenderness import given_in, note_tenderness

    found = given_in(document(source))
    note_tenderness(context, found)
    phases = look(context).around.body.phases
    print_json(
        {
            "noted": [one.muscle.value for one in found],
            "muscles": {one.muscle.value: phases.state(one.muscle).value for one in found},
            "active": phases.active,
        }
    )


def _ask(context: Context) -> None:
    from selfcare.app.present import look
    from selfcare.app.tenderness import muscles_to_check, note_tenderness
    from selfcare.domain.touch import label

    muscles = muscles_to_check(look(context))
    if not muscles:
        paragraph(
            words(
                "The check can wait. It comes on a day without a headache, once the health"
                " questions are answered, and only where pressing suits you."
            )
        )
        return
    paragraph(
        words(
            "Press each place for ten seconds with the pad of a finger, until it just becomes"
            " uncomfortable. Type how tender it is from 0 to 10, left and right, such as 3 1. Add m"
            " if it feels like your own headache, w if the muscle is weak or quickly tired. Enter"
            " leaves one out, q ends it and keeps what you said."
        )
    )
    found: list[Tenderness] = []
    try:
        for muscle in muscles:
            one = _one(muscle)
            if one is not None:
                found.append(one)
    except (Left, Back):
        pass
    except Ended as error:
        note_tenderness(context, tuple(found))
        raise click.exceptions.Exit(NOT_ANSWERED) from error
    note_tenderness(context, tuple(found))
    paragraph(
        words("Noted, thank you. It goes into the choice of routines: selfcare choose")
        if found
        else words("Nothing was noted, and that is fine.")
    )
    for one in found:
        if one.mine:
            paragraph(
                words(
                    "{muscle}: tender here, and it felt like your headache.",
                    muscle=label(one.muscle),
                )
            )


def _one(muscle: Muscle) -> Tenderness | None:
    from selfcare.domain.tenderness import Tenderness
    from selfcare.domain.touch import label

    while True:
        answer = typed(words("{muscle}:", muscle=label(muscle)))
        if not answer:
            return None
        found = _ANSWER.fullmatch(answer)
        sides = [int(side) for side in found.groups()[:2] if side is not None] if found else []
        if found is not None and all(side <= _MOST for side in sides):
            return Tenderness(
                muscle=muscle,
                left=sides[0],
                right=sides[-1],
                mine="m" in found[3],
                weak="w" in found[3],
            )
        paragraph(words("Please type two numbers from 0 to 10, with m or w, or press Enter."))

"""`choose`: which routine fits now, why this one, and why not another."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any, Final

import click

from selfcare.app.say import say, words
from selfcare.cli.asking import listed, marked, paragraph
from selfcare.cli.command import NAMED_DAY, Edge, command, json_option, option, print_json
from selfcare.domain.checkin import PainSide, Zone
from selfcare.domain.message import message

if TYPE_CHECKING:
    from selfcare.app.context import Context
    from selfcare.app.present import Present

_MOST_SHOWN: Final = 5
_MOST_ZONES: Final = 3
_IN_WORK_HOURS: Final = time(10, 30)
"""The hour that stands for another day: when the first break usually comes."""


class Zones(click.ParamType[tuple[Zone, ...]]):
    """Places that hurt, parted by commas."""

    name = "ZONES"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[Zone, ...]:
        """Return the zones, or fail with the names there are."""
        if isinstance(value, tuple):
            return value
        names = [name for name in value.replace(",", " ").split() if name]
        known = [zone.value for zone in Zone]
        for name in names:
            if name not in known:
                self.fail(
                    words(
                        "“{name}” is not one of the places; they are {places}.",
                        name=name,
                        places=", ".join(known),
                    ),
                    param,
                    ctx,
                )
        if len(set(names)) > _MOST_ZONES:
            self.fail(words("At most {most} places, please.", most=_MOST_ZONES), param, ctx)
        return tuple(Zone(name) for name in dict.fromkeys(names))


@command(
    "choose",
    message(
        "Say which routine fits now, by what you noted, and why this one and not another. Nothing"
        " is begun or changed."
    ),
    "selfcare choose",
    "selfcare choose --zones temple,eye --side right",
    "selfcare choose --on 2026-11-25",
)
@option("--zones", type=Zones(), help_text=message("Where it hurts, such as temple,eye."))
@option(
    "--side",
    type=click.Choice([side.value for side in PainSide]),
    help_text=message("On which side it hurts."),
)
@option("--on", "day", type=NAMED_DAY, help_text=message("Another day, as 2026-11-25."))
@json_option
@click.pass_obj
def choose(
    edge: Edge,
    *,
    zones: tuple[Zone, ...] | None,
    side: str | None,
    day: date | None,
    as_json: bool,
) -> None:
    """Say what fits."""
    from selfcare.app.assessing import assess
    from selfcare.cli.assessment_lines import choice_data, text_lines

    with edge.context() as context:
        present = _present_on(context, day)
        found = assess(present, zones=zones or (), side=None if side is None else PainSide(side))
    if as_json:
        print_json(choice_data(found))
        return
    for line in text_lines(found):
        paragraph(line)
    if found.best is None:
        for reason in found.reasons:
            paragraph(say(reason))
        return
    best = found.best
    paragraph(words("What fits: “{title}” ({id})", title=best.routine.title, id=best.routine.id))
    listed([line for reason in found.reasons for line in marked("  ", say(reason))])
    others = found.ranking.fitting[1:_MOST_SHOWN]
    if others:
        paragraph(words("After it:"))
        listed([f"  {one.routine.id}  {one.routine.title}" for one in others])
    waiting = found.ranking.passed_over[:_MOST_SHOWN]
    if waiting:
        paragraph(words("What waits, and why:"))
        listed(
            [
                line
                for one in waiting
                for line in marked("  ", words("{id}: {why}", id=one.routine, why=one.reason))
            ]
        )


def _present_on(context: Context, day: date | None) -> Present:
    """Return this moment, or the morning of another day as it would be if nothing else happened."""
    from msgspec.structs import replace

    from selfcare.app.assessing import present_for

    present = present_for(context)
    if day is None or day == present.today:
        return present
    at = datetime.combine(day, _IN_WORK_HOURS, present.zone).astimezone(UTC)
    return replace(present, now=at)

"""From a TOML table to one of our frozen types, with every problem of the table at once.

A bad value never hides the ones after it: the walk notes it, takes the default, and goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from selfcare.config.refusal import Refusal, shown
from selfcare.config.shapes import Choice, Field, Kinds, Many, Number, Shape, Table, fields
from selfcare.config.values import nearest, take
from selfcare.domain.message import Message, message
from selfcare.domain.problem import Path, Problem, Severity

MOST_PROBLEMS: Final = 50
"""So many are told of one file; a file with more is not the one that was meant."""

BAD: Final = object()
"""Stands for a value that could not be taken."""

StructT = TypeVar("StructT", bound=Struct)
OwnWay = Callable[["Walk", object, Path, Field], object]
OwnWays = Mapping[tuple[type[Struct], str], OwnWay]


@dataclass(slots=True)
class Walk:
    """One walk over one file's table.

    `own_ways` are fields that are read in their own way, by type and attribute; such a reader
    notes what is wrong with `note` and returns the value, or BAD.
    """

    root: type[Struct]
    own_ways: OwnWays = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def note(
        self,
        path: Path,
        what: Message,
        cure: Message,
        *,
        severity: Severity = Severity.ERROR,
        at_key: bool = False,
    ) -> None:
        """Remember a problem; from the fifty-first on only that there are more."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(
                Problem(path=path, what=what, cure=cure, severity=severity, at_key=at_key)
            )
        elif not self.is_full:
            self.problems.append(too_many(path, severity, at_key=at_key))
        elif severity is Severity.ERROR:
            self.problems[-1] = replace(self.problems[-1], severity=severity)

    @property
    def is_full(self) -> bool:
        """True when further problems would not be told."""
        return len(self.problems) > MOST_PROBLEMS

    def table(self, value: object, of: type[StructT], path: Path, tag: str = "") -> StructT | None:
        """Return the table as one of `of`, or None where a required value cannot be taken."""
        if not isinstance(value, dict):
            self._not_a_table(value, path)
            return None
        known = {one.key: one for one in fields(of)}
        meant = set()
        for key in value:
            if key not in known and key != tag:
                if self.is_full:
                    return None
                meant.add(self._unknown_key(key, of, path))
        taken: dict[str, object] = {}
        complete = True
        for key, one in known.items():
            if key in value:
                got = self.field(value[key], one, (*path, key), of)
                if got is not BAD:
                    taken[one.attribute] = got
                elif one.required:
                    complete = False
            elif one.required:
                complete = False
                if key not in meant:
                    self.missing(one.key, one.shape, path)
        return of(**taken) if complete else None

    def field(self, value: object, one: Field, path: Path, of: type[Struct]) -> object:
        """Return what stands at one key, or BAD."""
        own_way = self.own_ways.get((of, one.attribute))
        if own_way is not None:
            return own_way(self, value, path, one)
        return self._value(value, one.shape, path)

    def _value(self, value: object, shape: Shape, path: Path) -> object:
        match shape:
            case Many():
                return self.many(value, shape, path)
            case Table():
                return self.table(value, shape.type, path) or BAD
            case Kinds():
                return self.kind(value, shape, path) or BAD
        got = take(value, shape)
        if isinstance(got, Refusal):
            self.refuse(got, value, path)
            return BAD
        return got

    def many(self, value: object, shape: Many, path: Path) -> object:
        """Return a list's good items, or BAD when any is bad."""
        items = self.items(value, shape, path)
        if items is None:
            return BAD
        got = [self._value(item, shape.item, (*path, at)) for at, item in enumerate(items)]
        return BAD if BAD in got else tuple(got)

    def items(self, value: object, shape: Many, path: Path) -> list[object] | None:
        """Return the list at `path`, or None when there is none."""
        if isinstance(value, list):
            return value
        name = str(path[-1])
        if isinstance(shape.item, Table | Kinds):
            self.note(
                path,
                message('"{name}" must be written with two brackets on each side', name=name),
                message("write [[{name}]] on a line of its own, once for each", name=name),
            )
            if isinstance(value, dict):
                self._value(value, shape.item, path)
        else:
            self.note(
                path,
                message(
                    '"{name}" must be a list in square brackets, not {found}',
                    name=name,
                    found=shown(value),
                ),
                message(
                    "write {line}",
                    line=f"{name} = [{value_line(value)}]"
                    if not isinstance(value, dict)
                    else f"{name} = []",
                ),
            )
        return None

    def kind(self, value: object, shape: Kinds, path: Path) -> Struct | None:
        """Return a table of one of several kinds, or None."""
        if not isinstance(value, dict):
            self._not_a_table(value, path)
            return None
        kinds = dict(shape.types)
        asked = value.get(shape.tag)
        if isinstance(asked, str) and asked in kinds:
            return self.table(value, kinds[asked], path, shape.tag)
        names = ", ".join(kinds)
        if shape.tag not in value:
            self.note(
                path,
                message('this {place} has no "{key}"', place=_place(path), key=shape.tag),
                message(
                    "add a line such as {line}; kinds are {names}",
                    line=f'{shape.tag} = "{next(iter(kinds))}"',
                    names=names,
                ),
            )
        else:
            guess = nearest(asked, kinds) if isinstance(asked, str) else None
            self.note(
                (*path, shape.tag),
                message(
                    '"{key}" must be one of {names}, not {found}',
                    key=shape.tag,
                    names=names,
                    found=shown(asked),
                ),
                _did_you_mean(guess) or message("choose one of these words"),
            )
        # Every kind has the keys of the first, so the rest of the table can still be checked.
        self.table(value, shape.types[0][1], path, shape.tag)
        return None

    def refuse(self, refusal: Refusal, value: object, path: Path) -> None:
        """Note why a single value, alone or in a list, cannot stand."""
        found = shown(value)
        if refusal.what is not None:
            what = refusal.what
        elif isinstance(path[-1], int):
            what = message(
                '{found} in "{name}" is not {expected}',
                found=found,
                name=_key_of(path),
                expected=refusal.expected,
            )
        else:
            what = message(
                '"{name}" must be {expected}, not {found}',
                name=path[-1],
                expected=refusal.expected,
                found=found,
            )
        self.note(path, what, refusal.cure)

    def missing(self, key: str, shape: Shape, path: Path) -> None:
        """Note a key that must be there and is not."""
        what = (
            message('this {place} has no "{key}"', place=_place(path), key=key)
            if path
            else message('this file has no "{key}"', key=key)
        )
        if isinstance(shape, Many) and isinstance(shape.item, Table | Kinds):
            cure = message("add at least one [[{key}]] with its lines below it", key=key)
        else:
            cure = message("add a line such as {line}", line=example_line(key, shape))
        self.note(path, what, cure)

    def _not_a_table(self, value: object, path: Path) -> None:
        name = _key_of(path)
        if isinstance(path[-1], int):
            cure = message("write [[{name}]] on a line of its own, its lines below it", name=name)
        else:
            cure = message("write [{name}] on a line of its own, its lines below it", name=name)
        what = message(
            '"{name}" must be a group of lines, not {found}', name=name, found=shown(value)
        )
        self.note(path, what, cure)

    def _unknown_key(self, key: str, of: type[Struct], path: Path) -> str | None:
        """Note a key that nothing reads, and return the one that was probably meant."""
        known = [one.key for one in fields(of)]
        homes = " / ".join(_homes_of(key, self.root, of))
        guess = nearest(key, known)
        cure = (
            _did_you_mean(guess)
            or (homes and message("move this line below {home}", home=homes))
            or message("take the line out, or choose one of {names}", names=", ".join(known))
        )
        what = message("unknown key {key}", key=shown(key))
        self.note((*path, key), what, cure, at_key=True)
        return guess


def example_line(key: str, shape: Shape) -> str:
    """Return a line for `key` that would be read without a problem."""
    return f"{key} = {_example(shape)}"


def _example(shape: Shape) -> str:
    match shape:
        case Number():
            return str(min(max(shape.low, 20), shape.high))
        case Choice():
            return f'"{next(iter(shape.options)).value}"'
        case Many():
            return f"[{_example(shape.item)}]"
    return '"…"' if not getattr(shape, "pattern", None) else '"my-own-name"'


def value_line(value: object) -> str:
    """Return a single value as a file would write it, short."""
    got = shown(value)
    return got if isinstance(got, str) else "…"


def too_many(path: Path, severity: Severity, *, at_key: bool = False) -> Problem:
    """Return the problem that from `path` on there are more than are told."""
    return Problem(
        path=path,
        what=message(
            "from here on problems are no longer told, after {count}", count=MOST_PROBLEMS
        ),
        cure=message("mend the first ones, then check again"),
        severity=severity,
        at_key=at_key,
    )


def _did_you_mean(guess: str | None) -> Message | None:
    return message("did you mean {guess}?", guess=f'"{guess}"') if guess else None


def _key_of(path: Path) -> str:
    return next((part for part in reversed(path) if isinstance(part, str)), "")


def _place(path: Path) -> str:
    return f"[[{_key_of(path)}]]" if isinstance(path[-1], int) else f"[{_key_of(path)}]"


def _homes_of(key: str, root: type[Struct], but: type[Struct]) -> Iterator[str]:
    """Yield the headings below which `key` is known, such as `[prompts]`."""
    for one in fields(root):
        heading, shape = f"[{one.key}]", one.shape
        if isinstance(shape, Many):
            heading, shape = f"[[{one.key}]]", shape.item
        of = shape.types[0][1] if isinstance(shape, Kinds) else getattr(shape, "type", None)
        if of is not None and of is not but and key in [inner.key for inner in fields(of)]:
            yield heading

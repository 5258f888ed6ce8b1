"""What is wrong with a text that is not TOML, in words for someone who never heard of TOML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tomli import TOMLDecodeError

from selfcare.config.refusal import shown
from selfcare.domain.message import Message, message

_CURLY: Final = re.compile("[\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb]")
_LONG_NUMBER: Final = re.compile(r"[0-9][0-9_]{4000,}")
_WORD: Final = re.compile(r"""[^\s,#\]}]+""")
_QUOTE_CURE: Final = message('put a straight quotation mark " at both ends of the text')
_VALUE_CURE: Final = message(
    'put words, times and dates in quotation marks, as "10:30"; numbers, true and false stand alone'
)
_INNER_KEY: Final = re.compile(r"Duplicate inline table key '(.*)'")
_INVISIBLE: Final = (
    message("an invisible character stands here"),
    message("delete it, or write the line anew"),
)
_NEXT_KEY: Final = re.compile(r"[A-Za-z0-9_-]+ *=")
_LINE_CURE: Final = message('write key = value, one to a line; a remark begins with "#"')


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a text and where it stands, counted from 1."""

    line: int
    column: int
    what: Message
    cure: Message


def fault_of(error: Exception, text: str) -> Fault:
    """Return what stopped tomli: its own error, a number too long for Python, or deep nesting."""
    lines = text.split("\n")
    if isinstance(error, TOMLDecodeError):
        line = min(error.lineno, len(lines))
        return _decoding(error, lines[line - 1], line)
    if isinstance(error, RecursionError):
        deepest = max(range(len(lines)), key=lambda at: sum(map(lines[at].count, "[{.")))
        return Fault(
            deepest + 1,
            1,
            message("this is nested too deeply"),
            message("take out the brackets, or the dots in a name, that are too many"),
        )
    found = _LONG_NUMBER.search(text)
    start = found.start() if found else 0
    return Fault(
        text.count("\n", 0, start) + 1,
        start - text.rfind("\n", 0, start),
        message("a number with too many digits"),
        message("write a shorter number"),
    )


def _decoding(error: TOMLDecodeError, text: str, line: int) -> Fault:
    said, column = error.msg, error.colno
    curly = _CURLY.search(text)
    rest = text[column - 1 :]
    if curly and ("Invalid" in said or "Expected" in said):
        return Fault(
            line,
            curly.start() + 1,
            message("{mark} is not the quotation mark that is needed here", mark=curly.group()),
            message('use the straight one: "'),
        )
    what, cure = _words(said, text, rest)
    return Fault(line, column, what, cure)


def _words(said: str, line: str, rest: str) -> tuple[Message, Message]:
    word = _WORD.match(rest)
    stands = shown(word.group()) if word else ""
    if said == "Invalid value":
        if not stands or line.lstrip().startswith("#"):
            return message("a value is missing here"), _VALUE_CURE
        if stands in ('"True"', '"False"'):
            return message("{word} must be in small letters", word=stands), message(
                "write true or false"
            )
        if _NEXT_KEY.match(rest):
            return message("a list above this line is not closed"), message(
                'put "]" at the end of the list'
            )
        return message("{word} cannot be read as a value", word=stands), _VALUE_CURE
    if said.startswith(("Unterminated", """Expected "'""")) or said == "Illegal character '\\n'":
        return message("a text has no closing quotation mark"), _QUOTE_CURE
    if said.startswith(("Illegal character", "Found invalid character")):
        return _INVISIBLE
    if "Cannot overwrite" in said or "Duplicate inline" in said:
        if line.lstrip().startswith("["):
            return _twice(line)
        inner = _INNER_KEY.fullmatch(said)
        key = shown(inner[1] if inner else line.partition("=")[0].strip())
        return message("{key} stands twice", key=key), message("keep one of the two lines")
    if "Cannot declare" in said or "Cannot mutate" in said or "Cannot redefine" in said:
        return _twice(line)
    if "table declaration" in said or "array declaration" in said:
        return message("a closing bracket is missing"), message(
            "close a heading with as many brackets as it opens: [work], [[plan]]"
        )
    if "Unclosed array" in said:
        return message("this list is not closed, or a comma is missing in it"), message(
            'put a comma between two values and "]" at the end; times and dates go in quotation'
            " marks"
        )
    if "Unclosed inline table" in said:
        return message("a closing brace or a comma is missing"), message(
            'put a comma between two values and "}}" at the end'
        )
    if "Unescaped" in said or "hex value" in said or "Escaped" in said:
        return message("a backslash in a text begins a special sign"), message(
            "write two backslashes, or put the text in 'single' quotation marks"
        )
    if "date" in said:
        return message("there is no such date or time"), message("look it up in the calendar")
    if "Expected '='" in said or said == "Invalid statement" or "key part" in said:
        return message('this line is not of the form "key = value"'), _LINE_CURE
    if "Expected newline" in said and not rest.strip():
        return _INVISIBLE
    if "Expected newline" in said:
        return message("{rest} is too much on this line", rest=shown(rest.strip())), _VALUE_CURE
    return message("this line cannot be read ({detail})", detail=shown(said)), _LINE_CURE


def _twice(line: str) -> tuple[Message, Message]:
    if not line.lstrip().startswith("[["):
        return message("the heading {heading} stands twice", heading=line.strip()), message(
            "put the lines of both below one of them; only [[plan]] and [[step]] may stand more"
            " than once, each time with two brackets"
        )
    return message("{heading} stands above with other brackets", heading=line.strip()), message(
        "write [[plan]] and [[step]] with two brackets each time, other headings with one and once"
    )

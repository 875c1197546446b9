"""JSON whose strings know their place in the text.

The reader of transcripts keeps exactly the words of a file and edits the rest away, so it
needs the place of each string, which the json module of the standard library does not give.
The grammar is RFC 8259 with the literals NaN and Infinity, which Python's own json module
writes, and what Python prints for such values: strings in single quotes, None, True and False.
Nothing here is recursive, so that no depth of nesting can break it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from json import JSONDecodeError, JSONDecoder
from typing import NamedTuple

from commonplace.markup.entities import visible
from commonplace.readers.edits import NamedEdit

#: The message for text after the end of the value.
BEHIND = "there is more text after the end"


class Placed(str):
    """A string of a JSON text: `start` to `end` is what is between its quotes."""

    start: int
    end: int

    def __new__(cls, value: str, start: int, end: int) -> Placed:
        """Make a string that knows its place."""
        placed = super().__new__(cls, value)
        placed.start, placed.end = start, end
        return placed


class ParsedJson(NamedTuple):
    """A JSON value, with the offsets of duplicate keys.

    Objects are dicts and arrays are lists; strings are `Placed`, numbers floats. Of duplicate
    keys the last value counts, as in Python and JavaScript.
    """

    value: object
    twice: tuple[tuple[str, int], ...]


# Used for strings alone, which cannot be nested; they may hold raw newlines.
_STRING = JSONDecoder(strict=False)
_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|Infinity)|NaN")
_LITERALS = {"true": True, "false": False, "null": None}
_LITERAL = re.compile("true|false|null|True|False|None")
#: A string as Python prints it, and the escapes that only Python has.
_SINGLE = re.compile(r"'(?:[^'\\\n]|\\.)*+'")
_OWN_ESCAPE = re.compile(r"\\(?:'|x[0-9a-fA-F]{2}|U000[0-9a-fA-F]{5})")


def parse(text: str) -> ParsedJson:
    """Parse a JSON text, or objects one after another, as JSON Lines has them.

    Raises json.JSONDecodeError if it is invalid.

    >>> segment = parse('{"start": 1, "text": "Hi"}').value
    >>> segment, segment["text"].start
    ({'start': 1.0, 'text': 'Hi'}, 22)
    >>> parse('{"text": "Hi"}\\n{"text": "Hello"}').value
    [{'text': 'Hi'}, {'text': 'Hello'}]
    """
    parser = _Parser(text)
    value = parser.parse()
    if parser.is_done():
        return ParsedJson(value, tuple(parser.twice))
    behind = JSONDecodeError(BEHIND, text, parser.at)
    values = [value]
    while not parser.is_done():
        if not isinstance(values[-1], dict) or not text.startswith("{", parser.at):
            raise behind
        try:
            values.append(parser.parse())
        except JSONDecodeError as problem:
            raise behind if len(values) == 1 else problem from None
    return ParsedJson(values, tuple(parser.twice))


class _Parser:
    """Reads one value after another; `open` are the arrays and objects around it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.open: list[dict[str, object] | list[object]] = []
        self.keys: list[str] = []
        self.twice: list[tuple[str, int]] = []

    def is_done(self) -> bool:
        """Whether nothing is left of the text."""
        self._skip()
        return self.at == len(self.text)

    def parse(self) -> object:
        while True:
            value = self._value()
            if isinstance(value, dict | list) and not self._closes(value):
                self.open.append(value)
                self._key()
                continue
            # A value is complete; it may complete those around it.
            while self.open:
                self._put(value)
                if self._accept(","):
                    self._key()
                    break
                value = around = self.open.pop()
                if not self._closes(around):
                    raise self._problem("a comma or the closing bracket is missing")
            else:
                return value

    def _value(self) -> object:
        self._skip()
        if self._accept("{"):
            return {}
        if self._accept("["):
            return []
        if self.text.startswith(('"', "'"), self.at):
            return self._string()
        if number := _NUMBER.match(self.text, self.at):
            self.at = number.end()
            return float(number[0])
        if literal := _LITERAL.match(self.text, self.at):
            self.at = literal.end()
            return _LITERALS[literal[0].lower().replace("none", "null")]
        raise self._problem("a value is missing")

    def _closes(self, value: dict[str, object] | list[object]) -> bool:
        return self._accept("}" if isinstance(value, dict) else "]")

    def _string(self) -> Placed:
        start = self.at + 1
        if single := _SINGLE.match(self.text, self.at):
            self.at = single.end()
            value = _ESCAPE.sub(lambda match: _resolved(match[0]), single[0][1:-1])
        else:
            value, self.at = _STRING.raw_decode(self.text, self.at)
        return Placed(value, start, self.at - 1)

    def _key(self) -> None:
        """The key of the next value, where one is due."""
        around = self.open[-1]
        if not isinstance(around, dict):
            return
        self._skip()
        start = self.at
        if not self.text.startswith(('"', "'"), start):
            raise self._problem("a name in double quotes is missing")
        key = str(self._string())
        if not self._accept(":"):
            raise self._problem("the colon after a name is missing")
        if key in around:
            self.twice.append((key, start))
        self.keys.append(key)

    def _put(self, value: object) -> None:
        around = self.open[-1]
        if isinstance(around, dict):
            around[self.keys.pop()] = value
        else:
            around.append(value)

    def _skip(self) -> None:
        space = _SPACE.match(self.text, self.at)
        self.at = space.end() if space else self.at

    def _accept(self, sign: str) -> bool:
        self._skip()
        if not self.text.startswith(sign, self.at):
            return False
        self.at += 1
        return True

    def _problem(self, message: str) -> JSONDecodeError:
        return JSONDecodeError(message, self.text, self.at)


# A pair of surrogates is one character, so it has to be one edit.
_ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}"
    rf"|{_OWN_ESCAPE.pattern}|\\."
)


def _resolved(escape: str) -> str:
    """What an escape stands for; one that nobody knows stands for itself."""
    if _OWN_ESCAPE.fullmatch(escape):
        return chr(int(escape[2:], 16)) if escape[1] in "xU" else escape[1]
    try:
        return str(_STRING.decode(f'"{escape}"'))
    except JSONDecodeError:
        return escape


def escapes(text: str, placed: Placed) -> Iterator[NamedEdit]:
    """Edits that resolve the escapes of a string.

    >>> text = '"a\\\\u0026b\\\\ud83d\\\\ude00"'
    >>> [edit.after for edit in escapes(text, parse(text).value)]
    ['&', '😀']
    """
    for match in _ESCAPE.finditer(text, placed.start, placed.end):
        yield NamedEdit(*match.span(), visible(_resolved(match[0])), "json-escape")

"""The footnotes of a page, whoever made it: two links that lead to one another.

A mark in the text links to its note, and the note links back. That is how Pandoc,
kramdown, Python-Markdown, Hugo, WordPress, Substack, Wikipedia and Sphinx write them,
each with other elements and classes, so the links are what is looked for.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from commonplace.markup.elements import names
from commonplace.markup.entities import unescape
from commonplace.readers.tokens import Token

_INLINE = names("a b cite em i small span strong sup")
_BOXES = names("aside dd div li p section")
#: The mark of a note: a number, a letter or a sign, maybe in brackets.
_MARK = re.compile(
    r"[\[(]?(?:\d{1,4}|[^\W\d_]|(?:note|fn|nb) ?\d{1,3}|[*†‡§¶#+]{1,3})[\])]?\Z", re.I
)
#: What a way back may show: arrows, numbers, single letters; no word.
_BACK = re.compile(r"(?:(?<![^\W\d_])[^\W\d_](?![^\W\d_])|[\W\d_])*\Z")
_LONGEST_MARK = 12


@dataclass(frozen=True, kw_only=True)
class Notes:
    """Footnotes by the numbers of tokens.

    `marks` maps the start of what refers to a note to its end and the note's label,
    `bodies` the start of a note to its end and label, and `ways_back` the start of what
    only leads back, or parts notes from the text, to its end.
    """

    marks: Mapping[int, tuple[int, str]]
    bodies: Mapping[int, tuple[int, str]]
    ways_back: Mapping[int, int]

    def bound(self) -> Iterator[tuple[int, range]]:
        """Each mark with the tokens of its note."""
        body_of = {label: range(start, end + 1) for start, (end, label) in self.bodies.items()}
        for start, (_, label) in self.marks.items():
            yield start, body_of[label]


def find_notes(words: str, found: Sequence[Token], partner: Mapping[int, int]) -> Notes:
    """The footnotes of a page.

    >>> from commonplace.readers.tokens import partners, tokens
    >>> page = '<p>So<a id=b href=#a>1</a></p><ol><li id=a>Or not. <a href=#b>Up</a></li></ol>'
    >>> find_notes(page, tokens(page), partners(tokens(page))).marks
    {2: (4, '1')}
    """
    return _Finder(words, found, partner).notes()


class _Finder:
    def __init__(self, words: str, found: Sequence[Token], partner: Mapping[int, int]) -> None:
        self.words, self.found, self.partner = words, found, partner
        self.parent = _parents(found, partner)
        self.places: dict[str, int] = {}
        for number, token in enumerate(found):
            if number in partner:
                for key in ("id", "name") if token.name == "a" else ("id",):
                    if name := token.attributes.get(key):
                        self.places.setdefault(name, number)

    def notes(self) -> Notes:
        marks: dict[int, tuple[int, str]] = {}
        bodies: dict[int, tuple[int, str]] = {}
        ways_back: dict[int, int] = {}
        begins: list[int] = []
        for number in sorted(self.partner):
            body = self._body(number)
            if body is None:
                continue
            # A note in a note has the mark of its own note, and is left as it is.
            place = bisect_left(begins, body)
            if place and body <= bodies[begins[place - 1]][0]:
                continue
            back = self._back(number, body)
            if not back and not self._is_named(number, body):
                continue
            if body not in bodies:
                begins.insert(place, body)
                bodies[body] = (self.partner[body], str(len(bodies) + 1))
            label = bodies[body][1]
            start = self._widened(number, body=None)
            marks[start] = (self.partner[start], label)
            for link in back:
                start = self._widened(link, body=body)
                ways_back[start] = self.partner[start]
            ways_back.update(self._number(number, body))
        ways_back.update(self._rules(bodies))
        return Notes(marks=marks, bodies=bodies, ways_back=ways_back)

    def _target(self, number: int) -> int | None:
        """Where a link inside the page leads; saving a page makes such links whole addresses."""
        token = self.found[number]
        _, sign, name = token.attributes.get("href", "").partition("#")
        return self.places.get(name) if token.name == "a" and sign else None

    def _body(self, number: int) -> int | None:
        """The note that a link leads to, if it looks like the mark of one."""
        target = self._target(number)
        if target is None or target < number or self.partner[number] - number > 8:
            return None
        mark = self._said(number)
        if len(mark) > _LONGEST_MARK or not _MARK.match(mark):
            return None
        body: int | None = target
        while body is not None and self.found[body].name in _INLINE:
            body = self.parent.get(body)
        if body is None or self.found[body].name not in _BOXES or body < number:
            return None
        return body

    def _back(self, number: int, body: int) -> list[int]:
        """The links in a note that lead back to its mark."""
        around, own = self.parent.get(number), [number]
        while around is not None and self.found[around].name in _INLINE:
            own.append(around)
            around = self.parent.get(around)
        own += range(number + 1, self.partner[number])
        end = self.partner[body]
        return [n for n in self._links(body, end) if self._target(n) in own]

    def _links(self, start: int, end: int) -> Iterator[int]:
        for n in range(start, min(end, start + 2000)):
            if self.found[n].name == "a" and n in self.partner:
                yield n

    def _is_named(self, number: int, body: int) -> bool:
        """Whether the page calls both footnotes; then the note need not link back."""
        mark, note = self.found[number].attributes, self.found[body].attributes
        return mark.get("role") == "doc-noteref" or (
            "footnote" in f"{mark.get('class', '')} {mark.get('rel', '')}"
            and any(
                sign in f"{note.get('id', '')} {note.get('class', '')}" for sign in ("fn", "foot")
            )
        )

    def _widened(self, number: int, body: int | None) -> int:
        """The outermost element around a link that shows nothing but such links.

        Around a mark that is all that shows only the mark; in a note (`body`), all that
        shows arrows and numbers.
        """
        mark = self._said(number)
        widest, around = number, self.parent.get(number)
        while around is not None and around != body and self.found[around].name in _INLINE:
            said = self._said(around)
            if len(said) > 200 or not (_BACK.match(said) if body else said.strip("[]()") in mark):
                break
            widest, around = around, self.parent.get(around)
        return widest

    def _number(self, number: int, body: int) -> Iterator[tuple[int, int]]:
        """The number that a note begins with, which its label shows."""
        mark = self._said(number).strip("[]().")
        for n in range(body + 1, min(self.partner[body], body + 12)):
            token = self.found[n]
            said = self._text(n, n + 1).strip() if token.kind == "text" else ""
            if said:
                if said.strip("[]().:") == mark:
                    yield n, n
                return

    def _rules(self, bodies: Mapping[int, object]) -> Iterator[tuple[int, int]]:
        """The lines that part notes from the text."""
        line = None
        for number, token in enumerate(self.found):
            if number in bodies and line is not None:
                yield line, line
            if token.name == "hr":
                line = number
            elif number in bodies or (
                token.kind == "text" and self._text(number, number + 1).strip()
            ):
                line = None

    def _said(self, number: int) -> str:
        return unescape(self._text(number, min(self.partner[number], number + 60))).strip()

    def _text(self, start: int, end: int) -> str:
        inside = self.found[start:end]
        return "".join(self.words[t.start : t.end] for t in inside if t.kind == "text")


def _parents(found: Sequence[Token], partner: Mapping[int, int]) -> dict[int, int]:
    """For each element the one around it."""
    result: dict[int, int] = {}
    stack: list[int] = []
    for number in range(len(found)):
        while stack and partner[stack[-1]] < number:
            stack.pop()
        if number in partner:
            if stack:
                result[number] = stack[-1]
            stack.append(number)
    return result

"""The rule for names that captioning software misheard, from the glossary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from commonplace.clean.rule import CAPTIONS, MARKDOWN, Context, Rule
from commonplace.markup.blocks import touched
from commonplace.model import Edit, Misheard, Phrase

#: Between the words of a phrase: spaces, or the end of a line, but no blank line.
_GAP = r"(?:[ \t\xa0]{1,8}|[ \t]{0,8}\n[ \t]{0,8})"
_WORD = re.compile(r"[\w'’-]+")


def read_glossary(fields: object) -> tuple[Misheard, ...]:
    """The glossary's lines as records; raises ValueError with the number of a bad one.

    A line is a mapping with `heard` (a word, a phrase, or a list of them) and
    `said`, and if need be `near`, `after`, `before` (lists) and `within` (words).
    """
    if not isinstance(fields, dict) or not isinstance(fields.get("misheard"), list):
        raise ValueError("`misheard` must be a list")
    result = []
    for number, line in enumerate(fields["misheard"], 1):
        if not isinstance(line, dict) or "heard" not in line or "said" not in line:
            raise ValueError(f"entry {number} needs both `heard` and `said`")
        result += [
            Misheard(
                heard=heard,
                said=str(line["said"]),
                near=_words(line.get("near")),
                after=_words(line.get("after")),
                before=_words(line.get("before")),
                within=int(line.get("within", 12)),
            )
            for heard in _words(line["heard"])
        ]
    # The longest first, so that a phrase wins over a word in it.
    return tuple(sorted(result, key=lambda entry: (-len(entry.heard), entry.heard, entry.said)))


def _words(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(str(word) for word in value) if isinstance(value, list) else (str(value),)


def _misheard(text: str, context: Context) -> Iterator[Edit]:
    """Misheard names where somebody speaks; the longest wins if two overlap.

    >>> glossary = (Misheard(heard="open AI", said="OpenAI"),)
    >>> context = Context(format="vtt", glossary=glossary, spoken=lambda: [(0, 40)])
    >>> list(_misheard("at open\\nAI", context))
    [Edit(start=3, end=10, after='OpenAI')]
    """
    taken: list[tuple[int, int]] = []
    spans = context.spoken()
    for entry in context.glossary:
        found = [
            span for span in _occurrences(text, entry, spans) if not any(touched(*span, taken))
        ]
        yield from (Edit(start, end, entry.said) for start, end in found)
        taken = sorted([*taken, *found])


def _occurrences(
    text: str, entry: Misheard, spans: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    if not entry.heard.strip() or entry.heard.split()[0] not in text:
        return
    heard = _GAP.join(re.escape(word) for word in entry.heard.split())
    pattern = re.compile(rf"(?<![\w./:@-]){heard}(?![\w/:@]|\.\w|-\d)")
    for begin, stop in spans:
        for match in pattern.finditer(text, begin, stop):
            if _fits(text, match.start(), match.end(), entry):
                yield match.span()


def _fits(text: str, start: int, end: int, entry: Misheard) -> bool:
    """Whether the words around a heard one are those that the glossary requires."""
    if not (entry.near or entry.after or entry.before):
        return True
    before = _WORD.findall(text[max(0, start - 20 * entry.within) : start])[-entry.within :]
    after = _WORD.findall(text[end : end + 20 * entry.within])[: entry.within]
    before, after = ([word.strip("-'’") for word in words] for words in (before, after))
    lower = [word.lower() for word in [*before, *after]]
    return (
        any(word.lower() in lower for word in entry.near)
        or bool(before and before[-1].lower() in [word.lower() for word in entry.after])
        or bool(after and after[0].lower() in [word.lower() for word in entry.before])
    )


MISHEARD = Rule(
    id="misheard",
    phrase=Phrase("misheard name corrected", "misheard names corrected"),
    why="The glossary lists what captioning software made of the name.",
    formats=MARKDOWN | CAPTIONS,
    find=_misheard,
    words=True,
)

"""Labels inside lines: a talk whose turns follow one another without a line break.

Scripts that join the lines of a transcript leave "So where was it? Bo Reed: In the weir."
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from commonplace.readers.text.conversation import is_conversation
from commonplace.readers.text.label_styles import Label, is_name, tidy

#: What a turn begins with is no small letter, unlike what explains a word.
_COLON = re.compile(r":[ \t](?![a-z])")
#: Characters in front of a colon that may be a name, and what ends the sentence before it.
_REACH = 60
_ENDED = re.compile(r"(?:[.?!…\"”)\]]|(?<!\w)’|’(?=[ \t])|\A)[ \t]{0,2}(?=[^\W\d_a-z])")
#: A title or an initial, whose full stop ends no sentence if a name goes on behind it.
_TITLE = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|Mx|Prof|Rev|St|Sen|Rep|[^\W\d_a-z])\.[ \t]{0,2}\Z")
#: Words to each line, from which lines are not those of turns; the fewest labels, and the most
#: words to each.
_RUNS, _FEWEST, _SELDOM = 60, 4, 400


def run_on(text: str, begin: int = 0) -> list[Label]:
    """The labels inside the lines of a talk from an offset on; none of any other text.

    >>> said = "It was in the weir, as I have told you, and nobody wanted it. " * 5
    >>> talk = f"Ada: So where was it? Bo: {said}Ada: And then?Bo: {said}Ada: I see. Bo: You do?"
    >>> [(talk[one.start : one.end], one.said) for one in run_on(talk)][1:3]
    [('Bo: ', 'Bo'), ('Ada: ', 'Ada')]
    """
    body = text[begin:]
    words = len(body.split())
    if words < _RUNS * max(1, sum(1 for line in body.split("\n") if line.strip())):
        return []
    found = list(_candidates(text, begin))
    counts = Counter(label.said for label in found)
    labels = [label for label in found if counts[label.said] > 1]
    if len(labels) < _FEWEST or len(set(counts)) < 2 or words > _SELDOM * len(labels):
        return []
    if len(labels) < len(found) - len(labels):
        return []
    return labels if is_conversation(labels, "plain", text, begin, ()) else []


def _candidates(text: str, begin: int) -> Iterator[Label]:
    """What looks like a label behind the end of a sentence."""
    for colon in _COLON.finditer(text, begin):
        first = max(begin, colon.start() - _REACH, text.rfind("\n", begin, colon.start()) + 1)
        cut = first > begin and text[first - 1] != "\n"  # inside a word or a sentence
        ends = _ENDED.finditer(text[first : colon.start()])
        starts = [first + end.end() for end in ends if end.start() or not cut]
        names = [tidy(text[start : colon.start()]) for start in starts]
        at = len(starts) - 1
        while at > 0 and _TITLE.search(text, first, starts[at]) and _is_name(names[at - 1]):
            at -= 1
        if starts and _is_name(names[at]):
            yield Label(start=starts[at], end=colon.end(), speaker=names[at], said=names[at])


def _is_name(said: str) -> bool:
    return is_name(said, strict=True)

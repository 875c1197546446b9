"""The times inside a turn, as quiet links where its later paragraphs begin."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from commonplace.addresses.slugs import passage_anchor
from commonplace.markup.clock import clock
from commonplace.model import Passage

_BEGIN = "<p>"


def with_times(passage: Passage, finished: Markup, taken: set[str]) -> Markup:
    """A passage's finished HTML with a link in each further paragraph whose time is known.

    Its anchor is the second, unless that is among those `taken`, to which it is added. The
    link has no words of its own, so that it is neither quoted nor copied.
    """
    paragraphs = finished.split(_BEGIN)
    # Other blocks have lines of their own: which paragraph is which line is not known then.
    if not passage.times or len(paragraphs) != len(passage.text.split("\n")) + 1:
        return finished
    known = dict(passage.times)
    for number, offset in enumerate(_offsets(passage.text), start=1):
        if number == 1 or offset not in known:
            continue
        anchor = passage_anchor("", known[offset])
        if anchor not in taken:
            taken.add(anchor)
            paragraphs[number] = Markup(
                '<a class="cp-inner" id="{0}" href="#{0}" data-time="{1}" aria-label="{1}"></a>{2}'
            ).format(anchor, clock(known[offset]), Markup(paragraphs[number]))
    return Markup(_BEGIN.join(paragraphs))


def _offsets(text: str) -> Iterator[int]:
    """Where each line of a text begins."""
    at = 0
    for line in text.split("\n"):
        yield at
        at += len(line) + 1

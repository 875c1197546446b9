"""Saved web pages and exported posts.

HTML as in the standard (https://html.spec.whatwg.org/), with the metadata that
pages carry: <title>, <meta>, the Open Graph protocol (https://ogp.me/), and the
note that browsers put into a page when they save it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from commonplace.markup import frontmatter
from commonplace.markup.entities import unescape
from commonplace.model import Claim, Diagnostic, Edit, Reader, Reading, Tracked
from commonplace.model.diagnostics import error
from commonplace.readers.edits import edit_all
from commonplace.readers.html.cards import Card, find_cards
from commonplace.readers.html.checks import check_page
from commonplace.readers.html.fields import places_of, read_fields
from commonplace.readers.html.keep import FURNITURE, Kept, keep
from commonplace.readers.html.markdown import Whole, to_markdown
from commonplace.readers.html.notes import Notes, find_notes
from commonplace.readers.html.structure import called
from commonplace.readers.html.text import words_of
from commonplace.readers.html.threads import bylines
from commonplace.readers.html.turns import find_turns, is_talk
from commonplace.readers.html.typed import typed_head
from commonplace.readers.text.talk import in_source, with_turns
from commonplace.readers.tokens import Token, partners, tokens

_DOCUMENT = re.compile(r"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_SNIPPET = re.compile(
    r"<(?:article|body|div|h[1-6]|head|main|meta|p|section|title)[\s>]", re.IGNORECASE
)
_PROLOGUE = re.compile(r"(?:\s*<(?:\?[^>]*|!--(?:[^-]|-(?!->))*--)>)*\s*")
#: Words; fewer may be the name of a site.
_TITLE = 4
_HEADING = 60  #: tokens of a heading that are looked at
_UNSPACED = "\u2e80"  #: the first of the scripts without spaces between words
_MARKDOWN = re.compile(r"^(?:#{1,6} |---$|\*\*)", re.MULTILINE)


#: Exported posts of blogs begin with it.
_FRONT_MATTER = re.compile(
    r"\s*(?P<fence>---|\+\+\+)[ \t]*\n(?:(?!---|\+\+\+)[^\n]*\n){1,200}(?P=fence)[ \t]*\n"
)


def _claims(text: str, suffix: str) -> Claim:
    matter = _FRONT_MATTER.match(text) if suffix in (".html", ".htm", ".xhtml") else None
    prologue = _PROLOGUE.match(text, matter.end() if matter else 0)
    begin = prologue.end() if prologue else 0
    if _DOCUMENT.match(text, begin):
        return Claim(score=0.99)
    tags = len(re.findall(r"</(?:p|div|h[1-6]|li|article|section|main|body)>", text, re.IGNORECASE))
    if suffix in (".html", ".htm", ".xhtml") and tags:
        return Claim(score=0.98)
    if _SNIPPET.match(text, begin) and text.rstrip().endswith(">") and tags >= 2:
        # Markdown files often begin with a centred picture.
        if not _MARKDOWN.search(text):
            return Claim(score=0.96)
        return Claim(score=0.4, why="it has tags, but also lines of Markdown")
    score = 0.4 if suffix in (".html", ".htm", ".xhtml") else 0.1
    return Claim(score=score, why="it has neither a doctype nor an html element")


def _read(text: Tracked, file: str) -> Reading:
    matter = frontmatter.split(str(text), file)
    if not matter.end:
        return _page(text, file)
    # A post of a blog, which is HTML as others are Markdown.
    places = in_source(text, matter.places)
    reading = _page(text.edit("front-matter", [Edit(0, matter.end)]), file, liquid=True)
    return replace(
        reading,
        format="jekyll",
        fields={**reading.fields, **matter.fields},
        places=(*places, *reading.places),
        diagnostics=(*matter.diagnostics, *reading.diagnostics),
    )


def _page(text: Tracked, file: str, *, liquid: bool = False) -> Reading:
    words = str(text)
    found = tokens(words)
    partner = partners(found)
    notes = find_notes(words, found, partner)
    cards = find_cards(words, found, partner)
    kept = keep(words, found, partner, notes, {n: card.end for n, card in cards.items()})
    headings, left = _headings(words, found, partner, kept)
    names = _names(words, found, partner, kept)
    fields = read_fields(words, found, partner, kept.article, headings, left, names)
    if below := _subtitle(words, found, partner, kept):
        fields.setdefault("description", below)
    typed = typed_head(words, found, partner)
    fields = {**typed.fields, **fields}
    turns = find_turns(words, found, partner)
    whole = _whole(kept, notes, cards, partner)
    for number, name in bylines(words, found, partner, kept.left).items():
        whole[number] = whole[number]._replace(put=name, alone=True)
    whole |= _repeated(words, found, partner, kept, fields)
    title = _plain(str(fields.get("title", "")))
    for number, (end, rule) in typed.parts.items():
        if rule != "title" or title == _plain(str(typed.fields["title"])):
            whole[number] = Whole(end, rule)
    if turns:
        whole |= {n: Whole(end, rule) for n, (end, rule) in turns.scaffolding.items()}
    edits = to_markdown(
        words,
        found,
        partner,
        kept.first,
        kept.last,
        whole=whole,
        notes={start: label for start, (_, label) in notes.bodies.items()},
        base=_base(found) or str(fields.get("source", "")),
        liquid=liquid,
    )
    places = in_source(text, places_of(words, found))
    text = edit_all(text, edits)
    reading = Reading(
        format=READER.name,
        text=text,
        fields=fields,
        places=places,
        diagnostics=tuple(_diagnostics(words, found, partner, text, file)),
    )
    if turns:
        return replace(reading, marks=turns.marks)
    talk = with_turns(reading)
    return talk if is_talk(talk) else reading


def _whole(
    kept: Kept, notes: Notes, cards: Mapping[int, Card], partner: Mapping[int, int]
) -> dict[int, Whole]:
    """Elements replaced as a whole: parts left out, footnote marks, back links."""
    whole = {n: Whole(end, "footnote") for n, end in notes.ways_back.items()}
    marks = notes.marks.items()
    whole |= {n: Whole(end, "footnote", f"[^{label}]") for n, (end, label) in marks}
    whole |= {n: Whole(card.end, "page-card", card.put, alone=True) for n, card in cards.items()}
    return whole | {n: Whole(partner.get(n, n), rule) for n, rule in kept.left.items()}


def _repeated(
    words: str,
    found: Sequence[Token],
    partner: Mapping[int, int],
    kept: Kept,
    fields: Mapping[str, object],
) -> dict[int, Whole]:
    """The title and the description, if they are repeated above the text."""
    rules = {_plain(str(fields.get("description", ""))): "html-subtitle"}
    rules |= {_plain(str(fields.get("title", ""))): "title"}
    result: dict[int, Whole] = {}
    above: list[int] = []
    number = kept.first
    while number < kept.last:
        token, end = found[number], partner.get(number, number)
        if number in kept.left:
            number = end + 1
            continue
        is_heading = token.name in ("h1", "h2", "h3", "h4") or _is_summary(token)
        if token.kind == "open" and (is_heading or token.name == "p"):
            said = _plain(unescape(words_of(words, found[number:end])))
            rule = rules.get(said) if said else None
            # A plain title is seen once it is known what the page is called at last.
            plain = rule == "title" and token.name == "h1" and end == number + 2
            if rule == "title":  # a heading above it is the site's
                result |= {n: Whole(partner.get(n, n), FURNITURE) for n in above if n not in result}
            elif is_heading and token.name <= "h2":
                above.append(number)
            if rule and not plain and (is_heading or rule == "html-subtitle"):
                result[number] = Whole(end, rule)
            elif token.name == "p" and said:
                break
            number = end
        number += 1
    return result


def _plain(said: str) -> str:
    """The letters and digits of words, for comparing."""
    return " ".join(re.findall(r"\w+", said.casefold()))


def _subtitle(words: str, found: Sequence[Token], partner: Mapping[int, int], kept: Kept) -> str:
    """The words of a heading above the text that its page calls a subtitle."""
    for number in range(kept.first, kept.last):
        token = found[number]
        if token.kind == "open" and token.name == "p":
            break
        below = token.name in ("h2", "h3", "h4") and "subtitle" in called(token)
        if number in partner and (below or _is_summary(token)):
            return " ".join(unescape(words_of(words, found[number : partner[number]])).split())
    return ""


def _is_summary(token: Token) -> bool:
    """Whether an element is the summary of an entry, as microformats mark it."""
    classes = token.attributes.get("class", "").split()
    return token.kind == "open" and "p-summary" in classes


def _headings(
    words: str, found: Sequence[Token], partner: Mapping[int, int], kept: Kept
) -> tuple[list[str], list[str]]:
    """The words of each <h1> of the article, or else of the page, and of those left out there."""
    apart = {n for start in kept.left for n in range(start, partner.get(start, start) + 1)}
    left: list[str] = []
    for part in (kept.article, range(len(found))):
        headings = []
        for start in part:
            if found[start].name == "h1" and start in partner:
                # A heading's own address is not one of its words.
                inside = [n for n in range(start, partner[start]) if n not in apart]
                said = unescape(words_of(words, [found[n] for n in inside]))
                headings += [" ".join(said.split())] if said.strip() else []
                if start in apart and start in kept.article and not said.strip():
                    said = unescape(words_of(words, found[start : partner[start]]))
                    left.append(" ".join(said.split()))
        if headings:
            return headings, left
    narrow = found[kept.article.start].name == "article" if found else False
    return [], [*(left if narrow else []), *_far(words, found, partner)]


def _far(words: str, found: Sequence[Token], partner: Mapping[int, int]) -> Iterator[str]:
    """The words of each long <h1> without a link; the name of a site is short, or leads home."""
    for start, token in enumerate(found):
        if token.name == "h1" and start in partner:
            inside = found[start : min(partner[start], start + _HEADING)]
            said = _said(words, inside)
            spaced = max(said, default="") < _UNSPACED
            long = len(said.split()) >= _TITLE if spaced else len(said) > 2 * _TITLE
            if long and not any(one.name == "a" for one in inside):
                yield said


def _names(words: str, found: Sequence[Token], partner: Mapping[int, int], kept: Kept) -> list[str]:
    """The words of each <h1> in a bar of the page: what its site or its book is called."""
    bars = [(start, partner.get(start, start)) for start, r in kept.left.items() if r == FURNITURE]
    heads = [n for start, end in bars for n in range(start, end) if found[n].name == "h1"]
    return [_said(words, found[n : min(partner[n], n + _HEADING)]) for n in heads if n in partner]


def _said(words: str, found: Sequence[Token]) -> str:
    """The words of tokens, on one line."""
    return " ".join(unescape(words_of(words, found)).split())


def _base(found: Sequence[Token]) -> str:
    """The address that a page sets for its links."""
    bases = (t.attributes["href"] for t in found if t.name == "base" and "href" in t.attributes)
    return next(bases, "")


# What is wrong ------------------------------------------------------------------------


def _diagnostics(
    words: str, found: Sequence[Token], partner: Mapping[int, int], text: Tracked, file: str
) -> Iterator[Diagnostic]:
    if not str(text).strip():
        remedy = "save the page again once it has loaded, or delete it"
        why = "some pages load their text with a script, and that text is not saved"
        yield error(file, 1, "it contains no text", remedy, why)
    yield from check_page(words, found, partner, file)


READER = Reader(name="html", claims=_claims, read=_read)

"""The fields of a passage, and how their words become terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from whoosh import fields
from whoosh import index as whoosh_index
from whoosh.analysis import Token, Tokenizer
from whoosh.index import EmptyIndexError
from whoosh.searching import Searcher

from commonplace import analysis
from commonplace.analysis.languages import spoken
from commonplace.disk.generations import current
from commonplace.query import NAME_FIELDS, whole_name

VERSION = "7"  #: of the schema and the analysis; another one means a new index
#: The fields that hold stems.
STEMMED = frozenset({"about", "asked", "text", "heard", "heading", "title"})
#: The fields whose terms are exported, in the order of their names.
EXPORTED = tuple("about asked author folded heading heard speaker text title topic words".split())
#: Places between two names of a field, more than words of a phrase may be apart.
_APART = 100


class Tokens(Tokenizer):  # type: ignore[misc]
    """Our own analysis in the form Whoosh wants, so that the other engine can match it."""

    def __init__(self, field: str) -> None:
        self.field = field

    def __call__(
        self, value: str, positions: bool = False, mode: str = "", **options: Any
    ) -> Iterator[Token]:
        """Tokens in order; Whoosh reuses one object for all of them."""
        token = Token(positions, mode=mode)
        for place, text in placed(self.field, value):
            token.text = text
            token.boost, token.stopped = 1.0, False
            if positions:
                token.pos = options.get("start_pos", 0) + place
            yield token


def placed(field: str, value: str, language: str = "") -> list[tuple[int, str]]:
    """The terms of a field of a document in a language with their places, in order.

    A field of names holds one a line. It has the words of each, and each as a whole, so that
    one name can be asked for and no other that has the same words; without accents, too. They are
    of no language.

    >>> placed("heading", "Deep reeds"), placed("topic", "Reeds")
    ([(0, 'deep'), (1, 'reed')], [(0, 'reeds'), (0, '=reeds')])
    """
    if field not in NAME_FIELDS:
        text = analysis.said(value) if field in ("text", "words") else value
        found = [spoken(token, language) for token in analysis.tokens(text)]
        stemmed = field in STEMMED or field == "folded"
        return list(enumerate(map(analysis.stem, found) if stemmed else found))
    result: list[tuple[int, str]] = []
    for number, name in enumerate(value.split("\n")):
        words = analysis.tokens(name)
        plain = list(map(analysis.fold, words))
        for place, (word, other) in enumerate(zip(words, plain, strict=True), number * _APART):
            spellings = (word, other, *analysis.characters(word))
            result += [(place, term) for term in dict.fromkeys(spellings)]
            if place == number * _APART:
                whole = dict.fromkeys((whole_name(words), whole_name(plain)))
                result += [(place, term) for term in whole]
    return result


def terms(passage: Mapping[str, Any], field: str) -> list[str]:
    """The terms of a passage in an exported field."""
    value = passage["text" if field == "words" else field]
    return [term for _, term in placed(field, value, passage["language"])]


def _text(field: str, **how: bool) -> fields.TEXT:
    return fields.TEXT(analyzer=Tokens(field), **how)


def schema() -> fields.Schema:
    """The fields of a passage.

    `text` is stemmed; `words` is its unstemmed twin, since suggestions and fuzzy terms on a
    stemmed field work on stems. `heard` are the words that a correction replaced. `folded` are
    other forms of the words of texts and headings, such as those without accents. `asked` is the
    question that a passage answers, which somebody else asks in the passage before. `about` is the
    document's description, in its first passage alone. `author` is who wrote a passage that
    nobody speaks, and `topic` the topics that it names; both have a name a line. `times` are
    those inside of the passage, as `analysis.word_times` writes them. `language` is the code of
    the stemmer. `document` names the document and its
    indexed state.
    """
    return fields.Schema(
        address=fields.ID(unique=True, stored=True),
        document=fields.ID(stored=True),
        slug=fields.ID(stored=True),
        anchor=fields.ID(stored=True),
        number=fields.STORED(),
        kind=fields.ID(stored=True),
        language=fields.ID(stored=True),
        title=_text("title", stored=True),
        about=_text("about", stored=True),
        heading=_text("heading", stored=True),
        speaker=_text("speaker", stored=True),
        author=_text("author", stored=True),
        topic=_text("topic", stored=True),
        date=fields.ID(stored=True),
        start=fields.STORED(),
        times=fields.STORED(),
        video=fields.STORED(),
        text=_text("text", stored=True),
        words=_text("words", phrase=False),
        heard=_text("heard", stored=True),
        asked=_text("asked", stored=True),
        folded=_text("folded", stored=True),
    )


def opened(folder: Path) -> whoosh_index.Index:
    """The index in a folder; raises FileNotFoundError if there is none."""
    if not whoosh_index.exists_in(folder):
        raise FileNotFoundError(f"{folder}: no index found; run `commonplace build` first")
    return whoosh_index.open_dir(folder)


@contextmanager
def searched(folder: Path) -> Iterator[tuple[Path, Searcher]]:
    """The folder of an index as it is now, and a searcher; FileNotFoundError without one.

    The file that names it is read once, so that everything comes from one generation, and again
    if that generation disappears meanwhile.
    """
    with ExitStack() as stack:
        try:
            now = current(folder)
            searcher = stack.enter_context(opened(now).searcher())
        except (OSError, EmptyIndexError):
            now = current(folder)
            searcher = stack.enter_context(opened(now).searcher())
        yield now, searcher


def place(searcher: Searcher, number: int) -> tuple[str, int]:
    """Where a passage is: its document's address, and its number in it from 0."""
    stored = searcher.stored_fields(number)
    return stored["address"].partition("#")[0], stored["number"]

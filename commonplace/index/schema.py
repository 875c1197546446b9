"""The fields of a passage, and how their words become terms."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from whoosh import fields
from whoosh import index as whoosh_index
from whoosh.analysis import Token, Tokenizer
from whoosh.index import EmptyIndexError
from whoosh.searching import Searcher

from commonplace import analysis

VERSION = "5"  #: of the schema and the analysis; another one means a new index
#: The fields that hold stems.
STEMMED = frozenset({"text", "heard", "heading", "title"})
#: The fields whose terms are exported, in the order of their names.
EXPORTED = ("heading", "heard", "speaker", "text", "title", "topic", "words")


class Tokens(Tokenizer):  # type: ignore[misc]
    """Our own analysis in the form Whoosh wants, so that the other engine can match it."""

    def __init__(self, stemmed: bool) -> None:
        self.stemmed = stemmed

    def __call__(
        self, value: str, positions: bool = False, mode: str = "", **options: Any
    ) -> Iterator[Token]:
        """Tokens in order; Whoosh reuses one object for all of them."""
        token = Token(positions, mode=mode)
        for number, text in enumerate(analysis.tokens(value)):
            token.text = analysis.stem(text) if self.stemmed else text
            token.boost, token.stopped = 1.0, False
            if positions:
                token.pos = options.get("start_pos", 0) + number
            yield token


_WORDS, _STEMS = Tokens(stemmed=False), Tokens(stemmed=True)


def schema() -> fields.Schema:
    """The fields of a passage.

    `text` is stemmed; `words` is its unstemmed twin, since suggestions and fuzzy terms on a
    stemmed field work on stems. `heard` are the words that a correction replaced. `times` are
    those inside of the passage, as `analysis.word_times` writes them. `document` names the
    document and its indexed state.
    """
    return fields.Schema(
        address=fields.ID(unique=True, stored=True),
        document=fields.ID(stored=True),
        slug=fields.ID(stored=True),
        anchor=fields.ID(stored=True),
        number=fields.STORED(),
        kind=fields.ID(stored=True),
        title=fields.TEXT(analyzer=_STEMS, stored=True),
        heading=fields.TEXT(analyzer=_STEMS, stored=True),
        speaker=fields.TEXT(analyzer=_WORDS, stored=True),
        topic=fields.TEXT(analyzer=_WORDS, stored=True),
        date=fields.ID(stored=True),
        start=fields.STORED(),
        times=fields.STORED(),
        video=fields.STORED(),
        text=fields.TEXT(analyzer=_STEMS, stored=True),
        words=fields.TEXT(analyzer=_WORDS, phrase=False),
        heard=fields.TEXT(analyzer=_STEMS, stored=True),
    )


def opened(folder: Path) -> whoosh_index.Index:
    """The index in a folder; raises FileNotFoundError if there is none."""
    if not whoosh_index.exists_in(folder):
        raise FileNotFoundError(f"{folder}: no index found; run `commonplace build` first")
    return whoosh_index.open_dir(folder)


@contextmanager
def searched(folder: Path) -> Iterator[tuple[Path, Searcher]]:
    """The folder of an index as it is now, and a searcher; FileNotFoundError without one.

    The link is followed once, so that everything comes from one generation, and again if that
    generation disappears meanwhile.
    """
    with ExitStack() as stack:
        try:
            now = folder.resolve()
            searcher = stack.enter_context(opened(now).searcher())
        except (OSError, EmptyIndexError):
            now = folder.resolve()
            searcher = stack.enter_context(opened(now).searcher())
        yield now, searcher


def place(searcher: Searcher, number: int) -> tuple[str, int]:
    """Where a passage is: its document's address, and its number in it from 0."""
    stored = searcher.stored_fields(number)
    return stored["address"].partition("#")[0], stored["number"]

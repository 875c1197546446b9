"""Answers queries: the passages with all of the words, then those with some."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import asdict, dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Any

from whoosh.searching import Searcher
from whoosh.util.numeric import byte_to_length, length_to_byte

from commonplace import analysis, query
from commonplace.index import entries
from commonplace.index.aliases import read
from commonplace.index.general import is_general
from commonplace.index.pages import Page, pages
from commonplace.index.schema import place, searched
from commonplace.index.scores import Scores
from commonplace.index.similar import Near, similar
from commonplace.index.statistics import Statistics
from commonplace.index.suggestions import Nobody, Unknown, nobody, replaced, unknown
from commonplace.markup.clock import clock

PAGE = 10  #: hits; where fewer have all of the words, those with some of them follow
Ranked = list[tuple[float, int]]  #: scores and Whoosh's numbers of passages, best first


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A passage that answers a query.

    `start` is the second of the recording at which the words of the snippet that answer it
    are said, as far as that is known; `time` is the same as a clock shows it. A hit that is
    `similar` has none of the words, and was found by their meaning.
    """

    address: str
    title: str
    heading: str
    speaker: str | None
    start: float | None
    time: str | None
    date: str | None
    kind: str
    score: float
    snippet: str
    similar: bool = False


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The best hits for a query, best first.

    The first `complete` hits have all of the words. Where those do not fill a page,
    `relaxed` is set, and hits with some of the words follow. `unknown` are words that no
    passage has, and `nobody` names that nobody has. `suggestion` is the query in words that
    the corpus knows; where one word alone can be meant, the hits are those of the
    suggestion, and `corrected` is set. `error` is what was wrong with the
    query's syntax. `pages` are named by the words, whether their passages have them or not.
    Passages that are only similar in meaning are among the hits, and are not counted.
    Where hits are grouped, each is the best of its document, and `more` says how many others
    that has.
    """

    query: str
    total: int
    complete: int
    relaxed: bool
    suggestion: str | None
    corrected: bool
    error: str | None
    hits: tuple[Hit, ...]
    pages: tuple[Page, ...] = ()
    unknown: tuple[str, ...] = ()
    nobody: tuple[Nobody, ...] = ()
    more: tuple[int, ...] | None = None

    def as_json(self) -> str:
        """The answer as JSON, for `commonplace search --json`."""
        record = asdict(self)
        if self.more is None:
            del record["more"]
        return json.dumps(record, ensure_ascii=False, indent=2)


def search(
    folder: Path,
    words: str,
    limit: int = 10,
    typing: bool = False,
    *,
    grouped: bool = False,
    meaning: bool = True,
) -> Answer:
    """The best passages for a query: those with all of the words, then those with some.

    Where words are not enough, what is similar in `meaning` is among the latter. While `typing`,
    the last word also stands for all that begins so. `grouped` gives the best hit of each
    document. Raises FileNotFoundError where the folder holds no index.
    """
    with searched(folder) as (now, searcher):
        scores = Scores(searcher, Statistics(now, searcher))
        aliases = query.other_names(*read(now))
        parsed = query.parse(words, typing)
        near = partial(similar, now, scores) if meaning and not typing else None
        answering = partial(_answer, scores, words, aliases, limit, grouped, near)
        answer = answering(parsed)
        if not answer.complete:
            parsed, answer = _mended(scores, parsed, answer, aliases, typing, answering)
        if not parsed.tree:
            return answer
        known = entries.read(now)
        return replace(
            answer,
            pages=pages(scores, known, _without_stop_words(scores, parsed, parsed.tree)),
            nobody=() if answer.complete else nobody(scores, known, parsed.tree),
        )


def _mended(
    scores: Scores,
    parsed: query.Parsed,
    answer: Answer,
    aliases: query.Aliases,
    typing: bool,
    answering: Callable[[query.Parsed], Answer],
) -> tuple[query.Parsed, Answer]:
    """A query and its answer once words that are sure to be misspelt are put right.

    Where there are none, what may have been meant is offered: anything near where nothing
    was found, and else what is one edit away from a word that is no English.
    """
    strange = unknown(scores, parsed, typing, aliases)
    sure = replaced(parsed.text, [one for one in strange if one.sure])
    if sure is not None:
        other = query.parse(sure)
        mended = answering(other)
        if mended.total:
            left = _as_typed(parsed, [one for one in strange if not one.sure])
            mended = replace(mended, suggestion=sure, corrected=True, error=parsed.error)
            return other, replace(mended, unknown=left)
    offered = [
        one
        for one in strange
        if not answer.total or (one.edits == 1 and not is_general(one.word.term))
    ]
    words = _as_typed(parsed, strange)
    return parsed, replace(answer, suggestion=replaced(parsed.text, offered), unknown=words)


def _as_typed(parsed: query.Parsed, strange: Iterable[Unknown]) -> tuple[str, ...]:
    """Unknown words as they were typed; names that somebody was asked for by are told apart."""
    return tuple(
        parsed.text[one.word.start : one.word.end]
        for one in strange
        if one.word.field in (None, "text")
    )


def _answer(
    scores: Scores,
    words: str,
    aliases: query.Aliases,
    limit: int,
    grouped: bool,
    near: Callable[[query.Parsed], Near | None] | None,
    parsed: query.Parsed,
) -> Answer:
    searcher = scores.searcher
    tree = parsed.tree and query.with_aliases(parsed.tree, aliases)
    tree = tree and _without_stop_words(scores, parsed, tree)
    whole = _titles_first(scores, parsed, _found(scores, tree))
    looser = query.relaxed(tree) if tree and len(whole) < PAGE else None
    complete = {number for _, number in whole}
    partial = [one for one in _found(scores, looser) if one[1] not in complete]
    found = whole + partial
    meant = near(parsed) if near and len(whole) < PAGE else None
    among = _mixed(searcher, whole, partial, meant) if meant else found
    own = {number for _, number in found}
    shown = _by_document(searcher, among, own) if grouped else [(one, 0) for one in among]
    marking = cache(query.marker)

    def shown_hit(score: float, number: int) -> Hit:
        stored = searcher.stored_fields(number)
        mark = marking(tree if number in complete else looser or tree, (stored["language"],))
        return _hit(stored, score, mark, number not in own)

    return Answer(
        query=words,
        total=len(found),
        complete=len(whole),
        relaxed=bool(partial),
        suggestion=None,
        corrected=False,
        error=parsed.error,
        hits=tuple(shown_hit(*one) for one, _ in shown[:limit]),
        more=tuple(more for _, more in shown[:limit]) if grouped else None,
    )


def _without_stop_words(scores: Scores, parsed: query.Parsed, tree: query.Node) -> query.Node:
    return query.without_stop_words(tree, scores.stop_words(parsed))


def _mixed(searcher: Searcher, whole: Ranked, partial: Ranked, near: Near) -> Ranked:
    """All passages found, those with all of the words first, and those similar in meaning.

    To the score of one that has not all of the words is added what its nearness is worth. The
    best passage so found tells more of what is asked than the words alone; nearness is that to
    both of them in the end.
    """
    best = (partial[:1] or whole[-1:] or [(1.0, 0)])[0][0]
    held = {number: score for score, number in partial}
    complete = {number for _, number in whole}

    def ranked(worth: Mapping[int, float]) -> Ranked:
        numbers = (held.keys() | worth.keys()) - complete
        added = ((one, held.get(one, 0.0) + best * worth.get(one, 0.0)) for one in numbers)
        return whole + _ordered(searcher, added)

    worth = near.worth()
    first = next((number for _, number in ranked(worth) if number in worth), None)
    return ranked(worth if first is None else near.drawn(first).worth())


def _by_document(
    searcher: Searcher, found: Ranked, own: Set[int]
) -> list[tuple[tuple[float, int], int]]:
    """The first hit of each document, with how many others of it have words of their own."""
    documents = [place(searcher, number)[0] for _, number in found]
    firsts = dict(zip(reversed(documents), reversed(found), strict=True))
    pairs = zip(documents, found, strict=True)
    others = Counter(one for one, hit in pairs if hit[1] in own and hit != firsts[one])
    return [(firsts[one], others[one]) for one in dict.fromkeys(documents)]


def _found(scores: Scores, tree: query.Node | None) -> Ranked:
    """Scores and numbers of all passages that match, best first; ties by address."""
    if tree is None:
        return []
    return _ordered(scores.searcher, scores.hits(tree).items())


def _ordered(searcher: Searcher, found: Iterable[tuple[int, float]]) -> Ranked:
    scored = [(round(score, 6), number) for number, score in found]
    same = Counter(score for score, _ in scored)  # a place is dear, and few scores are shared
    places = {number: place(searcher, number) for score, number in scored if same[score] > 1}
    return sorted(scored, key=lambda pair: (-pair[0], places.get(pair[1], ())))


def _titles_first(scores: Scores, parsed: query.Parsed, found: Ranked) -> Ranked:
    """The beginnings of documents whose title is the query, before all others.

    The title has all words of the query, and no others. They get the best score of all on
    top of their own.
    """
    words = query.plain_words(parsed.tree) if parsed.tree else None
    if not words or not found:
        return found
    searcher = scores.searcher
    length = byte_to_length(length_to_byte(len(analysis.tokens(parsed.text))))
    front = {number for _, number in found}
    # Stop words last, since the others are mostly enough to see that there is no such title.
    for word in sorted(set(words), key=lambda word: (word in query.STOP_WORDS, word)):
        held = scores.having("title", word) if front else {}
        front &= {number for number, (_, long) in held.items() if long == length}
    front = {number for number in front if searcher.stored_fields(number)["number"] == 0}
    if not front:
        return found
    best = found[0][0]
    return _ordered(
        searcher,
        ((number, score + best if number in front else score) for score, number in found),
    )


def _hit(stored: dict[str, Any], score: float, mark: analysis.Marking, similar: bool) -> Hit:
    snippet, word = analysis.snippet(stored["text"], mark)
    start = analysis.time_at(word, stored.get("start"), stored["times"])
    return Hit(
        address=stored["address"],
        title=stored["title"],
        heading=stored["heading"],
        speaker=stored["speaker"] or None,
        start=start,
        time=clock(start) if start is not None else None,
        date=stored["date"] or None,
        kind=stored["kind"],
        score=score,
        snippet=snippet,
        similar=similar,
    )

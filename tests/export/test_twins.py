"""The browser's analysis, stems and query language are those of Python, call for call."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import sys
import tarfile
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from whoosh.util.numeric import byte_to_length, length_to_byte

from commonplace import analysis, query
from commonplace.analysis import languages, stem, tokens
from commonplace.query import language
from tests.query.test_query import as_json
from tests.thorough import some

FOLDER = Path(__file__).parents[1] / "search"

# The two sides


def _snippet(text: str, wanted: Sequence[str]) -> list[object]:
    def mark(several: Sequence[str]) -> list[str | None]:
        return [stem(token) if stem(token) in wanted else None for token in several]

    return list(analysis.snippet(text, mark))


def _marked(typed: str, text: str) -> object:
    """The piece of a text for a query, and what of the text answers it."""
    mark = query.marker(query.parse(typed, typing=True).tree)
    places = analysis.located(text)
    return [list(analysis.snippet(text, mark)), list(mark([place.token for place in places]))]


def _read(typed: str, groups: dict[str, Any], typing: bool = False) -> object:
    """All that becomes of a query."""
    tree, error, text, spelled = query.parse(typed, typing)
    asked = query.without_stop_words(tree) if tree else None
    wide = query.with_aliases(tree, _others(**groups)) if tree else None
    widened = query.without_stop_words(wide) if wide else None
    return {
        "tree": as_json(tree),
        "error": error,
        "text": text,
        "spelled": [list(word) for word in spelled],
        "asked": as_json(asked),
        "plain": as_json(query.plain_words(asked) if asked else None),
        "relaxed": as_json(query.relaxed(asked) if asked else None),
        "widened": as_json(widened),
        "relaxedWidened": as_json(query.relaxed(widened) if widened else None),
    }


def _others(aliases: Any = (), explained: Any = ()) -> query.Aliases:
    return query.other_names(aliases, explained)


def _kept_length(length: int) -> int:
    return int(byte_to_length(length_to_byte(length)))


def _matches(node: dict[str, str | int | None], word: str) -> bool:
    values = {name: value for name, value in node.items() if name != "node"}
    return query.matches(getattr(query, str(node["node"]))(**values), word)


PYTHON: dict[str, Callable[..., object]] = {
    "apart": analysis.apart,
    "distance": query.distance,
    "fold": analysis.fold,
    "keptLength": _kept_length,
    "literal": query.literal,
    "located": lambda text: list(map(list, analysis.located(text))),
    "marked": _marked,
    "matches": _matches,
    "read": _read,
    "snippet": _snippet,
    "spoken": languages.spoken,
    "timeAt": analysis.time_at,
    "stem": stem,
    "tokens": tokens,
}


@pytest.fixture(scope="module", autouse=True)
def _node() -> None:
    """Without Node these tests are skipped, but never in CI."""
    if shutil.which("node"):
        return
    absent = "node is not installed, so the browser's search was not compared with Python's"
    if os.environ.get("CI") == "true":
        pytest.fail(absent)
    pytest.skip(absent)


@cache
def node() -> subprocess.Popen[str]:
    """The one process that answers, as starting one takes longer than most batches."""
    process = subprocess.Popen(
        ["node", FOLDER / "twins.mjs"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    atexit.register(process.kill)
    return process


def in_node(call: str, batch: Sequence[Sequence[object]]) -> list[Any]:
    """What a function of the browser answers to a batch of arguments."""
    process = node()
    assert process.stdin and process.stdout and process.stderr
    asked = [{"call": call, "arguments": arguments} for arguments in batch]
    with suppress(BrokenPipeError):
        process.stdin.write(f"{json.dumps(asked)}\n")
        process.stdin.flush()
    if not (answer := process.stdout.readline()):
        node.cache_clear()  # it has gone, and the next test has another
        pytest.fail(process.stderr.read())
    answers: list[Any] = json.loads(answer)
    return answers


def assert_twins(call: str, batch: Sequence[Sequence[object]]) -> None:
    """Both sides answer alike; of those that differ, the shortest is shown."""
    answers = in_node(call, batch)
    assert len(answers) == len(batch)
    differing = []
    for arguments, answer in zip(batch, answers, strict=True):
        expected = PYTHON[call](*arguments)
        if answer != expected:
            differing.append((arguments, {"Python": expected, "JavaScript": answer}))
    assert not differing, min(differing, key=lambda pair: len(str(pair[0])))


@cache
def newer() -> dict[int, None]:
    """Characters that this Python knows and this Node does not yet, to be left out."""
    known = "".join(map(chr, _assigned()))
    return dict.fromkeys(ord(sign) for sign in in_node("newer", [[known]])[0])


def _assigned() -> Iterator[int]:
    """Every code point that this Python's Unicode assigns."""
    for number in range(sys.maxunicode + 1):
        if unicodedata.category(chr(number)) not in ("Cn", "Cs"):
            yield number


# The tables


def test_queries_are_read_as_the_table_says() -> None:
    table = json.loads((FOLDER / "queries.json").read_text(encoding="utf-8"))
    answers = in_node("read", [[row["query"], {}] for row in table])
    for row, answer in zip(table, answers, strict=True):
        assert answer["error"] == row["error"], row["query"]
        assert answer["asked"] == row["tree"], row["query"]
        assert answer["relaxed"] == row["relaxed"], row["query"]


def test_what_both_must_know_is_the_same() -> None:
    found = in_node("known", [[]])[0]
    assert found.pop("MESSAGES") == {one.name: one.value for one in language.Message}
    for name in ("LONGEST", "MARKED", "SNIPPET_LETTERS", "SNIPPET_WORDS", "SPACELESS"):
        assert found.pop(name) == getattr(analysis, name)
    assert found.pop("NOT_LATIN") == sorted(languages.NOT_LATIN)
    known = {name: value for name, value in vars(language).items() if name.isupper()}
    assert found == {name: _as_list(value) for name, value in known.items()}


def _as_list(value: object) -> object:
    """What JSON makes of a value, with the members of a set in their order."""
    if isinstance(value, frozenset):
        return sorted(value)
    return json.loads(json.dumps(list(value.items()) if isinstance(value, dict) else value))


def test_the_table_of_cases(golden: Callable[[Path, str], None]) -> None:
    path = FOLDER / "analysis.json"
    table = json.loads(path.read_text(encoding="utf-8"))
    rows = [{**row, "answer": PYTHON[row["call"]](*row["arguments"])} for row in table]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    golden(path, f"[\n{lines}\n]\n")
    for call in sorted({row["call"] for row in rows}):
        of_call = [row for row in rows if row["call"] == call]
        answers = in_node(call, [row["arguments"] for row in of_call])
        assert answers == [row["answer"] for row in of_call]


# All characters, and all words that there are


def test_every_character_is_the_same_letter_or_none() -> None:
    signs = [chr(number) for number in _assigned() if number not in newer()]
    blocks = [signs[at : at + 60] for at in range(0, len(signs), 60)]  # a token has 128 at most
    assert_twins("tokens", [[join.join(block)] for join in (" ", "", "a") for block in blocks])
    assert_twins("fold", [[f"a{sign}b"] for sign in signs])


def test_all_words_of_the_sources_have_the_same_stems(shared: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((shared / "seeds").glob("*.txt"))]
    with tarfile.open(shared / "corpus" / "practicalai.tar.gz") as archive:
        opened = (archive.extractfile(member) for member in archive)
        texts += [file.read().decode() for file in opened if file]
    assert len(texts) > 300
    texts = list(some(8, texts))
    assert_twins("tokens", [[text] for text in texts])
    words = sorted({token for text in texts for token in tokens(text)})
    assert_twins("stem", [[word] for word in words])


# Whatever is typed: many to a process, since starting one takes longer than all of them

MANY = settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.reuse, Phase.generate],  # no shrinking: the shortest of a batch is shown
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
SIGNS = st.characters(exclude_categories=["Cs", "Cn"]) | st.sampled_from(
    "aiIyYbZsS59éßſİıΣσςАйकि한가々ﬁǅ²٣𝐱𐐀👍 \u0301\u0307\u0308\u0323\u0345\u1161\u11a8"
    "'’ʼ.·_-*?~\"“”:()\t\n\x1c\x1f\x85\xa0\u200b\u2028\u3000\ufeff"
)
TEXTS = st.lists(st.text(SIGNS, max_size=16), min_size=120, max_size=240)

SYLLABLES = (
    "a e i o u y b d l s t be di fle hop in just lo no ov pra sh tw vy we ex yo kn qui "
    "gener univers organ inter commun arsen later emerg past succ proc exc even cann inn earr "
    "herr out add ebb é 𝐱 5. ' bb dd tt ll at bl iz"
).split()
SUFFIXES = (
    "s es ss us ses sses ied ies ed eed edly eedly ing ingly ying y ly li 's ' 's' ational tional "
    "ation ization izer ator alism ality alli entli fulness fulli ousness ousli iveness ivity "
    "bility bli abli ogy ogi ogist ancy ency lessly icate ative alize icity ical ful ness al ance "
    "ence er ic able ible ant ement ment ent ism ate ous ive ize ion sion tion e l le"
).split()
WORDS = st.lists(
    st.builds(
        lambda first, last: "".join(first + last),
        st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=3),
        st.lists(st.sampled_from(SUFFIXES), max_size=3),
    ),
    min_size=200,
    max_size=400,
)

PASSAGES = st.lists(
    st.lists(
        st.sampled_from("a reward Models, **re-ward** é x y z \u200b 👍 \xa0\x85".split(" ")),
        min_size=30,
        max_size=70,
    ).map(" ".join),
    min_size=20,
    max_size=40,
)

STARTS = st.none() | st.floats(0, 4000).map(lambda time: round(time, 3))
TIMES = st.dictionaries(st.integers(1, 299), st.floats(0, 4000), max_size=40).map(
    lambda found: [(word * 5, round(found[word], 3)) for word in sorted(found)]
)

FRAGMENTS = st.sampled_from(
    "reward model Models test-time high-speed don’t 5.2 naïve nai\u0308ve 𝐱𝐲 what is the a rlhf "
    '" " “ „ ( ( ) ) AND OR NOT - -( And or * ? ~ ~1 ~2 ~3 ~12 ~٣ ’ . _ İ Σ '
    "speaker: text: topic: foo: year: kind: after: year:2024 year:9999 year:٢٠٢٤ kind:POSTS "
    "after:2024-06 before:2024-1 reas* gen?ral b*r*d *ing tworek~ tworek~2 x𝐱? "
    "\u3000 \x1f \ufeff \x85".split(" ")
)
QUERIES = st.lists(
    st.builds(str.join, st.sampled_from(["", " "]), st.lists(FRAGMENTS, max_size=12))
    | st.text(SIGNS, max_size=20),
    min_size=80,
    max_size=160,
)
NAMES = {
    "aliases": [
        [["rlhf"], ["reinforcement", "learning"], ["human", "feedback"]],
        [["reward"], ["prize"]],
        [["test", "time"], ["inference"], ["what", "is"]],
        [["high", "speed", "model"], ["high", "speed"], ["c"]],
    ],
    "explained": [[["dpo"], ["reward", "model"]], [["reward"], ["pay"]]],
}


@MANY
@given(TEXTS)
def test_any_text_has_the_same_tokens(texts: list[str]) -> None:
    assert_twins("tokens", [[text.translate(newer())] for text in texts])


@MANY
@given(PASSAGES)
def test_any_text_has_the_same_snippet(texts: list[str]) -> None:
    assert_twins("snippet", [[text, ["reward", "model", "re"]] for text in texts])


@MANY
@given(STARTS, TIMES)
def test_any_word_has_the_same_time(start: float | None, times: list[tuple[int, float]]) -> None:
    text = "reed " * 300
    coded = analysis.word_times(text, start, times)
    assert_twins("timeAt", [[word, start, coded] for word in range(300)])
    for at, time in times:
        found = analysis.time_at(at // 5, start, coded)
        assert found is not None and int(found) == int(time)


@MANY
@given(WORDS)
def test_any_word_has_the_same_stem(words: list[str]) -> None:
    assert_twins("stem", [[word] for word in words])


@MANY
@given(QUERIES)
def test_any_query_becomes_the_same_tree(texts: list[str]) -> None:
    queries = [text.translate(newer()) for text in texts]
    assert_twins("read", [[text, NAMES, typing] for text in queries for typing in (False, True)])
    assert_twins("marked", [[text, " ".join(queries)] for text in queries[:20]])


def _strings(signs: str, longest: int) -> list[str]:
    """Every string of some characters, from the empty one on."""
    return ["".join(p) for length in range(longest + 1) for p in product(signs, repeat=length)]


def test_the_same_words_are_of_a_shape() -> None:
    words = _strings("a𝐱.\n", 3)
    for name, signs in {"Wildcard": "a𝐱.?*", "Prefix": "a𝐱."}.items():
        key = "pattern" if name == "Wildcard" else "text"
        nodes = [{"node": name, key: text, "field": None} for text in _strings(signs, 4)]
        assert_twins("matches", list(product(nodes, words)))
    assert_twins("literal", [[shape] for shape in _strings("a𝐱?*", 4)])


def test_the_same_words_are_near() -> None:
    words = _strings("ab𝐱", 4)
    assert_twins("distance", list(product(words, words)))
    nodes = [
        {"node": "Fuzzy", "text": word, "distance": edits, "field": None}
        for word in words
        for edits in (1, 2)
    ]
    assert_twins("matches", list(product(nodes, words)))


EDGES = [
    '"a b"~0 "a b"~99 "a b"~123 "a b"~ 2',
    '"a b"~٣',
    "year:٢٠٢٤",
    "year:9999 year:0000 before:2024-06-01 after:2024",
    "after:2024-06-01-01",
    "a\x1cb c\x85d e\ufefff g\u180eh",
    "NOT NOT a NOT NOT NOT b -(-c)",
    "text:text:a speaker:-ada speaker:NOT ada title:OR b",
    "kind:POSTS kind:(post OR transcripts) kind:ﬁ",
    "-_a -é -٣ -’ -𝐱",
    "İ*x ΣΑΣ* ΣΑΣ*Σ a’b*c nai\u0308ve* nai\u0308*e",
    "a* a** *a* a?b?c* a? a?* ?",
    "a~ a~~ a~1~ a*~ a-b~2 a~2* a~3 ~1",
    "a a A “a” a-b a-b (a a) (b OR b OR (b OR c)) -a -a",
    "constructor __proto__ toString hasOwnProperty title:constructor constructor:a",
    "the who the what",
    "the (who OR is) -a kind:post",
    "speaker:-ada -speaker:-ada speaker:NOT NOT ada speaker:-(a OR b) year:-2024 -year:2024",
    "text:text:a",
    "title:AND b",
    "nai\u0308v?x nai\u0308v* nai\u0308v~ a\u0301*b \u1100\u1161\u11a8*a",
    "reward reward~ rewar",
    "the re",
    "a rewards-mode",
    "text:rewar",
    "kind:pos",
    "speaker:(ada lovela",
    "reward the",
    "reward mod ",
    "reward mod?",
    "é\U0001d431\U0001d432 naï",
    "reinforcement learning from human feedback",
    "why reinforcement-learning from human feedback what is",
    "human feedback -rlhf (rewards OR rlhf) speaker:rlhf",
    '"reinforcement learning" reward reward prize "human feedback"~3',
    "high speed models high-speed high speed c what is a test time",
]


def test_queries_at_the_edges_of_the_grammar() -> None:
    for typing in (False, True):
        assert_twins("read", [[text, NAMES, typing] for text in EDGES])
        parts = [part for text in EDGES for part in text.split(" ")]
        assert_twins("read", [[part, NAMES, typing] for part in parts])


def test_lengths_are_kept_alike() -> None:
    assert_twins("keptLength", [[length] for length in [*range(600), 5_000, 100_000, 10**9]])


def test_no_query_is_too_deep() -> None:
    many = 30_000
    texts = ["NOT " * many + "a", "-" * many + "a", "(" * many, "-(" * many, "a OR " * many]
    texts += ["text:" * many, '"' * many, "a" * many + "*", "~" * many, "a " + "*" * many]
    assert_twins("read", [[text, {}] for text in texts])

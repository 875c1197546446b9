"""A site of many languages: each word is found in the forms of its own, in both engines."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from commonplace import analysis
from commonplace.addresses.assemble import assemble
from commonplace.analysis import languages, stem, tokens
from commonplace.analysis.languages import spoken
from commonplace.analysis.terms import terms_of
from commonplace.document import make_document
from commonplace.model import Library, Seed
from commonplace.query import STOP_WORDS
from commonplace.render.stemmers import PLACE, stemmers, translated
from tests.export.test_laws import in_the_browser, in_whoosh, joined
from tests.export.test_twins import in_node
from tests.search_site import Site
from tests.thorough import some

TEXTS = {
    "mill.md": "The miller reads the news. New wheels were cut for the mill.\n\n"
    "She wrote an e-mail about GPT-4 and snake_case names; nobody answered the email.\n\n"
    "GPT4 came later, and so did AT&T. Don't ask about o1 or version 4.5 of node.js. "
    "The U.S. and the USA, said O’Neill.",
    "muehle.md": "---\nlang: de\n---\n\nDie Mühlen am Fluss mahlen das Korn der Bauern.\n\n"
    "Der Müller liest die Zeitungen, und GPT-4 hilft ihm bei den Rechnungen von 2024.",
    "moulin.md": "---\nlanguage: fr-CA\n---\n\nLes meuniers parlaient de l’été, du mois de mai et "
    "du blé.\n\nC’est à moi que vous parlez ? demanda le nouveau meunier.",
    "guessed.md": "La molinera dijo que los molinos no se paran por la noche, pero que el agua del "
    "río es muy fría y las ruedas se hielan. Es lo que dice para todos.\n\nEl molino viejo está "
    "cerrado.",
    "melnitsa.md": "---\nlang: ru\n---\n\nМельники говорили о новых колёсах и о GPT models.\n\n"
    "Мельник говорит мало.",
    "suisha.md": "---\nlang: ja\n---\n\n水車は川の水で回ります。粉を挽くための道具です。\n\n"
    "去年の夏に新しい水門を作りました。AIモデルは使いません。3年間かかりました。",
    "shuiche.md": "磨坊的水轮每天转动十个小时，工人们在河边吃饭。",
    "mulre.md": "물레방아는 강가에서 돌아갑니다. 바퀴는 나무로 만들었습니다.",
    "kangha.md": "กังหันน้ำหมุนทุกวันที่ริมแม่น้ำ คนงานกินข้าวที่นี่",
}
#: A query, and the documents that answer it with all of its words.
ASKED = {
    # Chinese, Japanese, Korean, Thai
    "水車": "suisha", "水門": "suisha", "新しい水門": "suisha", "川の水": "suisha",
    "水": "suisha shuiche", "粉": "suisha", "AIモデル": "suisha", "モデル": "suisha",
    "3年": "suisha", "3年間": "suisha", "水車*": "suisha", '"水車は川"': "suisha", '"水車川"': "",
    "水車 道具": "suisha", "水車 河边": "", "磨坊": "shuiche", "河边": "shuiche", "水轮": "shuiche",
    "물레방아": "mulre", "나무": "mulre", "강가에서": "mulre", "กังหัน": "kangha",
    "แม่น้ำ": "kangha",
    # Stems of each language, and of none else
    "mühle": "muehle", "Mühlen": "muehle", "muhle": "muehle", "Zeitung": "muehle",
    "Rechnung": "muehle", "parler": "moulin", "meunier": "moulin", "été": "moulin",
    "ete": "moulin", "l'été": "moulin", "molinos": "guessed", "molino": "guessed",
    "molinera": "guessed", "мельник": "melnitsa", "говорить": "melnitsa", "колесо": "melnitsa",
    "model": "melnitsa", "wheel": "mill", "news": "mill", "moi": "moulin", "mois": "moulin",
    '"mois de mai"': "moulin", '"moi de mai"': "", '"die mühle"': "muehle",
    # Names and numbers
    "GPT-4": "mill muehle", "GPT4": "mill muehle", '"GPT-4"': "mill muehle",
    "gpt": "melnitsa mill muehle",
    "email": "mill", "e-mail": "mill", "e-mails": "mill", "snake_case": "mill", "snakecase": "mill",
    "AT&T": "mill", "ATT": "mill", "don't": "mill", "don’t": "mill", "o1": "mill", "4.5": "mill",
    "node.js": "mill", "U.S.A.": "mill", "USA": "mill", "ONeill": "mill",
    "2024": "muehle", "-4": "mill muehle", "parl*": "moulin", "mühl*": "muehle",
    "zeitungn~1": "muehle", "molin?": "guessed", "мельн*": "melnitsa",
}  # fmt: skip


@pytest.fixture(scope="module")
def spoken_site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Library, Site]:
    seeds = [Seed(name=name, file=name, data=text.encode()) for name, text in TEXTS.items()]
    library = assemble([make_document(seed) for seed in seeds], seeds)
    return library, Site(tmp_path_factory.mktemp("spoken"), library)


def test_each_word_is_found_in_the_forms_of_its_language(
    spoken_site: tuple[Library, Site],
) -> None:
    _, site = spoken_site
    answers = site.engine(list(ASKED))
    wrong = {}
    for (query, wanted), (browser, _) in zip(ASKED.items(), answers, strict=True):
        for engine, answer in (("browser", browser), ("Whoosh", site.whoosh(query))):
            hits = answer["hits"][: answer["complete"]]
            found = sorted({hit["address"].split("/")[1] for hit in hits})
            if found != sorted(wanted.split()):
                wrong[query, engine] = found
    assert not wrong


def test_both_engines_say_the_same(spoken_site: tuple[Library, Site]) -> None:
    _, site = spoken_site
    queries = [*ASKED, *(f"{one} {other}" for one, other in zip(ASKED, [*ASKED][3:], strict=False))]
    site.compare(some(4, queries), 10)
    site.compare(some(4, [query[: 2 + len(query) // 2] for query in queries]), 10, typing=True)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("e-ma", "mill"), ("e-mai", "mill"), ("e-mail", "mill"), ("ema", "mill"), ("AT&T", "mill"),
        ("GPT-4", "mill muehle"), ("mühl", "muehle"), ("muhl", "muehle"), ("rechnun", "muehle"),
        ("Mulle", "muehle"), ("les meun", "moulin"), ("l'ét", "moulin"),
        ("l'été", "moulin"), ("ete", "moulin"),
    ],
)  # fmt: skip
def test_what_is_typed_is_found_in_all_its_forms(
    spoken_site: tuple[Library, Site], typed: str, wanted: str
) -> None:
    _, site = spoken_site
    ((browser, _),) = site.engine([typed], typing=True, marks=True)
    for answer in (browser, site.whoosh(typed, typing=True)):
        hits = answer["hits"][: answer["complete"]]
        assert {hit["address"].split("/")[1] for hit in hits} == set(wanted.split())
    assert all(hit["marks"]["snippet"] for hit in browser["hits"][: browser["complete"]])
    site.compare([typed[:n] for n in range(2, len(typed))], 10, typing=True)


def test_the_hits_of_a_word_are_the_passages_that_have_it(
    spoken_site: tuple[Library, Site],
) -> None:
    """The law of `test_laws.py`, for every word as the language of each text has it."""
    library, site = spoken_site
    places = [
        (terms_of(document).language, passage)
        for document in sorted(library.documents, key=lambda one: one.address)
        for passage in document.passages
    ]
    words = sorted({word for _, one in places for word in tokens(one.text) if len(word) > 1})
    words = [word for word in words if not analysis.is_spaceless(word)]
    rows = zip(words, in_whoosh(site, words), in_the_browser(site, words), strict=True)
    for word, whoosh, browser in rows:
        having = {
            number
            for number, (language, passage) in enumerate(places)
            if any(_same(word, other, language) for other in _forms(passage.text))
        }
        assert whoosh == having, word
        assert set(browser["hits"]) == having, word


def test_the_hits_of_letters_are_the_passages_that_have_them(
    spoken_site: tuple[Library, Site],
) -> None:
    """Any piece of what is written without spaces, in both engines."""
    library, site = spoken_site
    ordered = sorted(library.documents, key=lambda one: one.address)
    texts = [passage.text for document in ordered for passage in document.passages]
    runs = {run for text in texts for run in re.findall(r"[^\W\d_a-zA-Z]+", text)}
    asked = sorted(
        {
            run[start:end]
            for run in runs
            if re.match(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]", run)
            for start in range(len(run))
            for end in range(start + 1, min(len(run), start + 5) + 1)
        }
    )
    assert len(asked) > 300
    asked = list(some(4, asked))
    rows = zip(asked, in_whoosh(site, asked), in_the_browser(site, asked), strict=True)
    for piece, whoosh, browser in rows:
        having = {number for number, text in enumerate(texts) if piece in text}
        assert whoosh == having, piece
        assert set(browser["hits"]) == having, piece


def _forms(text: str) -> Iterator[str]:
    """The words of a text, and those that it joins with a sign."""
    yield from tokens(text)
    yield from joined(text)


def _same(word: str, other: str, language: str) -> bool:
    """Whether a language takes two words for one, with accents or without."""

    def key(one: str) -> str:
        return stem(spoken(one, language))

    return key(word) == key(other) or key(analysis.fold(word)) in (
        key(analysis.fold(other) if other not in STOP_WORDS else other),
        key(other),
    )


def test_what_is_marked_is_what_was_asked_for(spoken_site: tuple[Library, Site]) -> None:
    _, site = spoken_site
    rows = {
        "水車": ["水車"], "水": ["水", "水", "水", "水"], "新しい水門": ["新しい水門"],
        "parler": ["parlaient", "parlez"], '"mois de mai"': ["mois de mai"], "été": ["été"],
        "GPT4": ["GPT-4", "GPT-4", "GPT4"], "email": ["e-mail", "email"], "news": ["news"],
    }  # fmt: skip
    for query, wanted in rows.items():
        ((answer, _),) = site.engine([query], marks=True)
        marked = [
            hit["snippet"][start:end]
            for hit in answer["hits"]
            for start, end in hit["marks"]["snippet"]
        ]
        shown = [piece.replace("\u00a0", " ") for piece in marked]
        assert sorted(re.sub(r"\W", "", "".join(shown))) == sorted(
            re.sub(r"\W", "", "".join(wanted))
        ), query


# The stemmers


def _words(language: str) -> list[str]:
    """Words made of a language's own endings, real or not."""
    spec = find_spec(f"snowballstemmer.{languages.ALGORITHMS[language]}_stemmer")
    assert spec and spec.origin
    pieces = re.findall(r'Among\("([^"]+)"', Path(spec.origin).read_text(encoding="utf-8"))
    pieces = [json.loads(f'"{piece}"') for piece in pieces]
    signs = sorted({sign for piece in pieces for sign in piece} | set("aeioubdkrstn"))
    pick = random.Random(7)
    made = (
        "".join(pick.choices(signs, k=pick.randint(0, 6)))
        + "".join(pick.choices(pieces, k=pick.randint(0, 3)))
        for _ in range(1500)
    )
    return sorted({word.lower() for word in made if word})


@pytest.mark.parametrize("language", sorted(languages.ALGORITHMS))
def test_both_engines_have_the_same_stems(language: str) -> None:
    (script,) = stemmers([language]).values()
    in_node("learned", [[script.decode()]])
    words = [f"{word}@{language}" for word in (*_words(language), "", "𐌰𐌱", "x")]
    assert in_node("stem", [[word] for word in words]) == list(map(stem, words))


def test_what_is_no_stemmer_of_snowballs_is_not_translated(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        translated("en")


def test_each_script_has_the_licence_and_stays_small() -> None:
    made = stemmers(languages.ALGORITHMS)
    assert len(made) == len(languages.ALGORITHMS)
    for name, script in made.items():
        assert script.startswith(b"/*! ") and b"Martin Porter" in script[:300]
        assert len(script) < 70_000, name
    assert len(made[PLACE.format("de")]) < 12_000


def test_a_site_in_english_has_no_stemmer(sample_site: Site) -> None:
    assert not list(sample_site.docs.rglob("stem-*.js"))
    ((_, loads),) = sample_site.engine(["reward"], cold=True)
    assert not [name for name, _ in loads if "stem" in name]


# What a text is in


@pytest.mark.parametrize(
    ("tag", "code"),
    [("de", "de"), ("pt_BR", "pt"), ("GER", "de"), ("nb-NO", "no"), ("en-US", ""), ("ja", ""),
     ("la", ""), ("german", None), ("und", None), ("", None), ("x-klingon", None)],
)  # fmt: skip
def test_a_tag_names_a_stemmer(tag: str, code: str | None) -> None:
    assert languages.known(tag) == code


def test_a_text_is_in_the_language_of_its_common_words(spoken_site: tuple[Library, Site]) -> None:
    library, _ = spoken_site
    found = {one.slug: terms_of(one).language for one in library.documents}
    assert found == {
        "mill": "", "muehle": "de", "moulin": "fr", "guessed": "es", "melnitsa": "ru", "suisha": "",
        "shuiche": "", "mulre": "", "kangha": "",
    }  # fmt: skip


def test_english_that_quotes_another_language_stays_english() -> None:
    text = "He said the word of the day and it was that of the inn: la vie est à nous, les amis, "
    assert languages.detected(tokens(text * 3)) == ""


@pytest.fixture(autouse=True)
def _node() -> None:
    if shutil.which("node") is None:
        pytest.skip("node is not installed; the browser's engine is tested with it")


@pytest.mark.parametrize(
    "seed",
    [
        Seed(name="a.md", file="a.md", data=b"---\nlang: de-AT\n---\n\nMehl."),
        Seed(
            name="a.md", file="a.md", data=b"Mehl.", sidecar=b"language: de", sidecar_file="a.yml"
        ),
        Seed(name="a.md", file="a.md", data=b"Mehl.", defaults=(("_defaults.yml", b"lang: de"),)),
        Seed(name="german/a.md", file="a.md", data=b"Mehl."),
    ],
    ids=["field", "sidecar", "folder's default", "folder's name"],
)
def test_a_document_says_its_language(seed: Seed) -> None:
    document, _ = make_document(seed)
    assert document and terms_of(document).language == "de"

"""What stands around a passage counts in the order, and makes no hit: both engines the same."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from commonplace import index
from commonplace.model import Document, Library, Passage, Source
from tests.search_site import Site

ASKED = "why do kettles whistle when water boils"
TURNS = (
    ("Ada Marsh", "Welcome to the kitchen, where we talk about pots."),
    ("Ada Marsh", f"Let me begin. {ASKED.capitalize()}?"),
    ("Bo Lind", "Because steam has to get out. A kettle has a narrow spout, and air is heavy."),
    ("Bo Lind", "Pans have no spout at all, and a kettle that is open makes no sound either."),
)


def talk(name: str, *turns: tuple[str | None, str], title: str = "") -> Document:
    passages = tuple(
        Passage(anchor=f"p-{number}", text=text, body=text, html="", speaker=speaker)
        for number, (speaker, text) in enumerate(turns)
    )
    source = Source(name="", file="", reader="jekyll", sha256="", text="")
    title = title or name
    return Document(slug=name, kind="transcript", title=title, source=source, passages=passages)


#: A talk in which one turn answers a question; one about the words asked for, and one not.
ABOUT = talk("about", *((None, f"A kettle of kind {n} sings.") for n in range(6)), (None, "Reeds."))
LIBRARY = Library(
    documents=(
        talk("kitchen", *TURNS),
        ABOUT,
        talk("brook", (None, "A kettle in the brook, with reeds."), (None, "Newts swim here.")),
        talk("alone", (None, "One passage, about reeds.")),
    )
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(tmp_path_factory.mktemp("evidence"), LIBRARY)


def anchors(site: Site, query: str) -> list[str]:
    """The addresses of what is found by words, as Whoosh orders it."""
    found = index.search(site.index, query, 50, meaning=False)
    return [hit.address.split("/", 1)[1] for hit in found.hits]


def test_an_answer_stands_before_what_has_the_same_words(site: Site) -> None:
    found = anchors(site, "kettle whistle")
    assert found.index("kitchen/#p-1") < found.index("kitchen/#p-2") < found.index("kitchen/#p-3")


def test_a_question_makes_no_hit_of_its_answer(site: Site) -> None:
    assert anchors(site, "whistle") == ["kitchen/#p-1"]
    assert anchors(site, '"kettles whistle"') == ["kitchen/#p-1"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("Ada", "Does a newt swim?"), ("Ada", "Kettles sing and reeds grow.")),
        (("Ada", "A newt can swim."), ("Bo", "Kettles sing and reeds grow.")),
        ((None, "Does a newt swim?"), ("Bo", "Kettles sing and reeds grow.")),
        (("Ada", "Does a newt swim?"), (None, "Kettles sing and reeds grow.")),
    ],
)
def test_only_what_somebody_else_asks_is_a_question(
    first: tuple[str | None, str], second: tuple[str | None, str]
) -> None:
    held = list(index.records(talk("a", first, second), ""))
    assert [one["asked"] for one in held] == ["", ""]


@pytest.mark.parametrize("mark", ["?", "？", "؟", "? "])  # other scripts' marks
def test_the_end_of_a_long_question_is_kept(mark: str) -> None:
    words = [f"newt{n}" for n in range(100)]
    held = list(index.records(talk("a", ("Ada", " ".join(words) + mark), ("Bo", "Yes.")), ""))
    assert held[1]["asked"].split() == words[-10:]


def test_what_the_document_is_about_counts(site: Site) -> None:
    """Of two passages that say it alike, the one in a document about it is first."""
    plain = Library(
        documents=(
            talk("a", (None, "A kettle sings."), (None, "Newts swim."), (None, "Reeds grow.")),
            talk("b", (None, "A kettle sings."), (None, "A kettle rings."), (None, "Kettles.")),
        )
    )
    other = Site(site.docs.parent / "plain", plain)
    found = index.search(other.index, "kettle sings", 50, meaning=False).hits
    assert [hit.address for hit in found][:2] == ["transcripts/b/#p-0", "transcripts/a/#p-0"]
    other.compare(["kettle sings", "kettle newts", "(kettle newts) OR reeds"], limit=50)


def test_one_passage_of_each_document_changes_nothing(tmp_path: Path) -> None:
    """A document that is one passage scores as that, so that abstracts are found as before."""
    texts = ["a kettle sings", "kettles, kettles and reeds", "newts in reeds sing", "reeds " * 9]
    made = tuple(talk(f"d{n}", (None, text), title=f"T{n}") for n, text in enumerate(texts))
    index.update(tmp_path, Library(documents=made))
    whole = index.search(tmp_path, "kettle reeds sing", 50, meaning=False).hits
    own = [hit.score / (1 + index.AROUND) for hit in whole]
    assert len(own) == 4 and own == sorted(own, reverse=True)
    first = next(hit for hit in whole if hit.address.endswith("d3/#p-0"))
    often, norm = 9, 1 - index.B + index.B * 9 / (sum(len(text.split()) for text in texts) / 4)
    count = often / norm
    idf = math.log(1 + (4 - 3 + 0.5) / (3 + 0.5))
    score = idf * count * (index.K1 + 1) / (count + index.K1)
    assert first.score == pytest.approx(score * (1 + index.AROUND), rel=1e-4)


def test_both_engines_say_the_same(site: Site) -> None:
    words = ["kettle", "whistle", "reeds", "newts", "steam", "water", "kitchen", "about"]
    pairs = [f"{one} {other}" for one in words for other in words]
    others = [
        '"kettles whistle"',
        "kettle -reeds",
        "(steam newts) OR kettle",
        "kettl*",
        "ada kettle",
    ]
    site.compare([*words, *pairs, *others, ASKED], limit=50)

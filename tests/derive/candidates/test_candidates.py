"""Topics that are proposed where nobody has listed any."""

from __future__ import annotations

import tarfile
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from commonplace.collect import collect
from commonplace.derive.candidates.candidates import PROPOSED, as_yaml, candidates
from commonplace.derive.candidates.words import split
from commonplace.derive.matching import Matcher
from commonplace.model import Alias, Document, Entry, Library
from commonplace.pipeline import make_document
from commonplace.project import vocabulary
from tests.sample_library import passage, source

#: Said now and then between other things, as people do.
TALK = (
    "Yeah, so that is kind of a nice thing, I guess, and a lot of people sort of like it.",
    "We gonna see, you know, and it is really a little bit of a nice thing for you guys.",
    "In the morning I walked home, and then my brother made some soup for us.",
)


def library(*documents: Sequence[str], speakers: Sequence[str | None] = (None,)) -> Library:
    """Documents of these paragraphs, in which the speakers take turns."""
    return Library(
        documents=tuple(
            Document(
                slug=f"d{number}",
                kind="transcript",
                title=f"Number {number}",
                source=source(f"d{number}.md", "", "speaker"),
                passages=tuple(
                    passage(f"p{at}", text, speaker=speakers[at % len(speakers)])
                    for at, text in enumerate(texts)
                ),
            )
            for number, texts in enumerate(documents)
        )
    )


def around(*texts: str) -> list[str]:
    """Paragraphs with talk before, between and behind them."""
    return [piece for text in texts for piece in (*TALK, text)] + [*TALK, *TALK]


def named(entries: Sequence[Entry]) -> dict[str, tuple[str, ...]]:
    return {entry.name: tuple(alias.text for alias in entry.aliases) for entry in entries}


BEES = around(
    "A varroa mite is small, and the varroa mites of a hive are many.",
    "Against the varroa mite we treat each apiary in summer, and every apiary differs.",
    "Some say that Apistan helps against it, and that Apistan is old.",
    "I put Apistan into the apiary when a varroa mite was found.",
    "Then integrated pest management (IPM) came; IPM is slow.",
    "With IPM the bees live, and integrated pest management costs little.",
    "My data set of hives is short, the dataset of others is long, and a dataset helps.",
    "We put the data set beside the other dataset, and a third data set under it.",
    "My neighbour has no IPM, and without IPM her dataset is a mere list.",
)


def test_a_single_seed_has_proposals() -> None:
    found = named(candidates(library(BEES)))
    assert {"varroa mite", "apiary", "Apistan"} <= set(found)


def test_spoken_filler_is_never_proposed() -> None:
    words = " ".join(
        " ".join((name, *more)) for name, more in named(candidates(library(BEES))).items()
    )
    assert {"yeah", "kind", "sort", "gonna", "lot", "guys", "nice", "thing"}.isdisjoint(
        words.lower().split()
    )


def test_spellings_of_one_thing_are_one_entry() -> None:
    found = named(candidates(library(BEES)))
    assert "varroa mites" not in found
    assert found["dataset"] == ("data set",)
    assert found["IPM"] == ("integrated pest management",)


def test_an_acronym_that_nobody_explains_stays_alone() -> None:
    texts = [text.replace(" (IPM) ", " ") for text in BEES]
    assert named(candidates(library(texts)))["IPM"] == ()


def test_an_acronym_stands_for_the_one_usual_phrase_with_its_letters() -> None:
    said = "Our varroa mite is brown. We call it VM at home, and VM is short."
    assert named(candidates(library(around(*[said] * 9))))["VM"] == ()
    assert named(candidates(library(around(*[said] * 10))))["varroa mite"] == ("VM",)
    both = [*[said] * 10, *["A velvet moth came, and the velvet moth slept."] * 2]
    assert named(candidates(library(around(*both))))["VM"] == ()


def test_names_keep_their_capitals_and_phrases_lose_those_of_a_sentence() -> None:
    texts = around(*["Beekeeping law is old. We use BeeLogger for beekeeping law."] * 3)
    assert {"beekeeping law", "BeeLogger"} <= set(named(candidates(library(texts))))


def test_parts_of_a_phrase_go_with_it() -> None:
    found = named(candidates(library(BEES)))
    assert {"varroa", "mite", "pest management", "integrated pest"}.isdisjoint(found)


def test_speakers_are_no_topics() -> None:
    texts = [f"{text} Well, Mirka, and Mirka Olsson of course." for text in BEES]
    found = named(candidates(library(texts, speakers=["Mirka Olsson", "Jo Vance"])))
    assert not [name for name in found if "Mirka" in name or "Olsson" in name]


def test_somebody_who_is_quoted_is_no_topic() -> None:
    texts = around(*["Here Quennell says that the apiary is full. So Quennell argues."] * 4)
    found = named(candidates(library(texts)))
    assert "apiary" in found
    assert "Quennell" not in found


#: What several documents say of one thing, each with words of its own.
COLOURS = "red green blue white black brown yellow pink purple orange grey golden".split()
VERBS = "sits sleeps waits hides dies moves eats sings jumps falls stands swims".split()


def episode(number: int, opening: str = "") -> list[str]:
    """A document of many about the varroa mite."""
    colour, verb = COLOURS[number], VERBS[number]
    said = f"In {colour} there one {colour} varroa mite {verb} while she {verb} by {colour} walls."
    return [opening, *TALK, *TALK, *around(said, said, said), *TALK]


def test_what_every_document_says_of_itself_is_no_topic() -> None:
    opening = "Welcome to the Honeyflow Hour, brought to you by Waxworks Logistics, as always."
    found = named(candidates(library(*(episode(number, opening) for number in range(6)))))
    assert "varroa mite" in found
    assert not [name for name in found if "Waxworks" in name or "Honeyflow" in name]


def test_one_document_of_many_is_too_few() -> None:
    plain = [around("We walked along the shore and looked at the boats.") for _ in range(12)]
    assert "varroa mite" not in named(candidates(library(episode(0), *plain)))
    assert "varroa mite" in named(candidates(library(episode(0), episode(1), *plain[2:])))


def test_notes_of_an_editor_and_addresses_are_no_words() -> None:
    texts = [f"{text} [zymurgy] https://zymurgy.example/zymurgy" for text in BEES]
    assert "zymurgy" not in named(candidates(library(texts)))


def test_parts_of_names_places_and_whom_one_cites_are_no_topics() -> None:
    texts = around(
        "The Tarnian kiln was cold, and glazework stood at the Ombra River in rows.",
        "Every Tarnian potter of the Tallow Institute knows glazework by its crackle.",
        "In volume XIV of his book Quern et al. praise glazework beside the Ombra River.",
        "This Institute keeps glazework (Moth & Vandel, 2015a), as Vandel put in volume XIV.",
        "Old glazework is what Quern sold a Tarnian widow; the Institute by the Ombra River, volume"
        " XIV of Vandel, and Quern, have none.",
    )
    found = named(candidates(library(texts)))
    assert "glazework" in found
    assert not found.keys() & {"Tarnian", "Ombra River", "Institute", "XIV", "Quern", "Vandel"}


def test_a_name_that_stands_alone_as_well_as_before_nouns_is_a_topic() -> None:
    texts = around(
        *[
            "Some say that Tarnix helps against it, and that Tarnix is old.",
            "The Tarnix container is small, and a Tarnix image is large.",
            "Each Tarnix cluster differs from a Tarnix server, and Tarnix code from Tarnix tests.",
            "I put Tarnix into the apiary.",
        ]
        * 2
    )
    assert "Tarnix" in named(candidates(library(texts)))


def test_code_at_the_end_of_a_sentence_leaves_no_letter_behind() -> None:
    assert split("We call kiln.firing. It burns a.kiln.fire now.")[1] == [
        *("We", "call", "It", "burns", "a.kiln.fire", "now"),
    ]


def test_names_in_code_are_nobodys_words() -> None:
    texts = around(
        "We call glaze_table() before kiln.Firing, and the glazework shines.",
        "Then glaze_row and kiln.Firing lie on some glazework, with Kiln.js beside it.",
        "What glaze_table knows of old glazework, and of kiln.Firing or glaze_row() at noon.",
    )
    found = named(candidates(library(texts)))
    assert "glazework" in found
    assert not {name.lower() for name in found} & {"glaze", "table", "row", "firing", "kiln.firing"}


def test_no_text_has_no_topics() -> None:
    assert candidates(library()) == candidates(library([])) == candidates(library([""])) == ()
    assert as_yaml(()) == "[]\n"


def test_what_is_known_is_left_out() -> None:
    known = (
        Entry(name="Varroa", aliases=(Alias(text="varroa mite"),)),
        Entry(name="integrated pest management"),
    )
    found = named(candidates(library(BEES), known))
    assert {"varroa mite", "IPM"}.isdisjoint(found)
    assert "apiary" in found


TEXTS = st.lists(st.lists(st.sampled_from(BEES), max_size=30), max_size=4)


@given(TEXTS)
@settings(max_examples=40)
def test_every_name_is_found_in_the_texts(texts: list[list[str]]) -> None:
    said = library(*texts)
    entries = candidates(said)
    assert len(entries) <= PROPOSED
    for entry in entries:
        for name in (entry.name, *(alias.text for alias in entry.aliases)):
            matcher = Matcher([Entry(name=name)])
            assert any(
                matcher.find(one.text) for document in said.documents for one in document.passages
            ), name


@given(TEXTS, st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_the_order_of_documents_does_not_matter(texts: list[list[str]], random: object) -> None:
    said = library(*texts)
    turned = Library(documents=said.documents[::-1])
    assert candidates(said) == candidates(turned)


def test_the_yaml_is_a_vocabulary(tmp_path: Path) -> None:
    entries = candidates(library(BEES))
    (tmp_path / "topics.yml").write_text(as_yaml(entries), encoding="utf-8")
    read, told = vocabulary.read(tmp_path)
    assert not told
    assert read.topics
    assert named(read.topics) == named(entries)


def test_the_yaml_says_near_what_a_name_counts() -> None:
    entry = Entry(name="Go", definition="A game.", aliases=(Alias(text="Go", near=("stone",)),))
    assert yaml.safe_load(as_yaml([entry])) == [
        {"name": "Go", "definition": "A game.", "aliases": [{"as": "Go", "near": ["stone"]}]}
    ]


@pytest.fixture(scope="module")
def episodes(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A dozen transcripts of the corpus."""
    folder = tmp_path_factory.mktemp("episodes")
    with tarfile.open(shared / "corpus" / "practicalai.tar.gz") as archive:
        names = sorted(name for name in archive.getnames() if name.endswith(".md"))[::25]
        for name in names:
            file = archive.extractfile(name)
            assert file
            (folder / Path(name).name).write_bytes(file.read())
    seeds, _ = collect([folder])
    made = [make_document(seed)[0] for seed in seeds]
    return Library(documents=tuple(document for document in made if document))


def test_a_dozen_episodes_propose_what_they_are_about(episodes: Library) -> None:
    found = named(candidates(episodes))
    assert {"machine learning", "neural network", "GPU"} <= set(found)
    speakers = {speaker for document in episodes.documents for speaker in document.speakers}
    assert speakers.isdisjoint(found)
    assert {"podcast", "listener", "Changelog", "Practical AI", "Chris"}.isdisjoint(found)

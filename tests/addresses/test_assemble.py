"""Documents put together: each has an address of its own, and none takes the site's."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonplace.addresses.assemble import RESERVED, assemble
from commonplace.model import Document, Library, Seed, Source

SECTIONS = ("posts", "transcripts")
SLUGS = st.sampled_from(["pond", "pond-2", "reed", "index", "readme"])


def together(*wanted: tuple[str, str, tuple[str, ...]]) -> Library:
    """A library of documents: the slug, the kind and the old addresses of each."""
    made = []
    for number, (slug, kind, old) in enumerate(wanted):
        seed = Seed(name=f"{number}.md", file=f"{number}.md", data=b"")
        source = Source(name=seed.name, file=seed.file, reader="", sha256="", text="")
        document = Document(slug=slug, kind=kind, title=slug, source=source, old_addresses=old)
        made.append(((document, ()), seed))
    return assemble([one for one, _ in made], [seed for _, seed in made])


@settings(max_examples=50)
@given(st.lists(st.tuples(SLUGS, st.sampled_from(["post", "transcript"]), st.just(())), max_size=6))
def test_each_document_has_an_address_of_its_own(wanted: list[tuple[str, str, tuple]]) -> None:
    library = together(*wanted)
    addresses = [document.address for document in library.documents]
    assert addresses == sorted(set(addresses)) and len(addresses) == len(wanted)
    assert {f"{s}/{name}/" for s in SECTIONS for name in ("index", "readme")}.isdisjoint(addresses)
    asked = {(slug, kind) for slug, kind, _ in wanted if slug not in ("index", "readme")}
    assert asked <= {(document.slug, document.kind) for document in library.documents}
    assert len(library.diagnostics) == len(wanted) - len(asked)


@pytest.mark.parametrize(
    "old",
    [
        *(f"{section}{rest}" for section in SECTIONS for rest in ("", "/index.html", "/readme.md")),
        *("posts/index.md", "Posts/Index.HTML", "POSTS", "posts/index.html/x", "posts/reed"),
        *sorted(RESERVED),
        *(f"{name}/below" for name in sorted(RESERVED)),
        *("Topics/newts", "search.html", "posts/reed.md", "posts/reed/x"),
    ],
)
def test_no_seed_takes_the_address_of_a_list_or_of_the_site(old: str) -> None:
    library = together(("pond", "post", (old,)), ("reed", "post", ()))
    assert not library.redirects
    (told,) = library.diagnostics
    assert told.severity == "warning" and f"/{old}/" in told.message


def test_an_old_address_leads_to_one_page() -> None:
    wanted = [("pond", "post", ("old/a", "old/b")), ("reed", "post", ("OLD/a",))]
    for some in permutations(wanted):
        library = together(*some)
        assert sorted(map(str.lower, library.redirects)) == ["old/a", "old/b"]
        assert library.redirects["old/b"] == "posts/pond/" and len(library.diagnostics) == 1


def test_no_old_address_is_a_file_and_a_folder() -> None:
    for some in permutations([("pond", "post", ("a/b.html",)), ("reed", "post", ("a/b.html/c",))]):
        library = together(*some)
        assert len(library.redirects) == 1 and len(library.diagnostics) == 1

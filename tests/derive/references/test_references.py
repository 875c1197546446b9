"""References: each work once, cited by exact sentences, dated and owned only as told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonplace.addresses.assemble import assemble
from commonplace.collect import collect
from commonplace.derive.addresses import normal
from commonplace.derive.references.references import references
from commonplace.model import Library, Reference, Seed
from commonplace.pipeline import make_document

#: Dates of the works that the four source documents cite, by parts of their addresses.
#: The beginnings of long addresses are enough: five parts of each are compared.
DATED = {
    "arxiv.org/abs/1312.5602": "2013-12",
    "arxiv.org/abs/1707.06347": "2017-07",
    "arxiv.org/abs/1901.08652": "2019-01",
    "arxiv.org/abs/1910.11424": "2019-10",
    "arxiv.org/abs/2101.03961": "2021-01",
    "arxiv.org/abs/2104.03113": "2021-04",
    "arxiv.org/abs/2106.01345": "2021-06",
    "arxiv.org/abs/2201.08117": "2022-01",
    "arxiv.org/abs/2301.13442": "2023-01",
    "techcrunch.com/2014/01/26/google-deepmind": "2014-01-26",
    "engineering.fb.com/2017/06/14/ml-applications": "2017-06-14",
    "alexirpan.com/2018/02/14/rl-hard.html": "2018-02-14",
    "x.com/i/status/1812362580788404735": "2024-07-14",
    "x.com/i/status/1821277264996352246": "2024-08-07",
    "x.com/i/status/1835561952258723930": "2024-09-16",
    "x.com/i/status/1864328928267259941": "2024-12-04",
}


def _library(*texts: str) -> Library:
    seeds = [
        Seed(name=f"s{number}.md", file=f"s{number}.md", data=text.encode())
        for number, text in enumerate(texts)
    ]
    return assemble([make_document(seed) for seed in seeds], seeds)


def _post(title: str, body: str, **fields: str) -> str:
    front = "".join(f"{name}: {value}\n" for name, value in {"title": title, **fields}.items())
    return f"---\n{front}---\n\n{body}\n"


def _by_address(found: Sequence[Reference]) -> dict[str, Reference]:
    return {normal(one.address): one for one in found}


def _titles(*links: str) -> list[str]:
    return [one.title for one in references(_library(_post("One", "So. " + " and ".join(links))))]


def test_a_work_is_one_however_its_address_is_spelled() -> None:
    library = _library(
        _post("One", "Now [this paper](https://arxiv.org/abs/2104.03113) is short."),
        _post("Two", "It rained. See [Scaling for Hex](http://arxiv.org/pdf/2104.03113v2), too."),
        _post("Three", "Thrice [x](https://b.org/y), [x](https://b.org/y), [x](https://b.org/y)."),
    )
    first, second = references(library)
    assert (first.title, first.kind, str(first.date)) == ("Scaling for Hex", "paper", "2021-04")
    assert [citation.text for citation in first.citations] == ["this paper", "Scaling for Hex"]
    assert [citation.quote and citation.quote.text for citation in first.citations] == [
        "Now this paper is short.",
        "See Scaling for Hex, too.",
    ]
    assert len(second.citations) == 3  # more often, but by one document


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("git@github.com:lamp/wick.git", "https://github.com/lamp/wick"),
        ("ssh://git@github.com/lamp/wick.git", "https://github.com/lamp/wick"),
        ("git+https://gitlab.com/lamp/wick.git", "https://gitlab.com/lamp/wick/-/tree/main"),
        ("https://github.com/lamp/wick/archive/refs/heads/main.zip", "github.com/lamp/wick"),
        ("https://github1s.com/lamp/wick", "https://github.com/lamp/wick"),
        ("doi:10.1000/Lamp.182", "https://doi.org/10.1000/lamp.182"),
        ("https://doi.org/doi:10.1000/lamp.182", "https://doi.org/10.1000/lamp.182"),
        ("https://doi-org.ezproxy.lib.example.edu/10.1000/182", "https://doi.org/10.1000/182"),
        ("https://sci-hub.example/10.1000/182", "https://doi.org/10.1000/182"),
        ("arXiv 2104.03113v2", "https://arxiv.org/abs/2104.03113"),
        ("https://arxiv.org/abs/arXiv:2104.03113", "https://arxiv.org/abs/2104.03113"),
        ("https://xxx.lanl.gov/abs/2104.03113", "https://arxiv.org/abs/2104.03113"),
        ("https://hf.co/papers/2104.03113", "https://arxiv.org/abs/2104.03113"),
        (
            "https://ui.adsabs.harvard.edu/abs/2021arXiv210403113J/abstract",
            "https://arxiv.org/abs/2104.03113",
        ),
    ],
)
def test_names_for_programs_and_mirrors_are_addresses_of_the_work(one: str, other: str) -> None:
    assert normal(one) == normal(other) != ""


@pytest.mark.parametrize(
    "address",
    [
        "git.example.org/lamp/wick",
        "https://my-proxy.example.org/10.1000/182",
        "https://gitlab.com/lamp/wick/-/issues/3",
        "https://a.org/doi:10.1000/182",
    ],
)
def test_what_only_looks_like_a_mirror_stays_what_it_is(address: str) -> None:
    assert normal(address) == address.removeprefix("https://")


def test_numbers_of_works_in_the_text_are_references() -> None:
    text = (
        "It is arXiv number 2104.03113, or arXiv 1707.06347; see doi:10.1000/182, and clone"
        " git@github.com:lamp/wick.git. Of 10.5 lamps, 2104.03113 is none. arXiv 2021 is a year."
    )
    assert sorted(_by_address(references(_library(_post("One", text))))) == [
        "arxiv.org/abs/1707.06347",
        "arxiv.org/abs/2104.03113",
        "doi.org/10.1000/182",
        "github.com/lamp/wick",
    ]


@pytest.mark.parametrize(
    "words",
    ["here", "this paper", "link", "13", "a blog post", "gifts", "of RL", "https://b.org/y"],
)
def test_words_that_only_point_are_no_title(words: str) -> None:
    assert _titles(f"[{words}](https://b.org/y-z)") == ["b.org/y-z"]


def test_a_title_loses_the_quotation_marks_around_it() -> None:
    assert _titles('["Of tides"](https://b.org/y)') == ["Of tides"]


def test_a_source_of_the_front_matter_is_cited_without_a_quotation() -> None:
    text = _post("One", "Words.", sources="[{title: Of tides, url: 'https://b.org/y'}]")
    (found,) = references(_library(text))
    assert found.title == "Of tides"
    assert [citation.quote for citation in found.citations] == [None]


@pytest.mark.parametrize(
    "link",
    [
        "[there](https://www.a.org/2024/tides/?utm_source=x#part)",
        "[there](/old/tides/)",
        "[there](../of-the-tides/)",
        "[there](s1.md)",
        "[the film](https://youtu.be/WJWHIZoBOj8)",
        "[Of the tides](https://elsewhere.org/9)",
    ],
)
def test_a_document_of_the_corpus_is_known_by_any_of_its_addresses(link: str) -> None:
    library = _library(
        _post("One", f"It is {link}."),
        _post(
            "Of the tides",
            "Itself: [x](https://a.org/2024/tides), [y](https://youtu.be/WJWHIZoBOj8),"
            " [z](/old/tides/)",
            source="https://a.org/2024/tides",
            permalink="/old/tides/",
            video="https://www.youtube.com/watch?v=WJWHIZoBOj8",
            author="Ada Byron",
        ),
    )
    (found,) = references(library)
    assert (found.document, found.title) == ("posts/of-the-tides/", "Of the tides")
    assert found.by == ("Ada Byron",)
    assert [citation.document for citation in found.citations] == ["posts/one/"]


def test_a_title_without_a_link_is_no_citation() -> None:
    assert references(_library(_post("Of the tides", "A."), _post("B", "Read Of the tides."))) == ()


def test_a_title_tells_whose_an_address_is_even_where_another_claims_it() -> None:
    library = _library(
        _post("Of the tides", "A."),
        _post("Notes on tides", "On [Of the tides](https://a.org/t).", source="https://a.org/t"),
    )
    (found,) = references(library)
    assert found.document == "posts/of-the-tides/"
    assert [citation.document for citation in found.citations] == ["posts/notes-on-tides/"]


@pytest.mark.parametrize(
    ("link", "by"),
    [
        ("[x](https://adabyron.com/2018/x)", ("Ada Byron",)),
        ("[x](https://x.com/ada_byron/status/1812362580788404735)", ("Ada Byron",)),
        ("[x](https://blog.example.org/other)", ("Ada Byron",)),
        ("[Ada Byron](https://engine.example.com/) [x](https://engine.example.com/y)",
         ("Ada Byron",)),
        ("[Ada Byron](https://engine.example.com/about) [x](https://engine.example.com/y)", ()),
        ("[Ada Byron](https://en.wikipedia.org/wiki/Ada) [x](https://en.wikipedia.org/wiki/Y)", ()),
        ("[x](https://elsewhere.org/other)", ()),
    ],
)  # fmt: skip
def test_whose_a_work_is(link: str, by: tuple[str, ...]) -> None:
    library = _library(
        _post("A", "Words.", source="https://blog.example.org/a", author="Ada Byron"),
        _post("B", f"It is {link}."),
    )
    assert {one.title: one.by for one in references(library)}.get(
        "x", references(library)[-1].by
    ) == by


def test_who_takes_texts_from_several_sites_owns_none() -> None:
    library = _library(
        _post("A", "Words.", source="https://a.org/a", author="Some editors"),
        _post("B", "Words.", source="https://b.org/b", author="Some editors"),
        _post("C", "It is [x](https://b.org/c)."),
    )
    assert [one.by for one in references(library)] == [()]


def test_names_from_a_vocabulary_tell_whose_a_work_is() -> None:
    library = _library(_post("B", "It is [x](https://adabyron.com/y)."))
    assert [one.by for one in references(library)] == [()]
    assert [one.by for one in references(library, ["Ada Byron"])] == [("Ada Byron",)]


HOSTS = st.sampled_from(["a.org/x", "arxiv.org/abs/2104.03113", "www.a.org/x/", "b.org", "x.com/a"])
LINKS = st.lists(st.tuples(st.sampled_from(["One", "two words", "here"]), HOSTS), max_size=5)


@given(st.lists(LINKS, min_size=1, max_size=3))
def test_every_link_is_cited_once_and_exactly(documents: list[list[tuple[str, str]]]) -> None:
    texts = [
        _post(f"T{number}", "Words. " + " Then. ".join(f"[{w}](https://{a})" for w, a in links))
        for number, links in enumerate(documents)
    ]
    library = _library(*texts)
    passages = {f"{d.address}#{p.anchor}": p.text for d in library.documents for p in d.passages}
    found = references(library)
    assert len({normal(one.address) for one in found}) == len(found)
    assert sum(len(one.citations) for one in found) == sum(map(len, documents))
    for citation in (citation for one in found for citation in one.citations):
        assert citation.quote is not None
        text = passages[citation.quote.address]
        assert text[citation.quote.start : citation.quote.end] == citation.quote.text
        assert citation.text in citation.quote.text


@pytest.fixture(scope="module")
def cited(shared: Path) -> dict[str, Reference]:
    seeds, _ = collect((shared / "seeds",))
    library = assemble([make_document(seed) for seed in seeds], list(seeds))
    return _by_address(references(library, ["Alex Irpan"]))


def test_the_works_that_the_sources_cite_are_dated_where_the_address_tells(
    cited: dict[str, Reference],
) -> None:
    dated = [(key, str(one.date)) for key, one in cited.items() if one.date]
    assert sorted(("/".join(key.split("/")[:5]), date) for key, date in dated) == sorted(
        DATED.items()
    )
    undated = [one for one in cited.values() if not one.date]
    assert not [one.address for one in undated if one.kind == "paper" and "arxiv" in one.address]
    assert {one.kind for one in undated} >= {"paper", "video", "book", "post", "other"}


def test_a_post_by_the_author_of_another_source_is_known_as_theirs(
    cited: dict[str, Reference],
) -> None:
    found = cited["alexirpan.com/2018/02/14/rl-hard.html"]
    assert found.by == ("Alex Irpan",)
    assert [citation.document.startswith("transcripts/") for citation in found.citations] == [True]
    assert cited["finbarr.ca/blog"].by == ("Finbarr Timbers",)
    assert "youtube.com/watch?v=wv1EzkOJcAw" not in cited  # the recording of the document itself


# One work, many spellings -------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "others"),
    [
        (
            "https://arxiv.org/abs/2104.03113",
            "https://doi.org/10.48550/arXiv.2104.03113 https://scholar.archive.org/arxiv/2104.03113"
            " https://web.archive.org/web/20210501000000/https://arxiv.org/pdf/2104.03113v2",
        ),
        (
            "https://x.com/lamp/status/1835561952258723930",
            "https://nitter.net/lamp/status/1835561952258723930#m"
            " https://xcancel.com/lamp/status/1835561952258723930"
            " https://fxtwitter.com/lamp/status/1835561952258723930",
        ),
        (
            "https://github.com/lamp/wick",
            "https://github.com/Lamp/wick.git https://github.com/lamp/wick/tree/main"
            " https://github.com/lamp/wick/blob/master/README.md",
        ),
        (
            "https://en.wikipedia.org/wiki/Lamp_oil",
            "https://en.m.wikipedia.org/wiki/lamp%20oil#History",
        ),
        (
            "https://doi.org/10.1007/BF00992696",
            "https://link.springer.com/article/10.1007/BF00992696"
            " https://link.springer.com/content/pdf/10.1007/BF00992696.pdf",
        ),
        ("https://doi.org/10.1145/1.2", "https://dl.acm.org/doi/pdf/10.1145/1.2"),
        ("https://wick.substack.com/p/tar", "https://open.substack.com/pub/wick/p/tar?r=1&utm_x=2"),
        (
            "https://lamps.example/tar",
            "https://www.google.com/url?q=https%3A%2F%2Flamps.example%2Ftar&sa=D"
            " http://archive.org/web/2019/http://www.lamps.example/tar/",
        ),
        ("https://youtu.be/AbCdEfGhIjK", "https://music.youtube.com/watch?v=AbCdEfGhIjK"),
    ],
)
def test_the_spellings_of_one_work_are_one(one: str, others: str) -> None:
    assert {normal(other) for other in others.split()} == {normal(one)}
    assert normal(f"https://{normal(one)}") == normal(one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://github.com/lamp/wick", "https://github.com/lamp/wick/tree/old"),
        ("https://github.com/lamp/wick", "https://github.com/lamp/wick/issues/1"),
        ("https://en.wikipedia.org/wiki/Lamp_oil", "https://en.wikipedia.org/wiki/Lamp_Oil"),
        ("https://web.archive.org/about", "https://web.archive.org/donate"),
        ("https://www.google.com/search?q=tar", "https://tar"),
        ("https://doi.org/10.1145/1.2", "https://doi.org/10.1145/1.3"),
    ],
)
def test_what_only_looks_like_one_work_stays_apart(one: str, other: str) -> None:
    assert normal(one) != normal(other)


def test_a_number_of_the_archive_in_the_text_is_a_link() -> None:
    (work,) = references(_library(_post("One", "See arXiv:2104.03113 for more.")))
    assert normal(work.address) == "arxiv.org/abs/2104.03113" and str(work.date) == "2021-04"


def test_a_title_comes_from_the_address_where_the_words_tell_none() -> None:
    slug = "https://lamps.example/p/how-to-trim-a-wick"
    assert _titles(f"[here]({slug})") == ["How to trim a wick"]
    assert _titles(f"[reports of lamps that go out]({slug})") == ["How to trim a wick"]
    assert _titles(f"[Moth and Vale et al 2020]({slug})") == ["How to trim a wick"]
    assert _titles(f"[Trimming Wicks]({slug})") == ["Trimming Wicks"]
    assert _titles("[here](https://lamps.example/p/77812)") == ["lamps.example/p/77812"]


def test_the_list_of_works_gives_the_title() -> None:
    text = "[1] Ada Moth, et al. “Caulking with Hemp and Tar.” 2007. [link](https://a.example/x7)"
    (work,) = references(_library(_post("One", text)))
    assert work.title == "Caulking with Hemp and Tar"


def test_players_shops_profiles_and_front_pages_are_aside() -> None:
    asides = (
        "https://open.spotify.com/show/2UE6s https://podcasts.apple.com/us/podcast/x/id17"
        " https://www.amazon.com/dp/B01 https://x.com/moth https://moth.example/ https://moth.example/about"
        " https://www.youtube.com/@moth https://github.com/moth"
        " https://vimeo.com/moth https://vimeo.com/123456moth https://t.me/moth https://linktr.ee/moth"
        " https://fosstodon.org/@moth https://www.reddit.com/user/moth https://www.reddit.com/r/boats"
        " https://www.goodreads.com/author/show/1.Moth https://moth.example/team/ida-vale"
        " https://share.transistor.fm/s/abc https://stackoverflow.com/users/1/moth"
    ).split()
    works = (
        "https://x.com/moth/status/1835561952258723930 https://moth.example/p/tar"
        " https://www.youtube.com/watch?v=AbCdEfGhIjK https://github.com/moth/tar https://a.example/tar"
        " https://vimeo.com/123456789 https://vimeo.com/channels/boats/123456789"
        " https://www.instagram.com/reel/CxAbc https://site.example/#!/page https://site.example/#/tar"
        " https://www.reddit.com/r/boats/comments/1ab/tar https://fosstodon.org/@moth/1234567"
        " https://www.goodreads.com/book/show/1-tar https://stackoverflow.com/questions/1/tar"
    ).split()
    found = references(_library(_post("One", " ".join(f"[It]({one})" for one in asides + works))))
    assert {one.address for one in found if one.aside} == set(asides)
    assert {one.address for one in found if not one.aside} == set(works)


def test_a_link_at_the_foot_of_many_documents_is_aside() -> None:
    inner = "\n\n".join(f"A paragraph about tar and rope, number {number}." for number in range(4))
    foot = "[The hall](https://hall.example/talks-on-tar)"
    many = _library(*(_post(f"Talk {number}", f"{inner}\n\n{foot}") for number in range(4)))
    assert [one.aside for one in references(many)] == [True]
    few = _library(
        *(_post(f"Talk {number}", f"{inner}\n\n{foot}\n\n{inner}") for number in range(4))
    )
    assert [one.aside for one in references(few)] == [False]


def test_a_document_is_known_by_its_dated_addresses() -> None:
    def mill(name: str, body: str, **fields: str) -> Seed:
        return Seed(name=name, file=name, data=_post(name[11:-3], body, **fields).encode())

    links = (
        "[a]({% post_url 2021-03-04-the-mill %}) [b](https://notes.example/2021/03/04/the-mill.html)"
        " [c](https://www.notes.example/2021/03/the-mill/) [d](/2021/03/04/the-mill.html)"
        " [e](https://other.example/2021/03/04/the-mill.html)"
    )
    seeds = [
        mill("2021-03-04-the-mill.md", "It turns.", date="2021-03-04"),
        mill(
            "2023-01-02-letters.md", links, source="https://notes.example/2023/01/02/letters.html"
        ),
    ]
    found = references(assemble([make_document(seed) for seed in seeds], seeds))
    counts = {one.document or normal(one.address): len(one.citations) for one in found}
    assert counts == {"posts/the-mill/": 4, "other.example/2021/03/04/the-mill.html": 1}


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("a rise of the tide", ""),
        ("the Harbour of Holm", "the Harbour of Holm"),
        ("Moth et al. 2018", ""),
        ("first paper on that in the Holm Review", ""),
        ("the version that we saw in Holm", ""),
    ],
)
def test_a_piece_of_a_sentence_is_no_title_where_the_address_spells_one(
    words: str, title: str
) -> None:
    assert _titles(f"[{words}](https://a.org/2024/on-rope-and-tar)") == [title or "On rope and tar"]


@pytest.mark.parametrize("folder", ["posts", "blog", "notes", "p"])
def test_a_page_is_known_by_its_name_on_its_site(folder: str) -> None:
    site = _post("Of the tides", "A.", source="https://a.org/of-the-tides/")
    link = f"[there](https://a.org/{folder}/of-the-tides)"
    other = _post("On newts", "B.", source="https://a.org/on-newts/")
    (found,) = references(_library(site, other, _post("One", f"It is {link}.")))
    assert found.document == "posts/of-the-tides/"
    link = "[there](https://a.org/cellar/of-the-tides)"
    (found,) = references(_library(site, other, _post("One", f"It is {link}.")))
    assert found.document is None


def test_of_documents_with_one_address_it_is_the_linking_one_or_the_first() -> None:
    source = "https://a.org/tides"
    made = [_post(f"Tides {n}", f"See [it]({source}).", source=source) for n in (1, 2, 3)]
    (found,) = references(_library(*made, _post("One", f"See [it]({source}).")))
    assert found.document == "posts/tides-1/"
    assert found.citations[0].document == "posts/one/"


@pytest.mark.parametrize(
    "link",
    [
        "https://substack.com/home/post/p-155012345",
        "https://substack.com/@quay/p-155012345",
        "https://open.substack.com/home/post/p-155012345?utm_source=x",
        "https://quay.substack.com/publish/post/155012345",
        "https://quay.substack.com/?p=155012345",
        "/?p=155012345",
        "https://quay.substack.com/p/tarring",
    ],
)
def test_a_document_is_known_by_the_number_of_its_post(link: str) -> None:
    site = {"source": "https://quay.substack.com/p/on-seams"}
    (found,) = references(
        _library(
            _post("Seams, reconsidered", "It is old.", post_id="155012345.tarring", **site),
            _post("Two", f"It is [there]({link}).", source="https://quay.substack.com/p/two"),
        )
    )
    assert found.document == "posts/seams-reconsidered/"


@pytest.mark.parametrize(
    "link",
    [
        "https://substack.com/home/post/p-15501234",
        "https://elsewhere.example/?p=155012345",
        "https://quay.substack.com/?page=155012345",
        "https://substack.com/home/post/p-99",
    ],
)
def test_a_number_of_another_post_or_place_means_no_document(link: str) -> None:
    found = references(
        _library(
            _post("One", "It is old.", post_id="155012345", source="https://quay.substack.com/p/a"),
            *(_post(f"Twin {n}", "A.", post_id="99") for n in (1, 2)),
            _post("Two", f"It is [there]({link})."),
        )
    )
    assert [one.document for one in found] == [None]


@pytest.mark.parametrize(
    ("fields", "link"),
    [
        ({"permalink": "/2021/tar.html"}, "/2021/tar.html"),
        ({"permalink": "/2021/tar/"}, "https://quay.example/2021/tar"),
        (
            {"canonical_url": "https://quay.example/tar-it"},
            "http://www.quay.example/tar-it/?utm_source=x",
        ),
        ({"redirect_from": "[/old/tar]"}, "https://quay.example/old/tar/"),
        ({"date": "2021-03-04"}, "https://quay.example/2021/03/04/of-tar.html"),
        ({"date": "2021-03-04"}, "https://quay.example/boats/2021/03/04/of-tar/"),
        ({"date": "2021-03-04"}, "https://quay.example/2021/03/of-tar/"),
        ({}, "https://quay.example/posts/of-tar/"),
        ({}, "https://quay.example/articles/of-tar.html"),
        ({}, "{% post_url 2021-03-04-of-tar %}"),
        ({}, '{{< ref "of-tar.md" >}}'),
        ({}, '{{< relref "posts/of-tar" >}}'),
        ({}, "of-tar.md"),
    ],
)
def test_a_document_is_known_by_all_its_addresses(fields: dict[str, str], link: str) -> None:
    texts = {
        "2021-03-04-of-tar.md": _post("Seams", "It is old.", **fields),
        "two.md": _post("Two", f"It is [there]({link}).", source="https://quay.example/two"),
    }
    seeds = [Seed(name=name, file=name, data=text.encode()) for name, text in texts.items()]
    (found,) = references(assemble([make_document(seed) for seed in seeds], seeds))
    assert found.document == "posts/seams/"


def test_a_document_is_known_by_the_address_in_a_card() -> None:
    card = (
        '::: {.digest-post-embed attrs="{\\"title\\":\\"Of seams\\",'
        '\\"canonical_url\\":\\"https://quay.substack.com/p/of-seams\\"}"}\n:::'
    )
    newsletter = _post(
        "Two", f"Words about tar.\n\n{card}\n\nMore words.", audience="everyone", post_id=3
    )
    (found,) = references(
        _library(
            _post("Of seams", "It is old.", source="https://quay.substack.com/p/of-seams"),
            newsletter,
        )
    )
    assert found.document == "posts/of-seams/"

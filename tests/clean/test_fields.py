"""Front matter in one shape: laws of what any spelling, order or length of a field says."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonplace.clean.fields import (
    LONGEST_NAME,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_VALUES,
    Fields,
    ahead,
    read_fields,
)
from commonplace.model import Credit, Dated, Document, Seed, Source
from commonplace.pipeline import make_document

#: Fields of one text, and where it is found.
TEXTS = {
    "title": "title", "slug": "slug", "description": "description", "subtitle": "description",
    "summary": "description", "excerpt": "description", "licence": "licence",
    "license": "licence", "note": "notice", "notice": "notice",
}  # fmt: skip
LISTS = ("topics", "tags", "categories", "keywords", "topic", "tag", "category", "keyword")
PEOPLE = {"authors": "author", "hosts": "host", "guests": "guest", "moderator": "host",
          "interviewer": "host", "speakers": "speaker", "author": "author"}  # fmt: skip
VIDEO = "https://www.youtube.com/watch?v=aBcDeFgHiJk"
WORDS = st.lists(st.sampled_from("pond newt heron reed moss".split()), min_size=1, max_size=3)


def read(**fields: Any) -> Fields:
    """What fields of a file without a text say."""
    return read_fields(fields, "a.md")


def told(fields: Fields) -> list[str]:
    return [one.message for one in fields.diagnostics]


@pytest.mark.parametrize(("name", "field"), TEXTS.items())
@pytest.mark.parametrize("text", ["One, two; three & four", "a-b c-d e-f", "#one /two", "x and y"])
def test_a_text_is_one_text_whatever_signs_it_has(name: str, field: str, text: str) -> None:
    for value in (text, [text], f"  {text} ", [None, text]):
        found = read(**{name: value})
        assert getattr(found, field) == text and not found.diagnostics


@pytest.mark.parametrize(
    ("name", "field"), [*TEXTS.items(), ("permalink", "old_addresses"), ("source", "source")]
)
def test_no_spelling_of_a_fields_name_says_anything_else(name: str, field: str) -> None:
    value = {"old_addresses": "/a/b/", "source": "https://pond.example/a"}.get(field, "words")
    plain = read(**{name: value})
    assert getattr(plain, field)
    for spelled in (name.upper(), name.title(), name.replace("_", "-"), f" {name} "):
        assert read(**{spelled: value}) == plain


@given(st.lists(WORDS.map(" ".join), min_size=1, max_size=4, unique=True), st.sampled_from(LISTS))
def test_topics_on_one_line_are_those_of_a_list(words: list[str], name: str) -> None:
    expected = tuple(words)
    assert read(**{name: words}).topics == expected
    assert read(**{name: ", ".join([*words, ""])}).topics == expected
    assert read(**{name: [f"#{one}" for one in words]}).topics == expected
    assert read(**{name: [*words, *words, None, " "]}).topics == expected
    # Spaces part what cannot be words of a phrase, and only where tags are meant.
    several = name in ("tags", "categories")
    assert read(**{name: "newt-pond moss"}).topics == (
        ("newt-pond", "moss") if several else ("newt-pond moss",)
    )
    assert read(**{name: "late frost"}).topics == ("late frost",)
    assert read(show="Ponds, and more").topics == ("Ponds, and more",)


@given(st.lists(WORDS.map(" ".join), min_size=1, max_size=4), st.sampled_from(LISTS))
def test_topics_that_differ_only_in_case_are_one(words: list[str], name: str) -> None:
    spelled = [*words, *map(str.upper, words), *(f"#{word.title()}" for word in words)]
    assert read(**{name: spelled}).topics == tuple(dict.fromkeys(words))
    assert read(topics=words[0], **{"tags": words[0].upper()}).topics == (words[0],)
    assert read(**{name: ["mud", "muds", "mud-bank", "mud bank"]}).topics == (
        "mud", "muds", "mud-bank", "mud bank",
    )  # fmt: skip


@pytest.mark.parametrize(("name", "role"), PEOPLE.items())
def test_persons_are_the_same_in_every_form(name: str, role: str) -> None:
    both = tuple(Credit(name=one, role=role) for one in ("Ida Winter", "Otto Berg"))  # type: ignore[arg-type]
    forms: list[object] = [
        ["Ida Winter", "Otto Berg"],
        ["Ida Winter", "Otto Berg", "Ida Winter"],
        [{"name": "Ida Winter"}, {"name": "Otto Berg", "url": "x"}],
        ["[[people/ida|Ida Winter]]", "[[Otto Berg]]"],
    ]
    if name != "author":
        forms += ["Ida Winter and Otto Berg", "Ida Winter & Otto Berg", "Ida Winter; Otto Berg"]
        forms += ["Ida Winter, Otto Berg", "Ida Winter and\tOtto Berg"]
    for form in forms:
        assert read(**{name: form}).people == both, form
    alone = Credit(name="Winter, Ida", role=role)  # type: ignore[arg-type]
    assert read(**{name: "Winter, Ida"}).people == (alone,)


def test_the_sidecar_wins_and_what_a_folder_says_is_for_whoever_says_nothing() -> None:
    own = {"title": "Own", "author": "Ida Winter", "licence": "CC0"}
    beside = {"Title": "Beside"}
    folder = {"title": "Folder", "slug": "folder", "authors": ["Otto Berg"], "license": "MIT"}
    folder |= {"tags": ["moss"], "source": "https://pond.example"}
    found = read_fields(own, "a.md", beside, "a.yml", defaults=folder)
    assert (found.title, found.slug, found.licence, found.source) == ("Beside", "", "CC0", None)
    assert found.people == (Credit(name="Ida Winter", role="author"),)
    assert found.topics == ("moss",)


@pytest.mark.parametrize(
    ("name", "most"),
    [("title", LONGEST_TITLE), ("description", LONGEST_TEXT), ("tags", LONGEST_NAME)],
)
def test_what_is_as_long_as_may_be_is_kept_and_no_more(name: str, most: int) -> None:
    def kept(value: object) -> tuple[str, ...]:
        found = read(**{name: value})
        values = found.topics if name == "tags" else (getattr(found, name),)
        lengths = tuple("w" * len(one) for one in values)
        assert lengths == values
        return values + tuple(told(found))

    assert kept("w" * most) == ("w" * most,)
    assert kept(["w" * most]) == ("w" * most,)
    cut, message = kept("w" * (most + 1))
    assert len(cut) == most
    assert message == f"{name}: has {most + 1:,} characters; only the first {most:,} are used"


def test_no_more_values_than_may_be() -> None:
    many = [f"newt {number}" for number in range(MOST_VALUES + 1)]
    for value in (many, ", ".join(many)):
        found = read(topics=value)
        assert found.topics == tuple(many[:-1])
        assert "501 values; only the first 500" in told(found)[0]
        assert read(topics=many[:-1]) == read(topics=", ".join(many[:-1]))
        assert not read(topics=many[:-1]).diagnostics
    names = [f"Ida Winter {number}" for number in range(MOST_VALUES + 1)]
    assert told(read(guests=names[:-1])) == []
    found = read(guests=" and ".join(names)[:LONGEST_TEXT])
    assert len(found.people) <= MOST_VALUES
    long = "I" * (LONGEST_NAME + 1)
    assert read(host=long[1:]).people[0].name == long[1:] and not read(host=long[1:]).diagnostics
    assert read(host=long).people[0].name == long[1:]
    assert "only the first 200" in told(read(host=long))[0]


@pytest.mark.parametrize(
    ("value", "kind"),
    [({"a": 1}, "a mapping"), ([["a", "b"]], "a list inside a list"), (True, "true or false")],
)
def test_what_is_no_text_is_told_and_left_out(value: object, kind: str) -> None:
    for name in ("title", "licence", "tags", "host"):
        found = read(**{name: value})
        assert told(found) == [f"{name}: must be text, not {kind}; it was left out"]
        assert found == Fields(diagnostics=found.diagnostics)
    assert not read(title=None, tags=[], host="", licence=7, note=date(2024, 5, 3)).diagnostics


def test_several_values_of_a_single_field_are_told_once() -> None:
    assert told(read(title=["One", "Two"])) == [
        "title: has more than one value; only the first is used"
    ]
    assert not read(tags=["One", "Two"], aliases=["/a/", "/b/"], guests=["Ida", "Otto"]).diagnostics


def test_messages_name_the_line_of_their_field_and_its_file() -> None:
    text = "---\ntitle: a\nSource-URL: nowhere\n---\n"
    (one,) = read_fields({"title": "a", "Source-URL": "nowhere"}, "a.md", text=text).diagnostics
    assert (one.file, one.line, one.message) == ("a.md", 1, one.message)
    (one,) = read_fields({"source": "nowhere"}, "a.md", text="---\nx: y\nsource: no\n").diagnostics
    assert (one.file, one.line) == ("a.md", 3)
    (one,) = read_fields(
        {"source": "nowhere"},
        "a.md",
        {"base": "no"},
        "a.yml",
        text="---\nsource: https://pond.example\n",
        sidecar_text="# words\n\nbase: no\n",
    ).diagnostics[1:]
    assert (one.file, one.line) == ("a.yml", 3)


@pytest.mark.parametrize("key", ["date", "published", "created_at", "upload_date", "year"])
def test_a_date_is_read_from_each_of_its_fields(key: str) -> None:
    assert str(read(**{key: "2024-05-03"}).date) == "2024-05-03"
    odd = read(**{key: "some day"})
    assert odd.date is None and told(odd) == [f"{key}: 'some day' is not a date"]
    assert read(date="", published=True, created="2024-05-03").date == read(date="2024-05-03").date


def test_a_source_is_an_address_or_where_the_text_was() -> None:
    assert read(source="https://pond.example/a").source == "https://pond.example/a"
    assert read(source="/old/a/") == Fields(old_addresses=("old/a",))
    assert told(read(source="pond")) == ["source: 'pond' is not a web address"]
    assert read(source="[[Pond]]", url="https://pond.example").source == "https://pond.example"
    assert read(source=VIDEO).video == VIDEO == read(youtube="aBcDeFgHiJk").video
    assert told(read(video="pond")) == ["video: 'pond' is not a video on YouTube or Vimeo"]
    assert not told(read(media="pond")) and read(media="pond").video is None
    assert read(base="https://pond.example/a/").base and told(read(base="pond"))


@pytest.mark.parametrize("name", ["permalink", "redirect_from", "aliases"])
def test_old_addresses_are_paths_that_lead_nowhere_else(name: str) -> None:
    for value in ("/a/b/", "https://pond.example/a/b/", "/a/b/index.html", ["/a/b", "/a/b/"]):
        assert read(**{name: value}).old_addresses == ("a/b",), value
    for odd in ("/../a/", "/a/.git/", "/a//", f"/{'a' * 200}/", "/a b/", "/a/<b>/"):
        found = read(**{name: odd})
        assert not found.old_addresses and len(found.diagnostics) == 1, odd
    assert read(**{name: f"/{'a' * 198}"}).old_addresses == ("a" * 198,)
    assert not read(permalink="pretty").diagnostics and not read(aliases="A note").old_addresses


def test_sources_have_a_title_and_an_address() -> None:
    address = "https://pond.example/a"
    for value in (address, [address], {"url": address}, [{"link": address, "title": address}]):
        (one,) = read(sources=value).sources
        assert (one.title, one.address) == (address, address)
    (one,) = read(sources=[{"name": "Ponds", "address": address}]).sources
    assert one.title == "Ponds"
    assert len(told(read(sources=["pond", address, "newt"]))) == 2
    assert read(sources=False).sources == () and not read(sources=False).shows_source
    assert read().shows_source and read().shows_record and not read(records="no").shows_record


def test_a_field_that_is_nearly_known_is_told() -> None:
    assert told(read(titel="Ponds")) == ["unknown field `titel`: did you mean `title`?"]
    assert not read(titel="Ponds", title="Newts").diagnostics and not read(layout="x").diagnostics


def test_a_language_length_or_file_that_says_nothing_is_told() -> None:
    assert told(read(lang="english")) == ["lang: 'english' is not the tag of a language"]
    assert told(read(duration="long")) == ["duration: 'long' is not a length of time"]
    assert not read(lang="pt_BR", duration="62 min").diagnostics
    assert told(read(media="x.mp4")) == ["media: 'x.mp4' is a file, which no page plays"]
    assert not read(media=VIDEO, media_link="https://a.example/x.mp4").diagnostics
    assert not read(media="podcast").diagnostics
    assert not read(language="", length="short read").diagnostics  # what themes say of posts


@pytest.mark.parametrize(("days", "warned"), [(-9, False), (0, False), (1, False), (2, True)])
def test_a_date_ahead_is_told_from_the_day_after_tomorrow_on(days: int, warned: bool) -> None:
    today = date(2024, 12, 31)
    at = datetime(2024, 12, 31, 23, tzinfo=UTC) + timedelta(days=days)
    text = "---\ntitle: x\ndate: y\n---\n"
    source = Source(name="a.md", file="a.md", reader="jekyll", sha256="", text=text)
    document = Document(
        slug="a", kind="post", title="a", source=source, date=Dated(at=at, precision="day")
    )
    seed = Seed(name="a.md", file="a.md", data=text.encode(), sidecar_file="a.yml")
    found = ahead(document, seed, today)
    assert bool(found) == warned
    if found:
        assert (found.file, found.line) == ("a.md", 3)
        beside = Seed(
            name="a.md", file="a.md", data=b"", sidecar=b"\n\n\ndate: y", sidecar_file="a.yml"
        )
        again = ahead(document, beside, today)
        assert again and (again.file, again.line) == ("a.yml", 4)


@pytest.mark.parametrize("outer", ["extra", "params"])
def test_who_a_text_is_by_may_stand_among_the_fields_of_a_theme(outer: str) -> None:
    fields = f'[{outer}]\nguest = "Ada Marsh & Bo Reed"\nduty = "x"'
    text = f'+++\ntitle = "A pond"\n{fields}\n+++\n\nWords.\n'
    made, _ = make_document(Seed(name="a.md", file="a.md", data=text.encode()))
    assert made is not None
    assert [(one.name, one.role) for one in made.people] == [
        ("Ada Marsh", "guest"),
        ("Bo Reed", "guest"),
    ]


@pytest.mark.parametrize("key", ["lead", "standfirst", "description"])
def test_what_a_text_is_about_is_words_without_signs(key: str) -> None:
    text = f'---\n{key}: "See the [old](a.md) `pond` in **May**."\n---\n\nWords.\n'
    made, _ = make_document(Seed(name="a.md", file="a.md", data=text.encode()))
    assert made is not None and made.description == "See the old pond in May."


def test_a_heading_of_a_part_is_no_title_beside_others() -> None:
    text = b"# Name\n\nNewts\n\n# Kinds\n\nTwo.\n"
    made, _ = make_document(Seed(name="the-pond.md", file="a.md", data=text))
    assert made is not None and made.title == "The pond"
    made, _ = make_document(Seed(name="the-pond.md", file="a.md", data=b"# Notes\n\nTwo.\n"))
    assert made is not None and made.title == "Notes"

"""Files that hold many texts: what becomes of archives, exports, collections and chats."""

from __future__ import annotations

import io
import json
import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonplace.collect import SUFFIXES, collect
from commonplace.diagnostics.limits import LIMITS, Limits
from commonplace.document import make_document
from commonplace.model import Diagnostic, Document, Seed
from commonplace.project.project import Project, published
from commonplace.unpack import unpacked
from commonplace.unpack.talks import ChatMessage, as_markdown

Told = tuple[Diagnostic, ...]


def taken_apart(
    *files: tuple[str, str | bytes], chats: bool = False, limits: Limits = LIMITS
) -> tuple[dict[str, Seed], Told]:
    """The seeds in some files by their names, and what was said."""
    seeds = [
        Seed(
            name=name,
            file=f"seeds/{name}",
            data=data.encode() if isinstance(data, str) else data,
        )
        for name, data in files
    ]
    aside = frozenset({"readme"})
    found, told = unpacked(seeds, limits, known=SUFFIXES, aside=aside, with_chats=chats)
    return {seed.name: seed for seed in found}, told


def page(seed: Seed) -> Document:
    document, told = make_document(seed)
    assert document is not None, told
    return document


def words(document: Document) -> str:
    return "\n".join(passage.text for passage in document.passages)


def archive(*files: tuple[str, str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, text in files:
            made.writestr(zipfile.ZipInfo(name), text, compress_type=method)
    return out.getvalue()


# Archives -------------------------------------------------------------------------------


def test_an_archive_is_a_folder() -> None:
    data = archive(
        ("talks/a.md", "# One"),
        ("talks/a.yml", "author: Ona"),
        ("b.txt", "# Two"),
        ("README.md", "x"),
        (".hidden.md", "x"),
        ("__MACOSX/._b.txt", "x"),
        ("c.mp3", "x"),
        ("d.png", "x"),
    )
    seeds, told = taken_apart(("kept.zip", data))
    assert sorted(seeds) == ["kept/b.txt", "kept/talks/a.md"]
    assert seeds["kept/talks/a.md"].sidecar == b"author: Ona"
    assert seeds["kept/talks/a.md"].file == "seeds/kept.zip/talks/a.md"
    assert not page(seeds["kept/b.txt"]).source.converted
    assert sorted(one.file for one in told) == ["seeds/kept.zip", "seeds/kept.zip/c.mp3"]


@pytest.mark.parametrize(
    "name", ("../a.md", "/a.md", "x/../../a.md", "x//a.md", "..\\a.md", "C:/a.md", "./a.md")
)
def test_no_name_leads_out_of_an_archive(name: str) -> None:
    seeds, told = taken_apart(("a.zip", archive((name, "Hi"), ("good.md", "Good"))))
    assert set(seeds) == {"a/good.md"}
    assert [one.severity for one in told] == ["error"]


def test_an_archive_has_bounds() -> None:
    small = Limits(bytes=1000)
    for data, said in (
        (archive(*((f"{n}.md", "") for n in range(5001))), "5,001 files"),
        (archive(*((f"{n}.md", "x" * 900) for n in range(9)), method=0), "unpacks to 8,100 bytes"),
        (archive(("a.md", "x" * 1_000_000)), "unpacks to 1,000,000 bytes"),
        (b"PK\x03\x04", "not a zip archive"),
    ):
        seeds, told = taken_apart(("a.zip", data), limits=small)
        assert not seeds
        assert said in told[0].message
    seeds, told = taken_apart(("a.zip", archive(("b.zip", "x"), ("c.md", "Hi"))))
    assert set(seeds) == {"a/c.md"}
    assert "not opened" in told[0].message


def test_a_link_in_an_archive_is_not_followed() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        link = zipfile.ZipInfo("a.md")
        link.external_attr = 0o120777 << 16
        made.writestr(link, "/etc/hostname")
    seeds, told = taken_apart(("a.zip", out.getvalue()))
    assert not seeds
    assert told[0].message == "symbolic links are not followed"


def test_a_part_never_takes_the_place_of_a_file() -> None:
    seeds, told = taken_apart(("a.zip", archive(("b.md", "Part"))), ("a/b.md", "File"))
    assert seeds["a/b.md"].data == b"File"
    assert [one.severity for one in told] == ["error"]


def test_a_document_of_an_office_is_no_folder() -> None:
    _, told = taken_apart(("a.zip", archive(("word/document.xml", "<x/>"))))
    assert told[0].remedy == "give it the suffix .docx"


# Blogs ----------------------------------------------------------------------------------

WXR = """<?xml version="1.0"?><rss xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>
<wp:author><wp:author_login>ona</wp:author_login>
<wp:author_display_name>Ona Reed</wp:author_display_name></wp:author>{}</channel></rss>"""
ITEM = """<item><title>{title}</title><dc:creator>ona</dc:creator>
<content:encoded><![CDATA[{body}]]></content:encoded><wp:post_id>{id}</wp:post_id>
<wp:post_date_gmt>2023-03-04 10:00:00</wp:post_date_gmt><wp:post_type>{type}</wp:post_type>
<wp:status>{status}</wp:status><category domain="post_tag"><![CDATA[clay]]></category>
<wp:comment><wp:comment_author_email>a@b.example</wp:comment_author_email>
<wp:comment_content>A remark.</wp:comment_content></wp:comment></item>"""


def item(title: str, body: str = "<p>It was cold.</p>", **more: str) -> str:
    fields = {"type": "post", "status": "publish", "id": title, **more}
    return ITEM.format(title=title, body=body, **fields)


def wordpress(*items: str) -> tuple[dict[str, Seed], Told]:
    return taken_apart(("blog.xml", WXR.format("".join(items))))


def test_wordpress_posts_are_documents_without_comments() -> None:
    seeds, told = wordpress(
        item("The kiln"), item("About", type="page"), item("pic", type="attachment")
    )
    assert not told
    assert sorted(seeds) == ["blog/about.html", "blog/the-kiln.html"]
    document = page(seeds["blog/the-kiln.html"])
    assert (document.title, str(document.date)) == ("The kiln", "2023-03-04")
    assert [one.name for one in document.people] == ["Ona Reed"]
    assert document.topics == ("clay",)
    assert document.source.converted == "WordPress export by Commonplace"
    assert words(document) == "It was cold."
    assert b"remark" not in seeds["blog/the-kiln.html"].data


@pytest.mark.parametrize("status", ("draft", "private", "pending", "trash", "auto-draft"))
def test_wordpress_says_what_is_withheld(status: str) -> None:
    seeds, _ = wordpress(item("The kiln", status=status))
    assert any("status" in hold.why for hold in page(seeds["blog/the-kiln.html"]).holds)


def test_the_old_editor_has_paragraphs_too() -> None:
    seeds, _ = wordpress(item("The kiln", "One\nline.\n\nAnother <b>one</b>."))
    assert len(page(seeds["blog/the-kiln.html"]).passages) == 2


def test_names_of_posts_do_not_depend_on_their_order() -> None:
    items = [item("The kiln"), item("The wheel"), item("Clay")]
    before = set(wordpress(*items)[0])
    random.Random(1).shuffle(items)
    assert set(wordpress(*items)[0]) == before


def test_entities_and_depth_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    for data, said in (
        (WXR.format(item("The kiln")).replace("?>", f"?>{bomb}", 1), "declares entities"),
        (WXR.format("<a>" * 200 + "</a>" * 200), "deep"),
        (WXR.format("<a>"), "not valid XML"),
    ):
        seeds, told = taken_apart(("blog.xml", data))
        assert not seeds
        assert said in told[0].message


def test_ghost_posts_are_documents() -> None:
    posts = [
        {"id": "1", "title": "The kiln", "slug": "kiln", "html": "<p>Cold.</p>",
         "status": "published", "visibility": "public", "published_at": "2023-03-04T10:00:00Z"},
        {"id": "2", "title": "The wheel", "slug": "wheel", "html": "<p>Round.</p>",
         "status": "published", "visibility": "members"},
    ]  # fmt: skip
    data = {
        "posts": posts,
        "tags": [{"id": "t", "name": "clay"}, {"id": "u", "name": "#internal"}],
        "posts_tags": [{"post_id": "1", "tag_id": "t"}, {"post_id": "1", "tag_id": "u"}],
        "users": [{"id": "o", "name": "Ona Reed"}],
        "posts_authors": [{"post_id": "1", "author_id": "o"}],
    }
    seeds, told = taken_apart(("blog.json", json.dumps({"db": [{"data": data}]})))
    assert not told
    kiln = page(seeds["blog/kiln.html"])
    assert (kiln.title, kiln.topics, kiln.people[0].name) == ("The kiln", ("clay",), "Ona Reed")
    assert any("visibility" in hold.why for hold in page(seeds["blog/wheel.html"]).holds)


def test_a_newsletter_is_told_by_its_list() -> None:
    table = (
        "post_id,post_date,is_published,audience,title,subtitle\n"
        "7.the-kiln,2023-03-04T10:00:00.000Z,true,everyone,The kiln,A note\n"
        "8.the-wheel,,false,everyone,The wheel,\n"
        "9.clay,2023-03-05T10:00:00.000Z,true,only_paid,Clay,\n"
    )
    seeds, told = taken_apart(
        ("e/posts.csv", table),
        ("e/posts/7.the-kiln.html", "<p>Cold.</p>"),
        ("e/posts/8.the-wheel.html", "<p>Round.</p>"),
        ("e/posts/9.clay.html", "<p>Soft.</p>"),
        ("e/posts/7.opens.csv", "email\nx@y.example\n"),
        ("e/email_list.csv", "email\nx@y.example\n"),
    )
    assert not told
    assert len(seeds) == 3
    kiln = page(seeds["e/posts/7.the-kiln.html"])
    assert (kiln.title, kiln.description, str(kiln.date)) == ("The kiln", "A note", "2023-03-04")
    assert kiln.slug == "the-kiln"
    held = [page(seeds[f"e/posts/{name}.html"]).holds for name in ("8.the-wheel", "9.clay")]
    assert any("is_published" in hold.why for hold in held[0])
    assert any("audience" in hold.why for hold in held[1])


# Quotations and links -------------------------------------------------------------------


def test_clippings_are_a_document_for_each_book() -> None:
    text = (
        "\ufeffOn Clay (Reed, Ona)\r\n- Your Highlight on page 9 | Location 15-16 | Added on "
        "Saturday, March 4, 2023 10:15:00 PM\r\n\r\nA # kiln is *slow*.\r\n==========\r\n"
        "\ufeffWheels\r\n- Ihre Markierung auf Seite 3 | Hinzugefügt am 4. März 2023\r\n\r\n"
        "Round.\r\n==========\r\n"
        "On Clay (Reed, Ona)\r\n- Your Note on page 9 | Location 16\r\n\r\nTrue.\r\n==========\r\n"
        "On Clay (Reed, Ona)\r\n- Your Bookmark on page 9 | Location 16\r\n\r\n\r\n==========\r\n"
    )
    seeds, told = taken_apart(("My Clippings.txt", text))
    assert not told
    assert sorted(seeds) == ["My Clippings/on-clay.md", "My Clippings/wheels.md"]
    document = page(seeds["My Clippings/on-clay.md"])
    assert (document.title, document.people[0].name) == ("On Clay", "Ona Reed")
    assert "A # kiln is *slow*." in words(document)
    assert "page 9, location 15-16, added on Saturday, March 4, 2023" in words(document)
    assert "Note: True." in words(document)


def test_readwise_keeps_the_name_of_its_file() -> None:
    text = (
        "# On Clay\n\n## Metadata\n- Author: [[Ona Reed]]\n- Full Title: On Clay\n"
        "- Category: #books\n\n## Highlights\n- A kiln is slow. ([Location 15]"
        "(https://r.example/x))\n    - Note: True.\n    - Tags: [[fire]]\n- Clay waits.\n"
    )
    seeds, _ = taken_apart(("clay.md", text))
    document = page(seeds["clay.md"])
    assert (document.title, document.people[0].name) == ("On Clay", "Ona Reed")
    assert words(document) == "A kiln is slow.\n— location 15\nNote: True.\nClay waits."


def test_a_table_of_readwise_is_a_document_for_each_book() -> None:
    table = (
        "Highlight,Book Title,Book Author,Note,Location Type,Location\n"
        'Slow.,On Clay,"Reed, Ona",,page,9\nRound.,Wheels,,,,\n'
    )
    seeds, _ = taken_apart(("readwise.csv", table))
    assert sorted(seeds) == ["readwise/on-clay.md", "readwise/wheels.md"]
    assert "— page 9" in words(page(seeds["readwise/on-clay.md"]))


def test_bookmarks_are_one_list_of_links_in_folders() -> None:
    text = (
        "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>Mine</TITLE>\n<H1>Mine</H1>\n<DL><p>\n"
        '<DT><H3 ADD_DATE="1">Clay</H3>\n<DL><p>\n'
        '<DT><A HREF="https://a.example/?x=1&amp;y">A &lt;b&gt;</A>\n'
        '<DD>A remark\n<DT><A HREF="javascript:alert(1)">Run</A>\n</DL><p>\n</DL><p>\n'
    )
    seeds, _ = taken_apart(("bookmarks.html", text))
    document = page(seeds["bookmarks.html"])
    assert document.title == "Mine"
    assert [heading.text for heading in document.headings] == ["Clay"]
    html = "".join(passage.html for passage in document.passages)
    assert '<a href="https://a.example/?x=1&amp;y"' in html
    assert "javascript" not in html
    assert "A &lt;b&gt;" in html


def test_a_mailbox_is_many_letters() -> None:
    text = "".join(
        f"From x Sat\nFrom: Ona <o@k.example>\nSubject: {name}\nMessage-ID: <{name}>\n\nHi.\n\n"
        for name in ("The kiln", "The wheel")
    )
    seeds, _ = taken_apart(("letters.mbox", text))
    assert sorted(seeds) == ["letters/the-kiln.eml", "letters/the-wheel.eml"]
    assert page(seeds["letters/the-kiln.eml"]).people[0].name == "Ona"


# Chats ----------------------------------------------------------------------------------

DAYS = {
    "15/03/2023, 10:15 - ": "2023-03-15",
    "3/15/23, 10:15 PM - ": "2023-03-15",
    "15.03.23, 10:15 - ": "2023-03-15",
    "2023-03-15, 10:15 - ": "2023-03-15",
    "[15/03/2023, 10:15:00] ": "2023-03-15",
    "\u200e[3/15/23, 10:15:00\u202fPM] ": "2023-03-15",
    "05/03/2023, 10:15 - ": "2023-03-05",
    "3/5/23, 10:15 PM - ": "2023-03-05",
}


@pytest.mark.parametrize("stamp", DAYS)
def test_a_chat_is_a_transcript_with_days(stamp: str) -> None:
    text = (
        f"{stamp}Ona Reed: It was cold.\nVery.\n{stamp}Messages are encrypted\n"
        f"{stamp}Bo: <Media omitted>\n{stamp}Bo: Was it *that* cold?\n"
    )
    seeds, told = taken_apart(("chat.txt", text), chats=True)
    assert not told
    document = page(seeds["chat.txt"])
    assert document.kind == "transcript"
    assert document.speakers == ("Ona Reed", "Bo")
    assert {passage.heading for passage in document.passages} == {DAYS[stamp]}
    assert words(document) == "It was cold.\nVery.\nWas it *that* cold?"


def test_the_order_of_day_and_month_is_seen_from_the_whole_file() -> None:
    text = "".join(f"{day}, 10:15 - Ona: Hi {day}\n" for day in ("4/3/2023", "4/20/2023"))
    seeds, _ = taken_apart(("chat.txt", text), chats=True)
    assert {one.heading for one in page(seeds["chat.txt"]).passages} == {"2023-04-03", "2023-04-20"}


SLACK = json.dumps(
    [
        {"type": "message", "user": "U2", "text": "Was it, <@U1>?", "ts": "1677924060.1"},
        {"type": "message", "user": "U1", "text": "It was &lt; cold.", "ts": "1677924000.1"},
        {"type": "message", "subtype": "channel_join", "user": "U1", "text": "x", "ts": "1"},
    ]
)
USERS = json.dumps(
    [{"id": "U1", "profile": {"real_name": "Ona", "email": "o@k.example"}},
     {"id": "U2", "name": "bo", "profile": {"real_name": "Bo"}}]
)  # fmt: skip
TELEGRAM = json.dumps(
    {
        "name": "Kiln",
        "type": "private_group",
        "messages": [
            {"type": "message", "date": "2023-03-04T10:15:00", "from": "Ona", "text": "Cold."},
            {"type": "message", "date": "2023-03-05T10:15:00", "from": "Bo",
             "text": ["See ", {"type": "link", "text": "https://k.example"}]},
        ],
    }
)  # fmt: skip
ZOOM = (
    "10:02:00\t From  Ona Reed : It was cold.\n"
    "10:02:01\t From  Bo to Ona Reed(Direct Message) : A secret.\nmore of it\n"
    "10:02:05\t From  Bo to Everyone : Was it?\n"
)
CHATS = {
    "kiln.txt": "15/03/2023, 10:15 - Ona: Hi\n",
    "zoom.txt": ZOOM,
    "result.json": TELEGRAM,
    "slack/kiln/2023-03-04.json": SLACK,
}


@pytest.mark.parametrize("name", CHATS)
def test_chats_are_left_out_unless_they_are_wanted(name: str) -> None:
    seeds, told = taken_apart((name, CHATS[name]))
    assert not seeds
    assert [one.severity for one in told] == ["note"]
    assert "`chats: true`" in told[0].remedy
    assert taken_apart((name, CHATS[name]), chats=True)[0]


def test_a_channel_is_one_transcript_with_names_and_no_addresses() -> None:
    seeds, told = taken_apart(
        ("s/users.json", USERS), ("s/kiln/2023-03-04.json", SLACK), chats=True
    )
    assert (set(seeds), told) == ({"s/kiln.md"}, ())
    document = page(seeds["s/kiln.md"])
    assert [(one.speaker, one.text) for one in document.passages] == [
        ("Ona", "It was < cold."),
        ("Bo", "Was it, @Ona?"),
    ]


def test_other_chats() -> None:
    seeds, _ = taken_apart(("result.json", TELEGRAM), ("zoom.txt", ZOOM), chats=True)
    assert words(page(seeds["result.json"])) == "Cold.\nSee https://k.example"
    document = page(seeds["zoom.txt"])
    assert (words(document), document.speakers) == ("It was cold.\nWas it?", ("Ona Reed", "Bo"))


ODD = st.text(alphabet=[chr(n) for n in range(33, 127)] + [" ", "a", "1"], min_size=1, max_size=12)


@settings(max_examples=150, deadline=None)
@given(ODD.filter(str.strip))
def test_what_somebody_wrote_is_shown_as_it_is(said: str) -> None:
    text = as_markdown("Kiln", [ChatMessage("2023-03-04", "Ona", f"It {said} is.")])
    shown = words(page(Seed(name="a.md", file="a.md", data=text.encode(), converted="x")))
    assert "".join(shown.split()) == "".join(f"It {said} is.".split())


def test_the_setting_for_chats_is_taken_for_no_if_in_doubt(tmp_path: Path) -> None:
    for said, wanted in (("true", True), ("false", False), ("'yes'", False), ("1", False)):
        (tmp_path / "mkdocs.yml").write_text(f"extra: {{commonplace: {{chats: {said}}}}}")
        known, told = published(tmp_path, Project())
        assert known.publishing.chats is wanted
        assert bool(told) is (said not in ("true", "false"))


def test_a_transcript_is_no_chat() -> None:
    for text in (
        "**Ona:** Hi\n\n**Bo:** Hi\n",
        "[00:01:02] Ona: Hi\n[00:01:05] Bo: Hi\n",
        "On 15/03/2023, 10:15 - we met.\n\nIt was cold.\n\nVery cold.\n\nIndeed.\n",
        "10:02:00 From the kiln we saw the sea\n",
    ):
        seeds, told = taken_apart(("a.txt", text))
        assert (seeds["a.txt"].data, told) == (text.encode(), ())


# What is not read ------------------------------------------------------------------------


def test_feeds_and_tables_say_what_they_are(tmp_path: Path) -> None:
    for name, text, said in (
        ("a.xml", "<?xml version='1.0'?><rss><channel/></rss>", "this is a feed"),
        ("a.xml", "<feed xmlns='http://www.w3.org/2005/Atom'/>", "this is a feed"),
        ("a.opml", "<opml version='2.0'/>", "a list of feeds"),
        ("a.csv", "a,b\n1,2\n", "a table of an unknown kind"),
    ):
        seeds, told = taken_apart((name, text))
        assert not seeds
        assert said in told[0].message
    (tmp_path / "talk.mp3").write_bytes(b"x")
    (tmp_path / "talk.pages").write_bytes(b"x")
    told = collect([tmp_path])[1]
    assert "Whisper" in told[0].remedy
    assert ".docx" in told[1].remedy


@pytest.mark.parametrize("name", ("a.xml", "a.json", "a.csv", "a.html", "a.txt", "a.md", "a.mbox"))
def test_nothing_that_looks_like_an_export_costs_other_files(name: str) -> None:
    for text in (
        '{"db": [{"data": {"posts": [1]}}]}',
        '{"db": [], "posts": [',
        '{"type": "private_group", "messages": 3}',
        "<!DOCTYPE NETSCAPE-Bookmark-file-1><DL></DL></DL><H3><A HREF=>",
        "Highlight,Book Title\n" + '"' * 9,
        "title,url,time_added\n,\n",
        "x\n- y | 3\n==========\n==========\n",
        "99/99/2023, 10:15 - Ona: Hi\n",
        "From x\n\nFrom y\n",
        WXR.format("<item/>"),
    ):
        seeds, told = taken_apart((name, text), ("good.md", "Good"), chats=True)
        assert "good.md" in seeds
        assert len(seeds) > 1 or told

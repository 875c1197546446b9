"""Episodes, posts and pages from a server of the test's own: what is written, kept, asked once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from commonplace.addresses.assemble import assemble
from commonplace.cli import main
from commonplace.collect import collect
from commonplace.document import make_document
from commonplace.model import Document

VTT = "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n<v Otto Vale>The open heron woke at dawn.\n"
CHAPTERS = '{"version": "1.2.0", "chapters": [{"startTime": 1, "title": "The nest"}]}'
PODCAST = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
  xmlns:podcast="https://podcastindex.org/namespace/1.0"
  xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Pond Hour</title><link>BASE/</link>
<item><title>The heron flies</title><guid isPermaLink="false">ep-2</guid>
  <pubDate>Sat, 09 Mar 2024 06:00:00 GMT</pubDate><link>BASE/2</link>
  <description>Only the notes.</description>
  <enclosure url="BASE/2.mp3" type="audio/mpeg" length="1"/></item>
<item><title>The heron wakes</title><guid isPermaLink="false">ep-1</guid>
  <pubDate>Sat, 02 Mar 2024 06:00:00 GMT</pubDate><link>BASE/1</link>
  <itunes:author>Ada Perch</itunes:author><itunes:duration>31:00</itunes:duration>
  <description>Short.</description>
  <content:encoded><![CDATA[<p>We talk about <b>herons</b> &amp; dawn.</p>]]></content:encoded>
  <enclosure url="BASE/1.mp3" type="audio/mpeg" length="1"/>
  <podcast:transcript url="BASE/1.html" type="text/html"/>
  <podcast:transcript url="BASE/1.vtt" type="text/vtt"/>
  <podcast:chapters url="BASE/1.json" type="application/json+chapters"/></item>
</channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Notes</title>
<entry><id>urn:1</id><title>On sluices</title><updated>2024-05-01T10:00:00Z</updated>
<author><name>Otto Vale</name></author><category term="sluices"/><link href="BASE/sluices.html"/>
<content type="html">&lt;p&gt;LONG&lt;/p&gt;</content></entry>
<entry><id>urn:2</id><title>On weirs</title><updated>2024-04-01T10:00:00Z</updated>
<link href="BASE/weirs.html"/><summary>The first words only.</summary></entry></feed>"""
LONG = "The sluice of Brama is opened at dawn and closed at dusk. " * 40
WEIRS = (
    "<!doctype html><html><head><title>On weirs</title></head><body><nav>Home</nav><article>"
    f"<h1>On weirs</h1><p>{'The weir of Brama holds the water of a whole winter. ' * 12}</p>"
    "</article></body></html>"
)
KINDS = {".xml": "application/rss+xml", ".html": "text/html", ".vtt": "text/vtt", ".pdf": "a/b"}


class Server:
    """Files that a server has, and what it was asked for."""

    def __init__(self) -> None:
        self.files: dict[str, str] = {}
        self.asked: list[str] = []
        self.failing: dict[str, int] = {}
        self.base = ""


@pytest.fixture
def server() -> Iterator[Server]:
    with _serving(Server()) as known:
        known.files |= {
            "/pod.xml": PODCAST.replace("BASE", known.base),
            "/1.vtt": VTT,
            "/1.json": CHAPTERS,
            "/blog.xml": ATOM.replace("BASE", known.base).replace("LONG", LONG),
            "/weirs.html": WEIRS,
        }
        yield known


@contextmanager
def _serving(known: Server) -> Iterator[Server]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known.asked.append(self.path)
            status = known.failing.get(self.path, 200 if self.path in known.files else 404)
            self.send_response(status)
            ending = self.path[self.path.rfind(".") :]
            self.send_header("Content-Type", KINDS.get(ending, "application/json"))
            self.end_headers()
            self.wfile.write(known.files.get(self.path, "").encode())

        def log_message(self, *_: object) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    known.base = f"http://127.0.0.1:{running.server_address[1]}"
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield known
    finally:
        running.shutdown()
        thread.join()
        running.server_close()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "mkdocs.yml").write_text("site_name: Pond\nplugins: [commonplace]\n")
    (tmp_path / "seeds").mkdir()
    return tmp_path


def add(project: Path, *words: str) -> tuple[int, str]:
    ran = CliRunner().invoke(main, ["add", *words, "--project", str(project)])
    return ran.exit_code, ran.output


def files(project: Path) -> list[str]:
    return sorted(
        path.relative_to(project / "seeds").as_posix()
        for path in (project / "seeds").rglob("*")
        if path.is_file()
    )


def documents(project: Path) -> dict[str, Document]:
    seeds, _ = collect([project / "seeds"])
    library = assemble([make_document(seed) for seed in seeds], seeds)
    return {one.source.name: one for one in library.documents}


def test_episodes_come_with_notes_captions_and_chapters(project: Path, server: Server) -> None:
    code, said = add(project, f"{server.base}/pod.xml")
    assert code == 0, said
    assert files(project) == [
        "pond-hour/2024-03-02-the-heron-wakes.chapters.json",
        "pond-hour/2024-03-02-the-heron-wakes.md",
        "pond-hour/2024-03-02-the-heron-wakes.vtt",
        "pond-hour/2024-03-09-the-heron-flies.md",
    ]
    found = documents(project)
    talk = found["pond-hour/2024-03-02-the-heron-wakes.vtt"]
    assert (talk.title, str(talk.date), talk.speakers) == (
        "The heron wakes", "2024-03-02", ("Otto Vale",)
    )  # fmt: skip
    assert [one.text for one in talk.headings] == ["The nest"]
    assert talk.audio == f"{server.base}/1.mp3"
    notes = found["pond-hour/2024-03-02-the-heron-wakes.md"]
    assert notes.passages[0].text == "We talk about herons & dawn."


def test_nothing_is_asked_for_twice_nor_written_over(project: Path, server: Server) -> None:
    add(project, f"{server.base}/pod.xml")
    edited = project / "seeds/pond-hour/2024-03-09-the-heron-flies.md"
    edited.write_text("mine\n")
    (project / "seeds/pond-hour/2024-03-02-the-heron-wakes.vtt").unlink()
    server.asked.clear()
    code, said = add(project, f"{server.base}/pod.xml")
    assert (code, said) == (0, "Nothing new.\n")
    assert server.asked == ["/pod.xml"]
    assert edited.read_text() == "mine\n"
    assert "pond-hour/2024-03-02-the-heron-wakes.vtt" not in files(project)


def test_a_stop_between_writing_and_noting_does_no_harm(project: Path, server: Server) -> None:
    add(project, f"{server.base}/pod.xml")
    before = files(project)
    (project / "added.yml").unlink()
    assert add(project, f"{server.base}/pod.xml")[1] == "Nothing new.\n"
    assert files(project) == before
    assert set(yaml.safe_load((project / "added.yml").read_text())) == {"ep-1", "ep-2"}


def test_what_cannot_be_reached_now_is_added_next_time(project: Path, server: Server) -> None:
    server.failing["/1.vtt"] = 503
    code, said = add(project, f"{server.base}/pod.xml")
    assert code == 0
    assert "the server answers 503" in said
    assert "run the command again" in said
    assert files(project) == ["pond-hour/2024-03-09-the-heron-flies.md"]
    server.failing.clear()
    add(project, f"{server.base}/pod.xml")
    assert "pond-hour/2024-03-02-the-heron-wakes.vtt" in files(project)


def test_what_is_gone_is_named_and_the_rest_added(project: Path, server: Server) -> None:
    del server.files["/1.vtt"]
    code, said = add(project, f"{server.base}/pod.xml")
    assert code == 0
    assert "the server answers 404" in said
    assert "pond-hour/2024-03-02-the-heron-wakes.md" in files(project)


def test_posts_come_from_the_feed_or_from_their_pages(project: Path, server: Server) -> None:
    code, said = add(project, f"{server.base}/blog.xml")
    assert code == 0, said
    assert server.asked == ["/blog.xml", "/weirs.html"]
    found = {one.title: one for one in documents(project).values()}
    assert (str(found["On sluices"].date), found["On sluices"].topics) == (
        "2024-05-01",
        ("sluices",),
    )
    assert [one.name for one in found["On sluices"].people] == ["Otto Vale"]
    assert found["On weirs"].source.address == f"{server.base}/weirs.html"
    assert found["On weirs"].passages[-1].text.startswith("The weir of Brama holds")


def test_the_newest_first_and_no_more_than_asked(project: Path, server: Server) -> None:
    add(project, f"{server.base}/pod.xml", "--most", "1")
    assert files(project) == ["pond-hour/2024-03-09-the-heron-flies.md"]


def test_a_page_and_a_file_are_added_as_they_are(project: Path, server: Server) -> None:
    export = project / "notes.md"
    export.write_text("# Notes\n\nWords.\n")
    code, said = add(project, f"{server.base}/weirs.html", str(export))
    assert (code, said.splitlines()[-1]) == (0, f"2 added to {project / 'seeds'}.")
    assert files(project) == ["notes.md", "weirs.html", "weirs.html.yml"]
    assert add(project, f"{server.base}/weirs.html", str(export))[1] == "Nothing new.\n"
    export.write_text("# Other\n")
    code, said = add(project, str(export))
    assert code == 1
    assert "is there already and differs" in said


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("BASE/a.pdf", "neither a feed nor a page"),
        ("BASE/none.html", "404"),
        ("file:///etc/passwd", "only http and https"),
        ("http://127.0.0.1:9/", "cannot be reached"),
        ("missing.md", "the file does not exist"),
    ],
)
def test_what_cannot_be_added_is_one_line(
    project: Path, server: Server, address: str, words: str
) -> None:
    server.files["/a.pdf"] = "%PDF"
    code, said = add(project, address.replace("BASE", server.base))
    assert code == 1
    assert words in said
    assert len(said.strip().splitlines()) == 1
    assert files(project) == []


def test_a_redirect_to_a_file_of_the_machine_is_not_followed(project: Path) -> None:
    from commonplace.adding.web import WebError, _Redirects

    with pytest.raises(WebError, match="only http and https"):
        _Redirects().redirect_request(None, None, 302, "", {}, "file:///etc/passwd")


def test_a_video_needs_the_program_that_fetches_captions(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(project / "nothing"))
    code, said = add(project, "https://www.youtube.com/watch?v=aBcDeFgHiJk")
    assert code == 1
    assert "pip install yt-dlp" in said


def test_a_video_s_captions_come_as_the_program_writes_them(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = project / "bin"
    programs.mkdir()
    program = programs / "yt-dlp"
    program.write_text(
        "#!/bin/sh\nname='The pond [aBcDeFgHiJk]'\n"
        "printf '%s' '" + VTT + '\' > "$name.en.vtt"\n'
        'echo \'{"id": "aBcDeFgHiJk", "title": "The pond", "upload_date": "20230401"}\''
        ' > "$name.info.json"\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(programs), prepend=":")
    code, said = add(project, "https://www.youtube.com/watch?v=aBcDeFgHiJk")
    assert code == 0, said
    (found,) = documents(project).values()
    assert (found.title, str(found.date)) == ("The pond", "2023-04-01")

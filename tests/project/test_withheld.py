"""What an author withholds is in no file of the site: drafts, comments, private fields.

Every made-up input holds words that may not be found anywhere, and one that has to be.
"""

from __future__ import annotations

import gzip
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from commonplace import index, mkdocs_hook, pipeline
from commonplace.cli import main
from commonplace.markup.withheld import BLOCK, joined
from commonplace.model import Document, Seed
from commonplace.pipeline import make_document
from commonplace.project import publishing
from commonplace.project.project import Project, published
from commonplace.project.publishing import Publishing
from commonplace.site import offline
from commonplace.site.build_site import build_site
from tests.laws.test_visible_words import lost

DAY = "2024-05-03"
ON_DAY = Project(publishing=Publishing(today=DAY))
#: Words that are withheld begin with this, and words that are not with the other.
CANARY, SHOWN = "Uqxo", "Plimsolt"
BODY = f"The {SHOWN} of the shed is public."

#: Files with words in each place that is withheld.
PRIVATE = {
    "html.md": f"{BODY}\n\n<!-- {CANARY}html, **{CANARY}bold** -->\n\n"
    f"It<!--{CANARY}inline--> holds.\n",
    "open.md": f"{BODY}\n\n<!-- {CANARY}open\n\n{CANARY}behind\n",
    "heading.md": f"<!--\n# {CANARY}heading\n-->\n\n{BODY}\n",
    "label.md": f"<!-- **{CANARY} Label:** Hm. -->\n\n**Ada:** {BODY}\n\n**Bo:** No.\n\n"
    "**Ada:** Yes.\n\n"
    f"<!-- **{CANARY} Label:** {CANARY}talk -->\n\n**Bo:** Well.\n",
    "obsidian.md": f"{BODY}\n\n%%\n{CANARY}block\n\n```\n{CANARY}fence\n```\n%%\n\n"
    f"It %%{CANARY}in%% is.\n",
    "liquid.md": f"{BODY}\n\n"
    f"{{% comment %}}{CANARY}liquid{{% endcomment %}}{{% # {CANARY}line %}}\n",
    "others.md": f"{BODY}\n\n{{::comment}}{CANARY}kramdown{{:/comment}} {{/* {CANARY}mdx */}} "
    f"{{# {CANARY}jinja #}} {{{{/* {CANARY}hugo */}}}}\n\n[//]: # ({CANARY}nowhere)\n",
    "yaml.md": f"---\ntitle: A yaml # {CANARY}remark\n# {CANARY}line\n{CANARY}name: {CANARY}value\n"
    f"fee: |\n  {CANARY}block\n\n  {CANARY}more\ntags:\n  - rakes # {CANARY}tag\nauthor:\n"
    f"  name: Ada Example\n  mail: {CANARY}mail\ndeep:\n  title: {CANARY}deep\n---\n{BODY}\n",
    "flow.md": f'---\n{{"title": "A flow", "fee": {{"a": ["{CANARY}flow"]}}}}\n---\n{BODY}\n',
    "broken.md": f'---\ntitle: He said: "yes" # {CANARY}remark\nfee: a: {CANARY}value\n'
    f"{CANARY} slip\n---\n{BODY}\n",
    "toml.md": f'+++\ntitle = "A toml" # {CANARY}remark\nfee = """\n{CANARY}value"""\n'
    f'[params]\ntitle = "{CANARY}table"\n+++\n{BODY}\n',
    "json.md": f'{{\n "title": "A json",\n "fee": "{CANARY}value",\n'
    f' "author": {{"name": "Ada Example", "mail": "{CANARY}mail"}}\n}}\n\n{BODY}\n',
    "long.md": f"---\ntitle: A long\nfee: {CANARY}long\nmore: {'x' * 20_000}\n---\n{BODY}\n",
    "saved.html": '<!doctype html><html><head><title>Saved</title>'
    f'<meta name="fee" content="{CANARY}meta"></head><body><!-- {CANARY}saved -->'
    f"<article><p>{BODY}</p><!-- {CANARY}in --></article></body></html>",
    "captions.vtt": f"WEBVTT\nFee: {CANARY}field\n\nNOTE {CANARY}note\n\nNOTE\n"
    "title: Captions\n"
    f"{CANARY}remark\n\n00:00:01.000 --> 00:00:03.000\n<v Ada>{BODY}\n",
    "talk.json": f'{{"title": "Talk", "fee": 40, "who": ["{CANARY}list"], "segments": '
    f'[{{"start": 1, "text": "{BODY}", "editor": "{CANARY}key"}}]}}',
    "listed.md": f"---\ntitle: Listed\nguests: [{CANARY} Guest]\n---\n{BODY}\n",
    "listed.vtt": f"WEBVTT\n\nNOTE\nvideo: {CANARY}video\n\n"
    f"00:00:01.000 --> 00:00:03.000\n{BODY}\n",
    "beside.md": f"{BODY}\n",
    "beside.yml": f"title: Beside # {CANARY}remark\nfee: {CANARY}beside\nguests: {CANARY} Guest\n",
    "off.md": f"---\ntitle: Off\nsources: false\nrecords: no\n---\n{BODY}\n\n"
    f"<!-- {CANARY}off -->\n",
}  # fmt: skip
#: Heads of drafts.
DRAFTS = {
    name: f"---\n{head}\n---\n"
    for name, head in {
        "draft": "draft: true",
        "draft-quoted": 'draft: "True"',
        "draft-yes": "Draft: yes",
        "draft-words": "draft: second version",
        "unpublished": "published: false",
        "unpublished-quoted": "published: 'no'",
        "publish": "publish: false",
        "dg-publish": "dg-publish: false",
        "public": "public: false",
        "status": "status: draft",
        "status-capital": "status: Draft",
        "status-pending": "status: pending",
        "status-list": "status: [draft, shed]",
        "post-status": "post_status: auto-draft",
        "scheduled": "status: scheduled",
        "private": "private: true",
        "unlisted": "unlisted: true",
        "hidden": "hidden: on",
        "visibility": "visibility: private",
        "visibility-members": "visibility: members",
        "audience": "audience: only_paid",
        "password": "password: tulip",
        "date": "date: 2024-05-04",
        "date-far": "date: 2203-05-04",
        "date-month": "date: June 2024",
        "publish-date": "date: 2020-01-01\npublishDate: 2024-06-01",
        "published-at": "published: 2024-06-01T10:00:00Z",
        "embargo": "embargo_until: next spring",
        "expired": "expiryDate: 2024-05-01",
        "expired-too": "expiry_date: 2024-05-03",
        "expires": "expires: 2023-01-01 10:00:00",
        "broken": 'title: He said: "no"\ndraft: true',
        "not-closed": "draft: true\n\nBut it goes on",
    }.items()
} | {
    "toml": "+++\ndraft = true\n+++\n",
    "toml-date": "+++\npublishDate = 2024-06-01\n+++\n",
    "json": '{\n "title": "J",\n "draft": true\n}\n',
    "too-long": f"---\ndraft: true\nmore: {'x' * 20_000}\n---\n",
    "no-end": "---\ntitle: No end\ndraft: true\n\n",
}
NO_DRAFTS = {
    name: f"---\n{head}\n---\n"
    for name, head in {
        "draft-false": "draft: false",
        "draft-no": "draft: 'no'",
        "draft-empty": "draft:",
        "published": "published: true",
        "published-date": "published: 2024-01-01",
        "status": "status: published",
        "status-final": "status: final",
        "status-done": "status: Done",
        "visibility": "visibility: public",
        "audience": "audience: developers",
        "tag": "tags: [draft, private]",
        "title": "title: Draft",
        "category": "categories: drafts",
        "private-false": "private: false",
        "hidden-words": "hidden: words of the author",
        "today": "date: 2024-05-03",
        "expires-later": "expiryDate: 2024-05-04",
        "expires-never": "expires: never",
        "layout": "layout: draft",
    }.items()
}


def documents(files: dict[str, str], to: Path) -> Path:
    """A folder of seeds."""
    for name, text in files.items():
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        (to / name).write_text(text, encoding="utf-8")
    return to


def all_words(site: Path) -> Iterator[tuple[str, bytes]]:
    """The name and the content of every file, whatever is compressed unpacked."""
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        yield from _words(path.relative_to(site).as_posix(), path.read_bytes())


def _words(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    yield name, name.encode() + b"\n" + data
    if name.endswith(".gz"):
        yield name, gzip.decompress(data)
    elif name.endswith(".bin"):
        yield name, b"\n".join(inflated(data))
    elif name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(data)) as whole:
            for one in whole.namelist():
                yield from _words(f"{name}/{one}", whole.read(one))


def inflated(data: bytes) -> Iterator[bytes]:
    """Whatever can be read as deflate from any byte on."""
    for at in range(len(data)):
        unpacked = zlib.decompressobj(-15)
        try:
            yield unpacked.decompress(data[at:])
        except zlib.error:
            continue


def holding(site: Path, word: str) -> set[str]:
    pattern = re.compile(re.escape(word.encode()), re.I)
    return {name for name, data in all_words(site) if pattern.search(data)}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of everything that withholds something, with its zip."""
    folder = tmp_path_factory.mktemp("withheld")
    seeds = documents(PRIVATE, folder / "seeds")
    documents(
        {f"blog/{name}.md": f"{head}{CANARY}{name} words.\n" for name, head in DRAFTS.items()}
        | {"_drafts/half.md": f"# {CANARY}half\n\n![](../{CANARY.lower()}.png)\n"}
        | {"2024-06-01-later.md": f"{CANARY}later\n"},
        seeds,
    )
    (seeds / f"{CANARY.lower()}.png").write_bytes(b"\x89PNG\r\n\x1a\n" + CANARY.encode())
    known = Project(publishing=Publishing(today=DAY, private=("guests", "video")))
    report = build_site([seeds], folder / "site", known=known)
    assert not [one for one in report.diagnostics if one.severity == "error"]
    assert report.documents == len(PRIVATE) - 1
    # The zip is looked into as if it were published beside the pages.
    offline.bundle(folder / "site", folder / "whole.zip")
    (folder / "whole.zip").rename(folder / "site" / "whole.zip")
    return folder / "site"


def test_no_file_of_a_site_has_a_word_of_what_is_withheld(site: Path) -> None:
    assert holding(site, CANARY) == set()


def test_the_search_for_them_would_find_them(site: Path) -> None:
    found = holding(site, SHOWN)
    assert any(name.startswith("search/") and name.endswith(".bin") for name in found)
    assert {"data/documents.json", "posts/a-yaml/index.html"} <= found
    assert any(name.endswith(".zip/posts/a-yaml/source.txt") for name in found)
    assert any(name.startswith("whole.zip/") for name in found)


def test_a_page_tells_what_is_not_there(site: Path) -> None:
    page = (site / "posts/off/index.html").read_text(encoding="utf-8")
    assert "off.md, not published" in page
    assert "The list of every change is not published." in page
    assert "data/records/" not in page
    assert not any("/posts/off/" in name for name, _ in all_words(site / "data"))
    page = (site / "posts/html/index.html").read_text(encoding="utf-8")
    assert "2 comments removed" in page
    assert "withheld: " in page


def _document(name: str, text: str, private: tuple[str, ...] = ()) -> Document:
    made, _ = make_document(Seed(name=name, file=name, data=text.encode()), private=private)
    assert made
    return made


@pytest.mark.parametrize("name", [name for name in PRIVATE if not name.endswith(".yml")])
def test_what_is_withheld_keeps_its_place(name: str) -> None:
    """Source and record are as long as they were, and only what is withheld differs."""
    text = PRIVATE[name]
    document = _document(name, text, ("guests", "video"))
    source = document.source.text
    assert len(source) == len(text)
    changed = joined((one.start, one.end) for one in document.changes)
    at = 0
    for start, end in (*document.withheld, (len(text), len(text))):
        assert source[at:start] == text[at:start]
        words = re.sub(r"withheld: [\d,]+ characters?", "", source[start:end])
        assert set(words) <= {BLOCK, "\n"}
        assert source[start:end].count("\n") == text[start:end].count("\n")
        assert start == end or any(one[0] <= start and end <= one[1] for one in changed)
        at = end
    assert not lost(document)
    assert SHOWN in source


def test_public_fields_stay_in_the_source() -> None:
    head = "---\ntitle: A lamp\ntags: [oil, wick]\nauthor:\n- name: Ada\n---\n"
    document = _document("a.md", f"{head}Words.\n")
    assert document.source.text.startswith(head)
    assert document.withheld == ()


@pytest.mark.parametrize("name", DRAFTS)
def test_a_draft_is_left_out_with_a_note(name: str, tmp_path: Path) -> None:
    seeds = documents({"a.md": f"{DRAFTS[name]}Words.\n", "b.md": "Other words.\n"}, tmp_path)
    report = build(seeds, ON_DAY)
    assert report.documents == 1
    (note,) = (one for one in report.diagnostics if "left out:" in one.message)
    severity = "warning" if name == "date-far" else "note"
    assert (note.severity, note.file[-4:]) == (severity, "a.md")
    assert "--drafts" in note.remedy
    assert build(seeds, Project(publishing=Publishing(today=DAY, drafts=True))).documents == 2


@pytest.mark.parametrize("name", NO_DRAFTS)
def test_what_looks_like_a_draft_is_published(name: str, tmp_path: Path) -> None:
    report = build(documents({"a.md": f"{NO_DRAFTS[name]}Words.\n"}, tmp_path), ON_DAY)
    assert report.documents == 1
    assert not [one for one in report.diagnostics if one.severity != "note"]


def build(seeds: Path, project: Project) -> pipeline.Report:
    place = seeds.parent / f"{seeds.name}-built"
    return pipeline.build(pipeline.Request(
        folders=(seeds,), docs=place / "docs", index_folder=place / "index", project=project,
        cached=place / "cache.sqlite",
    ))  # fmt: skip


def test_a_page_that_becomes_a_draft_goes_and_comes_with_the_day(tmp_path: Path) -> None:
    seeds = documents(
        {"a.md": "---\ntitle: A\n---\nCalm words.\n", "b.md": "Words.\n"}, tmp_path / "s"
    )
    place = tmp_path / "s-built"
    build(seeds, ON_DAY)
    assert (place / "docs/posts/a/index.md").exists()
    documents({"a.md": "---\ntitle: A\ndate: 2024-05-04\n---\nCalm words.\n"}, seeds)
    assert build(seeds, ON_DAY).documents == 1
    assert not holding(place / "docs", "calm")
    assert not index.search(place / "index", "calm", 5).hits
    later = Project(publishing=Publishing(today="2024-05-04"))
    assert build(seeds, later).documents == 2
    assert (place / "docs/posts/a/index.md").exists()


def test_a_draft_takes_no_address_from_a_page(tmp_path: Path) -> None:
    seeds = documents(
        {
            "a.md": "---\ntitle: Same\ndate: 2020-01-01\ndraft: true\npermalink: /old/\n---\nA.\n",
            "b.md": "---\ntitle: Same\ndate: 2021-01-01\n---\nWords.\n",
        },
        tmp_path / "s",
    )
    build(seeds, ON_DAY)
    assert (tmp_path / "s-built/docs/posts/same/index.md").exists()
    assert not (tmp_path / "s-built/docs/old").exists()


def test_a_sidecar_says_so_and_wins(tmp_path: Path) -> None:
    seeds = documents(
        {"a.md": "Words.\n", "a.yml": "draft: true\n", "b.md": DRAFTS["draft"] + "Words.\n",
         "b.yml": "draft: false\n"},
        tmp_path / "s",
    )  # fmt: skip
    report = build(seeds, ON_DAY)
    assert report.documents == 1
    assert [Path(one.file).name for one in report.diagnostics] == ["a.yml"]


def test_other_formats_say_so_too(tmp_path: Path) -> None:
    seeds = documents(
        {
            "a.vtt": "WEBVTT\nStatus: draft\n\n00:01.000 --> 00:02.000\nWords of somebody.\n",
            "b.json": '{"draft": true, "segments": [{"start": 1, "text": "Words."}]}',
            "c.html": '<!doctype html><html><head><meta name="draft" content="true"></head>'
            "<body><p>Words.</p></body></html>",
            "d.html": '<!doctype html><html><head><meta property="article:expiration_time" '
            'content="2023-01-01T00:00:00Z"></head><body><p>Words.</p></body></html>',
            "e.html": '<!doctype html><html><head><meta name="robots" content="noindex">'
            "<title>E</title></head><body><p>Words.</p></body></html>",
        },
        tmp_path / "s",
    )
    assert build(seeds, ON_DAY).documents == 1


def test_the_day_is_that_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(publishing.EPOCH, "1714694400")
    assert publishing.today() == "2024-05-03"
    monkeypatch.delenv(publishing.EPOCH)
    clock = date.fromisoformat(publishing.today())
    assert abs(clock - date.today()) <= timedelta(days=1)


def test_commands_leave_drafts_out_unless_they_are_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed = tmp_path / "a.md"
    seed.write_text(f"{DRAFTS['draft']}Words.\n", encoding="utf-8")
    told = CliRunner().invoke(main, ["check", str(seed)])
    assert told.exit_code == 0
    assert "0 of 1" in told.output
    assert "a.md:2: note: this document is left out: `draft` is true" in told.output
    assert "1 of 1" in CliRunner().invoke(main, ["check", "--drafts", str(seed)]).output
    monkeypatch.setenv(publishing.DRAFTS, "1")
    assert "1 of 1" in CliRunner().invoke(main, ["check", str(seed)]).output
    assert mkdocs_hook.wants_drafts()


def test_clean_shows_no_comment_in_the_record(tmp_path: Path) -> None:
    seed = tmp_path / "a.md"
    seed.write_text(PRIVATE["yaml.md"] + f"<!-- {CANARY} -->\n", encoding="utf-8")
    for more in ((), ("--json",)):
        told = CliRunner().invoke(main, ["clean", str(seed), *more])
        assert told.exit_code == 0
        assert CANARY not in told.stdout


def test_settings_of_a_site(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(
        "extra:\n  commonplace:\n    private: [Guests, canonical-url]\n    records: false\n"
    )
    known, told = published(tmp_path, Project())
    assert told == ()
    assert known.publishing.private == ("canonical_url", "guests")
    assert (known.publishing.sources, known.publishing.records) == (True, False)
    (tmp_path / "mkdocs.yml").write_text(
        "extra:\n  commonplace:\n    private: guests\n    sources: maybe\n    secret: 1\n"
    )
    known, told = published(tmp_path, Project())
    assert [(one.line, one.message) for one in told] == [
        (5, "unknown option `secret`"),
        (4, "`sources` must be true or false"),
        (3, "`private` must be a list of field names"),
    ]
    assert known.publishing.private == ("guests",)
    assert not known.publishing.sources


def test_a_site_without_sources_and_records(tmp_path: Path) -> None:
    seeds = documents({"a.md": "---\ntitle: A\nsources: true\n---\nWords.\n"}, tmp_path / "s")
    build(seeds, Project(publishing=Publishing(today=DAY, sources=False, records=False)))
    docs = tmp_path / "s-built/docs"
    assert not (docs / "data/records").exists()
    assert "not published" in (docs / "posts/a/index.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", ["drafts", "private"])
def test_the_shared_cases(case: str, shared: Path, tmp_path: Path) -> None:
    folder = shared / "cases" / "trust" / case
    if not folder.is_dir():
        pytest.skip(f"{folder} is absent")
    build_site([folder], tmp_path / "site", known=ON_DAY)
    words = {
        "drafts": ("Draft words", "Unpublished words", "Status draft about", "Not for anybody yet",
                   "half-a-thought", "kept-back", "hugo-draft", "ghost-draft"),
        "private": ("neighbour has not agreed", "someone@shed", "sponsor_fee", "internal_contact"),
    }[case]  # fmt: skip
    for word in words:
        assert holding(tmp_path / "site", word) == set()
    documents_ = json.loads((tmp_path / "site/data/documents.json").read_text())["documents"]
    assert len(documents_) == (2 if case == "drafts" else 1)

"""Attempts with paths: names, addresses, links, and things that are no files."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.case import RUN, Case, Content, Link, Outcome, Special, table

WORDS = b"The calm words of a file with an odd place.\n"
SHOWS = ("The calm words of a file with an odd place.",)


def cases() -> Iterator[Case]:
    yield from table("slugs", "any", SLUGS, tail="\n\n" + WORDS.decode(), shows=SHOWS)
    yield from table("permalinks", "warned", PERMALINKS, tail="\n\n" + WORDS.decode(), shows=SHOWS)
    yield from table(
        "stolen-addresses",
        "warned",
        STOLEN,
        tail="\n\n" + WORDS.decode(),
        says=("is taken",),
        shows=SHOWS,
    )
    yield from table("odd-permalinks", "any", ODD, tail="\n\n" + WORDS.decode(), shows=SHOWS)
    for name, file in NAMES.items():
        yield Case(kind="file-names", name=name, files={file: WORDS}, outcome="any", shows=SHOWS)
    yield from _collisions()
    yield from _no_files()


SLUGS = {
    name: f"---\nslug: {value}\n---"
    for name, value in {
        "up": "../../../../tmp/owned",
        "absolute": "/etc/passwd",
        "backslash": "'..\\..\\owned'",
        "nul": '"a\\0b"',
        "encoded": "'%2e%2e%2fowned'",
        "dot": "'.'",
        "dots": "'..'",
        "index": "index",
        "readme": "README",
        "reserved": "CON",
        "long": "x" * 300,
        "slash": "a/b/c",
        "hidden": "'.gitignore'",
        "space": "'   '",
        "foreign": "'日本語'",
        "search": "search",
    }.items()
}
#: Each wants to stand where the good file stands.
STOLEN = {
    "earlier-date": "---\ntitle: The tide at the quay\ndate: 1901-01-01\n---",
    "first-date": "---\ntitle: The tide at the quay\ndate: 0001-01-01\n---",
    "slug": "---\ntitle: 000\nslug: the-tide-at-the-quay\ndate: 1901-01-01\n---",
    "other-letters": "---\ntitle: 'THE TÍDE, at the Quay!'\ndate: 1901-01-01\n---",
}
PERMALINKS = {
    name: f"---\npermalink: {value}\n---"
    for name, value in {
        "up": "/../../../tmp/owned/",
        "up-inside": "/a/../../../b/",
        "nul": '"/a\\0b/"',
        "backslash": "'/a\\..\\..\\b/'",
        "index": "/index/",
        "index-file": "/posts/index.html",
        "posts": "/posts/",
        "people": "/people/",
        "timeline": "/timeline/",
        "references": "/references/",
        "search": "/search/",
        "search-inside": "/search/x/",
        "data": "/data/documents.json/",
        "feeds": "/data/feeds/x/",
        "assets": "/assets/commonplace/page.js/",
        "images": "/images/x/",
        "not-found": "/404/",
        "tag": f"'/<script>{RUN}</script>/'",
        "quote": f"'/\"onclick={RUN}/'",
        "long": f"/{'x' * 400}/",
        "other-page": "/posts/the-tide-at-the-quay/",
        "other-page-case": "/Posts/THE-tide-at-the-quay/",
        "below-other-page": "/posts/the-tide-at-the-quay/x/",
        "by-hand": "/about/",
        "by-hand-inside": "/decisions/x/",
        "topics": "/topics/tide/",
        "people-inside": "/people/ada/",
        "timeline-year": "/timeline/2024/",
        "stylesheets": "/assets/x/",
        "llms": "/llms.txt/",
        "dot-files": "/.git/hooks/",
        "list-of-files": "/.gitignore/",
        "sitemap": "/sitemap.xml/",
        "not-found-page": "/404.html",
        "file-of-a-page": "/posts/the-tide-at-the-quay.md/",
        "file-of-a-list": "/posts/index.md/",
        "file-of-the-home-page": "/index.md/",
        "file-of-the-timeline": "/timeline.md/x/",
        "below-the-file-of-a-list": "/transcripts/index.html/x/",
        "long-in-bytes": "/" + "\u6f6e" * 150 + "/",
    }.items()
}
ODD = {
    name: f"---\npermalink: {value}\n---"
    for name, value in {
        "home": "/~root/",
        "percent": "/%2e%2e/%2e%2e/x/",
        "other-site": "https://evil.example/stolen/",
        "file-then-folder": "/odd-place/one/",
        "file-and-folder": "/odd-place/",
        "case": "/ODD-place/One/",
        "many-parts": f"/{'/'.join(['a'] * 90)}/",
        "list": f"[{', '.join(f'/many/{n}/' for n in range(300))}]",
        "nested-list": "[[/a/], {b: /c/}]",
        "reserved-names": "/con/aux/nul/",
        "trailing-dots": "/a./b../",
        "json": "/x.json/",
        "html": "/some-old-page.html",
        "html-as-folder": "/some-old-page.html/below/",
        "html-in-name": "/myindex.html",
    }.items()
}
NAMES = {
    "tag": f"<script>{RUN}<",  # a slash cannot stand in a name
    "image": f"<img src=x onerror={RUN}>.md",
    "quote": f'"onmouseover={RUN}".md',
    "jinja": "{{ 7*7 }}{% x %}.md",
    "newline": "a\nb.md",
    "escape": "a\x1b[31mb.md",
    "dots": "...md.md",
    "only-suffix": "a.b.c.md.txt.md",
    "spaces": "  a  .md",
    "dash": "-rf.md",
    "reserved": "con.md",
    "reserved-nul": "nul.txt",
    "index": "index.md",
    "tilde": "~root.md",
    "wildcards": "*?[a].md",
    "dollar": "$(id)`id`.md",
    "direction": "a\u202edm.md",
    "zero-width": "a\u200bb.md",
    "foreign": "日本語 العربية.md",
    "emoji": "😀.md",
    "long": "x" * 240 + ".md",
    "upper-suffix": "A.MD",
    "percent": "%2e%2e%2f.md",
    "backslash": "..\\..\\owned.md",
    "colon": "c:owned.md",
    "ampersand": "a&lt;b&amp;.md",
    "hash": "a#b?c=d.md",
    "config": "__config.md",
}
NAMES["tag"] += ".md"


def _collisions() -> Iterator[Case]:
    def case(name: str, *files: str, says: str = "is taken") -> Case:
        texts: dict[str, Content] = {
            file: WORDS + f"\nNumber {number}.\n".encode() for number, file in enumerate(files)
        }
        return Case(
            kind="collisions", name=name, files=texts, outcome="warned", says=(says,), shows=SHOWS
        )

    yield case("case", "Same case.md", "same CASE.md", "SAME case.md")
    yield case("unicode-form", "cafe\u0301 form.md", "caf\u00e9 form.md")
    yield case("suffix", "same suffix.md", "same suffix.txt", "same suffix.markdown")
    yield case("folders", "a/same folder.md", "b/same folder.md", "c/d/same folder.md")
    yield case("punctuation", "same, mark.md", "same; mark.md", "same! mark.md")
    yield case("long", f"{'y' * 100}1.md", f"{'y' * 100}2.md")
    yield case("ligature", "\ufb01sh form.md", "fish form.md", "\uff46ish form.md")


def _no_files() -> Iterator[Case]:
    def case(name: str, files: dict[str, Content], outcome: Outcome, *says: str) -> Case:
        return Case(kind="no-files", name=name, files=files, outcome=outcome, says=says)

    link = "symbolic links are not followed"
    yield case("link-out", {"link-out.md": Link(target="/etc/passwd")}, "rejected", link)
    yield case("link-up", {"link-up.md": Link(target="../../../outside.md")}, "rejected", link)
    yield case("link-itself", {"link-itself.md": Link(target="link-itself.md")}, "rejected", link)
    yield case("link-nowhere", {"link-nowhere.md": Link(target="nowhere")}, "rejected", link)
    yield case("link-device", {"link-device.md": Link(target="/dev/zero")}, "rejected", link)
    yield case("link-folder", {"link-folder": Link(target="/etc")}, "rejected", link)
    yield case("link-folder-md", {"link-folder.md": Link(target="/etc")}, "rejected", link)
    yield case("link-loop", {"loop": Link(target=".")}, "rejected", link)
    yield case(
        "link-sidecar",
        {"link-sidecar.md": WORDS, "link-sidecar.yml": Link(target="/etc/passwd")},
        "any",
        link,
    )
    yield case(
        "link-image",
        {"link-image.md": WORDS + b"\n![a](x.png)\n", "x.png": Link(target="/etc/passwd")},
        "rejected",
        link,
    )
    yield case("fifo", {"fifo.md": Special(kind="fifo")}, "rejected", "not a regular file")
    yield case(
        "fifo-sidecar",
        {"fifo-sidecar.md": WORDS, "fifo-sidecar.yml": Special(kind="fifo")},
        "any",
        "not a regular file",
    )
    yield case(
        "fifo-image",
        {"fifo-image.md": WORDS + b"\n![a](y.png)\n", "y.png": Special(kind="fifo")},
        "rejected",
        "not a regular file",
    )
    yield case("socket", {"socket.md": Special(kind="socket")}, "rejected")
    folder = "this is a folder"
    yield case("folder", {"folder.md": Special(kind="folder")}, "ignored", folder)
    yield case("folder-image", {"folder.png": Special(kind="folder")}, "ignored", folder)
    yield case(
        "folder-sidecar",
        {"folder-sidecar.md": WORDS, "folder-sidecar.yml": Special(kind="folder")},
        "any",
    )
    yield case(
        "unreadable", {"unreadable.md": Special(kind="unreadable")}, "rejected", "cannot be read"
    )
    yield case("program", {"program.exe": b"MZ\x90\x00"}, "ignored", "not read")
    yield case("no-suffix", {"passwd": b"root:x:0:0\n"}, "ignored", "without a suffix")
    yield case("page-of-ours", {"a.j2": b"{{ 7*7 }}"}, "ignored", "not read")
    yield case("script", {"evil.py": b"print(1)"}, "ignored", "not read")
    yield case("hidden", {".hidden.md": WORDS}, "any", "hidden files are not read")
    yield case(
        "image-with-script",
        {"shown.md": WORDS + b"\n![a](z.png)\n", "z.png": f"<svg onload={RUN}>".encode()},
        "any",
    )
    yield case("svg", {"picture.svg": f"<svg onload={RUN}></svg>".encode()}, "ignored", "not read")
    yield case(
        "pickle",
        {"MAIN_WRITELOCK": b"", "_MAIN_1.toc": b"cos\nsystem\n(S'id'\ntR."},
        "ignored",
        "not read",
    )

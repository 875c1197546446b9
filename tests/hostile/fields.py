"""Attempts in front matter, sidecars and vocabularies: fields, YAML and TOML."""

# ruff: noqa: E501 - a payload is not broken up
from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.case import RUN, STRANGER, Case, table

BODY = "\n\nThe calm body of a post with odd fields.\n"
SHOWS = ("The calm body of a post with odd fields.",)
TAG = f"</title><script>{RUN}</script>"
QUOTE = f'\\"><img src=x onerror={RUN}>'
#: Fields that are words: whatever stands in them is shown as text.
WORDS = (
    *("title", "description", "subtitle", "author", "hosts", "guests", "speakers", "tags"),
    *("categories", "topics", "covered", "licence", "note", "slug"),
)


def cases() -> Iterator[Case]:
    yield from table(
        "field-tags", "any", {f: f'---\n{f}: "{TAG}"\n---' for f in WORDS}, tail=BODY, shows=SHOWS
    )
    yield from table(
        "field-quotes", "any", {f: f'---\n{f}: "{QUOTE}"\n---' for f in WORDS}, tail=BODY
    )
    yield from table("field-syntax", "any", SYNTAX, tail=BODY, shows=SHOWS)
    yield from table("field-addresses", "any", ADDRESSES, tail=BODY, shows=SHOWS)
    yield from table("field-types", "warned", TYPES, says=("must be text",), tail=BODY, shows=SHOWS)
    yield from table("field-words", "text", WORDS, tail=BODY, shows=SHOWS)
    yield from table("field-dates", "warned", DATES, says=("date",), tail=BODY, shows=SHOWS)
    yield from table("far-dates", "ignored", FAR, says=("in the future",), tail=BODY)
    yield from table("old-dates", "text", OLD, tail=BODY, shows=SHOWS)
    yield from table("yaml-bombs", "warned", BOMBS, says=("left out",), tail=BODY, shows=SHOWS)
    yield from table("yaml-oddities", "warned", YAML, tail=BODY, shows=SHOWS)
    yield from table("two-rules", "text", RULES, says=("no fields",), tail=BODY, shows=PROSE)
    yield from table("yaml-harmless", "any", HARMLESS, tail=BODY, shows=SHOWS)
    yield from table("toml-oddities", "warned", TOML, tail=BODY, shows=SHOWS)
    yield from _sidecars()
    yield from _vocabularies()


SYNTAX = {
    "jinja": "---\ntitle: '{{ 7*7 }} {% raw %} {# x #}'\ndescription: '{{ config }}'\n---",
    "markdown": "---\ntitle: '*a* [b](c) `d` ![e](f) {#__config} $x$ :smile: <https://example.org>'\n---",
    "newlines": '---\ntitle: "A\\n# B\\n<script>\\n---\\n"\n---',
    "attribute": f"---\ntitle: 'A title {{: onclick={RUN} }}'\n---",
    "entities": f"---\ntitle: '&lt;script&gt;{RUN}&amp;lt;/script&amp;amp;gt;'\n---",
    "twenty-times-escaped": f"---\ntitle: '&{'amp;' * 20}lt;script>'\n---",
    "direction": '---\ntitle: "A \\u202e\\u2066 title \\u200b\\ufeff"\n---',
    "controls": '---\ntitle: "A\\0\\a\\e title"\ndescription: "\\x1b[31m"\n---',
    "surrogate": '---\ntitle: "A \\ud800 title"\n---',
    "long": f"---\ntitle: {'long ' * 2000}\n---",
    "one-long-word": f"---\ntitle: {'a' * 10_000}\n---",
    "nothing-visible": '---\ntitle: "\\u200b"\n---',
    "only-punctuation": "---\ntitle: '<>'\n---",
    "list-for-text": "---\ntitle: [a, [b, {c: d}], null]\ndescription: {a: b}\n---",
    "numbers": "---\ntitle: 1e999\ntags: [1, 2.5, true, null, .nan]\ndescription: -.inf\n---",
    "many-tags": f"---\ntags: [{', '.join(f't{n}' for n in range(2000))}]\n---",
    "csv-formula": "---\ntitle: '=HYPERLINK(\"https://evil.example\")'\ndate: 2024-01-02\n---",
    "terminal": '---\ntitle: "\\x1b]0;owned\\x07 \\x9b31m words"\n---',
    "template-field": f"---\ntitle: T\ntemplate: /etc/passwd\nhide: [x]\nstatus: new\nicon: {TAG}\n---",
    "meta-fields": f"---\ntitle: T\nmeta: [{{name: refresh, content: '{RUN}'}}]\nsocial: x\nsearch: {{boost: 99}}\n---",
}
ADDRESSES = {
    "source-javascript": f"---\nsource: javascript:{RUN}\n---",
    "source-data": f"---\nsource: data:text/html,{RUN}\n---",
    "source-quotes": f"---\nsource: 'https://example.org/\" onclick=\"{RUN}'\n---",
    "source-entities": f"---\nsource: 'https://example.org/&quot; onclick=&quot;{RUN}'\n---",
    "source-newline": f'---\nsource: "https://example.org/\\n{RUN}"\n---',
    "source-host": "---\nsource: 'http://[::1'\n---",
    "sources": f"---\nsources: [{{title: '{TAG}', url: 'javascript:{RUN}'}}, 'vbscript:x', {{url: 'https://example.org/', title: '{TAG}'}}]\n---",
    "video-javascript": f"---\nvideo: javascript:{RUN}\n---",
    "video-foreign": f"---\nvideo: https://{STRANGER}/watch?v=abcdefghijk\n---",
    "video-quotes": f"---\nvideo: 'https://youtu.be/abcdefghijk\" onload=\"{RUN}'\n---",
    "video-path": "---\nvideo: https://www.youtube.com/embed/../../evil\n---",
    "video-identifier": "---\nyoutube_id: '../../../x1'\n---",
    "canonical": f"---\ncanonical_url: ' javascript:{RUN}'\nlink: //{STRANGER}/\n---",
}
#: What is no text in fields that are; a set would stand on the page in another order each time.
TYPES = {
    name: f"---\n{field}\n---"
    for name, field in {
        "mapping": "title: {a: b}",
        "lists": "title: [[a, b], [c]]",
        "binary": "title: !!binary SGVsbG8=",
        "ordered": "title: !!omap [a: b]",
        "set": "tags: !!set {a, b, c}",
        "pairs": "tags: !!pairs [a: b]",
        "tags": "tags: {a: b}",
        "tags-inside": "tags: [[a, b], c]",
        "tags-with-names": "tags: [{name: Sea}]",
        "authors": "authors: {a: b}",
        "author-without-name": "authors: [{nom: Ada}]",
        "speakers": "speakers: {S1: 3}",
        "slug": "slug: {a: b}",
        "old-addresses": "aliases: {a: b}",
        "old-address": "redirect_from: [[/x/, /y/]]",
        "video": "video: {id: x}",
        "licence": "licence: {name: CC0}",
    }.items()
}
#: What YAML would make numbers, truths and times of, and people mean as words.
WORDS = {
    name: f"---\n{field}\n---"
    for name, field in {
        "yes": "title: yes and\ntags: [no, on]",
        "clock": "title: 1:20:30",
        "octal": "title: 0o17 and 010\nauthor: 007",
        "date": "title: 2024-05-01\ndescription: 2024-01-02 10:00:00",
        "version": "title: Versions of a pump\ntags: [1.10, 2_000, 0x1f, .inf, .nan]",
        "one-source": "title: A pump by itself\nsources: https://example.org/one",
        "source-mapping": "title: Two pumps\nsources: {url: 'https://example.org/two'}",
    }.items()
}
DATES = {
    "february-31": "---\ndate: 2024-02-31\n---",
    "month-13": "---\ndate: 2024-13-01\n---",
    "zero": "---\ndate: 0000-00-00\n---",
    "hour-25": "---\ndate: 2024-01-01 25:61:61\n---",
    "words": "---\ndate: tomorrow\n---",
    "tag": f"---\ndate: '<script>{RUN}</script>'\n---",
    "list": "---\ndate: [[2024]]\n---",
    "huge": f"---\ndate: {'9' * 5000}\n---",
    "zone": "---\ndate: 2024-01-01T00:00:00+99:99\n---",
    "before-the-first-year": "---\ndate: 0001-01-01T00:00:00+14:00\n---",
    "behind-the-last-year": "---\ndate: 9999-12-31T23:59:59-12:00\n---",
    "behind-the-last-year-as-text": "---\ndate: '9999-12-31T23:59:59-12:00'\n---",
}
#: What a slip of one letter makes of a date; the site map's compressed twin holds none of them.
FAR = {
    name: f"---\ndate: {value}\n---"
    for name, value in {
        "two-letters-swapped": "2203-05-04",
        "behind-32-bits": "2106-02-08",
        "last": "9999-12-31",
        "year": "2999",
        "words": "5 May 2240",
        "zone": "2203-05-04T00:00:00+23:59",
    }.items()
}
OLD = {
    name: f"---\ndate: {value}\n---"
    for name, value in {
        "letter": "1936-05-04",
        "older": "1815-12-10",
        "first": "0001-01-01",
    }.items()
}
_LAUGHS = "\n".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9) if n else 'x'}]" for n in range(12)
)
_MERGES = "\n".join(
    f"m{n}: &m{n} {{<<: [{', '.join([f'*m{n - 1}'] * 20) if n else '{a: b}'}]}}" for n in range(8)
)
BOMBS = {
    "aliases": f"---\ntitle: T\n{_LAUGHS}\n---",
    "merge-keys": f"---\ntitle: T\n{_MERGES}\n---",
    "itself": "---\ntitle: T\nx: &x [*x]\n---",
    "long": f"---\ntitle: T\nx: '{'x' * 20_000}'\n---",
    "deep-list": f"---\ntitle: T\nx: {'[' * 6000}\n---",
    "deep-mapping": f"---\ntitle: T\nx: {'{a: ' * 3000}\n---",
    "deep-block": "---\ntitle: T\nx:\n"
    + "\n".join(" " * n + "-" for n in range(1, 160))
    + "\n{\n---",
}
YAML = {
    "python-object": "---\ntitle: T\nx: !!python/object/apply:os.system ['echo owned']\n---",
    "python-name": "---\ntitle: T\nx: !!python/name:os.system\n---",
    "unknown-tag": "---\ntitle: T\nx: !evil {a: b}\n---",
    "twice": "---\ntitle: One\ntitle: Two\n---",
    "twice-inside": "---\ntitle: T\nx: {a: 1, a: 2}\n---",
    "key-list": "---\ntitle: T\n? [a, b]\n: c\n---",
    "tabs": "---\ntitle: T\n\tx: y\n---",
    "quotes": '---\ntitle: "He said "no" twice"\n---',
    "no-end": "---\ntitle: T\ndate: 2024-01-01\n",
    "no-end-below-a-remark": "---\n# fields\ntitle: T\nauthor: Ada\n",
    "no-end-below-a-blank-line": "---\n\ntitle: T\nauthor: Ada\n",
    "no-end-in-quotes": '---\n"title": T\nauthor: Ada\n',
    "two-documents": "---\ntitle: T\n--- x\ny: z\n---",
    "bad-escape": '---\ntitle: "\\q \\xzz"\nauthor: Ada\n---',
    "control": "---\ntitle: T\nx: a\x07b\n---",
    "anchor-only": "---\ntitle: T\nx: *nowhere\n---",
    "directive": "---\n%YAML 9.9\ntitle: T\n---",
    "binary": "---\ntitle: T\nx: !!binary '****'\n---",
    "omap": "---\ntitle: T\nx: !!omap {a: b}\n---",
    "timestamp": "---\ntitle: T\nx: !!timestamp 'no'\n---",
    "integer": f"---\ntitle: T\nx: {'1' * 5000}\n---",
    "base-60": "---\ntitle: T\nx: !!int '1:99999:x'\n---",
}
#: Two lines across the page, and what stands between them, which may not get lost.
PROSE = (*SHOWS, "words on a rainy quay")
RULES = {
    "a-line": "---\nA few words on a rainy quay, and no more.\n---",
    "two-words": "---\nwords on a rainy quay\n---",
    "paragraphs": "---\n\nA few words on a rainy quay,\nin two lines.\n\nAnd then: a colon.\n\n---",
    "a-label": "---\nNote: these are words on a rainy quay,\nand they go on\n\nfor long.\n---",
    "items": "---\n- words on a rainy quay\n- more\n---",
    "a-heading": "---\n# A heading\n\nThere are words on a rainy quay.\n---",
    "a-quotation": "---\n> words on a rainy quay\n---",
    "plus-signs": "+++\nThere are words on a rainy quay.\n+++",
}
HARMLESS = {
    "empty": "---\n---",
    "comments": "---\n# only\n# comments\n---",
    "blank-lines": "\n\n---\ntitle: T\n---",
    "dots": "---\ntitle: T\n...",
    "keys-of-objects": "---\ntitle: T\n__class__: x\n__proto__: {polluted: 1}\nconstructor: x\n---",
    "true-keys": "---\ntitle: T\nyes: no\n1: 2\n~: x\n---",
    "value-key": "---\ntitle: T\n=: x\n---",
    "many-keys": "---\ntitle: T\n" + "\n".join(f"k{n}: {n}" for n in range(1500)) + "\n---",
}
TOML = {
    "broken-line": '+++\ntitle = "T"\nx = \n+++',
    "impossible-date": '+++\ntitle = "T"\ndate = 2024-02-31\n+++',
    "twice": '+++\ntitle = "One"\ntitle = "Two"\n+++',
    "deep": f'+++\ntitle = "T"\nx = {"[" * 5000}\n+++',
    "deep-keys": f'+++\ntitle = "T"\n{".".join(["a"] * 5000)} = \n+++',
    "long": f"+++\ntitle = \"T\"\nx = '{'x' * 20_000}'\n+++",
    "no-end": '+++\ntitle = "T"\n',
    "surrogate": '+++\ntitle = "\\uD800"\n+++',
    "huge-number": f'+++\ntitle = "T"\nx = {"9" * 6000}\n+++',
}


def _sidecars() -> Iterator[Case]:
    texts = {
        "tags": (f'title: "{TAG}"\ndescription: "{QUOTE}"\n', "any", ()),
        "bomb": (f"title: T\n{_LAUGHS}\n", "warned", ("left out",)),
        "object": ("title: T\nx: !!python/object/apply:os.system [id]\n", "warned", ("left out",)),
        "list": ("- a\n- b\n", "warned", ("no fields",)),
        "long": (f"title: '{'x' * 20_000}'\n", "warned", ("left out",)),
        "broken": ('title: "He said "no" twice"\ndate: 2024-02-31\n', "warned", ("is not",)),
        "twice": ("title: One\ntitle: Two\n", "warned", ("twice",)),
        "binary": ("\x00\x01\x02\n", "rejected", ("NUL",)),
        "video": (
            f"video: javascript:{RUN}\nsource: javascript:{RUN}\n",
            "warned",
            ("not a web address",),
        ),
        "path": ("slug: ../../../etc/passwd\npermalink: /../../x/\n", "warned", ("not a path",)),
    }
    for name, (text, outcome, says) in texts.items():
        yield Case(
            kind="sidecars",
            name=name,
            files={f"sidecar-{name}.md": BODY.encode(), f"sidecar-{name}.yml": text.encode()},
            outcome=outcome,  # type: ignore[arg-type]
            says=says,
            shows=SHOWS,
        )
    for name, data, says in (
        ("windows-1252", "title: Caf\u00e9".encode("cp1252"), "read as Windows-1252"),
        ("utf-16", "title: Caf\u00e9".encode("utf-16-le"), "not valid utf-8"),
        ("invisible", "title: a\u202eb".encode(), "invisible or control"),
    ):
        yield Case(
            kind="sidecars",
            name=name,
            files={f"sidecar-{name}.md": BODY.encode(), f"sidecar-{name}.yml": data},
            outcome="any",
            says=(says,),
            shows=SHOWS,
        )
    for name, second in (("two", "yaml"), ("two-whole", "md.yml"), ("capitals", "YML")):
        first = "title: One" if second != "YML" else None
        yield Case(
            kind="sidecars",
            name=name,
            files={f"sidecar-{name}.md": BODY.encode(), f"sidecar-{name}.{second}": b"title: Two"}
            | ({f"sidecar-{name}.yml": first.encode()} if first else {}),
            outcome="warned",
            says=("this sidecar is not read",),
            shows=SHOWS,
        )
    yield Case(
        kind="sidecars",
        name="without-seed",
        files={"nobody.yml": b"title: T\n"},
        outcome="ignored",
        says=("no seed",),
    )


def _vocabularies() -> Iterator[Case]:
    body = {"words.md": b"The tide and the quay and the pond.\n\nThe tide came in at noon.\n"}
    texts: dict[str, tuple[str, str, tuple[str, ...]]] = {
        "topics-tags": (
            "topics.yml",
            f"- name: 'tide {TAG}'\n  definition: '{TAG}'\n  aliases: [tide]\n",
            (),
        ),
        "topics-quotes": (
            "topics.yml",
            f'- name: "tide"\n  definition: "{QUOTE}"\n  aliases: ["quay {QUOTE}"]\n',
            (),
        ),
        "topics-path": (
            "topics.yml",
            "- name: '../../../tide'\n  aliases: [tide]\n- name: index\n  aliases: [pond]\n",
            (),
        ),
        "topics-bomb": (
            "topics.yml",
            f"- &a [x]\n- [{', '.join(['*a'] * 99)}]\n",
            ("cannot be read",),
        ),
        "topics-object": (
            "topics.yml",
            "- !!python/object/apply:os.system [id]\n",
            ("cannot be read",),
        ),
        "topics-mapping": ("topics.yml", "name: tide\n", ("must be a list",)),
        "topics-odd": (
            "topics.yml",
            "- 1\n- null\n- [a]\n- {name: [x]}\n- {name: '***'}\n- {name: tide, evil: 1}\n- {name: tide}\n",
            ("left out",),
        ),
        "topics-deep": ("topics.yml", "[" * 5000, ("cannot be read",)),
        "topics-bytes": ("topics.yml", "- name: \x00\n", ("cannot be read",)),
        "topics-syntax": (
            "topics.yml",
            "- name: '{{ 7*7 }} tide {% x %} [TOC] {#__config}'\n  aliases: [tide]\n  definition: '{{ config }} --8<-- \"x\"'\n",
            (),
        ),
        "people-tags": (
            "people.yml",
            f"- name: 'Ada {TAG}'\n  definition: '{TAG}'\n  aliases: [tide]\n",
            (),
        ),
        "people-path": (
            "people.yml",
            "- name: '..'\n- name: '../../Ada'\n  aliases: [tide]\n",
            ("left out",),
        ),
        "people-credits": (
            "people.yml",
            "- name: Ada\n  credits: {author: x}\n- name: Bo\n  credits: {evil: [x]}\n",
            ("left out",),
        ),
        "glossary-tags": (
            "glossary.yml",
            f"misheard:\n  - heard: tide\n    said: '{TAG}'\naliases:\n  - [tide, '{TAG}']\n",
            (),
        ),
        "glossary-odd": ("glossary.yml", "misheard: 3\naliases: {a: b}\nevil: 1\n", ()),
        "glossary-bomb": ("glossary.yml", f"{_LAUGHS}\n", ()),
    }
    for name, (file, text, says) in texts.items():
        yield Case(
            kind="vocabularies",
            name=name,
            files=body,
            outcome="any",
            says=says,
            shows=("came in at noon",),
            beside={file: text.encode()},
        )

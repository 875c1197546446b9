"""Attempts with size: what makes careless patterns and parsers go on for ever."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tests.hostile.case import Case
from tests.thorough import part

#: Each is cut to a part of its length; `make fuzz` takes the whole of it.
PART = part(1, 16)
AFTER = "\n\nA calm paragraph behind it.\n"


def cases() -> Iterator[Case]:
    for kind, texts in (("long", LONG), ("nested", NESTED), ("patterns", PATTERNS)):
        for name, text in texts.items():
            yield Case(
                kind=kind,
                name=name,
                files={f"{kind}-{name}.md": (text[: len(text) // PART] + AFTER).encode()},
                outcome="any",
                alone=True,
            )
    yield Case(
        kind="long",
        name="too-large",
        files={"too-large.md": b"word " * 3_400_000},
        outcome="rejected",
        says=("the limit is",),
    )
    for name, (file, data, says) in FIELDS.items():
        yield Case(
            kind="long-fields",
            name=name,
            files={f"long-fields-{name}{file}": data.encode()},
            outcome="warned",
            says=(says,),
        )
    for name, text in CAPTIONS.items():
        yield Case(
            kind="long-captions",
            name=name,
            files={name: text[: len(text) // PART].encode()},
            outcome="any",
            alone=True,
        )


_LETTERS = "w" * 100_000
_SEGMENTS = [{"start": n, "end": n + 1, "text": f"Word {n}."} for n in range(20)]
#: Fields that lists, feeds and each passage hold once more: suffix, text, what has to be said.
FIELDS = {
    name: (".json", json.dumps({"title": name, **fields, "segments": _SEGMENTS}), says)
    for name, fields, says in (
        ("title", {"title": _LETTERS}, "only the first 1,000 are used"),
        ("description", {"description": _LETTERS}, "only the first 5,000 are used"),
        ("author", {"author": _LETTERS}, "only the first 200 are used"),
        ("authors", {"authors": [f"Ada {n}" for n in range(2_000)]}, "only the first 500 are used"),
        ("tags", {"tags": [f"t{n}" for n in range(2_000)]}, "only the first 500 are used"),
        ("tag", {"tags": [_LETTERS]}, "only the first 200 are used"),
    )
}
FIELDS["heading"] = (".md", f"# {_LETTERS}\n\nWords.\n", "only the first 1,000 are used")
FIELDS["page"] = (
    ".html",
    f"<!doctype html><title>{_LETTERS}</title><article><p>Words of a page.</p></article>",
    "only the first 1,000 are used",
)
FIELDS["speaker"] = (
    ".vtt",
    f"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v {_LETTERS}>Words of a voice.\n",
    "only the first 200 are used",
)
_ROW = "| " + "a | " * 50
LONG = {
    "one-line": "word " * 20_000,
    "one-word": "a" * 100_000,
    "lines": "a\n" * 50_000,
    "paragraphs": "word\n\n" * 5_000,
    "headings": "# Same\n\n" * 5_000,
    "notes": "".join(f"a[^{n}]\n\n[^{n}]: b\n\n" for n in range(1_000)),
    "references": "".join(f"[a{n}]: https://example.org/{n}\n" for n in range(3_000))
    + "\n\nx\n\n" * 300,
    "table": f"{_ROW}\n{'|---' * 50}|\n" + f"{_ROW}\n" * 500,
    "wide-table": "|a" * 5_000 + "|\n" + "|-" * 5_000 + "|\n" + "|b" * 5_000 + "|",
    "links": "".join(f"[a](https://example.org/{n}) " for n in range(3_000)),
    "same-link": "[a](https://example.org/) " * 3_000,
    "dates": "On 3 January 2024 the tide rose. " * 2_000,
    "relative-dates": "Two weeks ago, last year, in the spring of 1999, it rose. " * 1_000,
    "names": "".join(f"Ada Byron{n} met Bo Marsh{n}. " for n in range(2_000)),
    "speakers": "".join(f"**Speaker {n}** [00:00:01]: Words.\n\n" for n in range(2_000)),
    "acronyms": "".join(f"Reward model number {n} (RMN{n}). " for n in range(1_000)),
    "images": "".join(f"![a](x{n}.png)\n\n" for n in range(2_000)),
}
NESTED = {
    "quotations": "> " * 1_000 + "x",
    "quotation-steps": "\n".join("> " * n + "x" for n in range(200)),
    "lists": "\n".join("    " * n + "- x" for n in range(120)),
    "emphasis": "*a **b " * 2_000,
    "brackets": "[" * 13_000,
    "brackets-closed": "[" * 3_000 + "]" * 3_000,
    "images": "![" * 6_000,
    "links": "[a](" * 5_000,
    "parentheses": "[a](" + "(" * 10_000,
    "elements": "<div>" * 3_000 + "x",
    "inline-elements": "<b>" * 5_000 + "x",
    "tables": "<table><tr><td>" * 1_000 + "x",
    "details": "<details><summary>" * 1_000 + "x",
    "fences": "".join("`" * n + "\n" for n in range(3, 250)),
    "braces": "{" * 20_000,
    "formulas": "$$" + "\\frac{" * 3_000,
}
PATTERNS = {
    "stars": "*" * 20_000,
    "stars-and-words": "*a" * 10_000,
    "underscores": "_a_" * 10_000,
    "backticks": "".join("`" * n + " " for n in range(1, 250)),
    "backslashes": "\\" * 50_000,
    "angles": "<" * 20_000,
    "angle-words": "<a" * 10_000,
    "comments": "<!--" * 10_000,
    "open-tags": "<a href=" * 5_000,
    "ampersands": "&" * 50_000,
    "references": "&#" * 20_000,
    "spaces": "a" + " " * 50_000 + "b",
    "space-lines": "a\n" + " \n" * 20_000 + "b",
    "tabs": "\t" * 20_000 + "a",
    "hyphens": "-" * 50_000,
    "equals": "a\n" + "=" * 50_000,
    "hashes": "#" * 50_000,
    "colons": ":" * 50_000,
    "pipes": "|" * 20_000,
    "tildes": "~" * 20_000,
    "dollars": "$a" * 10_000,
    "curly": "{:" * 10_000,
    "liquid": "{% " * 10_000,
    "addresses": "http://" * 10_000,
    "at-signs": "a@" * 10_000,
    "dots": "a." * 20_000,
    "quotes": "\"'" * 20_000,
    "digits": "1" * 50_000,
    "numbered": "1. " * 10_000,
    "clocks": "[00:00:01] " * 5_000,
    "definition": "a\n: " * 3_000,
    "semicolons": "&amp;" * 20_000,
}
CAPTIONS = {
    "cues.vtt": "WEBVTT\n\n"
    + "".join(
        f"00:{n // 60 % 60:02}:{n % 60:02}.000 --> 00:59:59.000\nWord {n}\n\n" for n in range(3_000)
    ),
    "voices.vtt": "WEBVTT\n\n"
    + "".join(f"00:00:01.000 --> 00:00:02.000\n<v Voice {n}>Word\n\n" for n in range(2_000)),
    "one-cue.vtt": "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n" + "word " * 20_000,
    "tags.vtt": "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n" + "<c>" * 20_000,
    "cues.srt": "".join(f"{n}\n00:00:01,000 --> 00:00:02,000\nWord {n}\n\n" for n in range(3_000)),
    "page.html": "<!doctype html><html><body><article>" + "<p>words " * 5_000,
    "page-nested.html": "<!doctype html><html><body>" + "<div><b><ul><li>" * 2_000 + "words",
    "page-attributes.html": "<!doctype html><html><body><p " + "a=b " * 20_000 + ">words</p>",
}

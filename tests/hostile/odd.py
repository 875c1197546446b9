"""Odd values for every field: what no one document may stop the others with."""

from __future__ import annotations

from collections.abc import Iterator

#: Every field that is read, some that MkDocs and its theme read, and some that nobody does.
FIELDS = (
    *("title", "slug", "description", "subtitle", "summary", "excerpt", "date", "published"),
    *("published_at", "post_date", "publishdate", "created", "year", "author", "authors", "host"),
    *("hosts", "guest", "guests", "speakers", "topics", "tags", "categories", "keywords"),
    *("covered", "sources", "source", "canonical_url", "canonical", "original", "link", "url"),
    *("video", "youtube", "video_url", "youtube_id", "licence", "license", "note", "notice"),
    *("permalink", "aliases", "redirect_from", "draft", "layout", "template", "hide", "search"),
    *("meta", "status", "icon", "linked", "unknown"),
)
#: Values as YAML writes them.
VALUES = {
    **{"empty": "", "null": "null", "true": "true", "false": "false", "zero": "0"},
    **{"negative": "-1", "huge": "9" * 400, "hexadecimal": f"0x{'f' * 9_000}"},
    **{"float": "1e999", "infinite": ".inf", "minus-infinite": "-.inf", "nan": ".nan"},
    **{"first-year": "0001-01-01", "year-zero": "0000-01-01", "last-year": "9999-12-31"},
    **{"before-1970": "1936-05-06", "before-1900": "1815-12-10", "year-1000": "'1000'"},
    **{"typo-year": "2203-05-04", "end-of-gzip": "2106-02-07", "year-2999": "2999"},
    **{"end-of-32-bits": "2038-01-19T03:14:08Z", "epoch": "99999999999999"},
    **{"epoch-before": "-99999999999", "number-date": "20240231"},
    **{"zone": "2024-01-01T00:00:00+23:59", "zone-99": "2024-01-01T00:00:00+99:00"},
    **{"last-second": "9999-12-31T23:59:59-23:59", "first-second": "0001-01-01T00:00:00+23:59"},
    **{"leap-second": "2024-06-30T23:59:60Z", "before-christ": "'-0044-03-15'", "clock": "1:20:30"},
    **{"list": "[]", "list-in-list": "[[[a]]]", "mapping": "{a: b}", "commas": "',,,,'"},
    **{"nested": "{a: {b: [c, {d: null}]}}", "mixed": "[1, null, true, {name: x}, .nan]"},
    **{"bytes": "!!binary AP/+", "set": "!!set {a, b}", "ordered": "!!omap [a: b]"},
    **{"bad-tag": "!!timestamp no", "truths": "[true, false]"},
    **{"long": f"'{'long word ' * 800}'", "one-word": f"'{'w' * 9_000}'"},
    **{"many": f"[{', '.join(f't{n}' for n in range(1_500))}]"},
    **{
        "controls": '"a\\0\\x01\\x1b[31m\\x7fb"',
        "nul": '"\\0"',
        "newlines": '"a\\n\\n# b\\n---\\n"',
    },
    **{
        "surrogate": '"a \\ud800 b"',
        "pair": '"\\ud83d\\ude00"',
        "no-xml": '"\\ufffe\\uffff\\u000b"',
    },
    **{"direction": '"\\u202eabc\\u2066"', "combining": f'"a{chr(0x301) * 500}"'},
    **{"separators": '"\\u2028\\u2029\\u0085\\u00a0"', "emoji": "'\U0001f600'", "dotted": "'İIıi'"},
    **{"jinja": "'{{ 7*7 }}{% include \"x\" %}{# #}'", "liquid": "'{% raw %}{{ page }}'"},
    **{"yaml": "'--- !!x &a *a <<: ?'", "csv": "'=1+1'", "math": "'$$\\frac{$$'"},
    **{
        "path": "'../../../etc/passwd'",
        "windows-path": "'C:\\x\\y'",
        "con": "con",
        "nul-name": "nul",
    },
    **{"index": "index", "dot": "'.'", "dots": "'..'", "slash": "'/'", "dash": "'-'"},
    **{"percent": "'%00%2e%2e%ff'", "url": "'https://example.org/%zz?#'"},
    **{"bad-host": "'http://[::1'", "bad-port": "'http://a:99999999/'", "quote": "'\"'"},
    **{"references": "'&#0;&#xD800;&#x110000;&lt;'", "tag": "'<script>x</script>'"},
    **{"brackets": "'[a](b)[^1]{: .x}'", "backslash": "'\\'", "short": "'a'"},
}
BODY = "The newts of {name} live here.\n\nOn 5 March 2024 they came.\n"
#: What is built beside all of them, and has to stay whole.
GOOD = "---\ntitle: The calm pond\ndate: 2024-03-05\n---\n\nNothing here is odd.\n"


def alone(part: int = 1) -> Iterator[tuple[str, str]]:
    """Names and texts of documents with one odd value in one field; of each `part` the first."""
    pairs = [(field, name) for field in FIELDS for name in VALUES]
    for field, value in pairs[::part]:
        name = f"{field}-{value}"
        title = "" if field == "title" else f"title: {name}\n"
        yield name, f"---\n{title}{field}: {VALUES[value]}\n---\n\n{BODY.format(name=name)}"


def together() -> Iterator[tuple[str, str, str]]:
    """Names, fields and texts of documents that are odd in every field, each in each way once."""
    values = list(VALUES.values())
    for turn, name in enumerate(VALUES):
        fields = "".join(
            f"{field}: {values[(turn + number) % len(values)]}\n"
            for number, field in enumerate(FIELDS)
        )
        yield f"all-{name}", fields, BODY.format(name=name)


def vocabularies() -> Iterator[tuple[str, str]]:
    """Names and texts of lists of topics, people and names misheard, odd in every way."""
    for file in ("topics.yml", "people.yml"):
        yield (
            file,
            "".join(
                f"- name: {value}\n- name: a{n}\n  definition: {value}\n"
                f"- name: b{n}\n  aliases: [{value if value else 'x'}]\n"
                f"- name: c{n}\n  credits: {value}\n"
                for n, value in enumerate(VALUES.values())
                if "\n" not in value and not value.startswith("!!")
            ),
        )

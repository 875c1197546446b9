"""Attempts in transcripts: speaker labels, WebVTT, SubRip and JSON, also cut off halfway."""

# ruff: noqa: E501 - a payload is not broken up
from __future__ import annotations

import json
from collections.abc import Iterator

from tests.hostile.case import RUN, STRANGER, Case, table

IMG = f"<img src=x onerror={RUN}>"


def _cues(*payloads: str) -> str:
    return "WEBVTT\n\n" + "".join(
        f"00:00:{n * 5:02}.000 --> 00:00:{n * 5 + 4:02}.000\n{payload}\n\n"
        for n, payload in enumerate(payloads, 1)
    )


def _segments(*texts: object, **more: object) -> str:
    parts = [{"start": n * 5, "end": n * 5 + 4, "text": t, **more} for n, t in enumerate(texts)]
    return json.dumps({"segments": parts})


def cases() -> Iterator[Case]:
    yield from table("speaker-labels", "any", LABELS)
    yield from table("vtt-payloads", "any", VTT, suffix=".vtt")
    yield from table("vtt-times", "any", TIMES, suffix=".vtt")
    yield from table("srt-payloads", "any", SRT, suffix=".srt")
    yield from table("json-fields", "any", JSON, suffix=".json")
    yield from table("cut-times", "warned", CUT_TIMES, says=("time of",), suffix="")
    yield from table("cut-cues", "warned", CUT_CUES, says=("the last cue",), suffix="")
    yield from table("turns-backward", "warned", BACKWARD, says=("before the one above",))
    yield from table("wrong-suffix", "warned", SUFFIXES, says=("was read as",), suffix="")
    yield from table("json-odd", "warned", ODD_JSON, suffix=".json")
    yield from table("json-broken", "rejected", BROKEN_JSON, suffix=".json")
    yield from table("cut-off", "any", CUT, suffix="")


LABELS = {
    name: "\n\n".join(
        [f"**{label}** [00:00:01]: Good evening.", f"**{label}** [00:00:05]: Good night."] * 2
    )
    for name, label in {
        "tag": f"<b onclick={RUN}>Ada</b>",
        "script": f"Ada</span><script>{RUN}</script>",
        "quote": f'Ada" onmouseover="{RUN}',
        "entity": f"Ada &lt;img src=x onerror={RUN}&gt;",
        "link": f"[Ada](javascript:{RUN})",
        "jinja": "{{ Ada }}",
        "path": "../../Ada",
        "config": "__config",
        "arrow": "Ada --",
        "direction": "Ada \u202e evil",
    }.items()
}
VTT = {
    "voice-tag": _cues(f"<v Ada {IMG}>Hello", f'<v Bo" onclick="{RUN}>Hi', "<v Ada>Bye"),
    "voice-class": _cues(f"<v.loud.x onclick={RUN} Ada>Hello</v>", "<v Bo>Hi"),
    "html": _cues(f"Hello <script>{RUN}</script>", IMG, f"<a href=javascript:{RUN}>x</a>"),
    "entities": _cues(f"&lt;script&gt;{RUN}&lt;/script&gt;", "&amp;lt;b&amp;gt; &#60;i&#62;"),
    "lang-and-class": _cues(f"<lang en onclick={RUN}>Hello</lang>", f"<c.x onclick={RUN}>Hi</c>"),
    "ruby": _cues(f"<ruby>Hello<rt onclick={RUN}>x</rt></ruby>", "Hi there"),
    "markdown": _cues(f"[here](javascript:{RUN})", "# heading", "```", "{{ 7*7 }} [TOC]"),
    "style-block": "WEBVTT\n\nSTYLE\n::cue { background: url(//"
    + STRANGER
    + "/x) }\n\n"
    + _cues("Hello there")[8:],
    "region": "WEBVTT\n\nREGION\nid:x\n\n" + _cues("Hello there", "and more")[8:],
    "note": f"WEBVTT - <script>{RUN}</script>\n\nNOTE <script>{RUN}</script>\n\n"
    + _cues("Hello")[8:],
    "header-fields": f"WEBVTT\nKind: <script>{RUN}</script>\nLanguage: x\n\n" + _cues("Hello")[8:],
    "identifier": f"WEBVTT\n\n<script>{RUN}</script>\n00:01.000 --> 00:02.000\nHello\n",
    "settings": f"WEBVTT\n\n00:01.000 --> 00:02.000 line:0 onclick={RUN}\nHello\n",
    "arrow-in-words": _cues("Hello --> there", "00:00:09.000 --> x"),
    "many-voices": _cues(*(f"<v Voice {n % 50}x{n}>Hello" for n in range(11))),
}
TIMES = {
    "backward": "WEBVTT\n\n00:09.000 --> 00:01.000\nOne\n\n00:05.000 --> 00:06.000\nTwo\n\n00:01.000 --> 00:02.000\nThree\n",
    "overlapping": "WEBVTT\n\n"
    + "".join(f"00:01.000 --> 00:59.000\nWord {n}\n\n" for n in range(50)),
    "same": "WEBVTT\n\n" + "00:01.000 --> 00:01.000\nSame\n\n" * 30,
    "huge": "WEBVTT\n\n99999999999:59:59.999 --> 99999999999:59:59.999\nLate words\n",
    "very-huge": f"WEBVTT\n\n{'9' * 6000}:00:00.000 --> {'9' * 6000}:00:01.000\nLate words\n",
    "negative": "WEBVTT\n\n-00:01.000 --> 00:02.000\nEarly words\n",
    "minute-99": "WEBVTT\n\n00:99:99.999 --> 00:99:99.999\nOdd words\n",
    "no-times": "WEBVTT\n\nJust words.\n\nMore words.\n",
    "only-signature": "WEBVTT\n",
    "digits-of-others": "WEBVTT\n\n\u0660\u0661:\u0660\u0662.\u0660\u0660\u0660 --> \u0660\u0661:\u0660\u0663.\u0660\u0660\u0660\nWords\n",
    "word-times": "WEBVTT\n\n00:01.000 --> 00:09.000\nOne <99:99:99.999> two <00:00:00.000>three <x>\n",
}
SRT = {
    "html": f'1\n00:00:01,000 --> 00:00:02,000\nHello <script>{RUN}</script>{IMG}\n\n2\n00:00:03,000 --> 00:00:04,000\n<font color="red" onclick={RUN}>Hi</font>\n',
    "override": f"1\n00:00:01,000 --> 00:00:02,000\n{{\\an8}}{{\\p1}}Hello {{\\fn{IMG}}}\n",
    "label": f"1\n00:00:01,000 --> 00:00:02,000\nADA{IMG}: Hello\n\n2\n00:00:03,000 --> 00:00:04,000\nADA{IMG}: Bye\n",
    "numbers": f"{'9' * 5000}\n00:00:01,000 --> 00:00:02,000\nHello\n\n-1\n00:00:03,000 --> 00:00:04,000\nHi\n",
    "no-numbers": "00:00:01,000 --> 00:00:02,000\nHello\n00:00:03,000 --> 00:00:04,000\nHi\n",
    "markdown": f"1\n00:00:01,000 --> 00:00:02,000\n[x](javascript:{RUN}) {{: onclick={RUN} }}\n",
    "coordinates": f"1\n00:00:01,000 --> 00:00:02,000 X1:0 X2:9 onclick={RUN}\nHello\n",
}
JSON = {
    "text": _segments(f"Hello <script>{RUN}</script>", IMG, f"[x](javascript:{RUN})"),
    "speaker": _segments("Hello there", "Good night", "Yes", speaker=f"Ada {IMG}"),
    "speaker-arrow": _segments("Hello there", "Good night", "Yes", speaker="Ada --"),
    "speaker-object": _segments("Hello", "Hi", speaker={"name": [IMG]}),
    "title": json.dumps(
        {"title": f"</title>{IMG}", "language": IMG, "segments": [{"start": 1, "text": "Hello"}]}
    ),
    "fields": json.dumps(
        {
            "metadata": {"title": IMG},
            "url": f"javascript:{RUN}",
            "segments": [{"start": 1, "text": "Hello"}],
        }
    ),
    "times": json.dumps(
        {
            "segments": [
                {"start": t, "text": f"Word {n}"}
                for n, t in enumerate([-1, 1e308, "x", None, [], True, 2])
            ]
        }
    ),
    "nan": '{"segments":[{"start":NaN,"end":Infinity,"text":"Hello"},{"start":-Infinity,"text":"Hi"}]}',
    "huge-number": f'{{"segments":[{{"start":{"9" * 400},"text":"Hello"}},{{"start":1e99999,"text":"Hi"}}]}}',
    "texts": _segments("Hello", 1, None, ["a"], {"b": "c"}, True),
    "prototype": '{"__proto__":{"polluted":1},"constructor":{},"segments":[{"start":1,"text":"Hello","__proto__":{}}]}',
    "twice": '{"segments":[],"segments":[{"start":1,"text":"Hello","text":"Hi"}]}',
    "surrogates": '{"segments":[{"start":1,"text":"Hello \\ud800 \\udc00\\ud800"}]}',
    "controls": '{"segments":[{"start":1,"text":"Hello \\u0000\\u001b[31m\\u202e\\u200b there"}]}',
    "json3": json.dumps(
        {
            "wireMagic": "pb3",
            "events": [
                {"tStartMs": 1, "segs": [{"utf8": IMG}]},
                {"tStartMs": "x", "segs": "y"},
                {"segs": [1]},
            ],
        }
    ),
    "words": json.dumps(
        {"segments": [{"start": 1, "text": "Hello", "words": [{"word": IMG, "start": "x"}, 3]}]}
    ),
    "deep-inside": '{"segments":[{"start":1,"text":"Hello","x":' + "[" * 300 + "]" * 300 + "}]}",
    "many-speakers": json.dumps(
        {"segments": [{"start": n, "text": f"Word {n}", "speaker": f"S{n}"} for n in range(400)]}
    ),
}
_SRT_CUE = "1\n00:00:01,000 --> 00:00:02,000\nCalm words\n"
CUT_TIMES = {
    "time.vtt": _cues("Calm words") + "00:00:15.0",
    "arrow.vtt": _cues("Calm words") + "00:00:15.000 -->",
    "arrow.srt": _SRT_CUE + "\n2\n00:00:15,000 -->",
    "time.srt": _SRT_CUE + "\n2\n00:00:15,",
}
CUT_CUES = {
    "words.vtt": _cues("Calm words") + "00:00:15.000 --> 00:00:19.000\n",
    "words.srt": _SRT_CUE + "\n2\n00:00:15,000 --> 00:00:19,000",
}
BACKWARD = {
    "bold": "**Ada** [10:00]: Hello there.\n\n**Bo** [2:00]: Hi.\n\n**Ada** [12:00]: So it is.\n\n**Bo** [13:00]: Yes.",
    "own-lines": "Ada (10:00)\nHello there.\n\nBo (2:00)\nHi.\n\nAda (12:00)\nSo it is.\n\nBo (13:00)\nYes.",
}
SUFFIXES = {
    "captions.json": _cues("Calm words"),
    "page.vtt": "<!doctype html><html><body><p>Calm words</p></body></html>",
    "page.srt": "<!doctype html><html><body><p>Calm words</p></body></html>",
    "cues.html": _SRT_CUE,
    "segments.vtt": json.dumps({"segments": [{"start": 1, "end": 2, "text": "Calm words"}]}),
}
_CALM = {"start": 1, "end": 2, "text": "Calm words of a transcript"}
_EVENT = {"tStartMs": 10, "segs": [{"utf8": "Calm words "}]}
ODD_JSON = {
    name: json.dumps(value)
    for name, value in {
        "text-number": {"segments": [_CALM, {"start": 3, "end": 4, "text": 5}]},
        "text-missing": {"segments": [_CALM, {"start": 3, "end": 4}]},
        "text-object": {"segments": [_CALM, {"start": 3, "end": 4, "text": {"a": [5]}}]},
        "segment-text": {"segments": [_CALM, "Lost words"]},
        "segment-null": {"segments": [_CALM, None]},
        "bare-text": [_CALM, "Lost words"],
        "speaker-list": {"segments": [{**_CALM, "speaker": ["Ada"]}]},
        "speaker-truth": {"segments": [{**_CALM, "speaker": True}]},
        "duration": {"segments": [{"start": 1, "duration": -5, "text": "Calm words"}]},
        "title-list-in-list": {"title": [["A"]], "segments": [_CALM]},
        "author-mapping": {"author": {"a": 1}, "segments": [_CALM]},
        "half-characters": {"title": "A \ud800", "segments": [{**_CALM, "speaker": "\udc00"}]},
        "event-text": {"events": [_EVENT, "Lost words"]},
        "event-words": {"events": [{**_EVENT, "segs": [{"utf8": 5}, {"utf8": "Calm words"}]}]},
        "event-time": {"events": [{**_EVENT, "tStartMs": -5}]},
        "event-length": {"events": [{**_EVENT, "dDurationMs": "long"}]},
        "event-order": {"events": [{**_EVENT, "tStartMs": 9000}, _EVENT]},
    }.items()
}
BROKEN_JSON = {
    "cut": '{"segments":[{"start":1,"text":"Hel',
    "deep": "[" * 50_000,
    "deep-whole": "[" * 50_000 + "]" * 50_000,
    "deep-objects": '{"a":' * 50_000 + "1" + "}" * 50_000,
    "other-shape": '{"a": 1, "b": [1, 2, 3]}',
    "number": "9" * 6000,
    "empty-object": "{}",
    "empty-list": "[]",
    "trailing": '{"segments":[{"start":1,"text":"Hello"}]} <script>',
    "comment": '// x\n{"segments":[{"start":1,"text":"Hello"}]}',
    "string": '"just a text"',
}
CUT = {
    "front-matter.md": "---\ntitle: A title that",
    "fence.md": "Words\n\n```html\n<script>never closed",
    "tag.md": 'Words and <a href="https://exam',
    "comment.md": "Words and <!-- a comment that never",
    "link.md": "Words and [a link](https://exam",
    "table.md": "Words\n\n| a | b |\n|--",
    "formula.md": "Words and $$\\frac{1",
    "div.md": "Words\n\n::: {.x\nmore",
    "page.html": "<!doctype html><html><body><p>Words that are long enough to be a page, and then <b",
    "page-script.html": f"<!doctype html><html><body><p>Words</p><script>{RUN}",
    "page-title.html": f"<!doctype html><html><title>Words {IMG}",
    "page-attribute.html": f"<!doctype html><html><body><p>Words</p><img src='x onerror={RUN}",
    "cue.vtt": "WEBVTT\n\n00:01.000 --> 00:0",
    "cue-tag.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\nHello <v Ada",
    "cue-entity.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\nHello &l",
    "cue.srt": "1\n00:00:01,000 --> 00:00:02,000\nHello\n\n2\n00:00:0",
    "label.md": "**Ada** [00:00:01]: Hello.\n\n**Bo** [00:00:05]: Hi.\n\n**Ada** [00:0",
}

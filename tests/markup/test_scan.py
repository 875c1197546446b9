"""Where a pattern is tried only where it can begin, it finds what it finds everywhere."""

from __future__ import annotations

import re
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonplace.clean import characters, housekeeping, logseq, unbroken, vault
from commonplace.clean.chapters import _BRACKET, _STAMP
from commonplace.markup import blocks, clock, tex
from commonplace.markup.scan import at_lines, begun
from commonplace.readers.decode import (
    _CONTROL,
    _CONTROLS,
    _ENDS,
    _INVISIBLE,
    _NEWLINE,
    _UNSEEN,
)
from commonplace.readers.text import label_styles, labels, substack, talk

BEGUN = [
    (tex._FORMULA, tex._BEGINS),
    (clock._INSIDE, clock._SET_OFF),
    (talk._INLINE, talk._BRACKET),
    (_STAMP, _BRACKET),
    (_NEWLINE, _ENDS),
    (_CONTROLS, _CONTROL),
    (_INVISIBLE, _UNSEEN),
    (characters._FOREIGN, characters._NOT_ASCII),
    (characters._NEEDLESS, characters._SLASH),
    (characters._ANGLE, characters._SLASH),
    (characters._SPACE, characters._SLASH),
    (vault._INLINE_FIELD, vault._OPENS),
    (vault._EMPTY_LINK, vault._OPENS),
    (vault._LINK, vault._SHOWN),
    (vault._MARK, vault._EQUALS),
    (unbroken._MARK, unbroken._SIGN),
    (labels._CHANGE, labels._VOICE),
    (labels._DASH, labels._VOICE),
]
AT_LINES = [
    clock._HEAD,
    clock._WHOLE,
    talk._TURN_END,
    vault._TASK,
    vault._MODULE,
    vault._CALLOUT,
    vault._SYSTEM,
    vault._PROPERTY,
    logseq._BOX,
    housekeeping._LINES,
    housekeeping._LINKED_BUTTON,
    *(style() for style in label_styles.STYLES.values()),
]
PIECES = st.sampled_from(
    [
        *"\\$[](){}<>*_~=^!-+:;,.|#`&> \t\n\r\x0c\x85\u2028\u200b\ufe0f\x80\u00c3\u00a0é",
        *("a", "Ada", "\n\n", "Ada:", "**Bo:**", "[0:04]", "1:02:03", "00:01", "12", "[9.5]"),
        *("x^2", "\\begin{align}", "\\end{align}", "[[a]]", "]()", "key:: b", "- [ ] "),
        *("> [!note] a", "import 'a'", "==", "::", "&gt;&gt; ", ">> ", "- ", "SPEAKER_01: "),
        *(
            "[a]: b",
            "<a href='b'>",
            "http://a",
            "www.a",
            "    ",
            "\t",
            "~~~",
            ":::",
            "--",
            'ToDOM"',
        ),
        *("{#footnote-", "{#footnote-anchor-", "post_id:", "a\\'b", "mailto:a", "ftp:a"),
        *("id:: x", ":LOGBOOK:", ":END:", "- TODO ", "\\\\(", "{{query a}}", "#+BEGIN_NOTE\n"),
    ]
)
TEXT = st.lists(PIECES, max_size=25).map("".join)


def spans(found: object) -> list[tuple[int, int]]:
    return [one.span() for one in found]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("pattern", "signs"), BEGUN)
@given(TEXT, st.integers(0, 6))
@settings(max_examples=60)
def test_what_begins_with_a_sign(
    pattern: re.Pattern[str], signs: re.Pattern[str], text: str, at: int
) -> None:
    assert spans(begun(pattern, signs, text, at)) == spans(pattern.finditer(text, at))


@pytest.mark.parametrize("pattern", AT_LINES)
@given(TEXT, st.integers(0, 6))
@settings(max_examples=60)
def test_what_begins_with_a_line(pattern: re.Pattern[str], text: str, at: int) -> None:
    assert spans(at_lines(pattern, text, at)) == spans(pattern.finditer(text, at))


@given(TEXT)
def test_what_a_word_may_not_begin_with(text: str) -> None:
    every = [
        one.start()
        for one in re.finditer(r"\S+", text)
        if one[0][0].isascii() and not unbroken._BEGINS.match(text, one.start())
    ]
    found = [one.start() for one in unbroken._NO_LETTER.finditer(text)]
    assert [at for at in found if not unbroken._BEGINS.match(text, at)] == every


def contains(first: str, text: str) -> bool:
    return first in text


#: What rules and readers look for before they look at all.
HINTED = [
    (vault._TASK, lambda text: vault._BOX.search(text)),
    (vault._INLINE_FIELD, lambda text: "::" in text),
    (vault._EMPTY_LINK, lambda text: "](" in text),
    (vault._LINK, lambda text: "[[" in text),
    (vault._CALLOUT, lambda text: "[!" in text),
    (vault._SYSTEM, lambda text: "::" in text or ":LOGBOOK:" in text),
    (vault._PROPERTY, lambda text: "::" in text),
    (vault._BLOCK_ID, lambda text: "^" in text),
    (logseq._MACRO, lambda text: "{{" in text),
    (logseq._REFERENCE, lambda text: "((" in text),
    (logseq._SIGN, lambda text: "::" in text or "((" in text),
    (logseq._ORG, lambda text: "#+" in text),
    (characters._LINE_END, lambda text: characters._BROKEN.search(text)),
    (blocks._MAY_BE_CODE, lambda text: any(sign in text for sign in blocks._OF_CODE)),
    (blocks._ADDRESS, lambda text: any(sign in text for sign in blocks._OF_ADDRESS)),
    *((sign, partial(contains, first)) for first, sign in substack._SIGNS),
]


@pytest.mark.parametrize(("pattern", "hint"), HINTED)
@given(TEXT)
@settings(max_examples=60)
def test_what_is_not_looked_for_is_not_there(
    pattern: re.Pattern[str], hint: object, text: str
) -> None:
    assert hint(text) or not pattern.search(text)  # type: ignore[operator]

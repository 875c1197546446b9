"""Attempts with encodings: bytes that are no text, and characters that nobody sees."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.case import RUN, Case, table

WORDS = "Café words – “quoted”.\n\nA second paragraph.\n"
SHOWS = ("A second paragraph.",)


def cases() -> Iterator[Case]:
    yield from table("encodings", "text", READ, shows=SHOWS)
    yield from table("wrong-encodings", "warned", REPAIRED, shows=SHOWS)
    yield from table("misread", "warned", MISREAD, says=("Cyrillic or Greek",), shows=SHOWS)
    yield from table("no-text", "rejected", REJECTED)
    yield from table("invisible", "warned", INVISIBLE, says=("invisible or control",), shows=SHOWS)
    yield from table("odd-characters", "any", ODD, shows=SHOWS)


TAGS = "".join(chr(0xE0000 + ord(letter)) for letter in "gbeng")
READ: dict[str, str | bytes] = {
    "utf-8": WORDS,
    "utf-8-mark": b"\xef\xbb\xbf" + WORDS.encode(),
    "utf-16-little": b"\xff\xfe" + WORDS.encode("utf-16-le"),
    "utf-16-big": b"\xfe\xff" + WORDS.encode("utf-16-be"),
    "utf-32": b"\xff\xfe\x00\x00" + WORDS.encode("utf-32-le"),
    "windows-lines": WORDS.replace("\n", "\r\n").encode(),
    "old-mac-lines": WORDS.replace("\n", "\r").encode(),
    "mixed-lines": b"One\r\ntwo\rthree\n\nA second paragraph.\r\n",
    "form-feed": b"One page\x0c\x0cA second paragraph.\n",
    "separators": "One\u2028two\u2029\u2029A second paragraph.\u0085".encode(),
    "no-last-newline": WORDS.strip().encode(),
    "flags": f"Words \U0001f3f4{TAGS}\U000e007f \u2764\ufe0f.\n\nA second paragraph.\n".encode(),
    "merge-in-code": b"```\n<<<<<<< a\n=======\n>>>>>>> b\n```\n\nA second paragraph.\n",
}
REPAIRED: dict[str, str | bytes] = {
    "windows-1252": WORDS.encode("cp1252"),
    "latin-1": "Caf\xe9 words.\n\nA second paragraph.\n".encode("latin-1"),
    "one-bad-byte": b"Words \xff here.\n\nA second paragraph.\n",
    "mark-of-another": b"\xff\xfe" + b"Words in UTF-8.\n\nA second paragraph.\n",
    "lost-before": "Caf\ufffd words.\n\nA second paragraph.\n".encode(),
    "merge": b"<<<<<<< a\nOne\n=======\nTwo\n>>>>>>> b\n\nA second paragraph.\n",
    "cut-character": "Words.\n\nA second paragraph. Caf\u00e9".encode()[:-1],
    "surrogates": b"Words \xed\xa0\x80 here.\n\nA second paragraph.\n",
    "overlong": b"Words \xc0\xaf here.\n\nA second paragraph.\n",
    "above-unicode": b"Words \xf5\x80\x80\x80 here.\n\nA second paragraph.\n",
    "undefined-in-1252": b"Words \x81\x8d\x8f\x90\x9d here.\n\nA second paragraph.\n",
}
_RUSSIAN = "Тритоны вернулись в пруд в марте.\n\n".encode("cp1251")
_GREEK = "Οι τρίτωνες επέστρεψαν στη λίμνη.\n\n".encode("cp1253")
MISREAD: dict[str, str | bytes] = {
    "russian-bytes": _RUSSIAN + b"A second paragraph.\n",
    "russian-letters": _RUSSIAN.decode("cp1252") + "A second paragraph.\n",
    "greek-letters": _GREEK.decode("cp1252") + "A second paragraph.\n",
}
REJECTED: dict[str, str | bytes] = {
    "empty": b"",
    "blank": b" \n\t\n ",
    "only-marks": "\ufeff\u200b\u202e".encode(),
    "only-direction": "\u200e\u200f\n".encode(),
    "only-blanks": "\u2800\u3164 \u00ad".encode(),
    "pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n",
    "rtf": b"{\\rtf1\\ansi Words of another program.\\par}",
    "pointer": b"version https://git-lfs.github.com/spec/v1\nsize 12\n",
    "nul": b"\x00" * 5000,
    "picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x08\x06\x00\x00\x00\xff\xfe",
    "program": b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\xff\xd8",
    "archive": b"PK\x03\x04\x14\x00\x00\x00\x08\x00\xff\xaa\x00\x00",
    "utf-16-unmarked": WORDS.encode("utf-16-le"),
    "utf-16-cut": b"\xff\xfe" + WORDS.encode("utf-16-le") + b"\x00\xd8x",
    "utf-16-odd": b"\xff\xfe" + WORDS.encode("utf-16-le")[:-1],
}
INVISIBLE: dict[str, str | bytes] = {
    "nul-inside": b"Words \x00 here.\n\nA second paragraph." + b" More words." * 20,
    "escape": b"Words \x1b[31mred\x1b[0m.\n\nA second paragraph.\n",
    "bell": b"Words \x07\x08.\n\nA second paragraph.\n",
    "override": "Words \u202eevil\u202c.\n\nA second paragraph.\n",
    "isolate": "Words \u2066evil\u2069.\n\nA second paragraph.\n",
    "zero-width-space": "Wo\u200brds.\n\nA second paragraph.\n",
    "mark-inside": "Words\ufeff.\n\nA second paragraph.\n",
    "word-joiner": "Wo\u2060rds.\n\nA second paragraph.\n",
    "upper-controls": "Words \u0080\u009f.\n\nA second paragraph.\n",
    "hidden-words": f"Words {TAGS} here.\n\nA second paragraph.\n",
    "hidden-bytes": f"Words a{chr(0xFE01) * 9} here.\n\nA second paragraph.\n",
    "annotation": "Words \ufff9a\ufffab\ufffb here.\n\nA second paragraph.\n",
    "in-script": f"Words <scr\u202eipt>{RUN}</scr\u202eipt>.\n\nA second paragraph.\n",
}
ODD: dict[str, str | bytes] = {
    "mojibake": "CafÃ© wordsâ€”â€œquotedâ€.\n\nA second paragraph.\n",
    "mojibake-twice": "CafÃƒÂ© words.\n\nA second paragraph.\n",
    "private-use": "Words \ue000\ue001\uf8ff\U000f0000.\n\nA second paragraph.\n",
    "marks-of-the-renderer": "A &#xe000;1&#xe001; \ue0000\ue001 `\ue0000\ue001` b[^1] $$x$$.\n\n"
    "A second paragraph.\n\n[^1]: A note.\n",
    "marks-of-markdown": "A \x02klzzwxh:0000\x03 &#2;wzxhzdk:0&#3; &#2;amp&#3; b.\n\n"
    "A second paragraph.\n",
    "non-characters": "Words \ufffe\uffff\ufdd0\U0010ffff.\n\nA second paragraph.\n",
    "tag-characters": "Words \U000e0041\U000e007f.\n\nA second paragraph.\n",
    "combining": f"Words e{chr(0x301) * 3000}.\n\nA second paragraph.\n",
    "variation": "Words \ufe0f\ufe00\U000e0100.\n\nA second paragraph.\n",
    "soft-hyphens": f"Wo{chr(0xAD) * 50}rds.\n\nA second paragraph.\n",
    "hangul-filler": "Words \u3164\u115f\u1160.\n\nA second paragraph.\n",
    "homographs": "Wоrds раypal.\n\nA second paragraph.\n",
    "ligatures": "Words \ufdfa\ufdfa \ufb03.\n\nA second paragraph.\n",
    "joiners": "Words \u200c\u200d\u200d.\n\nA second paragraph.\n",
    "arabic-marks": "Words \u061c\u200e\u200f.\n\nA second paragraph.\n",
    "interlinear": "Words \ufff9a\ufffab\ufffb.\n\nA second paragraph.\n",
}

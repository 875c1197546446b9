"""Slips in a seed that cost something on its page: each is told, with its line, and once."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonplace.collect import collect, collect_file
from commonplace.document import make_document
from commonplace.readers.mojibake import misread
from commonplace.model import Diagnostic, Seed

HEAD = "---\ntitle: Ponds\n---\n\n"
PAGE = "<html><head><title>Pond</title></head><body><p>Newts come.</p>"
CUE = "1\n00:00:01,000 --> 00:00:03,000\nNewts come back.\n\n"
EMPTY = "2\n00:00:04,000 --> 00:00:06,000\n"
VTT = "WEBVTT\n\n00:01.000 --> 00:03.000\nNewts come back.\n\n00:04.000 --> 00:06.000\n"
#: "Newts returned to the pond in March. They stayed until June", in Russian and in Greek.
RUSSIAN = "Тритоны вернулись в пруд в марте. Они остались до июня."
GREEK = "Οι τρίτωνες επέστρεψαν στη λίμνη τον Μάρτιο."
MISREAD = RUSSIAN.encode("cp1251").decode("cp1252")
LONG = " ".join(["Newts in the pond"] * 12)


def told(
    text: str | bytes,
    name: str = "ponds.md",
    images: frozenset[str] = frozenset(),
    sidecar: bytes | None = None,
) -> tuple[Diagnostic, ...]:
    data = text if isinstance(text, bytes) else text.encode()
    made = Seed(
        name=name, file=name, data=data, images=images, sidecar=sidecar, sidecar_file="ponds.yml"
    )
    document, diagnostics = make_document(made)
    assert document  # whatever is said, the page is there
    return diagnostics


def turns(*times: str) -> str:
    return HEAD + "\n\n".join(
        f"**{'Ada' if number % 2 else 'Ben'}** [{time}]: Newts come back in March, says {number}."
        for number, time in enumerate(times)
    )


@pytest.mark.parametrize(
    ("name", "text", "line", "said"),
    [
        (
            "a.md",
            f"{HEAD}A.\n\n![A newt](images/newt.png)\n",
            7,
            "image images/newt.png was not found",
        ),
        ("a.md", f"{HEAD}A pond ![newt](newt.png) here.\n", 5, "image newt.png was not found"),
        ("a.md", f"{HEAD}A ![x](https://a.example/x.png), ![y](/y.png).\n", 5, "image /y.png"),
        ("a.md", f"{HEAD}![x](a.png) x\n\n![y](b.png)\n\n![z](c.png)\n", 5, "a.png was not found"),
        ("a.md", f"{HEAD}![x](a.png) x\n\n![y](b.png)\n\n![z](c.png)\n", 5, "(and 2 more like it)"),
        ("a.md", f"{HEAD}Words.\n\n<p><img src='newt.png' alt='A newt'></p>\n", 7, "newt.png"),
        ("a.md", f"{HEAD}![A newt][pic]\n\n[pic]: pics/newt.png\n", 5, "pics/newt.png"),
        ("a.md", f"{HEAD}![x]({{{{ site.baseurl }}}}/newt.png)\n", 5, "/newt.png"),
        ("a.md", f"{HEAD}![x](file:///home/ada/newt.png)\n", 5, "file:///home/ada/newt.png"),
        ("a.md", f"{HEAD}![x](C:/ada/newt.png)\n", 5, "C:/ada/newt.png"),
        ("a.html", f"{PAGE}\n<img src='newt.png'></body></html>", 2, "newt.png"),
        (
            "a.html",
            f"{PAGE}\n<textarea>note<p>They stay.</p></body></html>",
            2,
            "<textarea> is not closed",
        ),
        (
            "a.html",
            "<html><head>\n<title>A\n<body><p>Newts come.</p></html>",
            2,
            "<title> is not closed",
        ),
        (
            "a.html",
            "<html><head>\n<title>A\n<body><p>Newts.</p><title>B</title><p>Come.</p></html>",
            2,
            "<title> is not closed",
        ),
        ("a.html", f"{PAGE}\n<xmp>note<p>They stay.</p></body></html>", 2, "<xmp> is not closed"),
        (
            "a.html",
            f"{PAGE}\n<iframe src=x><p>They stay.</p></body></html>",
            2,
            "<iframe> is not closed",
        ),
        (
            "a.html",
            f"{PAGE}\n<noframes><p>They stay.</p></body></html>",
            2,
            "<noframes> is not closed",
        ),
        (
            "a.html",
            f"{PAGE}\n<noembed><p>They stay.</p></body></html>",
            2,
            "<noembed> is not closed",
        ),
        (
            "a.html",
            f"{PAGE}\n<script>x()<p>They stay.</p></body></html>",
            2,
            "<script> is not closed",
        ),
        (
            "a.html",
            f"{PAGE}\n<style>p{{}}<p>They stay.</p></body></html>",
            2,
            "<style> is not closed",
        ),
        (
            "a.html",
            f"{PAGE}\n<!-- note <p>They stay.</p></body></html>",
            2,
            "a comment is not closed",
        ),
        ("a.md", f"{HEAD}The newts came back.[^1]\n", 5, "the mark [^1] has no footnote"),
        ("a.md", f"{HEAD}A.[^b]\n\nB.[^1] C.[^2]\n\n[^b]: One.\n", 7, "(and 1 more like it)"),
        ("a.md", f"{HEAD}A.[^b]\n\n[^b]: One.\n\n[^three]: Two.\n", 9, "refers to the footnote"),
        ("a.srt", CUE + EMPTY, 6, "the last cue has no text; the file may have been cut off"),
        ("a.vtt", VTT, 6, "the last cue has no text; the file may have been cut off"),
        ("a.md", turns("10:00", "02:00", "12:00"), 7, "is before the one above it"),
        (
            "a.txt",
            "Ada Okafor (10:00)\nNewts come back in March to the pond.\n\n"
            "Ben Lund (02:00)\nDo they come each year to this one?\n\n"
            "Ada Okafor (12:00)\nThey do come each year.\n\nBen Lund (13:00)\nGood to hear.\n",
            4,
            "is before the one above it",
        ),
        ("a.md", turns("9:00", "2:00", "12:00", "3:00"), 7, "(and 1 more like it)"),
        (
            "a.txt",
            "Newts\n\nTranscript\n0:10 newts come back\n0:40 in march to\n0:20 the pond they\n"
            "0:50 know and\n",
            6,
            "is before the one above it",
        ),
        ("a.md", HEAD + MISREAD, 5, "look like Cyrillic or Greek"),
        ("a.md", HEAD + GREEK.encode("cp1253").decode("cp1252"), 5, "look like Cyrillic or Greek"),
        (
            "a.srt",
            f"{CUE}2\n00:00:04,000 --> 00:00:06,000\n{MISREAD}\n",
            7,
            "look like Cyrillic or Greek",
        ),
        ("a.md", f"---\ntitle: {LONG}\n---\n\nWords.\n", 2, "the title has 215 characters"),
        ("a.md", f"\n# {LONG}\n\nWords.\n", 2, "the title has 215 characters"),
    ],
)
def test_a_slip_is_told_with_its_line(name: str, text: str, line: int, said: str) -> None:
    diagnostics = told(text, name)
    assert [one.line for one in diagnostics if said in one.message] == [line], diagnostics
    assert len(diagnostics) == 1 and diagnostics[0].why and diagnostics[0].remedy


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", f"{HEAD}![A newt](newt.png), ![one more](../a/newt.png?x=1#y)\n"),
        ("a.md", f"{HEAD}![A newt](https://a.example/x.png) and ![B](//a.example/x.png)\n"),
        ("a.md", f"{HEAD}![A newt](data:image/png;base64,AAAA)\n"),
        ("a.md", f"{HEAD}`![A newt](gone.png)`\n\n```\n![A newt](gone.png)\n```\n"),
        ("a.md", f"{HEAD}A. <!-- ![A newt](gone.png) --> B.\n"),
        ("a.md", f"{HEAD}[![Play](still.png)](https://youtu.be/abcdefghijk)\n"),
        ("a.html", f"{PAGE}<!-- a --><!----><!--> <iframe src=x /><title/></body></html>"),
        ("a.html", f"{PAGE}<textarea>a<p></textarea><xmp><!-- </xmp></body></html>"),
        ("a.md", f"{HEAD}A.[^1]\n\n[^1]: One.\n"),
        ("a.md", f"{HEAD}An expression `[^1]`, [^a-z]+ and \\[^1] and [^1](https://a.example).\n"),
        ("a.md", f"{HEAD}```\n[^1]\n\n[^2]: x\n```\n\n[a [^1] b](https://a.example).\n"),
        ("a.srt", CUE + EMPTY + "\n" + CUE.replace("00:00:0", "00:00:1")),
        ("a.srt", "".join(f"{n}\n00:00:{n},000 --> 00:00:{n},500\n{'' if n % 2 else 'Newts.'}\n\n"
                          for n in range(10, 20))),
        ("a.md", turns("1:00", "2:00", "2:00", "1:58", "3:00")),
        ("a.md", f"{HEAD}Bytes of Cyrillic: `{MISREAD}`\n"),
        ("a.md", HEAD + RUSSIAN),
        ("a.md", f"---\ntitle: {LONG[:200]}\n---\n\nWords.\n"),
    ],
)  # fmt: skip
def test_what_is_sound_is_left_in_peace(name: str, text: str) -> None:
    assert told(text, f"a/{name}", frozenset({"a/newt.png"})) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "Où êtes-vous passés ? Çà et là, l'été âgé a été élevé, créé, fêté à côté.",
        "Größe, Übermäßig häßliche Ärzte hören Öl; süß, böse Äpfel über Flüsse.",
        "Příliš žluťoučký kůň úpěl ďábelské ódy. Říší řídí červené úřady.",
        "Kæmi ný öxi hér, ykist þjófum nú bæði víl og ádrepa. Þá æ á því, þó áð.",
        "Tôi có thể ăn thủy tinh mà không hại gì. Ừ, ở đó à, điều ấy ý nghĩa.",
        "À noite, vovô vê o ímã cair no pé. Não, são irmãs às três, pães, ações.",
        "Högtråna, hää-yöaie, jäääär, ÅÄÖ åäö. Øl på øyene, får ærø åær.",
        "Pijamalı hasta yağız şoföre çabucak güvendi; öğüdü, çöğür, üçü.",
    ],
)
def test_no_latin_language_looks_misread(sentence: str) -> None:
    assert misread(sentence) == () == misread(sentence.upper())


def test_bytes_of_another_script_are_told_once() -> None:
    (one,) = told(HEAD.encode() + RUSSIAN.encode("cp1251"))
    assert one.line == 5 and "were read as Windows-1252, in which words look like" in one.message
    (one,) = told(HEAD.encode() + "Größe und Übermaß".encode("cp1252"))
    assert "look like Cyrillic or Greek" not in one.message


def test_a_long_title_beside_a_seed_is_told_of_the_sidecar() -> None:
    (one,) = told("Words.", sidecar=f"date: 2024-05-01\ntitle: {LONG}\n".encode())
    assert (one.severity, one.file, one.line) == ("note", "ponds.yml", 2)


def test_a_single_file_sees_the_images_that_a_build_sees(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    texts = {
        "top.md": "![a](pics/newt.png)",
        "posts/below.md": "![a](newt.png) ![b](../pics/newt.png) ![c](/pics/newt.png)",
        "posts/lost.md": "![a](../../outside.png)",
    }
    for name in ("seeds/pics/newt.png", "seeds/posts/newt.png", "outside.png"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"\x89PNG")
    for name, text in texts.items():
        (seeds / name).write_text(HEAD + text)
    built, _ = collect([seeds])
    assert [bool(make_document(seed)[1]) for seed in built] == [False, True, False]
    known: dict[Path, frozenset[str]] = {}
    for seed in built:
        alone, _ = collect_file(seeds / seed.name, seeds=seeds, known=known)
        assert alone == (seed,)
    (by_itself,), _ = collect_file(seeds / "top.md")
    assert by_itself == next(seed for seed in built if seed.name == "top.md")

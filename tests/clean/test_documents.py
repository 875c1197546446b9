"""What becomes of every case of a reader or a rule once it is a whole document.

The cases themselves say what one reader or one rule makes of a text. Here the whole of
reading and cleaning runs over each, as it would over a seed, and all that a document says
is written down: fields, passages with their anchors and times, what rules changed, the
messages. `--update-goldens` writes the files anew; read the diff, as a reader of the pages
would see it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml

from commonplace.clean import PHRASES
from commonplace.clean.fields import (
    LONGEST_NAME,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_VALUES,
    ahead,
)
from commonplace.clean.misheard import read_glossary
from commonplace.document import make_document
from commonplace.model import Document, Passage, Seed
from commonplace.project.glossary import NO_GLOSSARY, Glossary
from tests.clean.test_passages import MARKUP, in_turns, talk
from tests.clean.test_rule_laws import GLOSSARY
from tests.clean.test_rules import FOLDER, LISTS, load
from tests.readers.test_readers import SOURCES

GOLDENS = Path(__file__).parents[1] / "goldens" / "documents"
#: What the rules' cases call their formats, and the suffix of such a file.
SUFFIXES = {"caption": ".txt", "html": ".html"}
#: Characters of HTML; of what is longer the two ends are shown.
LONG = 1200
#: Sources that have constructs of many kinds side by side, and at the edges of the rules.
OWN = sorted(
    path for path in Path(__file__).with_name("documents").iterdir() if path.suffix != ".yml"
)
IMAGES = frozenset({"images/here.png", "images/There.JPG", "images/with space.png"})
#: Shown as they are, where a document says something.
FIELDS = (
    "kind", "date", "description", "topics", "covered", "video", "language", "right_to_left",
    "audio", "length", "licence", "notice", "old_addresses", "anchors", "withheld",
)  # fmt: skip

Golden = Callable[[Path, str], None]


def of_document(document: Document) -> Iterator[str]:
    """All that a document says, a line for each thing, but for what its passages say."""
    yield f"{document.address} {document.title}"
    for name in FIELDS:
        if value := getattr(document, name):
            yield f"  {name}: {value}"
    origin = document.source.address or document.source.base
    yield from [f"  from: {origin}"] * bool(origin)
    yield from (f"  {credit.role}: {credit.name}" for credit in document.people)
    yield from (f"  source: {link.title} {link.address}" for link in document.sources)
    yield from (f"  held: {hold.why} {hold.opens}{hold.closes}" for hold in document.holds)
    for heading in (*document.headings, *document.chapters):
        yield f"  {'#' * heading.level} {heading.text} #{heading.anchor} before {heading.before}"


def of_passage(passage: Passage) -> Iterator[str]:
    """A passage: where it stands, who speaks when, and its text and HTML."""
    signs = [
        f"[{passage.anchor}]",
        passage.speaker or "",
        f"note {passage.note}" * (passage.note is not None),
    ]
    signs += ["…" * passage.continued, "" if passage.start is None else f"{passage.start:g} s"]
    signs += [f"{at}:{second:g}" for at, second in passage.times]
    signs += [f"“{one.heard}” {one.start}-{one.end}" for one in passage.corrections]
    yield " ".join(
        filter(None, [*signs, *passage.flags, f"under {passage.heading}" * bool(passage.heading)])
    )
    html = passage.html
    yield f"  {html if len(html) <= LONG else f'{html[:60]}…{html[-60:]}'!r}"


def shown(seed: Seed, glossary: Glossary = NO_GLOSSARY) -> Iterator[str]:
    """What becomes of a file: its document, what rules changed, and what is told."""
    yield f"== {seed.name}"
    document, told = make_document(seed, glossary)
    if document:
        yield from of_document(document)
        for passage in document.passages:
            yield from of_passage(passage)
        for change in (one for one in document.changes if one.rule in PHRASES):
            yield f"  {change.rule} {change.start}-{change.end} {change.after!r}"
    yield from (f"  ! {one.severity} {one.line}: {one.message}; {one.remedy}" for one in told)
    yield ""


@pytest.mark.parametrize("reader", sorted({source.parts[-3] for source in SOURCES}))
def test_the_cases_of_a_reader_as_documents(reader: str, golden: Golden) -> None:
    lines: list[str] = []
    for source in SOURCES:
        if source.parts[-3] == reader:
            name = f"talks/{source.parent.name}{source.suffix}"
            lines += shown(Seed(name=name, file=name, data=source.read_bytes()))
    golden(GOLDENS / "readers" / f"{reader}.txt", "\n".join(lines))


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_sources_with_a_bit_of_everything(path: Path, golden: Golden) -> None:
    beside = path.with_suffix(".yml")
    seed = Seed(
        name=f"posts/{path.name}",
        file=path.name,
        data=path.read_bytes(),
        sidecar=beside.read_bytes() if beside.exists() else None,
        sidecar_file=beside.name,
        images=IMAGES,
        sounds=frozenset({"posts/talk.mp3", "posts/captions.mp3"}),
    )
    golden(GOLDENS / f"{path.name}.txt", "\n".join(shown(seed, Glossary(misheard=GLOSSARY))))


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yml")), ids=lambda path: path.stem)
def test_the_cases_of_a_rule_as_documents(path: Path, golden: Golden) -> None:
    lines: list[str] = []
    for case in (case for kind in LISTS for case in load(path).get(kind, ())):
        name = f"posts/{case['name'].replace(' ', '-')}{SUFFIXES.get(case['format'], '.md')}"
        images = frozenset(case.get("images", ()))
        seed = Seed(name=name, file=name, data=case["before"].encode(), images=images)
        misheard = read_glossary({"misheard": case.get("glossary", [])})
        lines += shown(seed, Glossary(misheard=misheard))
    golden(GOLDENS / "rules" / f"{path.stem}.txt", "\n".join(lines))


def _long_texts() -> Iterator[tuple[str, str]]:
    """Made-up texts that have to be cut: a talk, a turn of Markdown, captions with silences."""
    for seed in range(3):
        chance = random.Random(seed)
        said = talk(seed, 90)
        yield f"plain-{seed}.txt", said
        yield f"post-{seed}.md", f"# Ponds\n\n{said}\n\n## Reeds\n\n{talk(seed + 9, 5)}\n"
        mixed = " ".join(chance.choice((*MARKUP, talk(n, 2))) for n in range(70))
        yield f"turns-{seed}.md", in_turns(f"{mixed}\n\n[^1]: A note.")
        at, lines = 0.0, ["WEBVTT\n"]
        for line in re.findall(r"(?:\S+\s*){1,7}", said):
            at += chance.choice((0.0, 0.0, 1.0, 50.0)) if chance.random() < 0.05 else 0.0
            end = at + chance.uniform(1, 9)
            lines.append(f"{_clock(at)} --> {_clock(end)}\n{line.strip()}\n")
            at = end
        yield f"captions-{seed}.vtt", "\n".join(lines)


def _clock(at: float) -> str:
    return f"{int(at) // 3600:02}:{int(at) // 60 % 60:02}:{at % 60:06.3f}"


def test_where_long_texts_are_cut(golden: Golden) -> None:
    lines: list[str] = []
    for name, text in _long_texts():
        lines.append(f"== {name}")
        made, _ = make_document(Seed(name=name, file=name, data=text.encode()))
        for passage in made.passages if made else ():
            words = passage.text.split()
            times = " ".join(f"{at}:{second:g}" for at, second in passage.times[:3])
            start = "" if passage.start is None else f"{passage.start:g} s"
            ends = f"{' '.join(words[:3])} … {' '.join(words[-2:])}"
            signs = [passage.anchor, "…" * passage.continued, start, times, str(len(words)), ends]
            lines.append(" ".join(filter(None, signs)))
    golden(GOLDENS / "long.txt", "\n".join(lines) + "\n")


def _headers() -> list[str]:
    """Front matter to try: that of the file beside this one, and values at their limits."""
    listed = yaml.safe_load(Path(__file__).with_name("headers.yml").read_text(encoding="utf-8"))
    for most in (LONGEST_NAME, LONGEST_TITLE, 200, LONGEST_TEXT):
        for count in (most, most + 1):
            listed += [f"{key}: {'a' * count}" for key in ("title", "author", "tags", "note")]
    for count in (MOST_VALUES, MOST_VALUES + 1):
        values = ", ".join(f"v{number}" for number in range(count))
        listed += [f"{key}: [{values}]" for key in ("tags", "authors", "redirect_from")]
    return list(listed)


#: The lines that are those of every post here.
_SAME = re.compile(r"\Z|  kind: post|\[p-575|  '<p>Mud is wet|  front-matter ")


def test_what_becomes_of_front_matter(golden: Golden) -> None:
    lines: list[str] = []
    for number, header in enumerate(_headers()):
        name = f"posts/mud-{number}.md"
        data = f"---\n{header}\n---\n\nMud is wet.\n".encode()
        sounds = frozenset({"posts/talk.mp3"})
        made = [*shown(Seed(name=name, file=name, data=data, sounds=sounds))]
        made = [f"== {header[:80]!r}", *(line for line in made[1:] if not _SAME.match(line))]
        made = made if len(made) < 40 else [*made[:6], f"  {len(made)} lines", *made[-6:]]
        lines += [line if len(line) <= LONG else f"{line[:60]}… {len(line)}" for line in made]
        seed = Seed(name=name, file=name, data=b"Mud.\n", sidecar=header.encode())
        beside, told = make_document(seed)
        alone = [one.message for one in told]
        lines += [f"  beside: {beside.title[:60] if beside else ''} {alone}"[:LONG]]
    golden(GOLDENS / "front-matter.txt", "\n".join(lines) + "\n")


def test_a_date_ahead_is_told_from_the_day_after_tomorrow_on() -> None:
    for header, line in (("date: 2024-03-05", 2), ("mood: calm\npublished: 2024-03-05", 3)):
        data = f"---\n{header}\n---\n\nMud.\n".encode()
        seed = Seed(name="a.md", file="a.md", data=data)
        made, _ = make_document(seed)
        assert made
        for day, told in ((1, True), (3, True), (4, False), (5, False), (6, False)):
            found = ahead(made, seed, date(2024, 3, day))
            assert bool(found) == told
            assert not found or (found.line, found.file) == (line, "a.md")

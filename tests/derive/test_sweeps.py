"""Forms crossed with circumstances, and all that is made of each, as files to read a change in.

The cases beside this file say what is right where somebody thought about it. A sweep writes
down what happens in between: each form of a date in texts of each date, each kind of sentence,
each spelling of an address. `--update-goldens` writes the files anew; read the diff.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
import yaml

from commonplace.addresses.assemble import assemble
from commonplace.derive.addresses import (
    is_aside,
    is_front,
    normal,
    owner,
    readable,
    slug_title,
    spelled,
)
from commonplace.derive.dates.mentions import mentions
from commonplace.derive.excerpts import excerpt
from commonplace.derive.general_english import common_words, commonness
from commonplace.derive.links import links
from commonplace.derive.people.names import is_name, key, parts, shortens
from commonplace.derive.references.cited import address_date, kind_of
from commonplace.derive.references.references import references
from commonplace.derive.sentences import sentences
from commonplace.derive.standing import leans, standing
from commonplace.derive.timeline.apparatus import is_apparatus, is_listed_work, lists_works
from commonplace.derive.timeline.keys import keys
from commonplace.derive.timeline.later import cited_later
from commonplace.derive.timeline.strength import is_phrase, signs, understood
from commonplace.document import make_document
from commonplace.markup.dates import dated
from commonplace.model import Seed
from tests.conftest import ROOT

GOLDENS = ROOT / "tests" / "goldens" / "derived" / "sweeps"
HERE = Path(__file__).parent
SWEEPS = yaml.safe_load((HERE / "sweeps.yml").read_text(encoding="utf-8"))
#: Dates that a text may have: a day of each season, a month, a year, none.
SAID = ("2024-01-01", "2024-03-12", "2023-12-31", "2024-07", "2022", "")

Golden = Callable[[Path, str], None]


def of_dates(text: str, said: str) -> str:
    """The dates of a text: their words, what they mean, the sentence, what is listed there."""
    shown = []
    for one in mentions(text, dated(said) if said else None):
        until = f"..{one.until}" if one.until else ""
        listed = "".join(f" [{span.of(text)}]" for span in one.events)
        sentence = "" if one.sentence.of(text) == text else f" in <{one.sentence.of(text)}>"
        mark = "?" * one.resolved
        shown.append(f"{one.words.of(text)} = {one.date}{until}{mark}{sentence}{listed}")
    return "; ".join(shown) or "none"


def test_dates_in_texts_of_each_date(golden: Golden) -> None:
    lines: list[str] = []
    for text in SWEEPS["dates"]:
        found: dict[str, list[str]] = {}
        for said in SAID:
            found.setdefault(of_dates(text, said), []).append(said or "no date")
        lines += [text, *(f"  {', '.join(on)}: {dates}" for dates, on in found.items())]
    golden(GOLDENS / "dates.txt", "\n".join(lines) + "\n")


def _crossed() -> Iterator[str]:
    yield from SWEEPS["sentences"]
    for form, date in product(SWEEPS["frames"], SWEEPS["moments"]):
        yield form.replace("DATE", date)


def test_what_speaks_for_each_statement(golden: Golden) -> None:
    lines: list[str] = []
    for text in _crossed():
        lines.append(text)
        for mention in mentions(text, dated("2024-05-06")):
            whole = understood(text, mention.sentence)
            found = signs(text, mention, ("Odile", "tide gauge"), whole=whole)
            aside = "apparatus " * is_apparatus(text, mention, ("a deep pond",))
            aside += "listed " * is_listed_work(text, mention)
            weight = sum(sign.weight for sign in found)
            lines.append(f"  {mention.date} {weight:g} {aside}{'; '.join(s.words for s in found)}")
            lines += [f"  with <{whole.of(text)}>"] * (whole != mention.sentence)
    golden(GOLDENS / "statements.txt", "\n".join(lines) + "\n")


def test_what_each_line_is_about(golden: Golden) -> None:
    lines: list[str] = []
    for text in _crossed():
        about = keys(text)
        found = {name: getattr(about, name) for name in ("names", "words", "lead", "thing")}
        said = [f"{name}: {' '.join(sorted(some))}" for name, some in found.items() if some]
        said += [name for name in ("once", "again", "single", "bare") if getattr(about, name)]
        lines += [text, f"  {'; '.join(said)}"]
    lines += [f"{is_phrase(item)} {item}" for item in SWEEPS["items"]]
    lines += [f"{lists_works(heading)} {heading}" for heading in SWEEPS["headings"]]
    golden(GOLDENS / "keys.txt", "\n".join(lines) + "\n")


def test_sentences_that_stand_alone_and_their_excerpts(golden: Golden) -> None:
    lines: list[str] = []
    for text in [*SWEEPS["sentences"], *SWEEPS["texts"]]:
        lines.append(text)
        for span in sentences(text):
            said = span.of(text)
            middle = (len(said) // 2, min(len(said), len(said) // 2 + 5))
            scores = f"{standing(said):g} {standing(said, [middle]):g}"
            lines.append(f"  {scores}{' leans' * leans(said)} <{said}>")
        for at in (0, len(text) // 2, len(text) - 4) if text in SWEEPS["texts"] else ():
            for most in (30, 90, 280):
                lines.append(f"  {at} {most} <{excerpt(text, (at, at + 3), most).of(text)}>")
    golden(GOLDENS / "excerpts.txt", "\n".join(lines) + "\n")


@pytest.mark.parametrize("hosts", sorted(SWEEPS["addresses"]))
def test_addresses(hosts: str, golden: Golden) -> None:
    lines: list[str] = []
    for address in SWEEPS["addresses"][hosts]:
        signs = ["front"] * is_front(address) + ["aside"] * is_aside(address)
        whose = owner(address)
        lines.append(address)
        lines.append(f"  {normal(address)} | {readable(address)} | {slug_title(address)}")
        of = f"{whose} ({spelled(whose)})" if whose else "nobody's"
        date = address_date(address)
        exact = date.at.isoformat() if date else "undated"
        lines.append(f"  {' '.join([kind_of(address), *signs])}, {of}, {exact}")
    golden(GOLDENS / f"addresses-{hosts}.txt", "\n".join(lines) + "\n")


def test_names(golden: Golden) -> None:
    names = SWEEPS["names"]
    lines = [f"{is_name(name)} {key(name)!r} {parts(name)} {name}" for name in names]
    lines += [f"{a} shortens {b}" for a, b in product(names, names) if shortens(a, b)]
    golden(GOLDENS / "names.txt", "\n".join(lines) + "\n")


def test_links_in_passages(golden: Golden) -> None:
    lines: list[str] = []
    for text in SWEEPS["linked"]:
        seed = Seed(name="a.md", file="a.md", data=f"{text}\n\n[^1]: A note.\n".encode())
        made, _ = make_document(seed)
        assert made
        lines.append(text)
        for passage in made.passages:
            for link in links(passage):
                words = passage.text[link.start : link.end]
                lines.append(f"  {link.start}-{link.end} <{words}> {link.address}")
    golden(GOLDENS / "links.txt", "\n".join(lines) + "\n")


@pytest.mark.parametrize(
    ("said", "told"),
    [("2020-02-03", 5), ("2020-02-04", 6), ("2020-02", 33), ("2020", 33), ("2019", 1)],
)
def test_a_work_is_later_if_it_is_so_everywhere_on_earth(said: str, told: int) -> None:
    """`told` is the first day of February 2020, or 33 for none, that is told as later."""
    for day in (*range(1, 8), 29):
        text = f"---\ndate: {said}\n---\n\nSee https://pond.example/2020/02/{day:02}/reed.\n"
        seeds = [Seed(name="a.md", file="a.md", data=text.encode())]
        library = assemble(list(map(make_document, seeds)), seeds)
        assert bool([*cited_later(library, references(library))]) == (day >= told)


def test_common_words_are_those_that_are_common_enough() -> None:
    for least in (5.0, 6.0):
        found = set(common_words(least))
        assert all(commonness(word) >= least for word in found)
        assert "the" in found and "newt" not in found
    assert set(common_words(6.0)) < set(common_words(5.0))

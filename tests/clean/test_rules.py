"""The cases in `tests/rules/` are the specification of the cleaning rules.

A file a rule, with three lists: `in_the_wild` shows what a rule is for,
`must_not_fire` what looks like it and is not, `known_failures` what the rule does
not manage yet. A known failure that no longer fails has to move up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache, partial
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest
import yaml

from commonplace.clean import PHRASES, RULES
from commonplace.clean.chapters import linked
from commonplace.clean.misheard import read_glossary
from commonplace.clean.rule import Context, Rule, apply, spoken
from commonplace.clean.turns import rejoined
from commonplace.model import Misheard, Reading, Tracked
from commonplace.readers import READERS, scaffolding
from tests.in_groups import in_groups

FOLDER = Path(__file__).parents[1] / "rules"
LISTS = ("in_the_wild", "must_not_fire", "known_failures")
RULE = {rule.id: rule for rule in RULES}
READER = {reader.name: reader for reader in READERS}
#: How many cases the rules with the most varied prey have at least.
RICH = {
    "image": 12,
    "embed": 8,
    "liquid": 10,
    "attribute": 8,
    "div": 8,
    "footnote": 6,
    "pandoc-attribute": 6,
    "mojibake": 6,
    "escape": 8,
    "dash": 6,
    "heading": 6,
    "list-gap": 5,
    "list-indent": 6,
    "wrap": 8,
    "repeat": 5,
    "detached": 6,
    "misheard": 8,
}
#: Rules that may find more to do in what they have made of a text, and why that is right.
NOT_IDEMPOTENT = {
    "repeat": "a caption that was printed three times in a row is taken away once a pass",
    "escape": "what was an escaped backslash before a sign is a backslash before it",
    "mojibake": "a text may have been read wrongly more than once",
    "liquid": "a tag that was shown as text by its escape would act the second time",
    "misheard": "what was said may itself be what is misheard of something else",
    "rejoin": "the marks move with the words, and are not given a second time",
    "time-link": "a time that has become a link is told by the link behind it",
}


@dataclass(frozen=True, kw_only=True)
class Case:
    """A text before and after a rule, and what the rule is told besides."""

    rule: str
    name: str
    format: str
    before: str
    after: str
    title: str = ""
    images: dict[str, str] = field(default_factory=dict)
    glossary: tuple[Misheard, ...] = ()


@cache
def load(path: Path) -> dict[str, list[dict[str, Any]]]:
    found = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    assert isinstance(found, dict)
    return {name: found[name] or [] for name in LISTS if name in found}


@cache
def cases(*names: str) -> list[Case]:
    return [case for name in names for case in _cases(name)]


def _cases(name: str) -> Iterator[Case]:
    for path in sorted(FOLDER.glob("*.yml")):
        for fields in load(path).get(name, []):
            known = dict(fields)
            known["glossary"] = (
                read_glossary({"misheard": known["glossary"]}) if "glossary" in known else ()
            )
            known.setdefault("after", known["before"])
            yield Case(rule=path.stem, **known)


#: The cases of a rule are tried in one test.
of_rules = partial(in_groups, group=attrgetter("rule"), name=attrgetter("name"))


def read(case: Case) -> Reading:
    return READER[case.format].read(Tracked(case.before), "seeds/case")


def cleaned(case: Case) -> Tracked:
    """The text of a case as its reader leaves it, with the one rule run over it."""
    reading = read(case)
    return once(case, reading, reading.text)


def once(case: Case, reading: Reading, text: Tracked) -> Tracked:
    context = Context(
        format=case.format, title=case.title, images=case.images, glossary=case.glossary
    )
    if case.rule == "comment":
        return text  # the reader has taken it away
    if case.rule == "rejoin":
        return rejoined(reading.marks, text)[1]
    if case.rule == "time-link":
        return linked(text, reading.marks, spoken(text, reading.marks), "https://example.org/v?v=1")
    rule = RULE[case.rule]
    return apply(rule, text, context, reading.marks) if case.format in rule.formats else text


@of_rules("case", cases("in_the_wild"))
def test_what_a_rule_is_for(case: Case) -> None:
    assert case.after != case.before
    assert str(cleaned(case)) == case.after


@of_rules("case", cases("must_not_fire"))
def test_what_a_rule_leaves_alone(case: Case) -> None:
    text = cleaned(case)
    assert str(text) == case.after
    assert not [change for change in text.changes() if change.rule == case.rule]


@of_rules("case", cases("known_failures"))
def test_a_known_failure_still_fails(case: Case) -> None:
    assert str(cleaned(case)) != case.after, f"{case.name} works now: move it up"


@of_rules("case", cases(*LISTS))
def test_every_character_is_accounted_for(case: Case) -> None:
    text = cleaned(case)
    end = 0
    for piece in text.pieces:
        assert piece.start == end
        end = piece.end
        if piece.rule is None:
            assert piece.text == case.before[piece.start : piece.end]
    assert end == len(case.before)
    readers = {"comment", *_scaffolding()}
    assert {change.rule for change in text.changes()} <= {case.rule, *readers}


def _scaffolding() -> set[str]:
    return set(scaffolding.PHRASES)


@of_rules(
    "case",
    [
        case
        for case in cases(*LISTS)
        # A picture that is here has got its address on the site, which is no address here.
        if case.rule not in NOT_IDEMPOTENT and not case.images
    ],
)
def test_a_rule_finds_nothing_to_do_in_what_it_has_done(case: Case) -> None:
    reading = read(case)
    text = once(case, reading, reading.text)
    assert str(once(case, reading, text)) == str(text)


# The cases themselves -----------------------------------------------------------------


@pytest.mark.parametrize("rule", PHRASES)
def test_every_rule_has_its_cases(rule: str) -> None:
    path = FOLDER / f"{rule}.yml"
    assert path.exists(), f"{rule} has no cases: write {path.name}"
    found = load(path)
    assert tuple(found) == LISTS
    assert len(found["in_the_wild"]) >= RICH.get(rule, 4)
    assert len(found["must_not_fire"]) >= 3
    names = [case["name"] for cases in found.values() for case in cases]
    assert len(names) == len(set(names))


def test_no_cases_are_without_a_rule() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(PHRASES)


def test_the_names_of_rules_are_their_own() -> None:
    assert len(RULE) == len(RULES)
    assert not set(PHRASES) & set(scaffolding.PHRASES)


def test_exceptions_are_of_rules_that_exist() -> None:
    assert set(NOT_IDEMPOTENT) | set(RICH) <= set(PHRASES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_says_why(rule: Rule) -> None:
    assert rule.why.endswith(".")
    assert rule.phrase.one != rule.phrase.many
    assert rule.formats <= set(READER)


# Cases among other words --------------------------------------------------------------

BEFORE, BEHIND = "Newts swim in ponds.\n\n", "\n\nReeds grow beside them.\n"
#: Rules that ask where in a text something stands.
PLACED = {"title", "comment", "rejoin", "time-link", "repeat", "caption-line", "detached"}


@of_rules(
    "case",
    [
        case
        for case in cases("in_the_wild", "must_not_fire")
        if case.rule not in PLACED and case.format == "jekyll"
    ],
)
def test_a_rule_does_the_same_among_other_words(case: Case) -> None:
    """Where a thing stands in a text is nothing to a rule that asks only what it is."""
    among = replace(case, before=f"{BEFORE}{case.before.strip(chr(10))}{BEHIND}")
    made = str(
        once(among, Reading(format=case.format, text=Tracked(among.before)), Tracked(among.before))
    )
    assert made.startswith(BEFORE.rstrip()) and made.endswith(BEHIND.lstrip())
    assert made[len(BEFORE) : -len(BEHIND)].split() == case.after.split()

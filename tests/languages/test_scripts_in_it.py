"""Scripts in another language: their texts are in place, and nothing else changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pytest

from commonplace.model.texts import ENGLISH, Texts
from commonplace.project import texts
from commonplace.query.language import Message
from commonplace.render.script_texts import TextError, in_language, texts_in
from commonplace.render.scripts import BROWSER, scripts
from tests.languages.pseudo import PSEUDO

HEAD = 'import { many, t } from "../texts.js";\n'
POLISH = Texts(
    language="pl",
    mark="x",
    table={
        "Play from {time}": "Od {time}: `${x}`\\",
        "{n} hits": {"one": "{n} trafienie", "few": "{n} trafienia", "other": "{n} trafień"},
    },
)


def test_english_is_what_the_module_says() -> None:
    found = in_language(HEAD + "a(t`Play from ${at.time}`, t`Close`, many(n)`${n} hit|${n} hits`);")
    assert found == 'a(`Play from ${at.time}`, "Close", (n === 1 ? `${n} hit` : `${n} hits`));'


def test_a_translation_is_a_text_and_never_code() -> None:
    found = in_language(HEAD + "a(t`Play from ${time}`, many(n)`${n} hit|${n} hits`);", POLISH)
    assert r"`Od ${time}: \`\${x}\`\\`" in found
    assert 'new Intl.PluralRules("pl").select(n)' in found and "few: `${n} trafienia`" in found


def test_a_module_without_texts_is_left_alone() -> None:
    assert in_language("const t = 1; a(t`x`);", POLISH) == "const t = 1; a(t`x`);"


@pytest.mark.parametrize("value", ["a + b", "f(x)", "a[0]", '"x"'])
def test_a_value_needs_a_name(value: str) -> None:
    with pytest.raises(TextError, match="give"):
        in_language(f"{HEAD}t`x ${{{value}}}`;")


def test_every_text_of_the_scripts_is_in_place_in_every_language() -> None:
    german, _ = texts.read("de")
    for said in (ENGLISH, german, PSEUDO):
        made = {name: data.decode() for name, data in scripts((), "", said).items()}
        everything = "\n".join(made.values())
        assert not re.search(r"\bt`|\bmany\([\w.]+\)`|\bLOCALE\b", everything)
        for path in sorted(BROWSER.rglob("*.js")):
            for found in texts_in(path.read_text(encoding="utf-8")):
                if len(found) == 1 and "{" not in found[0] and '"' not in found[0]:
                    assert said.say(found[0]) in everything, (said.language, found)
        engine = made["assets/commonplace/engine.js"]
        assert all(said.say(one).split("{}")[-1] in engine for one in Message)


def test_a_language_costs_no_request_and_few_bytes() -> None:
    german, _ = texts.read("de")
    ours, theirs = (sum(map(len, scripts((), "", said).values())) for said in (ENGLISH, german))
    assert scripts((), "", german).keys() == scripts().keys() and theirs < ours * 1.05


def test_no_text_of_a_module_is_without_its_mark() -> None:
    """What readers see of an element, and what begins like a sentence."""
    seen = re.compile(r'(?:"aria-label"|title|placeholder): ["`]([^"`]*[a-z][^"`]*)["`]')
    sentence = re.compile(r'[\s(\[]["`]([A-Z][a-z]+[,:]? [a-z][^"`\n]*)["`]')
    left = [
        (path.name, text)
        for path in sorted(BROWSER.rglob("*.js"))
        if path.name not in ("texts.js", "language.js")
        for text in _found_by((seen, sentence), path.read_text(encoding="utf-8"))
    ]
    assert left == [
        # Slips in the program, not in what a reader does; they end in the console.
        ("elements.js", "The page has no ${selector}"),
        ("store.js", "Only terms in fields with positions have them"),
        ("worker.js", "The engine was not told where the site is"),
    ]


def _found_by(patterns: Iterable[re.Pattern[str]], source: str) -> Iterator[str]:
    source = re.sub(r"/\*.*?\*/", "", source, flags=re.S)
    source = re.sub(r"(?<!:)//.*", "", source)
    for pattern in patterns:
        yield from pattern.findall(source)

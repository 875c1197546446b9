"""The texts of scripts in the language of a site, put in their places when scripts are made.

A module marks each text that readers see: t`Play from ${time}`, and many(count)`${n} hit|${n}
hits` for one that counts. What becomes of it is a plain text of JavaScript, so that a script in
another language is hardly longer, needs no file of its own, and asks for nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from commonplace.model.texts import ENGLISH, PLACE, Texts

_MODULE = re.compile(r'^import \{[^{}]*\} from "[./]*/texts\.js";\n', re.M)
_TEXT = re.compile(r"\b(?:t|many\((?P<count>[\w.]+)\))`(?P<text>[^`]*)`")
_VALUE = re.compile(r"\$\{([^{}]*)\}")
_NAME = re.compile(r"[A-Za-z][\w.]*")
_LOCALE = re.compile(r"\bLOCALE\b")


class TextError(ValueError):
    """A text of a script has a value that is no plain name."""


def in_language(source: str, texts: Texts = ENGLISH) -> str:
    r"""A module of JavaScript with its texts in a language; raises TextError.

    >>> taken = 'import { t } from "./texts.js";\n'
    >>> in_language(taken + "say(t`Play from ${at.time}`, t`Close`);")
    'say(`Play from ${at.time}`, "Close");'
    """
    if not _MODULE.search(source):
        return source

    def said(found: re.Match[str]) -> str:
        values = _values(found["text"])
        if not found["count"]:
            return _literal(texts.say(_key(found["text"])), values)
        one, _, many = _key(found["text"]).partition("|")
        return _counting(found["count"], texts, one, many, values)

    source = _LOCALE.sub(json.dumps(texts.language), _MODULE.sub("", source))
    return _TEXT.sub(said, source)


def texts_in(source: str) -> Iterator[tuple[str, ...]]:
    """The texts of a module, each alone or as a pair of what fits one and what fits many."""
    if _MODULE.search(source):
        for found in _TEXT.finditer(source):
            key = _key(found["text"])
            yield tuple(key.split("|")) if found["count"] else (key,)


def _values(text: str) -> dict[str, str]:
    """What stands in the places of a text, by the names that translations have for them."""
    values = _VALUE.findall(text)
    for value in values:
        if not _NAME.fullmatch(value):
            raise TextError(f"`{text}`: give {value} a name before the text")
    return {_named(value): value for value in values}


def _key(text: str) -> str:
    r"""A text as translations have it.

    >>> _key(r"At ${hit.time} \u2026")
    'At {time} …'
    """
    text = _VALUE.sub(lambda found: f"{{{_named(found[1])}}}", text)
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)


def _named(value: str) -> str:
    return value.rpartition(".")[2]


def _literal(text: str, values: Mapping[str, str]) -> str:
    """A text as JavaScript writes it."""
    if not values:
        return json.dumps(text, ensure_ascii=False)
    safe = re.sub(r"[\\`]|\$(?=\{)", r"\\\g<0>", text)
    placed = PLACE.sub(
        lambda place: f"${{{values[place[1]]}}}" if place[1] in values else place[0], safe
    )
    return f"`{placed}`"


def _counting(count: str, texts: Texts, one: str, many: str, values: Mapping[str, str]) -> str:
    """An expression for the form that fits a number."""
    forms = texts.table.get(many)
    if not isinstance(forms, Mapping):
        if one == many:
            return _literal(one, values)
        return f"({count} === 1 ? {_literal(one, values)} : {_literal(many, values)})"
    written = ", ".join(f"{name}: {_literal(form, values)}" for name, form in forms.items())
    rules = f"new Intl.PluralRules({json.dumps(texts.language)}).select({count})"
    # A whole number may have a category that the language has for fractions alone.
    return f"(all => all[{rules}] ?? all.other)({{ {written} }})"

"""Every text of the program that readers see, found where the program asks for it."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import jinja2
from jinja2 import nodes

import commonplace
from commonplace.model.texts import Wording
from commonplace.query.language import Message
from commonplace.render import styles
from commonplace.render.script_texts import texts_in
from commonplace.site.dress import theme_texts

PACKAGE = Path(commonplace.__file__).parent
HEAD = """\
# Every text that readers see, in the order in which the program has them. To translate them,
# copy this file, and leave the texts before the colons as they are. docs/languages.md tells more.
# `pytest tests/languages --update-goldens` renews the file.
"""
#: A text alone, or what it is for one and for many.
Found = tuple[str, ...]


def found() -> Iterator[tuple[str, Iterator[Found]]]:
    """The texts by the parts of the program."""
    yield "Pages", _in_templates()
    yield "Python", _in_python()
    yield "The theme", ((text,) for text in theme_texts())
    yield "Styles", ((words,) for _, words in styles.WORDS.findall(styles.source()))
    yield "Scripts", _in_scripts()
    yield "What is wrong with a query", ((str(message),) for message in Message)


def english() -> tuple[str, Mapping[str, Wording]]:
    """The file of all texts in English, and what is in it."""
    table: dict[str, Wording] = {}
    lines = [HEAD]
    for name, texts in found():
        lines.append(f"\n# {name}\n")
        for text in texts:
            if text[-1] in table:
                continue
            if len(text) == 1:
                table[text[0]] = text[0]
                lines.append(f"{_quoted(text[0])}: {_quoted(text[0])}\n")
            else:
                one, many = text
                table[many] = {"one": one, "other": many}
                lines.append(f"{_quoted(many)}:\n  one: {_quoted(one)}\n  other: {_quoted(many)}\n")
    return "".join(lines), table


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _in_templates() -> Iterator[Found]:
    environment = jinja2.Environment()
    environment.filters |= dict.fromkeys(
        ("address", "heading", "one_block", "front_matter", "shown", "thousands"), str
    )
    for path in sorted((PACKAGE / "render" / "templates").glob("*.j2")):
        if path.name == "report.md.j2":  # which readers never see
            continue
        for call in environment.parse(path.read_text(encoding="utf-8")).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "t":
                yield from ((text,) for text in _constants(call.args[0]))
            if isinstance(call.node, nodes.Name) and call.node.name == "n" and len(call.args) == 3:
                ones, manys = map(_constants, call.args[1:])
                yield from zip(ones, manys, strict=True)


def _constants(node: nodes.Node) -> list[str]:
    """The texts that an expression may be; a condition is none of them."""
    if isinstance(node, nodes.Const):
        return [node.value]
    if isinstance(node, nodes.CondExpr):
        return [*_constants(node.expr1), *(_constants(node.expr2) if node.expr2 else [])]
    return []


def _in_python() -> Iterator[Found]:
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield from _asked(node)


def _asked(call: ast.Call) -> Iterator[Found]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in ("say", "noted") and call.args:
        yield from ((text,) for text in _strings(call.args[0]))
    elif name == "map" and getattr(call.args[0], "id", "") == "noted":
        elements = getattr(call.args[1], "elts", ())
        yield from ((text,) for one in elements for text in _strings(one))
    elif name in ("many", "counting", "Phrase"):
        texts = [text for one in call.args for text in _strings(one)]
        if len(texts) == 2:
            yield texts[0], texts[1]


def _strings(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return [*_strings(node.body), *_strings(node.orelse)]
    return []


def _in_scripts() -> Iterator[Found]:
    for path in sorted((PACKAGE / "browser").rglob("*.js")):
        yield from texts_in(path.read_text(encoding="utf-8"))

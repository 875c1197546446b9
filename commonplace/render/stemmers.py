"""The stemmers of a site's languages as scripts, translated from those that Python uses.

The package snowballstemmer is written by Snowball's compiler, in the few forms of Python that
`_Translator` knows. So both engines have one algorithm, of whatever version is installed.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from commonplace.analysis.languages import ALGORITHMS
from commonplace.analysis.stop_words import STOP_WORDS, telling
from commonplace.render.scripts import BROWSER, script

PLACE = "assets/commonplace/stem-{}.js"
_LICENCE = """\
/*! A stemmer by Snowball (snowballstem.org), translated from the Python package snowballstemmer.
Copyright (c) 2001 Dr Martin Porter; (c) 2004, 2005 Richard Boulton; (c) 2006-2026 Olly Betts and
others. Redistribution and use in source and binary forms, with or without modification, are
permitted provided that the following conditions are met: 1. Redistributions of source code must
retain the above copyright notice, this list of conditions and the following disclaimer.
2. Redistributions in binary form must reproduce the above copyright notice, this list of
conditions and the following disclaimer in the documentation and/or other materials provided with
the distribution. 3. Neither the name of the Snowball project nor the names of its contributors may
be used to endorse or promote products derived from this software without specific prior written
permission. THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY
EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF
MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT
HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES;
LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF
LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH
DAMAGE. */
"""


def stemmers(languages: Iterable[str]) -> dict[str, bytes]:
    """A script for each language but English, by its place below `docs/`.

    It gives the engine the stemmer, and the stop words of the language.
    """
    return {PLACE.format(one): _script(one).encode() for one in sorted({*languages} - {""})}


@cache
def _script(language: str) -> str:
    entry = BROWSER / "search" / f"stem-{language}.js"
    return _LICENCE + script(entry, {entry: translated(language)})


def translated(language: str) -> str:
    """The module of a language's stemmer in JavaScript."""
    found = find_spec(f"snowballstemmer.{ALGORITHMS[language]}_stemmer")
    if found is None or found.origin is None:
        raise FileNotFoundError(f"snowballstemmer has no stemmer for {language!r}")
    tree = ast.parse(Path(found.origin).read_text(encoding="utf-8"))
    algorithm = next(node for node in tree.body if isinstance(node, ast.ClassDef))
    return "".join(_Translator(algorithm.name).module(algorithm, language))


_SIGNS = {
    ast.Eq: "===",
    ast.NotEq: "!==",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Add: "+",
    ast.Sub: "-",
    ast.Or: " || ",
    ast.And: " && ",
}


class _Translator:
    """Translates what Snowball's compiler writes; anything else is a ValueError."""

    def __init__(self, name: str) -> None:
        self.name = name

    def module(self, algorithm: ast.ClassDef, language: str) -> Iterator[str]:
        """The whole module: groups of letters, the class, tables of endings, the function."""
        yield 'import { Stemmer } from "./snowball.js";\n'
        yield 'import { ofQuery, table } from "./stops.js";\n'
        fields: list[str] = []
        tables: list[str] = []
        methods: list[str] = []
        for node in algorithm.body:
            match node:
                case ast.Assign(targets=[ast.Name(name)], value=ast.List(elts)):
                    tables.append(f"const {name} = [{','.join(map(self.among, elts))}];\n")
                case ast.Assign(targets=[ast.Name(name)], value=ast.Set(elts)):
                    signs = "".join(sorted(str(ast.literal_eval(one)) for one in elts))
                    tables.append(f"const {name} = new Set({json.dumps(signs)});\n")
                case ast.Assign(targets=[ast.Name(name)], value=ast.Constant(str(signs))):
                    tables.append(f"const {name} = new Set({json.dumps(signs)});\n")
                case ast.Assign(targets=[ast.Name(name)], value=ast.Tuple(elts)):
                    tables.append(f"const {name} = [{self.values(elts)}];\n")
                case ast.Assign(targets=[ast.Name(name)], value=value):
                    fields.append(f"{name} = {self.value(value)};\n")
                case ast.FunctionDef(name=name, body=body):
                    methods.append(f"{_plain(name)}() {{\n{_declared(node)}{self.block(body)}}}\n")
                case ast.Expr(ast.Constant()):
                    pass
                case _:
                    raise self.unknown(node)
        yield from tables
        yield f"class Own extends Stemmer {{\n{''.join(fields)}{''.join(methods)}}}\n"
        yield "const all = /** @type {any} */ (globalThis);\nconst own = new Own();\n"
        yield "all.commonplaceStems = { ...all.commonplaceStems, "
        yield f"{language}: (word) => own.stemWord(word) }};\n"
        words = sorted(STOP_WORDS[language])
        told = {n: " ".join(word for word in words if telling(word) == n) for n in (0, 0.5, 1)}
        given = json.dumps(list(told.items()), ensure_ascii=False)
        yield f"const stops = table({given});\n"
        yield f"all.commonplaceTold = {{ ...all.commonplaceTold, {language}: stops }};\n"
        yield "all.commonplaceStops = (...asked) => ofQuery(...asked, all.commonplaceTold);\n"

    def among(self, node: ast.expr) -> str:
        """A line of a table of endings."""
        match node:
            case ast.Call(func=ast.Name("Among"), args=[text, other, result, *method]):
                parts = [self.value(one) for one in (text, other, result)]
                parts += [f"(one) => one.{_plain(str(ast.unparse(one)))}()" for one in method]
                return f"[{', '.join(parts)}]"
        raise self.unknown(node)

    def values(self, held: list[ast.expr]) -> str:
        """Values, one after another."""
        return ", ".join(map(self.value, held))

    def block(self, body: Iterable[ast.stmt]) -> str:
        """Statements, one after another."""
        return "".join(map(self.statement, body))

    def statement(self, node: ast.stmt) -> str:
        """A statement. What Python jumps out of with an exception is a labelled block."""
        match node:
            case ast.Try(body=body, handlers=[ast.ExceptHandler(type=ast.Name(label))]):
                return f"{label}: {{\n{self.block(body)}}}\n"
            case ast.Raise(exc=ast.Call(func=ast.Name(label))):
                return f"break {label};\n"
            case ast.While(test=test, body=body, orelse=[]):
                return f"while ({self.value(test)}) {{\n{self.block(body)}}}\n"
            case ast.For(target=ast.Name(name), iter=ast.Tuple(elts), body=body, orelse=[]):
                return f"for ({name} of [{self.values(elts)}]) {{\n{self.block(body)}}}\n"
            case ast.If(test=test, body=body, orelse=other):
                more = f" else {{\n{self.block(other)}}}" if other else ""
                return f"if ({self.value(test)}) {{\n{self.block(body)}}}{more}\n"
            case ast.Assign(targets=[target], value=value):
                return f"{self.value(target)} = {self.value(value)};\n"
            case ast.AugAssign(target=target, op=op, value=value):
                return f"{self.value(target)} {_SIGNS[type(op)]}= {self.value(value)};\n"
            case ast.Return(value=value):
                return f"return {self.value(value) if value else ''};\n"
            case ast.Expr(value):
                return f"{self.value(value)};\n"
            case ast.Break():
                return "break;\n"
            case ast.Continue():
                return "continue;\n"
            case ast.Pass():
                return ""
        raise self.unknown(node)

    def value(self, node: ast.expr) -> str:
        """An expression."""
        match node:
            case ast.Constant(value=bool() | str() | int() as value):
                return json.dumps(value)
            case ast.Name(name):
                return name
            case ast.Attribute(value=ast.Name("self"), attr=name):
                return f"this.{_plain(name)}"
            case ast.Attribute(value=ast.Name(own), attr=name) if own == self.name:
                return name
            case ast.Call(func=ast.Name("len"), args=[held]):
                return f"{self.value(held)}.length"
            case ast.Call(func=ast.Attribute() as function, args=given):
                return f"{self.value(function)}({self.values(given)})"
            case ast.Subscript(value=held, slice=place):
                return f"{self.value(held)}[{self.value(place)}]"
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return f"{self.value(left)} {_SIGNS[type(op)]} {self.value(right)}"
            case ast.BinOp(left=left, op=op, right=right):
                return f"({self.value(left)} {_SIGNS[type(op)]} {self.value(right)})"
            case ast.BoolOp(op=op, values=values):
                return f"({_SIGNS[type(op)].join(map(self.value, values))})"
            case ast.UnaryOp(op=ast.Not(), operand=held):
                return f"!({self.value(held)})"
            case ast.UnaryOp(op=ast.USub(), operand=held):
                return f"-{self.value(held)}"
        raise self.unknown(node)

    def unknown(self, node: ast.AST) -> ValueError:
        """The error for what the translator does not know."""
        return ValueError(f"{self.name}: cannot be translated: {ast.unparse(node)[:70]}")


def _plain(name: str) -> str:
    """The name of a method: two underscores in front mean something in Python alone."""
    return name.removeprefix("__")


def _declared(function: ast.FunctionDef) -> str:
    """The declaration of a function's own variables."""
    names = sorted(
        {
            node.id
            for node in ast.walk(function)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }
    )
    return f"let {', '.join(names)};\n" if names else ""

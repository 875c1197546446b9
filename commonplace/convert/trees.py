"""Untrusted XML, parsed by expat without external references."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from commonplace.convert.converter import ConversionError
from commonplace.diagnostics.limits import Limits

_MEND = "export it again"


def parsed(data: bytes, limits: Limits) -> Element:
    """The root of a document. Names have their namespace in front, as in `{http://…}item`.

    Raises UnreadableError for what is broken, nested too deeply, or declares entities, which
    can unpack to more than a machine has.
    """
    builder = TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.nesting:
            raise ConversionError(f"its elements are nested more than {limits.nesting} deep", _MEND)
        builder.start(_named(name), {_named(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_named(name))

    def declares(*_: Any) -> None:
        remedy = "remove its `<!ENTITY` lines, and write out the text they stand for"
        raise ConversionError("it declares entities", remedy)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = declares
    try:
        parser.Parse(data, True)
    except expat.ExpatError as problem:
        raise ConversionError(f"it is not valid XML ({problem})", _MEND) from problem
    return builder.close()


def _named(name: str) -> str:
    return f"{{{name}" if "}" in name else name


def text(element: Element, name: str) -> str:
    """The words of a child of that name without its namespace; nothing for none.

    Children are looked up by their bare names, since exports of different ages have other
    namespaces.
    """
    return next(((one.text or "").strip() for one in element if bare(one) == name), "")


def bare(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""

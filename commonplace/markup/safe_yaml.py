"""YAML without what only attacks need: aliases, merge keys, objects."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler

#: Brackets inside one another; PyYAML takes the square of their number.
DEEPEST = 100
#: Bytes of a file; a longer one is no list that people keep by hand.
LONGEST = 4 * 1024**2

_BRACKET = re.compile(r"[][{}]")
#: The head of a line that may be a hundred blocks inside one another. LibYAML calls itself
#: for each, and many thousands of them end the process.
_DEEP = re.compile(r"^[-?: \t]{200}", re.M)
#: Fields that are words, whatever is in them, and what YAML takes words for.
_WORDS = frozenset(
    "title slug description subtitle summary excerpt lead lede standfirst "
    "author authors host hosts guest guests speakers topics tags categories "
    "keywords covered licence license note notice".split()
)
_NO_WORDS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("bool", "int", "float", "timestamp"))


class UnreadableError(ValueError):
    """A file cannot be read as YAML; the message says why, `line` where, from 1."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.line = line


class _Loader(yaml.SafeLoader):
    """Safe YAML without aliases, merge keys and duplicate keys."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]
            raise _no_alias(event.start_mark)
        return super().compose_node(parent, index)


class _FieldLoader(_Loader):
    """The same for fields of documents, some of which are always text."""


def load_yaml(block: str, *, fields: bool = False) -> Any:
    """Load YAML safely: no aliases, no merge keys, no duplicate keys, no objects.

    `fields` says that these are fields of a document. Raises yaml.YAMLError, or ValueError
    for an invalid value, such as the date 2024-02-31, and for deep nesting.
    """
    _check_depth(block)
    try:
        return YAMLHandler().load(block, Loader=_FieldLoader if fields else _Loader)
    except (ArithmeticError, AttributeError, LookupError, TypeError) as fault:
        # PyYAML's own constructors stumble over `!!timestamp no` and the like.
        raise ValueError(f"a value does not match the type of its tag ({fault})") from fault


def nodes(block: str) -> yaml.Node | None:
    """The nodes of a YAML text, with their places; raises as `load_yaml` does."""
    _check_depth(block)
    return yaml.compose(block, Loader=_Loader)


def read_yaml(path: Path) -> tuple[Any, yaml.Node | None]:
    """The content of a file, as `load_yaml` reads it, and its nodes, with their lines.

    Raises FileNotFoundError, and UnreadableError for any other problem.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LONGEST + 1)
        if len(data) > LONGEST:
            raise ValueError(f"it is longer than {LONGEST:,} bytes")
        text = data.decode("utf-8-sig")
        _check_depth(text)
        root = _composed(text)
        loader = _Loader("")
        return (None if root is None else loader.construct_document(root)), root
    except FileNotFoundError:
        raise
    except RecursionError as problem:
        raise UnreadableError("lists are nested too deeply", 1) from problem
    except (OSError, ValueError, yaml.YAMLError) as problem:
        mark = getattr(problem, "problem_mark", None)
        reason = str(getattr(problem, "problem", None) or problem)
        raise UnreadableError(reason, mark.line + 1 if mark else 1) from problem
    except (ArithmeticError, AttributeError, LookupError, TypeError) as fault:
        reason = f"a value does not match the type of its tag ({fault})"
        raise UnreadableError(reason, 1) from fault


def _composed(text: str) -> yaml.Node | None:
    """The nodes of a text. LibYAML, if available, is ten times as fast.

    What it rejects is left to the Python parser, whose messages are the same on every
    machine.
    """
    fast = getattr(yaml, "CSafeLoader", None)
    if fast and not _DEEP.search(text):
        try:
            root = yaml.compose(text, Loader=fast)
        except yaml.YAMLError:
            pass
        else:
            if not _has_alias(root):
                return root
    return yaml.compose(text, Loader=_Loader)


def _has_alias(root: yaml.Node | None) -> bool:
    """Whether a node is in two places."""
    seen: set[int] = set()
    waiting = [] if root is None else [root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            return True
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            waiting += [one for pair in node.value for one in pair]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
    return False


def _no_alias(mark: Any) -> yaml.YAMLError:
    return yaml.composer.ComposerError(None, None, "YAML aliases are not supported", mark)


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    """A mapping; raises for duplicate keys, and knows no merge keys."""
    result: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, str | int | float | bool):
            raise yaml.constructor.ConstructorError(
                None, None, "a key must be a plain word", key_node.start_mark
            )
        if key in result:
            raise yaml.constructor.ConstructorError(
                None, None, f"the key {key!r} appears twice", key_node.start_mark
            )
        result[key] = _value(loader, key, value_node)
    return result


def _value(loader: _Loader, key: object, node: yaml.Node) -> Any:
    """The value of a field; for a text field, the text as written and not YAML's reading of it.

    To YAML `yes` is true and `1:20` is eighty. Both may be titles.
    """
    if isinstance(loader, _FieldLoader) and str(key).lower() in _WORDS:
        for one in node.value if isinstance(node, yaml.SequenceNode) else [node]:
            if isinstance(one, yaml.ScalarNode) and one.style is None and one.tag in _NO_WORDS:
                one.tag = "tag:yaml.org,2002:str"
    return loader.construct_object(node, deep=True)


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def _check_depth(text: str) -> None:
    """Raise ValueError if too many brackets are open at once, even inside quotes."""
    depth = 0
    for bracket in _BRACKET.findall(text):
        depth += 1 if bracket in "[{" else -1
        if depth > DEEPEST:
            raise ValueError(f"brackets are nested more than {DEEPEST} deep")

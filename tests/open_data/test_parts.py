"""Long tables are cut: nothing is lost, and an edit changes one part."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping

import pytest
from jsonschema import Draft202012Validator

import tests.sample_catalogue as derived
from commonplace.model import in_turn
from commonplace.open_data import parts
from commonplace.open_data.files import TABLES, schema


def read(found: Mapping[str, str | bytes], name: str) -> list[object]:
    """The records of a table, from wherever they are, as `docs/open-data.md` says to read them."""
    whole = json.loads(found[f"{name}.json"])
    if "parts" not in whole:
        return list(whole[name])
    read: list[object] = []
    for part in whole["parts"]:
        data = found[part["file"]]
        assert isinstance(data, bytes)
        inner = json.loads(gzip.decompress(data))
        assert inner["$schema"] == f"../schema/{name}.json"
        assert len(inner[name]) == part["count"]
        read += inner[name]
    return read


@pytest.mark.parametrize("name", TABLES)
def test_a_long_table_is_cut_and_loses_nothing(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    table = TABLES[name](derived.catalogue(), in_turn)
    one = parts.cut(name, table, in_turn)
    assert one == {f"{name}.json": table}
    monkeypatch.setattr(parts, "LONG", 0)
    several = parts.cut(name, table, in_turn)
    assert len(several) > 1
    key = json.dumps
    assert sorted(map(key, read(several, name))) == sorted(map(key, read(one, name)))
    rules = Draft202012Validator(json.loads(schema(name)))
    for data in several.values():
        text = gzip.decompress(data) if isinstance(data, bytes) else data
        assert not list(rules.iter_errors(json.loads(text)))
    assert several == parts.cut(name, table, in_turn)


def test_an_edit_changes_one_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "LONG", 0)

    def made(words: str) -> Mapping[str, str | bytes]:
        lines = [
            json.dumps(
                {"slug": f"s{n}", "date": f"{2000 + n % 3}", "text": words if n == 7 else ""}
            )
            for n in range(100)
        ]
        table = '{"$schema":"schema/documents.json","documents":[\n' + ",\n".join(lines) + "\n]}\n"
        return parts.cut("documents", table, in_turn)

    one, two = made("a word"), made("many more words " * 100)
    assert list(one) == list(two) and len(one) == 7
    assert [name for name in one if one[name] != two[name]] == ["documents/2001-1.json.gz"]

"""Passages for OpenSearch and Elasticsearch: a mapping, and files for the bulk interface.

A bulk file is pairs of lines, an action and its document, and ends with a line break:
https://docs.opensearch.org/latest/api-reference/document-apis/bulk/
"""

from __future__ import annotations

import hashlib
import json

from commonplace.formats.passages import line, records
from commonplace.model import Catalogue

INDEX = "commonplace"
#: Bytes of a bulk file, unless one passage is longer; servers advise 5 to 15 MB a request.
LARGEST = 5_000_000
#: Bytes of an id that a server takes.
_LONGEST_ID = 512

_KEYWORD = {"type": "keyword"}
#: A text is found as it is written and, in English, in its other forms.
_TEXT = {"type": "text", "fields": {"stemmed": {"type": "text", "analyzer": "english"}}}
#: A name is found by its words, and counted and filtered as a whole.
_NAME = {"type": "text", "fields": {"whole": {"type": "keyword", "ignore_above": 512}}}
MAPPING = {
    "mappings": {
        "dynamic": "strict",
        "properties": {
            "id": _KEYWORD,
            "address": _KEYWORD,
            "document": _KEYWORD,
            "number": {"type": "integer"},
            "kind": _KEYWORD,
            "title": _TEXT,
            "date": {"type": "date", "format": "strict_date_optional_time"},
            "by": _NAME,
            "language": _KEYWORD,
            "licence": {"type": "text", "index": False},
            "heading": _TEXT,
            "speaker": _NAME,
            "start": {"type": "float"},
            "topics": _NAME,
            "people": _NAME,
            "text": _TEXT,
        },
    }
}


def bulk(catalogue: Catalogue, site: str | None) -> dict[str, str]:
    """`opensearch/mapping.json`, and `opensearch/bulk-0001.ndjson` and so on."""
    made = {"opensearch/mapping.json": json.dumps(MAPPING, indent=1) + "\n"}
    parts: list[list[str]] = []
    size = LARGEST
    for record in records(catalogue, site):
        action = {"index": {"_index": INDEX, "_id": _id(str(record["id"]))}}
        pair = f"{line(action)}\n{line(record)}\n"
        length = len(pair.encode("utf-8", errors="replace"))
        if size + length > LARGEST:
            parts.append([])
            size = 0
        parts[-1].append(pair)
        size += length
    for number, part in enumerate(parts, 1):
        made[f"opensearch/bulk-{number:04}.ndjson"] = "".join(part)
    return made


def _id(address: str) -> str:
    data = address.encode("utf-8", errors="replace")
    return address if len(data) <= _LONGEST_ID else hashlib.sha256(data).hexdigest()

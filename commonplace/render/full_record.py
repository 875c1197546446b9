"""A cleaned document as its full record, for `commonplace clean --json`."""

from __future__ import annotations

import json
from dataclasses import asdict

from commonplace.model import Document


def as_json(document: Document) -> str:
    """The full record of a document as JSON, without what only pages need."""
    record = asdict(document)
    record["date"] = document.date.at.isoformat() if document.date else None
    record["date_precision"] = document.date.precision if document.date else None
    record["address"] = document.address
    del record["source"]["text"], record["terms"]
    for passage in record["passages"]:
        del passage["html"]
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"

"""The timeline as CSV (RFC 4180), one event a row."""

from __future__ import annotations

import csv
import io

from commonplace.model import Catalogue, Event
from commonplace.open_data.records import event_record, events

COLUMNS = (
    *("lane", "date", "precision", "until", "until_precision", "resolved", "text"),
    *("document", "passage", "dated_by", "links", "topics", "people", "shown"),
)
#: What a spreadsheet takes for the beginning of a formula, or of a cell after one:
#: https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def timeline_csv(catalogue: Catalogue) -> str:
    """The events in the order of `timeline.json`.

    Lists are written with a space between. A text that a spreadsheet would take for a formula
    gets an apostrophe before it.
    """
    out = io.StringIO()
    rows = csv.writer(out)  # its own default is that of RFC 4180, line ends included
    rows.writerow(COLUMNS)
    for event in events(catalogue):
        record = {**event_record(catalogue, event), **_flat(event)}
        rows.writerow([cell(record.get(column)) for column in COLUMNS])
    return out.getvalue()


def cell(value: object) -> str:
    """A value as text that is no formula.

    >>> cell(True), cell(("a", "b")), cell("=1+1"), cell(None)
    ('true', 'a b', "'=1+1", '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = " ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _flat(event: Event) -> dict[str, object]:
    """The values that are records in the JSON file, as text."""
    return {
        "passage": event.quote.address if event.quote else None,
        "dated_by": event.dated_by.text if event.dated_by else None,
    }

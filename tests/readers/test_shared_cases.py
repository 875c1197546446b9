"""What comes of the small files in `../shared/cases`: who says what, under which fields.

Each file of `tests/goldens/cases/` has one paragraph a document, with the first words of its
passages, so that a change of reading is seen at a glance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from commonplace.collect import collect
from commonplace.model import Diagnostic, Document
from commonplace.pipeline import make_document

GOLDENS = Path(__file__).parents[1] / "goldens" / "cases"
#: Folders of cases, and those inside them that are about other things than reading.
FOLDERS = {
    "reading": frozenset[str](),
    "reports": frozenset({"A", "M", "S", "tools"}),
    "formats": frozenset[str](),
}
_BEGIN, _MOST = 60, 12  #: characters of a passage, and passages of a document


def shown(file: str, document: Document | None, told: tuple[Diagnostic, ...]) -> Iterator[str]:
    """The lines for one document, or for a file that none is made of."""
    yield f"== {file}"
    if document:
        people = ", ".join(f"{one.name} ({one.role})" for one in document.people)
        fields = {
            "title": document.title,
            "date": document.date,
            "people": people,
            "topics": ", ".join(document.topics),
            "video": document.video,
            "source": document.source.address,
            "held back": "; ".join(hold.why for hold in document.holds),
            "chapters": ", ".join(one.text for one in document.headings),
        }
        yield f"{document.kind}, read as {document.source.reader}"
        yield from (f"{name}: {value}" for name, value in fields.items() if value)
        for passage in document.passages[:_MOST]:
            who = f"{passage.speaker}: " if passage.speaker else ""
            words = " ".join(passage.text.split())
            end = " …" if len(words) > _BEGIN else ""
            yield f"  {passage.anchor} {who}{words[:_BEGIN]}{end}"
        if (more := len(document.passages) - _MOST) > 0:
            yield f"  and {more} more"
    yield from (f"! {one.severity}: {one.message}" for one in told)
    yield ""


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_shared_cases_are_read_as_expected(
    folder: str, shared: Path, golden: Callable[[Path, str], None]
) -> None:
    seeds, told = collect((shared / "cases" / folder,), chats=True)
    lines: list[str] = []
    for seed in sorted(seeds, key=lambda one: one.name):
        if seed.name.partition("/")[0] not in FOLDERS[folder]:
            lines += shown(seed.name, *make_document(seed))
    lines += [f"! {one.severity}: {Path(one.file).name}: {one.message}" for one in told]
    golden(GOLDENS / f"{folder}.txt", "\n".join(lines) + "\n")

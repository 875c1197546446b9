"""Which file, topic or person has which address: `addresses.yml`, and what builds remember.

Once given, an address stays with its owner as long as that exists, so that no later file can
take its place, whatever title, date or name it has. Builds keep the ledger beside the index;
a project may keep a copy of it under version control, for builds of fresh clones.
docs/decisions/0017-addresses.md has the reasons.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from commonplace.addresses.slugs import distinct, name_slug
from commonplace.markup.safe_yaml import UnreadableError, read_yaml
from commonplace.model import Derived, Diagnostic, Library, Vocabulary
from commonplace.model.diagnostics import error

_error = partial(error, why="an address once given stays with its file")

FILE = "addresses.yml"
_HEAD = (
    "# Which file, topic or person has which address. Builds write this and read it again.\n"
    "# Delete a line to free the address.\n"
)
#: Sections whose addresses belong to names, and not to files.
_NAMED = ("topics", "people")


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """Addresses by their owners, and the hashes of the seeds when they were last seen.

    The address of a page ends with a slash (`posts/good/`); an old address, which only
    redirects, does not. The owner is the `name` of a seed, or that of a topic or person.
    """

    owners: Mapping[str, str] = field(default_factory=dict)
    seeds: Mapping[str, str] = field(default_factory=dict)

    def by_key(self) -> dict[str, str]:
        """The owners by the form in which addresses must differ."""
        return {key(address): owner for address, owner in self.owners.items()}

    def pages_of(self) -> dict[str, list[str]]:
        """The addresses that each seed's page has had."""
        found: dict[str, list[str]] = {}
        for address, owner in sorted(self.owners.items()):
            if address.endswith("/") and not _is_named(address):
                found.setdefault(owner, []).append(address)
        return found

    def as_yaml(self) -> bytes:
        """The ledger as YAML."""
        lines = [_HEAD]
        for name, mapping in (("addresses", self.owners), ("seeds", self.seeds)):
            lines.append(f"{name}:{'' if mapping else ' {}'}\n")
            lines += (f"  {_quoted(one)}: {_quoted(mapping[one])}\n" for one in sorted(mapping))
        return "".join(lines).encode()


NO_LEDGER = Ledger()


def key(address: str) -> str:
    """The form in which two addresses must differ.

    >>> key("/Posts/Good/")
    'posts/good'
    """
    return address.strip("/").lower()


def read(path: Path) -> tuple[Ledger, tuple[Diagnostic, ...]]:
    """The ledger in a file, and what is wrong with it; an empty one if there is none.

    A mistake affects only its own line.
    """
    try:
        found, _ = read_yaml(path)
    except FileNotFoundError:
        return NO_LEDGER, ()
    except UnreadableError as problem:
        message = f"the list of addresses cannot be read: {problem}"
        return NO_LEDGER, (_error(path, problem.line, message, "fix it, or delete the file"),)
    if found is None:
        return NO_LEDGER, ()
    parts = (
        {name: found.get(name) or {} for name in ("addresses", "seeds")}
        if (isinstance(found, dict))
        else {}
    )
    if not parts or not all(isinstance(part, dict) for part in parts.values()):
        message = "`addresses` must be a mapping"
        remedy = "write each one under `addresses:` as posts/name/: file.md"
        return NO_LEDGER, (_error(path, 1, message, remedy),)
    good: dict[str, dict[str, str]] = {name: {} for name in parts}
    told = []
    for name, part in parts.items():
        for one, value in part.items():
            if isinstance(one, str) and isinstance(value, str) and key(one) and value:
                good[name][one.lstrip("/")] = value
            else:
                message = f"{name}: {str(one)[:60]!r} was ignored: it names no owner"
                told.append(_error(path, 1, message, "write it as posts/name/: file.md"))
    return Ledger(owners=good["addresses"], seeds=good["seeds"]), tuple(told)


def merged(first: Ledger, second: Ledger) -> Ledger:
    """Two ledgers as one; where they disagree, the first one counts."""
    held = first.by_key()
    more = {one: owner for one, owner in second.owners.items() if key(one) not in held}
    return Ledger(owners={**first.owners, **more}, seeds={**first.seeds, **second.seeds})


def of_those_there(
    ledger: Ledger, seeds: Mapping[str, str], is_there: Callable[[str], bool]
) -> Ledger:
    """The ledger without owners that are gone; renamed seeds keep their addresses.

    `seeds` are the names of seeds and the hashes of their bytes; `is_there` says whether a
    file exists, readable or not. A seed was renamed if its name is new and it alone has the
    bytes of one that is gone.
    """
    known = dict.fromkeys(ledger.owners.values()) | dict.fromkeys(ledger.seeds)
    files = [name for name in known if name not in seeds and not is_there(name)]
    fresh: dict[str, list[str]] = {}
    for name, digest in seeds.items():
        if name not in known:
            fresh.setdefault(digest, []).append(name)
    names = {name: name for name in known if name not in files}
    taken: set[str] = set()
    for name in sorted(files):
        now = fresh.get(ledger.seeds.get(name, ""), [])
        if len(now) == 1 and now[0] not in taken:
            names[name] = now[0]
            taken.add(now[0])
    owners = {
        address: owner if _is_named(address) else names[owner]
        for address, owner in ledger.owners.items()
        if _is_named(address) or owner in names
    }
    return Ledger(
        owners=owners,
        seeds={names[name]: one for name, one in ledger.seeds.items() if name in names},
    )


def after(
    ledger: Ledger,
    library: Library,
    derived: Derived,
    vocabulary: Vocabulary,
    seeds: Mapping[str, str],
) -> Ledger:
    """The ledger with all addresses that a build has given."""
    sources = {document.address: document.source.name for document in library.documents}
    entries = {
        "topics": {entry.name for entry in vocabulary.topics or ()},
        "people": {entry.name for entry in vocabulary.people},
    }
    owners = {
        address: owner
        for address, owner in ledger.owners.items()
        if not _is_named(address) or owner in entries[address.partition("/")[0]]
    }
    owners |= {f"topics/{topic.slug}/": topic.name for topic in derived.topics}
    owners |= {f"people/{person.slug}/": person.name for person in derived.people}
    owners |= sources
    held = {key(address) for address in owners}
    owners |= {
        old: sources[address] for old, address in library.redirects.items() if key(old) not in held
    }
    return replace(ledger, owners=owners, seeds={**ledger.seeds, **seeds})


def slugs_of(section: str, names: Sequence[str], ledger: Ledger) -> list[str]:
    """A slug for each name of a topic or person: its present one, or a new one.

    Of new names that want the same slug, one that reads like the slug gets it, and the others
    get an extra letter.

    >>> slugs_of("topics", ["C", "C#", "Sea!", "Sea"], Ledger(owners={"topics/c/": "C"}))
    ['c', 'c-sharp', 'seab', 'sea']
    """
    place = {name: number for number, name in reversed(list(enumerate(names)))}
    found = {
        place[owner]: address.split("/")[1]
        for address, owner in ledger.owners.items()
        if address.startswith(f"{section}/") and owner in place
    }
    fresh = [number for number in range(len(names)) if number not in found]
    fresh.sort(key=lambda n: names[n].casefold().replace(" ", "-") != name_slug(names[n]))
    wanted = [*sorted(found.values()), *(name_slug(names[number]) for number in fresh)]
    given = distinct(["index", *wanted])[1 + len(found) :]  # that is a list's own page
    found |= dict(zip(fresh, given, strict=True))
    return [found[number] for number in range(len(names))]


def _is_named(address: str) -> bool:
    return address.startswith(tuple(f"{section}/" for section in _NAMED))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)

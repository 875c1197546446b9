"""What the addresses in the documents of a library mean, on the web and on the site."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from urllib.parse import urljoin

from commonplace.addresses.linking import WIKI, key, page, squashed, targets
from commonplace.analysis import tokens
from commonplace.derive.addresses import is_front, normal
from commonplace.derive.spellings import on_web
from commonplace.markup.web import as_read, parts_of
from commonplace.model import Citation, Document, Library

#: Words of a title that is unmistakable.
TITLE_WORDS = 3
#: Passages that are the head or the foot of a document, and how many have to be alike.
_EDGE, _BOILERPLATE = 1, 4
#: The address of a post by its date and name, as blogs have it.
_FOLDERS = frozenset("posts post blog articles p notes episodes".split())
_DATED_PATH = re.compile(
    r"/(?P<year>\d{4})/(?P<month>\d\d)/(?:(?P<day>\d\d)/)?(?P<name>[^/?#]+?)(?:\.html?)?/?(?:index\.html?)?\Z"
)
#: A post by its number: where it is read, where it is edited, and as WordPress has it.
_NUMBERED = re.compile(
    r"/(?:home/post/|@[\w-]+/)?p-(\d{1,15})(?=/|\?|\Z)|/publish/posts?/(?:detail/)?(\d{1,15})(?=/|\?|\Z)"
    r"|[?&](?:p|page_id|post_id)=(\d{1,15})(?=&|\Z)"
)
#: Hosts of everybody's posts, each with a number of its own.
_EVERYBODYS = frozenset({"substack.com", "open.substack.com"})


class OwnAddresses:
    """What the addresses of a library's documents are, on the web and on the site."""

    def __init__(self, library: Library) -> None:
        self.documents = {d.address: d for d in library.documents}
        self._targets = targets(library)
        self._web: dict[str, list[str]] = defaultdict(list)
        self._learned: dict[str, str] = {}
        self._hosts: set[str] = set()
        self._inner: set[str] = set()
        self._numbers: defaultdict[str, list[str]] = defaultdict(list)
        self._posts: dict[str, str] = {}
        self.titled: dict[tuple[str, ...], list[Document]] = defaultdict(list)
        # A recording is identified by its transcript, not by what others write about it.
        for document in sorted(library.documents, key=lambda d: d.kind != "transcript"):
            for address in (document.source.address, document.video):
                if address and normal(address):
                    self._web[normal(address)].append(document.address)
            if address := document.source.address or document.source.base:
                self._hosts.add(normal(address).partition("/")[0])
            if document.source.post_id:
                post, _, name = document.source.post_id.partition(".")
                self._numbers[post].append(document.address)
                self._posts.setdefault(squashed(name), document.address)
            count = len(document.passages)
            for number, passage in enumerate(document.passages):
                if _EDGE <= number < count - _EDGE:
                    self._inner.add(f"{document.address}#{passage.anchor}")
            words = tuple(tokens(document.title))
            if len(words) >= TITLE_WORDS:
                self.titled[words].append(document)

    def full(self, address: str, document: Document) -> str:
        """Where a link of a document leads: an address on the web, or one of the site.

        Empty where it leads nowhere.
        """
        address = on_web(as_read(address))
        parts = parts_of(address)
        if parts is None:
            return ""
        if address.startswith(WIKI):
            return page(f"{WIKI}{parts.path}", document, self._targets) or ""
        if parts.scheme or parts.netloc:
            full = f"https:{address}" if not parts.scheme else address
            return self._at_home(full, document) or (full if normal(full) else "")
        if there := page(parts.path, document, self._targets):
            return there
        home = document.source.address or document.source.base
        full = urljoin(home, address) if home else ""
        return self._at_home(full, document) or (full if normal(full) else "")

    def _at_home(self, address: str, document: Document) -> str:
        """The document that an address on a site of the documents' own means, empty for none.

        Where no document says where it comes from, a post's whole date and name will do.
        """
        host, _, path = normal(address).partition("/")
        if numbered := self._numbered(host, f"/{path}" if path else address):
            return numbered
        dated = _DATED_PATH.search(f"/{path}")
        if not path or not (host in self._hosts or (not self._hosts and dated and dated["day"])):
            return ""
        if found := self._targets.pages.get(key(path)):
            return found
        if not dated:
            folder, _, name = key(path).rpartition("/")
            known = self._targets.names.get(squashed(name)) or self._posts.get(squashed(name))
            return known or "" if folder in _FOLDERS else ""
        known = self._targets.names.get(squashed(dated["name"]), "")
        date = self.documents[known].date if known else None
        month = f"{dated['year']}-{dated['month']}"
        return known if date and str(date).startswith(month) else ""

    def _numbered(self, host: str, path: str) -> str:
        """The document that an address means by the number of its post, empty for none."""
        number = _NUMBERED.search(path) if self._numbers else None
        if not number or host.partition("?")[0] not in self._hosts | _EVERYBODYS:
            return ""
        found = self._numbers.get(next(filter(None, number.groups())), ())
        return found[0] if len(found) == 1 else ""

    def is_boilerplate(self, citations: Sequence[Citation]) -> bool:
        """Whether many documents have a link only in their first words or their last."""
        documents = {citation.document for citation in citations}
        quotes = [citation.quote for citation in citations if citation.quote]
        several = len(documents) >= _BOILERPLATE and len(quotes) == len(citations)
        return several and all(quote.address not in self._inner for quote in quotes)

    def learn(self, address: str, words: str) -> None:
        """Note what a link calls an address: it may be the full title of a document."""
        found = self.titled.get(tuple(tokens(words)), [])
        if len(found) == 1 and address not in self.documents and not is_front(address):
            self._learned.setdefault(normal(address), found[0].address)

    def document(self, address: str, document: Document) -> str | None:
        """The document of the corpus that is the work behind an address, if one is.

        If several have the address, it is the linking document, or else the first.
        """
        if address in self.documents:
            return address
        learned = self._learned.get(normal(address))
        found = [learned] if learned else self._web.get(normal(address), [])
        if document.address in found:
            return document.address
        return found[0] if found else None

"""What a site says of itself: the maker's words, none of ours."""

from __future__ import annotations

from dataclasses import dataclass, replace

from commonplace.model.derived import Derived
from commonplace.model.texts import ENGLISH, Texts

#: The pages about all documents together, in the order in which they are named.
PAGES = ("timeline", "topics", "people", "references", "abbreviations")


#: What has no title.
UNTITLED = "Untitled"


@dataclass(frozen=True, kw_only=True)
class Identity:
    """The words of `mkdocs.yml` that pages, feeds and data show, and which pages there are.

    `welcome` stands on the home page, `rights` in feeds. `contributing` and `searching` are
    the addresses of pages that the maker wrote, empty where there are none. `captions` says
    whether transcripts have files for players, too, `book` whether readers can save passages
    on their own device, `keep_offline` whether a service worker keeps the pages they visited,
    and `offline_zip` whether they can download the whole site. `under` is the folder of the
    site that all of it is in, with a slash at the end; it is empty for a whole site. `texts` are
    what pages say in the language of the site.
    """

    name: str = UNTITLED
    description: str = ""
    welcome: str = ""
    rights: str = ""
    contributing: str = ""
    searching: str = ""
    pages: tuple[str, ...] = PAGES
    captions: bool = False
    book: bool = True
    under: str = ""
    keep_offline: bool = False
    offline_zip: bool = False
    texts: Texts = ENGLISH

    def shown(self, derived: Derived) -> Derived:
        """What was derived, without what has no page here, so that nothing leads to it."""
        has = self.pages.__contains__
        return replace(
            derived,
            events=derived.events if has("timeline") else (),
            topics=derived.topics if has("topics") else (),
            proposed=derived.proposed if has("topics") else (),
            people=derived.people if has("people") else (),
            references=derived.references if has("references") else (),
            abbreviations=derived.abbreviations if has("abbreviations") else (),
            unlinked=derived.unlinked if has("references") else {},
        )


#: Of a site of which nothing is known.
NOBODY = Identity()

"""From the library to the files below `docs/`: pages, indexes, redirects, records."""

from commonplace.render import abbreviations, links
from commonplace.render.pages import Pages, pages

#: What is worked out of each document alone, and takes little memory.
ALONE = (links.ids_of, links.hrefs, abbreviations.capitals)

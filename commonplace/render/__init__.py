"""From the library to the files below `docs/`: pages, indexes, redirects, records."""

from commonplace.render.pages import Pages, pages

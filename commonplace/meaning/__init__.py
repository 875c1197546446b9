"""Finding by meaning: vectors of words and passages, made from the collection itself.

docs/decisions/0021-by-meaning.md says why it is done so, docs/search-format.md describes the
files. `making` makes them at build, `asking` answers from them; the browser has a twin of
that, `browser/search/meaning.js`.
"""

from commonplace.meaning.asking import Cosines, Sought, asked
from commonplace.meaning.files import NOTHING, Meant
from commonplace.meaning.making import made

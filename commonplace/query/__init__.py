"""The query language: what a reader types becomes a tree that both engines understand.

The browser's engine has twins of these modules in `browser/search/`: `tree.js`,
`parse.js` and `matching.js`. What is in `language.py` is exported for it. The table
`tests/search/queries.json` holds what both of them have to make of a query, and
tests/export/test_twins.py compares them.
"""

from commonplace.query.language import (
    LONGEST_SHORT,
    MOST_EDITS,
    NAME_FIELDS,
    SHORTEST_CORRECTED,
    STOP_WORDS,
    TOGETHER,
    WRITTEN,
    is_stop_word,
)
from commonplace.query.matching import distance, literal, marker, matches
from commonplace.query.parser import Parsed, Spelled, is_quoted, parse
from commonplace.query.tree import (
    Aliases,
    All,
    Any,
    Between,
    Fuzzy,
    Kind,
    Node,
    Not,
    Prefix,
    Typed,
    Wildcard,
    Words,
    of_pages,
    other_names,
    plain_words,
    relaxed,
    whole_name,
    with_aliases,
    without_stop_words,
)

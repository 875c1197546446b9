"""The Whoosh index of passages: the only package that knows Whoosh."""

from commonplace.index.entries import NamedPage
from commonplace.index.schema import EXPORTED, STEMMED, Tokens
from commonplace.index.scores import K1, MOST, SEARCHED, B
from commonplace.index.searching import PAGE, Answer, Hit, search
from commonplace.index.updating import Update, prepare, update
from commonplace.index.updating import _records as records

__all__ = [
    "EXPORTED",
    "K1",
    "MOST",
    "PAGE",
    "SEARCHED",
    "STEMMED",
    "Answer",
    "B",
    "Hit",
    "NamedPage",
    "Tokens",
    "Update",
    "prepare",
    "records",
    "search",
    "update",
]

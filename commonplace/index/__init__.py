"""The Whoosh index of passages: the only package that knows Whoosh."""

from commonplace.disk.generations import current
from commonplace.index.aliases import Groups
from commonplace.index.aliases import terms as terms_of_names
from commonplace.index.entries import NamedPage
from commonplace.index.general import general, general_near
from commonplace.index.pages import Page
from commonplace.index.postings import Indexed, indexed
from commonplace.index.records import records, shown
from commonplace.index.schema import EXPORTED, STEMMED, Tokens, placed
from commonplace.index.scores import AROUND, BESIDE, FOLDED, K1, MOST, SEARCHED, B
from commonplace.index.searching import PAGE, Answer, Hit, search
from commonplace.index.statistics import averages
from commonplace.index.updating import Update, prepare, untouched, update

"""The records that cross stages, and the text that remembers its source."""

from commonplace.model.catalogue import Catalogue
from commonplace.model.derived import (
    Abbreviation,
    Alias,
    Citation,
    Derived,
    Entry,
    Event,
    Lane,
    ListedWork,
    Named,
    Person,
    Question,
    Quote,
    Reference,
    Related,
    Topic,
    Turn,
    Vocabulary,
    WorkKind,
)
from commonplace.model.each import Each, Mapper, in_turn
from commonplace.model.failed import Failed
from commonplace.model.phrase import Phrase
from commonplace.model.records import (
    ROLES,
    Claim,
    Correction,
    Credit,
    Dated,
    Diagnostic,
    Document,
    DocumentKind,
    Heading,
    Hold,
    Library,
    Link,
    Mark,
    Misheard,
    Passage,
    Place,
    Precision,
    Reader,
    Reading,
    Role,
    Seed,
    Severity,
    Source,
)
from commonplace.model.terms import Terms
from commonplace.model.tracked import Change, Edit, Piece, Tracked

"""The words that a site's pages say to readers, in the language of the site.

Every such text stands in the program as English, and is its own key: `say("Read next")`. The
files in `languages/`, and the maker's own, have what it is in other languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from commonplace.model.records import Dated

#: What a language has for a text; one that counts has a form for each plural category.
Wording = str | Mapping[str, str]

#: Where a value goes in a text.
PLACE = re.compile(r"\{([A-Za-z_]+)\}")


def noted(text: str) -> str:
    """A text as it is, for a place that has no language; whoever shows it asks for it again."""
    return text


def counting(one: str, many: str) -> tuple[str, str]:
    """The same for a text that counts."""
    return one, many


_MONTHS = (
    *map(noted, ("January", "February", "March", "April", "May", "June")),
    *map(noted, ("July", "August", "September", "October", "November", "December")),
)


@dataclass(frozen=True, kw_only=True)
class Texts:
    """The texts of a site: the language, and what differs from English.

    `mark` is a hash of the table, by which two of these are compared.
    """

    language: str = "en"
    mark: str = ""
    table: Mapping[str, Wording] = field(default_factory=dict, compare=False)

    def say(self, text: str, **values: object) -> str:
        """A text in this language, with the values in their places.

        >>> ENGLISH.say("Play from {time}", time="12:07")
        'Play from 12:07'
        """
        said = self.table.get(text, text)
        return filled(said if isinstance(said, str) else text, values)

    def many(self, number: int, one: str, many: str, **values: object) -> str:
        """The form of a text that fits a number, which goes where it says `{n}`.

        >>> ENGLISH.many(1, "{n} passage", "{n} passages")
        '1 passage'
        >>> ENGLISH.many(1204, "{n} passage", "{n} passages")
        '1,204 passages'
        """
        return filled(self.form(number, one, many), {"n": self.number(number), **values})

    def form(self, number: int, one: str, many: str) -> str:
        """The form of a text that fits a number, with its places still empty."""
        said = self.table.get(many)
        if not isinstance(said, Mapping):
            return one if number == 1 else many
        return said.get(_category(self.language, number)) or said["other"]

    def number(self, number: int) -> str:
        """A number as people read it.

        >>> ENGLISH.number(12345)
        '12,345'
        """
        return f"{number:,}" if self.language == "en" else _decimal(self.language, number)

    def dated(self, date: Dated) -> str:
        """A date in words, no more precise than it is known.

        >>> from datetime import datetime, UTC
        >>> at = datetime(2024, 12, 31, tzinfo=UTC)
        >>> ENGLISH.dated(Dated(at=at, precision="day"))
        '31 December 2024'
        >>> ENGLISH.dated(Dated(at=at, precision="month"))
        'December 2024'
        """
        year = str(date.at.year)
        if date.precision == "year":
            return year
        month = self.say(_MONTHS[date.at.month - 1])
        if date.precision == "month":
            return self.say("{month} {year}", month=month, year=year)
        return self.say("{day} {month} {year}", day=date.at.day, month=month, year=year)

    def joined(self, names: Iterable[str]) -> str:
        """Names joined as in a sentence.

        >>> ENGLISH.joined(["Ada"]), ENGLISH.joined(["Ada", "Ben"])
        ('Ada', 'Ada and Ben')
        >>> ENGLISH.joined(["Ada", "Ben", "Cy"])
        'Ada, Ben and Cy'
        """
        *most, last = names
        return f"{', '.join(most)} {self.say('and')} {last}" if most else last


def filled(text: str, values: Mapping[str, object]) -> str:
    """A text with values in the places that they name; a place without a value stays.

    No method of a value can be called from a text, as `str.format` would allow.
    """
    return PLACE.sub(lambda place: str(values.get(place[1], place[0])), text)


@lru_cache(1 << 10)
def _category(language: str, number: int) -> str:
    """The plural category of a number, as the CLDR has it."""
    from babel.core import Locale, UnknownLocaleError  # takes time, and English needs none of it

    try:
        return Locale.parse(language, sep="-").plural_form(number)
    except (UnknownLocaleError, ValueError):
        return "one" if number == 1 else "other"


@lru_cache(1 << 10)
def _decimal(language: str, number: int) -> str:
    """A number with the separators of a language."""
    from babel.core import UnknownLocaleError  # as above
    from babel.numbers import format_decimal

    try:
        return format_decimal(number, locale=language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return f"{number:,}"


#: The texts as they stand in the program.
ENGLISH = Texts()

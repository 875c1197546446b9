"""Addresses of works: the spellings of one are one, and numbers tell their dates."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonplace.derive.addresses import is_front, normal, owner
from commonplace.derive.links import links
from commonplace.derive.references.cited import address_date
from commonplace.model import Passage

EPOCH = datetime(2010, 11, 4, 1, 42, 54, 657000, tzinfo=UTC)  # as X documents it
MOMENTS = st.datetimes(datetime(2010, 11, 5), datetime(2039, 1, 1), timezones=st.just(UTC))
NAMES = st.text("abcd", min_size=2, max_size=6)


@settings(max_examples=40)
@given(MOMENTS, st.integers(0, (1 << 22) - 1))
def test_the_number_of_a_post_tells_its_millisecond(moment: datetime, rest: int) -> None:
    moment = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    number = ((moment - EPOCH) // timedelta(milliseconds=1) << 22) + rest
    for host in ("x.com", "twitter.com"):
        found = address_date(f"https://{host}/ada/status/{number}")
        assert found and found.at == moment and found.precision == "second"


def test_the_number_of_a_paper_tells_its_month() -> None:
    for year, month in product(range(2007, 2027), range(1, 13)):
        short = "0712" if year < 2015 else "07123"
        number = f"{year % 100:02}{month:02}.{short}"
        known = (year, month) >= (2007, 4)
        for path in (f"abs/{number}", f"pdf/{number}v3.pdf", f"html/{number}v1"):
            found = address_date(f"https://arxiv.org/{path}")
            assert (str(found) if found else None) == (f"{year}-{month:02}" if known else None)
        wrong = f"{number}7" if year < 2015 else number[:-1]
        assert address_date(f"https://arxiv.org/abs/{wrong}") is None
    for year, month in product(range(1950, 2050), range(1, 13)):
        found = address_date(f"https://arxiv.org/abs/cs/{year % 100:02}{month:02}003")
        meant = (year if year >= 1991 else year + 100, month)
        meant = meant if meant[0] < 2050 else (year, month)
        known = (1991, 7) <= meant <= (2007, 3)
        assert (str(found) if found else None) == (f"{meant[0]}-{month:02}" if known else None)


@settings(max_examples=50)
@given(NAMES, st.lists(NAMES, max_size=3))
def test_spellings_of_an_address_are_one(name: str, path: list[str]) -> None:
    host, way = f"{name}.example.org", "/".join(path)
    one = normal(f"https://{host}/{way}")
    assert one == f"{host}/{way}".rstrip("/")
    for other in (
        f"http://{host}/{way}",
        f"//{host}/{way}/",
        f"https://WWW.{host.upper()}/{way}",
        f"https://m.{host}:443/{way}",
        f"http://{host}:80/{way}//",
        f"https://{host}./{way}/index.html",
        f"https://{host}/{way}#part",
        f"https://{host}/{way}?utm_source=x",
        f"https://ada@{host}/{way}",
    ):
        assert normal(other) == one, other
    for other in ("?id=7", "#!/7", "#/7", "/more"):
        assert normal(f"https://{host}/{way}{other}") != one, other
    assert normal(f"https://{host}:8080/{way}") != one
    for none in (f"ada@{host}", f"mailto:ada@{host}", f"ftp://{host}/{way}", name, f"./{way}"):
        assert normal(none) == "", none
    assert owner(one) == host and is_front(one) == (not way)


@pytest.mark.parametrize("host", ["arxiv.org", "en.wikipedia.org", "substack.com", "doi.org"])
def test_nobody_owns_what_is_everybody_s(host: str) -> None:
    assert owner(f"https://{host}/ada") is None and not is_front(f"https://{host}/ada")


@pytest.mark.parametrize(
    "html", ["", "<p>Newts. And reeds.</p>", '<p><a href="#p-1">Newts</a>.</p>']
)
def test_a_passage_that_leads_nowhere_has_no_links(html: str) -> None:
    assert links(Passage(anchor="p", text="Newts. And reeds.", body="", html=html)) == ()

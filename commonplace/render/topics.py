"""Topics: a page for each, with passages from all documents, and the list of all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import quote

from commonplace.derive.sentences import sentences
from commonplace.markup.plain import plain, title_of
from commonplace.model import (
    Catalogue,
    Each,
    Event,
    Named,
    Question,
    Topic,
    in_turn,
)
from commonplace.model.order import newest_first
from commonplace.model.texts import Texts
from commonplace.render import paged, quotes
from commonplace.render.addresses import page_file, relative
from commonplace.render.connections import Asked, listed_question
from commonplace.render.engine import Fill, page_fields, render
from commonplace.render.events import EventLine, lines
from commonplace.render.quotes import Quotation, Shelf, Sources, Speaker
from commonplace.render.years import FOOT, HEIGHT, chart

ADDRESS = "topics/"
#: Topics that the list of all marks as the weightiest. Chips of people, people with
#: quotations, events, other names and questions that a page shows.
WEIGHTIEST, CHIPS, PEOPLE, EVENTS, ALIASES, ASKED = 8, 12, 40, 24, 5, 12
#: Topics on the first page of a long list.
LISTED = 24
#: Characters of a definition in the list of all.
_FIRST_WORDS = 200


#: A topic, what quoting it takes, its neighbours with their addresses, its last events, and
#: how many more there are, the questions about it, and whether there is a timeline.
_Job = tuple[
    Topic, Sources, tuple[tuple[str, str], ...], tuple[EventLine, ...], int, tuple[Asked, ...], bool
]


@dataclass(frozen=True, kw_only=True)
class TopicVoice:
    """Somebody who names a topic: in how many passages of how many documents, and how."""

    name: str
    link: str
    passages: int
    documents: int
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, kw_only=True)
class ListedTopic:
    """A topic in a list of topics."""

    name: str
    address: str
    definition: str
    passages: int
    documents: int
    weighty: bool
    proposed: bool


def pages(
    catalogue: Catalogue, fill: Fill = render, each: Each = in_turn
) -> Iterator[tuple[str, str]]:
    """The list of all topics, and a page for each."""
    yield from _all(catalogue, fill)
    happened = events(catalogue)
    topics = catalogue.derived.topics
    shelf = Shelf(catalogue)
    jobs = [_job(catalogue, shelf, topic, happened.get(topic.slug, ())) for topic in topics]
    made = partial(_page, texts=catalogue.identity.texts)
    for topic, text in zip(topics, each(made, jobs), strict=True):
        yield page_file(address(topic)), text


def address(topic: Topic) -> str:
    """The address of a topic's page below the site's root."""
    return f"{ADDRESS}{topic.slug}/"


def weightiest(topics: Iterable[Topic], count: int) -> tuple[Topic, ...]:
    """The topics that the documents are most about, the weightiest first."""
    return tuple(
        sorted(topics, key=lambda t: (-round(sum(t.weight.values()), 6), -len(t.named), t.name))
    )[:count]


def events(catalogue: Catalogue) -> Mapping[str, Sequence[Event]]:
    """The events of each topic by its slug, in order of time: those that the timeline shows."""
    found: dict[str, list[Event]] = defaultdict(list)
    for event in catalogue.derived.events:
        if event.shown and event.document in catalogue.documents:
            for topic in catalogue.topics_at(event):
                found[topic.slug].append(event)
    return found


def search(topic: Topic, here: str) -> str:
    """The address of a search for the passages of a topic, as seen from the page at `here`."""
    return f"{relative(here, 'search/')}?q={quote(asked('topic', topic.name))}"


def asked(field: str, name: str) -> str:
    """A query for a name as a whole.

    >>> asked("topic", "Tide gauges")
    'topic:"Tide gauges"'
    """
    return f'{field}:"{plain(name).replace(chr(34), " ").strip()}"'


def _all(catalogue: Catalogue, fill: Fill) -> Iterator[tuple[str, str]]:
    """The list of all topics; if it is long, the weightiest, and pages by letter."""
    say = catalogue.identity.texts.say
    topics = sorted(catalogue.derived.topics, key=lambda t: (t.name.casefold(), t.slug))
    weighty = {topic.slug for topic in weightiest(topics, min(WEIGHTIEST, len(topics) // 3))}
    letters = paged.by_letter((topic.slug, topic) for topic in topics)
    pages = paged.cut(ADDRESS, letters, catalogue.identity.texts)

    def listed(here: str, title: str, shown: Iterable[Topic], count: int) -> tuple[str, str]:
        values = {
            "title": title,
            "contributing": catalogue.identity.contributing,
            "fields": page_fields(title, say("What the documents talk about, and where.")),
            "topics": [_listed(topic, topic.slug in weighty) for topic in shown],
            "count": count,
            "proposed": any(topic.proposed for topic in topics),
            "marked": bool(weighty),
            "link": partial(relative, here),
            "pages": paged.ways(here, pages) if here == ADDRESS else (),
            "all": "" if here == ADDRESS else relative(here, ADDRESS),
        }
        return page_file(here), fill("topics.md.j2", values)

    name = say("Topics")
    yield listed(ADDRESS, name, weightiest(topics, LISTED) if pages else topics, len(topics))
    for page in pages:
        yield listed(page.address, f"{name}: {page.name}", page.entries, len(page.entries))


def _listed(topic: Topic, weighty: bool) -> ListedTopic:
    first = next((span.of(topic.definition) for span in sentences(topic.definition)), "")
    words, more = quotes.opening(first, _FIRST_WORDS)
    return ListedTopic(
        name=topic.name,
        address=address(topic),
        definition=f"{words} …" if more else words,
        passages=len(topic.named),
        documents=len({named.sentence.document for named in topic.named}),
        weighty=weighty,
        proposed=topic.proposed,
    )


def _job(catalogue: Catalogue, shelf: Shelf, topic: Topic, happened: Sequence[Event]) -> _Job:
    """Everything the page of a topic shows, and as little else as possible.

    If none of it has changed, the page need not be made again.
    """
    names = {other.slug: other.name for other in catalogue.derived.topics}
    named = quotes.known(catalogue, topic.named)
    return (
        replace(topic, named=named),
        shelf.sources(named),
        tuple((names[slug], f"../{slug}/") for slug in topic.near if slug in names),
        lines(catalogue, happened[-EVENTS:], address(topic)),
        max(0, len(happened) - EVENTS),
        _asked(catalogue, topic),
        "timeline" in catalogue.identity.pages,
    )


def _asked(catalogue: Catalogue, topic: Topic) -> tuple[Asked, ...]:
    """The questions about a topic: those of the newest documents, which come first."""
    about: dict[str, list[Question]] = defaultdict(list)
    for one in catalogue.asked_about(topic):
        about[one.quote.document].append(one)
    here = address(topic)
    return tuple(
        listed_question(one, relative(here, one.quote.address), title_of(document))
        for document in newest_first(catalogue.documents[there] for there in about)
        for one in about[document.address]
    )[:ASKED]


def _page(job: _Job, texts: Texts) -> str:
    topic, sources, near, happened, more_events, questions, dated = job
    named = topic.named
    here = address(topic)
    works = sources.documents.values()
    said, left_out = quotes.by_document(sources, named, here, topic.weight)
    voices = _voices(sources, named, here)
    people = [voice for voice in voices if voice.link]
    ends = _ends(sources, named, here)
    feed = "" if topic.proposed else f"data/feeds/topics/{topic.slug}.xml"
    about = topic.definition or texts.say("What is said about {topic}.", topic=topic.name)
    return render(
        "topic.md.j2",
        {
            "fields": {
                **page_fields(topic.name, about),
                **({"feed": feed} if feed else {}),
            },
            "topic": topic,
            "also": _also(topic),
            "passages": len(named),
            "documents": len(works),
            "first": ends[0] if ends else None,
            "latest": ends[-1] if len(ends) > 1 else None,
            "chart": chart(sources.documents[one.sentence.document].date for one in named),
            "high": HEIGHT,
            "foot": FOOT,
            "quoted": said,
            "left_out": left_out,
            "voices": voices[:PEOPLE],
            "more_voices": max(0, len(voices) - PEOPLE),
            "near": near,
            "people": people[:CHIPS],
            "more_people": max(0, len(people) - CHIPS),
            "events": happened,
            "more_events": more_events,
            "asked": questions,
            "timeline": dated and f"{relative(here, 'timeline/')}?topic={topic.slug}",
            "feed": feed and relative(here, feed),
            "search": search(topic, here),
            "all": relative(here, ADDRESS),
            "dated": texts.dated,
        },
        texts,
    )


def _also(topic: Topic) -> list[str]:
    """Other names for it, without those that differ from it in no more than a plural."""
    name = topic.name.casefold().replace("-", " ")
    return [
        alias
        for alias in topic.aliases
        if not name.startswith(alias.casefold().replace("-", " ").rstrip("s"))
    ][:ALIASES]


def _voices(sources: Sources, named: Sequence[Named], here: str) -> list[TopicVoice]:
    """Who names the topic, the most frequent first, and what to quote."""
    groups: dict[Speaker, list[Named]] = defaultdict(list)
    for one in named:
        for speaker in sources.speakers(one.address, here) or (Speaker(name=""),):
            groups[speaker].append(one)
    order = {document: place for place, document in enumerate(sources.in_order())}
    voices = []
    for speaker, group in groups.items():
        group = sorted(group, key=lambda one: order[one.sentence.document])
        voices.append(
            TopicVoice(
                name=speaker.name,
                link=speaker.link,
                passages=len(group),
                documents=len({one.sentence.document for one in group}),
                quotations=tuple(
                    quotes.quotation(sources, one, here) for one in quotes.best(group, quotes.BEST)
                ),
            )
        )
    return sorted(voices, key=lambda v: (not v.name, -v.passages, v.name, v.link))


def _ends(sources: Sources, named: Sequence[Named], here: str) -> list[Quotation]:
    """The first and the latest passage by the date of their documents, if any has one."""
    dated = [address for address in sources.in_order() if sources.documents[address].date]
    if not dated:
        return []
    first = next(o for o in named if o.sentence.document == dated[0])
    latest = [o for o in named if o.sentence.document == dated[-1]][-1]
    ends = [first] if first == latest else [first, latest]
    return [quotes.quotation(sources, one, here) for one in ends]

"""The engines whose ranking is compared, each as a function from questions to answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

DEPTH = 100  #: answers that are looked at

#: An abstract: its `id`, `title` and `text`.
Abstracts = Sequence[Mapping[str, str]]
#: For each question the ids of documents, best first.
Answers = list[list[str]]
Ranker = Callable[[Abstracts, Sequence[str]], Answers]


class MissingTool(Exception):
    """What an engine needs is not installed; the message says what."""

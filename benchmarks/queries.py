"""The queries of the bench."""

from __future__ import annotations

from benchmarks.search_bytes import QUERIES

#: For any corpus of talks about machine learning.
TALKS = tuple(QUERIES)

#: For the seeds that come with the project.
SEEDS = tuple(
    """
reward model
speaker:"Tobias Okafor" "reward model"
tworek~1 continual
continual learning
what is test-time compute
"test-time compute"
scaling laws
board games
exploration
monte carlo tree search
alphago
alphazero self play
td-gammon
chain of thought
verifier
process reward
rlhf preference data
human feedback
how do models keep learning
"catastrophic forgetting"
explor*
reinforcment
deepmind OR openai
policy -value
working as a researcher
interview o1
title:alphago search
credit assignment
long context
compute budget
""".strip().split("\n")
)

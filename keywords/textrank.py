"""The words of one text by TextRank: a word is central when central words stand near it. No other page is asked.

Source: Mihalcea, Tarau, "TextRank: Bringing Order into Texts", EMNLP 2004.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from keywords.lexicon import TERM, Lexicon

WINDOW = 4  # tokens behind a word that count as near
MOST_TOKENS = 20_000  # of a text; what follows is not read
DAMPING = 0.85


def textrank(tokens: Sequence[str], lexicon: Lexicon, limit: int) -> list[tuple[str, float]]:
    """The ``limit`` most central terms with their share, 0..1, best first; all terms together have 1.

    Args:
        tokens: of the text; punctuation between words counts as one.
    """
    import networkx as nx

    tokens = tokens[:MOST_TOKENS]
    terms = [at for at, token in enumerate(tokens) if lexicon[token] & TERM]
    near: Counter[tuple[str, str]] = Counter()
    for number, at in enumerate(terms):
        for other in terms[number + 1 : number + 1 + WINDOW]:
            if other - at > WINDOW:
                break
            if tokens[at] != tokens[other]:
                near[min(tokens[at], tokens[other]), max(tokens[at], tokens[other])] += 1
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(dict.fromkeys(tokens[at] for at in terms))
    graph.add_weighted_edges_from((one, other, count) for (one, other), count in sorted(near.items()))
    if not graph:
        return []
    shares = nx.pagerank(graph, alpha=DAMPING)
    return sorted(((term, round(share, 6)) for term, share in shares.items()), key=lambda one: (-one[1], one[0]))[
        :limit
    ]

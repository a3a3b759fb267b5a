"""Topics of the market: terms that stand on the same pages, grouped, and how much of each topic every site has.

Terms: of each site the 120 that weigh most (TF-IDF summed over the pages with the term in title or h1, times its length
up to four characters, as in ``keywords.terms``) among those of two such pages, and all target keywords; names of the
sites, product codes and numbers are left out. Two terms meet on a page when it has both among its 50 best terms and one of
them in title or h1. They are tied by their normalised pointwise mutual information, which compares the share of such pages
with what chance would bring,

    npmi = ln(p(x, y) / chance(x, y)) / -ln p(x, y),  chance = h(x) p(y) + p(x) h(y) - h(x) h(y)

(p: share of pages with the term, h: of those with it in title or h1), where it is 0.2 or more and they meet on two pages;
of each term the four strongest ties count. Topics are the communities of that graph whose modularity Louvain's method
finds greatest; a topic is named by its strongest term, by voice (see below) times length up to four characters.

The weight of a page for a term is that of the places that have it, title 0.30, h1 0.20, main text 0.10, description 0.05,
as a share of their sum: 1 where all have it. The voice of a site on a topic is the sum over its pages with one of the
terms in title or h1 of the largest weight that the page has for one of them; its share of voice is that of the market.
A large site has more voice than a small one, and what was not crawled has none.

Source: Bouma, "Normalized (Pointwise) Mutual Information in Collocation Extraction", GSCL 2009; Blondel et al., "Fast
unfolding of communities in large networks", J. Stat. Mech. 2008, P10008.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, csr_matrix

from crawler.store import Store
from keywords.brands import brand_names, is_brand
from keywords.gaps import is_subject
from keywords.places import WEIGHTS
from keywords.weigh import FULL_LENGTH

TERMS = 120  # of each site
MOST = 600  # of the market
TOPICS = 100  # stored
MET = 2  # pages on which two terms must meet
CLOSE = 0.2  # least mutual information that ties them
TIES = 4  # of each term, the strongest
FEWEST = 2  # pages of the market a topic must have

_PLACES = ("in_title", "in_h1", "in_text", "in_description")  # known of every term, not of targets alone
_ALL = sum(WEIGHTS[name] for name in _PLACES)

_STRONG = f"""
    select h.term_id, t.term from (
        select term_id, sum(tfidf) as weight from page_terms
        where run_id = :run and (in_title or in_h1) group by term_id having count(*) > 1
    ) h join terms t on t.term_id = h.term_id
    order by round(h.weight * min(length(t.term), {FULL_LENGTH}), 9) desc, t.term limit :limit
"""
_TARGETS = "select k.term_id, t.term from keyword_targets k join terms t using (term_id) where k.run_id = ? order by k.ordinal limit ?"
# One integer a row: the term's number, and the places that have it.
_ROWS = """
    select k.url_id, w.number * 16 + k.in_title * 8 + k.in_h1 * 4 + (k.count > 0) * 2 + k.in_description
    from page_terms k cross join temp.topic_terms w on w.term_id = k.term_id
    where k.run_id = ?
"""
_PLACE_WEIGHTS = np.array(
    [
        sum(WEIGHTS[name] for name, bit in zip(_PLACES, (8, 4, 2, 1), strict=True) if code & bit) / _ALL
        for code in range(16)
    ]
)


class Market(NamedTuple):
    """Pages of the market with the terms they have; arrays by (page, term) pair, pages numbered over all sites."""

    page: NDArray[np.int64]
    term: NDArray[np.int64]
    places: NDArray[np.int64]  # bits: title 8, h1 4, main text 2, description 1
    site: NDArray[np.int64]  # by page: the number of its site
    terms: int

    @property
    def headed(self) -> NDArray[np.bool_]:
        """By pair: whether title or h1 has the term."""
        return self.places >= 4


def run_topics(store: Store, run_id: int, rivals: Sequence[int]) -> None:
    """Write the topics of the market of ``run_id``, and each site's share of them.

    Memory: 24 bytes for each of the terms' places on a page, some hundred terms a site.
    """
    with store.atomic() as db:
        for table in ("keyword_topics", "keyword_topic_terms", "keyword_topic_shares"):
            db.execute(f"delete from {table} where run_id = ?", [run_id])
        sites = list(dict.fromkeys([run_id, *rivals]))
        terms = market_terms(db, run_id, sites)
        if not terms:
            return
        market = _read(db, sites, [term_id for term_id, _ in terms])
        topics = _topics(market, np.array([min(len(term), FULL_LENGTH) for _, term in terms]))
        voices = [_voices(market, topic, len(sites)) for topic in topics]
        alone = _alone(market)
        order = sorted(
            (at for at, (pages, _) in enumerate(voices) if pages.sum() >= FEWEST),
            key=lambda at: (-round(float(voices[at][1].sum()), 9), terms[topics[at][0]][1]),
        )
        for number, at in enumerate(order[:TOPICS], 1):
            _write(db, run_id, number, sites, terms, topics[at], voices[at], alone)


def market_terms(db: sqlite3.Connection, run_id: int, sites: Sequence[int]) -> list[tuple[int, str]]:
    """(term_id, term) of the strong terms of all sites and of the target keywords, in the order of their characters."""
    found: dict[int, str] = dict(db.execute(_TARGETS, [run_id, MOST]).fetchall())
    names = set[str]().union(*(brand_names(db, site) for site in sites))
    strong = [db.execute(_STRONG, {"run": site, "limit": 3 * TERMS}).fetchall() for site in sites]
    for rows in strong:
        fitting = [(term_id, term) for term_id, term in rows if is_subject(term) and not is_brand(term, names)]
        found |= dict(fitting[: min(TERMS, MOST // len(sites))])
    return sorted(found.items(), key=lambda one: one[1])


def _read(db: sqlite3.Connection, sites: Sequence[int], term_ids: Sequence[int]) -> Market:
    db.execute("create temp table if not exists topic_terms (term_id integer primary key, number integer)")
    db.execute("delete from temp.topic_terms")
    db.executemany("insert into temp.topic_terms values (?, ?)", zip(term_ids, range(len(term_ids)), strict=True))
    kind = np.dtype([("url", np.int64), ("code", np.int64)])
    tables = [np.fromiter(db.execute(_ROWS, [site]), dtype=kind) for site in sites]
    pages, places, owners, first = [], [], [], 0
    for number, table in enumerate(tables):
        urls, at = np.unique(table["url"], return_inverse=True)
        pages.append(at + first)
        places.append(table["code"])
        owners.append(np.full(len(urls), number, dtype=np.int64))
        first += len(urls)
    code = np.concatenate(places)
    return Market(np.concatenate(pages), code >> 4, code & 15, np.concatenate(owners), len(term_ids))


def _topics(market: Market, length: NDArray[np.int64]) -> list[list[int]]:
    """The terms of each topic, the strongest first; ``length`` by term."""
    labels = _communities(ties(market))
    voice = _alone(market)[1] * length
    groups: dict[int, list[int]] = {}
    for term in np.argsort(-np.round(voice, 9), kind="stable").tolist():  # equal ones by their characters
        if voice[term]:
            groups.setdefault(int(labels[term]), []).append(term)
    return list(groups.values())


def ties(market: Market) -> csr_matrix[np.float64]:
    """How closely terms belong together, see this module: symmetric, 0..1, the strongest ties of each term."""
    pages, headed = max(len(market.site), 1), market.headed
    all_, heads = (
        csr_array((np.ones(len(page)), (page, term)), shape=(pages, market.terms))
        for page, term in ((market.page, market.term), (market.page[headed], market.term[headed]))
    )
    cross = (heads.T @ all_).toarray()
    met = cross + cross.T - (heads.T @ heads).toarray()
    has, head = (np.asarray(one.sum(axis=0)).ravel() / pages for one in (all_, heads))
    chance = np.outer(head, has) + np.outer(has, head) - np.outer(head, head)
    # Two terms that meet on every page of the market are tied as closely as can be, and tell nothing: 0 / 0.
    with np.errstate(divide="ignore", invalid="ignore"):
        npmi = np.nan_to_num(np.log(met / pages / chance) / -np.log(met / pages), posinf=0.0, neginf=0.0)
    npmi[(met < MET) | (npmi < CLOSE)] = 0.0
    np.fill_diagonal(npmi, 0.0)
    return csr_matrix(np.round(_strongest(npmi), 9))


def _strongest(npmi: NDArray[np.float64]) -> NDArray[np.float64]:
    """The matrix with the strongest ties of each term and those of others to it; equal ones in the order of the terms."""
    best = np.argsort(-np.round(npmi, 9), axis=1, kind="stable")[:, :TIES]
    kept = np.zeros(npmi.shape, dtype=np.bool_)
    np.put_along_axis(kept, best, True, axis=1)
    return np.where(kept | kept.T, npmi, 0.0)


def _communities(graph: csr_matrix[np.float64]) -> NDArray[np.int64]:
    """The community of each term; one without a tie is alone."""
    labels = np.arange(graph.shape[0], dtype=np.int64) + graph.shape[0]
    if graph.nnz:
        from sknetwork.clustering import Louvain

        found = Louvain(modularity="newman", shuffle_nodes=False, random_state=0, sort_clusters=False).fit_predict(
            graph
        )
        tied = np.diff(graph.indptr) > 0
        labels[tied] = np.asarray(found, dtype=np.int64)[tied]
    return labels


def _alone(market: Market) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """By term: pages with it in title or h1, and the sum of their weights."""
    headed = market.headed
    term = market.term[headed]
    weight = _PLACE_WEIGHTS[market.places[headed]]
    return _counted(term, weight, market.terms)


def _voices(market: Market, topic: Sequence[int], sites: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """By site: pages with a term of the topic in title or h1, and the sum of the largest weight of each."""
    wanted = np.zeros(market.terms, dtype=np.bool_)
    wanted[list(topic)] = True
    kept = market.headed & wanted[market.term]
    page, weight = market.page[kept], _PLACE_WEIGHTS[market.places[kept]]
    best = np.zeros(len(market.site))
    np.maximum.at(best, page, weight)
    there = best > 0
    site = market.site[there]
    return _counted(site, best[there], sites)


def _counted(
    number: NDArray[np.int64], weight: NDArray[np.float64], count: int
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """How often each number occurs, and the sum of its weights."""
    return np.bincount(number, minlength=count).astype(np.int64), np.bincount(number, weight, count).astype(np.float64)


def _write(
    db: sqlite3.Connection,
    run_id: int,
    number: int,
    sites: Sequence[int],
    terms: Sequence[tuple[int, str]],
    topic: Sequence[int],
    voices: tuple[NDArray[np.int64], NDArray[np.float64]],
    alone: tuple[NDArray[np.int64], NDArray[np.float64]],
) -> None:
    pages, voice = voices
    total = float(voice.sum())
    db.execute(
        "insert into keyword_topics values (?, ?, ?, ?, ?, ?)",
        [run_id, number, terms[topic[0]][0], len(topic), int(pages.sum()), total],
    )
    db.executemany(
        "insert into keyword_topic_terms values (?, ?, ?, ?, ?, ?)",
        [
            (run_id, number, place, terms[term][0], int(alone[0][term]), float(alone[1][term]))
            for place, term in enumerate(topic, 1)
        ],
    )
    db.executemany(
        "insert into keyword_topic_shares values (?, ?, ?, ?, ?, ?)",
        [
            (run_id, number, site, int(pages[at]), float(voice[at]), float(voice[at]) / total)
            for at, site in enumerate(sites)
        ],
    )

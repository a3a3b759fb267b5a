"""Internal links to add to the page of a brief: from own pages that speak of the keyword, then from related ones.

First pages whose main text holds the keyword and does not link there yet, by PageRank, those that have it more than once
before the others: the anchor is the keyword as they
write it. A link in a menu does not count as one: every page has it, and it says nothing of the matter. Then what ``links suggest`` proposes: pages that share terms with the page, with the exact effect of each link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from configs.text import Text
from crawler.records import LinkKind, Position
from crawler.store import Store
from crawler.text import printable
from keywords.brief.model import Brief, LinkProposal
from keywords.matching import copy_of, positions
from linkgraph.additions import around

PROPOSED = 8  # links
MENTIONS = 5  # of them from pages that speak of the keyword
COMPARED = 4 * MENTIONS  # pages that speak of it, the strongest
LOOKED_AT = 5000  # pages of the site, the strongest, whose text is read

_STRONG = """
    select p.url_id, u.url, g.pagerank, rank() over (order by g.pagerank desc) from pages p
    join page_states s on s.run_id = p.run_id and s.url_id = p.url_id and s.indexable_reason = 'ok'
        and s.page_type not in ('account', 'legal')
    join page_graph g on g.run_id = p.run_id and g.url_id = p.url_id
    join urls u on u.url_id = p.url_id
    where p.run_id = :run and p.is_html and p.status between 200 and 299 and p.robots not like '%nofollow%'
        and p.x_robots not like '%nofollow%' and instr(u.url, '&') = 0
    order by g.pagerank desc, u.url limit :limit
"""
_LINKING = f"""
    select distinct p.url_id from pages p
    join links l on l.link_set_id = p.link_set_id and l.kind = {LinkKind.A.value} and l.position = {Position.MAIN.value}
    where p.run_id = :run and (l.target_id = :target or l.target_id in (
        select url_id from redirects r where r.run_id = :run and r.target_id = :target))
"""


class _Source(NamedTuple):
    url_id: int
    url: str
    pagerank: float
    rank: int


def links_to_add(store: Store, brief: Brief) -> tuple[LinkProposal, ...]:
    """The proposals, those of pages that speak of the keyword first; empty while the link graph is not computed."""
    if not store.stage_finished(brief.run_id, "links"):
        return ()
    target = _url_id(store, brief.own.url) if brief.own else None
    found = list(_mentions(store, brief, target))
    if target is not None:
        known = {one.source for one in found}
        found += [one for one in _related(store, brief.run_id, target) if one.source not in known]
    return tuple(found[:PROPOSED])


def _url_id(store: Store, url: str) -> int:
    return int(store.db.execute("select url_id from main.urls where url = ?", [url]).fetchone()[0])


def _mentions(store: Store, brief: Brief, target: int | None) -> Iterator[LinkProposal]:
    """Pages that have the keyword in their text; one of those with the same sentence."""
    term = copy_of(brief.keyword)
    linking = _linking(store, brief.run_id, target)
    found: list[tuple[bool, int, LinkProposal]] = []
    said: set[str] = set()
    rows = store.db.execute(_STRONG, {"run": brief.run_id, "limit": LOOKED_AT}).fetchall()
    for source in map(_Source._make, rows):
        if source.url_id == target or source.url_id in linking:
            continue
        text = next((text for _, text in store.main_texts(brief.run_id, f"p.url_id = {source.url_id:d}")), "")
        hits = len(positions(copy_of(text), term)) if text else 0
        anchor = as_written(text, brief.keyword) if hits else ""
        sentence = around(text, anchor) if anchor else ""
        if not sentence or sentence in said:
            continue
        said.add(sentence)
        made = LinkProposal(source.url, printable(anchor), printable(sentence), _why(hits, source.rank, target is None))
        found.append((hits == 1, len(found), made))
        if len(found) == COMPARED:
            break
    yield from (made for _, _, made in sorted(found, key=lambda one: one[:2])[:MENTIONS])


def _linking(store: Store, run_id: int, target: int | None) -> set[int]:
    if target is None:
        return set()
    return {url_id for (url_id,) in store.db.execute(_LINKING, {"run": run_id, "target": target})}


def as_written(text: str, keyword: str) -> str:
    """The keyword as a text writes it: 「iPhone 手机壳」 for 「iphone手机壳」; empty where it is spelt by other signs."""
    gaps = r"[ \u00a0]?".join(map(re.escape, "".join(keyword.split())))
    match = re.search(gaps, text, re.IGNORECASE)
    return match[0] if match else ""


def _why(hits: int, rank: int, new: bool) -> Text:
    link = (
        Text("新网页还没有链接", "The page is new")
        if new
        else Text("正文里还没有链到这一页", "Its main text does not link there yet")
    )
    return Text(
        zh=f"正文写了这个词 {hits} 次；PageRank 列全站第 {rank:,}；{link.zh}。",
        en=f"Its text has the keyword {hits} times; number {rank:,} of the site by PageRank. {link.en}.",
    )


def _related(store: Store, run_id: int, target: int) -> Iterator[LinkProposal]:
    """What ``links suggest --for`` says of the page."""
    from linkgraph.additions import additions
    from linkgraph.site_facts import site_facts
    from linkgraph.trying import load_trial

    trial = load_trial(store, run_id)
    node = int(trial.stored.layers.where.node[target]) if target < trial.stored.layers.where.size else -1
    if node < 0:
        return
    for one in additions(trial, site_facts(trial), PROPOSED, [node], lambda done, every: None):
        yield LinkProposal(one.source, printable(one.anchor), printable(one.sentence), one.why)

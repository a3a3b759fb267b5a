"""Changes of the site's shape that bring pages nearer: a hub page, and pagers that leap."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import isqrt

import numpy as np
from numpy.typing import NDArray

from configs.text import Text
from crawler.urls import origin, path_query, shown
from linkgraph.arrays import Ints
from linkgraph.comparing import SHALLOW
from linkgraph.depth import UNREACHED
from linkgraph.matrix import Matrix
from linkgraph.plan import Edit, Plan
from linkgraph.site_facts import SiteFacts, url_of
from linkgraph.suggestion import Effect, Suggestion, effect_of
from linkgraph.trying import Trial

HUB_LINKS = 100  # on a hub page
HUB_DEPTH = 2  # clicks to what a hub links to, when the home page links to it
LEAST_PAGES = 3  # that a hub is worth
LONG = 5  # parts of a list from which a pager matters
# ?page=2, /page/2, list-5-2.html, /p2/: the number of a part of a list.
PAGER = re.compile(
    r"(?:[?&](?:page|paged|pageno|page_no|pn|p|pg)=|[/_-]page[/_-]?|[/_-]list[_-](?:[0-9]+[_-])?|/p(?=[0-9]+/?$))([0-9]{1,4})(?=[./&_-]|$)",
    re.IGNORECASE,
)


def structure_changes(trial: Trial, facts: SiteFacts, limit: int) -> list[Suggestion]:
    """A hub page where products or categories are deep, and the pagers that cost most clicks."""
    return [*_hub(trial, facts), *_pagers(trial, facts, limit)]


def _hub(trial: Trial, facts: SiteFacts) -> Iterator[Suggestion]:
    starts = trial.stored.layers.starts
    chosen = hub_links(trial, facts)
    if not len(starts) or len(chosen) < LEAST_PAGES:
        return
    home = url_of(trial, int(starts[0]))
    address = _free(trial, home)
    urls = [url_of(trial, node) for node in chosen.tolist()]
    plan = Plan("hub", (Edit("add", home, address), *(Edit("add", address, url) for url in urls)), (address,))
    effect = effect_of(trial, plan, facts.money)
    why = Text(
        zh=f"从首页链接到一个新的汇总页，由它链接到 {len(urls)} 个在深处、又领着最多网页的网页，如 {shown(urls[0])}。",
        en=f"Link from the home page to a new hub page, and from there to {len(urls)} pages that are deep and lead to most others, such as {shown(urls[0])}.",
    )
    if effect.nearer:
        yield Suggestion("hub", plan, home, address, 1, _with_depth(why, effect), effect=effect)


def hub_links(trial: Trial, facts: SiteFacts) -> Ints:
    """Pages that a hub should link to: those whose way would be shorter, together with that of the pages behind them, most."""
    depth = trial.before.depth
    parents = nearest_parents(trial)
    behind = facts.money.astype(np.int64)
    reached = np.flatnonzero(depth != UNREACHED)
    for node in reached[np.argsort(-depth[reached], kind="stable")].tolist():
        if parents[node] >= 0:
            behind[parents[node]] += behind[node]
    saved = np.where(
        depth == UNREACHED, SHALLOW * facts.targets, np.maximum(depth.astype(np.int64) - HUB_DEPTH, 0) * behind
    )
    saved *= facts.sources | (facts.targets & (depth == UNREACHED))
    order = np.lexsort((facts.url_ids, -saved))
    chosen: list[int] = []
    for node in order[saved[order] > 0].tolist():
        if len(chosen) == HUB_LINKS:
            break
        if not _below(node, parents, chosen):
            chosen.append(node)
    return np.array(chosen, dtype=np.int64)


def nearest_parents(trial: Trial) -> NDArray[np.int64]:
    """For each page one a click nearer to the start that links to it; -1: none."""
    from linkgraph.layers import both_ways

    matrix: Matrix = both_ways(trial.stored.layers.all.forward)
    depth = trial.before.depth.astype(np.int64)
    backward = matrix.backward
    target = np.repeat(np.arange(matrix.pages), np.diff(backward.indptr))
    before = np.flatnonzero((depth[backward.indices] + 1 == depth[target]) & (depth[target] != UNREACHED))[::-1]
    parents = np.full(matrix.pages, -1, dtype=np.int64)
    parents[target[before]] = backward.indices[before]  # of a repeated index the last value stays: the first page
    return parents


def _below(node: int, parents: NDArray[np.int64], chosen: list[int]) -> bool:
    """Whether a chosen page leads to the node already."""
    known = set(chosen)
    while node >= 0:
        if node in known:
            return True
        node = int(parents[node])
    return False


def _free(trial: Trial, home: str) -> str:
    """An address that nothing stands at."""
    for number in range(1, 1000):
        url = f"{origin(home)}/hub{'' if number == 1 else f'-{number}'}/"
        if trial.store.db.execute("select 1 from main.urls where url = ?", [url]).fetchone() is None:
            break
    return url


def _pagers(trial: Trial, facts: SiteFacts, limit: int) -> Iterator[Suggestion]:
    depth = trial.before.depth
    found = []
    for parts in long_lists(trial):
        reached = [int(depth[node]) for node in parts if depth[node] != UNREACHED]
        climb = max(reached) - min(reached) if reached else 0
        if climb > isqrt(len(parts)):
            found.append((climb, parts))
    for climb, parts in sorted(found, key=lambda one: (-one[0], one[1]))[:limit]:
        step = max(isqrt(len(parts)), 2)
        urls = [url_of(trial, node) for node in parts]
        first, leaps = urls[0], urls[step::step]
        plan = Plan("pagination", tuple(Edit("add", first, url, place="nav") for url in leaps))
        effect = effect_of(trial, plan, facts.money)
        why = Text(
            zh=f"{shown(first)} 分 {len(parts)} 页，一页一页翻，最后一页比第一页深 {climb} 次点击。第一页的分页条再链接到每第 {step} 页，如 {shown(leaps[0])}。",
            en=f"{shown(first)} has {len(parts)} pages, turned one by one: the last is {climb} clicks deeper than the first. Let the pager of the first link to every {step}th, such as {shown(leaps[0])}.",
        )
        if effect.nearer:
            yield Suggestion("pagination", plan, first, leaps[0], 1, _with_depth(why, effect), effect=effect)


def long_lists(trial: Trial) -> list[list[int]]:
    """Node numbers of the pages of each list of ``LONG`` parts or more, in their order."""
    layers = trial.stored.layers
    rows = trial.store.db.execute(
        "select p.url_id, u.url from pages p join urls u using (url_id) where p.run_id = ? and p.is_html and p.status = 200"
        " order by p.url_id", [trial.run_id]
    )  # fmt: skip
    series: dict[str, dict[int, int]] = {}
    heads: dict[str, str] = {}
    for url_id, url in rows:
        match = PAGER.search(path_query(url))
        if match and (node := int(layers.where.node[url_id])) >= 0:
            begin = len(url) - len(path_query(url))
            shape = f"{url[: begin + match.start(1)]}*{url[begin + match.end(1) :]}"
            series.setdefault(shape, {})[int(match[1])] = node
            heads.setdefault(shape, _unnumbered(url[: begin + match.start()], url[begin + match.end() :], match[0][0]))
    for shape, parts in series.items():
        if min(parts) == 2 and (head := _first_part(trial, heads[shape])) is not None:
            parts[1] = head
    long = [parts for parts in series.values() if len(parts) >= LONG]
    return [[parts[number] for number in sorted(parts)] for parts in long]


def _unnumbered(before: str, behind: str, mark: str) -> str:
    """The address of a list without the number of a part: its first part mostly stands there."""
    if mark == "?" and behind.startswith("&"):
        return f"{before}?{behind[1:]}"
    return before + behind


def _first_part(trial: Trial, url: str) -> int | None:
    """The page at an address, with or without a slash at its end; None where there is none."""
    where = trial.stored.layers.where
    for one in (url, url.removesuffix("/"), f"{url}/"):
        row = trial.store.db.execute("select url_id from main.urls where url = ?", [one]).fetchone()
        if row and row[0] < where.size and (node := int(where.node[where.final[row[0]]])) >= 0:
            return node
    return None


def _with_depth(why: Text, effect: Effect) -> Text:
    return Text(
        zh=f"{why.zh}效果：{effect.nearer:,} 个网页变浅；{SHALLOW} 次点击之外的网页 {effect.deep_before:,} → {effect.deep:,}。",
        en=f"{why.en} Effect: {effect.nearer:,} pages come nearer; pages more than {SHALLOW} clicks away {effect.deep_before:,} -> {effect.deep:,}.",
    )

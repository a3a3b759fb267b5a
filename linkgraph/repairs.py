"""Links to remove or mend: to broken URLs, with nofollow to pages of the site, and to redirects."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

import numpy as np

from configs.text import Text
from crawler.causes import NOTHING, TLS
from crawler.urls import shown
from linkgraph.arrays import Flags, Ints, distinct_values
from linkgraph.layers import row_of
from linkgraph.plan import Action, Edit, Plan
from linkgraph.site_facts import SiteFacts, url_of
from linkgraph.suggestion import Effect, Suggestion, effect_of
from linkgraph.trying import Trial

MOST = 1_000  # pages of one suggestion
LOOKED_AT = 10_000  # targets, until there are enough suggestions
ANSWERS = {**TLS, **NOTHING}

_BROKEN = "select url_id, url, status, error from temp.broken_urls where inlinks > 0 order by inlinks desc, url limit ?"
_LEAKS = """
    select k.target_id, u.url, coalesce(f.url, ''), k.hops from link_leaks k join urls u on u.url_id = k.target_id
    left join urls f on f.url_id = k.final_id
    where k.run_id = ? and k.kind = ? order by k.pages desc, u.url limit ?
"""


def repairs(trial: Trial, facts: SiteFacts, limit: int, asked: list[int]) -> list[Suggestion]:
    """At most ``limit`` of each sort, those on most pages first; only of links to ``asked`` (nodes) if there are any."""
    if asked:
        wanted = set(facts.url_ids[asked].tolist())
        every = chain(_nofollowed(trial, facts, wanted), _redirected(trial, facts, wanted))
        return list(islice(every, limit))
    sorts = (_broken(trial, facts), _nofollowed(trial, facts), _redirected(trial, facts))
    return [one for found in sorts for one in islice(found, limit)]


def _broken(trial: Trial, facts: SiteFacts) -> Iterator[Suggestion]:
    trial.store.use_run(trial.run_id)
    for url_id, url, status, error in trial.store.db.execute(_BROKEN, [LOOKED_AT]).fetchall():
        sources, pages = _sources(trial, trial.stored.layers.where.final[trial.stored.all.target] == url_id)
        if not len(sources):
            continue
        plan = _plan(trial, sources, "remove", url)
        effect = effect_of(trial, plan, facts.money)
        answer = Text(str(status), str(status)) if status else ANSWERS.get(error, Text(str(error), str(error)))
        why = Text(
            zh=f"{pages.zh}链接到 {shown(url)}，它{answer.zh if error else f'回答 {status}'}：访客走不通，分给它的权重也流失了。去掉，或改指向相近的网页。{_money(effect).zh}",
            en=f"{pages.en} link to {shown(url)}, which answers {answer.en}: visitors get nowhere, and what is passed to it is lost. Take the links out, or link to a page like it. {_money(effect).en}",
        )
        yield Suggestion("broken", plan, url_of(trial, int(sources[0])), url, len(sources), why, effect=effect)


def _nofollowed(trial: Trial, facts: SiteFacts, wanted: set[int] | None = None) -> Iterator[Suggestion]:
    layers, pairs = trial.stored.layers, trial.stored.all
    for url_id, url, _, _ in trial.store.db.execute(_LEAKS, [trial.run_id, "nofollow", LOOKED_AT]).fetchall():
        node = int(layers.where.node[url_id])  # not of redirects: to where they end is another suggestion
        if node < 0 or (wanted is not None and url_id not in wanted):
            continue
        meant = (pairs.target == url_id) & ~pairs.followed & ~layers.nodes.nofollow[pairs.source]
        sources, pages = _sources(trial, meant)
        if not len(sources):
            continue
        plan = _plan(trial, sources, "follow", url)
        effect = effect_of(trial, plan, facts.money, node)
        gain = f"{effect.gain or 0:+.1%}"
        why = Text(
            zh=f"{pages.zh}用 nofollow 链接到本站的 {shown(url)}：份额照占，却什么也传不到。去掉 nofollow。效果：目标的 PageRank {gain}。",
            en=f"{pages.en} link to {shown(url)} of the same site with nofollow: the link takes its share and passes nothing. Take nofollow away. Effect: PageRank of the target {gain}.",
        )
        yield Suggestion("nofollow", plan, url_of(trial, int(sources[0])), url, len(sources), why, effect=effect)


def _redirected(trial: Trial, facts: SiteFacts, wanted: set[int] | None = None) -> Iterator[Suggestion]:
    layers, pairs = trial.stored.layers, trial.stored.all
    for url_id, url, final, hops in trial.store.db.execute(_LEAKS, [trial.run_id, "redirect", LOOKED_AT]).fetchall():
        node = int(layers.where.node[layers.where.final[url_id]])
        if node < 0 or (wanted is not None and int(facts.url_ids[node]) not in wanted):
            continue
        sources, pages = _sources(trial, pairs.target == url_id)
        if not len(sources):
            continue
        plan = _replacing(trial, sources, url_id, url, final)
        effect = effect_of(trial, plan, facts.money, node)
        why = Text(
            zh=f"{pages.zh}链接到 {shown(url)}，跳转 {hops} 次才到 {shown(final)}。直接链接到终点，省去等待；PageRank 和深度的算法不计跳转，数字不变。",
            en=f"{pages.en} link to {shown(url)}, {hops} hops before {shown(final)}. Link there directly and save the wait; PageRank and depth do not count redirects and stay.",
        )
        yield Suggestion("redirect", plan, url_of(trial, int(sources[0])), url, len(sources), why, effect=effect)


def _sources(trial: Trial, leads: Flags) -> tuple[Ints, Text]:
    """Pages with one of the links, the strongest first, no more than ``MOST``; and how many there are, in words."""
    found = distinct_values(trial.stored.all.source[leads])
    cut = Text("", "")
    if len(found) > MOST:
        cut = Text(zh=f"（计划只改最强的 {MOST:,} 个）", en=f" (the plan changes the strongest {MOST:,})")
    words = Text(zh=f"{len(found):,} 个网页{cut.zh}", en=f"{len(found):,} pages{cut.en}")
    return found[np.argsort(-trial.before.pagerank[found], kind="stable")][:MOST], words


def _plan(trial: Trial, sources: Ints, action: Action, target: str) -> Plan:
    return Plan(action, tuple(Edit(action, url_of(trial, node), target) for node in sources.tolist()))


def _replacing(trial: Trial, sources: Ints, url_id: int, url: str, final: str) -> Plan:
    """Links to ``final`` instead of ``url``, editorial where they were."""
    edits = []
    for node in sources.tolist():
        page, editorial = url_of(trial, node), url_id in row_of(trial.stored.editorial, node)
        edits += [Edit("remove", page, url), Edit("add", page, final, place="main" if editorial else "nav")]
    return Plan("redirect", tuple(edits))


def _money(effect: Effect) -> Text:
    gain = f"{effect.money_gain:+.2%}"
    return Text(
        zh=f"效果：商品与分类页的 PageRank 共 {gain}。",
        en=f"Effect: PageRank of products and categories together {gain}.",
    )

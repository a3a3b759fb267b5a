"""Links to add: from related pages that have strength to give to money pages that get too little."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from configs.text import Text
from crawler.text import columns
from linkgraph.arrays import Ints
from linkgraph.comparing import SHALLOW
from linkgraph.depth import UNREACHED
from linkgraph.layers import row_of
from linkgraph.plan import Edit, Plan
from linkgraph.relevance import Relevance, relevance, shared_terms
from linkgraph.site_facts import SiteFacts, url_of
from linkgraph.suggestion import Effect, Suggestion, effect_of
from linkgraph.trying import Trial
from linkgraph.whatif import leading_to

TARGETS = 200  # pages in need that are looked at
FEW = 3  # inlinks in the main text
PER_SOURCE, PER_TARGET = 3, 2  # suggestions: each link takes from the others of its page
LOOKED_AT = 100  # related pages of a target
TRIED = 1.5  # candidates computed exactly, for each that is shown
DAMPING = 0.85
RELATED = 0.25  # of the most related page; below that nothing is suggested
WIDEST = 30  # display columns of an anchor
AROUND = 24  # characters of the text shown before and behind it


class _Candidate(NamedTuple):
    source: int
    target: int
    gain: float  # relative, to a first approximation


def additions(
    trial: Trial, facts: SiteFacts, limit: int, asked: list[int], done: Callable[[int, int], None]
) -> list[Suggestion]:
    """Links to add, the largest relative gain first.

    Args:
        asked: node numbers; only links to them, whatever they are. Empty: money pages in need.
        done: told how many of how many candidates are computed.
    """
    needy = np.array(asked, dtype=np.int64) if asked else in_need(trial, facts)
    related = relevance(
        trial.store.db,
        trial.run_id,
        facts.url_ids[needy].tolist(),
        trial.stored.layers.where,
        trial.stored.layers.pages,
    )
    candidates = sorted(_candidates(trial, facts, related, needy), key=lambda one: (-one.gain, one.source, one.target))
    # Twice the same link on pages of one small template would be taken for boilerplate: one of them is enough.
    templates = trial.stored.layers.nodes.template_ids
    best: dict[tuple[int, int], _Candidate] = {}
    for one in candidates:
        best.setdefault((int(templates[one.source]), one.target), one)
    candidates = list(best.values())
    chosen = _spread(candidates, int(limit * TRIED), limit if asked else PER_TARGET)
    found = []
    for number, one in enumerate(chosen, start=1):
        if (made := _suggestion(trial, facts, related, one)) is not None:
            found.append(made)
        done(number, len(chosen))
    return sorted(found, key=lambda one: -(one.effect.gain or 0))[:limit]


def in_need(trial: Trial, facts: SiteFacts) -> Ints:
    """Money pages that are deep, have few inlinks, or little PageRank; those with most of that first."""
    depth, ranks = trial.before.depth, trial.before.pagerank
    low = ranks < (np.quantile(ranks[facts.targets], 0.25) if facts.targets.any() else 0)
    need = (
        2 * (depth == UNREACHED) + (depth > SHALLOW) + (facts.inlinks <= 1) + (facts.editorial <= FEW) + low
    ) * facts.targets
    order = np.lexsort((facts.url_ids, ranks, ~facts.category, -need))
    chosen: Ints = order[need[order] > 0][:TARGETS]
    return chosen


def _candidates(trial: Trial, facts: SiteFacts, related: Relevance, needy: Ints) -> Iterator[_Candidate]:
    ranks, where = trial.before.pagerank, trial.stored.layers.where
    passes = DAMPING * ranks / (facts.out + 1)
    for target in needy.tolist():
        shares = related.of(int(facts.url_ids[target]))
        fits = (shares >= RELATED) & facts.sources
        fits[target] = False
        worth = np.where(fits, passes * shares, 0)
        taken = 0
        for source in np.argsort(-worth, kind="stable")[:LOOKED_AT].tolist():
            if not worth[source] or taken == PER_TARGET + 1:
                break
            if not leading_to(row_of(trial.stored.all, source), int(facts.url_ids[target]), where):
                taken += 1
                yield _Candidate(source, target, float(passes[source] / ranks[target]))


def _spread(candidates: list[_Candidate], most: int, per_target: int) -> list[_Candidate]:
    """The first of them, few from the same page and few to the same page."""
    sources: dict[int, int] = {}
    targets: dict[int, int] = {}
    chosen: list[_Candidate] = []
    for one in candidates:
        if len(chosen) < most and sources.get(one.source, 0) < PER_SOURCE and targets.get(one.target, 0) < per_target:
            sources[one.source] = sources.get(one.source, 0) + 1
            targets[one.target] = targets.get(one.target, 0) + 1
            chosen.append(one)
    return chosen


def _suggestion(trial: Trial, facts: SiteFacts, related: Relevance, one: _Candidate) -> Suggestion | None:
    source_id, target_id = (int(facts.url_ids[node]) for node in (one.source, one.target))
    terms = shared_terms(trial.store.db, trial.run_id, source_id, target_id, related.terms[target_id])
    text = next((text for _, text in trial.store.main_texts(trial.run_id, f"p.url_id = {source_id:d}")), "")
    heading = _heading(trial, target_id)
    anchor = anchor_of(terms, heading, text)
    if not anchor:
        return None
    source, target = url_of(trial, one.source), url_of(trial, one.target)
    plan = Plan("add", (Edit("add", source, target, anchor),))
    effect = effect_of(trial, plan, facts.money, one.target)
    why = _why(trial, facts, one, [term for term, _ in terms[:3]], effect)
    return Suggestion("add", plan, source, target, 1, why, anchor, around(text, anchor), effect)


def _heading(trial: Trial, url_id: int) -> str:
    h1, title = trial.store.db.execute(
        "select h1, title from v_pages where run_id = ? and url_id = ?", [trial.run_id, url_id]
    ).fetchone()
    return f"{h1} {title}"


def anchor_of(terms: list[tuple[str, bool]], heading: str, text: str) -> str:
    """The anchor: of the shared terms one that names the target and stands in the source's text, as the target writes it.

    Args:
        terms: shared terms, the weightiest first, and whether they stand in the target's title or h1.
        heading: h1 and title of the target.
        text: main text of the source.
    """
    fitting = [(term, titled) for term, titled in terms if columns(term) <= WIDEST and len(term) > 1]
    if not fitting:
        return ""
    lower = text.lower()
    best, _ = max(fitting, key=lambda one: (one[1], one[0] in lower, len(one[0]) > 2))
    at = heading.lower().find(best)
    return heading[at : at + len(best)] if at >= 0 and len(heading) == len(heading.lower()) else best


def around(text: str, anchor: str) -> str:
    """The words around the anchor, in the longest line of a text that has it; empty when it is not there."""
    lines = [line for line in text.splitlines() if anchor.lower() in line.lower()]
    line = max(lines, key=len, default="")
    at = line.lower().find(anchor.lower())
    if at < 0:
        return ""
    begin, end = max(at - AROUND, 0), at + len(anchor) + AROUND
    piece = " ".join(line[begin:end].split())
    return ("…" if begin else "") + piece + ("…" if end < len(line) else "")


def _why(trial: Trial, facts: SiteFacts, one: _Candidate, terms: list[str], effect: Effect) -> Text:
    source, target, links = one.source, one.target, int(facts.out[one.source])
    rank = int((trial.before.pagerank > trial.before.pagerank[source]).sum()) + 1
    words = Text("".join(f"“{term}”" for term in terms), ", ".join(terms))
    depth = effect.depth_before
    zh = (
        f"来源：两页都讲{words.zh}；它的 PageRank 列全站第 {rank:,}，现有 {links} 个链接，能分出较多。"
        f"目标：正文入链 {int(facts.editorial[target])} 个，入链共 {int(facts.inlinks[target])} 个，"
        + ("没有路径可达。" if depth is None else f"距首页 {depth} 次点击。")
    )
    en = (
        f"Source: both pages speak of {words.en}; it is number {rank:,} of the site by PageRank and has {links} links to share it. "
        f"Target: {int(facts.editorial[target])} editorial inlinks, {int(facts.inlinks[target])} in all, "
        + ("no path leads to it." if depth is None else f"{depth} clicks from home.")
    )
    return Text(zh + effect_text(effect).zh, en + " " + effect_text(effect).en)


def effect_text(effect: Effect) -> Text:
    """What comes of it, in a sentence."""
    none = Text(zh="无路径", en="none")
    gain = f"{effect.gain or 0:+.1%}"
    before, after = (Text(str(d), str(d)) if d is not None else none for d in (effect.depth_before, effect.depth))
    return Text(
        zh=f"效果：目标的 PageRank {gain}，深度 {before.zh} → {after.zh}。",
        en=f"Effect: PageRank of the target {gain}, depth {before.en} -> {after.en}.",
    )

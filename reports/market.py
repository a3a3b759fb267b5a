"""The target beside its competitors: axis by axis who is ahead, the radar, facts, and checks judged on both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from configs.settings import Settings
from configs.text import Text
from reports.catalogue import Catalogue
from reports.market_facts import facts
from reports.model_market import AxisCell, AxisRow, Market, SiteHead, Standing
from reports.numbers import decimal
from reports.radar import radar
from reports.reader import Reader
from reports.rivalry import rivalry
from reports.sites import TOTAL, competitor_runs, run_scores, score, site_heads
from reports.words import AXES

EVEN = 1.0  # points: scores nearer than this are level

Scores = dict[str, float | None]


def market(reader: Reader, settings: Settings, catalogue: Catalogue, cards: Collection[str]) -> Market:
    """The target and its competitors, one column a site; ``cards`` are the checks that have a card to link to."""
    others, missing = competitor_runs(reader, settings)
    sites = site_heads(reader, [reader.run_id, *others])
    scores = [run_scores(reader, site.run_id) for site in sites]
    names = {"overall": TOTAL} | {f"axis:{axis}": name for axis, name in AXES.items()}
    axes = tuple(_axis(scores, sites, key, name) for key, name in names.items())
    compared = rivalry(reader, catalogue, sites, cards)
    standing = _standing(axes[1:])
    return Market(
        sites=sites,
        columns=len(sites) + 1,
        standing=standing,
        says=_compared(standing) if others else _alone(axes[1:]),
        radar=radar(
            list(AXES.values()),
            [
                (site.label, [found.get(f"axis:{axis}") for axis in AXES])
                for site, found in zip(sites, scores, strict=True)
            ],
        ),
        axes=axes,
        facts=facts(reader, [site.run_id for site in sites]),
        against=compared.against,
        behind=compared.behind,
        behind_cut=compared.behind_cut,
        ahead=compared.ahead,
        ahead_cut=compared.ahead_cut,
        alone=not others,
        missing=missing,
    )


def _axis(scores: Sequence[Scores], sites: Sequence[SiteHead], key: str, name: Text) -> AxisRow:
    own = scores[0].get(key)
    cells = tuple(_cell(found, own if index else None, key, name) for index, found in enumerate(scores))
    rivals = [(cell.ahead, site.label) for cell, site in zip(cells, sites, strict=True) if cell.ahead is not None]
    if not rivals:
        return AxisRow(name, cells, "none", None, 0.0)
    ahead, leader = max(rivals, key=lambda one: one[0])
    state = "rival" if ahead >= EVEN else "own" if ahead <= -EVEN else "even"
    return AxisRow(name, cells, state, leader if state == "rival" else None, abs(ahead))


def _cell(found: Scores, own: float | None, key: str, name: Text) -> AxisCell:
    value = found.get(key)
    ahead = value - own if value is not None and own is not None else None
    tone = "" if ahead is None else "poor" if ahead >= EVEN else "excellent" if ahead <= -EVEN else "none"
    return AxisCell(score(found, key, name), ahead, tone)


def _compared(standing: Standing) -> Text:
    zh = f"六个方面中，你领先 {standing.ahead} 个，相当 {standing.even} 个，落后 {standing.behind} 个"
    en = f"Of the six axes you are ahead on {standing.ahead}, level on {standing.even}, behind on {standing.behind}"
    if standing.unknown:
        zh, en = f"{zh}，无法比较 {standing.unknown} 个", f"{en}; {standing.unknown} cannot be compared"
    return Text(zh=f"{zh}。", en=f"{en}.")


def _alone(axes: Sequence[AxisRow]) -> Text:
    judged = [(value, axis.name) for axis in axes if (value := axis.cells[0].score.value) is not None]
    if not judged:
        return Text(zh="六个方面都没有判断。", en="None of the six axes was judged.")
    best, worst = max(judged, key=lambda one: one[0]), min(judged, key=lambda one: one[0])
    return Text(
        zh=f"最高的是{best[1].zh}（{decimal(best[0])}），最低的是{worst[1].zh}（{decimal(worst[0])}）。",
        en=f"Highest is {best[1].en} ({decimal(best[0])}), lowest {worst[1].en} ({decimal(worst[0])}).",
    )


def _standing(axes: Sequence[AxisRow]) -> Standing:
    count = Counter(axis.state for axis in axes)
    return Standing(count["own"], count["even"], count["rival"], count["none"])

"""The questions a shop owner asks, each answered in a line that leads to its section."""

from __future__ import annotations

from collections.abc import Sequence

from configs.text import Text
from reports.model import Answer
from reports.model_checks import Checklist
from reports.model_fix import Fix
from reports.model_keywords import Keywords
from reports.model_links import Links
from reports.model_market import Market
from reports.numbers import decimal, integer


def answers(checks: Checklist, fix: Fix, keywords: Keywords, market: Market, links: Links) -> tuple[Answer, ...]:
    """Five answers; what was not computed or not crawled says so."""
    return (
        Answer(Text(zh="哪里坏了？", en="What is broken?"), _broken(checks, fix), "checks"),
        Answer(Text(zh="先修什么，能得多少分？", en="What to fix first, for what gain?"), _first(checks, fix), "fix"),
        Answer(
            Text(zh="每页承担哪些关键词？", en="Which keywords does each page serve?"), _keywords(keywords), "keywords"
        ),
        Answer(Text(zh="竞品哪里更好？", en="Where are competitors better?"), _market(market), "market"),
        Answer(Text(zh="哪些网页没人链接？", en="Which pages does nobody link to?"), _links(links), "links"),
    )


NOT_AUDITED = Text(zh="还没有审核。", en="Not audited yet.")


def _joined(parts: Sequence[Text]) -> Text:
    """Parts of one sentence."""
    return Text(zh="，".join(part.zh for part in parts) + "。", en=", ".join(part.en for part in parts) + ".")


def _broken(checks: Checklist, fix: Fix) -> Text:
    if not checks.judged:
        return NOT_AUDITED
    failed = Text(
        zh=f"{integer(checks.total)} 个检查项中 {integer(checks.failed)} 个未通过",
        en=f"{integer(checks.failed)} of {integer(checks.total)} checks failed",
    )
    levels = [
        Text(zh=f"{one.name.zh} {integer(one.count)}", en=f"{one.name.en.lower()} {integer(one.count)}")
        for one in fix.severities
    ]
    return _joined([failed, *levels])


def _first(checks: Checklist, fix: Fix) -> Text:
    if not checks.judged:
        return NOT_AUDITED
    if not fix.plan:
        return Text(zh="没有扣分的检查项。", en="No check costs points.")
    parts = [
        Text(
            zh=f"前 {fix.steps} 件共 +{decimal(fix.points)} 分，{fix.time.zh}",
            en=f"the first {fix.steps} gain {decimal(fix.points)} points in {fix.time.en}",
        )
    ]
    if fix.reachable is not None:
        shown = decimal(fix.reachable)
        parts.append(Text(zh=f"总分可到 {shown}", en=f"to a score of {shown}"))
    return _joined(parts)


def _keywords(keywords: Keywords) -> Text:
    if not keywords.judged:
        return Text(zh="还没有分析关键词。", en="Keywords are not analysed yet.")
    if not keywords.summary:
        return Text(
            zh="没有目标关键词；各页的词语见表。", en="No target keywords; terms of the pages are in the table."
        )
    total = integer(keywords.map_cut.total)
    counts = [
        Text(zh=f"{one.name.zh} {integer(one.count)}", en=f"{one.name.en} {integer(one.count)}")
        for one in keywords.summary
        if one.count
    ]
    return _joined([Text(zh=f"{total} 个目标关键词", en=f"{total} target keywords"), *counts])


def _market(market: Market) -> Text:
    if market.alone:
        return Text(zh="没有抓取竞品，无从比较。", en="No competitor was crawled, so nothing is compared.")
    behind, worse = market.standing.behind, integer(market.behind_cut.total)
    return Text(
        zh=f"六个方面中落后 {behind} 个；{worse} 个检查项它们做得更好。",
        en=f"Behind on {behind} of six axes; they are better on {worse} checks.",
    )


def _links(links: Links) -> Text:
    if not links.judged:
        return Text(zh="还没有计算链接图。", en="The link graph is not computed yet.")
    counts = {one.key: integer(one.cut.total) for one in links.weak}
    return Text(
        zh=f"孤立 {counts['orphans']} 个，只有一个网页链接的 {counts['single']} 个，太深 {counts['deep']} 个；"
        f"死链目标 {integer(links.broken_cut.total)} 个。",
        en=f"{counts['orphans']} orphans, {counts['single']} linked by one page only, {counts['deep']} too deep;"
        f" {integer(links.broken_cut.total)} broken targets.",
    )

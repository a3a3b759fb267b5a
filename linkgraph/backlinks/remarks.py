"""What stands out of an assessment, in a sentence each; named and bounded as the checks in audit/checks/external_links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import fmean, stdev

from configs.text import Text
from linkgraph.backlinks.assessing import Assessment
from linkgraph.backlinks.standing_out import WEEKS
from linkgraph.backlinks.tables import SITEWIDE

MIN_DOMAIN_RATIO = 0.1  # F-11
MIN_BLOCK_RATIO = 0.5
MIN_DEEP_RATIO = 0.2  # F-12
ANCHOR_NOTICE, ANCHOR_WARNING = 0.3, 0.6
LOST_WARNING = 0.1
ENOUGH = 20  # links, or domains, below which shares say nothing
DEVIATIONS, FACTOR = 3.0, 2.0


@dataclass(frozen=True, slots=True)
class Remark:
    """What stands out; ``level`` is warning, notice or info."""

    id: str
    level: str
    text: Text


def remarks(told: Assessment) -> list[Remark]:
    """In the order of the figures."""
    found = [*_shares(told), *_jumps(told), *_domains(told)]
    return sorted(found, key=lambda one: ("warning", "notice", "info").index(one.level))


def _shares(told: Assessment) -> Iterator[Remark]:
    if told.links < ENOUGH:
        return
    if told.domain_ratio is not None and told.domain_ratio < MIN_DOMAIN_RATIO:
        yield Remark("backlink-domains-few", "notice", Text(
            zh=f"链接多、域名少：域名数 ÷ 链接数 = {told.domain_ratio:.2f}（低于 {MIN_DOMAIN_RATIO}）。",
            en=f"Many links from few domains: domains / links = {told.domain_ratio:.2f} (below {MIN_DOMAIN_RATIO}).",
        ))  # fmt: skip
    if told.block_ratio is not None and told.block_ratio < MIN_BLOCK_RATIO and told.ip_domains >= ENOUGH:
        yield Remark("backlink-ip-few", "notice", Text(
            zh=f"许多域名在同一网段：/24 网段数 ÷ 域名数 = {told.block_ratio:.2f}（低于 {MIN_BLOCK_RATIO}），像是同一批站群。",
            en=f"Many domains share networks: /24 blocks / domains = {told.block_ratio:.2f} (below {MIN_BLOCK_RATIO}), as in a link network.",
        ))  # fmt: skip
    if told.top_share is not None and told.top_share > ANCHOR_NOTICE:
        level = "warning" if told.top_share > ANCHOR_WARNING else "notice"
        yield Remark("backlink-anchor-concentrated", level, Text(
            zh=f"{told.top_share:.0%} 的链接用同一个锚文本“{told.top_anchor[:60]}”；熵 {told.entropy or 0:.2f} 比特。",
            en=f"{told.top_share:.0%} of the links have one anchor, “{told.top_anchor[:60]}”; entropy {told.entropy or 0:.2f} bits.",
        ))  # fmt: skip
    if told.deep is not None and told.deep < MIN_DEEP_RATIO:
        yield Remark("backlink-deep-few", "notice", Text(
            zh=f"只有 {told.deep:.0%} 的链接指向首页以外的网页（低于 {MIN_DEEP_RATIO:.0%}）。",
            en=f"Only {told.deep:.0%} of the links lead to pages other than home (below {MIN_DEEP_RATIO:.0%}).",
        ))  # fmt: skip


def _jumps(told: Assessment) -> Iterator[Remark]:
    """The last week that has far more new links than the eight before it."""
    for at in range(len(told.weeks) - 1, WEEKS - 1, -1):
        before, week = [one["links"] for one in told.weeks[at - WEEKS : at]], told.weeks[at]
        mean, many = fmean(before), week["links"]
        if many >= ENOUGH and many > mean + DEVIATIONS * stdev(before) and many > FACTOR * mean:
            yield Remark("backlink-velocity", "warning", Text(
                zh=f"{week['day']} 起的一周新增 {many:,} 条链接（{week['domains']:,} 个域名），前八周平均 {mean:.0f} 条：活动、新闻，还是买的？",
                en=f"{many:,} new links of {week['domains']:,} domains in the week of {week['day']}, {mean:.0f} a week in the eight before: a campaign, news, or bought?",
            ))  # fmt: skip
            return


def _domains(told: Assessment) -> Iterator[Remark]:
    if many := len({one["domain"] for one in told.sitewide if one["pages"] > SITEWIDE}):
        yield Remark("backlink-sitewide", "notice", Text(
            zh=f"{many:,} 个域名在 {SITEWIDE} 页以上用同一个锚文本链接过来（页脚、友情链接）：引擎只当一条。",
            en=f"{many:,} domains link from over {SITEWIDE} pages with one anchor (footers, partner lists): engines count one link.",
        ))  # fmt: skip
    for one in told.lost_domains:
        if one["lost"]:
            level = "warning" if one["lost"] > LOST_WARNING * one["had"] else "notice"
            yield Remark("backlink-domains-lost", level, Text(
                zh=f"{one['tool']} 在 {one['before']} 列出的 {one['had']:,} 个域名里，{one['lost']:,} 个到 {one['newest']} 已不在列。",
                en=f"Of {one['had']:,} domains that {one['tool']} listed on {one['before']}, {one['lost']:,} are missing on {one['newest']}.",
            ))  # fmt: skip
    if told.search_links:
        yield Remark("backlink-spam", "info", Text(
            zh=f"{told.search_links:,} 条链接来自搜索结果页或站长工具页，引擎多半忽略，不必处理。",
            en=f"{told.search_links:,} links come from pages of results or of webmaster tools; engines mostly ignore them, and so may you.",
        ))  # fmt: skip

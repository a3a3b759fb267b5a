"""The backlinks of a site in numbers, by section 4.3.7: relevance, anchors, diversity, depth, follow, growth, signs, losses."""

from __future__ import annotations

import datetime
import math
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import fmean, stdev
from typing import Any

from configs.text import Text
from crawler.records import Run
from crawler.urls import host_key
from linkgraph.backlinks.rows import linking_domain
from linkgraph.backlinks.tables import CRAWLED, CURRENT, INTERSECT, LEAST, SITEWIDE, TARGETS, TOXIC

MIN_DOMAIN_RATIO = 0.1  # F-11
MIN_BLOCK_RATIO = 0.5
MIN_DEEP_RATIO = 0.2  # F-12
ANCHOR_NOTICE, ANCHOR_WARNING = 0.3, 0.6
LOST_WARNING = 0.1
ENOUGH = 20  # links below which shares say nothing
WEEKS, DEVIATIONS, FACTOR = 8, 3.0, 2.0
LATEST = 52  # weeks in which jumps are looked for


@dataclass(frozen=True, slots=True)
class Remark:
    """What stands out; ``level`` is notice or warning."""

    id: str
    level: str
    text: Text


@dataclass(frozen=True, slots=True)
class Assessment:
    """Shares are 0..1; None: nothing to judge by."""

    site: str
    imports: int
    first_day: str
    last_day: str
    links: int  # pairs of source and target, neither lost nor found gone
    listed: int  # links that lists of domains speak of, beside them
    domains: int
    domain_ratio: float | None  # F-11
    ips: int
    block_ratio: float | None  # /24 blocks by domains whose IP is known
    followed: float | None
    deep: float | None  # F-12
    relevant: float | None  # of the domains of which something is known
    anchors: int
    entropy: float | None  # F-13, bits
    kinds: dict[str, int]  # links by kind of anchor
    top_anchor: str
    top_share: float | None  # of the commonest anchor that is no brand and no URL
    lost: int
    suspect_links: int
    suspect_domains: int
    broken_targets: int | None  # None: the run knows none of the targets
    broken_links: int
    broken_domains: int
    redirected_targets: int | None
    redirected_links: int
    unseen_targets: int  # not crawled: not judged
    crawled_links: int | None  # found on the competitors' pages; None: no other site was crawled
    rivals: int  # further sites with imported backlinks
    intersect: int | None  # domains that link to two of them and not here; None: fewer than two were imported
    verified: dict[str, int]  # links by what the linking pages answered
    remarks: tuple[Remark, ...]


def linked_id_of(db: sqlite3.Connection, name: str) -> int | None:
    """The number of a site whose backlinks were imported; None for none."""
    row = db.execute("select linked_id from linked_sites where name = ?", [name]).fetchone()
    return None if row is None else int(row[0])


def own_domain(db: sqlite3.Connection, name: str) -> str:
    """The domain of a site, as linking domains are written."""
    row = db.execute("select start_url from sites where name = ?", [name]).fetchone()
    return linking_domain(host_key(str(row[0])) if row else name)


def assess(db: sqlite3.Connection, name: str, run: Run | None) -> Assessment | None:
    """The numbers of a site, by SQL and one pass over counted anchors; None when nothing was imported.

    Args:
        run: of the site, for what became of the targets; None: it was never crawled.
    """
    linked_id = linked_id_of(db, name)
    if linked_id is None:
        return None
    values: dict[str, object] = {
        "linked": linked_id,
        "run": run.run_id if run else 0,
        "least": LEAST,
        "own": own_domain(db, name),
    }
    one = _first(db, f"""
        with live as ({CURRENT})
        select sum(source <> ''), sum(iif(source = '', links, 0)), count(distinct domain_id), count(distinct nullif(ip, '')),
            avg(iif(source <> '' and rel is not null, (rel & 7) = 0, null)),
            avg(iif(target <> '', {_DEEP}, null)), sum(signs <> ''), count(distinct iif(source <> '', domain_id, null)) from live
    """, values)  # fmt: skip
    links, listed, domains, ips, followed, deep, suspect, direct = one
    count, entropy, kinds, top_anchor, top_share = _anchors(db, values)
    fates = _fates(db, values)
    imports = _first(db, "select count(*), min(day), max(day) from backlink_imports where linked_id = :linked", values)
    ratio = direct / links if links else None
    met = any(fates[fate][0] for fate in fates if fate != "unseen")
    others = run and _count(
        db, "select count(distinct site_id) - 1 from runs where pruned is null and status <> 'running'", values
    )
    rivals = _count(db, "select count(*) from linked_sites where linked_id <> :linked", values)
    blocks = _blocks(db, values)
    told = Assessment(
        site=name, imports=imports[0], first_day=imports[1] or "", last_day=imports[2] or "",
        links=links or 0, listed=listed or 0, domains=domains, domain_ratio=ratio, ips=ips, block_ratio=blocks,
        followed=followed, deep=deep, relevant=_relevant(db, values), anchors=count, entropy=entropy, kinds=kinds,
        top_anchor=top_anchor, top_share=top_share,
        lost=_count(db, "select count(*) from backlinks where linked_id = :linked and counted and lost is not null", values),
        suspect_links=suspect or 0, suspect_domains=_count(db, f"select count(*) from ({TOXIC})", values),
        broken_targets=fates["broken"][0] if met else None, broken_links=fates["broken"][1], broken_domains=fates["broken"][2],
        redirected_targets=fates["redirect"][0] if met else None, redirected_links=fates["redirect"][1], unseen_targets=fates["unseen"][0],
        crawled_links=_count(db, f"select count(*) from ({CRAWLED})", values) if others else None,
        rivals=rivals, intersect=_count(db, f"select count(*) from ({INTERSECT})", values) if rivals >= LEAST else None,
        verified=dict(db.execute("select state, count(*) from backlink_checks where linked_id = ? group by state order by 2 desc", [linked_id])),
        remarks=(),
    )  # fmt: skip
    return replace(told, remarks=tuple(_remarks(db, told, values)))


_DEEP = "rtrim(substr(target, instr(target, '://') + 3), '/') like '%/%' or target like '%?%'"


def _first(db: sqlite3.Connection, sql: str, values: dict[str, object]) -> tuple[Any, ...]:
    row: tuple[Any, ...] = db.execute(sql, values).fetchone()
    return row


def _count(db: sqlite3.Connection, sql: str, values: dict[str, object]) -> int:
    return int(db.execute(sql, values).fetchone()[0] or 0)


def _relevant(db: sqlite3.Connection, values: dict[str, object]) -> float | None:
    sql = f"with live as ({CURRENT}) select avg(r) from (select max(relevant) as r from live group by domain_id)"
    found = db.execute(sql, values).fetchone()[0]
    return None if found is None else float(found)


def _blocks(db: sqlite3.Connection, values: dict[str, object]) -> float | None:
    """Distinct /24 blocks by domains, of those whose IPv4 address is known."""
    sql = f"""
        with live as ({CURRENT}), known as (
            select domain_id, rtrim(ip, '0123456789') as block from live where ip like '%.%' group by domain_id
        )
        select count(*), count(distinct block) from known
    """
    domains, blocks = db.execute(sql, values).fetchone()
    return blocks / domains if domains else None


def _anchors(
    db: sqlite3.Connection, values: dict[str, object]
) -> tuple[int, float | None, dict[str, int], str, float | None]:
    """Distinct anchors, their entropy, links by kind, and the commonest that is neither brand nor URL with its share."""
    sql = f"""
        with live as ({CURRENT})
        select min(anchor), kind, count(*) as many from live where anchor is not null group by matching_copy(anchor) order by many desc, 1
    """
    total, own, count, kinds, top, most = 0, 0.0, 0, dict[str, int](), "", 0
    for anchor, kind, many in db.execute(sql, values):
        count, total, own = count + 1, total + many, own + many * math.log2(many)
        kinds[kind] = kinds.get(kind, 0) + many
        if not most and kind not in ("brand", "url", "empty"):
            top, most = anchor, many
    if not total:
        return 0, None, {}, "", None
    return count, max(0.0, math.log2(total) - own / total), kinds, top, most / total


def _fates(db: sqlite3.Connection, values: dict[str, object]) -> dict[str, tuple[int, int, int]]:
    """Targets, links and domains by what became of the target."""
    found = dict.fromkeys(("broken", "redirect", "unseen", "unanswered", "fine"), (0, 0, 0))
    sql = f"with {TARGETS} select fate, count(*), sum(links), sum(domains) from judged group by fate"
    for fate, targets, links, domains in db.execute(sql, values):
        found[fate] = (targets, links, domains)
    return found


def _remarks(db: sqlite3.Connection, told: Assessment, values: dict[str, object]) -> Iterable[Remark]:
    """Named and bounded as the checks of the checklist."""
    enough = told.links >= ENOUGH
    if enough and told.domain_ratio is not None and told.domain_ratio < MIN_DOMAIN_RATIO:
        yield Remark("backlink-domains-few", "notice", Text(
            zh=f"链接多、域名少：域名数 ÷ 链接数 = {told.domain_ratio:.2f}（低于 {MIN_DOMAIN_RATIO}）。",
            en=f"Many links from few domains: domains / links = {told.domain_ratio:.2f} (below {MIN_DOMAIN_RATIO}).",
        ))  # fmt: skip
    if enough and told.block_ratio is not None and told.block_ratio < MIN_BLOCK_RATIO:
        yield Remark("backlink-ip-few", "notice", Text(
            zh=f"许多域名在同一网段：/24 网段数 ÷ 域名数 = {told.block_ratio:.2f}（低于 {MIN_BLOCK_RATIO}），像是同一批站群。",
            en=f"Many domains share networks: /24 blocks / domains = {told.block_ratio:.2f} (below {MIN_BLOCK_RATIO}), as in a link network.",
        ))  # fmt: skip
    if enough and told.top_share is not None and told.top_share > ANCHOR_NOTICE:
        level = "warning" if told.top_share > ANCHOR_WARNING else "notice"
        yield Remark("backlink-anchor-concentrated", level, Text(
            zh=f"{told.top_share:.0%} 的链接用同一个锚文本“{told.top_anchor[:60]}”；熵 {told.entropy or 0:.2f} 比特。",
            en=f"{told.top_share:.0%} of the links have one anchor, “{told.top_anchor[:60]}”; entropy {told.entropy or 0:.2f} bits.",
        ))  # fmt: skip
    if enough and told.deep is not None and told.deep < MIN_DEEP_RATIO:
        yield Remark("backlink-deep-few", "notice", Text(
            zh=f"只有 {told.deep:.0%} 的链接指向首页以外的网页（低于 {MIN_DEEP_RATIO:.0%}）。",
            en=f"Only {told.deep:.0%} of the links lead to pages other than home (below {MIN_DEEP_RATIO:.0%}).",
        ))  # fmt: skip
    yield from _jumps(db, values)
    yield from _sitewide(db, values)
    yield from _lost_domains(db, values)


def _jumps(db: sqlite3.Connection, values: dict[str, object]) -> Iterable[Remark]:
    """The last week that has far more new links than the eight before it."""
    counts: dict[int, int] = {}
    for day, many in db.execute(
        "select first_seen, count(*) from backlinks where linked_id = :linked and counted and first_seen is not null group by 1", values
    ):  # fmt: skip
        week = datetime.date.fromisoformat(day).toordinal() // 7
        counts[week] = counts.get(week, 0) + many
    if not counts:
        return
    newest, oldest = max(counts), min(counts)
    for week in range(newest, max(oldest + WEEKS, newest - LATEST) - 1, -1):
        before = [counts.get(one, 0) for one in range(week - WEEKS, week)]
        mean, many = fmean(before), counts.get(week, 0)
        if many >= ENOUGH and many > mean + DEVIATIONS * stdev(before) and many > FACTOR * mean:
            day = datetime.date.fromordinal(week * 7).isoformat()
            yield Remark("backlink-velocity", "notice", Text(
                zh=f"{day} 起的一周新增 {many:,} 条链接，前八周平均 {mean:.0f} 条：活动、新闻，还是买的？",
                en=f"{many:,} new links in the week of {day}, {mean:.0f} a week in the eight before: a campaign, news, or bought?",
            ))  # fmt: skip
            return


def _sitewide(db: sqlite3.Connection, values: dict[str, object]) -> Iterable[Remark]:
    many = _count(db, f"select count(*) from ({TOXIC}) where signs like '%sitewide%'", values)
    if many:
        yield Remark("backlink-sitewide", "notice", Text(
            zh=f"{many:,} 个域名在 {SITEWIDE} 页以上用同一个锚文本链接过来（页脚、友情链接）：引擎只当一条。",
            en=f"{many:,} domains link from over {SITEWIDE} pages with one anchor (footers, partner lists): engines count one link.",
        ))  # fmt: skip


def _lost_domains(db: sqlite3.Connection, values: dict[str, object]) -> Iterable[Remark]:
    """Domains that a tool had in its last but one import and has no longer, for the tool with the newest import."""
    days = db.execute(
        "select tool, day from backlink_imports where linked_id = :linked group by tool, day order by tool, day", values
    ).fetchall()  # fmt: skip
    for (tool, before), (same, newest) in pairwise(days):
        if tool != same or (tool, newest) != max(one for one in days if one[0] == tool):
            continue
        had, lost = db.execute(
            "select count(*), coalesce(sum(last < ?), 0) from (select max(last_day) as last from backlinks"
            " where linked_id = ? and tool = ? and first_day <= ? group by domain_id having max(last_day) >= ?)",
            [newest, values["linked"], tool, before, before],
        ).fetchone()  # fmt: skip
        if had and lost / had > LOST_WARNING:
            yield Remark("backlink-domains-lost", "warning", Text(
                zh=f"{tool} 在 {before} 列出的 {had:,} 个域名里，{lost:,} 个到 {newest} 已不在列。",
                en=f"Of {had:,} domains that {tool} listed on {before}, {lost:,} are missing on {newest}.",
            ))  # fmt: skip

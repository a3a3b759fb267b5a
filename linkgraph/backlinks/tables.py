"""The lists of ``links backlinks``: columns and queries over what was imported; parameters ``:linked``, ``:run`` and ``:least``."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping

from configs.text import Lang, Text
from crawler.records import Run
from crawler.tables import Table
from crawler.urls import shown

Row = tuple[object, ...]
SITEWIDE = 100  # pages of one domain that link with one anchor
LEAST = 2  # competitors that a domain of the intersection links to

# A link that counts: one row of its pair, not lost by its tool, and not found gone.
CURRENT = """
    select b.backlink_id, b.pair, b.domain_id, d.domain, b.source, b.target, b.anchor, b.kind, b.rel, b.relevant, b.signs, b.rating,
        b.ip, b.links, b.first_seen, b.last_seen, c.state, c.checked from backlinks b cross join backlink_domains d on d.domain_id = b.domain_id
    left join backlink_checks c on c.linked_id = b.linked_id and c.pair = b.pair
    where b.linked_id = :linked and b.counted and b.lost is null and coalesce(c.state, '') <> 'gone'
"""
# What the run knows of each page that backlinks lead to, under https where the tool still has http.
TARGETS = f"""
    live as ({CURRENT}),
    aimed as materialized (
        select target, sum(links) as links, count(distinct domain_id) as domains, min(source) as example, max(rating) as rating
        from live where target <> '' group by target
    ),
    met as materialized (
        select a.*, coalesce(u.url_id, v.url_id) as url_id from aimed a
        left join urls u on u.url = a.target and exists (select 1 from pages p where p.run_id = :run and p.url_id = u.url_id)
        left join urls v on u.url_id is null and a.target like 'http://%' and v.url = 'https' || substr(a.target, 5)
            and exists (select 1 from pages p where p.run_id = :run and p.url_id = v.url_id)
    ),
    judged as (
        select m.*, p.status, p.error, coalesce(f.target_id, m.url_id) as final_id, case
            when m.url_id is null then 'unseen'
            when p.status is null or p.status in (403, 429) then 'unanswered'
            when p.status >= 400 then 'broken'
            when f.target_id is null then iif(p.status between 300 and 399, 'redirect', 'fine')
            when q.status >= 400 and q.status not in (403, 429) then 'broken'
            else 'redirect' end as fate, q.status as final_status
        from met m left join pages p on p.run_id = :run and p.url_id = m.url_id
        left join redirects f on f.run_id = :run and f.url_id = m.url_id
            and f.hop = (select max(e.hop) from redirects e where e.run_id = :run and e.url_id = m.url_id)
        left join pages q on q.run_id = :run and q.url_id = f.target_id
    )
"""
INTERSECT = """
    select d.domain, count(distinct b.linked_id) as rivals, group_concat(distinct s.name) as sites, sum(b.links) as links,
        max(b.rating) as rating, max(b.relevant) as relevant, sum(b.signs <> '') as suspect, min(b.source) as example
    from backlinks b join backlink_domains d on d.domain_id = b.domain_id join linked_sites s on s.linked_id = b.linked_id
    left join backlink_checks c on c.linked_id = b.linked_id and c.pair = b.pair
    where b.linked_id <> :linked and b.counted and b.lost is null and coalesce(c.state, '') <> 'gone'
        and b.domain_id not in (select domain_id from backlinks where linked_id = :linked and lost is null)
        and d.domain <> :own
    group by b.domain_id having count(distinct b.linked_id) >= :least
"""
TOXIC = f"""
    with live as ({CURRENT}), footers as materialized (
        select domain_id from live where source <> '' and anchor is not null and kind <> 'url'
        group by domain_id, anchor having count(*) > {SITEWIDE} and count(distinct source) > {SITEWIDE}
    )
    select domain, sum(signs <> '') as suspect, count(*) as total, coalesce(group_concat(distinct nullif(signs, '')), '')
        || iif(domain_id in (select domain_id from footers), ',sitewide', '') as signs, max(rating) as rating, max(relevant) as relevant,
        max(iif(signs <> '', source, '')) as example, max(iif(signs <> '', anchor, '')) as anchor
    from live group by domain_id having suspect > 0 or domain_id in (select domain_id from footers)
"""
# Links of the competitors' newest crawls to a host of ours.
CRAWLED = """
    select l.site, l.source, l.anchor, l.target, l.rel, l.position from runs r
    cross join v_links l on l.run_id = r.run_id
    where r.run_id in (select max(o.run_id) from runs o where o.pruned is null and o.status <> 'running'
            and o.site_id <> (select site_id from runs where run_id = :run) group by o.site_id)
        and l.kind = 'a' and l.target_id in (
            select u.url_id from urls u join run_hosts h on h.host_id = u.host_id where h.run_id = :run)
"""


TABLES = {
    "domains": Table(
        ("domain", "links", "targets", "rating", "followed", "relevant", "suspect", "first_seen", "last_seen"),
        f"""
        with live as ({CURRENT})
        select domain, max(sum(source <> ''), max(iif(source = '', links, 0))), count(distinct nullif(target, '')), max(rating),
            sum((rel & 7) = 0), max(relevant), sum(signs <> ''), min(first_seen), max(last_seen) from live group by domain_id order by 2 desc, 1
        """,
    ),
    "anchors": Table(
        ("anchor", "kind", "links", "domains", "share"),
        f"""
        with live as ({CURRENT})
        select min(anchor), kind, count(*) as many, count(distinct domain_id), 1.0 * count(*) / sum(count(*)) over ()
        from live where anchor is not null group by matching_copy(anchor) order by many desc, 1
        """,
    ),
    "targets": Table(
        ("target", "links", "domains", "rating", "fate", "status"),
        f"with {TARGETS} select target, links, domains, rating, fate, status from judged order by domains desc, links desc, target",
    ),
    "broken": Table(
        ("target", "fate", "status", "final", "final_status", "links", "domains", "rating", "example"),
        f"""
        with {TARGETS}
        select j.target, j.fate, j.status, iif(j.final_id <> j.url_id, u.url, null), j.final_status, j.links, j.domains, j.rating,
            j.example from judged j left join urls u on u.url_id = j.final_id
        where j.fate in ('broken', 'redirect', 'unseen')
        order by j.fate = 'unseen', j.fate = 'redirect', j.domains desc, j.links desc, j.target
        """,
    ),
    "toxic": Table(
        ("domain", "suspect", "total", "signs", "rating", "relevant", "example", "anchor"),
        f"{TOXIC} order by suspect desc, total desc, domain",
    ),
    "intersect": Table(
        ("domain", "rivals", "sites", "links", "rating", "relevant", "suspect", "example"),
        f"{INTERSECT} order by rivals desc, suspect = 0 desc, rating desc nulls last, links desc, d.domain",
    ),
    "crawled": Table(
        ("site", "source", "anchor", "target", "rel", "position"), f"{CRAWLED} order by l.site, l.source, l.ordinal"
    ),
    "growth": Table(
        ("month", "new_links", "new_domains", "lost_links"),
        """
        with rows as (select * from backlinks where linked_id = :linked and counted),
        began as (select min(first_seen) as day from rows group by domain_id),
        months as (
            select substr(first_seen, 1, 7) as month, count(*) as links, 0 as domains, 0 as lost from rows where first_seen is not null group by 1
            union all select substr(day, 1, 7), 0, count(*), 0 from began where day is not null group by 1
            union all select substr(lost, 1, 7), 0, 0, count(*) from rows where lost is not null group by 1
        )
        select month, sum(links), sum(domains), sum(lost) from months group by month order by month desc
        """,
    ),
    "links": Table(
        (
            "source", "target", "anchor", "kind", "followed", "title", "relevant", "signs", "first_seen", "last_seen", "lost", "rating",
            "tool", "state", "checked",
        ),
        """
        select k.source, k.target, k.anchor, k.kind, k.followed, k.title, k.relevant, k.signs, k.first_seen, k.last_seen, k.lost,
            k.rating, k.tool, k.state, k.checked
        from v_backlinks k where k.site = (select name from linked_sites where linked_id = :linked) and k.counted
        order by k.domain, k.source, k.target
        """,
    ),
    "imports": Table(
        ("import_id", "tool", "day", "file", "imported", "rows", "faults"),
        """
        select i.import_id, b.tool, b.day, i.file, i.imported, i.rows, i.faults from backlink_imports b join imports i using (import_id)
        where b.linked_id = :linked order by b.day, i.import_id
        """,
    ),
}  # fmt: skip

HEADINGS = {
    "domain": Text(zh="域名", en="domain"), "links": Text(zh="链接", en="links"), "targets": Text(zh="目标网页", en="targets"),
    "rating": Text(zh="来源评分", en="rating"), "followed": Text(zh="可跟踪", en="followed"), "relevant": Text(zh="相关", en="relevant"),
    "suspect": Text(zh="可疑", en="suspect"), "first_seen": Text(zh="首次发现", en="first seen"),
    "last_seen": Text(zh="最近发现", en="last seen"), "anchor": Text(zh="锚文本", en="anchor"), "kind": Text(zh="类别", en="kind"),
    "domains": Text(zh="域名数", en="domains"), "share": Text(zh="占比", en="share"), "target": Text(zh="链接到", en="to"),
    "fate": Text(zh="现状", en="answer"), "status": Text(zh="状态", en="status"), "final": Text(zh="跳转到", en="leads to"),
    "final_status": Text(zh="其状态", en="its status"), "example": Text(zh="例如", en="for example"),
    "total": Text(zh="全部", en="of links"), "signs": Text(zh="迹象", en="signs"), "rivals": Text(zh="竞品数", en="competitors"),
    "sites": Text(zh="竞品", en="which"), "site": Text(zh="站点", en="site"), "source": Text(zh="来源", en="from"),
    "rel": Text(zh="rel", en="rel"), "position": Text(zh="位置", en="position"), "month": Text(zh="月份", en="month"),
    "new_links": Text(zh="新链接", en="new links"), "new_domains": Text(zh="新域名", en="new domains"),
    "lost_links": Text(zh="失去的链接", en="lost links"), "title": Text(zh="来源标题", en="title"), "lost": Text(zh="失去", en="lost"),
    "tool": Text(zh="工具", en="tool"), "state": Text(zh="核实", en="verified"), "checked": Text(zh="核实时间", en="when"),
    "import_id": Text(zh="编号", en="import"), "day": Text(zh="日期", en="date"), "file": Text(zh="文件", en="file"),
    "imported": Text(zh="导入时间", en="imported"), "rows": Text(zh="行", en="rows"), "faults": Text(zh="有问题", en="faulty"),
}  # fmt: skip
WORDS = {
    "brand": Text(zh="品牌词", en="brand"), "money": Text(zh="关键词", en="keyword"), "url": Text(zh="网址", en="URL"),
    "generic": Text(zh="空泛", en="generic"), "empty": Text(zh="无文字", en="empty"), "other": Text(zh="其他", en="other"),
    "fine": Text(zh="正常", en="fine"), "broken": Text(zh="打不开", en="broken"), "redirect": Text(zh="跳转", en="redirect"),
    "unseen": Text(zh="没有抓过", en="not crawled"), "unanswered": Text(zh="没有判断", en="not judged"),
    "live": Text(zh="还在", en="live"), "nofollow": Text(zh="nofollow", en="nofollow"), "moved": Text(zh="改指别页", en="elsewhere"),
    "gone": Text(zh="已消失", en="gone"), "blocked": Text(zh="不让看", en="blocked"),
}  # fmt: skip
SIGNS = {
    "spam-words": Text(zh="标题、锚文本或网址有博彩、色情等垃圾词", en="spam words in title, anchor or address"),
    "links-for-sale": Text(zh="出售链接的字样", en="offers links for sale"),
    "crowded-page": Text(zh="一页 200 个以上的站外链接", en="over 200 external links on the page"),
    "bare-ip": Text(zh="来源只有 IP，没有域名", en="the source is an IP address without a name"),
    "free-domain": Text(zh="免费域名后缀（.tk、.ml 等）", en="a domain ending that was given away (.tk, .ml ...)"),
    "search-page": Text(zh="搜索结果或站长工具页，引擎多半忽略", en="page of results or of a webmaster tool; engines mostly ignore it"),
    "sitewide": Text(zh="同一域名 100 页以上用同一锚文本", en="over 100 pages of the domain with one anchor"),
}  # fmt: skip
WORDED = ("kind", "fate", "state")
ADDRESSES = ("source", "target", "final", "example")


def rows_of(db: sqlite3.Connection, name: str, values: Mapping[str, object]) -> Iterator[Row]:
    """The rows of one of the tables, streamed."""
    return iter(db.execute(TABLES[name].sql, values))


def parameters(
    db: sqlite3.Connection, linked_id: int, run: Run | None, own: str, least: int = LEAST
) -> dict[str, object]:
    """Of the queries; ``run`` None: the site was never crawled."""
    return {"linked": linked_id, "run": run.run_id if run else 0, "own": own, "least": least}


def signs_in(text: object) -> list[str]:
    """The signs of a domain, each once, in the order of ``SIGNS``."""
    found = set(str(text or "").replace(",", " ").split())
    return [sign for sign in SIGNS if sign in found]


def for_people(name: str, rows: Iterable[Row], lang: Lang) -> tuple[list[str], Iterator[Row]]:
    """Headings and cells as a terminal shows them: words for codes, per cent for shares, yes as a tick."""
    return TABLES[name].for_people(rows, HEADINGS, lang, lambda column: _shown(name, column, lang))


def _shown(name: str, column: str, lang: Lang) -> Callable[[object], object]:
    def show(value: object) -> object:
        if value is None:
            return "—"
        if column == "relevant" or (column == "followed" and name == "links"):
            return "✓" if value else "✗"
        if column in WORDED and value in WORDS:
            return WORDS[str(value)].get(lang)
        if column == "signs":
            return (
                "；".join(SIGNS[sign].zh for sign in signs_in(value))
                if lang == "zh"
                else "; ".join(SIGNS[sign].en for sign in signs_in(value))
            )
        if column in ADDRESSES and isinstance(value, str):
            return shown(value)
        if isinstance(value, float):
            return f"{value:.1%}" if column == "share" else f"{value:g}"
        return value

    return show

"""What the commands ``links to|from|...`` read from the store: columns, queries, and how people see them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from configs.text import Lang, Text
from crawler.causes import REFUSALS, UNANSWERED, listed
from crawler.extract import is_nofollow
from crawler.store import Store
from crawler.tables import Table
from crawler.urls import shown

Row = tuple[object, ...]

HEADINGS = {
    "source": Text(zh="所在网页", en="on page"),
    "target": Text(zh="链接到", en="to"),
    "url": Text(zh="网址", en="URL"),
    "anchor": Text(zh="锚文本", en="anchor"),
    "position": Text(zh="位置", en="position"),
    "rel": Text(zh="rel", en="rel"),
    "followed": Text(zh="可跟踪", en="followed"),
    "repeated": Text(zh="重复", en="repeated"),
    "internal": Text(zh="站内", en="internal"),
    "via": Text(zh="经跳转", en="via redirect"),
    "status": Text(zh="状态", en="status"),
    "error": Text(zh="错误", en="error"),
    "fetched": Text(zh="抓到", en="crawled"),
    "in_sitemap": Text(zh="在站点地图", en="in sitemap"),
    "in_rankings": Text(zh="在排名数据", en="in rankings"),
    "in_backlinks": Text(zh="有外链", en="has backlinks"),
    "log_hits": Text(zh="日志请求", en="requests in the log"),
    "spider_hits": Text(zh="其中蜘蛛", en="by spiders"),
    "indexable": Text(zh="可编入索引", en="indexable"),
    "title": Text(zh="标题", en="title"),
    "outlinks": Text(zh="出链", en="outlinks"),
    "place": Text(zh="名次", en="place"),
    "step": Text(zh="步", en="step"),
    "pagerank": Text(zh="PageRank", en="PageRank"),
    "pagerank_editorial": Text(zh="正文 PageRank", en="editorial PageRank"),
    "hub": Text(zh="枢纽", en="hub"),
    "authority": Text(zh="权威", en="authority"),
    "inlinks": Text(zh="入链", en="inlinks"),
    "inlinks_editorial": Text(zh="正文入链", en="editorial inlinks"),
    "depth": Text(zh="深度", en="depth"),
    "domain": Text(zh="域名", en="domain"),
    "hosts": Text(zh="主机", en="hosts"),
    "targets": Text(zh="网址数", en="URLs"),
    "links": Text(zh="链接", en="links"),
    "pages": Text(zh="网页数", en="pages"),
    "nofollow": Text(zh="nofollow", en="nofollow"),
    "sponsored": Text(zh="sponsored", en="sponsored"),
    "ugc": Text(zh="ugc", en="ugc"),
    "editorial": Text(zh="正文", en="editorial"),
    "example": Text(zh="例如", en="example page"),
    "kind": Text(zh="类别", en="kind"),
    "share": Text(zh="占比", en="share"),
    "pages_editorial": Text(zh="正文网页数", en="editorial pages"),
    "anchors": Text(zh="锚文本种数", en="anchors"),
    "uses": Text(zh="次数", en="uses"),
    "top_anchor": Text(zh="最常用", en="commonest"),
    "top_pages": Text(zh="其网页数", en="its pages"),
    "empty_share": Text(zh="无文字", en="empty"),
    "generic_share": Text(zh="空泛", en="generic"),
    "entropy": Text(zh="熵（比特）", en="entropy (bits)"),
    "final": Text(zh="终点", en="leads to"),
    "final_status": Text(zh="终点状态", en="its status"),
    "hops": Text(zh="跳数", en="hops"),
    "waste": Text(zh="流走的权重", en="authority lost"),
    "top_share": Text(zh="其占比", en="its share"),
    "betweenness": Text(zh="中介", en="betweenness"),
    "in_degree": Text(zh="入度", en="in-degree"),
    "out_degree": Text(zh="出度", en="out-degree"),
    "reciprocal": Text(zh="互链", en="reciprocal"),
    "cut_off": Text(zh="断开的网页", en="pages cut off"),
    "page_type": Text(zh="类型", en="type"),
    "strength": Text(zh="平均强度", en="strength"),
    "unreached": Text(zh="走不到", en="unreached"),
    "from_type": Text(zh="从", en="from"),
    "to_type": Text(zh="到", en="to"),
    "redirected": Text(zh="经跳转", en="via redirects"),
    "canonicalised": Text(zh="到非规范网页", en="to non-canonical"),
    "community": Text(zh="群", en="silo"),
    "kept": Text(zh="留在群内", en="stays inside"),
    "strongest": Text(zh="最强的网页", en="strongest page"),
    "folder": Text(zh="目录", en="folder"),
    "folder_share": Text(zh="在该目录", en="in it"),
    "terms": Text(zh="讲什么", en="speaks of"),
    "terms_share": Text(zh="带首词", en="first term on"),
    "topic": Text(zh="目标关键词", en="target keyword"),
    "topic_share": Text(zh="最相关", en="most relevant"),
}
VALUES = {
    "main": Text(zh="正文", en="main"),
    "nav": Text(zh="导航", en="nav"),
    "header": Text(zh="页头", en="header"),
    "footer": Text(zh="页脚", en="footer"),
    "aside": Text(zh="侧栏", en="aside"),
    "text": Text(zh="文字", en="text"),
    "empty": Text(zh="无文字", en="empty"),
    "generic": Text(zh="空泛", en="generic"),
    "nofollow": Text(zh="nofollow", en="nofollow"),
    "redirect": Text(zh="指向跳转", en="redirect"),
    "canonical": Text(zh="规范网址在别处", en="canonical elsewhere"),
    "page": Text(zh="网页", en="page"),
    "external": Text(zh="站外", en="external"),
    "broken": Text(zh="断链", en="broken"),
    "file": Text(zh="文件", en="file"),
    "unread": Text(zh="没抓到", en="not fetched"),
    "dead-end": Text(zh="死胡同", en="dead end"),
    "home": Text(zh="首页", en="home"),
    "category": Text(zh="分类", en="category"),
    "product": Text(zh="商品", en="product"),
    "article": Text(zh="文章", en="article"),
    "account": Text(zh="账户", en="account"),
    "legal": Text(zh="条款", en="legal"),
    "other": Text(zh="其他", en="other"),
}
WORDED = ("position", "kind", "page_type", "from_type", "to_type")
FLAGS = ("fetched", "in_rankings", "in_backlinks", "followed", "repeated", "internal", "in_sitemap", "indexable")
SHARES = (
    *("pagerank", "pagerank_editorial", "hub", "authority", "share", "empty_share", "generic_share", "betweenness"),
    *("waste", "top_share", "redirected", "canonicalised", "kept", "folder_share", "topic_share", "terms_share"),
)
ADDRESSES = ("source", "target", "url", "via", "example", "final", "strongest", "folder")
# External addresses that were asked for and are dead; what refuses crawlers is not judged. Public columns, of ``:run``.
OUTSIDE_DEAD = f"""
    select url_id, url, coalesce(final_status, status) as status, iif(status is null, error, null) as error, final, pages, example
    from v_resources where run_id = :run and kind = 'external' and method <> ''
        and coalesce(final_status, status, 0) not in {REFUSALS}
        and (coalesce(final_status, status) >= 400 or coalesce(final_status, status) is null and error in ({listed(UNANSWERED)}))
"""
RANKINGS = ("pagerank", "pagerank_editorial", "hub", "authority", "inlinks", "inlinks_editorial", "betweenness")


_RANKED = (
    *("url", "pagerank", "pagerank_editorial", "hub", "authority", "betweenness"),
    *("inlinks", "inlinks_editorial", "in_degree", "out_degree", "reciprocal", "depth"),
)
_NODE = "is_html and status = 200"
_FOLLOWED = "l.rel not like '%nofollow%' and not is_nofollow(q.robots, q.x_robots)"
_RANK = "row_number() over (order by {0} desc, {1})"
TABLES = {
    "to": Table(
        ("source", "anchor", "position", "rel", "followed", "repeated", "via"),
        f"""
        select l.source, l.anchor, l.position, l.rel, {_FOLLOWED}, l.repeated, iif(l.target_id = :url_id, null, l.target)
        from v_links l
        join main.pages q on q.run_id = l.run_id and q.url_id = l.source_id
        where l.run_id = :run and l.kind = 'a' and l.target_id in (
            select :url_id union select d.url_id from main.redirects d where d.run_id = :run and d.target_id = :url_id
                and d.hop = (select max(e.hop) from main.redirects e where e.run_id = :run and e.url_id = d.url_id)
        )
        order by l.source, l.ordinal
        """,
    ),
    "from": Table(
        ("target", "status", "error", "anchor", "position", "rel", "followed", "repeated", "internal"),
        f"""
        select l.target, p.status, p.error, l.anchor, l.position, l.rel, {_FOLLOWED}, l.repeated, l.internal
        from v_links l
        join main.pages q on q.run_id = l.run_id and q.url_id = l.source_id
        left join main.pages p on p.run_id = l.run_id and p.url_id = l.target_id
        where l.run_id = :run and l.source_id = :url_id and l.kind = 'a' order by l.ordinal
        """,
    ),
    "orphans": Table(
        (
            *("url", "fetched", "in_sitemap", "in_rankings", "in_backlinks", "log_hits", "spider_hits"),
            *("indexable", "outlinks", "title"),
        ),
        f"""
        with ranked as materialized (
            select distinct page as url from rankings where page <> '' and site_id = (select site_id from runs where run_id = :run)
        ),
        linked as materialized (
            select distinct k.target as url from runs r join sites s using (site_id) join linked_sites n on n.name = s.name
            join backlinks k on k.linked_id = n.linked_id where r.run_id = :run and k.target <> ''
        ),
        imported as (
            select url, iif(rest like 'www.%', substr(rest, 5), rest) as rest from (
                select url, substr(url, instr(url, '://') + 3) as rest from (
                select url from ranked union select url from linked union select url from temp.logged))
        ),
        orphans as (
            select url, 1 as fetched, in_sitemap, indexable, outlinks, title from temp.run_pages
            where {_NODE} and inlinks_followed = 0 and depth is null
            union all
            select i.url, 0, 0, null, null, null from imported i
            where not exists (select 1 from main.urls u
                left join pages p on p.run_id = :run and p.url_id = u.url_id
                left join page_graph g on g.run_id = :run and g.url_id = u.url_id
                where u.url in ('http://' || i.rest, 'https://' || i.rest, 'http://www.' || i.rest, 'https://www.' || i.rest)
                    and (p.url_id is not null or g.inlinks > 0))
        )
        select o.url, fetched, in_sitemap, o.url in (select url from ranked), o.url in (select url from linked), k.hits, k.spiders,
            indexable, outlinks, title
        from orphans o left join temp.logged k on k.url = o.url
        order by fetched desc, in_sitemap desc, indexable desc, k.hits desc, o.url
        """,
    ),
    "broken": Table(
        ("target", "status", "error", "inlinks", "source", "anchor", "position", "rel", "repeated"),
        """
        with broken as materialized (select url_id, url, status, error, inlinks from temp.broken_urls where inlinks > 0)
        select b.url, b.status, b.error, b.inlinks, l.source, l.anchor, l.position, l.rel, l.repeated
        from v_links l join broken b on b.url_id = l.target_id
        where l.run_id = :run and l.kind = 'a' and l.target_id in (select url_id from broken)
        order by b.inlinks desc, b.url, l.source, l.ordinal
        """,
    ),
    "broken external": Table(
        ("target", "status", "error", "final", "pages", "example"),
        f"select url, status, error, final, pages, example from ({OUTSIDE_DEAD}) order by pages desc, url",
    ),
    **{
        f"top {by}": Table(
            ("place", *_RANKED),
            f"""
            select {_RANK.format(by, "url")}, {", ".join(_RANKED)}
            from temp.run_pages where {_NODE} order by 1
            """,
        )
        for by in RANKINGS
    },
    "domains": Table(
        (
            *("domain", "links", "pages", "targets", "hosts", "followed", "nofollow", "sponsored", "ugc"),
            *("editorial", "repeated", "example", "target"),
        ),
        """
        select domain, links, pages, targets, hosts, followed, nofollow, sponsored, ugc, editorial, repeated, example, target
        from v_external_domains where run_id = :run order by links desc, domain
        """,
    ),
    "anchors": Table(
        ("place", "anchor", "kind", "pages", "share", "pages_editorial"),
        """
        select k.place, k.anchor, k.kind, k.pages, 1.0 * k.pages / p.uses, k.pages_editorial
        from v_anchors k join anchor_profiles p on p.run_id = k.run_id and p.url_id = k.url_id
        where k.run_id = :run and k.url_id = :url_id order by k.place
        """,
    ),
    "profiles": Table(
        ("url", "anchors", "uses", "top_anchor", "top_pages", "top_share", "empty_share", "generic_share", "entropy"),
        """
        select url, anchors, uses, top_anchor, top_pages, 1.0 * top_pages / uses, 1.0 * empty / uses, 1.0 * generic / uses, entropy
        from v_anchor_profiles where run_id = :run order by uses desc, url
        """,
    ),
    "leaks": Table(
        ("kind", "target", "final", "final_status", "hops", "links", "pages", "editorial", "waste", "example"),
        """
        select kind, target, final, final_status, hops, links, pages, editorial, share, example
        from v_link_leaks where run_id = :run and :kind in ('all', kind) order by kind, pages desc, target
        """,
    ),
    "dead-ends": Table(
        ("url", "page_type", "pagerank", "inlinks", "depth", "title"),
        f"""
        select url, page_type, pagerank, inlinks, depth, title from temp.run_pages
        where {_NODE} and dead_end order by pagerank desc, url
        """,
    ),
    "bridges": Table(
        ("url", "page_type", "cut_off", "betweenness", "in_degree", "depth"),
        f"""
        select url, page_type, cut_off, betweenness, in_degree, depth from temp.run_pages
        where {_NODE} and cut_off > 0 order by cut_off desc, url
        """,
    ),
    "flow": Table(
        ("page_type", "pages", "share", "pagerank_editorial", "strength", "in_degree", "depth", "unreached"),
        """
        select page_type, pages, pagerank, pagerank_editorial, strength, in_degree, depth, unreached
        from v_page_types where run_id = :run order by pagerank desc, page_type
        """,
    ),
    "flow links": Table(
        ("from_type", "kind", "to_type", "links", "share", "redirected", "canonicalised"),
        """
        select from_type, kind, to_type, links, share, redirected, canonicalised
        from v_link_flow where run_id = :run order by share desc, from_type, kind, to_type
        """,
    ),
    "communities": Table(
        (
            *("community", "pages", "share", "kept", "folder", "folder_share"),
            *("terms", "terms_share", "topic", "topic_share", "strongest"),
        ),
        """
        select c.community, c.pages, c.pagerank, iif(inside + leaving, 1.0 * inside / (inside + leaving), null), folder,
            1.0 * folder_pages / c.pages, k.terms, k.share, t.term, 1.0 * t.pages / c.pages, strongest
        from v_communities c left join temp.silo_topics t on t.community = c.community
        left join temp.silo_terms k on k.community = c.community
        where c.run_id = :run order by c.community
        """,
    ),
    "community": Table(
        ("url", "page_type", "pagerank", "in_degree", "depth", "title"),
        f"""
        select url, page_type, pagerank, in_degree, depth, title from temp.run_pages
        where {_NODE} and community = :community order by pagerank desc, url
        """,
    ),
    "path": Table(("step", "url", "anchor", "position", "via"), ""),
}


def rows_of(store: Store, name: str, values: Mapping[str, object]) -> Iterator[Row]:
    """The rows of one of the tables; ``values`` are ``run`` and what else its query asks for."""
    store.use_run(int(str(values["run"])))
    store.db.create_function("is_nofollow", 2, is_nofollow, deterministic=True)
    return iter(store.db.execute(TABLES[name].sql, values))


def for_people(name: str, rows: Iterable[Row], lang: Lang) -> tuple[list[str], Iterator[Row]]:
    """Headings and cells as a terminal shows them: words for codes, per cent for shares, yes as a tick."""
    return TABLES[name].for_people(rows, HEADINGS, lang, lambda column: _shown(name, column, lang))


def _shown(name: str, column: str, lang: Lang) -> Callable[[object], object]:
    counts = name == "domains"  # there, followed and repeated are numbers of links

    def show(value: object) -> object:
        if value is None:
            return "—"
        if column in FLAGS and not counts:
            return "✓" if value else ""
        if column in WORDED and value in VALUES:
            return VALUES[str(value)].get(lang)
        if column in ADDRESSES and isinstance(value, str):
            return shown(value)
        if column in SHARES and isinstance(value, float):
            return f"{value:.3%}" if name.startswith("top") else f"{value:.1%}"
        if isinstance(value, float):
            return f"{value:.2f}"
        return value

    return show

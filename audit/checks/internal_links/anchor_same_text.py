"""A link called exactly like one page of the site that leads to another, where nobody speaks of that.

The rule takes any anchor that leads to two pages. Shops call several cups 景德镇茶杯, lists cut names short, manuals have an
“Overview” in every chapter: none of that misleads anybody. So an anchor counts when title or h1 of one of its targets have
all of its words, and another target has none of them, neither in its heads nor, by half, in its text (audit/anchors.py).
Menus and other repeated links are left out, redirects and canonicals resolved.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title>{2}</head><body><main><h1>{0}</h1>{1}</main></body></html>'


def site(links: str) -> dict[str, str]:
    """A home page, three guides with a text, and a diary with ``links``."""
    named = '<a href="/care">紫砂壶保养</a><a href="/list">全部指南</a>'
    return {
        "/": PAGE.format("茶舍", named, ""),
        "/care": PAGE.format("紫砂壶保养常识", "<p>每次用完倒净茶渣。</p>", ""),
        "/care?from=home": PAGE.format(
            "养护", "<p>擦干。</p>", '<link rel="canonical" href="https://example.com/care">'
        ),
        "/days": PAGE.format("店铺日记", f"<p>今天下雨。{links}</p>", ""),
        "/visit": PAGE.format("来店路线", "<p>坐地铁二号线。</p>", ""),
        "/drying": PAGE.format("晾干的时间", "<p>紫砂壶保养要等它干透。</p>", ""),
    }


check = SiteCheck(
    id="anchor-same-text",
    module=__name__,
    severity=Severity.NOTICE,
    scope="site",
    book=None,
    tier="extended",
    title=Text(zh="同样的链接文字，有的指错了网页", en="Links with the same text, of which some lead elsewhere"),
    message=Text(
        zh="“{anchor}”是 {right} 的名字，{source} 上的同名链接却到 {wrong}（“{title}”）",
        en="“{anchor}” is the name of {right}, but on {source} it leads to {wrong} (“{title}”)",
    ),
    why=Text(
        zh="访客点同样的字到了不同的地方，会以为网站出错；引擎也分不清这个词该归哪个网页。多半是复制链接时忘了改地址。",
        en="The same words lead to different places: visitors think the site is broken, and engines cannot tell which page they name. Mostly a link that was copied and its address not changed.",
    ),
    fix=Text(
        zh="编辑：在证据里的来源网页把地址改对；确实要去那一页的，链接文字改成那一页的名字。",
        en="Editor: mend the address on the page named here; where it is meant, call the link after the page it leads to.",
    ),
    avoid=Text(zh="不要为了统一而删掉有用的链接。", en="Do not remove useful links for the sake of order."),
    verify=Text(zh="打开来源网页点一下，看标题对不对。", en="Open the page and click: is it the page named?"),
    before='<a href="/visit">紫砂壶保养</a>',
    after='<a href="/care">紫砂壶保养</a>',
    matters=Matters.INDIRECT,
    source="https://developers.google.com/search/docs/crawling-indexing/links-crawlable#anchor-text-placement",
    view="run_pages",
    applies="select url_id from temp.start_pages",
    needs=frozenset({"links"}),
    confidence=0.85,
    identity=("anchor", "wrong"),
    sql="""
        with ends as materialized (
            select r.url_id, u.url_id as final, max(r.hop) from temp.run_redirects r join main.urls u on u.url = r.target
            group by r.url_id
        ),
        pages as materialized (
            select p.url_id, coalesce(c.url_id, p.url_id) as canonical_id
            from temp.html_pages p left join main.urls c on c.url = p.canonical
        ),
        goals as materialized (
            select url_id, canonical_id as goal_id from pages
            union select e.url_id, p.canonical_id from ends e join pages p on p.url_id = e.final
        ),
        linked as materialized (
            select anchor, target_id, min(source_id) as source_id from temp.internal_links
            where position = 'main' and repeated is not 1 and anchor <> '' and source_id <> target_id group by anchor, target_id
        ),
        anchored as materialized (
            select l.anchor, g.goal_id, min(l.source_id) as source_id
            from linked l join goals g on g.url_id = l.target_id group by l.anchor, g.goal_id
        ),
        several as materialized (
            select anchor from anchored where not generic_anchor(anchor) group by anchor having count(*) between 2 and 20
        ),
        named as materialized (
            select a.anchor, a.source_id, p.url_id, p.url, p.title, lower(substr(p.lang, 1, 2)) as tongue, p.page_type,
                names_it(a.anchor, coalesce(p.title, '') || char(10) || coalesce(p.h1, '')) as name
            from several s join anchored a on a.anchor = s.anchor join temp.html_pages p on p.url_id = a.goal_id where p.title <> ''
        ),
        owners as materialized (
            select anchor, tongue, min(url) as url from named where name group by anchor, tongue
        ),
        doubted as materialized (  -- one target after the other: its text is unpacked once
            select n.*, o.url as owner, q.document_hash from owners o
            join named n on n.anchor = o.anchor and n.tongue = o.tongue and not n.name and n.page_type <> 'home'
            join main.pages q on q.run_id = (select run_id from temp.current_run) and q.url_id = n.url_id
            order by n.url_id
        )
        select h.url_id, json_object('anchor', substr(n.anchor, 1, 120), 'right', n.owner, 'wrong', n.url, 'title', substr(n.title, 1, 120),
            'source', (select url from main.urls where url_id = n.source_id)) as evidence
        from temp.home_page h cross join doubted n join temp.html_pages p on p.url_id = n.url_id
        join main.documents d on d.hash = n.document_hash
        where not anchor_suits(n.anchor, coalesce(p.title, '') || char(10) || coalesce(p.h1, '') || char(10) || coalesce(p.description, '')
            || char(10) || p.url, d.main_text)
    """,
    effort_hours=0.25,
    effort_unit="page",
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example(
        site('<a href="/care?from=home">紫砂壶保养</a><a href="/drying">紫砂壶保养</a><a href="/">紫砂壶保养</a><a href="/visit">路线</a><a href="/visit">全部指南</a>')
    ),
    bad=Example(site('<a href="/visit">紫砂壶保养</a>')),
    flags=frozenset({"/"}),
)  # fmt: skip

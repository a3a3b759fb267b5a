"""nofollow on links to one's own pages hides them from engines and passes nothing on.

Links to logins, carts and searches, and what visitors wrote (rel=ugc), are left out.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title>{2}</head><body><main><h1>{0}</h1>{1}</main></body></html>'

check = SiteCheck(
    id="nofollow-internal",
    module=__name__,
    severity=Severity.WARNING,
    levels=(Severity.WARNING, Severity.NOTICE),
    scope="link",
    book="4.3.4",
    title=Text(zh="站内链接加了 nofollow", en="A link to the site's own page says nofollow"),
    message=Text(zh="“{anchor}”到 {target} 的链接带 nofollow", en="the link “{anchor}” to {target} says nofollow"),
    why=Text(
        zh="nofollow 告诉引擎不要为这个链接背书，目标网页少得一份权重，可能发现得更晚。省下的权重不会分给别的链接。",
        en="nofollow tells engines not to vouch for the link: the target gets less weight and may be found later. What is saved does not go to other links.",
    ),
    fix=Text(
        zh="开发：从模板里去掉站内链接的 nofollow；不想收录的网页用 noindex，不想抓取的目录用 robots.txt。",
        en="Developer: remove nofollow from internal links in the template. Keep pages out of the index by noindex, folders from crawling by robots.txt.",
    ),
    avoid=Text(zh="不要用 nofollow“雕刻”权重。", en="Do not try to sculpt PageRank by nofollow."),
    verify=Text(zh="curl -s 网址 | grep nofollow。", en="curl -s URL | grep nofollow."),
    before='<a rel="nofollow" href="/teapots/">茶壶</a>',
    after='<a href="/teapots/">茶壶</a>',
    matters=Matters.INDIRECT,
    source="https://developers.google.com/search/docs/crawling-indexing/qualify-outbound-links",
    identity=("target",),
    sql="""
        with found as (
            select l.source_id as url_id, l.target_id, min(l.ordinal) as first, count(*) as links, l.anchor, l.target, l.position
            from temp.internal_links l
            where l.rel like '%nofollow%' and l.rel not like '%ugc%' and l.source_id <> l.target_id
                and l.source_id in (select url_id from temp.html_pages) and not private_path(l.target)
            group by l.source_id, l.target_id
        )
        select f.url_id, json_object('target', f.target, 'anchor', substr(f.anchor, 1, 120), 'position', f.position,
            'links', f.links, 'page_type', p.page_type) as evidence,
            iif(p.indexable or p.page_type in ('product', 'category'), 'warning', 'notice') as severity
        from found f left join temp.run_pages p on p.url_id = f.target_id
    """,
    effort_hours=0.25,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍", '<a rel="nofollow" href="/login">登录</a><a rel="ugc nofollow" href="/a">评论</a><a rel="nofollow" href="https://other.example/">外站</a><a href="/a">红茶</a>', ""), "/a": PAGE.format("红茶", "", "")}),
    bad=Example({"/": PAGE.format("茶舍", '<a rel="nofollow" href="/a">红茶</a>', ""), "/a": PAGE.format("红茶", '<a rel="nofollow" href="/b">打印</a>', ""), "/b": PAGE.format("打印", "", '<meta name="robots" content="noindex">')}),
    flags=frozenset({"/", "/a"}),
)  # fmt: skip

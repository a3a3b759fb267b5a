"""Where the site links to and lets engines follow: an inventory by domain, to be looked through now and then.

A finding is no fault. Each domain hangs on the page nearest to the start with such a link.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = (
    '<html lang="zh"><head><title>{0}</title></head><body><main><h1>{0}</h1></main><footer>{1}</footer></body></html>'
)

check = SiteCheck(
    id="external-link-followed",
    module=__name__,
    severity=Severity.INFO,
    scope="link",
    book="4.3.7",
    title=Text(zh="可跟踪的外链清单", en="Followed links to other sites, by domain"),
    message=Text(
        zh="{domain}：可跟踪的链接 {links} 个，在 {pages} 个网页的{block}，如“{anchor}”",
        en="{domain}: {links} followed links in the {block} of {pages} pages, such as “{anchor}”",
    ),
    words={
        "main": Text(zh="正文", en="text"),
        "nav": Text(zh="导航", en="navigation"),
        "header": Text(zh="页头", en="header"),
        "footer": Text(zh="页脚", en="footer"),
        "aside": Text(zh="侧栏", en="sidebar"),
        "head": Text(zh="文件头", en="head"),
        "friends": Text(zh="友情链接", en="friend links"),
    },
    why=Text(
        zh="每个可跟踪的外链都是一次推荐，对方出问题会牵连我们。清单便于发现忘掉的、被人加上的链接。",
        en="Each followed link is a recommendation, and trouble of the other side falls back on us. The list shows what was forgotten or added by others.",
    ),
    fix=Text(
        zh="运营：逐个域名看是否认得、是否还值得推荐；广告加 sponsored，用户写的加 ugc，不认得的删掉。",
        en="Marketing: go through the domains. Mark advertisements sponsored and what users wrote ugc; remove what nobody knows.",
    ),
    avoid=Text(zh="不要给全部外链都加 nofollow，引用可靠来源对读者有用。", en="Do not mark all of them nofollow: links to good sources help readers."),
    verify=Text(zh="运行 xunlu links domains 逐个看。", en="Look through xunlu links domains."),
    matters=Matters.INDIRECT,
    source="https://developers.google.com/search/docs/crawling-indexing/qualify-outbound-links",
    applies="""
        select distinct source_id as url_id from temp.page_links where kind = 'a' and not internal
    """,
    needs=frozenset({"links", "facts"}),
    identity=("domain",),
    sql="""
        with domains as materialized (
            select d.domain, d.followed, d.pages, u.url_id, t.url_id as target_id, t.url as target
            from main.v_external_domains d join main.urls u on u.url = d.example join main.urls t on t.url = d.target
            where d.run_id = (select run_id from temp.current_run) and d.followed > 0
        ),
        shown as (
            select d.*, min(l.ordinal) as first, l.anchor, l.position,
                exists (select 1 from temp.page_facts f, json_each(f.facts, '$.outgoing.friends') k
                    where f.url_id = d.url_id and plain_address(iif(k.value ->> 1 like '//%', 'https:', '') || (k.value ->> 1))
                        = plain_address(d.target)) as friend
            from domains d join temp.page_links l on l.source_id = d.url_id and l.target_id = d.target_id and l.kind = 'a'
            group by d.domain
        )
        select url_id, json_object('domain', domain, 'links', followed, 'pages', pages,
            'block', iif(friend, 'friends', position), 'anchor', substr(anchor, 1, 80)) as evidence
        from shown
    """,
    effort_hours=1,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍", '<a href="/tea">红茶</a><a rel="nofollow" href="https://a.example.net/">甲</a>'), "/tea": PAGE.format("红茶", "")}),
    bad=Example({"/": PAGE.format("茶舍", '<h4>友情链接</h4><a href="https://a.example.net/">甲</a>'), "/tea": PAGE.format("红茶", '<a href="https://b.example.org/">乙</a>')}),
    flags=frozenset({"/", "/tea"}),
)  # fmt: skip

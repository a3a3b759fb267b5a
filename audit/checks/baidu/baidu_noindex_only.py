"""Baidu has never promised to heed noindex: a page that must stay out of its results needs more.

Narrower than the checklist: pages in Simplified Chinese (Baidu hardly shows others) with content of their own that
Baiduspider is told to leave out and may fetch. Carts, logins, searches, lists, later pages and addresses with a query are
left out: nothing there is secret, and they ought to stay open, so that engines that heed the noindex can read it.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = "<html lang='zh'><head><title>{0}</title>{1}</head><body><main><h1>{0}</h1><p>这些内容只给合作的茶商看，请勿外传。</p></main></body></html>"
NOINDEX = "<meta name='robots' content='noindex'>"

check = SiteCheck(
    id="baidu-noindex-only",
    module=__name__,
    severity=Severity.NOTICE,
    book=None,
    tier="extended",
    title=Text(zh="只靠 noindex 挡百度，未必挡得住", en="Only noindex keeps Baidu out, and may not"),
    message=Text(
        zh="{where}写了 noindex，但 robots.txt 允许 Baiduspider 抓取",
        en="noindex in the {where}, while robots.txt lets Baiduspider fetch the page",
    ),
    words={"meta": Text(zh="meta 标签", en="meta tag"), "header": Text(zh="响应头 X-Robots-Tag", en="X-Robots-Tag header")},
    why=Text(
        zh="百度没有承诺遵守 noindex，网页仍可能出现在百度结果里。无所谓的页面不必处理；只影响百度。",
        en="Baidu has not promised to heed noindex, so the page may show up in its results all the same. Where that does no harm, leave it. Baidu only.",
    ),
    fix=Text(
        zh="开发：不能公开的内容改为登录后才能看；作废的网页返回 410，并在百度搜索资源平台提交死链；或者只在 Baiduspider 组里 Disallow。",
        en="Developer: put what must not be public behind a login; answer 410 for what is gone and submit it as a dead link to Baidu; or disallow it in a group for Baiduspider alone.",
    ),
    avoid=Text(
        zh="不要写进 * 组：Google 就读不到 noindex 了；另起 Baiduspider 组时要把 * 组的规则也抄过去。",
        en="Not in the * group, or Google cannot read the noindex; and a new group for Baiduspider must repeat the rules of the * group.",
    ),
    verify=Text(
        zh="几周后在百度搜索这个网址。",
        en="Search Baidu for the address some weeks later.",
    ),
    before=NOINDEX,
    after="User-agent: Baiduspider\nDisallow: /partners/",
    matters=Matters.INDEXING,
    source="https://ziyuan.baidu.com/college/",
    applies="select url_id from temp.html_pages where noindex"
    " and url_id in (select url_id from temp.page_facts where facts ->> '$.writing.language' = 'zh')",
    needs=frozenset({"facts", "robots"}),
    sql="""
        with told as materialized (
            select h.url_id, h.url, h.page_type, noindex_for('baiduspider', h.robots, h.x_robots) as place
            from temp.html_pages h where h.noindex
        )
        select t.url_id, json_object('where', t.place) as evidence
        from told t join temp.page_facts f on f.url_id = t.url_id
        where t.place <> '' and f.facts ->> '$.writing.language' = 'zh' and f.facts ->> '$.writing.script' <> 'hant'
            and coalesce(t.page_type, '') not in ('account', 'legal', 'category')
            and not private_path(t.url) and not listing_path(t.url) and not later_page(t.url) and query_keys(t.url) = 0
            and t.url_id not in (select url_id from temp.run_robots where agent = 'Baiduspider')
    """,
    confidence=0.5,
    effort_hours=0.5,
    profiles={"baidu": {}},
    good=Example(
        {
            "/": PAGE.format("茶舍", ""),
            "/shut/prices": PAGE.format("批发价目", NOINDEX),
            "/cart/": PAGE.format("购物车", NOINDEX),
            "/tag/tea": PAGE.format("标签：茶", NOINDEX),
            "/c/tea/page/2": PAGE.format("茶叶第二页", NOINDEX),
            "/c/tea?sort=price": PAGE.format("茶叶按价格", NOINDEX),
            "/google-only": PAGE.format("测试页", "<meta name='googlebot' content='noindex'>"),
            "/en/prices": "<html lang='en'><head><title>Prices</title><meta name='robots' content='noindex'></head><body><main><h1>Prices</h1><p>For those who trade in tea, and for nobody else.</p></main></body></html>",
            "/tw/prices": "<html lang='zh-TW'><head><title>批發價目</title><meta name='robots' content='noindex'></head><body><main><h1>批發價目</h1><p>這裡的內容祇給合作的茶商看，請勿對外傳開。</p></main></body></html>",
        },
        robots="User-agent: Baiduspider\nDisallow: /shut/\n",
    ),
    bad=Example(
        {
            "/": PAGE.format("茶舍", ""),
            "/partners/prices": PAGE.format("批发价目", NOINDEX),
            "/partners/none": PAGE.format("内部资料", "<meta name='baiduspider' content='none'>"),
            "/shut/prices": PAGE.format("旧价目", NOINDEX),
        },
        robots="User-agent: *\nDisallow: /shut/\n",
    ),
    flags=frozenset({"/partners/prices", "/partners/none"}),
)  # fmt: skip

"""A page that asks for a login before it shows anything is closed to engines and to most visitors.

A password field alone is no wall: many shops keep a hidden login window on every page. Title or heading must ask for it.
"""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><main><h1>{0}</h1>{1}</main></body></html>'
FORM = (
    '<form method="post" action="/login"><input name="u"><input type="password" name="p"><button>登录</button></form>'
)

check = SiteCheck(
    id="login-wall",
    module=__name__,
    severity=Severity.ERROR,
    book="4.3.4",
    title=Text(zh="网页要先登录才能看", en="A page shows nothing before a login"),
    message=Text(zh="{kind}：{target}", en="{kind}: {target}"),
    words={
        "redirect": Text(zh="跳转到登录页", en="redirects to a login page"),
        "form": Text(zh="打开就是登录表单", en="is a login form itself"),
    },
    why=Text(
        zh="爬虫不会登录，登录墙后面的内容不会被收录，多数访客也就此离开。会员中心、订单这样做是对的，商品和文章不该。",
        en="Crawlers do not log in: what lies behind is not indexed, and most visitors leave. Right for accounts and orders, wrong for products and articles.",
    ),
    fix=Text(
        zh="开发：商品、文章对所有人公开，下单时再要求登录；批发价等内容只遮住价格。确需登录的网页，从导航和站点地图里拿掉。",
        en="Developer: show products and articles to everybody and ask for a login at checkout; hide only wholesale prices. Take pages that need a login out of navigation and sitemap.",
    ),
    avoid=Text(zh="不要只对爬虫放行，那是作弊。", en="Do not open it to crawlers only: that is cloaking."),
    verify=Text(zh="用无痕窗口打开网址，能看到内容。", en="Open the URL in a private window: the content is there."),
    before="/price-list  ->  302  /login",
    after="/price-list  ->  200",
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/essentials/spam-policies",
    view="run_pages",
    applies="select url_id from temp.run_pages where (status between 200 and 299 and is_html and not truncated) or redirect_to is not null",
    needs=frozenset({"facts"}),
    options={"max_han": Option(200, "Han characters"), "max_words": Option(100, "Latin words")},
    sql="""
        with walls as materialized (
            select p.url_id, p.url, p.page_type
            from temp.page_facts f join temp.run_pages p on p.url_id = f.url_id
            where json_extract(f.facts, '$.forms.passwords') > 0
                and iif(p.han_chars > 2 * p.latin_words, p.han_chars + 2 * p.latin_words < :max_han, p.latin_words + p.han_chars / 2.0 < :max_words)
                and (p.title || ' ' || p.h1 like '%登录%' or p.title || ' ' || p.h1 like '%登陆%' or p.title || ' ' || p.h1 like '%登入%'
                    or p.title || ' ' || p.h1 like '%log in%' or p.title || ' ' || p.h1 like '%login%' or p.title || ' ' || p.h1 like '%sign in%')
        ),
        ended as materialized (
            select d.url_id, d.url, d.target, max(d.hop) as hops from temp.run_redirects d
            where d.target in (select url from walls) group by d.url_id
        ),
        closed as (
            select e.url_id, e.url, e.target, 'redirect' as kind from ended e where e.hops > 0
            union all
            select url_id, url, url, 'form' from walls where page_type <> 'account'
        )
        select url_id, json_object('kind', kind, 'target', target) as evidence from closed where not private_path(url)
    """,
    confidence=0.85,
    effort_hours=4,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example(
        {
            "/": PAGE.format("茶舍", FORM),
            "/login": PAGE.format("登录", FORM),
            "/member/": {"status": 302, "location": "/login"},
            "/tea": {"status": 301, "location": "/"},
        }
    ),
    bad=Example(
        {
            "/": PAGE.format("茶舍", ""),
            "/login": PAGE.format("登录", FORM),
            "/price-list": {"status": 302, "location": "/login"},
            "/wholesale": PAGE.format("请先登录", FORM),
        }
    ),
    flags=frozenset({"/price-list", "/wholesale"}),
)  # fmt: skip

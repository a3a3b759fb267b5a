"""Sending removed pages to the home page hides that they are gone; engines count such redirects as soft 404s."""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><main><h1>{0}</h1></main></body></html>'
OLD = {"status": 301, "location": "/c/tea/"}

check = SiteCheck(
    id="redirect-removed-to-home",
    module=__name__,
    severity=Severity.WARNING,
    levels=(Severity.WARNING, Severity.NOTICE),
    book="4.3.8",
    title=Text(zh="失效的网页一律跳到首页或同一个分类", en="Removed pages all redirect to home or one category"),
    message=Text(zh="跳转到{kind} {target}（这样的网址有 {same} 个）", en="redirects to {kind} {target} ({same} addresses do)"),
    words={"home": Text(zh="首页", en="the home page"), "category": Text(zh="同一分类页", en="one category")},
    why=Text(
        zh="访客找一把壶，却落到首页，往往直接离开；搜索引擎把它当作软 404，旧链接的作用照样丢失。跳到同类分类比跳首页好些。",
        en="Somebody looks for a teapot, lands on the home page and leaves; engines treat it as a soft 404, so what old links passed on is lost anyway. A fitting category is better than home.",
    ),
    fix=Text(
        zh="编辑：为每个有流量、有外链的旧网址选一个最接近的商品或分类。开发：逐条设 301；没有替代的返回 404 或 410。",
        en="Editor: for each old address with visits or links, choose the closest product or category. Developer: set a 301 each; without a replacement answer 404 or 410.",
    ),
    avoid=Text(zh="不要把 404 页整体跳到首页。", en="Do not redirect the whole 404 page to home."),
    verify=Text(zh="curl -I 网址，看到 410 或最接近的网页。", en="curl -I URL shows 410, or the closest page."),
    before="/p/old-pot.html  ->  301  /",
    after="/p/old-pot.html  ->  301  /p/new-pot.html",
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/site-move-with-url-changes",
    view="judged_urls",
    applies="select url_id from temp.judged_urls where redirect_to is not null",
    options={"min_depth": Option(2, "path segments")},
    # Three of one template are several; fewer may each have found its fitting category.
    sql="""
        with ended as materialized (
            select d.url_id, d.url, d.target, max(d.hop) as hops from temp.run_redirects d group by d.url_id
        ),
        deep as materialized (
            select e.url_id, e.target, p.template from ended e join temp.run_pages p on p.url_id = e.url_id
            where e.hops > 0 and path_depth(e.url) >= :min_depth and p.page_type <> 'home' and not private_path(e.url) and not private_path(p.redirect_to)
        ),
        aimed as (
            select d.url_id, d.target, d.template, case t.page_type when 'home' then 'home' else 'category' end as kind
            from deep d join temp.run_pages t on t.url = d.target
            where t.status = 200 and t.page_type in ('home', 'category')
        ),
        counted as (
            select url_id, target, kind, count(*) over (partition by template, target) as of_template,
                count(*) over (partition by target) as same
            from aimed
        )
        select url_id, json_object('kind', kind, 'target', target, 'same', iif(kind = 'home', same, of_template)) as evidence,
            iif(kind = 'home', 'warning', 'notice') as severity
        from counted where kind = 'home' or of_template >= 3
    """,
    confidence=0.85,
    effort_hours=4,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example(
        {
            "/": PAGE.format("茶舍"),
            "/c/tea/": PAGE.format("红茶"),
            "/p/1.html": OLD,
            "/old": {"status": 301, "location": "/"},
            "/member/login": {"status": 302, "location": "/"},
        }
    ),
    bad=Example(
        {
            "/": PAGE.format("茶舍"),
            "/c/tea/": PAGE.format("红茶"),
            "/p/old.html": {"status": 302, "location": "/"},
            "/item/1.html": OLD,
            "/item/2.html": OLD,
            "/item/3.html": OLD,
        }
    ),
    flags=frozenset({"/p/old.html", "/item/1.html", "/item/2.html", "/item/3.html"}),
)  # fmt: skip

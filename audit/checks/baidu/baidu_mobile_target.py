"""The mobile page a desktop page names must open, without a login, and be about the same thing.

Only counterparts that were crawled are judged: list the mobile host among the hosts of the site.
"""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text
from crawler.causes import UNANSWERED, listed

PAGE = '<html lang="zh"><head><title>{0}</title>{1}</head><body><h1>{0}</h1></body></html>'
ALTERNATE = '<link rel="alternate" media="only screen and (max-width: 640px)" href="{0}">'

SAID = f"""
    said as materialized (
        select f.url_id, f.url, resolved(f.url, a.value ->> '$[1]', f.facts ->> '$.resources.base') as target
        from temp.page_facts f, json_each(f.facts, '$.baidu.mobile_pages') a
        where a.value ->> '$[0]' like '%max-width%' or a.value ->> '$[0]' like '%handheld%'
        union
        select f.url_id, f.url, resolved(f.url, mobile_agent_url(a.value))
        from temp.page_facts f, json_each(f.facts, '$.baidu.mobile_agents') a
    ),
    pairs as materialized (
        select s.url_id, p.title, m.url as target, m.title as mobile_title, m.page_type, m.is_html,
            coalesce(m.status, 0) as status, coalesce(cast(m.status as text), m.error) as answer
        from said s cross join main.urls u on u.url = s.target
        cross join temp.run_pages m on m.url_id = u.url_id -- in this order: few pages name a counterpart
        cross join temp.html_pages p on p.url_id = s.url_id
        where m.url_id <> s.url_id and m.challenge is null and (m.status is not null and m.status not in (403, 429)
            or m.error in ({listed(UNANSWERED)}))
    )
"""

check = SiteCheck(
    id="baidu-mobile-target",
    module=__name__,
    severity=Severity.ERROR,
    book="4.3.4",
    title=Text(zh="手机页打不开，或与电脑页不是同一内容", en="The mobile page does not open, or is about something else"),
    message=Text(zh="{problem} {target}（返回 {answer}，标题相似度 {likeness}）", en="{problem} {target} (answers {answer}, titles alike {likeness})"),
    words={
        "status": Text(zh="手机页打不开：", en="the mobile page does not open:"),
        "login": Text(zh="手机页要求登录：", en="the mobile page asks for a login:"),
        "title": Text(zh="手机页标题对不上：", en="the title of the mobile page is another:"),
    },
    why=Text(
        zh="手机用户从搜索结果被带到错误的页面就会离开；百度规定适配页须可用且内容一致，否则适配无效，整站的移动展现都可能受影响。",
        en="Phone users who land on the wrong page leave. Baidu wants the counterpart to work and to match; otherwise the mapping fails, and mobile results of the whole site may suffer.",
    ),
    fix=Text(
        zh="开发：修正生成手机网址的规则；商品下架时两边同时处理。",
        en="Developer: correct the rule that builds mobile addresses; take products down on both sides at once.",
    ),
    avoid=Text(zh="不要让缺页都跳到移动站首页。", en="Do not send missing pages to the mobile home."),
    verify=Text(zh="用手机打开证据里的网址，与电脑页比较。", en="Open the address on a phone and compare it with the desktop page."),
    before='<link rel="alternate" media="…" href="https://m.shop.example/p/0">',
    after='<link rel="alternate" media="…" href="https://m.shop.example/p/1">',
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/mobile/mobile-sites-mobile-first-indexing",
    view="html_pages",
    applies=f"with {SAID} select url_id from pairs",
    needs=frozenset({"facts"}),
    options={"min_jaccard": Option(0.5, "share of common words of both titles, 0-1")},
    sql=f"""
        with {SAID},
        judged as (
            select url_id, target, answer, round(title_likeness(title, mobile_title), 2) as likeness,
                case when status <> 200 then 'status' when page_type = 'account' then 'login'
                    when is_html and title <> '' and mobile_title <> ''
                        and title_likeness(title, mobile_title) < :min_jaccard then 'title' end as problem
            from pairs
        )
        select url_id, json_object('problem', problem, 'target', min(target), 'answer', answer, 'likeness', likeness)
            as evidence
        from judged where problem is not null group by url_id
    """,
    effort_hours=2,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example(
        {
            "/": PAGE.format("茶舍：明前龙井与紫砂壶", ALTERNATE.format("/m/")),
            "/m/": PAGE.format("茶舍：明前龙井与紫砂壶 - 手机版", '<link rel="canonical" href="/">'),
        }
    ),
    bad=Example(
        {
            "/a": PAGE.format("明前龙井茶", ALTERNATE.format("/m/a")),
            "/b": PAGE.format("紫砂壶", '<meta name="mobile-agent" content="format=html5; url=https://example.com/m/gone">'),
            "/c": PAGE.format("Tea tray", ALTERNATE.format("/m/login")),
            "/m/a": PAGE.format("欢迎光临茶舍", ""),
            "/m/gone": {"status": 404},
            "/m/login": PAGE.format("Tea tray", ""),
        }
    ),
    flags=frozenset({"/a", "/b", "/c"}),
)  # fmt: skip

"""A main heading that is a picture, or the shop's name on every page, does not say what this page is about.

The home page may bear its logo as heading. Sites of less than five pages with an h1 are only judged by the picture.
"""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><h1>{1}</h1><p>{0}</p></body></html>'
MANY = "abcdef"


check = SiteCheck(
    id="h1-image-or-logo",
    module=__name__,
    severity=Severity.NOTICE,
    book="4.3.6",
    title=Text(zh="大标题只是图片，或每页都是店名", en="Main headings are pictures, or the shop's name on every page"),
    message=Text(zh="H1“{h1}”{kind}（{pages} 个网页）", en="the h1 “{h1}” {kind} ({pages} pages)"),
    words={
        "picture": Text(zh="只是一张图片", en="is only a picture"),
        "same": Text(zh="在多数网页上都一样", en="is the same on most pages"),
    },
    why=Text(
        zh="大标题本该说这一页讲什么。放图片，引擎只读到替代文字；每页都是店名，读屏用户分不清自己在哪一页。作用不大，但改起来容易。",
        en="The main heading should name this page. Of a picture only the alt text is read; with the shop's name everywhere, screen reader users cannot tell pages apart. Small, but easily mended.",
    ),
    fix=Text(
        zh="开发：店标改成普通链接，把商品名、分类名放进 <h1>；需要图片字体时用 CSS 或网络字体。",
        en="Developer: make the logo a plain link, put the name of product or category into <h1>, and use web fonts for looks.",
    ),
    avoid=Text(zh="不要在店标旁再塞一个隐藏的 H1。", en="Do not add a hidden h1 beside the logo."),
    verify=Text(zh="在浏览器开发者工具里看标题结构。", en="Look at the headings in the browser's developer tools."),
    before='<h1><img src="/logo.png" alt="茶舍"></h1>',
    after='<a href="/"><img src="/logo.png" alt="茶舍"></a>\n<h1>紫砂壶</h1>',
    matters=Matters.RANKING,
    source="https://www.w3.org/WAI/tutorials/page-structure/headings/",
    applies="select url_id from temp.html_pages where page_type is not 'home' and h1 <> ''",
    options={
        "min_share": Option(0.8, "share of the inner pages with an h1, 0-1"),
    },
    sql="""
        with inner_pages as materialized (
            select url_id, matching_copy(h1) as same, lower(substr(lang, 1, 2)) as tongue
            from temp.html_pages where page_type is not 'home' and h1 <> ''
        ),
        totals as (select tongue, count(*) as pages from inner_pages group by tongue),
        shared as materialized (
            select i.tongue, i.same, count(*) as pages from inner_pages i join totals t on t.tongue = i.tongue
            group by i.tongue, i.same having count(*) >= 5 and count(*) >= :min_share * max(t.pages)
        )
        select f.url_id, json_object('kind', 'picture', 'h1', json_extract(f.facts, '$.outline.h1_logo'), 'pages', 1)
            as evidence
        from temp.page_facts f join temp.html_pages p on p.url_id = f.url_id
        where json_extract(f.facts, '$.outline.h1_pictures') > 0 and p.page_type is not 'home'
            and p.url_id not in (select i.url_id from inner_pages i join shared s on s.tongue = i.tongue and s.same = i.same)
        union all
        select i.url_id, json_object('kind', 'same', 'h1', i.same, 'pages', s.pages)
        from inner_pages i join shared s on s.tongue = i.tongue and s.same = i.same
    """,
    needs=frozenset({"facts"}),
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍", "<img src='/l.png' alt='茶舍'>"), **{f"/{n}": PAGE.format(n, n) for n in MANY}}),
    bad=Example(
        {"/": PAGE.format("茶舍", "茶舍"), **{f"/{n}": PAGE.format(n, "茶舍") for n in MANY}, "/x": PAGE.format("壶", "<img src='/x.png' alt='壶'>")}
    ),
    flags=frozenset({*(f"/{n}" for n in MANY), "/x"}),
)  # fmt: skip

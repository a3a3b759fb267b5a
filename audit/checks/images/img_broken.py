"""A picture that does not load leaves a hole where the goods should be.

Pictures are not fetched for their own sake: judged are those that links lead to as well, on hosts of the site.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text
from crawler.causes import NOTHING

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><h1>{0}</h1>{1}</body></html>'
ZOOM = '<a href="/img/{0}"><img src="/img/{0}" alt="壶"></a>'

check = SiteCheck(
    id="img-broken",
    module=__name__,
    severity=Severity.ERROR,
    levels=(Severity.ERROR, Severity.WARNING),
    book=None,
    title=Text(zh="图片打不开", en="A picture does not load"),
    message=Text(zh="{src} 返回 {answer}", en="{src} answers {answer}"),
    words={
        **NOTHING,
        "timeout": Text(zh="超时", en="nothing in time"),
        "text/html": Text(zh="网页而不是图片", en="a web page instead of a picture"),
    },
    why=Text(
        zh="该有商品图的地方是空白或碎图标，访客不敢下单；图片搜索也不再带来访问。",
        en="Where the goods should be there is a hole or a broken icon, and nobody orders; image search sends no one either.",
    ),
    fix=Text(
        zh="编辑：重新上传，或从网页里移除这张图；开发：批量失效时检查改名、迁移或防盗链规则是否误伤。",
        en="Editor: upload it again, or take it off the page. Developer: when many fail, look for renamed folders, a move, or hotlink rules that hit your own pages.",
    ),
    avoid=Text(zh="不要用占位图跳转来掩盖缺图。", en="Do not hide it behind a redirect to a placeholder."),
    verify=Text(zh="curl -I 图片网址，应为 200 和 image/ 类型。", en="curl -I the picture: 200 and a type of image/."),
    before='<img src="/img/pot-old.jpg">  (404)',
    after='<img src="/img/pot.jpg">  (200)',
    matters=Matters.UX,
    source="https://developers.google.com/search/docs/appearance/google-images",
    applies="""
        with asked as materialized (
            select url_id from temp.broken_urls
            union all select url_id from temp.run_pages where status between 200 and 299
        )
        select l.source_id as url_id from temp.page_links l join asked p on p.url_id = l.target_id where l.kind = 'image'
    """,
    identity=("src",),
    sql="""
        with broken as materialized (
            select url_id, url, status, coalesce(status, error) as answer, 'error' as severity from temp.broken_urls
            union all
            select url_id, url, status, content_type, 'error' from temp.run_pages
            where status between 200 and 299 and is_html
        )
        select l.source_id as url_id, json_object('src', b.url, 'status', b.status, 'answer', b.answer) as evidence,
            iif(min(l.internal), 'error', 'warning') as severity
        from temp.page_links l join broken b on b.url_id = l.target_id
        where l.kind = 'image' and l.source_id in (select url_id from temp.html_pages)
        group by l.source_id, l.target_id
    """,
    effort_hours=0.25,
    effort_unit="page",
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example(
        {
            "/": PAGE.format("茶舍", ZOOM.format("pot.jpg")),
            "/img/pot.jpg": {"headers": {"Content-Type": "image/jpeg"}},
        }
    ),
    bad=Example(
        {
            "/": PAGE.format("茶舍", ZOOM.format("gone.jpg") + ZOOM.format("pot.jpg")),
            "/a": PAGE.format("红茶", ZOOM.format("page.jpg")),
            "/b": PAGE.format("白茶", ZOOM.format("slow.jpg")),
            "/c": PAGE.format("黑茶", ZOOM.format("pot.jpg") + '<img src="/img/never-asked.jpg" alt="">'),
            "/img/pot.jpg": {"headers": {"Content-Type": "image/jpeg"}},
            "/img/gone.jpg": {"status": 404},
            "/img/page.jpg": PAGE.format("请登录", ""),
            "/img/slow.jpg": {"error": "timeout"},
        }
    ),
    flags=frozenset({"/", "/a", "/b"}),
)  # fmt: skip

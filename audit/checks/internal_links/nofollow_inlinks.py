"""A page that the site itself never vouches for is hardly worth indexing to engines."""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><main><h1>{0}</h1>{1}</main></body></html>'

check = SiteCheck(
    id="nofollow-inlinks",
    module=__name__,
    severity=Severity.WARNING,
    levels=(Severity.WARNING, Severity.NOTICE),
    book=None,
    title=Text(zh="站内通往这个网页的链接带 nofollow", en="The site's links to this page say nofollow"),
    message=Text(zh="{inlinks} 个站内来源网页里，{nofollowed} 个只用 nofollow 链接", en="of {inlinks} pages that link here, {nofollowed} do so by nofollow only"),
    why=Text(
        zh="全部带 nofollow 时，引擎可能发现不了它，也得不到权重；有的带有的不带，说明模板之间不一致。",
        en="Where all of them say nofollow, engines may not find the page and pass it nothing; where some do, the templates disagree.",
    ),
    fix=Text(
        zh="开发：想让它被收录，就去掉这些链接上的 nofollow；不想收录，改用 noindex。",
        en="Developer: remove nofollow from these links where the page is wanted; where it is not, use noindex.",
    ),
    avoid=Text(zh="不要只靠站点地图弥补。", en="A sitemap does not make up for it."),
    verify=Text(zh="重新完整抓取后，xunlu audit --select nofollow-inlinks。", en="After a complete crawl: xunlu audit --select nofollow-inlinks."),
    before='<a rel="nofollow" href="/gift">礼盒</a>',
    after='<a href="/gift">礼盒</a>',
    matters=Matters.INDIRECT,
    source="https://developers.google.com/search/docs/crawling-indexing/qualify-outbound-links",
    view="indexable_pages",
    needs=frozenset({"links", "complete-crawl"}),
    applies="select url_id from temp.indexable_pages where inlinks > 0 and not private_path(url)",
    sql="""
        select url_id, json_object('inlinks', inlinks, 'nofollowed', inlinks - inlinks_followed, 'title', substr(title, 1, 120)) as evidence,
            iif(inlinks_followed = 0, 'warning', 'notice') as severity
        from temp.indexable_pages
        where inlinks > inlinks_followed and not private_path(url)
    """,
    effort_hours=0.5,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍", '<a href="/a">红茶</a><a rel="nofollow" href="/login">登录</a>'), "/a": PAGE.format("红茶", ""), "/login": PAGE.format("登录", "")}),
    bad=Example({"/": PAGE.format("茶舍", '<a rel="nofollow" href="/a">红茶</a><a href="/b">绿茶</a>'), "/a": PAGE.format("红茶", '<a rel="nofollow" href="/b">绿茶</a>'), "/b": PAGE.format("绿茶", "")}),
    flags=frozenset({"/a", "/b"}),
)  # fmt: skip

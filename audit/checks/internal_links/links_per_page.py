"""Among hundreds of links neither visitors nor engines can tell which ones matter."""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><main><h1>{0}</h1>{1}</main></body></html>'


def links(count: int) -> str:
    return "".join(f'<a href="/p/{n}">茶 {n}</a>' for n in range(count))


check = SiteCheck(
    id="links-per-page",
    module=__name__,
    severity=Severity.NOTICE,
    levels=(Severity.WARNING, Severity.NOTICE),
    book="4.3.4",
    title=Text(zh="一个网页上的链接太多", en="A page has too many links"),
    message=Text(zh="有 {links} 个不同的链接，超过 {limit} 个", en="{links} different links, more than {limit}"),
    why=Text(
        zh="链接越多，每个分到的注意力和权重越少。100 个是早年的建议，如今引擎能读几千个；大商店的多级菜单常会超过，重在分清主次。",
        en="The more links, the less attention and weight for each. 100 is an old rule of thumb; engines read thousands today. Large menus often exceed it: what counts is a clear order of importance.",
    ),
    fix=Text(
        zh="开发：多级菜单只输出当前分支，长列表分页，页脚只留服务链接；编辑：去掉重复的推荐模块。",
        en="Developer: print only the current branch of a deep menu, paginate lists, keep the footer to service links. Editor: drop doubled recommendations.",
    ),
    avoid=Text(zh="不要用 nofollow 或脚本来“省”链接。", en="Do not hide links by nofollow or script."),
    verify=Text(zh="重新抓取后，xunlu audit --select links-per-page。", en="After a new crawl: xunlu audit --select links-per-page."),
    before="<nav> (480) </nav>",
    after="<nav> (40) </nav>",
    matters=Matters.INDIRECT,
    source="https://developers.google.com/search/docs/crawling-indexing/links-crawlable",
    needs=frozenset({"links"}),
    options={"notice": Option(100, "distinct targets"), "warning": Option(300, "distinct targets")},
    sql="""
        select url_id, json_object('links', outlinks, 'limit', iif(outlinks > :warning, :warning, :notice)) as evidence,
            iif(outlinks > :warning, 'warning', 'notice') as severity
        from temp.html_pages where outlinks > :notice
    """,
    effort_hours=4,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍", links(100) + links(100))}),
    bad=Example({"/": PAGE.format("茶舍", links(101)), "/map": PAGE.format("地图", links(301))}),
    flags=frozenset({"/", "/map"}),
)  # fmt: skip

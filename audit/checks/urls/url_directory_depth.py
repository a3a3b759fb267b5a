"""Many folders in an address say little about a page; how many clicks it is away says more."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from audit.variants import path_depth
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    segments = path_depth(page.url)
    level = next((name for name in ("warning", "notice") if segments > options[name]), None)
    if level:
        yield {"segments": segments, "limit": options[level], "severity": level}


check = PageCheck(
    id="url-directory-depth",
    module=__name__,
    severity=Severity.NOTICE,
    levels=(Severity.WARNING, Severity.NOTICE),
    book="4.3.4",
    title=Text(zh="网址的目录层次太多", en="An address lies many folders deep"),
    message=Text(zh="路径有 {segments} 段，超过 {limit} 段", en="{segments} path segments, more than {limit}"),
    why=Text(
        zh="层次多的网址难读、难记，百度建议保持扁平。真正要紧的是从首页点几次能到，目录深浅本身几乎不影响排名。",
        en="Deep addresses are hard to read and remember, and Baidu advises a flat structure. What counts is how many clicks a page is from home; folders hardly affect ranking.",
    ),
    fix=Text(
        zh="开发：新栏目的网址规则用“/分类/商品”两层就够。编辑：旧网址不必改，先用 click-depth 看它们离首页有多远。",
        en="Developer: for new sections, /category/product is enough. Editor: leave old addresses; see with click-depth how far they are from home.",
    ),
    avoid=Text(zh="不要为了变浅而批量改网址。", en="Do not rename addresses in bulk to make them flat."),
    verify=Text(zh="重新抓取后，xunlu audit --select url-directory-depth。", en="After a new crawl: xunlu audit --select url-directory-depth."),
    before="/shop/cn/products/tea/green/longjing.html",
    after="/green-tea/longjing.html",
    matters=Matters.INDIRECT,
    source="https://developers.google.com/search/docs/crawling-indexing/url-structure",
    options={"notice": Option(3, "path segments"), "warning": Option(4, "path segments")},
    rule=rule,
    effort_hours=4,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(PageRecord("https://example.com/a/b/c.html", status=200, is_html=True), PageRecord("https://example.com/a//b?c=/d/e", status=200, is_html=True)),
    bad=(PageRecord("https://example.com/a/b/c/d.html", status=200, is_html=True), PageRecord("https://example.com/a/b/c/d/e/", status=200, is_html=True)),
)  # fmt: skip

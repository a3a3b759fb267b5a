"""A canonical on another host gives the page away: right for syndicated texts, a costly slip otherwise."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from audit.variants import registrable
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    if not page.canonical:
        return
    own, named = urlsplit(page.url).hostname, urlsplit(page.canonical).hostname
    if own != named:
        sister = registrable(page.url) == registrable(page.canonical)
        level = "notice" if sister else "warning"
        yield {"target": page.canonical, "kind": "sister" if sister else "foreign", "severity": level}


check = PageCheck(
    id="canonical-cross-host",
    module=__name__,
    severity=Severity.WARNING,
    levels=(Severity.WARNING, Severity.NOTICE),
    book="4.3.8",
    title=Text(zh="网页把别的网站说成自己的正式地址", en="A page names another host as its real address"),
    message=Text(zh="canonical 指向{kind} {target}", en="canonical points to {kind}, {target}"),
    words={
        "sister": Text(zh="同一主域名的另一个主机", en="another host of the same domain"),
        "foreign": Text(zh="另一个域名", en="another domain"),
    },
    why=Text(
        zh="搜索引擎可能只展示那个网址，这一页的排名归了别人。转载文章这样写是对的；出现在自己的商品页上，常是测试域名没改，或网站被篡改。",
        en="Engines may show that address only, and the ranking goes there. Right for syndicated texts; on your own products it is usually a test domain left over, or the site was tampered with.",
    ),
    fix=Text(
        zh="编辑：确认是否转载。不是的话，开发改模板或 SEO 插件里的站点网址；域名不认识时，检查主题和插件文件是否被改。",
        en="Editor: is it syndicated? If not, the developer corrects the site address in template or SEO plugin. Unknown domain: check theme and plugin files for changes.",
    ),
    avoid=Text(zh="不要只改一页，模板会再次输出。", en="Do not fix one page only: the template prints it again."),
    verify=Text(zh="curl -s 网址 | grep canonical。", en="curl -s URL | grep canonical."),
    before='<link rel="canonical" href="https://test.dev-host.example/tea/">',
    after='<link rel="canonical" href="https://shop.example/tea/">',
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
    applies="select url_id from temp.html_pages where canonical is not null",
    rule=rule,
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=('<link rel="canonical" href="https://example.com/茶">', '<link rel="canonical" href="https://example.com:8443/">', "<p>茶</p>"),
    bad=('<link rel="canonical" href="https://www.example.com/">', '<link rel="canonical" href="https://example.org/茶">'),
)  # fmt: skip

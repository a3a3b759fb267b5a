"""Shares count for the address in og:url, links for the canonical one; where they differ, one page is two.

A slash at the end is not counted, nor are the spellings that normalising makes one. A page without a canonical, or with
several, has none to differ from. Only pages that are their own canonical are judged: where a page names another one, a
variant its product or by mistake, its og:url is not what is wrong.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from audit.registry import Evidence, Matters, Options, PageCheck, PageExample, Severity, page_example
from configs.text import Text
from crawler.facts.structured import CLIP
from crawler.records import PageRecord
from crawler.urls import resolve

HEAD = '<html lang="zh"><head><title>壶</title><link rel="canonical" href="{}"><meta property="og:url" content="{}"></head><body><h1>壶</h1></body></html>'
PIECE = 12  # characters at the end of a clipped address that may be half an escape


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    written = dict(page.facts.structured.cards).get("og:url", "")
    address = resolve(page.url, written) if written else None
    if not address or not page.canonical or page.canonicals != 1:
        return
    given, canonical = address.rstrip("/"), page.canonical.rstrip("/")
    if len(written) >= CLIP:  # only its beginning is kept
        given, canonical = given[:-PIECE], canonical[: len(given) - PIECE]
    if given != canonical:
        yield {"og_url": written, "canonical": page.canonical, "differs": _differs(given, canonical)}


def _differs(one: str, other: str) -> str:
    """The first part in which two addresses differ."""
    first, second = urlsplit(one), urlsplit(other)
    names = ("scheme", "netloc", "path", "query")
    return next((name for name in names if getattr(first, name) != getattr(second, name)), "query")


def _page(canonical: str, given: str) -> PageExample:
    address = resolve("https://example.com/p/1", canonical) or ""
    return page_example(address, HEAD.format(canonical, given), page_type="product")


check = PageCheck(
    id="og-url-mismatch",
    module=__name__,
    severity=Severity.WARNING,
    tier="extended",
    book=None,
    title=Text(zh="分享卡片的网址与规范网址不同", en="The address for sharing is not the canonical one"),
    message=Text(zh="{differs}不同：og:url 是 {og_url}，规范网址是 {canonical}", en="another {differs}: og:url is {og_url}, the canonical URL {canonical}"),
    words={
        "scheme": Text(zh="协议", en="scheme"),
        "netloc": Text(zh="主机名", en="host"),
        "path": Text(zh="路径", en="path"),
        "query": Text(zh="参数", en="query"),
    },
    why=Text(
        zh="社交平台把点赞和分享记在 og:url 上，并打开那个网址。与规范网址不同，互动数就分成两份，访客可能落到别的页面。不是排名因素。",
        en="Social networks count likes and shares for og:url and open that address. When it is not the canonical one the counts are split, and visitors may land elsewhere. No ranking factor.",
    ),
    fix=Text(
        zh="开发：公共 head 模板里的 og:url 和 canonical 输出同一个变量；更换域名或启用 HTTPS 后，检查 SEO 插件里写死的网址。",
        en="Developer: print og:url and canonical from one variable in the shared head. After a change of domain or to HTTPS, look for addresses fixed in the SEO plugin.",
    ),
    avoid=Text(zh="不要全站都写首页网址。", en="Do not write the home page everywhere."),
    verify=Text(zh="curl -s 网址 | grep -iE 'og:url|canonical'，两者应相同。", en="curl -s URL | grep -iE 'og:url|canonical' shows the same twice."),
    before='<link rel="canonical" href="https://shop.example/pot"> <meta property="og:url" content="https://shop.example/">',
    after='<link rel="canonical" href="https://shop.example/pot"> <meta property="og:url" content="https://shop.example/pot">',
    matters=Matters.CLICKS,
    source="https://ogp.me/",
    view="indexable_pages",
    applies="""
        select url_id from temp.page_facts where json_extract(facts, '$.structured.cards') like '%"og:url"%'
            and url_id in (select url_id from temp.indexable_pages where canonical is not null)
    """,
    needs=frozenset({"facts"}),
    rule=rule,
    effort_hours=1,
    profiles={"google": {}, "shop": {}},
    good=(
        "<p>茶</p>",
        '<meta property="og:url" content="https://shop.example/other">',
        '<meta property="og:url" content="">',
        _page("https://example.com/p/1", "https://example.com/p/1"),
        _page("https://example.com/p/1", "HTTPS://EXAMPLE.com:443/p/1/#top"),
        _page("/p/1", "/p/1"),
        _page("https://example.com/茶/壶", "https://example.com/%E8%8C%B6/%E5%A3%B6"),
        _page("https://example.com/", "https://example.com"),
        _page(f"https://example.com/{'茶' * 40}", f"https://example.com/{'%E8%8C%B6' * 40}"),
        _page("https://example.com/p/1", "javascript:void(0)"),
    ),
    bad=(
        _page("https://example.com/p/1", "https://example.com/"),
        _page("https://example.com/p/1", "http://example.com/p/1"),
        _page("https://example.com/p/1", "https://www.example.com/p/1"),
        _page("https://example.com/p/1", "https://example.com/p/1?from=share"),
        _page(f"https://example.com/{'茶' * 40}", f"https://example.com/{'%E5%A3%B6' * 40}"),
    ),
)  # fmt: skip

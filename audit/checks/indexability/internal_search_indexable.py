"""Result pages of the site's own search can be made without end, by anybody, with any words in their titles."""

from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlsplit

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord

KEYS = frozenset({"q", "keyword", "keywords", "wd", "query"})
SEGMENTS = frozenset({"search", "sousuo", "搜索"})


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    parts = urlsplit(page.url)
    path = unquote(parts.path).lower()
    key = _key(parts.query, path)
    segments = [segment.partition(".")[0] for segment in path.split("/") if segment]
    if not key and not SEGMENTS.intersection(segments):
        return
    # The empty form alone is one page, not many.
    empty = not key and not parts.query and segments[-1] in SEGMENTS
    evidence = {"by": "key" if key else "path", "sign": key or path[:120], "in_sitemap": page.in_sitemap}
    yield {**evidence, "severity": "notice" if empty else "error"}


def _key(query: str, path: str) -> str:
    """The query key that carries what was searched for; "s" is a search on WordPress, at its root, only."""
    if not query:
        return ""
    for key, value in parse_qsl(query):
        if value and (key.lower() in KEYS or (key == "s" and path in ("/", "/index.php"))):
            return key
    return ""


check = PageCheck(
    id="internal-search-indexable",
    module=__name__,
    severity=Severity.ERROR,
    levels=(Severity.ERROR, Severity.NOTICE),
    book="4.3.8",
    title=Text(zh="站内搜索结果页可以被收录", en="Results of the site's own search can be indexed"),
    message=Text(zh="{by}“{sign}”说明这是搜索结果页，但它可被收录", en="the {by} “{sign}” marks a search result page, yet it can be indexed"),
    words={"key": Text(zh="参数", en="query key"), "path": Text(zh="路径", en="path")},
    why=Text(
        zh="搜索词可以无限多，结果页无限增长，占用抓取；有人还会用链接把广告词塞进你的标题，被百度、Google 视为垃圾内容。",
        en="Words to search for are endless, so are result pages, and crawling goes there. Others link to them with advertising in the query, which engines treat as spam on your site.",
    ),
    fix=Text(
        zh="开发：给搜索结果模板加 noindex，等收录清空后再在 robots.txt 里 Disallow；常被搜索的词另做正式分类页。",
        en="Developer: put noindex into the search template; once the pages have left the index, disallow them in robots.txt. Make real category pages for words people search often.",
    ),
    avoid=Text(zh="已被收录时不要先封 robots.txt，引擎会看不到 noindex。", en="Do not block indexed ones first: engines would miss the noindex."),
    verify=Text(zh="curl -si 网址 | grep -i noindex。", en="curl -si URL | grep -i noindex."),
    before="/search?q=龙井  ->  200",
    after='/search?q=龙井  ->  200 + <meta name="robots" content="noindex">',
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/essentials/spam-policies",
    view="indexable_pages",
    rule=rule,
    confidence=0.85,
    effort_hours=1,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        PageRecord("https://example.com/research/tea?s=large", status=200, is_html=True, indexable=True),
        PageRecord("https://example.com/search?q=tea", status=200, is_html=True, indexable=False),
        PageRecord("https://example.com/tea?q=", status=200, is_html=True, indexable=True),
    ),
    bad=(
        PageRecord("https://example.com/search?q=tea", status=200, is_html=True, indexable=True),
        PageRecord("https://example.com/search.php", status=200, is_html=True, indexable=True),
        PageRecord("https://example.com/%E6%90%9C%E7%B4%A2/%E7%BA%A2%E8%8C%B6", status=200, is_html=True, indexable=True),
        PageRecord("https://example.com/?s=%E8%8C%B6", status=200, is_html=True, indexable=True),
    ),
)  # fmt: skip

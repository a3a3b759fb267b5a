"""Each further parameter multiplies the addresses of the same content, and crawlers drown in them."""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from urllib.parse import parse_qsl, urlsplit

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord

TRACKING = (
    "utm_*", "spm", "scm", "gclid", "gbraid", "wbraid", "fbclid", "msclkid", "yclid", "dclid", "bd_vid", "hmsr", "hmpl",
    "hmcu", "hmkw", "hmci", "mc_cid", "mc_eid", "_ga", "_gl", "srsltid",
)  # fmt: skip


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    keys = sorted({key for key, _ in parse_qsl(urlsplit(page.url).query, keep_blank_values=True) if not tracking(key)})
    level = next((name for name in ("error", "warning", "notice") if len(keys) > options[name]), None)
    if level:
        yield {"keys": keys, "count": len(keys), "limit": options[level], "severity": level}


def tracking(key: str) -> bool:
    """Whether a query key only says where the visitor came from."""
    return any(fnmatchcase(key.lower(), pattern) for pattern in TRACKING)


check = PageCheck(
    id="url-too-many-params",
    module=__name__,
    severity=Severity.WARNING,
    levels=(Severity.ERROR, Severity.WARNING, Severity.NOTICE),
    book="4.3.4",
    title=Text(zh="网址带的参数太多", en="An address carries too many parameters"),
    message=Text(zh="网址有 {count} 个参数，超过 {limit} 个：{keys}", en="{count} parameters, more than {limit}: {keys}"),
    why=Text(
        zh="筛选、排序参数任意组合，会生成成千上万个内容相近的网址，爬虫把时间花在它们身上，新商品被发现得更慢。对单个网页的排名没有直接影响。",
        en="Filters and sorting combine into thousands of addresses with nearly the same content; crawlers spend their time there and find new products later. A single page's ranking is not affected directly.",
    ),
    fix=Text(
        zh="开发：有人搜索的组合做成静态目录（如 /oolong/red/）；其余筛选链接用表单或脚本提交，并在 robots.txt 里 Disallow 这些参数。",
        en="Developer: give combinations people search for a static path (/oolong/red/); let the other filters be form or script actions, and disallow their parameters in robots.txt.",
    ),
    avoid=Text(zh="不要把已收录的参数网址直接封掉，先设 canonical。", en="Do not block parameter pages that are indexed already: set a canonical first."),
    verify=Text(zh="重新抓取后，xunlu audit --select url-too-many-params。", en="After a new crawl: xunlu audit --select url-too-many-params."),
    before="/oolong/?color=red&material=tin&size=small&sort=price",
    after="/oolong/red/",
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/url-structure",
    options={
        "notice": Option(2, "query keys"),
        "warning": Option(3, "query keys"),
        "error": Option(5, "query keys"),
    },
    rule=rule,
    effort_hours=8,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        PageRecord("https://example.com/tea/?page=2&sort=new", status=200, is_html=True),
        PageRecord("https://example.com/?utm_source=a&utm_medium=b&utm_campaign=c&spm=d", status=200, is_html=True),
    ),
    bad=(
        PageRecord("https://example.com/tea/?a=1&b=2&c=3", status=200, is_html=True),
        PageRecord("https://example.com/tea/?a=1&b=2&c=3&d=4", status=200, is_html=True),
        PageRecord("https://example.com/tea/?a=1&b=2&c=3&d=4&e=&f=6", status=200, is_html=True),
    ),
)  # fmt: skip

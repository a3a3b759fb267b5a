"""The mobile-agent meta leads Baidu from a desktop page to its mobile page, if it is written as Baidu reads it."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from audit.pairs import mobile_agent_url
from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    for content in page.facts.baidu.mobile_agents:
        url = mobile_agent_url(content)
        if url is None or not url.lower().startswith(("http://", "https://")):
            yield {"problem": "syntax", "content": content, "severity": "warning"}
            return
        if _home(url) and not _home(page.url):
            yield {"problem": "home", "content": content, "severity": "error"}
            return


def _home(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query and not parts.fragment


check = PageCheck(
    id="baidu-mobile-agent",
    module=__name__,
    severity=Severity.WARNING,
    levels=(Severity.WARNING, Severity.ERROR),
    book="4.3.4",
    title=Text(zh="给百度的手机页地址写得不对", en="The mobile address given to Baidu is wrong"),
    message=Text(zh="mobile-agent {problem}：{content}", en="mobile-agent {problem}: {content}"),
    words={
        "syntax": Text(zh="写法不对", en="is not written as Baidu reads it"),
        "home": Text(zh="内页却指向移动站首页", en="leads from an inner page to the mobile home"),
    },
    why=Text(
        zh="写错的标记百度读不懂；内页都指向移动站首页，手机用户点进来看不到要找的商品，适配关系也会被判无效。只影响百度。",
        en="Baidu cannot read a wrong one; and when inner pages all lead to the mobile home, phone users do not find the product and the mapping is discarded. Baidu only.",
    ),
    fix=Text(
        zh="开发：写成 format=html5; url=完整网址，一页对一页；没有对应手机页就不写。",
        en="Developer: write format=html5; url=full address, page to page; leave it out where there is no mobile page.",
    ),
    avoid=Text(zh="响应式网站不需要它。", en="Responsive sites do not need it."),
    verify=Text(zh="用手机打开 url= 后面的网址，内容应与本页相同。", en="Open the address behind url= on a phone: the same content must be there."),
    before='<meta name="mobile-agent" content="https://m.shop.example/">',
    after='<meta name="mobile-agent" content="format=html5; url=https://m.shop.example/p/1">',
    matters=Matters.INDEXING,
    source="https://ziyuan.baidu.com/college/",
    applies="select url_id from temp.page_facts where json_extract(facts, '$.baidu.mobile_agents') is not null",
    needs=frozenset({"facts"}),
    rule=rule,
    effort_hours=1,
    profiles={"baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        '<meta name="mobile-agent" content="format=html5; url=https://m.example.com/p/1">',
        '<meta http-equiv="mobile-agent" content="format=xhtml;url=http://m.example.com/">',
        "<p>茶</p>",
    ),
    bad=(
        '<meta name="mobile-agent" content="https://m.example.com/p/1">',
        '<meta http-equiv="mobile-agent" content="format=html5; url=/m/1">',
    ),
)  # fmt: skip

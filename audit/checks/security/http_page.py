"""Browsers call a page without encryption not secure; shoppers do not pay there.

A site on this machine or a private network is not judged.
"""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, PageExample, Severity, page_example
from configs.text import Text
from crawler.records import PageRecord
from crawler.urls import is_local


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    if page.url.startswith("http://") and not is_local(page.url):
        yield {"passwords": page.facts.forms.passwords}


def _page(url: str, html: str = "<p>茶</p>") -> PageExample:
    return page_example(url, html, indexable=True, indexable_reason="ok")


check = PageCheck(
    id="http-page",
    module=__name__,
    severity=Severity.ERROR,
    book="4.3.4",
    title=Text(zh="网页没有加密，浏览器提示不安全", en="A page is not encrypted; browsers call it not secure"),
    message=Text(zh="以 http:// 返回 200（密码框 {passwords} 个）", en="answers 200 over http:// (password fields: {passwords})"),
    why=Text(
        zh="地址栏显示“不安全”，访客不敢下单；途中的网络还能插入广告。HTTPS 是较弱的排名因素，搜索引擎也优先收录 HTTPS 版本。",
        en="The address bar says “Not secure”, and shoppers hesitate; networks on the way can insert adverts. HTTPS is a weak ranking factor, and engines prefer that version.",
    ),
    fix=Text(
        zh="运维：装好证书（可用免费的 Let's Encrypt），整站 301 到 https；开发：站内链接、canonical 和站点地图都改成 https。",
        en="Operations: install a certificate (Let's Encrypt is free) and 301 everything to https. Developer: links, canonicals and sitemap say https too.",
    ),
    avoid=Text(zh="不要让两个版本同时返回 200。", en="Do not let both versions answer 200."),
    verify=Text(zh="curl -I http://域名/，应为 301 到 https。", en="curl -I http://host/: 301 to https."),
    before="http://shop.example/pots/  200",
    after="http://shop.example/pots/  301 → https://shop.example/pots/",
    matters=Matters.UX,
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
    view="indexable_pages",
    applies="select url_id from temp.indexable_pages where not local_host(url)",
    needs=frozenset({"facts"}),
    rule=rule,
    effort_hours=8,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=("<p>茶</p>", _page("http://127.0.0.1:8000/"), _page("http://shop.test/")),
    bad=(_page("http://shop.example/"), _page("http://shop.example/login", '<input type="password">')),
)  # fmt: skip

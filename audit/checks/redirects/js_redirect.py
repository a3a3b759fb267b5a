"""A page without text of its own that a script leaves at once is a redirect that many crawlers never see.

Only fixed addresses that run at once, in a timer or on load are judged: what depends on a condition or a click needs
a browser to tell.
"""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from audit.textsize import is_short
from configs.text import Text
from crawler.records import PageRecord
from crawler.urls import base_url, resolve


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    target = page.facts.delivery.script_redirect
    short = is_short(page, options["max_han"], options["max_words"])
    if target and short and _elsewhere(page, target):
        yield {"target": target, "han_chars": page.han_chars, "latin_words": page.latin_words}


def _elsewhere(page: PageRecord, target: str) -> bool:
    return resolve(base_url(page.url, page.facts.resources.base), target) not in (None, page.url)


check = PageCheck(
    id="js-redirect",
    module=__name__,
    severity=Severity.ERROR,
    book="4.3.4",
    title=Text(zh="网页只靠脚本跳走，自己没有内容", en="A page has little text and a script that leaves it"),
    message=Text(zh="脚本跳到 {target}，本页只有 {han_chars} 个汉字、{latin_words} 个词", en="a script goes to {target}; the page has {han_chars} Han characters and {latin_words} words"),
    why=Text(
        zh="不运行脚本的爬虫（百度等）看到的是一张空页，不会跟过去；运行脚本的也慢一步。垃圾网站常这样做，容易被误判为作弊。",
        en="Crawlers that run no scripts, Baidu's among them, see an empty page and do not follow; others follow late. Spam sites do the same, so it may be taken for deception.",
    ),
    fix=Text(
        zh="开发：删掉这个网页，在服务器或店铺后台设 301 到目标；手机版跳转改用响应式设计或服务器判断。",
        en="Developer: remove the page and set a 301 to the target on the server or in the shop admin; instead of sending phones elsewhere, use responsive design or decide on the server.",
    ),
    avoid=Text(zh="不要换成 meta refresh。", en="Do not replace it with a meta refresh."),
    verify=Text(zh="curl -I 网址，看到 301。", en="curl -I URL shows 301."),
    before='<script>location.href="/new.html"</script>',
    after="HTTP/1.1 301  Location: /new.html",
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/301-redirects",
    needs=frozenset({"facts"}),
    options={"max_han": Option(200, "Han characters"), "max_words": Option(100, "Latin words")},
    rule=rule,
    confidence=0.85,
    effort_hours=0.5,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        '<main><h1>茶舍</h1></main><script>document.querySelector("a").onclick = function () { location.href = "/a"; };</script>',
        '<main><h1>Tea</h1></main><script>if (/Mobile/.test(navigator.userAgent)) { location.href = "/m/"; }</script>',
        '<script>location.href = "/new.html";</script><p>茶</p>',  # with the text of the example page
    ),
    bad=(
        '<main><h1>茶舍</h1><p>正在跳转……</p></main><script>window.location.href = "/新店/";</script>',
        '<main><h1>Tea</h1></main><script>setTimeout(function () { location.replace("https://example.com/new"); }, 3000);</script>',
    ),
)  # fmt: skip

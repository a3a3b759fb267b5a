"""A maintenance page with status 200 tells engines that this is now the page's content."""

import re
from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from audit.textsize import is_short
from configs.text import Text
from crawler.records import PageRecord
from crawler.text import matching_copy

_PHRASES = re.compile(
    r"(?:维护|升级|建设|维修|調整|維護|升級|建設)中(?![国國心部学學间間医醫])|暂时关闭|暫時關閉|敬请期待|敬請期待"
    r"|\bunder (?:maintenance|construction)\b|\bcoming soon\b|\bdown for maintenance\b"
)


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    match = _PHRASES.search(matching_copy(f"{page.title} \n {page.h1}"))
    if match is None or page.page_type == "product":
        return
    short = is_short(page, options["max_han"], options["max_words"])
    if short:
        yield {
            "status": page.status,
            "phrase": match.group(),
            "han_chars": page.han_chars,
            "latin_words": page.latin_words,
        }


check = PageCheck(
    id="maintenance-status",
    module=__name__,
    severity=Severity.WARNING,
    book="4.3.8",
    title=Text(zh="维护或建设中的页面返回了正常状态", en="A maintenance page answers as if all were well"),
    message=Text(zh="写着“{phrase}”，却返回 {status}，应为 503", en="says “{phrase}” yet answers {status}; 503 is expected"),
    why=Text(
        zh="搜索引擎会把“维护中”当成这一页的新内容收录，原来的排名可能因此丢失。503 表示稍后再来，引擎会保留旧内容几天。",
        en="Engines take “under maintenance” for the page's new content, and what it ranked for may be lost. 503 means “come back later”: engines keep the old content for some days.",
    ),
    fix=Text(
        zh="运维：维护期间对所有网址返回 503，带上 Retry-After。编辑：没做好的栏目先不要链接，也别放进站点地图。",
        en="Operations: answer 503 with Retry-After to every address while maintaining. Editor: link to new sections, and list them, only once they are ready.",
    ),
    avoid=Text(zh="503 不要挂几周，引擎会开始删除网页。", en="Do not keep 503 for weeks: engines begin to drop the pages."),
    verify=Text(zh="curl -I 网址，维护时应为 503。", en="curl -I URL shows 503 during maintenance."),
    before="HTTP/1.1 200 OK  <h1>网站维护中</h1>",
    after="HTTP/1.1 503  Retry-After: 3600",
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/pause-online-business",
    options={"max_han": Option(300, "Han characters"), "max_words": Option(150, "Latin words")},
    rule=rule,
    confidence=0.85,
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        "<title>建设中国茶园的人们 | 茶舍</title><main><h1>建设中国茶园的人们</h1></main>",
        "<title>网站升级中，新功能详解 | 茶舍</title>",  # with the text of the example page
        "<main><h1>Soon</h1></main>",
    ),
    bad=(
        "<title>网站维护中</title><main><h1>网站维护中</h1><p>请稍后再来。</p></main>",
        "<title>Tea House</title><main><h1>Coming Soon!</h1><p>We are brewing.</p></main>",
    ),
    with_=frozenset({"soft-404"}),
)  # fmt: skip

"""A refusal may be meant for crawlers only: a browser has to be asked before anybody calls the page broken."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    if page.status == 403 and not page.challenge:
        yield {"status": 403, "inlinks": page.inlinks or 0}


check = PageCheck(
    id="http-403",
    module=__name__,
    severity=Severity.WARNING,
    book=None,
    title=Text(zh="网页拒绝了爬虫的访问（403）", en="A page refuses the crawler (403)"),
    message=Text(zh="返回 403，{inlinks} 个网页链接它；其他检查不评判它", en="answers 403; {inlinks} pages link to it; no other check judges it"),
    why=Text(
        zh="如果浏览器能打开，只是防火墙挡住了爬虫，那么搜索引擎的爬虫也可能被挡；如果浏览器也打不开，访客走进的是死路。",
        en="If a browser opens it, a firewall keeps crawlers out, perhaps those of search engines too. If browsers fail as well, visitors are at a dead end.",
    ),
    fix=Text(
        zh="运维：用浏览器打开试试。能打开：在防火墙或 CDN 里放行搜索引擎的爬虫（按官方 IP 段核实）；打不开：修正目录权限，或按删除处理，改掉链接。",
        en="Operations: try a browser. If it opens, let search engines pass the firewall or CDN (verify by their published IP ranges). If not, mend the permissions, or treat it as removed and change the links.",
    ),
    avoid=Text(zh="不要只凭 User-Agent 放行，谁都能伪造。", en="Do not admit by User-Agent alone: anybody can claim one."),
    verify=Text(zh="Search Console 或百度抓取诊断里返回 200。", en="Search Console or Baidu's fetch diagnosis shows 200."),
    before="GET /tea/  ->  403",
    after="GET /tea/  ->  200",
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/http-network-errors",
    view="run_pages",
    needs=frozenset({"let-in"}),
    applies="select url_id from temp.run_pages where status is not null and (is_html or status not between 200 and 299)",
    rule=rule,
    confidence=0.85,
    effort_hours=1,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=(PageRecord("https://example.com/", status=200, is_html=True), PageRecord("https://example.com/x", status=404)),
    bad=(PageRecord("https://example.com/shut", status=403, is_html=True), PageRecord("https://example.com/shut.pdf", status=403)),
)  # fmt: skip

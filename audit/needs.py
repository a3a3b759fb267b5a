"""What a check may depend on beside pages; where it is missing, the check is not judged."""

from __future__ import annotations

from configs.text import Text
from crawler.store import Store

# need -> (SQL that yields a row when it is met, the reason recorded when it is not)
NEEDS = {
    "complete-crawl": ("select 1 from runs where run_id = :run_id and status = 'complete'", "crawl-incomplete"),
    "links": ("select 1 from stages where run_id = :run_id and stage = 'links'", "links-not-computed"),
    "sitemap": ("select 1 from sitemap_urls where run_id = :run_id", "sitemap-not-found"),
    "sitemap-files": ("select 1 from sitemaps where run_id = :run_id and origin <> ''", "sitemap-not-asked-for"),
    "llms": ("select 1 from probes where run_id = :run_id and kind = 'llms'", "probe-not-made"),
    "robots": ("select 1 from probes where run_id = :run_id and kind = 'robots'", "robots-not-fetched"),
    "random-path": (
        "select 1 from probes where run_id = :run_id and kind = 'random-path' and status is not null",
        "random-path-not-answered",
    ),
    "facts": (
        "select 1 where not exists (select 1 from pages p where p.run_id = :run_id and p.document_hash is not null"
        " and not exists (select 1 from document_facts f where f.hash = p.document_hash))",
        "facts-not-gathered",
    ),
    "headers": (
        "select 1 where not exists (select 1 from pages p where p.run_id = :run_id and p.status between 200 and 299"
        " and p.is_html and p.header_set_id is null)",
        "headers-not-kept",
    ),
}
HTML_NOT_KEPT = "html-not-kept"
HOME_NOT_FETCHED = "home-not-fetched"
NOTHING_APPLIES = "nothing-applies"

REASONS = {
    "crawl-incomplete": Text(zh="抓取不完整，缺页会误判", en="the crawl is incomplete, missing pages would mislead"),
    "links-not-computed": Text(zh="尚未计算链接图", en="the link graph is not computed"),
    "sitemap-not-found": Text(zh="没有找到站点地图", en="no sitemap was found"),
    "sitemap-not-asked-for": Text(
        zh="没有读取站点地图，或由旧版本抓取", en="sitemaps were not asked for, or by an older version"
    ),
    "probe-not-made": Text(
        zh="由旧版本抓取，没有试探这个文件", en="crawled by an older version that did not ask for it"
    ),
    "robots-not-fetched": Text(zh="没有取得 robots.txt", en="robots.txt was not fetched"),
    "random-path-not-answered": Text(
        zh="没有请求不存在的网址，或没有得到回答",
        en="an address that does not exist was not asked for, or gave no answer",
    ),
    "facts-not-gathered": Text(
        zh="由旧版本抓取，缺少这些事实；请重新抓取",
        en="crawled by an older version that did not gather it; crawl again",
    ),
    "headers-not-kept": Text(
        zh="由旧版本抓取，没有保存响应头；请重新抓取",
        en="crawled by an older version that kept no headers; crawl again",
    ),
    HTML_NOT_KEPT: Text(zh="没有保存网页 HTML", en="the HTML of pages was not kept"),
    HOME_NOT_FETCHED: Text(zh="没有抓到首页", en="no home page was fetched"),
    NOTHING_APPLIES: Text(zh="没有适用的网页", en="it applies to no page of this site"),
}


def missing(store: Store, run_id: int) -> dict[str, str]:
    """The needs that this run does not meet, each with the reason to record."""
    lacking = {}
    for need, (sql, reason) in NEEDS.items():
        if store.db.execute(f"{sql} limit 1", {"run_id": run_id}).fetchone() is None:
            lacking[need] = reason
    return lacking

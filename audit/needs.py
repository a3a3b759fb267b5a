"""What a check may depend on beside pages; where it is missing, the check is not judged.

What was not seen is not judged: whoever says that something is nowhere on the site needs ``complete-crawl``, of a
sitemap ``whole-sitemaps``.
"""

from __future__ import annotations

from configs.text import Text
from crawler.causes import UNASKED, UNREAD, listed
from crawler.facts.version import NEWER
from crawler.store import Store

TURNED_AWAY = "(p.challenge is not null or p.status in (403, 429))"
# Visitors and engines may see more of a page than the crawler did ...
HIDDEN = (
    f"({TURNED_AWAY} or p.error in ({listed(UNREAD)}) or (p.is_html and p.truncated and p.status between 200 and 299))"
)
_TRIED = f"(p.error = 'host-down' or p.error not in ('too-large', {listed(UNASKED, UNREAD)}))"
# ... or nobody sees it, which may be over in an hour.
BROKEN = f"(p.challenge is null and (p.status >= 500 or (p.status is null and {_TRIED})))"
READ = "(p.is_html and p.status between 200 and 299 and not p.truncated)"
# Of twenty pages one may be hidden, of ten one may be broken; then links that stand there are missed, and their targets
# accused. (95 per cent is where the score, too, stops speaking of the whole site.)
READABLE = (
    f"select 1 from (select total({HIDDEN}) as hidden, total({BROKEN}) as broken, total({READ}) as read"
    " from pages p where p.run_id = :run_id)"
    " where hidden * 20 <= hidden + read and broken * 10 <= broken + read"
)
# SQL that yields a row when the site turned the crawler away on a tenth of the URLs and ten or more, as it does when it
# takes it for an attack; of ``:run_id`` and of the run that was chosen by ``Store.use_run``.
_SHUT = (
    f"select 1 from (select count(*) as asked, total({TURNED_AWAY}) as away from main.pages p where p.run_id = {{run}}"
    f" and coalesce(p.error, '') not in ({listed(UNASKED)})) where away >= 10 and away * 10 > asked"
)
SHUT_OUT = _SHUT.format(run="(select run_id from temp.current_run)")

_OR_OTHERS = "union all select 1 from runs where run_id = :run_id and role = 'competitor'"

_FACTS_SINCE = "select 1 from runs where run_id = :run_id and coalesce(settings ->> '$.facts_version', 1) >= {version}"

# need -> (SQL that yields a row when it is met, the reason recorded when it is not)
NEEDS = {
    "complete-crawl": ("select 1 from runs where run_id = :run_id and status = 'complete'", "crawl-incomplete"),
    # A crawl that goes from near to far knows how deep the pages lie that it reached, wherever it was cut; one that saw
    # everything knows it in any order.
    "depths": (
        "select 1 from runs where run_id = :run_id and mode = 'spider'"
        " and (status = 'complete' or coalesce(settings ->> '$.crawl.sample', 'breadth') = 'breadth')",
        "depths-unknown",
    ),
    "let-in": (f"select 1 where not exists ({_SHUT.format(run=':run_id')})", "turned-away"),
    "links": ("select 1 from stages where run_id = :run_id and stage = 'links'", "links-not-computed"),
    "keywords": ("select 1 from stages where run_id = :run_id and stage = 'keywords'", "keywords-not-computed"),
    "keyword-map": ("select 1 from keyword_labels where run_id = :run_id", "keywords-not-mapped"),
    "sitemap": ("select 1 from sitemap_urls where run_id = :run_id", "sitemap-not-found"),
    "sitemap-files": ("select 1 from sitemaps where run_id = :run_id and origin <> ''", "sitemap-not-asked-for"),
    # A file that does not exist lists nothing; one that could not be read may list anything.
    "whole-sitemaps": (
        "select 1 where not exists (select 1 from sitemaps where run_id = :run_id and (origin <> 'guess' or kind <> '')"
        " and coalesce(status, 0) not in (404, 410) and (status is not 200 or kind = '' or error <> ''"
        " or iif(json_valid(faults), exists (select 1 from json_each(faults)"
        " where key in ('not-asked', 'too-many-files', 'not-kept')), 1)))",
        "sitemaps-in-part",
    ),
    "sitemap-answers": (
        "select 1 where exists (select 1 from sitemaps where run_id = :run_id and (kind <> '' or (origin <> 'guess'"
        " and coalesce(status, 0) not in (403, 429) and error <> 'disallowed')))"
        " or not exists (select 1 from sitemaps where run_id = :run_id"
        " and (coalesce(status, 0) in (0, 401, 403, 429) or status >= 500))",
        "sitemap-not-answered",
    ),
    "llms": ("select 1 from probes where run_id = :run_id and kind = 'llms'", "probe-not-made"),
    # Asked of own sites that are crawled link by link: of competitors never, so there is nothing to judge. favicon.ico and
    # the aliases of the home page are asked for also where its address has no other forms.
    "extra-probes": (
        f"select 1 from probes where run_id = :run_id and kind in ('variant', 'alias', 'favicon') {_OR_OTHERS}",
        "extra-not-asked",
    ),
    "after": (f"select 1 from probes where run_id = :run_id and kind = 'after' {_OR_OTHERS}", "after-not-asked"),
    "imitated": (f"select 1 from probes where run_id = :run_id and kind = 'imitation' {_OR_OTHERS}", "not-imitated"),
    "partners": (f"select 1 from probes where run_id = :run_id and kind = 'partner' {_OR_OTHERS}", "no-partners"),
    "backlinks": (
        "select 1 from backlink_assessments where run_id = :run_id",
        "no-backlinks",
    ),
    "external-asked": (
        "select 1 from resources where run_id = :run_id and kind = 'external' and method <> ''",
        "external-not-asked",
    ),
    "outside-asked": (
        "select 1 from resources where run_id = :run_id and kind = 'external' and method <> ''"
        " union all select 1 from probes where run_id = :run_id and kind = 'partner'",
        "external-not-asked",
    ),
    "files-asked": (
        "select 1 from resources where run_id = :run_id and kind in ('image', 'style', 'script') and method <> ''",
        "files-not-asked",
    ),
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
    **{f"facts-{theme}": (_FACTS_SINCE.format(version=since), "facts-not-gathered") for theme, since in NEWER.items()},
    "headers": (
        "select 1 where not exists (select 1 from pages p where p.run_id = :run_id and p.status between 200 and 299"
        " and p.is_html and p.header_set_id is null)",
        "headers-not-kept",
    ),
}
# What else a need asks for, once the above is met.
_PROVEN = f"select 1 from probes where run_id = :run_id and kind = 'imitation' and error = '' {_OR_OTHERS}"
FURTHER = {
    "complete-crawl": (READABLE, "pages-unread"),
    "depths": (READABLE, "pages-unread"),
    "imitated": (_PROVEN, "imitation-unverified"),
}
HTML_NOT_KEPT = "html-not-kept"
HOME_NOT_FETCHED = "home-not-fetched"
NOTHING_APPLIES = "nothing-applies"

REASONS = {
    "crawl-incomplete": Text(zh="抓取不完整，缺页会误判", en="the crawl is incomplete, missing pages would mislead"),
    "pages-unread": Text(
        zh="太多网址拒绝访问、出错或没有传完，没看到的网页会造成误判",
        en="too many URLs refused, failed or broke off; what was not seen would mislead",
    ),
    "turned-away": Text(
        zh="网站把爬虫挡在门外，拒绝说明不了网页本身；请放行寻路或降低 --rate 后重新抓取",
        en="the site turned the crawler away, which says nothing of its pages; let xunlu in or lower --rate, and crawl again",
    ),
    "depths-unknown": Text(
        zh="不是从首页由近到远抓取的，不知道点击深度",
        en="not crawled from the start URL outwards, so click depth is not known",
    ),
    "sitemaps-in-part": Text(zh="有站点地图文件没有读全", en="some sitemap files could not be read to their end"),
    "sitemap-not-answered": Text(
        zh="请求站点地图被拒绝、出错或没有回答", en="asking for a sitemap was refused, failed or had no answer"
    ),
    "links-not-computed": Text(zh="尚未计算链接图", en="the link graph is not computed"),
    "keywords-not-computed": Text(zh="尚未计算关键词", en="the keywords of the pages are not computed"),
    "keywords-not-mapped": Text(
        zh="没有目标关键词（竞品不按你的关键词判断）",
        en="there are no target keywords (competitors are not judged by yours)",
    ),
    "sitemap-not-found": Text(zh="没有找到站点地图", en="no sitemap was found"),
    "sitemap-not-asked-for": Text(
        zh="没有读取站点地图，或由旧版本抓取", en="sitemaps were not asked for, or by an older version"
    ),
    "probe-not-made": Text(
        zh="由旧版本抓取，没有试探这个文件", en="crawled by an older version that did not ask for it"
    ),
    "extra-not-asked": Text(
        zh="没有试探首页的其他写法：由旧版本或按列表抓取，或被 robots.txt 禁止",
        en="other forms of the start URL were not asked for: an older version, another mode, or robots.txt",
    ),
    "after-not-asked": Text(
        zh="抓取结束后没有补充请求：由旧版本抓取、按列表抓取，或网站拒绝了爬虫",
        en="nothing was asked for after the crawl: an older version, another mode, or a site that shut the crawler out",
    ),
    "not-imitated": Text(
        zh='没有以爬虫的名义请求；自己的网站可以写 imitate = "own"',
        en='nothing was asked for in the name of spiders; for a site of your own there is imitate = "own"',
    ),
    "imitation-unverified": Text(
        zh="没有证明是自己的网站，没有以爬虫的名义请求",
        en="the site is not proven to be one's own, so nothing was asked for in the name of spiders",
    ),
    "files-not-asked": Text(
        zh="没有检查图片、样式和脚本；请加 --check-resources head 重新抓取",
        en="images, styles and scripts were not asked for; crawl with --check-resources head",
    ),
    "no-partners": Text(
        zh="没有友情链接的伙伴名单；在 xunlu.toml 里写 [[partners]] 后重新抓取",
        en="there is no list of partners; name them as [[partners]] in xunlu.toml and crawl again",
    ),
    "no-backlinks": Text(
        zh="没有导入外链；先用 xunlu import backlinks 文件.csv 导入，再运行一次",
        en="no backlinks were imported; import them with xunlu import backlinks FILE.csv and run it again",
    ),
    "external-not-asked": Text(
        zh="没有检查站外链接；请加 --check-external head 重新抓取",
        en="external links were not asked for; crawl with --check-external head",
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
    for need, (sql, reason) in (*NEEDS.items(), *FURTHER.items()):
        if need not in lacking and store.db.execute(f"{sql} limit 1", {"run_id": run_id}).fetchone() is None:
            lacking[need] = reason
    return lacking

"""Questions that people ask a store, as SQL over the public views; an empty ``run`` is the newest of a target."""

from __future__ import annotations

from dataclasses import dataclass

from configs.text import Text

RUN = "coalesce(cast(nullif(:run, '') as integer), (select max(run_id) from v_runs where role = 'target' and status <> 'failed'))"


@dataclass(frozen=True, slots=True)
class Query:
    """One question; ``sql`` may ask for ``:run`` and others, which the page lets people fill in."""

    name: str
    title: Text
    sql: str


QUERIES = (
    Query(
        "runs",
        Text(zh="全部运行与总分", en="All runs with their scores"),
        "select run_id, site, role, status, reason, started, html_pages, crawled, discovered, round(score, 1) as score"
        " from v_runs order by run_id desc",
    ),
    Query(
        "fix-first",
        Text(zh="先修什么：失分最多的检查项", en="What to fix first: the checks that cost most points"),
        "select check_id, area, severity, failing, applicable, round(points, 2) as points from v_checks"
        f" where run_id = {RUN} and state = 'failed' order by points desc, failing desc",
    ),
    Query(
        "not-judged",
        Text(zh="没有判断的检查项和原因", en="Checks that were not judged, and why"),
        f"select check_id, area, state, reason from v_checks where run_id = {RUN} and state in ('not-judged', 'crashed')"
        " order by area, check_id",
    ),
    Query(
        "findings-of-a-check",
        Text(zh="一项检查的全部问题", en="All findings of a check"),
        f"select url, template, severity, evidence from v_findings where run_id = {RUN} and check_id = :check_id"
        " order by url",
    ),
    Query(
        "accepted",
        Text(zh="已接受的问题、理由和期限", en="Accepted findings, with reason and last day"),
        f"select check_id, url, reason, until from v_accepted where run_id = {RUN} order by until, check_id",
    ),
    Query(
        "broken-links",
        Text(zh="死链、所在网页和锚文本", en="Broken links, the pages they stand on, and their anchors"),
        "select l.source, l.anchor, l.target, p.status, p.error from v_links l"
        " join v_pages p on p.run_id = l.run_id and p.url_id = l.target_id"
        f" where l.run_id = {RUN} and l.kind = 'a' and p.status >= 400 and p.status not in (403, 429)"
        " order by l.target, l.source",
    ),
    Query(
        "orphans",
        Text(zh="没有内链的可收录网页", en="Indexable pages that no page links to"),
        f"select url, title, in_sitemap from v_pages where run_id = {RUN} and indexable and inlinks = 0 order by url",
    ),
    Query(
        "duplicate-titles",
        Text(zh="标题相同的网页", en="Pages with the same title"),
        f"select title, count(*) as pages, min(url) as example from v_pages where run_id = {RUN} and indexable"
        " and title <> '' group by title having count(*) > 1 order by pages desc",
    ),
    Query(
        "slow-pages",
        Text(zh="首字节最慢的网页（毫秒）", en="Pages with the slowest first byte (ms)"),
        f"select url, ttfb_ms, download_ms, size_bytes from v_pages where run_id = {RUN} and status = 200"
        " order by ttfb_ms desc limit 200",
    ),
    Query(
        "redirects",
        Text(zh="跳转链，逐跳", en="Redirect chains, hop by hop"),
        f"select url, hop, at, status, target from v_redirects where run_id = {RUN} order by url, hop",
    ),
    Query(
        "templates",
        Text(zh="各模板的网页数和平均值", en="Pages and averages of each template"),
        "select template, count(*) as pages, sum(indexable) as indexable, round(avg(words)) as words,"
        f" round(avg(ttfb_ms)) as ttfb_ms, sum(pagerank) as pagerank from v_pages where run_id = {RUN} and is_html"
        " group by template order by pages desc",
    ),
    Query(
        "keyword-map",
        Text(zh="关键词由哪个网页承担", en="Which page serves each keyword"),
        f"select term, verdict, url, relevance, best_url, best_relevance from v_keyword_map where run_id = {RUN}"
        " order by verdict, term",
    ),
    Query(
        "score-over-time",
        Text(zh="总分走势", en="The score over time"),
        "select site, started, run_id, round(score, 1) as score, html_pages from v_runs where score is not null"
        " order by site, started",
    ),
)

"""Toutiao's search reads the date of an article from three metas of its own."""

import re
from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord

NAMES = ("published_time", "lrdate_time", "updated_time")
FORM = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)")
ARTICLES = {"Article", "BlogPosting", "NewsArticle", "TechArticle", "HowTo"}


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    times = dict(page.facts.baidu.toutiao_times)
    wrong = [f"{name} {value}" for name, value in times.items() if not FORM.fullmatch(value)]
    missing = [name for name in NAMES if name not in times]
    if wrong:
        yield {"problem": "format", "names": wrong}
    elif missing and (times or page.page_type == "article" or ARTICLES & set(page.schema_types)):
        yield {"problem": "missing", "names": missing}


check = PageCheck(
    id="toutiao-time-meta",
    module=__name__,
    severity=Severity.INFO,
    book="4.3.6",
    title=Text(zh="文章没有给头条搜索的时间标记", en="An article has no time metas for Toutiao"),
    message=Text(zh="bytedance: {problem} {names}", en="bytedance: {problem} {names}"),
    words={
        "missing": Text(zh="缺少", en="missing"),
        "format": Text(zh="时间格式不对（要带时区）", en="not ISO time with a zone"),
    },
    why=Text(
        zh="头条搜索据此显示和排列时效性内容。只影响头条，没有也能收录。",
        en="Toutiao search shows and sorts timely articles by them. Toutiao only; pages are indexed without.",
    ),
    fix=Text(
        zh="开发：在文章模板里输出三个 meta，时间用 ISO 格式并带时区。",
        en="Developer: print the three metas in the article template, in ISO form with zone.",
    ),
    avoid=Text(zh="不做头条流量的网站不必加。", en="Skip it if Toutiao brings you nothing."),
    verify=Text(zh="curl -s 网址 | grep bytedance:。", en="curl -s URL | grep bytedance:."),
    before='<meta property="bytedance:published_time" content="2026-01-31">',
    after='<meta property="bytedance:published_time" content="2026-01-31T08:30:00+08:00">',
    matters=Matters.INDIRECT,
    source="https://zhanzhang.toutiao.com/",
    applies="select url_id from temp.html_pages where page_type = 'article'"
    " union select url_id from temp.page_facts where json_extract(facts, '$.baidu.toutiao_times') is not null",
    needs=frozenset({"facts"}),
    rule=rule,
    effort_hours=0.5,
    profiles={"baidu": {}, "book-2016": {}},
    good=(
        "<p>茶</p>",
        "".join(
            f'<meta property="bytedance:{name}" content="2024-03-01T08:30:00+08:00">'
            for name in ("published_time", "lrDate_time", "updated_time")
        ),
    ),
    bad=(
        '<meta property="bytedance:published_time" content="2024-03-01 08:30">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "春茶上市"}</script>',
    ),
)  # fmt: skip

"""When the date readers see, the dates machines read, and the one in the address differ, none is believed.

Narrower than the checklist, for an article may speak of any day: judged are single articles, not lists and products; a
visible date counts with a label (发布, published, 更新, updated) or alone on a line beside the main heading; it is enough
when it agrees with any declared date, be it that of publication or of change. A year in the address is one only with a
month (/2024/05/), a year in the title only as a claim (“2026 最新”), which must lie behind every other date.
"""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from configs.text import Text
from crawler.page_dates import Stated, addressed, apart, claimed, declared, is_article, shown
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    tolerance = options["tolerance_days"]
    if not is_article(page):
        return
    said, seen = declared(page), shown(page.main_text, page.h1)
    known = [*said, *seen]
    if not known or not (said or page.page_type == "article"):
        return
    wrong = [one for one in seen if said and _alone(one, said, tolerance)]
    wrong += [one for one in addressed(page.url) if _alone(one, known, tolerance)]
    wrong += claimed(page.title, max(one.last for one in known))
    if wrong:
        first = wrong[0]
        others = said if first.where == "shown" else known
        yield {
            "where": first.where,
            "date": first.text,
            "others": list(dict.fromkeys(one.text for one in others)),
            "days": min(apart(first, one) for one in others),
        }


def _alone(one: Stated, others: list[Stated], tolerance: int) -> bool:
    """Whether a date agrees with none of the others; a day more or less is a matter of time zones."""
    return all(apart(one, other) > tolerance for other in others)


def _article(published: str, modified: str, shown: str, title: str = "怎样开壶") -> str:
    """An article that declares two dates and shows a line."""
    return (
        f"<html lang='zh'><head><title>{title} | 茶舍</title>"
        '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "Article", "headline": "怎样开壶",'
        f' "datePublished": "{published}", "dateModified": "{modified}"}}</script></head>'
        f"<body><main><h1>怎样开壶</h1><p>{shown}</p><p>{'新壶用清水冲净，1999-09-09 出窑的老壶也一样。' * 15}</p></main></body></html>"
    )


check = PageCheck(
    id="dates-disagree",
    module=__name__,
    severity=Severity.WARNING,
    book=None,
    tier="extended",
    title=Text(zh="同一篇文章的日期互相矛盾", en="The dates of one article disagree"),
    message=Text(
        zh="{where}是“{date}”，其他日期却是 {others}，相差 {days} 天",
        en="{where} “{date}”, yet the others are {others}: {days} days apart",
    ),
    words={
        "shown": Text(zh="页面上显示的", en="the page shows"),
        "address": Text(zh="网址里的", en="the address says"),
        "title": Text(zh="标题里的", en="the title says"),
    },
    why=Text(
        zh="搜索结果该显示哪一天，引擎只好自己猜，百度还可能判为虚假时间；读者也不知道信哪个。",
        en="Engines must guess which day to show in results, and Baidu may take it for faked; readers do not know which to believe.",
    ),
    fix=Text(
        zh="开发：页面日期和 JSON-LD 取自同一个字段，改稿时只更新“更新时间”；编辑：标题里的年份只在真正修订后再改。",
        en="Developer: take the visible date and JSON-LD from one field, and change only the date of modification on revision. Editor: put a new year in the title after real revisions only.",
    ),
    avoid=Text(
        zh="不要为此改网址，也不要每天自动刷新日期。",
        en="Do not change addresses for it, nor refresh dates automatically.",
    ),
    verify=Text(
        zh="对照页面日期与源码里的 datePublished；重新抓取后，xunlu audit --select dates-disagree。",
        en="Compare the page with datePublished in its source; after a new crawl: xunlu audit --select dates-disagree.",
    ),
    before='<p>发布于 2026-03-01</p>\n"datePublished": "2023-06-18"',
    after='<p>发布于 2023-06-18，更新于 2026-03-01</p>\n"datePublished": "2023-06-18", "dateModified": "2026-03-01"',
    matters=Matters.INDIRECT,
    source="https://developers.google.com/search/docs/appearance/publication-dates",
    applies="select url_id from temp.html_pages where page_type = 'article'"
    " union select url_id from temp.page_facts where facts ->> '$.dates.published' <> '' or facts ->> '$.dates.modified' <> ''"
    " or facts ->> '$.baidu.times' is not null",
    options={
        "tolerance_days": Option(1, "days", "https://developers.google.com/search/docs/appearance/publication-dates")
    },
    rule=rule,
    reads=frozenset({"main_text"}),
    needs=frozenset({"facts"}),
    confidence=0.85,
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=(
        "<p>茶</p>",
        "<p>Tea</p>",
        _article("2023-06-18T23:50:00Z", "2023-06-18T23:50:00Z", "2023-06-19 07:50"),
        _article("2023-06-18", "2026-03-01", "发布于 2023-06-18，更新于 2026年3月1日"),
        _article("2023-06-18", "2026-03-01", "Updated March 1, 2026"),
        _article("2023-06-18", "2023-06-18", "2024-05-01 我们参加了杭州的茶博会，带去了三十把壶。"),
        _article("2023-06-18", "2023-06-18", "发布会时间：2024-05-01"),
        _article("2023-06-18", "2023-06-18", "三天前"),
        _article("2023-10-18", "2023-10-18", "2023-10-18", "2024 年最新开壶指南"),
        _article("2023-06-18", "2023-06-18", "2023-06-18", "1998 年的普洱与 2030 年的规划"),
    ),
    bad=(
        _article("2023-06-18", "2023-06-18", "2026-03-01"),
        _article("2023-06-18", "2023-07-01", "发布时间：2026年3月1日　作者：茶舍"),
        _article("2023-06-18", "2023-06-18", "Published on 1 March 2026"),
        _article("2021-06-18", "2021-06-18", "2021-06-18", "2026 最新开壶指南"),
    ),
)  # fmt: skip

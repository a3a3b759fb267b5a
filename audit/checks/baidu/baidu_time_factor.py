"""Baidu shows and ranks news and guides by date; its time factor says which date is meant.

Whether the date equals the visible one is left to the eye.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Final

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord

FORM: Final = "%Y-%m-%dT%H:%M:%S"
CHINA = timezone(timedelta(hours=8))
ARTICLES = {"Article", "BlogPosting", "NewsArticle", "TechArticle", "HowTo"}
TOLERANCE = timedelta(days=1)  # clocks and time zones


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    facts = page.facts.baidu
    times = dict(facts.times)
    if "pubDate" not in times:
        if facts.time_factor or page.page_type == "article" or ARTICLES & set(page.schema_types):
            yield {"problem": "missing", "name": "pubDate", "value": "", "severity": "notice"}
        return
    read = {name: _read(value) for name, value in times.items()}
    for name, value in times.items():
        if read[name] is None:
            yield {"problem": "format", "name": name, "value": value, "severity": "warning"}
            return
    latest, name = max((moment, name) for name, moment in read.items() if moment is not None)
    if latest > datetime.now(CHINA).replace(tzinfo=None) + TOLERANCE:
        yield {"problem": "future", "name": name, "value": times[name], "severity": "error"}
    elif _before(read.get("upDate"), read["pubDate"]):
        yield {"problem": "order", "name": "upDate", "value": times["upDate"], "severity": "warning"}


def _read(value: str) -> datetime | None:
    try:
        return datetime.strptime(value, FORM) if len(value) == 19 else None
    except ValueError:
        return None


def _before(one: datetime | None, other: datetime | None) -> bool:
    return one is not None and other is not None and one < other


def _factor(**dates: str) -> str:
    inner = "".join(f', "{name}": "{value}"' for name, value in dates.items())
    return (
        '<script type="application/ld+json">{"@context": "https://ziyuan.baidu.com/contexts/cambrian.jsonld"'
        f', "title": "龙井怎么泡"{inner}}}</script>'
    )


check = PageCheck(
    id="baidu-time-factor",
    module=__name__,
    severity=Severity.NOTICE,
    levels=(Severity.NOTICE, Severity.WARNING, Severity.ERROR),
    book="4.3.6",
    title=Text(zh="文章没有按百度的写法标明发布时间", en="An article does not give Baidu its date"),
    message=Text(zh="{problem}：{name} {value}", en="{problem}: {name} {value}"),
    words={
        "missing": Text(zh="缺少百度时间因子", en="no time factor"),
        "format": Text(zh="格式应为 2026-01-31T08:30:00，不带时区", en="must read 2026-01-31T08:30:00, without zone"),
        "future": Text(zh="时间在将来", en="lies in the future"),
        "order": Text(zh="更新时间早于发布时间", en="updated before it was published"),
    },
    why=Text(
        zh="百度从中取搜索结果里的时间，时效性内容据此排序；没有时百度自己从正文猜。错误或虚假的时间会被忽略甚至判为作弊。只影响百度。",
        en="Baidu takes the date of a result from it and sorts timely topics by it; without it, it guesses. Wrong or faked dates are ignored or punished. Baidu only.",
    ),
    fix=Text(
        zh="开发：文章模板输出一段 JSON-LD，含 pubDate 和 upDate，用北京时间。",
        en="Developer: print the JSON-LD with pubDate and upDate, in Beijing time, from the article template.",
    ),
    avoid=Text(zh="不要每天刷新时间装作新文章。", en="Do not renew the date every day."),
    verify=Text(zh="与页面上看得见的日期核对。", en="Compare it with the date readers see."),
    before='"pubDate": "2026/1/31"',
    after='"pubDate": "2026-01-31T08:30:00"',
    matters=Matters.INDIRECT,
    source="https://ziyuan.baidu.com/college/",
    applies="select url_id from temp.html_pages where page_type = 'article'"
    " union select url_id from temp.page_facts where json_extract(facts, '$.baidu.time_factor')",
    needs=frozenset({"facts"}),
    rule=rule,
    effort_hours=1,
    profiles={"baidu": {}, "book-2016": {}},
    good=(
        "<p>茶</p>",
        _factor(pubDate="2024-03-01T08:30:00", upDate="2024-03-01T08:30:00"),
        _factor(pubDate="2024-03-01T08:30:00", upDate="2024-04-01T08:30:00", lrDate="2024-05-01T00:00:00"),
    ),
    bad=(
        '<script type="application/ld+json">{"@type": "Article", "headline": "龙井怎么泡"}</script>',
        _factor(pubDate="2024-03-01T08:30:00+08:00"),
        _factor(pubDate="2024/3/1"),
        _factor(pubDate="2124-03-01T08:30:00"),
        _factor(pubDate="2024-03-02T08:30:00", upDate="2024-03-01T08:30:00"),
    ),
)  # fmt: skip

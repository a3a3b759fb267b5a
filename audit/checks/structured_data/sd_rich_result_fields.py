"""A rich result that lacks one required field is not shown at all.

Judged by the table ``audit/rich_results.toml``; products and breadcrumbs have checks of their own. Recommended fields
are info only.
"""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from audit.rich_results import rich_results
from configs.text import Text
from crawler.records import PageRecord

LD = '<script type="application/ld+json">{{"@context": "https://schema.org", {}}}</script>'


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    rules, told = rich_results(), set()
    for types, role, names in page.facts.structured.shapes:
        wanted = next((rules[name] for name in types.split() if name in rules), None)
        if wanted is None or not names or (role and not wanted.anywhere):
            continue
        required, recommended = wanted.missing(names)
        level = "required" if required else "recommended" if recommended else ""
        if level and (wanted.type, level) not in told:
            told.add((wanted.type, level))
            yield {
                "type": wanted.type,
                "level": level,
                "missing": required or recommended,
                "severity": "error" if required else "info",
            }


check = PageCheck(
    id="sd-rich-result-fields",
    module=__name__,
    severity=Severity.ERROR,
    levels=(Severity.ERROR, Severity.INFO),
    book=None,
    title=Text(zh="结构化数据缺字段，显示不出富结果", en="Structured data lack fields of a rich result"),
    message=Text(zh="{type} 缺少{level}字段：{missing}", en="{type} lacks {level} fields: {missing}"),
    words={
        "required": Text(zh="必需", en="required"),
        "recommended": Text(zh="建议", en="recommended"),
    },
    why=Text(
        zh="缺一个必需字段，搜索结果里的图文、视频或评分样式就不会出现；建议字段只让展示更完整。普通排名不受影响。",
        en="With one required field missing, the picture, film or stars are not shown in results; recommended ones only round it off. Ordinary ranking is not affected.",
    ),
    fix=Text(
        zh="开发：在输出该类型的模板里补上字段，值取自网页上看得见的内容；没有数据就不要声明这个类型。",
        en="Developer: add the fields in the template of that type, with what the page shows. Where there is no data, leave the type out.",
    ),
    avoid=Text(zh="不要编造评分或作者来凑齐字段。", en="Do not invent ratings or authors to fill fields."),
    verify=Text(zh="用 Google 富媒体搜索结果测试工具检查该网址。", en="Try the URL in Google's Rich Results Test."),
    before='{"@type": "VideoObject", "name": "怎样开壶"}',
    after='{"@type": "VideoObject", "name": "怎样开壶", "thumbnailUrl": "…/t.jpg", "uploadDate": "2026-03-01"}',
    matters=Matters.CLICKS,
    source="https://developers.google.com/search/docs/appearance/structured-data/search-gallery",
    applies="select url_id from temp.page_facts where json_extract(facts, '$.structured.shapes') is not null",
    needs=frozenset({"facts"}),
    identity=("type", "level"),
    rule=rule,
    confidence=0.85,
    effort_hours=2,
    profiles={"google": {}, "shop": {}},
    good=(
        LD.format('"@type": "VideoObject", "name": "开壶", "thumbnailUrl": "/t.jpg", "uploadDate": "2026-03-01",'
                  ' "description": "三步", "contentUrl": "/v.mp4", "duration": "PT2M"'),
        LD.format('"@type": "Product", "name": "Pot", "aggregateRating": {"@type": "AggregateRating", "ratingValue": 4.8,'
                  ' "reviewCount": 12}, "image": "/a.png", "offers": {"@type": "Offer", "price": "9", "priceCurrency": "CNY"}'),
        LD.format('"@type": "Organization", "name": "茶舍", "location": {"@type": "LocalBusiness", "name": "一店"}'),
    ),
    bad=(
        LD.format('"@type": "VideoObject", "name": "怎样开壶"'),
        LD.format('"@type": "LocalBusiness", "name": "Tea House", "address": ""'),
        LD.format('"@type": "Product", "name": "壶", "image": "/a.png", "review": {"@type": "Review", "author": "访客"},'
                  ' "offers": {"@type": "Offer", "price": "9", "priceCurrency": "CNY"}'),
        LD.format('"@type": "Article", "headline": "开壶"'),
    ),
)  # fmt: skip

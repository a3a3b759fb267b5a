"""Phones show less of a title than desktop result pages do."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord
from crawler.text import clip_columns, columns


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    width, limit = columns(page.title), int(options["max_units"])
    if width > limit:
        yield {"width": width, "limit": limit, "title": page.title[:300], "visible": clip_columns(page.title, limit)}


check = PageCheck(
    id="title-too-long-mobile",
    module=__name__,
    severity=Severity.NOTICE,
    book="4.3.6",
    title=Text(zh="手机搜索结果里标题显示不全", en="A title is cut off on phones"),
    message=Text(
        zh="标题宽 {width} 列，手机上约显示 {limit} 列，到“{visible}”为止",
        en="{width} columns wide; phones show about {limit}: “{visible}”",
    ),
    why=Text(
        zh="百度手机结果大约只显示 26 个汉字，后面的变成省略号。只影响能不能一眼看懂，不影响排名。",
        en="Mobile results of Baidu show about 52 columns (26 Chinese characters). It only matters for what people read at a glance, not for ranking.",
    ),
    fix=Text(
        zh="编辑：把商品名和区别放在前 26 个汉字以内，店名、活动语放后面或删掉。",
        en="Editor: keep name and difference within the first 52 columns; put the shop's name and slogans behind, or drop them.",
    ),
    avoid=Text(zh="不要为了短而把区别删掉。", en="Do not cut what tells the pages apart."),
    verify=Text(
        zh="重新抓取后，xunlu audit --select title-too-long-mobile。",
        en="After a new crawl: xunlu audit --select title-too-long-mobile.",
    ),
    before="<title>龙井茶 250 克：当季新采、手工炒制、清香耐泡、自饮送礼 | 茶舍</title>",
    after="<title>明前龙井茶 250 克：手工炒制 | 茶舍</title>",
    matters=Matters.CLICKS,
    source="https://ziyuan.baidu.com/college/",
    applies="select url_id from temp.html_pages where title <> ''",
    options={
        "max_units": Option(52, "display columns"),
    },
    rule=rule,
    effort_hours=0.25,
    effort_unit="page",
    profiles={"baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        f"<title>{'壶' * 26}</title>",
        "<title>How to choose a teapot, and how to keep it | Tea</title>",
    ),
    bad=(
        "<title>怎样挑选一把好用的茶壶：容量、泥料与日常养护方法 | 茶舍</title>",
        "<title>How to choose a teapot, care for it and store your tea</title>",
    ),
)  # fmt: skip

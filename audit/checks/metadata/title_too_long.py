"""Result pages cut a title at a fixed width, and one Chinese character is as wide as two Latin ones."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord
from crawler.text import clip_columns, columns

PIXELS = 10  # per column, at the 20 px of a result's title


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    width = columns(page.title)
    limit = int(min(options["max_units"], options["max_px"] / PIXELS))
    if width > limit:
        visible = clip_columns(page.title, limit)
        yield {"width": width, "limit": limit, "pixels": width * PIXELS, "title": page.title[:300], "visible": visible}


check = PageCheck(
    id="title-too-long",
    module=__name__,
    severity=Severity.WARNING,
    book="4.3.6",
    title=Text(zh="标题太长，搜索结果里会被截断", en="A title is too long and gets cut off in results"),
    message=Text(zh="标题宽 {width} 列，上限 {limit} 列，只显示到“{visible}”", en="{width} columns wide, limit {limit}; only “{visible}” shows"),
    why=Text(
        zh="超出部分显示成省略号，或者整条标题被引擎改写，点击率可能下降。长度本身不是排名因素，被截掉的词仍会被读取。",
        en="The rest becomes an ellipsis, or the engine rewrites the title; fewer people may click. Length is no ranking factor: words that are cut off are still read.",
    ),
    fix=Text(
        zh="编辑：把主关键词和区别放在前 30 个汉字（60 个字母）内，删掉重复的店名、促销语；开发：模板里的店名后缀用短的。",
        en="Editor: put keyword and difference into the first 60 columns (30 Chinese characters), drop repeated shop names and slogans. Developer: shorten the suffix in the template.",
    ),
    avoid=Text(zh="不要为凑长度删掉产品名。", en="Do not cut the product's name to save room."),
    verify=Text(zh="重新抓取后，xunlu audit --select title-too-long。", en="After a new crawl: xunlu audit --select title-too-long."),
    before="<title>龙井茶：当季新采、手工炒制、清香耐泡，自饮送礼两相宜，多仓发货 | 茶舍官方商城</title>",
    after="<title>明前龙井茶 250 克：手工炒制 | 茶舍</title>",
    matters=Matters.CLICKS,
    source="https://developers.google.com/search/docs/appearance/title-link",
    applies="select url_id from temp.html_pages where title <> ''",
    options={"max_units": Option(60, "display columns"), "max_px": Option(600, "pixels at 20 px")},
    rule=rule,
    effort_hours=0.25,
    effort_unit="page",
    profiles={
        "google": {},
        "baidu": {"thresholds": {"max_units": 63, "max_px": 630}},
        "book-2016": {"thresholds": {"max_units": 63, "max_px": 630}},
        "shop": {},
    },
    good=(f"<title>{'红' * 30}</title>", "<title>Black tea buying guide</title>"),
    bad=(
        "<title>怎样挑选一把好用的茶壶：容量、泥料、做工、出水与日常养护一次说清 | 茶舍</title>",
        "<title>How to choose a teapot, care for it for years, and store your tea</title>",
    ),
)  # fmt: skip

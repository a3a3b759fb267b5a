"""A title of a word or two leaves room unused that could say what is special about the page.

Widths are display columns: a Han character is as wide as two Latin ones.
"""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from audit.titles import placeholder
from configs.text import Text
from crawler.records import PageRecord
from crawler.text import columns, dominant_script, han_chars, latin_words


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    if not page.title or placeholder(page.title, page.url):
        return  # other checks speak of them
    width, script = columns(page.title), dominant_script(han_chars(page.title), latin_words(page.title))
    limit = {"han": 2 * options["notice_han_chars"], "latin": options["notice_latin_chars"]}[script]
    if width < max(limit, options["warning_units"]):
        level = "warning" if width < options["warning_units"] else "notice"
        yield {"width": width, "limit": limit, "title": page.title, "severity": level}


check = PageCheck(
    id="title-too-short",
    module=__name__,
    severity=Severity.NOTICE,
    levels=(Severity.WARNING, Severity.NOTICE),
    book="4.3.6",
    title=Text(zh="标题太短，没说清卖什么", en="A title is too short to say what is offered"),
    message=Text(
        zh="标题“{title}”只有 {width} 列宽，建议不少于 {limit} 列",
        en="“{title}” is {width} columns wide; {limit} or more are advised",
    ),
    why=Text(
        zh="标题是搜索结果里最显眼的位置，只写一两个词，别人看不出规格、产地、和同类有什么不同。短本身不会被罚。",
        en="The title is the most visible line of a result. With a word or two nobody sees size, origin or what sets it apart. Short titles are not punished as such.",
    ),
    fix=Text(
        zh="编辑：补上买家会搜的词，如规格、材质、产地、用途，写成“商品 + 特点 | 店名”；开发：模板自动带上规格和店名。",
        en="Editor: add what buyers search for: size, material, origin, use. Developer: let the template add size and shop name.",
    ),
    avoid=Text(zh="不要用重复的词或促销语凑长度。", en="Do not pad with repeated words or slogans."),
    verify=Text(
        zh="重新抓取后，xunlu audit --select title-too-short。",
        en="After a new crawl: xunlu audit --select title-too-short.",
    ),
    before="<title>茶壶</title>",
    after="<title>紫砂茶壶 250 毫升：宜兴手工 | 茶舍</title>",
    matters=Matters.CLICKS,
    source="https://developers.google.com/search/docs/appearance/title-link",
    applies="select url_id from temp.html_pages where title <> ''",
    options={
        "notice_latin_chars": Option(30, "Latin characters"),
        "notice_han_chars": Option(8, "Han characters"),
        "warning_units": Option(10, "display columns"),
    },
    rule=rule,
    effort_hours=0.25,
    effort_unit="page",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        "<title>怎样挑选一把好用的茶壶</title>",
        "<title>Teapots made by hand in Yixing</title>",
        "<title></title>",
        "<title>首页</title>",
    ),
    bad=(
        "<title>好用的茶壶</title>",
        '<title>茶壶</title><meta name="description" content="容量、泥料、出水怎么看，新壶怎么开，日常怎么养。">',
        "<title>How to choose a teapot</title>",
        "<title>Ｔeapots</title>",
    ),
)  # fmt: skip

"""A description of a few words leaves most of the two lines under a result empty."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord
from crawler.text import columns, dominant_script, han_chars, latin_words


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    text = page.description
    width = columns(text)
    if not width or width >= max(options["min_latin_chars"], 2 * options["min_han_chars"]):
        return
    han = dominant_script(han_chars(text), latin_words(text)) == "han"
    if width < (2 * options["min_han_chars"] if han else options["min_latin_chars"]):
        yield {"width": width, "wanted": 2 * options["ideal_han_chars"], "description": text}


check = PageCheck(
    id="description-too-short",
    module=__name__,
    severity=Severity.NOTICE,
    book="4.3.6",
    title=Text(zh="搜索结果里的介绍太短", en="A summary is very short"),
    message=Text(
        zh="介绍只有 {width} 列宽，建议 {wanted} 列左右：“{description}”",
        en="{width} columns wide, about {wanted} are advised: “{description}”",
    ),
    why=Text(
        zh="标题下面有两行可以写，只写几个字，引擎往往弃之不用、从正文里截取。不影响排名。",
        en="Two lines are there to be used; engines often drop a few words and quote the text instead. No ranking factor.",
    ),
    fix=Text(
        zh="编辑：写一两句完整的话，约 50 个汉字，说清是什么、有何不同、怎么送货；开发：模板可用商品卖点加规格生成。",
        en="Editor: write one or two whole sentences of about 100 columns: what it is, what is special, how it is delivered. Developer: build it from selling points and sizes.",
    ),
    avoid=Text(zh="不要堆关键词凑长度。", en="Do not pad with keywords."),
    verify=Text(
        zh="重新抓取后，xunlu audit --select description-too-short。",
        en="After a new crawl: xunlu audit --select description-too-short.",
    ),
    before='<meta name="description" content="滇红茶">',
    after='<meta name="description" content="云南凤庆大叶种滇红，蜜香甜润，100 克试饮装，当日发货，七天可退换。">',
    matters=Matters.CLICKS,
    source="https://developers.google.com/search/docs/appearance/snippet",
    applies="select url_id from temp.html_pages where description <> ''",
    options={
        "min_latin_chars": Option(70, "Latin characters"),
        "min_han_chars": Option(25, "Han characters"),
        "ideal_han_chars": Option(50, "Han characters", "https://ziyuan.baidu.com/college/"),
    },
    rule=rule,
    effort_hours=0.25,
    effort_unit="page",
    profiles={"google": {}, "baidu": {}, "book-2016": {"thresholds": {"min_han_chars": 15}}, "shop": {}},
    good=(
        f'<meta name="description" content="{"壶" * 25}">',
        '<meta name="description" content="">',
        '<meta name="description" content="Teapots made by hand in Yixing, tested with water one by one, returned within a week.">',
    ),
    bad=(
        '<meta name="description" content="容量、泥料、出水怎么看。">',
        '<meta name="description" content="Teapots made by hand.">',
    ),
)  # fmt: skip

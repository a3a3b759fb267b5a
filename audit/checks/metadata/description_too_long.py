"""Results show about two lines of a description; what comes later is cut off.

Widths are display columns: a Han character is as wide as two Latin ones, in a result too.
"""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord
from crawler.text import clip_columns, columns, dominant_script, han_chars, latin_words

PIXELS = 6.15  # per column, in the letters of a result's two lines


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    width = columns(page.description)
    if width <= min(options["max_latin_chars"], 2 * options["max_han_chars"], options["max_px"] / PIXELS):
        return
    han = dominant_script(han_chars(page.description), latin_words(page.description)) == "han"
    most = 2 * options["max_han_chars"] if han else options["max_latin_chars"]
    limit = int(min(most, options["max_px"] / PIXELS))
    far = 2 * options["warning_han_chars"] if han else options["warning_latin_chars"]
    if width > limit:
        yield {
            "width": width,
            "limit": limit,
            "visible": clip_columns(page.description, limit),
            "description": page.description[:400],
            "severity": "warning" if width > far else "notice",
        }


check = PageCheck(
    id="description-too-long",
    module=__name__,
    severity=Severity.NOTICE,
    levels=(Severity.WARNING, Severity.NOTICE),
    book="4.3.6",
    title=Text(zh="搜索结果里的介绍太长，会被截断", en="A summary is too long and gets cut off"),
    message=Text(
        zh="介绍宽 {width} 列，约显示 {limit} 列，到“{visible}”为止",
        en="{width} columns wide, about {limit} are shown: “{visible}”",
    ),
    why=Text(
        zh="结果页大约显示 80 个汉字，后面变成省略号，重点写在后面就没人看到。不影响排名；手机上显示得更少。",
        en="Results show about 160 columns (80 Chinese characters); what stands behind is not read. No ranking factor; phones show less.",
    ),
    fix=Text(
        zh="编辑：把卖点、规格、配送写在前 50 个汉字里，删掉关键词罗列；开发：自动生成时在句号处截断，不要整段正文塞进去。",
        en="Editor: put advantages, sizes, delivery first; drop lists of keywords. Developer: when generating, cut at the end of a sentence instead of pouring in the whole text.",
    ),
    avoid=Text(zh="不要为凑字数重复店名。", en="Do not fill it up with the shop's name."),
    verify=Text(
        zh="重新抓取后，xunlu audit --select description-too-long。",
        en="After a new crawl: xunlu audit --select description-too-long.",
    ),
    before='<meta name="description" content="（两百字的公司介绍……）">',
    after='<meta name="description" content="宜兴手工紫砂壶，原矿泥料，250 毫升，逐把试水，七天可退换。">',
    matters=Matters.CLICKS,
    source="https://developers.google.com/search/docs/appearance/snippet",
    applies="select url_id from temp.html_pages where description <> ''",
    options={
        "warning_latin_chars": Option(320, "Latin characters"),
        "max_latin_chars": Option(160, "Latin characters"),
        "max_han_chars": Option(80, "Han characters"),
        "max_px": Option(985, "pixels in the letters of a result"),
        "warning_han_chars": Option(120, "Han characters"),
    },
    rule=rule,
    effort_hours=0.25,
    effort_unit="page",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        f'<meta name="description" content="{"壶" * 80}">',
        '<meta name="description" content="">',
    ),
    bad=(
        f'<meta name="description" content="{"容量、泥料、出水怎么看。" * 7}">',
        f'<meta name="description" content="{"容量、泥料、出水怎么看。" * 12}">',
        f'<meta name="description" content="{"Size, clay and pour of a teapot. " * 5}">',
    ),
)  # fmt: skip

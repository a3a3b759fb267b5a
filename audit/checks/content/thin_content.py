"""A page with hardly any text of its own gives an engine little reason to show it and a visitor little to decide on."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord
from crawler.text import dominant_script

UNITS = {"han": "han_chars", "latin": "latin_words"}


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    script = dominant_script(page.han_chars, page.latin_words)
    unit = UNITS[script]
    # Two Han characters count as one word.
    length = page.han_chars + 2 * page.latin_words if script == "han" else page.latin_words + page.han_chars // 2
    reached = [name for name in ("error", "warning", "notice") if length < options[f"{name}_{unit}"]]
    if not reached:
        return
    level = reached[0]
    if level == "error" and not page.indexable:
        level = "warning"
    yield {
        "length": length,
        "unit": unit,
        "limit": options[f"{level}_{unit}"],
        "han_chars": page.han_chars,
        "latin_words": page.latin_words,
        "severity": level,
    }


check = PageCheck(
    id="thin-content",
    module=__name__,
    severity=Severity.WARNING,
    levels=(Severity.ERROR, Severity.WARNING, Severity.NOTICE),
    book="4.3.6",
    title=Text(zh="网页正文太少", en="A page has very little text of its own"),
    message=Text(zh="正文 {length} {unit}，少于 {limit}", en="{length} {unit} of main text, fewer than {limit}"),
    words={"han_chars": Text(zh="个汉字", en="Han characters"), "latin_words": Text(zh="个词", en="words")},
    why=Text(
        zh="导航和页脚之外几乎没有自己的内容，引擎难以判断它能回答什么问题，访客也缺少购买依据。字数不是排名因素，够用就好。",
        en="Beside menus and footer there is hardly anything: engines cannot tell which question it answers, and buyers find no reason to decide. Word count is no ranking factor; enough is enough.",
    ),
    fix=Text(
        zh="编辑：商品页补上材质、规格、用法、适合谁、常见问题；分类页写一段选购说明。内容几乎相同的商品合并成一页多规格。",
        en="Editor: add material, sizes, use, for whom, common questions; give categories a short buying guide. Merge nearly equal products into one page with variants.",
    ),
    avoid=Text(zh="不要凑字数、复制厂家文案或批量生成。", en="Do not pad, copy the maker's text, or generate it in bulk."),
    verify=Text(zh="重新抓取后，xunlu audit --select thin-content。", en="After a new crawl: xunlu audit --select thin-content."),
    before="<main><h1>铁观音</h1><p>好茶，欢迎选购。</p></main>",
    after="<main><h1>铁观音</h1><p>产自安溪感德，清香型，三次发酵……</p><h2>怎么泡</h2>…</main>",
    matters=Matters.INDIRECT,
    source="https://developers.google.com/search/docs/fundamentals/creating-helpful-content",
    options={
        "notice_latin_words": Option(300, "Latin words"),
        "notice_han_chars": Option(600, "Han characters"),
        "warning_latin_words": Option(200, "Latin words"),
        "warning_han_chars": Option(200, "Han characters"),
        "error_latin_words": Option(50, "Latin words"),
        "error_han_chars": Option(50, "Han characters"),
    },
    rule=rule,
    confidence=0.85,
    effort_hours=0.5,
    effort_unit="page",
    profiles={
        "google": {},
        "baidu": {},
        "book-2016": {},
        "shop": {
            "thresholds": {
                "notice_latin_words": 200,
                "notice_han_chars": 400,
                "warning_latin_words": 100,
                "warning_han_chars": 150,
            }
        },
    },
    good=(f"<main><h1>茶</h1><p>{'茶叶产自安溪感德镇。' * 70}</p></main>", f"<main><h1>茶</h1><p>{'Grown high in the hills. ' * 70}</p></main>"),
    bad=(
        f"<main><h1>茶</h1><p>{'茶叶产自安溪感德镇。' * 30}</p></main>",
        f"<main><h1>茶</h1><p>{'茶叶产自安溪感德镇。' * 10}</p></main>",
        "<main><h1>Tea</h1><p>A fine tea.</p></main>",
    ),
)  # fmt: skip

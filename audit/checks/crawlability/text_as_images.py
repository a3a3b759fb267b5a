"""Text in pictures cannot be searched, read aloud, enlarged or translated.

Pictures whose width the page declares are judged; linked ones are cards of a list and left out.
"""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from audit.textsize import is_short
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    widths = [width for width in page.facts.delivery.image_widths if width > options["min_width_px"]]
    short = is_short(page, options["max_han"], options["max_words"])
    if short and len(widths) >= options["min_images"]:
        yield {
            "images": len(widths),
            "widest_px": max(widths),
            "han_chars": page.han_chars,
            "latin_words": page.latin_words,
        }


check = PageCheck(
    id="text-as-images",
    module=__name__,
    severity=Severity.WARNING,
    book="4.3.4",
    title=Text(zh="内容像是做成了图片，几乎没有文字", en="The content seems to be pictures with hardly any text"),
    message=Text(zh="{images} 张大图，正文只有 {han_chars} 个汉字、{latin_words} 个词", en="{images} large pictures and only {han_chars} Han characters and {latin_words} words of text"),
    why=Text(
        zh="详情长图里的材质、规格、卖点，搜索引擎基本读不到，读屏用户听不到，手机上字也太小。作品集、相册这样做是正常的。",
        en="Material, sizes and selling points in pictures are hardly read by engines, not heard by screen readers, and too small on phones. Normal for galleries.",
    ),
    fix=Text(
        zh="编辑：把图里的关键信息写成正文，如参数表、尺寸、用法；图片只留实物，并写好 alt。",
        en="Editor: write what matters in the pictures as text: table of data, sizes, use; keep pictures of the goods and give them alt texts.",
    ),
    avoid=Text(zh="不要把整段文案塞进 alt。", en="Do not stuff whole paragraphs into alt."),
    verify=Text(zh="在网页里能选中、复制这些文字。", en="The text can be selected and copied in the page."),
    before='<main><img src="detail-1.jpg" width="750"><img src="detail-2.jpg" width="750">…</main>',
    after="<main><h2>规格</h2><table>…</table><img … alt=\"壶身细节\"></main>",
    matters=Matters.INDIRECT,
    source="https://developers.google.com/search/docs/appearance/google-images",
    needs=frozenset({"facts"}),
    options={
        "max_han": Option(100, "Han characters"),
        "max_words": Option(60, "Latin words"),
        "min_images": Option(3, "images"),
        "min_width_px": Option(400, "CSS pixels"),
    },
    rule=rule,
    confidence=0.85,
    effort_hours=1,
    effort_unit="page",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        '<main><h1>红茶</h1><img src="/1.jpg" width="750" alt="壶"><img src="/2.jpg" width="750" alt="杯"></main>',
        '<main><h1>红茶</h1>' + '<a href="/p"><img src="/1.jpg" width="480" alt="壶"></a>' * 4 + "</main>",
        '<img src="/1.jpg" width="750" alt="壶">' * 3 + "<p>茶</p>",
    ),
    bad=(
        "<main><h1>红茶礼盒</h1>" + '<p><img src="/d.jpg" width="750" alt="详情"></p>' * 3 + "</main>",
        "<main><h1>Tea</h1>" + '<img src="/d.jpg" style="width: 800px" alt="detail">' * 4 + "</main>",
    ),
)  # fmt: skip

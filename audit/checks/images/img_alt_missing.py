"""The alt text is what a blind shopper hears and what image search reads."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    share = page.images_no_alt / page.images if page.images else 0.0
    if page.images_no_alt:
        level = "warning" if share > options["warning_share"] else "notice"
    elif page.images_empty_alt_px > options["min_px"]:
        level = "info"  # too large for an ornament, yet it may be one
    else:
        return
    yield {
        "state": "none" if page.images_no_alt else "empty",
        "missing": page.images_no_alt,
        "images": page.images,
        "share": round(share, 4),
        "empty_px": page.images_empty_alt_px,
        "src": list(page.images_no_alt_src[:3]),
        "severity": level,
    }


check = PageCheck(
    id="img-alt-missing",
    module=__name__,
    severity=Severity.NOTICE,
    levels=(Severity.WARNING, Severity.NOTICE, Severity.INFO),
    book="4.3.6",
    title=Text(zh="图片没有文字说明", en="Pictures have no text alternative"),
    message=Text(
        zh="{state}（{images} 张图片里 {missing} 张没写）：{src}", en="{state} ({missing} of {images} pictures lack it): {src}"
    ),
    words={"none": Text(zh="没有 alt", en="no alt"), "empty": Text(zh="有大图的 alt 是空的", en="a large picture has an empty alt")},
    why=Text(
        zh="看不见图片的访客不知道卖的是什么，读屏软件只能念文件名；图片搜索也靠它了解内容。对网页搜索排名帮助很小。",
        en="Shoppers who cannot see the picture hear a file name instead of the product; image search relies on the text too. For web search it helps little.",
    ),
    fix=Text(
        zh="编辑：用一句话说出图里是什么，如“青瓷盖碗侧面”；开发：商品图模板默认用“商品名 + 角度”，纯装饰图写 alt=\"\"。",
        en="Editor: say in a few words what the picture shows: “celadon gaiwan, side view”. Developer: let the template default to product name and view; purely decorative pictures get alt=\"\".",
    ),
    avoid=Text(zh="不要往 alt 里堆关键词。", en="Do not stuff keywords into alt."),
    verify=Text(zh="重新抓取后，xunlu audit --select img-alt-missing。", en="After a new crawl: xunlu audit --select img-alt-missing."),
    before='<img src="/img/gaiwan-320.png">',
    after='<img src="/img/gaiwan-320.png" alt="青瓷盖碗侧面">',
    matters=Matters.UX,
    source="https://developers.google.com/search/docs/appearance/google-images",
    applies="select url_id from temp.html_pages where images > 0",
    options={"warning_share": Option(0.3, "share of the content images, 0-1"), "min_px": Option(200, "pixels")},
    rule=rule,
    effort_hours=2,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        '<main><img src="/a.png" alt="青瓷盖碗"><img src="/line.png" alt="" width="200"></main>',
        '<main><img src="/pixel.gif" width="1" height="1"><img src="/deco.png" aria-hidden="true"></main>',
    ),
    bad=(
        '<main><img src="/a.png"><img src="/b.png" alt="Gaiwan"></main>',
        '<main><img src="/a.png" alt="" width="320"></main>',
        '<main><img src="/a.png"><img src="/b.png" alt="壶"><img src="/c.png" alt="杯"><img src="/d.png" alt="茶"></main>',
    ),
)  # fmt: skip

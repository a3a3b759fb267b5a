"""Without width and height the text below a picture jumps down when the picture arrives.

Only the markup is known: a style sheet may reserve the space as well, so the verdict is a possible one.
"""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    media = page.facts.media
    if media.unsized:
        yield {"images": media.images, "unsized": media.unsized, "src": list(media.unsized_src[:3])}


check = PageCheck(
    id="img-no-dimensions",
    module=__name__,
    severity=Severity.NOTICE,
    book=None,
    title=Text(zh="图片没写宽高，加载时内容会跳动", en="Pictures without a size make the page jump while it loads"),
    message=Text(zh="{images} 张图片中 {unsized} 张没写宽高：{src}", en="{unsized} of {images} pictures have no width and height: {src}"),
    why=Text(
        zh="图片到达之前浏览器不知道要留多大地方，到达后下面的内容被顶开，访客容易点错。版面稳定是较弱的排名因素；样式表里若已留出位置则无碍。",
        en="Until the picture arrives the browser reserves no room; then everything below moves, and visitors tap the wrong thing. A steady layout is a weak ranking factor. No harm if a style sheet reserves the room.",
    ),
    fix=Text(
        zh="开发：在图片模板里输出原图的 width 和 height，再用 CSS 写 height: auto 保持自适应。",
        en="Developer: let the template print the width and height of the file, with height: auto in the CSS to keep it fluid.",
    ),
    avoid=Text(zh="不要写与原图比例不符的数值。", en="Do not write numbers of another proportion."),
    verify=Text(zh="在开发者工具里限速刷新，看文字是否移动。", en="Reload with throttling in the developer tools and watch the text."),
    before='<img src="/pot.jpg" alt="紫砂壶">',
    after='<img src="/pot.jpg" alt="紫砂壶" width="640" height="480">',
    matters=Matters.UX,
    source="https://web.dev/articles/optimize-cls",
    applies="select url_id from temp.html_pages where images > 0",
    needs=frozenset({"facts"}),
    rule=rule,
    confidence=0.5,
    effort_hours=2,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=(
        '<main><img src="/a.png" alt="壶" width="320" height="240"></main>',
        '<main><img src="/a.png" alt="Pot" style="aspect-ratio: 4 / 3"></main>',
        '<main><img src="/pixel.gif" alt="" width="1"></main>',
    ),
    bad=(
        '<main><img src="/a.png" alt="壶"><img src="/b.png" alt="杯" width="320" height="240"></main>',
        '<main><img src="/a.png" alt="Pot" width="320"></main>',
        '<main><img src="/a.png" alt="壶" style="width: 100%; height: auto"></main>',
    ),
)  # fmt: skip

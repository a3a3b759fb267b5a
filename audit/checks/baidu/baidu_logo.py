"""Baidu may show a site's logo beside its results, if the picture is large enough.

Only the declared size is known; whether the picture is transparent is left to the eye.
"""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    logo = page.facts.baidu.logo
    least = int(options["min_width"]), int(options["min_height"])
    if not logo or logo[0].lower().partition("?")[0].endswith(".svg"):
        return
    src, width, height = logo
    if width and height and (width < least[0] or height < least[1]):
        yield {"src": src, "width": width, "height": height, "min_width": least[0], "min_height": least[1]}


check = PageCheck(
    id="baidu-logo",
    module=__name__,
    severity=Severity.INFO,
    scope="site",
    book="4.3.6",
    title=Text(zh="首页 Logo 的尺寸小于百度的要求", en="The logo of the home page is smaller than Baidu asks for"),
    message=Text(
        zh="{src} 为 {width} × {height} 像素，要求至少 {min_width} × {min_height}",
        en="{src} is {width} × {height} px, asked for are {min_width} × {min_height}",
    ),
    why=Text(
        zh="百度有时在结果旁显示站点 Logo，从页首左上角或站长平台提交的图里取。小图不合要求，只影响展示，不影响排名。",
        en="Baidu sometimes shows a logo beside results, taken from the top left of the page or uploaded by the owner. A small one does not qualify. Display only, no ranking factor.",
    ),
    fix=Text(
        zh="编辑：准备一张不小于要求、背景不透明的 Logo，在百度搜索资源平台提交；页面上可以用 CSS 显示得小一些。",
        en="Editor: prepare an opaque picture of that size and submit it in Baidu's webmaster tools; on the page CSS may show it smaller.",
    ),
    avoid=Text(zh="不要把小图直接拉大。", en="Do not stretch a small picture."),
    verify=Text(zh="在百度搜索资源平台的“站点属性”里查看。", en="Look at the site's properties in Baidu's webmaster tools."),
    before='<img src="/logo.png" width="96" height="40">',
    after='<img src="/logo-400.png" width="400" height="266">',
    matters=Matters.CLICKS,
    source="https://ziyuan.baidu.com/college/",
    applies="select url_id from temp.start_pages",
    needs=frozenset({"facts"}),
    options={"min_width": Option(200, "pixels"), "min_height": Option(133, "pixels")},
    rule=rule,
    effort_hours=1,
    effort_unit="site",
    profiles={"baidu": {}, "book-2016": {}},
    good=(
        '<main><div class="logo"><img src="/logo.png" alt="茶舍" width="240" height="160"></div></main>',
        '<main><div class="logo"><img src="/logo.svg" alt="茶舍" width="96" height="40"></div></main>',
        '<main><img src="/tea.png" alt="Tea" width="20" height="20"></main>',
    ),
    bad=('<main><div id="logo"><img src="/logo.png" alt="茶舍" width="96" height="40"></div></main>',),
)  # fmt: skip

"""Where menus, side columns and footers outweigh the page's own text, pages resemble each other.

Home and category pages, whose content is their links, are left out.
"""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord

MIN_VISIBLE = 300  # characters: below, the page is thin, not overgrown
LISTS = ("home", "category", "account")


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    if page.page_type in LISTS or page.visible_chars < MIN_VISIBLE:
        return
    own = len(page.main_text) - page.main_text.count(" ") - page.main_text.count("\n")
    share = 1 - own / page.visible_chars
    if share > options["max_share"]:
        yield {"share": round(share, 3), "own": own, "visible": page.visible_chars}


check = PageCheck(
    id="boilerplate-share",
    module=__name__,
    severity=Severity.NOTICE,
    book="4.3.6",
    title=Text(zh="网页上大半是各页相同的内容", en="Most of a page is what every page has"),
    message=Text(
        zh="{visible} 个可见字符里，正文只有 {own} 个，其余 {share:.0%} 是导航、侧栏、页脚",
        en="of {visible} visible characters {own} are main text; {share:.0%} is menu, side column and footer",
    ),
    why=Text(
        zh="各页看起来差不多，引擎不容易分辨，访客也要翻很久才看到正文。不是单独的排名因素。",
        en="Pages look alike to engines, and visitors scroll long before the text begins. No ranking factor of its own.",
    ),
    fix=Text(
        zh="编辑：充实这一页自己的内容；开发：收起过长的菜单和推荐栏，正文放进 <main>。",
        en="Editor: add what is special to this page. Developer: shorten menus and recommendations, and put the text into <main>.",
    ),
    avoid=Text(zh="不要用脚本把导航藏起来了事。", en="Do not just hide the menu with scripts."),
    verify=Text(
        zh="重新抓取后，xunlu audit --select boilerplate-share。",
        en="After a new crawl: xunlu audit --select boilerplate-share.",
    ),
    before="<nav>（三百个链接）</nav><p>好茶。</p>",
    after="<nav>（一级分类）</nav><main>（商品介绍、规格、用法）</main>",
    matters=Matters.INDIRECT,
    source="https://developers.google.com/search/docs/fundamentals/creating-helpful-content",
    applies="select url_id from temp.html_pages where page_type not in ('home', 'category', 'account')",
    options={
        "max_share": Option(0.7, "share of the visible characters, 0-1"),
    },
    rule=rule,
    reads=frozenset({"main_text"}),
    confidence=0.85,
    effort_hours=2,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        "<p>茶</p>",
        "<main><h1>茶</h1></main>",
    ),
    bad=(
        f"<main><h1>好用的茶壶</h1><p>一把好茶壶。</p></main><footer>{'茶具分类和服务说明。' * 50}</footer>",
    ),
    with_=frozenset({"thin-content"}),
)  # fmt: skip

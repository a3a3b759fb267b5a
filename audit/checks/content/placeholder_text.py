"""A page that went live with the words of its template tells visitors that nobody finished the shop.

Narrower than the checklist: whole lines of the main text only. None is a sentence that mentions such a text, a page about
fonts, templates or placeholders by its title, one that shows code, or a label that asks to fill in a form; “sample text”
and 测试内容, which may be a preview or a heading, count from three lines on. “Your text here” is what shops print on mugs.
"""

from collections.abc import Iterator

from audit.placeholders import about_them, stand_ins
from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord

CONTROLS = 3  # fields from which a page holds a form to be filled in, rather than a search and a number


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    found = stand_ins(page.main_text)
    if found is None or about_them(page.title, page.h1):
        return
    if found.kind == "ask" and page.facts.forms.controls >= CONTROLS:
        return
    yield {"kind": found.kind, "lines": found.lines, "text": found.text}


LATIN = "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore."

check = PageCheck(
    id="placeholder-text",
    module=__name__,
    severity=Severity.ERROR,
    book=None,
    tier="extended",
    title=Text(zh="网页上还留着占位文字", en="A page still shows placeholder text"),
    message=Text(zh="{lines} 行{kind}：“{text}”", en="{lines} lines of {kind}: “{text}”"),
    words={
        "latin": Text(zh="假拉丁文（Lorem ipsum）", en="pseudo-Latin (lorem ipsum)"),
        "fill-in": Text(zh="待填写的文字", en="text still to be written"),
        "ask": Text(zh="待填写的文字", en="text still to be written"),
        "default": Text(zh="程序或主题自带的文字", en="text that came with the program or theme"),
        "sample": Text(zh="示例文字", en="sample text"),
    },
    why=Text(
        zh="访客一看就知道店没做完，不敢下单；同样的文字网上成千上万，引擎不会把它当作有用的内容。",
        en="Visitors see that the shop is not finished and do not dare to buy; thousands of sites hold the same words, so engines find nothing useful in it.",
    ),
    fix=Text(
        zh="编辑：补上真正的内容，或先下架这一页；开发：把模板里的默认文字改为空，没有内容时整块不显示。",
        en="Editor: write the real text, or take the page offline until then. Developer: let templates leave empty blocks out instead of filling them.",
    ),
    avoid=Text(
        zh="不要用 CSS 藏起来，也不要换成另一段套话。",
        en="Do not hide it by CSS, nor put other boilerplate in its place.",
    ),
    verify=Text(
        zh="站内搜索 lorem、“此处”；重新抓取后，xunlu audit --select placeholder-text。",
        en="Search the shop for lorem; after a new crawl: xunlu audit --select placeholder-text.",
    ),
    before=f"<p>{LATIN}</p>",
    after="<p>产自宜兴的紫泥壶，一百五十毫升……</p>",
    matters=Matters.INDIRECT,
    source="https://developers.google.com/search/docs/fundamentals/creating-helpful-content",
    needs=frozenset({"facts"}),
    rule=rule,
    reads=frozenset({"main_text"}),
    confidence=0.85,
    effort_hours=0.5,
    effort_unit="page",
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=(
        "<p>茶</p>",
        "<p>Tea</p>",
        f"<title>怎样用假文排版 | 茶舍</title><p>{LATIN}</p>",
        f"<title>Font specimens | Tea House</title><p>{LATIN}</p>",
        "<p>Printers have used “Lorem ipsum dolor sit amet, consectetur adipiscing elit” since the sixties, and nobody reads it.</p>",
        "<p>Neque porro quisquam est, qui dolorem ipsum quia dolor sit amet, consectetur, adipisci velit, sed quia non numquam.</p>",
        "<div><h2>测试内容</h2><p>听力、口语、阅读三项，每项一小时。</p></div>",
        "<form><label>此处填写内容</label><input name='a'><input name='b'><textarea name='c'></textarea></form><p>此处填写内容</p>",
        "<p>请在此处填写您的姓名和电话。</p>",
        "<div><p>Your text here</p><p>Sample text</p></div>",
        "<div><p>点击这里添加客服微信。</p><p>这里是宜兴。</p><p>测试产品有热电偶和示波器。</p></div>",
    ),
    bad=(
        f"<p>{LATIN}</p>",
        f"<title>Lorem ipsum dolor sit amet</title><p>{LATIN}</p>",
        "<p>此处填写商品描述</p>",
        "<p>内容内容内容内容</p>",
        "<div><p>点击此处添加标题</p><p>单击此处编辑文字</p></div>",
        "<div><p>测试内容</p><p>测试内容</p><p>测试内容</p></div>",
        "<p>Product description goes here.</p>",
        "<p>Welcome to WordPress. This is your first post. Edit or delete it, then start writing!</p>",
        "<p>欢迎使用 WordPress。这是您的第一篇文章。编辑或删除它，然后开始写作吧！</p>",
    ),
)  # fmt: skip

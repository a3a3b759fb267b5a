"""What stands in a frame belongs to another address: the page itself is empty to an engine."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from audit.textsize import is_short
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    facts = page.facts.delivery
    if facts.frames:
        yield {"kind": "frameset", "source": next(iter(facts.frame_sources), ""), "severity": "error"}
        return
    short = is_short(page, options["max_han"], options["max_words"])
    if facts.large_iframes and short:
        yield {"kind": "iframe", "source": facts.large_iframes[0][0], "severity": "warning"}


check = PageCheck(
    id="frames",
    module=__name__,
    severity=Severity.ERROR,
    levels=(Severity.ERROR, Severity.WARNING),
    book="4.3.4",
    title=Text(zh="内容装在框架里，网页自己是空的", en="The content sits in a frame and the page itself is empty"),
    message=Text(zh="{kind} 里装着 {source}", en="{kind} holds {source}"),
    words={"frameset": Text(zh="框架集（frameset）", en="a frameset"), "iframe": Text(zh="内嵌框架（iframe）", en="an iframe")},
    why=Text(
        zh="框架里的内容算在另一个网址上，搜索引擎看这一页几乎没有文字；访客从搜索进到框架页，又缺了菜单。frameset 已被标准淘汰。",
        en="What is framed counts for another address: engines see a page without text, and visitors who land on the framed part miss the menu. Framesets have left the standard.",
    ),
    fix=Text(
        zh="开发：把框架里的内容直接写进网页，公共部分用模板包含；商品、文章各用自己的网址。视频、地图继续用 iframe 没有问题。",
        en="Developer: put the content into the page itself and shared parts into a template; give products and articles addresses of their own. Iframes for video and maps are fine.",
    ),
    avoid=Text(zh="不要只加 noframes 文字凑数。", en="Do not just add a noframes text."),
    verify=Text(zh="curl -s 网址，能看到正文。", en="curl -s URL shows the text."),
    before='<frameset><frame src="menu.html"><frame src="tea.html"></frameset>',
    after="<nav>…</nav><main><h1>红茶</h1>…</main>",
    matters=Matters.INDEXING,
    source="https://html.spec.whatwg.org/multipage/obsolete.html",
    needs=frozenset({"facts"}),
    options={"max_han": Option(100, "Han characters"), "max_words": Option(60, "Latin words")},
    rule=rule,
    effort_hours=8,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        '<p>视频：</p><iframe src="https://player.bilibili.com/player.html" width="100%" height="500"></iframe>',
        '<main><h1>门店</h1></main><iframe src="/size" width="300" height="200"></iframe>',
        '<iframe src="/reviews.html" width="100%" height="900"></iframe><p>茶</p>',  # with the text of the example page
    ),
    bad=(
        '<html lang="zh"><head><title>茶舍</title></head><frameset cols="20%,80%"><frame src="menu.html"><frame src="茶.html"></frameset></html>',
        '<main><h1>红茶</h1></main><iframe src="/inner/tea.html" style="width:100%;height:800px"></iframe>',
    ),
)  # fmt: skip

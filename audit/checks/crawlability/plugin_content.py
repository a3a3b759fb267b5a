"""Browsers dropped Flash and other plug-ins: what they showed is gone for everybody."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from audit.textsize import is_short
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    plugins = page.facts.delivery.plugins
    if not plugins:
        return
    short = is_short(page, options["max_han"], options["max_words"])
    element, source = plugins[0]
    yield {"element": element, "source": source, "count": len(plugins), "severity": "error" if short else "notice"}


check = PageCheck(
    id="plugin-content",
    module=__name__,
    severity=Severity.NOTICE,
    levels=(Severity.ERROR, Severity.NOTICE),
    book="4.3.4",
    title=Text(zh="网页还在用 Flash 等已淘汰的插件", en="A page still uses Flash or another dead plug-in"),
    message=Text(zh="<{element}> 载入 {source}", en="<{element}> loads {source}"),
    why=Text(
        zh="2021 年起浏览器都不再支持 Flash，访客看到的是空白；搜索引擎也不读取其中的文字和链接。",
        en="Since 2021 no browser runs Flash: visitors see a blank, and engines read neither its text nor its links.",
    ),
    fix=Text(
        zh="开发：动画改用 HTML、CSS 或视频，菜单改成普通链接；编辑：把插件里的文字写进网页。",
        en="Developer: replace animations by HTML, CSS or video, and menus by plain links. Editor: write what the plug-in said into the page.",
    ),
    avoid=Text(zh="不要提示访客安装插件。", en="Do not ask visitors to install a plug-in."),
    verify=Text(zh="curl -s 网址 | grep -iE \"swf|applet\"，应无结果。", en="curl -s URL | grep -iE \"swf|applet\" finds nothing."),
    before='<embed src="intro.swf">',
    after='<video src="intro.mp4" controls></video>',
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/fundamentals/seo-starter-guide",
    needs=frozenset({"facts"}),
    options={"max_han": Option(50, "Han characters"), "max_words": Option(30, "Latin words")},
    rule=rule,
    effort_hours=4,
    profiles={"book-2016": {}},
    good=('<object type="image/svg+xml" data="/壶.svg"></object>', '<embed src="/tea.pdf" type="application/pdf"><p>Tea</p>'),
    bad=(
        '<embed src="/片头.swf">',
        '<main><h1>茶舍</h1></main><object type="application/x-shockwave-flash" data="/menu"></object>',
        '<object><param name="movie" value="banner.swf"></object><p>Tea</p>',
    ),
)  # fmt: skip

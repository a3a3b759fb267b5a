"""A title that nobody chose tells neither visitors nor engines what the page offers."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from audit.titles import placeholder
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    if placeholder(page.title, page.url):
        yield {"title": page.title[:120], "h1": page.h1[:80]}


check = PageCheck(
    id="title-placeholder",
    module=__name__,
    severity=Severity.ERROR,
    book="4.3.6",
    title=Text(zh="标题还是系统默认的", en="A title is still the default of the editor"),
    message=Text(zh="标题是“{title}”（H1：“{h1}”）", en="titled “{title}” (h1: “{h1}”)"),
    why=Text(
        zh="“首页”“无标题文档”这样的标题没有说明网页卖什么，搜索结果里没人愿意点，引擎也只能自己拼一个。",
        en="“Home” or “Untitled” says nothing about the offer: nobody clicks on it, and engines patch a title together themselves.",
    ),
    fix=Text(
        zh="编辑：写“主要内容 | 店名”，首页写“店名 - 一句话介绍”；开发：模板在标题没填时用商品名或分类名代替，不要输出默认值。",
        en="Editor: write “subject | shop”, for the home page “shop - what it sells”. Developer: let the template fall back to the name of product or category.",
    ),
    avoid=Text(zh="不要只换成域名或店名。", en="Do not just put the host name or the shop's name there."),
    verify=Text(
        zh="重新抓取后，xunlu audit --select title-placeholder。",
        en="After a new crawl: xunlu audit --select title-placeholder.",
    ),
    before="<title>无标题文档</title>",
    after="<title>紫砂壶：宜兴手工原矿 | 茶舍</title>",
    matters=Matters.RANKING,
    source="https://developers.google.com/search/docs/appearance/title-link",
    applies="select url_id from temp.html_pages where title <> ''",
    rule=rule,
    effort_hours=0.25,
    effort_unit="page",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        "<title>首页设计中的茶壶陈列 | 茶舍</title>",
        "<title>Home brewing with a teapot | Tea House</title>",
        "<title></title>",
    ),
    bad=(
        "<title>无标题文档</title>",
        "<title>Ｕntitled</title>",
        "<title>example.com</title>",
    ),
    with_=frozenset({"title-too-short"}),
)  # fmt: skip

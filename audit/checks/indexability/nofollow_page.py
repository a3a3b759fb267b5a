"""A page that asks engines to ignore all of its links cuts the site's own paths to its products."""

from collections.abc import Iterator

from audit.directives import directives
from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    for place, text in (("html", page.robots), ("header", page.x_robots)):
        agents = sorted({agent for agent, word in directives(text) if word in ("nofollow", "none")}) if text else []
        if agents:
            yield {"place": place, "agents": agents, "value": text[:200]}


check = PageCheck(
    id="nofollow-page",
    module=__name__,
    severity=Severity.WARNING,
    book=None,
    title=Text(zh="网页让搜索引擎不要跟踪它的任何链接", en="A page tells engines to follow none of its links"),
    message=Text(zh="{place} 中对 {agents} 设置了整页 nofollow：{value}", en="page-wide nofollow for {agents} in {place}: {value}"),
    words={"html": Text(zh="HTML", en="the HTML"), "header": Text(zh="响应头 X-Robots-Tag", en="the X-Robots-Tag header")},
    why=Text(
        zh="页面本身可以收录，但它链接的商品和分类得不到任何传递，只在这里有链接的网页可能不被发现。nofollow 只是提示，有的引擎不理会。",
        en="The page may be indexed, but passes nothing on to the products it links to, and pages linked only from here may not be found. It is a hint that some engines ignore.",
    ),
    fix=Text(
        zh="开发：在模板或 SEO 插件里把 nofollow 改成 follow；只想排除个别链接，就给那条链接单独写 rel=\"nofollow\"。",
        en="Developer: change nofollow to follow in the template or SEO plugin. To exclude single links, put rel=\"nofollow\" on those.",
    ),
    avoid=Text(zh="不要用它“保存权重”，没有这种效果。", en="Do not use it to “keep” link value: that does not work."),
    verify=Text(zh="curl -si 网址 | grep -i nofollow。", en="curl -si URL | grep -i nofollow."),
    before='<meta name="robots" content="index, nofollow">',
    after='<meta name="robots" content="index, follow">',
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag",
    view="indexable_pages",
    identity=("place",),
    rule=rule,
    effort_hours=0.5,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=('<meta name="robots" content="index, follow">', "<p>链接写了 nofollow 也没有关系。</p>", "<p>nofollow, as a word</p>"),
    bad=('<meta name="robots" content="index, NOFOLLOW">', '<meta name="baiduspider" content="nofollow"><p>茶</p>'),
)  # fmt: skip

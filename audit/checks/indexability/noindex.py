"""A page marked noindex leaves the index: right for a thank-you page, a disaster for a product."""

from collections.abc import Iterator

from audit.directives import directives
from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    html, header = directives(page.robots), directives(page.x_robots)
    places = {name: hit for name, found in (("html", html), ("header", header)) if (hit := blocked(found))}
    if places:
        yield {
            "place": "+".join(places),
            "agents": sorted({agent for agents in places.values() for agent in agents}),
            "nofollow": any(word in ("nofollow", "none") for _, word in [*html, *header]),
            "value": "; ".join(filter(None, [page.robots, page.x_robots]))[:200],
        }


def blocked(found: list[tuple[str, str]]) -> list[str]:
    """The agents that are kept from indexing."""
    return [agent for agent, word in found if word in ("noindex", "none")]


check = PageCheck(
    id="noindex",
    module=__name__,
    severity=Severity.WARNING,
    book=None,
    title=Text(zh="网页自己要求不被收录（noindex）", en="A page asks search engines to leave it out (noindex)"),
    message=Text(zh="{place} 中对 {agents} 设置了 noindex：{value}", en="noindex for {agents} in {place}: {value}"),
    words={
        "html": Text(zh="HTML", en="the HTML"),
        "header": Text(zh="响应头 X-Robots-Tag", en="the X-Robots-Tag header"),
        "html+header": Text(zh="HTML 和响应头 X-Robots-Tag", en="the HTML and the X-Robots-Tag header"),
    },
    why=Text(
        zh="带 noindex 的网页不会出现在支持它的搜索引擎里；久了，引擎也不再沿它的链接抓取。感谢页、站内搜索这样设置是对的，商品页和分类页不该有。",
        en="Engines that honour noindex do not show the page, and in time stop following its links. Right for thank-you pages and site search, wrong for products and categories.",
    ),
    fix=Text(
        zh="编辑：先确认是否有意。不是的话，开发在模板或 SEO 插件里去掉 noindex；响应头的在服务器或 CDN 配置里删。有意的写进 [[rules.accept]]。",
        en="Editor: decide whether it is intended. If not, the developer removes it from the template or SEO plugin; a header from the server or CDN. Intended: enter it under [[rules.accept]].",
    ),
    avoid=Text(zh="不要再用 robots.txt 封它，那样引擎看不到修改。", en="Do not block it in robots.txt as well: engines would miss the change."),
    verify=Text(zh="curl -si 网址 | grep -i robots，不再有 noindex。", en="curl -si URL | grep -i robots shows no noindex."),
    before='<meta name="robots" content="noindex, follow">',
    after='<meta name="robots" content="index, follow">',
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/block-indexing",
    rule=rule,
    effort_hours=0.5,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=('<meta name="robots" content="index, follow, max-image-preview:large">', "<h1>None of our teas is roasted</h1>"),
    bad=('<meta name="robots" content="NOINDEX">', '<meta name="googlebot" content="none">'),
)  # fmt: skip

"""A page that forbids snippets or pictures is shown as a bare title, and loses clicks to its neighbours."""

import re
from collections.abc import Iterator

from audit.directives import directives
from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord

_NO_SNIPPET = re.compile(r"max-snippet\s*:\s*0\b")


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    told = directives(page.robots) + directives(page.x_robots)
    for kind, found in (
        ("images", [agent for agent, word in told if word == "noimageindex"]),
        ("snippet", [agent for agent, word in told if word == "nosnippet" or _NO_SNIPPET.match(word)]),
    ):
        if found:
            value = "; ".join(filter(None, [page.robots, page.x_robots]))[:200]
            level = "warning" if kind == "images" else "notice"
            yield {"kind": kind, "agents": sorted(set(found)), "value": value, "severity": level}


check = PageCheck(
    id="snippet-or-image-blocked",
    module=__name__,
    severity=Severity.NOTICE,
    levels=(Severity.WARNING, Severity.NOTICE),
    book=None,
    title=Text(zh="网页不许搜索引擎显示摘要或收录图片", en="A page forbids engines its snippet or its pictures"),
    message=Text(zh="对 {agents} {kind}：{value}", en="{kind} for {agents}: {value}"),
    words={
        "images": Text(zh="禁止收录图片（noimageindex）", en="pictures are kept out (noimageindex)"),
        "snippet": Text(zh="禁止显示摘要（nosnippet）", en="no snippet may be shown (nosnippet)"),
    },
    why=Text(
        zh="搜索结果里只剩标题，点击率往往更低，商品图也进不了图片搜索。排名本身不受影响。新闻、付费内容可能是有意为之。",
        en="Only a title is left in the results, which usually draws fewer clicks, and product pictures miss image search. Ranking itself is not affected. News and paid content may intend it.",
    ),
    fix=Text(
        zh="开发：在模板、SEO 插件或服务器响应头里删掉这个指令；只想遮住一段文字，用 data-nosnippet。",
        en="Developer: remove the directive from the template, SEO plugin or server header. To hide one passage only, use data-nosnippet.",
    ),
    avoid=Text(zh="不要因为摘要不好看就整页禁止，改写描述即可。", en="Do not forbid snippets because one looks bad: rewrite the description."),
    verify=Text(zh="curl -si 网址 | grep -iE \"snippet|noimageindex\"。", en="curl -si URL | grep -iE \"snippet|noimageindex\"."),
    before='<meta name="robots" content="nosnippet">',
    after='<meta name="robots" content="max-snippet:-1, max-image-preview:large">',
    matters=Matters.CLICKS,
    source="https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag",
    view="indexable_pages",
    identity=("kind",),
    rule=rule,
    effort_hours=0.5,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=(
        '<meta name="robots" content="max-snippet:-1, max-image-preview:large">',
        '<meta name="robots" content="max-snippet:160"><p data-nosnippet>内部价</p>',
    ),
    bad=('<meta name="robots" content="noimageindex">', '<meta name="googlebot" content="max-snippet:0"><p>茶</p>', '<meta name="robots" content="NoSnippet">'),
)  # fmt: skip

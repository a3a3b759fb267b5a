"""A link that readers cannot see is there for engines alone: sold, or planted by an intruder.

Only what the markup proves counts: inline styles, one-pixel pictures, anchors that are a dot. Links that a script may
show later, in menus and dialogs, are left alone; style sheets are not read.
"""

from collections.abc import Iterator

from audit.outside import hidden_outside
from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    for link in hidden_outside(page.url, page.facts.hidden.links):
        if link.certain:
            yield {"method": link.method, "target": link.url, "anchor": link.anchor}


METHODS = {
    "display": Text(zh="display:none 的链接", en="a link with display:none"),
    "visibility": Text(zh="visibility:hidden 的链接", en="a link with visibility:hidden"),
    "opacity": Text(zh="完全透明的链接", en="a fully transparent link"),
    "hidden": Text(zh="带 hidden 属性的链接", en="a link with the hidden attribute"),
    "tiny": Text(zh="字号小到看不见的链接", en="a link in letters too small to see"),
    "off-screen": Text(zh="移到屏幕外的链接", en="a link moved off the screen"),
    "colour": Text(zh="与背景同色的链接", en="a link in the colour of its ground"),
    "pixel": Text(zh="一个像素图片上的链接", en="a link on a one-pixel picture"),
    "punctuation": Text(zh="只有一个标点的链接", en="a link that is a mere punctuation mark"),
}

check = PageCheck(
    id="hidden-link",
    module=__name__,
    severity=Severity.ERROR,
    scope="link",
    book="4.3.8",
    title=Text(zh="网页里藏着指向外站的链接", en="Links to other sites are hidden in a page"),
    message=Text(zh="{method} {anchor} 指向 {target}", en="{method}, {anchor}, leads to {target}"),
    words=METHODS,
    why=Text(
        zh="访客看不到、只给搜索引擎看的链接违反各家规则，可能导致降权。常见来源是网站被入侵，或模板、插件作者夹带。",
        en="Links for engines only break the rules of all of them and may cost ranking. They often come from an intruder, or from the author of a theme or plug-in.",
    ),
    fix=Text(
        zh="开发：在模板、数据库和最近改动的文件里搜这个域名，删掉链接并查清来历；确认被入侵的先修补漏洞、换密码。",
        en="Developer: search templates, database and recently changed files for the domain, remove the link and find out how it came; after a break-in close the hole and change passwords first.",
    ),
    avoid=Text(zh="不要只加 nofollow 而留着链接。", en="Do not keep it with nofollow."),
    verify=Text(zh="curl -s 网址 | grep 该域名，应没有结果。", en="curl -s URL | grep DOMAIN finds nothing."),
    matters=Matters.RANKING,
    source="https://developers.google.com/search/docs/essentials/spam-policies#hidden-text-and-links",
    needs=frozenset({"facts"}),
    identity=("method", "target", "anchor"),
    confidence=0.85,
    rule=rule,
    effort_hours=2,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        '<main><div class="menu" style="display:none"><a href="https://partner.example.net/">合作伙伴</a></div></main>',
        '<main><div style="display:none"><a href="https://www.cnzz.com/stat?id=1">站长统计</a></div><a style="display:none" href="/cart">购物车</a></main>',
        '<main><a href="https://partner.example.net/">→</a><a class="sr-only" style="position:absolute;left:-9999px" href="https://a.example.net/">Skip</a></main>',
    ),
    bad=(
        '<main><div style="position:absolute;left:-9999px"><a href="https://other.example.net/">减肥药</a></div></main>',
        '<main><div style="display:none"><a href="https://other.example.net/">cheap shoes</a></div></main>',
        '<main><p>茶<a href="https://other.example.net/">.</a></p></main>',
        '<main><a href="https://other.example.net/"><img src="/p.gif" alt="" width="1" height="1"></a></main>',
    ),
)  # fmt: skip

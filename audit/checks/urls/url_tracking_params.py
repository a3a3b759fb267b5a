"""Parameters that count campaigns belong on links from outside: on the site's own they count visitors twice and double pages.

Only links to the host of the page, with or without www, and only parameters that mean nothing else; an address that is
passed on in a query (``?url=https://...?utm_source=...``) is not the site's own link.
"""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord
from crawler.urls import base_url, host_key, resolve, twin_host


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    if not page.facts.links.tracked:
        return
    host, base = host_key(page.url), base_url(page.url, page.facts.resources.base)
    own = (host, twin_host(host))
    found = [
        (links, key, href)
        for key, href, links in page.facts.links.tracked
        if (target := resolve(base, href)) and host_key(target) in own
    ]
    if found:
        _, key, href = max(found, key=lambda one: one[0])
        yield {"key": key, "href": href, "links": sum(links for links, _, _ in found)}


check = PageCheck(
    id="url-tracking-params",
    module=__name__,
    severity=Severity.NOTICE,
    scope="link",
    book=None,
    tier="extended",
    title=Text(zh="站内链接带着推广统计参数", en="Links within the site bear campaign parameters"),
    message=Text(zh="{links} 个站内链接带 {key} 一类的参数，如 {href}", en="{links} internal links bear parameters such as {key}: {href}"),
    why=Text(
        zh="访客一点这样的链接，统计工具就当作一次新的推广访问，真正的来源被盖掉；搜索引擎则多出一批内容相同的网址，抓取分散。对排名影响很小。",
        en="One click, and analytics count a new campaign visit and forget where the visitor came from. Engines see further addresses of the same page, which spreads crawling. The effect on rankings is slight.",
    ),
    fix=Text(
        zh="编辑：去掉菜单、横幅和正文里站内链接的参数，多半是从广告或群发消息里复制来的；要统计站内点击，请用统计工具的“事件”。",
        en="Editor: remove them from menus, banners and texts; mostly they were copied from an ad or a newsletter. To count clicks within the site use events of the analytics tool.",
    ),
    avoid=Text(zh="广告、邮件、外站链接上的参数要留着。", en="Keep them on ads, mails and links from other sites."),
    verify=Text(zh="查看网页源码，站内链接里不再有 utm_ 等参数。", en="The page source has no utm_ and the like on internal links."),
    before='<a href="/tea/?utm_source=banner">红茶</a>',
    after='<a href="/tea/">红茶</a>',
    matters=Matters.INDIRECT,
    source="https://developers.google.com/search/docs/crawling-indexing/url-structure",
    needs=frozenset({"facts"}),
    rule=rule,
    effort_hours=0.5,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=(
        "<p><a href='/tea/?page=2'>红茶</a> <a href='/tea/#utm_source=x'>红茶</a> <a href='/utm_source/'>说明</a></p>",
        "<p><a href='https://example.org/?utm_source=example.com&utm_medium=referral'>合作伙伴</a></p>",
        "<p><a href='/go?url=https://example.org/?utm_source=shop&utm_medium=a'>去看看</a></p>",
        "<p><a href='https://m.weibo.example/share?url=https%3A%2F%2Fexample.com%2F%3Futm_source%3Dweibo&amp;spm=a1.b2'>分享</a></p>",
        "<p><a href='/sms?spm=plain'>spm</a> <a href='/map?ref=home&amp;source=nav'>地图</a> <a href='/a?utm_source='>空</a></p>",
        "<p><a href='mailto:a@example.com?body=x&amp;utm_source=mail'>邮件</a></p>",
        "<p>How to read utm_source=newsletter in reports.</p>",
    ),
    bad=(
        "<p><a href='/tea/?utm_source=banner&amp;utm_medium=home'>红茶</a></p>",
        "<p><a href='https://www.example.com/tea?id=3&amp;spm=a1z10.1-c.w5003-3.2'>红茶</a></p>",
        "<p><a href='tea.html?bd_vid=8213'>红茶</a> <a href='?gclid=Cj0K'>绿茶</a></p>",
        "<p><a href='//example.com/sale?Utm_Campaign=618'>促销</a></p>",
    ),
)  # fmt: skip

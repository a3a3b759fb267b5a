"""Addresses that lead nowhere for anybody but the one who wrote them."""

from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import urlsplit

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord

LEVELS = {"empty": "warning", "blanks": "notice"}


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    odd = page.facts.links.odd
    if odd:
        local = _local(page.url)  # a test server may link to itself
        for fault, href in odd:
            if not (fault == "local" and local):
                yield {"fault": fault, "href": href, "severity": LEVELS.get(fault, "error")}


def _local(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_private
    except ValueError:
        return host == "localhost" or "." not in host


check = PageCheck(
    id="link-invalid",
    module=__name__,
    severity=Severity.ERROR,
    levels=(Severity.ERROR, Severity.WARNING, Severity.NOTICE),
    scope="link",
    book=None,
    title=Text(zh="链接的地址写错，谁也打不开", en="A link has an address that nobody can open"),
    message=Text(zh="链接“{href}”{fault}", en="the link “{href}” {fault}"),
    words={
        "empty": Text(zh="没有地址", en="has no address"),
        "blanks": Text(zh="首尾有空格", en="has blanks at its ends"),
        "file": Text(zh="指向本机文件", en="leads to a file of somebody's computer"),
        "unc": Text(zh="指向内网共享", en="leads to a share of a local network"),
        "scheme": Text(zh="协议写错", en="has a misspelt scheme"),
        "doubled": Text(zh="写了两遍 http", en="says http twice"),
        "host": Text(zh="域名缺失或有非法字符", en="has no valid host"),
        "local": Text(zh="指向本机或内网", en="leads to a local machine or network"),
    },
    why=Text(
        zh="访客点了没反应或报错，爬虫也走不通。常见于从测试站、Word 或后台复制来的地址，编辑自己的电脑上却能打开，所以不易发现。",
        en="Visitors get an error, crawlers find no way. Mostly pasted from a test server, Word or the back office, where it works for its author and goes unnoticed.",
    ),
    fix=Text(
        zh="编辑：改成 https:// 开头的正式网址；开发：空地址的链接若是按钮，改用 <button>，并检查模板变量是否为空。",
        en="Editor: write the real address from https:// on. Developer: use <button> for what is no link, and look for empty variables in the template.",
    ),
    avoid=Text(zh="不要用空链接占位。", en="Do not use empty links as placeholders."),
    verify=Text(zh="换一台电脑或手机点一遍。", en="Click it on another computer or a phone."),
    before='<a href="http://localhost:8080/tea">红茶</a>',
    after='<a href="https://shop.example/tea">红茶</a>',
    matters=Matters.UX,
    source="https://developers.google.com/search/docs/crawling-indexing/links-crawlable",
    needs=frozenset({"facts"}),
    identity=("fault", "href"),
    rule=rule,
    effort_hours=0.25,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=('<a href="/tea?a=1#x">红茶</a>', '<a href="mailto:a@shop.example">写信</a>', '<a href="//cdn.example/a">Tea</a>', '<a href="tel:+861012345678">电话</a>'),
    bad=('<a href="http://localhost:8080/tea">红茶</a>', '<a href="http:/shop.example/">茶</a>', '<a href="file:///D:/tea.doc">说明</a>', '<a href="">茶</a>', '<a href=" /tea ">Tea</a>'),
)  # fmt: skip

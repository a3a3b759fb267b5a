"""A page that sends visitors on after a moment is a redirect that engines may take for a trick."""

import re
from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord
from crawler.urls import base_url, resolve

_REFRESH = re.compile(r"\s*(\d{0,6})(?:\.\d*)?\s*(?:[;,]?\s*(?:url\s*=\s*)?[\"']?([^\"']*))?", re.IGNORECASE)


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    base = base_url(page.url, page.facts.resources.base)  # of the markup; a header knows the page only
    told = (("html", page.facts.delivery.refresh, base), ("header", page.headers.get("refresh", ""), page.url))
    for place, value, base in told:
        match = _REFRESH.match(value) if value else None
        if match is None or not (match.group(1) or match.group(2)):
            continue
        href = (match.group(2) or "").strip()
        seconds, target = int(match.group(1) or 0), resolve(base, href) if href else None
        if target in (None, page.url):
            kind, level = "reload", "notice"
        else:
            kind, level = "redirect", "error" if seconds <= options["error_max_s"] else "warning"
        yield {"place": place, "kind": kind, "seconds": seconds, "target": target or page.url, "severity": level}


check = PageCheck(
    id="meta-refresh-redirect",
    module=__name__,
    severity=Severity.ERROR,
    levels=(Severity.ERROR, Severity.WARNING, Severity.NOTICE),
    book="4.3.4",
    title=Text(zh="网页打开后自动刷新或跳走", en="A page reloads or moves on by itself"),
    message=Text(zh="{place} 里的 refresh：{seconds} 秒后{kind} {target}", en="refresh in {place}: after {seconds} s {kind} {target}"),
    words={
        "html": Text(zh="HTML", en="the HTML"),
        "header": Text(zh="响应头", en="the header"),
        "redirect": Text(zh="跳转到", en="it moves to"),
        "reload": Text(zh="重新载入", en="it reloads"),
    },
    why=Text(
        zh="这种跳转比 301 慢，按“后退”会再被弹走；Google 能识别，其他引擎未必，垃圾网页也常用它。定时刷新会打断阅读，读屏用户尤其受影响。",
        en="Slower than a 301, and “back” sends visitors on again. Google understands it, others may not, and spam pages use it. Timed reloads interrupt reading, with screen readers most of all.",
    ),
    fix=Text(
        zh="开发：删掉 meta refresh，在服务器或店铺后台设 301；要更新内容（如库存），用脚本只刷新那一块。",
        en="Developer: remove the meta refresh and set a 301 on the server or in the shop admin. To update stock or prices, let a script refresh that part only.",
    ),
    avoid=Text(zh="不要换成 JavaScript 跳转。", en="Do not replace it with a JavaScript redirect."),
    verify=Text(zh="curl -I 旧网址，看到 301。", en="curl -I the old address shows 301."),
    before='<meta http-equiv="refresh" content="0; url=/new.html">',
    after="HTTP/1.1 301  Location: /new.html",
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/301-redirects",
    identity=("place",),
    needs=frozenset({"facts", "headers"}),
    options={"error_max_s": Option(5, "seconds")},
    rule=rule,
    effort_hours=0.5,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        '<p>写作 refresh 的茶话。</p>',
        '<noscript><meta http-equiv="refresh" content="0; url=/plain"></noscript><p>茶</p>',
        '<meta http-equiv="refresh" content="">',
    ),
    bad=(
        '<meta http-equiv="Refresh" content="0; URL=\'/新茶.html\'">',
        '<meta http-equiv="refresh" content="10;url=https://example.com/new">',
        '<meta http-equiv="refresh" content="300">',
        PageRecord("https://example.com/", status=200, is_html=True, headers={"refresh": "0; url=/new"}),
    ),
)  # fmt: skip

"""HSTS tells browsers to ask for the encrypted site only, even when somebody types http."""

import re
from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, PageExample, Severity, page_example
from configs.text import Text
from crawler.records import PageRecord

MAX_AGE = re.compile(r"(?:^|[;,\s])max-age\s*=\s*\"?(\d{1,12})", re.I)


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    if not page.url.startswith("https://") or not page.headers:
        return
    value = page.headers.get("strict-transport-security", "")
    match = MAX_AGE.search(value)
    seconds = int(match.group(1)) if match else 0
    if seconds < options["min_s"]:
        yield {
            "problem": "short" if value else "missing",
            "value": value[:120],
            "seconds": seconds,
            "min_s": options["min_s"],
        }


def _page(value: str | None, url: str = "https://example.com/") -> PageExample:
    headers = {"content-type": "text/html"} | ({} if value is None else {"strict-transport-security": value})
    return page_example(url, "<p>茶</p>", headers=headers)


check = PageCheck(
    id="hsts-missing",
    module=__name__,
    severity=Severity.NOTICE,
    scope="site",
    book=None,
    title=Text(zh="没有要求浏览器只用加密连接", en="Browsers are not told to use encryption only"),
    message=Text(zh="{problem}：max-age 为 {seconds} 秒，应不少于 {min_s}", en="{problem}: max-age is {seconds} s, at least {min_s} wanted"),
    words={
        "missing": Text(zh="没有 Strict-Transport-Security", en="no Strict-Transport-Security"),
        "short": Text(zh="Strict-Transport-Security 有效期过短", en="Strict-Transport-Security too short"),
    },
    why=Text(
        zh="访客手输域名时第一次请求走 http，公共 Wi-Fi 可能在这一步把人引到假网站。HSTS 让浏览器直接用 https。与排名无关。",
        en="Whoever types the bare name asks over http first; on public Wi-Fi that request can be led to a fake site. HSTS makes browsers use https at once. Nothing to do with ranking.",
    ),
    fix=Text(
        zh="运维：确认全站和子域名都能用 https 后，先设 300 秒试运行，再改为一年。",
        en="Operations: when the whole site and its subdomains work over https, start with 300 seconds, then set a year.",
    ),
    avoid=Text(zh="有子域名还没上 https 时，不要加 includeSubDomains。", en="No includeSubDomains while a subdomain has no https."),
    verify=Text(zh="curl -sI https://域名/ | grep -i strict。", en="curl -sI https://host/ | grep -i strict."),
    before="Strict-Transport-Security: max-age=300",
    after="Strict-Transport-Security: max-age=31536000",
    matters=Matters.UX,
    source="https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Strict-Transport-Security",
    applies="select url_id from temp.start_pages where url like 'https:%' and is_html",
    needs=frozenset({"headers"}),
    options={"min_s": Option(31536000, "seconds", "https://hstspreload.org/")},
    rule=rule,
    effort_hours=1,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=(
        _page("max-age=31536000; includeSubDomains"),
        _page('Max-Age="63072000"'),
        _page(None, "http://shop.example/"),
        "<p>茶</p>",
    ),
    bad=(_page(None), _page("max-age=300"), _page("includeSubDomains")),
)  # fmt: skip

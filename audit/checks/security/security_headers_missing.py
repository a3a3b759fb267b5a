"""A few response headers close doors that browsers leave open for the sake of old sites."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, PageExample, Severity, page_example
from configs.text import Text
from crawler.records import PageRecord

FURTHER = (
    ("permissions-policy", "Permissions-Policy"),
    ("cross-origin-opener-policy", "Cross-Origin-Opener-Policy"),
    ("cross-origin-embedder-policy", "Cross-Origin-Embedder-Policy"),
    ("cross-origin-resource-policy", "Cross-Origin-Resource-Policy"),
)
FULL = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "referrer-policy": "strict-origin-when-cross-origin",
    **{name: "same-origin" for name, _ in FURTHER},
}


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    if not page.headers:
        return
    missing = list(_missing(page))
    further = [shown for name, shown in FURTHER if name not in page.headers]
    if missing:
        yield {"group": "wanted", "headers": missing, "severity": "notice"}
    if further:
        yield {"group": "further", "headers": further, "severity": "info"}


def _missing(page: PageRecord) -> Iterator[str]:
    headers = page.headers
    if "nosniff" not in headers.get("x-content-type-options", "").lower():
        yield "X-Content-Type-Options"
    framed = headers.get("x-frame-options", "").lower()
    if (
        not framed.startswith(("deny", "sameorigin"))
        and "frame-ancestors" not in headers.get("content-security-policy", "").lower()
    ):
        yield "X-Frame-Options"
    referrer = headers.get("referrer-policy", page.facts.markup.referrer).lower()
    if not referrer or referrer.rpartition(",")[2].strip() == "unsafe-url":
        yield "Referrer-Policy"


def _page(**changed: str | None) -> PageExample:
    given = {**FULL, **{name.replace("_", "-"): value for name, value in changed.items()}, "content-type": "text/html"}
    headers = {name: value for name, value in given.items() if value is not None}
    return page_example("https://example.com/", "<p>茶</p>", headers=headers)


check = PageCheck(
    id="security-headers-missing",
    module=__name__,
    severity=Severity.NOTICE,
    levels=(Severity.NOTICE, Severity.INFO),
    scope="site",
    book=None,
    title=Text(zh="服务器没有发送常用的安全响应头", en="The server lacks common security headers"),
    message=Text(zh="{group}：{headers}", en="{group}: {headers}"),
    words={
        "wanted": Text(zh="缺少或写错", en="missing or wrong"),
        "further": Text(zh="可以再加", en="could be added"),
    },
    why=Text(
        zh="它们防止网站被套进别人的框架骗点击、文件被误当脚本执行、订单网址泄露给第三方。与排名无关。",
        en="They keep others from framing your shop to catch clicks, files from being run as scripts, and order addresses from leaking to third parties. Nothing to do with ranking.",
    ),
    fix=Text(
        zh="运维：在服务器或 CDN 配置里加三行：X-Content-Type-Options、X-Frame-Options、Referrer-Policy；其余按需要再加。",
        en="Operations: add three lines at the server or CDN: X-Content-Type-Options, X-Frame-Options, Referrer-Policy; the others as needed.",
    ),
    avoid=Text(zh="不要照抄别站的整套配置，支付跳转可能失灵。", en="Do not copy another site's whole set: payment may fail."),
    verify=Text(zh="curl -sI 首页网址。", en="curl -sI of the home page."),
    before="HTTP/1.1 200 OK",
    after="X-Content-Type-Options: nosniff\nX-Frame-Options: SAMEORIGIN\nReferrer-Policy: strict-origin-when-cross-origin",
    matters=Matters.UX,
    source="https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html",
    applies="select url_id from temp.start_pages where is_html",
    needs=frozenset({"facts", "headers"}),
    identity=("group",),
    rule=rule,
    effort_hours=1,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=(
        _page(),
        _page(x_frame_options=None, content_security_policy="frame-ancestors 'self'"),
        "<p>茶</p>",
    ),
    bad=(
        _page(x_content_type_options=None),
        _page(x_frame_options="ALLOW-FROM https://a.example"),
        _page(referrer_policy="no-referrer, unsafe-url"),
        _page(permissions_policy=None),
    ),
)  # fmt: skip

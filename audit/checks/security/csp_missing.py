"""A content security policy limits the damage when somebody smuggles a script into a page."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, PageExample, Severity, page_example
from configs.text import Text
from crawler.headers import MAX_VALUE
from crawler.records import PageRecord

HEADER = "content-security-policy"
SAFE = ("'nonce-", "'sha256-", "'sha384-", "'sha512-", "'strict-dynamic'")
ANY = ("*", "http:", "https:", "data:")


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    if not page.headers:
        return
    served = page.headers.get(HEADER, "")
    policies = [text for text in (served, page.facts.markup.csp) if text]
    if not policies:
        yield {"problem": "missing", "source": ""}
        return
    weak = [_weakness(text) for text in policies]
    if all(weak) and len(served) < MAX_VALUE:  # a longer one was cut: what is lacking may stand in the rest
        yield {"problem": "weak", "source": weak[0]}


def _weakness(policy: str) -> str:
    """The source that lets any script run; empty: none does."""
    directives: dict[str, list[str]] = {}
    for part in policy.lower().replace(",", ";").split(";"):
        name, *given = part.split() or [""]
        directives.setdefault(name, given)
    sources = directives["script-src"] if "script-src" in directives else directives.get("default-src")
    if sources is None:
        return "script-src"
    if any(one.startswith(SAFE) for one in sources):
        return ""
    return next((one for one in sources if one in ANY or one == "'unsafe-inline'"), "")


def _page(policy: str | None, html: str = "<p>茶</p>") -> PageExample:
    headers = {"content-type": "text/html"} | ({} if policy is None else {HEADER: policy})
    return page_example("https://example.com/", html, headers=headers)


check = PageCheck(
    id="csp-missing",
    module=__name__,
    severity=Severity.NOTICE,
    scope="site",
    book=None,
    title=Text(zh="没有限制网页可以运行哪些脚本", en="Nothing limits which scripts may run"),
    message=Text(zh="{problem}{source}", en="{problem}{source}"),
    words={
        "missing": Text(zh="没有 Content-Security-Policy", en="no Content-Security-Policy"),
        "weak": Text(zh="Content-Security-Policy 放行任意脚本：", en="Content-Security-Policy lets any script run: "),
        "script-src": Text(zh="没有 script-src", en="no script-src"),
    },
    why=Text(
        zh="评论框、插件或被改动的第三方脚本一旦混入恶意代码，可以偷走付款信息，或插入垃圾链接连累搜索表现。内容安全策略能挡住多数。与排名无直接关系。",
        en="Bad code that gets in through comments, plug-ins or third-party scripts can steal payments, or insert spam links. A policy stops most of it. No direct effect on ranking.",
    ),
    fix=Text(
        zh="开发：先用 Content-Security-Policy-Report-Only 收集一周，再列出允许的来源；内联脚本用 nonce。",
        en="Developer: collect a week with Content-Security-Policy-Report-Only, then list the sources; give inline scripts a nonce.",
    ),
    avoid=Text(zh="不要不经试运行就上线，客服和支付可能失灵。", en="Do not enforce it untried: chat and payment may fail."),
    verify=Text(zh="用 csp-evaluator.withgoogle.com 检查。", en="Check it at csp-evaluator.withgoogle.com."),
    before="Content-Security-Policy: script-src * 'unsafe-inline'",
    after="Content-Security-Policy: script-src 'self' 'nonce-…'; object-src 'none'",
    matters=Matters.UX,
    source="https://developer.mozilla.org/docs/Web/HTTP/Guides/CSP",
    applies="select url_id from temp.start_pages where is_html",
    needs=frozenset({"facts", "headers"}),
    rule=rule,
    effort_hours=16,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=(
        _page("default-src 'self'; style-src 'self' 'unsafe-inline'"),
        _page("script-src 'nonce-' 'unsafe-inline' https:"),
        _page(None, "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'self'\">"),
        "<p>茶</p>",
    ),
    bad=(_page(None), _page("script-src 'self' 'unsafe-inline'"), _page("default-src *"), _page("frame-ancestors 'self'")),
)  # fmt: skip

"""A session number in an address gives every visit, and every crawl, addresses of its own.

The crawler drops session ids before an address is stored: they are told of by the page whose link bears one.
"""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord

KEYS = frozenset({"phpsessid", "jsessionid", "sessionid", "session_id", "sid", "cfid", "cftoken", "oscsid", "zenid"})
# Sound files that are no pages are judged where their address may bear a session at all: others would be a merit.
SUSPECT = " or ".join(f"url like '%{sign}%'" for sign in ("/(s(", *(f"{key}=" for key in sorted(KEYS))))
_SEGMENT = re.compile(r"/\(S\(([^()/]+)\)\)", re.IGNORECASE)
_TOKEN = re.compile(r"(?=[^a-zA-Z]*[a-zA-Z])(?=\D*\d)[\w-]{8,}|\d{8,}|[a-z]{20,}", re.ASCII)


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    parts = urlsplit(page.url)
    segment = _SEGMENT.search(parts.path)
    if segment and len(segment.group(1)) >= options["min_segment"]:
        yield {"sign": segment.group()[:60], "place": "path"}
        return
    for key, value in parse_qsl(parts.query) if parts.query else ():
        # "sid=12" is a shop's or a sort's number as often as a session: only a token is one.
        if key.lower() in KEYS and _TOKEN.fullmatch(value):
            yield {"sign": key, "place": "query"}
            return
    if page.facts.links.session:
        yield {"sign": page.facts.links.session[:100], "place": "link"}


check = PageCheck(
    id="url-session-id",
    module=__name__,
    severity=Severity.ERROR,
    book="4.3.4",
    title=Text(zh="网址里带着访客的会话编号", en="An address carries a visitor's session number"),
    message=Text(zh="{place}里有会话编号：{sign}", en="a session number in {place}: {sign}"),
    words={
        "path": Text(zh="网址的路径", en="the path of the address"),
        "query": Text(zh="网址的参数", en="the query of the address"),
        "link": Text(zh="网页的链接", en="a link of the page"),
    },
    why=Text(
        zh="每次抓取都得到一批新网址，同一网页被无数次收录、更换；访客把链接发给别人时，还可能把自己的登录状态一起发出去。",
        en="Each crawl gets new addresses, so that one page is indexed again and again under others; and a visitor who shares the link may share the login with it.",
    ),
    fix=Text(
        zh="开发：会话只放在 Cookie 里（PHP：session.use_trans_sid=0、use_only_cookies=1；Java：tracking-mode COOKIE；ASP.NET：cookieless=\"false\"），带编号的旧网址 301 到干净网址。",
        en="Developer: keep sessions in cookies only (PHP: session.use_trans_sid=0; Java: tracking-mode COOKIE; ASP.NET: cookieless=\"false\"), and 301 old addresses to clean ones.",
    ),
    avoid=Text(zh="不要只加 canonical，泄露登录的问题还在。", en="Do not add just a canonical: the leak of logins stays."),
    verify=Text(zh="不带 Cookie 打开网站，链接里不再有编号。", en="Open the site without cookies: links carry no number."),
    before="/tea/?PHPSESSID=3f8a9c0d1e2b4a5c",
    after="/tea/",
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/url-structure",
    view="run_pages",
    applies=f"select url_id from temp.run_pages where is_html or status is null or status not between 200 and 299 or {SUSPECT}",
    needs=frozenset({"facts"}),
    options={"min_segment": Option(16, "characters")},
    rule=rule,
    effort_hours=4,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        PageRecord("https://example.com/?sid=12", status=200, is_html=True),
        PageRecord("https://example.com/(S(abc))/tea", status=200, is_html=True),
        PageRecord("https://example.com/session-id-explained.html", status=200, is_html=True),
    ),
    bad=(
        PageRecord("https://example.com/tea?PHPSESSID=3f8a9c0d1e2b4a5c", status=200, is_html=True),
        PageRecord("https://example.com/(S(lit3py55t21z5v55vlm25s55))/tea.aspx", status=200, is_html=True),
        PageRecord("https://example.com/cart?osCsid=0f4c3a2b1d", status=302),
        '<title>茶</title><p><a href="/tea;jsessionid=3F8A9C0D1E2B4A5C">茶</a></p>',
    ),
)  # fmt: skip

"""A visitor who comes back should not have to load the same pictures again.

Static files are not fetched for their own sake: judged are pictures, films, fonts, styles and scripts that links
lead to.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord

STATIC = re.compile(
    r"(?:image|video|audio|font)/|text/css|(?:text|application)/(?:x-)?javascript|application/(?:x-)?font"
)
MAX_AGE = re.compile(r"(?<![\w-])(?:s-maxage|max-age)\s*=\s*\"?(\d{1,12})", re.I)


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    if page.status != 200 or not page.headers or not STATIC.match(page.content_type):
        return
    control = page.headers.get("cache-control", "").lower()
    ages = [int(age) for age in MAX_AGE.findall(control)]
    found: Evidence = {"type": page.content_type, "control": control, "seconds": max(ages, default=0)}
    if "no-store" in control:
        yield {**found, "problem": "no-store"}
    elif ages and max(ages) < options["min_s"]:
        yield {**found, "problem": "short"}
    elif not ages and "expires" not in page.headers and "immutable" not in control:
        yield {**found, "problem": "none"}


def _file(control: str | None = None, kind: str = "image/png", **more: str) -> PageRecord:
    headers = {"content-type": kind, **more} | ({} if control is None else {"cache-control": control})
    return PageRecord("https://example.com/pot.png", 200, content_type=kind, size_bytes=9000, headers=headers)


check = PageCheck(
    id="short-cache",
    module=__name__,
    severity=Severity.NOTICE,
    book="4.3.8",
    title=Text(zh="图片等静态文件没有让浏览器保存", en="Browsers are not told to keep static files"),
    message=Text(zh="{type}：{problem}（Cache-Control：{control}）", en="{type}: {problem} (Cache-Control: {control})"),
    words={
        "no-store": Text(zh="禁止缓存", en="may not be kept"),
        "short": Text(zh="缓存不到一天", en="kept for less than a day"),
        "none": Text(zh="没有说明缓存时间", en="no time to keep it"),
        "": Text(zh="无", en="none"),
    },
    why=Text(
        zh="回头客每翻一页都要重新下载同样的图片和脚本，既慢又费流量。与排名无关。",
        en="Visitors load the same pictures and scripts again and again: slow for them, traffic for you. It has nothing to do with ranking.",
    ),
    fix=Text(
        zh="运维：给静态目录设 Cache-Control: public, max-age=31536000；开发：文件改动时换文件名或加版本号。",
        en="Operations: Cache-Control: public, max-age=31536000 for static folders. Developer: change the file's name or version when it changes.",
    ),
    avoid=Text(zh="不要给 HTML 网页设这么长的缓存。", en="Do not keep HTML pages that long."),
    verify=Text(zh="curl -sI 文件网址 | grep -i cache-control。", en="curl -sI URL of the file | grep -i cache-control."),
    before="Cache-Control: no-store",
    after="Cache-Control: public, max-age=31536000, immutable",
    matters=Matters.UX,
    source="https://developer.chrome.com/docs/lighthouse/performance/uses-long-cache-ttl",
    view="run_pages",
    applies="""
        select p.url_id from temp.run_pages p join temp.page_headers h on h.url_id = p.url_id
        where p.status = 200 and not p.is_html and (p.content_type like 'image/%' or p.content_type like 'video/%'
            or p.content_type like 'audio/%' or p.content_type like 'font/%' or p.content_type like 'application/%font%'
            or p.content_type like '%/javascript' or p.content_type like '%/x-javascript' or p.content_type = 'text/css')
    """,
    needs=frozenset({"headers"}),
    options={"min_s": Option(86400, "seconds", "https://developer.chrome.com/docs/lighthouse/performance/uses-long-cache-ttl")},
    rule=rule,
    effort_hours=1,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        _file("public, max-age=31536000, immutable"),
        _file("max-age=60, s-maxage=604800"),
        _file(expires="*"),
        _file("no-store", "application/pdf"),
        replace(_file(), headers={}),
    ),
    bad=(_file(), _file("no-store"), _file("max-age=3600", "text/css"), _file("no-cache")),
)  # fmt: skip

"""Long addresses are cut off when shared, hard to read in results, and refused by some programs.

Pages of any kind that answered are judged; tracking parameters count as well.
"""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord
from crawler.urls import shown

SITEMAPS = "https://www.sitemaps.org/protocol.html"


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    size = len(page.url)  # normalised: all of it is ASCII
    level = next((name for name in ("error", "warning", "notice") if size > options[f"{name}_bytes"]), None)
    if level:
        evidence = {"bytes": size, "limit": options[f"{level}_bytes"], "severity": level}
        yield {**evidence, "escapes": page.url.count("%"), "shown": shown(page.url)[:200]}


check = PageCheck(
    id="url-too-long",
    module=__name__,
    severity=Severity.NOTICE,
    levels=(Severity.ERROR, Severity.WARNING, Severity.NOTICE),
    book="4.3.4",
    title=Text(zh="网址太长", en="An address is too long"),
    message=Text(zh="网址 {bytes} 字节，超过 {limit}：{shown}", en="{bytes} bytes, more than {limit}: {shown}"),
    why=Text(
        zh="长网址分享时容易被截断，搜索结果里看不出层次。长度不是排名因素；超过 2000 字节，有的浏览器和爬虫会打不开。汉字编码后一个字占 9 字节。",
        en="Long addresses break when shared and say little in results. Length is no ranking factor; beyond 2,000 bytes some browsers and crawlers fail. An encoded Han character takes 9 bytes.",
    ),
    fix=Text(
        zh="编辑：新网页用三五个词的短网址；开发：把多余的参数和重复的目录从规则里去掉。已收录的网址不必为长度改动。",
        en="Editor: give new pages a slug of three to five words. Developer: drop surplus parameters and repeated folders from the rules. Leave indexed addresses as they are.",
    ),
    avoid=Text(zh="不要为缩短而改旧网址，得不偿失。", en="Do not change old addresses just to shorten them: it costs more than it gains."),
    verify=Text(zh="重新抓取后，xunlu audit --select url-too-long。", en="After a new crawl: xunlu audit --select url-too-long."),
    before="/products/tea/green-tea/longjing/2025-new-green-tea-longjing-from-hangzhou-gift-box-250g-free-shipping.html",
    after="/green-tea/longjing-gift-box.html",
    matters=Matters.UX,
    source="https://developers.google.com/search/docs/crawling-indexing/url-structure",
    options={
        "notice_bytes": Option(115, "bytes"),
        "warning_bytes": Option(255, "bytes"),
        "error_bytes": Option(2000, "bytes", SITEMAPS),
    },
    rule=rule,
    effort_hours=1,
    profiles={
        "google": {},
        "baidu": {},
        "book-2016": {"thresholds": {"notice_bytes": 100, "error_bytes": 1024}},
        "shop": {},
    },
    good=(PageRecord("https://example.com/" + "a" * 95, status=200, is_html=True), PageRecord("https://example.com/", status=200, is_html=True)),
    bad=(
        PageRecord("https://example.com/" + "%E8%8C%B6" * 11, status=200, is_html=True),
        PageRecord("https://example.com/" + "a" * 236, status=200, is_html=True),
        PageRecord("https://example.com/?q=" + "a" * 2000, status=200, is_html=True),
    ),
)  # fmt: skip

"""Readers and engines judge the freshness of an article by a date they can see.

A date with a year, or a time element with one, within 300 characters before and 800 behind the main heading.
"""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.facts import Facts
from crawler.facts.outline import OutlineFacts
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    if page.page_type == "article" and not page.facts.outline.dated:
        yield {"title": page.title[:120], "h1": page.h1[:80]}


check = PageCheck(
    id="visible-date-missing",
    module=__name__,
    severity=Severity.NOTICE,
    book="4.3.6",
    title=Text(zh="文章没有写发布日期", en="An article shows no date"),
    message=Text(zh="文章“{title}”的标题附近没有带年份的日期", en="no date with a year near the heading of “{title}”"),
    why=Text(
        zh="读者不知道说的是哪年的事；百度极光算法看重落地页时间，没有或不准会影响收录和展现。长期有效的指南影响不大。",
        en="Readers cannot tell which year it speaks of. Baidu weighs the date of a page; without one it may show it less. For evergreen guides it matters little.",
    ),
    fix=Text(
        zh="开发：在标题下输出“2024-05-01 发布，2024-06-10 更新”，与结构化数据一致；编辑：大改后更新日期。",
        en="Developer: print “published 2024-05-01, updated 2024-06-10” below the heading, the same as in structured data. Editor: change it after real revisions.",
    ),
    avoid=Text(zh="不要每天自动刷新日期冒充新内容。", en="Do not refresh dates automatically."),
    verify=Text(
        zh="重新抓取后，xunlu audit --select visible-date-missing。",
        en="After a new crawl: xunlu audit --select visible-date-missing.",
    ),
    before="<h1>怎样开壶</h1>",
    after='<h1>怎样开壶</h1>\n<p><time datetime="2024-05-01">2024 年 5 月 1 日</time></p>',
    matters=Matters.INDIRECT,
    source="https://ziyuan.baidu.com/college/",
    applies="select url_id from temp.html_pages where page_type = 'article'",
    rule=rule,
    needs=frozenset({"facts"}),
    confidence=0.85,
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        "<p>茶</p>",
        PageRecord("https://example.com/news/a", 200, is_html=True, page_type="article", facts=Facts(outline=OutlineFacts(dated=True))),
    ),
    bad=(
        PageRecord("https://example.com/news/a", 200, is_html=True, page_type="article", title="怎样开壶"),
    ),
)  # fmt: skip

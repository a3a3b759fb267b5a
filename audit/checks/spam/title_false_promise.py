"""A title that promises a download or a film which the page does not offer deceives whoever clicks.

Downloads are links whose text or address says so; films are frames, and links to play. Rankings are not judged.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><h1>{0}</h1>{1}</body></html>'


check = SiteCheck(
    id="title-false-promise",
    module=__name__,
    severity=Severity.WARNING,
    book="4.3.8",
    title=Text(zh="标题承诺的下载或观看并不存在", en="A title promises a download or film that is not there"),
    message=Text(
        zh="标题“{title}”承诺{promise}，网页上没有对应的链接或播放器",
        en="“{title}” promises {promise}, but there is no such link or player",
    ),
    words={
        "download": Text(zh="下载", en="a download"),
        "watch": Text(zh="在线观看", en="a film"),
    },
    why=Text(
        zh="访客点进来找不到，马上返回；百度清风算法专门打压这种标题。按钮若由脚本生成，本项可能误报。",
        en="Visitors find nothing and leave; Baidu demotes such titles. Buttons made by scripts may be missed here.",
    ),
    fix=Text(
        zh="编辑：从标题里去掉“下载”“在线观看”，或把文件、播放器真的放上来；开发：下载按钮用普通链接。",
        en="Editor: drop the promise from the title, or put the file or player on the page. Developer: make the button a plain link.",
    ),
    avoid=Text(zh="不要让人先装应用才能下载。", en="Do not make people install an app first."),
    verify=Text(
        zh="重新抓取后，xunlu audit --select title-false-promise。",
        en="After a new crawl: xunlu audit --select title-false-promise.",
    ),
    before="<title>选壶手册下载 | 茶舍</title>",
    after='<title>选壶手册下载 | 茶舍</title>\n<a href="/xuanhu.pdf">下载 PDF（2 MB）</a>',
    matters=Matters.RANKING,
    source="https://ziyuan.baidu.com/college/",
    applies="select url_id from temp.html_pages where title <> ''",
    sql="""
        with promising as materialized (
            select url_id, title,
                iif(matching_copy(title) glob '*下载*' or matching_copy(title) glob '*download*'
                    or matching_copy(title) glob '*[^a-z]txt*', 'download', 'watch') as promise
            from temp.html_pages
            where title glob '*下载*' or title glob '*在线观看*' or title glob '*在线播放*'
                or title like '%download%' or title like '%watch online%' or title like '% txt%' or title like '%txt下载%'
        )
        select p.url_id, json_object('title', p.title, 'promise', p.promise) as evidence
        from promising p
        where not exists (
            select 1 from temp.page_links k
            where k.source_id = p.url_id and k.repeated is not 1 and (
                k.kind = 'frame'
                or k.kind = 'a' and (
                    keeps_promise(k.anchor, k.target)
                )
            )
        ) and not exists (
            select 1 from temp.page_facts f where f.url_id = p.url_id and json_extract(f.facts, '$.media.videos') > 0
        )
    """,
    needs=frozenset({"facts"}),
    confidence=0.5,
    effort_hours=0.5,
    effort_unit="page",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE.format("选壶手册下载", '<a href="/xuanhu.pdf">手册</a>'), "/a": PAGE.format("制壶视频在线观看", '<iframe src="https://player.example.net/1"></iframe>')}),
    bad=Example({"/": PAGE.format("茶舍", '<a href="/a">手册</a>'), "/a": PAGE.format("选壶手册下载", "<p>敬请期待</p>"), "/b": PAGE.format("制壶视频在线观看", "")}),
    flags=frozenset({"/a", "/b"}),
)  # fmt: skip

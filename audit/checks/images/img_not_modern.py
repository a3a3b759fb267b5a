"""WebP and AVIF show the same picture with a third less to load.

Pictures are not fetched for their own sake: judged are those that links lead to. A server that chooses the format
by the Accept header (``Vary: Accept``) is not judged: the crawler asks for none.
"""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>茶舍</title></head><body><h1>茶舍</h1>{}</body></html>'
HTML = {"headers": {"Content-Type": "text/html"}}
JPEG = {"headers": {"Content-Type": "image/jpeg"}}

check = SiteCheck(
    id="img-not-modern",
    module=__name__,
    severity=Severity.NOTICE,
    scope="site",
    book=None,
    title=Text(zh="大图没有用更省流量的新格式", en="Large pictures come in no modern format"),
    message=Text(
        zh="{images} 张图超过 {min_kb} KB，全站没有 WebP 或 AVIF；最大的 {kb} KB：{src}",
        en="{images} pictures over {min_kb} KB and no WebP or AVIF on the site; the largest has {kb} KB: {src}",
    ),
    why=Text(
        zh="同样的画质，WebP 和 AVIF 通常比 JPEG、PNG 小三成左右，手机打开更快。速度是较弱的排名因素，格式本身不是。",
        en="At the same quality WebP and AVIF are usually about a third smaller than JPEG and PNG, so phones load faster. Speed is a weak ranking factor, the format is none.",
    ),
    fix=Text(
        zh="运维：在 CDN 或图床打开自动转 WebP；开发：用 <picture> 同时给出新旧两种格式。",
        en="Operations: switch on WebP conversion at the CDN or image server. Developer: offer both formats in <picture>.",
    ),
    avoid=Text(zh="不要只改扩展名。", en="Do not just rename the files."),
    verify=Text(zh="curl -sI -H 'Accept: image/webp' 图片网址，看 Content-Type。", en="curl -sI -H 'Accept: image/webp' URL: look at Content-Type."),
    before='<img src="/pot.jpg">',
    after='<picture><source type="image/webp" srcset="/pot.webp"><img src="/pot.jpg"></picture>',
    matters=Matters.UX,
    source="https://web.dev/learn/performance/image-performance",
    view="run_pages",
    applies="""
        select url_id from temp.start_pages where exists (select 1 from temp.run_pages
            where status = 200 and not truncated and content_type in ('image/jpeg', 'image/png', 'image/gif'))
    """,
    needs=frozenset({"complete-crawl", "facts", "headers"}),
    options={"min_kb": Option(50, "KB")},
    sql="""
        with heavy as materialized (
            select p.url, p.size_bytes / 1024 as kb
            from temp.run_pages p left join temp.page_headers h on h.url_id = p.url_id
            where p.status = 200 and not p.truncated and p.content_type in ('image/jpeg', 'image/png', 'image/gif')
                and p.size_bytes > :min_kb * 1024 and ',' || replace(coalesce(h.headers ->> '$.vary', ''), ' ', '') || ',' not like '%,accept,%'
        ),
        modern as materialized (
            select 1 where exists (select 1 from temp.run_pages where content_type in ('image/webp', 'image/avif'))
                or exists (select 1 from temp.page_facts where json_extract(facts, '$.media.modern'))
        )
        select h.url_id, json_object('images', (select count(*) from heavy), 'min_kb', :min_kb, 'kb', max(v.kb),
            'src', v.url) as evidence
        from heavy v
        join (select url_id from temp.start_pages where is_html order by length(url), url limit 1) h
        where not exists (select 1 from modern)
        group by h.url_id
    """,
    confidence=0.85,
    effort_hours=4,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example(
        {
            "/": {
                **HTML,
                "html": PAGE.format('<picture><source type="image/webp" srcset="/a.webp"><img src="/a.jpg"></picture>'),
            },
            "/a.jpg": {**JPEG, "body": b"\xff\xd8" * 40_000},
        }
    ),
    bad=Example(
        {
            "/": {**HTML, "html": PAGE.format('<a href="/a.jpg"><img src="/a.jpg" alt="壶"></a>')},
            "/a.jpg": {**JPEG, "body": b"\xff\xd8" * 40_000},
            "/chosen.jpg": {"headers": {**JPEG["headers"], "Vary": "Accept"}, "body": b"\xff\xd8" * 90_000},
            "/small.jpg": {**JPEG, "body": b"\xff\xd8" * 10_000},
        }
    ),
    flags=frozenset({"/"}),
)  # fmt: skip

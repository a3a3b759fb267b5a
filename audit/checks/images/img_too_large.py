"""A picture of a megabyte is most of what a phone has to load.

Pictures are not fetched for their own sake: judged are those that links lead to.
"""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    if page.status != 200 or page.truncated or not page.content_type.startswith("image/"):
        return
    kb = page.size_bytes / 1024
    for level in ("error", "warning", "notice"):
        limit = options[f"{level}_kb"]
        if kb > limit:
            yield {"kb": round(kb), "limit": limit, "type": page.content_type, "severity": level}
            return


def _picture(kb: int, kind: str = "image/jpeg", status: int = 200) -> PageRecord:
    return PageRecord("https://example.com/pot.jpg", status, content_type=kind, size_bytes=kb * 1024)


check = PageCheck(
    id="img-too-large",
    module=__name__,
    severity=Severity.WARNING,
    levels=(Severity.ERROR, Severity.WARNING, Severity.NOTICE),
    book=None,
    title=Text(zh="图片文件太大", en="A picture file is too large"),
    message=Text(zh="{kb} KB（{type}），超过 {limit} KB", en="{kb} KB ({type}), more than {limit} KB"),
    why=Text(
        zh="图片常是网页里最重的部分，手机上多等一两秒，访客就可能离开。速度是较弱的排名因素。点开才看的原图可以大些。",
        en="Pictures are usually the heaviest part of a page; a second more on a phone, and visitors leave. Speed is a weak ranking factor. An original that opens on a tap may be larger.",
    ),
    fix=Text(
        zh="编辑：上传前缩到实际显示尺寸的两倍以内；开发：让图床或 CDN 输出 WebP 并按屏宽给不同尺寸。",
        en="Editor: scale to at most twice the displayed size before uploading. Developer: let the image server or CDN deliver WebP in sizes that fit the screen.",
    ),
    avoid=Text(zh="不要压到看不清商品细节。", en="Do not compress until details of the goods are lost."),
    verify=Text(zh="curl -so /dev/null -w '%{size_download}' 图片网址。", en="curl -so /dev/null -w '%{size_download}' URL of the picture."),
    before="pot.jpg  1.8 MB, 4000 × 3000",
    after="pot.webp  90 KB, 1200 × 900",
    matters=Matters.UX,
    source="https://web.dev/learn/performance/image-performance",
    view="run_pages",
    applies="select url_id from temp.run_pages where status = 200 and not truncated and content_type like 'image/%'",
    options={"notice_kb": Option(100, "KB"), "warning_kb": Option(200, "KB"), "error_kb": Option(1024, "KB")},
    rule=rule,
    effort_hours=0.25,
    effort_unit="page",
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=(_picture(100), _picture(4000, "video/mp4"), _picture(300, status=404)),
    bad=(_picture(101), _picture(201, "image/png"), _picture(1025)),
)  # fmt: skip

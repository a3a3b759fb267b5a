"""A film without captions is lost on deaf visitors, and on everybody who watches without sound.

Captions painted into the picture, or added by a script of the player, cannot be seen in the HTML.
"""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    media = page.facts.media
    if media.uncaptioned:
        yield {"videos": media.videos, "uncaptioned": media.uncaptioned, "src": list(media.uncaptioned_src[:3])}


check = PageCheck(
    id="video-no-captions",
    module=__name__,
    severity=Severity.WARNING,
    book=None,
    title=Text(zh="视频没有字幕", en="A video has no captions"),
    message=Text(zh="{videos} 个有声视频中 {uncaptioned} 个没有字幕轨：{src}", en="{uncaptioned} of {videos} videos with sound have no caption track: {src}"),
    why=Text(
        zh="听障访客看不懂，许多人在地铁里也静音看；字幕文件还让搜索引擎知道视频讲了什么。字幕若已烧录在画面里，可忽略本项。不是排名因素。",
        en="Deaf visitors are lost, and many people watch muted; the caption file also tells engines what is said. Ignore this if captions are burnt into the picture. No ranking factor.",
    ),
    fix=Text(
        zh="编辑：准备 WebVTT 字幕文件；开发：在 <video> 里加 <track kind=\"captions\">，纯装饰的视频写 muted。",
        en="Editor: prepare a WebVTT file. Developer: add <track kind=\"captions\"> inside <video>; mark decorative films muted.",
    ),
    avoid=Text(zh="不要直接用未校对的自动字幕。", en="Do not publish automatic captions unread."),
    verify=Text(zh="静音播放，打开字幕看完一遍。", en="Play it muted with captions on."),
    before='<video src="/brew.mp4" controls></video>',
    after='<video src="/brew.mp4" controls><track kind="captions" srclang="zh" src="/brew.vtt"></video>',
    matters=Matters.UX,
    source="https://www.w3.org/WAI/WCAG22/Understanding/captions-prerecorded.html",
    applies="select url_id from temp.page_facts where json_extract(facts, '$.media.videos') > 0",
    needs=frozenset({"facts"}),
    rule=rule,
    confidence=0.5,
    effort_hours=2,
    effort_unit="page",
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=(
        '<main><video src="/a.mp4" muted autoplay loop></video><video></video></main>',
        '<main><p>冲泡</p><video><source src="/a.mp4"><track src="/a.vtt" srclang="zh"></video></main>',
    ),
    bad=(
        '<main><p>冲泡</p><video src="/a.mp4" controls></video></main>',
        '<main><video controls><source src="/a.mp4"><track kind="chapters" src="/a.vtt"></video></main>',
    ),
)  # fmt: skip

"""An alt text that is a list of keywords tells a blind shopper nothing, and engines count it as stuffing."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord
from crawler.text import columns

SHARE = 0.2  # of its width that a repeated word takes up: a long description may well name its subject three times
LEVELS = {"repeats": "warning", "list": "warning", "long": "notice"}


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    found = []
    for alt, src, width, items, term, times in page.facts.media.alts:
        problem = _problem(width, items, times if columns(term) * times >= width * SHARE else 0, options)
        if problem:
            found.append((LEVELS[problem] != "warning", problem, alt, src, width, items, term, times))
    if found:
        _, problem, alt, src, width, items, term, times = min(found)
        yield {
            "images": len(found),
            "problem": problem,
            "alt": alt[:120],
            "src": src,
            "width": width,
            "items": items,
            "term": term,
            "times": times,
            "severity": LEVELS[problem],
        }


def _problem(width: int, items: int, times: int, options: Options) -> str:
    if times >= options["max_repeats"]:
        return "repeats"
    if items >= options["max_items"]:
        return "list"
    return "long" if width > options["max_units"] else ""


check = PageCheck(
    id="img-alt-stuffing",
    module=__name__,
    severity=Severity.WARNING,
    levels=(Severity.WARNING, Severity.NOTICE),
    book="4.3.8",
    title=Text(zh="图片说明写成了关键词堆砌", en="The text of a picture is a pile of keywords"),
    message=Text(
        zh="{images} 张图的 alt {problem}，例如“{alt}”（宽 {width} 列）",
        en="alt of {images} pictures {problem}, such as “{alt}” ({width} columns)",
    ),
    words={
        "repeats": Text(zh="反复写同一个词", en="repeats one word"),
        "list": Text(zh="罗列了一串词", en="lists terms"),
        "long": Text(zh="过长", en="is too long"),
    },
    why=Text(
        zh="读屏软件会把它从头念到尾，听的人仍不知道图里是什么。堆砌关键词违反搜索引擎的规则，对排名没有好处。",
        en="A screen reader reads all of it aloud, and the listener still does not know what is shown. Keyword stuffing breaks the rules of search engines and gains nothing.",
    ),
    fix=Text(
        zh="编辑：只用一句短语说出这张图里有什么；开发：检查模板是否把标签或站点关键词拼进了 alt。",
        en="Editor: say in one phrase what this picture shows. Developer: see whether the template glues tags or site keywords into alt.",
    ),
    avoid=Text(zh="不要因此把 alt 全部删掉。", en="Do not remove alt altogether."),
    verify=Text(zh="在浏览器里查看该图片的 alt，念一遍是否通顺。", en="Inspect the picture and read its alt aloud."),
    before='<img src="/tea.jpg" alt="龙井茶,西湖龙井,明前龙井,龙井茶价格,龙井茶批发">',
    after='<img src="/tea.jpg" alt="干茶：扁平的明前龙井">',
    matters=Matters.UX,
    source="https://developers.google.com/search/docs/appearance/google-images",
    applies="select url_id from temp.html_pages where images > 0",
    needs=frozenset({"facts"}),
    options={
        "max_repeats": Option(3, "times, 3 or more"),
        "max_items": Option(5, "short items between commas, 4 or more"),
        "max_units": Option(100, "columns, 50 or more"),
    },
    rule=rule,
    confidence=0.85,
    effort_hours=0.25,
    effort_unit="page",
    profiles={
        "google": {},
        "baidu": {"thresholds": {"max_units": 60}},
        "book-2016": {"thresholds": {"max_units": 60}},
        "shop": {},
    },
    good=(
        '<main><img src="/a.png" alt="青瓷盖碗侧面"><img src="/b.png" alt=""></main>',
        '<main><img src="/a.png" alt="一位老人坐在窗边，手里端着茶杯，窗外下着雪。"></main>',
        '<main><img src="/a.png" alt="Red clay teapot with a bamboo handle, seen from the side"></main>',
        '<main><img src="/a.png" alt="Four pots in a row: a round pot, a flat pot with a long spout, a glass one"></main>',
    ),
    bad=(
        '<main><img src="/a.png" alt="龙井茶,西湖龙井,明前龙井,龙井茶价格,龙井茶批发"></main>',
        '<main><img src="/a.png" alt="紫砂壶、盖碗、公道杯、茶盘、建水"></main>',
        '<main><img src="/a.png" alt="cheap tea best tea tea shop"></main>',
        f'<main><img src="/a.png" alt="{"宜兴老匠人手工拍打泥片做成的壶身，" * 2}盖钮为扁圆形，底款清晰，配有原木礼盒与证书，适合两三个人慢慢品饮"></main>',
    ),
)  # fmt: skip

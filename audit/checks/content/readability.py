"""Long sentences and rare characters drive readers away.

English is judged by Flesch reading ease, Chinese by the length of sentences and by characters outside the first level of
GB 2312 (3755 characters, in place of the 3500 common ones; with ``common_chars`` above 3755 its second level counts as
common, too). Other languages, Traditional characters and texts of less than five sentences are not judged.
"""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from configs.text import Text
from crawler.readability import flesch, mean_sentence, rare_share
from crawler.records import PageRecord
from crawler.text import dominant_script

MAX_TEXT = 1_200  # characters read
MIN_HAN = 200
MIN_WORDS = 100


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    text = page.main_text[:MAX_TEXT]
    if dominant_script(page.han_chars, page.latin_words) == "han":
        if page.han_chars >= MIN_HAN:
            yield from _chinese(text, options)
    elif page.latin_words >= MIN_WORDS and page.lang[:2].lower() in ("en", ""):
        ease = flesch(text) if text.isascii() or page.lang else None
        if ease is not None and ease < options["min_flesch"]:
            yield {"problem": "flesch", "value": round(ease, 1), "limit": options["min_flesch"]}


def _chinese(text: str, options: Options) -> Iterator[Evidence]:
    mean = mean_sentence(text, options["max_han_sentence"])
    if mean is not None and mean > options["max_han_sentence"]:
        yield {"problem": "sentences", "value": round(mean, 1), "limit": options["max_han_sentence"]}
        return
    rare = rare_share(text, int(options["common_chars"]))
    if rare is not None and rare > options["max_rare_share"]:
        yield {"problem": "rare", "value": round(100 * rare, 1), "limit": 100 * options["max_rare_share"]}


check = PageCheck(
    id="readability",
    module=__name__,
    severity=Severity.NOTICE,
    book=None,
    title=Text(zh="文字读起来费劲", en="A text is hard to read"),
    message=Text(zh="{problem}：{value:g}，参考值 {limit:g}", en="{problem}: {value:g}, guide value {limit:g}"),
    words={
        "flesch": Text(zh="英文易读度（Flesch）", en="Flesch reading ease"),
        "sentences": Text(zh="平均句长（汉字）", en="mean sentence in Han characters"),
        "rare": Text(zh="生僻字占比（%）", en="percentage of rare characters"),
    },
    why=Text(
        zh="句子太长、生僻字太多，访客读不下去就走了。它不是排名因素，只是提醒：专业文章可以不管。",
        en="Visitors give up on long sentences and rare words. No ranking factor, only a reminder; ignore it for texts for experts.",
    ),
    fix=Text(
        zh="编辑：一句只说一件事，超过 40 个字就断开；术语第一次出现时解释一下；列表代替长段落。",
        en="Editor: one thought a sentence, break long ones, explain terms at first use, and turn long paragraphs into lists.",
    ),
    avoid=Text(zh="不要为了数值把句子切碎。", en="Do not chop sentences for the number's sake."),
    verify=Text(
        zh="重新抓取后，xunlu audit --select readability。",
        en="After a new crawl: xunlu audit --select readability.",
    ),
    before="本壶采用原矿紫泥经匠人手工拍打成型并经高温烧制因而透气性极佳且适合冲泡各类普洱茶与陈年老茶……",
    after="这把壶用原矿紫泥手工拍成。高温烧制，透气好，适合普洱和老茶。",
    matters=Matters.UX,
    source="https://developers.google.com/search/docs/fundamentals/creating-helpful-content",
    applies="select url_id from temp.html_pages where han_chars >= 200 or (latin_words >= 100 and lower(substr(lang, 1, 2)) in ('en', ''))",
    options={
        "common_chars": Option(3500, "characters that count as common"),
        "min_flesch": Option(50, "Flesch reading ease", "https://en.wikipedia.org/wiki/Flesch%E2%80%93Kincaid_readability_tests"),
        "max_han_sentence": Option(40, "Han characters"),
        "max_rare_share": Option(0.05, "share of the Han characters, 0-1"),
    },
    rule=rule,
    reads=frozenset({"main_text"}),
    confidence=0.5,
    effort_hours=1,
    effort_unit="page",
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=(
        "<p>茶</p>",
        "<p>Tea</p>",
        "<main><h1>茶</h1></main>",
        "<html lang='de'><body><main><h1>Tee</h1></main></body></html>",
    ),
    bad=(
        f"<main><h1>好用的茶壶</h1><p>{'这把壶采用原矿紫泥经由匠人手工反复拍打成型之后再经过高温烧制因而透气性能极佳并且特别适合用来冲泡各种普洱茶以及老茶。' * 8}</p></main>",
        f"<main><h1>好用的茶壶</h1><p>{'瓯盏氤氲，茗荈醇酽。' * 30}</p></main>",
        f"<main><h1>Teapots</h1><p>{'Traditional manufacturing methodologies necessitate considerable dexterity, sophisticated instrumentation and uninterrupted concentration. ' * 30}</p></main>",
    ),
)  # fmt: skip

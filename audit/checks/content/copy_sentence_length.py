"""One sentence in four that runs on for too long makes a text that visitors give up on.

Narrower than the checklist: Chinese is judged everywhere but on legal and account pages. English only where something
is sold (home page, categories, products): good handbooks and articles have a third of their sentences above twenty
words, and those who read them came to read. Ten sentences are the least.
"""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from audit.sentences import CLIP, sentences
from configs.text import Text
from crawler.facts import Facts
from crawler.facts.writing import WritingFacts
from crawler.records import PageRecord

LEAST = 10  # sentences
SELLING = ("home", "category", "product")
UNJUDGED = ("legal", "account")


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    limits = {"han": options["max_han_chars"], "latin": options["max_latin_words"]}
    limit = options["max_share"]
    language = page.facts.writing.language
    if language == "zh" and page.page_type not in UNJUDGED:
        unit = "han"
    elif language == "en" and page.page_type in SELLING:
        unit = "latin"
    else:
        return
    found = sentences(page.main_text, unit)
    long = [one for one in found if one.length > limits[unit]]
    if len(found) >= LEAST and len(long) > limit * len(found):
        longest = max(long, key=lambda one: one.length)
        yield {
            "long": len(long),
            "sentences": len(found),
            "share": round(100 * len(long) / len(found)),
            "limit": limits[unit],
            "unit": unit,
            "longest": longest.length,
            "sentence": longest.text[:CLIP],
        }


def _selling(text: str) -> PageRecord:
    """An English product page with this main text."""
    facts = Facts(writing=WritingFacts("latin", "en"))
    words = len(text.split())
    return PageRecord("https://example.com/product/pot", 200, is_html=True, page_type="product", facts=facts, main_text=text, latin_words=words)  # fmt: skip


LONG = "这把壶采用原矿紫泥经由匠人手工反复拍打成型之后再经过高温烧制因而透气性能极佳并且特别适合泡普洱茶。"
SHORT = "先看容量，再看泥料。"
WORDY = "This pot is made of clay that was dug in the hills around the town, kept for years in a cellar, and then beaten by hand until it holds."  # fmt: skip

check = PageCheck(
    id="copy-sentence-length",
    module=__name__,
    severity=Severity.NOTICE,
    book=None,
    tier="extended",
    title=Text(zh="长句太多", en="Too many long sentences"),
    message=Text(
        zh="{sentences} 句里 {long} 句（{share}%）超过 {limit} {unit}，最长 {longest}：“{sentence}”",
        en="{long} of {sentences} sentences ({share} %) exceed {limit} {unit}, the longest has {longest}: “{sentence}”",
    ),
    words={"han": Text(zh="个汉字", en="Han characters"), "latin": Text(zh="个词", en="words")},
    why=Text(
        zh="在手机上，一句话占满三四行，读到后面忘了前面，访客就划走了。它不是排名因素，只是提醒。",
        en="On a phone such a sentence fills four lines; readers lose the thread and leave. No ranking factor, only a reminder.",
    ),
    fix=Text(
        zh="编辑：一句只说一件事，在“并且”“因而”“从而”处断开，参数改成列表。",
        en="Editor: one thought a sentence; break at “and”, “which” and “because”, and turn data into lists.",
    ),
    avoid=Text(
        zh="不要只把逗号改成句号，也不要切得支离破碎。",
        en="Do not just turn commas into stops, nor chop everything.",
    ),
    verify=Text(
        zh="读一遍，一口气读不完的就断开；重新抓取后，xunlu audit --select copy-sentence-length。",
        en="Read it aloud and break what takes two breaths. After a new crawl: xunlu audit --select copy-sentence-length.",
    ),
    before=f"<p>{LONG}</p>",
    after="<p>这把壶用原矿紫泥手工拍成。高温烧制，透气好，适合泡普洱茶。</p>",
    matters=Matters.UX,
    source="https://yoast.com/content-analysis-methodological-choices-explained/",
    applies="select url_id from temp.html_pages h where exists (select 1 from temp.page_facts f where f.url_id = h.url_id"
    " and case f.facts ->> '$.writing.language' when 'zh' then coalesce(h.page_type, '') not in ('legal', 'account')"
    " when 'en' then h.page_type in ('home', 'category', 'product') end)",
    options={
        "max_share": Option(0.25, "share of the sentences, 0-1", "https://yoast.com/content-analysis-methodological-choices-explained/"),
        "max_latin_words": Option(20, "Latin words", "https://yoast.com/content-analysis-methodological-choices-explained/"),
        "max_han_chars": Option(40, "Han characters"),
    },
    rule=rule,
    reads=frozenset({"main_text"}),
    needs=frozenset({"facts"}),
    confidence=0.5,
    effort_hours=0.5,
    effort_unit="page",
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=(
        "<p>茶</p>",
        "<p>Tea</p>",
        f"<main><h1>茶壶</h1><p>{SHORT * 60}{LONG * 9}</p></main>",
        f"<main><h1>茶壶</h1><p>{LONG * 9}</p></main>",
        f"<main><h1>茶壶</h1><p>{'容量：一百五十毫升，适合一个人喝；泥料：紫泥，透气稳重，泡普洱和老茶都合适；产地：宜兴丁蜀镇。' * 12}</p></main>",
        f"<main><h1>茶壶</h1><h2>用户评价</h2><p>{LONG * 12}</p></main>",
        f"<main><h1>How clay is made</h1><p>{f'{WORDY} ' * 12}</p></main>",
        _selling("Made by Dr. Li at No. 5 in approx. 3.5 hours. It holds 1.5 cups. " * 12 + "Try it."),
    ),
    bad=(
        f"<main><h1>茶壶</h1><p>{SHORT * 20}{LONG * 8}</p></main>",
        _selling(f"{WORDY} It pours well. " * 6 + "Try it."),
    ),
)  # fmt: skip

"""A title that repeats a keyword reads like spam, and engines demote or rewrite it.

Words are judged without a dictionary: Latin words, and pairs of Han characters that no function word separates.
"""

from collections import Counter
from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from audit.titles import parts, phrases
from audit.wording import content
from configs.text import Text
from crawler.records import PageRecord

MIN_LATIN = 3  # letters of a word that counts
MAX_TITLE = 500  # characters looked at


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    title = page.title[:MAX_TITLE]
    several = parts(title)
    own = " | ".join(several[:-1]) if len(several) > 1 else title  # the last part is the shop's name
    counts = Counter(unit for run in content(own) for unit in _units(run))
    word, repeats = max(counts.items(), key=lambda item: item[1], default=("", 0))
    if repeats >= options["max_repeats"]:
        word = max((one for one, times in counts.items() if times == repeats), key=title.lower().rfind)
        yield {"word": word, "repeats": repeats, "title": title, "kind": "repeated"}
    elif (found := phrases(title)) and len(found) >= options["max_phrases"]:
        roots = Counter(unit for phrase in found for unit in {unit for run in content(phrase) for unit in _units(run)})
        word, repeats = max(roots.items(), key=lambda item: item[1], default=("", 0))
        if repeats >= options["max_phrases"]:
            yield {"word": word, "repeats": repeats, "title": title, "kind": "variants"}


def _units(run: str) -> list[str]:
    """Pairs of Han characters that do not overlap themselves, or the Latin word."""
    if run.isascii() or not run[0] >= "\u3007":
        return [run] if len(run) >= MIN_LATIN and not run.isdigit() else []
    pairs = [run[at : at + 2] for at in range(len(run) - 1)]
    return [pair for at, pair in enumerate(pairs) if at == 0 or pairs[at - 1] != pair]


check = PageCheck(
    id="title-stuffing",
    module=__name__,
    severity=Severity.ERROR,
    book="4.3.6",
    title=Text(zh="标题在堆关键词", en="A title is stuffed with a keyword"),
    message=Text(
        zh="“{word}”在标题里出现 {repeats} 次（{kind}）：{title}",
        en="“{word}” stands {repeats} times in the title ({kind}): {title}",
    ),
    words={
        "repeated": Text(zh="重复", en="repeated"),
        "variants": Text(zh="换着说法重复", en="in variations"),
    },
    why=Text(
        zh="同一个词说三遍并不会排得更前，百度清风算法专门打压这种标题，谷歌会改写它；读的人也会觉得不可信。",
        en="Saying a word three times ranks no better. Baidu's Breeze algorithm demotes such titles, Google rewrites them, and readers distrust them.",
    ),
    fix=Text(
        zh="编辑：关键词留一次，其余位置写规格、产地、用途；别的说法各做一页或写进正文；开发：检查模板是否把分类、商品、店名拼在一起造成重复。",
        en="Editor: keep the keyword once and use the room for size, origin, use. Developer: see whether the template joins category, product and shop so that words repeat.",
    ),
    avoid=Text(zh="不要换成同义词继续堆。", en="Do not go on stuffing with synonyms."),
    verify=Text(
        zh="重新抓取后，xunlu audit --select title-stuffing。",
        en="After a new crawl: xunlu audit --select title-stuffing.",
    ),
    before="<title>紫砂壶_紫砂壶价格_紫砂壶厂家_紫砂壶批发</title>",
    after="<title>宜兴手工紫砂壶：款式与价格 | 茶舍</title>",
    matters=Matters.RANKING,
    source="https://developers.google.com/search/docs/essentials/spam-policies#keyword-stuffing",
    applies="select url_id from temp.html_pages where title <> ''",
    options={
        "max_repeats": Option(3, "times"),
        "max_phrases": Option(4, "phrases"),
    },
    rule=rule,
    confidence=0.85,
    effort_hours=0.25,
    effort_unit="page",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        "<title>红茶、绿茶、白茶、黑茶：怎样挑选一把好用的茶壶</title>",
        "<title>Tea and teapots: how to choose a teapot</title>",
        "<title></title>",
        "<title>哈哈哈哈茶壶</title>",
    ),
    bad=(
        "<title>好用的茶壶_好用的茶壶怎样挑选_好用的茶壶容量 | 茶舍</title>",
        "<title>Teapot, red teapot, clay teapot, best teapot | Tea House</title>",
    ),
)  # fmt: skip

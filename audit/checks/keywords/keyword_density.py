"""Formula A (F-03A): hits times the length of the keyword, by the visible characters of main text.

A convention of webmaster tools: no search engine publishes a target, Baidu and Google included. Far too high is stuffing.
Told one level lower is what is low with five hits or more, as in long texts, and what is high with fewer, for long phrases
fill much of a short text; also what is high on home pages and lists, where the names of products repeat the keyword.
"""

from audit.example_keywords import POTS, shop
from audit.keyword_pairs import NOTICE, ORIGIN, WARNING, applies, found, keyword_check
from audit.registry import Option, Severity
from configs.text import Text

MANY = 5  # hits: a long phrase that stands there three times is no stuffing, whatever its share
WITHIN = "(han >= :min_han or latin >= :min_latin_words)"
MILD = f"(hits < {MANY} or page_type in ('home', 'category', 'list'))"
LEVEL = f"""case when density_a < :min_pct then iif(hits < {MANY}, {NOTICE}, 'info')
    when density_a > :error_pct then case when {MILD} or guessed then {WARNING} else 'error' end
    when {MILD} then {NOTICE} else {WARNING} end"""
STUFFED = "。".join(["紫砂壶好，紫砂壶妙，买紫砂壶就来本店看紫砂壶"] * 8)

check = keyword_check(
    id="keyword-density",
    module=__name__,
    severity=Severity.NOTICE,
    title=Text(
        zh="关键词密度（字符式）",
        en="Keyword density, character form",
    ),
    message=Text(
        zh="{origin}“{term}”密度 A 为 {percent}%（{hits} 次），{problem}",
        en="{origin} “{term}”: density A {percent}% ({hits} hits), {problem}",
    ),
    words={
        **ORIGIN,
        "low": Text(zh="偏低", en="low"),
        "high": Text(zh="偏高", en="high"),
    },
    why=Text(
        zh="没有搜索引擎公布过最佳密度，2–8% 只是站长的说法；但太低常说明没写到点上，太高读着像堆砌，会被当作弊。",
        en="No search engine publishes a best density; 2-8% is a webmaster convention. Very low mostly means off the point, very high reads as stuffing and is punished.",
    ),
    fix=Text(
        zh="编辑：过高的，用“它”“这款”或具体规格替换；过低的，看这页是不是真在讲这个词。",
        en="Editor: where it is high, say “it” or give details instead; where it is low, see whether the page is about the keyword at all.",
    ),
    avoid=Text(
        zh="不要为了凑密度加词。",
        en="Do not add words to reach a number.",
    ),
    levels=(Severity.ERROR, Severity.WARNING, Severity.NOTICE, Severity.INFO),
    source="https://developers.google.com/search/docs/essentials/spam-policies#keyword-stuffing",
    options={
        "min_pct": Option(0.5, "% of the visible characters, formula A"),
        "warning_pct": Option(8, "% of the visible characters, formula A"),
        "error_pct": Option(15, "% of the visible characters, formula A"),
        "min_han": Option(100, "Han characters of main text"),
        "min_latin_words": Option(60, "Latin words of main text"),
    },
    profiles={
        "google": {"thresholds": {"warning_pct": 4}},
        "baidu": {"thresholds": {"min_pct": 2}},
        "book-2016": {"thresholds": {"min_pct": 2}},
        "shop": {},
    },
    applies=applies(WITHIN),
    sql=found(
        "density_a < :min_pct or density_a > :warning_pct",
        "'percent', round(density_a, 2), 'hits', hits, 'problem', iif(density_a < :min_pct, 'low', 'high')",
        LEVEL,
        within=WITHIN,
    ),
    good=shop(),
    bad=shop(lead=STUFFED),
    flags=frozenset({POTS}),
)

"""A text about a keyword names it soon: readers decide by the beginning, and engines quote it.

The first hit should stand in the first 100 Han characters or 100 words, and not behind the first paragraph (a line of 40 columns).
"""

from audit.example_keywords import POTS, shop
from audit.keyword_pairs import NOTICE, NOTICES, ORIGIN, applies, found, keyword_check
from audit.registry import Option, Severity
from configs.text import Text

WITHIN = "han + latin > 0"
FAR = "1.0 * intro_han / :max_han + 1.0 * intro_latin / :max_latin_words >= 1"

check = keyword_check(
    id="keyword-in-intro",
    module=__name__,
    severity=Severity.NOTICE,
    title=Text(
        zh="首段不含目标词（突出度低）",
        en="Keyword not prominent",
    ),
    message=Text(
        zh="{origin}“{term}”{problem}，突出度 {prominence}",
        en="{origin} “{term}” {problem}; prominence {prominence}",
    ),
    words={
        **ORIGIN,
        "absent-text": Text(zh="不在 h1 以外的正文里", en="is not in the text below the h1"),
        "far": Text(zh="出现得太晚", en="comes late"),
        "second": Text(zh="不在第一段", en="is not in the first paragraph"),
    },
    why=Text(
        zh="开头点题的网页，读者和引擎都更快明白它讲什么；摘要也常取自开头。",
        en="A page that names its subject at once is understood sooner by readers and engines, and snippets are often taken from there.",
    ),
    fix=Text(
        zh="编辑：第一段用一句话说清这页讲的是什么，自然带出目标词。",
        en="Editor: say in a sentence of the first paragraph what the page is about, with the keyword in it.",
    ),
    avoid=Text(
        zh="不要为了凑词在开头重复。",
        en="Do not repeat the word there to make up numbers.",
    ),
    levels=NOTICES,
    options={
        "max_han": Option(100, "Han characters before it"),
        "max_latin_words": Option(100, "Latin words before it"),
    },
    applies=applies(WITHIN),
    sql=found(
        f"intro_han is null or not first_paragraph or {FAR}",
        f"'problem', case when intro_han is null then 'absent-text' when {FAR} then 'far' else 'second' end, 'prominence', round(prominence, 2)",
        NOTICE,
        within=WITHIN,
    ),
    good=shop(),
    bad=shop(lead="选壶是一门学问，先看泥料，再看做工、容量和出水，最后看价格是不是合适自己的预算。"),
    flags=frozenset({POTS}),
)

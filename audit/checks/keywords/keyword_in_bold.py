"""Bold text shows a reader what matters. Some of it helps, a page full of it hides everything. Engines hardly care.

<b> and <strong> in main text, outside of headings; bold by style sheet is not seen. Of guessed keywords only too much is told.
"""

from audit.example_keywords import LEAD, POTS, shop
from audit.keyword_pairs import ENOUGH, NOTICE, NOTICES, ORIGIN, applies, found, keyword_check
from audit.registry import Matters, Option, Severity
from configs.text import Text

WITHIN = f"strong_hits is not null and {ENOUGH}"
MUCH = "strong_share > :max_share"

check = keyword_check(
    id="keyword-in-bold",
    module=__name__,
    severity=Severity.INFO,
    title=Text(
        zh="目标词加粗",
        en="Keyword in bold",
    ),
    message=Text(
        zh="{origin}“{term}”{problem}：词加粗 {hits} 次，加粗的字占正文 {percent}%",
        en="{origin} “{term}” {problem}: {hits} hits in bold; {percent}% of the text is bold",
    ),
    words={
        **ORIGIN,
        "bold-much": Text(zh="所在页加粗太多", en="stands on a page with too much bold text"),
        "bold-none": Text(zh="没有加粗", en="is never in bold"),
    },
    why=Text(
        zh="适量加粗帮助扫读；整段加粗等于没有重点。对排名几乎没有影响。",
        en="Some bold text helps skimming; whole paragraphs of it stress nothing. For ranking it hardly matters.",
    ),
    fix=Text(
        zh="编辑：每页加粗几处关键的词或数字；大段加粗的改回普通字体。",
        en="Editor: set a few words or figures in bold, and whole paragraphs back to normal.",
    ),
    avoid=Text(
        zh="不要把每个目标词都加粗。",
        en="Do not set every keyword in bold.",
    ),
    levels=NOTICES,
    book="4.3.6",
    matters=Matters.UX,
    options={"max_share": Option(0.1, "share of the visible characters of main text")},
    applies=applies(WITHIN),
    sql=found(
        f"(strong_hits = 0 and not guessed) or {MUCH}",
        f"'problem', iif({MUCH}, 'bold-much', 'bold-none'), 'hits', strong_hits, 'percent', round(100 * strong_share, 1)",
        f"iif({MUCH}, {NOTICE}, 'info')",
        within=WITHIN,
    ),
    good=shop(),
    bad=shop(lead=f"<b>{LEAD}</b>"),
    flags=frozenset({POTS}),
)

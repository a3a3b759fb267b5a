"""The h1 tells a visitor who came for a keyword that this is the right page."""

from audit.example_keywords import POTS, shop
from audit.keyword_pairs import NOTICE, NOTICES, ORIGIN, applies, found, keyword_check
from audit.registry import Severity
from configs.text import Text

WITHIN = "h1 <> ''"

check = keyword_check(
    id="keyword-in-h1",
    module=__name__,
    severity=Severity.NOTICE,
    title=Text(
        zh="H1 不含目标词",
        en="Keyword missing in h1",
    ),
    message=Text(
        zh="{origin}“{term}”不在 h1 里：“{h1}”",
        en="{origin} “{term}” is not in the h1: “{h1}”",
    ),
    words=ORIGIN,
    why=Text(
        zh="访客点进来先看大标题；和刚才搜的词对不上，容易退回去。",
        en="Visitors look at the heading first; if it does not match what they searched for, many go back.",
    ),
    fix=Text(
        zh="编辑：h1 用目标词或包含它全部词的自然说法。",
        en="Editor: write an h1 with the keyword, or with all of its words in natural order.",
    ),
    avoid=Text(
        zh="不要把 h1 写成和标题一样的关键词串。",
        en="Do not turn the h1 into a string of keywords.",
    ),
    levels=NOTICES,
    book="4.3.6",
    applies=applies(WITHIN),
    sql=found("not in_h1 and h1_words < words", "'h1', substr(h1, 1, 120)", NOTICE, within=WITHIN),
    good=shop(),
    bad=shop(h1="茶具选购"),
    flags=frozenset({POTS}),
)

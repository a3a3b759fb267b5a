"""Specific keywords are searched for less and won more easily. A label for planning, no fault.

Three content tokens or six Han characters, and a shorter target keyword within (keywords/long_tail.py).
"""

from audit.example_keywords import POTS, shop
from audit.keyword_pairs import ORIGIN, applies, keyword_check, labelled
from audit.registry import Matters, Option, Severity
from configs.text import Text

check = keyword_check(
    id="keyword-long-tail",
    module=__name__,
    severity=Severity.INFO,
    title=Text(
        zh="长尾词",
        en="Long-tail class",
    ),
    message=Text(
        zh="{origin}“{term}”是长尾词，包含“{head}”",
        en="{origin} “{term}” is of the long tail; it holds “{head}”",
    ),
    words=ORIGIN,
    why=Text(
        zh="长尾词搜的人少，但要什么很明确，竞争也小，成交往往更好。",
        en="Few search for the long tail, but they know what they want; competition is lower and sales are often better.",
    ),
    fix=Text(
        zh="运营：长尾词交给商品页或文章，不必占用首页和分类页。",
        en="Marketing: let products and articles stand for it, not home or categories.",
    ),
    avoid=Text(
        zh="不要给每个长尾词各建一个内容雷同的网页。",
        en="Do not make a page of the same content for each of them.",
    ),
    scope="keyword",
    matters=Matters.INDIRECT,
    options={"min_tokens": Option(3, "content tokens"), "min_han": Option(6, "Han characters")},
    applies=applies("1"),
    sql=labelled("h.term is not null and (l.tokens >= :min_tokens or l.han >= :min_han)", "'head', h.term"),
    good=shop(),
    bad=shop(keywords=("紫砂壶", "宜兴手工紫砂壶")),
    flags=frozenset({POTS}),
)

"""What the searchers of a keyword want, told by its modifiers. A label for planning, no fault."""

from audit.example_keywords import POTS, shop
from audit.keyword_pairs import ORIGIN, applies, keyword_check, labelled
from audit.registry import Matters, Severity
from configs.intents import INTENTS
from configs.text import Text

check = keyword_check(
    id="keyword-intent",
    module=__name__,
    severity=Severity.INFO,
    title=Text(
        zh="关键词商业意图",
        en="Search intent label",
    ),
    message=Text(
        zh="{origin}“{term}”：{intent}（看“{modifier}”）",
        en="{origin} “{term}”: {intent} (told by “{modifier}”)",
    ),
    words={**ORIGIN, **INTENTS},
    why=Text(
        zh="想买的人要看到价格和按钮，想了解的人要看到答案；网页对不上意图，排上去也留不住人。",
        en="Buyers want prices and a button, readers want answers. A page that does not suit the intent keeps nobody.",
    ),
    fix=Text(
        zh="运营：购买词给商品页或分类页，了解词给文章，比较词给对比或评测。",
        en="Marketing: give keywords of buyers to products and categories, of readers to articles, of comparers to comparisons.",
    ),
    avoid=Text(
        zh="不要让一个商品页去回答百科问题。",
        en="Do not let a product answer the questions of an encyclopaedia.",
    ),
    scope="keyword",
    matters=Matters.INDIRECT,
    applies=applies("1"),
    sql=labelled("l.intent <> 'none'", "'intent', l.intent, 'modifier', l.modifier"),
    good=shop(),
    bad=shop(keywords=("紫砂壶价格",)),
    flags=frozenset({POTS}),
)

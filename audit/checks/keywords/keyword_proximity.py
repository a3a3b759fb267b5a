"""The words of a phrase should stand together somewhere: whoever searches for it looks for it.

F-04: exact hits by the places that hold all of its words close together (keywords/standing.py).
"""

from audit.example_keywords import POTS, shop
from audit.keyword_pairs import ENOUGH, NOTICE, NOTICES, ORIGIN, applies, found, keyword_check
from audit.registry import Severity
from configs.text import Text

WITHIN = f"words > 1 and {ENOUGH}"
PHRASE = "紫砂壶选购"

check = keyword_check(
    id="keyword-proximity",
    module=__name__,
    severity=Severity.NOTICE,
    title=Text(
        zh="关键词邻近度",
        en="Keyword proximity",
    ),
    message=Text(
        zh="{origin}“{term}”在正文里没有连着出现过；词都在附近的地方有 {windows} 处（邻近度 {exact}/{windows}）",
        en="{origin} “{term}” never stands as a phrase in main text; its words stand close together in {windows} places (proximity {exact}/{windows})",
    ),
    words=ORIGIN,
    why=Text(
        zh="多个词组成的搜索词，连着出现比散落各处更说明这页讲的就是它；引擎也会认近似说法，影响不大。",
        en="A phrase that stands together says more than its words scattered about. Engines know near phrases, too, so it matters little.",
    ),
    fix=Text(
        zh="编辑：在开头或小标题里自然地用一次完整的说法。",
        en="Editor: use the whole phrase once in the lead or a subheading, where it reads naturally.",
    ),
    avoid=Text(
        zh="不要写出不通顺的词串。",
        en="Do not write strings that are no language.",
    ),
    levels=NOTICES,
    applies=applies(WITHIN),
    sql=found("hits = 0", "'exact', hits, 'windows', windows", NOTICE, within=WITHIN),
    good=shop(keywords=(PHRASE,), more=f"<p>{PHRASE}要点如下。</p>"),
    bad=shop(keywords=(PHRASE,), more="<p>紫砂壶怎么选购？</p>"),
    flags=frozenset({POTS}),
)

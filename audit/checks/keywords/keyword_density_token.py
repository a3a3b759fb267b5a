"""Formula C (F-03C): tokens of the hits by content tokens; phrases count with all of their tokens. For information only."""

from audit.example_keywords import LEAD, POTS, REST, shop
from audit.keyword_pairs import ENOUGH, ORIGIN, applies, found, keyword_check
from audit.registry import Matters, Option, Severity
from configs.text import Text

WITHIN = ENOUGH
MORE = "盖子要严，出水要顺，断水要干净，握着不烫手；壶身有细纹不一定是裂，轻轻敲听声音就知道，清脆的是好的，沉闷的要多看几眼，放心了再付款。"

check = keyword_check(
    id="keyword-density-token",
    module=__name__,
    severity=Severity.INFO,
    title=Text(
        zh="关键词密度（分词式）",
        en="Keyword density, token form",
    ),
    message=Text(
        zh="{origin}“{term}”密度 C 为 {percent}%，参考范围 {low}–{high}%",
        en="{origin} “{term}”: density C {percent}%, guide range {low}-{high}%",
    ),
    words=ORIGIN,
    why=Text(
        zh="按词计算的密度，和英文工具的数字可比；只供参考，没有搜索引擎公布标准。",
        en="Density by words compares with the figures of English tools. It is for information; no search engine publishes a target.",
    ),
    fix=Text(
        zh="不必专门修改；和“密度 A”、竞品的同类网页一起看。",
        en="Nothing to do by itself; look at it beside density A and the pages of competitors.",
    ),
    avoid=Text(
        zh="不要为了凑数加词或删词。",
        en="Do not add or remove words for the number.",
    ),
    matters=Matters.INDIRECT,
    options={
        "guide_min_pct": Option(0.5, "% of the content tokens, formula C"),
        "guide_max_pct": Option(3, "% of the content tokens, formula C"),
    },
    applies=applies(WITHIN),
    sql=found(
        "density_c < :guide_min_pct or density_c > :guide_max_pct",
        "'percent', round(density_c, 2), 'low', :guide_min_pct, 'high', :guide_max_pct",
        "'info'",
        within=WITHIN,
    ),
    good=shop(more=f"<p>{MORE}</p>"),
    bad=shop(h1="茶壶", lead=LEAD.replace("紫砂壶", "这壶"), rest=REST.replace("紫砂壶", "壶")),
    flags=frozenset({POTS}),
)

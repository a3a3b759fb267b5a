"""Results often quote the description and set the searched words in bold."""

from audit.example_keywords import POTS, shop
from audit.keyword_pairs import ALL, NOTICE, ORIGIN, WARNING, applies, found, keyword_check
from audit.registry import Matters, Option, Severity
from configs.text import Text

WITHIN = "description <> ''"

check = keyword_check(
    id="keyword-in-description",
    module=__name__,
    severity=Severity.NOTICE,
    title=Text(
        zh="描述不含目标词",
        en="Keyword in description",
    ),
    message=Text(
        zh="{origin}“{term}”在描述里出现 {hits} 次（1 至 {limit} 次为宜）：“{description}”",
        en="{origin} “{term}” stands {hits} times in the description (1 to {limit} will do): “{description}”",
    ),
    words=ORIGIN,
    why=Text(
        zh="描述常显示为摘要，搜的词会加粗，更容易被点；重复太多则像堆砌，引擎会改用正文。",
        en="Descriptions often show as snippets with the searched words in bold. Repeated too often they look stuffed, and engines quote the text instead.",
    ),
    fix=Text(
        zh="编辑：用一句通顺的话介绍这页，带上目标词一次。",
        en="Editor: introduce the page in one fluent sentence with the keyword in it once.",
    ),
    avoid=Text(
        zh="不要把描述写成关键词列表。",
        en="Do not write a list of keywords.",
    ),
    levels=ALL,
    book="4.3.6",
    matters=Matters.CLICKS,
    source="https://developers.google.com/search/docs/appearance/snippet",
    options={"max_hits": Option(3, "hits")},
    applies=applies(WITHIN),
    sql=found(
        "description_hits = 0 or description_hits > :max_hits",
        "'hits', description_hits, 'limit', :max_hits, 'description', substr(description, 1, 160)",
        f"iif(description_hits, {WARNING}, {NOTICE})",
        within=WITHIN,
    ),
    good=shop(),
    bad=shop(description="紫砂壶，宜兴紫砂壶，手工紫砂壶，紫砂壶价格"),
    flags=frozenset({POTS}),
)

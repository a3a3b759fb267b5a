"""The title is what people read in the results, and the strongest place of a keyword on a page.

Flagged when it holds neither the keyword nor all of its words, or when other things stand before it.
"""

from audit.example_keywords import POTS, shop
from audit.keyword_pairs import ORIGIN, WARNING, WARNINGS, applies, found, keyword_check
from audit.registry import Option, Severity
from configs.text import Text

WITHIN = "title <> ''"
LATE = "1.0 * title_han / :max_han + 1.0 * title_latin / :max_latin_words >= 1"

check = keyword_check(
    id="keyword-in-title",
    module=__name__,
    severity=Severity.WARNING,
    title=Text(
        zh="标题不含目标词或位置靠后",
        en="Keyword missing or late in title",
    ),
    message=Text(
        zh="{origin}“{term}”{problem}：“{title}”",
        en="{origin} “{term}” {problem}: “{title}”",
    ),
    words={
        **ORIGIN,
        "absent": Text(zh="不在标题里", en="is not in the title"),
        "late": Text(zh="在标题里太靠后", en="stands late in the title"),
    },
    why=Text(
        zh="搜索结果里的标题从左读起，放不下的会被截掉；看不到要找的词，人就不点。",
        en="Titles in results are read from the left and cut at the right. Who does not see the words they searched for does not click.",
    ),
    fix=Text(
        zh="编辑：把目标词或意思相同的说法写在标题最前面，站名放最后。",
        en="Editor: begin the title with the keyword or a phrase that means the same; the name of the site comes last.",
    ),
    avoid=Text(
        zh="不要在标题里重复同一个词，也不要罗列近义词。",
        en="Do not repeat the word in the title, nor list synonyms.",
    ),
    levels=WARNINGS,
    book="4.3.6",
    source="https://developers.google.com/search/docs/appearance/title-link",
    options={"max_han": Option(7, "Han characters before it"), "max_latin_words": Option(4, "Latin words before it")},
    applies=applies(WITHIN),
    sql=found(
        f"(not in_title and title_words < words) or {LATE}",
        "'problem', iif(in_title, 'late', 'absent'), 'title', substr(title, 1, 120)",
        f"iif(in_title, 'notice', {WARNING})",
        within=WITHIN,
    ),
    good=shop(),
    bad=shop(title="本店各种茶具选购与价格"),
    flags=frozenset({POTS}),
)

"""A path that names its subject is easier to read, to share and to remember. Engines hardly care.

Named by the keyword, its pinyin (or its initials) or readable words; whether English words translate a Chinese keyword is
not judged. Only paths of numbers, ids and words of any shop are told.
"""

from audit.example_keywords import home, page, shop
from audit.keyword_pairs import ORIGIN, applies, found, keyword_check
from audit.registry import Example, Matters, Severity
from configs.text import Text

NUMBER = "/p/10086.html"
WITHIN = "url_form <> 'home' and page_type <> 'home'"

check = keyword_check(
    id="keyword-in-url",
    module=__name__,
    severity=Severity.INFO,
    title=Text(
        zh="网址不含目标词",
        en="Keyword in URL",
    ),
    message=Text(
        zh="{origin}“{term}”：网址 {path} 里看不出这页讲什么",
        en="{origin} “{term}”: the address {path} does not tell what the page is about",
    ),
    words=ORIGIN,
    why=Text(
        zh="能读懂的网址便于分享和记忆，结果里也显示；对排名作用很小。",
        en="A readable address is easier to share and to remember, and shows in results. It hardly matters for ranking.",
    ),
    fix=Text(
        zh="开发：新建网页时用拼音或英文词做路径，如 /zisha-hu/。",
        en="Developer: give new pages a path of pinyin or English words, such as /zisha-hu/.",
    ),
    avoid=Text(
        zh="不要为此改已有的网址；真要改，必须 301。",
        en="Do not change addresses that exist for this; if you must, redirect with 301.",
    ),
    matters=Matters.UX,
    source="https://developers.google.com/search/docs/crawling-indexing/url-structure",
    applies=applies(WITHIN),
    sql=found(
        "url_form = 'none' and not in_url",
        "'path', (select u.url from main.urls u where u.url_id = pairs.url_id)",
        "'info'",
        within=WITHIN,
    ),
    good=shop(),
    bad=Example({"/": home(), NUMBER: page()}, keywords={NUMBER: ("紫砂壶",)}),
    flags=frozenset({NUMBER}),
)

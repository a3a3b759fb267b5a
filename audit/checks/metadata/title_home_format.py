"""The title of the home page is the shop's name plate: its name first, then a slogan.

The name is what most titles of the language end or begin with, or the home page's og:site_name (from temp.page_facts).
Where no name is found, only the number of phrases is judged.
"""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from audit.titles import NAMES
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><h1>{0}</h1></body></html>'
HOME = (
    "select url_id from temp.start_pages where is_html and status between 200 and 299 order by length(url), url limit 1"
)
SQL = f"""
    with {NAMES},
    home as (
        select p.url_id, p.title, lower(substr(p.lang, 1, 2)) as tongue
        from temp.start_pages p where p.url_id = ({HOME}) and p.title <> ''
    ),
    judged as (
        select h.url_id, h.title, title_modifiers(h.title) as modifiers,
            (select min(n.name) from title_names n where n.tongue = h.tongue) as name,
            exists (select 1 from title_names n where n.tongue = h.tongue and names_site(h.title, n.name)) as named
        from home h
    )
    select url_id,
        json_object('title', title, 'modifiers', modifiers, 'name', name,
            'problem', iif(name is not null and not named, 'name-missing', 'too-many')) as evidence,
        iif(name is not null and not named, 'warning', 'notice') as severity
    from judged where (name is not null and not named) or modifiers > :max_modifiers
"""


check = SiteCheck(
    id="title-home-format",
    module=__name__,
    severity=Severity.NOTICE,
    levels=(Severity.WARNING, Severity.NOTICE),
    scope="site",
    book="4.3.6",
    title=Text(zh="首页标题没有站名，或堆了太多词", en="The home page's title lacks the shop's name or lists too much"),
    message=Text(
        zh="首页标题“{title}”{problem}（站名“{name}”，另有 {modifiers} 个短语）",
        en="the home title “{title}” {problem} (name “{name}”, {modifiers} further phrases)",
    ),
    words={
        "name-missing": Text(zh="没有写站名", en="does not name the site"),
        "too-many": Text(zh="修饰词太多", en="has too many phrases"),
    },
    why=Text(
        zh="搜店名的人靠首页标题认出你；没有店名，或把十个品类全列上，既认不出也记不住，百度建议“站名 - 一句话”，修饰词不超过三个。",
        en="People who search for the shop recognise it by this title. Without the name, or with ten categories in a row, nobody remembers it. Baidu advises name, separator, slogan.",
    ),
    fix=Text(
        zh="编辑：写成“店名 - 最主要的一两类商品或一句口号”，其余品类交给分类页的标题。",
        en="Editor: write “shop - main goods or slogan” and leave the other goods to the category pages.",
    ),
    avoid=Text(zh="不要把所有品类都列上。", en="Do not list every category."),
    verify=Text(
        zh="重新抓取后，xunlu audit --select title-home-format。",
        en="After a new crawl: xunlu audit --select title-home-format.",
    ),
    before="<title>紫砂壶,盖碗,龙井,普洱,红茶,白茶,茶叶批发</title>",
    after="<title>茶舍 - 宜兴手工紫砂壶与当季新茶</title>",
    matters=Matters.CLICKS,
    source="https://developers.google.com/search/docs/appearance/title-link",
    view="start_pages",
    applies=HOME,
    options={
        "max_modifiers": Option(3, "phrases", "https://ziyuan.baidu.com/college/"),
    },
    sql=SQL,
    needs=frozenset({"facts"}),
    confidence=0.85,
    effort_hours=0.25,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍 - 手工紫砂壶，当季新茶"), **{f"/{n}": PAGE.format(f"第{n}款茶壶 | 茶舍") for n in range(3)}}),
    bad=Example({"/": PAGE.format("手工紫砂壶与当季新茶"), **{f"/{n}": PAGE.format(f"第{n}款茶壶 | 茶舍") for n in range(3)}}),
    flags=frozenset({"/"}),
)  # fmt: skip

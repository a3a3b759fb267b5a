"""A title that ends with the shop's name is recognised in results and in bookmarks.

The name is what most titles of the language end or begin with, or a home page's og:site_name (from temp.page_facts);
without either, nothing is judged. A title that names the site anywhere will do.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from audit.titles import NAMES
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><h1>{0}</h1></body></html>'
SQL = f"""
    with {NAMES}
    select p.url_id, json_object('title', p.title,
        'name', (select min(n.name) from title_names n where n.tongue = lower(substr(p.lang, 1, 2)))) as evidence
    from temp.indexable_pages p
    where p.title <> '' and p.page_type is not 'home'
        and lower(substr(p.lang, 1, 2)) in (select tongue from title_names)
        and not exists (
            select 1 from title_names n
            where n.tongue = lower(substr(p.lang, 1, 2)) and names_site(p.title, n.name)
        )
"""
APPLIES = f"""
    with {NAMES}
    select url_id from temp.indexable_pages
    where title <> '' and page_type is not 'home' and lower(substr(lang, 1, 2)) in (select tongue from title_names)
"""


check = SiteCheck(
    id="title-inner-format",
    module=__name__,
    severity=Severity.NOTICE,
    book="4.3.6",
    title=Text(zh="内页标题没有带上店名", en="Titles of inner pages lack the shop's name"),
    message=Text(zh="“{title}”里没有“{name}”", en="“{title}” does not say “{name}”"),
    why=Text(
        zh="带店名的标题在结果里更容易被认出来，老顾客更愿意点。对排名没有帮助，谷歌还会另外显示站名。",
        en="Regular customers recognise a result by the shop's name. It does not help ranking, and Google shows a site name of its own.",
    ),
    fix=Text(
        zh="开发：在模板里统一输出“商品 - 分类 | 店名”，店名放最后；编辑：手写的标题也照此补上。",
        en="Developer: let templates write “product - category | shop”, the name last. Editor: complete titles written by hand.",
    ),
    avoid=Text(zh="不要把店名放在最前，挤掉商品名。", en="Do not put it first, where it pushes the product out of sight."),
    verify=Text(
        zh="重新抓取后，xunlu audit --select title-inner-format。",
        en="After a new crawl: xunlu audit --select title-inner-format.",
    ),
    before="<title>紫砂壶 250 毫升</title>",
    after="<title>紫砂壶 250 毫升 | 茶舍</title>",
    matters=Matters.CLICKS,
    source="https://developers.google.com/search/docs/appearance/title-link",
    view="indexable_pages",
    applies=APPLIES,
    sql=SQL,
    needs=frozenset({"facts"}),
    confidence=0.85,
    effort_hours=0.5,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE.format("手工紫砂壶与当季新茶"), **{f"/{n}": PAGE.format(f"第{n}款茶壶 | 茶舍") for n in range(3)}}),
    bad=Example({"/": PAGE.format("茶舍"), **{f"/{n}": PAGE.format(f"第{n}款茶壶 | 茶舍") for n in range(3)}, "/x": PAGE.format("新到的茶壶")}),
    flags=frozenset({"/x"}),
)  # fmt: skip

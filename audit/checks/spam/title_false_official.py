"""A title that calls the page the official site of another brand deceives buyers, and Baidu punishes it.

The site's own names are its host, the titles and og:site_name of its home pages (from temp.page_facts), and what most
titles end with. Only claims for a name that shares nothing with them are found; a home page that poses as a brand is not.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from audit.titles import NAMES
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><h1>{0}</h1>{1}</body></html>'
SQL = f"""
    with {NAMES},
    own as materialized (
        select group_concat(text, ' | ') as text from (
            select title || ' | ' || url as text from temp.start_pages where title <> ''
            union select name from title_names
        )
    ),
    claims as (
        select p.url_id, p.title, official_claim(p.title, o.text) as claim from temp.html_pages p, own o
        where p.page_type not in ('home', 'article')
            and (instr(p.title, '官') or p.title like '%official%') and o.text is not null
    )
    select url_id, json_object('title', title, 'claim', claim) as evidence from claims where claim <> ''
"""


check = SiteCheck(
    id="title-false-official",
    module=__name__,
    severity=Severity.ERROR,
    book="4.3.8",
    title=Text(zh="标题自称别家的官网", en="A title claims to be another brand's official site"),
    message=Text(
        zh="标题“{title}”自称“{claim}”，与本站名称无关",
        en="“{title}” claims “{claim}”, which is not what this site is called",
    ),
    why=Text(
        zh="百度清风算法严惩冒充官网的标题，品牌方也可以投诉、起诉；顾客发现上当，会要求退款。若确有授权，可在设置里忽略本项。",
        en="Baidu punishes such titles, brands may sue, and buyers who feel deceived ask for their money. If you are authorised, ignore this check in the settings.",
    ),
    fix=Text(
        zh="编辑：改成“某品牌 + 商品 | 店名”，有授权的写“授权经销”，并在页面上放授权书。",
        en="Editor: write “brand product | shop”; if you are an authorised dealer, say so and show the certificate.",
    ),
    avoid=Text(zh="不要改成“官方正品”继续擦边。", en="Do not switch to another half-truth."),
    verify=Text(
        zh="重新抓取后，xunlu audit --select title-false-official。",
        en="After a new crawl: xunlu audit --select title-false-official.",
    ),
    before="<title>苹果官网 | 数码铺</title>",
    after="<title>苹果手机授权经销 | 数码铺</title>",
    matters=Matters.RANKING,
    source="https://ziyuan.baidu.com/college/",
    applies="select url_id from temp.html_pages where title <> '' and page_type not in ('home', 'article') and exists (select 1 from temp.start_pages where title <> '')",
    sql=SQL,
    needs=frozenset({"facts"}),
    confidence=0.5,
    effort_hours=0.25,
    effort_unit="page",
    profiles={"google": {"severity": "warning"}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example(
        {"/": PAGE.format("茶舍官网 - 手工紫砂壶", ""), "/a": PAGE.format("茶壶 | 茶舍官方商城", ""), "/b": PAGE.format("官方正品茶壶 | 茶舍", "")}
    ),
    bad=Example(
        {"/": PAGE.format("茶舍 - 手工紫砂壶", ""), "/a": PAGE.format("苹果官网 | 茶舍", ""), "/b": PAGE.format("Apple Official Store | 茶舍", "")}
    ),
    flags=frozenset({"/a", "/b"}),
)  # fmt: skip

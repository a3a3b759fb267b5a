"""A footer or a list of partners on every page of a site: engines count it as one link, and a keyword in it looks bought.

Pages of one domain with the same anchor, as far as tools list them; bare addresses, which people write on forums, are left out."""

from audit.backlinks import MANY_LINKS, applies, backlink_check, found
from audit.example_backlinks import assessed
from audit.example_probes import TEAHOUSE
from audit.registry import Example, Option
from configs.text import Text

check = backlink_check(
    id="backlink-sitewide",
    module=__name__,
    title=Text(
        zh="全站链接",
        en="Site-wide backlink",
    ),
    message=Text(
        zh="{domain} 有 {pages} 个网页用同一个锚文本“{anchor}”链接过来（上限 {limit}）",
        en="{domain} links from {pages} pages with the anchor “{anchor}” (limit {limit})",
    ),
    why=Text(
        zh="全站页脚里的链接只当一条看；锚文本是关键词时像是买的。",
        en="Links in the footer of a whole site count as one; with a keyword as their anchor they look bought.",
    ),
    fix=Text(
        zh="运营：请对方只在首页或相关的一页保留，锚文本用品牌名；付费的要标 rel=sponsored。",
        en="Marketing: ask for one link on the home page or a related one, with the brand as its anchor. Paid ones need rel=sponsored.",
    ),
    avoid=Text(
        zh="自己的品牌站、合作伙伴用品牌名的页脚链接没有危害，不必清理。",
        en="Footers of your own or of partners with the brand do no harm and need no cleaning.",
    ),
    applies=applies(MANY_LINKS),
    options={"max_urls": Option(100, "pages")},
    identity=("domain", "anchor"),
    sql=found(
        f"{MANY_LINKS} and w.value ->> '$.pages' > :max_urls",
        "'domain', w.value ->> '$.domain', 'anchor', w.value ->> '$.anchor', 'pages', w.value ->> '$.pages', 'limit', :max_urls",
        joined="join json_each(told.figures, '$.sitewide') w",
    ),
    effort_hours=1.0,
    good=Example(TEAHOUSE, backlinks=assessed(sitewide=[{"domain": "example.org", "anchor": "茶舍", "pages": 100}])),
    bad=Example(TEAHOUSE, backlinks=assessed(sitewide=[{"domain": "example.org", "anchor": "茶舍", "pages": 3000}])),
)

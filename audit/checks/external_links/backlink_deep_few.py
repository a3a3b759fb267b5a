"""Links to the home page only say nothing of categories and products, which then have nobody's recommendation.

Of the links whose target the tool tells; addresses of the home page (index files, campaign parameters) are home."""

from audit.backlinks import MANY_LINKS, applies, backlink_check, found
from audit.example_backlinks import assessed
from audit.example_probes import TEAHOUSE
from audit.registry import Example, Option
from configs.text import Text

check = backlink_check(
    id="backlink-deep-few",
    module=__name__,
    title=Text(
        zh="深度链接比例低",
        en="Few deep links",
    ),
    message=Text(
        zh="只有 {percent}% 的外链指向首页以外的网页（下限 {limit}%）",
        en="Only {percent}% of the backlinks lead to pages other than home (at least {limit}%)",
    ),
    why=Text(
        zh="文章和用户自发推荐的多是具体商品、文章；几乎全指首页，说明内页没有值得推荐的东西，或链接多是目录、友链。",
        en="What people recommend of themselves are mostly products and articles. Links to home only come from directories and partners, or inner pages are not worth a link.",
    ),
    fix=Text(
        zh="内容：做值得引用的内页（选购指南、产地资料、评测）；运营：友链和投稿改指相关的分类页。",
        en="Content: make inner pages worth quoting, such as guides and tests. Marketing: have partners link to the matching category.",
    ),
    avoid=Text(
        zh="不要为了比例去掉指向首页的好链接。",
        en="Do not give up good links to home for the sake of a ratio.",
    ),
    applies=applies(f"{MANY_LINKS} and figures ->> '$.deep' is not null"),
    options={"min_ratio": Option(0.2, "share")},
    sql=found(
        f"{MANY_LINKS} and figures ->> '$.deep' < :min_ratio",
        "'percent', cast(round(100 * (figures ->> '$.deep')) as integer), 'limit', cast(round(100 * :min_ratio) as integer)",
    ),
    good=Example(TEAHOUSE, backlinks=assessed(deep=0.2)),
    bad=Example(TEAHOUSE, backlinks=assessed(deep=0.05)),
)

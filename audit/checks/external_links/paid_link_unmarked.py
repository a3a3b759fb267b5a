"""A link that says of itself that it is an advertisement, and does not say so to engines.

Only links beside a label of its own count, as 广告 or Sponsored, in a block of ten links at most; social networks,
marketplaces and authorities are left out.
"""

from collections.abc import Iterator

from audit.outside import outgoing_check, outside_links
from audit.registry import Evidence, Options, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    return outside_links(page.url, page.facts.outgoing.paid)


check = outgoing_check(
    id="paid-link-unmarked",
    module=__name__,
    severity=Severity.NOTICE,
    title=Text(
        zh='广告外链没有标注 sponsored',
        en='A paid link is not marked as such',
    ),
    message=Text(
        zh='“{label}”旁的链接“{anchor}”指向 {target}，没有 rel="sponsored"',
        en='the link “{anchor}” beside “{label}” leads to {target} without rel="sponsored"',
    ),
    why=Text(
        zh='收钱的链接要告诉搜索引擎，否则像在卖链接，双方都可能受罚。',
        en='Links that are paid for must say so to engines; otherwise they look like links for sale, which is punished on both sides.',
    ),
    fix=Text(
        zh='开发：在广告位的模板里给外链加 rel="sponsored"，百度不认它，可以写 rel="sponsored nofollow"。',
        en='Developer: add rel="sponsored" in the template of the slot; since Baidu does not know it, rel="sponsored nofollow".',
    ),
    avoid=Text(
        zh='不要删掉“广告”二字，广告法要求标明。',
        en='Do not remove the label: the advertising law asks for it.',
    ),
    verify=Text(
        zh='看网页源代码里该链接的 rel。',
        en='Look at the rel of the link in the source.',
    ),
    before='<span>广告</span><a href="https://partner.example/">',
    after='<span>广告</span><a rel="sponsored nofollow" href="https://partner.example/">',
    rule=rule,
    good=('<main><div><span>广告</span><a rel="sponsored" href="https://partner.example.net/">茶具展</a></div></main>', '<main><div><span>Sponsored</span><a href="/fair">Tea fair</a><a href="https://www.weibo.com/tea">Weibo</a></div></main>'),
    bad=('<main><div><span>广告</span><a href="https://partner.example.net/">茶具展</a></div></main>', '<main><div><em>Sponsored</em><p><a href="https://partner.example.net/">Tea fair</a></p></div></main>'),
)  # fmt: skip

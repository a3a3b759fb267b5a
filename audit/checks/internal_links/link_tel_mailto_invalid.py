"""A link that should ring or write to the shop, and has no number or no address in it.

What telephones and mail programs make good is no fault (crawler/facts/contactlinks.py), nor are addresses in disguise, and
links that scripts answer to.
"""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    for fault, href in page.facts.links.contacts:
        yield {"fault": fault, "href": href}


check = PageCheck(
    id="link-tel-mailto-invalid",
    module=__name__,
    severity=Severity.NOTICE,
    scope="link",
    book=None,
    tier="extended",
    title=Text(zh="电话或邮箱链接点了没用", en="A telephone or mail link reaches nobody"),
    message=Text(zh="链接“{href}”{fault}", en="the link “{href}” {fault}"),
    words={
        "tel-empty": Text(zh="里没有号码", en="has no number"),
        "tel-number": Text(zh="里不是真的号码", en="has no real number"),
        "tel-several": Text(zh="里写了两个号码，会被连着拨", en="has two numbers, which are dialled as one"),
        "mail-empty": Text(zh="里没有邮箱", en="has no address"),
        "mail-address": Text(zh="里的邮箱不完整", en="has an incomplete address"),
    },
    why=Text(
        zh="手机访客点了拨不出去，邮件退回，生意就断在最后一步。排名不受影响。",
        en="On a phone the call does not go through, or the mail comes back: a sale lost at the last step. Rankings do not change.",
    ),
    fix=Text(
        zh="编辑：一个链接只写一个完整号码，邮箱带上 @ 和域名；开发：检查模板的电话、邮箱变量是否为空，为空时不输出链接。",
        en="Editor: one whole number a link, and a mail address with @ and domain. Developer: see whether the template's variables are empty, and print no link then.",
    ),
    avoid=Text(zh="不要用示例号码占位。", en="Do not leave sample numbers in place."),
    verify=Text(zh="用手机点一遍，看拨号盘里的号码。", en="Tap it on a phone and look at the number it would dial."),
    before='<a href="tel:">订购热线</a>',
    after='<a href="tel:+864008001234">订购热线</a>',
    matters=Matters.UX,
    source="https://www.rfc-editor.org/rfc/rfc3966",
    needs=frozenset({"facts"}),
    identity=("fault", "href"),
    rule=rule,
    effort_hours=0.25,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=(
        '<a href="tel:+86-10-62345678">电话</a>',
        '<a href="tel:12315">投诉</a>',
        '<a href="tel:1-800-TEAPOTS">Call us</a>',
        '<a href="mailto:?subject=明前龙井">发给朋友</a>',
        '<a href="mailto:tea@shop.example?subject=Hi">Write to us</a>',
        '<a href="mailto:茶@茶舍.中国">写信</a>',
        '<a href="tel:{{ phone }}">电话</a>',
        '<a href="mailto:tea (at) shop.example">Mail</a>',
        '<a href="tel:" data-call="1">电话</a>',
    ),
    bad=(
        '<a href="tel:">订购热线</a>',
        '<a href="tel:联系客服">订购热线</a>',
        '<a href="tel:010-62345678/62345679">Call us</a>',
        '<a href="mailto:service">写信</a>',
        '<a href="mailto:">Write to us</a>',
        '<a href="tel:00000000000">电话</a>',
    ),
)  # fmt: skip

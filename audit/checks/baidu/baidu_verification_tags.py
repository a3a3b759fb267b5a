"""Whoever's code stands in a verification tag may see and change how engines treat the site."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord

NAMES = (
    "baidu-site-verification", "360-site-verification", "sogou_site_verification", "shenma-site-verification",
    "bytedance-verification-code", "msvalidate.01", "google-site-verification",
)  # fmt: skip


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    known = {name.lower() for name in options["names"]}
    tags = [f"{name}={code[:12]}" for name, code in page.facts.baidu.verifications if name in known]
    if tags:
        yield {"tags": tags, "count": len(tags)}


check = PageCheck(
    id="baidu-verification-tags",
    module=__name__,
    severity=Severity.INFO,
    scope="site",
    book="4.3.4",
    title=Text(zh="首页上的站长平台验证标签，请核对归属", en="Verification tags on the home page: see whose they are"),
    message=Text(zh="{count} 个验证标签：{tags}", en="{count} verification tags: {tags}"),
    why=Text(
        zh="标签对应的账号能看搜索数据、提交死链、甚至要求删除网址。以前的代运营、离职同事留下的标签会一直有效。对排名没有影响。",
        en="The account behind a tag sees search data and may submit dead links or have pages removed. Tags of former agencies and colleagues stay valid. No effect on ranking.",
    ),
    fix=Text(
        zh="编辑：逐个登录平台核对账号；开发：删掉不认识的标签，自己的改用 DNS 或文件验证也可以。",
        en="Editor: log in and see which account each belongs to. Developer: remove what nobody knows; DNS or file verification does as well.",
    ),
    avoid=Text(zh="不要没核对就全部删除，那样会失去自己的权限。", en="Do not delete all of them unseen: you would lock yourself out."),
    verify=Text(zh="在各平台的“用户管理”里看还有谁。", en="See who else is listed among the users of each platform."),
    matters=Matters.INDIRECT,
    source="https://support.google.com/webmasters/answer/9008080",
    applies="select url_id from temp.start_pages",
    needs=frozenset({"facts"}),
    options={"names": Option(NAMES, "names of metas")},
    rule=rule,
    effort_hours=0.5,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=("<p>茶</p>", '<meta name="author" content="茶舍">'),
    bad=(
        '<meta name="baidu-site-verification" content="codeva-AbCdEf">',
        '<meta name="google-site-verification" content="abcdefghijklmnop">',
    ),
)  # fmt: skip

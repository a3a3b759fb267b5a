"""Sites filed with the public security authority show its number beside the ICP number."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from audit.registry import Evidence, HtmlCheck, Matters, Options, Severity
from configs.text import Text
from crawler.records import PageRecord

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

NUMBER = re.compile(r"公网安备\d{11,14}号")
POLICE = ("beian.mps.gov.cn", "www.beian.gov.cn", "beian.gov.cn")


def rule(page: PageRecord, soup: "BeautifulSoup", options: Options) -> Iterator[Evidence]:
    number = NUMBER.search(re.sub(r"\s+", "", soup.get_text()))
    if not number:
        yield {"problem": "number-missing", "number": ""}
    elif not any(_to_police(str(link.get("href", ""))) for link in soup.find_all("a", href=True)):
        yield {"problem": "number-not-linked", "number": number.group()}


def _to_police(href: str) -> bool:
    try:
        return urlsplit(href.strip()).hostname in POLICE
    except ValueError:
        return False


check = HtmlCheck(
    id="psb-number-missing",
    module=__name__,
    severity=Severity.INFO,
    scope="site",
    book="4.3.8",
    title=Text(zh="首页没有显示或没有链接公安备案号", en="The home page lacks its public security number or the link to it"),
    message=Text(zh="{problem} {number}", en="{problem} {number}"),
    words={
        "number-missing": Text(zh="首页找不到公安备案号", en="no public security number on the home page"),
        "number-not-linked": Text(zh="公安备案号没有链接到查询页：", en="the number is not linked to the register:"),
    },
    why=Text(
        zh="在中国大陆开通的网站应在开通后 30 日内办理公安备案，并在首页底部显示编号和链接。不是排名因素。服务器不在大陆的网站不需要。",
        en="Sites in mainland China are to be filed with the public security authority within 30 days of opening and to show the number, linked, at the foot of the home page. No ranking factor; sites hosted elsewhere need none.",
    ),
    fix=Text(
        zh="编辑：把编号填进主题页脚；开发：链接到 https://beian.mps.gov.cn/。还没有号的，由运维在该网站提交。",
        en="Editor: enter the number in the theme's footer. Developer: link it to https://beian.mps.gov.cn/. No number yet: operations files there.",
    ),
    avoid=Text(zh="不要用 ICP 备案号代替。", en="The ICP number is no substitute."),
    verify=Text(zh="点首页底部的编号，应能查到自己的网站。", en="Follow the link at the foot: it must show your own site."),
    before="<footer>© 茶舍</footer>",
    after='<footer>© 茶舍 <a href="https://beian.mps.gov.cn/#/query/webSearch?code=31010102000001">沪公网安备31010102000001号</a></footer>',
    matters=Matters.LEGAL,
    source="https://beian.mps.gov.cn/",
    view="start_pages",
    rule=rule,
    effort_hours=0.5,
    effort_unit="site",
    profiles={"baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        '<footer><a href="https://beian.mps.gov.cn/#/query/webSearch?code=31010102000001">沪公网安备31010102000001号</a></footer>',
        '<footer><a href="http://www.beian.gov.cn/portal/registerSystemInfo">粤公网安备 44010602000123 号</a></footer>',
    ),
    bad=("<footer>© 茶舍</footer>", '<footer><a href="/">京公网安备11010502030143号</a></footer>'),
)  # fmt: skip

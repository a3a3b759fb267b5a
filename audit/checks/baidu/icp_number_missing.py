"""A site hosted in mainland China must show its ICP filing number, linked to the ministry, or may be closed."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from audit.registry import Evidence, HtmlCheck, Matters, Options, Severity
from configs.text import Text
from crawler.records import PageRecord

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

NUMBER = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]ICP备\d{5,10}号(?:-\d+)?", re.IGNORECASE
)
MINISTRY = ("beian.miit.gov.cn", "www.beian.miit.gov.cn")


def rule(page: PageRecord, soup: "BeautifulSoup", options: Options) -> Iterator[Evidence]:
    number = NUMBER.search(_joined(soup.get_text()))
    if not number:
        yield {"problem": "number-missing", "number": ""}
    elif not any(_to_ministry(str(link.get("href", ""))) for link in soup.find_all("a", href=True)):
        yield {"problem": "number-not-linked", "number": number.group()}


def _to_ministry(href: str) -> bool:
    try:
        return urlsplit(href.strip()).hostname in MINISTRY
    except ValueError:
        return False


def _joined(text: str) -> str:
    """Footers break and space the number: 沪 ICP 备 12345678 号 - 1."""
    return re.sub(r"\s+", "", text).replace("－", "-").replace("—", "-")


check = HtmlCheck(
    id="icp-number-missing",
    module=__name__,
    severity=Severity.WARNING,
    scope="site",
    book="4.3.8",
    title=Text(zh="首页没有显示或没有链接 ICP 备案号", en="The home page lacks its ICP filing number or the link to it"),
    message=Text(zh="{problem} {number}", en="{problem} {number}"),
    words={
        "number-missing": Text(zh="首页找不到 ICP 备案号", en="no ICP number on the home page"),
        "number-not-linked": Text(zh="备案号没有链接到工信部：", en="the number is not linked to the ministry:"),
    },
    why=Text(
        zh="在中国大陆提供服务的网站须备案并在首页底部标明编号、链接工信部查询页，否则可能被责令改正或关停。它不是排名因素。服务器不在大陆的网站不需要。",
        en="Sites served from mainland China must be filed and show the number at the foot of the home page, linked to the ministry; otherwise they may be fined or closed. No ranking factor. Sites hosted elsewhere need none.",
    ),
    fix=Text(
        zh="编辑：在主题的页脚设置里填备案号；开发：链接到 https://beian.miit.gov.cn/。还没有号的，由运维通过服务器提供商提交备案。",
        en="Editor: enter the number in the theme's footer. Developer: link it to https://beian.miit.gov.cn/. No number yet: operations files through the hosting company.",
    ),
    avoid=Text(zh="不要借用别人的备案号，也不要做成图片。", en="Do not borrow another site's number, nor show it as a picture."),
    verify=Text(zh="curl -s 首页 | grep -i ICP备，再到工信部网站核对。", en="curl -s HOME | grep -i ICP备, and look it up at the ministry."),
    before="<footer>© 茶舍</footer>",
    after='<footer>© 茶舍 <a href="https://beian.miit.gov.cn/">沪ICP备12345678号-1</a></footer>',
    matters=Matters.LEGAL,
    source="https://beian.miit.gov.cn/",
    view="start_pages",
    rule=rule,
    effort_hours=0.5,
    effort_unit="site",
    profiles={"baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        '<footer><a href="https://beian.miit.gov.cn/">沪ICP备12345678号-1</a></footer>',
        '<footer><a href="https://beian.miit.gov.cn/">粤 ICP 备 2021012345 号</a></footer>',
    ),
    bad=("<footer>© 茶舍</footer>", '<footer><a href="/">沪ICP备12345678号</a></footer>'),
)  # fmt: skip

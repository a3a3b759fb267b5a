"""Names of coded values in both languages: axes, areas, bands, levels, states, reasons."""

from __future__ import annotations

from collections.abc import Mapping

from audit.explain import AREA, SEVERITY
from audit.explain import AXES as AXIS
from audit.explain import MATTERS as EXPLAINED
from configs.text import Text
from crawler.causes import INCOMPLETE, UNANSWERED, UNASKED, UNREAD


def _headed(names: Mapping[str, Text]) -> dict[str, Text]:
    """The names with a capital at their head."""
    return {key: Text(zh=text.zh, en=text.en[:1].upper() + text.en[1:]) for key, text in names.items()}


AXES, AREAS, SEVERITIES = _headed(AXIS), _headed(AREA), _headed(SEVERITY)
MATTERS: dict[str, Text] = {code.value: text for code, text in EXPLAINED.items()}

BANDS: dict[str, Text] = {
    "excellent": Text(zh="优秀", en="Excellent"),
    "good": Text(zh="良好", en="Good"),
    "fair": Text(zh="一般", en="Fair"),
    "poor": Text(zh="较差", en="Poor"),
    "none": Text(zh="未判断", en="Not judged"),
}

STATES: dict[str, Text] = {
    "failed": Text(zh="未通过", en="Failed"),
    "crashed": Text(zh="检查崩溃", en="Crashed"),
    "not-judged": Text(zh="未判断", en="Not judged"),
    "passed": Text(zh="通过", en="Passed"),
}

QUADRANTS: dict[str, tuple[Text, Text]] = {
    "now": (
        Text(zh="立即修", en="Quick wins"),
        Text(zh="至少 1 分，或失分的 5 %，4 小时以内", en="at least 1 point, or 5% of those lost, within 4 hours"),
    ),
    "plan": (
        Text(zh="排期做", en="Projects"),
        Text(zh="至少 1 分，或失分的 5 %，超过 4 小时", en="at least 1 point, or 5% of those lost, more than 4 hours"),
    ),
    "aside": (
        Text(zh="顺手修", en="Fill-ins"),
        Text(zh="失分不多，4 小时以内", en="few points, within 4 hours"),
    ),
    "park": (
        Text(zh="先放着", en="Park"),
        Text(zh="失分不多，超过 4 小时", en="few points, more than 4 hours"),
    ),
    "info": (
        Text(zh="不扣分", en="No points"),
        Text(zh="供参考，或影响太小", en="for information, or too small an effect"),
    ),
}

EFFORT_UNITS: dict[str, tuple[Text, Text]] = {  # one, many
    "template": (Text(zh="{n} 个模板", en="{n} template"), Text(zh="{n} 个模板", en="{n} templates")),
    "page": (Text(zh="{n} 个网页", en="{n} page"), Text(zh="{n} 个网页", en="{n} pages")),
    "site": (Text(zh="改一处", en="one change"), Text(zh="改一处", en="one change")),
}

STOPPED: dict[str, Text] = {
    "finished": Text(zh="队列已抓完", en="the queue was exhausted"),
    "max-pages": Text(zh="因 max_pages 上限停止", en="stopped by max_pages"),
    "time-limit": Text(zh="因 time_limit 时限停止", en="stopped by time_limit"),
    "max-bytes": Text(zh="因 max_bytes 上限停止", en="stopped by max_bytes"),
    "host-down": Text(zh="有一台主机一直连不上", en="one of the hosts could not be reached"),
    "max-depth": Text(zh="max_depth 之外的网址没有抓取", en="URLs beyond max_depth were left out"),
    "list": Text(zh="只抓取了清单中的网址", en="only the URLs of a list were fetched"),
    "sitemap": Text(zh="只抓取了站点地图中的网址", en="only the URLs of sitemaps were fetched"),
    "page": Text(zh="只抓取了起始网址", en="only the start URL was fetched"),
    "challenged": Text(zh="网站要求人机验证", en="the site asked for proof of a human"),
    "logged-out": Text(zh="登录失效，回答都跳到登录页", en="the session ended: answers lead to the login page"),
    "throttled": Text(zh="网站一直回答 429（请求过多）", en="the site kept answering 429 (too many requests)"),
    "no-sitemap": Text(zh="没有可用的站点地图", en="no usable sitemap"),
    "unverified": Text(zh="没有证明是自己的网站", en="the site is not proven to be one's own"),
    "declined": Text(zh="没有开始", en="not begun"),
    "signal": Text(zh="被中断", en="interrupted"),
    "terminated": Text(zh="被终止", en="terminated"),
    "internal": Text(zh="程序出错", en="a fault of the program"),
    "store": Text(zh="库无法写入", en="the store could not be written"),
    "killed": Text(zh="进程被杀", en="the process was killed"),
    "fetcher": Text(zh="下载进程一再死掉", en="the fetching process died again and again"),
    "disk-full": Text(zh="因磁盘已满停止", en="stopped by a full disk"),
    "unreachable": Text(zh="连不上服务器", en="the server could not be reached"),
    "robots": Text(zh="robots.txt 禁止抓取", en="forbidden by robots.txt"),
    "no-pages": Text(zh="没有抓到 HTML 网页", en="no HTML page was fetched"),
}

INDEXABLE: dict[str, Text] = {
    "ok": Text(zh="可编入索引", en="Indexable"),
    "status": Text(zh="状态码不是 200", en="Status is not 200"),
    "not-html": Text(zh="不是 HTML", en="Not HTML"),
    "unread": Text(zh="没能读完，未判断", en="Could not be read, not judged"),
    "noindex": Text(zh="noindex 排除", en="Excluded by noindex"),
    "canonicalised": Text(zh="规范链接指向别处", en="Canonical points elsewhere"),
    "disallowed": Text(zh="robots.txt 禁止", en="Disallowed by robots.txt"),
    "incomplete": Text(zh="正文不完整", en="Incomplete body"),
    "": Text(zh="未判断", en="Not judged"),
}

PLACES: dict[str, Text] = {
    "main": Text(zh="正文", en="main text"),
    "nav": Text(zh="导航", en="navigation"),
    "header": Text(zh="页头", en="header"),
    "footer": Text(zh="页脚", en="footer"),
    "aside": Text(zh="侧栏", en="sidebar"),
    "head": Text(zh="<head>", en="<head>"),
}

ERRORS: dict[str, Text] = {
    **UNANSWERED,
    **INCOMPLETE,
    **UNASKED,
    **UNREAD,
    "too-large": Text(zh="内容过大", en="too large"),
    "redirect-limit": Text(zh="重定向过多", en="too many redirects"),
    "bad-redirect": Text(zh="跳转的目标不是网址", en="redirects to no web address"),
}

CAPS: dict[str, Text] = {
    "noindex-sitewide": Text(zh="全站 noindex", en="noindex on the whole site"),
    "robots-blocks-site": Text(zh="robots.txt 禁止全站", en="robots.txt blocks the whole site"),
    "home-not-200": Text(zh="首页状态码不是 200", en="the home page does not answer 200"),
    "tls-invalid": Text(zh="网站证书无效", en="the site's certificate is not valid"),
    "mostly-5xx": Text(zh="过半网页返回 5xx", en="over half of the pages answer 5xx"),
}


def named(names: dict[str, Text], key: str | None) -> Text:
    """The name of a coded value; the code itself when it is not known."""
    key = key or ""
    return names.get(key, Text(zh=key, en=key))

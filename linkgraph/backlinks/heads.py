"""How the tools head the columns of their exports, and by which heads each tool is known.

Sources: exports as other open programs read and test them (Ahrefs, Semrush, Search Console in English, Bing), Majestic's
DownloadBackLinks, Yandex' reference. What Search Console writes in Chinese is public for some heads only (上次抓取日期), and for
Baidu's tool, which is closed to new sites, no head is: what stands here are the likely ones, and ``--map`` names the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crawler.imports.heads import compact, head_places

TOOLS = ("ahrefs", "semrush", "majestic", "gsc", "bing", "baidu")
OTHER = "other"

# Field -> heads, as ``compact`` leaves them; the first that is there counts.
FIELDS: dict[str, tuple[str, ...]] = {
    "source": (
        "referringpageurl", "sourceurl", "linkingpage", "referringurl", "sourcepage", "urlfrom", "source", "fromurl", "backlink", "backlinkurl",
        "引荐页面url", "引荐网页url", "来源网址", "来源url", "来源页面", "来源链接", "外链", "外链网址", "外链地址", "外链来源", "外链页面", "外链url", "链接来源",
        "链接页面", "链接网页", "正在链接的网页", "链接方网页", "链接到您网站的网页", "源网址", "源url",
    ),
    "domain": ("domain", "referringdomain", "sourcedomain", "site", "website", "来源域名", "域名", "网站", "主域", "外链域名", "链接域名", "引荐域名"),
    "target": (
        "targeturl", "linkurl", "targetpage", "urlto", "target", "destinationurl", "tourl", "linkedpage", "linkedurl", "目标网址", "目标url", "目标网页", "目标页面", "被链接页面",
        "被链接网页", "被链页面", "被链接url", "链接目标", "链接地址", "着陆页",
    ),
    "anchor": ("anchor", "anchortext", "linkanchor", "linktext", "锚文本", "锚文字", "链接文字", "链接文本", "锚点文本"),
    "title": ("referringpagetitle", "sourcetitle", "pagetitle", "title", "引荐页面标题", "引荐网页标题", "来源标题", "页面标题", "标题"),
    "rel": ("rel", "linktype", "linkattribute", "type", "链接属性", "属性", "链接类型", "类型"),
    "nofollow": ("nofollow", "flagnofollow", "isnofollow", "是否nofollow"),
    "follow": ("dofollow", "isdofollow", "follow", "是否dofollow", "是否传递权重"),
    "sponsored": ("sponsored", "issponsored"),
    "ugc": ("ugc", "isugc", "usergenerated"),
    "first_seen": (
        "firstseen", "sourcefirstfounddate", "firstindexeddate", "firstfound", "discovered", "discoverydate", "discoveredon", "首次发现", "首次发现时间", "首次看到", "发现时间", "发现日期",
        "最早发现时间", "收录时间",
    ),
    "last_seen": (
        "lastseen", "lastcheck", "lastcrawled", "sourcecrawldate", "lastseendate", "lastfound", "sourcelastaccessdate", "上次看到", "最后发现时间", "最近发现时间", "更新时间",
        "上次抓取时间", "上次抓取日期", "最近抓取时间", "检查时间",
    ),
    "lost": ("lost", "daylost", "datelost", "lostlink", "flagdeleted", "丢失时间", "丢失日期", "丢失", "已丢失"),
    "rating": (
        "ur", "urlrating", "urlratingdesc", "pageascore", "sourcetrustflow", "domainrating", "dr", "domainascore", "trustflow", "domaintrustflow",
        "authorityscore", "页面权重", "域名权重", "权重", "百度权重", "评分",
    ),
    "ip": ("ip", "ipaddress", "sourceip", "ip地址"),
    "outlinks": ("externallinks", "externallinkscount", "outboundlinks", "导出链接", "站外链接", "外部链接数"),
    "links": ("backlinks", "linkingpages", "backlinkcount", "backlinkscount", "linkstotarget", "totallinks", "matchedlinks", "外链数", "外链数量", "链接数", "链接网页数", "反向链接"),
}  # fmt: skip
# Heads that only this tool writes; all of one tuple must be there.
SIGNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ahrefs", ("referringpageurl",)),
    ("ahrefs", ("引荐页面url",)),
    ("ahrefs", ("引荐网页url",)),
    ("ahrefs", ("domain", "dr")),
    ("ahrefs", ("domain", "domainrating")),
    ("semrush", ("sourceurl", "pageascore")),
    ("semrush", ("sourceurl", "externallinks")),
    ("semrush", ("domain", "domainascore")),
    ("majestic", ("sourceurl", "flagnofollow")),
    ("majestic", ("sourceurl", "sourcetrustflow")),
    ("majestic", ("sourceurl", "sourcecrawldate")),
    ("majestic", ("domain", "trustflow")),
    ("gsc", ("linkingpage",)),
    ("gsc", ("site", "linkingpages")),
    ("gsc", ("链接网页", "上次抓取时间")),
    ("gsc", ("链接网页", "上次抓取日期")),
    ("gsc", ("正在链接的网页",)),
    ("gsc", ("网站", "链接网页")),
    ("bing", ("sourceurl", "targeturl", "anchortext")),
    ("bing", ("domain", "backlinkcount")),
    ("bing", ("domain", "backlinkscount")),
    ("bing", ("website", "backlinks")),
    ("baidu", ("被链接页面",)),
    ("baidu", ("被链接网页",)),
    ("baidu", ("被链页面",)),
    ("baidu", ("主域", "外链数")),
)
# Tables of a tool that list own pages or texts: there is no link in them.
OWN = (
    ("targetpage", "incominglinks"),
    ("anchor", "backlinkscount"),
    ("anchortext", "backlinkscount"),
    ("目标网页", "传入链接"),
    ("rank", "text"),
    ("排名", "文字"),
)


def known_tool(head: Sequence[str]) -> str:
    """The tool whose table this is; ``other`` for none."""
    names = set(map(compact, head))
    named = next((tool for tool, signs in SIGNS if names.issuperset(signs)), OTHER)
    if named == OTHER and len(head) == 2 and places(head, {}).keys() == {"source", "last_seen"}:
        return "gsc"  # nobody else says of a link only where it is and when it was last crawled, in whatever language
    return named


def lists_own_pages(head: Sequence[str]) -> bool:
    """Whether the table is one of Search Console's that names no linking page."""
    names = set(map(compact, head))
    return any(names.issuperset(signs) for signs in OWN)


def places(head: Sequence[str], mapped: Mapping[str, str]) -> dict[str, int]:
    """Index of each field that is there; ``mapped``: head in the file -> field, they win.

    Raises:
        KeyError: a mapped head is not there.
    """
    return head_places(head, FIELDS, mapped)

"""How the tools head the columns of their tables of keywords, and by which heads each tool is known.

Sources: exports as other open programs read and test them (Google Keyword Planner, Search Console, Semrush, Ahrefs), and the
field names of 5118's public interface. Chinaz, Aizhan and Baidu publish no list: what stands here are the heads of their
tables on the screen, and ``--column`` names the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crawler.imports.heads import compact, head_places

OTHER = "other"
GOOGLE, BAIDU = "google", "baidu"

# Heads of searches, by the period they are of; ``compact`` forms. What a tool counts comes before what it calls an index.
MONTHLY = (
    "avgmonthlysearches", "avgmonthlysearchesexactmatchonly", "averagemonthlysearches", "monthlysearches", "searchvolume", "volume", "msv",
    "平均每月搜索量", "平均每月搜索次数", "每月平均搜索量", "每月搜索量", "月搜索量", "月均搜索量", "整体月均搜索量", "月检索量",
)  # fmt: skip
DAILY = ("日均搜索量", "整体日均搜索量", "日搜索量", "日检索量", "整体搜索量")
UNDATED = ("搜索量", "检索量", "搜索次数", "searches", "热度")
OF_TOOLS = {
    "semrush": "month",
    "ahrefs": "month",
    "aizhan": "day",
    "5118": "day",
    "chinaz": "day",
}  # what 搜索量 is of there
INDICES = ("流量指数", "百度指数", "整体指数", "搜索指数", "指数", "baiduindex", "index")

# Field -> heads; the first that is there counts.
FIELDS: dict[str, tuple[str, ...]] = {
    "keyword": (
        "keyword", "keywords", "keywordbyrelevance", "topqueries", "query", "queries", "searchterm", "term", "关键词", "关键字", "关键字按相关性排序",
        "关键字文本", "热门查询", "热搜查询", "查询", "搜索词", "词", "种子词",
    ),
    "volume": (*MONTHLY, *DAILY, *UNDATED),
    "volume_pc": ("pc检索量", "pc日检索量", "百度pc检索量", "pc搜索量", "pc日均搜索量", "pc指数"),
    "volume_mobile": ("移动检索量", "移动日检索量", "百度无线检索量", "无线检索量", "移动搜索量", "移动日均搜索量", "移动指数"),
    "index": INDICES,
    "results": (
        "搜索结果数", "搜索结果", "结果数", "收录结果数", "收录量", "收录数", "百度收录量", "百度收录", "相关结果数", "numberofresults", "searchresults", "results",
        "resultcount",
    ),
    "intitle": ("intitle", "intitle结果数", "intitle数", "intitleresults", "allintitle", "标题结果数", "标题收录", "标题匹配数", "标题含词结果数"),
    "ads": ("竞价数", "竞价结果数", "竞价广告数", "竞价公司数量", "竞价公司数", "竞价网站数", "竞价推广数", "推广数", "广告数", "ads", "numberofads", "paidresults", "advertisers"),
    "bid": (
        "竞价价格", "cpc", "cpcusd", "cpccny", "cpceur", "cpcgbp", "cpchkd", "avgcpc", "suggestedbid", "bid", "sem点击价格", "点击价格", "平均点击价格", "建议出价",
        "指导价", "参考价格", "出价", "竞价",
    ),
    "bid_low": ("topofpagebidlowrange", "页首出价低位区间", "页首出价低位", "页首出价最低", "页首出价低"),
    "bid_high": ("topofpagebidhighrange", "页首出价高位区间", "页首出价高位", "页首出价最高", "页首出价高"),
    "difficulty": ("keyworddifficulty", "keyworddifficulty%", "kd", "kd%", "difficulty", "关键词难度", "关键字难度", "seo难度", "优化难度", "难度"),
    "strong_share": ("strongshare", "强站占比", "强势网站占比", "强势对手占比", "大站占比", "权威站占比"),
    "home_share": ("homeshare", "首页占比", "首页排名占比", "主页占比", "首页数占比"),
    "position": (
        "position", "currentposition", "averageposition", "avgposition", "rank", "ranking", "排名", "平均排名", "名次", "位置", "当前排名", "百度排名", "pc排名",
        "关键词排名",
    ),
    "page": ("url", "currenturl", "page", "landingpage", "address", "网址", "网页", "落地页", "着陆页", "链接", "url地址", "排名网址", "页面"),
    "clicks": ("clicks", "点击次数", "点击量", "点击", "点击数"),
    "impressions": ("impressions", "展示", "展示次数", "展现", "展现量", "曝光量"),
    "day": ("date", "day", "日期"),
    "engine": ("engine", "searchengine", "搜索引擎", "引擎"),
}  # fmt: skip
FIGURES = (
    "volume",
    "results",
    "intitle",
    "ads",
    "bid",
    "difficulty",
    "strong_share",
    "home_share",
)  # as they are stored
SOURCES = ("volume", "volume_pc", "volume_mobile", "index", *FIGURES[1:5], "bid_low", "bid_high", *FIGURES[5:])
# A tool's heads, of which all must be there, and whose searches and results it counts unless the user says otherwise.
SIGNS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("google-ads", GOOGLE, ("avgmonthlysearches",)),
    ("google-ads", GOOGLE, ("平均每月搜索量",)),
    ("google-ads", GOOGLE, ("平均每月搜索次数",)),
    ("search-console", GOOGLE, ("topqueries",)),
    ("search-console", GOOGLE, ("热门查询", "点击次数")),
    ("semrush", GOOGLE, ("keyword", "numberofresults")),
    ("semrush", GOOGLE, ("keyword", "keyworddifficulty")),
    ("semrush", GOOGLE, ("关键词", "搜索量", "关键词难度")),
    ("semrush", GOOGLE, ("关键词", "搜索量", "关键字难度")),
    ("ahrefs", GOOGLE, ("keyword", "trafficpotential")),
    ("ahrefs", GOOGLE, ("keyword", "parentkeyword")),
    ("ahrefs", GOOGLE, ("keyword", "currentposition")),
    ("5118", BAIDU, ("竞价公司数量",)),
    ("5118", BAIDU, ("流量指数",)),
    ("5118", BAIDU, ("pc检索量", "移动检索量")),
    ("chinaz", BAIDU, ("整体指数",)),
    ("chinaz", BAIDU, ("pc指数", "移动指数")),
    ("aizhan", BAIDU, ("收录量", "pc搜索量")),
    ("aizhan", BAIDU, ("收录结果数",)),
    ("aizhan", BAIDU, ("整体搜索量",)),
    ("baidu", BAIDU, ("整体月均搜索量",)),
    ("baidu", BAIDU, ("日均搜索量",)),
    ("baidu", BAIDU, ("整体日均搜索量",)),
    ("baidu", BAIDU, ("关键词", "点击量", "展现量")),
    ("baidu", BAIDU, ("热搜查询",)),
)  # fmt: skip


def known_tool(head: Sequence[str]) -> tuple[str, str]:
    """The tool whose table this is, ``other`` for none, and its search engine, empty for none."""
    names = set(map(compact, head))
    return next(((tool, engine) for tool, engine, signs in SIGNS if names.issuperset(signs)), (OTHER, ""))


def places(head: Sequence[str], mapped: Mapping[str, str]) -> dict[str, int]:
    """Index of each field that is there; ``mapped``: head in the file -> field, they win.

    Searches are taken from one place for the whole table: a total, else PC and mobile together, else an index.

    Raises:
        KeyError: a mapped head is not there.
    """
    found = head_places(head, FIELDS, mapped)
    chosen = _searches(found)
    for field in ("volume", "volume_pc", "volume_mobile", "index"):
        if field not in chosen:
            found.pop(field, None)
    return found


def _searches(found: Mapping[str, int]) -> tuple[str, ...]:
    if "volume" in found:
        return ("volume",)
    if found.keys() >= {"volume_pc", "volume_mobile"}:
        return ("volume_pc", "volume_mobile")
    return next(((field,) for field in ("index", "volume_pc", "volume_mobile") if field in found), ())


def period(head: Sequence[str], where: Mapping[str, int], tool: str = OTHER) -> str:
    """What the searches of a table are counted by: day, month, or empty where its head does not say."""
    if "volume" not in where:
        return "day" if where.keys() & {"volume_pc", "volume_mobile", "index"} else ""
    name = compact(head[where["volume"]])
    if name in UNDATED and tool in OF_TOOLS:
        return OF_TOOLS[tool]
    return "month" if name in MONTHLY else "day" if name in DAILY else ""

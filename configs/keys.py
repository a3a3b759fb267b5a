"""What every key of the configuration means, in both languages: for ``init``, ``config schema`` and the documentation."""

from __future__ import annotations

from configs.text import Text

KEYS: dict[str, Text] = {
    "version": Text(zh="这个文件的格式版本。", en="Version of this file's format."),
    "extends": Text(zh="以哪个预设（preset:shop、blog、docs、school、large）或文件为基础；下面写的优先。", en="What it rests on: preset:shop, blog, docs, school, large, or a file; what is written below wins."),
    "profiles": Text(zh="按哪些标准判断：google、baidu、book-2016、shop；后面的优先，空列表为全部检查项。", en="How to judge: google, baidu, book-2016, shop; the later wins, an empty list is every check."),
    "lang": Text(zh="界面和报告先用的语言：auto、zh、en。", en="Language of the interface, and the first one of the report: auto, zh, en."),
    "database": Text(zh="库文件（SQLite），相对于本文件。", en="The store (SQLite), relative to this file."),
    "http": Text(zh="所有站点的请求方式。", en="How requests are made, for all sites."),
    "http.contact": Text(zh="写进 User-Agent 的联系方式，站长就知道是谁在抓取。", en="Contact in the User-Agent, so that site owners know who is crawling."),
    "http.timeout": Text(zh="一次请求最长多久，到最后一个字节为止。", en="Longest time of one request, to the last byte."),
    "http.retries": Text(zh="连接出错或 429、5xx 时最多重试几次。", en="Tries again after connection errors, 429 and 5xx."),
    "http.max_body": Text(zh="更大的内容只记录，不解析。", en="Larger bodies are recorded, not parsed."),
    "http.headers": Text(zh="附加的请求头。", en="Further request headers."),
    "sites": Text(zh="站点，表名就是命令行里用的名字。", en="Sites; the table's name is the one used on the command line."),
    "sites.*.role": Text(zh="target 自己的商店，competitor 竞品。", en="target: your shop; competitor: a rival."),
    "sites.*.start": Text(zh="从哪些网址开始。", en="URLs to begin with."),
    "sites.*.sitemaps": Text(zh="auto 为 robots.txt 所列和 /sitemap.xml，都没有时再试两个常用名；off 不读；或网址列表。", en="auto: those of robots.txt and /sitemap.xml, else two usual names; off: none; or a list of URLs."),
    "sites.*.label": Text(zh="报告里显示的名称。", en="Name shown in the report."),
    "sites.*.label.zh": Text(zh="中文名称。", en="Name in Chinese."),
    "sites.*.label.en": Text(zh="英文名称。", en="Name in English."),
    "sites.*.crawl": Text(zh="抓多远、多快。", en="How far and how fast."),
    "sites.*.types": Text(zh="网页类型，按顺序取第一个匹配的；报告里分开统计。", en="Page types; the first match wins, the report counts them apart."),
    "sites.*.types.name": Text(zh="类型名，如 product、category、article。", en="Name of the type, such as product, category, article."),
    "sites.*.types.match": Text(zh="路径和参数的通配：* 不跨 /，** 任意，? 就是问号。", en="Glob over path and query: * stops at /, ** does not, ? is itself."),
    "sites.*.types.label": Text(zh="报告里显示的名称。", en="Name shown in the report."),
    "defaults": Text(zh="对所有站点有效，除非站点另有规定。", en="Holds for every site that does not say otherwise."),
    "defaults.crawl": Text(zh="所有站点的抓取限制。", en="Limits of every site's crawl."),
    "defaults.competitor": Text(zh="竞品的抓取限制，叠加在 defaults.crawl 之上。", en="Limits for competitors, laid over defaults.crawl."),
    "defaults.types": Text(zh="没有写 types 的站点的网页类型。", en="Page types of sites that have none of their own."),
    "defaults.http": Text(zh="请求方式的默认值，写在个人配置里最合适。", en="Defaults of [http]; best kept in a personal configuration."),
    "defaults.lang": Text(zh="语言的默认值。", en="Default of lang."),
    "crawl.max_pages": Text(zh="最多抓取多少个网址。", en="At most so many URLs."),
    "crawl.max_depth": Text(zh="最多点击几层，0 为不限。", en="At most so many clicks from the start; 0 is no limit."),
    "crawl.rate": Text(zh="每秒最多几个请求；0 为自动：目标 4，竞品 1，本机不限。", en="Requests a second; 0 is automatic: 4 for targets, 1 for competitors, no limit on this machine."),
    "crawl.concurrency": Text(zh="同一主机最多几个并发请求；0 为自动：4，本机 16。", en="Requests to a host at once; 0 is automatic: 4, on this machine 16."),
    "crawl.time_limit": Text(zh="最长抓取时间，如 30m、2h；空为不限。", en="Stop after this time: 30m, 2h; empty is no limit."),
    "crawl.hosts": Text(zh="起始网址以外，还有哪些主机算站内。", en="Further hosts that count as internal."),
    "crawl.include": Text(zh="只抓取匹配的路径。", en="Only paths that match."),
    "crawl.exclude": Text(zh="不抓取匹配的路径。", en="No paths that match."),
    "crawl.strip_params": Text(zh="去重前从网址里删掉的参数，* 为通配。", en="Query keys removed before URLs are compared; * is a wildcard."),
    "crawl.store_html": Text(zh="all 保存网页 HTML；off 不保存，省空间，少数检查项将不判断。", en="all: keep the HTML; off: saves room, a few checks are then not judged."),
    "keywords": Text(zh="关键词分析要知道的事。", en="What the keyword analysis knows beforehand."),
    "keywords.targets": Text(zh="要跟踪的关键词；空时由标题推测，并注明。", en="Keywords to track; when empty they are guessed from titles and marked so."),
    "keywords.targets_file": Text(zh="再从 CSV 表读要跟踪的关键词：一列“关键词”，可有一列“网址”。", en="Further keywords to track, from a CSV table: a column “keyword”, perhaps one “url”."),
    "keywords.userdict": Text(zh="用户词典：一行一个词，如品牌、品名。", en="User dictionary: one word a line, such as brands and products."),
    "keywords.stopwords": Text(zh="停用词文件；builtin:zh、builtin:en、builtin:shop 为内置。", en="Files of stop words; builtin:zh, builtin:en, builtin:shop are built in."),
    "keywords.pages": Text(zh="哪个网页该为哪些词排名。", en="Which page should rank for which terms."),
    "keywords.pages.url": Text(zh="网页的网址或路径。", en="URL or path of the page."),
    "keywords.pages.terms": Text(zh="它该承接的词。", en="The terms it should serve."),
    "rules": Text(zh="怎样判断。", en="How to judge."),
    "rules.select": Text(zh="只查这些领域或检查项；ALL 为全部。", en="Only these areas or checks; ALL is all."),
    "rules.ignore": Text(zh="不查这些领域或检查项。", en="Not these areas or checks."),
    "rules.options": Text(zh="检查项的数值，如 title-too-long = { max_units = 66 }；见 xunlu rule。", en="Numbers of checks, such as title-too-long = { max_units = 66 }; see xunlu rule."),
    "rules.severity": Text(zh="检查项的级别：error、warning、notice、off。", en="Level of a check: error, warning, notice, off."),
    "score": Text(zh="得分的权重。", en="Weights of the score."),
    "score.importance": Text(zh="网页的重要性：uniform 一样重，pagerank 按链接，blend 各半。", en="Importance of a page: uniform, pagerank, or blend, half of each."),
    "score.weights": Text(zh="六个轴的权重：crawl 20、structure 25、page 25、keywords 10、links 5、health 15。", en="Weights of the six axes: crawl 20, structure 25, page 25, keywords 10, links 5, health 15."),
    "gate": Text(zh="关卡：run --gate 和 gate 要达到的门槛。", en="Thresholds of run --gate and gate."),
    "gate.min_score": Text(zh="总分至少多少。", en="The least overall score."),
    "gate.min": Text(zh="各轴至少多少分，如 { crawl = 90 }。", en="The least score of an axis, such as { crawl = 90 }."),
    "gate.max_new": Text(zh="相对基线，每个级别最多新增几个问题，如 { error = 0 }。", en="At most so many findings of a level that the baseline has not, such as { error = 0 }."),
    "gate.max_drop": Text(zh="总分最多比基线低多少。", en="Points that the overall score may lose against the baseline."),
    "gate.baseline": Text(zh="基线：latest-ok（最近一次通过的完整运行）、某次运行，或 gate --save 写的文件。", en="latest-ok (the newest complete run that passed), a run, or a file of gate --save."),
    "gate.min_pages": Text(zh="至少抓到几个网页，否则以 3 退出。", en="At least so many pages, else exit code 3."),
    "gate.fail_on": Text(zh="不允许出现的检查项或级别。", en="Checks or levels that must have no finding."),
    "report": Text(zh="报告文件。", en="The report file."),
    "report.output": Text(zh="报告写到哪里。", en="Where the report is written."),
    "report.competitors": Text(zh="报告里比较哪些竞品；空为库中全部。", en="Competitors shown in the report; empty: all of the store."),
}  # fmt: skip


def meaning(path: str) -> Text:
    """The text of a key such as ``sites.tea-shop.crawl.rate``.

    Raises:
        LookupError: a key without a text.
    """
    steps = path.split(".")
    if steps[0] == "sites" and len(steps) > 1:
        steps[1] = "*"
    for at, step in enumerate(steps):
        if step in ("crawl", "competitor") and at + 1 < len(steps):
            return KEYS[f"crawl.{steps[at + 1]}"]
    if steps[0] == "defaults" and len(steps) > 2:
        steps = {"http": ["http"], "types": ["sites", "*", "types"]}[steps[1]] + steps[2:]
    name = ".".join(steps)
    if "types.label." in name:
        name = name.replace("types.label", "label")
    return KEYS[name]

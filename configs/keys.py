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
    "http.headers": Text(zh="附加的请求头，发给配置中的站点；去往其他主机时只带 Accept 开头的。不要在这里写密钥。", en="Further request headers for the sites of the configuration; to other hosts only those that begin with Accept. No place for secrets."),
    "http.workers": Text(zh="抓取用几个进程：1，或 2（下载与解析分开，多核机器上更快）。", en="Processes of a crawl: 1, or 2 (fetching apart from reading, faster where there are several cores)."),
    "http.proxy": Text(zh="代理，如 http://127.0.0.1:7890；空为不用。系统的代理变量不会被读取。", en="Proxy, such as http://127.0.0.1:7890; empty is none. The system's proxy variables are not read."),
    "http.proxy_env": Text(zh="存放代理网址的环境变量名；网址里有密码时用它。", en="Environment variable with the proxy's URL, for one that holds a password."),
    "sites": Text(zh="站点，表名就是命令行里用的名字。", en="Sites; the table's name is the one used on the command line."),
    "sites.*.role": Text(zh="target 自己的商店，competitor 竞品。", en="target: your shop; competitor: a rival."),
    "sites.*.start": Text(zh="从哪些网址开始。", en="URLs to begin with."),
    "sites.*.sitemaps": Text(zh="auto 为 robots.txt 所列和 /sitemap.xml，都没有时再试两个常用名；off 不读；或网址列表。", en="auto: those of robots.txt and /sitemap.xml, else two usual names; off: none; or a list of URLs."),
    "sites.*.robots": Text(zh="obey 遵守 robots.txt；ignore-own 只用于自己的网站：/.well-known/xunlu-verify.txt 里要有一行 xunlu-verify: 主机名。", en="obey robots.txt, or ignore-own for a site of your own: its /.well-known/xunlu-verify.txt must hold the line xunlu-verify: HOST."),
    "sites.*.imitate": Text(zh="own 抓完后以百度、Google 爬虫的名义和搜索结果访客的身份再看至多 20 个网页，查伪装；只用于自己的网站，证明方法同 robots。off 不看。", en="own: after the crawl up to 20 pages are asked for again as the spiders of Baidu and Google and as visitors from their results, to find cloaking; for a site of your own, proven as for robots. off: not."),
    "sites.*.indexnow_key": Text(zh="网站的 IndexNow 密钥，用来检查密钥文件。", en="The site's IndexNow key, so that its key file is checked."),
    "sites.*.label": Text(zh="报告里显示的名称。", en="Name shown in the report."),
    "sites.*.label.zh": Text(zh="中文名称。", en="Name in Chinese."),
    "sites.*.label.en": Text(zh="英文名称。", en="Name in English."),
    "sites.*.crawl": Text(zh="抓多远、多快。", en="How far and how fast."),
    "sites.*.types": Text(zh="网页类型，按顺序取第一个匹配的；报告里分开统计。", en="Page types; the first match wins, the report counts them apart."),
    "sites.*.types.name": Text(zh="类型名，如 product、category、article。", en="Name of the type, such as product, category, article."),
    "sites.*.types.match": Text(zh="路径和参数的通配：* 不跨 /，** 任意，? 就是问号。", en="Glob over path and query: * stops at /, ** does not, ? is itself."),
    "sites.*.types.label": Text(zh="报告里显示的名称。", en="Name shown in the report."),
    "sites.*.access": Text(zh="怎样进入不对所有人开放的站点；只发给本站主机，跳转到别处时不带。", en="How to get into a site that is not open to all; sent to its own hosts only, never after a redirect away."),
    "sites.*.access.auth": Text(zh="HTTP 基本认证。", en="HTTP authentication (Basic)."),
    "sites.*.access.auth.user_env": Text(zh="存放用户名的环境变量名。", en="Environment variable with the user name."),
    "sites.*.access.auth.password_env": Text(zh="存放密码的环境变量名。", en="Environment variable with the password."),
    "sites.*.access.headers": Text(zh="附加的请求头，只发给本站；密钥写在 headers_env。", en="Further request headers for this site; secrets go into headers_env."),
    "sites.*.access.headers_env": Text(zh="请求头和存放其值的环境变量名，如 { X-Api-Key = \"SHOP_KEY\" }。", en="Headers with the environment variable that holds their value, such as { X-Api-Key = \"SHOP_KEY\" }."),
    "sites.*.access.cookies": Text(zh="随每个请求发送的 Cookie，如 { currency = \"CNY\" }。", en="Cookies sent with every request, such as { currency = \"CNY\" }."),
    "sites.*.access.cookies_env": Text(zh="Cookie 和存放其值的环境变量名。", en="Cookies with the environment variable that holds their value."),
    "sites.*.access.login": Text(zh="抓取前填写并提交一次的登录表单。", en="A form that is sent once before the crawl."),
    "sites.*.access.login.url": Text(zh="登录页的网址或路径；空为不登录。", en="URL or path of the page with the form; empty: no login."),
    "sites.*.access.login.form": Text(zh="表单的 CSS 选择器；空为带密码框的表单。", en="CSS selector of the form; empty: the one with a password field."),
    "sites.*.access.login.fields": Text(zh="字段和值，不含密钥。", en="Fields and values that are no secrets."),
    "sites.*.access.login.fields_env": Text(zh="字段和存放其值的环境变量名，如 { password = \"SHOP_PASSWORD\" }。", en="Fields with the environment variable that holds their value, such as { password = \"SHOP_PASSWORD\" }."),
    "sites.*.access.login.success": Text(zh="登录后才有的文字；空则只看回答里不再有登录表单。", en="Text that only a page of somebody logged in has; empty: an answer without the form will do."),
    "sites.*.access.proxy": Text(zh="本站的代理，代替 [http] proxy；off 为不用代理。", en="Proxy of this site instead of [http] proxy; off: none."),
    "sites.*.access.proxy_env": Text(zh="存放本站代理网址的环境变量名。", en="Environment variable with the URL of this site's proxy."),
    "sites.*.extract": Text(zh="自定义提取：每个网页上要找的值，存入单独的表（v_extracted）。", en="Custom extraction: values that every page is searched for, in a table of their own (v_extracted)."),
    "sites.*.extract.name": Text(zh="值的名称。", en="Name of the value."),
    "sites.*.extract.css": Text(zh="CSS 选择器，不写 ::text，默认取文字；css、xpath、regex 三者选一。", en="CSS selector without ::text, for the text is taken anyway; exactly one of css, xpath and regex."),
    "sites.*.extract.xpath": Text(zh="XPath 表达式。", en="XPath expression."),
    "sites.*.extract.regex": Text(zh="对 HTML 源码的正则表达式；有分组时取第一组。", en="Regular expression over the HTML; its first group where it has one."),
    "sites.*.extract.attr": Text(zh="取属性而不是文字，与 css 同用。", en="An attribute instead of the text; with css."),
    "sites.*.extract.match": Text(zh="只在路径匹配的网页上找。", en="Only on pages whose path matches."),
    "sites.*.extract.all": Text(zh="true 取全部匹配，false 只取第一个。", en="true: every match, false: the first."),
    "defaults": Text(zh="对所有站点有效，除非站点另有规定。", en="Holds for every site that does not say otherwise."),
    "defaults.crawl": Text(zh="所有站点的抓取限制。", en="Limits of every site's crawl."),
    "defaults.competitor": Text(zh="竞品的抓取限制，叠加在 defaults.crawl 之上。", en="Limits for competitors, laid over defaults.crawl."),
    "defaults.types": Text(zh="没有写 types 的站点的网页类型。", en="Page types of sites that have none of their own."),
    "defaults.http": Text(zh="请求方式的默认值，写在个人配置里最合适。", en="Defaults of [http]; best kept in a personal configuration."),
    "defaults.lang": Text(zh="语言的默认值。", en="Default of lang."),
    "crawl.mode": Text(zh="spider 沿链接抓取；list 只抓 list_file 里的网址；sitemap 只抓站点地图里的；page 只抓起始网址。", en="spider follows links; list fetches the URLs of list_file only; sitemap those of the sitemaps; page the start URLs."),
    "crawl.list_file": Text(zh="mode = \"list\" 时的网址清单，一行一个；- 为标准输入。", en="The URLs of mode = \"list\", one a line; - is standard input."),
    "crawl.max_pages": Text(zh="最多抓取多少个网址。", en="At most so many URLs."),
    "crawl.max_depth": Text(zh="最多点击几层，0 为不限。", en="At most so many clicks from the start; 0 is no limit."),
    "crawl.rate": Text(zh="每秒最多几个请求；0 为自动：目标 4，竞品 1，本机不限。", en="Requests a second; 0 is automatic: 4 for targets, 1 for competitors, no limit on this machine."),
    "crawl.concurrency": Text(zh="同一主机最多几个并发请求；0 为自动：4，本机 16。", en="Requests to a host at once; 0 is automatic: 4, on this machine 16."),
    "crawl.time_limit": Text(zh="最长抓取时间，如 30m、2h；空为不限。", en="Stop after this time: 30m, 2h; empty is no limit."),
    "crawl.allow_private": Text(zh="可以连接的内网网段，如 10.0.0.0/8；默认只连公网地址，起始网址是本机或内网时除外。", en="Private networks that may be connected to, such as 10.0.0.0/8; by default only public addresses are, unless the start URL is a private one."),
    "crawl.max_bytes": Text(zh="最多下载多少内容，如 500M、2G；空为不限。", en="Stop after so many bytes of bodies: 500M, 2G; empty is no limit."),
    "crawl.within": Text(zh="hosts 起始主机、其 www 形式和 hosts；subdomains 同一注册域名的全部子域名；folder 只在起始网址的目录之下。", en="hosts: those of the start URLs, their www twins and hosts; subdomains: every host of the registrable domain; folder: only below the folder of a start URL."),
    "crawl.hosts": Text(zh="起始网址以外，还有哪些主机算站内。", en="Further hosts that count as internal."),
    "crawl.include": Text(zh="只抓取匹配的路径。", en="Only paths that match."),
    "crawl.exclude": Text(zh="不抓取匹配的路径。", en="No paths that match."),
    "crawl.strip_params": Text(zh="去重前从网址里删掉的参数，* 为通配。", en="Query keys removed before URLs are compared; * is a wildcard."),
    "crawl.ignore_params": Text(zh="带有这些参数的网址不抓取，* 为通配。", en="URLs with one of these query keys are not fetched; * is a wildcard."),
    "crawl.sort_params": Text(zh="true 时参数按名称排序后再去重。", en="true: query keys are sorted before URLs are compared."),
    "crawl.trailing_slash": Text(zh="末尾的斜杠：keep 原样，add 补上，remove 去掉。", en="The slash at the end: keep, add or remove."),
    "crawl.sample": Text(zh="达到 max_pages 之前先抓哪些：breadth 由近到远；template 各种模板平均分配；auto 目标用 breadth，竞品用 template。", en="Which pages come before max_pages: breadth, the nearest; template, spread over URL templates; auto: breadth for targets, template for competitors."),
    "crawl.device": Text(zh="any 用寻路自己的 User-Agent；desktop、mobile 另带电脑或手机浏览器的标识；both 各抓一次再比较。", en="any: xunlu's own user agent; desktop, mobile: with the marks of such a browser; both: one run of each, to be compared."),
    "crawl.conditional": Text(zh="true 时只问网页自上次运行以来有没有变（ETag、Last-Modified）。", en="true: ask only whether pages changed since the last run (ETag, Last-Modified)."),
    "crawl.check_external": Text(zh="站外链接是否检查：off 不查；head 先 HEAD，不行再 GET；get 直接 GET。只看状态，不跟进。", en="External links: off; head: HEAD, then GET where that fails; get. Only their status, never followed."),
    "crawl.check_resources": Text(zh="图片、样式、脚本的状态、类型和大小：off、head、get。", en="Status, type and size of images, styles and scripts: off, head, get."),
    "crawl.traps": Text(zh="stop 放弃无尽的网址（筛选组合、日历、会话号、翻不完的页），并记录；off 不管，只受其他限制约束。", en="stop: give up endless URLs (facets, calendars, session ids, pagination), and record it; off: only the other limits hold."),
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
    "rules.select": Text(zh="只查这些领域、检查项或级别；ALL 为全部。", en="Only these areas, checks or levels; ALL is all."),
    "rules.ignore": Text(zh="不查这些领域、检查项或级别。", en="Not these areas, checks or levels."),
    "rules.options": Text(zh="检查项的数值，如 title-too-long = { max_units = 66 }；见 xunlu rule。", en="Numbers of checks, such as title-too-long = { max_units = 66 }; see xunlu rule."),
    "rules.severity": Text(zh="检查项的级别：error、warning、notice、off。", en="Level of a check: error, warning, notice, off."),
    "rules.accept": Text(zh="看过并暂时接受的问题，要写理由和期限；不计分，但写进报告。", en="Findings looked at and let stand, with a reason and an end; not scored, but told in the report."),
    "rules.accept.check": Text(zh="检查项 ID。", en="Id of the check."),
    "rules.accept.reason": Text(zh="为什么接受，写给以后看报告的人。", en="Why, for those who read the report later."),
    "rules.accept.until": Text(zh="到哪一天为止（含当天），如 2027-03-31；之后重新计算。", en="The last day, such as 2027-03-31; afterwards they count again."),
    "rules.accept.urls": Text(zh="只限这些路径，* 为通配符；空为所有网页。", en="Only these paths, * is a wildcard; empty: everywhere."),
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

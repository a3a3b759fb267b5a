"""What each public view of the store is, in a sentence: for the documentation, and for those who explore a store."""

from __future__ import annotations

from configs.text import Text

# A public view without a word here is not documented, so it fails.
PUBLIC = {
    "v_runs": Text(
        zh="每次运行一行：哪个站点、何时、怎样结束、抓了多少、得几分。",
        en="One row for each run: which site, when, how it ended, how much it crawled, its score.",
    ),
    "v_pages": Text(
        zh="每次运行中的每个网址一行，包括打不开的、跳转的和不是网页的。",
        en="One row for each URL of each run: also those that failed, that redirect, and that are no pages.",
    ),
    "v_links": Text(
        zh="每个网页上的每个链接一行，站内站外都有；图片、canonical、hreflang 也在其中，用 kind 区分。",
        en="One row for each link on each page, internal and external; images, canonicals and hreflang too, told apart by kind.",
    ),
    "v_findings": Text(
        zh="检查项发现的每个问题一行，证据是 JSON。",
        en="One row for each finding of a check; the evidence is JSON.",
    ),
    "v_accepted": Text(
        zh="设置里接受的每个问题一行，附理由和期限；不计分。",
        en="One row for each finding that the settings let stand, with reason and last day; not scored.",
    ),
    "v_checks": Text(
        zh="每次运行中的每项检查一行：是否通过、适用多少网页、扣多少分。",
        en="One row for each check of each run: whether it passed, how many pages it applies to, what it costs.",
    ),
    "v_tasks": Text(
        zh="每次运行中要做的每件事一行：未通过的检查项，以及之前标记为完成、由这次运行核对的；见 docs/tasks.md。",
        en="One row for each task of each run: a check that fails, or was said to be fixed before and is looked at again; see docs/tasks.md.",
    ),
    "v_keywords": Text(
        zh="每个网页上最突出的词和全部目标关键词，各一行。",
        en="One row for each of the best terms of a page, and for each target keyword on it.",
    ),
    "v_redirects": Text(
        zh="每条跳转链逐跳列出，归在起点网址之下。",
        en="Every redirect chain, hop by hop, under the URL it starts from.",
    ),
    "v_keyword_places": Text(
        zh="每个目标关键词在每个网页上的位置，各一行：标题、h1、描述、首段、网址、图片 alt、站内锚文本。",
        en="Where each target keyword stands on each page: title, h1, description, intro, URL, alt texts, internal anchors.",
    ),
    "v_keyword_map": Text(
        zh="每个目标关键词应由哪个网页承担，以及实际最强的是哪一个。",
        en="Which page should rank for each target keyword, and which one is the strongest.",
    ),
    "v_keyword_labels": Text(
        zh="每个目标关键词是哪一种：意图、长尾、金字塔层级、宽窄，以及承担它的网页。",
        en="What kind of keyword each target is: intent, long tail, tier of the pyramid, breadth, and its page.",
    ),
    "v_keyword_standing": Text(
        zh="每个目标关键词在承担它的网页上站得怎样：标题、h1、首段、描述、网址、图片、加粗、小标题。",
        en="How each target keyword stands on its page: title, h1, lead, description, URL, images, bold text, headings.",
    ),
    "v_keyword_related": Text(
        zh="本站常与每个目标关键词同时出现的词（PMI）。",
        en="Terms that go with each target keyword on the site's own pages (PMI).",
    ),
    "v_keyword_rivals": Text(
        zh="站内互相竞争同一个词的网页，place 为 1 的建议保留。",
        en="Pages of one site that compete for the same term; the one with place 1 is proposed to keep it.",
    ),
    "v_keyword_gaps": Text(
        zh="竞品有、本站缺（或弱）的词，以及只有本站做的词。",
        en="Terms that competitors aim pages at and the own site does not (or hardly), and the other way round.",
    ),
    "v_competition": Text(
        zh="每个目标关键词在每个站点的强度及其构成，连同竞争度和判断。",
        en="The strength of each site for each target keyword with its parts, the competition score and the verdict.",
    ),
    "v_keyword_topics": Text(
        zh="市场的主题：一起出现的词，各站有多少网页、占多少声量。",
        en="Topics of the market: terms that stand together, with each site's pages and share of voice.",
    ),
    "v_keyword_topic_terms": Text(zh="每个主题的词，最强的在前。", en="The terms of each topic, the strongest first."),
    "v_anchors": Text(
        zh="站内每个网址最常用的锚文本，各一行，最多二十个。",
        en="The anchors by which most pages of the site link to each of its URLs, at most twenty.",
    ),
    "v_anchor_profiles": Text(
        zh="站内每个被链接的网址一行：锚文本有多少种、多分散、多少没有文字或空泛。",
        en="One row for each URL of the site that is linked: how many anchors, how varied, how many empty or generic.",
    ),
    "v_external_domains": Text(
        zh="每个站外域名一行：多少链接、多少网页链接到它，rel 和正文链接各多少。",
        en="One row for each external domain: how many links and pages lead there, by rel, editorial or repeated.",
    ),
    "v_link_leaks": Text(
        zh="损失权重的站内链接，按目标汇总：nofollow、指向跳转的、指向规范网址在别处的。",
        en="Internal links that lose strength, by target: nofollow, to redirects, to URLs with a canonical elsewhere.",
    ),
    "v_link_graphs": Text(
        zh="链接图的概况，每次运行一行：互链比例、主题群的模块度、与网址目录的吻合程度。",
        en="The link graph of each run in one row: reciprocity, modularity of the silos, how well they fit the folders of URLs.",
    ),
    "v_communities": Text(
        zh="主题群：彼此链接多于链接别处的网页，每群一行；全站重复的链接不算。",
        en="Topic silos, one a row: pages that link among themselves more than elsewhere; repeated links left out.",
    ),
    "v_link_flow": Text(
        zh="权重从哪类网页流向哪类网页，以及流失在哪里。",
        en="What authority goes from which type of page to which, and where it gets lost.",
    ),
    "v_page_types": Text(
        zh="每类网页占多少权重、平均多强、多深。",
        en="How much authority the pages of each type have, how strong and how deep the average one is.",
    ),
    "v_rankings": Text(
        zh="导入的排名，每个关键词、网页、引擎和日期一行。",
        en="Imported rankings: one row for each keyword, page, engine and day.",
    ),
    "v_keyword_figures": Text(
        zh="导入的关键词数据，每个关键词、引擎和日期一行。",
        en="Imported figures of keywords: one row for each keyword, engine and day.",
    ),
    "v_backlinks": Text(
        zh="导入的外链，每个工具说的每条链接一行；counted = 1 的行每对来源和目标只有一行。",
        en="Imported backlinks: a row for each link that a tool tells of; those with counted = 1 are one for each source and target.",
    ),
    "v_backlink_domains": Text(
        zh="有外链的每个域名一行：多少链接、指向多少网页、可跟踪的、可疑的、何时发现。",
        en="One row for each domain that links to a site: links, pages linked to, followed and suspect ones, when they were seen.",
    ),
    "v_extracted": Text(
        zh="自定义提取（[[sites.NAME.extract]]）在每个网页上找到的每个值，各一行。",
        en="Every value that custom extraction ([[sites.NAME.extract]]) found on a page.",
    ),
    "v_resources": Text(
        zh="按要求检查过的图片、样式、脚本和站外网址，各一行：状态、类型、大小、跳转到哪里。",
        en="The images, styles, scripts and external addresses that were asked for on request: status, type, size, redirects.",
    ),
    "v_traps": Text(
        zh="抓取时放弃的无尽网址，按模板：是哪种陷阱、抓了多少才放弃、之后略过多少。",
        en="Endless parts of a site that the crawl gave up, by template: what kind, how many before, how many left out since.",
    ),
    "v_agents": Text(
        zh="robots.txt 是否允许各搜索引擎和 AI 爬虫抓取起始网址，由哪一行决定。",
        en="Whether robots.txt lets the crawlers of search engines and of AI fetch the start URL, and the line that decides.",
    ),
}

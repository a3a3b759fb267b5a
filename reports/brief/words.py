"""The texts of a brief, in both languages."""

from __future__ import annotations

from configs.text import Text

TITLES: dict[str, Text] = {
    "brief": Text(zh="内容简报：{keyword}", en="Content brief: {keyword}"),
    "has": Text(zh="本站网页：有什么，缺什么", en="The own page: what it has and lacks"),
    "titles": Text(zh="标题草稿", en="Title drafts"),
    "descriptions": Text(zh="描述草稿", en="Description drafts"),
    "subtopics": Text(zh="要讲的子主题", en="Subtopics to cover"),
    "terms": Text(zh="用词与范围", en="Terms and ranges"),
    "questions": Text(zh="要回答的问题", en="Questions to answer"),
    "length": Text(zh="篇幅", en="Length"),
    "links": Text(zh="要加的站内链接", en="Internal links to add"),
    "schema": Text(zh="结构化数据", en="Structured data"),
    "sources": Text(zh="依据的网页", en="The pages this rests on"),
}
NOTES: dict[str, Text] = {
    "rule": Text(
        zh="以上是抓到的、最贴合这个词的网页怎样写的统计，不是搜索引擎的规则，照做也不保证排名。先写对读者有用、属实的内容；别人的文字只供参考，不要照抄。",
        en="All this counts how the crawled pages that serve the keyword best are written. It is no rule of a search engine and promises no"
        " ranking. Write what is true and of use to readers first; the texts of others are for reference, not for copying.",
    ),
    "titles": Text(
        zh="由模板和上面的材料拼成，请人改写、核实；宽度按显示列，一个汉字两列。",
        en="Made of templates and the material below: to be rewritten and checked by a person. Widths are display columns.",
    ),
    "subtopics": Text(
        zh="这些网页的二、三级标题，意思相同的合在一起。",
        en="Headings of level 2 and 3 of these pages, those that say the same put together.",
    ),
    "repeated": Text(
        zh="另有 {n} 个标题在各站到处重复，没有列出。",
        en="{n} more headings are repeated all over their sites and left out.",
    ),
    "terms": Text(
        zh="用到该词的网页的第 25 到第 75 百分位，次数按中等篇幅折算。这是别人的习惯，不是要凑的密度。",
        en="25th to 75th percentile of the pages that use the term; times are for a text of middle length. It is what others do, no density to"
        " aim at.",
    ),
    "per-han": Text(zh="频率按每千汉字计。", en="Rates are by 1,000 Han characters."),
    "per-words": Text(zh="频率按每千词计。", en="Rates are by 1,000 words."),
    "questions": Text(
        zh="这些网页的标题和句子里的问句，含关键词的在前。",
        en="Questions in headings and sentences of these pages, those with the keyword first.",
    ),
    "length": Text(
        zh="第 25、50、75 百分位；够用就好，字数本身不是排名因素。",
        en="25th, 50th and 75th percentile. Length is no ranking factor by itself: as long as the matter needs.",
    ),
    "links": Text(
        zh="先是正文写到这个词、还没链过来的网页，再是讲相近内容的网页；锚文本和位置请人看过再用。",
        en="Pages that speak of the keyword and do not link here yet first, then pages on related matters. Look at anchor and place before"
        " you use them.",
    ),
    "anchors": Text(zh="现有锚文本（链接网页数）：{listed}。", en="Anchors today (linking pages): {listed}."),
    "schema": Text(
        zh="“建议”：同类网页中至少一半用了它，且适合这类网页。只标网页上真有的内容。",
        en="“Advised”: at least half of the pages of the same type have it, and it fits the type. Mark up only what the page shows.",
    ),
    "exact": Text(zh="原样写在：{places}", en="as it is in: {places}"),
    "by-words": Text(zh="大部分字词写在：{places}", en="most of its words in: {places}"),
    "dated": Text(
        zh="{all} 页中 {n} 页写明日期，最新的是 {newest}。", en="{n} of {all} pages name a day, the newest is {newest}."
    ),
    "own-day": Text(zh="本站网页是 {day}。", en=" The own page names {day}."),
    "undated": Text(zh="没有一页写明更新或发布日期。", en="None of the pages names a day of change or publication."),
}
EMPTY: dict[str, Text] = {
    "own": Text(zh="没有：请新写一页", en="none: write a new one"),
    "none": Text(zh="这些网页里没有。", en="These pages have none."),
    "wanting": Text(zh="材料不够，没有给出。", en="Not given: there is not enough material."),
    "links": Text(zh="没有找到可以加链接的网页。", en="No page was found that could link here."),
    "titles": Text(zh="宽度限制内写不出。", en="Nothing fits the limit."),
    "descriptions": Text(zh="宽度限制内写不出。", en="Nothing fits the limit."),
    "sources": Text(zh="抓到的网页里没有。", en="None of the pages crawled."),
}
COLUMNS: dict[str, Text] = {
    "chosen": Text(zh="为哪个网页", en="For the page"),
    "proposed": Text(zh="建议由哪个网页承担", en="Proposed page"),
    "intent": Text(zh="搜索意图", en="Intent"),
    "rests": Text(zh="依据的网页", en="Pages it rests on"),
    "crawl": Text(zh="抓取", en="Crawl"),
    "point": Text(zh="项目", en="Point"),
    "state": Text(zh="本站网页", en="Own page"),
    "value": Text(zh="现状", en="As it is"),
    "draft": Text(zh="草稿", en="Draft"),
    "width": Text(zh="宽度 / 上限（列）", en="Width / limit (columns)"),
    "heading": Text(zh="子主题", en="Subtopic"),
    "pages": Text(zh="网页数", en="Pages"),
    "sites": Text(zh="站点数", en="Sites"),
    "own": Text(zh="本站网页", en="Own page"),
    "term": Text(zh="词", en="Term"),
    "rate": Text(zh="每千", en="By 1,000"),
    "times": Text(zh="约几次", en="Times"),
    "own-times": Text(zh="本站次数", en="Own times"),
    "question": Text(zh="问题", en="Question"),
    "measure": Text(zh="单位", en="Unit"),
    "low": Text(zh="25%", en="25%"),
    "middle": Text(zh="中位数", en="Median"),
    "high": Text(zh="75%", en="75%"),
    "own-length": Text(zh="本站网页", en="Own page"),
    "han": Text(zh="汉字", en="Han characters"),
    "words": Text(zh="词", en="words"),
    "from": Text(zh="所在网页", en="On page"),
    "anchor": Text(zh="锚文本", en="Anchor"),
    "sentence": Text(zh="位置", en="Place"),
    "why": Text(zh="为什么", en="Why"),
    "type": Text(zh="类型", en="Type"),
    "on": Text(zh="用在", en="Used on"),
    "advised": Text(zh="建议", en="Advised"),
    "page": Text(zh="网页", en="Page"),
    "site": Text(zh="站点", en="Site"),
    "relevance": Text(zh="相关度", en="Relevance"),
    "title": Text(zh="标题", en="Title"),
    "length-of": Text(zh="篇幅", en="Length"),
    "day": Text(zh="日期", en="Day"),
}
STATES: dict[str, Text] = {
    "yes": Text(zh="是", en="yes"),
    "no": Text(zh="否", en="no"),
    "has": Text(zh="有", en="has it"),
    "has-not": Text(zh="没有", en="lacks it"),
    "missing": Text(zh="没有用到", en="not used"),
    "less": Text(zh="较少", en="less"),
    "within": Text(zh="在范围内", en="within"),
    "more": Text(zh="较多", en="more"),
}
PLACES: dict[str, Text] = {
    "in_title": Text(zh="标题", en="title"),
    "in_h1": Text(zh="h1", en="h1"),
    "in_intro": Text(zh="首段", en="introduction"),
    "in_text": Text(zh="正文", en="text"),
    "in_description": Text(zh="描述", en="description"),
    "in_url": Text(zh="网址", en="URL"),
    "anchors": Text(zh="站内锚文本", en="anchors"),
}
TYPES: dict[str, Text] = {
    "home": Text(zh="首页", en="home"),
    "category": Text(zh="分类", en="category"),
    "product": Text(zh="商品", en="product"),
    "article": Text(zh="文章", en="article"),
    "other": Text(zh="其他", en="other"),
}

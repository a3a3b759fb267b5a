"""What people read above the columns of ``page`` and ``list``, and for the codes in them; JSON and CSV keep the names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from configs.text import Lang, Text
from reports.charting.shares import TYPES
from reports.words import ERRORS, INDEXABLE, PLACES, SEVERITIES, STOPPED

HEADINGS: dict[str, Text] = {
    # a page
    "status": Text(zh="状态", en="status"),
    "error": Text(zh="出错", en="error"),
    "content_type": Text(zh="内容类型", en="content type"),
    "depth": Text(zh="点击深度", en="clicks from home"),
    "title": Text(zh="标题", en="title"),
    "title_width": Text(zh="标题宽度（列）", en="title width (columns)"),
    "description": Text(zh="描述", en="description"),
    "description_width": Text(zh="描述宽度（列）", en="description width (columns)"),
    "canonical": Text(zh="规范网址", en="canonical"),
    "robots": Text(zh="robots 标签", en="robots metas"),
    "x_robots": Text(zh="X-Robots-Tag", en="X-Robots-Tag"),
    "indexable": Text(zh="可编入索引", en="indexable"),
    "indexable_reason": Text(zh="收录判断", en="may it be indexed"),
    "lang": Text(zh="语言（lang）", en="language (lang)"),
    "page_type": Text(zh="网页类型", en="type of page"),
    "template": Text(zh="模板", en="template"),
    "han_chars": Text(zh="正文汉字", en="Han characters of text"),
    "latin_words": Text(zh="正文英文词", en="Latin words of text"),
    "words": Text(zh="正文词数", en="words of text"),
    "visible_chars": Text(zh="可见字符", en="visible characters"),
    "size_bytes": Text(zh="大小（字节）", en="size (bytes)"),
    "ttfb_ms": Text(zh="首字节（毫秒）", en="first byte (ms)"),
    "download_ms": Text(zh="下载完（毫秒）", en="last byte (ms)"),
    "inlinks": Text(zh="入链", en="pages that link here"),
    "inlinks_followed": Text(zh="可跟踪的入链", en="pages with followed links here"),
    "inlinks_editorial": Text(zh="正文入链", en="pages whose text links here"),
    "outlinks": Text(zh="出链", en="links to"),
    "outlinks_editorial": Text(zh="正文出链", en="links in its text"),
    "outlinks_nofollow": Text(zh="nofollow 出链", en="nofollow links"),
    "pagerank": Text(zh="PageRank", en="PageRank"),
    "pagerank_editorial": Text(zh="正文 PageRank", en="PageRank of links in texts"),
    "hub": Text(zh="枢纽值", en="hub"),
    "authority": Text(zh="权威值", en="authority"),
    "strong_component": Text(zh="互达部分", en="reach each other: part"),
    "weak_component": Text(zh="相连部分", en="connected: part"),
    "dead_end": Text(zh="死胡同", en="dead end"),
    "in_degree": Text(zh="相异链入网页", en="distinct linking pages"),
    "out_degree": Text(zh="相异链出网页", en="distinct linked pages"),
    "reciprocal": Text(zh="互链网页", en="pages that link back"),
    "betweenness": Text(zh="中介度", en="betweenness"),
    "community": Text(zh="主题群", en="topic silo"),
    "cut_off": Text(zh="只能经它到达的网页", en="pages reached only over it"),
    "before": Text(zh="最短路径上的前一页", en="page before it on the shortest path"),
    "redirect_to": Text(zh="跳转到", en="redirects to"),
    "in_sitemap": Text(zh="在站点地图", en="in the sitemap"),
    "is_html": Text(zh="是 HTML", en="is HTML"),
    "truncated": Text(zh="内容不完整", en="incomplete"),
    "noindex": Text(zh="noindex", en="noindex"),
    "charset": Text(zh="编码", en="charset"),
    "charset_declared": Text(zh="声明的编码", en="declared charset"),
    "images": Text(zh="内容图片", en="pictures"),
    "images_no_alt": Text(zh="没有 alt 的图片", en="pictures without alt"),
    "etag": Text(zh="ETag", en="ETag"),
    "last_modified": Text(zh="Last-Modified", en="Last-Modified"),
    "not_modified": Text(zh="未变（304）", en="unchanged (304)"),
    "challenge": Text(zh="验证页", en="challenge page"),
    "attempts": Text(zh="请求次数", en="requests"),
    # its tables
    "at": Text(zh="网址", en="at"),
    "source": Text(zh="所在网页", en="on page"),
    "target": Text(zh="链接到", en="to"),
    "anchor": Text(zh="锚文本", en="anchor"),
    "position": Text(zh="位置", en="position"),
    "internal": Text(zh="站内", en="internal"),
    "answer": Text(zh="回答", en="answer"),
    "severity": Text(zh="级别", en="level"),
    "check": Text(zh="检查项", en="check"),
    "finding": Text(zh="问题", en="finding"),
    "term": Text(zh="词", en="term"),
    "count": Text(zh="次数", en="count"),
    "density A": Text(zh="密度 A", en="density A"),
    "density B": Text(zh="密度 B", en="density B"),
    "density C": Text(zh="密度 C", en="density C"),
    "prominence": Text(zh="突出度", en="prominence"),
    "tracked": Text(zh="目标词", en="target"),
    "in title": Text(zh="标题", en="title"),
    "in h1": Text(zh="h1", en="h1"),
    "in description": Text(zh="描述", en="description"),
    "value": Text(zh="值", en="value"),
    # lists
    "run": Text(zh="运行", en="run"),
    "site": Text(zh="站点", en="site"),
    "role": Text(zh="角色", en="role"),
    "reason": Text(zh="为何结束", en="why it ended"),
    "started": Text(zh="开始（UTC）", en="started (UTC)"),
    "finished": Text(zh="结束（UTC）", en="finished (UTC)"),
    "discovered": Text(zh="已发现", en="discovered"),
    "crawled": Text(zh="已抓取", en="crawled"),
    "html_pages": Text(zh="网页", en="pages"),
    "score": Text(zh="总分", en="score"),
    "start_url": Text(zh="起始网址", en="start"),
    "label_zh": Text(zh="中文名", en="Chinese name"),
    "label_en": Text(zh="英文名", en="English name"),
    "runs": Text(zh="运行次数", en="runs"),
    "newest_run": Text(zh="最新运行", en="newest run"),
    "last_started": Text(zh="最近一次（UTC）", en="last one (UTC)"),
    "area": Text(zh="领域", en="area"),
    "kind": Text(zh="种类", en="kind"),
    "book": Text(zh="教材章节", en="section"),
    "profiles": Text(zh="检查标准", en="profiles"),
    "profile": Text(zh="检查标准", en="profile"),
    "name": Text(zh="名称", en="name"),
    "axis": Text(zh="得分项", en="axis"),
    "checks": Text(zh="检查项", en="checks"),
    "changed": Text(zh="改了阈值或级别", en="changed by it"),
    "in_use": Text(zh="在用", en="in use"),
    "preset": Text(zh="预设", en="preset"),
    "max_pages": Text(zh="网址上限", en="max_pages"),
    "rate": Text(zh="每秒请求", en="rate"),
    "excluded": Text(zh="排除规则", en="exclusions"),
    "types": Text(zh="网页类型", en="page types"),
    "engine": Text(zh="引擎", en="engine"),
    "spiders": Text(zh="爬虫", en="spiders"),
    "verify": Text(zh="反查域名", en="verified by"),
    "sitemap_urls": Text(zh="站点地图网址上限", en="sitemap URLs"),
    "sitemap_bytes": Text(zh="站点地图字节上限", en="sitemap bytes"),
    "sitemap_index": Text(zh="接受索引", en="sitemap index"),
    "push_per_call": Text(zh="每次推送", en="push per call"),
    "indexnow": Text(zh="IndexNow", en="IndexNow"),
    "title_columns": Text(zh="标题列数", en="title columns"),
    "webmaster": Text(zh="站长平台", en="webmaster tools"),
    "proof": Text(zh="出处", en="source"),
}
FLAGS = ("indexable", "dead_end", "in_sitemap", "is_html", "truncated", "noindex", "not_modified", "internal", "nofollow", "in_use",
         "sitemap_index", "indexnow", "in title", "in h1", "in description", "tracked")  # fmt: skip
SHARES = ("pagerank", "pagerank_editorial", "hub", "authority", "betweenness", "density A", "density B", "density C")
STATES = {
    "complete": Text(zh="完成", en="complete"),
    "running": Text(zh="进行中", en="running"),
    "interrupted": Text(zh="被中断", en="interrupted"),
    "failed": Text(zh="失败", en="failed"),
    "partial": Text(zh="不完整", en="partial"),
}
ROLES = {"target": Text(zh="自己的", en="target"), "competitor": Text(zh="竞品", en="competitor")}
KINDS = {
    "page": Text(zh="单页", en="page"), "site": Text(zh="全站", en="site"), "html": Text(zh="元素", en="html"),
}  # fmt: skip
WORDS = {
    "indexable_reason": INDEXABLE, "page_type": TYPES, "position": PLACES, "error": ERRORS, "answer": ERRORS,
    "status": STATES, "reason": STOPPED, "role": ROLES, "severity": SEVERITIES, "kind": KINDS,
}  # fmt: skip


def headings(names: Iterable[str], lang: Lang) -> list[str]:
    """The names of columns as people read them; one that is not known stays."""
    return [HEADINGS[name].get(lang) if name in HEADINGS else name for name in names]


def readable_row(names: Sequence[str], row: Iterable[object], lang: Lang) -> list[object]:
    """The values of a row as people read them: codes as words, flags as marks, shares in percent."""
    return [_readable(name, value, lang) for name, value in zip(names, row, strict=True)]


def _readable(name: str, value: object, lang: Lang) -> object:
    if name in FLAGS:
        return "✓" if value else "" if value is None else "–"
    if name in SHARES and isinstance(value, int | float):
        return f"{value:.3%}" if "density" not in name else f"{value:.2%}"
    words = WORDS.get(name, {})
    return words[value].get(lang) if isinstance(value, str) and value in words else value

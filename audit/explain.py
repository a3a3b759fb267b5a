"""What a check says to people: the page that explains it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from audit.registry import Check, HtmlCheck, Matters, PageCheck, PageExample, SiteCheck
from audit.uncovered import merged
from configs.text import Lang, Text
from crawler.records import PageRecord

MAX_SHOWN = 3000  # characters of an example's file

MATTERS = {
    Matters.INDEXING: Text(zh="决定能否被抓取和收录", en="decides whether engines can crawl and index it"),
    Matters.RANKING: Text(zh="排名因素", en="ranking factor"),
    Matters.INDIRECT: Text(zh="间接影响排名", en="affects ranking indirectly"),
    Matters.CLICKS: Text(zh="影响点击率", en="affects clicks"),
    Matters.UX: Text(zh="主要影响体验", en="mostly user experience"),
    Matters.LEGAL: Text(zh="合规要求", en="legal requirement"),
}
SEVERITY = {
    "error": Text(zh="错误", en="error"),
    "warning": Text(zh="警告", en="warning"),
    "notice": Text(zh="提示", en="notice"),
    "info": Text(zh="信息", en="info"),
}
AXES = {
    "crawl": Text(zh="抓取", en="crawl"),
    "structure": Text(zh="结构", en="structure"),
    "page": Text(zh="页面", en="page"),
    "keywords": Text(zh="关键词", en="keywords"),
    "links": Text(zh="链接", en="links"),
    "health": Text(zh="健康", en="health"),
}
SURE = {
    1.0: Text(zh="确定", en="certain"),
    0.85: Text(zh="很可能", en="very likely"),
    0.5: Text(zh="可能", en="possible"),
}
EFFORT = {
    "template": Text(zh="每个模板 {hours:g} 小时", en="{hours:g} h per template"),
    "page": Text(zh="每个网页 {hours:g} 小时", en="{hours:g} h per page"),
    "site": Text(zh="全站 {hours:g} 小时", en="{hours:g} h for the site"),
}
AREA = {
    "crawlability": Text(zh="抓取状态", en="crawlability"),
    "redirects": Text(zh="跳转", en="redirects"),
    "robots-sitemaps": Text(zh="robots 与站点地图", en="robots and sitemaps"),
    "indexability": Text(zh="收录条件", en="indexability"),
    "urls": Text(zh="网址", en="URLs"),
    "metadata": Text(zh="标题与描述", en="titles and descriptions"),
    "content": Text(zh="内容", en="content"),
    "keywords": Text(zh="关键词", en="keywords"),
    "internal-links": Text(zh="站内链接", en="internal links"),
    "external-links": Text(zh="外部链接", en="external links"),
    "images": Text(zh="图片", en="images"),
    "structured-data": Text(zh="结构化数据", en="structured data"),
    "international": Text(zh="语言", en="languages"),
    "performance": Text(zh="性能", en="performance"),
    "security": Text(zh="安全", en="security"),
    "usability": Text(zh="易用性", en="usability"),
    "baidu": Text(zh="百度与国内规范", en="Baidu and mainland rules"),
    "spam": Text(zh="作弊", en="spam"),
    "trust": Text(zh="信任", en="trust"),
    "monitoring": Text(zh="监测", en="monitoring"),
}
HEADINGS = {
    "why": Text(zh="为什么重要", en="Why it matters"),
    "fix": Text(zh="怎么改", en="How to fix it"),
    "avoid": Text(zh="别这样改", en="What not to do"),
    "verify": Text(zh="怎么确认改好了", en="How to verify"),
    "example": Text(zh="改前与改后", en="Before and after"),
    "options": Text(zh="可调的数值", en="Options"),
    "source": Text(zh="依据", en="Source"),
}
OPTION_ROW = Text(
    zh="| 选项 | 默认值 | 单位 | 依据 |\n|---|---|---|---|",
    en="| option | default | unit | source |\n|---|---|---|---|",
)


def facts(check: Check, lang: Lang) -> str:
    """The line under the title: id, level, area, how sure, how much it matters, effort."""
    levels = " / ".join(SEVERITY[level].get(lang) for level in check.all_levels)
    effort = EFFORT[check.effort_unit].get(lang, hours=check.effort_hours)
    parts = [f"`{check.id}`", levels, AREA[check.area].get(lang), SURE[check.confidence].get(lang)]
    return " · ".join([*parts, MATTERS[check.matters].get(lang), effort])


def markdown(check: Check, lang: Lang) -> str:
    """The page that explains a check, as Markdown."""
    blocks = [f"# {check.title.get(lang)}", facts(check, lang)]
    for name in ("why", "fix", "avoid", "verify"):
        blocks += [f"## {HEADINGS[name].get(lang)}", getattr(check, name).get(lang)]
    if check.before:
        blocks += [f"## {HEADINGS['example'].get(lang)}", f"```\n{check.before}\n```\n\n```\n{check.after}\n```"]
    if check.options:
        rows = "\n".join(
            f"| `{name}` | {shown(option.default)} | {option.unit} | {option.source} |"
            for name, option in check.options.items()
        )
        blocks += [f"## {HEADINGS['options'].get(lang)}", f"{OPTION_ROW.get(lang)}\n{rows}"]
    blocks += [f"## {HEADINGS['source'].get(lang)}", f"<{check.source}>"]
    return "\n\n".join(blocks) + "\n"


def shown(default: object) -> str:
    """The value of an option as written in the configuration, lists without brackets."""
    return ", ".join(default) if isinstance(default, tuple) else str(default)


def fields(check: Check) -> dict[str, Any]:
    """Every field of a check as JSON data; keys are stable, texts are objects with zh and en."""
    made: dict[str, Any] = {
        "id": check.id,
        "area": check.area,
        "kind": check.kind,
        "scope": check.scope,
        "severity": str(check.severity),
        "levels": [str(level) for level in check.all_levels],
        "tier": check.tier,
        "book": check.book,
        "view": check.view,
        "needs": sorted(check.needs),
        "matters": str(check.matters),
        "confidence": check.confidence,
        "effort_hours": check.effort_hours,
        "effort_unit": check.effort_unit,
        "source": check.source,
    }
    for name in ("title", "message", "why", "fix", "avoid", "verify"):
        made[name] = _both(getattr(check, name))
    made |= {"before": check.before, "after": check.after}
    made["words"] = {code: _both(text) for code, text in check.words.items()}
    made["options"] = {
        name: {"default": plain(option.default), "unit": option.unit, "source": option.source}
        for name, option in check.options.items()
    }
    made["profiles"] = {name: dict(values) for name, values in check.profiles.items()}
    made["with"] = sorted(check.with_)
    made["merges"] = list(merged(check.id))
    if isinstance(check, SiteCheck):
        made |= {"sql": check.sql, "good": _site(check.good.pages), "bad": _site(check.bad.pages)}
        made["flags"] = sorted(check.flags)
    elif isinstance(check, PageCheck | HtmlCheck):
        made |= {"good": [_page(one) for one in check.good], "bad": [_page(one) for one in check.bad]}
    return made


def plain(default: object) -> object:
    """The value of an option as JSON data."""
    return list(default) if isinstance(default, tuple) else default


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def _page(example: str | PageRecord | PageExample) -> object:
    if isinstance(example, str):
        return example
    return {"url": example.url, "status": example.status if isinstance(example, PageRecord) else 200}


def _site(pages: Mapping[str, Any]) -> dict[str, object]:
    return {
        path: _shown(given) if isinstance(given, str) else {name: _shown(value) for name, value in given.items()}
        for path, given in pages.items()
    }


def _shown(value: object) -> object:
    """A value of an example as JSON data; of a file that is large on purpose only the beginning."""
    if isinstance(value, bytes):
        return f"({len(value)} bytes)"
    return f"{value[:MAX_SHOWN]}…" if isinstance(value, str) and len(value) > MAX_SHOWN else value

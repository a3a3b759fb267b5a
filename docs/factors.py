"""The generated part of docs/factors.md: every ranking factor with its unit, meaning and source."""

from __future__ import annotations

from configs.text import Lang
from reports.history.factors import FACTORS

HEADS = {
    "zh": "| 因素 | 名称 | 单位 | 含义 | 好的方向 | 来自 |",
    "en": "| factor | name | unit | meaning | better | from |",
}
BETTER = {"zh": {"up": "↑", "down": "↓", "": "–"}, "en": {"up": "↑", "down": "↓", "": "–"}}
STAGES = {
    "zh": {"finish": "抓取", "links": "链接图", "keywords": "关键词", "audit": "检查清单"},
    "en": {"finish": "crawl", "links": "link graph", "keywords": "keywords", "audit": "checklist"},
}


def table(lang: Lang) -> str:
    """One row a factor."""
    rows = [
        f"| `{one.name}` | {one.title.get(lang)} | {one.unit.get(lang)} | {one.meaning.get(lang)}"
        f" | {BETTER[lang][one.better]} | {STAGES[lang][one.stage]} |"
        for one in FACTORS.values()
    ]
    return "\n".join([HEADS[lang], "|---|---|---|---|---|---|", *rows])

"""The generated part of docs/course.md: the labs with their sections."""

from __future__ import annotations

from configs.text import Lang
from labs.lessons import LESSONS

HEADS = {
    "zh": "| 实验 | 难度 | 分钟 | 教材章节 | 目标 |",
    "en": "| lab | level | minutes | sections | goal |",
}


def labs(lang: Lang) -> str:
    """One row a lab."""
    rows = [
        f"| {one.number} {one.name.get(lang)} | {'★' * one.level} | {one.minutes} | {'、'.join(one.sections) if lang == 'zh' else ', '.join(one.sections)} | {one.goal.get(lang)} |"
        for one in LESSONS.values()
    ]
    return "\n".join([HEADS[lang], "|---|---|---|---|---|", *rows])

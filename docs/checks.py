"""Makes ``docs/checks/``: a page for each check, an index by area and one by section of the textbook.

python -m docs.checks           write what changed, remove what is gone
python -m docs.checks --check   exit code 1 when something is not up to date
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from audit.explain import AREA, SEVERITY, markdown
from audit.registry import AREAS, Check, all_checks
from audit.uncovered import Uncovered, uncovered
from configs.text import LANGUAGES, Lang, Text

FOLDER = Path(__file__).parent / "checks"
MADE = "<!-- 由 python -m docs.checks 生成 / made by python -m docs.checks -->"
# Section titles of the textbook's table of contents, as far as checks belong to them.
SECTIONS = {
    "4.3.4": Text(zh="搜索引擎友好的网站设计", en="Design that engines can read"),
    "4.3.5": Text(zh="关键词分析", en="Keyword analysis"),
    "4.3.6": Text(zh="页面优化与站内链接", en="On-page work and internal links"),
    "4.3.7": Text(zh="外部链接建设", en="Link building"),
    "4.3.8": Text(zh="常见错误与网站体检", en="Mistakes and the health check"),
    "8": Text(zh="移动电子商务", en="Mobile commerce"),
    "10.4": Text(zh="数据收集", en="Data"),
    "10.5": Text(zh="数据图表", en="Charts"),
    "10.7": Text(zh="日志分析", en="Logs"),
}
RECONSTRUCTED = Text(
    zh="各节对应的检查项由公开的 SEO 实践重建，不是教材原文；编号只取自教材目录。",
    en="The checks of each section are reconstructed from public SEO practice and quote nothing of the book;"
    " only the numbers are those of its table of contents.",
)
BEYOND = Text(zh="教材之外", en="Beyond the textbook")
WITHOUT = "| 没有单独检查项的 / without a check of its own | 说明 / what | 原因 / why |\n|---|---|---|"
HEAD = "| 检查项 / check | 级别 / level | 说明 / what |\n|---|---|---|"


def pages() -> dict[str, str]:
    """Every file by its path below ``docs/checks``."""
    checks = list(all_checks().values())
    made = {f"{check.area}/{check.id}.md": page(check) for check in checks}
    return {"README.md": by_area(checks), "textbook.md": by_section(checks), **made}


def page(check: Check) -> str:
    """The page of one check, in Chinese and English."""
    parts = [markdown(check, lang).replace("\n# ", "\n## ") for lang in LANGUAGES]
    links = "[全部检查项 / all checks](../README.md) · [按教材 / by textbook section](../textbook.md)"
    return f"{MADE}\n\n{links}\n\n" + "\n---\n\n".join(parts)


def by_area(checks: Iterable[Check]) -> str:
    """The index by area of the checklist."""
    known = list(checks)
    head = (
        f"{MADE}\n\n# 检查项 / Checks\n\n共 {len(known)} 项，按领域排列；另有[按教材章节](textbook.md)的索引。"
        f"命令行里看同样的说明：`xunlu rule ID`。\n\n{len(known)} checks by area; there is also an index"
        " [by section of the textbook](textbook.md). The same texts on the command line: `xunlu rule ID`.\n"
    )
    groups = {area: [check for check in known if check.area == area] for area in AREAS}
    return head + "".join(
        f"\n## {AREA[area].zh} / {area}\n\n{_table(found)}\n" for area, found in groups.items() if found
    )


def by_section(checks: Iterable[Check]) -> str:
    """The index by section of the textbook's table of contents."""
    groups: dict[str, list[Check]] = {}
    for check in checks:
        groups.setdefault(check.book or "", []).append(check)
    head = f"{MADE}\n\n# 按教材章节 / By section of the textbook\n\n《电子商务运营管理》。{RECONSTRUCTED.zh}\n\n{RECONSTRUCTED.en}\n"
    ordered = sorted({*groups, *(one.book for one in uncovered().values())}, key=_section_order)
    return head + "".join(
        f"\n## {_section(name)}\n\n{_table(groups.get(name, []))}\n{_without(name)}" for name in ordered
    )


def _without(section: str) -> str:
    """The items of a section that have no check of their own."""
    rows = [
        f"| `{one.id}` | {one.title.zh}<br>{one.title.en} | {_merged(one)}{one.why.zh}<br>{one.why.en} |"
        for one in uncovered().values()
        if one.book == section
    ]
    return "\n".join(["", WITHOUT, *rows, ""]) if rows else ""


def _merged(one: Uncovered) -> str:
    return f"→ [`{one.into}`]({all_checks()[one.into].area}/{one.into}.md) " if one.into else ""


def _section_order(name: str) -> tuple[bool, list[int]]:
    return not name, [int(part) for part in name.split(".") if part.isdigit()]


def _section(name: str) -> str:
    text = SECTIONS.get(name, Text(name, name)) if name else BEYOND
    return f"{name} {text.zh} / {text.en}".strip()


def _table(checks: Iterable[Check]) -> str:
    rows = [
        f"| [`{one.id}`]({one.area}/{one.id}.md) | {_levels(one)} | {one.title.zh}<br>{one.title.en} |"
        for one in checks
    ]
    return "\n".join([HEAD, *rows])


def _levels(check: Check, lang: Lang = "zh") -> str:
    return " ".join(SEVERITY[level].get(lang) for level in check.all_levels)


def outdated(wanted: Mapping[str, str]) -> Iterator[str]:
    """Files that are missing, differ, or should not be there."""
    for name, text in wanted.items():
        path = FOLDER / name
        if not path.exists() or path.read_text("utf-8") != text:
            yield name
    for path in FOLDER.rglob("*.md"):
        if (name := path.relative_to(FOLDER).as_posix()) not in wanted:
            yield name


def main(argv: list[str]) -> int:
    """Write or check; returns the exit code."""
    wanted = pages()
    stale = list(outdated(wanted))
    if "--check" in argv:
        for name in stale:
            print(f"docs/checks/{name} is not up to date: run make docs", file=sys.stderr)
        return int(bool(stale))
    for name in stale:
        path = FOLDER / name
        if name in wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[name], "utf-8")
        else:
            path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""What the terminal shows when a run has ended: the score, three things to fix first, where the files are."""

from __future__ import annotations

from collections.abc import Sequence

from configs.text import Lang, Text
from crawler.text import columns, printable
from reports.model import ReportModel
from reports.model_fix import Card
from reports.numbers import decimal, gain, integer, percent
from reports.sentences import clipped

WIDTHS = (34, 16, 7, 8, 24)  # columns of the table, the command after them
HEADS = (
    Text(zh="先修这些", en="Fix first"),
    Text(zh="网页", en="Reach"),
    Text(zh="影响", en="Impact"),
    Text(zh="可得分", en="Points"),
    Text(zh="工作量", en="Effort"),
    Text(zh="命令", en="Command"),
)


def summary_lines(
    model: ReportModel, lang: Lang, *, report: str = "", report_bytes: int = 0, store: str = ""
) -> list[str]:
    """At most 25 lines for the end of a run.

    Args:
        report: where the HTML was written; empty when it was not.
        report_bytes: its size.
        store: the store's file.
    """
    lines = [_head(model, lang), *_scores(model, lang)]
    if model.overview.first:
        lines += ["", _row([head.get(lang) for head in HEADS])]
        for card in model.overview.first:
            lines += _fix(card, lang)
    lines += ["", *_checks(model, lang), *_since(model, lang)]
    return [line.rstrip() for line in (*lines, *_files(lang, report, report_bytes, store))]


def _head(model: ReportModel, lang: Lang) -> str:
    head, o = model.head, model.overview
    name = printable(head.label.get(lang))
    first = Text(
        zh=f"寻路 {head.version}  {name}  运行 #{head.run_id}  {integer(head.pages)} 个网址  {head.duration.zh}",
        en=f"xunlu {head.version}  {name}  run #{head.run_id}  {integer(head.pages)} URLs  {head.duration.en}",
    )
    left = Text(
        zh=f"   已发现 {integer(o.discovered)}，未抓 {integer(o.left)}（{o.stopped.zh}）",
        en=f"   {integer(o.discovered)} discovered, {integer(o.left)} not crawled ({o.stopped.en})",
    )
    return first.get(lang) + (left.get(lang) if o.left else "")


def _since(model: ReportModel, lang: Lang) -> list[str]:
    """What became of the findings since the run before."""
    compared = model.history.compared
    if compared is None:
        return []
    counted = " · ".join(f"{one.name.get(lang)} {integer(one.count)}" for one in compared.states)
    said = Text(
        zh=f"与运行 #{compared.older} 相比：{counted}   xunlu diff {compared.older} {compared.newer}",
        en=f"Since run #{compared.older}: {counted}   xunlu diff {compared.older} {compared.newer}",
    )
    return [said.get(lang)]


def _scores(model: ReportModel, lang: Lang) -> list[str]:
    o = model.overview
    if o.total.value is None:
        return [Text(zh="还没有分数：运行 xunlu audit", en="No score yet: run xunlu audit").get(lang)]
    partial = Text(zh="（不完整）", en=" (partial)").get(lang) if o.partial else ""
    total = f"{o.total.name.get(lang)} {decimal(o.total.value)} {o.total.band_name.get(lang)}{partial}"
    axes = [f"{axis.name.get(lang)} {decimal(axis.value, 0)}" for axis in o.axes]
    health = f"{o.health.name.get(lang)} {percent(o.health.value)}"
    lines = ["  ".join([total, *axes, f" {health}"])]
    if o.cap:
        lines.append(Text(zh=f"封顶：{o.cap.zh}", en=f"Cap: {o.cap.en}").get(lang))
    return lines


def _fix(card: Card, lang: Lang) -> list[str]:
    cells = [
        card.title.get(lang),
        card.reach.get(lang),
        percent(card.impact),
        gain(card.points),
        card.effort.get(lang).replace("\u00a0", " "),
        card.check_command,
    ]
    lines = [_row(cells)]
    if card.example:
        example = Text(zh="例如", en="e.g.").get(lang)
        lines.append(f"  {example} {clipped(printable(card.example.page.shown), 90)}")
    return lines


def _row(cells: Sequence[str]) -> str:
    """Cells padded to their display width; the last one is left as long as it is."""
    padded = [fitted(printable(cell), width) for cell, width in zip(cells, WIDTHS, strict=False)]
    return "  ".join([*padded, cells[-1]])


def fitted(text: str, width: int) -> str:
    """``text`` in exactly ``width`` display columns."""
    shown = clipped(text, width)
    return shown + " " * (width - columns(shown))


def _checks(model: ReportModel, lang: Lang) -> list[str]:
    c = model.checklist
    if not c.judged:
        return []
    crashed = Text(zh=f" · 崩溃 {c.crashed}", en=f" · {c.crashed} crashed").get(lang) if c.crashed else ""
    line = Text(
        zh=f"检查项 {c.total}：通过 {c.passed} · 未通过 {c.failed} · 未判断 {c.not_judged}",
        en=f"{c.total} checks: {c.passed} passed · {c.failed} failed · {c.not_judged} not judged",
    )
    return [line.get(lang) + crashed]


def _files(lang: Lang, report: str, report_bytes: int, store: str) -> list[str]:
    parts = []
    if report:
        size = f"{integer(report_bytes / 1024)} KB"
        parts.append(Text(zh=f"报告 {report}（{size}）", en=f"Report {report} ({size})").get(lang))
    if store:
        parts.append(Text(zh=f"数据 {store}", en=f"Data {store}").get(lang))
    return ["   ".join(parts)] if parts else []

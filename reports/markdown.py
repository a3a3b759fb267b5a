"""The report in a page of Markdown: for a chat, an e-mail, or the summary of a CI job.

What a site wrote stands in code spans, where no renderer makes a link, a mention, a tag or a formula of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from configs.text import Lang, Text
from crawler.text import printable
from reports.model import ReportModel
from reports.model_fix import Card
from reports.numbers import decimal, gain, integer, percent
from reports.parts import Score
from reports.sentences import clipped

STEPS = 5  # rows of what to fix first
CHANGES = 5
MARKS = re.compile(r"([\\`*_\[\]#|~$])")
BEGINS = re.compile(r"^(\d*)(?=[-+=.])")  # of a list or the line under a heading
COLON = Text(zh="：", en=": ")
TEXTS = {
    "axis": Text(zh="方面", en="Axis"),
    "score": Text(zh="得分", en="Score"),
    "share": Text(zh="占总分", en="Of total"),
    "first": Text(zh="先修这些", en="Fix first"),
    "what": Text(zh="问题", en="Problem"),
    "reach": Text(zh="涉及", en="Reach"),
    "points": Text(zh="可得分", en="Points"),
    "effort": Text(zh="工作量", en="Effort"),
    "who": Text(zh="谁来做", en="Who"),
    "changed": Text(zh="与上次相比", en="Since last time"),
    "coverage": Text(zh="抓取范围", en="Coverage"),
    "more": Text(zh="更多", en="More"),
    "unaudited": Text(zh="还没有分数：运行 `xunlu audit`。", en="No score yet: run `xunlu audit`."),
    "nothing": Text(zh="没有扣分的检查项。", en="No check costs points."),
    "first-run": Text(zh="没有可比的上一次运行。", en="There is no earlier run to compare with."),
}


def markdown(model: ReportModel, lang: Lang) -> str:
    """The summary in ``lang``, GitHub's Markdown."""
    return (
        "\n".join(
            [
                *_head(model, lang),
                *_axes(model, lang),
                *_section("changed", _changed(model, lang), lang),
                *_section("first", _first(model, lang), lang),
                *_section("coverage", _coverage(model, lang), lang),
                *_section("more", ["```sh", *_commands(model), "```"], lang),
            ]
        ).rstrip("\n")
        + "\n"
    )


def escaped(text: str) -> str:
    """Text of ours, or a name somebody configured, on one line and without meaning for Markdown or HTML."""
    line = " ".join(printable(text).replace("\u00a0", " ").split())
    line = MARKS.sub(r"\\\1", line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
    return BEGINS.sub(r"\1\\", line)


def code(text: str, *, width: int = 100) -> str:
    """What a site wrote, as a code span that also fits a cell of a table."""
    line = clipped(" ".join(printable(text).split()), width) or " "
    longest = max((len(run) for run in re.findall("`+", line)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if line[0] in "` " or line[-1] in "` " else ""
    return f"{fence}{pad}{line}{pad}{fence}".replace("|", r"\|")


def _section(name: str, lines: Iterable[str], lang: Lang) -> list[str]:
    return ["", f"## {TEXTS[name].get(lang)}", "", *lines]


def _head(model: ReportModel, lang: Lang) -> Iterator[str]:
    head, o = model.head, model.overview
    yield f"# {escaped(head.label.get(lang))} · {_said(o.total, lang)}{_partial(model, lang)}"
    yield ""
    facts = Text(
        zh=f"{head.day.zh} · 运行 #{head.run_id} · {integer(head.pages)} 个网址 · {o.health.name.zh} {percent(o.health.value)}",
        en=f"{head.day.en} · run #{head.run_id} · {integer(head.pages)} URLs · {o.health.name.en} {percent(o.health.value)}",
    )
    yield f"{code(head.start.url)} · {facts.get(lang)}"
    if o.cap:
        yield ""
        yield f"> {escaped(o.cap.get(lang))}"
    if o.total.value is None:
        yield ""
        yield TEXTS["unaudited"].get(lang)


def _said(score: Score, lang: Lang) -> str:
    return (
        f"{decimal(score.value)} {score.band_name.get(lang)}" if score.value is not None else score.band_name.get(lang)
    )


def _partial(model: ReportModel, lang: Lang) -> str:
    return Text(zh="（不完整）", en=" (partial)").get(lang) if model.overview.partial else ""


def _axes(model: ReportModel, lang: Lang) -> Iterator[str]:
    yield ""
    yield _row([TEXTS[name].get(lang) for name in ("axis", "score", "share")])
    yield "|---|--:|--:|"
    for axis in model.overview.axes:
        yield _row([axis.name.get(lang), _said(axis, lang), percent(axis.weight, 0) if axis.weight else "–"])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _changed(model: ReportModel, lang: Lang) -> Iterator[str]:
    compared = model.history.compared
    if compared is None:
        yield TEXTS["first-run"].get(lang)
        return
    since = Text(
        zh=f"与运行 #{compared.older}（{compared.older_day.zh}）相比，总分 **{compared.score.zh}**",
        en=f"Against run #{compared.older} ({compared.older_day.en}), score **{compared.score.en}**",
    )
    counted = " · ".join(f"{one.name.get(lang)} {integer(one.count)}" for one in compared.states)
    yield since.get(lang) + (f" · {counted}" if counted else "")
    yield from _list_begins(compared.doubts or compared.changes)
    for doubt in compared.doubts:
        yield f"- {escaped(doubt.get(lang))}"
    for one in compared.changes[:CHANGES]:
        of = f"/{integer(one.of)}" if one.of else ""
        yield f"- {escaped(one.change.get(lang))}{COLON.get(lang)}{integer(one.count)}{of} {code(one.template or one.example.shown, width=60)}"


def _list_begins(items: Sequence[object]) -> list[str]:
    return [""] if items else []


def _first(model: ReportModel, lang: Lang) -> Iterator[str]:
    rows = model.fix.plan[:STEPS]
    if not rows:
        yield TEXTS["nothing" if model.checklist.judged else "unaudited"].get(lang)
        return
    yield _row(["#", *(TEXTS[name].get(lang) for name in ("what", "reach", "points", "effort", "who"))])
    yield "|--:|---|---|--:|---|---|"
    for number, row in enumerate(rows, 1):
        yield _fix(number, row.card, lang)
    fix = model.fix
    if fix.reachable is not None:
        yield ""
        yield Text(
            zh=f"计划中的 {fix.steps} 件共 +{decimal(fix.points)} 分，{fix.time.zh}，总分可到 {decimal(fix.reachable)}。",
            en=f"The {fix.steps} steps of the plan gain {decimal(fix.points)} points in {fix.time.en}, to a score of {decimal(fix.reachable)}.",
        ).get(lang)


def _fix(number: int, card: Card, lang: Lang) -> str:
    example = f"<br>{code(card.example.page.shown, width=60)}" if card.example else ""
    return _row(
        [
            str(number),
            f"{escaped(card.title.get(lang))} `{card.check_id}`{example}",
            escaped(card.reach.get(lang)),
            gain(card.points).replace("<", "&lt;"),
            escaped(card.effort.get(lang)),
            card.owner_name.get(lang) or "–",
        ]
    )


def _coverage(model: ReportModel, lang: Lang) -> Iterator[str]:
    o, c = model.overview, model.checklist
    why = "，".join(one.zh for one in o.left_why), ", ".join(one.en for one in o.left_why)
    left = (
        Text(zh=f"，未抓 {integer(o.left)} 个（{why[0]}）", en=f", {integer(o.left)} not crawled ({why[1]})")
        if o.left
        else Text("", "")
    )
    said = Text(
        zh=f"- 已发现 {integer(o.discovered)} 个网址，抓取 {integer(o.crawled)} 个（{percent(o.coverage)}）{left.zh}；{o.stopped.zh}。",
        en=f"- {integer(o.crawled)} of {integer(o.discovered)} discovered URLs crawled ({percent(o.coverage)}){left.en}; {o.stopped.en}.",
    )
    yield said.get(lang)
    if c.judged:
        crashed = Text(zh=f"，崩溃 {c.crashed}", en=f", {c.crashed} crashed") if c.crashed else Text("", "")
        yield Text(
            zh=f"- 检查项 {c.total}：通过 {c.passed}，未通过 {c.failed}，未判断 {c.not_judged}{crashed.zh}。未判断的不算通过，也不计分。",
            en=f"- {c.total} checks: {c.passed} passed, {c.failed} failed, {c.not_judged} not judged{crashed.en}. What was not judged is no pass and not scored.",
        ).get(lang)


def _commands(model: ReportModel) -> Iterator[str]:
    """Commands of ours over ids alone."""
    run = model.head.run_id
    yield f"xunlu report {run} --open"
    for row in model.fix.plan[:1]:
        yield row.card.check_command
    yield f"xunlu export tasks --run {run} -o tasks.xlsx"
    if model.history.compared:
        yield f"xunlu diff {model.history.compared.older} {run}"

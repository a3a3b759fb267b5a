"""GitHub Actions: workflow commands that become annotations, and a summary of the job in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from configs.text import Lang, Text
from reports.machine import sentences as say
from reports.machine.model import CheckResult, GateResult, Results
from reports.machine.places import one_line
from reports.words import AXES, SEVERITIES

LEVELS = {"error": "error", "warning": "warning", "notice": "notice", "info": "notice"}
MOST = 10  # annotations of a level that GitHub shows for one step
ROWS = 30  # checks in the summary
MARKS = {True: "✅", False: "❌", None: "➖"}
# What Markdown of GitHub gives a meaning: as an entity it is itself.
_ACTIVE = re.compile(r"[&<>|`*_\[\]\\~#@!$]")

MORE = Text(zh="还有 {n} 项检查有问题，见摘要或报告", en="{n} more checks have findings: see the summary or the report")
PASSED = Text(zh="关卡通过", en="Gate passed")
FAILED = Text(zh="关卡未通过", en="Gate failed")
CHECKED = Text(zh="审核结果", en="Audit")
GATE_HEAD = Text(zh="| | 门槛 | 结果 |", en="| | threshold | result |")
SCORE_HEAD = Text(zh="| 总分 |", en="| Overall |")
UNJUDGED = Text(zh="未判断", en="not judged")
CHECK_HEAD = Text(zh="| 级别 | 检查项 | 问题 | 失分 | 例子 |", en="| level | check | findings | points | example |")
NUMBERS = Text(
    zh="抓取 {crawled} / 发现 {discovered} 个网址，{pages} 个网页；{findings} 个问题，已接受 {accepted}，未判断 {unjudged} 项检查",
    en="{crawled} URLs crawled of {discovered} discovered, {pages} pages; {findings} findings, {accepted} accepted, "
    "{unjudged} checks not judged",
)  # fmt: skip
REST = Text(zh="另有 {n} 项检查有问题。", en="{n} more checks have findings.")


def workflow_commands(results: Sequence[Results], lang: Lang) -> Iterator[str]:
    """Workflow commands, one a line: thresholds that were not met, then the checks that cost most, ten of a level."""
    left = dict.fromkeys(("error", "warning", "notice"), MOST)
    held = 0
    for level, title, text in _told(results, lang):
        if left[level] > (level == "notice"):  # the last notice says what is missing
            left[level] -= 1
            yield workflow_command(level, title, text)
        else:
            held += 1
    if held:
        yield workflow_command("notice", "xunlu", MORE.get(lang, n=held))


def _told(results: Sequence[Results], lang: Lang) -> Iterator[tuple[str, str, str]]:
    for one in results:
        for threshold in one.gate.thresholds if one.gate else ():
            if threshold.passed is not True:
                level = "error" if threshold.passed is False else "notice"
                yield level, f"{one.run.site} gate {threshold.name}", threshold.said.get(lang)
        if text := say.partial(one, lang):
            yield "warning", one.run.site, text
    for one in results:
        for check in one.checks:
            if check.state == "crashed":
                yield "error", check.check_id, say.CRASHED.get(lang, id=check.check_id, why=check.reason)
            elif check.count:
                yield LEVELS[check.severity], check.check_id, _about(check, one, lang)


def _about(check: CheckResult, results: Results, lang: Lang) -> str:
    """How many, one of them, and the command that lists all."""
    first = check.examples[0]
    said = say.TIMES.get(lang, n=f"{check.count:,}")
    return (
        f"{check.texts.title.get(lang)}: {said}; {one_line(first.url)}: {say.evidence(first, check, lang)}"
        f" ({say.command(results, check.check_id)})"
    )


def workflow_command(level: str, title: str, text: str) -> str:
    """``::level title=...::text``; nothing in it begins a command of its own."""
    head = _escaped(title).replace(":", "%3A").replace(",", "%2C")
    return f"::{level} title={head}::{_escaped(text)}"


def _escaped(text: str) -> str:
    """As the toolkit of GitHub escapes; ``##[`` is an older form of commands, which runners find inside a line."""
    return one_line(text).replace("%", "%25").replace("##[", "# #[")


def summary(results: Sequence[Results], lang: Lang) -> str:
    """Markdown for the page of the job."""
    return "\n".join(line for one in results for line in _summary(one, lang)) + "\n"


def _summary(results: Results, lang: Lang) -> Iterator[str]:
    run, gate = results.run, results.gate
    head = CHECKED if gate is None else PASSED if gate.passed else FAILED
    mark = f"{MARKS[gate.passed]} " if gate else ""
    yield f"## {mark}{head.get(lang)} · {inert(run.site)} #{run.run_id}\n"
    unjudged = sum(check.state == "not-judged" for check in results.checks)
    numbers = {"crawled": results.crawled, "discovered": results.discovered, "pages": results.pages,
               "findings": results.findings, "accepted": results.accepted, "unjudged": unjudged}  # fmt: skip
    yield NUMBERS.get(lang, **{name: f"{value:,}" for name, value in numbers.items()}) + "\n"
    if text := say.partial(results, lang):
        yield f"> ⚠️ {inert(text)}\n"
    if gate:
        yield from _thresholds(gate, lang)
    yield from _scores(results, lang)
    yield from _checks(results, lang)


def _thresholds(gate: GateResult, lang: Lang) -> Iterator[str]:
    yield GATE_HEAD.get(lang)
    yield "|---|---|---|"
    for one in gate.thresholds:
        yield f"| {MARKS[one.passed]} | {inert(one.name)} | {inert(one.said.get(lang))} |"
    yield ""


def _scores(results: Results, lang: Lang) -> Iterator[str]:
    if not results.scores:
        return
    yield SCORE_HEAD.get(lang) + "".join(f" {name.get(lang)} |" for name in AXES.values())
    yield "|" + "---|" * (len(AXES) + 1)
    values = [results.scores.get(name) for name in ("overall", *(f"axis:{axis}" for axis in AXES))]
    yield "| " + " | ".join(UNJUDGED.get(lang) if value is None else f"{value:.1f}" for value in values) + " |\n"


def _checks(results: Results, lang: Lang) -> Iterator[str]:
    failing = [check for check in results.checks if check.count or check.state == "crashed"]
    if not failing:
        return
    yield CHECK_HEAD.get(lang)
    yield "|---|---|--:|--:|---|"
    for check in failing[:ROWS]:
        example = f"<code>{inert(check.examples[0].url)}</code>" if check.examples else inert(check.reason)
        title = f"{inert(check.check_id)} {inert(check.texts.title.get(lang))}"
        level = SEVERITIES[check.severity].get(lang)
        yield f"| {level} | {title} | {check.count:,} | {check.points:.2f} | {example} |"
    if len(failing) > ROWS:
        yield f"\n{REST.get(lang, n=len(failing) - ROWS)}"
    yield ""


def inert(text: str) -> str:
    """One line that Markdown shows as it is."""
    return _ACTIVE.sub(lambda match: f"&#{ord(match.group())};", one_line(text))

"""The commands ``audit`` and ``rule``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from configs.app import App
from configs.cli import command, option
from configs.settings import PROFILES
from configs.text import Text

if TYPE_CHECKING:
    from audit.registry import Check
    from audit.runner import AuditSummary, CheckResult
    from audit.uncovered import Uncovered

AUDIT = Text(
    zh="对已存的一次运行（RUN，默认 latest）逐项检查，打印未通过的检查项和得分。\n"
    "缺少的前置分析会先算好。--select 只查一部分时，报告会再查一次全部检查项。",
    en="Run the checklist over a stored RUN (default: latest); print the failing checks and the score.\n"
    "Missing analyses are computed first. After --select, a report runs the whole checklist again.",
)
RULE = Text(
    zh="解释一项检查：为什么重要、怎么改、怎么确认；--all 列出全部检查项。",
    en="Explain a check: why it matters, how to fix it, how to verify; --all lists all checks.",
)
SCORE = Text(zh="总分 {overall}    {axes}", en="Score {overall}    {axes}")
SCORE_OF_SOME = Text(zh="所选检查项得分 {overall}    {axes}", en="Score of the selected checks {overall}    {axes}")
BESIDE = Text(
    zh="无错误网页 {health}（可编入索引的网页）    覆盖率 {coverage}（已抓取 / 已发现）",
    en="Pages without an error {health} (of those that may be indexed)    Coverage {coverage} (crawled / discovered)",
)
COUNTS = Text(
    zh="通过 {passed}，未通过 {failed}，未判断 {open}，崩溃 {crashed}",
    en="{passed} passed, {failed} failed, {open} not judged, {crashed} crashed",
)
ROW = Text(zh="{failing} / {applicable}", en="{failing} / {applicable}")
LOST = Text(zh="-{points:.2f} 分", en="-{points:.2f} points")
LITTLE = Text(zh="不到 0.01 分", en="< 0.01 points")
OPEN = Text(zh="未判断", en="not judged")
CRASHED = Text(zh="崩溃", en="crashed")
MERGED = Text(zh="由 {check} 一并判断：xunlu rule {check}", en="{check} judges it, too: xunlu rule {check}")
STAND = Text(
    zh="已接受、不计分（[[rules.accept]]），检查项 × 网页：{checks}",
    en="Accepted and not scored ([[rules.accept]]), check × pages: {checks}",
)
ENDED = Text(
    zh="[[rules.accept]] 的 {check} 只接受到 {until}，现已重新计算。",
    en="[[rules.accept]] let {check} stand until {until}; it counts again.",
)
PARTIAL = Text(
    zh="得分不完整：只代表已抓取的部分（{why}）。", en="The score is partial: it speaks of what was crawled ({why})."
)
CAPPED = Text(zh="得分被封顶为 {limit}：{why}。", en="The score is held down to {limit}: {why}.")
CAPS = {
    "noindex-sitewide": Text(zh="几乎全站 noindex", en="nearly the whole site is noindex"),
    "robots-blocks-site": Text(zh="robots.txt 封住首页", en="robots.txt blocks the home page"),
    "home-not-200": Text(zh="首页打不开", en="the home page does not open"),
    "tls-invalid": Text(zh="网站证书无效", en="the site's certificate is not valid"),
    "mostly-5xx": Text(zh="一半以上网址返回 5xx", en="over half of the URLs answer 5xx"),
}


@command(
    "audit",
    AUDIT,
    examples=(
        "xunlu audit",
        "xunlu audit latest~1 --select metadata --select error",
        "xunlu audit --profile book-2016",
    ),
)
@click.argument("run", default="latest")
@option(
    "--select", multiple=True, metavar="AREA|ID|LEVEL",
    help=Text(zh="只查这些领域、检查项或级别（error、warning ...），可重复。", en="Only these areas, checks or levels (error, warning ...); repeatable."),
)  # fmt: skip
@option(
    "--ignore", multiple=True, metavar="AREA|ID|LEVEL",
    help=Text(zh="跳过这些领域、检查项或级别，可重复。", en="Leave out these areas, checks or levels; repeatable."),
)  # fmt: skip
@option(
    "--profile", multiple=True, type=click.Choice(PROFILES),
    help=Text(zh="按哪些标准判断，可重复，后面的优先。", en="By which profiles to judge; repeatable, the later wins."),
)  # fmt: skip
@click.pass_obj
def audit(app: App, /, run: str, select: tuple[str, ...], ignore: tuple[str, ...], profile: tuple[str, ...]) -> None:
    """Judge, print one line per failing check and the score; exit code 5 when a check crashed."""
    from audit.runner import run_checks
    from audit.selection import tasks
    from configs.errors import InternalError
    from crawler.store import open_store

    if profile:
        app.settings = replace(app.settings, profiles=profile)
    tasks(
        app.settings.rules, select, ignore, None, app.settings.profiles
    )  # a mistyped id is refused before minutes are spent
    with open_store(app.database) as store:
        found = store.run(run)
        if app.prepare:
            app.prepare(app, store, found.run_id, "audit")
        result = run_checks(store, found.run_id, app.settings, select=select, ignore=ignore)
    for line in summary_lines(result, app, whole=not (select or ignore)):
        app.out(line)
    if result.crashed:
        names = ", ".join(result.crashed)
        what = Text(
            zh=f"{len(result.crashed)} 项检查崩溃，其余结果已写入：{names}",
            en=f"{len(result.crashed)} checks crashed, all other results are written: {names}",
        )
        raise InternalError(510, what)


def summary_lines(result: AuditSummary, app: App, *, whole: bool = True) -> list[str]:
    """Failing checks, the costliest first; those not judged; the score and what stands beside it."""
    from audit.explain import AXES
    from audit.registry import all_checks

    checks = all_checks()
    unjudged = [one for one in result.checks if one.state in ("not-judged", "crashed")]
    width = max((len(one.check_id) for one in (*result.failed, *unjudged)), default=0)
    lines = [_failed(one, checks[one.check_id], app, width) for one in result.failed]
    lines += [_open(one, checks[one.check_id], app, width) for one in unjudged]
    states = [one.state for one in result.checks]
    counts = {"passed": states.count("passed"), "failed": states.count("failed"), "crashed": states.count("crashed")}
    lines.append(COUNTS.get(app.lang, open=states.count("not-judged"), **counts))
    axes = "  ".join(f"{AXES[name].get(app.lang)} {_number(result, f'axis:{name}', app)}" for name in AXES)
    score = SCORE if whole else SCORE_OF_SOME
    lines.append(score.get(app.lang, overall=_number(result, "overall", app, 1), axes=axes))
    lines.append(
        BESIDE.get(
            app.lang, health=_share(result, "health", app), coverage=_share(result, "coverage", app)
        )
    )  # fmt: skip
    return lines + _accepted(result, app) + _remarks(result, app)


def _accepted(result: AuditSummary, app: App) -> list[str]:
    """What somebody let stand, and what stands no longer."""
    standing = [one for one in result.checks if one.accepted]
    lines = [ENDED.get(app.lang, check=one.check, until=one.until) for one in result.ended]
    if standing:
        named = ", ".join(f"{one.check_id} ×{one.accepted:,}" for one in standing)
        lines.insert(0, STAND.get(app.lang, checks=named))
    return lines


def _failed(one: CheckResult, check: Check, app: App, width: int) -> str:
    from audit.explain import SEVERITY

    count = ROW.get(app.lang, failing=f"{one.failing:,}", applicable=f"{one.applicable:,}")
    lost = "0" if one.points <= 0 else (LITTLE if one.points < 0.005 else LOST).get(app.lang, points=one.points)
    cells = [
        (SEVERITY[one.severity].get(app.lang), 10),
        (one.check_id, width),
        (count, 16),
        (lost, 13),
        (check.title.get(app.lang), 0),
    ]
    return _line(cells)


def _open(one: CheckResult, check: Check, app: App, width: int) -> str:
    from audit.needs import REASONS

    reason = REASONS[one.reason].get(app.lang) if one.reason in REASONS else one.reason
    state = (OPEN if one.state == "not-judged" else CRASHED).get(app.lang)
    return _line([(state, 10), (one.check_id, width), (reason or check.title.get(app.lang), 0)])


def _line(cells: list[tuple[str, int]]) -> str:
    """Cells padded to display columns; a Han character is two."""
    from crawler.text import columns, printable

    texts = [printable(text) for text, _ in cells]
    return "  ".join(
        text + " " * max(0, width - columns(text)) for text, (_, width) in zip(texts, cells, strict=True)
    ).rstrip()


def _number(result: AuditSummary, name: str, app: App, digits: int = 0) -> str:
    value = result.scores.get(name)
    return OPEN.get(app.lang) if value is None else f"{value:.{digits}f}"


def _share(result: AuditSummary, name: str, app: App) -> str:
    shown = _number(result, name, app, 1)
    return shown if result.scores.get(name) is None else f"{shown}%"


def _remarks(result: AuditSummary, app: App) -> list[str]:
    notes = dict(note.partition(":")[::2] for note in result.notes.get("overall", "").split(";") if note)
    lines = []
    if name := notes.get("capped"):
        limit = result.notes["cap"].partition(":")[2]
        lines.append(CAPPED.get(app.lang, limit=limit, why=CAPS[name].get(app.lang)))
    if why := notes.get("partial"):
        lines.append(PARTIAL.get(app.lang, why=why))
    return lines


@command(
    "rule",
    RULE,
    examples=("xunlu rule title-too-long", "xunlu --lang zh rule noindex", "xunlu rule --all --format json"),
)
@click.argument("check_id", metavar="ID", required=False)
@option("--all", "every", is_flag=True, help=Text(zh="全部检查项。", en="All checks."))
@option(
    "--format", "format", type=click.Choice(["table", "md", "json"]), default=None,
    help=Text(zh="输出格式；默认单项为 md，--all 为 table。", en="Output format: md for one check, table for --all."),
)  # fmt: skip
@click.pass_obj
def rule(app: App, /, check_id: str | None, every: bool, format: str | None) -> None:
    """Print the explanation of one check or of all; of an item without a check, why it has none."""
    from audit.registry import all_checks
    from audit.uncovered import uncovered

    if not check_id and not every:
        what = Text(zh="请写检查项 ID，或用 --all", en="name a check, or use --all")
        raise click.UsageError(what.get(app.lang))
    if not every and (item := uncovered().get(str(check_id))) is not None:
        for line in _reason(item, format, app):
            app.out(line)
        return
    chosen = list(all_checks().values()) if every else [_check(str(check_id))]
    for line in rule_lines(chosen, format or ("table" if every else "md"), app):
        app.out(line)


def rule_lines(checks: list[Check], format: str, app: App) -> list[str]:
    """Checks as printed: a table, Markdown, or JSON (a list; one check alone is a list of one)."""
    import json

    from audit.explain import SEVERITY, fields, markdown
    from audit.uncovered import told, uncovered

    if format == "json":
        open_items = [told(one) for one in uncovered().values()] if len(checks) > 1 else []
        return [json.dumps([*(fields(check) for check in checks), *open_items], ensure_ascii=False, indent=2)]
    if format == "md":
        return ["\n\n".join(markdown(check, app.lang) for check in checks).rstrip()]
    width = max((len(check.id) for check in checks), default=0)
    return [
        _line(
            [
                (check.id, width),
                (check.area, 18),
                (SEVERITY[check.severity].get(app.lang), 8),
                (check.title.get(app.lang), 0),
            ]
        )
        for check in checks
    ]


def _reason(item: Uncovered, format: str | None, app: App) -> list[str]:
    """Why an item of the checklist has no check of its own."""
    import json

    from audit.uncovered import told

    if format == "json":
        return [json.dumps([told(item)], ensure_ascii=False, indent=2)]
    beside = [MERGED.get(app.lang, check=item.into)] if item.into else []
    return [f"# {item.title.get(app.lang)}", "", item.why.get(app.lang), *beside]


def _check(check_id: str) -> Check:
    from audit.registry import all_checks
    from audit.selection import refuse_unknown
    from audit.uncovered import uncovered

    known = all_checks()
    refuse_unknown("xunlu rule", check_id, [*known, *uncovered()])
    return known[check_id]

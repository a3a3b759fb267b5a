"""The command ``gate``, and the same at the end of ``run --gate``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from configs.app import App
from configs.cli import command, option
from configs.errors import Exit
from configs.text import Text
from jobs.outputs import Outputs, output_options

if TYPE_CHECKING:
    from configs.settings import Gate
    from crawler.records import Run
    from crawler.store import Store

PASSED = Text(zh="关卡通过：{site} 运行 #{run}", en="Gate passed: {site} run #{run}")
FAILED = Text(zh="关卡未通过：{site} 运行 #{run}", en="Gate failed: {site} run #{run}")
NEXT = Text(zh="看变化：xunlu diff {baseline} {run}", en="See what changed: xunlu diff {baseline} {run}")
SAVED = Text(zh="基线 → {path}", en="Baseline -> {path}")
MARKS = {True: "✔", False: "✘", None: "–"}


class Limit(click.ParamType[tuple[str, float]]):
    """``NAME=NUMBER``."""

    name = "name=number"

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, float]:
        if isinstance(value, tuple):
            return value
        name, equals, number = str(value).partition("=")
        try:
            if not equals or name not in self.names:
                raise ValueError
            return name, float(number)
        except ValueError:
            self.fail(f"{value!r}: NAME=NUMBER, {', '.join(self.names)}", param, ctx)


AXES = ("crawl", "structure", "page", "keywords", "links", "health")
LEVELS = ("error", "warning", "notice", "info")


@command(
    "gate",
    Text(
        zh="检查一次运行是否达到门槛：分数下限、相对基线新增的问题、不允许出现的问题。未达到时退出码为 1。\n"
        "门槛来自 [gate]，命令行优先。空的或中断的抓取、读不了的基线都不会通过。\n"
        "给 CI 的报告：--junit、--sarif、--gitlab；在 GitHub Actions 里 --github 自动打开。",
        en="Whether a run meets its thresholds: scores, findings new against a baseline, findings that must not be.\n"
        "Exit code 1 when it does not. Thresholds are those of [gate]; the command line wins.\n"
        "An empty or interrupted crawl never passes, nor does an unreadable baseline.\n"
        "Reports for CI: --junit, --sarif, --gitlab; --github is on by itself in GitHub Actions.",
    ),
    examples=(
        "xunlu gate --min-score 75 --max-new error=0",
        "xunlu gate latest --baseline latest~1 --max-drop 2 --fail-on noindex",
        "xunlu gate --min crawl=90 --junit xunlu.xml --sarif xunlu.sarif",
    ),
)
@click.argument("run", default="latest")
@option("--min-score", type=click.FloatRange(0, 100), help=Text(zh="总分至少多少。", en="The least overall score."))
@option(
    "--min",
    "least",
    multiple=True,
    type=Limit(AXES),
    help=Text(zh="某个轴至少多少，如 crawl=90（可重复）。", en="The least score of an axis: crawl=90 (repeatable)."),
)
@option(
    "--max-new",
    multiple=True,
    type=Limit(LEVELS),
    help=Text(
        zh="相对基线最多新增几个，如 error=0（可重复）。", en="At most so many new findings: error=0 (repeatable)."
    ),
)
@option(
    "--max-drop",
    type=click.FloatRange(min=0),
    help=Text(zh="总分最多比基线低多少。", en="The most that the score may drop."),
)
@option(
    "--fail-on",
    multiple=True,
    metavar="ID|LEVEL",
    help=Text(zh="不允许出现的检查项或级别（可重复）。", en="Checks or levels that must have no finding (repeatable)."),
)
@option(
    "--min-pages",
    type=click.IntRange(min=0),
    help=Text(zh="至少抓到几个网页，否则退出码 3。", en="At least so many pages, else exit code 3."),
)
@option(
    "--baseline",
    metavar="RUN|FILE|latest-ok",
    help=Text(
        zh="与哪次运行或哪个文件比；latest-ok 为最近一次通过的完整运行。",
        en="A run or a file; latest-ok: the newest complete run that passed.",
    ),
)
@option(
    "--save",
    type=click.Path(dir_okay=False),
    help=Text(zh="把这次运行写成基线文件。", en="Write this run as a baseline file."),
)
@output_options
@click.pass_obj
def gate(app: App, /, run: str, save: str | None, **values: Any) -> int:
    """Judge, print, record, report to CI; the exit code."""
    from crawler.store import open_store
    from jobs.baseline import write_baseline

    outputs = Outputs.of(values, gated=True)
    outputs.check()
    with outputs.failing(app), open_store(app.database) as store:
        found = store.run(run)
        if app.prepare and found.status != "failed":
            app.prepare(app, store, found.run_id, "report")
        code = pass_gate(app, store, found, thresholds(app.settings.gate, values))
        if save:
            write_baseline(store, found, Path(save))
            app.say(SAVED, path=save)
        outputs.write(app, store, [found], gated=True)
    return code


def thresholds(settings: Gate, values: Mapping[str, Any]) -> Gate:
    """Those of the configuration, with what the command line gives in their place."""
    given: dict[str, Any] = {
        name: values[name] for name in ("min_score", "max_drop", "min_pages", "baseline") if values[name] is not None
    }
    if values["least"]:
        given["min"] = {**settings.min, **dict(values["least"])}
    if values["max_new"]:
        given["max_new"] = {**settings.max_new, **{level: int(most) for level, most in values["max_new"]}}
    if values["fail_on"]:
        given["fail_on"] = values["fail_on"]
    return replace(settings, **given)


def pass_gate(app: App, store: Store, run: Run, gate: Gate) -> Exit:
    """Judge a run, say so on stdout, and record it."""
    from audit.registry import all_checks
    from audit.selection import refuse_unknown
    from jobs.baseline import find_baseline
    from jobs.gate import judge, record

    for name in gate.fail_on:
        refuse_unknown("[gate] fail_on", name, [*LEVELS, *all_checks()])
    baseline = find_baseline(store, run, gate.baseline)
    verdicts = judge(store, run, gate, baseline)
    code = record(store, run, verdicts, baseline)
    app.out((FAILED if code else PASSED).get(app.lang, site=run.site, run=run.run_id))
    for one in verdicts:
        app.out(f"  {MARKS[one.passed]} {one.name}: {one.said.get(app.lang)}")
    if code and baseline and baseline.name.startswith("#"):
        app.say(NEXT, baseline=baseline.name[1:], run=run.run_id)
    return code

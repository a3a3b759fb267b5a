"""The whole job: crawl, links, keywords, audit, report, and the summary a person reads at the end."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from configs.app import App
from configs.errors import Exit, InternalError
from configs.text import Text
from crawler.plan import Plan
from jobs.crawling import crawl, was_cut
from jobs.outputs import Outputs
from jobs.stages import DOING, RUN, audit_stage, factors_stage
from reports.history.compare_runs import MOBILE

if TYPE_CHECKING:
    from crawler.crawl import Crawled
    from crawler.store import Store

NO_OUTPUTS = Outputs({})


def whole_job(
    app: App, store: Store, plans: Sequence[Plan], output: Path, *, fresh: bool = False, resume: bool = False, strict: bool = False,
    gate: bool = False, outputs: Outputs = NO_OUTPUTS, yes: bool = False,
) -> int:  # fmt: skip
    """Run every stage for every plan, write one report for the target, and what CI asked for.

    Returns:
        The exit code: with ``gate`` that of the worst target's gate; 4 when ``strict`` and a limit cut the target's
        crawl; else 0.

    Raises:
        CrawlError, StoreError, Interrupted: see ``jobs.crawling.crawl``.
        InternalError: a check crashed; everything else is written.
    """
    crawled = [
        one for one in crawl(app, store, plans, fresh=fresh, resume=resume, yes=yes) if one.run.status != "failed"
    ]
    targets = [one for one in crawled if one.plan.site.role == "target"]
    # The target's keywords come first: its rivals are measured by them.
    order = [*targets, *(one for one in crawled if one not in targets)]
    for stage in ("links", "keywords"):
        app.say(DOING[stage])
        for one in order:
            with _timed(app, one, stage):
                RUN[stage](store, one.run.run_id, app.settings)
    app.say(DOING["audit"])
    crashed: list[str] = []
    for one in order:
        with _timed(app, one, "audit"):
            crashed += audit_stage(store, one.run.run_id, app.settings).crashed
            factors_stage(store, one.run.run_id, app.settings)
    reported = sorted(
        targets, key=lambda one: one.plan.name.endswith(MOBILE)
    )  # of two devices, the desktop is the report
    for number, one in enumerate(reported):
        write_report(app, store, one.run.run_id, _numbered(output, number, one.plan.name))
    code = max((_gated(app, store, one) for one in targets), default=Exit.CRAWL_FAILED) if gate else Exit.DONE
    outputs.write(app, store, [one.run for one in targets], gated=gate)
    if crashed:
        names = ", ".join(sorted(set(crashed)))
        raise InternalError(
            501,
            Text(
                zh=f"有检查崩溃：{names}；其余结果已写入", en=f"checks crashed: {names}; all other results were written"
            ),
        )
    if code:
        return code
    cut = [one for one in targets if was_cut(one.run)]
    return Exit.INCOMPLETE if strict and cut else Exit.DONE


def _gated(app: App, store: Store, one: Crawled) -> Exit:
    from jobs.gate_cli import pass_gate

    return pass_gate(app, store, store.run(str(one.run.run_id)), app.settings.gate)


@contextmanager
def _timed(app: App, one: Crawled, stage: str) -> Iterator[None]:
    """With -v, how long a stage took."""
    began = time.monotonic()
    yield
    if app.verbose:
        app.say(f"  {one.plan.name} {stage} {time.monotonic() - began:.1f} s")


def _numbered(output: Path, number: int, name: str) -> Path:
    """One report for each target: the second and later carry their site's name."""
    if not number:
        return output
    safe = "".join(char if char.isalnum() or char in "-_." else "-" for char in name)[:60]
    return output.with_name(f"{output.stem}-{safe}{output.suffix}")


def write_report(app: App, store: Store, run_id: int, output: Path) -> None:
    """Write the HTML report of a run and print its summary."""
    from configs.output import write_text
    from reports.load import load_report
    from reports.render import render_html
    from reports.summary import summary_lines

    model = load_report(store, run_id, app.settings)
    size = write_text(output, render_html(model, first=app.lang))
    lines = summary_lines(model, app.lang)
    for line in [] if app.quiet else lines:
        app.out(line)
    app.out(
        Text(
            zh=f"报告 {output}（{size / 1024:,.0f} KB）   数据 {store.path}",
            en=f"Report {output} ({size / 1024:,.0f} KB)   Data {store.path}",
        ).get(app.lang)
    )

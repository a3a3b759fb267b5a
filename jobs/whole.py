"""The whole job: crawl, links, keywords, audit, report, and the summary a person reads at the end."""

from __future__ import annotations

import datetime
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from configs.app import App
from configs.errors import Exit, InternalError
from configs.output import check_writable, make_folder
from configs.reporting import FORMATS, filled, plain_name
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
    app: App, store: Store, plans: Sequence[Plan], output: str, *, fresh: bool = False, resume: bool = False, strict: bool = False,
    gate: bool = False, outputs: Outputs = NO_OUTPUTS, yes: bool = False, browser: str = "",
) -> int:  # fmt: skip
    """Run every stage for every plan, write one report for the target, and what CI asked for.

    Args:
        output: its file; ``{site}`` and ``{date}`` are filled in.
        browser: the one that prints PDF; empty: the first that is found.

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
    taken: list[Path] = []
    for one in reported:
        taken.append(_place(output, one, taken))
        write_report(app, store, one.run.run_id, taken[-1], browser)
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


def check_output(app: App, output: str, plans: Sequence[Plan], *, make: bool, browser: str = "") -> None:
    """Refuse what cannot be written at the end, before hours of work go into it.

    Args:
        make: make the folder where it is missing.

    Raises:
        SettingsError: the extension is that of no report.
        StoreError: the place cannot be written to, or there is no browser for a PDF.
    """
    from configs.cli import format_of
    from reports.writing import needs_browser

    site = next((plan.name for plan in plans if plan.site.role == "target"), "")
    path = Path(filled(output, site, datetime.datetime.now(datetime.UTC).date().isoformat()))
    kind = format_of(path.name.removesuffix(".htm"), FORMATS)
    if make or path != Path(output):
        make_folder(path.parent)
    check_writable(path)
    if needs_browser([kind, *app.settings.report.also]):
        from reports.browser import find_browser

        find_browser(browser)


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


def _place(output: str, one: Crawled, taken: Collection[Path]) -> Path:
    """The report of a target; where the name has no placeholder, the second and later carry their site's name."""
    path = Path(filled(output, one.plan.name, one.run.started))
    if path != Path(output):
        make_folder(path.parent)
    return path if path not in taken else path.with_name(f"{path.stem}-{plain_name(one.plan.name)}{path.suffix}")


def write_report(app: App, store: Store, run_id: int, output: Path, browser: str = "") -> None:
    """Write the report of a run and what the settings want beside it, and print its summary.

    Raises:
        StoreError: one of the files cannot be written.
    """
    from reports.load import load_report
    from reports.summary import summary_lines
    from reports.writing import kind_of, manner, saying, write_outputs

    model = load_report(store, run_id, app.settings)
    lines = summary_lines(model, app.lang)
    for line in [] if app.quiet else lines:
        app.out(line)
    written = write_outputs(
        store,
        model,
        output,
        kind_of(output),
        manner(app.settings, app.lang, browser=browser, told=saying(app)),
        app.settings.report.also,
    )
    for place, size in written:
        name = Text(zh="报告", en="Report") if place == output else Text(zh="另有", en="Also")
        app.out(
            f"{name.get(app.lang)} {place}"
            + Text(zh=f"（{size / 1024:,.0f} KB）", en=f" ({size / 1024:,.0f} KB)").get(app.lang)
        )
    app.out(Text(zh=f"数据 {store.path}", en=f"Data {store.path}").get(app.lang))

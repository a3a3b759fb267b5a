"""The command ``db prune``: keep the numbers of old runs, let go of their pages."""

from __future__ import annotations

import click

from configs.app import App
from configs.cli import command, option
from configs.text import Text

PRUNED = Text(zh="已清理 {n} 次运行的网页、链接和问题；得分、检查项结果和排名因素保留。", en="Pages, links and findings of {n} runs were removed; scores, states of checks and factors are kept.")  # fmt: skip
WOULD = Text(zh="会清理 {n} 次运行；去掉 --dry-run 执行。", en="{n} runs would be pruned; without --dry-run they are.")
NOTHING = Text(zh="没有可清理的运行。", en="No run to prune.")
SHRINK = Text(zh="库文件里空出 {free:,.1f} MB，会再用；收回：xunlu db vacuum", en="{free:,.1f} MB are free inside the file and will be used again; to give them back: xunlu db vacuum")  # fmt: skip


@command(
    "prune",
    Text(
        zh="每个站点只保留最近几次运行的网页；更早的运行保留得分、各检查项的结果和排名因素，trend 仍能画出来。\n"
        "正在抓取的、最近一次完整的和最近一次通过关卡的运行不动。",
        en="Keep the pages of the newest runs of each site; older ones keep scores, states of checks and ranking factors,\n"
        "so that trend still shows them. A crawl under way, the newest complete run and the newest that passed its gate stay.",
    ),
    examples=("xunlu db prune --keep 52", "xunlu db prune --keep 4 --dry-run"),
)
@option("--keep", type=click.IntRange(min=1), default=52, show_default=True, help=Text(zh="每个站点保留几次。", en="Runs kept of each site."))  # fmt: skip
@option(
    "--site", "sites", multiple=True, help=Text(zh="只清理这个站点；可重复。", en="Only this site; may be repeated.")
)
@option("--dry-run", is_flag=True, help=Text(zh="只列出会清理哪些。", en="Only list what would go."))
@click.pass_obj
def prune(app: App, keep: int, sites: tuple[str, ...], dry_run: bool) -> None:
    """Say which runs go, and let them go."""
    from crawler.prune import prunable
    from crawler.prune import prune as forget
    from crawler.store import open_store
    from reports.history.kept import keep_factors

    with open_store(app.database) as store:
        for site in sites:
            store.run(f"{site}@latest")  # an unknown name is told with the known ones
        runs = prunable(store, keep, sites)
        for run in runs:
            app.out(f"#{run.run_id}  {run.started[:10]}  {run.site}")
        if not runs or dry_run:
            app.say(WOULD if runs else NOTHING, n=len(runs))
            return
        forget(store, runs, keep_factors)
        free, size = (int(store.db.execute(f"pragma {name}").fetchone()[0]) for name in ("freelist_count", "page_size"))
    app.say(PRUNED, n=len(runs))
    app.say(SHRINK, free=free * size / 1e6)

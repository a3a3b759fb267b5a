"""The command ``score``: what a run's score is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from configs.app import App
from configs.cli import choosing_options, command, option, read_options
from configs.text import Text

if TYPE_CHECKING:
    from crawler.records import Run
    from crawler.store import Store
    from reports.score_rows import Row

HELP = Text(
    zh="一次运行的得分：总分、六个轴、封顶、无错误网页和覆盖率；缺少的分析会先补上。\n"
    "--explain 列出每一条检查项怎样扣分，连同封顶压低的分，加起来正好是 100 减总分。算法见 docs/score.md。",
    en="The score of a run: overall, six axes, cap, pages without an error, coverage; missing analyses are computed first.\n"
    "--explain has the sum of every check entry; with what a cap takes they add up to 100 minus the score.\n"
    "How it is made: docs/score.md.",
)
HEAD = Text(zh="{site} #{run}：{score}", en="{site} #{run}: {score}")
TITLES = {
    "title": Text(zh="", en=""),
    "value": Text(zh="得分", en="score"),
    "band": Text(zh="等级", en="band"),
    "share": Text(zh="占总分", en="share"),
    "note": Text(zh="说明", en="remark"),
    "check": Text(zh="检查项", en="check"),
    "severity": Text(zh="级别", en="level"),
    "sum": Text(zh="怎样扣分", en="how it lost its points"),
    "about": Text(zh="内容", en="about"),
}


@command(
    "score",
    HELP,
    examples=(
        "xunlu score",
        "xunlu score latest --explain --limit 20",
        "xunlu score --explain --format csv -o score.csv",
        "xunlu score --explain --where \"axis = 'page' and failing > 10\" --columns check_id,points,failing",
    ),
)
@click.argument("run", default="latest")
@option("--explain", is_flag=True, help=Text(zh="每一条检查项的算式。", en="The sum of every check entry."))
@choosing_options("points > 0.5")
@read_options
@click.pass_obj
def score(
    app: App, run: str, explain: bool, where: str, columns: str, format: str, output: str, limit: int
) -> None:  # fmt: skip
    """Compute what is missing, print the numbers or how they came about."""
    from crawler.store import open_store
    from crawler.tables import print_rows
    from reports.history.pair import pruned

    with open_store(app.database) as store:
        found = store.run(run)
        if app.prepare and not pruned(store, found):
            app.prepare(app, store, found.run_id, "report")
        names, rows = _table(app, store, found, explain, where, columns, for_people=format in ("table", "md"))
        print_rows(app, names, rows, format=format, output=output, limit=limit)


def _table(
    app: App, store: Store, run: Run, explain: bool, where: str, columns: str, *, for_people: bool
) -> tuple[Sequence[str], Iterable[Row]]:  # fmt: skip
    """Names and rows; with ``columns`` those of the data, for people as well."""
    from reports.choosing import matching, wanted_columns
    from reports.score_rows import ENTRY_COLUMNS, SCORE_COLUMNS, entry_rows, readable, score_rows, titled

    numbers = score_rows(store, run.run_id, app.settings, app.lang)
    names = ENTRY_COLUMNS if explain else SCORE_COLUMNS
    wanted = wanted_columns(columns, names)
    found = list(entry_rows(store, run.run_id, app.settings, app.lang)) if explain else numbers
    rows = [found[place] for place in matching(names, found, where)]
    if explain and for_people:
        app.say(HEAD, site=run.site, run=run.run_id, score=" ".join(map(str, readable(numbers)[0][1:3])))
    if wanted or not for_people:
        places = [names.index(name) for name in wanted or names]
        return wanted or names, [[row[place] for place in places] for row in rows]
    if not explain:
        return [TITLES[name].get(app.lang) for name in SCORE_COLUMNS[1:]], readable(rows)
    return [TITLES[name].get(app.lang) for name in ("check", "severity", "sum", "about")], titled(iter(rows), app.lang)

"""The commands ``keywords figures`` and ``keywords opportunities``."""

from __future__ import annotations

import datetime

import click

from configs.app import App
from configs.cli import command, option, read_options
from configs.text import Text
from keywords.figures.opportunity import ORDER
from keywords.read_cli import run_argument

FIRST = 50  # rows that a terminal shows

NONE = Text(
    zh="还没有导入关键词数据：xunlu import keywords 文件.csv",
    en="No figures of keywords were imported yet: xunlu import keywords FILE.csv",
)
OTHERS = Text(
    zh="没有这一组的数据；每个引擎最近的是：{sets}。",
    en="There are no such figures; the newest of each engine are: {sets}.",
)
MORE = Text(zh="只列出前 {n} 个；--limit 改变个数。", en="The first {n} only; --limit changes that.")
FEW = Text(
    zh="{engine} 这一组只有 {n} 个词：百分位、F-09 和价值只能粗略参考。",
    en="The set of {engine} has {n} keywords only: percentiles, F-09 and value are rough.",
)
ENOUGH = 10  # keywords of a set for which percentiles say something

engine_option = option(
    "--engine", default="",
    help=Text(zh="只看一个引擎；默认每个引擎最近的一组。", en="Only one engine; default: the newest set of each."),
)  # fmt: skip
day_option = option(
    "--date", "day", type=click.DateTime(["%Y-%m-%d"]),
    help=Text(zh="哪一天的数据；默认最近一天。", en="The figures of which day; default: the newest."),
)  # fmt: skip


@command(
    "figures",
    Text(
        zh="导入的关键词数据与算出的指标：KEI = 搜索量² ÷ 结果数；KEI（intitle×R）= 搜索量² ÷ intitle 结果数 × R；\n"
        "竞争度 F-09 = 结果数、intitle、竞价、强站占比、首页占比在本组的百分位的平均，缺的不算并写明；各项标签；\n"
        "以及本站排名、最合适的网页和抓取到的竞争度。只在同一引擎、同一天、同一周期之内比较。",
        en="Imported figures and what they come to: KEI = searches^2 / results; KEI (intitle * R) = searches^2 / intitle * R;\n"
        "competition F-09 = mean percentile of results, intitle, ads, strong and home shares in the set, those that lack left out\n"
        "and named; labels; position, best page and crawled competition of the site. Compare inside one engine, day and period.",
    ),
    examples=("xunlu keywords figures", "xunlu keywords figures --engine baidu --format csv -o figures.csv"),
)
@run_argument
@engine_option
@day_option
@read_options
@click.pass_obj
def figures(
    app: App, /, run: str, engine: str, day: datetime.datetime | None, format: str, output: str, limit: int
) -> None:  # fmt: skip
    """Figures and measures."""
    _print(app, "figures", run, engine, day, format, output, limit)


@command(
    "opportunities",
    Text(
        zh="机会矩阵：每个词的价值（搜索量在本组的百分位 × 意图权重）与机会（抓取的竞争度、F-09、难度、现在的排名、有没有网页），\n"
        "分成：先做、投入、顺手、守住、放弃，每行一句话说明为什么。算法见 docs/keywords.md；权重是我们定的，不是搜索引擎的数字。",
        en="The opportunity matrix: what a keyword is worth (percentile of its searches * weight of its intent) and the chance\n"
        "(crawled competition, F-09, difficulty, position, own page): quick win, invest, easy fill, keep, leave, with a sentence\n"
        "for each. How it is computed: docs/keywords.md; the weights are ours, not a search engine's.",
    ),
    examples=("xunlu keywords opportunities", "xunlu keywords opportunities --quadrant quick --format md"),
)
@run_argument
@engine_option
@day_option
@option(
    "--quadrant", type=click.Choice(["all", *ORDER]), default="all",
    help=Text(zh="只列哪一类。", en="Only those of a quadrant."),
)  # fmt: skip
@read_options
@click.pass_obj
def opportunities(
    app: App, /, run: str, engine: str, day: datetime.datetime | None, quadrant: str, format: str, output: str, limit: int
) -> None:  # fmt: skip
    """The matrix."""
    _print(
        app, "opportunities", run, engine, day, format, output, limit, quadrant="" if quadrant == "all" else quadrant
    )


def _print(
    app: App, name: str, run: str, engine: str, day: datetime.datetime | None, format: str, output: str, limit: int, *, quadrant: str = ""
) -> None:  # fmt: skip
    from crawler.tables import print_rows
    from crawler.text import printable
    from keywords.figures.sets import sets, size_of
    from keywords.figures.tables import for_machines, for_people, rows_of
    from keywords.rankings import engine_of
    from keywords.read_cli import analysed, warn

    when, of = day.date().isoformat() if day else "", engine_of(engine) if engine else ""
    with analysed(app, run, market=True) as (store, found):
        warn(app, store, found, market=True)
        chosen, there = sets(store, found, of, when), sets(store, found)
        names_of = printable(", ".join(f"{one.engine} {one.day}".strip() for one in there))
        nothing = (
            Text(OTHERS.zh.format(sets=names_of), OTHERS.en.format(sets=names_of)) if there and not chosen else NONE
        )
        for one in chosen:
            if one.day and (size := size_of(store, found, one)) < ENOUGH:  # without a day there are positions only
                app.say(FEW, engine=one.engine, n=size)
        rows = rows_of(store, found, name, app.settings, engine=of, day=when, quadrant=quadrant)
        names, cells = for_people(name, rows, app.lang) if format in ("table", "md") else for_machines(name, rows)
        print_rows(
            app, names, cells, format=format, output=output, limit=limit, first=FIRST, nothing=nothing, more=MORE
        )

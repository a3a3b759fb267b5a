"""The command ``demo``: the whole job on three sample shops, on this machine only."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from pathlib import Path

import click

from configs.app import App
from configs.cli import command, option
from configs.text import Text

SHOPS = ("tea-house", "rival-a", "rival-b")


@command(
    "demo",
    Text(
        zh="在本机 127.0.0.1 上开三家示例商店（一家双语目标店、两家竞品），抓取、分析并写出报告。\n不访问外网；目标店里预先埋好的问题列在 defects.json。",
        en="Serve three sample shops on 127.0.0.1 (a bilingual target and two competitors), crawl, analyse, report.\n"
        "No network is used; the defects planted in the target are listed in defects.json.",
    ),
    examples=("xunlu demo", "xunlu demo --clean --seed 7 --folder tea-demo"),
)
@option(
    "--folder",
    type=click.Path(file_okay=False),
    default="xunlu-demo",
    help=Text(zh="结果写入的文件夹。", en="Folder for the results."),
)
@option(
    "--seed",
    type=click.IntRange(min=0),
    default=1,
    help=Text(zh="示例商店的随机种子。", en="Seed of the sample shops."),
)
@option(
    "--pages",
    type=click.IntRange(min=100, max=100_000),
    default=320,
    help=Text(zh="目标店的大致网页数。", en="Pages of the target, about."),
)
@option(
    "--clean/--defects",
    default=False,
    help=Text(zh="用没有埋问题的干净商店。", en="Use the clean twin without defects."),
)
@click.pass_obj
def demo(app: App, /, folder: str, seed: int, pages: int, clean: bool) -> int:
    """The main job with embedded defaults."""
    from crawler.store import open_store
    from jobs.whole import whole_job
    from labs.demo import demo_plans, demo_settings, write_key
    from labs.server import ShopServer
    from labs.shop import make_shop
    from reports.output import check_writable, make_folder

    place = Path(folder)
    make_folder(place)
    check_writable(place / "report.html")
    with ExitStack() as stack:
        servers = [
            stack.enter_context(ShopServer(partial(make_shop, seed=seed, pages=pages, clean=clean and name == SHOPS[0], name=name)))
            for name in SHOPS
        ]  # fmt: skip
        for server in servers:
            app.say(f"  {server.shop.name}  {server.url}")
        app.settings = demo_settings(
            app.settings, [server.shop for server in servers], [server.url for server in servers]
        )
        write_key(place / "defects.json", servers[0].shop)
        with open_store(place / "xunlu.db", create=True) as store:
            code = whole_job(app, store, demo_plans(app.settings), place / "report.html", fresh=True)
    app.out(
        Text(zh=f"埋好的问题 {place / 'defects.json'}", en=f"Planted defects {place / 'defects.json'}").get(app.lang)
    )
    return code

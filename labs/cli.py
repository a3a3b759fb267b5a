"""The command ``demo``: the whole job on three sample shops, on this machine only."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import click

from configs.app import App
from configs.cli import command, option
from configs.errors import REMEDY, SettingsError
from configs.reasons import reason
from configs.text import Text

if TYPE_CHECKING:
    from labs.server import ShopServer
    from labs.shop import Shop

PLANTED = Text(zh="埋好的问题 {key}   配置 {config}", en="Planted defects {key}   Configuration {config}")
SERVING = Text(
    zh="商店还开着，按 Ctrl-C 关闭。在另一个终端里试：xunlu run -c {config}",
    en="The shops stay open; Ctrl-C closes them. In another terminal: xunlu run -c {config}",
)
SHOPS = ("tea-house", "rival-a", "rival-b")


@command(
    "demo",
    Text(
        zh="在本机 127.0.0.1 上开三家示例商店（一家双语目标店、两家竞品），抓取、分析并写出报告。\n不访问外网；目标店里预先埋好的问题列在 defects.json。",
        en="Serve three sample shops on 127.0.0.1 (a bilingual target and two competitors), crawl, analyse, report.\n"
        "No network is used; the defects planted in the target are listed in defects.json.",
    ),
    examples=("xunlu demo", "xunlu demo --clean --seed 7 --folder tea-demo", "xunlu demo --serve --port 8600"),
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
@option(
    "--serve",
    is_flag=True,
    envvar=None,
    help=Text(zh="做完后让商店继续开着，直到按 Ctrl-C。", en="Keep the shops open afterwards, until Ctrl-C."),
)
@option(
    "--port",
    type=click.IntRange(min=0, max=65_500),
    default=0,
    help=Text(
        zh="第一家商店的端口，其余依次加一；0 为任意。", en="Port of the first shop, the others follow; 0 is any."
    ),
)
@click.pass_obj
def demo(app: App, /, folder: str, seed: int, pages: int, clean: bool, serve: bool, port: int) -> int:
    """The main job with embedded defaults."""
    from configs.output import check_writable, make_folder, write_text
    from crawler.store import open_store
    from jobs.whole import whole_job
    from labs.demo import demo_config, demo_plans, demo_settings, write_key
    from labs.shop import make_shop

    place = Path(folder)
    make_folder(place)
    check_writable(place / "report.html")
    with ExitStack() as stack:
        servers = [
            stack.enter_context(opened(partial(make_shop, seed=seed, pages=pages, clean=clean and name == SHOPS[0], name=name), port and port + number))
            for number, name in enumerate(SHOPS)
        ]  # fmt: skip
        for server in servers:
            app.say(f"  {server.shop.name}  {server.url}")
        shops, urls = [server.shop for server in servers], [server.url for server in servers]
        app.settings = demo_settings(shops, urls, app.lang)
        write_text(place / "xunlu.toml", demo_config(shops, urls, app.lang))
        write_key(place / "defects.json", servers[0].shop)
        with open_store(place / "xunlu.db", create=True) as store:
            code = whole_job(app, store, demo_plans(app.settings), str(place / "report.html"), fresh=True)
        app.out(PLANTED.get(app.lang, key=place / "defects.json", config=place / "xunlu.toml"))
        if serve:
            app.say(SERVING, config=place / "xunlu.toml")
            wait()
    return code


def opened(make: Callable[[str], Shop], port: int) -> ShopServer:
    """A server for one shop; a port that is taken is told."""
    from labs.server import ShopServer

    try:
        return ShopServer(make, port=port)
    except OSError as error:
        raise SettingsError(
            128,
            Text(zh=f"端口 {port} 不能用：{reason(error).zh}", en=f"port {port} cannot be used: {reason(error).en}"),
            [(REMEDY, Text(zh="用 --port 换一个，或不写，由系统挑选。", en="Choose another with --port, or leave it to the system."))],
        ) from error  # fmt: skip


def wait() -> None:
    """Until Ctrl-C, which is the way to end it and no error."""
    with suppress(KeyboardInterrupt):
        Event().wait()

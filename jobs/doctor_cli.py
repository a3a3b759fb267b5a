"""The command ``doctor``."""

from __future__ import annotations

import click

from configs.app import App
from configs.cli import command, option
from configs.errors import Exit
from configs.text import Text

MARKS = {"ok": "✔", "note": "!", "bad": "✘"}
HEALTHY = Text(zh="没有问题。", en="All is well.")
NOTED = Text(zh="可以工作；带 ! 的 {n} 处值得看一眼。", en="It works; worth a look are the lines with !: {n}.")
ILL = Text(zh="{n} 处带 ✘ 的问题要先解决。", en="Problems marked ✘ come first: {n}.")


@command(
    "doctor",
    Text(
        zh="检查为什么不能抓取：版本、编码、字体、配置、库、磁盘，以及各站点的域名、robots.txt、首页和站点地图。\n"
        "每个站点最多问 3 次。有 ✘ 时以非零退出。",
        en="Find out why it does not crawl: versions, encoding, fonts, configuration, store, disk; and of each site the\n"
        "host name, robots.txt, start page and sitemap, with three requests at most. Exit code not 0 with a ✘.",
    ),
    examples=("xunlu doctor", "xunlu doctor https://shop.example/", "xunlu doctor --offline"),
)
@click.argument("urls", nargs=-1, metavar="[URL]...")
@option(
    "--offline",
    is_flag=True,
    envvar=None,
    help=Text(zh="不联网，只看本机。", en="Ask no site, look at this machine only."),
)
@click.pass_obj
def doctor(app: App, /, urls: tuple[str, ...], offline: bool) -> int:
    """One line for each thing looked at, with what to do below it."""
    from crawler.text import columns, printable
    from jobs.doctor import BAD, NOTE, examine

    states, code = [], int(Exit.DONE)
    for one in examine(app, urls, network=not offline):
        states.append(one.state)
        name = printable(one.what.get(app.lang))
        app.out(f"{MARKS[one.state]} {name}{' ' * max(1, 18 - columns(name))}{printable(one.found.get(app.lang))}")
        if one.remedy and one.state != "ok":
            app.out(f"    {printable(one.remedy.get(app.lang))}")
        if one.state == BAD:
            code = max(code, int(one.exit_code))
    bad, noted = states.count(BAD), states.count(NOTE)
    app.out(ILL.get(app.lang, n=bad) if bad else NOTED.get(app.lang, n=noted) if noted else HEALTHY.get(app.lang))
    return code

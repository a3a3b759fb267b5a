"""The command ``explore``: the store in a browser."""

from __future__ import annotations

import click

from configs.app import App
from configs.cli import command, option
from configs.text import Text

STOP = Text(
    zh="Ctrl-C 结束。只有这台机器能打开，只能读。",
    en="Ctrl-C ends it. Only this machine can open it, and only to read.",
)


@command(
    "explore",
    Text(
        zh="在浏览器里看库：用 Datasette 打开，带说明、分面和常用问题，只读，只在本机（127.0.0.1）。\n"
        "需要 pip install 'xunlu[explore]'。",
        en="The store in a browser: Datasette with descriptions, facets and the usual questions; reading only, on this\n"
        "machine only (127.0.0.1). Needs pip install 'xunlu[explore]'.",
    ),
    examples=("xunlu explore", "xunlu explore --port 8001 --open"),
)
@option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    help=Text(zh="端口；0 为任意空闲端口。", en="The port; 0 is any free one."),
)
@option("--open", "show", is_flag=True, help=Text(zh="用浏览器打开。", en="Open it in the browser."))
@click.pass_obj
def explore(app: App, /, port: int, show: bool) -> None:
    """Serve the store until Ctrl-C."""
    from contextlib import suppress

    from reports.explore.server import HOST, application, listening, serve

    with listening(port) as sock:
        chosen = sock.getsockname()[1]
        made = application(app.database, app.lang, chosen)
        url = f"http://{HOST}:{chosen}/"
        app.out(url)
        app.say(STOP)
        if show:
            click.launch(url)
        with suppress(KeyboardInterrupt):
            serve(made, sock)

"""The command ``links friends``: partners of exchanged links, with their state now and before."""

from __future__ import annotations

import sys

import click

from configs.app import App
from configs.cli import command, read_options
from configs.text import Text

FIRST = 50  # rows shown where nobody asked for a number
NOBODY = Text(
    zh="没有伙伴，网页里也没有“友情链接”之类的块。在 xunlu.toml 里写 [[partners]]，再抓取一次。",
    en="There are no partners, and no block of friend links on the pages. Name partners as [[partners]] in xunlu.toml and crawl again.",
)
SEE_TO = Text(zh="要处理的伙伴：{n} 个。", en="Partners to see to: {n}.")
UNLISTED = Text(
    zh="友情链接块里有 {n} 个不在名单上，对方是否回链没有查。",
    en="{n} links in our blocks are on no list; whether those sites link back was not asked.",
)
MORE = Text(zh="只列出前 {n} 个；--limit 改变个数。", en="The first {n} only; --limit changes that.")


@command(
    "friends",
    Text(
        zh="友情链接的伙伴（[[partners]]）：我们的链接还在不在、从何时起、以前怎样，方向，锚文本，对方网页的导出链接。\n"
        "网页里“友情链接”“合作伙伴”块中不在名单上的链接也列出，但没有去问对方。",
        en="Partners of exchanged links ([[partners]]): whether our link is there, since when, and before that; direction,\n"
        "anchor, outgoing links of their page. Links in our own blocks of friend links that are on no list follow,\n"
        "whose sites were not asked.",
    ),
    examples=("xunlu links friends", "xunlu links friends latest~1 --format csv -o friends.csv"),
)
@click.argument("run", default="latest")
@read_options
@click.pass_obj
def friends(app: App, /, run: str, format: str, output: str, limit: int) -> None:
    """Partners and their state."""
    from crawler.partner_states import BAD
    from crawler.tables import print_rows
    from linkgraph.friends import COLUMNS, for_people
    from linkgraph.friends import friends as friends_of
    from linkgraph.read_cli import computed

    with computed(app, run) as (store, found):
        rows = list(friends_of(store.db, found.run_id))  # at most 500 partners and as many links
    people = format in ("table", "md")
    names = [text.get(app.lang) for text in COLUMNS.values()] if people else list(COLUMNS)
    shown = (for_people(row, app.lang) if people else row for row in rows)
    first = FIRST if sys.stdout.isatty() else 0
    print_rows(
        app, names, shown, format=format, output=output, limit=limit, first=first, nothing=NOBODY, more=MORE
    )  # fmt: skip
    if bad := sum(row[1] in BAD for row in rows):
        app.say(SEE_TO, n=bad)
    if unlisted := sum(row[1] == "unlisted" for row in rows):
        app.say(UNLISTED, n=unlisted)

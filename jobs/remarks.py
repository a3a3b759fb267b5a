"""What a person should know after a crawl beyond its counts: traps and pages that were given up, challenges, pages left unchanged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from configs.text import Text
from crawler.causes import UNREAD, listed
from crawler.text import printable
from crawler.trap_texts import TRAPS

if TYPE_CHECKING:
    from crawler.store import Store

OF_THE_PAGE = ("parse-timeout", "parse-memory")  # what we give up for the page's sake; the rest is ours to mend
SHOWN = 3  # traps told; all stand in v_traps


def remarks(store: Store, run_id: int) -> Iterator[Text]:
    """One line each."""
    yield from _traps(store, run_id)
    yield from _challenges(store, run_id)
    yield from _unread(store, run_id)
    yield from _imitation(store, run_id)
    (unchanged,) = store.db.execute("select count(*) from pages where run_id = ? and not_modified", [run_id]).fetchone()
    if unchanged:
        yield Text(
            zh=f"{unchanged:,} 个网页自上次运行以来没有变化（304）", en=f"{unchanged:,} pages unchanged since the last run (304)"
        )  # fmt: skip


def _traps(store: Store, run_id: int) -> Iterator[Text]:
    rows = store.db.execute(
        "select t.kind, t.template, t.seen, t.refused, u.url from traps t join urls u on u.url_id = t.example_id"
        " where t.run_id = ? order by t.refused desc, t.kind, t.template",
        [run_id],
    ).fetchall()
    for kind, template, seen, refused, example in rows[:SHOWN]:
        shape, url, why = printable(template), printable(example), TRAPS.get(kind, Text(kind, kind))
        yield Text(
            zh=f"陷阱 {shape}：抓了 {seen:,} 个后放弃，略过 {refused:,} 个，例如 {url}。{why.zh}",
            en=f"Trap {shape}: given up after {seen:,} URLs, {refused:,} left out, such as {url}. {why.en}",
        )
    if len(rows) > SHOWN:
        yield Text(
            zh=f"……共 {len(rows)} 处陷阱：xunlu export traps", en=f"... {len(rows)} traps in all: xunlu export traps"
        )


def _unread(store: Store, run_id: int) -> Iterator[Text]:
    """Pages of which nothing is known for no fault of theirs."""
    rows = store.db.execute(
        "select u.url, p.error from pages p join urls u using (url_id) where p.run_id = ?"
        f" and p.error in ({listed(UNREAD)}) order by p.error, u.url",
        [run_id],
    ).fetchall()
    for found, error in rows[:SHOWN]:
        url, why = printable(found), UNREAD[error]
        yield Text(
            zh=f"{url} 没有判断：{why.zh}（{error}）。{'' if error in OF_THE_PAGE else '请报告这个问题。'}",
            en=f"{url} was given up and not judged: {why.en} ({error}).{'' if error in OF_THE_PAGE else ' Please report this.'}",
        )
    if len(rows) > SHOWN:
        yield Text(zh=f"……共 {len(rows)} 个这样的网址", en=f"... {len(rows)} such URLs in all")


def _imitation(store: Store, run_id: int) -> Iterator[Text]:
    """Why it is not known, or not of every name, whether spiders are shown other pages."""
    row = store.db.execute(
        "select url, error, body -> '$.turned_away' from probes where run_id = ? and kind = 'imitation'", [run_id]
    ).fetchone()
    if row is None:
        return
    url, names = printable(row[0]), "、".join(json.loads(row[2]))
    if row[1]:
        yield Text(
            zh=f"没有证明 {url} 是你的网站，没有以爬虫的名义请求。在 /.well-known/xunlu-verify.txt 里写一行 xunlu-verify: 主机名。",
            en=f"{url} is not proven to be yours and was not asked in the name of spiders. Put the line xunlu-verify: HOST into /.well-known/xunlu-verify.txt.",
        )
    elif names:
        yield Text(
            zh=f"服务器拒绝了以 {names} 名义的请求（多半按来源地址识别），这些没有判断；真正的爬虫看到什么，用搜索引擎站长平台的抓取诊断看。",
            en=f"The server turned away requests in the name of {names.replace('、', ', ')}, as it may by their address; they were not judged. What the real ones see is told by the tools of the engines' webmaster sites.",
        )


def _challenges(store: Store, run_id: int) -> Iterator[Text]:
    rows = store.db.execute(
        "select challenge, count(*) from pages where run_id = ? and challenge is not null group by 1 order by 2 desc",
        [run_id],
    ).fetchall()
    if not rows:
        return
    from crawler.challenge import ADVICE, CHALLENGES

    for name, count in rows:
        label = CHALLENGES.get(name, Text(name, name))
        yield Text(
            zh=f"{count:,} 个网址要求人机验证（{label.zh}），没有判断。{ADVICE.zh}",
            en=f"{count:,} URLs asked for proof of a human ({label.en}) and were not judged. {ADVICE.en}",
        )

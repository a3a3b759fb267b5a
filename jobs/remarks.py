"""What a person should know after a crawl beyond its counts: traps and pages that were given up, challenges, pages left unchanged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from configs.text import Text
from crawler.text import printable
from crawler.trap_texts import TRAPS

if TYPE_CHECKING:
    from crawler.store import Store

SHOWN = 3  # traps told; all stand in v_traps


def remarks(store: Store, run_id: int) -> Iterator[Text]:
    """One line each."""
    yield from _traps(store, run_id)
    yield from _challenges(store, run_id)
    yield from _poison(store, run_id)
    yield from _unread(store, run_id)
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


def _poison(store: Store, run_id: int) -> Iterator[Text]:
    rows = store.db.execute(
        "select u.url from pages p join urls u using (url_id) where p.run_id = ? and p.error = 'poison' order by u.url",
        [run_id],
    ).fetchall()
    for (found,) in rows[:SHOWN]:
        url = printable(found)
        yield Text(
            zh=f"程序三次死在 {url} 上，已放弃这个网址，没有判断。请报告这个问题。",
            en=f"{url} was given up and not judged: the program died over it three times. Please report this.",
        )
    if len(rows) > SHOWN:
        yield Text(zh=f"……共 {len(rows)} 个这样的网址", en=f"... {len(rows)} such URLs in all")


def _unread(store: Store, run_id: int) -> Iterator[Text]:
    rows = store.db.execute(
        "select u.url, p.error from pages p join urls u using (url_id) where p.run_id = ? and p.error like 'parse-%' order by u.url",
        [run_id],
    ).fetchall()
    for found, error in rows[:SHOWN]:
        url = printable(found)
        yield Text(
            zh=f"网页 {url} 太大或太复杂，没能读完（{error}），没有判断。",
            en=f"{url} is too large or too complex to be read ({error}) and was not judged.",
        )
    if len(rows) > SHOWN:
        yield Text(zh=f"……共 {len(rows)} 个这样的网页", en=f"... {len(rows)} such pages in all")


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

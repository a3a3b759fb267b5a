"""The URL of a run that a person means: written whole or as a path, percent-encoded or in Chinese."""

from __future__ import annotations

import difflib
import sqlite3
from urllib.parse import quote

from configs.errors import REMEDY, WHERE, SettingsError
from configs.text import Text
from crawler.store import Store
from crawler.urls import normalise, origin, shown

NEAREST = 5  # known URLs named when nothing matches
COMPARED = 2000  # known URLs looked at for that


def find_url(store: Store, run_id: int, text: str) -> tuple[int, str]:
    """(url_id, url) of a URL that the run knows: fetched, linked or listed in a sitemap.

    Args:
        text: an absolute URL, or a path of the site's start URL (``/products/?sort=price``).

    Raises:
        SettingsError: the run does not know it; the nearest known ones are named.
    """
    start = store.run(str(run_id)).start_url
    for candidate in _candidates(start, text.strip()):
        row = store.db.execute("select url_id, url from main.urls where url = ?", [candidate]).fetchone()
        if row and _known(store.db, run_id, row[0]):
            return int(row[0]), str(row[1])
    raise _unknown(store, run_id, text, origin(start))


def _candidates(start: str, text: str) -> list[str]:
    """Ways to read ``text``, the likeliest first; a slash at the end is often forgotten."""
    text = text.partition("#")[0]
    whole = text if "://" in text else origin(start) + (text if text.startswith("/") else f"/{text}")
    hosted = [f"{start.partition('://')[0]}://{text}"] if "://" not in text and "." in text.partition("/")[0] else []
    found = []
    for url in (whole, *hosted):
        path, mark, query = url.partition("?")
        other = path[:-1] if path.endswith("/") else f"{path}/"
        found += [normalise(one) for form in (url, f"{other}{mark}{query}") for one in (form, _in_gbk(form))]
    return [url for url in dict.fromkeys(found) if url]


def _in_gbk(url: str) -> str:
    """``url`` as shops older than UTF-8 write it: Chinese percent-encoded in GBK."""
    return url if url.isascii() else quote(url, safe="%/:?#[]@!$&'()*+,;=~", encoding="gb18030", errors="replace")


def _known(db: sqlite3.Connection, run_id: int, url_id: int) -> bool:
    """Whether the URL belongs to this run, and not to another of the same store only."""
    for table in ("pages", "frontier", "sitemap_urls"):
        if db.execute(f"select 1 from {table} where run_id = ? and url_id = ?", [run_id, url_id]).fetchone():
            return True
    return (
        db.execute(
            "select 1 from pages p join links l on l.link_set_id = p.link_set_id"
            " where p.run_id = ? and l.target_id = ? limit 1",
            [run_id, url_id],
        ).fetchone()
        is not None
    )


def _unknown(store: Store, run_id: int, text: str, base: str) -> SettingsError:
    rows = store.db.execute(
        "select u.url from pages p join urls u on u.url_id = p.url_id where p.run_id = ? order by p.url_id limit ?",
        [run_id, COMPARED],
    )
    known = {shown(url).removeprefix(base): url for (url,) in rows}
    wanted = shown(text).removeprefix(base)
    near = difflib.get_close_matches(wanted, known, n=NEAREST, cutoff=0.5)
    listed = "、".join(near), ", ".join(near)
    remedy = (
        Text(zh=f"最接近的：{listed[0]}", en=f"Nearest: {listed[1]}")
        if near
        else Text(zh="看看抓到了什么：xunlu export pages", en="See what was crawled: xunlu export pages")
    )
    return SettingsError(
        121,
        Text(zh=f"运行 #{run_id} 中没有这个网址：{text}", en=f"run #{run_id} does not know this URL: {text}"),
        [(WHERE, Text(str(store.path), str(store.path))), (REMEDY, remedy)],
    )

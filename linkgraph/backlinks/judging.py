"""What each backlink is worth, as far as its row shows: the kind of its anchor, whether it is relevant, signs of manipulation.

One pass in the order of pairs, so that of the rows of several tools for one link the newest and fullest counts. Done again when a file was imported
or another run of the site was analysed.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import unquote, urlsplit

from crawler.anchors import is_generic
from crawler.domains import registrable_domain
from crawler.guard import literal
from crawler.lexicon import link_trade, spam_word
from crawler.store import Store
from crawler.text import HAN, matching_copy

VERSION = 2  # raised when the rules below change
BATCH = 10_000
TERMS = 300  # of the site, by which relevance is judged
STRONGEST = 500  # pages whose titles say what the site is about
CROWDED = 200  # external links on one page
Change = tuple[bool, str, int | None, str, int]  # counted, kind, relevant, signs, backlink_id
KINDS = ("brand", "money", "url", "generic", "empty", "other")
SIGNS = ("spam-words", "links-for-sale", "crowded-page", "bare-ip", "free-domain", "search-page")

# Endings that were given away for nothing; most of the names were used for spam.
_FREE = re.compile(r"\.(?:tk|ml|ga|cf|gq)\Z")
# Pages of results, of tools for webmasters, and of who-is services, which name every domain there is.
_SEARCH = re.compile(
    r"(?:^|\.)(?:chinaz|aizhan|5118|alexa|similarweb|whois|site-?stats?|statshow|websitelooker|webstatsdomain|domaintools|urlm|cutestat"
    r"|seobility|woorank|hypestat)\.|/(?:search|s|so)\?(?:[^#]*&)?(?:q|wd|word|query|keyword|kw)=",
    re.IGNORECASE,
)
_URL = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:com|cn|net|org|shop|store|example|test|top|xyz|io|co|info|hk|tw)(?:/\S*)?", re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measures:
    """What the links of a site are judged by; patterns match matching copies."""

    brand: re.Pattern[str] | None
    money: re.Pattern[str] | None
    about: re.Pattern[str] | None  # money words and those of the strongest pages


def judge(store: Store, name: str, progress: Callable[[int], None] = lambda count: None) -> bool:
    """Bring the judgement of a site's backlinks up to date; False when there was nothing to do.

    Memory does not grow with the number of links.
    """
    row = store.db.execute("select linked_id, judged from linked_sites where name = ?", [name]).fetchone()
    if row is None:
        return False
    linked_id, before = int(row[0]), str(row[1])
    run_id = _newest_run(store.db, name)
    basis = json.dumps({"version": VERSION, "run": run_id})
    if before == basis:
        return False
    measures = _measures(store.db, name, run_id)
    with on_disk(store), store.atomic() as db:
        changes: list[Change] = []
        for count, change in enumerate(_judged(db, linked_id, measures), 1):
            changes.append(change)
            if len(changes) >= BATCH:
                _write(db, changes)
                progress(count)
        _write(db, changes)
        db.execute(_AIMLESS, {"linked": linked_id})
        forget(db)
        db.execute("update linked_sites set judged = ? where linked_id = ?", [basis, linked_id])
    return True


@contextmanager
def on_disk(store: Store) -> Iterator[None]:
    """A million links are sorted on disk. SQLite drops what is temporary when that changes: a run that was chosen is chosen again."""
    db = store.db
    if db.in_transaction or db.execute("pragma temp_store").fetchone()[0] == 1:  # in one it cannot be changed
        yield
        return
    exists = db.execute("select 1 from temp.sqlite_master where name = 'current_run'").fetchone()
    chosen = db.execute("select run_id from temp.current_run").fetchone() if exists else None
    db.execute("pragma temp_store = file")
    try:
        yield
    finally:
        db.execute("pragma temp_store = memory")
        if chosen:
            store.use_run(chosen[0])


def forget(db: sqlite3.Connection) -> None:
    """Assessments that were kept rest on rows that are about to change; those of competitors, too, for domains are compared."""
    db.execute("delete from backlink_assessments")


def _newest_run(db: sqlite3.Connection, name: str) -> int | None:
    """The newest run of the site whose links were computed."""
    row = db.execute(
        "select max(r.run_id) from runs r join sites s using (site_id) join stages g on g.run_id = r.run_id"
        " and g.stage = 'keywords' where s.name = ? and r.pruned is null",
        [name],
    ).fetchone()
    return None if row[0] is None else int(row[0])


def _judged(db: sqlite3.Connection, linked_id: int, measures: Measures) -> Iterator[Change]:
    """Every row; of each pair the one that knows best counts."""
    last: int | None = None
    best: tuple[object, ...] = ()
    waiting: Change | None = None  # the best row of the pair so far
    for row in _in_order(db, linked_id):
        backlink_id, pair, source, anchor, title, outlinks, mark, day, lost, rel = row
        rank = (day, lost is None, rel is not None, anchor is not None, -mark)  # the newest word, then the fullest row
        told = f"{title} {anchor or ''}".strip()
        kind = "" if anchor is None else kind_of(anchor, measures)
        signs = " ".join(signs_of(source, anchor or "", title, outlinks))
        change: Change = (False, kind, relevance(told, measures), signs, backlink_id)
        if waiting is not None and pair == last and rank < best:
            yield change
            continue
        if waiting is not None:
            yield (pair != last, *waiting[1:])
        last, best, waiting = pair, rank, change
    if waiting is not None:
        yield (True, *waiting[1:])


def _in_order(db: sqlite3.Connection, linked_id: int) -> Iterator[tuple[Any, ...]]:
    """Rows by pair, in blocks: writing while a SELECT runs over the same index would make SQLite copy it."""
    at, low = -1, -1
    while rows := db.execute(
        "select backlink_id, pair, source, anchor, title, outlinks, mark, last_day, lost, rel from backlinks"
        " where linked_id = ? and (pair, mark) > (?, ?) order by pair, mark limit ?",
        [linked_id, at, low, BATCH],
    ).fetchall():
        yield from rows
        at, low = rows[-1][1], rows[-1][6]


# Some tools name no target: their row is no further link where another one knows where the page links to.
_AIMLESS = """
    update backlinks set counted = 0 where linked_id = :linked and counted and target = '' and source <> ''
        and source in (select source from backlinks where linked_id = :linked and target <> '')
"""


def _write(db: sqlite3.Connection, changes: list[Change]) -> None:
    db.executemany("update backlinks set counted = ?, kind = ?, relevant = ?, signs = ? where backlink_id = ?", changes)
    changes.clear()


def kind_of(anchor: str, measures: Measures) -> str:
    """One of ``KINDS``; an anchor that has both the brand and a money word is a brand's."""
    copy = matching_copy(anchor)
    if not copy:
        return "empty"
    if _URL.fullmatch(copy):
        return "url"
    if measures.brand and measures.brand.search(copy):
        return "brand"
    if measures.money and measures.money.search(copy):
        return "money"
    return "generic" if is_generic(copy) else "other"


def relevance(told: str, measures: Measures) -> int | None:
    """1 when title or anchor have a term of the site; None without a text, or without terms."""
    if not told or measures.about is None:
        return None
    return int(measures.about.search(matching_copy(told)) is not None)


def signs_of(source: str, anchor: str, title: str, outlinks: int | None) -> Iterator[str]:
    """Those of ``SIGNS`` that a link shows."""
    parts = urlsplit(source)
    host = parts.hostname or ""
    if spam_word(f"{anchor}\n{title}") or spam_word(_readable(source)):
        yield "spam-words"
    if link_trade(f"{anchor}\n{title}"):
        yield "links-for-sale"
    if outlinks is not None and outlinks > CROWDED:
        yield "crowded-page"
    if host and literal(host) is not None:
        yield "bare-ip"
    if _FREE.search(host):
        yield "free-domain"
    if _SEARCH.search(source.partition("://")[2]):
        yield "search-page"


@lru_cache(maxsize=4096)
def _readable(source: str) -> str:
    """An address with its words apart."""
    return re.sub(r"[-_/.+]+", " ", unquote(source))


def _measures(db: sqlite3.Connection, name: str, run_id: int | None) -> Measures:
    money = [] if run_id is None else [term for (term,) in db.execute(
        "select t.term from keyword_targets k join terms t using (term_id) where k.run_id = ? order by k.ordinal limit ?", [run_id, TERMS]
    )]  # fmt: skip
    about = [] if run_id is None else [term for (term,) in db.execute(
        """
        with strong as (select url_id from page_graph where run_id = :run order by pagerank desc limit :pages)
        select t.term from strong s cross join page_terms k on k.run_id = :run and k.url_id = s.url_id
        join terms t on t.term_id = k.term_id where k.in_title group by k.term_id order by count(*) desc, t.term limit :most
        """,
        {"run": run_id, "pages": STRONGEST, "most": TERMS},
    )]  # fmt: skip
    return Measures(
        _pattern([*_brands(db, name), *_site_names(db, run_id)]), _pattern(money), _pattern([*money, *about][:TERMS])
    )


def _brands(db: sqlite3.Connection, name: str) -> list[str]:
    """Labels of the site, its name, and the telling part of its domain, with and without hyphens."""
    row = db.execute("select label_zh, label_en, start_url from sites where name = ?", [name]).fetchone()
    host = (urlsplit(row[2]).hostname or "") if row else name.partition(":")[0]
    domain = "" if literal(host) is not None else registrable_domain(host).partition(".")[0]
    words = [*(row[:2] if row else ()), name if "." not in name else "", domain]
    return [form for word in words if word for form in (word, word.replace("-", " "), word.replace("-", ""))]


def _site_names(db: sqlite3.Connection, run_id: int | None) -> list[str]:
    """What the home page calls its site."""
    sql = """
        select f.facts ->> '$.head.site_name' from runs r join sites s using (site_id) join urls u on u.url = s.start_url
        join pages p on p.run_id = r.run_id and p.url_id = u.url_id join document_facts f on f.hash = p.document_hash
        where r.run_id = ?
    """
    return [word for (word,) in db.execute(sql, [run_id]) if word]


def _pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    """Matches any of the words: Chinese ones anywhere, others as whole words."""
    copies = sorted(
        {copy for word in words if len(copy := matching_copy(word)) > 1}, key=lambda copy: (-len(copy), copy)
    )
    if not copies:
        return None
    forms = (
        re.escape(copy) if re.search(f"[{HAN}]", copy) else rf"(?<![a-z0-9]){re.escape(copy)}(?![a-z0-9])"
        for copy in copies
    )
    return re.compile("|".join(forms))
